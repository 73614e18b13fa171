"""What each sample contributes to the cost: its loss, its gradient, and its share of both."""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.links import log_probabilities
from lossstudio.core.tasks import Task
from lossstudio.engine.training.objective import BLOCK_ROWS, Objective

Array = NDArray[np.float64]
Rows = NDArray[np.intp]

NO_CLASS = -1
"""The predicted class where there is none: in a regression, or where a run has diverged."""


class Totals(NamedTuple):
    """What the shares are shares of, over the whole training set.

    `loss` is Σ ℓⱼ and `gradient` is Σ ‖∇ℓⱼ‖, the lengths of the samples' gradients by the trained
    parameters before any of them cancel; each as its class weighs in the cost. Neither has the
    penalty, which belongs to no sample.
    """

    loss: float
    gradient: float


class Contributions(NamedTuple):
    """What the samples `rows` contribute, arrays (m,) in the order of `rows`.

    `prediction` is ŷ in a regression, and with classes the probability of the true class;
    `predicted_class` the likeliest class, or `NO_CLASS`. `residual` is ŷ − y, NaN with classes;
    `margin`, NaN in a regression, is s·z with s = ±1 for one score z, and for several the score of
    the true class minus the largest other one. `gradient` is ‖∇ℓᵢ‖ by the parameters, times the
    weight of the sample's class where classes weigh differently in the cost.
    The shares, from 0 to 1, are ℓᵢ / Σ ℓⱼ and ‖∇ℓᵢ‖ / Σ ‖∇ℓⱼ‖ over the whole training set, with
    these weights too: NaN for test samples, and where nothing is there to share. What is not finite
    is NaN.
    """

    rows: Rows
    prediction: Array
    predicted_class: Rows
    residual: Array
    margin: Array
    loss: Array
    gradient: Array
    loss_share: Array
    gradient_share: Array


class Placed(NamedTuple):
    """Samples on the loss: their places, their losses and their slopes dℓ/dm or dℓ/dr, (n,) each.

    The slope is NaN where several scores have no single one.
    """

    place: Array
    loss: Array
    slope: Array


NO_TOTALS = Totals(math.nan, math.nan)
"""Totals that are not known: there are no shares of them."""


def margin(raw: Array, y: Array, task: Task) -> Array:
    """How far the true class leads, (n,), from raw scores and encoded targets (n, k) of classes."""
    if task is Task.BINARY:
        return np.asarray((2.0 * y[:, 0] - 1.0) * raw[:, 0])
    own = (raw * y).sum(axis=1)
    return np.asarray(own - np.where(y > 0.5, -np.inf, raw).max(axis=1))


def place_samples(objective: Objective, theta: Array, features: Array, y: Array) -> Placed:
    """Where the samples with `features` (n, q) and encoded targets `y` (n, k) are at `theta`.

    Numbers may be infinite or NaN where a run has diverged.
    """
    loss = objective.loss
    with np.errstate(all="ignore"):
        raw, _ = objective.model.forward(theta, features)
        values, gradient = loss.function(raw, y, **objective.hyperparameters)
        total = values[:, 0] if values.shape[1] == 1 else values.sum(axis=1)
        if loss.task is Task.REGRESSION:
            return Placed((raw - y)[:, 0], total, gradient[:, 0])
        if loss.task is Task.BINARY:
            sign = 2.0 * y[:, 0] - 1.0
            return Placed(margin(raw, y, loss.task), total, sign * gradient[:, 0])
        slope = np.full(len(raw), np.nan)
        if raw.shape[1] == 2:
            slope = (gradient * y).sum(axis=1)
        return Placed(margin(raw, y, loss.task), total, slope)


def sum_up(objective: Objective, theta: Array) -> Iterator[Totals | None]:
    """The totals at `theta`, after a None for each block of rows that has been added to them."""
    loss = gradient = 0.0
    for start in range(0, objective.n_train, BLOCK_ROWS):
        rows = slice(start, min(start + BLOCK_ROWS, objective.n_train))
        _, losses, gradients = _computed(objective, theta, rows)
        with np.errstate(all="ignore"):
            loss += float(objective.weighted(losses, rows).sum())
            gradient += float(gradients.sum())
        yield None
    yield Totals(loss, gradient)


def totals(objective: Objective, theta: Array) -> Totals:
    """What the shares at `theta` are shares of."""
    *_, found = sum_up(objective, theta)
    assert found is not None
    return found


def contributions(
    objective: Objective, theta: Array, rows: Rows | None = None, of: Totals | None = None
) -> Contributions:
    """What the samples `rows` (all by default, train before test) contribute at `theta`.

    `of` are the totals at the same `theta`, where they are known already.
    """
    if rows is None:
        rows = np.arange(len(objective.y))
    of = totals(objective, theta) if of is None else of
    blocks = [
        _of_block(objective, theta, rows[start : start + BLOCK_ROWS], of)
        for start in range(0, max(len(rows), 1), BLOCK_ROWS)
    ]
    return Contributions(*(np.concatenate(parts) for parts in zip(*blocks, strict=True)))


def _computed(objective: Objective, theta: Array, rows: Rows | slice) -> tuple[Array, Array, Array]:
    """Raw scores (m, k), losses (m,) and lengths of gradients (m,) of `rows`."""
    features, y, model = objective.features[rows], objective.y[rows], objective.model
    with np.errstate(all="ignore"):
        raw, cache = model.forward(theta, features)
        values, d_raw = objective.loss.function(raw, y, **objective.hyperparameters)
        norms = model.gradient_norms(theta, features, cache, objective.weighted(d_raw, rows))
        return raw, values.sum(axis=1), norms


def _of_block(objective: Objective, theta: Array, rows: Rows, of: Totals) -> Contributions:
    raw, loss, gradient = _computed(objective, theta, rows)
    y, task = objective.y[rows], objective.loss.task
    absent = np.full(len(rows), np.nan)
    predicted = np.full(len(rows), NO_CLASS, dtype=np.intp)
    with np.errstate(all="ignore"):
        if task is Task.REGRESSION:
            prediction = objective.target.restored(raw)[:, 0]
            residual, lead = objective.target.scale * (raw - y)[:, 0], absent
        else:
            log_p = log_probabilities(raw, objective.loss.link)
            true = objective.dataset.target[rows].astype(np.intp)
            is_known = np.isfinite(raw).all(axis=1)
            predicted[is_known] = log_p[is_known].argmax(axis=1)
            own = np.exp(log_p[np.arange(len(rows)), true])
            prediction = np.where(is_known, own, np.nan)
            residual, lead = absent, margin(raw, y, task)
        is_train = rows < objective.n_train
        return Contributions(
            rows,
            _finite(prediction),
            predicted,
            _finite(residual),
            _finite(lead),
            _finite(loss),
            _finite(gradient),
            np.where(is_train, _share(objective.weighted(loss, rows), of.loss), np.nan),
            np.where(is_train, _share(gradient, of.gradient), np.nan),
        )


def _finite(values: Array) -> Array:
    return np.where(np.isfinite(values), values, np.nan)


def _share(values: Array, total: float) -> Array:
    if not 0.0 < total < math.inf:
        return np.full(len(values), np.nan)
    return _finite(values / total)
