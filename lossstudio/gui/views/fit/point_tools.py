"""Editing samples in the picture of the fit, with the pointer.

Without the mode for editing, the pointer moves a sample that it drags, and nothing else: a click
never adds one, for a click is also what a person does who wants the focus here or begins to pan.
What adds or removes then is in the context menu, where it says so.
"""

from collections.abc import Mapping
from typing import cast

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QCursor,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QMenu

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.data.own_points import Array
from lossstudio.engine.measuring.picture import PictureKind
from lossstudio.gui.data.editor import DataEditor
from lossstudio.gui.kit.i18n import message_text, translate
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Scene
from lossstudio.gui.views.fit.edit_strip import DRAW, ERASE, MOVE, EditStrip
from lossstudio.gui.views.fit.layers import FitLayer
from lossstudio.gui.views.fit.point_menu import offer_for_place, offer_for_sample
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.view import View, tool_button

GRAB = 9.0
"""Pixels from a sample within which a press takes hold of it: fewer than mean it when hovering, so
that a picture full of samples can still be panned."""
SPACING = 13.0
"""Pixels between two samples that are sprinkled."""
SPRINKLE = 7.0
"""Pixels that they are off the pointer's way, the standard deviation of it."""
ERASER = 14.0
"""Pixels: its radius."""

_Place = tuple[float, float]


class PointTools(QObject):
    """The button, the strip of tools, and what the pointer does with them."""

    changed = Signal()
    """A drag is over, after which the picture may find its range again."""

    def __init__(self, area: PlotArea, theme: Theme, view: View) -> None:
        super().__init__(view)
        self._area = area
        self._theme = theme
        self._view = view
        self.editor: DataEditor | None = None
        self.button = tool_button("mdi6.pencil-outline", True)
        self.strip = EditStrip(theme)
        self._layer: FitLayer | None = None
        self._columns: tuple[int, int | None] | None = None
        self._problem = Message("")
        self._dragged: int | None = None
        self._gesture = ""
        self._pressed = QPointF()
        self._start: _Place = 0.0, 0.0
        self._last = QPointF()
        self._sprinkled = 0
        self.button.toggled.connect(self._toggled)
        self.strip.tool_changed.connect(lambda _: self._set_cursor(None))
        area.viewport().installEventFilter(self)

    # -- what can be edited -----------------------------------------------------------------------

    def show_layer(self, layer: FitLayer, scene: Scene) -> None:
        """Edit the samples of `layer`, which has been drawn anew."""
        self._layer = layer
        self._columns, self._problem = _columns_of(scene)
        if self.editor is not None and self.editor.problem is not None:
            self._problem = self.editor.problem
        if self._problem.template:
            self._columns = None
        self.button.setEnabled(self._columns is not None)
        self.strip.show_classes(layer.dataset)
        self.strip.setVisible(self.button.isChecked() and self._columns is not None)
        self._write_tip()

    @property
    def is_dragging(self) -> bool:
        """A gesture is under way: the picture must not move under the pointer."""
        return bool(self._gesture)

    @property
    def is_on(self) -> bool:
        """The mode for editing is on, and there is something to edit."""
        return self.button.isChecked() and self._columns is not None

    def hover(self, sample: int | None) -> None:
        """The pointer is at `sample`."""
        if not self._gesture:
            self._set_cursor(sample)

    def retranslate(self) -> None:
        """Set the texts."""
        self.button.setAccessibleName(translate("FitView", "Edit data"))
        self.strip.retranslate()
        self._write_tip()

    def _write_tip(self) -> None:
        tip = translate(
            "FitView",
            "Move, add and remove samples with the pointer (D). Also without this, a sample can be "
            "dragged, and a right click has more.",
        )
        if self._problem.template:
            tip = message_text(self._problem)
        name = translate("FitView", "Edit data")
        self.button.setToolTip(f"<p><b>{name}</b></p><p>{tip}</p>")
        self.button.setAccessibleDescription(tip)

    def _toggled(self, on: bool) -> None:
        self.strip.setVisible(on and self._columns is not None)
        self._set_cursor(None)
        if on and self.editor is not None and self._view.isVisible():
            told = QT_TRANSLATE_NOOP(
                "core",
                "Drag a sample to move it, click an empty place to add one; right-click for more.",
            )
            self.editor.told.emit(Message(told), False)

    # -- the pointer ------------------------------------------------------------------------------

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.editor is None or self._layer is None or self._columns is None:
            return False
        kind = event.type()
        if kind == QEvent.Type.ContextMenu:
            return self._show_menu(cast(QContextMenuEvent, event))
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return self._press(cast(QMouseEvent, event))
        if kind == QEvent.Type.MouseMove and self._gesture:
            self._move(cast(QMouseEvent, event).position())
        elif kind == QEvent.Type.MouseButtonRelease and self._gesture:
            return self._release(cast(QMouseEvent, event))
        return False

    def _press(self, event: QMouseEvent) -> bool:
        """Begin a gesture; True where the plot must not take this press for its own."""
        place = self._place(event.position())
        if event.button() != Qt.MouseButton.LeftButton or place is None or self._gesture:
            return False
        assert self._layer is not None
        self._pressed = self._last = event.position()
        self._start = place
        tool = self.strip.tool if self.is_on else MOVE
        if tool != MOVE:
            self._gesture = tool
            if tool == DRAW:
                self._add(place)
            else:
                self._erase(place)
            return True
        pixel = self._area.pixel_size()
        self._dragged = self._layer.points.nearest(*place, pixel, self._theme.pixels(GRAB))
        if self._dragged is not None:
            self._gesture = "grab"  # a drag as soon as the pointer has moved
            return True
        if self.is_on:
            self._gesture = "click"  # unless it becomes a pan
        return False

    def _move(self, at: QPointF) -> None:
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._gesture == "grab" and far:
            self._gesture = "drag"
            at_row = self._layer.points.rows == self._dragged if self._layer else None
            if self._layer is not None and at_row is not None and at_row.any():
                # The sample keeps its distance from the pointer that has taken hold of it.
                pressed = self._start
                own = float(self._layer.points.x[at_row][0]), float(self._layer.points.y[at_row][0])
                self._start = pressed[0] - own[0], pressed[1] - own[1]
        elif self._gesture == "click" and far:
            self._gesture = ""
        if self._gesture == "drag":
            self._drag(self._clamped(at))
        elif self._gesture == DRAW:
            self._sprinkle(at)
        elif self._gesture == ERASE:
            self._erase(self._clamped(at))

    def _release(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        gesture, self._gesture = self._gesture, ""
        assert self.editor is not None
        if gesture == "click":
            self._add(self._start)
        self.editor.finish()
        self._dragged = None
        if gesture not in ("click", "grab"):
            self.changed.emit()
        return gesture != "click"

    def _drag(self, place: _Place) -> None:
        assert self.editor is not None
        if self._dragged is not None:
            ranges, offset = self._area.shown_range(), self._start
            x, y = (
                min(max(value - off, low), high)
                for value, off, (low, high) in zip(place, offset, ranges, strict=True)
            )
            self.editor.move(self._dragged, self._values((x, y)))

    def _add(self, place: _Place) -> None:
        assert self.editor is not None
        self.editor.add([self._sample(place)])

    def _sprinkle(self, at: QPointF) -> None:
        """Samples on the way from the last place, as many as it is long."""
        assert self.editor is not None
        step = at - self._last
        count = int(np.hypot(step.x(), step.y()) / self._theme.pixels(SPACING))
        if not count:
            return
        samples = []
        for number in range(1, count + 1):
            self._sprinkled += 1
            aside = np.random.default_rng(self._sprinkled).normal(size=2)
            aside *= self._theme.pixels(SPRINKLE)
            way = self._last + step * (number / count) + QPointF(*aside.tolist())
            samples.append(self._sample(self._clamped(way)))
        self._last = at
        self.editor.add(samples)

    def _erase(self, place: _Place) -> None:
        assert self.editor is not None
        assert self._columns is not None
        pixel = self._area.pixel_size()
        size = self._theme.pixels(ERASER)
        height = None if self._columns[1] is not None else self._height
        self.editor.erase(self._columns, place, (size * pixel[0], size * pixel[1]), height)

    # -- places and samples -----------------------------------------------------------------------

    def _place(self, at: QPointF) -> _Place | None:
        """Where the pointer is in the plot's coordinates; None outside of the picture."""
        scene = self._area.mapToScene(at.toPoint())
        if not self._area.box.sceneBoundingRect().contains(scene):
            return None
        place = self._area.box.mapSceneToView(scene)
        return place.x(), place.y()

    def _clamped(self, at: QPointF) -> _Place:
        place = self._area.box.mapSceneToView(self._area.mapToScene(at.toPoint()))
        (x0, x1), (y0, y1) = self._area.shown_range()
        return min(max(place.x(), x0), x1), min(max(place.y(), y0), y1)

    def _values(self, place: _Place) -> dict[int, float]:
        """The numbers of a sample that is drawn at a place."""
        assert self._columns is not None
        first, second = self._columns
        values = {first: place[0]}
        if second is not None:
            values[second] = place[1]
        return values

    def _sample(self, place: _Place, class_index: int | None = None) -> Mapping[int, float]:
        assert self._layer is not None
        values = self._values(place)
        if self._layer.dataset.classes:
            chosen = self.strip.class_index if class_index is None else class_index
            values[-1] = float(chosen)
        return values

    def _height(self, classes: Array) -> Array:
        """How high samples of these classes are drawn over one input."""
        assert self._layer is not None
        dataset = self._layer.dataset
        return classes if len(dataset.classes) == 2 else -0.07 * (classes + 1.0)

    # -- the menu ---------------------------------------------------------------------------------

    def _show_menu(self, event: QContextMenuEvent) -> bool:
        place = self._place(QPointF(event.pos()))
        if place is None or self._gesture not in ("", "click"):
            return False
        self._gesture = ""
        menu = self.menu(place)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
        return True

    def menu(self, place: _Place) -> QMenu:
        """What can be done at a place of the picture."""
        assert self._layer is not None
        assert self.editor is not None
        sample = self._layer.sample_at(*place)
        menu = QMenu(self._view)
        menu.setToolTipsVisible(True)
        if sample is None:
            offer_for_place(menu, self.editor, self._layer, lambda c: self._sample(place, c))
        else:
            offer_for_sample(menu, self.editor, self._layer, sample)
        menu.addSeparator()
        self._view.offer(menu)
        menu.addActions(self._view.actions())
        return menu

    # -- the cursor -------------------------------------------------------------------------------

    def _set_cursor(self, sample: int | None) -> None:
        viewport = self._area.viewport()
        tool = self.strip.tool if self.is_on else MOVE
        if self.editor is None or self._columns is None:
            viewport.unsetCursor()
        elif tool == DRAW:
            viewport.setCursor(Qt.CursorShape.CrossCursor)
        elif tool == ERASE:
            viewport.setCursor(self._ring())
        elif sample is not None:
            viewport.setCursor(Qt.CursorShape.SizeAllCursor)
        elif self.is_on:
            viewport.setCursor(Qt.CursorShape.CrossCursor)
        else:
            viewport.unsetCursor()

    def _ring(self) -> QCursor:
        radius = self._theme.pixels(ERASER)
        side = 2 * round(radius) + 3
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colors.plot_foreground), 1.5))
        painter.drawEllipse(QPointF(side / 2, side / 2), radius, radius)
        painter.end()
        return QCursor(picture)


def _columns_of(scene: Scene) -> tuple[tuple[int, int | None] | None, Message]:
    """The columns that are drawn across and up; or why samples cannot be edited here."""
    if scene.canvas.kind is PictureKind.MAP:
        return (0, 1), Message("")
    if scene.canvas.kind is PictureKind.AGREEMENT:
        return None, Message(
            QT_TRANSLATE_NOOP(
                "core",
                "With several inputs, samples are drawn here at their target and prediction: edit "
                "them in the table of samples.",
            )
        )
    return (0, None if scene.dataset.classes else -1), Message("")
