"""The space that the surface stands in: what pyqtgraph draws, and over it the marks and the axes.

Imported only where OpenGL is there, see `surface`.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph.opengl as gl
from numpy.typing import NDArray
from OpenGL import GL
from OpenGL.GL.shaders import compileProgram, compileShader
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from pyqtgraph.opengl import shaders
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMatrix4x4,
    QOpenGLContext,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTransform,
    QVector3D,
    QWheelEvent,
)
from PySide6.QtOpenGL import QOpenGLPaintDevice

from lossstudio.gui.kit.colors import Mark, Role
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.landscape.map_picture import WIDTH

Array = NDArray[np.float64]

DISTANCE, ELEVATION, AZIMUTH, MIDDLE = 17.0, 48.0, -65.0, 1.0
"""From where it is looked at first, and at which height."""
_NEAREST, _FARTHEST = 5.0, 60.0
_REACH_ACROSS, _REACH_UP = 0.5, 0.44
"""The surface stays within these angles' tangents on both sides of the middle, as it is turned."""
_BEHIND = {GL.GL_POLYGON_OFFSET_FILL: True, "glPolygonOffset": (1.0, 1.0)}
"""The surface is a little behind the lines on it, which would be cut to pieces otherwise."""
_LINES = {"frame": 1.0, "contours": 1.0, "path": 4.0}
"""The layers of lines, and how wide these are."""
LAYERS = ("sheet", *_LINES)
_CORNERS = """
{into} vec4 a_position;
{into} vec4 a_color;
{out_of} vec4 color;
uniform mat4 u_mvp;
void main() {{ gl_Position = u_mvp * a_position; color = a_color; }}
"""
_POINTS = """
#ifdef GL_ES
precision mediump float;
#endif
{into} vec4 color;
{declared}
void main() {{ {painted} = color; }}
"""
"""What the card computes for each corner and each point: the colours are those of the data."""
_OLD = (
    {"into": "attribute", "out_of": "varying"},
    {
        "into": "varying",
        "declared": "",
        "painted": "gl_FragColor",
    },
)
_NEW = (
    {"into": "in", "out_of": "out"},
    {
        "into": "in",
        "declared": "out vec4 painted;",
        "painted": "painted",
    },
)
"""The words of GLSL before and since OpenGL 3.1, or 3.0 of OpenGL ES."""
_POINT, _STAR, _HEAD = 13.0, 20.0, 11.0
_SHORTEST = 8.0
"""An arrow of fewer pixels is not drawn."""
_GAP = 0.45
"""Between an edge of the surface and the name of its axis, in space."""


def _draw(item: Any, data: dict[str, Any]) -> None:
    item.setVisible(bool(data))
    if data:
        item.setData(**data)


class _Program(shaders.ShaderProgram):  # type: ignore[misc]
    """Draws corners in their colours, in one context. pyqtgraph has one program for all its
    widgets, but each of these has its own context."""

    def __init__(self) -> None:
        super().__init__("LossStudio", ())
        self._compiled: Any = None

    def program(self, *, es2_compat: bool = False) -> Any:
        """Compiled for the context that is current when it is first asked for."""
        if self._compiled is None:
            context = QOpenGLContext.currentContext()
            is_es, version = context.isOpenGLES(), context.format().version()
            is_new = version >= ((3, 0) if is_es else (3, 1))
            corners, points = _NEW if is_new else _OLD
            head = ("#version 300 es\n" if is_es else "#version 140\n") if is_new else ""
            made = compileProgram(
                compileShader(head + _CORNERS.format(**corners), GL.GL_VERTEX_SHADER),
                compileShader(head + _POINTS.format(**points), GL.GL_FRAGMENT_SHADER),
            )
            for place, name in enumerate(("a_position", "a_color")):
                GL.glBindAttribLocation(made, place, name)
            GL.glLinkProgram(made)
            self._compiled = made
        return self._compiled

    def __enter__(self) -> None:
        GL.glUseProgram(self.program())

    def __exit__(self, *_: object) -> None:
        GL.glUseProgram(0)


class _Lines(gl.GLLinePlotItem):  # type: ignore[misc]
    """Lines that are drawn by a `program` of their own."""

    def __init__(self, program: _Program, **options: Any) -> None:
        self._program = program
        super().__init__(**options)

    def getShaderProgram(self) -> Any:
        return self._program.program()


class Space(gl.GLViewWidget):  # type: ignore[misc]
    """A surface, its contour lines and paths on it, marks, and the names of the axes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        smooth = self.format()
        smooth.setSamples(4)  # where the driver can
        self.setFormat(smooth)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._items: dict[str, Any] = {}
        self._data: dict[str, dict[str, Any]] = {name: {} for name in LAYERS}
        self._marks: Sequence[tuple[Array, Mark]] = ()
        self._arrow: Array = np.zeros((0, 3))
        self._axes = ("", "")
        self.view_all()

    def set_layer(self, name: str, **data: Any) -> None:
        """Draw one of the `LAYERS` from `data`, as pyqtgraph names them; from nothing, hide it."""
        if data and name in _LINES:
            data["width"] = _LINES[name] * self._theme.scale
        self._data[name] = data
        if self._items:
            _draw(self._items[name], data)

    @property
    def is_empty(self) -> bool:
        """There is no surface to be seen."""
        return not self._data["sheet"]

    def view_all(self) -> None:
        """Look at it as at first."""
        middle = QVector3D(0.0, 0.0, MIDDLE)
        self.setCameraPosition(middle, distance=DISTANCE, elevation=ELEVATION, azimuth=AZIMUTH)

    def look_like(self, other: "Space") -> None:
        """Look at it from where `other` is looked at."""
        seen = other.cameraParams()
        del seen["fov"]  # goes by the shape of the widget
        self.setCameraParams(**seen)

    def show_marks(self, marks: Sequence[tuple[Array, Mark]], arrow: Array) -> None:
        """Draw symbols at places (3,), the first ones over the others, and an `arrow` (m, 3)."""
        self._marks, self._arrow = marks, arrow
        self.update()

    def name_axes(self, axes: tuple[str, str]) -> None:
        """Write along the edges what the two directions are."""
        if axes != self._axes:
            self._axes = axes
            self.update()

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The angle of view is pyqtgraph's across the width: a low panel would cut the surface."""
        aspect = self.width() / max(self.height(), 1)
        angle = math.degrees(2.0 * math.atan(max(_REACH_ACROSS, aspect * _REACH_UP)))
        self.setCameraParams(fov=angle)
        super().resizeEvent(event)

    @survivable
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nearer or farther, within limits; with Ctrl too, which pyqtgraph takes for the angle."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        distance = self.cameraParams()["distance"] * 0.999**delta
        self.setCameraPosition(distance=min(max(distance, _NEAREST), _FARTHEST))
        event.accept()

    # -- drawing ----------------------------------------------------------------------------------

    @survivable
    def initializeGL(self) -> None:
        """A new context, also where the panel floats or is put back: nothing of the old is left."""
        super().initializeGL()
        self.clear()
        program = _Program()
        self._items = {
            "sheet": gl.GLSurfacePlotItem(shader=program, smooth=True, computeNormals=False),
            # Smooth ends of short pieces would leave seams in a wide line.
            **{
                name: _Lines(program, antialias=width == 1.0, mode="lines")
                for name, width in _LINES.items()
            },
        }
        for depth, (name, item) in enumerate(self._items.items()):
            item.setDepthValue(depth)
            if name == "sheet":
                item.updateGLOptions(_BEHIND)
            else:
                item.setGLOptions("translucent")
                item.updateGLOptions({"glDepthMask": (False,)})  # lines do not hide each other
            self.addItem(item)
            _draw(item, self._data[name])

    @survivable
    def paintGL(self) -> None:
        GL.glDepthMask(True)
        super().paintGL()
        GL.glDepthMask(True)
        if self.is_empty:
            return
        GL.glDisable(GL.GL_POLYGON_OFFSET_FILL)
        # Not on the widget itself: that would leave a figure's picture without them.
        ratio = self.devicePixelRatioF()
        device = QOpenGLPaintDevice((QSizeF(self.size()) * ratio).toSize())
        device.setDevicePixelRatio(ratio)
        painter = QPainter(device)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        for place, mark in reversed(self._marks):
            self._paint_symbol(painter, place, mark)
        self._paint_arrow(painter)
        self._paint_names(painter)
        painter.end()

    def _pixels(self, places: Array) -> list[QPointF]:
        """Where `places` (m, 3) are drawn."""
        rect = QRectF(self.rect())
        to_pixels = QMatrix4x4()
        to_pixels.viewport(rect.left(), rect.bottom(), rect.width(), -rect.height())
        whole = to_pixels * self.currentProjection() * self.viewMatrix()
        return [whole.map(QVector3D(*place)).toPointF() for place in places.tolist()]

    def _paint_symbol(self, painter: QPainter, place: Array, mark: Mark) -> None:
        scale = self._theme.scale
        size = (_STAR if mark.symbol == "star" else _POINT) * scale
        at = self._pixels(place[None])[0]
        painter.setPen(QPen(QColor(self._theme.colors.plot_background), 1.5 * scale))
        painter.setBrush(QColor(mark.color))
        painter.drawPath(QTransform(size, 0.0, 0.0, size, at.x(), at.y()).map(Symbols[mark.symbol]))

    def _paint_arrow(self, painter: QPainter) -> None:
        scale = self._theme.scale
        line = self._pixels(self._arrow)
        if len(line) < 2:
            return
        way = line[-1] - line[-2]
        step = math.hypot(way.x(), way.y())
        whole = line[-1] - line[0]
        if step == 0.0 or math.hypot(whole.x(), whole.y()) < _SHORTEST * scale:
            return
        unit = way / step
        across = QPointF(-unit.y(), unit.x()) * (0.42 * _HEAD * scale)
        neck = line[-1] - unit * (_HEAD * scale)
        color = self._theme.color(Role.GRADIENT)
        for shade, extra in ((QColor(self._theme.colors.plot_background), 2.5), (color, 0.0)):
            painter.setPen(QPen(shade, (3.0 + extra) * scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([*line[:-1], neck + unit]))
            painter.setPen(QPen(shade, max(extra, 0.1) * scale))
            painter.setBrush(shade)
            painter.drawPolygon(QPolygonF([line[-1], neck + across, neck - across]))

    def _paint_names(self, painter: QPainter) -> None:
        """Each axis's name at the edge that is nearer to the eye, below the surface."""
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font(), self)
        eye = self.cameraPosition()
        side = WIDTH / 2 + _GAP
        places = np.array(
            [
                [0.0, math.copysign(side, eye.y()), 0.0],
                [math.copysign(side, eye.x()), 0.0, 0.0],
            ]
        )
        background = QColor(self._theme.colors.plot_background)
        background.setAlphaF(0.8)
        for at, name in zip(self._pixels(places), self._axes, strict=True):
            width, height = metrics.horizontalAdvance(name) + 6.0, metrics.height()
            room_x, room_y = max(self.width() - width, 0.0), max(self.height() - height, 0.0)
            # Beside the edge, not over it.
            left = at.x() - (width / 2 if abs(at.x() - self.width() / 2) < width / 2 else 0.0)
            if at.x() < self.width() / 2 - width / 2:
                left = at.x() - width
            rect = QRectF(min(max(left, 0.0), room_x), min(max(at.y(), 0.0), room_y), width, height)
            painter.fillRect(rect, background)
            painter.setPen(QColor(self._theme.colors.plot_foreground))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name)
