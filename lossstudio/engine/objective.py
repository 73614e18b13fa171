"""The cost that a run descends: its value and gradient on one data set.

The cost is reduce(losses on the training set) + l1·Σ|w| + l2·Σw², over weights without biases.
"""

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.curvature import largest_eigenvalue, largest_eigenvalue_linear
from lossstudio.core.datasets import Dataset
from lossstudio.core.losses import LOSSES, Loss
from lossstudio.core.models import MODELS, Inputs, Model
from lossstudio.core.models.base import is_weight_mask
from lossstudio.engine.fields import check_loss_fits
from lossstudio.engine.scenario import Run

Array = NDArray[np.float64]

BLOCK_ROWS = 4096
"""Rows computed at a time: what a block makes stays in the processor's cache (measured: for a
million samples 3 to 4 times as fast as whole arrays)."""


class Losses(NamedTuple):
    """The curves at one step. ``test_loss`` is NaN where there is no test set."""

    train_loss: float
    test_loss: float
    cost: float


def build_model(dataset: Dataset, run: Run, index: int = 0) -> Model:
    """The model of `run` in the sizes that `dataset` and the run's loss ask for."""
    return MODELS[run.model].build(
        Inputs(dataset.center, dataset.scale),
        dataset.n_outputs[LOSSES[run.loss].task],
        degree=run.degree,
        bias=run.bias,
        hidden_layers=run.hidden_layers,
        activation=run.activation,
        initialization=run.initialization,
        field=f"runs.{index}",
    )


def _same_arrays(one: "Objective", other: "Objective") -> bool:
    """Both compute with the same features and encoded targets."""
    return one.loss.task is other.loss.task and all(
        getattr(one.run, name) == getattr(other.run, name) for name in ("model", "degree", "bias")
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
        self.loss: Loss = LOSSES[run.loss]
        check_loss_fits(run.loss, dataset.tasks, f"runs.{index}.loss", dataset.name)
        self.hyperparameters = self.loss.hyperparameters(run.loss_parameters)
        self.model = build_model(dataset, run, index)
        self.is_weight = is_weight_mask(self.model)
        self._weights = self.is_weight.astype(np.float64)
        self._penalized = bool(run.l1 or run.l2)
        self.n_train = dataset.n_train
        self.n_test = len(dataset.x) - dataset.n_train
        self.scale = 1.0 / self.n_train if run.reduction == "mean" else 1.0
        self.batch_size = (
            None if run.batch_size is None or run.batch_size >= self.n_train else run.batch_size
        )
        self.features: Array
        self.y: Array
        self._blocks: list[tuple[Array, Array, int]]
        if like is not None and like.dataset is dataset and _same_arrays(like, self):
            self.features, self.y, self._blocks = like.features, like.y, like._blocks
        else:
            self.features = self.model.features(dataset.x)
            self.y = dataset.encoded(self.loss.task)
            self._blocks = self._make_blocks()

    def _make_blocks(self) -> list[tuple[Array, Array, int]]:
        """(features, targets, how many of these rows are training rows), a tuple a block."""
        n, n_train = len(self.y), self.n_train
        if n <= BLOCK_ROWS:  # training and test rows in one go: half the calls in each step
            return [(self.features, self.y, n_train)]
        edges = [*range(0, n_train, BLOCK_ROWS), *range(n_train, n, BLOCK_ROWS), n]
        return [
            (self.features[start:stop], self.y[start:stop], stop - start if stop <= n_train else 0)
            for start, stop in pairwise(edges)
        ]

    def evaluate(self, theta: Array) -> tuple[Losses, Array]:
        """The losses at `theta`, and the gradient of the cost over the whole training set."""
        function, hyper, model = self.loss.function, self.hyperparameters, self.model
        train = test = 0.0
        gradient: Any = None
        for features, y, n_train in self._blocks:
            raw, cache = model.forward(theta, features)
            values, d_raw = function(raw, y, **hyper)
            if n_train == len(y):
                train += values.sum()
            else:
                train += values[:n_train].sum()
                test += values[n_train:].sum()
                if not n_train:
                    continue
                d_raw[n_train:] = 0.0
            part = model.backward(theta, features, cache, d_raw)
            gradient = part if gradient is None else gradient + part
        if self.scale != 1.0:
            gradient = gradient * self.scale
        if self._penalized:
            w = theta * self._weights
            gradient = gradient + self.run.l1 * np.sign(w) + (2.0 * self.run.l2) * w
        return self._losses(theta, train, test), gradient

    def losses(self, theta: Array) -> Losses:
        """The losses at `theta`, without the gradient."""
        train = test = 0.0
        for features, y, n_train in self._blocks:
            raw, _ = self.model.forward(theta, features)
            values, _ = self.loss.function(raw, y, **self.hyperparameters)
            train += values[:n_train].sum()
            test += values[n_train:].sum()
        return self._losses(theta, train, test)

    def batch_gradient(self, theta: Array, rows: NDArray[np.intp]) -> Array:
        """The gradient of the cost computed from the training `rows` alone.

        With the sum as reduction it is scaled up to the whole training set, so that it estimates
        the gradient of the displayed cost whatever the batch size.
        """
        features, y = self.features[rows], self.y[rows]
        raw, cache = self.model.forward(theta, features)
        _, d_raw = self.loss.function(raw, y, **self.hyperparameters)
        gradient = self.model.backward(theta, features, cache, d_raw)
        gradient = gradient * (self.scale * self.n_train / len(rows))
        if self._penalized:
            w = theta * self._weights
            gradient = gradient + self.run.l1 * np.sign(w) + (2.0 * self.run.l2) * w
        return gradient

    def _losses(self, theta: Array, train: float, test: float) -> Losses:
        cost = self.scale * train
        if self._penalized:
            w = theta * self._weights
            cost += self.run.l1 * np.abs(w).sum() + self.run.l2 * w.dot(w)
        return Losses(
            float(train) / self.n_train,
            float(test) / self.n_test if self.n_test else float("nan"),
            float(cost),
        )

    @property
    def has_curvature(self) -> bool:
        """The loss has a second derivative that says something about step sizes."""
        return self.loss.curvature is not None

    @property
    def is_quadratic(self) -> bool:
        """The cost is a quadratic function of the parameters, so its Hessian is one matrix."""
        return self.model.is_linear and self.run.loss == "mse" and not self.run.l1

    def second(self, theta: Array) -> Array:
        """The second derivatives of the training losses by the raw scores, (n_train, k, k)."""
        raw = self.model.forward(theta, self.features[: self.n_train])[0]
        return self.loss.second_derivative(raw, self.y[: self.n_train], **self.hyperparameters)

    @property
    def penalty_diagonal(self) -> Array:
        """What the penalty adds to the Hessian's diagonal, (p,)."""
        return 2.0 * self.run.l2 * self._weights

    def largest_curvature(self, theta: Array) -> float:
        """λmax: the largest eigenvalue of the cost's Hessian at `theta`."""
        if self.model.is_linear:
            return largest_eigenvalue_linear(
                self.features[: self.n_train],
                self.second(theta),
                self.scale,
                self.penalty_diagonal,
            )
        return largest_eigenvalue(lambda at: self.evaluate(at)[1], theta)
