"""A linear model seen as one line: the score w·x + b whose level a picture shows."""

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.tasks import Task
from lossstudio.engine.data.standardization import from_data_units, in_data_units
from lossstudio.engine.measuring.picture import Canvas, PictureKind
from lossstudio.engine.training.objective import Objective

Array = NDArray[np.float64]


class LinearScore(NamedTuple):
    """w·x + b in the data's units: a regression's prediction, or with two classes the score of the
    second, which is 0 on the boundary. With two scores (softmax) it is their difference.

    `weights` (d,) and `bias`; `free` (d,) are the weights that may change and `bias_is_free` says
    so of the bias. What a run holds fixed is not free, nor is the bias of a model without one.
    """

    weights: Array
    bias: float
    free: NDArray[np.bool_]
    bias_is_free: bool

    def with_values(self, weights: Array, bias: float) -> Self | None:
        """The same with other numbers; None where one of them is not finite."""
        if not (np.isfinite(weights).all() and np.isfinite(bias)):
            return None
        return self._replace(weights=weights, bias=float(bias))


def linear_score(objective: Objective, theta: Array) -> LinearScore | None:
    """The score of the model at `theta` (p,).

    None where the model is no weighted sum of the inputs themselves, where a picture shows more
    than one score (three classes), and where parameters are not finite.
    """
    model = objective.model
    is_plain = (
        model.is_linear
        and model.feature_labels is not None
        and not model.makes_features
        and model.inputs.made is None
    )
    if not is_plain or model.n_outputs > (1 if objective.loss.task is Task.REGRESSION else 2):
        return None
    rows = _rows(objective, theta)
    d = model.inputs.count
    if not np.isfinite(rows).all() or len(rows) != d + model.bias:
        return None
    combined = rows @ _combination(objective)
    free = np.asarray(_free_rows(objective).any(axis=1))
    bias = float(combined[d]) if model.bias else 0.0
    return LinearScore(combined[:d], bias, free[:d], bool(model.bias and free[d]))


def is_line(objective: Objective, canvas: Canvas) -> bool:
    """Whether the model is one line in its picture: a regression's over one input, a probability
    over one, or the boundary of two classes over two."""
    d, n_classes = canvas.x.shape[1], len(objective.dataset.classes)
    is_seen = {
        PictureKind.CURVE: n_classes in (0, 2),
        PictureKind.MAP: n_classes == 2 and d == 2,
        PictureKind.AGREEMENT: False,
    }[canvas.kind]
    return is_seen and linear_score(objective, np.zeros(objective.model.n_parameters)) is not None


def parameters_of(objective: Objective, theta: Array, score: LinearScore) -> Array:
    """Parameters (p,) that have `score` and are as near to `theta` as can be, in the data's units.

    What is held fixed stays as it is in `theta`, to the last bit.
    """
    rows, combination, free = (
        _rows(objective, theta),
        _combination(objective),
        _free_rows(objective),
    )
    wanted = np.append(score.weights, score.bias)[: len(rows)]
    gain = np.where(free, combination, 0.0)
    length = (gain * combination).sum(axis=1)
    change = wanted - rows @ combination
    share = np.divide(change, length, out=np.zeros(len(rows)), where=length > 0)
    rows = rows + share[:, None] * gain
    found = from_data_units(objective.model, objective.target, rows.ravel())
    return found if objective.free is None else np.where(objective.free, found, theta)


def _rows(objective: Objective, theta: Array) -> Array:
    """The parameters in the data's units: a row for each weight and one for the bias, (q, k)."""
    named = in_data_units(objective.model, objective.target, theta)
    flat = np.concatenate([np.ravel(named[block.name]) for block in objective.model.layout])
    return flat.reshape(-1, objective.model.n_outputs)


def _combination(objective: Objective) -> Array:
    """What the scores (k,) are multiplied by to make the one that is shown."""
    return np.array([1.0] if objective.model.n_outputs == 1 else [-1.0, 1.0])


def _free_rows(objective: Objective) -> NDArray[np.bool_]:
    count, k = objective.model.n_parameters, objective.model.n_outputs
    free = np.ones(count, dtype=bool) if objective.free is None else objective.free
    return free.reshape(-1, k)
