"""The present column of a table: what it is used for, and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from lossstudio.gui.data.preview_table import INPUT, KEYS, NONE, TARGET, Heading
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.radio_buttons import choose_button

_LONGEST = 40
"""Characters of a name."""


class ColumnDetails(Retranslating, QWidget):
    """Its role, to be chosen, and the reason for the one that was guessed."""

    role_asked = Signal(str)
    """A person wants the column to have this role."""

    def __init__(self) -> None:
        super().__init__()
        self._heading: Heading | None = None
        self.name = QLabel()
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.roles = {role: QRadioButton() for role in (INPUT, NONE, TARGET)}
        self._group = QButtonGroup(self)
        choice = QHBoxLayout()
        choice.addWidget(self.name)
        for role, button in self.roles.items():
            self._group.addButton(button)
            choice.addWidget(button)
            button.clicked.connect(lambda _=False, role=role: self.role_asked.emit(role))
        choice.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(choice)
        column.addWidget(self.why)
        self.finish_setup()

    def show_heading(self, heading: Heading | None) -> None:
        """Show what `heading` says of a column; None: there is none."""
        self._heading = heading
        self.setEnabled(heading is not None and heading.role is not None)
        role = None if heading is None else heading.role
        choose_button(self._group, None if role is None else self.roles[role])
        self.retranslate()

    def retranslate(self) -> None:
        texts = {
            INPUT: translate("ImportDialog", "&input"),
            NONE: translate("ImportDialog", "not &used"),
            TARGET: translate("ImportDialog", "ta&rget"),
        }
        name = "" if self._heading is None else self._heading.name
        short = name if len(name) <= _LONGEST else name[:_LONGEST] + "…"
        self.name.setText(translate("ImportDialog", "{column} is").format(column=short))
        for role, button in self.roles.items():
            button.setText(texts[role])
            tip = translate("ImportDialog", "In the table above: the key {key}")
            button.setToolTip(tip.format(key=KEYS[role]))
            plain = texts[role].replace("&", "")
            button.setAccessibleName(f"{self.name.text()} {plain}")
        self.why.setText("" if self._heading is None else self._heading.why)
