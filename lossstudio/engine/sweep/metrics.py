"""The figures of a run that a sweep can show, by the names that ``train --json`` has."""

from collections.abc import Mapping, Sequence
from typing import Any

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.diagnosis import Status
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.results import results
from lossstudio.engine.sweep.training import Plan, Point

USUAL = "test_loss"
"""What is shown where nobody says."""

_METRICS = "metrics"
_OF_RUN = (
    "train_loss",
    "test_loss",
    "validation_loss",
    "cost",
    "gradient_norm",
    "largest_curvature",
    "learning_rate_limit",
    "step",
)
"""The numbers of a run itself; those of its metrics are called ``test.accuracy`` and the like."""


def metric_names(run: Mapping[str, Any]) -> tuple[str, ...]:
    """The figures that there are for a run as `results` reports it."""
    parts: Mapping[str, Mapping[str, Any]] = run[_METRICS]
    return _OF_RUN + tuple(
        f"{part}.{name}"
        for part, figures in parts.items()
        for name, value in figures.items()
        if not isinstance(value, list) and name != "confusion_matrix"
    )


def full_name(run: Mapping[str, Any], name: str) -> str:
    """The name in `metric_names` of what is called `name`: the whole path in the JSON
    (``metrics.test.accuracy``) will do, and that of a metric alone is the test set's.

    Raises `KeyError` where no figure is called so.
    """
    names, short = metric_names(run), name.removeprefix(f"{_METRICS}.")
    for one in (short, f"test.{short}"):
        if one in names:
            return one
    raise KeyError(name)


def metric_of(run: Mapping[str, Any], name: str) -> float | None:
    """The figure called `name` in `metric_names`; None where it has no finite value, or where there
    is no such set."""
    part, dot, figure = name.partition(".")
    value: float | None = run[_METRICS][part][figure] if dot else run[name]
    return value


def check_metric(plan: Plan, name: str) -> str:
    """The full name of a figure. Raises `InputError`, which names those that there are, where none
    is called `name`."""
    run = results(Experiment(plan.at(plan.values[0])))["runs"][0]
    try:
        return full_name(run, name)
    except KeyError:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: must be one of {allowed}"),
            field="--metric",
            value=shown(name),
            allowed=", ".join(metric_names(run)),
        ) from None


def summary(plan: Plan, points: Sequence[Point], metric: str) -> dict[str, Any]:
    """The JSON of ``lossstudio sweep``: for each run, the figure and the status at each value."""
    return {
        "path": plan.path,
        "values": [point.value for point in points],
        "metric": metric,
        "runs": [
            {
                "name": name,
                "metric": [metric_of(point.runs[index], metric) for point in points],
                "status": [point.runs[index]["status"] for point in points],
            }
            for index, name in enumerate(plan.scenario.run_names())
        ],
    }


def has_diverged(run: Mapping[str, Any]) -> bool:
    """A run, as `results` reports it, was diverging where it ended."""
    return bool(run["status"] == Status.DIVERGING)


def all_diverged(points: Sequence[Point]) -> bool:
    """Every run diverged with every value, so that no figure says anything."""
    return bool(points) and all(has_diverged(run) for point in points for run in point.runs)
