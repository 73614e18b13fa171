"""Losses by the formulas of textbooks, with what is known of each: nothing of the engine's.

A loss of one score is a function of the score z (n,) and the target y (n,): values, first and
second derivatives. What has kinks is a sum of absolute values of z, each of them smoothed by `mu`:
|u| becomes √(u² + μ²), at most μ higher.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np


def _sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z > 0, 1.0, e) / (1.0 + e)


def _abs(u, mu):
    """|u|, its slope and its curvature, smoothed by mu."""
    if not mu:
        return np.abs(u), np.sign(u), np.zeros_like(u)
    root = np.hypot(u, mu)
    return root, u / root, (mu / root) ** 2 / root


@dataclass(frozen=True)
class Scalar:
    """A loss of one score.

    `parts(z, y, mu)` are values, slopes and curvatures. `falls(y)`: the side, +1 or −1, to which
    the loss of a sample falls for ever towards 0, and 0 where it does not count at all. `below`
    names what makes it unbounded below: "linear", "square", "cube", "modulus". `kink_weight` is by
    how much of mu the smoothed loss is higher, at most; `offset` the size of terms that cancel in
    the formula as it is written.
    """

    parts: Callable
    convex: bool = True
    kink_weight: float = 0.0
    falls: Callable | None = None
    below: str | None = None
    offset: float = 0.0


def _residual(function):
    return lambda z, y, mu: function(z - y)


def _margin(function):
    def parts(z, y, mu):
        s = 2.0 * y - 1.0
        value, first, second = function(s * z)
        return value, s * first, second

    return parts


def _kinked(*terms, linear=0.0, constant=0.0, of_margin=False):
    """Σ c·|u − b| + linear·u + constant of the residual or the margin u."""

    def parts(z, y, mu):
        s = 2.0 * y - 1.0 if of_margin else 1.0
        u = s * z if of_margin else z - y
        value, first, second = linear * u + constant, np.full_like(u, linear), np.zeros_like(u)
        for weight, at in terms:
            v, f, g = _abs(u - at, mu)
            value, first, second = value + weight * v, first + weight * f, second + weight * g
        return value, s * first, second

    return parts


def _softplus(u):
    e = np.exp(-np.abs(u))
    p = _sigmoid(u)
    return np.maximum(u, 0.0) + np.log1p(e), p, p * _sigmoid(-u)


def _bce(a=1.0):
    def function(m):
        v, f, g = _softplus(-a * m)
        return v, -a * f, a * a * g

    return function


def _brier(m):
    q, p = _sigmoid(-m), _sigmoid(m)
    return q * q, -2.0 * q * q * p, 2.0 * q * q * p * (2.0 * p - q)


def _focal(gamma, alpha):
    def parts(z, y, mu):
        s = 2.0 * y - 1.0
        m = s * z
        p, q = _sigmoid(m), _sigmoid(-m)
        ce = _softplus(-m)[0]
        weight = np.where(y > 0.5, alpha, 1.0 - alpha)
        power = q**gamma
        first = -power * (q + gamma * p * ce)
        # d/dm: q' = −pq, p' = pq, ce' = −q.
        second = gamma * p * power * (q + gamma * p * ce) - power * (
            -p * q + gamma * (p * q * ce - p * q)
        )
        return weight * power * ce, weight * s * first, weight * second

    return parts


def _absolute_p(m):
    q, p = _sigmoid(-m), _sigmoid(m)
    return q, -p * q, p * q * (p - q)


def _one_minus_tanh(m):
    v = 2.0 * _sigmoid(-2.0 * m)
    t = np.tanh(m)
    slope = v * (2.0 - v)  # 1 − tanh²
    return v, -slope, 2.0 * t * slope


def _huber(delta):
    def function(r):
        slope = np.clip(r, -delta, delta)
        return slope * (r - slope / 2), slope, (np.abs(r) <= delta) * 1.0

    return function


def _log_cosh(r):
    a = np.abs(r)
    return a + np.log1p(np.exp(-2 * a)) - np.log(2.0), np.tanh(r), 1 - np.tanh(r) ** 2


def _square_hinge(m):
    short = np.maximum(0.0, 1.0 - m)
    return short**2, -2.0 * short, 2.0 * (m < 1)


def _power(exponent):
    def function(r):
        a = np.abs(r)
        second = exponent * (exponent - 1) * np.maximum(a, 1e-300) ** (exponent - 2)
        return a**exponent, exponent * np.sign(r) * a ** (exponent - 1), np.minimum(second, 1e100)

    return function


def _exponential(a):
    def function(u):
        v = np.exp(a * u)
        return v, a * v, a * a * v

    return function


def _two_sided(a):
    def function(r):
        s = np.where(r > 0, a, 1.0)
        return s * r * r, 2 * s * r, 2 * s

    return function


def _polynomial(*coefficients):
    p = np.polynomial.Polynomial(coefficients)
    d, dd = p.deriv(), p.deriv(2)

    def function(u):
        return p(u), d(u) + 0 * u, dd(u) + 0 * u

    return function


def _class_side(y):
    return 2.0 * y - 1.0


def own_formula(text, a=1.0):
    """What is known of an own formula of `FORMULAS`, with its number a."""
    return replace(FORMULAS[text](a), offset=1.0)


def _always(sign):
    return lambda y: np.full_like(y, sign)


FORMULAS: dict[str, Callable[[float], Scalar]] = {
    # of the residual, with a finite optimum
    "0.5*r**2": lambda a: Scalar(_residual(_polynomial(0, 0, 0.5))),
    "log(1 + r**2)": lambda a: Scalar(
        _residual(
            lambda r: (
                np.log1p(r * r),
                2 * r / (1 + r * r),
                2 * (1 - r * r) / (1 + r * r) ** 2,
            )
        ),
        convex=False,
    ),
    "r**2/(1 + r**2)": lambda a: Scalar(
        _residual(
            lambda r: (
                r * r / (1 + r * r),
                2 * r / (1 + r * r) ** 2,
                (2 - 6 * r * r) / (1 + r * r) ** 3,
            )
        ),
        convex=False,
    ),
    "1 - exp(-r**2/2)": lambda a: Scalar(
        _residual(
            lambda r: (
                -np.expm1(-r * r / 2),
                r * np.exp(-r * r / 2),
                (1 - r * r) * np.exp(-r * r / 2),
            )
        ),
        convex=False,
    ),
    "|r|**1.5": lambda a: Scalar(_residual(_power(1.5))),
    "sqrt(1 + r**2) - 1": lambda a: Scalar(
        _residual(
            lambda r: (
                r * r / (np.hypot(1, r) + 1),
                r / np.hypot(1, r),
                np.hypot(1, r) ** -3.0,
            )
        )
    ),
    "max(|r| - a, 0)": lambda a: Scalar(_kinked((0.5, a), (0.5, -a), constant=-a), kink_weight=1.0),
    "where(r > 0, a*r**2, r**2)": lambda a: Scalar(_residual(_two_sided(a))),
    "r**4 - r**2": lambda a: Scalar(_residual(_polynomial(0, 0, -1, 0, 1)), convex=False),
    "r**4": lambda a: Scalar(_residual(_polynomial(0, 0, 0, 0, 1))),
    "cosh(a*r)": lambda a: Scalar(
        _residual(lambda r: (np.cosh(a * r), a * np.sinh(a * r), a * a * np.cosh(a * r)))
    ),
    "exp(a*r) - r": lambda a: Scalar(
        _residual(lambda r: (np.exp(a * r) - r, a * np.exp(a * r) - 1, a * a * np.exp(a * r)))
    ),
    "|r|": lambda a: Scalar(_kinked((1.0, 0.0)), kink_weight=1.0),
    "2*|r| + r": lambda a: Scalar(_kinked((2.0, 0.0), linear=1.0), kink_weight=2.0),
    "r**2 - 3*r": lambda a: Scalar(_residual(_polynomial(0, -3, 1))),
    "1 - cos(r)": lambda a: Scalar(
        _residual(lambda r: (2 * np.sin(r / 2) ** 2, np.sin(r), np.cos(r))), convex=False
    ),
    # falls for ever
    "exp(r)": lambda a: Scalar(_residual(_exponential(1.0)), falls=_always(-1.0)),
    "log(1 + exp(r))": lambda a: Scalar(_residual(_softplus), falls=_always(-1.0)),
    # unbounded below
    "r": lambda a: Scalar(_residual(_polynomial(0, 1)), below="linear"),
    "-r": lambda a: Scalar(_residual(_polynomial(0, -1)), below="linear"),
    "-r**2": lambda a: Scalar(_residual(_polynomial(0, 0, -1)), convex=False, below="square"),
    "r**3": lambda a: Scalar(_residual(_polynomial(0, 0, 0, 1)), convex=False, below="cube"),
    "-|r|": lambda a: Scalar(
        _residual(lambda r: (-np.abs(r), -np.sign(r), 0 * r)), convex=False, below="modulus"
    ),
    # of the margin
    "log(1 + exp(-a*m))": lambda a: Scalar(_margin(_bce(a)), falls=_class_side),
    "exp(-a*m)": lambda a: Scalar(
        _margin(lambda m: (np.exp(-a * m), -a * np.exp(-a * m), a * a * np.exp(-a * m))),
        falls=_class_side,
    ),
    "max(0, 1 - m)**2": lambda a: Scalar(_margin(_square_hinge)),
    "max(0, 1 - m)": lambda a: Scalar(
        _kinked((0.5, 1.0), linear=-0.5, constant=0.5, of_margin=True), kink_weight=0.5
    ),
    "1 - tanh(m)": lambda a: Scalar(_margin(_one_minus_tanh), convex=False, falls=_class_side),
    "|p - y|": lambda a: Scalar(_margin(_absolute_p), convex=False, falls=_class_side),
    "-(y*log(p) + (1 - y)*log(1 - p))": lambda a: Scalar(_margin(_bce()), falls=_class_side),
    "-m": lambda a: Scalar(_margin(_polynomial(0, -1)), below="linear"),
    "(1 - m)**2": lambda a: Scalar(_margin(_polynomial(1, -2, 1))),
    "-log(p)": lambda a: Scalar(lambda z, y, mu: _bce()(z), falls=_always(1.0)),
}


def built_in(name, h):
    """A loss of one score by its name, with its numbers h; None where it has several scores."""
    simple = {
        "mse": Scalar(_residual(_polynomial(0, 0, 1))),
        "log_cosh": Scalar(_residual(_log_cosh)),
        "mae": Scalar(_kinked((1.0, 0.0)), kink_weight=1.0),
        "binary_cross_entropy": Scalar(_margin(_bce()), falls=_class_side),
        "hinge": FORMULAS["max(0, 1 - m)"](1.0),
        "squared_hinge": Scalar(_margin(_square_hinge)),
        "brier": Scalar(_margin(_brier), convex=False, falls=_class_side),
    }
    if name == "huber":
        return Scalar(_residual(_huber(h["delta"])))
    if name == "pinball":
        # τ·max(−r, 0) + (1 − τ)·max(r, 0)
        return Scalar(_kinked((0.5, 0.0), linear=0.5 - h["tau"]), kink_weight=0.5)
    if name == "focal":
        weights = h["alpha"], 1.0 - h["alpha"]
        return Scalar(
            _focal(h["gamma"], h["alpha"]),
            convex=h["gamma"] == 0,
            falls=lambda y: _class_side(y) * np.where(y > 0.5, *weights).astype(bool),
        )
    return simple.get(name)


@dataclass(frozen=True)
class Softmax:
    """A loss of several scores: `parts(z (n, k), y (n, k), mu)` are (n,), (n, k), (n, k, k)."""

    parts: Callable
    convex: bool
    falls: bool
    kink_weight: float = 0.0
    below: str | None = None
    offset: float = 0.0


def _probabilities(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def cross_entropy(smoothing):
    def parts(z, y, mu):
        p = _probabilities(z)
        t = y * (1 - smoothing) + smoothing / z.shape[1]
        top = z.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(z - top).sum(axis=1, keepdims=True)) + top
        value = (t * (log_sum - z)).sum(axis=1)
        second = p[:, :, None] * np.eye(z.shape[1]) - p[:, :, None] * p[:, None, :]
        return value, p - t, second

    return Softmax(parts, convex=True, falls=smoothing == 0)


def multiclass_brier():
    def first(z, y):
        p = _probabilities(z)
        d = p - y
        return 2 * p * (d - (d * p).sum(axis=1, keepdims=True))

    def parts(z, y, mu):
        p = _probabilities(z)
        h = 1e-5
        columns = []
        for j in range(z.shape[1]):
            e = h * np.eye(z.shape[1])[j]
            columns.append((first(z + e, y) - first(z - e, y)) / (2 * h))
        return ((p - y) ** 2).sum(axis=1), first(z, y), np.stack(columns, axis=2)

    return Softmax(parts, convex=False, falls=True)
