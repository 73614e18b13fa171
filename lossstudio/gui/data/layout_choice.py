"""How a table is written: guessed, and to be changed where the guess is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lossstudio.core.datasets.csv_rows import DELIMITERS, Layout
from lossstudio.core.datasets.encodings import ENCODINGS
from lossstudio.gui.kit.i18n import Retranslating, translate


class LayoutChoice(Retranslating, QWidget):
    """The delimiter, the decimal comma, the header; of a file, its encoding."""

    changed = Signal()
    """A person has chosen something else."""

    def __init__(self) -> None:
        super().__init__()
        self._is_chosen = self._is_encoding_chosen = False
        self.label = QLabel()
        self.delimiter = QComboBox()
        self.label.setBuddy(self.delimiter)
        self.comma, self.header = QCheckBox(), QCheckBox()
        self.encoding = QComboBox()
        self.encoding_label = QLabel()
        self.encoding_label.setBuddy(self.encoding)
        self.encoding_label.hide()
        self.encoding.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        for widgets in (
            (self.encoding_label, self.encoding),
            (self.label, self.delimiter, self.comma, self.header),
        ):
            row = QHBoxLayout()
            row.setSpacing(10)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            rows.addLayout(row)
        self.delimiter.activated.connect(self._choose)
        self.comma.clicked.connect(self._choose)
        self.header.clicked.connect(self._choose)
        self.encoding.activated.connect(self._choose_encoding)
        self.finish_setup()

    @property
    def layout_chosen(self) -> Layout | None:
        """What a person has chosen; None while the guess stands."""
        if not self._is_chosen:
            return None
        delimiter = DELIMITERS[max(self.delimiter.currentIndex(), 0)]
        return Layout(delimiter, self.comma.isChecked(), self.header.isChecked())

    @property
    def encoding_chosen(self) -> str | None:
        """The encoding that a person has chosen; None while the guess stands."""
        return list(ENCODINGS)[self.encoding.currentIndex()] if self._is_encoding_chosen else None

    def show_layout(self, layout: Layout, encoding: str | None) -> None:
        """Show how the table is read; `encoding` is None for one that is in no file."""
        if encoding is not None:
            self.encoding.setCurrentIndex(list(ENCODINGS).index(encoding))
        self.encoding_label.setVisible(encoding is not None)
        self.encoding.setVisible(encoding is not None)
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
        place = self.encoding.currentIndex()
        self.encoding.clear()
        self.encoding.addItems(
            [
                "UTF-8",
                "UTF-16",
                translate("ImportDialog", "GB18030, GBK (Chinese)"),
                translate("ImportDialog", "Windows-1252 (Western European)"),
            ]
        )
        self.encoding.setCurrentIndex(max(place, 0))
        self.encoding_label.setText(translate("ImportDialog", "Text &encoding"))
        self.label.setText(translate("ImportDialog", "Cells are separated by a"))
        self.comma.setText(translate("ImportDialog", "&Decimal comma (1,5)"))
        self.header.setText(translate("ImportDialog", "The first row holds &names"))

    def _choose_encoding(self) -> None:
        self._is_encoding_chosen = True
        self.changed.emit()

    def _choose(self) -> None:
        self._is_chosen = True
        self.changed.emit()
