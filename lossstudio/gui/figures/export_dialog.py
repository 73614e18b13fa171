"""The dialog that saves a figure of the views."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lossstudio.core.text import Message
from lossstudio.engine.table_file import table
from lossstudio.engine.whole_file import write_whole
from lossstudio.gui.background import Job
from lossstudio.gui.figures.offscreen import Offscreen, figure_columns
from lossstudio.gui.figures.saving import CSV, PNG, SUFFIXES, figure_bytes, save_error
from lossstudio.gui.i18n import Retranslating, message_text, translate
from lossstudio.gui.snapshot import Snapshot
from lossstudio.gui.theme import Mode
from lossstudio.gui.views.view import View

SMALLEST, LARGEST = 200, 4000
"""Pixels of a figure's width and height at scale 1."""
AS_SHOWN, LIGHT = "shown", "light"


class ViewChoice(QWidget):
    """A box to tick for each visible view."""

    changed = Signal()

    def __init__(self, views: Mapping[str, View], chosen: str | None) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        first = chosen if chosen in views else next(iter(views), None)
        for name, view in views.items():
            box = QCheckBox(view.accessibleName())
            box.setChecked(name == first)
            box.toggled.connect(lambda _: self.changed.emit())
            layout.addWidget(box)
            self.boxes[name] = box

    @property
    def names(self) -> tuple[str, ...]:
        """The views that are ticked."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())


class SizeChoice(QWidget):
    """Width times height in pixels."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.width_box, self.height_box = QSpinBox(), QSpinBox()
        self.times = QLabel("×")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.width_box, self.times, self.height_box):
            layout.addWidget(widget)
        layout.addStretch()
        for box in (self.width_box, self.height_box):
            box.setRange(SMALLEST, LARGEST)
            box.setSingleStep(10)
        self.value = size

    @property
    def value(self) -> QSize:
        """The size."""
        return QSize(self.width_box.value(), self.height_box.value())

    @value.setter
    def value(self, size: QSize) -> None:
        self.width_box.setValue(size.width())
        self.height_box.setValue(size.height())

    def retranslate_boxes(self) -> None:
        """Set the names that a screen reader says."""
        self.width_box.setAccessibleName(translate("FigureDialog", "Width in pixels"))
        self.height_box.setAccessibleName(translate("FigureDialog", "Height in pixels"))


class FigureDialog(Retranslating, QDialog):
    """Saves the visible `views`, by name, as they show `snapshot`: PNG, SVG or CSV.

    The format is that of the file's name. `choices` are those of the last time.
    """

    saved = Signal(str)
    """The path that has been written."""

    def __init__(
        self,
        views: Mapping[str, View],
        snapshot: Snapshot,
        chosen: str | None = None,
        choices: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._views = dict(views)
        self._snapshot = snapshot
        self._offscreen: Offscreen | None = None
        self._path = Path()
        self._folder = ""
        self._is_busy = self._has_choices = False
        self.view_choice = ViewChoice(views, chosen)
        self.size_choice = SizeChoice(QSize(800, 600))
        self.scale = QComboBox()
        for factor in (1, 2, 3, 4):
            self.scale.addItem(f"{factor}×", factor)
        self.look = QComboBox()
        for look in (AS_SHOWN, LIGHT):
            self.look.addItem("", look)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.hide()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self._form = QFormLayout()
        self._rows = (self.view_choice, self.size_choice, self.scale, self.look)
        for widget in self._rows:
            self._form.addRow(QLabel(), widget)
        layout = QVBoxLayout(self)
        layout.addLayout(self._form)
        layout.addWidget(self.message)
        layout.addWidget(self.buttons)
        self.view_choice.changed.connect(self._views_changed)
        self.buttons.accepted.connect(self.ask_and_save)
        self.buttons.rejected.connect(self.reject)
        self._views_changed()
        self._recall(choices or {})
        self.finish_setup()

    @property
    def choices(self) -> dict[str, Any]:
        """What to hand over the next time; JSON's own types."""
        size = self.size_choice.value
        return {
            "size": [size.width(), size.height()],
            "scale": self.scale.currentData(),
            "look": self.look.currentData(),
            "folder": self._folder,
        }

    @property
    def is_busy(self) -> bool:
        """The figure is being drawn or written."""
        return self._is_busy

    # -- saving -----------------------------------------------------------------------------------

    def ask_and_save(self) -> None:
        """Ask for the file's name, and save there."""
        names = self.view_choice.names
        suggested = "-".join(names) + PNG
        path, chosen = QFileDialog.getSaveFileName(
            self, self.windowTitle(), str(Path(self._folder) / suggested), _filters()
        )
        if path:
            suffix = Path(path).suffix.lower()
            if suffix not in SUFFIXES:
                path += next((s for s in SUFFIXES if f"*{s}" in chosen), PNG)
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Save as `path`, whose suffix says the format; `saved` or a message in the dialog."""
        self._path = path
        self._set_busy(True)
        names = self.view_choice.names
        if path.suffix.lower() == CSV:
            self._write(table(figure_columns({name: self._views[name] for name in names})))
            return
        self._show_message(translate("FigureDialog", "Drawing…"))
        scale = 1 if path.suffix.lower() != PNG else int(self.scale.currentData())
        self._has_choices = False
        self._offscreen = Offscreen(names, self.size_choice.value, self._mode(), scale)
        self._offscreen.show_snapshot(self._snapshot)
        self._offscreen.settled.connect(self._drawn)
        self._offscreen.wait()

    def _drawn(self) -> None:
        offscreen = self._offscreen
        assert offscreen is not None
        if not self._has_choices:
            self._has_choices = True
            offscreen.take_choices(self._views)
            offscreen.wait()
            return
        content = figure_bytes(offscreen, self._path.suffix.lower())
        self._drop_offscreen()
        self._write(content)

    def _write(self, content: bytes) -> None:
        path = self._path

        def work() -> None:
            try:
                write_whole(path, content)
            except OSError as error:
                raise save_error(path, error) from error

        job = Job(work, self)
        job.done.connect(self._written)
        job.rejected.connect(self._refused)
        job.failed.connect(self._failed)
        job.start()

    def _written(self) -> None:
        self._folder = str(self._path.parent)
        self._set_busy(False)
        self.saved.emit(str(self._path))
        self.accept()

    def _refused(self, message: Message) -> None:
        self._set_busy(False)
        self._show_message(message_text(message))

    def _failed(self, traceback: str) -> None:
        self._set_busy(False)
        self._show_message(traceback)

    def _drop_offscreen(self) -> None:
        if self._offscreen is not None:
            self._offscreen.close()
            self._offscreen = None

    def _mode(self) -> Mode:
        """The theme of the figure."""
        (theme, *_) = (view.theme for view in self._views.values())
        return "light" if self.look.currentData() == LIGHT or not theme.colors.dark else "dark"

    # -- the dialog -------------------------------------------------------------------------------

    def reject(self) -> None:
        """Close it; while the file is being written, only once it is."""
        if self._offscreen is not None:
            self._drop_offscreen()
            self._set_busy(False)
        if not self._is_busy:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        if self._is_busy:
            event.ignore()

    def retranslate(self) -> None:
        self.setWindowTitle(translate("FigureDialog", "Save figure"))
        for widget, text, tip in (
            (self.view_choice, translate("FigureDialog", "Views:"), ""),
            (
                self.size_choice,
                translate("FigureDialog", "Size:"),
                translate("FigureDialog", "Pixels at scale 1; letters and lines keep their size."),
            ),
            (
                self.scale,
                translate("FigureDialog", "Scale:"),
                translate(
                    "FigureDialog",
                    "The same picture with more pixels, for print. It counts for PNG only: SVG "
                    "is sharp at any size, and CSV holds the numbers.",
                ),
            ),
            (
                self.look,
                translate("FigureDialog", "Colours:"),
                translate("FigureDialog", "White paper wants the light colours."),
            ),
        ):
            label = self._form.labelForField(widget)
            assert isinstance(label, QLabel)
            label.setText(text)
            for shown in (label, widget):
                shown.setToolTip(tip)
            widget.setAccessibleName(text.rstrip(":："))
        self.look.setItemText(0, translate("FigureDialog", "as shown"))
        self.look.setItemText(1, translate("FigureDialog", "light, for paper"))
        self.size_choice.retranslate_boxes()
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setText(
            translate("FigureDialog", "Save as…")
        )

    def _recall(self, choices: Mapping[str, Any]) -> None:
        """Take over what still makes sense of the choices of the last time."""
        folder = choices.get("folder")
        if isinstance(folder, str) and Path(folder).is_dir():
            self._folder = folder
        size = choices.get("size")
        if isinstance(size, (list, tuple)) and [type(part) for part in size] == [int, int]:
            self.size_choice.value = QSize(*size)
        for box, name in ((self.scale, "scale"), (self.look, "look")):
            index = box.findData(choices.get(name))
            if index >= 0:
                box.setCurrentIndex(index)

    def _views_changed(self) -> None:
        names = self.view_choice.names
        self._set_busy(self._is_busy)
        if len(names) > 1:
            self.size_choice.value = QSize(1280, 720)
        elif names:
            self.size_choice.value = self._views[names[0]].size()

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        for widget in self._rows:
            widget.setEnabled(not is_busy)
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(not is_busy and bool(self.view_choice.names))
        self.message.hide()

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()


def _filters() -> str:
    return ";;".join(
        (
            translate("FigureDialog", "Picture (*.png)"),
            translate("FigureDialog", "Vectors (*.svg)"),
            translate("FigureDialog", "Numbers (*.csv)"),
        )
    )
