"""The landscape as a surface in space: what the map shows, to be turned.

It needs OpenGL and PyOpenGL. Both are looked for only when somebody asks for the surface, and
where one is missing a sentence says so.
"""

import math
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QOffscreenSurface, QOpenGLContext
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from lossstudio.gui.kit.colors import Mark, rgb
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.landscape.map_picture import HEIGHT, WIDTH, Picture, landscape_table
from lossstudio.gui.views.landscape.path import cut_off
from lossstudio.gui.views.landscape.work import Place

Array = NDArray[np.float64]

MOST = 201
"""The surface has at most so many points on each side."""
_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc", "linuxfb")
_EDGE = 1e-9
_FINE, _MOST_PIECES = 80, 40_000
"""A path across the whole surface has so many pieces; all of a path, about so many at most."""
_PIECES = 12
"""So many straight pieces make an arrow, which follows the surface."""
_LIFT = 0.05
"""How far above the surface lines are drawn, so that it does not hide them."""
_TURN = 5.0
"""Degrees that an arrow key turns the surface by."""


class Sheet(NamedTuple):
    """A surface in space: places `x` (m,) and `y` (k,), heights `z` (m, k) and RGBA (m, k, 4)."""

    x: Array
    y: Array
    z: Array
    colors: Array


def sheet(picture: Picture, table: NDArray[np.uint8]) -> Sheet:
    """The surface of `picture`: its height is the shade, which is the cost's logarithm on walls.

    Where the cost is not finite the surface is as high as it can be, and grey.
    """
    shades = picture.shades
    rows, columns = (_thinned(count) for count in shades.shape)
    # A NaN is neither lower nor higher than its neighbours.
    z = shades[np.ix_(rows, columns)].T
    known = np.isfinite(z)
    level = np.where(known, z, 1.0)
    colors = np.ones((*z.shape, 4))
    index = np.clip((level * (len(table) - 1)).round().astype(np.intp), 0, len(table) - 1)
    colors[..., :3] = np.where(known[..., None], table[index] / 255.0, 0.5)
    side = np.linspace(-WIDTH / 2, WIDTH / 2, shades.shape[1])
    depth = np.linspace(-WIDTH / 2, WIDTH / 2, shades.shape[0])
    return Sheet(side[columns], depth[rows], HEIGHT * level, colors)


def on_sheet(picture: Picture, points: Array, lift: float = 0.0) -> Array:
    """`points` (m, 2) of the plane as places in space, `lift` above the surface, (m, 3).

    NaN for those beside the picture, or where the cost is not finite.
    """
    a, b, shades = picture.landscape.a, picture.landscape.b, picture.shades
    with np.errstate(all="ignore"):
        column = (points[:, 0] - a[0]) / (a[-1] - a[0]) * (len(a) - 1)
        row = (points[:, 1] - b[0]) / (b[-1] - b[0]) * (len(b) - 1)
        # A little beside the edge is on it: rounding must not matter.
        inside = (np.abs(column / (len(a) - 1) - 0.5) <= 0.5 + _EDGE) & (
            np.abs(row / (len(b) - 1) - 0.5) <= 0.5 + _EDGE
        )
    column = np.clip(np.where(inside, column, 0.0), 0.0, len(a) - 1.0)
    row = np.clip(np.where(inside, row, 0.0), 0.0, len(b) - 1.0)
    j = np.minimum(column.astype(np.intp), len(a) - 2)
    i = np.minimum(row.astype(np.intp), len(b) - 2)
    u, v = column - j, row - i
    low = shades[i, j] * (1 - u) + shades[i, j + 1] * u
    high = shades[i + 1, j] * (1 - u) + shades[i + 1, j + 1] * u
    z = HEIGHT * (low * (1 - v) + high * v) + lift
    x = WIDTH * (column / (len(a) - 1) - 0.5)
    y = WIDTH * (row / (len(b) - 1) - 0.5)
    places: Array = np.stack([x, y, z], axis=1)
    places[~inside] = np.nan
    return places


def lines_on_sheet(picture: Picture, x: Array, y: Array, lift: float) -> Array:
    """Pieces of lines, whose ends (x, y) come two by two, as places in space, (2k, 3)."""
    places = on_sheet(picture, np.stack([x, y], axis=1), lift).reshape(-1, 2, 3)
    found: Array = places[np.isfinite(places).all(axis=(1, 2))].reshape(-1, 3)
    return found


def path_on_sheet(picture: Picture, path: Array, lift: float) -> Array:
    """The `path` (m, 2) of the plane as pieces in space, whose ends come two by two, (2k, 3)."""
    a, b = picture.landscape.a, picture.landscape.b
    x, y, joined = cut_off(path, (a[0], a[-1]), (b[0], b[-1]))
    begin = np.flatnonzero(joined)
    # Where pieces meet, `cut_off` joins the end of one to the begin of the next as well.
    return lines_on_sheet(picture, *_drape(picture, x, y, begin), lift)


def frame(made: Sheet) -> Array:
    """The square that a surface stands on, and its four corner posts, as pieces, (16, 3)."""
    ends = [(0, 0), (-1, 0), (-1, -1), (0, -1)]
    feet = np.array([[made.x[i], made.y[j], 0.0] for i, j in ends])
    tops = np.array([[made.x[i], made.y[j], made.z[i, j]] for i, j in ends])
    begins = np.concatenate([feet, feet])
    return np.stack([begins, np.concatenate([np.roll(feet, -1, 0), tops])], 1).reshape(-1, 3)


def _arrow_on_sheet(picture: Picture, arrow: tuple[Place, Place] | None) -> Array:
    """The `arrow` over the surface, (m, 3); nothing where it leaves the picture."""
    if arrow is None:
        return np.zeros((0, 3))
    line = on_sheet(picture, np.linspace(*arrow, _PIECES + 1), _LIFT)
    return line if np.isfinite(line).all() else np.zeros((0, 3))


def _drape(picture: Picture, x: Array, y: Array, begin: NDArray[np.intp]) -> tuple[Array, Array]:
    """The pieces of a line from `begin` on, so short that they follow the surface.

    A straight one would pass through a hill. Ends two by two.
    """
    a, b = picture.landscape.a, picture.landscape.b
    dx, dy = x[begin + 1] - x[begin], y[begin + 1] - y[begin]
    far = np.maximum(np.abs(dx) / (a[-1] - a[0]), np.abs(dy) / (b[-1] - b[0]))
    fine = min(_FINE, max(_MOST_PIECES // max(len(begin), 1), 1))
    counts = np.maximum(np.ceil(far * fine), 1).astype(np.intp)
    piece = np.repeat(np.arange(len(begin)), counts)
    number = np.arange(len(piece)) - np.repeat(np.cumsum(counts) - counts, counts)
    shares = np.stack([number, number + 1], axis=1) / counts[piece, None]
    x = x[begin][piece, None] + shares * dx[piece, None]
    y = y[begin][piece, None] + shares * dy[piece, None]
    return x.ravel(), y.ravel()


def _thinned(count: int) -> NDArray[np.intp]:
    return np.unique(np.linspace(0, count - 1, min(count, MOST)).round().astype(np.intp))


def is_available() -> bool:
    """PyOpenGL is installed, and a context of OpenGL 2.1 or newer can be made on this screen.

    Only a real screen is tried: elsewhere a driver may end the program instead of saying no.
    """
    if QGuiApplication.platformName() in _WITHOUT_SCREEN or find_spec("OpenGL") is None:
        return False
    context = QOpenGLContext()
    if not context.create():
        return False
    surface = QOffscreenSurface()
    surface.setFormat(context.format())
    surface.create()
    if not (surface.isValid() and context.makeCurrent(surface)):
        return False
    has_version = context.isOpenGLES() or context.format().version() >= (2, 1)
    context.doneCurrent()
    return bool(has_version)


class SurfacePanel(Retranslating, QWidget):
    """The surface, or the reason why there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setContentsMargins(4, 2, 4, 2)
        self._space: Any = None
        self._like: Any = None
        self._picture: Picture | None = None
        self._tried = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.message)
        self.finish_setup()

    @property
    def has_surface(self) -> bool:
        """The surface can be shown."""
        return self._space is not None

    def open(self) -> None:
        """Look for OpenGL, once, and make the space that the surface stands in."""
        if self._tried:
            return
        self._tried = True
        if is_available():
            self._make_space()
        self.retranslate()

    def _make_space(self) -> None:
        # Imported here: it takes long, and needs libraries that may be missing.
        from lossstudio.gui.views.landscape.space import Space

        self._space = Space(self._theme)
        if self._like is not None:
            self._space.look_like(self._like)
        self._layout.insertWidget(0, self._space, 1)
        self.restyle()

    def view_all(self) -> None:
        """Look at the surface as at first."""
        if self._space is not None:
            self._space.view_all()

    def look_like(self, other: "SurfacePanel") -> None:
        """Look at the surface from where `other` is looked at."""
        self._like = other._space
        if self._space is not None and self._like is not None:
            self._space.look_like(self._like)

    def name_axes(self, axes: tuple[str, str]) -> None:
        """Say what the plane's two directions are."""
        if self._space is not None:
            self._space.name_axes(axes)

    def show_scene(
        self,
        picture: Picture | None,
        paths: Sequence[tuple[Array, Mark]],
        places: Sequence[tuple[Place, Mark]],
        arrow: tuple[Place, Place] | None = None,
    ) -> None:
        """Draw `picture`, the `paths`, (m, 2) each, symbols at `places`, and an `arrow`.

        All of them are given in the plane; the first path and symbol stand over the others.
        """
        if self._space is None:
            return
        if picture is None or picture.is_curve:
            self._picture = None
            for name in ("sheet", "frame", "contours", "path"):
                self._space.set_layer(name)
            return
        if picture is not self._picture:
            self._picture = picture
            made = sheet(picture, landscape_table(self._theme.colors))
            self._space.set_layer("sheet", **made._asdict())
            line = rgb(self._theme.colors.plot_foreground) / 255.0
            self._set("frame", frame(made), (*line, 0.6))
            self._set("contours", lines_on_sheet(picture, *picture.lines, _LIFT), (*line, 0.45))
        lines, shades = [np.zeros((0, 3))], [np.zeros((0, 4))]
        for path, mark in reversed(paths):  # the first one over the others
            line = path_on_sheet(picture, path, 2 * _LIFT)
            lines.append(line)
            shades.append(np.tile([*rgb(mark.color) / 255.0, 1.0], (len(line), 1)))
        self._set("path", np.concatenate(lines), np.concatenate(shades))
        standing = on_sheet(picture, np.array([at for at, _ in places]).reshape(-1, 2), _LIFT)
        marks = [
            (place, mark)
            for place, (_, mark) in zip(standing, places, strict=True)
            if np.isfinite(place).all()
        ]
        self._space.show_marks(marks, _arrow_on_sheet(picture, arrow))

    def _set(self, name: str, places: Array, color: Any) -> None:
        self._space.set_layer(name, **({"pos": places, "color": color} if len(places) else {}))

    def turn(self, event: QKeyEvent) -> bool:
        """Turn the surface by an arrow key; False for another key."""
        turns = {
            Qt.Key.Key_Left: (-_TURN, 0.0),
            Qt.Key.Key_Right: (_TURN, 0.0),
            Qt.Key.Key_Up: (0.0, _TURN),
            Qt.Key.Key_Down: (0.0, -_TURN),
        }
        key = Qt.Key(event.key())
        if self._space is None or key not in turns:
            return False
        around, up = turns[key]
        angles = self._space.opts
        elevation = min(max(angles["elevation"] + up, 0.0), 90.0)
        azimuth = math.remainder(angles["azimuth"] + around, 360.0)
        self._space.setCameraPosition(elevation=elevation, azimuth=azimuth)
        return True

    def retranslate(self) -> None:
        if self._space is None:
            self.message.setText(
                translate(
                    "LandscapeView",
                    "3-D needs OpenGL, which is not available here; the map shows the same.",
                )
            )
        else:
            self.message.setText(
                translate(
                    "LandscapeView",
                    "Height: the cost above the lowest in sight, logarithmic on the walls. Turn it "
                    "with the mouse or the arrow keys.",
                )
            )

    def restyle(self) -> None:
        if self._space is not None:
            self._space.setBackgroundColor(self._theme.colors.plot_background)
            self._picture = None
