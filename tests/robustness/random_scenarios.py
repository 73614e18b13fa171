"""Random scenarios that combine all that a scenario may say: data of every kind, one to three runs.

`scenario_of` makes one of random numbers alone; a table that it reads is returned beside it.
"""

import itertools
import math
import random
from typing import Any

from lossstudio.core.datasets import DATASETS
from lossstudio.core.features import usual_features
from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.own import examples
from lossstudio.core.models import ACTIVATIONS, INITIALIZATIONS, MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.parameters import Parameter
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.tasks import Task

_CLASSES = ("no", "yes", "perhaps")


def scenario_of(rng: random.Random) -> tuple[dict[str, Any], str]:
    """A scenario as a file has it, and the text of the table "data.csv" that it may read."""
    n_classes = rng.choice((0, 0, 0, 2, 2, 3))
    data, table, n_inputs, n = _data(rng, n_classes)
    if rng.random() < 0.3:
        usual = usual_features(n_inputs)
        data["features"] = rng.sample(usual, rng.randint(1, min(4, len(usual))))
        n_inputs = len(data["features"])
    runs = [_run(rng, n_classes, n_inputs, n) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
    raw: dict[str, Any] = {
        "format": 1,
        "title": rng.choice(("", "A title", "题")),
        "data": data,
        "runs": runs,
        "steps": rng.randint(0, 15),
    }
    if rng.random() < 0.3:
        raw["stop"] = _stop(rng)
    if rng.random() < 0.2:
        raw["speed"] = rng.choice((1, 60.0, "max"))
    if rng.random() < 0.2:
        raw["arrangement"] = rng.choice(
            ({"mode": "studio", "root": {"tabs": ["fit", "loss"], "front": "fit"}}, "network")
        )
    if rng.random() < 0.2:
        raw["hidden"] = ["metrics"]
    return raw, table


# -- data ------------------------------------------------------------------------------------------


def _data(rng: random.Random, n_classes: int) -> tuple[dict[str, Any], str, int, int]:
    """The data, the table's text, and about how many inputs and samples there are."""
    data: dict[str, Any] = {"seed": rng.choice((0, 1, 7, 2**32 - 1))}
    if rng.random() < 0.5:
        data["test_fraction"] = rng.choice((0.0, 0.1, 0.3, 0.5))
    if rng.random() < 0.3:
        data["label_noise"] = rng.choice((0.0, 0.1, 0.5, 1.0))
    if rng.random() < 0.5:
        data["validation_fraction"] = rng.choice((0.0, 0.15, 0.25, 0.4))
    kind = rng.choice(("generated", "generated", "real", "points", "points", "table", "table"))
    if kind in ("generated", "real"):
        return _shipped(rng, data, n_classes, is_real=kind == "real")
    n, d = rng.randint(6, 30), rng.randint(1, 3)
    rows = _rows(rng, n, d, n_classes)
    if kind == "table":
        return data, _table(rng, data, rows, n_classes), d, n
    data |= {"dataset": "points", "points": rows}
    if rng.random() < 0.3:
        data["point_names"] = [*(f"input {j}" for j in range(d)), "target"]
    if n_classes and rng.random() < 0.4:
        data["class_names"] = list(_CLASSES[:n_classes])
    if n_classes == 2 and rng.random() < 0.4:
        names = data.get("class_names")
        data["positive_class"] = rng.choice(names or (0, 1))
    numbers = rng.sample(range(n), rng.randint(0, n // 2))
    cut = rng.randint(0, len(numbers))
    if rng.random() < 0.5:
        data["test_rows"] = numbers[:cut]
    if rng.random() < 0.4:
        data["validation_rows"] = numbers[cut:]
    return data, "", d, n


def _shipped(
    rng: random.Random, data: dict[str, Any], n_classes: int, is_real: bool
) -> tuple[dict[str, Any], str, int, int]:
    """A generator's samples, or measured ones."""
    fitting = [
        each
        for each in DATASETS.values()
        if each.is_real is is_real and len(each.classes) == n_classes
    ]
    chosen = rng.choice(fitting or list(DATASETS.values()))
    data |= {"dataset": chosen.name, "n_samples": rng.randint(8, 40)}
    data["noise"] = rng.choice((0.0, 0.1, 0.3, 1.5))
    if rng.random() < 0.4:
        data["outlier_fraction"] = rng.choice((0.05, 0.2))
        data["outlier_strength"] = rng.choice((0.0, 5.0, 20.0))
        data["outliers_in"] = rng.choice(("all", "train"))
    return data, "", len(chosen.input_names), data["n_samples"]


def _rows(rng: random.Random, n: int, d: int, n_classes: int) -> list[list[float]]:
    """Inputs of different sizes and places, and a target that depends on them."""
    scales = [rng.choice((1.0, 1.0, 0.01, 40.0)) for _ in range(d)]
    centers = [rng.choice((0.0, 0.0, 1.0, 100.0)) * scale for scale in scales]
    size, level = rng.choice((1.0, 1.0, 30.0)), rng.choice((0.0, 0.0, 5.0, 200.0))
    rows = []
    for i in range(n):
        u = [rng.gauss(0.0, 1.0) for _ in range(d)]
        said = sum((-1) ** j * value for j, value in enumerate(u)) + rng.gauss(0.0, 0.3)
        y = level + size * said
        if n_classes:
            y = i if i < n_classes else min(n_classes - 1, max(0, math.floor(said + 1)))
        x = [c + s * v for c, s, v in zip(centers, scales, u, strict=True)]
        rows.append([*(float(f"{value:.6g}") for value in x), float(f"{y:.6g}")])
    return rows


def _table(
    rng: random.Random, data: dict[str, Any], rows: list[list[float]], n_classes: int
) -> str:
    """The rows as a table, whose reading stands in `data`."""
    data |= {"dataset": "csv", "file": "data.csv"}
    d, has_reading = len(rows[0]) - 1, rng.random() < 0.7
    separator = rng.choice((",", ";", "\t")) if has_reading else ","
    decimal = rng.choice(".,") if separator != "," and has_reading else "."
    names = [*(f"x{j}" for j in range(d)), "y"]
    lines = [[str(value).replace(".", decimal) for value in row] for row in rows]
    if n_classes and rng.random() < 0.7:
        for line, row in zip(lines, rows, strict=True):
            line[-1] = _CLASSES[int(row[-1])]
        if n_classes == 2 and rng.random() < 0.4:
            data["positive_class"] = rng.choice(_CLASSES[:2])
    if rng.random() < 0.4:  # a column of texts
        names.insert(0, "colour")
        for line in lines:
            line.insert(0, rng.choice(("red", "green", "blue")))
        data["categories"] = rng.choice(("one_hot", "one_hot", "drop"))
    if rng.random() < 0.2:
        rng.choice(lines)[-2] = ""
    if rng.random() < 0.3 and d > 1:
        data["columns"] = [names[-2], "y"]
    if rng.random() < 0.4:
        data["split"] = "shuffled"
    before = ["# measured"] if has_reading and rng.random() < 0.3 else []
    if has_reading:
        data["reading"] = {"separator": separator, "decimal": decimal}
        data["reading"] |= {"header_row": 1 + len(before)}
        if before:
            data["reading"]["skipped_lines"] = [1]
    return "\n".join([*before, *(separator.join(line) for line in [names, *lines]), ""])


# -- runs ------------------------------------------------------------------------------------------


def _run(rng: random.Random, n_classes: int, n_inputs: int, n: int) -> dict[str, Any]:
    tasks = {0: (Task.REGRESSION,), 2: (Task.BINARY, Task.MULTICLASS), 3: (Task.MULTICLASS,)}
    task = rng.choice(tasks[n_classes] if rng.random() < 0.97 else tuple(Task))
    run = _loss(rng, task)
    optimizer, schedule = (rng.choice(list(each.values())) for each in (OPTIMIZERS, SCHEDULES))
    run |= {
        "model": rng.choice(list(MODELS)),
        "optimizer": optimizer.name,
        "optimizer_parameters": _own(rng, optimizer.parameters),
        "schedule": schedule.name,
        "schedule_parameters": _own(rng, schedule.parameters),
        "learning_rate": rng.choice((1e-4, 1e-3, 0.01, 0.05)),
        "seed": rng.choice((0, 3, 2**32 - 1)),
    }
    rare: dict[str, Any] = {
        "name": rng.choice(("a", "a, b", "名")),
        "bias": rng.random() < 0.5,
        "degree": rng.randint(1, 3),
        "hidden_layers": rng.choice(([], [2], [3, 2])),
        "activation": rng.choice(list(ACTIVATIONS)),
        "initialization": rng.choice(list(INITIALIZATIONS)),
        "standardize": rng.choice((False, "inputs", "inputs_and_target", "inputs_and_target")),
        "batch_size": rng.choice((1, 3, 5, 1000)),
        "batch_order": "file",
        "reduction": rng.choice(("mean", "sum")),
        "l1": rng.choice((1e-4, 0.02)),
        "l2": rng.choice((1e-4, 0.03)),
    }
    run |= {name: value for name, value in rare.items() if rng.random() < 0.35}
    if task is not Task.REGRESSION and rng.random() < 0.5:
        run["class_weights"] = "balanced"
    if task is not Task.REGRESSION and rng.random() < 0.95 and "standardize" in run:
        run["standardize"] = rng.choice((False, "inputs"))
    outputs = n_classes if task is Task.MULTICLASS else 1
    if rng.random() < 0.3:
        count = _count(run, n_inputs, outputs)
        run["start"] = [rng.choice((0.0, rng.gauss(0.0, 1.0))) for _ in range(count)]
    if rng.random() < 0.3:
        run["fixed"] = _fixed(rng, run)
    return run


def _count(run: dict[str, Any], n_inputs: int, outputs: int) -> int:
    """How many parameters the run's model has."""
    bias = run.get("bias", True)
    if run["model"] == "mlp":
        sizes = [n_inputs, *run.get("hidden_layers", (8, 8)), outputs]
        return sum((a + bias) * b for a, b in itertools.pairwise(sizes))
    degree = run.get("degree", 1) if run["model"] == "polynomial" else 1
    return (math.comb(n_inputs + degree, degree) - 1 + bias) * outputs


def _fixed(rng: random.Random, run: dict[str, Any]) -> list[str]:
    """Names of parameters, most of which the run's model has."""
    names = ["weights", "bias", "weights[1]", "theta[1]", "theta[2]", "w1", "b", "nothing"]
    if run["model"] == "mlp":
        names = ["weights_1", "bias_1", "theta[2]", "theta[1]", "W₁[1,1]", "weights_1[1,1]", "b1"]
    if run.get("bias", True) and not run.get("standardize") and run["model"] == "linear":
        return [rng.choice(names)]
    return rng.sample(names, rng.choice((1, 1, 2)))


def _loss(rng: random.Random, task: Task) -> dict[str, Any]:
    own = [text for text, _ in examples(task)]
    if own and rng.random() < 0.15:
        return {"loss": "formula", "formula": rng.choice(own)}
    loss = rng.choice([each for each in LOSSES.values() if each.task is task])
    return {"loss": loss.name, "loss_parameters": _own(rng, loss.parameters)}


def _own(rng: random.Random, parameters: tuple[Parameter, ...]) -> dict[str, float]:
    """Some of an entry's own numbers, near what is usual."""
    found = {}
    for each in parameters:
        if rng.random() < 0.3:
            near = each.default * rng.choice((0.5, 0.9, 1.0, 1.5))
            near = min(max(near, each.minimum), each.maximum)
            found[each.name] = round(near) if each.integer else near
    return found


def _stop(rng: random.Random) -> dict[str, Any]:
    every = {
        "train_loss": rng.choice((0.01, 1.0)),
        "gradient_norm": rng.choice((0.001, 1.0)),
        "converged": True,
        "validation_patience": rng.choice((1, 3)),
    }
    return {name: value for name, value in every.items() if rng.random() < 0.4}
