"""The lines of an optimiser's step and of a schedule, out of the functions that are run here."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from lossstudio.core.optimizers import Optimizer
from lossstudio.core.schedules import Schedule
from lossstudio.engine.script.comments import Words
from lossstudio.engine.script.sources import Gathered, in_words, read, renamed
from lossstudio.engine.script.texts import number

_NAMES = {"step": "change"}
"""What an optimiser's function calls ``step`` is something else in a script's loop."""


@dataclass(frozen=True)
class OptimizerCode:
    """`start` makes what the optimiser remembers; `step` are the lines of one update of theta."""

    start: list[str]
    step: list[str]


def optimizer_code(
    optimizer: Optimizer, rate: str, gathered: Gathered, words: Words
) -> OptimizerCode | None:
    """The function of `optimizer` written out in place, with `rate` as the learning rate.

    None where it does not have the form for that: state unpacked first and returned last.
    """
    source = read(optimizer.update)
    if len(source.returned) != 2:
        return None
    change, kept = source.returned
    state = _names(kept)
    body = list(source.body)
    if state is None:
        return None
    if state:
        left, _, right = body[0].partition(" = ")
        if right != "state" or _names(left) != state:
            return None
        body = body[1:]
    first = [
        renamed(value, {"n_parameters": "theta.shape"}) for value in read(optimizer.init).returned
    ]
    start = [f"{name} = {value}" for name, value in zip(state, first, strict=True)]
    names = _NAMES | {"learning_rate": rate}
    text = in_words(renamed("\n".join(body), names), words.of_code)
    change = renamed(gathered.use(optimizer.update, change), names)
    gathered.use(optimizer.update, "\n".join(body))
    lines = text.splitlines()
    if change == "change" and text.count("change = ") == 1 and lines[-1].startswith("change = "):
        change = lines.pop().removeprefix("change = ")
    last = f"theta = theta + {change}"
    if _is_negative(change):
        last = f"theta = theta - {change.removeprefix('-')}"
    return OptimizerCode(start, [*lines, last])


def schedule_line(schedule: Schedule, gathered: Gathered) -> str:
    """The expression of the coming step's learning rate."""
    (value,) = read(schedule.rate).returned
    return gathered.use(schedule.rate, value)


def call_of(function: str, hyperparameters: Mapping[str, object], gathered: Gathered) -> str:
    """`function` with its hyperparameters filled in, as an expression."""
    if not hyperparameters:
        return function
    gathered.imports.add("from functools import partial")
    given = ", ".join(f"{name}={number(value)}" for name, value in hyperparameters.items())
    return f"partial({function}, {given})"


def fresh_state(optimizer: Optimizer) -> str:
    """What `optimizer` remembers before its first step: numbers, which become arrays with it."""
    values = [float(value if isinstance(value, float) else value[0]) for value in optimizer.init(1)]
    if not values:
        return "()"
    return "(" + ", ".join(map(number, values)) + ("," if len(values) == 1 else "") + ")"


def _names(text: str) -> list[str] | None:
    """The names in a tuple of names; None for anything else."""
    node = ast.parse(text, mode="eval").body
    if not isinstance(node, ast.Tuple):
        return None
    names = [item.id for item in node.elts if isinstance(item, ast.Name)]
    return names if len(names) == len(node.elts) else None


def _is_negative(text: str) -> bool:
    """`text` is a product that begins with a minus sign."""
    node: ast.expr = ast.parse(text, mode="eval").body
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        node = node.left
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
