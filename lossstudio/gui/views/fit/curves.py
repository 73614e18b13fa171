"""Pictures over one input: a regression's predictions, and the probabilities of classes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from lossstudio.core.text import paragraph
from lossstudio.engine.measuring.contributions import Contributions
from lossstudio.engine.measuring.picture import Canvas, PictureKind, paint
from lossstudio.gui.kit.colors import Mark, Role
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views.fit.last_seen import LastSeen, is_out_of_sight
from lossstudio.gui.views.fit.layers import (
    INVISIBLE,
    Array,
    FitLayer,
    drawable,
    far_limits,
    have_moved,
)
from lossstudio.gui.views.plot.area import Curve, PlotArea, Range
from lossstudio.gui.views.plot.legend import Entry
from lossstudio.gui.views.plot.readout import Rows
from lossstudio.gui.views.plot.samples import Points, class_name

MOST_BEYOND = 500
"""Points of a line on each side of the data: more than a picture has columns of pixels there."""


def ends_of(axis: Array, shown: Range) -> tuple[Array, Array]:
    """Inputs in sight before and after those of `axis`, as near to one another as these.

    `shown` is the range of inputs in sight; there are none where all of it lies within the axis.
    """
    step = float(axis[1] - axis[0])
    reach = float(axis[0]) - shown[0], shown[1] - float(axis[-1])
    counts = [int(np.clip(np.ceil(far / step), 0, MOST_BEYOND)) for far in reach]
    before = np.linspace(shown[0], axis[0], counts[0], endpoint=False)
    after = np.linspace(shown[1], axis[-1], counts[1], endpoint=False)[::-1]
    return before, after


class CurveLayer(FitLayer):
    """A regression over one input: the predictions as curves."""

    def __init__(self, area: PlotArea, theme: Theme, scene: Scene, names: Sequence[str]) -> None:
        super().__init__(area, theme, scene, names)
        self.axis: Array = scene.canvas.axes[0]
        self._drawn: tuple[tuple[Range, Range], list[Array]] | None = None
        self._ends = np.empty(0), np.empty(0)  # inputs in sight before and after `axis`
        self._truth: Array | None = None
        if self.dataset.truth is not None:
            self._truth = self.dataset.truth(self.axis[:, None])
            self._truth_curve = self.curve(theme.pen(Role.TRUTH, 2.5), 15, is_static=True)
            self._truth_curve.setData(self.axis, self._truth)
        self.curves = self._make_curves()
        marks = [self.run_mark(index) for index in range(len(self.names))]
        pale = [self.curve(theme.pen(mark), 19) for mark in marks]
        self._last_seen = LastSeen(area, theme, pale)
        self._last_seen.set_marks(marks)

    def _make_curves(self) -> list[Curve]:
        width = 3.0 if len(self.names) == 1 else 2.5
        return [
            self.curve(self.theme.pen(self.run_mark(index), width), 20 + index)
            for index in range(len(self.names))
        ]

    def _make_points(self) -> Points:
        return Points(self.dataset, self.dataset.x[:, 0], self.dataset.target, self.theme)

    def extent(self) -> tuple[tuple[float, float], tuple[float, float]]:
        values = [self.dataset.target]
        if self._truth is not None:
            values.append(self._truth)
        low, high = min(v.min() for v in values), max(v.max() for v in values)
        return (float(self.axis[0]), float(self.axis[-1])), (float(low), float(high))

    def axis_labels(self) -> tuple[str, str]:
        return core_text(self.dataset.input_names[0]), core_text(self.dataset.target_name)

    def legend(self) -> tuple[Entry, ...]:
        entries = list(super().legend())
        if self._truth is not None:
            mark = self.theme.colors.mark(Role.TRUTH)
            entries.append(
                Entry(
                    self._truth_label(),
                    mark.color,
                    mark.dash,
                    tooltip=translate(
                        "FitView", "What the data were made from, before the noise was added."
                    ),
                )
            )
        return (*entries, *self._model_entries())

    def _truth_label(self) -> str:
        return translate("FitView", "truth")

    def _model_entries(self) -> list[Entry]:
        tooltip = translate("FitView", "What the model predicts with its present parameters.")
        marks = [self.run_mark(index) for index in range(len(self.names))]
        return [
            Entry(self.run_label(index), mark.color, mark.dash, tooltip=tooltip)
            for index, mark in enumerate(marks)
        ]

    def update(self, snapshot: Snapshot) -> None:
        super().update(snapshot)
        ranges = self.area.shown_range()
        shown = ranges[1]
        self.emphasize(self.curves, snapshot.scene.focus)
        lines = self._lines([run.picture for run in snapshot.runs])
        if self._drawn is None or self._drawn[0] != ranges:
            self._reach(ranges)
        if self._ends[0].size or self._ends[1].size:
            before, after = (self._lines(self._pictures(snapshot, end)) for end in self._ends)
            lines = [np.concatenate(parts) for parts in zip(before, lines, after, strict=True)]
        if self._drawn is not None and self._drawn[0] == ranges:
            invisible = (shown[1] - shown[0]) * INVISIBLE
            if not have_moved(self._drawn[1], lines, invisible):
                return
        self._drawn = (ranges, lines)
        x = self._whole_axis()
        low, high = far_limits(shown, self.area.home[1])
        unseen = []
        for item, values in zip(self.curves, lines, strict=True):
            y, connect = drawable(values, low, high)
            item.setData(x, y, connect=connect)
            unseen.append(is_out_of_sight(y, shown))
        text = self._unseen_text(unseen) if any(unseen) else ""
        if len(unseen) == len(self.names) and not self.dataset.classes:
            said = self._last_seen.show(snapshot, unseen, self.axis)
            text = paragraph([text, said]) if said else text
        self.area.set_banner(text)

    @property
    def drawn(self) -> Array:
        """The first curve of the run that is looked at, as it was drawn last: values on `axis`."""
        assert self._drawn is not None, "nothing has been drawn yet"
        line = self._drawn[1][(self._focus or 0) * (len(self.curves) // len(self.names))]
        return line[self._ends[0].size :][: len(self.axis)]

    def _reach(self, ranges: tuple[Range, Range]) -> None:
        """Have lines go on as far as the picture shows, where a person has zoomed out."""
        self._ends = ends_of(self.axis, ranges[0])
        if self._truth is not None and self.dataset.truth is not None:
            x = self._whole_axis()
            with np.errstate(all="ignore"):
                values = self._truth if len(x) == len(self.axis) else self.dataset.truth(x[:, None])
            y, connect = drawable(values, *far_limits(ranges[1], self.area.home[1]))
            self._truth_curve.setData(x, y, connect=connect)

    def _whole_axis(self) -> Array:
        before, after = self._ends
        return np.concatenate([before, self.axis, after])

    def _pictures(self, snapshot: Snapshot, x: Array) -> list[Array]:
        """What the models say at inputs `x` beyond those of the canvas."""
        canvas = Canvas(PictureKind.CURVE, x[:, None], (x,))
        return [
            paint(objective, run.theta, canvas)
            for objective, run in zip(snapshot.scene.objectives, snapshot.runs, strict=True)
        ]

    def _lines(self, pictures: Sequence[Array]) -> list[Array]:
        """What each of `curves` shows of the runs' `pictures`."""
        return list(pictures)

    def _model_data(self, snapshot: Snapshot) -> dict[str, Any]:
        columns: dict[str, Any] = {"curve x": self.axis}
        if self._truth is not None:
            columns["truth"] = self._truth
        for run in snapshot.runs:
            columns |= self._run_data(run.key, run.picture)
        return columns

    def _run_data(self, name: str, picture: Array) -> dict[str, Any]:
        return {f"{name} prediction": picture}

    def _unseen_text(self, unseen: list[bool]) -> str:
        """Where a curve has gone that is not in sight; `unseen` for each of `curves`."""
        a_run = len(unseen) // len(self.names)
        runs = dict.fromkeys(index // a_run for index, gone in enumerate(unseen) if gone)
        names = [self.run_label(run) for run in runs]
        return translate("FitView", "Outside the picture: {names}.").format(names=", ".join(names))

    def _error_end(self, sample: int, found: Contributions) -> float | None:
        return float(found.prediction[0])

    def _place_lines(self, x: float, y: float) -> list[str | Rows]:
        name, target = self.axis_labels()
        lines: list[str | Rows] = [f"{name} = {four_digits(x)}, {target} = {four_digits(y)}"]
        if self._snapshot is not None and self.axis[0] <= x <= self.axis[-1]:
            values = [float(np.interp(x, self.axis, run.picture)) for run in self._snapshot.runs]
            if len(values) == 1:
                lines.append(f"{self.run_label(0)}: {four_digits(values[0])}")
            else:
                lines.append(self.value_rows(values))
            if self._truth is not None:
                value = float(np.interp(x, self.axis, self._truth))
                lines.append(f"{self._truth_label()}: {four_digits(value)}")
        return lines


class ProbabilityLayer(CurveLayer):
    """Classes over one input: P(class 1), or with several classes the probability of each.

    Points of two classes lie at P = 0 and P = 1; of several, in rows below 0.
    """

    def __init__(self, area: PlotArea, theme: Theme, scene: Scene, names: Sequence[str]) -> None:
        super().__init__(area, theme, scene, names)
        if self.has_two:
            pen = pg.mkPen(
                theme.color(Role.CURSOR), width=1.5 * theme.scale, style=Qt.PenStyle.DotLine
            )
            self._threshold = self.curve(pen, 5, is_static=True)
            self._threshold.setData(self.axis[[0, -1]], np.array([0.5, 0.5]))

    @property
    def has_two(self) -> bool:
        """There are two classes: their points lie at 0 and 1."""
        return len(self.dataset.classes) == 2

    def _make_points(self) -> Points:
        index = self.dataset.target
        return Points(
            self.dataset,
            self.dataset.x[:, 0],
            index if self.has_two else -0.07 * (index + 1.0),
            self.theme,
        )

    def _make_curves(self) -> list[Curve]:
        if self.has_two:
            return super()._make_curves()
        curves = []
        for run in range(len(self.names)):
            for index in range(len(self.dataset.classes)):
                mark = self.theme.colors.class_mark(index)
                dash = mark.dash if len(self.names) == 1 else self.run_mark(run).dash
                pen = self.theme.pen(Mark(mark.color, dash, mark.symbol), 2.5)
                curves.append(self.curve(pen, 20))
        return curves

    def extent(self) -> tuple[tuple[float, float], tuple[float, float]]:
        low = 0.0 if self.has_two else -0.07 * len(self.dataset.classes)
        return (float(self.axis[0]), float(self.axis[-1])), (low, 1.0)

    def axis_labels(self) -> tuple[str, str]:
        name = core_text(self.dataset.input_names[0])
        shown = class_name(self.dataset, 1) if self.has_two else translate("FitView", "class")
        return name, f"P({shown})"

    def _truth_label(self) -> str:
        return translate("FitView", "true probability")

    def _model_entries(self) -> list[Entry]:
        colors = self.theme.colors
        if self.has_two:
            entries = super()._model_entries()
            entries.append(
                Entry(
                    translate("FitView", "threshold ½"),
                    colors.mark(Role.CURSOR).color,
                    Qt.PenStyle.DotLine,
                    tooltip=translate(
                        "FitView", "Above it the model predicts the class whose probability this is"
                    ),
                )
            )
            return entries
        if len(self.names) == 1:
            marks = [colors.class_mark(i) for i in range(len(self.dataset.classes))]
            return [
                Entry(f"P({class_name(self.dataset, i)})", mark.color, mark.dash)
                for i, mark in enumerate(marks)
            ]
        return [
            Entry(self.run_label(run), colors.muted, self.run_mark(run).dash)
            for run in range(len(self.names))
        ]

    def _reach(self, ranges: tuple[Range, Range]) -> None:
        super()._reach(ranges)
        if self.has_two:
            self._threshold.setData(self._whole_axis()[[0, -1]], np.array([0.5, 0.5]))

    def _lines(self, pictures: Sequence[Array]) -> list[Array]:
        if self.has_two:
            return [picture[:, 1] for picture in pictures]
        return [picture[:, c] for picture in pictures for c in range(picture.shape[1])]

    def _error_end(self, sample: int, found: Contributions) -> float | None:
        if not self.has_two:
            return None  # its point lies below the curves
        own = float(found.prediction[0])
        return own if self.dataset.target[sample] == 1 else 1.0 - own

    def _run_data(self, name: str, picture: Array) -> dict[str, Any]:
        return {
            f"{name} probability of {label}": picture[:, index]
            for index, label in enumerate(self.dataset.classes)
        }

    def _place_lines(self, x: float, y: float) -> list[str | Rows]:
        name, probability = self.axis_labels()
        lines: list[str | Rows] = [f"{name} = {four_digits(x)}"]
        if self._snapshot is None or not self.axis[0] <= x <= self.axis[-1]:
            return lines
        said = [
            [float(np.interp(x, self.axis, column)) for column in run.picture.T]
            for run in self._snapshot.runs
        ]
        names = [probability]
        if self.has_two:
            said = [values[1:] for values in said]
        else:
            names = [f"P({class_name(self.dataset, c)})" for c in range(len(said[0]))]
        lines.extend(self.probability_lines(names, said, are_curves=True))
        if self._truth is not None:
            value = float(np.interp(x, self.axis, self._truth))
            lines.append(f"{self._truth_label()}: {four_digits(value)}")
        return lines
