"""The optimiser's part of a step worked out: its memory, the change, and the new parameters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.optimizers.base import State
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.numbers.account import Block, Number, Part, Quantity, Row, row
from lossstudio.engine.objective import Objective
from lossstudio.engine.update import Moment, Update

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Shown:
    """The entries of theta that are written out: their `places` in it, and their `names`."""

    places: Sequence[int]
    names: Sequence[str]


@dataclass(frozen=True)
class _Step:
    """A step with the numbers of the optimiser at hand."""

    objective: Objective
    moment: Moment
    coming: Update
    shown: Shown
    hyper: dict[str, float]

    @property
    def rate(self) -> Number:
        return Number(self.coming.rate, Quantity.RATE)

    def gradient(self, at: int) -> Number:
        return Number(float(self.coming.gradient[at]), Quantity.GRADIENT)

    def state(self, index: int, at: int, *, is_after: bool = True) -> Number:
        """Entry `at` of the optimiser's vector number `index`, after the step or before it."""
        state: State = self.coming.after.state if is_after else self.moment.state
        return Number(float(np.asarray(state[index])[at]), Quantity.STATE)

    def product(self, index: int, *, is_after: bool = True) -> float:
        """The optimiser's number `index`, after the step or before it."""
        state: State = self.coming.after.state if is_after else self.moment.state
        return float(np.asarray(state[index]))

    def rows(self, letter: str, make: Callable[[int], tuple[Number, list[Part]]]) -> list[Row]:
        """A row for each entry shown: ``letter[name] = …``."""
        rows = []
        for at, name in zip(self.shown.places, self.shown.names, strict=True):
            result, parts = make(at)
            rows.append(row(letter.format(name), result, *parts))
        return rows

    def changes(self, make: Callable[[int], list[Part]], latex: str, plain: str) -> Block:
        """The change of each parameter."""
        label = Message(QT_TRANSLATE_NOOP("core", "The change:"))
        rows = self.rows(
            "Δ{}",
            lambda at: (Number(float(self.coming.change[at]), Quantity.PARAMETER), make(at)),
        )
        return Block(tuple(rows), rf"\Delta \theta = {latex}", f"Δθ = {plain}", label)


def _square(number: Number) -> list[Part]:
    return ["(", number, ")²"] if number.value < 0 else [number, "²"]


def _memory(rows: list[Row], latex: str, plain: str) -> Block:
    label = Message(QT_TRANSLATE_NOOP("core", "What the optimiser remembers:"))
    return Block(tuple(rows), latex, plain, label)


def _velocity(step: _Step) -> Block:
    beta = Number(step.hyper["beta"])
    rows = step.rows(
        "v[{}]",
        lambda at: (
            step.state(0, at),
            [beta, " · ", step.state(0, at, is_after=False), " + ", step.gradient(at)],
        ),
    )
    return _memory(rows, r"v \leftarrow \beta v + g", "v ← β v + g")


def _gradient_descent(step: _Step) -> list[Block]:
    return [step.changes(lambda at: ["−", step.rate, " · ", step.gradient(at)], r"-\eta g", "−η g")]


def _momentum(step: _Step) -> list[Block]:
    change = step.changes(lambda at: ["−", step.rate, " · ", step.state(0, at)], r"-\eta v", "−η v")
    return [_velocity(step), change]


def _nesterov(step: _Step) -> list[Block]:
    beta = Number(step.hyper["beta"])
    change = step.changes(
        lambda at: [
            "−", step.rate, " · (", step.gradient(at), " + ", beta, " · ", step.state(0, at), ")",
        ],
        r"-\eta (g + \beta v)",
        "−η (g + β v)",
    )  # fmt: skip
    return [_velocity(step), change]


def _divided(step: _Step, letter: str) -> Block:
    """−η g / (√s + ε)."""
    epsilon = Number(step.hyper["epsilon"])
    return step.changes(
        lambda at: [
            "−", step.rate, " · ", step.gradient(at),
            " / (√(", step.state(0, at), ") + ", epsilon, ")",
        ],
        rf"-\eta \frac{{g}}{{\sqrt{{{letter}}} + \epsilon}}",
        f"−η g / (√{letter} + ε)",
    )  # fmt: skip


def _adagrad(step: _Step) -> list[Block]:
    rows = step.rows(
        "G[{}]",
        lambda at: (
            step.state(0, at),
            [step.state(0, at, is_after=False), " + ", *_square(step.gradient(at))],
        ),
    )
    return [_memory(rows, r"G \leftarrow G + g^2", "G ← G + g²"), _divided(step, "G")]


def _mean_square(
    step: _Step, index: int, decay: Number
) -> Callable[[int], tuple[Number, list[Part]]]:
    """decay · s + (1 − decay) · g²."""

    def make(at: int) -> tuple[Number, list[Part]]:
        before = step.state(index, at, is_after=False)
        square = _square(step.gradient(at))
        return step.state(index, at), [decay, " · ", before, " + (1 − ", decay, ") · ", *square]

    return make


def _rmsprop(step: _Step) -> list[Block]:
    rows = step.rows("s[{}]", _mean_square(step, 0, Number(step.hyper["rho"])))
    memory = _memory(rows, r"s \leftarrow \rho s + (1 - \rho) g^2", "s ← ρ s + (1 − ρ) g²")
    return [memory, _divided(step, "s")]


def _adam(step: _Step) -> list[Block]:
    beta1, beta2 = Number(step.hyper["beta1"]), Number(step.hyper["beta2"])
    epsilon = Number(step.hyper["epsilon"])

    def mean(at: int) -> tuple[Number, list[Part]]:
        before = step.state(0, at, is_after=False)
        parts: list[Part] = [beta1, " · ", before, " + (1 − ", beta1, ") · ", step.gradient(at)]
        return step.state(0, at), parts

    memory = _memory(
        step.rows("m[{}]", mean) + step.rows("s[{}]", _mean_square(step, 1, beta2)),
        r"\begin{array}{l} m \leftarrow \beta_1 m + (1 - \beta_1) g \\ "
        r"s \leftarrow \beta_2 s + (1 - \beta_2) g^2 \end{array}",
        "m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g²",
    )
    weights = [Number(1.0 - step.product(index), Quantity.STATE) for index in (2, 3)]
    rows = [
        row(name, weight, "1 − ", beta, " · ", Number(step.product(index, is_after=False)))
        for name, weight, beta, index in zip(
            ("c₁", "c₂"), weights, (beta1, beta2), (2, 3), strict=True
        )
    ]
    hats = [
        [Number(step.state(index, at).value / weights[index].value, Quantity.STATE)
         for at in step.shown.places]
        for index in (0, 1)
    ]  # fmt: skip
    for letter, index in (("m′", 0), ("s′", 1)):
        for name, at, hat in zip(step.shown.names, step.shown.places, hats[index], strict=True):
            parts: list[Part] = [step.state(index, at), " / ", weights[index]]
            rows.append(row(f"{letter}[{name}]", hat, *parts))
    corrected = Block(
        tuple(rows),
        r"\begin{array}{l} c_1 = 1 - \beta_1^t, \quad c_2 = 1 - \beta_2^t \\ "
        r"m' = \frac{m}{c_1}, \quad s' = \frac{s}{c_2} \end{array}",
        "c₁ = 1 − β₁ᵗ, c₂ = 1 − β₂ᵗ, m′ = m / c₁, s′ = s / c₂",
        Message(QT_TRANSLATE_NOOP("core", "Corrected, because both began at 0:")),
    )
    of = {at: (hats[0][i], hats[1][i]) for i, at in enumerate(step.shown.places)}
    decay = step.hyper.get("weight_decay")
    is_weight = step.objective.is_weight

    def change(at: int) -> list[Part]:
        m, s = of[at]
        if decay is None or not is_weight[at]:
            return ["−", step.rate, " · ", m, " / (√(", s, ") + ", epsilon, ")"]
        w = Number(float(step.moment.theta[at]), Quantity.PARAMETER)
        decayed: list[Part] = [Number(decay), " · ", w]
        return ["−", step.rate, " · (", m, " / (√(", s, ") + ", epsilon, ") + ", *decayed, ")"]

    latex, plain = r"\frac{m'}{\sqrt{s'} + \epsilon}", "m′ / (√s′ + ε)"
    if decay is None:
        latex, plain = rf"-\eta {latex}", f"−η {plain}"
    else:
        latex, plain = rf"-\eta \left({latex} + \lambda w\right)", f"−η ({plain} + λ w)"
    return [memory, corrected, step.changes(change, latex, plain)]


_WORKED: dict[str, Callable[[_Step], list[Block]]] = {
    "gradient_descent": _gradient_descent,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adam": _adam,
    "adamw": _adam,
}


def optimizer_blocks(
    objective: Objective, moment: Moment, coming: Update, shown: Shown
) -> list[Block]:
    """From the gradient to the change and the new values of the parameters `shown`.

    An optimiser that this module does not know is shown with its formula and the change.
    """
    run = objective.run
    optimizer = OPTIMIZERS[run.optimizer]
    hyper = optimizer.hyperparameters(run.optimizer_parameters)
    step = _Step(objective, moment, coming, shown, hyper)
    worked = _WORKED.get(run.optimizer)
    if worked is None:
        rows = step.rows(
            "Δ{}", lambda at: (Number(float(coming.change[at]), Quantity.PARAMETER), [])
        )
        label = Message(QT_TRANSLATE_NOOP("core", "The change:"))
        blocks = [Block(tuple(rows), optimizer.formula, "", label)]
    else:
        blocks = worked(step)

    def new(at: int) -> tuple[Number, list[Part]]:
        before, after = float(moment.theta[at]), float(coming.after.theta[at])
        change = Number(float(coming.change[at]), Quantity.PARAMETER)
        parts: list[Part] = [Number(before, Quantity.PARAMETER), " + ", change]
        return Number(after, Quantity.PARAMETER), parts

    label = Message(QT_TRANSLATE_NOOP("core", "The new parameters:"))
    blocks.append(
        Block(
            tuple(step.rows("{}", new)),
            r"\theta \leftarrow \theta + \Delta \theta",
            "θ ← θ + Δθ",
            label,
        )
    )
    return blocks
