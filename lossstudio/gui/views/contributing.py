"""What samples contribute, for the views: at once where that is quick, else from a pool thread."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from lossstudio.engine.contributions import (
    NO_TOTALS,
    Array,
    Contributions,
    Rows,
    Totals,
    contributions,
    sum_up,
    totals,
)
from lossstudio.engine.objective import Objective
from lossstudio.gui.background import Newest
from lossstudio.gui.snapshot import Snapshot
from lossstudio.gui.turns import Turns

BUDGET = 300_000
"""So much is computed at once, in rows times parameters and a little more: 1 to 2 ms."""
_OVERHEAD = 50
"""Parameters that would take as long as what a row takes besides them."""


@dataclass(frozen=True, eq=False)
class _Known:
    objective: Objective
    theta: Array
    totals: Totals
    listed: Contributions | None = None


class Contributing(QObject):
    """The contributions of samples at the newest parameters that they are known for.

    `at` answers at once. Where it takes longer, the answer is of the parameters of a moment ago,
    all its numbers at the same ones, and `came` tells that there is a newer one; before the first,
    single samples are without shares, and for many there is nothing.
    """

    came = Signal()
    failed = Signal(str)
    """The traceback of an error on the way."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._newest = Newest(self)
        self._newest.result.connect(self._take)
        self._newest.failed.connect(self.failed)
        self._known: _Known | None = None
        self._asked: tuple[Objective, Array] | None = None

    def take_turns(self, turns: Turns) -> None:
        """Give way to the window and to training as `turns` say."""
        self._newest.take_turns(turns)

    @property
    def is_busy(self) -> bool:
        """Newer contributions are being computed."""
        return self._newest.is_busy

    def at(self, objective: Objective, theta: Array, rows: Rows) -> Contributions | None:
        """What the samples `rows` contribute at `theta`, or lately did."""
        known = self._known
        if known is not None and not objective.has_same_losses(known.objective):
            known = self._known = None
        are_few = _cost(objective, len(rows)) <= BUDGET
        if known is None or known.theta is not theta:
            if are_few and _cost(objective, objective.n_train) <= BUDGET:
                self._newest.cancel()
                self._asked = None
                self._known = known = _Known(objective, theta, totals(objective, theta))
            else:
                self._ask(objective, theta, None if are_few else rows)
        if are_few:
            if known is None:
                return contributions(objective, theta, rows, NO_TOTALS)
            return contributions(objective, known.theta, rows, known.totals)
        if known is None or known.listed is None:
            return None
        return known.listed if np.array_equal(known.listed.rows, rows) else None

    def of_sample(self, snapshot: Snapshot, row: int) -> Contributions | None:
        """What one sample contributes to the run that is looked at."""
        rows = np.array([row], dtype=np.intp)
        return self.at(snapshot.scene.objective, snapshot.run.theta, rows)

    def _ask(self, objective: Objective, theta: Array, rows: Rows | None) -> None:
        asked = self._asked
        if asked is not None and asked[1] is theta and objective.has_same_losses(asked[0]):
            return
        is_other = asked is None or not objective.has_same_losses(asked[0])
        self._asked = objective, theta
        # While training runs, one answer after the other is finished; what is out of date is not.
        self._newest.ask(lambda: _work(objective, theta, rows), interrupt=is_other)

    def _take(self, result: object) -> None:
        if not isinstance(result, _Known) or self._asked is None:
            return  # one more block has been added up
        if result.objective.has_same_losses(self._asked[0]):
            self._known = result
            self.came.emit()


def prediction_of(snapshot: Snapshot, row: int) -> Contributions:
    """What the run that is looked at says of one sample, without its shares: always of the
    snapshot itself."""
    rows = np.array([row], dtype=np.intp)
    return contributions(snapshot.scene.objective, snapshot.run.theta, rows, NO_TOTALS)


def _work(objective: Objective, theta: Array, rows: Rows | None) -> Iterator[_Known | None]:
    for found in sum_up(objective, theta):
        if found is None:
            yield None
            continue
        listed = None if rows is None else contributions(objective, theta, rows, found)
        yield _Known(objective, theta, found, listed)


def _cost(objective: Objective, rows: int) -> int:
    return rows * (objective.model.n_parameters + _OVERHEAD)
