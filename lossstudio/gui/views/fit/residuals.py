"""Residuals of a run on the training set: as lines, as squares; rings where classes are
mistaken."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsItem

from lossstudio.core.links import probabilities
from lossstudio.core.tasks import Task
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import count
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.fit.curves import CurveLayer, ProbabilityLayer
from lossstudio.gui.views.fit.layers import INVISIBLE, Array, FitLayer, far_limits, have_moved
from lossstudio.gui.views.fit.map import AgreementLayer
from lossstudio.gui.views.fit.squares import SquaresItem
from lossstudio.gui.views.plot.area import Curve, Range
from lossstudio.gui.views.plot.legend import Entry
from lossstudio.gui.views.plot.samples import drawn_rows

MOST_RESIDUALS = 400
"""More lines or squares than these only hide each other."""
RING_SIZE = 15.0
OFF, LINES, SQUARES = MODES = ("off", "lines", "squares")
"""What can be shown. Where errors are not lengths, any but `OFF` is rings."""
_COLOR = Role.GRADIENT
"""The gradient of a squared error is the residual but for a factor."""


class ResidualMarks:
    """What is drawn of the errors of the run that is looked at, until `remove`."""

    def __init__(self, layer: FitLayer) -> None:
        self.layer = layer
        self._items: list[QGraphicsItem] = []
        drawn = layer.points.rows
        is_train = drawn < layer.dataset.n_train
        self.at = np.flatnonzero(is_train)
        """Which of the drawn points are training samples that can get a mark."""
        self._features: Array | None = None
        self._own: Array = np.empty((0, 0))

    @property
    def rows(self) -> NDArray[np.intp]:
        """The samples that can get a mark."""
        return self.layer.points.rows[self.at]

    def remove(self) -> None:
        """Take everything out of the plot."""
        for item in self._items:
            self.layer.area.box.removeItem(item)
        self._items = []

    def set_visible(self, is_visible: bool) -> None:
        """Show what is drawn, or hide it for a while."""
        for item in self._items:
            item.setVisible(is_visible)

    def _add(self, item: QGraphicsItem, z: float) -> None:
        item.setZValue(z)
        self.layer.area.box.addItem(item, ignoreBounds=True)
        self._items.append(item)

    def _raw(self, objective: Objective, theta: Array) -> Array:
        """The model's raw scores of `rows`, (m, k); of a regression, in the data's units."""
        if objective.features is not self._features:
            self._features = objective.features
            self._own = objective.features[self.rows]
        with np.errstate(all="ignore"):
            return objective.target.restored(objective.model.forward(theta, self._own)[0])

    # -- for subclasses ---------------------------------------------------------------------------

    def update(self, snapshot: Snapshot) -> None:
        """Draw the errors of `snapshot`."""
        raise TypeError("marks are drawn")

    def legend(self) -> tuple[Entry, ...]:
        """What the marks mean."""
        raise TypeError("marks have a legend")

    def note(self) -> str:
        """What a person must know to read them."""
        return ""


class Residuals(ResidualMarks):
    """A vertical line from each training point to the model, or a square on that line.

    The model is its curve, P(class 1), or in a picture of agreement the diagonal.
    """

    def __init__(self, layer: FitLayer, squares: bool) -> None:
        super().__init__(layer)
        self.at = self.at[drawn_rows(len(self.at), MOST_RESIDUALS)]
        self.x = layer.points.x[self.at]
        self.lines: Curve | None = None
        self.squares: SquaresItem | None = None
        self._drawn: tuple[Range, list[Array]] | None = None
        theme = layer.theme
        if squares:
            self.squares = SquaresItem(layer.area, theme.color(_COLOR), theme.scale)
            self._add(self.squares, 4)
        else:
            # Upright lines are crisp without antialiasing, which takes most of the time.
            self.lines = Curve(layer.area.box, theme.pen(_COLOR, 1.0, dashed=False))
            self.lines.opts["antialias"] = False
            self.lines.setSegmentedLineMode("on")
            self._add(self.lines, 4)

    def update(self, snapshot: Snapshot) -> None:
        area = self.layer.area
        shown = area.shown_range()[1]
        points, model = self._ends(snapshot)
        if self._drawn is not None and self._drawn[0] == shown:
            invisible = (shown[1] - shown[0]) * INVISIBLE
            if not have_moved(self._drawn[1], [points, model], invisible):
                return
        self._drawn = (shown, [points, model])
        good = ~(np.isnan(points) | np.isnan(model))
        low, high = far_limits(shown, area.home[1])
        if self.lines is not None:  # what is upright looks the same cut off at the edge
            room = 0.1 * (shown[1] - shown[0])
            low, high = shown[0] - room, shown[1] + room
        x = self.x[good]
        start, end = np.clip(points[good], low, high), np.clip(model[good], low, high)
        if self.lines is not None:
            self.lines.setData(
                np.repeat(x, 2), np.stack([start, end], axis=1).ravel(), connect="pairs"
            )
        elif self.squares is not None:
            self.squares.set_squares(x, start, end, side_away(start - end, self._slope(x)))

    def _ends(self, snapshot: Snapshot) -> tuple[Array, Array]:
        """Where the lines begin and end: the points, and what the model says, (m,) each."""
        run, objective = snapshot.run, snapshot.scene.objective
        if isinstance(self.layer, AgreementLayer):
            return run.picture[self.rows], self.x
        raw = self._raw(objective, run.theta)
        points = self.layer.points.y[self.at]
        if objective.loss.task is Task.REGRESSION:
            return points, raw[:, 0]
        with np.errstate(all="ignore"):
            return points, probabilities(raw, objective.loss.link)[:, 1]

    def _slope(self, x: Array) -> Array:
        """The rise of the model's line at `x`, of which only the sign is right."""
        if not isinstance(self.layer, CurveLayer):
            return np.ones(len(x))
        line = self.layer.drawn
        after = np.clip(np.searchsorted(self.layer.axis, x), 1, len(line) - 1)
        with np.errstate(all="ignore"):
            return line[after] - line[after - 1]

    def legend(self) -> tuple[Entry, ...]:
        color = self.layer.theme.colors.mark(_COLOR).color
        if self.squares is None:
            tooltip = translate(
                "FitView", "How far a training sample lies from what the model says of it."
            )
            return (
                Entry(
                    translate("FitView", "residual"),
                    color,
                    Qt.PenStyle.SolidLine,
                    None,
                    False,
                    tooltip,
                ),
            )
        tooltip = translate(
            "FitView",
            "Each square is as wide as its residual is long: the sum of their areas is what the "
            "squared error adds up. A residual twice as long costs four times as much.",
        )
        return (
            Entry(
                translate("FitView", "squared residual"),
                color,
                symbol="s",
                hollow=True,
                tooltip=tooltip,
            ),
        )

    def note(self) -> str:
        all_of_them = self.layer.dataset.n_train
        if len(self.at) == all_of_them:
            return ""
        return translate("FitView", "Residuals of {drawn} of {all} training samples drawn.").format(
            drawn=count(len(self.at)), all=count(all_of_them)
        )


def side_away(residual: Array, slope: Array) -> Array:
    """On which side of its line a square is free of the model's line: 1 right, −1 left, (m,).

    Above a rising line it is the left, where the line sinks away from the square; so it is below a
    falling one. A level line runs along the square's edge on either side.
    """
    return np.where(np.sign(residual) * np.sign(slope) > 0, -1.0, 1.0)


class Rings(ResidualMarks):
    """A ring around each training point that the run takes for another class."""

    def __init__(self, layer: FitLayer) -> None:
        super().__init__(layer)
        theme = layer.theme
        pen = pg.mkPen(theme.colors.plot_foreground, width=2.0 * theme.scale)
        self.item = pg.ScatterPlotItem(
            symbol="o", size=theme.pixels(RING_SIZE), pen=pen, brush=None, antialias=True
        )
        self._drawn: NDArray[np.bool_] | None = None
        self._add(self.item, 12)

    def update(self, snapshot: Snapshot) -> None:
        objective = snapshot.scene.objective
        raw = self._raw(objective, snapshot.run.theta)
        with np.errstate(all="ignore"):
            said = probabilities(raw, objective.loss.link).argmax(axis=1)
        is_wrong = said != self.layer.dataset.target[self.rows]
        if self._drawn is not None and np.array_equal(is_wrong, self._drawn):
            return
        self._drawn = is_wrong
        at = self.at[is_wrong]
        self.item.setData(x=self.layer.points.x[at], y=self.layer.points.y[at])

    def legend(self) -> tuple[Entry, ...]:
        colors = self.layer.theme.colors
        label = translate("FitView", "ring: misclassified")
        tooltip = translate(
            "FitView", "A training sample for which another class is the most probable one."
        )
        return (Entry(label, colors.plot_foreground, symbol="o", hollow=True, tooltip=tooltip),)


def has_rings(layer: FitLayer) -> bool:
    """Errors of the picture are not lengths: its samples are classes, more than a 0 and a 1."""
    if isinstance(layer, ProbabilityLayer):
        return not layer.has_two
    return not isinstance(layer, CurveLayer | AgreementLayer)


def make_marks(layer: FitLayer, mode: str) -> ResidualMarks | None:
    """What `mode`, one of `MODES`, shows in the picture; None for nothing."""
    if mode == OFF:
        return None
    return Rings(layer) if has_rings(layer) else Residuals(layer, squares=mode == SQUARES)
