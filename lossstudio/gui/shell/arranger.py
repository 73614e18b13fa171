"""Puts panels where an arrangement says, at once: when `apply` returns, every panel has its place.

Panels, tabs and handles lie beside one another in one widget, whatever the tree of splits: a panel
that goes elsewhere is only given other pixels, and neither its parent nor the focus changes. Tabs
and handles are made when they are first needed, used again, and never deleted.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lossstudio.engine.window.panels import LESSON, PanelEntry
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.shell.arrangement import Arrangement, Floating, Rect, Seen, seen
from lossstudio.gui.shell.division import Border, Measures, Placed, Plan, plan
from lossstudio.gui.shell.drag import Drag, DropZone
from lossstudio.gui.shell.drop import Drop, drop_at
from lossstudio.gui.shell.floating import FloatingWindow
from lossstudio.gui.shell.gathering import gathered
from lossstudio.gui.shell.handle import Handle
from lossstudio.gui.shell.panel import Panel
from lossstudio.gui.shell.tabs import Tabs

BESIDE = frozenset({LESSON})
"""What stays beside a panel that stands alone."""
_LEAST = QSize(400, 260)
"""Of the whole, in pixels: a constant, so that no panel changes the window's size."""
_GAP = 8
"""Pixels between two cards at scale 1."""
_AIR = 4
"""Pixels between a card's edge and its first tab at scale 1."""
_SHIFT = 30
"""Pixels by which a new window of a panel lies beside its place."""


class Arranger(QWidget):
    """The middle of the main window, and the windows of panels that float."""

    dropped = Signal(str, object)
    """A panel's name and the `Drop` where a person has let it go."""
    let_go = Signal(str, QPoint)
    """A panel's name: it was let go outside of the window, at this place of the screen."""
    border_dragged = Signal(object, int)
    """A `Border`, and how many pixels it has been dragged from where it was."""
    float_opened = Signal(object)
    """The window of a panel is seen now: a `FloatingWindow`."""

    def __init__(
        self, contents: Iterable[tuple[PanelEntry, Callable[[], QWidget]]], window: QWidget
    ) -> None:
        super().__init__(window)
        self._arrangement: Arrangement | None = None
        self._withheld: frozenset[str] = frozenset()
        self._plan = Plan((), ())
        self._scale = 1.0
        self._is_laying_out = False
        self._tabs: list[Tabs] = []
        self._handles: list[Handle] = []
        self._windows: dict[str, FloatingWindow] = {}
        self._zone = DropZone(self)
        self.drag = Drag(self._find_drop, self._show_drop, self._drop, self)
        self.panels: dict[str, Panel] = {}
        """By name, in the order of the keyboard's focus."""
        for entry, make in contents:
            panel = Panel(entry, make, self.drag)
            panel.setParent(self)
            panel.hide()
            panel.windowTitleChanged.connect(self._show_titles)
            self.panels[entry.name] = panel
        self.recent: tuple[str, ...] = ()
        """The panels that a person has opened, the last one first."""
        self.on_tabs: Callable[[Tabs], None] = lambda tabs: None
        """Is told of each row of tabs when it is made."""

    @property
    def plan(self) -> Plan:
        """Where the stacks stand."""
        return self._plan

    @survivable
    def minimumSizeHint(self) -> QSize:
        return _LEAST

    def resize_parts(self, arrangement: Arrangement) -> None:
        """Show `arrangement`, of which only sizes are new: what is dragged goes on."""
        self._arrangement = arrangement
        self._lay_out()

    def apply(self, arrangement: Arrangement, withheld: frozenset[str]) -> None:
        """Show `arrangement`, but for what is `withheld`. A drag ends where it began."""
        self.drag.cancel()
        for handle in self._handles:
            handle.let_go()
        self._arrangement, self._withheld = arrangement, withheld
        self._lay_out()
        for each in arrangement.floating:  # only here: else a person may have moved them since
            window = self.window_of(each.name)
            if window is not None and each.place is not None:
                window.setGeometry(*each.place)

    def set_scale(self, scale: float, most: Mapping[str, tuple[int, int]]) -> None:
        """Draw everything `scale` times as large, panels' least sizes up to those in `most`."""
        self._scale = scale
        for name, panel in self.panels.items():
            panel.set_scale(scale, most[name])
        self._lay_out()

    def window_of(self, name: str) -> FloatingWindow | None:
        """The window of a panel that floats."""
        floats = self.panels[name].parentWidget() is not self
        return self._windows[name] if floats else None

    def float_places(self) -> dict[str, Rect]:
        """Where the windows of panels are now."""
        windows = ((name, self.window_of(name)) for name in self._windows)
        return {n: w.geometry().getRect() for n, w in windows if w}  # type: ignore[misc]

    def hide_windows(self) -> None:
        """The main window goes: what floats goes with it."""
        for window in self._windows.values():
            window.hide()

    def measures(self) -> Measures:
        """What panels need, as everything is drawn now."""
        least, kept = {}, {}
        for name, panel in self.panels.items():
            size = panel.minimumSizeHint()
            least[name] = size.width(), size.height()
            if panel.entry.width is not None:
                most = round((panel.entry.most_width or 10_000) * self._scale)
                kept[name] = size.width(), max(most, size.width())
        return Measures(least, kept, self._gap, self._scale)

    def _readable(self, measures: Measures) -> Measures:
        """What panels need to be read, however small the screen is."""
        sizes = {name: panel.readable_size for name, panel in self.panels.items()}
        return measures._replace(least={n: (s.width(), s.height()) for n, s in sizes.items()})

    @property
    def _gap(self) -> int:
        """Pixels between two cards, and around all of them."""
        return round(_GAP * self._scale)

    def _room(self) -> Rect:
        """What there is for cards."""
        gap = self._gap
        return gap, 0, max(self.width() - 2 * gap, 0), max(self.height() - gap, 0)

    # -- laying out -------------------------------------------------------------------------------

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @survivable
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange):
            self._lay_out()  # titles and tabs have other letters
        return super().event(event)

    def _lay_out(self) -> None:
        if self._arrangement is None or self._is_laying_out:
            return
        self._is_laying_out = True
        shown = seen(self._arrangement, self._withheld, BESIDE)
        before = self._plan
        room, measures = self._room(), self.measures()
        node = gathered(
            self._arrangement.tree, shown.docked, room[2:], self._readable(measures), self.recent
        )
        self._plan = plan(node, shown.docked, room, measures)
        self._place_stacks(self._plan.stacks)
        self._place_handles(self._plan.borders)
        self._hide_others(shown)
        for each in shown.floating:
            self._float(each, before)
        for name, panel in self.panels.items():
            panel.title.set_state(
                stands_alone=self._arrangement.alone == name,
                floats=panel.parentWidget() is not self,
            )
        self._is_laying_out = False

    def _place_stacks(self, stacks: Sequence[Placed]) -> None:
        """First what is shown, then `_hide_others`: the focus goes nowhere in between."""
        used = 0
        for own in stacks:
            panel = self.panels[own.front]
            self._take_back(panel)
            panel.setGeometry(*own.place)
            if len(own.panels) > 1:
                while used >= len(self._tabs):
                    self._make_tabs()
                self._place_tabs(self._tabs[used], own)
                used += 1
            else:
                panel.title.set_tabs(0)
            panel.show()
        for tabs in self._tabs[used:]:
            tabs.hide()

    def _place_tabs(self, tabs: Tabs, own: Placed) -> None:
        """Put tabs into the row of title of the panel in front, which has the same height."""
        title = self.panels[own.front].title
        left, top, room, _ = own.place
        height = title.minimumSizeHint().height()  # it may have no size of its own yet
        air = round(_AIR * self._scale)
        tabs.show_panels(own.panels, self._titles(own.panels), own.front)
        tabs.set_height(height)
        width = title.room_for_tabs(tabs.sizeHint().width() + air, room)
        title.set_tabs(width)
        tabs.setGeometry(left + air, top, max(width - air, 0), height)
        tabs.raise_()
        tabs.show()

    def _titles(self, names: Iterable[str]) -> list[str]:
        return [self.panels[name].windowTitle() for name in names]

    def _show_titles(self) -> None:
        """Panels have other titles, in another language."""
        for tabs in self._tabs:
            tabs.show_titles(self._titles(tabs.names))
        for name, window in self._windows.items():
            window.setWindowTitle(self.panels[name].windowTitle())

    def _place_handles(self, borders: Sequence[Border]) -> None:
        while len(self._handles) < len(borders):
            handle = Handle(self)
            handle.dragged.connect(self.border_dragged)
            self._handles.append(handle)
        for handle, border in zip(self._handles, borders, strict=False):
            handle.show_border(border, QRect(*border.place))
        for handle in self._handles[len(borders) :]:
            handle.let_go()
            handle.hide()

    def _hide_others(self, shown: Seen) -> None:
        fronts = {own.front for own in self._plan.stacks}
        floating = {each.name for each in shown.floating}
        for name, panel in self.panels.items():
            if name in fronts or name in floating:
                continue
            window = self.window_of(name)
            if window is not None:
                window.hide()
            if window is None or name in shown.docked:
                self._take_back(panel)
                panel.hide()

    def _take_back(self, panel: Panel) -> None:
        window = self.window_of(panel.name)
        if window is not None:
            panel.setParent(self)
            window.hide()

    def _float(self, each: Floating, before: Plan) -> None:
        panel = self.panels[each.name]
        panel.title.set_tabs(0)
        window = self._windows.get(each.name)
        if window is None:
            window = self._windows[each.name] = FloatingWindow(panel, self.window())
            window.close_asked.connect(panel.close_asked)
            window.opened.connect(lambda: self.float_opened.emit(window))
        if panel.parentWidget() is self:
            window.setGeometry(QRect(*each.place) if each.place else self._beside(panel, before))
        window.take()

    def _beside(self, panel: Panel, before: Plan) -> QRect:
        """The place of a new window: as large as its stack was, a little beside that."""
        places = [QRect(*own.place) for own in before.stacks if panel.name in own.panels]
        place = places[0] if places else panel.geometry()
        corner = self.mapToGlobal(place.topLeft() + QPoint(_SHIFT, _SHIFT))
        return QRect(corner, place.size().expandedTo(panel.minimumSizeHint()))

    def _make_tabs(self) -> Tabs:
        tabs = Tabs(self.drag, self)
        self._tabs.append(tabs)
        self.on_tabs(tabs)
        return tabs

    # -- dragging ---------------------------------------------------------------------------------

    def _find_drop(self, name: str, place: QPoint) -> Drop | None:
        here = self.mapFromGlobal(place)
        for own, tabs in zip(
            (own for own in self._plan.stacks if len(own.panels) > 1), self._tabs, strict=False
        ):
            index = tabs.index_at(tabs.mapFromGlobal(place))
            if index is not None:
                target = next((other for other in own.panels if other != name), name)
                return Drop(target, None, self._tab_zone(tabs, index), index)
        return drop_at(self._plan, self._room(), (here.x(), here.y()), name)

    def _tab_zone(self, tabs: Tabs, index: int) -> Rect:
        """A bar where the tab would go."""
        last = tabs.count() - 1
        x = tabs.tabRect(index).left() if index <= last else tabs.tabRect(last).right()
        width = max(round(4 * self._scale), 2)
        return tabs.x() + max(x - width // 2, 0), tabs.y(), width, tabs.height()

    def _show_drop(self, drop: Drop | None) -> None:
        self._zone.show_at(None if drop is None else QRect(*drop.zone))

    def _drop(self, name: str, drop: Drop | None, place: QPoint) -> None:
        if drop is not None:
            self.dropped.emit(name, drop)
        elif not self.rect().contains(self.mapFromGlobal(place)):
            self.let_go.emit(name, place)
