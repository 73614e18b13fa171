"""What other data ask of the runs: losses that fit them, and a learning rate that does not explode.

The rate matters for data in units of their own: a linear model works with the numbers as they are,
so that miles an hour allow a hundredth of the rate that numbers of order 1 do.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from lossstudio.core.datasets import Dataset
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError
from lossstudio.engine.fields import RUN_FIELDS
from lossstudio.engine.first_parameters import initial_parameters
from lossstudio.engine.objective import Objective
from lossstudio.engine.run_loss import loss_of
from lossstudio.engine.scenario import Scenario

Values = list[tuple[str, Any]]

MOST_NUMBERS = 200_000
"""Inputs in a data set for which the limit of the learning rate is computed: a few milliseconds."""


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
    if dataset.x.size > MOST_NUMBERS:
        return []
    values: Values = []
    for index, run in enumerate(scenario.runs):
        if not OPTIMIZERS[run.optimizer].has_limit:
            continue
        try:
            objective = Objective(run, dataset, index)
            if not (objective.model.is_linear and objective.has_curvature):
                continue
            start = initial_parameters(objective, index)
            # A sigmoid that is saturated at the start hides the curvature of its middle.
            curvature = max(map(objective.largest_curvature, (start, 0.0 * start)))
        except InputError:  # which will be said when the data are taken
            continue
        if math.isfinite(curvature) and run.learning_rate * curvature > 2.0:
            values.append((f"runs.{index}.learning_rate", _short(1.0 / curvature)))
    return values


def _short(rate: float) -> float:
    """`rate` rounded to one digit, which makes it at most half as large again; and in the range of
    learning rates."""
    short = float(f"{rate:.0e}")
    return max(short, RUN_FIELDS["learning_rate"].minimum)
