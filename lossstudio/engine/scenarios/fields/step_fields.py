"""The fields of how a run minimises its cost, and when it stops."""

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.parameters import Parameter
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.engine.scenarios.fields.field import Field, Role, number

BATCH_ORDERS = {
    "shuffled": QT_TRANSLATE_NOOP("core", "Shuffled"),
    "file": QT_TRANSLATE_NOOP("core", "As in the data"),
}

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

_OPTIMIZER = "controls.optimizer"

ROWS = (
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
