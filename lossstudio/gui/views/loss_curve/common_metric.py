"""The common metric of the runs in the loss view: computed beside the window."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from lossstudio.core.datasets import Dataset
from lossstudio.engine.history import Curves
from lossstudio.engine.metric_history import MetricHistory, curves_of, metric_names
from lossstudio.engine.objective import Objective
from lossstudio.engine.trainer import Path
from lossstudio.gui.background import Newest
from lossstudio.gui.snapshot import Snapshot
from lossstudio.gui.turns import Turns

Found = dict[str, Curves]
"""Of one run, the curve of each metric."""
Wanted = tuple[tuple[Objective, Path], ...]


class CommonMetric(QObject):
    """Follows the snapshots, and knows what is known of the metrics of each run."""

    changed = Signal()
    """More is known than before: the view should draw anew."""
    failed = Signal(str)
    """The traceback of an error in the work."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._histories: list[MetricHistory] = []  # the pool thread's
        self._asked: Wanted = ()
        self._found: tuple[Wanted, list[Found]] | None = None
        self.spacing = 1
        """How many steps lie between two that have been measured, at most."""
        self._newest = Newest(self)
        self._newest.result.connect(self._take)
        self._newest.failed.connect(self.failed)

    def take_turns(self, turns: Turns) -> None:
        """Give way to the window and to training as `turns` say."""
        self._newest.take_turns(turns)

    @property
    def is_busy(self) -> bool:
        """Something is being computed."""
        return self._newest.is_busy

    def follow(self, snapshot: Snapshot) -> None:
        """Have measured what is new in `snapshot`."""
        wanted: Wanted = tuple(
            (objective, run.known)
            for objective, run in zip(snapshot.scene.objectives, snapshot.runs, strict=True)
            if run.known is not None
        )
        if _are_same(wanted, self._asked):
            return
        self._asked = wanted
        histories = self._histories
        if len(histories) != len(wanted):
            self._histories = histories = [MetricHistory() for _ in wanted]

        def work() -> Iterator[tuple[Wanted, list[Found], int] | None]:
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
            yield wanted, found, spacing

        self._newest.ask(work, interrupt=not snapshot.is_running)

    def stop(self) -> None:
        """Measure no more."""
        self._newest.cancel()
        self._asked = ()

    def found(self, snapshot: Snapshot) -> list[Found] | None:
        """What is known of each run of `snapshot`; None where that is about other runs or data."""
        if self._found is None:
            return None
        wanted, found = self._found
        if len(wanted) != len(snapshot.runs):
            return None
        for (objective, path), run in zip(wanted, snapshot.runs, strict=True):
            is_same_run = run.known is not None and path.thetas[0] is run.known.thetas[0]
            if not is_same_run or not _is_same_data(objective.dataset, snapshot):
                return None
        return found

    def _take(self, result: tuple[Wanted, list[Found], int]) -> None:
        self._found, self.spacing = result[:2], result[2]
        self.changed.emit()


def _is_same_data(dataset: Dataset, snapshot: Snapshot) -> bool:
    return dataset is snapshot.scene.dataset


def _are_same(one: Wanted, other: Wanted) -> bool:
    return len(one) == len(other) and all(
        a is c and b is d for (a, b), (c, d) in zip(one, other, strict=True)
    )
