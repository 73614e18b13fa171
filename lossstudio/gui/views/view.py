"""What every view has in common: a snapshot to show, and a theme and a language to show it in."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QMenu,
    QStyle,
    QStyleOptionFocusRect,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lossstudio.gui.kit.i18n import Retranslating
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.keys import asks_for
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.derived import Derived
from lossstudio.gui.training.pacing import Rhythm
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.training.turns import Turns
from lossstudio.gui.views.view_menu import KEY, offer_buttons

if TYPE_CHECKING:
    from lossstudio.engine.numbers.story import StoryFrame
    from lossstudio.gui.views.plot.legend import Legend
    from lossstudio.gui.views.plot.top_row import TopRow

FigureData = Mapping[str, Sequence[object] | NDArray[Any]]
"""The columns of a table: names are English whatever the language, so that a program finds them."""

MARGIN = 3
"""Pixels around a view: room for the frame that shows the keyboard's focus."""


class View(Retranslating, QWidget):
    """A picture of the newest snapshot.

    A subclass draws in `draw` and calls `finish_setup` at the end of its constructor. A hidden view
    draws nothing and catches up when it is shown. `retranslate` and `restyle` should end with
    `redraw`. While training runs, or its start is being dragged, a view draws at most once in
    `interval` seconds: Python's one lock is shared with the training thread, which each picture
    holds up. Other data or another
    model are drawn at once: what a person does to the picture is about what can be seen in it.
    """

    failed = Signal(str)
    """The traceback of something unexpected, in work behind the picture perhaps."""
    run_chosen = Signal(int)
    """The number of the run that a person wants to look at, here and elsewhere."""

    own_keys: frozenset[Qt.Key] = frozenset()
    """Keys that are the view's while it has the focus, also where the window has them too."""
    states_step = False
    """Its picture says in figures which step it is: every counted snapshot is drawn."""
    interval = 0.0
    """Seconds, as `pacing` says for each kind of picture."""
    start_interval = 0.0
    """The same while the start is dragged, where that is longer."""
    pace = 1.0
    """What `interval` is multiplied by, where all that is open takes long to paint."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.snapshot: Snapshot | None = None
        self.menu_buttons: tuple[QToolButton, ...] = ()
        """The buttons above the picture: its context menu offers what they do."""
        self.top_row: TopRow | None = None
        """Legend and buttons above the picture."""
        self.works: tuple[Derived[Any, Any], ...] = ()
        """What works behind the picture."""
        self.turns = Turns()
        """Whom that work gives way to."""
        self.drawn: Snapshot | None = None
        """What the picture shows: an older one than `snapshot` while the view is hidden or waits.
        """
        self._is_behind = False
        self._rhythm = Rhythm()
        self._starts = Rhythm()
        self._late = QTimer(self, singleShot=True)
        self._late.timeout.connect(self._draw_late)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._theme_changed)

    @survivable
    def sizeHint(self) -> QSize:
        """The size that a picture is good to look at in."""
        return QSize(520, 380)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show `snapshot`, now or as soon as the view is visible."""
        before, self.snapshot = self.snapshot, snapshot
        fits = before is not None and _have_one_shape(before.scene, snapshot.scene)
        is_due = self._rhythm.is_due(self.interval * self.pace)
        is_asked_for = self.states_step and snapshot.is_counted
        if fits and not is_due and snapshot.is_running and not is_asked_for:
            return  # another one, or the pause, comes soon
        if fits and before is not None and _starts_elsewhere(before, snapshot):
            interval = max(self.interval, self.start_interval) * self.pace
            if not self._starts.is_due(interval):
                if not self._late.isActive():  # nothing else may come
                    self._late.start(int(1000 * interval))
                return
            self._starts.begin()
        self._draw_newest()

    def _draw_late(self) -> None:
        self._starts.begin()
        self._draw_newest()

    def _draw_newest(self) -> None:
        self._late.stop()
        self._rhythm.begin()
        self.redraw()

    def set_works(self, *works: Derived[Any, Any]) -> None:
        """Have `works` behind the picture; what fails in them fails here."""
        self.works = works
        for work in works:
            work.failed.connect(self.failed)

    def take_turns(self, turns: Turns) -> None:
        """Let what works behind the picture give way as `turns` say."""
        self.turns = turns
        for work in self.works:
            work.take_turns(turns)

    def bind(self, key: str, button: QToolButton, act: Callable[[], object] | None = None) -> None:
        """While the view has the focus, `key` does what `button` does, or `act`; menus say so."""
        button.setProperty(KEY, key)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act or button.click)

    def offer(self, menu: QMenu) -> None:
        """Put into `menu` what can be shown and done here."""
        offer_buttons(menu, self.menu_buttons)

    @property
    def is_busy(self) -> bool:
        """Something of this picture is still being computed."""
        return any(work.is_busy for work in self.works)

    @property
    def figure_parts(self) -> tuple[QWidget, ...]:
        """What a saved figure consists of, without buttons: widgets of this view."""
        return ()

    def figure_data(self) -> FigureData:
        """The numbers of the picture as it is, by name; columns may differ in length."""
        return {}

    def take_choices(self, other: Self) -> None:
        """Show it as `other`, a view of this kind, does.

        Only what a person has chosen otherwise than with buttons, lists, numbers and zooms: those
        a saved figure takes over by itself.
        """

    def describe(self, text: str) -> None:
        """Tell a screen reader what there is to see."""
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)

    def redraw(self) -> None:
        """Draw the last snapshot again."""
        if self.snapshot is None:
            return
        if self.isVisible():
            self._is_behind = False
            self.drawn = self.snapshot
            self.draw(self.snapshot)
        else:
            self._is_behind = True

    def draw(self, snapshot: Snapshot) -> None:
        """Draw `snapshot`."""
        raise TypeError("a view draws")

    def show_beat(self, frame: "StoryFrame | None") -> None:
        """Draw over the picture what `frame` tells of a step in slow motion; None: no longer."""

    @survivable
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self.redraw()

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.top_row is not None:
            self.top_row.set_view_height(self.height())

    @survivable
    def event(self, event: QEvent) -> bool:
        # The window's own shortcuts must not take what belongs to the view that has the focus.
        # A button in it hands the question on, and is not meant.
        if self.hasFocus() and asks_for(event, self.own_keys):
            event.accept()
            return True
        return super().event(event)

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame while the view has the keyboard's focus."""
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            painter = QPainter(self)
            self.style().drawPrimitive(
                QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self
            )

    def _theme_changed(self) -> None:
        if self._set_up:
            self.restyle()


def lay_out(
    view: View, legend: "Legend", tools: Sequence[QToolButton], picture: QWidget, *below: QWidget
) -> None:
    """The usual shape of a view: legend and buttons, the picture, and what is said about it."""
    from lossstudio.gui.views.plot.top_row import TopRow

    view.menu_buttons = tuple(tools)
    layout = QVBoxLayout(view)
    layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    layout.setSpacing(1)
    view.top_row = TopRow(legend, tools)
    layout.addWidget(view.top_row)
    layout.addWidget(picture, 1)
    for widget in below:
        layout.addWidget(widget)


def tool_button(glyph: str = "", checkable: bool = False) -> QToolButton:
    """A small flat button for the row above a picture; text and tooltip are the view's."""
    button = QToolButton()
    button.setAutoRaise(True)
    button.setCheckable(checkable)
    if glyph:
        button.setIcon(icon(glyph))
    return button


def _starts_elsewhere(before: Snapshot, snapshot: Snapshot) -> bool:
    """Nothing but the start is another one: it is being dragged."""
    one, other = before.scene, snapshot.scene
    return (
        one is not other
        and before.last_step == snapshot.last_step == 0
        and one.focus == other.focus
        and one.objective.has_same_cost(other.objective)
    )


def _have_one_shape(one: Scene, other: Scene) -> bool:
    """Samples, classes, runs and parameters of one scene are there in the other too."""
    return one is other or _shape(one) == _shape(other)


def _shape(scene: Scene) -> tuple[object, ...]:
    data, layouts = scene.dataset, [objective.coordinates for objective in scene.objectives]
    sizes = data.x.shape, data.n_train, data.n_validation
    return sizes, data.classes, data.input_names, data.features, layouts
