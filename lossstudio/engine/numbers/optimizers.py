"""The optimiser's part of a step worked out: its memory, the change, and the new parameters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.expression.evaluate import program
from lossstudio.core.expression.notation import Notation
from lossstudio.core.expression.tree import Node
from lossstudio.core.expression.typeset import writer
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.optimizers.arithmetic import (
    CHANGE,
    Arithmetic,
    Assignment,
    Purpose,
    Stage,
    after,
    before,
    in_rows,
)
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.numbers.account import Block, Part, Quantity, Row, ShownNumber, row
from lossstudio.engine.numbers.worked import Worked
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.update import Moment, Update

Array = NDArray[np.float64]

_LABELS = {
    Purpose.MEMORY: QT_TRANSLATE_NOOP("core", "What the optimiser remembers:"),
    Purpose.CORRECTION: QT_TRANSLATE_NOOP("core", "Corrected for the start at 0:"),
    Purpose.FIRST: QT_TRANSLATE_NOOP("core", "Worked out first:"),
    Purpose.CHANGE: QT_TRANSLATE_NOOP("core", "The change:"),
}


@dataclass(frozen=True)
class Shown:
    """The entries of theta that are written out: their `places` in it, and their `names`."""

    places: Sequence[int]
    names: Sequence[str]


class _Step:
    """A step with the numbers of the optimiser at hand."""

    def __init__(
        self,
        arithmetic: Arithmetic,
        objective: Objective,
        moment: Moment,
        coming: Update,
        shown: Shown,
    ) -> None:
        self.arithmetic, self.shown, self.is_weight = arithmetic, shown, objective.is_weight
        hyper = OPTIMIZERS[objective.run.optimizer].hyperparameters(
            objective.run.optimizer_parameters
        )
        self.values: dict[str, Any] = {
            "gradient": coming.gradient,
            "learning_rate": np.float64(coming.rate),
            "theta": moment.theta,
            CHANGE: coming.change,
        }
        self.quantities = dict.fromkeys(hyper, Quantity.NONE) | {
            "gradient": Quantity.GRADIENT,
            "learning_rate": Quantity.RATE,
            "theta": Quantity.PARAMETER,
            CHANGE: Quantity.PARAMETER,
        }
        self.values |= {name: np.float64(value) for name, value in hyper.items()}
        states = zip(moment.state, coming.after.state, strict=True)
        for index, (old, new) in enumerate(states):
            self.values |= {before(index).name: np.asarray(old), after(index).name: np.asarray(new)}

    def number(self, name: str, at: int) -> ShownNumber:
        """What `name` is for entry `at` of theta."""
        values = np.asarray(self.values[name])
        value = float(values if values.ndim == 0 else values[at])
        return ShownNumber(value, self.quantities.get(name, Quantity.STATE))

    def row(self, line: Assignment, at: int, name: str) -> Row:
        """The line for entry `at` of theta, whose symbol is `name`."""

        def value(node: Node) -> float:
            found = np.asarray(program([node])(self.values)[0])
            return float(found if found.ndim == 0 else found[at])

        tree = self.arithmetic.for_one(line, is_weight=bool(self.is_weight[at]))
        parts = Worked(lambda leaf: self.number(leaf, at), value).parts(tree)
        if line.name == CHANGE:
            left = f"Δ{name}"
        else:
            symbol = self.arithmetic.symbols[line.name]
            left = symbol if line.name in self.arithmetic.shared else f"{symbol}[{name}]"
        return row(left, self.number(line.name, at), *parts)

    def block(self, stage: Stage) -> Block:
        """The formulas of a stage, and their rows."""
        rows: list[Row] = []
        for line in stage.lines:
            if line.name not in self.values:
                (self.values[line.name],) = program([line.node])(self.values)
            entries = list(zip(self.shown.places, self.shown.names, strict=True))
            if line.name in self.arithmetic.shared:
                entries = entries[:1]
            rows += [self.row(line, at, name) for at, name in entries]
        arithmetic = self.arithmetic
        sign, arrow = ("\\leftarrow", "←") if stage.purpose is Purpose.MEMORY else ("=", "=")
        latex: list[str] = []
        writes = writer(Notation(arithmetic.symbols), (), latex=False)
        plain = []
        previous = None
        for line in stage.lines:
            left, symbol = r"\Delta \theta", "Δθ"
            if line.name != CHANGE:
                left, symbol = arithmetic.latex_symbol(line.name), arithmetic.symbols[line.name]
            equation = f"{left} {sign} {arithmetic.latex_of(line.node)}"
            is_shared = line.name in arithmetic.shared
            if is_shared is previous and stage.purpose is not Purpose.MEMORY:  # short ones
                latex[-1] += rf", \quad {equation}"
            else:
                latex.append(equation)
            previous = is_shared
            text = writes.write(arithmetic.shown(line.node))
            plain.append(f"{symbol} {arrow} {text}")
        label = Message(_LABELS[stage.purpose])
        return Block(tuple(rows), in_rows(latex), ", ".join(plain), label)


def optimizer_blocks(
    objective: Objective, moment: Moment, coming: Update, shown: Shown
) -> list[Block]:
    """From the gradient to the change and the new values of the parameters `shown`.

    An optimiser whose function cannot be followed is shown with its formula and the change.
    """
    optimizer = OPTIMIZERS[objective.run.optimizer]
    entries = list(zip(shown.places, shown.names, strict=True))

    def parameter(values: Array, at: int) -> ShownNumber:
        return ShownNumber(float(values[at]), Quantity.PARAMETER)

    if optimizer.arithmetic is None:
        rows = [row(f"Δ{name}", parameter(coming.change, at)) for at, name in entries]
        label = Message(_LABELS[Purpose.CHANGE])
        blocks = [Block(tuple(rows), optimizer.formula, "", label)]
    else:
        step = _Step(optimizer.arithmetic, objective, moment, coming, shown)
        blocks = [step.block(stage) for stage in optimizer.arithmetic.stages]
    rows = []
    for at, name in entries:
        parts: list[Part] = [parameter(moment.theta, at), " + ", parameter(coming.change, at)]
        rows.append(row(name, parameter(coming.after.theta, at), *parts))
    label = Message(QT_TRANSLATE_NOOP("core", "The new parameters:"))
    formula = r"\theta \leftarrow \theta + \Delta \theta"
    blocks.append(Block(tuple(rows), formula, "θ ← θ + Δθ", label))
    return blocks
