"""What else a run chooses, in an account of its step: the weights of the classes and the
parameters that are held fixed."""

import numpy as np

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message, literal
from lossstudio.engine.numbers.account import MOST_LISTED, Block, ShownNumber, row
from lossstudio.engine.training.objective import Losses, Objective

WEIGHT = r"\omega"
"""The weight of a sample's class in LaTeX; ω in plain text."""


def weight_of(objective: Objective, at: int) -> float | None:
    """What the loss of the data set's row `at` counts in the cost; None where all count alike or
    it is not in it."""
    if objective.sample_weights is None or at >= objective.n_train:
        return None
    return float(objective.sample_weights[at, 0])


def weight_blocks(objective: Objective, at: int) -> list[Block]:
    """How the weight of the class of the row `at` comes about."""
    weight = weight_of(objective, at)
    if weight is None:
        return []
    n, train = objective.n_train, objective.dataset.target[: objective.n_train]
    own = int(np.count_nonzero(train == train[at]))
    classes = len(np.unique(train))
    result = ShownNumber(weight)
    label = Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The weight of its class, by the number n of training samples, those of its class and "
            "the number C of classes:",
        )
    )
    return [
        Block(
            (row("ω", result, f"{n} / ({classes} · {own})"),),
            rf"{WEIGHT} = \frac{{n}}{{C \, n_c}}",
            "ω = n / (C · n_c)",
            label,
        )
    ]


def sum_in_cost(objective: Objective, losses: Losses, penalty: float) -> float:
    """The sum of the training losses as the cost has it, before it is averaged."""
    if objective.sample_weights is None:
        return losses.train_loss * objective.n_train
    return (losses.cost - penalty) / objective.scale


def summand(objective: Objective) -> tuple[str, str]:
    """A sample's part of the cost, as LaTeX and as plain text."""
    if objective.sample_weights is None:
        return r"\ell_i", "ℓᵢ"
    return rf"{WEIGHT}_i \, \ell_i", "ωᵢ ℓᵢ"


def weight_notes(objective: Objective) -> list[Message]:
    """What each class weighs."""
    weights = objective.sample_weights
    if weights is None:
        return []
    train = objective.dataset.target[: objective.n_train].astype(np.intp)
    names = [objective.dataset.classes[index] for index in np.unique(train)]
    if len(names) > MOST_LISTED:
        return [Message(QT_TRANSLATE_NOOP("core", "ωᵢ is the weight of the sample's class."))]
    found = [float(weights[np.argmax(train == index), 0]) for index in np.unique(train)]
    fields: dict[str, object] = {}
    for at, (name, value) in enumerate(zip(names, found, strict=True)):
        fields |= {f"name{at}": literal(name), f"weight{at}": value}
    listed = ", ".join(f"{{name{at}}}: {{weight{at}:.6g}}" for at in range(len(names)))
    return [
        Message(
            QT_TRANSLATE_NOOP("core", "ωᵢ is the weight of the sample's class: {weights}."),
            {"weights": Message(listed, fields)},
        ),
        Message(
            QT_TRANSLATE_NOOP(
                "core", "The train loss stays the plain mean of the losses, without weights."
            )
        ),
    ]


def held_notes(objective: Objective) -> list[Message]:
    """Which parameters are held fixed."""
    if objective.free is None:
        return []
    places = np.flatnonzero(~objective.free)
    names = [objective.model.parameter_symbol(int(place)) for place in places[:MOST_LISTED]]
    listed = ", ".join(names) + (", …" if len(places) > MOST_LISTED else "")
    return [
        Message(
            QT_TRANSLATE_NOOP("core", "Held fixed, so that no step changes them: {names}."),
            {"names": listed},
        )
    ]
