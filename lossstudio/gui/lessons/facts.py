"""What the conditions of a task look at, from a snapshot."""

from typing import Any

from lossstudio.engine.lessons.conditions import OF_A_RUN, OF_ALL, Name, field_value
from lossstudio.engine.scenario import Scenario, to_dict
from lossstudio.gui.snapshot import RunSnapshot, Snapshot


class Facts:
    """Looks names up in the newest snapshot."""

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None
        self._scenario: Scenario | None = None
        self._raw: dict[str, Any] = {}

    def take(self, snapshot: Snapshot) -> None:
        """Look at `snapshot` from now on."""
        self._snapshot = snapshot
        if snapshot.scene.scenario is not self._scenario:
            self._scenario = snapshot.scene.scenario
            self._raw = to_dict(self._scenario)

    def __call__(self, name: Name) -> Any:
        """The value of a name; None where there is none."""
        snapshot = self._snapshot
        if snapshot is None:
            return None
        if name.path in OF_ALL:
            return {
                "step": snapshot.step,
                "running": snapshot.is_running,
                "runs": len(snapshot.runs),
            }[name.path]
        part, _, rest = name.of_run.partition(".")
        if name.of_run not in OF_A_RUN and part not in ("train", "test", "parameters"):
            return field_value(self._raw, name)
        if name.run >= len(snapshot.runs):
            return None
        run = snapshot.runs[name.run]
        if part in ("train", "test") and rest:
            metrics = run.train if part == "train" else run.test
            return metrics.as_dict().get(rest) if metrics is not None else None
        if part == "parameters":
            model = snapshot.scene.objectives[name.run].model
            values = model.in_data_units(run.theta).get(rest)
            return float(values.flat[0]) if values is not None and values.size == 1 else None
        return _of_run(run, name.of_run)


def _of_run(run: RunSnapshot, name: str) -> Any:
    if name == "status":
        return str(run.diagnosis.status)
    if name == "gradient_norm":
        return run.diagnosis.gradient_norm
    if name == "rate_limit":
        stability = run.diagnosis.stability
        return stability.limit if stability is not None else None
    return run.step if name == "step" else getattr(run.losses, name)
