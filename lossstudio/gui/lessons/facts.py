"""What the conditions of a task look at, from a snapshot."""

from typing import Any

import msgspec

from lossstudio.core.datasets.base import PARTS
from lossstudio.engine.costs.optimum import is_small
from lossstudio.engine.diagnosis import Status
from lossstudio.engine.lessons.conditions import OF_A_RUN, OF_ALL, Name, field_value
from lossstudio.engine.scenarios.scenario import Scenario, to_dict
from lossstudio.engine.training.trainer import Segment
from lossstudio.gui.training.snapshot import RunSnapshot, Snapshot


class Facts:
    """Looks names up in the newest snapshot."""

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None
        self._scenario: Scenario | None = None
        self._raw: dict[str, Any] = {}

    def take(self, snapshot: Snapshot) -> None:
        """Look at `snapshot` from now on."""
        self._snapshot = snapshot
        scenario = _in_force(snapshot)
        if scenario != self._scenario:
            self._scenario = scenario
            self._raw = to_dict(scenario)

    def __call__(self, name: Name) -> Any:
        """The value of a name; None where there is none."""
        snapshot = self._snapshot
        if snapshot is None:
            return None
        if name.path in OF_ALL:
            return {
                "step": snapshot.step,
                "last_step": snapshot.last_step,
                "running": snapshot.is_running,
                "runs": len(snapshot.runs),
            }[name.path]
        part, _, rest = name.of_run.partition(".")
        if name.of_run not in OF_A_RUN and part not in (*PARTS, "parameters"):
            return field_value(self._raw, name)
        if name.run >= len(snapshot.runs):
            return None
        run = snapshot.runs[name.run]
        if part in PARTS and rest:
            metrics = {"train": run.train, "validation": run.validation, "test": run.test}[part]
            return metrics.as_dict().get(rest) if metrics is not None else None
        if part == "parameters":
            objective = snapshot.scene.objectives[name.run]
            values = objective.in_data_units(run.theta).get(rest)
            return float(values.flat[0]) if values is not None and values.size == 1 else None
        return _of_run(run, name.of_run)


def _of_run(run: RunSnapshot, name: str) -> Any:
    if name == "status":
        return _status(run)
    if name == "gradient_norm":
        return run.diagnosis.gradient_norm
    if name == "rate_limit":
        stability = run.diagnosis.stability
        return stability.limit if stability is not None else None
    if name in ("step", "recent_loss"):
        return getattr(run, name)
    return getattr(run.losses, name)


def _status(run: RunSnapshot) -> str | None:
    """What training has made of it: None as long as these settings have done no step, and where
    they began at the optimum, which is no convergence of theirs."""
    segment, status = _segment(run), run.diagnosis.status
    if segment is None or run.overflowed:
        return str(status)
    was_there = is_small(segment.first_norm, segment.reference_norm, run.losses.cost)
    if run.step == segment.start or (status is Status.CONVERGED and was_there):
        return None
    return str(status)


def _segment(run: RunSnapshot) -> Segment | None:
    """The settings in force at the step that is shown, which may be one of the past."""
    return next((one for one in reversed(run.segments) if one.start <= run.step), None)


def _in_force(snapshot: Snapshot) -> Scenario:
    """The scenario as it was at the step that is shown."""
    scenario, segments = snapshot.scene.scenario, [_segment(run) for run in snapshot.runs]
    if len(segments) != len(scenario.runs) or None in segments:
        return scenario
    known = [one for one in segments if one is not None]
    data, runs = known[0].data, tuple(one.run for one in known)
    return msgspec.structs.replace(scenario, data=data, runs=runs)
