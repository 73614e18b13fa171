"""What other data ask of the runs: losses that fit them, and a learning rate that does not explode.

The rate matters for data in units of their own: a linear model works with the numbers as they are,
so that miles an hour allow a hundredth of the rate that numbers of order 1 do.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lossstudio.core.datasets import Dataset
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError
from lossstudio.engine.costs.cost_facts import CostFacts
from lossstudio.engine.diagnosis import Advice
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.fields.fields import RUN_FIELDS
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Run, Scenario
from lossstudio.engine.training.first_parameters import initial_parameters
from lossstudio.engine.training.objective import Objective

Values = list[tuple[str, Any]]

MOST_NUMBERS = 200_000
"""Inputs from which the limit of the learning rate is computed, a few milliseconds; of more, from
a sample of the rows."""
_FEWEST_ROWS = 500


def fitting_losses(scenario: Scenario, tasks: Sequence[Task], usual: Mapping[Task, str]) -> Values:
    """For each run whose loss is for none of `tasks`, the `usual` one for the first of them."""
    return [
        (f"runs.{index}.loss", usual[tasks[0]])
        for index, run in enumerate(scenario.runs)
        if loss_of(run).task not in tasks
    ]


def fitting_rates(scenario: Scenario, dataset: Dataset) -> Values:
    """For each run of a linear model whose first steps would grow on `dataset`, a learning rate of
    about 1/λmax, with which steps do not overshoot."""
    values: Values = []
    for index, run in enumerate(scenario.runs):
        largest = steepest(run, dataset, index)
        if largest is None or run.learning_rate * largest <= 2.0:
            continue
        if (rate := _allowed(1.0 / largest)) < run.learning_rate:
            values.append((f"runs.{index}.learning_rate", rate))
    return values


def fitted_rate(run: Run, dataset: Dataset, index: int = 0) -> float | None:
    """A learning rate of about 1/λmax for `run` on `dataset`, in the range of learning rates.

    None where it has no such limit: for networks, losses without curvature, and optimisers whose
    steps are as long as the rate.
    """
    largest = steepest(run, dataset, index)
    return None if largest is None or not largest > 0.0 else _allowed(1.0 / largest)


def following(scenario: Scenario, advice: Advice, dataset: Dataset) -> Values:
    """What following `advice` sets: its field, and where that standardises the inputs a learning
    rate for the new coordinates. Raises `InputError` as `with_values` does."""
    values: Values = [(advice.path, advice.value)]
    path, _, name = advice.path.rpartition(".")
    if name == "standardize":
        index = int(path.split(".")[1])
        run = with_values(scenario, values).runs[index]
        if (rate := fitted_rate(run, dataset, index)) is not None:
            values.append((f"{path}.learning_rate", rate))
    return values


def steepest(run: Run, dataset: Dataset, index: int = 0) -> float | None:
    """λmax of the cost of `run`: of all parameters where that is known, or else the larger one of
    those at its start and at 0. None where it sets no limit to the learning rate (see
    `fitted_rate`), or the run does not fit `dataset`.

    Of large data it is that of a sample of their rows, made larger where columns of all rows have
    larger mean squares than those of the sample.
    """
    if not OPTIMIZERS[run.optimizer].has_limit:
        return None
    sample, factor = _sample(dataset)
    try:
        objective = Objective(run, sample, index)
        if not (objective.model.is_linear and objective.has_curvature):
            return None
        start = initial_parameters(objective, index)
        # A sigmoid that is saturated at the start hides the curvature of its middle, and a robust
        # loss that of its middle where all residuals are large.
        everywhere = CostFacts(objective, start).curvature_everywhere() or 0.0
        largest = max(everywhere, *map(objective.largest_curvature, (start, 0.0 * start)))
    except InputError:  # which will be said when the data are taken
        return None
    largest *= factor if not objective.model.standardizes else 1.0
    if run.reduction == "sum":
        largest *= dataset.n_train / sample.n_train
    return largest if math.isfinite(largest) else None


def _sample(dataset: Dataset) -> tuple[Dataset, float]:
    """Training rows of large data, evenly spaced, and by how much the mean squares of the inputs
    are larger in all rows, at most."""
    n, d = dataset.n_train, dataset.x.shape[1]
    if n * d <= MOST_NUMBERS:
        return dataset, 1.0
    count = min(n, max(_FEWEST_ROWS, MOST_NUMBERS // d))
    rows = np.linspace(0, n - 1, count).astype(np.intp)
    x = dataset.entering[:n]
    with np.errstate(all="ignore"):
        all_squares = np.einsum("ij,ij->j", x, x) / n
        squares = np.einsum("ij,ij->j", x[rows], x[rows]) / count
        ratios = all_squares[squares > 0.0] / squares[squares > 0.0]
    factor = float(ratios.max(initial=1.0))
    is_outlier = dataset.is_outlier[rows] if len(dataset.is_outlier) else dataset.is_outlier
    sample = replace(
        dataset,
        x=dataset.x[rows],
        target=dataset.target[rows],
        n_train=count,
        n_validation=0,
        is_outlier=is_outlier,
        order=None,
        lines=None,
    )
    return sample, factor


def _allowed(rate: float) -> float:
    """`rate` rounded to one digit, which makes it at most half as large again; and in the range of
    learning rates."""
    allowed = RUN_FIELDS["learning_rate"]
    return min(max(float(f"{rate:.0e}"), allowed.minimum), allowed.maximum)
