"""Which panel has the keys: F6 and Shift+F6 go from one to the next, a click on a title or a tab
gives them to its panel."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from lossstudio.engine.window.panels import LESSON
from lossstudio.gui.shell.panel import Panel
from lossstudio.gui.shell.workspace import Workspace


class PanelKeys(QObject):
    """Owns the two actions. A panel keeps the place in it that had the focus last."""

    def __init__(
        self, window: QWidget, workspace: Workspace, lesson_stop: Callable[[], QWidget | None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._lesson_stop = lesson_stop
        self._panels = workspace.panels
        self.next, self.back = QAction(self), QAction(self)
        for action, key, by in ((self.next, "F6", 1), (self.back, "Shift+F6", -1)):
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
            action.triggered.connect(partial(self._go, by))
        # Where the menus are hidden, the keys still work.
        window.addActions([self.next, self.back])
        self._last: str | None = None
        workspace.focus_asked.connect(self.enter)
        QApplication.instance().focusChanged.connect(self._show_focus)  # type: ignore[union-attr]

    @property
    def current(self) -> str | None:
        """The panel in sight that has the focus, or had it last; None before one had."""
        is_seen = self._last is not None and self._workspace.is_in_front(self._last)
        return self._last if is_seen else None

    def enter(self, name: str) -> None:
        """Give the focus to the panel `name`, unless a part of it has the focus already."""
        panel, focus = self._panels[name], QApplication.focusWidget()
        if focus is not None and panel.isAncestorOf(focus):
            return
        # Not to the field that had it last: somebody who clicks a title does not mean to type.
        content = panel.content
        target = content if content and _takes_focus(content) else self._target(panel)
        if target is not None:
            target.setFocus(Qt.FocusReason.MouseFocusReason)
        self._last = name

    def _show_focus(self, _: QWidget | None, focus: QWidget | None) -> None:
        for name, panel in self._panels.items():
            has_focus = focus is not None and panel.isAncestorOf(focus)
            panel.title.set_focused(has_focus)
            if has_focus:
                self._last = name

    def _go(self, by: int) -> None:
        if QApplication.activeModalWidget() is not None:
            return
        panels = self._in_sight()
        focus = QApplication.focusWidget()
        here = [at for at, panel in enumerate(panels) if focus and panel.isAncestorOf(focus)]
        at = here[0] + by if here else (0 if by > 0 else -1)
        reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
        for step in range(len(panels)):  # past a panel in which nothing takes the focus
            panel = panels[(at + step * by) % len(panels)]
            target = self._target(panel)
            if target is not None:
                panel.activateWindow()
                target.setFocus(reason)
                _scroll_to(target)
                return

    def _in_sight(self) -> list[Panel]:
        """A lesson first; then from left to right, and from above to below."""

        def place(panel: Panel) -> tuple[bool, int, int]:
            where = self._window.mapFromGlobal(panel.mapToGlobal(panel.rect().topLeft()))
            return panel.name != LESSON, where.x(), where.y()

        return sorted((self._panels[name] for name in self._workspace.in_front), key=place)

    def _target(self, panel: Panel) -> QWidget | None:
        """What gets the focus in `panel`: what had it last, or what one came for."""
        last = panel.focusWidget()
        if last is not None and panel.isAncestorOf(last) and _takes_focus(last):
            return last
        stop = self._lesson_stop() if panel.name == LESSON else None
        content = panel.content
        return stop or (next(_focusable(content), None) if content else None)


def _scroll_to(target: QWidget) -> None:
    """Where `target` lies in what scrolls: show it, which Qt does for Tab alone."""
    parent = target.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(target, 0, target.fontMetrics().height())
        parent = parent.parentWidget()


def _focusable(content: QWidget) -> Iterator[QWidget]:
    """The parts of `content` that Tab comes to, in its order, `content` itself first."""
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
