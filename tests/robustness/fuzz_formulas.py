"""Fuzzer of a person's own losses: formulas by a grammar, mutated ones, and any signs.

python tests/robustness/fuzz_formulas.py --seed 1 --count 20000 --keep FOLDER
"""

import random
from pathlib import Path

import fuzz_cases as fuzz
import numpy as np
from fuzz_scripts import check_script

from lossstudio.core.expression.vocabulary import FUNCTIONS, OTHER_NAMES
from lossstudio.core.losses.own import EXAMPLES, make_loss
from lossstudio.core.tasks import Task
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario, to_dict
from lossstudio.engine.scenarios.scenario_file import from_dict

_OF = {
    Task.REGRESSION: ("r", "r", "yhat", "y", "ŷ"),
    Task.BINARY: ("z", "m", "p", "s", "y", "1 - p"),
}
_NUMBERS = ("0", "1", "2", "3", "0.5", "1.5", "1e-3", "1e3", "1e300", "1e-300", "pi", "e", "a", "b")
_SIGNS = (
    "+",
    "-",
    "*",
    "/",
    "**",
    "^",
    "−",
    "·",
    "÷",
    "，",
    ",",
    "(",
    ")",
    "|",
    "<",
    ">=",
    "²",
    "√",
    "σ",
)
_RAW = np.array([[-750.0], [-3.0], [-1.0], [-1e-9], [0.0], [0.25], [1.0], [40.0], [750.0]])
_Y = np.array([[0.0], [1.0], [0.0], [1.0], [0.0], [1.0], [1.0], [0.0], [1.0]])


def make(rng: random.Random) -> bytes:
    """The text of a formula."""
    kind = rng.random()
    if kind < 0.7:
        text = _grown(rng, rng.choice((Task.REGRESSION, Task.BINARY)), rng.randint(1, 4))
    elif kind < 0.75:
        pieces = (*FUNCTIONS, *OTHER_NAMES, *_NUMBERS, *_SIGNS, *"ryzp ", *fuzz.ODD_TEXTS)
        text = "".join(rng.choice(pieces) for _ in range(rng.randint(1, 30)))
    else:
        text = rng.choice(EXAMPLES)[0]
    for _ in range(rng.choice((0, 0, 0, 1, 2, 4))):
        at = rng.randrange(len(text) + 1)
        length = rng.choice((1, 1, 3, 10))
        piece = rng.choice(
            (rng.choice(_SIGNS), rng.choice(_NUMBERS), rng.choice(fuzz.ODD_TEXTS), "")
        )
        text = text[:at] + piece + text[at + rng.choice((0, length)) :]
    return text.encode()


def _grown(rng: random.Random, task: Task, depth: int) -> str:
    if depth <= 0 or rng.random() < 0.15:
        return rng.choice((rng.choice(_OF[task]), rng.choice(_OF[task]), rng.choice(_NUMBERS)))
    kind = rng.random()
    if kind < 0.45:
        sign = rng.choice(("+", "-", "*", "/", "**"))
        right = rng.choice(("2", "0.5", "3", "-1")) if sign == "**" else None
        return f"({_grown(rng, task, depth - 1)} {sign} {right or _grown(rng, task, depth - 1)})"
    if kind < 0.52:
        return f"|{_grown(rng, task, depth - 1)}|"
    if kind < 0.57:
        return f"-{_grown(rng, task, depth - 1)}"
    name = rng.choice(list(FUNCTIONS))
    count = rng.randint(FUNCTIONS[name].least, min(FUNCTIONS[name].most, 3))
    values = [_grown(rng, task, depth - 1) for _ in range(count)]
    if name == "where":
        values[0] += rng.choice((" > ", " <= ")) + rng.choice(("0", values[1]))
    return f"{name}({', '.join(values)})"


def run(case: bytes, folder: Path, rng: random.Random) -> str:
    """Read it, compute with it, train a step with it, and write it into a script."""
    text = case.decode()
    with fuzz.reading(text):
        loss = make_loss(text)
    make_loss.cache_clear()  # what is kept hides what another time brings
    with np.errstate(all="ignore"):
        values, slopes = loss.function(_RAW, _Y, **loss.hyperparameters({}))
    if values.shape != _RAW.shape or slopes.shape != _RAW.shape:
        raise fuzz.CaseError(f"a loss of the shape {values.shape}, a slope of {slopes.shape}")
    outcome = f"accepted #{fuzz.name_of(values.tobytes() + slopes.tobytes())} {loss.formula}"
    if rng.random() < 0.85:
        return outcome
    dataset = "line" if loss.task is Task.REGRESSION else "moons"
    scenario = Scenario(
        data=Data(dataset=dataset, n_samples=20),
        runs=(Run(loss="formula", formula=text, learning_rate=1e-3),),
        steps=2,
    )
    if from_dict(to_dict(scenario)) != scenario:
        raise fuzz.CaseError("not read back as it was written")
    with fuzz.refusals(text) as refused:
        script = check_script(scenario, rng, runs=rng.random() < 0.1)
        return f"trained #{fuzz.name_of(script.encode())} {outcome}"
    return f"accepted, not trained #{refused[0]}"


FUZZER = fuzz.Fuzzer("formulas", ".txt", make, run)

if __name__ == "__main__":
    raise SystemExit(fuzz.main(FUZZER))
