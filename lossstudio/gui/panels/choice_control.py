"""A choice among names; what does not fit is greyed and says why."""

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from lossstudio.core.text import Message
from lossstudio.gui.kit.i18n import Retranslating, core_text, message_text
from lossstudio.gui.kit.window_combo import WindowCombo
from lossstudio.gui.panels.withheld import Withholdable

Choice = tuple[str, str, str | Message | None]
"""Name; text; and, where it cannot be chosen, the reason. Texts of context "core", untranslated."""


class ChoiceControl(Retranslating, Withholdable, QWidget):
    """A labelled list of names. `label`, `help` and the choices' texts are of context "core"."""

    chosen = Signal(str)
    """The name that a person has chosen; never what is chosen already."""

    def __init__(self, label: str, help: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._help = label, help
        self._choices: tuple[Choice, ...] = ()
        self._current = ""

        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.combo = WindowCombo(self)
        self._model = QStandardItemModel(self.combo)
        self.combo.setModel(self._model)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.combo.setMinimumContentsLength(10)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.label.setBuddy(self.combo)
        self.setFocusProxy(self.combo)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        # Labels of equal share put the lists of a panel under one another.
        layout.addWidget(self.label, 35)
        layout.addWidget(self.combo, 65)
        self.combo.activated.connect(self._activated)
        self.finish_setup()

    @property
    def current(self) -> str:
        """The name chosen; "" where there is none."""
        return self._current

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What there is to choose."""
        return self._choices

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer `choices`, without a signal. What was chosen stays chosen if it is among them."""
        choices = tuple(choices)
        if choices != self._choices:
            self._choices = choices
            if self._current not in (name for name, _, _ in choices):
                self._current = ""
            self._fill()

    def set_current(self, name: str) -> None:
        """Show `name` as chosen, without a signal; "" for none. It may be one that is greyed.

        Raises `ValueError` for a name that is not offered.
        """
        names = [choice[0] for choice in self._choices]
        if name and name not in names:
            raise ValueError(f"{name} is not among the choices: {', '.join(names)}")
        self._current = name
        self._show_current()

    def retranslate(self) -> None:
        label, meaning = core_text(self._label), core_text(self._help)
        self.label.setText(label)
        for part in (self, self.combo):
            part.setAccessibleName(label)
            part.setAccessibleDescription(meaning)
        self._fill()

    def _fill(self) -> None:
        blocked = self.combo.blockSignals(True)
        self._model.clear()
        for name, text, reason in self._choices:
            item = QStandardItem(core_text(text))
            item.setData(name, Qt.ItemDataRole.UserRole)
            if reason is not None:
                why = message_text(reason) if isinstance(reason, Message) else core_text(reason)
                item.setEnabled(False)
                item.setToolTip(f"<p>{html.escape(why)}</p>")
                item.setData(why, Qt.ItemDataRole.AccessibleDescriptionRole)
            self._model.appendRow(item)
        self.combo.blockSignals(blocked)
        self._show_current()

    def _show_current(self) -> None:
        blocked = self.combo.blockSignals(True)
        self.combo.setCurrentIndex(self.combo.findData(self._current) if self._current else -1)
        self.combo.blockSignals(blocked)
        # The closed list may have had to shorten its text.
        paragraphs = (f"<b>{html.escape(self.combo.currentText())}</b>", self._meaning())
        self.setToolTip("".join(f"<p>{text}</p>" for text in paragraphs))

    def _meaning(self) -> str:
        return html.escape(core_text(self._help))

    def _activated(self, index: int) -> None:
        name = self.combo.itemData(index)
        if name != self._current:
            self._current = name
            self._show_current()
            self.chosen.emit(name)
