"""A plot that repaints fast, keeps a person's zoom, and tells where the pointer is.

Measured at 640×420 with grid: painting the axes takes 4 to 5 ms each time, nearly all of it for the
grid; from Qt's cache, 0.4 ms. So everything that does not move is cached, no range is ever
computed by pyqtgraph, and a legend is not part of the plot.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Signal
from PySide6.QtCore import Qt as QtNames
from PySide6.QtGui import QGuiApplication, QHideEvent, QMouseEvent, QPen, QPixmapCache, QScreen
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsSceneMouseEvent

from lossstudio.engine.numbers.story import StoryFrame
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.plot.axis import PlotAxis
from lossstudio.gui.views.plot.overlay import Drawing, OverlayItem
from lossstudio.gui.views.plot.readout import Readout, Rows

Array = NDArray[np.float64]
Range = tuple[float, float]

_LEAST_ROOM = 64 * 1024
"""Kilobytes for cached layers: Qt's own limit of 10 MB is less than those of one large plot, and a
layer that does not fit is painted anew in every frame."""
_LAYERS = 8
"""Layers of a plot that are cached, at most: so often is there a picture of the whole screen."""

_LABEL_MARGIN = 4.0
"""Pixels around an axis's name at scale 1: pyqtgraph lets some of them overlap the numbers."""

_LEAST_SIZE = (120, 90)
"""Width and height of a plot at scale 1: below that nothing can be seen."""

_DEEPEST, _FINEST = 1e6, 1e-10
"""A person can zoom in and out so many times; in, as far as the coordinates have digits."""

_FARTHEST = 2.0**1021
"""No plot reaches farther: then it is half as wide as the largest number."""

LEAST_FILL = 0.45
"""A range is kept until the data fill less of it than this."""


def cache(item: QGraphicsItem) -> None:
    """Keep the picture of an item that seldom changes."""
    room = room_for_layers(max(map(_pixels, QGuiApplication.screens()), default=0.0))
    if QPixmapCache.cacheLimit() < room:
        QPixmapCache.setCacheLimit(room)
    item.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)


def room_for_layers(pixels: float) -> int:
    """Kilobytes for the cached layers of a window that fills a screen of so many pixels.

    Not more: whatever is painted at some size stays in the same cache until that is full.
    """
    return max(_LEAST_ROOM, round(4 * pixels * _LAYERS / 1024))


def _pixels(screen: QScreen) -> float:
    size = screen.size()
    return size.width() * size.height() * screen.devicePixelRatio() ** 2


def steady_range(
    shown: Range | None,
    low: float,
    high: float,
    margin: float = 0.06,
    least_fill: float = LEAST_FILL,
) -> Range:
    """A range for data from `low` to `high`: `shown` where it still suits, so that it stays put.

    It suits while the data lie inside and fill `least_fill` of it. A new range has `margin` on each
    side, relative to the data's.
    """
    if shown is not None:
        span = shown[1] - shown[0]
        if shown[0] <= low and high <= shown[1] and high - low >= least_fill * span:
            return shown
    room = (high - low) * margin
    if not (high > low and math.isfinite(room)):
        room = max(abs(high) * 0.1, 0.5)
    return low - room, high + room


def _within_reach(ends: Range) -> Range:
    """The range, as far as its ends and its width are numbers: costs may overflow."""
    low, high = (min(max(end, -_FARTHEST), _FARTHEST) for end in ends)
    return low, high


def configure_plots(theme: Theme) -> None:
    """Set pyqtgraph's options for the plot that is made next.

    Pictures are row-major as NumPy's are; curves are antialiased, which costs little at the sizes
    shown here and is what makes a slope look like a slope.
    """
    colors = theme.colors
    pg.setConfigOptions(
        imageAxisOrder="row-major",
        antialias=True,
        background=colors.plot_background,
        foreground=colors.plot_foreground,
    )


class Curve(pg.PlotCurveItem):  # type: ignore[misc]
    """A line whose bounds are the view: pyqtgraph measures its data several times a frame, although
    whatever leaves the view is cut off there anyway."""

    def __init__(self, box: pg.ViewBox, pen: QPen | None = None) -> None:
        super().__init__(pen=pen, antialias=True, skipFiniteCheck=True)
        self._box = box

    @survivable
    def boundingRect(self) -> QRectF:
        rect: QRectF = self._box.viewRect()
        return rect

    def viewTransformChanged(self) -> None:
        super().viewTransformChanged()
        # Qt would go on using a cached picture where the view has only been panned: these bounds
        # move with the view, so their picture seems to be the same.
        if self.cacheMode() != QGraphicsItem.CacheMode.NoCache:
            self.update()


class PlotViewBox(pg.ViewBox):  # type: ignore[misc]
    """A view box that says which axes a person has moved.

    With `x_only`, wheel and drag inside move x alone; over an axis they always move that axis.
    """

    moved_by_hand = Signal(bool, bool)

    def __init__(self, x_only: bool) -> None:
        super().__init__(enableMenu=False)
        self._x_only = x_only
        self.widths: dict[str, float] = {}
        """How little and how much a person can see, as `setLimits` names it."""

    @survivable
    def wheelEvent(self, ev: object, axis: int | None = None) -> None:
        axis = 0 if axis is None and self._x_only else axis
        with self._limited():
            super().wheelEvent(ev, axis=axis)
        self.moved_by_hand.emit(axis != 1, axis != 0)

    def mouseDragEvent(self, ev: object, axis: int | None = None) -> None:
        axis = 0 if axis is None and self._x_only else axis
        with self._limited():
            super().mouseDragEvent(ev, axis=axis)
        self.moved_by_hand.emit(axis != 1, axis != 0)

    @contextmanager
    def _limited(self) -> Iterator[None]:
        """Only while a person zooms: with each new limit pyqtgraph computes the view anew, which
        would be whenever the data grow."""
        self.setLimits(**self.widths)
        try:
            yield
        finally:
            self.setLimits(**dict.fromkeys(self.widths))


class PlotArea(pg.PlotWidget):  # type: ignore[misc]
    """The plot of a view. `home` is the range it returns to; what a person has zoomed is kept."""

    pointer_moved = Signal(object)
    """(x, y) in the plot's coordinates as the pointer moves over it; None when it has left."""
    double_clicked = Signal(float, float)
    """A double click at (x, y)."""
    moved_by_hand = Signal()
    """A person has zoomed or panned."""

    def __init__(self, theme: Theme, x_only: bool = False) -> None:
        configure_plots(theme)
        box = PlotViewBox(x_only)
        super().__init__(
            viewBox=box, axisItems={name: PlotAxis(name) for name in ("left", "bottom")}
        )
        self.box = box
        self.theme = theme
        self.is_free = [False, False]
        """Whether x, y were set by a person."""
        self._home: list[Range] = [(0.0, 1.0), (0.0, 1.0)]
        self.plot: pg.PlotItem = self.getPlotItem()
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        self.setFocusPolicy(QtNames.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.box.disableAutoRange()
        for name in ("left", "bottom"):
            axis = self.plot.getAxis(name)
            axis.enableAutoSIPrefix(False)
            # An axis that shrank again with each shorter number would make the picture jump.
            axis.setStyle(autoReduceTextSpace=False, maxTickLevel=1)
            cache(axis)
        self.readout = Readout(self.viewport())
        self._banner = Readout(self.viewport())
        self._banner_text = ""
        self.box.sigResized.connect(self._place_banner)
        self.box.sigResized.connect(self.point_again)
        self.overlay: OverlayItem | None = None
        """What is drawn over the picture for a while."""
        self._pointer: QPointF | None = None
        self.box.moved_by_hand.connect(self._set_free)
        self.scene().sigMouseMoved.connect(self._pointer_at)
        self.scene().sigMouseClicked.connect(self._clicked)

    def restyle(self) -> None:
        """Take the theme's colours and fonts."""
        for name in ("left", "bottom", "right", "top"):
            axis = self.plot.getAxis(name)
            if isinstance(axis, PlotAxis):
                axis.zoom = self.theme.scale
                axis.label.document().setDocumentMargin(_LABEL_MARGIN * self.theme.scale)
        self.setMinimumSize(*(round(side * self.theme.scale) for side in _LEAST_SIZE))
        self.theme.style_plot(self.plot)
        self.readout.style_with(self.theme.colors)
        self._banner.style_with(self.theme.colors)

    @property
    def home(self) -> tuple[Range, Range]:
        """The ranges of x and y that `view_all` returns to."""
        return self._home[0], self._home[1]

    def set_home(self, x: Range | None = None, y: Range | None = None) -> None:
        """Set the ranges that show everything, and show them where nobody has zoomed."""
        for index, wanted in enumerate((x, y)):
            value = None if wanted is None else _within_reach(wanted)
            if value is not None and value != self._home[index]:
                self._home[index] = value
                self._limit(index)
                if not self.is_free[index]:
                    self._apply(index)

    def view_all(self) -> None:
        """Forget what a person has zoomed."""
        self.is_free = [False, False]
        for index in (0, 1):
            self._apply(index)

    def shown_range(self) -> tuple[Range, Range]:
        """The ranges of x and y that are visible."""
        (x0, x1), (y0, y1) = self.box.viewRange()
        return (x0, x1), (y0, y1)

    def in_sight(self, x: Array, y: Array) -> NDArray[np.bool_]:
        """Which of the points (x, y), of any equal shape, are inside the picture."""
        (x0, x1), (y0, y1) = self.shown_range()
        return (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)

    def pixel_size(self) -> tuple[float, float]:
        """The width and height of a pixel in the plot's coordinates."""
        (x0, x1), (y0, y1) = self.shown_range()
        return (
            (x1 - x0) / max(self.box.width(), 1.0),
            (y1 - y0) / max(self.box.height(), 1.0),
        )

    def distance(self, y: float) -> float:
        """Pixels between the pointer and `y` at the same x; none where there is no pointer."""
        at = self.pointer()
        return math.inf if at is None else abs(y - at[1]) / self.pixel_size()[1]

    def pointer(self) -> tuple[float, float] | None:
        """Where the pointer is in the plot's coordinates, or None."""
        if self._pointer is None:
            return None
        at = self.box.mapSceneToView(self._pointer)
        return at.x(), at.y()

    def point_at(self, place: QPoint) -> None:
        """The pointer is at a place of the viewport, though the plot was not told of its way."""
        self._pointer_at(self.mapToScene(place))

    def point_again(self) -> None:
        """The picture has changed: tell where the pointer rests, as if it had come there now."""
        if self._pointer is not None:
            self.pointer_moved.emit(self.pointer())

    def show_readout(self, lines: Sequence[str | Rows]) -> None:
        """Write `lines` beside the pointer."""
        if self._pointer is None:
            self.readout.hide()
        else:
            place = self.mapFromScene(self._pointer)
            self.readout.show_at(QPoint(place.x(), place.y()), lines)

    def draw_over(
        self, frame: StoryFrame | None, draw: Callable[[StoryFrame], Drawing | None] | None
    ) -> None:
        """Draw over the picture what `draw` makes of `frame`, until there is something else."""
        now = None if frame is None or draw is None else draw(frame)
        if self.overlay is not None and now is None:
            self.overlay.remove()
            self.overlay = None
        if now is None or frame is None or draw is None:
            return
        if self.overlay is None:
            self.overlay = OverlayItem(self.box, self.theme)
        self.overlay.show_drawing(now, draw(frame._replace(share=1.0)) or now)

    def set_banner(self, text: str) -> None:
        """Write `text` over the top of the plot, or nothing where it is empty."""
        if text != self._banner_text:
            self._banner_text = text
            self._place_banner()

    def _place_banner(self) -> None:
        # Inside the axes: it hides none of their numbers.
        room = self.viewportTransform().mapRect(self.box.sceneBoundingRect()).toRect()
        self._banner.show_at(room.topLeft(), [self._banner_text] if self._banner_text else [], room)

    @survivable
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.buttons() == event.button():
            # A menu that opened at a press has taken the release: pyqtgraph would go on with that
            # press, and zoom by the right button where the left one is dragged.
            self._release_all(event)
        super().mousePressEvent(event)

    def _release_all(self, at: QMouseEvent) -> None:
        """Say that no button is pressed. It names none that was: nothing counts as a click."""
        event = QGraphicsSceneMouseEvent(QEvent.Type.GraphicsSceneMouseRelease)
        event.setScenePos(self.mapToScene(at.position().toPoint()))
        event.setScreenPos(at.globalPosition().toPoint())
        QApplication.sendEvent(self.scene(), event)

    @survivable
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._lose_pointer()

    @survivable
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._lose_pointer()

    def _lose_pointer(self) -> None:
        self._pointer = None
        self.readout.hide()
        self.pointer_moved.emit(None)

    def _limit(self, index: int) -> None:
        """Nobody zooms to where numbers end: from a range of no width the wheel leads nowhere."""
        low, high = self._home[index]
        width, far = high - low, max(abs(low), abs(high))
        if 0.0 < width < math.inf:
            least = max(width / _DEEPEST, far * _FINEST)
            axis = "XY"[index]
            self.box.widths |= {f"min{axis}Range": least, f"max{axis}Range": width * _DEEPEST}

    def _apply(self, index: int) -> None:
        which = "xRange" if index == 0 else "yRange"
        self.box.setRange(**{which: self._home[index]}, padding=0)

    def _set_free(self, x: bool, y: bool) -> None:
        self.is_free = [self.is_free[0] or x, self.is_free[1] or y]
        self.moved_by_hand.emit()

    def _pointer_at(self, place: QPointF) -> None:
        inside = self.box.sceneBoundingRect().contains(place)
        self._pointer = place if inside else None
        if not inside:
            self.readout.hide()
        self.pointer_moved.emit(self.pointer())

    def _clicked(self, event: object) -> None:
        if event.double() and event.button() == QtNames.MouseButton.LeftButton:  # type: ignore[attr-defined]
            place = event.scenePos()  # type: ignore[attr-defined]
            if self.box.sceneBoundingRect().contains(place):
                at = self.box.mapSceneToView(place)
                self.double_clicked.emit(at.x(), at.y())
