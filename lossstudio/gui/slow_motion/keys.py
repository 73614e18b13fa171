"""The keys of a step in slow motion: while it is told they are its own, wherever the focus is, but
for a text that is typed in."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from lossstudio.gui.kit.keys import is_plain
from lossstudio.gui.kit.overrides import survivable


class StoryKeys(QObject):
    """Does what `acts` say for plain keys, between `begin` and `end`."""

    def __init__(self, acts: Mapping[Qt.Key, Callable[[], object]], parent: QObject) -> None:
        super().__init__(parent)
        self._acts = acts

    def begin(self) -> None:
        """Take the keys."""
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def end(self) -> None:
        """Give them back."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress
        if event.type() not in kinds or not isinstance(event, QKeyEvent):
            return False
        act = self._acts.get(Qt.Key(event.key()))
        if act is None or not isinstance(watched, QWidget) or not self._is_meant(event):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            act()
        return True

    @staticmethod
    def _is_meant(event: QKeyEvent) -> bool:
        focus = QApplication.focusWidget()
        is_text = focus is not None and focus.testAttribute(
            Qt.WidgetAttribute.WA_InputMethodEnabled
        )
        is_covered = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return is_plain(event) and not is_text and not is_covered
