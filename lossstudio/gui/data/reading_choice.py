"""How a table is written: found by looking, and to be changed where that went wrong."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from lossstudio.core.datasets.tables.looking import Look
from lossstudio.gui.data.labelled_choice import LabelledChoice, Value
from lossstudio.gui.data.table_words import choice_words
from lossstudio.gui.kit.flow_layout import FlowLayout
from lossstudio.gui.kit.i18n import Retranslating, message_text, translate

_STAY = ("sheet", "range")
"""What stays chosen when another sheet or encoding is."""


class ReadingChoice(Retranslating, QWidget):
    """Separator, decimal sign, header, encoding and sheet, each with the reason for its guess."""

    changed = Signal()
    """A person has chosen something else."""

    def __init__(self) -> None:
        super().__init__()
        self._look: Look | None = None
        self._chosen: dict[str, Value] = {}
        self.separator, self.decimal = LabelledChoice(), LabelledChoice()
        self.header, self.sheet = LabelledChoice(), LabelledChoice()
        self.encoding = LabelledChoice(letters=14)
        self._choices: Mapping[str, LabelledChoice] = {
            "sheet": self.sheet,
            "separator": self.separator,
            "decimal": self.decimal,
            "header_row": self.header,
            "encoding": self.encoding,
        }
        self.range, self._range_label = QLineEdit(), QLabel()
        self._range_label.setBuddy(self.range)
        self._cells = QWidget()
        cells = QVBoxLayout(self._cells)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(2)
        cells.addWidget(self._range_label)
        cells.addWidget(self.range)
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        choices = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(choices)
        column.addWidget(self.why)
        row = FlowLayout(choices)
        for name, choice in self._choices.items():
            row.addWidget(choice)
            choice.chosen.connect(lambda name=name: self._choose(name))
            if name == "sheet":
                row.addWidget(self._cells)
            choice.hide()
        self._cells.hide()
        self.range.editingFinished.connect(self._choose_range)
        self.finish_setup()

    @property
    def encoding_chosen(self) -> str | None:
        """The encoding that a person has chosen; None while the guess stands."""
        encoding = self._chosen.get("encoding")
        return None if encoding is None else str(encoding)

    @property
    def chosen(self) -> dict[str, Any]:
        """What else a person has chosen: fields of a `TableReading`."""
        chosen = {name: value for name, value in self._chosen.items() if name != "encoding"}
        if "header_row" in chosen and chosen["header_row"] is None:
            chosen["units"] = None  # what is no row of names is no row of units either
        return chosen

    @property
    def is_empty(self) -> bool:
        """There is nothing to choose: no table has been found yet."""
        return self._look is None

    def show_look(self, look: Look) -> None:
        """Show how the table is read."""
        self._look = look
        self.retranslate()

    def _choose(self, name: str) -> None:
        if name in ("encoding", "sheet"):  # in other cells, all the rest may be another
            self._chosen = {key: self._chosen[key] for key in _STAY if key in self._chosen}
        if name == "separator":
            self._chosen.pop("header_row", None)
        self._chosen[name] = self._choices[name].value
        self.changed.emit()

    def _choose_range(self) -> None:
        text = self.range.text().strip().upper() or None
        if text != self._chosen.get("range"):
            self._chosen["range"] = text
            self._chosen.pop("header_row", None)
            self.changed.emit()

    def retranslate(self) -> None:
        look = self._look
        for name, (label, spoken) in _labels().items():
            choice = None if look is None else look.choices.get(name)
            why = "" if choice is None else message_text(choice.reason)
            self._choices[name].set_words(label, spoken, why)
            if choice is not None and look is not None:
                words = choice_words(name, look, (choice.value, *choice.others))
                self._choices[name].show_choices(words, choice.value)
            self._choices[name].setVisible(choice is not None)
        self._write_why()
        self._range_label.setText(translate("ImportDialog", "&Cells"))
        self.range.setAccessibleName(translate("ImportDialog", "Cells"))
        self.range.setPlaceholderText(translate("ImportDialog", "all"))
        self.range.setToolTip(translate("ImportDialog", "All of the sheet, or a part: B3:E20"))
        self._cells.setVisible(look is not None and "sheet" in look.choices)

    def _write_why(self) -> None:
        """Say why the names stand there: where a row of numbers may be one of names, it matters."""
        found = None if self._look is None else self._look.choices.get("header_row")
        text = "" if found is None else message_text(found.reason)
        if found is not None and found.value is not None:
            row = translate("ImportDialog", "Row {line}: {reason}")
            text = row.format(line=found.value, reason=text)
        self.why.setText(text)
        self.why.setVisible(bool(text))


def _labels() -> dict[str, tuple[str, str]]:
    return {
        "sheet": (
            translate("ImportDialog", "S&heet"),
            translate("ImportDialog", "Sheet"),
        ),
        "separator": (
            translate("ImportDialog", "Se&parator"),
            translate("ImportDialog", "Separator"),
        ),
        "decimal": (
            translate("ImportDialog", "&Decimal sign"),
            translate("ImportDialog", "Decimal sign"),
        ),
        "header_row": (
            translate("ImportDialog", "Na&mes of columns"),
            translate("ImportDialog", "Names of columns"),
        ),
        "encoding": (
            translate("ImportDialog", "&Encoding"),
            translate("ImportDialog", "Encoding"),
        ),
    }
