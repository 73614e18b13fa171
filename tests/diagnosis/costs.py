"""The cost of a run on its data in plain NumPy, its minimum, and whether it has one."""

from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from losses import Softmax, built_in, cross_entropy, multiclass_brier, own_formula
from scipy.optimize import linprog, minimize

EPS = np.finfo(float).eps


def features_of(run, x, center, scale):
    """Columns that the weights multiply, and a column of ones for the bias."""
    if run.model == "polynomial":
        u = (x - center) / scale
        columns = [
            np.prod(u[:, list(chosen)], axis=1)
            for total in range(1, run.degree + 1)
            for chosen in combinations_with_replacement(range(x.shape[1]), total)
        ]
    else:
        columns = list(x.T)
    return np.column_stack([*columns, np.ones(len(x))] if run.bias else columns)


def loss_of(run):
    numbers = run.loss_parameters
    if run.loss == "formula":
        return own_formula(run.formula, numbers.get("a", 1.0))
    if run.loss == "cross_entropy":
        return cross_entropy(numbers.get("label_smoothing", 0.0))
    if run.loss == "multiclass_brier":
        return multiclass_brier()
    usual = {"delta": 1.0, "tau": 0.5, "gamma": 2.0, "alpha": 0.25}
    return built_in(run.loss, usual | numbers)


@dataclass
class Cost:
    """reduce(loss of Φθ) + l1·Σ|w| + l2·Σw²; theta is (q, k) row by row."""

    phi: np.ndarray
    y: np.ndarray
    loss: object
    factor: float
    l1: float
    l2: float
    is_weight: np.ndarray
    k: int = 1

    @classmethod
    def of(cls, run, dataset):
        n = dataset.n_train
        phi = features_of(run, dataset.x[:n], dataset.center, dataset.scale)
        loss, target = loss_of(run), dataset.target[:n]
        k = len(dataset.classes) if isinstance(loss, Softmax) else 1
        y = np.eye(k)[target.astype(int)] if k > 1 else target
        is_weight = np.ones((phi.shape[1], k))
        if run.bias:
            is_weight[-1] = 0.0
        factor = 1.0 / n if run.reduction == "mean" else 1.0
        return cls(phi, y, loss, factor, run.l1, run.l2, is_weight.ravel(), k)

    def raw(self, theta):
        z = self.phi @ theta.reshape(-1, self.k)
        return z if self.k > 1 else z[:, 0]

    def value(self, theta, mu=0.0):
        with np.errstate(all="ignore"):
            values = self.loss.parts(self.raw(theta), self.y, mu)[0]
            w = theta * self.is_weight
            size = np.abs(w) if not mu else np.hypot(w, mu) * self.is_weight
            return float(self.factor * values.sum() + self.l1 * size.sum() + self.l2 * (w @ w))

    def gradient(self, theta, mu=0.0):
        with np.errstate(all="ignore"):
            first = self.loss.parts(self.raw(theta), self.y, mu)[1]
            w = theta * self.is_weight
            slope = np.sign(w) if not mu else w / np.hypot(w, mu)
            loss_part = (self.phi.T @ first.reshape(len(self.phi), -1)).ravel()
            return self.factor * loss_part + self.l1 * slope + 2 * self.l2 * w

    def hessian(self, theta, mu=0.0):
        second = self.loss.parts(self.raw(theta), self.y, mu)[2]
        q, k = self.phi.shape[1], self.k
        second = second.reshape(-1, k, k)
        out = np.einsum("na,nij,nb->aibj", self.phi, second, self.phi).reshape(q * k, q * k)
        out = self.factor * out + np.diag(2 * self.l2 * self.is_weight)
        if self.l1 and mu:
            w = theta * self.is_weight
            out += np.diag(self.l1 * self.is_weight * mu**2 / np.hypot(w, mu) ** 3)
        return out

    def rounding(self, theta):
        """How far off a cost computed in double precision may be."""
        with np.errstate(all="ignore"):
            z = self.raw(theta)
            size = np.abs(self.phi) @ np.abs(theta.reshape(-1, self.k))
            size = size if self.k > 1 else size[:, 0]
            error = 8 * EPS * (size + np.abs(self.y))
            _, first, second = self.loss.parts(z, self.y, 0.0)
            if self.k > 1:
                second = np.abs(second).max(axis=2)
            off = np.abs(first) * error + 0.5 * np.abs(second) * error**2
            off += 4 * EPS * self.loss.offset  # terms of order 1 that cancel in a formula
            return float(self.factor * off.sum() + 16 * EPS * abs(self.value(theta)))

    @property
    def basis(self):
        """Coordinates in which all scores move alike: theta = basis @ b."""
        _, s, vt = np.linalg.svd(self.phi, full_matrices=True)
        size = np.ones(self.phi.shape[1])
        seen = s > 1e-13 * s[0]
        size[: len(s)][seen] = np.sqrt(len(self.phi)) / s[seen]
        block = vt.T * size
        if not (self.l1 or self.l2):
            block = block[:, : len(s)][:, seen]
        return np.kron(block, np.eye(self.k))


def descend(cost, start, mu=0.0, steps=300, reach=1.0):
    """The lowest point below `start`: Newton's steps with the curvatures' absolute values.

    Returns theta and the decrease that Newton's model still promises there.
    """
    basis = cost.basis
    theta, f = start.copy(), cost.value(start, mu)
    promised = np.inf
    widest = 1.0 + np.abs(cost.raw(start)).max() + np.abs(cost.y).max()
    pushed = 0
    for _ in range(steps):
        g = basis.T @ cost.gradient(theta, mu)
        h = basis.T @ cost.hessian(theta, mu) @ basis
        if not (np.isfinite(h).all() and np.isfinite(g).all()):
            break
        eigen, vectors = np.linalg.eigh((h + h.T) / 2)
        top = max(np.abs(eigen).max(), 1e-300)
        along = vectors.T @ g
        step = -along / np.maximum(np.abs(eigen), 1e-14 * top)
        promised = float(-along @ step) / 2
        if promised <= 1e-17 * (abs(f) + 1e-300):
            if eigen[0] > -1e-9 * top or pushed > 3:
                break
            pushed += 1
            step = 1e-3 * widest * (np.arange(len(eigen)) == 0)
        length = np.linalg.norm(step)
        step *= min(1.0, 2 * reach * widest / max(length, 1e-300))
        move, share = basis @ (vectors @ step), 1.0
        for _ in range(60):
            new = theta + share * move
            lower = cost.value(new, mu)
            if lower < f:
                break
            share *= 0.4
        else:
            break
        reach = min(1e6, reach * 3) if share == 1.0 else max(reach * 0.5, 1e-3)
        theta, f = new, lower
    return theta, promised


def smoothed_minimum(cost, start):
    """(least cost found, a bound below it) of a convex cost with kinks."""
    scale = max(np.abs(cost.y).max(), 1e-12) if cost.k == 1 else 1.0
    theta, best, low = start, cost.value(start), -np.inf
    weight = cost.loss.kink_weight * len(cost.phi) * cost.factor
    at = theta
    for power in np.arange(0, 11, 0.5):
        mu = scale * 10.0**-power
        at, promised = descend(cost, at, mu, 60)
        value = cost.value(at)
        if value < best:
            best, theta = value, at
        lift = mu * (weight + cost.l1 * cost.is_weight.sum())
        if np.isfinite(promised):
            low = max(low, cost.value(at, mu) - lift - 2 * promised)
    return theta, best, min(low, best)


def sides(cost):
    """(sign, feature row) pairs: score·sign growing lowers a sample's loss for ever; None: not so.

    For several classes a row is the difference between the right class and another.
    """
    if isinstance(cost.loss, Softmax):
        if not cost.loss.falls:
            return None
        rows = []
        for row, y in zip(cost.phi, cost.y, strict=True):
            right = int(y.argmax())
            for other in range(cost.k):
                if other != right:
                    d = np.zeros((len(row), cost.k))
                    d[:, right], d[:, other] = row, -row
                    rows.append(d.ravel())
        return np.array(rows)
    if cost.loss.falls is None:
        return None
    s = cost.loss.falls(cost.y)
    return (s[:, None] * cost.phi)[s != 0]


def separability(cost):
    """ "strict", "touching" or "none", by linear programming; None where the loss does not fall."""
    rows = sides(cost)
    if rows is None:
        return None
    if cost.l1 or cost.l2:  # only what is not penalised may grow
        rows = rows * (1.0 - cost.is_weight)
    size = np.abs(rows).max(axis=0)
    rows = rows / np.where(size > 0, size, 1.0)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = rows / np.where(norms > 0, norms, 1.0)
    n, p = rows.shape
    # max Σ tᵢ with 0 ≤ tᵢ ≤ 1 and rows·d ≥ t: strict where all of them are 1.
    found = linprog(
        np.r_[np.zeros(p), -np.ones(n)],
        A_ub=np.hstack([-rows, np.eye(n)]),
        b_ub=np.zeros(n),
        bounds=[(-1e7, 1e7)] * p + [(0, 1)] * n,
        method="highs",
    )
    t = found.x[p:]
    if t.min() > 0.999:
        return "strict"
    return "touching" if t.max() > 0.999 else "none"


def is_unbounded(cost):
    """The cost falls below every number: by what grows fastest along a line."""
    kind = getattr(cost.loss, "below", None)
    if kind is None:
        return False
    free = 1.0 - cost.is_weight
    if kind == "cube":
        return True
    gram = cost.factor * cost.phi.T @ cost.phi
    if kind == "square":
        return bool(np.linalg.eigvalsh(-gram + np.diag(cost.l2 * cost.is_weight))[0] < -1e-12)
    if kind == "linear":
        slope = cost.gradient(np.zeros(len(cost.is_weight)))
        tiny = 1e-10 * cost.factor * np.abs(cost.phi).sum(axis=0)
        if (free * np.abs(slope) > tiny).any():
            return True
        if cost.l2:
            return False
        return bool((np.abs(slope) > cost.l1 + tiny).any())
    if free.any() or not (cost.l2 or cost.l1):
        return True
    return not cost.l2 and None  # "modulus" against l1: a contest that is not decided here


@dataclass
class Kind:
    """`low` is the infimum where it follows from how classes are separable."""

    separable: str | None
    unbounded: bool | None
    low: float


def kind_of_optimum(cost):
    """Whether the cost is unbounded below (None: not known) or falls for ever."""
    separable = separability(cost)
    penalized = cost.l1 or cost.l2
    low = 0.0 if separable == "strict" and not penalized else -np.inf
    return Kind(separable, is_unbounded(cost), low)


@dataclass
class Optimum:
    """The least cost of a convex cost lies within [low, value]."""

    theta: np.ndarray
    value: float
    low: float


def convex_optimum(cost):
    """The optimum of a convex cost that has a finite one."""
    start = np.zeros(len(cost.is_weight))
    if cost.loss.kink_weight or cost.l1:
        return Optimum(*smoothed_minimum(cost, start))
    starts = [start]
    if cost.k == 1:  # from 0, a loss that is straight far out shows no way
        starts.append(np.linalg.lstsq(cost.phi, cost.y, rcond=None)[0])
    found = [descend(cost, each) for each in starts]
    theta, promised = min(found, key=lambda each: cost.value(each[0]))
    value = cost.value(theta)
    return Optimum(theta, value, value - 4 * promised - cost.rounding(theta))


def best_constant(cost):
    """The cost of the best constant prediction, without penalty."""
    ones = np.ones((len(cost.y), 1))
    plain = Cost(ones, cost.y, cost.loss, cost.factor, 0.0, 0.0, np.ones(cost.k), cost.k)
    if cost.loss.below:
        return np.nan
    if cost.k > 1:
        share = cost.y.mean(axis=0)
        if getattr(cost.loss, "convex", False):
            return plain.value(descend(plain, np.zeros(cost.k))[0])
        return plain.value(np.log(share))
    y = cost.y
    tries = np.r_[np.unique(y), np.quantile(y, np.linspace(0, 1, 41)), y.mean()]
    if cost.loss.falls is not None or set(y) <= {0.0, 1.0}:
        tries = np.r_[tries, np.linspace(-8, 8, 161), -40.0, 40.0]
    values = [plain.value(np.array([c])) for c in tries]
    best = int(np.argmin(values))
    found = minimize(lambda c: plain.value(c), [tries[best]], method="Nelder-Mead")
    return float(min(values[best], found.fun))
