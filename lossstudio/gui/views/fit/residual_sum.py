"""What the errors of a fit add up to, in a line below it."""

import math
import sys

import numpy as np
from PySide6.QtWidgets import QLabel

from lossstudio.core.metrics import ClassificationMetrics, RegressionMetrics
from lossstudio.core.tasks import Task
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import count, four_digits
from lossstudio.gui.training.snapshot import Snapshot

MOST_ENTRIES = 300_000
"""Entries of the features of a least-squares problem that is solved between two frames."""


class ResidualSum(QLabel):
    """Σ r² of a run beside the least that its model can reach, or its mistakes counted.

    Both are of the whole training set, however many of its samples are drawn.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.hide()
        self._solved: Objective | None = None
        self._least: float | None = None

    def show_sum(self, snapshot: Snapshot | None) -> None:
        """Write the sum of `snapshot`; nothing for None."""
        text, tip = ("", "") if snapshot is None else self._texts(snapshot)
        if text != self.text():
            self.setText(text)
        if tip != self.toolTip():
            self.setToolTip(tip)
        if self.isHidden() == bool(text):
            self.setVisible(bool(text))

    def _texts(self, snapshot: Snapshot) -> tuple[str, str]:
        run, objective = snapshot.run, snapshot.scene.objective
        part = translate("FitView", "Training set")
        if len(snapshot.runs) > 1:
            part = translate("FitView", "{part}, {run}").format(part=part, run=run.name)
        metrics = run.train
        if isinstance(metrics, ClassificationMetrics):
            matrix = np.array(metrics.confusion_matrix)
            text = translate("FitView", "{part}: {wrong} of {all} samples misclassified.").format(
                part=part, wrong=count(int(matrix.sum() - matrix.trace())), all=count(matrix.sum())
            )
            return text, ""
        text = translate("FitView", "{part}: Σ r² = {sum}").format(
            part=part, sum=_number(squares_sum(metrics, objective.n_train))
        )
        least = self._least_sum(objective)
        if least is not None:
            text = translate("FitView", "{sum}; the least this model can reach is {least}").format(
                sum=text, least=four_digits(least)
            )
        if objective.loss.is_square:
            return text, ""
        tip = translate(
            "FitView",
            "The run minimises another loss: {loss}. It need not end at the least Σ r²; the "
            "squares show what the squared error would make of each residual.",
        ).format(loss=core_text(objective.loss.label))
        return text, tip

    def _least_sum(self, objective: Objective) -> float | None:
        """`least_squares_sum`, computed again only for other data, models or penalties."""
        old = self._solved
        if (
            old is None
            or old.features is not objective.features
            or old.y is not objective.y
            or (old.run.l1, old.run.l2) != (objective.run.l1, objective.run.l2)
        ):
            self._solved, self._least = objective, least_squares_sum(objective)
        return self._least


def squares_sum(metrics: RegressionMetrics, n: int) -> float:
    """Σ r² of `n` residuals; infinite where it is larger than any number."""
    rmse = float(metrics.rmse)
    return rmse * rmse * n


def least_squares_sum(objective: Objective) -> float | None:
    """The least Σ r² on the training set that any parameters of the model give.

    None where that is no linear least-squares problem, where a penalty moves the optimum, and
    where it would take long.
    """
    n, features = objective.n_train, objective.features
    if (
        objective.loss.task is not Task.REGRESSION
        or not objective.model.is_linear
        or objective.run.l1
        or objective.run.l2
        or n * features.shape[1] > MOST_ENTRIES
    ):
        return None
    y = objective.y[:n, 0]
    solution = np.linalg.lstsq(features[:n], y, rcond=None)[0]
    residual = y - features[:n] @ solution
    least = float(residual @ residual)
    # What is left of a perfect fit is rounding.
    return least * objective.target.scale**2 if least > 1e-26 * float(y @ y) else 0.0


def _number(value: float) -> str:
    if math.isinf(value):
        return "> " + four_digits(sys.float_info.max)
    return four_digits(value)
