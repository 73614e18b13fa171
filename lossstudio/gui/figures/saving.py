"""What saving a figure needs: formats, errors in words, and the clipboard."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from lossstudio.core.file_system import reason_of
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.table_file import table
from lossstudio.gui.figures.offscreen import Offscreen
from lossstudio.gui.figures.picture import live_image, png
from lossstudio.gui.views.view import View

PNG, SVG, CSV = ".png", ".svg", ".csv"
SUFFIXES = (PNG, SVG, CSV)
"""What a figure can be saved as."""


def figure_bytes(offscreen: Offscreen, suffix: str) -> bytes:
    """The figure of settled views in the format of `suffix`."""
    if suffix == SVG:
        return offscreen.svg()
    if suffix == CSV:
        return table(offscreen.data())
    return png(offscreen.image())


def save_error(path: Path, error: OSError) -> InputError:
    """Why `path` could not be written, in a sentence."""
    return InputError(
        QT_TRANSLATE_NOOP("core", "{file} could not be saved: {reason}"),
        file=path.name,
        reason=reason_of(error),
    )


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
