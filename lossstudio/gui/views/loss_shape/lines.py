"""What the loss shape draws: the curves of losses, and the points that move on them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsItem

from lossstudio.core.datasets import Dataset
from lossstudio.core.losses import LOSSES, Loss
from lossstudio.gui.colors import Mark, Role
from lossstudio.gui.i18n import core_text
from lossstudio.gui.snapshot import Scene
from lossstudio.gui.theme import Theme
from lossstudio.gui.views.loss_shape import shape as loss_shape
from lossstudio.gui.views.loss_shape.shape import Array, Branch
from lossstudio.gui.views.numbers import short
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
class Line:
    """A curve in the plot: `shape` for class `index` (None: for all samples), or its slope."""

    shape: Shape
    item: Curve
    index: int | None
    is_slope: bool


class MovingPoints(Points):
    """The drawn training samples; `sample` (m,) are their rows in the data set."""

    def __init__(self, dataset: Dataset, theme: Theme) -> None:
        self.sample = drawn_rows(dataset.n_train, MOST_POINTS)
        marked = dataset.is_outlier
        drawn = replace(
            dataset,
            x=dataset.x[self.sample],
            target=dataset.target[self.sample],
            n_train=len(self.sample),
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


def make_shapes(
    scene: Scene, names: Sequence[str], compared: str | None, theme: Theme
) -> list[Shape]:
    """The losses of a scene's runs that have a curve, each once, and the one `compared` with.

    There is none where the first run's loss has no curve.
    """
    n_classes, colors = len(scene.dataset.classes), theme.colors
    shapes: list[Shape] = []
    if not loss_shape.has_curve(scene.objectives[0].loss, n_classes):
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


def curve_data(line: Line, places: Range, slope_factor: float) -> tuple[Array, Array]:
    """The points of a curve over `places`, (m,) each; a slope has a NaN where it jumps."""
    shape = line.shape
    x = loss_shape.grid(*places, loss_shape.corners(shape.loss, shape.hyperparameters))
    branch = branch_of(shape, line.index, x)
    if not line.is_slope:
        return x, branch.loss
    kinks = shape.loss.kinks(**shape.hyperparameters)
    return x, slope_factor * loss_shape.open_at(branch.slope, x, kinks)


def full_name(loss: Loss, hyperparameters: dict[str, float]) -> str:
    """A loss's name with its hyperparameters: Huber (δ = 1)."""
    values = ", ".join(
        f"{parameter.symbol or core_text(parameter.label)} = "
        f"{short(hyperparameters[parameter.name])}"
        for parameter in loss.parameters
    )
    return f"{core_text(loss.label)} ({values})" if values else core_text(loss.label)
