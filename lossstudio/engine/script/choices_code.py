"""What a run chooses beside model, loss and optimiser, in lines of its loop: the weights of the
classes, the parameters that are held fixed, and the order of mini-batches."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.class_weights import balanced_weights
from lossstudio.engine.scenarios.fixed import free_parameters
from lossstudio.engine.script.comments import Words
from lossstudio.engine.script.plan import Part, RunPlan
from lossstudio.engine.script.sources import Gathered

PERMUTATION = "np.random.default_rng([seed, 1, epoch]).permutation(n_train)"
"""The order of the training rows in a pass, as `Stepper` draws it."""
_IN_ORDER = "np.arange(n_train)"


def shuffles(part: Part) -> bool:
    """Mini-batches take the rows in random order."""
    return part.batch_size is not None and part.run.batch_order == "shuffled"


@dataclass(frozen=True)
class ChoicesCode:
    """The choices of a run; each is in its lines only where some of its settings need it.

    `weighs`: classes have weights, which stand in ``weight`` (n, 1). `fixes`: parameters are held
    fixed, and ``is_free`` says which are not. `order` is the expression of a pass's order; where
    both orders come in turn, it asks the variable ``shuffled``.
    """

    run: RunPlan
    targets: str
    weighs: bool
    fixes: bool
    order: str

    @property
    def _asks_for_order(self) -> bool:
        return " if shuffled " in self.order

    def order_note(self, words: Words) -> str:
        """What a new pass is."""
        return words("pass_in_order" if self.order == _IN_ORDER else "new_pass")

    def begin(self, words: Words) -> list[str]:
        """The lines before the loop."""
        first = self.run.first
        return [*self._weight(first, words), *self._free(first, words), *self._order(first, words)]

    def change(self, before: Part, part: Part, words: Words) -> list[str]:
        """The lines where the settings `part` follow those of `before`."""
        lines = []
        for code in (self._weight, self._free, self._order):
            old, new = code(before, words), code(part, words)
            is_of_samples = code == self._weight and part.dataset is not before.dataset
            if old != new or is_of_samples:
                lines += new
        is_other = part.run.batch_order != before.run.batch_order and self._asks_for_order
        if self.run_has_batches and (is_other or part.dataset.n_train != before.dataset.n_train):
            lines.append(f"order = {self.order}")
        return lines

    @property
    def run_has_batches(self) -> bool:
        """The run takes mini-batches at some step."""
        return any(part.batch_size is not None for part in self.run.parts)

    def _weight(self, part: Part, words: Words) -> list[str]:
        if not self.weighs:
            return []
        if part.run.class_weights == "balanced":
            return [f"weight = {balanced_weights.__name__}({self.targets}, n_train)"]
        return [f"weight = np.ones((len({self.targets}), 1))"]

    def _free(self, part: Part, words: Words) -> list[str]:
        if not self.fixes:
            return []
        lines = ["is_free = np.ones(theta.shape, dtype=bool)"]
        free = free_parameters(part.model, part.run.fixed, "fixed")
        if free is not None:
            names = ", ".join(part.run.fixed)
            places = np.flatnonzero(~free).tolist()
            lines.append(f"is_free.flat[{places}] = False  # {words('fixed')} {names}")
        return lines

    def _order(self, part: Part, words: Words) -> list[str]:
        if not self._asks_for_order:
            return []
        return [f"shuffled = {part.run.batch_order == 'shuffled'}"]


def choices_code(run: RunPlan, targets: str, gathered: Gathered) -> ChoicesCode:
    """The choices of `run`, whose targets are called `targets`; functions go to `gathered`."""
    parts = run.parts
    weighs = any(part.run.class_weights == "balanced" for part in parts)
    if weighs:
        gathered.add(balanced_weights)
    orders = {part.run.batch_order for part in parts if part.batch_size is not None}
    order = PERMUTATION
    if orders == {"file"}:
        order = _IN_ORDER
    elif len(orders) > 1:
        order = f"{PERMUTATION} if shuffled else {_IN_ORDER}"
    return ChoicesCode(run, targets, weighs, any(part.run.fixed for part in parts), order)
