"""What determines a run: the data, and one or more runs on them, seeds included.

The field names are the contract of ``*.lossstudio`` files and of ``--set`` on the command line.
Fields may be added with a default; anything else needs a higher `FORMAT` and a migration.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any, get_type_hints

import msgspec

from lossstudio.core.datasets.tables.reading import TableReading
from lossstudio.core.text import printable

FORMAT = 1
MAX_RUNS = 12
MOST_NAMED = 30
"""Characters of a formula that a run is called after."""


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Frozen, and an unknown field is an error: a misspelt name must not pass in silence."""


if TYPE_CHECKING:
    Reading = TableReading
else:
    # How a table was understood when it was imported: the same fields, read strictly.
    _types = get_type_hints(TableReading)
    Reading = msgspec.defstruct(
        "Reading",
        [(field.name, _types[field.name], field.default) for field in fields(TableReading)],
        bases=(_Strict,),
        frozen=True,
    )


class Data(_Strict, frozen=True):
    """The samples: a generator's name, ``"csv"`` with `file`, or ``"points"`` with `points`.

    `encoding` is that of the file, one of `core.datasets.encodings.ENCODINGS`; None: by looking.
    `reading` is how it was understood; None: as the first version reads it.
    `columns` are those of the file that are taken, by name or as ``"column 2"``: inputs, and last
    the target; None: all of them. `point_names` are what the columns of `points` are called, and
    `class_names` the classes 0, 1, … where the target of `points` is one; None: x, y and numbers.
    `positive_class` is which of two classes of a table or of `points` counts as 1; None: the last
    in their order. `categories` says what becomes of columns of texts: ``"one_hot"`` makes inputs
    of 0 and 1 of them.
    `split` says which rows of a file are held out: the last ones, or rows that are drawn from
    `seed`, of each class its share. `test_rows` and `validation_rows` are the numbers, from 0, of
    the `points` in these sets; None: the last ones, and those before them.
    `outliers_in` says whether generated outliers are among all samples or the training samples
    alone, and `label_noise` which share of the training labels is changed to another class.
    `features` are what enters a model in place of the inputs (see `core.features`); none: the
    inputs themselves.
    """

    dataset: str = "line"
    file: str | None = None
    encoding: str | None = None
    reading: Reading | None = None
    columns: tuple[str, ...] | None = None
    points: tuple[tuple[float, ...], ...] | None = None
    point_names: tuple[str, ...] | None = None
    class_names: tuple[str, ...] | None = None
    positive_class: str | int | None = None
    categories: str = "drop"
    n_samples: int = 100
    noise: float = 0.3
    seed: int = 0
    outlier_fraction: float = 0.0
    outlier_strength: float = 5.0
    outliers_in: str = "all"
    label_noise: float = 0.0
    features: tuple[str, ...] = ()
    test_fraction: float = 0.2
    split: str = "last"
    test_rows: tuple[int, ...] | None = None
    validation_fraction: float = 0.0
    validation_rows: tuple[int, ...] | None = None


class Run(_Strict, frozen=True):
    """One model, trained with one loss by one optimiser.

    `formula` is the text of a person's own loss, which ``loss: "formula"`` takes (see
    `core.expression`). `start` is where it begins, all of its parameters in the order of the
    model's flat vector; None: drawn as `initialization` says, from `seed`. `fixed` names the
    parameters that no step changes (see `engine.scenarios.fixed`). `standardize`: False,
    ``"inputs"`` or ``"inputs_and_target"`` (see `engine.data.standardization`); None: as the model
    decides.
    """

    name: str = ""
    loss: str = "mse"
    formula: str = ""
    loss_parameters: dict[str, float] = {}
    model: str = "linear"
    degree: int = 1
    bias: bool = True
    standardize: bool | str | None = None
    hidden_layers: tuple[int, ...] = (8, 8)
    activation: str = "tanh"
    model_parameters: dict[str, float] = {}
    initialization: str = "glorot"
    optimizer: str = "gradient_descent"
    optimizer_parameters: dict[str, float] = {}
    learning_rate: float = 0.1
    schedule: str = "constant"
    schedule_parameters: dict[str, float] = {}
    batch_size: int | None = None
    batch_order: str = "shuffled"
    reduction: str = "mean"
    class_weights: str = "none"
    l1: float = 0.0
    l2: float = 0.0
    seed: int = 0
    start: tuple[float, ...] | None = None
    fixed: tuple[str, ...] = ()


class Stop(_Strict, frozen=True):
    """When training pauses: every run has met one of these. None and False: not for that.

    The train loss or the norm of the gradient is at most so large; the run has converged; for
    `validation_patience` steps the validation loss has not been lower than before.
    """

    train_loss: float | None = None
    gradient_norm: float | None = None
    converged: bool = False
    validation_patience: int | None = None


class Scenario(_Strict, frozen=True):
    """Data and the runs that share them. ``steps`` is how long a run without a window trains.

    `hidden` names what of the window is hidden when it is opened (see `engine.scenarios.hiding`),
    `arrangement` which panels are shown then and where (see `engine.window.arrangements`), and
    `speed` how many steps a second it trains with, or "max"; None: as a person has it.
    """

    format: int = FORMAT
    title: str = ""
    data: Data = Data()
    runs: tuple[Run, ...] = (Run(),)
    steps: int = 1000
    hidden: tuple[str, ...] = ()
    arrangement: str | dict[str, Any] | None = None
    speed: float | str | None = None
    stop: Stop | None = None

    def run_names(self, name_of: Callable[[Run], str] | None = None) -> tuple[str, ...]:
        """A distinct name for each run: its own, or its loss's, numbered where needed; on one
        line, and without signs that cannot be shown.

        The number is the run's place, and the first run of a loss has none: what an unnamed run is
        called stays the same when another one is named. `name_of` says what a run without a name is
        called for people; without it, it is called as the loss is in files and on the command line.
        """
        name_of = name_of or _loss_name
        usual = [name_of(run) for run in self.runs]
        names: list[str] = []
        for at, run in enumerate(self.runs):
            own = printable(run.name)
            base = name = own or usual[at]
            is_taken = base in names if own else base in (*usual[:at], *names)
            number = at + 1
            while is_taken:
                name = f"{base} ({number})"
                is_taken = name in names
                number += 1
            names.append(name)
        return tuple(names)


def _loss_name(run: Run) -> str:
    """What a run is called after: its loss, or the formula that is its loss."""
    if run.loss != "formula" or not run.formula.strip():
        return run.loss
    return shortened(run.formula)


def shortened(formula: str) -> str:
    """A formula in one line, cut short where it is long."""
    text = printable(formula)
    return text if len(text) <= MOST_NAMED else text[: MOST_NAMED - 1] + "…"


def to_dict(scenario: Scenario) -> dict[str, Any]:
    """The scenario as JSON's own types, every field present."""
    decoded: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(scenario))
    return decoded


_ADDED_TO_SCENARIO = ("arrangement", "speed", "stop")
_ADDED_TO_DATA = (
    "reading",
    "positive_class",
    "categories",
    "split",
    "test_rows",
    "validation_fraction",
    "validation_rows",
    "outliers_in",
    "label_noise",
    "features",
)
_ADDED_TO_RUNS = ("model_parameters", "standardize", "class_weights", "batch_order", "fixed")
"""Fields that are written only where they differ from the default: old versions read the rest."""


def as_written(scenario: Scenario) -> dict[str, Any]:
    """The scenario as JSON's own types, as a file has it."""
    raw, usual = to_dict(scenario), to_dict(Scenario())
    _leave_out_usual(raw, usual, _ADDED_TO_SCENARIO)
    _leave_out_usual(raw["data"], usual["data"], _ADDED_TO_DATA)
    for run in raw["runs"]:
        _leave_out_usual(run, usual["runs"][0], _ADDED_TO_RUNS)
    return raw


def _leave_out_usual(raw: dict[str, Any], usual: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if raw[name] == usual[name]:
            del raw[name]
