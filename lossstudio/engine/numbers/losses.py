"""The loss of one sample worked out: the numbers put into the loss's own formula.

Where a formula would lose digits (the logarithm of a probability near 1), the numbers are put into
the equal form that the program computes with, and both forms are shown.
"""

import math
from collections.abc import Callable
from functools import partial

from lossstudio.core.losses import Loss
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.numbers.account import (
    MOST_LISTED,
    Block,
    Lines,
    Number,
    OneSample,
    Part,
    Quantity,
    Row,
    row,
)
from lossstudio.engine.numbers.own_loss import own_loss
from lossstudio.engine.numbers.softmax import WORKED as SOFTMAX

_LINEAR = 20.0
"""From here on log cosh r is |r| − log 2 in every digit that is kept."""


def _y(value: float) -> Number:
    return Number(value, Quantity.TARGET)


def _z(value: float) -> Number:
    return Number(value, Quantity.PREDICTION)


def _r(value: float) -> Number:
    return Number(value, Quantity.ERROR)


_SLOPE = {Task.REGRESSION: "∂ℓ/∂ŷ", Task.BINARY: "∂ℓ/∂z"}


def _loss(s: OneSample, *parts: Part) -> Row:
    return row("ℓ", Number(s.value, Quantity.LOSS), *parts)


def _slope(s: OneSample, name: str, *parts: Part) -> Row:
    return row(name, Number(s.slope[0], Quantity.SLOPE), *parts)


def _residual(s: OneSample) -> tuple[float, Row]:
    r = s.raw[0] - s.y[0]
    return r, row("r", _r(r), _z(s.raw[0]), " − ", _y(s.y[0]))


def _mse(s: OneSample) -> Lines:
    r, first = _residual(s)
    slope = [_slope(s, "∂ℓ/∂ŷ", "2 · ", _r(r))]
    return "ℓ = r², r = ŷ − y", [first, _loss(s, *_squared(_r(r)))], "∂ℓ/∂ŷ = 2 r", slope


def _squared(number: Number) -> list[Part]:
    """The number to the power of 2, in brackets where it is negative."""
    return ["(", number, ")²"] if number.value < 0 else [number, "²"]


def _mae(s: OneSample) -> Lines:
    r, first = _residual(s)
    slope = [_slope(s, "∂ℓ/∂ŷ", "sign(", _r(r), ")")]
    return (
        "ℓ = |r|, r = ŷ − y",
        [first, _loss(s, "abs(", _r(r), ")")],
        "∂ℓ/∂ŷ = sign(r)",
        slope,
    )


def _huber(s: OneSample) -> Lines:
    r, first = _residual(s)
    delta = Number(s.hyper["delta"])
    if abs(r) <= delta.value:
        loss = _loss(s, "1/2 · ", *_squared(_r(r)))
    else:
        loss = _loss(s, delta, " · (abs(", _r(r), ") − 1/2 · ", delta, ")")
    slope = [_slope(s, "∂ℓ/∂ŷ", "max(−", delta, ", min(", delta, ", ", _r(r), "))")]
    return (
        "ℓ = ½ r² where |r| ≤ δ, else δ (|r| − ½ δ); r = ŷ − y",
        [first, loss],
        "∂ℓ/∂ŷ = max(−δ, min(δ, r))",
        slope,
    )


def _log_cosh(s: OneSample) -> Lines:
    r, first = _residual(s)
    if abs(r) <= _LINEAR:
        loss = _loss(s, "log(cosh(", _r(r), "))")
    else:
        loss = _loss(s, "abs(", _r(r), ") − log(2)")
    slope = [_slope(s, "∂ℓ/∂ŷ", "tanh(", _r(r), ")")]
    return "ℓ = log cosh r, r = ŷ − y", [first, loss], "∂ℓ/∂ŷ = tanh r", slope


def _pinball(s: OneSample) -> Lines:
    e, tau = s.y[0] - s.raw[0], Number(s.hyper["tau"])
    first = row("e", _r(e), _y(s.y[0]), " − ", _z(s.raw[0]))
    factor: list[Part] = [tau] if e >= 0 else ["(", tau, " − 1)"]
    loss = _loss(s, *factor, " · ", _r(e))
    parts: list[Part] = ["1 − ", tau] if e < 0 else []
    return (
        "ℓ = τ e where e ≥ 0, else (τ − 1) e; e = y − ŷ",
        [first, loss],
        "∂ℓ/∂ŷ = −τ where e > 0, 0 where e = 0, 1 − τ where e < 0",
        [_slope(s, "∂ℓ/∂ŷ", *parts)],
    )


def _sigmoid(name: str, z: Number, sign: float = 1.0) -> tuple[float, Row]:
    """The row of 1 / (1 + e^(−sign·z)), in the form that cannot overflow."""
    m = sign * z.value
    e = math.exp(-abs(m))
    p = (1.0 if m > 0 else e) / (1.0 + e)
    shown = Number(m, z.quantity)
    opposite = Number(-m, z.quantity)
    if m > 0:
        return p, row(name, _z(p), "1 / (1 + exp(", opposite, "))")
    return p, row(name, _z(p), "exp(", shown, ") / (1 + exp(", shown, "))")


def _binary_cross_entropy(s: OneSample) -> Lines:
    z, y = s.raw[0], s.y[0]
    p, first = _sigmoid("p", _z(z))
    loss = _loss(
        s, "max(", _z(z), ", 0) − ", _z(z), " · ", _y(y), " + log(1 + exp(−abs(", _z(z), ")))"
    )
    # Near 1 the difference p − 1 has lost its digits in what can be written.
    parts: list[Part] = [_z(p), " − ", _y(y)] if abs(p - y) > 1e-3 else []
    return (
        "ℓ = −y log p − (1 − y) log(1 − p) = max(z, 0) − z y + log(1 + e^(−|z|)), "
        "p = 1 / (1 + e^(−z))",
        [first, loss],
        "∂ℓ/∂z = p − y",
        [_slope(s, "∂ℓ/∂z", *parts)],
    )


def _sign(s: OneSample) -> tuple[Number, Row]:
    sign = _y(2.0 * s.y[0] - 1.0)
    return sign, row("s", sign, "2 · ", _y(s.y[0]), " − 1")


def _hinge(s: OneSample) -> Lines:
    sign, first = _sign(s)
    loss = _loss(s, "max(0, 1 − ", sign, " · ", _z(s.raw[0]), ")")
    return (
        "ℓ = max(0, 1 − s z), s = 2 y − 1",
        [first, loss],
        "∂ℓ/∂z = −s where s z < 1, else 0",
        [_slope(s, "∂ℓ/∂z")],
    )


def _squared_hinge(s: OneSample) -> Lines:
    sign, first = _sign(s)
    short: list[Part] = ["max(0, 1 − ", sign, " · ", _z(s.raw[0]), ")"]
    return (
        "ℓ = max(0, 1 − s z)², s = 2 y − 1",
        [first, _loss(s, *short, "²")],
        "∂ℓ/∂z = −2 s max(0, 1 − s z)",
        [_slope(s, "∂ℓ/∂z", "−2 · ", sign, " · ", *short)],
    )


def _focal(s: OneSample) -> Lines:
    sign, first = _sign(s)
    z, gamma, alpha = _z(s.raw[0]), Number(s.hyper["gamma"]), Number(s.hyper["alpha"])
    p, p_row = _sigmoid("pₜ", z, sign.value)
    q, q_row = _sigmoid("1 − pₜ", z, -sign.value)
    m = _z(sign.value * z.value)
    ce = Number(math.log1p(math.exp(-abs(m.value))) - min(m.value, 0.0), Quantity.LOSS)
    log_row = row("−log pₜ", ce, "log(1 + exp(−abs(", m, "))) − min(", m, ", 0)")
    is_one = s.y[0] > 0.5
    weight = alpha if is_one else Number(1.0 - alpha.value)
    other: list[Part] = [] if is_one else ["1 − ", alpha]
    a_row = row("αₜ", weight, *other)
    loss = _loss(s, weight, " · ", _z(q), "^", gamma, " · ", ce)
    slope = _slope(
        s, "∂ℓ/∂z", "−1 · ", sign, " · ", weight, " · ", _z(q), "^", gamma,
        " · (", _z(q), " + ", gamma, " · ", _z(p), " · ", ce, ")",
    )  # fmt: skip
    return (
        "ℓ = −αₜ (1 − pₜ)^γ log pₜ, pₜ = 1 / (1 + e^(−s z)), s = 2 y − 1, "
        "αₜ = α where y = 1, else 1 − α",
        [first, p_row, q_row, log_row, a_row, loss],
        "∂ℓ/∂z = −s αₜ (1 − pₜ)^γ (1 − pₜ − γ pₜ log pₜ)",
        [slope],
    )


def _brier(s: OneSample) -> Lines:
    z, y = _z(s.raw[0]), s.y[0]
    p, p_row = _sigmoid("p", z)
    q, q_row = _sigmoid("1 − p", z, -1.0)
    d = _r(p * (1.0 - y) - q * y)
    parts: list[Part] = [_z(p), " − ", _y(y)] if abs(d.value) > 1e-3 else []
    return (
        "ℓ = (p − y)², p = 1 / (1 + e^(−z))",
        [p_row, q_row, row("p − y", d, *parts), _loss(s, *_squared(d))],
        "∂ℓ/∂z = 2 (p − y) p (1 − p)",
        [_slope(s, "∂ℓ/∂z", "2 · ", d, " · ", _z(p), " · ", _z(q))],
    )


_WORKED: dict[str, Callable[[OneSample], Lines]] = {
    "mse": _mse,
    "mae": _mae,
    "huber": _huber,
    "log_cosh": _log_cosh,
    "pinball": _pinball,
    "binary_cross_entropy": _binary_cross_entropy,
    "hinge": _hinge,
    "squared_hinge": _squared_hinge,
    "focal": _focal,
    "brier": _brier,
}

_STABLE = {
    "binary_cross_entropy": r"\begin{aligned} \ell &= -y \, \log p - (1 - y) \, \log(1 - p) \\ "
    r"&= \max(z, 0) - z y + \log(1 + e^{-|z|}) \\ "
    r"p &= \frac{1}{1 + e^{-z}} \end{aligned}",
    "cross_entropy": r"\begin{aligned} \ell &= -\sum_j y'_j \, \log p_j \\ "
    r"&= \sum_j y'_j \, (\max z - z_j) + \log(1 + R) \\ "
    r"p_j &= \frac{e^{z_j}}{\sum_k e^{z_k}} = \frac{e^{z_j - \max z}}{1 + R} "
    r"\end{aligned}",
    "multiclass_brier": r"\begin{aligned} \ell &= \sum_j (p_j - y_j)^2 \\ "
    r"p_j &= \frac{e^{z_j}}{\sum_k e^{z_k}} = \frac{e^{z_j - \max z}}{1 + R} "
    r"\end{aligned}",
}
"""Formulas with the equal form that the numbers are put into."""


def _formulas(loss: Loss, sample: OneSample) -> tuple[str, str]:
    """The LaTeX of the loss and of its slope, as the numbers are put in."""
    latex, slope = _STABLE.get(loss.name, loss.formula), loss.gradient_formula
    if not sample.hyper.get("label_smoothing", 0.0):
        latex, slope = latex.replace("y'", "y"), slope.replace("y'", "y")
    return latex, slope


def loss_blocks(loss: Loss, sample: OneSample) -> list[Block]:
    """The loss of `sample` and its slope, as blocks.

    A loss that this module does not know is shown with its formulas and their values.
    """
    label = Message(QT_TRANSLATE_NOOP("core", "Its loss:"))
    slope_label = Message(QT_TRANSLATE_NOOP("core", "How the loss changes with the prediction:"))
    if loss.task is not Task.REGRESSION:
        slope_label = Message(QT_TRANSLATE_NOOP("core", "How the loss changes with the score:"))
    worked = _WORKED.get(loss.name) or (
        SOFTMAX.get(loss.name) if len(sample.raw) <= MOST_LISTED else None
    )
    if loss.expression is not None:
        worked = partial(own_loss, loss.expression)
    if worked is None:
        symbol = _SLOPE.get(loss.task)
        names = [symbol] if symbol else [f"∂ℓ/∂z[{j + 1}]" for j in range(len(sample.raw))]
        slopes = [
            row(name, Number(value, Quantity.SLOPE))
            for name, value in zip(names, sample.slope, strict=True)
        ]
        return [
            Block((_loss(sample),), loss.formula, "", label),
            Block(tuple(slopes[:MOST_LISTED]), loss.gradient_formula, "", slope_label),
        ]
    plain, rows, slope_plain, slopes = worked(sample)
    latex, slope_latex = _formulas(loss, sample)
    return [
        Block(tuple(rows), latex, plain, label),
        Block(tuple(slopes), slope_latex, slope_plain, slope_label),
    ]
