"""Trains a scenario once for each value of a setting, a bite at a time."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.runs.bites import train_in_bites
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.results import results
from lossstudio.engine.scenarios.checks import check_scenario
from lossstudio.engine.scenarios.fields.field import TRAINING
from lossstudio.engine.scenarios.fields.fields import are_same
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.sweep.settings import EACH_RUN, parameter_at, with_number
from lossstudio.engine.sweep.values import Range, values_in

BITE = 0.01
"""Seconds between two breaths, about."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is trained: `scenario` with each of `values` at `path`, and the `first` of these."""

    scenario: Scenario
    path: str
    values: tuple[float, ...]
    first: Scenario

    def at(self, value: float) -> Scenario:
        """The scenario with this value."""
        return with_number(self.scenario, self.path, value)

    def steps_at(self, value: float) -> int:
        """How many steps are done with this value, at most."""
        return int(value) if self.path == "steps" else self.scenario.steps


class Point(msgspec.Struct, frozen=True):
    """Where the runs ended with one value: what ``train --json`` says of each (see `results`)."""

    value: float
    runs: tuple[dict[str, Any], ...]


class Progress(msgspec.Struct, frozen=True):
    """How far a sweep is: `steps` of at most `total`, and the points that are done."""

    steps: int
    total: int
    points: tuple[Point, ...]


def plan_of(scenario: Scenario, path: str, wanted: Range) -> Plan:
    """The sweep of the number at `path` over a range. A path with ``runs.*`` sets it in every run.

    Raises `InputError` where `path` is no number, and where a value is not allowed there.
    """
    check_scenario(scenario)
    values = values_in(wanted, path, parameter_at(scenario, path))
    first, _ = (with_number(scenario, path, end) for end in (values[0], values[-1]))
    return Plan(scenario=scenario, path=path, values=values, first=first)


def still_holds(plan: Plan, scenario: Scenario) -> bool:
    """Whether a sweep of `scenario` would find the same: but for the number that is swept, and for
    names and the window, nothing differs."""
    try:
        one, other = plan.first, with_number(scenario, plan.path, plan.values[0])
    except InputError:  # it has no such number
        return False
    return (
        (one.steps, one.stop) == (other.steps, other.stop)
        and len(one.runs) == len(other.runs)
        and are_same(one.data, other.data, *TRAINING)
        and all(
            are_same(run, another, *TRAINING)
            for run, another in zip(one.runs, other.runs, strict=True)
        )
    )


def sweep(plan: Plan, clock: Callable[[], float] = time.perf_counter) -> Iterator[Progress]:
    """Train for one value after the other, each exactly as ``train`` does; yields in between.

    Raises `InputError`, which names the value, where training cannot begin with one.
    """
    alone = _only_run(plan)
    steps = [plan.steps_at(value) for value in plan.values]
    done, total = 0, sum(steps)
    points: list[Point] = []
    names = plan.scenario.run_names()
    yield Progress(0, total, ())
    for value, wanted in zip(plan.values, steps, strict=True):
        scenario = plan.at(value)
        is_first = not points
        if alone is not None and not is_first:
            scenario = msgspec.structs.replace(scenario, runs=(scenario.runs[alone],))
        experiment = _begin(scenario, plan.path, value)
        for _ in train_in_bites(experiment, wanted, BITE, clock=clock):
            yield Progress(done + experiment.step, total, tuple(points))
        found = results(experiment)["runs"]
        if alone is not None and not is_first:
            before = points[0].runs
            found = [*before[:alone], found[0] | {"name": names[alone]}, *before[alone + 1 :]]
        points.append(Point(value, tuple(found)))
        done += wanted
        yield Progress(done, total, tuple(points))


def _only_run(plan: Plan) -> int | None:
    """The number of the only run that the setting changes: the others end as for the first value.

    None where it changes all, and where a stop lets all runs train until each has met one.
    """
    parts = plan.path.split(".")
    if parts[0] != "runs" or parts[1] == EACH_RUN or plan.scenario.stop is not None:
        return None
    return int(parts[1])


def _begin(scenario: Scenario, path: str, value: float) -> Experiment:
    try:
        return Experiment(scenario)
    except InputError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value} cannot be trained: {reason}"),
            field=path,
            value=shown(value),
            reason=error.message,
        ) from error
