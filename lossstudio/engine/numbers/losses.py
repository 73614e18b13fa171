"""The loss of one sample worked out: its numbers put into the loss's formula and into its slope."""

from collections.abc import Sequence

import numpy as np

from lossstudio.core.expression import Formula
from lossstudio.core.expression.tree import Name
from lossstudio.core.losses import Loss
from lossstudio.core.symbols import sub
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.numbers.account import (
    MOST_LISTED,
    Block,
    OneSample,
    Part,
    Quantity,
    Row,
    ShownNumber,
    joined,
    row,
)
from lossstudio.engine.numbers.arithmetic import Arithmetic, softmax_parts


def loss_blocks(loss: Loss, sample: OneSample) -> list[Block]:
    """The loss of `sample` and its slope, as blocks: formulas, and rows with their numbers."""
    formula = loss.stated.with_zeros(
        frozenset(name for name, value in sample.hyper.items() if not value)
    )
    label = Message(QT_TRANSLATE_NOOP("core", "Its loss:"))
    slope_label = Message(QT_TRANSLATE_NOOP("core", "How the loss changes with the prediction:"))
    if loss.task is not Task.REGRESSION:
        slope_label = Message(QT_TRANSLATE_NOOP("core", "How the loss changes with the score:"))
    with np.errstate(all="ignore"):
        rows, slopes = _rows(formula, sample)
    return [
        Block(tuple(each), latex, plain, about)
        for each, latex, plain, about in zip(
            (rows, slopes),
            formula.shown.worked_latex,
            formula.shown.worked_plain,
            (label, slope_label),
            strict=True,
        )
    ]


def _rows(formula: Formula, sample: OneSample) -> tuple[list[Row], list[Row]]:
    """The rows of the loss and those of its slope."""
    count = len(sample.raw)
    loss = ShownNumber(sample.value, Quantity.LOSS)
    slopes = [ShownNumber(value, Quantity.SLOPE) for value in sample.slope]
    names = [formula.shown.slope_name(sub(j + 1) if count > 1 else "") for j in range(count)]
    if count > MOST_LISTED:
        return [row("ℓ", loss)], [
            row(name, slope) for name, slope in list(zip(names, slopes, strict=True))[:MOST_LISTED]
        ]
    worked = Arithmetic(formula, sample)
    in_loss = formula.shown.used(formula.loss)
    in_slope = [name for name in formula.shown.used(formula.slope) if name not in in_loss]
    rows = _name_rows(worked, in_loss)
    arithmetic = worked.of(formula.loss, 0, sample.value)
    rows += [*worked.helpers(), row("ℓ", loss, *arithmetic)]
    slope_rows = _name_rows(worked, in_slope)
    for j, (name, slope) in enumerate(zip(names, slopes, strict=True)):
        arithmetic = worked.of(formula.slope, j, slope.value)
        slope_rows += [*worked.helpers(), row(name, slope, *arithmetic)]
    return rows, slope_rows


def _name_rows(worked: Arithmetic, names: Sequence[str]) -> list[Row]:
    """What names of the formula are for this sample, those first that others need."""
    formula = worked.formula
    ordered = (*reversed(formula.shown.variables), *formula.parts)
    rows: list[Row] = []
    for name in ordered:
        if name not in names:
            continue
        if name == "p" and formula.task is Task.MULTICLASS:
            rows += _softmax_rows(worked)
            continue
        tree = formula.parts[name] if name in formula.parts else formula.shown.variables[name]
        for j in range(len(worked.sample.raw)) if name in formula.shown.notation.indexed else [0]:
            arithmetic = worked.of(tree, j)
            rows += [
                *worked.helpers(),
                row(worked.label(Name(name), j), worked.shown(Name(name), j), *arithmetic),
            ]
    return rows


def _softmax_rows(worked: Arithmetic) -> list[Row]:
    """R, and the probabilities p_j = e^(z_j − max z) / (1 + R).

    R is the sum over the other scores than the highest, whose own part is 1.
    """
    raw = worked.sample.raw
    top, rest = softmax_parts(raw)
    powers: list[list[Part]] = [
        ["exp(", ShownNumber(z, Quantity.PREDICTION), " − ", top, ")"] for z in raw
    ]
    highest = raw.index(top.value)
    rows = [row("R", rest, *joined(powers[:highest] + powers[highest + 1 :]))]
    for j, power in enumerate(powers):
        p = worked.shown(Name("p"), j)
        rows.append(row(worked.label(Name("p"), j), p, *power, " / (1 + ", rest, ")"))
    return rows
