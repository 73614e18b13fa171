"""Which panel has the keys: F6 and Shift+F6 go from one to the next, a click on a title or a tab
gives them to its panel."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QScrollArea, QTabBar, QWidget

from lossstudio.gui.dock import Dock
from lossstudio.gui.workspace import LESSON

if TYPE_CHECKING:
    from lossstudio.gui.main_window import MainWindow


class PanelKeys(QObject):
    """Owns the two actions. A panel keeps the place in it that had the focus last."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.next, self.back = QAction(self), QAction(self)
        for action, key, by in ((self.next, "F6", 1), (self.back, "Shift+F6", -1)):
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
            action.triggered.connect(partial(self._go, by))
        # Where the menus are hidden, the keys still work.
        window.addActions([self.next, self.back])
        self._last: Dock | None = None
        for dock in window.workspace.docks.values():
            dock.focus_asked.connect(self.enter)
        for tabs in window.findChildren(QTabBar):
            tabs.tabBarClicked.connect(partial(self._tab_clicked, tabs))
        window.installEventFilter(self)  # Qt makes the panels' tabs when it needs them
        QApplication.instance().focusChanged.connect(self._show_focus)  # type: ignore[union-attr]

    @property
    def current(self) -> Dock | None:
        """The panel in sight that has the focus, or had it last; None before one had."""
        return self._last if self._last is not None and self._last.is_in_front else None

    def enter(self, dock: Dock) -> None:
        """Give the focus to `dock`, unless a part of it has the focus already."""
        focus = QApplication.focusWidget()
        if focus is not None and dock.isAncestorOf(focus):
            return
        # Not to the field that had it last: somebody who clicks a title does not mean to type.
        content = _content(dock)
        target = content if content is not None and _takes_focus(content) else self._target(dock)
        if target is not None:
            target.setFocus(Qt.FocusReason.MouseFocusReason)
        self._last = dock

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            tabs = event.child()
            if isinstance(tabs, QTabBar):
                tabs.tabBarClicked.connect(partial(self._tab_clicked, tabs))
        return False

    def _tab_clicked(self, tabs: QTabBar, index: int) -> None:
        for dock in self._window.workspace.docks.values():
            if index >= 0 and dock.windowTitle() == tabs.tabText(index):
                QTimer.singleShot(0, self, partial(self.enter, dock))  # when it is in front

    def _show_focus(self, _: QWidget | None, focus: QWidget | None) -> None:
        for dock in self._window.workspace.docks.values():
            has_focus = focus is not None and dock.isAncestorOf(focus)
            dock.show_focus(has_focus)
            if has_focus:
                self._last = dock

    def _go(self, by: int) -> None:
        if QApplication.activeModalWidget() is not None:
            return
        docks = self._in_sight()
        focus = QApplication.focusWidget()
        here = [at for at, dock in enumerate(docks) if focus and dock.isAncestorOf(focus)]
        at = here[0] + by if here else (0 if by > 0 else -1)
        reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
        for step in range(len(docks)):  # past a panel in which nothing takes the focus
            dock = docks[(at + step * by) % len(docks)]
            target = self._target(dock)
            if target is not None:
                dock.activateWindow()
                target.setFocus(reason)
                _scroll_to(target)
                return

    def _in_sight(self) -> list[Dock]:
        """A lesson first; then from left to right, and from above to below."""

        def place(dock: Dock) -> tuple[bool, int, int]:
            where = self._window.mapFromGlobal(dock.mapToGlobal(dock.rect().topLeft()))
            return dock.objectName() != LESSON, where.x(), where.y()

        docks = self._window.workspace.docks.values()
        return sorted((d for d in docks if not d.visibleRegion().isEmpty()), key=place)

    def _target(self, dock: Dock) -> QWidget | None:
        """What gets the focus in `dock`: what had it last, or what one came for."""
        last = dock.focusWidget()
        if last is not None and dock.isAncestorOf(last) and _takes_focus(last):
            return last
        stop = self._window.lesson.first_stop if dock.objectName() == LESSON else None
        if stop is not None:
            return stop
        return next(_focusable(_content(dock)), None)


def _content(dock: Dock) -> QWidget | None:
    frame = dock.widget()
    return frame.widget() if isinstance(frame, QScrollArea) else frame


def _scroll_to(target: QWidget) -> None:
    """Where `target` lies in what scrolls: show it, which Qt does for Tab alone."""
    parent = target.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(target, 0, target.fontMetrics().height())
        parent = parent.parentWidget()


def _focusable(content: QWidget | None) -> Iterator[QWidget]:
    """The parts of `content` that Tab comes to, in its order, `content` itself first."""
    if content is None:
        return
    each = content
    while True:
        if (each is content or content.isAncestorOf(each)) and _takes_focus(each):
            yield each
        following = each.nextInFocusChain()
        if following is None or following is content:
            return
        each = following


def _takes_focus(widget: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.isVisible() and widget.isEnabled()
