"""Moving the model in the picture of the fit, by its handles: with the pointer or with keys.

What is moved is where training starts. The model of the run that is looked at has handles where it
is a line (`engine.measuring.linear_score`); a polynomial or a network has none.
"""

import math
from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent

from lossstudio.engine.measuring.linear_score import LinearScore, parameters_of
from lossstudio.engine.measuring.picture import PictureKind
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.pacing import DRAG, Throttle
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views.fit.handle_item import HandleItem
from lossstudio.gui.views.fit.handles import Array, Frame, Handle, Handles, Place
from lossstudio.gui.views.fit.model_handles import handles_of, numbers_of, what_it_does
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.arrow_keys import moved_by_key

GRIP = 11.0
"""Pixels from a handle within which a press takes hold of it."""
_STILL = 3.0
"""Pixels that a press may wander and move nothing: it may be a click for the keyboard's focus."""


class ModelDrag(QObject):
    """The handles of the run that is looked at, and what pointer and keys do with them.

    Nothing can be taken before `is_on` is set, as a picture for a figure never does.
    """

    began = Signal()
    """A model is being moved from now on."""
    dragged = Signal(object)
    """The parameters (p,) as far as it has been moved."""
    ended = Signal()
    cancelled = Signal()
    """It was let go of, or is to be as it was before."""

    def __init__(self, area: PlotArea, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._area = area
        self._theme = theme
        self.is_on = False
        self.is_withheld: Callable[[], bool] = lambda: False
        """Whether the pointer has another tool just now."""
        self.start_of_run: Callable[[Scene], Sequence[float] | None] = lambda scene: None
        """The newest start in numbers of the run that is looked at, which a snapshot may not show
        yet; None where it has none, or where the snapshot is not of its first step."""
        self.item = HandleItem(area, theme)
        self._scene: Scene | None = None
        self._theta: Array | None = None
        self._handles: Handles | None = None
        self._shown: tuple[Handle, ...] = ()
        self._hovered: int | None = None
        self.selected: int | None = None
        """The handle that the keys move."""
        self._taken: int | None = None
        self._is_moving = self._is_by_key = False
        self._has_acted = False  # since it came to the handle under it, the pointer has moved that
        self._at: Place = 0.0, 0.0
        self._offset = 0.0, 0.0
        self._pressed, self._pointer = QPointF(), QPoint()
        self._now: LinearScore | None = None
        self._telling = Throttle(DRAG, self._tell, self)
        area.viewport().installEventFilter(self)
        area.box.sigResized.connect(self._remake)

    # -- what there is to take --------------------------------------------------------------------

    @property
    def handles(self) -> tuple[Handle, ...]:
        """Those that are in the picture."""
        return self._shown

    @property
    def is_moving(self) -> bool:
        """A model is being moved."""
        return self._is_moving

    @property
    def is_hovered(self) -> bool:
        """The pointer is at a handle, or has taken one."""
        return self._hovered is not None

    def show(self, snapshot: Snapshot) -> None:
        """Follow the model of `snapshot`, unless it is being moved."""
        scene, theta = snapshot.scene, snapshot.run.theta
        newest = None if snapshot.step else self.start_of_run(scene)
        if newest is not None and len(newest) == len(theta):
            theta = scene.objective.theta_of(np.array(newest, dtype=np.float64))
        if self._is_moving and self._scene is not None and _can_go_on(self._scene, scene):
            self._scene = scene
            self._draw()
            if not self._is_by_key:
                self._area.readout.show_at(self._pointer, self.words())
            return
        if self._is_moving:
            self._let_go()
        self._scene, self._theta = scene, theta
        self._remake()

    def _remake(self) -> None:
        if self._is_moving or self._scene is None or self._theta is None:
            return
        self._handles = None
        if self.is_on and not self.is_withheld():
            self._handles = handles_of(self._scene, self._theta, self._frame())
        self._shown = () if self._handles is None else self._handles.handles
        if self.selected is not None and self.selected >= len(self._shown):
            self.selected = None
        if self._hovered is not None and self._hovered >= len(self._shown):
            self._hover(None)
        self._draw()

    def _frame(self) -> Frame:
        x, y = self._area.shown_range()
        return Frame(x, y, self._area.pixel_size())

    def _draw(self) -> None:
        color = self._theme.colors.plot_foreground
        scene = self._scene
        if scene is not None and scene.canvas.kind is not PictureKind.MAP:
            colors = self._theme.colors
            is_one = len(scene.objectives) == 1
            color = (colors.mark(Role.MODEL) if is_one else colors.run_mark(scene.focus)).color
        self.item.show_handles(self._shown, QColor(color), self._hovered, self.selected)

    def at(self, place: QPointF) -> int | None:
        """The handle at a place of the viewport, the nearest one."""
        scene = self._area.mapToScene(place.toPoint())
        at = self.item.mapFromScene(scene)
        found = []
        for index, handle in enumerate(self._shown):
            way = self.item.pixel_of(handle.place) - at
            found.append((math.hypot(way.x(), way.y()), index))
        nearest = min(found, default=(math.inf, 0))
        return nearest[1] if nearest[0] <= self._theme.pixels(GRIP) else None

    def words(self) -> list[str]:
        """What is said at the pointer: what the handle does, and the numbers of the model."""
        index = self._hovered if self.selected is None or self._is_moving else self.selected
        if index is None or self._handles is None or (self._has_acted and not self._is_moving):
            return []
        numbers = self.numbers()
        return [numbers] if self._is_moving else [what_it_does(self._handles, index), numbers]

    def numbers(self) -> str:
        """The weights and the bias as they are now: w = 1.2, b = 0.3."""
        score = self._now if self._is_moving else None
        if score is None and self._handles is not None:
            score = self._handles.score
        if score is None or self._scene is None:
            return ""
        return numbers_of(score, has_bias=self._scene.objective.model.bias)

    # -- moving -----------------------------------------------------------------------------------

    def _take(self, index: int) -> None:
        """A handle is about to be moved, from where it is."""
        self._taken = index
        self._at = self._shown[index].place
        self._now = None

    def _move_to(self, place: Place) -> None:
        handles, index = self._handles, self._taken
        if handles is None or index is None:
            return
        if not self._is_moving:
            self._is_moving = True
            self.began.emit()
        self._at = handles.frame.clipped(place)
        found = handles.moved(index, self._at)
        if found is not None:
            self._now = found
            self._shown = handles.following(index, self._at, found)
            self._telling.ask()  # they are drawn with the model, so that nothing is behind

    def _tell(self) -> None:
        scene, now, theta = self._scene, self._now, self._theta
        if self._is_moving and scene is not None and now is not None and theta is not None:
            self.dragged.emit(parameters_of(scene.objective, theta, now))

    def _let_go(self) -> bool:
        """End the move, if there is one."""
        was_moving, self._is_moving, self._is_by_key = self._is_moving, False, False
        self._taken = None
        return was_moving

    def finish(self) -> None:
        """The model is where it shall be."""
        self._tell()
        scene, now, theta = self._scene, self._now, self._theta
        if self._let_go():
            if scene is not None and now is not None and theta is not None:
                self._theta = parameters_of(scene.objective, theta, now)
            self._remake()
            self.ended.emit()

    def cancel(self) -> None:
        """It shall be where it was before."""
        if self._let_go():
            self._remake()
            self.cancelled.emit()

    # -- the pointer ------------------------------------------------------------------------------

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return self._press(cast(QMouseEvent, event))
        if kind == QEvent.Type.MouseMove:
            return self._pointer_moved(cast(QMouseEvent, event))
        if kind == QEvent.Type.MouseButtonRelease and self._taken is not None:
            return self._release(cast(QMouseEvent, event))
        if kind in (QEvent.Type.Leave, QEvent.Type.Hide) and self._taken is None:
            self._hover(None)
        return False

    def _press(self, event: QMouseEvent) -> bool:
        if self._taken is not None:
            return True
        index = self.at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or index is None:
            return False
        self._take(index)
        self._pressed = event.position()
        place = self._place(event.position())
        self._offset = place[0] - self._at[0], place[1] - self._at[1]
        self._hover(index)
        return True

    def _pointer_moved(self, event: QMouseEvent) -> bool:
        at = event.position()
        if self._taken is None or self._is_by_key:
            # With a button held, something else is being dragged past it.
            self._hover(self.at(at) if event.buttons() == Qt.MouseButton.NoButton else None)
            return False
        if self._is_moving or (at - self._pressed).manhattanLength() >= _STILL:
            x, y = self._place(at)
            self._move_to((x - self._offset[0], y - self._offset[1]))
            self._pointer = at.toPoint()
        return True  # all that the plot does at each move is not for now

    def _release(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton or self._is_by_key:
            return self._is_moving
        self._has_acted = self._is_moving
        self.finish()
        self._taken = None
        self._hover(self.at(event.position()))
        self._area.point_at(event.position().toPoint())
        self._area.readout.hide()
        return True

    def _place(self, at: QPointF) -> Place:
        place = self._area.box.mapSceneToView(self._area.mapToScene(at.toPoint()))
        return place.x(), place.y()

    def _hover(self, index: int | None) -> None:
        if index == self._hovered:
            return
        self._hovered, self._has_acted = index, self._has_acted and index is not None
        viewport = self._area.viewport()
        if index is None:
            viewport.unsetCursor()
        elif self._handles is not None and self._handles.is_upright:
            viewport.setCursor(Qt.CursorShape.SizeVerCursor)
        else:
            viewport.setCursor(Qt.CursorShape.SizeAllCursor)
        self._draw()

    # -- keys -------------------------------------------------------------------------------------

    def select_next(self, is_forward: bool) -> bool:
        """Select the next handle, or the one before; False after the last one, and none is."""
        self.end_keys()
        count = len(self._shown)
        first, last = (0, count - 1) if is_forward else (count - 1, 0)
        if not count or self.selected == last:
            self.select(None)
            return False
        step = 1 if is_forward else -1
        self.select(first if self.selected is None else self.selected + step)
        return True

    def select(self, index: int | None) -> None:
        """Let the keys move this handle, or none."""
        self.selected = index
        self._draw()

    def end_keys(self) -> None:
        """A move by keys is over: the key is up, or the focus elsewhere."""
        if self._is_by_key:
            self.finish()

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Arrows move the handle that is selected, with Shift further. Escape puts a model that is
        being moved back, and else lets go of the handle. False where the key means nothing here."""
        if event.key() == Qt.Key.Key_Escape:
            if self._is_moving:
                self.cancel()
            elif self.selected is not None:
                self.select(None)
            else:
                return False
            return True
        index = self.selected
        by_pointer = self._taken is not None and not self._is_by_key
        if index is None or self._handles is None or by_pointer:
            return False
        place = self._at if self._is_by_key else self._shown[index].place
        moved = moved_by_key(place, event, self._area.shown_range())
        if moved is None:
            return False
        if not self._is_by_key:
            self._take(index)
            self._is_by_key = True
        self._move_to(moved)
        return True

    def key_released(self, event: QKeyEvent) -> None:
        """A key is up: what it has moved is one step of undo."""
        if not event.isAutoRepeat():
            self.end_keys()


def _can_go_on(old: Scene, new: Scene) -> bool:
    """Whether what is being moved in `old` is the model of `new` too."""
    return (
        old.focus == new.focus
        and old.dataset.x.shape == new.dataset.x.shape
        and old.objective.coordinates == new.objective.coordinates
    )
