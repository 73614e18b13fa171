"""A small list with its label above it."""

from collections.abc import Hashable, Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from lossstudio.gui.kit.eliding_combo import ElidingCombo

Value = Hashable


class LabelledChoice(QWidget):
    """Chooses one of some values, each with its text."""

    chosen = Signal()
    """A person has chosen a value."""

    def __init__(self, letters: int = 0) -> None:
        """The closed list is as wide as its longest text, or has room for so many `letters`."""
        super().__init__()
        policy = QComboBox.SizeAdjustPolicy
        self.label, self.box = QLabel(), ElidingCombo() if letters else QComboBox()
        self.label.setBuddy(self.box)
        self.box.setMinimumContentsLength(letters)
        self.box.setSizeAdjustPolicy(
            policy.AdjustToMinimumContentsLengthWithIcon if letters else policy.AdjustToContents
        )
        self._values: tuple[Value, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.label)
        column.addWidget(self.box)
        self.box.activated.connect(self.chosen)

    @property
    def value(self) -> Value:
        """The value that is chosen; None where there is none."""
        at = self.box.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def show_choices(self, choices: Sequence[tuple[Value, str]], value: Value) -> None:
        """Offer `choices`, values with their texts, of which `value` is chosen."""
        texts = [text for _, text in choices]
        if texts != [self.box.itemText(at) for at in range(self.box.count())]:
            self.box.clear()
            self.box.addItems(texts)
        self._values = tuple(each for each, _ in choices)
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def set_words(self, label: str, name: str, why: str = "") -> None:
        """Set the label, what a screen reader calls the list, and why the value was guessed."""
        self.label.setText(label)
        self.box.setAccessibleName(name)
        for part in (self.label, self.box):
            part.setToolTip(f"<p>{escape(why)}</p>" if why else "")
        self.box.setAccessibleDescription(why)
