"""The cost that a run minimises: its value and gradient on one data set.

The cost is reduce(ω·losses on the training set) + l1·Σ|w| + l2·Σw², over weights without biases;
ω is the weight of a sample's class, 1 unless the run balances classes. Where a run standardises,
the cost is a function of the parameters in standardised coordinates, and the weights w of the
penalty are those in the units of the data's inputs. Where it standardises the target too, losses
and penalty are those of learning (y − mean) / standard deviation.
"""

import math
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.class_weights import balanced_weights
from lossstudio.core.curvature import (
    MOST_DENSE,
    hessian_linear,
    largest_eigenvalue,
    largest_eigenvalue_linear,
)
from lossstudio.core.datasets import Dataset
from lossstudio.core.losses import Loss
from lossstudio.core.models import MODELS, Model
from lossstudio.core.models.base import is_weight_mask
from lossstudio.engine.data.standardization import (
    Target,
    from_data_units,
    in_data_units,
    inputs_of,
    start_is_in_data_units,
    target_of,
)
from lossstudio.engine.scenarios.checks import check_loss_fits, check_targets
from lossstudio.engine.scenarios.fields.field import Role
from lossstudio.engine.scenarios.fields.fields import are_same
from lossstudio.engine.scenarios.fixed import free_parameters
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Run
from lossstudio.engine.training.penalty import Penalty

Array = NDArray[np.float64]

BLOCK_ROWS = 10_000
"""Rows computed at a time: what a block makes stays in the processor's cache. Not a power of two,
for arrays of such a size fall on the same lines of the cache."""


class Losses(NamedTuple):
    """The curves at one step. The loss of a set that is not there is NaN.

    Losses are plain means, whatever classes weigh in the cost.
    """

    train_loss: float
    test_loss: float
    cost: float
    validation_loss: float = math.nan


class Block(NamedTuple):
    """Rows that are computed together, of which the first `n_train` are training rows.

    ``sums.dot(values)`` adds up the losses of training, test and validation set: one product of
    BLAS, which for short arrays costs half of what ``values.sum()`` does. `weights` (rows, 1) are
    those of the samples' classes in the cost, None where all are 1.
    """

    features: Array
    y: Array
    n_train: int
    sums: Array
    weights: Array | None = None


def _block(features: Array, y: Array, n_train: int, n_validation: int) -> Block:
    # Columns that lie together are read twice as fast by the products with a tall matrix.
    return Block(np.asfortranarray(features), y, n_train, _sums(len(y), n_train, n_validation))


@lru_cache(maxsize=8)
def _sums(rows: int, n_train: int, n_validation: int) -> Array:
    """The matrix that adds up losses: one for all blocks of a kind, so that it stays in the cache.

    A block of training rows alone needs one row of it, one without validation rows two.
    """
    number = np.arange(rows)
    is_train, is_test = number < n_train, number >= n_train + n_validation
    sets = [is_train, is_test, ~(is_train | is_test)]
    count = 1 if n_train == rows else 2 + bool(n_validation)
    sums = np.array(sets[:count], dtype=np.float64)
    sums.flags.writeable = False
    return sums


def build_model(dataset: Dataset, run: Run, index: int = 0) -> Model:
    """The model of `run` in the sizes that `dataset` and the run's loss ask for."""
    kind, loss = MODELS[run.model], loss_of(run)
    return kind.build(
        inputs_of(dataset, run),
        loss.outputs or dataset.n_outputs[loss.task],
        field=f"runs.{index}",
        **kind.settings(run),
    )


class Objective:
    """The cost of `run` on `dataset`, with all that can be computed before the first step.

    What an objective `like` this one has computed already is taken from it: a slider that moves
    the learning rate must not cost a pass over the data. Raises `InputError` where the loss does
    not fit the data.
    """

    def __init__(
        self, run: Run, dataset: Dataset, index: int = 0, like: "Objective | None" = None
    ) -> None:
        self.run = run
        self.dataset = dataset
        self.loss: Loss = loss_of(run)
        check_loss_fits(run, dataset.tasks, f"runs.{index}", dataset.name)
        self.hyperparameters = self.loss.hyperparameters(run.loss_parameters)
        self.model = build_model(dataset, run, index)
        self.is_weight = is_weight_mask(self.model)
        self.penalty = Penalty(run.l1, run.l2, self.model)
        self._has_penalty = bool(self.penalty)
        self.n_train = dataset.n_train
        self.n_validation = dataset.n_validation
        self.n_test = len(dataset.x) - dataset.n_train - dataset.n_validation
        self.scale = 1.0 / self.n_train if run.reduction == "mean" else 1.0
        self.batch_size = (
            None if run.batch_size is None or run.batch_size >= self.n_train else run.batch_size
        )
        self.free = free_parameters(self.model, run.fixed, f"runs.{index}.fixed")
        """Which parameters steps change, (p,); None: all of them."""
        self.sample_weights: Array | None = None
        """What each sample's loss counts in the cost, (n, 1); None: all alike."""
        self.target: Target
        self.features: Array
        self.y: Array
        self._blocks: list[Block]
        if like is not None and self.has_same_scores(like):
            self.target, self.features = like.target, like.features
            self.y, self._blocks = like.y, like._blocks
        else:
            self.target = target_of(dataset, run)
            self.features = self.model.features(dataset.x)
            self.y = self.target.standardized(dataset.encoded(self.loss.task))
            self._blocks = self._make_blocks()
        check_targets(self.loss, self.y, f"runs.{index}")
        if run.class_weights == "balanced":
            known = None if like is None else like.sample_weights
            if known is None or like is None or not self.has_same_scores(like):
                known = balanced_weights(self.y, self.n_train)
            self.sample_weights = known
            self._blocks = self._weighted_blocks(known)
        elif self._blocks[0].weights is not None:
            self._blocks = [block._replace(weights=None) for block in self._blocks]

    def has_same_scores(self, other: "Objective") -> bool:
        """Both compute the same raw scores and targets, of whatever parameters."""
        return self is other or (
            self.dataset is other.dataset
            and self.loss.task is other.loss.task
            and are_same(self.run, other.run, Role.MODEL)
        )

    def has_same_losses(self, other: "Objective") -> bool:
        """Both give each sample the same loss and gradient; penalty and reduction do not matter."""
        return self is other or (
            self.has_same_scores(other)
            and self.loss is other.loss
            and self.run.class_weights == other.run.class_weights
            and self.hyperparameters == other.hyperparameters
        )

    def has_same_cost(self, other: "Objective") -> bool:
        """Both are the same function of the parameters; how it is minimised does not matter."""
        return self is other or (
            self.dataset is other.dataset and are_same(self.run, other.run, Role.MODEL, Role.COST)
        )

    def _make_blocks(self) -> list[Block]:
        n, n_train = len(self.y), self.n_train
        if n <= BLOCK_ROWS:  # the rows of all sets in one go: half the calls in each step
            return [_block(self.features, self.y, n_train, self.n_validation)]
        held = n_train + self.n_validation
        starts = (range(n_train), range(n_train, held), range(held, n))
        edges = [*(start for rows in starts for start in rows[::BLOCK_ROWS]), n]
        return [
            _block(
                self.features[start:stop],
                self.y[start:stop],
                stop - start if stop <= n_train else 0,
                stop - start if n_train <= start < held else 0,
            )
            for start, stop in pairwise(edges)
        ]

    def _weighted_blocks(self, weights: Array) -> list[Block]:
        blocks, start = [], 0
        for block in self._blocks:
            stop = start + len(block.y)
            blocks.append(block._replace(weights=weights[start:stop]))
            start = stop
        return blocks

    def weighted(self, values: Array, rows: NDArray[np.intp] | slice) -> Array:
        """Losses or their derivatives (m, …) of the samples `rows`, as they count in the cost."""
        if self.sample_weights is None:
            return values
        weights = self.sample_weights[rows]
        return values * weights.reshape(len(weights), *(1,) * (values.ndim - 1))

    def by_free(self, gradient: Array) -> Array:
        """`gradient` (p,) with 0 for the parameters that are held fixed."""
        return gradient if self.free is None else np.where(self.free, gradient, 0.0)

    def evaluate(self, theta: Array) -> tuple[Losses, Array]:
        """The losses at `theta`, and the gradient of the cost over the whole training set."""
        function, hyper, model = self.loss.function, self.hyperparameters, self.model
        totals = np.zeros((3, 1))
        gradient: Any = None
        quick = self.loss.total if len(self._blocks) > 1 else None
        weighted = 0.0
        for features, y, n_train, sums, weights in self._blocks:
            raw, cache = model.forward(theta, features)
            if quick is not None and n_train and weights is None:
                total, d_raw = quick(raw, y, **hyper)
                totals[0] += total
            else:
                values, d_raw = function(raw, y, **hyper)
                totals[: len(sums)] += sums.dot(values)
                if not n_train:
                    continue
                if weights is not None:
                    weighted += float((weights * values)[:n_train].sum())
                    d_raw = weights * d_raw
                if n_train < len(y):
                    d_raw[n_train:] = 0.0
            part = model.backward(theta, features, cache, d_raw)
            gradient = part if gradient is None else gradient + part
        gradient = self._with_penalty(theta, gradient * self.scale)
        return self._losses(theta, totals, weighted), gradient

    def losses(self, theta: Array) -> Losses:
        """The losses at `theta`, without the gradient."""
        totals = np.zeros((3, 1))
        weighted = 0.0
        for features, y, n_train, sums, weights in self._blocks:
            raw, _ = self.model.forward(theta, features)
            values, _ = self.loss.function(raw, y, **self.hyperparameters)
            totals[: len(sums)] += sums.dot(values)
            if weights is not None:
                weighted += float((weights * values)[:n_train].sum())
        return self._losses(theta, totals, weighted)

    def batch_gradient(self, theta: Array, rows: NDArray[np.intp]) -> Array:
        """The gradient of the cost computed from the training `rows` alone.

        With the sum as reduction it is scaled up to the whole training set, so that it estimates
        the gradient of the displayed cost whatever the batch size.
        """
        features, y = self.features[rows], self.y[rows]
        raw, cache = self.model.forward(theta, features)
        _, d_raw = self.loss.function(raw, y, **self.hyperparameters)
        d_raw = self.weighted(d_raw, rows)
        gradient = self.model.backward(theta, features, cache, d_raw)
        return self._with_penalty(theta, gradient * (self.scale * self.n_train / len(rows)))

    def _with_penalty(self, theta: Array, gradient: Array) -> Array:
        return self.penalty.added_to(gradient, theta) if self._has_penalty else gradient

    def _losses(self, theta: Array, totals: Array, weighted: float) -> Losses:
        train, test, validation = totals[:, 0].tolist()
        cost = self.scale * (train if self.sample_weights is None else weighted)
        if self._has_penalty:
            cost += self.penalty.value(theta)
        return Losses(
            train / self.n_train,
            test / self.n_test if self.n_test else math.nan,
            cost,
            validation / self.n_validation if self.n_validation else math.nan,
        )

    def recorded(self, losses: Losses) -> tuple[float, ...]:
        """What is recorded of `losses`, in the order of `history.CURVES`."""
        return losses if self.n_validation else losses[:3]

    # -- in the data's units -----------------------------------------------------------------------

    def predict_raw(self, theta: Array, x: Array) -> Array:
        """Raw scores (n, k) at inputs (n, d); of a regression, predictions in the data's units."""
        return self.target.restored(self.model.predict_raw(theta, x))

    def in_data_units(self, theta: Array) -> dict[str, Array]:
        """The parameters by name as they act on the data's own numbers."""
        return in_data_units(self.model, self.target, theta)

    def theta_of(self, start: Array) -> Array:
        """theta (p,) of a start in numbers, which are the model's own where it decides itself
        whether it standardises, and else in the data's units, in the order of theta."""
        if not start_is_in_data_units(self.run):
            return start
        return from_data_units(self.model, self.target, start)

    def start_of(self, theta: Array) -> Array:
        """The numbers (p,) of a start at `theta`: `theta_of` undone."""
        if not start_is_in_data_units(self.run):
            return theta
        named = self.in_data_units(theta)
        return np.concatenate([np.ravel(named[block.name]) for block in self.model.layout])

    @property
    def coordinates(self) -> tuple[object, ...]:
        """What is the same for two objectives on the same samples where theta means the same."""
        how = self.run.standardize if self.model.standardizes else False
        return self.model.layout, self.model.standardizes, how, self.target.is_plain

    # -- curvature ---------------------------------------------------------------------------------

    @property
    def has_curvature(self) -> bool:
        """The loss has a second derivative that says something about step sizes."""
        return self.loss.curvature is not None

    @property
    def is_quadratic(self) -> bool:
        """The cost is a plain sum of squares of what is linear in the parameters."""
        is_plain = self.sample_weights is None and not self.run.l1
        return self.model.is_linear and self.loss.is_square and is_plain

    def second(self, theta: Array) -> Array:
        """The second derivatives of the training losses by the raw scores, (n_train, k, k), as
        they count in the cost."""
        train = slice(self.n_train)
        raw = self.model.forward(theta, self.features[train])[0]
        second = self.loss.second_derivative(raw, self.y[train], **self.hyperparameters)
        return self.weighted(second, train)

    def largest_curvature(self, theta: Array) -> float:
        """λmax: the largest eigenvalue of the cost's Hessian at `theta` by the free parameters."""
        if self.free is not None:
            return self._largest_curvature_of(theta, np.flatnonzero(self.free))
        if self.model.is_linear:
            return largest_eigenvalue_linear(
                self.features[: self.n_train],
                self.second(theta),
                self.scale,
                self.penalty.hessian,
            )
        return largest_eigenvalue(lambda at: self.evaluate(at)[1], theta)

    def _largest_curvature_of(self, theta: Array, places: NDArray[np.intp]) -> float:
        """The same with all parameters fixed but those at `places`."""
        if self.model.is_linear and len(theta) <= MOST_DENSE:
            train = slice(self.n_train)
            hessian = hessian_linear(
                self.features[train], self.second(theta), self.scale, self.penalty.hessian
            )[np.ix_(places, places)]
            finite = np.isfinite(hessian).all()
            return float(np.linalg.eigvalsh(hessian)[-1]) if finite else math.nan

        def gradient(free: Array) -> Array:
            at = theta.copy()
            at[places] = free
            return self.evaluate(at)[1][places]

        return largest_eigenvalue(gradient, theta[places])
