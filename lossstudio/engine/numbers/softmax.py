"""The losses of several scores worked out for one sample; see `step_losses`."""

import math
from collections.abc import Callable

from lossstudio.core.symbols import sub
from lossstudio.engine.numbers.account import (
    Lines,
    Number,
    OneSample,
    Part,
    Quantity,
    Row,
    joined,
    row,
)


def _z(value: float) -> Number:
    return Number(value, Quantity.PREDICTION)


def _y(value: float) -> Number:
    return Number(value, Quantity.TARGET)


def _softmax(raw: list[float]) -> tuple[list[float], float, list[Row]]:
    """The probabilities, R and the rows: p_j = e^(z_j − z_max) / (1 + R).

    R is the sum over the other scores than the highest, whose own part is 1.
    """
    top = max(raw)
    highest = raw.index(top)
    powers = [math.exp(z - top) for z in raw]
    others = [j for j in range(len(raw)) if j != highest]
    rest = sum(powers[j] for j in others)
    groups: list[list[Part]] = [["exp(", _z(raw[j]), " − ", _z(top), ")"] for j in others]
    rows = [row("R", _z(rest), *joined(groups))]
    probabilities = [power / (1.0 + rest) for power in powers]
    for j, p in enumerate(probabilities):
        parts: list[Part] = ["exp(", _z(raw[j]), " − ", _z(top), ") / (1 + ", _z(rest), ")"]
        rows.append(row(f"p{sub(j + 1)}", _z(p), *parts))
    return probabilities, rest, rows


_SOFTMAX = "pⱼ = e^zⱼ / Σₖ e^zₖ = e^(zⱼ − max z) / (1 + R), R: e^(z − max z) of the other scores"


def _cross_entropy(s: OneSample) -> Lines:
    p, rest, rows = _softmax(s.raw)
    smoothing, count = s.hyper["label_smoothing"], len(s.y)
    y = s.y
    if smoothing > 0:
        y = [t * (1.0 - smoothing) + smoothing / count for t in s.y]
        epsilon = Number(smoothing)
        rows += [
            row(
                f"y'{sub(j + 1)}", _y(y[j]),
                "(1 − ", epsilon, ") · ", _y(s.y[j]), " + ", epsilon, f" / {count}",
            )
            for j in range(count)
        ]  # fmt: skip
    top = max(s.raw)
    groups: list[list[Part]] = [
        [_y(y[j]), " · (", _z(top), " − ", _z(s.raw[j]), ")"] for j in range(count) if y[j] > 0
    ]
    groups.append(["log(1 + ", _z(rest), ")"])
    rows.append(row("ℓ", Number(s.value, Quantity.LOSS), *joined(groups)))
    slopes = []
    for j in range(count):
        parts: list[Part] = [_z(p[j]), " − ", _y(y[j])] if abs(s.slope[j]) > 1e-3 else []
        slopes.append(row(f"∂ℓ/∂z{sub(j + 1)}", Number(s.slope[j], Quantity.SLOPE), *parts))
    mark = "'" if smoothing > 0 else ""
    return (
        f"ℓ = −Σⱼ y{mark}ⱼ log pⱼ = Σⱼ y{mark}ⱼ (max z − zⱼ) + log(1 + R), {_SOFTMAX}",
        rows,
        f"∂ℓ/∂zⱼ = pⱼ − y{mark}ⱼ",
        slopes,
    )


def _multiclass_brier(s: OneSample) -> Lines:
    p, _, rows = _softmax(s.raw)
    count = len(p)
    error = [p[j] - s.y[j] for j in range(count)]
    squares: list[list[Part]] = [["(", _z(p[j]), " − ", _y(s.y[j]), ")²"] for j in range(count)]
    rows.append(row("ℓ", Number(s.value, Quantity.LOSS), *joined(squares)))
    mean = Number(sum(e * q for e, q in zip(error, p, strict=True)), Quantity.ERROR)
    products: list[list[Part]] = [
        ["(", _z(p[j]), " − ", _y(s.y[j]), ") · ", _z(p[j])] for j in range(count)
    ]
    slopes = [row("D", mean, *joined(products))]
    for j in range(count):
        slope = Number(s.slope[j], Quantity.SLOPE)
        parts: list[Part] = ["2 · ", _z(p[j]), " · (", _z(p[j]), " − ", _y(s.y[j]), " − ", mean]
        slopes.append(row(f"∂ℓ/∂z{sub(j + 1)}", slope, *parts, ")"))
    return (
        f"ℓ = Σⱼ (pⱼ − yⱼ)², {_SOFTMAX}",
        rows,
        "∂ℓ/∂zᵢ = 2 pᵢ (pᵢ − yᵢ − D), D = Σⱼ (pⱼ − yⱼ) pⱼ",
        slopes,
    )


WORKED: dict[str, Callable[[OneSample], Lines]] = {
    "cross_entropy": _cross_entropy,
    "multiclass_brier": _multiclass_brier,
}
