"""What samples contribute, for the views: at once where that is quick, else from a pool thread."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject

from lossstudio.engine.measuring.contributions import (
    NO_TOTALS,
    Array,
    Contributions,
    Rows,
    Totals,
    contributions,
    sum_up,
    totals,
)
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.training.derived import Derived
from lossstudio.gui.training.snapshot import Snapshot

BUDGET = 300_000
"""So much is computed at once, in rows times parameters and a little more: 1 to 2 ms."""
_OVERHEAD = 50
"""Parameters that would take as long as what a row takes besides them."""


class _Known(NamedTuple):
    totals: Totals
    listed: Contributions | None = None


class Contributing(Derived[tuple[Array], _Known]):
    """The contributions of samples at the newest parameters that they are known for.

    `at` answers at once. Where it takes longer, the answer is of the parameters of a moment ago,
    all its numbers at the same ones, and `came` tells that there is a newer one; before the first,
    single samples are without shares, and for many there is nothing.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._objective: Objective | None = None

    def at(self, objective: Objective, theta: Array, rows: Rows) -> Contributions | None:
        """What the samples `rows` contribute at `theta`, or lately did."""
        if self._objective is not None and not objective.has_same_losses(self._objective):
            self.forget()
        self._objective = objective
        are_few = _cost(objective, len(rows)) <= BUDGET
        if self.key is None or self.key[0] is not theta:
            if are_few and _cost(objective, objective.n_train) <= BUDGET:
                self.put((theta,), _Known(totals(objective, theta)))
            else:
                # While training runs, one answer after the other is finished.
                work = partial(_work, objective, theta, None if are_few else rows)
                self.ask((theta,), work, interrupt=False)
        key, known = self.key, self.result
        if are_few:
            if key is None or known is None:
                return contributions(objective, theta, rows, NO_TOTALS)
            return contributions(objective, key[0], rows, known.totals)
        if known is None or known.listed is None:
            return None
        return known.listed if np.array_equal(known.listed.rows, rows) else None

    def of_sample(self, snapshot: Snapshot, row: int) -> Contributions | None:
        """What one sample contributes to the run that is looked at."""
        rows = np.array([row], dtype=np.intp)
        return self.at(snapshot.scene.objective, snapshot.run.theta, rows)


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
        yield _Known(found, listed)


def _cost(objective: Objective, rows: int) -> int:
    return rows * (objective.model.n_parameters + _OVERHEAD)
