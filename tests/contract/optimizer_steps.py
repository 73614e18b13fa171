"""What is shown of an optimiser, carried out step by step, beside the steps that are taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.engine.numbers.optimizers import Shown, optimizer_blocks
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training.trainer import Trainer
from tests.contract.reader import carried_out, read
from tests.contract.tokens import Token, UnreadableError, tokens_of

STEPS = 4
TOLERANCE = 1e-9
_SUBSCRIPTS = str.maketrans("₀₁₂", "012")


@dataclass(frozen=True)
class Program:
    """Formulas that are carried out one after the other at each step."""

    where: str
    texts: tuple[str, ...]
    is_latex: bool


def shown_of_optimizer(name: str) -> list[Program]:
    """The formula in the settings, and those of the account of a step."""
    trainer = _trainer(name)
    shown = Shown([0], ["w"])
    blocks = optimizer_blocks(trainer.objective, trainer.moment, trainer.coming, shown)
    return [
        Program("settings", (OPTIMIZERS[name].formula,), True),
        Program("account", tuple(block.latex for block in blocks), True),
        Program("account", tuple(block.plain for block in blocks), False),
    ]


def tokens_of_program(program: Program) -> list[Token]:
    """All its formulas, one behind the other."""
    tokens: list[Token] = []
    for text in program.texts:
        tokens += [*tokens_of(text, is_latex=program.is_latex), Token("sign", ",")]
    return tokens[:-1]


def differs(name: str, program: Program, mutant: list[Token] | None = None) -> str:
    """At which step the formulas lead elsewhere than the optimiser goes; "" if nowhere."""
    try:
        tokens = tokens_of_program(program) if mutant is None else mutant
        equations = read(tokens, is_latex=program.is_latex)
        for numbers, rate, is_weight, gradients, path in _paths(name):
            now: dict[str, object] = {**numbers, **_memory(name), "η": rate}
            now["θ"] = path[0]
            for step, (gradient, right) in enumerate(zip(gradients, path[1:], strict=True), 1):
                w = now["θ"] if is_weight else 0.0  # a bias is no weight
                now |= {"g": gradient, "t": float(step), "w": w}
                now = carried_out(equations, now)
                if not abs(float(now["θ"]) - right) <= TOLERANCE * (1.0 + abs(right)):
                    return f"{now['θ']} in place of {right} at step {step} with {numbers}"
    except UnreadableError as error:
        return f"unreadable: {error}"
    return ""


@cache
def _trainer(name: str) -> Trainer:
    run = Run(optimizer=name, learning_rate=0.05)
    trainer = Trainer(Data(dataset="line", n_samples=20), run)
    trainer.advance(2)
    return trainer


@cache
def _paths(name: str) -> list[tuple[dict[str, float], float, bool, list[float], list[float]]]:
    """Hyperparameters, rate, whether it is a weight, gradients (STEPS), values (STEPS + 1)."""
    optimizer, rng = OPTIMIZERS[name], np.random.default_rng(7)
    found = []
    for numbers, is_weight in product(_numbers(name), (True, False)):
        rate, theta = float(rng.uniform(0.01, 0.5)), rng.normal(size=1)
        state, path, gradients = optimizer.init(1), [float(theta[0])], []
        for _ in range(STEPS):
            gradient = rng.normal(size=1)
            change, state = optimizer.update(
                gradient, state, rate, theta, np.array([is_weight]), **numbers
            )
            theta = theta + change
            gradients.append(float(gradient[0]))
            path.append(float(theta[0]))
        symbols = {
            parameter.symbol.translate(_SUBSCRIPTS): float(numbers[parameter.name])
            for parameter in optimizer.parameters
        }
        found.append((symbols, rate, is_weight, gradients, path))
    return found


def _memory(name: str) -> dict[str, float]:
    """What an optimiser remembers of a parameter before its first step."""
    optimizer = OPTIMIZERS[name]
    vectors = [value for value in optimizer.init(1) if np.ndim(value)]
    return dict(zip(optimizer.memory, (float(v[0]) for v in vectors), strict=True))


def _numbers(name: str) -> Iterator[dict[str, float]]:
    """The usual hyperparameters, and unusual ones, with an ε that is seen."""
    parameters = OPTIMIZERS[name].parameters
    yield {parameter.name: parameter.default for parameter in parameters}
    for share in (0.3, 0.6):
        yield {p.name: p.minimum + share * (min(p.maximum, 1.0) - p.minimum) for p in parameters}
