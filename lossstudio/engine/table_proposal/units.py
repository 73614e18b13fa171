"""Whether inputs should be standardised: by their means, their spreads and their condition."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from lossstudio.core.datasets.base import Array
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message

Standardize = Literal["inputs", "inputs_and_target"] | bool
"""What ``runs.N.standardize`` may be, except null; True is not among it."""

_USUAL = (0.2, 2.2)
"""Root mean squares of inputs for which a learning rate of 0.1 trains well."""
_LARGE_CONDITION = 100.0
_GAIN = 4.0
"""Standardising is worth it where it divides the condition number by so much."""
_FAR = 10.0
"""Standard deviations between the mean and 0, from which on this alone makes training slow."""
_LARGE_TARGET = 10.0
MOST_ROWS = 10_000
"""Rows that are looked at, spread over the table."""


def propose_standardize(
    x: Array, names: Sequence[str], target: Array | None = None, *, is_network: bool = False
) -> tuple[Standardize, Message]:
    """What to standardise for the inputs `x` (n, d) called `names`, and the reason in a sentence.

    `target` (n,) are the targets of regression, None where there are classes. A network on large
    targets should have these standardised too; a linear model reaches them by its bias.
    """
    if is_network and target is not None and len(target):
        size = max(float(np.abs(target).mean()), float(target.std()))
        if size > _LARGE_TARGET or 0 < size < 1 / _LARGE_TARGET:
            template = QT_TRANSLATE_NOOP(
                "core",
                "The target is of the order of {size:.6g}, far from the order of 1 that a network "
                "starts with: inputs and target are standardised.",
            )
            return "inputs_and_target", Message(template, {"size": _rounded(size)})
    x = x[:: max(1, -(-len(x) // MOST_ROWS))]
    with np.errstate(over="ignore", invalid="ignore"):  # numbers may be as large as any
        mean, spread = x.mean(axis=0), x.std(axis=0)
        size = np.nan_to_num(np.hypot(mean, spread), nan=np.inf)
        spread = np.where(spread > 0, spread, 1.0)
        condition, after = _condition(x), _condition((x - mean) / spread)
    far = int(np.argmax(np.abs(mean) / spread))
    low, high = int(np.argmin(size)), int(np.argmax(size))
    is_usual = _USUAL[0] <= size[low] and size[high] <= _USUAL[1]
    is_better = condition > _LARGE_CONDITION and condition > _GAIN * after
    if is_usual and not is_better:
        template = QT_TRANSLATE_NOOP("core", "The inputs are of the order of 1 as they are.")
        return False, Message(template)
    values: dict[str, object] = {
        "name": names[far],
        "mean": float(mean[far]),
        "spread": _rounded(spread[far]),
        "small": names[low],
        "large": names[high],
        "low": _rounded(size[low]),
        "high": _rounded(size[high]),
    }
    if len(names) > 1 and size[high] > 10 * size[low]:
        template = QT_TRANSLATE_NOOP(
            "core",
            "The inputs differ in size ({small} is of the order of {low:.6g}, {large} of "
            "{high:.6g}), so that no learning rate would suit all of them: they are standardised.",
        )
    elif abs(mean[far]) > _FAR * spread[far]:
        template = QT_TRANSLATE_NOOP(
            "core",
            "{name} is far from 0 beside its spread (mean {mean:.6g}, standard deviation "
            "{spread:.6g}), so that its slope and the bias depend on each other: the inputs are "
            "standardised.",
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "core",
            "{large} is of the order of {high:.6g}, not of 1 as learning rates expect it: the "
            "inputs are standardised.",
        )
        if size[low] < _USUAL[0] and size[high] <= _USUAL[1]:
            values |= {"large": names[low], "high": _rounded(size[low])}
    return "inputs", Message(template, values)


def _rounded(size: float) -> float:
    """`size` with two digits, for a sentence."""
    return float(f"{size:.2g}")


def _condition(x: Array) -> float:
    """λmax/λmin of the mean of (1, x)(1, x)ᵀ, which is the curvature of a squared error."""
    design = np.column_stack([np.ones(len(x)), x])
    gram = design.T @ design / len(x)
    if not np.isfinite(gram).all():
        return np.inf
    values = np.linalg.eigvalsh(gram)
    return float(values[-1] / values[0]) if values[0] > 0 else np.inf
