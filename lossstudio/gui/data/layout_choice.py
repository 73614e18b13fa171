"""How a table is written: guessed, and to be changed where the guess is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from lossstudio.core.datasets.csv_rows import DELIMITERS, Layout
from lossstudio.gui.i18n import Retranslating, translate


class LayoutChoice(Retranslating, QWidget):
    """The delimiter, the decimal comma, the header."""

    changed = Signal()
    """A person has chosen something else."""

    def __init__(self) -> None:
        super().__init__()
        self._is_chosen = False
        self.label = QLabel()
        self.delimiter = QComboBox()
        self.label.setBuddy(self.delimiter)
        self.comma, self.header = QCheckBox(), QCheckBox()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for widget in (self.label, self.delimiter, self.comma, self.header):
            row.addWidget(widget)
        row.addStretch(1)
        self.delimiter.activated.connect(self._choose)
        self.comma.clicked.connect(self._choose)
        self.header.clicked.connect(self._choose)
        self.finish_setup()

    @property
    def layout_chosen(self) -> Layout | None:
        """What a person has chosen; None while the guess stands."""
        if not self._is_chosen:
            return None
        delimiter = DELIMITERS[max(self.delimiter.currentIndex(), 0)]
        return Layout(delimiter, self.comma.isChecked(), self.header.isChecked())

    def show_layout(self, layout: Layout) -> None:
        """Show how the table is read."""
        self.delimiter.setCurrentIndex(DELIMITERS.index(layout.delimiter))
        self.comma.setChecked(layout.decimal_comma)
        self.header.setChecked(layout.has_header)

    def retranslate(self) -> None:
        chosen = self.delimiter.currentIndex()
        self.delimiter.clear()
        self.delimiter.addItems(
            [
                translate("ImportDialog", "comma"),
                translate("ImportDialog", "semicolon"),
                translate("ImportDialog", "tab"),
            ]
        )
        self.delimiter.setCurrentIndex(max(chosen, 0))
        self.label.setText(translate("ImportDialog", "Cells are separated by a"))
        self.comma.setText(translate("ImportDialog", "&Decimal comma (1,5)"))
        self.header.setText(translate("ImportDialog", "The first row holds &names"))

    def _choose(self) -> None:
        self._is_chosen = True
        self.changed.emit()
