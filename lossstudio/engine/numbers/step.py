"""One coming step of a run, written out with its numbers: from a sample to the new parameters."""

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.numbers.account import (
    DIGITS,
    LARGEST,
    MOST_LISTED,
    MOST_PARAMETERS,
    Account,
    AccountSection,
    Block,
    ParameterStep,
    Part,
    Quantity,
    ShownNumber,
    joined,
    row,
)
from lossstudio.engine.numbers.batches import batch_cost, order_notes
from lossstudio.engine.numbers.choices import (
    held_notes,
    sum_in_cost,
    summand,
    weight_notes,
)
from lossstudio.engine.numbers.gradient import gradient_section
from lossstudio.engine.numbers.optimizers import Shown, optimizer_blocks
from lossstudio.engine.numbers.sample import sample_section
from lossstudio.engine.numbers.symbols import (
    feature_names,
    has_made_features,
    penalized_weight,
    penalty_notes,
)
from lossstudio.engine.training.objective import Losses, Objective
from lossstudio.engine.training.update import Moment, Update

Array = NDArray[np.float64]


def step_numbers(
    objective: Objective,
    step: int,
    moment: Moment,
    coming: Update,
    before: Losses,
    after: Losses,
    sample: int | None = None,
) -> Account:
    """The account of the step `coming` from `moment`, after `step` steps.

    `before` and `after` are the losses at the two ends. `sample` is the row of the data set that is
    worked out: by default the first that the step uses.
    """
    if sample is None:
        sample = int(coming.rows[0]) if coming.rows is not None else 0
    shown = _shown(objective, coming)
    with np.errstate(all="ignore"):
        sections = [
            sample_section(
                objective, moment.theta, sample, _part_in_step(objective, coming, sample)
            ),
            _cost(objective, moment, coming, before),
            gradient_section(objective, moment, coming, shown),
            _update(objective, step, moment, coming, shown),
            _result(objective, coming, before, after, shown),
        ]
        parameters = tuple(
            ParameterStep(
                name,
                float(coming.gradient[at]),
                float(coming.change[at]),
                float(moment.theta[at]),
                float(coming.after.theta[at]),
            )
            for at, name in zip(shown.places, shown.names, strict=True)
        )
    return Account(step, tuple(sections), parameters)


def _shown(objective: Objective, coming: Update) -> Shown:
    """Every parameter of a small model; of a large one those with the largest gradients."""
    count = objective.model.n_parameters
    if count <= MOST_PARAMETERS:
        free = objective.free
        places = list(range(count)) if free is None else np.flatnonzero(free).tolist()
    else:
        order = np.argsort(-np.abs(coming.gradient), kind="stable")
        places = order[:LARGEST].tolist()
    return Shown(places, [objective.model.parameter_symbol(place) for place in places])


def _part_in_step(objective: Objective, coming: Update, sample: int) -> Message | None:
    """What to say of a sample that the step does not use."""
    if objective.n_train <= sample < objective.n_train + objective.n_validation:
        return Message(
            QT_TRANSLATE_NOOP("core", "It is a validation sample: it takes no part in the step.")
        )
    if sample >= objective.n_train:
        return Message(
            QT_TRANSLATE_NOOP("core", "It is a test sample: it takes no part in the step.")
        )
    if coming.rows is not None and not (coming.rows == sample).any():
        return Message(
            QT_TRANSLATE_NOOP(
                "core", "It is not in this step's mini-batch, so it takes no part in the step."
            )
        )
    return None


# -- the cost -------------------------------------------------------------------------------------


def _penalty(objective: Objective, theta: Array) -> tuple[list[list[Part]], str, str]:
    """The penalty's terms: their numbers, their LaTeX, their plain text."""
    run, w = objective.run, objective.penalty.weights(theta)[objective.is_weight]
    weight, plain_weight = penalized_weight(objective)
    parts: list[list[Part]] = []
    latex = plain = ""
    if run.l2:
        square = ShownNumber(float(w.dot(w)), Quantity.PARAMETER)
        parts.append([ShownNumber(run.l2), " · ", square])
        is_simple = len(plain_weight) == 2
        latex += r" + \lambda_2 \sum_j " + (f"{weight}^2" if is_simple else f"({weight})^2")
        plain += " + λ₂ Σⱼ " + (f"{plain_weight}²" if is_simple else f"({plain_weight})²")
    if run.l1:
        parts.append(
            [ShownNumber(run.l1), " · ", ShownNumber(float(np.abs(w).sum()), Quantity.PARAMETER)]
        )
        latex += rf" + \lambda_1 \sum_j |{weight}|"
        plain += f" + λ₁ Σⱼ |{plain_weight}|"
    return parts, latex, plain


def _cost(objective: Objective, moment: Moment, coming: Update, before: Losses) -> AccountSection:
    """The mean or the sum of the losses, and the penalty."""
    n, is_mean = objective.n_train, objective.run.reduction == "mean"
    penalty, latex, plain = _penalty(objective, moment.theta)
    added = objective.penalty.value(moment.theta) if objective.penalty else 0.0
    total = ShownNumber(sum_in_cost(objective, before, added), Quantity.LOSS)
    first: list[Part] = [f"(1/{n}) · ", total] if is_mean else [total]
    rows = [row("J", ShownNumber(before.cost, Quantity.COST), *joined([first, *penalty]))]
    left, plain_left = (r"\frac{1}{n} ", "(1/n) ") if is_mean else ("", "")
    each, plain_each = summand(objective)
    blocks = [
        Block(
            tuple(rows),
            rf"J = {left}\sum_{{i=1}}^{{n}} {each}{latex}",
            f"J = {plain_left}Σᵢ {plain_each}{plain}",
            Message(QT_TRANSLATE_NOOP("core", "Over all {count} training samples:"), {"count": n}),
        )
    ]
    notes = weight_notes(objective)
    if not objective.target.is_plain:
        notes.append(
            Message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Losses and cost are measured in the target's standard deviations, "
                    "predictions and metrics in the data's units.",
                )
            )
        )
    if (run := objective.run).l1 or run.l2:
        notes += penalty_notes(objective)
    if coming.rows is not None:
        blocks.append(batch_cost(objective, moment, coming.rows))
        notes.append(
            Message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "The gradient of this step is taken from the {size} samples of the mini-batch "
                    "alone. It estimates the gradient of J.",
                ),
                {"size": len(coming.rows)},
            )
        )
        notes += order_notes(objective, coming)
    title = Message(QT_TRANSLATE_NOOP("core", "The cost J before the step"))
    return AccountSection(title, tuple(blocks), tuple(notes))


# -- the update -----------------------------------------------------------------------------------


def _update(
    objective: Objective, step: int, moment: Moment, coming: Update, shown: Shown
) -> AccountSection:
    """The learning rate, what the optimiser makes of the gradient, and the new parameters."""
    blocks = [
        _rate(objective, step, coming),
        *optimizer_blocks(objective, moment, coming, shown),
    ]
    notes = held_notes(objective)
    model = objective.model
    if model.inputs.are_coordinates and model.standardizes:
        notes.append(
            Message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "η, the gradient and λmax belong to the standardised coordinates, in which "
                    "the step is taken.",
                )
            )
        )
    if model.standardizes and model.is_layered:
        notes.append(
            Message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "These parameters multiply the centred and divided inputs: they are what is "
                    "updated, and in other units the rows would not add up.",
                )
            )
        )
        if model.feature_labels is not None and model.n_parameters <= MOST_PARAMETERS:
            blocks.append(_in_data_units(objective, moment, coming))
    if has_made_features(objective) and model.n_parameters <= MOST_PARAMETERS:
        terms = ", ".join(
            f"{name}: {term}"
            for name, term in zip(
                (model.parameter_symbol(j * model.n_outputs) for j in range(model.n_parameters)),
                feature_names(objective),
                strict=False,
            )
        )
        notes.append(
            Message(
                QT_TRANSLATE_NOOP("core", "What the weights multiply: {terms}."), {"terms": terms}
            )
        )
    title = Message(
        QT_TRANSLATE_NOOP("core", "The update, step {step} to {next}"),
        {"step": step, "next": step + 1},
    )
    return AccountSection(title, tuple(blocks), tuple(notes))


def _rate(objective: Objective, step: int, coming: Update) -> Block:
    """The learning rate at this step."""
    run = objective.run
    schedule = SCHEDULES[run.schedule]
    hyper = schedule.hyperparameters(run.schedule_parameters)
    eta = ShownNumber(run.learning_rate, Quantity.RATE)
    parts: list[Part] = []
    plain = ""
    if schedule.name == "exponential":
        parts, plain = [eta, " · ", ShownNumber(hyper["decay"]), f"^{step}"], "ηₜ = η γᵗ"
    elif schedule.name == "inverse_sqrt":
        parts, plain = [eta, f" / √(1 + {step})"], "ηₜ = η / √(1 + t)"
    elif schedule.name == "cosine":
        period = int(hyper["period"])
        parts = [eta, f" / 2 · (1 + cos(π · {min(step, period)} / {period}))"]
        plain = "ηₜ = η/2 (1 + cos(π min(t, T) / T))"
    if schedule.rate(run.learning_rate, step, **hyper) != coming.rate:
        parts = []  # lowered for this step, for a reason that is told elsewhere
    is_constant = schedule.name == "constant"
    return Block(
        (row("η" if is_constant else "ηₜ", ShownNumber(coming.rate, Quantity.RATE), *parts),),
        "" if is_constant else schedule.formula,
        plain,
        Message(QT_TRANSLATE_NOOP("core", "The learning rate:")),
    )


def _in_data_units(objective: Objective, moment: Moment, coming: Update) -> Block:
    """The parameters as they act on the data's own numbers, before and after."""
    model = objective.model
    rows = []
    names = [*(model.feature_labels or ()), "1"]
    before, after = (objective.in_data_units(theta) for theta in (moment.theta, coming.after.theta))
    tables = [
        np.concatenate(
            [
                np.reshape(blocks[key], (-1, model.n_outputs))
                for key in ("weights", "bias")
                if key in blocks
            ]
        )
        for blocks in (before, after)
    ]
    for j, k in np.ndindex(tables[0].shape):
        output = f", k = {k + 1}" if model.n_outputs > 1 else ""
        for word, table in (("", tables[0]), ("′", tables[1])):
            rows.append(
                row(
                    f"a{word}({names[j]}{output})",
                    ShownNumber(float(table[j, k]), Quantity.PARAMETER),
                )
            )
    return Block(
        tuple(rows),
        label=Message(
            QT_TRANSLATE_NOOP(
                "core",
                "In the data's units: the coefficient a of each term, before the step and (a′) "
                "after it:",
            )
        ),
    )


# -- the result -----------------------------------------------------------------------------------


def _result(
    objective: Objective, coming: Update, before: Losses, after: Losses, shown: Shown
) -> AccountSection:
    """The cost at both ends of the step, and what its slope promised."""
    old, new = ShownNumber(before.cost, Quantity.COST), ShownNumber(after.cost, Quantity.COST)
    difference = ShownNumber(after.cost - before.cost, Quantity.COST)
    blocks = [
        Block(
            (row("J(θ)", old), row("J(θ + Δθ)", new), row("ΔJ", difference, new, " − ", old)),
            r"\Delta J = J(\theta + \Delta \theta) - J(\theta)",
            "ΔJ = J(θ + Δθ) − J(θ)",
        )
    ]
    notes = []
    if coming.rows is None:
        promised = ShownNumber(float(coming.gradient.dot(coming.change)), Quantity.COST)
        groups: list[list[Part]] = [
            [ShownNumber(float(coming.gradient[at]), Quantity.GRADIENT), " · ",
             ShownNumber(float(coming.change[at]), Quantity.PARAMETER)]
            for at in shown.places
        ]  # fmt: skip
        count = objective.model.n_parameters  # the others are held fixed
        are_all = count <= MOST_PARAMETERS and len(shown.places) <= 2 * MOST_LISTED
        blocks.append(
            Block(
                (row("g · Δθ", promised, *(joined(groups) if are_all else [])),),
                r"\Delta J \approx g^\top \Delta \theta",
                "ΔJ ≈ g · Δθ",
                Message(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "What the gradient alone predicts, right in the limit of short steps:",
                    )
                ),
            )
        )
    if np.isfinite(difference.value):
        notes.append(_verdict(difference.value, coming))
    title = Message(QT_TRANSLATE_NOOP("core", "The cost J after the step"))
    notes.append(
        Message(
            QT_TRANSLATE_NOOP(
                "core",
                "Numbers are rounded to {digits} significant digits; shorter ones are exact.",
            ),
            {"digits": DIGITS},
        )
    )
    return AccountSection(title, tuple(blocks), tuple(notes))


def _verdict(difference: float, coming: Update) -> Message:
    """Whether the cost falls, in words."""
    if difference < 0:
        return Message(QT_TRANSLATE_NOOP("core", "The cost falls."))
    if difference == 0:
        return Message(QT_TRANSLATE_NOOP("core", "The cost stays as it is."))
    if coming.rows is not None:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The cost rises: the mini-batch's gradient only estimates that of all samples, and "
                "the step may be too long.",
            )
        )
    if float(coming.gradient.dot(coming.change)) >= 0:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The cost rises: what the optimiser adds to the gradient carries the step uphill.",
            )
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "core", "The cost rises: the step leads downhill at first, but it is too long."
        )
    )
