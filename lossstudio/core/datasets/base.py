"""What a data set is, and what a generator of one is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.spread import measured
from lossstudio.core.features import Features
from lossstudio.core.symbols import input_symbols
from lossstudio.core.tasks import Task, tasks_for

Array = NDArray[np.float64]

PARTS = ("train", "validation", "test")
"""The sets that samples are split into, in the order of their rows."""


class Draws:
    """The random draws of a seed, a separate stream for each quantity.

    Separate streams keep what is drawn for one quantity the same when another changes; a longer
    draw from a stream begins with the shorter one, so more samples add to the ones before.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        inputs, noise, outliers, split, labels = np.random.SeedSequence(seed).spawn(5)
        self.inputs = np.random.default_rng(inputs)
        self.noise = np.random.default_rng(noise)
        self.outliers = np.random.default_rng(outliers)
        self.split = np.random.default_rng(split)
        self.labels = np.random.default_rng(labels)

    @cached_property
    def legacy(self) -> np.random.RandomState:
        """NumPy's legacy generator, as ``np.random.seed`` and ``np.random.rand`` use it."""
        return np.random.RandomState(self.seed)


@dataclass(frozen=True)
class Generator:
    """A generator of samples.

    ``draw(n, noise, draws) -> (x (n, d), target (n,))``: the target is a number for regression and
    a class index otherwise. `noise` only scales a draw that is the same for every noise. `truth`,
    where there is one: the target without noise (regression, ``truth(x) -> (n,)``) or P(class 1)
    (``truth(x, noise) -> (n,)``; always called with both). `center` and `scale` (d numbers each)
    are the inputs' nominal middle and half-width; an input below `input_minimum` has no meaning,
    and no outlier is put there. `formula` is LaTeX, with σ for the noise and ε for a standard
    normal draw. `initial_weights`, where the data's source prescribes the start of a linear model:
    ``initial_weights(seed, n_samples, n_weights) -> (n_weights,)``, a pure function.

    With `license`, the samples are real ones that ship with the program (see `shipped`): all of
    them whatever n and noise, in an order that follows from the seed; `center` and `scale` then
    count for nothing, those of the training inputs are taken. `reference` names their source.
    """

    name: str
    label: str
    description: str
    task: Task
    draw: Callable[[int, float, Draws], tuple[Array, Array]]
    input_names: tuple[str, ...]
    target_name: str
    center: tuple[float, ...]
    scale: tuple[float, ...]
    default_noise: float
    input_minimum: float = -np.inf
    formula: str = ""
    reference: str = ""
    license: str = ""
    classes: tuple[str, ...] = ()
    truth: Callable[[Array, float], Array] | None = None
    initial_weights: Callable[[int, int, int], Array] | None = None

    @property
    def is_real(self) -> bool:
        """The samples were measured: there is no noise to choose, and no number of them."""
        return bool(self.license)


@dataclass(frozen=True, eq=False)
class Dataset:
    """Samples, split in train, validation and test. Arrays are read-only; the rows of the sets
    follow one another in this order.

    `x` (n, d) in the data's units; `target` (n,) numbers (regression) or class indices; `classes`
    the class names, empty for regression; `codes` the numbers that stand for them in own points,
    empty for their indices; `center`, `scale` of what enters a model, see `models.base.Inputs`;
    `truth` the curve without noise at inputs (m, d) -> (m,) (for two classes P(class 1)), or None;
    `is_outlier` (n,) which samples were made outliers; `order` (n,) the number of each row as it
    was given, from 0, or None where all are in that order; `lines` (n,) where each row ends in its
    file, from 1, or None.
    """

    x: Array
    target: Array
    n_train: int
    input_names: tuple[str, ...]
    target_name: str
    center: Array
    scale: Array
    classes: tuple[str, ...] = ()
    codes: tuple[float, ...] = ()
    truth: Callable[[Array], Array] | None = None
    is_outlier: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))
    initial_weights: Callable[[int, int], Array] | None = None
    """``initial_weights(seed, n_weights)``, where the data's source prescribes a start."""
    name: str = ""
    """What messages call these data."""
    dropped: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """The lines of a table's rows that were left out because a value that is needed is missing."""
    n_validation: int = 0
    order: NDArray[np.intp] | None = None
    lines: NDArray[np.int64] | None = None
    features: Features | None = None
    """What enters a model instead of the inputs, where that is not they themselves."""

    @property
    def parts(self) -> dict[str, slice]:
        """The rows of each set that has any, by its name in `PARTS`."""
        ends = self.n_train, self.n_train + self.n_validation, len(self.x)
        found = zip(PARTS, (0, *ends), ends, strict=False)
        return {name: slice(start, stop) for name, start, stop in found if start < stop}

    def part_of(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """The set of each of `rows` (m,), as its place in `PARTS`."""
        ends = (self.n_train, self.n_train + self.n_validation)
        return np.searchsorted(ends, rows, side="right")

    def numbers(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """The numbers, from 1, that a person knows `rows` (m,) by: those of the rows as given."""
        return 1 + (rows if self.order is None else self.order[rows])

    def number_of(self, row: int) -> int:
        """The number, from 1, that a person knows a row by."""
        return 1 + (row if self.order is None else int(self.order[row]))

    @cached_property
    def entering(self) -> Array:
        """What enters a model: the inputs (n, d), or the features (n, q) made of them."""
        return self.x if self.features is None else self.features.of(self.x)

    @property
    def entering_names(self) -> tuple[str, ...]:
        """What the columns of `entering` are called."""
        return entering_names(self, self.input_names)

    @cached_property
    def spread(self) -> tuple[Array, Array]:
        """Mean and standard deviation (1 where all are equal) of what enters a model, in the
        training set."""
        return measured(self.entering[: self.n_train])

    @cached_property
    def size(self) -> Array:
        """Root mean square of what enters a model in the training set; 1 where all are 0."""
        return measured(self.entering[: self.n_train], is_centered=False)[1]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that these data can serve."""
        return tasks_for(len(self.classes))

    def encoded(self, task: Task) -> Array:
        """The targets as a loss of `task` takes them: (n, 1), or one-hot (n, C)."""
        if task is Task.MULTICLASS:
            return np.eye(len(self.classes))[self.target.astype(np.intp)]
        return self.target[:, None]

    @property
    def n_outputs(self) -> dict[Task, int]:
        """How many raw scores a model of each task has."""
        return {Task.REGRESSION: 1, Task.BINARY: 1, Task.MULTICLASS: len(self.classes)}


def entering_names(dataset: Dataset, names: Sequence[str]) -> tuple[str, ...]:
    """What enters a model on `dataset` is called, where its inputs are called `names`."""
    if dataset.features is None:
        return tuple(names)
    is_symbol = tuple(names) == tuple(input_symbols(len(names)))
    return dataset.features.labels(names, "" if is_symbol else " · ")
