"""The fields of a run's model, and where it starts."""

from dataclasses import replace

from lossstudio.core.models import ACTIVATIONS, INITIALIZATIONS, MODELS
from lossstudio.core.parameters import Parameter
from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.engine.scenarios.fields.data_fields import SEED_MAXIMUM
from lossstudio.engine.scenarios.fields.field import Field, Role, number

STANDARDIZE = {
    "false": QT_TRANSLATE_NOOP("core", "Nothing"),
    "inputs": QT_TRANSLATE_NOOP("core", "Inputs"),
    "inputs_and_target": QT_TRANSLATE_NOOP("core", "Inputs and target"),
}

AS_MODEL_DECIDES = QT_TRANSLATE_NOOP("core", "As the model decides")
"""What null is called, where a model decides itself."""

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

UNITS_OF_LAYERS = tuple(
    replace(UNITS, label=label, unit=QT_TRANSLATE_NOOP("core", "units"))
    for label in (
        QT_TRANSLATE_NOOP("core", "Layer 1"),
        QT_TRANSLATE_NOOP("core", "Layer 2"),
        QT_TRANSLATE_NOOP("core", "Layer 3"),
    )
)
"""The same for each hidden layer, by the name that it has everywhere."""

_MODEL = "controls.model"

ROWS = (
    Field(
        path="runs.model",
        role=Role.MODEL,
        drops_start=True,
        is_shared=True,
        section=_MODEL,
        choices=MODELS,
        label=QT_TRANSLATE_NOOP("core", "Model"),
        help=QT_TRANSLATE_NOOP("core", "How a prediction is computed from the inputs."),
    ),
    number(
        "runs.degree",
        Role.MODEL,
        QT_TRANSLATE_NOOP("core", "Degree"),
        QT_TRANSLATE_NOOP(
            "core",
            "The highest power in the polynomial; with several inputs, of a product of them. "
            "Restarts the run.",
        ),
        drops_start=True,
        section=_MODEL,
        minimum=1,
        maximum=9,
        integer=True,
    ),
    Field(
        path="runs.hidden_layers",
        role=Role.MODEL,
        drops_start=True,
        section=_MODEL,
        parameter=LAYERS,
        items=UNITS,
        label=LAYERS.label,
        help=LAYERS.help,
    ),
    Field(
        path="runs.activation",
        role=Role.MODEL,
        section=_MODEL,
        choices=tuple(ACTIVATIONS),
        label=QT_TRANSLATE_NOOP("core", "Activation"),
        help=QT_TRANSLATE_NOOP("core", "The bend that each hidden unit gives its weighted sum."),
    ),
    Field(
        path="runs.model_parameters",
        role=Role.MODEL,
        drops_start=True,
        section=_MODEL,
        owners=MODELS,
        label=QT_TRANSLATE_NOOP("core", "The model's own numbers"),
        help=QT_TRANSLATE_NOOP(
            "core", "By name. Those that are not given have their default values."
        ),
    ),
    Field(
        path="runs.bias",
        role=Role.MODEL,
        drops_start=True,
        section=_MODEL,
        label=QT_TRANSLATE_NOOP("core", "Bias"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "A constant that is added to the weighted sum. Without it, a line must go through the "
            "origin.",
        ),
    ),
    Field(
        path="runs.standardize",
        role=Role.MODEL,
        section=_MODEL,
        choices=tuple(STANDARDIZE),
        label=QT_TRANSLATE_NOOP("core", "Standardise"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "Training works with u = (x − mean) / standard deviation of each input. Only the "
            "coordinates change: predictions, penalties, metrics and a start in numbers keep the "
            "data's units, while the learning rate, the gradient and λmax belong to the "
            "standardised coordinates. Standardising the target too measures the cost and the "
            "loss's own numbers in the target's standard deviations. Restarts the run.",
        ),
    ),
    Field(
        path="runs.initialization",
        role=Role.PATH,
        drops_start=True,
        section=_MODEL,
        choices=tuple(INITIALIZATIONS),
        label=QT_TRANSLATE_NOOP("core", "Initial weights"),
        help=QT_TRANSLATE_NOOP("core", "How the weights are drawn before the first step."),
    ),
    number(
        "runs.seed",
        Role.PATH,
        QT_TRANSLATE_NOOP("core", "Seed of the run"),
        QT_TRANSLATE_NOOP(
            "core",
            "The number that the initial parameters and the shuffling follow from. "
            "Restarts the run.",
        ),
        drops_start=True,
        section=_MODEL,
        minimum=0,
        maximum=SEED_MAXIMUM,
        integer=True,
    ),
    Field(
        path="runs.start",
        role=Role.PATH,
        label=QT_TRANSLATE_NOOP("core", "Start"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "Where the run starts: a number for each parameter of the model, in the data's units "
            "(in the model's own where that decides itself to standardise); null for parameters "
            "drawn from the seed.",
        ),
        section=_MODEL,
    ),
    Field(
        path="runs.fixed",
        role=Role.PATH,
        live=True,
        section=_MODEL,
        label=QT_TRANSLATE_NOOP("core", "Fixed parameters"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "Parameters that no step changes, by name: all of bias or weights, or a single one as "
            "weights[2] or w₂, counted from 1.",
        ),
    ),
)
