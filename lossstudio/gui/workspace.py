"""Where the panels stand: placed at the first start, maximised, put back, remembered."""

import time
from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QTabWidget, QWidget

from lossstudio.gui.dock import Dock, hide_stray_tabs, resize_docks
from lossstudio.gui.dock_gesture import DockGesture
from lossstudio.gui.focus_shown import kept_focus
from lossstudio.gui.panels.control_panel import WIDTH
from lossstudio.gui.picture_places import kept_in_place
from lossstudio.gui.settings import LAYOUT_VERSION, Settings

LEAST_WIDTH, LEAST_HEIGHT = 220, 150
"""Pixels that a panel with a picture keeps."""

SETTLED = 60
"""Milliseconds after the last change of a new window's size: a window that opens maximised gets
its size from the window manager, a little later."""
NEW = 3.0
"""Seconds for which a window is new: on a busy machine its size comes late."""

MIDDLE = ("fit", "numbers", "samples", "compare", "metrics", "network", "code")
"""The middle column: the first panel above, the others as tabs below it."""
RIGHT = ("loss", "landscape", "shape", "step")
"""The right column, likewise."""

CONTROLS, LESSON = "controls", "lesson"
LESSON_WIDTH = 360
"""Pixels of a lesson's column, where the window is wide enough for it and the pictures."""
LESSON_SHARE = 0.29
"""The share of a window's width that a lesson takes at most."""
_APPLIED = 30
"""Milliseconds after which Qt has applied one change of sizes and takes the next."""


class Workspace(QObject):
    """Owns the docks of `window`: one for each of `contents`, by name, ``controls`` among them."""

    def __init__(
        self, window: QMainWindow, contents: Mapping[str, QWidget], settings: Settings
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._maximized: tuple[Dock, QByteArray] | None = None
        self._default: QByteArray | None = None
        self._begun = 0.0
        self._before_lesson: QByteArray | None = None
        self._lesson_panels: tuple[str, ...] = ()
        self._lesson_places: list[str] = []  # pictures, as they stood when there were several
        self._settles = QTimer(self, singleShot=True, interval=SETTLED)
        self._settles.timeout.connect(self._arrange)
        self.docks = {name: _dock(name, widget) for name, widget in contents.items()}
        self._place()
        self.gesture = DockGesture(window, self.docks.values())
        """To be ended before panels are put elsewhere."""

    def _place(self) -> None:
        # One area holds them all, so that they divide the whole room; there is nothing beside it.
        window, docks = self._window, self.docks
        center = QWidget()
        center.hide()
        window.setCentralWidget(center)
        window.setDockNestingEnabled(True)
        window.setAnimated(False)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks[CONTROLS])
        before = docks[CONTROLS]
        for top, *_ in (MIDDLE, RIGHT):
            window.splitDockWidget(before, docks[top], Qt.Orientation.Horizontal)
            before = docks[top]
        for top, *tabs in (MIDDLE, RIGHT):
            first, *others = tabs
            window.splitDockWidget(docks[top], docks[first], Qt.Orientation.Vertical)
            for name in others:
                window.tabifyDockWidget(docks[first], docks[name])
            docks[first].raise_()
        # Its place is given to it by `arrange_lesson`.
        window.splitDockWidget(before, docks[LESSON], Qt.Orientation.Horizontal)
        docks[LESSON].hide()
        for dock in docks.values():
            dock.maximize_asked.connect(self.toggle_maximized)

    @property
    def maximized(self) -> Dock | None:
        """The panel that stands alone."""
        return None if self._maximized is None else self._maximized[0]

    @property
    def layout(self) -> QByteArray:
        """How the panels stand, or stood before one was shown alone.

        Not saved anew just after it was restored: Qt still changes the current tabs then.
        """
        if self._maximized is not None:
            return self._maximized[1]
        return self._window.saveState(LAYOUT_VERSION)

    def begin(self) -> None:
        """The window is about to be seen for the first time."""
        if self._default is None:
            self._default = self._window.saveState(LAYOUT_VERSION)
            self._begun = time.monotonic()
            self._settles.start()

    def resized(self) -> None:
        """The window has another size."""
        is_new = self._default is not None and time.monotonic() - self._begun < NEW
        if is_new and self._maximized is None and not self.is_in_lesson:
            self._settles.start()

    def toggle_maximized(self, dock: Dock, before: QByteArray | None = None) -> None:
        """Show `dock` alone, or everything as it was before: as now, or as the layout `before`."""
        self.gesture.end()
        if self._maximized is not None:
            shown, layout = self._maximized
            self._maximized = None
            shown.show_maximized(False)
            self._window.restoreState(layout, LAYOUT_VERSION)
            return
        self._maximized = (dock, before or self._window.saveState(LAYOUT_VERSION))
        dock.setFloating(False)
        for name, other in self.docks.items():
            stays = name == LESSON and self.is_in_lesson and not other.isHidden()
            other.setVisible(other is dock or stays)
        dock.show_maximized(True)

    def reset(self) -> None:
        """Every panel where it was at the first start."""
        self.gesture.end()
        if self._maximized is not None:
            self._maximized[0].show_maximized(False)
            self._maximized = None
        if self.is_in_lesson:
            self.arrange_lesson(self._lesson_panels)
            return
        for dock in self.docks.values():
            dock.setFloating(False)
            dock.setVisible(dock is not self.docks[LESSON])
        if self._default is not None:
            self._window.restoreState(self._default, LAYOUT_VERSION)
        self._settings.remove("layout")
        self._arrange()

    def remember(self) -> None:
        """Keep the layout for the next start."""
        self.gesture.end()
        layout = self._before_lesson or self.layout
        if self._maximized is not None:
            self.toggle_maximized(self._maximized[0])
        self._settings.set_bytes("layout", layout)

    # -- while a lesson is open -------------------------------------------------------------------

    @property
    def is_in_lesson(self) -> bool:
        """Whether the panels stand as a lesson wants them."""
        return self._before_lesson is not None

    def begin_lesson(self, layout: QByteArray | None = None) -> None:
        """Remember how the panels stand: `layout`, or as they do now."""
        if self._before_lesson is None:
            self._before_lesson = layout or self.layout
            if self._maximized is not None:
                self.toggle_maximized(self._maximized[0])
            self._lesson_places = []

    def end_lesson(self) -> None:
        """Put every panel back to where it was before the lesson."""
        self.gesture.end()
        layout, self._before_lesson = self._before_lesson, None
        if self._maximized is not None:
            self._maximized[0].show_maximized(False)
            self._maximized = None
        if layout is not None:
            self._window.restoreState(layout, LAYOUT_VERSION)
        self.docks[LESSON].hide()

    def arrange_lesson(self, panels: tuple[str, ...]) -> None:
        """Show `panels` and the lesson: settings at the left, pictures between, it at the right.

        A picture that is shown already stays at its place. What is not shown is a tab behind the
        last one, so that it can be shown beside it.
        """
        self.gesture.end()
        if self._maximized is not None:
            self.toggle_maximized(self._maximized[0])
        self._lesson_panels = panels
        placed = kept_in_place([n for n in panels if n != CONTROLS], self._lesson_places)
        if len(placed) > 1:
            self._lesson_places = placed
        rows = _rows(placed)
        shown = {CONTROLS, LESSON, *(name for row in rows for name in row)}
        window, docks = self._window, self.docks
        window.setUpdatesEnabled(False)
        with kept_focus(window):
            for dock in docks.values():
                dock.setFloating(False)
                window.removeDockWidget(dock)
            others = [dock for name, dock in docks.items() if name not in shown]
            pictures = [docks[row[0]] for row in rows] or [others.pop(0)]
            window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks[CONTROLS])
            window.splitDockWidget(docks[CONTROLS], pictures[0], Qt.Orientation.Horizontal)
            window.splitDockWidget(pictures[0], docks[LESSON], Qt.Orientation.Horizontal)
            for above, below in pairwise(pictures):
                window.splitDockWidget(above, below, Qt.Orientation.Vertical)
            for row in rows:
                for left, right in pairwise(row):
                    window.splitDockWidget(docks[left], docks[right], Qt.Orientation.Horizontal)
            last = docks[rows[-1][-1]] if rows else pictures[0]
            for dock in others:
                window.tabifyDockWidget(last, dock)
            for name in (*panels, LESSON):
                docks[name].show()
        window.setUpdatesEnabled(True)
        QTimer.singleShot(_APPLIED, self, partial(self._share_lesson, rows))

    def _share_lesson(self, rows: list[list[str]]) -> None:
        """Divide the room: settings and lesson as wide as they need, pictures equally large."""
        if not self.is_in_lesson:
            return
        self.gesture.end()
        window, docks = self._window, self.docks
        hide_stray_tabs(window)
        controls = docks[CONTROLS].minimumSizeHint().width()
        left = 0 if docks[CONTROLS].isHidden() else controls
        wish = round(LESSON_WIDTH * controls / WIDTH)  # larger where everything is drawn larger
        right = min(wish, round(LESSON_SHARE * window.width()))
        widths = {docks[LESSON]: right}
        if left:
            widths[docks[CONTROLS]] = left
        for name in rows[0] if rows else ():
            widths[docks[name]] = (window.width() - left - right) // len(rows[0])
        resize_docks(window, [*widths], [*widths.values()], Qt.Orientation.Horizontal)
        QTimer.singleShot(_APPLIED, self, partial(self._share_lesson_heights, rows))

    def _share_lesson_heights(self, rows: list[list[str]]) -> None:
        if len(rows) > 1 and self.is_in_lesson:
            self.gesture.end()
            resize_docks(
                self._window,
                [self.docks[row[0]] for row in rows],
                [self._window.height() // len(rows)] * len(rows),
                Qt.Orientation.Vertical,
            )

    # -- without one ------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Divide the room at the first start; later, as it was left."""
        self.gesture.end()
        layout = self._settings.bytes("layout")
        if layout is not None and self._window.restoreState(layout, LAYOUT_VERSION):
            return
        if not self._is_in_place(CONTROLS, MIDDLE[0], RIGHT[0]):
            return
        width = self.docks[CONTROLS].minimumSizeHint().width()
        room = max(self._window.width() - width, 200)
        resize_docks(
            self._window,
            [self.docks[name] for name in (CONTROLS, MIDDLE[0], RIGHT[0])],
            [width, room * 11 // 20, room * 9 // 20],
            Qt.Orientation.Horizontal,
        )
        # Qt applies this when it is next idle, and forgets it if heights are asked for before that.
        QTimer.singleShot(_APPLIED, self, self._arrange_heights)

    def _is_in_place(self, *names: str) -> bool:
        """Whether these panels stand in the window, or elsewhere for a presentation."""
        nowhere = Qt.DockWidgetArea.NoDockWidgetArea
        return all(self._window.dockWidgetArea(self.docks[name]) != nowhere for name in names)

    def _arrange_heights(self) -> None:
        if not self._is_in_place(*MIDDLE[:2], *RIGHT[:2]):
            return
        self.gesture.end()
        height = self._window.height()
        for column, share in ((MIDDLE, 58), (RIGHT, 46)):
            resize_docks(
                self._window,
                [self.docks[name] for name in column[:2]],
                [height * share // 100, height * (100 - share) // 100],
                Qt.Orientation.Vertical,
            )


def _rows(pictures: list[str]) -> list[list[str]]:
    """One alone, two one above the other, else two in a row; of an odd number the first alone."""
    if len(pictures) <= 2:
        return [[name] for name in pictures]
    first = len(pictures) % 2
    rows = [pictures[:first]] if first else []
    return rows + [pictures[i : i + 2] for i in range(first, len(pictures), 2)]


def _dock(name: str, widget: QWidget) -> Dock:
    if name == LESSON:
        return Dock(name, widget, QSize(LESSON_WIDTH, 600), QSize(LEAST_WIDTH, 200))
    if name == CONTROLS:
        dock = Dock(name, widget, QSize(WIDTH, 600), QSize(WIDTH, 200))
        dock.set_most_width(WIDTH + 120)
        return dock
    height = 420 if name in (MIDDLE[0], RIGHT[0]) else 300
    return Dock(name, widget, QSize(500, height), QSize(LEAST_WIDTH, LEAST_HEIGHT))
