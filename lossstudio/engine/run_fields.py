"""The fields of a run: its model, its cost, and the path of its steps."""

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import ACTIVATIONS, INITIALIZATIONS, MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.parameters import Parameter
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.engine.data_fields import SEED_MAXIMUM
from lossstudio.engine.field import Field, Role, number
from lossstudio.engine.run_loss import LOSS_NAMES

REDUCTIONS = {
    "mean": QT_TRANSLATE_NOOP("core", "Mean of the losses"),
    "sum": QT_TRANSLATE_NOOP("core", "Sum of the losses"),
}

CLASS_WEIGHTS = {
    "none": QT_TRANSLATE_NOOP("core", "All samples equal"),
    "balanced": QT_TRANSLATE_NOOP("core", "Balanced"),
}

BATCH_ORDERS = {
    "shuffled": QT_TRANSLATE_NOOP("core", "Shuffled"),
    "file": QT_TRANSLATE_NOOP("core", "As in the data"),
}

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

STOPS = (
    Parameter(
        "train_loss",
        QT_TRANSLATE_NOOP("core", "Train loss at most"),
        default=0.01,
        minimum=-1e12,
        maximum=1e12,
        help=QT_TRANSLATE_NOOP(
            "core", "Training pauses when the mean loss on the training set is at most so large."
        ),
    ),
    Parameter(
        "gradient_norm",
        QT_TRANSLATE_NOOP("core", "Gradient norm at most"),
        default=1e-3,
        minimum=0.0,
        maximum=1e12,
        help=QT_TRANSLATE_NOOP(
            "core", "Training pauses when the gradient of the cost is at most so long."
        ),
    ),
    Parameter(
        "validation_patience",
        QT_TRANSLATE_NOOP("core", "No lower validation loss for (steps)"),
        default=100,
        minimum=1,
        maximum=1_000_000_000,
        integer=True,
        help=QT_TRANSLATE_NOOP(
            "core",
            "Early stopping: training pauses when for so many steps the validation loss has not "
            "been lower than before.",
        ),
    ),
)
"""The numbers that training can stop at, see `scenario.Stop`."""

_MODEL = "controls.model"
_LOSS = "controls.loss"
_OPTIMIZER = "controls.optimizer"

ROWS = (
    Field(
        path="runs.name",
        role=Role.LABEL,
        live=True,
        label=QT_TRANSLATE_NOOP("core", "Name"),
        help=QT_TRANSLATE_NOOP(
            "core", "What the run is called. An empty name stands for the name of its loss."
        ),
    ),
    # -- the model --------------------------------------------------------------------------------
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
    # -- the cost ---------------------------------------------------------------------------------
    Field(
        path="runs.loss",
        role=Role.COST,
        live=True,
        is_shared=True,
        is_first=True,
        section=_LOSS,
        choices=LOSS_NAMES,
        label=QT_TRANSLATE_NOOP("core", "Loss"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "How bad one prediction is. Gradient descent lowers the cost: the mean of the "
            "losses over the training samples, plus any penalty.",
        ),
    ),
    Field(
        path="runs.formula",
        role=Role.COST,
        live=True,
        is_first=True,
        section=_LOSS,
        label=QT_TRANSLATE_NOOP("core", "Formula of your own"),
        help=QT_TRANSLATE_NOOP("core", "The formula of a loss of your own, such as r^2 or abs(r)."),
    ),
    Field(
        path="runs.loss_parameters",
        role=Role.COST,
        live=True,
        is_first=True,
        section=_LOSS,
        owners=LOSSES,
        label=QT_TRANSLATE_NOOP("core", "The loss's own numbers"),
        help=QT_TRANSLATE_NOOP(
            "core", "By name. Those that are not given have their default values."
        ),
    ),
    Field(
        path="runs.reduction",
        role=Role.COST,
        live=True,
        section=_LOSS,
        choices=tuple(REDUCTIONS),
        label=QT_TRANSLATE_NOOP("core", "Cost"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "What is minimised: the mean of the losses, or their sum. With the sum, the same "
            "learning rate goes n times as far.",
        ),
    ),
    Field(
        path="runs.class_weights",
        role=Role.COST,
        live=True,
        section=_LOSS,
        choices=tuple(CLASS_WEIGHTS),
        label=QT_TRANSLATE_NOOP("core", "Class weights"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "How much a sample's loss counts in the cost. Balanced: n / (C·n_c) for a class with "
            "n_c of the n training samples and C classes, as in scikit-learn, so that a rare class "
            "counts as much as a frequent one. The train and test loss remain plain means. Only "
            "for classification losses.",
        ),
    ),
    number(
        "runs.l2",
        Role.COST,
        QT_TRANSLATE_NOOP("core", "L2 penalty"),
        QT_TRANSLATE_NOOP(
            "core",
            "Adds λ₂·Σw² to the cost: keeps weights small. Biases are not penalised.",
        ),
        live=True,
        section=_LOSS,
        minimum=0.0,
        maximum=100.0,
        slider_range=(0.0, 1.0),
        symbol="λ₂",
    ),
    number(
        "runs.l1",
        Role.COST,
        QT_TRANSLATE_NOOP("core", "L1 penalty"),
        QT_TRANSLATE_NOOP(
            "core",
            "Adds λ₁·Σ|w| to the cost, whose minimum can then have weights of exactly 0; at a "
            "constant learning rate the steps jitter around it. Biases are not penalised.",
        ),
        live=True,
        section=_LOSS,
        minimum=0.0,
        maximum=100.0,
        slider_range=(0.0, 1.0),
        symbol="λ₁",
    ),
    # -- the steps --------------------------------------------------------------------------------
    number(
        "runs.learning_rate",
        Role.PATH,
        QT_TRANSLATE_NOOP("core", "Learning rate"),
        QT_TRANSLATE_NOOP(
            "core",
            "How long the steps are. Too small: training is slow. Too large: steps overshoot, and "
            "the cost can grow.",
        ),
        live=True,
        is_shared=True,
        is_first=True,
        section=_OPTIMIZER,
        minimum=1e-8,
        maximum=1000.0,
        scale="log",
        slider_range=(1e-4, 10.0),
        symbol="η",
    ),
    Field(
        path="runs.optimizer",
        role=Role.PATH,
        live=True,
        is_shared=True,
        section=_OPTIMIZER,
        choices=tuple(OPTIMIZERS),
        label=QT_TRANSLATE_NOOP("core", "Optimiser"),
        help=QT_TRANSLATE_NOOP("core", "How a step follows from the gradient."),
    ),
    Field(
        path="runs.optimizer_parameters",
        role=Role.PATH,
        live=True,
        section=_OPTIMIZER,
        owners=OPTIMIZERS,
        label=QT_TRANSLATE_NOOP("core", "The optimiser's own numbers"),
        help=QT_TRANSLATE_NOOP(
            "core", "By name. Those that are not given have their default values."
        ),
    ),
    Field(
        path="runs.schedule",
        role=Role.PATH,
        live=True,
        section=_OPTIMIZER,
        choices=tuple(SCHEDULES),
        label=QT_TRANSLATE_NOOP("core", "Schedule"),
        help=QT_TRANSLATE_NOOP("core", "How the learning rate changes with the steps."),
    ),
    Field(
        path="runs.schedule_parameters",
        role=Role.PATH,
        live=True,
        section=_OPTIMIZER,
        owners=SCHEDULES,
        label=QT_TRANSLATE_NOOP("core", "The schedule's own numbers"),
        help=QT_TRANSLATE_NOOP(
            "core", "By name. Those that are not given have their default values."
        ),
    ),
    number(
        "runs.batch_size",
        Role.PATH,
        QT_TRANSLATE_NOOP("core", "Batch size"),
        QT_TRANSLATE_NOOP(
            "core",
            "How many training samples each step's gradient is computed from: a mini-batch.",
        ),
        usual=16,
        live=True,
        section=_OPTIMIZER,
        minimum=1,
        maximum=1_000_000,
        integer=True,
        scale="log",
        slider_range=(1, 256),
    ),
    Field(
        path="runs.batch_order",
        role=Role.PATH,
        live=True,
        section=_OPTIMIZER,
        choices=tuple(BATCH_ORDERS),
        label=QT_TRANSLATE_NOOP("core", "Batch order"),
        help=QT_TRANSLATE_NOOP(
            "core",
            "The order in which mini-batches take the training samples: shuffled by the run's seed "
            "before each pass, or as they stand in the data. In a file sorted by class, a batch in "
            "the order of the data has samples of one class only.",
        ),
    ),
)
