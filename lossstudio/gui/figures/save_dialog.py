"""What the dialogs that save figures share: which views, how large, and what went wrong."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from lossstudio.core.text import Message
from lossstudio.gui.figures.whole_number_box import WholeNumberBox
from lossstudio.gui.kit.i18n import Retranslating, message_text, translate
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.views.view import View

SMALLEST, LARGEST = 200, 4000
"""Pixels of a figure's width and height at scale 1."""


class ViewChoice(QWidget):
    """A box to tick for each view."""

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
        self.width_box, self.height_box = WholeNumberBox(), WholeNumberBox()
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
        self.width_box.setAccessibleName(translate("SaveDialog", "Width in pixels"))
        self.height_box.setAccessibleName(translate("SaveDialog", "Height in pixels"))


class SaveDialog(Retranslating, QDialog):
    """A form with the views to choose from, `rows` below them, and a line for what went wrong."""

    saved = Signal(str)
    """The path that has been written."""
    failed = Signal(str)
    """The traceback of something unexpected."""

    def __init__(
        self,
        views: Mapping[str, View],
        chosen: str | None,
        size: QSize,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._views = dict(views)
        self._folder = ""
        self._path = Path()
        self.view_choice = ViewChoice(views, chosen)
        self.size_choice = SizeChoice(size)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.hide()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self._form = QFormLayout()
        layout = QVBoxLayout(self)
        layout.addLayout(self._form)
        layout.addWidget(self.message)
        layout.addWidget(self.buttons)
        self.buttons.accepted.connect(self.ask_and_save)
        self.buttons.rejected.connect(self.reject)

    @property
    def is_busy(self) -> bool:
        """The file is being made."""
        raise TypeError("a dialog knows what it is doing")

    def ask_and_save(self) -> None:
        """Ask for the file's name, and save there."""
        raise TypeError("a dialog saves")

    @property
    def choices(self) -> dict[str, Any]:
        """What to hand over the next time; JSON's own types."""
        size = self.size_choice.value
        return {"size": [size.width(), size.height()], "folder": self._folder}

    @survivable
    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        if self.is_busy:
            event.ignore()

    def retranslate(self) -> None:
        self.size_choice.retranslate_boxes()
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setText(
            translate("SaveDialog", "Save as…")
        )

    # -- for subclasses ---------------------------------------------------------------------------

    def _add_rows(self, *rows: QWidget) -> None:
        for widget in rows:
            self._form.addRow(QLabel(), widget)

    def _describe(self, rows: Sequence[tuple[QWidget, str, str]]) -> None:
        """Set the label and the tooltip of each row."""
        for widget, text, tip in rows:
            label = self._form.labelForField(widget)
            assert isinstance(label, QLabel)
            label.setText(text)
            for shown in (label, widget):
                shown.setToolTip(tip)
            widget.setAccessibleName(text.rstrip(":："))

    def _recall(self, choices: Mapping[str, Any]) -> None:
        """Take over what still makes sense of the choices of the last time."""
        folder = choices.get("folder")
        if isinstance(folder, str) and Path(folder).is_dir():
            self._folder = folder
        size = choices.get("size")
        if isinstance(size, (list, tuple)) and [type(part) for part in size] == [int, int]:
            self.size_choice.value = QSize(*size)

    def _enable(self) -> None:
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(not self.is_busy and bool(self.view_choice.names))

    def _end(self) -> None:
        """Nothing is being made any more."""
        self._enable()

    def _done(self) -> None:
        self._folder = str(self._path.parent)
        self._end()
        self.saved.emit(str(self._path))
        self.accept()

    def _refused(self, message: Message) -> None:
        self._end()
        self._show_message(message_text(message))

    def _failed(self, traceback: str) -> None:
        self._end()
        self.failed.emit(traceback)
        super().reject()

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()
