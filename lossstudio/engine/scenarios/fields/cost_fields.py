"""The fields of a run's cost."""

from lossstudio.core.losses import LOSSES
from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.engine.scenarios.fields.field import Field, Role, number
from lossstudio.engine.scenarios.run_loss import LOSS_NAMES

REDUCTIONS = {
    "mean": QT_TRANSLATE_NOOP("core", "Mean of the losses"),
    "sum": QT_TRANSLATE_NOOP("core", "Sum of the losses"),
}

CLASS_WEIGHTS = {
    "none": QT_TRANSLATE_NOOP("core", "All samples equal"),
    "balanced": QT_TRANSLATE_NOOP("core", "Balanced"),
}

_LOSS = "controls.loss"

ROWS = (
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
)
