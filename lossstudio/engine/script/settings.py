"""The settings of a script: what is constant, what differs between runs, what changes on the way.

A setting is a variable of the script and the text of its value.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lossstudio.core.expression.evaluate import WRITTEN_OUT
from lossstudio.core.losses import Loss
from lossstudio.engine.script.choices_code import shuffles
from lossstudio.engine.script.optimizer_code import OptimizerCode, call_of
from lossstudio.engine.script.plan import Part, Plan
from lossstudio.engine.script.sources import Gathered, parse
from lossstudio.engine.script.texts import number

_TAKEN = frozenset({
    "n", "n_train", "x", "y", "u", "theta", "raw", "values", "slope", "gradient", "losses", "cost",
    "step", "steps", "rate", "rows", "order", "epoch", "cursor", "w", "is_weight", "l1", "l2", "np",
    "learning_rate", "batch_size", "seed", "last", "change", "state", "features", "loss",
    "optimizer", "schedule", "scale", "center", "width", "hidden", "noise", "data", "targets",
    "one_hot", "penalty", "units", "widths", "mean", "deviation", "t", "weights", "bias",
    "train", "results", "name", "history", "math", "start", "n_validation",
    "weight", "is_free", "shuffled",
})  # fmt: skip
"""Names that a script uses itself: no hyperparameter is called so."""


@dataclass
class Shape:
    """What all runs of a plan need, from their first step to their last: one loop serves them."""

    plan: Plan
    gathered: Gathered
    functions: dict[str, str] = field(default_factory=dict)
    """The name in the script of each loss's function, by ``loss`` and formula."""

    def __post_init__(self) -> None:
        parts = self.plan.parts
        self.has_test = any("test" in part.dataset.parts for part in parts)
        self.has_validation = any(part.dataset.n_validation for part in parts)
        self.has_batches = any(part.batch_size is not None for part in parts)
        self.shuffles = any(map(shuffles, parts))
        self.has_full = any(part.batch_size is None for part in parts)
        self.l1 = any(part.run.l1 for part in parts)
        self.l2 = any(part.run.l2 for part in parts)
        self.one_loss = _all_same(loss_key(part) for part in parts)
        self.one_optimizer = _all_same(part.run.optimizer for part in parts)
        self.one_schedule = _all_same(part.run.schedule for part in parts)
        for part in parts:
            key = loss_key(part)
            if key not in self.functions:
                self.functions[key] = _take_loss(part.loss, self.gathered)
        self.names = _free_names(parts[0]) if self.one_loss else {}

    @property
    def recorded(self) -> str:
        """The names of the losses that are recorded at each step."""
        return "train_loss, test_loss, cost" + ", validation_loss" * self.has_validation

    @property
    def has_penalty(self) -> bool:
        """A run has a penalty at some step."""
        return self.l1 or self.l2


def loss_key(part: Part) -> str:
    """What tells one loss from another: its name, and its formula where a person gave one."""
    return f"{part.run.loss} {getattr(part.run, 'formula', '')}"


def settings(
    part: Part, steps: int, shape: Shape, optimizer: OptimizerCode | None
) -> dict[str, str]:
    """The settings of `part` that a script with this `shape` has, by name, and `steps`."""
    run = part.run
    found: dict[str, str] = {}
    hyper = part.loss.hyperparameters(run.loss_parameters)
    function = shape.functions[loss_key(part)]
    if shape.one_loss:
        found |= {shape.names.get(name, name): number(value) for name, value in hyper.items()}
    else:
        found["loss"] = call_of(function, hyper, shape.gathered)
    found["learning_rate"] = number(run.learning_rate)
    schedule = part.schedule.hyperparameters(run.schedule_parameters)
    if shape.one_schedule:
        found |= {name: number(value) for name, value in schedule.items()}
    else:
        name = shape.gathered.add(part.schedule.rate)
        found["schedule"] = call_of(name, schedule, shape.gathered)
    hyper = part.optimizer.hyperparameters(run.optimizer_parameters)
    if optimizer is not None:
        found |= {name: number(value) for name, value in hyper.items()}
    else:
        name = shape.gathered.add(part.optimizer.update)
        found["optimizer"] = call_of(name, hyper, shape.gathered)
    if shape.has_batches:
        found["batch_size"] = number(part.batch_size)
    if shape.shuffles:
        found["seed"] = number(run.seed)
    if shape.l1:
        found["l1"] = number(run.l1)
    if shape.l2:
        found["l2"] = number(run.l2)
    found["scale"] = "1 / n_train" if run.reduction == "mean" else "1.0"
    found["steps"] = number(steps)
    return found


def _all_same(values: Iterable[object]) -> bool:
    return len(set(values)) == 1


def _take_loss(loss: Loss, gathered: Gathered) -> str:
    text = getattr(loss, "source", None)
    if text is None:
        return gathered.add(loss.function)
    source = parse(text)
    for name, helper in WRITTEN_OUT.items():
        if re.search(rf"\b{name}\(", text):
            gathered.add(helper)
    return gathered.add_text(source.name, source.text)


def _free_names(part: Part) -> dict[str, str]:
    """Other names for the loss's hyperparameters that would be taken for something else."""
    others = {
        *_TAKEN,
        *(parameter.name for parameter in part.optimizer.parameters),
        *(parameter.name for parameter in part.schedule.parameters),
    }
    return {
        parameter.name: f"loss_{parameter.name}"
        for parameter in part.loss.parameters
        if parameter.name in others
    }
