"""What saving a figure needs: formats, errors in words, and the clipboard."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from lossstudio.engine.files.table_file import table
from lossstudio.gui.figures.composing import live_image, png
from lossstudio.gui.figures.offscreen import Offscreen
from lossstudio.gui.views.view import View

PNG, SVG, CSV = ".png", ".svg", ".csv"
SUFFIXES = (PNG, SVG, CSV)
"""What a figure can be saved as."""


def drawn(offscreen: Offscreen, suffix: str) -> Callable[[], bytes]:
    """Draw the figure of settled views; returns what makes a file of the format of `suffix` of it.

    That may be called in any thread: packing the pixels of a large figure takes seconds.
    """
    if suffix == SVG:
        content = offscreen.svg()
        return lambda: content
    if suffix == CSV:
        return partial(table, offscreen.data())
    return partial(png, offscreen.image())


def copy_view(view: View) -> None:
    """Put a visible view into the clipboard: its picture, and its numbers as CSV."""
    view.redraw()
    data = QMimeData()
    data.setImageData(live_image(view))
    columns = view.figure_data()
    if columns:
        content = table(columns)
        data.setData("text/csv", content)
        data.setText(content.decode())
    QGuiApplication.clipboard().setMimeData(data)
