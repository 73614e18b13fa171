"""Metrics that compare fits by one yardstick, whatever loss they were trained with."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class RegressionMetrics:
    """`rmse` and `mae` in the target's unit; `r2`, None where the targets do not vary."""

    rmse: float
    mae: float
    r2: float | None

    def as_dict(self) -> dict[str, float | None]:
        """The figures by name, for JSON."""
        return {"rmse": self.rmse, "mae": self.mae, "r2": self.r2}


@dataclass(frozen=True)
class ClassificationMetrics:
    """`accuracy` from 0 to 1; `log_loss` in nats; `confusion_matrix` counts, true by predicted."""

    accuracy: float
    log_loss: float
    confusion_matrix: tuple[tuple[int, ...], ...]

    def as_dict(self) -> dict[str, float | list[list[int]]]:
        """The figures by name, for JSON."""
        return {
            "accuracy": self.accuracy,
            "log_loss": self.log_loss,
            "confusion_matrix": [list(row) for row in self.confusion_matrix],
        }


def regression_metrics(y: ArrayLike, prediction: ArrayLike) -> RegressionMetrics:
    """How far predictions lie from targets; both (n,), or both (n, 1).

    RMSE = √((1/n) Σ (yᵢ − ŷᵢ)²), MAE = (1/n) Σ |yᵢ − ŷᵢ|, and the coefficient of determination
    R² = 1 − Σ (yᵢ − ŷᵢ)² / Σ (yᵢ − ȳ)², None for a single target or equal ones. Finite residuals
    have a finite RMSE and MAE: squares and sums do not overflow. Raises `ValueError` for other
    shapes (nothing is broadcast) and for no samples.

    >>> regression_metrics([1.0, 3.0], [1.0, 2.0])
    RegressionMetrics(rmse=0.7071067811865476, mae=0.5, r2=0.5)
    """
    y = np.asarray(y, dtype=np.float64)
    prediction = np.asarray(prediction, dtype=np.float64)
    if y.shape != prediction.shape or y.ndim not in (1, 2) or y.shape[1:] not in ((), (1,)):
        raise ValueError(
            f"targets {y.shape} and predictions {prediction.shape} must have the same shape, "
            "(n,) or (n, 1)"
        )
    if not y.size:
        raise ValueError("no samples: metrics need at least one")
    # Where a run has diverged the figures are infinite or nan; that is a result, not a fault.
    with np.errstate(over="ignore", invalid="ignore"):
        residual, exponent = _normalized(prediction - y)
        mean_square = np.mean(residual**2)
        r2 = None
        if y.min() < y.max():
            deviation, y_exponent = _normalized(y)
            variance = np.mean((deviation - deviation.mean()) ** 2)
            r2 = float(1 - np.ldexp(mean_square / variance, 2 * (exponent - y_exponent)))
        return RegressionMetrics(
            rmse=float(np.ldexp(np.sqrt(mean_square), exponent)),
            mae=float(np.ldexp(np.mean(np.abs(residual)), exponent)),
            r2=r2,
        )


def classification_metrics(
    target: ArrayLike, log_probabilities: ArrayLike
) -> ClassificationMetrics:
    """How well predicted classes and probabilities fit; target (n,) indices, log p (n, C).

    The predicted class is the most probable one, of equal ones the first. Log loss =
    −(1/n) Σ log p(true class), from the logarithms, so that a p that underflows still counts; an
    infinite one is an infinite log loss. Row i, column j of the confusion matrix counts class i
    predicted as j. Raises `ValueError` for other shapes, for no samples, and for targets that are
    not class indices.

    >>> classification_metrics([0, 1], [[-0.5, -1.0], [-0.25, -1.5]]).as_dict()
    {'accuracy': 0.5, 'log_loss': 1.0, 'confusion_matrix': [[1, 0], [1, 0]]}
    """
    target = np.asarray(target)
    log_p = np.asarray(log_probabilities, dtype=np.float64)
    if target.ndim != 1 or log_p.ndim != 2 or len(target) != len(log_p):
        raise ValueError(
            f"targets {target.shape} must be (n,) and log probabilities {log_p.shape} (n, C)"
        )
    if not target.size:
        raise ValueError("no samples: metrics need at least one")
    n_classes = log_p.shape[1]
    with np.errstate(invalid="ignore"):  # nan is refused in the next lines
        true = target.astype(np.intp)
    if not (np.array_equal(true, target) and true.min() >= 0 and true.max() < n_classes):
        raise ValueError(f"targets must be class indices, whole numbers from 0 to {n_classes - 1}")
    predicted = np.argmax(log_p, axis=1)
    counts = np.bincount(true * n_classes + predicted, minlength=n_classes**2)
    return ClassificationMetrics(
        accuracy=float(np.mean(true == predicted)),
        log_loss=_mean(-log_p[np.arange(len(true)), true]),
        confusion_matrix=tuple(tuple(row) for row in counts.reshape(n_classes, n_classes).tolist()),
    )


def regression_baseline(train: ArrayLike, y: ArrayLike) -> RegressionMetrics:
    """The metrics on the targets `y` (n,) of predicting the mean of the targets `train` (m,).

    On `train` itself R² is 0. Raises `ValueError` as `regression_metrics` does.

    >>> regression_baseline([1.0, 3.0], [2.0, 4.0])
    RegressionMetrics(rmse=1.4142135623730951, mae=1.0, r2=-1.0)
    """
    train, y = (np.asarray(values, dtype=np.float64) for values in (train, y))
    if not train.size:
        raise ValueError("no samples: a mean needs at least one")
    metrics = regression_metrics(y, np.full(y.shape, _mean(train)))
    if metrics.r2 is not None and np.array_equal(train, y):
        return replace(metrics, r2=0.0)  # but for rounding it is
    return metrics


def classification_baseline(
    train: ArrayLike, target: ArrayLike, n_classes: int
) -> ClassificationMetrics:
    """The metrics on `target` (n,) of predicting the shares that the classes have in `train` (m,).

    Both are class indices. The predicted class is thus the most frequent one of `train`, of equally
    frequent ones the first, and the log loss that of the shares: on `train` itself their entropy,
    on others infinite where a class is not in `train`. Raises `ValueError` as
    `classification_metrics` does.

    >>> classification_baseline([0, 1, 1, 1], [0, 1], 2).accuracy
    0.5
    """
    train, target = np.asarray(train), np.asarray(target)
    if not train.size:
        raise ValueError("no samples: shares need at least one")
    counts = np.bincount(train.astype(np.intp), minlength=n_classes)
    with np.errstate(divide="ignore"):
        log_shares = np.log(counts / len(train))
    return classification_metrics(target, np.broadcast_to(log_shares, (len(target), n_classes)))


def _normalized(values: Array) -> tuple[Array, int]:
    """`values` divided by a power of two 2ᵉ, so that the largest is between 1 and 2; and e.

    A power of two changes no digit of them, and their squares and sums cannot overflow.
    """
    largest = float(np.max(np.abs(values)))
    if largest == 0 or not np.isfinite(largest):
        return values, 0
    exponent = int(np.frexp(largest)[1]) - 1
    return np.ldexp(values, -exponent), exponent


def _mean(values: Array) -> float:
    normalized, exponent = _normalized(values)
    return float(np.ldexp(np.mean(normalized), exponent))
