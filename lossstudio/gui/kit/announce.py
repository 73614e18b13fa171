"""Sentences for a screen reader, at the moment when something has changed."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from lossstudio.gui.kit.i18n import translate

_STOPS = tuple(".!?…。！？")


def announce(source: QWidget, sentence: str) -> None:
    """Have `sentence` read aloud, as said by `source`, where a screen reader is at work."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, sentence))


def as_sentence(words: str) -> str:
    """`words` with the language's full stop behind them, where no other sign ends them."""
    if words.endswith(_STOPS):
        return words
    return translate("Announce", "{words}.").format(words=words)
