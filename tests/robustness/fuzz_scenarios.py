"""Fuzzer of scenario files: presets with parts changed, taken away, doubled, and bytes mutated.

python tests/robustness/fuzz_scenarios.py --seed 1 --count 50000 --keep FOLDER
"""

import copy
import json
import random
from pathlib import Path
from typing import Any

import fuzz_cases as fuzz
from fuzz_scripts import check_script

from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.own import EXAMPLES
from lossstudio.core.models import ACTIVATIONS, INITIALIZATIONS, MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.hiding import PANELS
from lossstudio.engine.scenarios.scenario import to_dict
from lossstudio.engine.scenarios.scenario_file import (
    load_scenario,
    parse_scenario,
    presets,
    save_scenario,
)
from lossstudio.engine.scenarios.sharing import from_text, to_text

_RAW = [to_dict(load_scenario(path)) for path in presets().values()]
_WORDS: dict[str, tuple[Any, ...]] = {
    "dataset": (*DATASETS, "csv", "points"),
    "loss": (*LOSSES, "formula"),
    "model": tuple(MODELS),
    "activation": tuple(ACTIVATIONS),
    "initialization": tuple(INITIALIZATIONS),
    "optimizer": tuple(OPTIMIZERS),
    "schedule": tuple(SCHEDULES),
    "reduction": ("mean", "sum"),
    "formula": tuple(text for text, _ in EXAMPLES),
    "hidden": (["metrics"], list(PANELS)[:2], ["walls"]),
    "hidden_layers": ([], [1], [3, 3], [8, 8, 8], [32, 1], [0], [33]),
    "points": ([[1, 2], [2, 3], [3, 5]], [[0, 0, 1], [1, 0, 0], [1, 1, 1], [2, 2, 0]], [[1]], []),
    "point_names": (["a", "b"], ["\0", "b"], ["a", "a"], ["<b>", "&"], None),
    "class_names": (["no", "yes"], ["\u202e", "x"], ["a"], None),
    "columns": (["a", "b"], ["column 1", "column 2"], None),
    "n_samples": (2, 3, 10, 50, 1000),
    "steps": (0, 1, 10, 1000),
    "batch_size": (None, 1, 7, 16),
    "start": (None, [0, 0], [1.0], [1e300, 0], [0] * 9),
}


def make(rng: random.Random) -> bytes:
    """A scenario file."""
    raw = copy.deepcopy(rng.choice(_RAW))
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        _mutate(rng, raw)
    content = json.dumps(raw, ensure_ascii=rng.random() < 0.3).encode(errors="replace")
    if rng.random() < 0.2:
        content = fuzz.mutated_bytes(rng, content)
    if rng.random() < 0.03:
        content = content.decode(errors="replace").encode(rng.choice(("utf-16", "utf-8-sig")))
    return content


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in `value`: what holds it, and its key there."""
    found = []
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        found.append((value, key))
        if isinstance(value[key], dict | list):
            found += _places(value[key])
    return found


def _mutate(rng: random.Random, raw: dict[str, Any]) -> None:
    places = _places(raw)
    if not places:
        return
    holder, key = rng.choice(places)
    kind = rng.random()
    if key in _WORDS and kind < 0.6:
        holder[key] = copy.deepcopy(rng.choice(_WORDS[key]))
    elif kind < 0.45 and isinstance(holder[key], str):
        is_free = key in ("title", "name", "formula") or rng.random() < 0.3
        odd = rng.choice(fuzz.ODD_TEXTS)
        holder[key] = rng.choice((odd, holder[key] + odd)) if is_free else holder[key]
    elif kind < 0.75 and isinstance(holder[key], int | float):
        near = holder[key] * rng.choice((0, 1, 2, 3, -1))
        holder[key] = rng.choice((near, near + 1, near / 2, rng.choice(fuzz.ODD_NUMBERS)))
    elif kind < 0.82:
        holder[key] = rng.choice((None, True, [], {}, "x", 1, 0.5, [1, 2], {"a": 1}, [[1, 2]]))
    elif kind < 0.87 and isinstance(holder, dict):
        del holder[key]
    elif kind < 0.92 and isinstance(holder, dict):
        holder[rng.choice((*fuzz.ODD_TEXTS, key + "x"))] = holder[key]
    elif kind < 0.96 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    else:
        other, name = rng.choice(places)
        if name in other if isinstance(other, dict) else name < len(other):
            holder[key] = copy.deepcopy(other[name])


def run(case: bytes, folder: Path, rng: random.Random) -> str:
    """Read it; what is accepted is written and read back, trained a little, and made a script."""
    with fuzz.reading(case.decode(errors="replace")):
        scenario = parse_scenario(case)
    save_scenario(scenario, folder / "a.lossstudio")
    written = (folder / "a.lossstudio").read_bytes()
    if parse_scenario(written) != scenario or from_text(to_text(scenario)) != scenario:
        raise fuzz.CaseError("accepted, but not read back as it was written")
    scenario.run_names()
    if rng.random() < 0.5:
        with fuzz.refusals(case.decode(errors="replace")):
            with_values(scenario, [_assignment(rng)])
    if scenario.data.n_samples > 5000 or rng.random() < 0.5:
        return f"accepted #{fuzz.name_of(written)}"
    with fuzz.refusals(case.decode(errors="replace")) as refused:
        experiment = Experiment(scenario)
        experiment.advance(3)
        text = check_script(scenario, rng, runs=rng.random() < 0.1)
        return f"trained #{fuzz.name_of(text.encode())}"
    return f"accepted, not trained #{refused[0]}"


def _assignment(rng: random.Random) -> tuple[str, Any]:
    path = rng.choice((
        "runs.0", "runs", "data", "title", "runs.0.loss", "runs.1", "data.points", "runs.0.start",
        "runs.0.loss_parameters.delta", "runs.0.hidden_layers.0", "hidden", "steps", "", ".",
        "data.points.0.0", "runs.-1.loss", "runs.0.name.x", "runs.00.loss", "runs.0.formula",
        "data.class_names",
    ))  # fmt: skip
    odd = (
        *fuzz.ODD_TEXTS,
        *fuzz.ODD_NUMBERS,
        None,
        True,
        [],
        {},
        "copy",
        [[1, 2], [3, 4]],
        ["a"],
        {"loss": 1},
    )
    return path, rng.choice((*odd, *(copy.deepcopy(v) for vs in _WORDS.values() for v in vs)))


FUZZER = fuzz.Fuzzer("scenarios", ".lossstudio", make, run)

if __name__ == "__main__":
    raise SystemExit(fuzz.main(FUZZER))
