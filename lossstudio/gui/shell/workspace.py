"""Which arrangement is shown: a person's, a scenario's over it, a lesson's, a presentation's."""

from collections.abc import Callable, Iterable, Sequence

import msgspec
import shiboken6
from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from lossstudio.engine.window.panels import LESSON, PanelEntry
from lossstudio.gui.shell import arrangement as arranging
from lossstudio.gui.shell import tree, usual
from lossstudio.gui.shell.arrangement import Arrangement
from lossstudio.gui.shell.arranger import BESIDE, Arranger
from lossstudio.gui.shell.division import Border, moved
from lossstudio.gui.shell.drop import Drop, neighbour
from lossstudio.gui.shell.layers import Layers
from lossstudio.gui.shell.panel import Panel
from lossstudio.gui.shell.picture_places import kept_in_place
from lossstudio.gui.shell.tabs import Tabs
from lossstudio.gui.shell.tree import Edge
from lossstudio.gui.state.settings import Settings

Change = Callable[[Arrangement], Arrangement]


class Workspace(QObject):
    """Owns the panels. All that changes where they are is a method here, and done when it
    returns."""

    changed = Signal()
    """Panels have been shown, hidden or moved."""
    menu_asked = Signal(str, QPoint)
    """A panel's name: offer what it can do, at this place of the screen."""
    focus_asked = Signal(str)
    """A panel's name: a person has clicked on its title, its tab, or beside what takes keys."""
    failed = Signal(str)
    """The traceback of why a panel has no content."""

    def __init__(
        self,
        window: QMainWindow,
        contents: Iterable[tuple[PanelEntry, Callable[[], QWidget]]],
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.area = Arranger(contents, window)
        window.setCentralWidget(self.area)
        self.panels: dict[str, Panel] = self.area.panels
        self._usual, self._remembered = usual.first(), "arrangement"
        self._layers = Layers(self._last())
        self._focus: list[tuple[QWidget | None, QWidget | None]] = []
        self._lesson_panels: tuple[str, ...] = ()
        self._lesson_places: list[str] = []  # pictures, as they stood when there were several
        self._doors: dict[str, tuple[Callable[[], None], Callable[[], None]]] = {}
        self._follow: Change | None = None
        self._asked: frozenset[str] = frozenset()  # to be withheld, the last time
        for panel in self.panels.values():
            panel.alone_asked.connect(self.toggle_alone)
            panel.float_asked.connect(self.toggle_floating)
            panel.close_asked.connect(self.close_panel)
            panel.toggled.connect(self.toggle)
            panel.menu_asked.connect(self.menu_asked)
            panel.focus_asked.connect(self.focus_asked)
            panel.failed.connect(self.failed)
        self.area.on_tabs = self._connect_tabs
        self.area.dropped.connect(self._drop)
        self.area.let_go.connect(self._let_go)
        self.area.border_dragged.connect(self._drag_border)
        self._apply()

    def _connect_tabs(self, tabs: Tabs) -> None:
        tabs.chosen.connect(self.open)
        tabs.clicked.connect(self.focus_asked)
        tabs.alone_asked.connect(self.toggle_alone)
        tabs.menu_asked.connect(self.menu_asked)

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def arrangement(self) -> Arrangement:
        """What is shown now."""
        return self._layers.top

    @property
    def withheld(self) -> frozenset[str]:
        """The panels that are hidden from every arrangement."""
        return self._layers.withheld

    @property
    def alone(self) -> str | None:
        """The panel that stands alone."""
        return arranging.standing_alone(self.arrangement, self._layers.withheld)

    @property
    def opened(self) -> tuple[str, ...]:
        """The panels that are open, be they behind another one or not; where one stands alone,
        what is shown beside it too."""
        shown = self._seen()
        every = shown.docked | {each.name for each in shown.floating}
        return tuple(name for name in self.panels if name in every)

    @property
    def in_front(self) -> tuple[str, ...]:
        """The panels that are in sight, in the window or in windows of their own."""
        found = {own.front for own in self.area.plan.stacks}
        found |= {each.name for each in self._seen().floating}
        return tuple(name for name in self.panels if name in found)

    def is_open(self, name: str) -> bool:
        """It has not been closed, nor is it hidden from the class."""
        return self.arrangement.is_open(name) and name not in self._layers.withheld

    def is_in_front(self, name: str) -> bool:
        """A person sees it."""
        return name in self.in_front

    def floats(self, name: str) -> bool:
        """It is a window of its own."""
        return self.arrangement.floats(name)

    def _seen(self) -> arranging.Seen:
        return arranging.seen(self.arrangement, self._layers.withheld, BESIDE)

    # -- changing it ------------------------------------------------------------------------------

    def take_over(self, name: str, opens: Callable[[], None], closes: Callable[[], None]) -> None:
        """To open and to close the panel `name` is somebody's who does more than that."""
        self._doors[name] = opens, closes

    def open(self, name: str) -> None:
        """Show a panel in front."""
        if name in self._doors and not self.is_open(name):
            self._doors[name][0]()
            return
        self._opened_last(name)
        self._layers = msgspec.structs.replace(
            self._layers, withheld=self._layers.withheld - {name}
        )
        alone = self.alone is not None
        self._change(
            lambda now: arranging.opened(now if alone else arranging.alone(now, None), name)
        )

    def _opened_last(self, name: str) -> None:
        """Where there is little room, this one comes to the front."""
        self.area.recent = (name, *(other for other in self.area.recent if other != name))

    def close_panel(self, name: str) -> None:
        """Hide a panel; its place stays."""
        if name in self._doors and self.is_open(name):
            self._doors[name][1]()
            return
        self._change(lambda now: arranging.closed(now, name))

    def toggle(self, name: str) -> None:
        """Show a panel in front, or hide it where it is there."""
        if self.is_in_front(name):
            self.close_panel(name)
        else:
            self.open(name)

    def toggle_alone(self, name: str) -> None:
        """Show a panel alone, or everything as it was before."""
        if self.alone is not None:
            self._change(lambda now: arranging.alone(now, None))
        elif self.is_open(name):
            self._change(lambda now: arranging.alone(now, name))

    def toggle_floating(self, name: str) -> None:
        """Make a panel a window of its own, or put it back to its place."""
        if self.floats(name) and self.alone != name:
            self._change(lambda now: arranging.put_back(now, name))
        else:
            self._change(lambda now: arranging.floated(arranging.alone(now, None), name))

    def put_beside(self, name: str, target: str | None, edge: Edge) -> None:
        """Put a panel at an edge of the stack of `target`, or with None of the window."""
        self._opened_last(name)
        self._change(lambda now: arranging.at_edge(now, name, target, edge, usual.WIDTHS))

    def put_behind(self, name: str, target: str, index: int | None = None) -> None:
        """Put a panel in front of the stack of `target`: as its tab `index`, or the last one."""
        self._opened_last(name)
        self._change(lambda now: arranging.as_tab(now, name, target, index))

    def push(self, name: str, edge: Edge) -> None:
        """Move a panel this way: out of its stack, or alone there to the tabs of its neighbour."""
        if not self.is_in_front(name) or self.alone is not None or self.floats(name):
            return
        own = next(each for each in self.area.plan.stacks if name in each.panels)
        if len(own.panels) > 1:
            self.put_beside(name, name, edge)
            return
        target = neighbour(self.area.plan, name, edge)
        if target is not None:
            self.put_behind(name, target)

    def withhold(self, names: frozenset[str]) -> None:
        """Hide these from every arrangement, and no others. What a person has opened nevertheless
        stays until it is named anew."""
        withheld = (self._layers.withheld | (names - self._asked)) & names & self.panels.keys()
        self._asked = names
        self._layers = msgspec.structs.replace(self._layers, withheld=withheld)
        self._change(lambda now: now)

    def arrange(self, arrangement: Arrangement) -> None:
        """Show this arrangement in the place of the one that is shown."""
        self._change(lambda _: arrangement)

    def reset(self) -> None:
        """Every panel where it was at the first start, or as the lesson wants it."""
        if self._layers.lesson is not None and self._layers.presented is None:
            self.arrange_lesson(self._lesson_panels)
            return
        self._settings.remove(self._remembered)
        self._set(msgspec.structs.replace(self._layers, own=self._usual, scenario=None))

    def remember(self) -> None:
        """Keep a person's own arrangement for the next start, where it is not the usual one."""
        self._note_windows()
        own = arranging.to_text(self._layers.own)
        if own == arranging.to_text(self._usual):
            self._settings.remove(self._remembered)
        else:
            self._settings.set_text(self._remembered, own)

    def use(self, usual: Arrangement, remembered: str) -> None:
        """From now on a person's own arrangement is another one: the one that is `remembered` by
        this name, or the `usual` one. What lies over it stays."""
        self.remember()
        self._usual, self._remembered = usual, remembered
        self._set(msgspec.structs.replace(self._layers, own=self._last()))

    @property
    def own(self) -> Arrangement:
        """A person's own arrangement, whatever lies over it."""
        return self._layers.own

    @property
    def of_scenario(self) -> Arrangement | None:
        """What a scenario has asked for, as far as it lies over a person's own."""
        return self._layers.scenario

    def arrange_scenario(self, arrangement: Arrangement | None) -> None:
        """Show what a scenario asks for, over a person's own; with None, that again."""
        if arrangement is not None or self._layers.scenario is not None:
            self._note_windows()
            self._set(msgspec.structs.replace(self._layers, scenario=arrangement))

    def exchange(self, shown: str, other: str, usual: Arrangement) -> None:
        """Where a person's own arrangement shows one panel, show the `other`; `usual` is the one to
        reset to."""
        before, self._usual = self._usual, usual
        self._note_windows()
        own = self._layers.own
        if own == before:
            own = usual
        elif own.is_open(shown):
            own = arranging.opened(arranging.closed(own, shown), other)
        self._set(msgspec.structs.replace(self._layers, own=own))

    def _last(self) -> Arrangement:
        text = self._settings.text(self._remembered, "")
        return arranging.from_text(text, self._usual) or self._usual

    def _change(self, change: Change) -> None:
        self._note_windows()
        after = change(self._layers.top)
        if self._follow is not None:
            after = self._follow(after)
        self._set(self._layers.with_top(after))

    def _note_windows(self) -> None:
        """Take down where a person has moved the windows of panels."""
        top = arranging.moved_to(self._layers.top, self.area.float_places())
        self._layers = self._layers.with_top(top)

    def _set(self, after: Layers) -> None:
        before, self._layers = self._layers, after
        focus = QApplication.focusWidget()
        goes = [n for n, panel in self.panels.items() if focus and panel.isAncestorOf(focus)]
        for _ in range(after.depth - before.depth):
            self._focus.append((focus, None))
        fronts = arranging.fronts(self.arrangement, self._seen())  # no panel has moved yet
        if goes and goes[0] not in fronts:
            self._window.setFocus()  # else Qt gives it to whatever comes next
        self._apply()
        self._give_focus_back(before.depth, after.depth)
        self.changed.emit()

    def _give_focus_back(self, before: int, after: int) -> None:
        """What had the focus before something was put over it gets it again, unless a person has
        gone elsewhere since then."""
        landed = QApplication.focusWidget()
        if after > before:
            self._focus[-1] = (self._focus[-1][0], landed)
        while len(self._focus) > after:
            focus, then = self._focus.pop()
            has_moved = landed is not None and landed not in (then, self._window)
            is_there = focus is not None and shiboken6.isValid(focus) and focus.isVisible()
            if focus is not None and is_there and not has_moved:
                focus.setFocus()

    def _apply(self) -> None:
        self.area.apply(self._layers.top, self._layers.withheld)
        if self._window.isVisible():  # at first the window is shown, and then what is in it
            for name in self.in_front:
                self.panels[name].fill()
        for name, panel in self.panels.items():
            panel.switch.setChecked(self.is_open(name))

    # -- by the mouse -----------------------------------------------------------------------------

    def _drop(self, name: str, drop: Drop) -> None:
        if drop.edge is not None:
            self.put_beside(name, drop.target, drop.edge)
            return
        assert drop.target is not None
        index = drop.at_tab
        if index is not None:  # among those that are shown
            stacks = self.area.plan.stacks
            shown = next(each.panels for each in stacks if drop.target in each.panels)
            every = tree.stack_of(self.arrangement.tree, drop.target).panels
            after = shown[index] if index < len(shown) else ""
            index = every.index(after) if after in every else None
        self.put_behind(name, drop.target, index)

    def _let_go(self, name: str, place: QPoint) -> None:
        """Outside of the window: it becomes a window there, or moves there."""
        panel = self.panels[name]
        size = panel.size()
        where = place.x(), place.y(), size.width(), size.height()
        self._change(lambda now: arranging.floated(now, name, where))

    def _drag_border(self, border: Border, by: int) -> None:
        sizes = moved(self.arrangement.tree, border, by, self.area.measures().scale)
        self._layers = self._layers.with_top(
            arranging.resized(self.arrangement, border.path, sizes)
        )
        self.area.resize_parts(self.arrangement)

    # -- while a lesson is open -------------------------------------------------------------------

    @property
    def is_in_lesson(self) -> bool:
        """Whether the panels stand as a lesson wants them, or will after a presentation."""
        return self._layers.lesson is not None

    def begin_lesson(self) -> None:
        """Another lesson is opened: its pictures need not stand where those of the last one did."""
        self._lesson_places = []

    def arrange_lesson(self, panels: Sequence[str]) -> None:
        """Show `panels` and the lesson: settings at the left, pictures between, it at the right.

        A picture that is shown already stays at its place.
        """
        self._lesson_panels = tuple(panels)
        pictures = [name for name in panels if name not in usual.SIDES]
        placed = kept_in_place(pictures, self._lesson_places)
        if len(placed) > 1:
            self._lesson_places = placed
        scale = self.area.measures().scale
        most = usual.LESSON_SHARE * self._window.width() / scale
        lesson = usual.for_lesson(
            panels, placed, tuple(self.panels), min(float(usual.WIDTHS[LESSON]), most)
        )
        self._note_windows()
        self._set(msgspec.structs.replace(self._layers, lesson=lesson))

    def end_lesson(self) -> None:
        """Put every panel back to where it was before the lesson."""
        self._note_windows()
        layers = msgspec.structs.replace(self._layers, lesson=None)
        if layers.presented is not None:
            after = arranging.closed(layers.presented, LESSON)
            layers = layers.with_top(self._follow(after) if self._follow else after)
        self._set(layers)

    # -- while presenting -------------------------------------------------------------------------

    @property
    def is_presenting(self) -> bool:
        """Whether a presentation lies over everything."""
        return self._layers.presented is not None

    def present(self, shown: Arrangement, follow: Change) -> None:
        """Show an arrangement over all others. What a person changes goes through `follow`."""
        self._note_windows()
        self._follow = follow
        self._set(msgspec.structs.replace(self._layers, presented=shown))

    def end_presenting(self) -> None:
        """Show what was there before, exactly as it was."""
        self._note_windows()
        self._follow = None
        self._set(msgspec.structs.replace(self._layers, presented=None))
