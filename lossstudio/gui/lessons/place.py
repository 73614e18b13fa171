"""Where lessons come in: the panel and the menu, which load everything else when it is needed.

Reading Markdown and drawing pages would cost a start of the window that has no lesson open.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from lossstudio.engine.window.panels import LESSON
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.view import View

if TYPE_CHECKING:
    from lossstudio.gui.lessons.desk import Desk
    from lossstudio.gui.lessons.host import Host
    from lossstudio.gui.state.settings import Settings


class LessonPlace(View):
    """The content of the panel; empty until the first lesson or the list of them is shown."""

    changed = Signal()
    """Another lesson is open, or none any longer."""

    def __init__(self, theme: Theme, settings: "Settings") -> None:
        super().__init__(theme)
        self._settings = settings
        self._host: Host | None = None
        self._over: QWidget | None = None  # what dialogs open over
        self._desk: Desk | None = None
        self._menu: QMenu | None = None
        self._items: list[QAction] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self.show_list = self._action("mdi6.format-list-bulleted", lambda: self.desk.show_list())
        self.go_on = self._action("mdi6.bookmark-outline", lambda: self.desk.go_on())
        self.open_folder = self._action(
            "mdi6.folder-open-outline", lambda: self.desk.ask_for_folder()
        )
        self.next = self._action("mdi6.chevron-right", lambda: self.desk.forward(), "PgDown")
        self.back = self._action("mdi6.chevron-left", lambda: self.desk.back(), "PgUp")
        self.leave = self._action("mdi6.close", lambda: self.desk.close())
        self._set_open(False)
        self.finish_setup()

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(360, 600)

    def attach(self, host: "Host", window: QWidget) -> None:
        """All that a lesson may touch is there. `window` has the keys that turn the pages."""
        self._host, self._over = host, window
        host.workspace.take_over(LESSON, lambda: self.desk.show_list(), lambda: self.desk.close())
        # Presenters' remotes send these keys wherever the focus is.
        window.addActions([self.next, self.back])

    @property
    def is_open(self) -> bool:
        """A lesson is open."""
        return self._desk is not None and self._desk.lesson is not None

    @property
    def title(self) -> str:
        """The name of the lesson that is open; "" where none is."""
        lesson = self._desk.lesson if self._desk is not None else None
        return lesson.header.title if lesson is not None else ""

    @property
    def first_stop(self) -> QWidget | None:
        """What gets the focus of one who comes to the lesson by a key; None before it is loaded."""
        return self._desk.panel.first_stop if self._desk is not None else None

    @property
    def desk(self) -> "Desk":
        """What does the work; loaded when it is first asked for."""
        if self._desk is None:
            from lossstudio.gui.lessons.desk import Desk

            assert self._host is not None
            assert self._over is not None
            self._desk = Desk(self._host, self._over, self._settings)
            self._desk.opened.connect(self._set_open)
            self._room.addWidget(self._desk.panel)
        return self._desk

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if self._desk is not None:
            self._desk.show_snapshot(snapshot)

    # -- the menu ---------------------------------------------------------------------------------

    def adopt(self, menu: QMenu) -> None:
        """Be listed in `menu`, which is filled each time it is opened."""
        self._menu = menu
        menu.addActions([self.show_list, self.go_on, self.open_folder])
        menu.addSeparator()
        menu.addActions([self.next, self.back, self.leave])
        menu.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        """List the lessons with their ticks, in the language of the program."""
        from lossstudio.engine.lessons.library import entries, shipped_lessons

        menu, host = self._menu, self._host
        if menu is None or host is None:
            return
        for item in self._items:
            menu.removeAction(item)
            item.deleteLater()
        self._items = []
        progress = self.desk.progress
        before = menu.actions()[0]
        for number, entry in enumerate(entries(shipped_lessons(), host.language.code), start=1):
            title = f"{number}  {entry.title}".replace("&", "&&")
            item = QAction(title, self)
            if progress.is_done(entry.folder):
                item.setIcon(icon("mdi6.check", "good"))
                item.setToolTip(translate("Lessons", "done"))
            item.triggered.connect(partial(self.desk.open, entry.folder))
            menu.insertAction(before, item)
            self._items.append(item)
        if self._items:
            self._items.append(menu.insertSeparator(before))
        self.go_on.setEnabled(progress.last is not None)

    def _set_open(self, is_open: bool) -> None:
        for action in (self.next, self.back, self.leave):
            action.setEnabled(is_open)
        self.changed.emit()

    def retranslate(self) -> None:
        self.setAccessibleName(translate("Lessons", "Lesson"))
        for action, text in (
            (self.show_list, translate("Lessons", "&All lessons")),
            (self.go_on, translate("Lessons", "&Continue where you left")),
            (self.open_folder, translate("Lessons", "&Open a lesson folder…")),
            (self.next, translate("Lessons", "&Next page")),
            (self.back, translate("Lessons", "&Previous page")),
            (self.leave, translate("Lessons", "C&lose the lesson")),
        ):
            action.setText(text)

    def _action(self, glyph: str, act: object, key: str = "") -> QAction:
        action = QAction(icon(glyph), "", self)
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        action.triggered.connect(act)
        return action
