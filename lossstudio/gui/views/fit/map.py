"""Pictures where one axis is not enough: the map of classes, and prediction against truth."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from lossstudio.engine.measuring.contributions import Contributions
from lossstudio.gui.kit.colors import Colors, Role, class_picture
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views.fit.layers import (
    INVISIBLE,
    Array,
    FitLayer,
    drawable,
    far_limits,
    have_moved,
)
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.contour import chained, class_boundaries, likeliest
from lossstudio.gui.views.plot.legend import Entry
from lossstudio.gui.views.plot.readout import Rows
from lossstudio.gui.views.plot.samples import Points, Style, class_name, hollow_entry, set_styles

MOST_MOVING = 1000
"""Points that move with every step, of all runs together."""

_LEVELS = 256
"""Shades from an even chance to certainty."""


def class_table(colors: Colors, n_classes: int) -> NDArray[np.uint32]:
    """The colours of `class_picture`, 0xffRRGGBB, at class · 256 + certainty: (C · 256,)."""
    certainty = np.linspace(0.0, 1.0, _LEVELS)
    own = 1.0 / n_classes + certainty * (1.0 - 1.0 / n_classes)
    p = np.repeat(((1.0 - own) / (n_classes - 1))[None, :, None], n_classes, axis=0)
    p = np.repeat(p, n_classes, axis=2)
    for index in range(n_classes):
        p[index, :, index] = own
    rgb = class_picture(colors, p).astype(np.uint32)
    packed = (0xFF << 24) | (rgb[..., 0] << 16) | (rgb[..., 1] << 8) | rgb[..., 2]
    return np.ascontiguousarray(packed.reshape(-1), dtype=np.uint32)


def shaded(
    winner: NDArray[np.intp], probability: Array, table: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """The map in the colours of `table`, of the likeliest class and its probability, all one shape.

    A NaN has the colour of an even chance.
    """
    n_classes = len(table) // _LEVELS
    scale = (_LEVELS - 1) * n_classes / (n_classes - 1)
    # fmax and fmin, unlike clip, take the number where the other is NaN.
    level = np.fmin(np.fmax((probability - 1.0 / n_classes) * scale + 0.5, 0.0), _LEVELS - 1.0)
    picture: NDArray[np.uint32] = table[winner * _LEVELS + level.astype(np.intp)]
    return picture


class MapItem(pg.GraphicsObject):  # type: ignore[misc]
    """A picture stretched over a rectangle, its pixels' middles at the ends of the axes."""

    def __init__(self, xs: Array, ys: Array) -> None:
        super().__init__()
        # The outermost pixels reach half a pixel beyond the axes.
        half_x, half_y = (xs[1] - xs[0]) / 2, (ys[1] - ys[0]) / 2
        self._rect = QRectF(
            xs[0] - half_x, ys[0] - half_y, xs[-1] - xs[0] + 2 * half_x, ys[-1] - ys[0] + 2 * half_y
        )
        self._pixels: NDArray[np.uint32] | None = None
        self.image: QImage | None = None

    def set_pixels(self, pixels: NDArray[np.uint32]) -> None:
        """Show `pixels` (rows, columns), the first row at the first y."""
        rows, columns = pixels.shape
        self._pixels = pixels  # QImage does not copy them
        self.image = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
        self.update()

    @survivable
    def boundingRect(self) -> QRectF:
        return self._rect

    @survivable
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self.image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._rect, self.image)


class MapLayer(FitLayer):
    """Classes over two inputs: a map of one run's probabilities, the boundaries of every run."""

    least_fill = 0.85  # a map has an edge, and beyond it there is nothing

    def __init__(self, area: PlotArea, theme: Theme, scene: Scene, names: Sequence[str]) -> None:
        super().__init__(area, theme, scene, names)
        self.xs, self.ys = scene.canvas.axes
        self._drawn = [np.empty(0)] * len(names)
        self._mapped = -1  # the run whose map is drawn
        self._is_fine = True  # boundaries are antialiased
        self._table = class_table(theme.colors, len(self.dataset.classes))
        self.map = MapItem(self.xs, self.ys)
        self.add(self.map, -10)
        self.boundaries = [
            self.curve(self._boundary_pen(index), 20 + index) for index in range(len(self.names))
        ]

    def _boundary_pen(self, index: int) -> QPen:
        if len(self.names) > 1:
            return self.theme.pen(self.run_mark(index), 2.5)
        # The model's own colour is too close to that of a class.
        pen: QPen = pg.mkPen(self.theme.colors.plot_foreground, width=2.5 * self.theme.scale)
        return pen

    def _make_points(self) -> Points:
        return Points(self.dataset, self.dataset.x[:, 0], self.dataset.x[:, 1], self.theme)

    def extent(self) -> tuple[tuple[float, float], tuple[float, float]]:
        xs, ys = self.scene.canvas.axes
        return (float(xs[0]), float(xs[-1])), (float(ys[0]), float(ys[-1]))

    def margins(self) -> tuple[float, float]:
        return 0.0, 0.0

    def axis_labels(self) -> tuple[str, str]:
        return core_text(self.dataset.input_names[0]), core_text(self.dataset.input_names[1])

    def legend(self) -> tuple[Entry, ...]:
        tooltip = translate(
            "FitView",
            "Where the most probable class changes. The map's colour fades where the model is "
            "unsure.",
        )
        entries = []
        for index in range(len(self.names)):
            pen = self._boundary_pen(index)
            label = translate("FitView", "decision boundary")
            if len(self.names) > 1:
                label = self.names[index]
            entries.append(Entry(label, pen.color().name(), pen.style(), tooltip=tooltip))
        return (*super().legend(), *entries)

    def update(self, snapshot: Snapshot) -> None:
        super().update(snapshot)
        focus = snapshot.scene.focus
        self.emphasize(self.boundaries, focus)
        # Antialiasing doubles what many lines cost: it waits until training pauses.
        is_fine = len(self.names) == 1 or not snapshot.is_running
        is_finer, self._is_fine = is_fine and not self._is_fine, is_fine
        for number, (item, run) in enumerate(zip(self.boundaries, snapshot.runs, strict=True)):
            drawn, is_mapped = self._drawn[number], number != focus or focus == self._mapped
            is_same = drawn is run.picture or not have_moved([drawn], [run.picture], INVISIBLE)
            if is_same and is_mapped and not is_finer:
                continue
            self._drawn[number] = run.picture
            winner, probability = likeliest(run.picture)
            if number == focus:
                self.map.set_pixels(shaded(winner, probability, self._table))
            segments = class_boundaries(run.picture, winner, self.xs, self.ys)
            if item.opts["pen"].style() == Qt.PenStyle.SolidLine:
                item.setData(segments.x, segments.y, connect="pairs", antialias=is_fine)
            else:
                x, y, connect = chained(segments)
                item.setData(x, y, connect=connect, antialias=is_fine)
        self._mapped = focus

    def _model_data(self, snapshot: Snapshot) -> dict[str, Any]:
        columns: dict[str, Any] = {
            "map x1": np.tile(self.xs, len(self.ys)),
            "map x2": np.repeat(self.ys, len(self.xs)),
        }
        for run in snapshot.runs:
            for index, label in enumerate(self.dataset.classes):
                columns[f"{run.key} probability of {label}"] = run.picture[:, :, index].ravel()
        return columns

    def _place_lines(self, x: float, y: float) -> list[str | Rows]:
        across, up = self.axis_labels()
        lines: list[str | Rows] = [f"{across} = {four_digits(x)}, {up} = {four_digits(y)}"]
        if self._snapshot is None or not (
            self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]
        ):
            return lines
        said = [interpolated(run.picture, self.xs, self.ys, x, y) for run in self._snapshot.runs]
        shown = range(len(said[0])) if len(said[0]) > 2 else (1,)
        names = [f"P({class_name(self.dataset, c)})" for c in shown]
        values = [[float(probabilities[c]) for c in shown] for probabilities in said]
        return lines + self.probability_lines(names, values, are_curves=False)


def interpolated(values: Array, xs: Array, ys: Array, x: float, y: float) -> Array:
    """`values` (rows, columns, C) on an even grid, bilinearly at (x, y) within it: (C,)."""
    column = (x - xs[0]) / (xs[-1] - xs[0]) * (len(xs) - 1)
    row = (y - ys[0]) / (ys[-1] - ys[0]) * (len(ys) - 1)
    j, i = min(int(column), len(xs) - 2), min(int(row), len(ys) - 2)
    u, v = column - j, row - i
    low = values[i, j] * (1 - u) + values[i, j + 1] * u
    high = values[i + 1, j] * (1 - u) + values[i + 1, j + 1] * u
    result: Array = low * (1 - v) + high * v
    return result


class AgreementLayer(FitLayer):
    """A regression over several inputs: the prediction of each sample against its true value."""

    def __init__(self, area: PlotArea, theme: Theme, scene: Scene, names: Sequence[str]) -> None:
        super().__init__(area, theme, scene, names)
        (low, high), _ = self.extent()
        room = 10 * (high - low) + 1.0
        ends = np.array([low - room, high + room])
        self.curve(theme.pen(Role.TRUTH, 2.0), 5, is_static=True).setData(ends, ends)
        self._clouds = [self.points]
        for index in range(1, len(self.names)):
            self._clouds.append(self._cloud(index))
            self.add(self._clouds[-1], 10)
        # The points move with every step: a cached picture of them would be made anew each time.
        for cloud in self._clouds:
            cloud.setCacheMode(QGraphicsItem.CacheMode.NoCache)

    def _make_points(self) -> Points:
        return self._cloud(0)

    def _cloud(self, index: int) -> Points:
        target = self.dataset.target
        most = MOST_MOVING // len(self.names)
        return Points(self.dataset, target, target, self.theme, self._styles(index), most)

    def _styles(self, index: int) -> list[Style] | None:
        """Of several runs each has its own colour and symbol, hollow for test, pale for
        validation."""
        if len(self.names) == 1:
            return None
        mark = self.theme.colors.run_mark(index), self.names[index]
        return [style for part in range(3) for style in set_styles(part, [mark])]

    def extent(self) -> tuple[tuple[float, float], tuple[float, float]]:
        bounds = float(self.dataset.target.min()), float(self.dataset.target.max())
        return bounds, bounds

    def margins(self) -> tuple[float, float]:
        return 0.06, 0.06

    def axis_labels(self) -> tuple[str, str]:
        name = core_text(self.dataset.target_name)
        return (
            translate("FitView", "{name}, true").format(name=name),
            translate("FitView", "{name}, predicted").format(name=name),
        )

    def legend(self) -> tuple[Entry, ...]:
        mark = self.theme.colors.mark(Role.TRUTH)
        line = Entry(
            translate("FitView", "prediction = truth"),
            mark.color,
            mark.dash,
            tooltip=translate(
                "FitView",
                "On this line a prediction is exact; the vertical distance from it is the error.",
            ),
        )
        if len(self.names) == 1:
            return (*super().legend(), line)
        marks = [self.theme.colors.run_mark(index) for index in range(len(self.names))]
        runs = [
            Entry(name, mark.color, symbol=mark.symbol)
            for name, mark in zip(self.names, marks, strict=True)
        ]
        return (*runs, *hollow_entry(self.dataset, self.theme), line)

    def update(self, snapshot: Snapshot) -> None:
        super().update(snapshot)
        low, high = far_limits(self.area.shown_range()[1], self.area.home[1])
        for cloud, run in zip(self._clouds, snapshot.runs, strict=True):
            cloud.move_y(drawable(run.picture, low, high)[0])

    def _model_data(self, snapshot: Snapshot) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for cloud, run in zip(self._clouds, snapshot.runs, strict=True):
            columns[f"{run.key} prediction"] = run.picture[cloud.rows]
        return columns

    def _place_lines(self, x: float, y: float) -> list[str | Rows]:
        across, up = self.axis_labels()
        return [f"{across}: {four_digits(x)}", f"{up}: {four_digits(y)}"]

    def _error_end(self, sample: int, found: Contributions) -> float | None:
        return float(self.dataset.target[sample])

    def _sample_lines(self, sample: int) -> list[str | Rows]:
        lines = super()._sample_lines(sample)
        if self._snapshot is not None and len(self.names) > 1:
            values = [float(run.picture[sample]) for run in self._snapshot.runs]
            lines.append(self.value_rows(values))
        return lines
