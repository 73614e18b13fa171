"""What all pictures of a fit have in common: the samples, the readout, lines that stay finite."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsItem

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.base import PARTS
from lossstudio.engine.measuring.contributions import Contributions
from lossstudio.gui.kit.colors import Mark, Role
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views.plot.area import LEAST_FILL, Curve, PlotArea, Range, cache
from lossstudio.gui.views.plot.legend import Entry
from lossstudio.gui.views.plot.readout import Row, Rows
from lossstudio.gui.views.plot.samples import Points, class_name, legend_entries
from lossstudio.gui.views.sample_words import part_name, sample_name

Array = NDArray[np.float64]

INVISIBLE = 1 / 2500
"""What moves by less than this share of the picture's height, or of the range of a colour, looks
the same."""
AWAY = 4.0
"""What leaves the view is drawn up to so many view heights away, so that a line keeps its slope
where it leaves and no number is too large for the screen."""
WIDE, NARROW = 3.5, 2.0
"""Widths of the lines of several runs: of the one that is looked at, and of the others."""
NEAR = 12.0
"""A sample is meant when the pointer is within so many pixels of it."""


class FitLayer:
    """A picture of a scene. Made, it has drawn what stays; `update` draws a snapshot's models."""

    least_fill = LEAST_FILL
    """The share of its range that the extent takes at least: less, and the range is another."""

    def __init__(self, area: PlotArea, theme: Theme, scene: Scene, names: Sequence[str]) -> None:
        self.area = area
        self.theme = theme
        self.scene = scene
        self.dataset: Dataset = scene.dataset
        self.names = tuple(names)
        self._items: list[QGraphicsItem] = []
        self._focus: int | None = None  # the run that is emphasised
        self._snapshot: Snapshot | None = None
        self.points = self._make_points()
        self.add(self.points, 10)
        self._ring = pg.ScatterPlotItem(
            symbol="o",
            size=theme.pixels(18),
            pen=pg.mkPen(theme.color(Role.CURSOR), width=2 * theme.scale),
            brush=None,
        )
        self._ring.hide()
        self.add(self._ring, 30)
        self._error = Curve(area.box, pg.mkPen(theme.colors.plot_foreground, width=2 * theme.scale))
        self._error.hide()
        self.add(self._error, 13)

    def add(self, item: QGraphicsItem, z: float) -> None:
        """Put an item into the plot until `remove`."""
        item.setZValue(z)
        self.area.box.addItem(item, ignoreBounds=True)
        self._items.append(item)

    def remove(self) -> None:
        """Take everything out of the plot."""
        for item in self._items:
            self.area.box.removeItem(item)
        self.area.set_banner("")
        self._items = []

    def curve(self, pen: QPen, z: float = 20, is_static: bool = False) -> Curve:
        """A line without data yet."""
        item = Curve(self.area.box, pen)
        self.add(item, z)
        if is_static:
            cache(item)
        return item

    def run_mark(self, index: int) -> Mark:
        """How a run's model is drawn: as the model where there is one run, else as that run."""
        colors = self.theme.colors
        return colors.mark(Role.MODEL) if len(self.names) == 1 else colors.run_mark(index)

    def emphasize(self, curves: Sequence[Curve], focus: int) -> None:
        """Draw the run that is looked at in wider lines, over those of the others.

        Of `curves` as many belong to each run, those of the first one first.
        """
        if len(self.names) == 1 or focus == self._focus:
            return
        self._focus = focus
        a_run = len(curves) // len(self.names)
        for number, item in enumerate(curves):
            is_focused = number // a_run == focus
            pen = QPen(item.opts["pen"])
            pen.setWidthF((WIDE if is_focused else NARROW) * self.theme.scale)
            item.setPen(pen)
            item.setZValue(20 + (len(curves) if is_focused else 0) + number)

    def run_label(self, index: int) -> str:
        """What the legend and the readout call a run."""
        return translate("FitView", "model") if len(self.names) == 1 else self.names[index]

    def update(self, snapshot: Snapshot) -> None:
        """Draw the models of `snapshot`."""
        self._snapshot = snapshot

    def highlight(self, sample: int | None, found: Contributions | None = None) -> None:
        """Draw a ring around a sample, and from it a line to what `found` says of it, its error.

        There is nothing around a sample that is not among those that are drawn.
        """
        at = np.flatnonzero(self.points.rows == (-1 if sample is None else sample))
        x, y = self.points.x[at], self.points.y[at]
        self._ring.setData(x=x, y=y)
        self._ring.setVisible(len(at) > 0)
        end = None
        if found is not None and len(at):
            end = self._error_end(int(self.points.rows[at[0]]), found)
        self._error.setVisible(end is not None and not np.isnan(end))
        if end is not None and not np.isnan(end):
            low, high = far_limits(self.area.shown_range()[1], self.area.home[1])
            ends = np.clip(np.array([float(y[0]), end]), low, high)
            self._error.setData(np.repeat(x, 2), ends)

    def sample_at(self, x: float, y: float) -> int | None:
        """The drawn sample under the pointer."""
        return self.points.nearest(x, y, self.area.pixel_size(), self.theme.pixels(NEAR))

    def readout(self, x: float, y: float, is_brief: bool = False) -> list[str | Rows]:
        """What there is to say about the place (x, y), a line each.

        `is_brief`: of a sample no more than where it is, so that what is edited is not covered.
        """
        sample = self.sample_at(x, y)
        if is_brief and sample is not None:
            return self._sample_lines(sample)
        lines = self._place_lines(x, y)
        return lines if sample is None else [*lines, *self._sample_lines(sample)]

    def value_rows(self, values: Sequence[float]) -> Rows:
        """The heights at the pointer of several runs, in a readout."""
        said = [(four_digits(value),) for value in values]
        return self.run_rows(said, [self.area.distance(value) for value in values])

    def run_rows(
        self,
        values: Sequence[tuple[str, ...]],
        distances: Sequence[float],
        head: tuple[str, ...] = (),
    ) -> Rows:
        """What each of several runs says, in a readout."""
        return Rows(
            tuple(
                Row(self.run_label(i), self.run_mark(i).color, said, distance)
                for i, (said, distance) in enumerate(zip(values, distances, strict=True))
            ),
            head,
        )

    def probability_lines(
        self, names: Sequence[str], said: Sequence[Sequence[float]], are_curves: bool
    ) -> list[str | Rows]:
        """The probabilities called `names` that each run says; one run's are a line each.

        `are_curves`: they are drawn upwards, so that one run's can be the nearest to the pointer.
        """
        if len(said) == 1:
            return [f"{n} = {four_digits(p)}" for n, p in zip(names, said[0], strict=True)]
        far = [min(map(self.area.distance, p)) if are_curves else math.inf for p in said]
        return [self.run_rows([tuple(map(four_digits, p)) for p in said], far, tuple(names))]

    def figure_data(self) -> dict[str, Any]:
        """The numbers of the picture: the drawn samples, and what the models say."""
        rows, dataset = self.points.rows, self.dataset
        names = ("x",) if dataset.x.shape[1] == 1 else ("x1", "x2")
        columns: dict[str, Any] = {"sample": dataset.numbers(rows)}
        if dataset.lines is not None:
            columns["line"] = dataset.lines[rows]
        columns |= {name: dataset.x[rows, index] for index, name in enumerate(names)}
        target = dataset.target[rows]
        if dataset.classes:
            columns["class"] = [dataset.classes[int(index)] for index in target]
        else:
            columns["y"] = target
        columns["part"] = np.array(PARTS)[dataset.part_of(rows)]
        if dataset.is_outlier.any():
            columns["outlier"] = dataset.is_outlier[rows].astype(np.intp)
        return columns if self._snapshot is None else columns | self._model_data(self._snapshot)

    # -- for subclasses ---------------------------------------------------------------------------

    def _model_data(self, snapshot: Snapshot) -> dict[str, Any]:
        """The columns of the models' part of the picture."""
        raise TypeError("a layer has models")

    def _make_points(self) -> Points:
        raise TypeError("a layer has points")

    def extent(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Least and largest x and y of what stays."""
        raise TypeError("a layer has an extent")

    def margins(self) -> tuple[float, float]:
        """The room left around the extent in x and y, relative to it."""
        return 0.0, 0.06

    def axis_labels(self) -> tuple[str, str]:
        """Of x and y, translated."""
        raise TypeError("a layer has axes")

    def legend(self) -> tuple[Entry, ...]:
        """What colours, dashes and symbols mean."""
        return tuple(legend_entries(self.dataset, self.theme, self.points.seen(self.area)))

    def given_names(self) -> list[str]:
        """What a person has named: the runs, and the classes of a table."""
        classes = range(len(self.dataset.classes))
        return [*self.names, *(class_name(self.dataset, index) for index in classes)]

    def _place_lines(self, x: float, y: float) -> list[str | Rows]:
        return []

    def _error_end(self, sample: int, found: Contributions) -> float | None:
        """Where, above or below the sample's point, the line that shows its error ends."""
        return None

    def _sample_lines(self, sample: int) -> list[str | Rows]:
        values = [
            f"{core_text(name)} = {four_digits(float(value))}"
            for name, value in zip(
                self.dataset.input_names[:4], self.dataset.x[sample, :4], strict=True
            )
        ]
        target = self.dataset.target[sample]
        value = (
            class_name(self.dataset, int(target))
            if self.dataset.classes
            else four_digits(float(target))
        )
        values.append(f"{core_text(self.dataset.target_name)} = {value}")
        title = translate("FitView", "{sample} ({part})").format(
            sample=sample_name(self.dataset, sample), part=part_name(self.dataset, sample)
        )
        if len(self.dataset.is_outlier) and self.dataset.is_outlier[sample]:
            title += ", " + translate("FitView", "outlier")
        return [title + ":", "  " + ", ".join(values)]


def have_moved(drawn: Sequence[Array], values: Sequence[Array], by: float) -> bool:
    """Something in `values` differs by more than `by` from what was `drawn`; NaN counts as moved.

    A picture that would look the same is not painted again: a model that has converged costs the
    training thread nothing.
    """
    return any(
        old.shape != new.shape or not float(np.abs(new - old).max(initial=0.0)) <= by
        for old, new in zip(drawn, values, strict=True)
    )


def drawable(values: Array, low: float, high: float) -> tuple[Array, str | NDArray[np.bool_]]:
    """`values` within [low, high], and how pyqtgraph is to connect them: no NaN, nothing infinite.

    Where a value is NaN the line has a gap.
    """
    bad = np.isnan(values)
    if not bad.any():
        return np.clip(values, low, high), "all"
    good = ~bad
    connect = np.zeros(len(values), dtype=bool)
    connect[:-1] = good[:-1] & good[1:]
    return np.where(good, np.clip(values, low, high), low), connect


def far_limits(shown: Range, home: Range) -> Range:
    """How far away from the view, or from all data, lines are still drawn."""
    low, high = min(shown[0], home[0]), max(shown[1], home[1])
    room = AWAY * (high - low)
    return low - room, high + room
