"""What the loss shape draws: the curves of losses, and the points that move on them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsItem

from lossstudio.core.datasets import Dataset
from lossstudio.core.losses import LOSSES, Loss
from lossstudio.core.tasks import Task
from lossstudio.engine.measuring.contributions import Placed
from lossstudio.engine.scenarios.scenario import shortened
from lossstudio.gui.kit.colors import Mark, Role
from lossstudio.gui.kit.i18n import core_text
from lossstudio.gui.kit.numbers import short
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views.contributing import prediction_of
from lossstudio.gui.views.loss_shape import shape as loss_shape
from lossstudio.gui.views.loss_shape.shape import Array, Branch
from lossstudio.gui.views.plot.area import Curve, Range
from lossstudio.gui.views.plot.samples import Points, drawn_rows

MOST_POINTS = 1000
"""So many samples are computed and moved in a frame."""


@dataclass(frozen=True)
class Shape:
    """A loss that is drawn, with a curve for each of `indices`, see `loss_shape.class_branches`."""

    loss: Loss
    hyperparameters: dict[str, float]
    indices: tuple[int | None, ...]
    label: str
    mark: Mark
    is_compared: bool = False


@dataclass(frozen=True, eq=False)
class ShapeCurve:
    """A curve in the plot: `shape` for class `index` (None: for all samples), or its slope."""

    shape: Shape
    item: Curve
    index: int | None
    is_slope: bool


class MovingPoints(Points):
    """The drawn training samples; `sample` (m,) are their rows in the data set."""

    def __init__(self, dataset: Dataset, theme: Theme) -> None:
        # Those that other views show too, so that a sample can light up in all of them.
        usual = drawn_rows(len(dataset.x))
        usual = usual[usual < dataset.n_train]
        self.sample = usual[drawn_rows(len(usual), MOST_POINTS)]
        marked = dataset.is_outlier
        drawn = replace(
            dataset,
            x=dataset.x[self.sample],
            target=dataset.target[self.sample],
            n_train=len(self.sample),
            n_validation=0,
            is_outlier=marked[self.sample] if len(marked) else marked,
        )
        start = np.zeros(len(self.sample))
        super().__init__(drawn, start, start, theme, most=MOST_POINTS)
        # A cached picture of points that move with every step would be made anew each time.
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)

    def move(self, x: Array, y: Array) -> None:
        """Move the points to `x`, `y`, (m,) each."""
        self.x = x
        self.data["x"] = x[self._spots]
        self.move_y(y)


def kind_of(scene: Scene) -> tuple[object, ...]:
    """What the axes' numbers mean: places by the first two, losses by all."""
    loss = scene.objective.loss
    is_regression = loss.task is Task.REGRESSION
    # Where the target is standardised, residuals and losses have another unit.
    formula = loss.formula, scene.objective.target.is_plain
    return scene.dataset.name, (is_regression, scene.objective.target.is_plain), formula


def ring_place(points: MovingPoints, snapshot: Snapshot, row: int | None) -> tuple[Array, Array]:
    """Where the sample `row` is highlighted: (1,) each, or (0,) where it is not to be seen.

    A sample without a point, such as a test sample, has its place on the loss all the same.
    """
    at = np.flatnonzero(points.sample == (-1 if row is None else row))
    if len(at) or row is None or row >= len(snapshot.scene.dataset.x):
        return points.x[at], points.y[at]
    found = prediction_of(snapshot, row)
    x = found.margin if snapshot.scene.dataset.classes else found.residual
    is_known = (found.loss < loss_shape.CAP) & (np.abs(x) < loss_shape.CAP)
    return x[is_known], found.loss[is_known]


def make_shapes(
    scene: Scene, names: Sequence[str], compared: str | None, theme: Theme
) -> list[Shape]:
    """The losses of a scene's runs that have a curve, each once, and the one `compared` with.

    There is none where the loss of the run that is looked at has no curve.
    """
    n_classes, colors = len(scene.dataset.classes), theme.colors
    shapes: list[Shape] = []
    if not loss_shape.has_curve(scene.objective.loss, n_classes):
        return shapes
    for number, (objective, name) in enumerate(zip(scene.objectives, names, strict=True)):
        loss, hyper = objective.loss, objective.hyperparameters
        mark = Mark(colors.plot_foreground, Qt.PenStyle.SolidLine, "o")
        label = full_name(loss, hyper)
        if len(names) > 1:
            mark, label = colors.run_mark(number), name
        indices = loss_shape.class_branches(loss, hyper, n_classes)
        for i, shape in enumerate(shapes):
            if shape.loss is loss and shape.hyperparameters == hyper:
                shapes[i] = replace(shape, label=f"{shape.label}, {name}")
                break
        else:
            shapes.append(Shape(loss, hyper, indices, label, mark))
    if compared is not None:
        loss = LOSSES[compared]
        hyper = loss.hyperparameters({})
        indices = loss_shape.class_branches(loss, hyper, n_classes)
        mark = Mark(colors.muted, Qt.PenStyle.DashLine, "o")
        shapes.append(Shape(loss, hyper, indices, full_name(loss, hyper), mark, True))
    return shapes


def mark_of(shape: Shape, index: int | None, is_slope: bool, n_runs: int, theme: Theme) -> Mark:
    """How a curve looks: a class's in its colour, a slope with its role's dash."""
    mark = shape.mark
    if index is not None and (n_runs == 1 or shape.is_compared):
        own = theme.colors.class_mark(index)
        mark = Mark(own.color, mark.dash if shape.is_compared else own.dash, own.symbol)
    if is_slope:
        role = theme.colors.mark(Role.GRADIENT)
        if index is None and n_runs == 1:
            return role
        return Mark(mark.color, role.dash, mark.symbol)
    return mark


def pen_of(shape: Shape, index: int | None, is_slope: bool, n_runs: int, theme: Theme) -> QPen:
    """The pen of a curve: the slope and a compared loss are thinner."""
    width = 1.5 if shape.is_compared else 2.0 if is_slope else 3.0
    return theme.pen(mark_of(shape, index, is_slope, n_runs, theme), width)


def branch_of(shape: Shape, index: int | None, places: Array) -> Branch:
    """The loss and its slope at `places` (m,)."""
    return loss_shape.branch(shape.loss, shape.hyperparameters, places, index)


def curve_data(line: ShapeCurve, places: Range, slope_factor: float) -> tuple[Array, Array]:
    """The points of a curve over `places`, (m,) each; a slope has a NaN where it jumps."""
    shape = line.shape
    x = loss_shape.grid(*places, loss_shape.corners(shape.loss, shape.hyperparameters))
    branch = branch_of(shape, line.index, x)
    if not line.is_slope:
        return x, branch.loss
    kinks = shape.loss.kinks(**shape.hyperparameters)
    return x, slope_factor * loss_shape.open_at(branch.slope, x, kinks)


def shape_columns(
    scene: Scene,
    sample: NDArray[np.intp],
    placed: Placed,
    lines: Sequence[ShapeCurve],
    places: Range,
) -> dict[str, Any]:
    """The picture as columns: the samples on the loss, and the curves over `places`."""
    place = "residual" if scene.objective.loss.task is Task.REGRESSION else "margin"
    columns: dict[str, Any] = {
        "sample": scene.dataset.numbers(sample),
        place: placed.place,
        "loss": placed.loss,
        "slope": placed.slope,
    }
    for line in lines:
        what = "slope" if line.is_slope else "loss"
        name = base = line.shape.loss.name
        if line.index is not None:
            name = base = f"{base} of class {line.index}"
        number = 2
        while f"{name} {what}" in columns:  # one loss with several hyperparameters
            name, number = f"{base} ({number})", number + 1
        columns[f"{name} {place}"], columns[f"{name} {what}"] = curve_data(line, places, 1.0)
    return columns


def full_name(loss: Loss, hyperparameters: dict[str, float]) -> str:
    """A loss's name with its hyperparameters: Huber (δ = 1); a person's own is its formula."""
    values = ", ".join(
        f"{parameter.symbol or core_text(parameter.label)} = "
        f"{short(hyperparameters[parameter.name])}"
        for parameter in loss.parameters
    )
    name = core_text(loss.label)
    if loss.is_own:
        name = f"ℓ = {shortened(loss.expression)}"
    return f"{name} ({values})" if values else name
