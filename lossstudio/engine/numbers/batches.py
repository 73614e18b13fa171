"""A mini-batch in an account of its step."""

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.numbers.account import Block, Quantity, ShownNumber, row
from lossstudio.engine.numbers.choices import summand
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.update import Moment, Update


def batch_cost(objective: Objective, moment: Moment, rows: NDArray[np.intp]) -> Block:
    """The mean loss of the mini-batch."""
    raw, _ = objective.model.forward(moment.theta, objective.features[rows])
    values, _ = objective.loss.function(raw, objective.y[rows], **objective.hyperparameters)
    total = float(objective.weighted(values, rows).sum())
    each, plain_each = summand(objective)
    line = row(
        "J_B",
        ShownNumber(total / len(rows), Quantity.LOSS),
        f"(1/{len(rows)}) · ",
        ShownNumber(total, Quantity.LOSS),
    )
    return Block(
        (line,),
        rf"J_B = \frac{{1}}{{B}} \sum_{{i \in B}} {each}",
        f"J_B = (1/B) Σ {plain_each}, i in the batch",
        Message(QT_TRANSLATE_NOOP("core", "The mean loss of the mini-batch:")),
    )


def order_notes(objective: Objective, coming: Update) -> list[Message]:
    """Which samples a mini-batch has, where they are not taken at random."""
    if coming.rows is None or objective.run.batch_order == "shuffled":
        return []
    first, last = int(coming.rows[0]) + 1, int(coming.rows[-1]) + 1
    return [
        Message(
            QT_TRANSLATE_NOOP(
                "core",
                "Mini-batches take the samples in the order of the data: here {first} to {last}.",
            ),
            {"first": first, "last": last},
        )
    ]
