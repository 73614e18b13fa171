"""The fields of a scenario: their limits, their words, and the check of a whole scenario.

Numbers are described by `Parameter`s, names by the registry that they must be in. Widgets, file
checks and the command line all read these.
"""

import math
from collections.abc import Iterable, Mapping

from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.encodings import ENCODINGS
from lossstudio.core.datasets.table import MAX_INPUTS, MAX_ROWS
from lossstudio.core.models import ACTIVATIONS, INITIALIZATIONS, MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.parameters import Parameter, check_parameters, shown
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.tasks import Task, tasks_for
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.hiding import check_hidden
from lossstudio.engine.point_names import check_names
from lossstudio.engine.run_loss import (
    FORMULA_FOR,
    LOSS_NAMES,
    check_formula,
    loss_of,
    losses_for,
)
from lossstudio.engine.scenario import FORMAT, MAX_RUNS, Data, Run, Scenario

OWN_DATA = ("csv", "points")
"""Values of ``data.dataset`` that are not generators."""

REDUCTIONS = {
    "mean": QT_TRANSLATE_NOOP("core", "Mean of the losses"),
    "sum": QT_TRANSLATE_NOOP("core", "Sum of the losses"),
}

_SEED_MAXIMUM = 2**32 - 1


def _by_name(*parameters: Parameter) -> dict[str, Parameter]:
    return {parameter.name: parameter for parameter in parameters}


DATA_FIELDS = _by_name(
    Parameter(
        "n_samples",
        QT_TRANSLATE_NOOP("core", "Samples"),
        default=Data().n_samples,
        minimum=2,
        maximum=1_000_000,
        integer=True,
        scale="log",
        slider_range=(10, 1000),
        symbol="n",
        help=QT_TRANSLATE_NOOP(
            "core", "How many samples there are, training and test together. Restarts the run."
        ),
    ),
    Parameter(
        "noise",
        QT_TRANSLATE_NOOP("core", "Noise"),
        default=Data().noise,
        minimum=0.0,
        maximum=10.0,
        slider_range=(0.0, 2.0),
        help=QT_TRANSLATE_NOOP(
            "core",
            "Scales one fixed random draw: the same points move nearer to the true curve or "
            "further from it. Nothing is drawn anew.",
        ),
    ),
    Parameter(
        "seed",
        QT_TRANSLATE_NOOP("core", "Seed of the data"),
        default=0,
        minimum=0,
        maximum=_SEED_MAXIMUM,
        integer=True,
        help=QT_TRANSLATE_NOOP(
            "core", "The number that all random draws of the data follow from. Restarts the run."
        ),
    ),
    Parameter(
        "outlier_fraction",
        QT_TRANSLATE_NOOP("core", "Outliers"),
        default=0.0,
        minimum=0.0,
        maximum=0.5,
        help=QT_TRANSLATE_NOOP(
            "core",
            "The share of samples that are moved far off: raised in regression, given the wrong "
            "class and pushed outwards in classification.",
        ),
    ),
    Parameter(
        "outlier_strength",
        QT_TRANSLATE_NOOP("core", "Outlier strength"),
        default=Data().outlier_strength,
        minimum=0.0,
        maximum=100.0,
        slider_range=(0.0, 20.0),
        help=QT_TRANSLATE_NOOP(
            "core",
            "How far outliers are moved: in regression, in the target's own unit; in "
            "classification, 10 doubles their distance from the middle.",
        ),
    ),
    Parameter(
        "test_fraction",
        QT_TRANSLATE_NOOP("core", "Test share"),
        default=Data().test_fraction,
        minimum=0.0,
        maximum=0.9,
        help=QT_TRANSLATE_NOOP(
            "core",
            "The share of samples, the last ones, that are held out: they measure the model and "
            "never train it. Restarts the run.",
        ),
    ),
)

RUN_FIELDS = _by_name(
    Parameter(
        "degree",
        QT_TRANSLATE_NOOP("core", "Degree"),
        default=1,
        minimum=1,
        maximum=9,
        integer=True,
        help=QT_TRANSLATE_NOOP(
            "core",
            "The highest power in the polynomial; with several inputs, of a product of them. "
            "Restarts the run.",
        ),
    ),
    Parameter(
        "learning_rate",
        QT_TRANSLATE_NOOP("core", "Learning rate"),
        default=Run().learning_rate,
        minimum=1e-8,
        maximum=1000.0,
        scale="log",
        slider_range=(1e-4, 10.0),
        symbol="η",
        help=QT_TRANSLATE_NOOP(
            "core",
            "How long the steps are. Too small: training is slow. Too large: steps overshoot, and "
            "the cost can grow.",
        ),
    ),
    Parameter(
        "batch_size",
        QT_TRANSLATE_NOOP("core", "Batch size"),
        default=16,
        minimum=1,
        maximum=1_000_000,
        integer=True,
        scale="log",
        slider_range=(1, 256),
        help=QT_TRANSLATE_NOOP(
            "core",
            "How many training samples each step's gradient is computed from. The samples are "
            "shuffled by the run's seed before each pass.",
        ),
    ),
    Parameter(
        "l1",
        QT_TRANSLATE_NOOP("core", "L1 penalty"),
        default=0.0,
        minimum=0.0,
        maximum=100.0,
        slider_range=(0.0, 1.0),
        symbol="λ₁",
        help=QT_TRANSLATE_NOOP(
            "core",
            "Adds λ₁·Σ|w| to the cost, whose minimum can then have weights of exactly 0; at a "
            "constant learning rate the steps jitter around it. Biases are not penalised.",
        ),
    ),
    Parameter(
        "l2",
        QT_TRANSLATE_NOOP("core", "L2 penalty"),
        default=0.0,
        minimum=0.0,
        maximum=100.0,
        slider_range=(0.0, 1.0),
        symbol="λ₂",
        help=QT_TRANSLATE_NOOP(
            "core",
            "Adds λ₂·Σw² to the cost: keeps weights small. Biases are not penalised.",
        ),
    ),
    Parameter(
        "seed",
        QT_TRANSLATE_NOOP("core", "Seed of the run"),
        default=0,
        minimum=0,
        maximum=_SEED_MAXIMUM,
        integer=True,
        help=QT_TRANSLATE_NOOP(
            "core",
            "The number that the initial parameters and the shuffling follow from. "
            "Restarts the run.",
        ),
    ),
)

STEPS = Parameter(
    "steps",
    QT_TRANSLATE_NOOP("core", "Steps"),
    default=1000,
    minimum=0,
    maximum=1_000_000_000,
    integer=True,
    help=QT_TRANSLATE_NOOP(
        "core", "How many updates of the parameters a run without a window does."
    ),
)
LAYERS = Parameter(
    "hidden_layers",
    QT_TRANSLATE_NOOP("core", "Hidden layers"),
    default=2,
    minimum=0,
    maximum=3,
    integer=True,
    help=QT_TRANSLATE_NOOP(
        "core",
        "How many layers lie between input and output. With none, the network is a linear model. "
        "Restarts the run.",
    ),
)
UNITS = Parameter(
    "units",
    QT_TRANSLATE_NOOP("core", "Units in a layer"),
    default=8,
    minimum=1,
    maximum=32,
    integer=True,
    help=QT_TRANSLATE_NOOP("core", "How many units a hidden layer has. Restarts the run."),
)


def check_scenario(scenario: Scenario) -> Scenario:
    """`scenario` itself, if every name is known, every number in range and every loss fits.

    Raises `InputError` naming the field, the value and what is allowed. What only the samples can
    tell (the contents of a CSV file) is checked where they are built.
    """
    if scenario.format != FORMAT:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "format = {value}: this program reads format {allowed}"),
            value=shown(scenario.format),
            allowed=FORMAT,
        )
    STEPS.check(scenario.steps)
    check_hidden(scenario.hidden)
    _check_data(scenario.data)
    check_run_count(len(scenario.runs))
    for index, run in enumerate(scenario.runs):
        _check_run(run, scenario.data, f"runs.{index}")
    return scenario


def check_run_count(count: int) -> None:
    """Raise `InputError` where a scenario cannot have so many runs."""
    if not 1 <= count <= MAX_RUNS:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "runs: {count} runs; a scenario has 1 to {maximum}"),
            count=count,
            maximum=MAX_RUNS,
        )


def check_point_count(count: int) -> None:
    """Raise `InputError` where ``data.points`` has more rows than a table may have."""
    if count > MAX_ROWS:
        reason = QT_TRANSLATE_NOOP("core", "{field} has {count} rows; must be at most {maximum}")
        raise InputError(reason, field="data.points", count=count, maximum=MAX_ROWS)


def check_name(name: str, allowed: Iterable[str], field: str) -> None:
    """Raise `InputError` naming `field` where `name` is not one of `allowed`."""
    allowed = list(allowed)
    if name not in allowed:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: must be one of {allowed}"),
            field=field,
            value=shown(name),
            allowed=", ".join(allowed),
        )


def check_loss_fits(run: Run, tasks: tuple[Task, ...], prefix: str, dataset: str) -> None:
    """Raise `InputError` where the loss of `run` is not for any of the data's `tasks`.

    `prefix` is the run's place in the scenario, such as ``runs.0``.
    """
    task = loss_of(run).task
    if task in tasks:
        return
    if run.loss != "formula":
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{field} = {value}: does not fit the data {dataset}; what fits: {allowed}"
            ),
            field=f"{prefix}.loss",
            value=shown(run.loss),
            dataset=shown(dataset),
            allowed=", ".join(losses_for(tasks)),
        )
    raise InputError(
        QT_TRANSLATE_NOOP(
            "core", "{field} = {value}: {why}; the data {dataset} have another target"
        ),
        field=f"{prefix}.formula",
        value=shown(run.formula),
        why=Message(FORMULA_FOR[task]),
        dataset=shown(dataset),
    )


def _check_data(data: Data) -> None:
    check_name(data.dataset, (*DATASETS, *OWN_DATA), "data.dataset")
    for name, parameter in DATA_FIELDS.items():
        parameter.check(getattr(data, name), f"data.{name}")
    for kind, content in (("csv", data.file), ("points", data.points)):
        if data.dataset == kind and not content:
            raise InputError(
                QT_TRANSLATE_NOOP("core", "{field}: must be given where data.dataset is {kind}"),
                field="data.file" if kind == "csv" else "data.points",
                kind=shown(kind),
            )
    check_point_count(len(data.points or ()))
    if data.encoding is not None:
        check_name(data.encoding, ENCODINGS, "data.encoding")
    if data.columns is not None:
        _check_columns(data.columns)
    check_names(data)


def _check_columns(columns: tuple[str, ...]) -> None:
    most = MAX_INPUTS + 1
    if not 2 <= len(columns) <= most or not all(columns) or len(set(columns)) < len(columns):
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{field} = {value}: must be null or from 2 to {maximum} different names of "
                "columns: inputs, and last the target",
            ),
            field="data.columns",
            value=shown(list(columns)),
            maximum=most,
        )


def _check_run(run: Run, data: Data, prefix: str) -> None:
    named: Mapping[str, Iterable[str]] = {
        "loss": LOSS_NAMES,
        "model": MODELS,
        "activation": ACTIVATIONS,
        "initialization": INITIALIZATIONS,
        "optimizer": OPTIMIZERS,
        "schedule": SCHEDULES,
        "reduction": REDUCTIONS,
    }
    for name, registry in named.items():
        check_name(getattr(run, name), registry, f"{prefix}.{name}")
    check_formula(run, f"{prefix}.formula")
    for name, parameter in RUN_FIELDS.items():
        value = getattr(run, name)
        if not (name == "batch_size" and value is None):
            parameter.check(value, f"{prefix}.{name}")
    if len(run.hidden_layers) > LAYERS.maximum:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: at most {maximum} layers"),
            field=f"{prefix}.hidden_layers",
            value=shown(list(run.hidden_layers)),
            maximum=int(LAYERS.maximum),
        )
    for index, units in enumerate(run.hidden_layers):
        UNITS.check(units, f"{prefix}.hidden_layers.{index}")
    if not all(map(math.isfinite, run.start or ())):
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field}: must be finite numbers"), field=f"{prefix}.start"
        )
    for name, owner in (
        ("loss", loss_of(run)),
        ("optimizer", OPTIMIZERS[run.optimizer]),
        ("schedule", SCHEDULES[run.schedule]),
    ):
        check_parameters(
            getattr(run, f"{name}_parameters"),
            owner.parameters,
            owner.name,
            f"{prefix}.{name}_parameters",
        )
    if data.dataset in DATASETS:
        tasks = tasks_for(len(DATASETS[data.dataset].classes))
        check_loss_fits(run, tasks, prefix, data.dataset)
