"""The common metric of the runs in the loss view: computed beside the window."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject

from lossstudio.engine.measuring.metric_history import MetricHistory, curves_of, metric_names
from lossstudio.engine.training.history import Curves
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.trainer import Path
from lossstudio.gui.training.derived import Derived
from lossstudio.gui.training.snapshot import Snapshot

Found = dict[str, Curves]
"""Of one run, the curve of each metric."""
Wanted = tuple[tuple[Objective, Path], ...]


class Measured(NamedTuple):
    """What is known of each run; `spacing` steps lie between two that were measured, at most."""

    found: list[Found]
    spacing: int


class CommonMetric(Derived[Wanted, Measured]):
    """Follows the snapshots, and knows what is known of the metrics of each run."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._histories: list[MetricHistory] = []  # the pool thread's

    @property
    def spacing(self) -> int:
        """How many steps lie between two that have been measured, at most."""
        return 1 if self.result is None else self.result.spacing

    def follow(self, snapshot: Snapshot) -> None:
        """Have measured what is new in `snapshot`."""
        wanted: Wanted = tuple(
            (objective, run.known)
            for objective, run in zip(snapshot.scene.objectives, snapshot.runs, strict=True)
            if run.known is not None
        )
        if len(self._histories) != len(wanted):
            self._histories = [MetricHistory() for _ in wanted]
        histories = self._histories

        def work() -> Iterator[Measured | None]:
            found, spacing = [], 1
            for history, (objective, path) in zip(histories, wanted, strict=True):
                for result in history.follow(objective, path):
                    if result is None:
                        yield None
                    else:
                        names = metric_names(objective)
                        if len(result.steps) > 1:
                            spacing = max(spacing, int(result.steps[1]))
                        found.append(dict(zip(names, curves_of(result), strict=True)))
            yield Measured(found, spacing)

        self.ask(wanted, work, interrupt=not snapshot.is_running)

    def found(self, snapshot: Snapshot) -> list[Found] | None:
        """What is known of each run of `snapshot`; None where that is about other runs or data."""
        wanted, result = self.key, self.result
        if wanted is None or result is None or len(wanted) != len(snapshot.runs):
            return None
        for (objective, path), run in zip(wanted, snapshot.runs, strict=True):
            is_same_run = run.known is not None and path.thetas[0] is run.known.thetas[0]
            if not is_same_run or objective.dataset is not snapshot.scene.dataset:
                return None
        return result.found
