"""Choosing in the plane where training starts: by a click, by dragging the point, by keys."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from lossstudio.gui.training.pacing import COSTLY_DRAG, Throttle
from lossstudio.gui.views.landscape.marks import LandscapeMarks
from lossstudio.gui.views.landscape.path import Array
from lossstudio.gui.views.landscape.work import Place
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.arrow_keys import moved_by_key


class StartChoice(QObject):
    """Turns what a person does in the plot into parameters.

    ``theta_at(place)`` are the parameters (p,) at a place, or None where there are none;
    ``height_at(x, y)`` is where a mark at the pointer is drawn.
    """

    chosen = Signal(object)
    """Parameters, (p,)."""
    dragged = Signal(object)
    """The same while the point is being dragged, now and then."""
    drag_ended = Signal()

    def __init__(
        self,
        area: PlotArea,
        marks: LandscapeMarks,
        theta_at: Callable[[Place], Array | None],
        height_at: Callable[[float, float], float],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._area = area
        self._marks = marks
        self._theta_at = theta_at
        self._height_at = height_at
        self._dragged_to: Place | None = None
        self._drag = Throttle(COSTLY_DRAG, self._tell_drag, self)
        area.scene().sigMouseClicked.connect(self._clicked)
        marks.dragged.connect(self._dragged)
        marks.drag_ended.connect(self._drag_ended)

    def _choose(self, place: Place) -> None:
        theta = self._theta_at(place)
        if theta is not None:
            self.chosen.emit(theta)

    def _clicked(self, event: object) -> None:
        if event.double() or event.button() != Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            return
        if event.isAccepted():  # type: ignore[attr-defined]  # something that can be clicked was
            return
        scene_place, marks = event.scenePos(), self._marks  # type: ignore[attr-defined]
        if not self._area.box.sceneBoundingRect().contains(scene_place):
            return
        if not marks.shape().contains(marks.mapFromScene(scene_place)):  # it is there already
            at = self._area.box.mapSceneToView(scene_place)
            self._choose((at.x(), at.y()))

    def _dragged(self, x: float, y: float) -> None:
        marks = self._marks
        self._dragged_to = x, self._height_at(x, y)
        marks.points = [(self._dragged_to, marks.points[0][1]), *marks.points[1:]]
        marks.arrow = marks.tangent = None
        marks.update()
        self._drag.ask()

    def _tell_drag(self) -> None:
        theta = None if self._dragged_to is None else self._theta_at(self._dragged_to)
        if theta is not None:
            self.dragged.emit(theta)

    def _drag_ended(self, x: float, y: float) -> None:
        self._dragged_to = None
        self._choose((x, y))
        self.drag_ended.emit()

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Arrows move a cursor, Enter starts training there, Escape takes the cursor away.

        False where the key means nothing here.
        """
        marks, key = self._marks, Qt.Key(event.key())
        begin = marks.cursor or (marks.points[0][0] if marks.points else None)
        moved = None
        if begin is not None:
            moved = moved_by_key(begin, event, self._area.shown_range())
        if moved is not None:
            marks.cursor = moved[0], self._height_at(*moved)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and marks.cursor is not None:
            place, marks.cursor = marks.cursor, None
            self._choose(place)
        elif key == Qt.Key.Key_Escape and marks.cursor is not None:
            marks.cursor = None
        else:
            return False
        marks.update()
        return True
