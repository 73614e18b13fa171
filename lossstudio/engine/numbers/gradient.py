"""The gradient of a step written out: the sum over the samples, the penalty, and the norms."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.expression import Formula, tree
from lossstudio.core.expression.tree import Name, is_operation, names_in
from lossstudio.core.expression.typeset import writer
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.numbers.account import (
    MOST_PARAMETERS,
    AccountSection,
    Block,
    Part,
    Quantity,
    Row,
    ShownNumber,
    joined,
    row,
)
from lossstudio.engine.numbers.choices import WEIGHT
from lossstudio.engine.numbers.optimizers import Shown
from lossstudio.engine.numbers.symbols import feature_letter
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.update import Moment, Update

Array = NDArray[np.float64]


def gradient_section(
    objective: Objective, moment: Moment, coming: Update, shown: Shown
) -> AccountSection:
    """The gradient of each parameter shown."""
    run, n = objective.run, objective.n_train
    slope, plain_slope, factor = _slope_symbol(objective)
    front, latex_front, plain_front, divisor = _front(objective, coming, factor)
    rows: list[Row] = []
    has_l1 = has_l2 = False
    penalized = objective.penalty.weights(moment.theta)
    back = objective.penalty.back(penalized), objective.penalty.back(np.sign(penalized))
    for at, name in zip(shown.places, shown.names, strict=True):
        g, w = float(coming.gradient[at]), float(moment.theta[at])
        groups: list[list[Part]] = []
        rest = g
        if objective.is_weight[at]:
            if run.l2:
                groups.append(
                    ["2 · ", ShownNumber(run.l2), " · ", *_of_square(objective, w, at, back)]
                )
                rest -= 2.0 * run.l2 * float(back[0][at])
                has_l2 = True
            if run.l1:
                groups.append([ShownNumber(run.l1), " · ", *_of_size(objective, w, at, back)])
                rest -= run.l1 * float(back[1][at])
                has_l1 = True
        total = ShownNumber(rest / divisor, Quantity.GRADIENT)
        parts = joined([[front, total] if front else [total], *groups])
        rows.append(row(_gradient_name(name, coming), ShownNumber(g, Quantity.GRADIENT), *parts))
    latex, plain = _gradient_formula(objective, slope, plain_slope)
    in_batch = coming.rows is not None
    by_l2, by_l1 = _penalty_slopes(objective)
    latex = latex_front + (r"\sum_{i \in B} " if in_batch else r"\sum_i ") + latex
    plain = plain_front + "Σᵢ " + plain
    if has_l2:
        latex, plain = latex + r" + 2 \lambda_2 " + by_l2[0], plain + " + 2 λ₂ " + by_l2[1]
    if has_l1:
        latex, plain = latex + r" + \lambda_1 \, " + by_l1[0], plain + " + λ₁ " + by_l1[1]
    derivative = r"\frac{\partial J}{\partial \theta_j}"
    blocks = [
        Block(
            tuple(rows),
            rf"g_j = {latex} \approx {derivative}"
            if in_batch
            else rf"g_j = {derivative} = {latex}",
            f"gⱼ = {plain} ≈ ∂J/∂θⱼ" if in_batch else f"gⱼ = ∂J/∂θⱼ = {plain}",
            _gradient_label(objective, len(shown.places)),
        )
    ]
    if objective.model.n_parameters > MOST_PARAMETERS:
        blocks.append(_norms(objective, moment, coming))
    notes = [_gradient_note(objective, n if coming.rows is None else len(coming.rows))]
    if (has_l1 or has_l2) and not objective.is_weight.all():
        notes.append(Message(QT_TRANSLATE_NOOP("core", "A bias is not penalised.")))
    title = (
        Message(QT_TRANSLATE_NOOP("core", "The gradient of J, estimated from the mini-batch"))
        if in_batch
        else Message(QT_TRANSLATE_NOOP("core", "The gradient of J"))
    )
    return AccountSection(title, tuple(blocks), tuple(notes))


def _of_square(objective: Objective, w: float, at: int, back: tuple[Array, Array]) -> list[Part]:
    """Half the slope of Σw² by the parameter at a place, `w`, in numbers."""
    penalty, weight = objective.penalty, ShownNumber(w, Quantity.PARAMETER)
    if penalty.mixes:
        return [ShownNumber(float(back[0][at]), Quantity.PARAMETER)]
    unit = 1.0 / float(penalty.units[at])
    return [weight] if unit == 1.0 else [weight, " / ", ShownNumber(unit), "^2"]


def _of_size(objective: Objective, w: float, at: int, back: tuple[Array, Array]) -> list[Part]:
    """The slope of Σ|w| by the parameter at a place, `w`, in numbers."""
    penalty, weight = objective.penalty, ShownNumber(w, Quantity.PARAMETER)
    if penalty.mixes:
        return [ShownNumber(float(back[1][at]))]
    unit = 1.0 / float(penalty.units[at])
    sign: list[Part] = ["sign(", weight, ")"]
    return sign if unit == 1.0 else [*sign, " / ", ShownNumber(unit)]


def _penalty_slopes(objective: Objective) -> tuple[tuple[str, str], tuple[str, str]]:
    """Half the slope of Σw² and that of Σ|w| by a parameter, as LaTeX and as plain text each."""
    penalty = objective.penalty
    if penalty.mixes:
        by = r"\sum_m {} \frac{{\partial a_m}}{{\partial w_j}}"
        return (
            (by.format("a_m"), "Σₘ aₘ ∂aₘ/∂wⱼ"),
            (by.format(r"\operatorname{sign}(a_m)"), "Σₘ sign(aₘ) ∂aₘ/∂wⱼ"),
        )
    sign, plain_sign = r"\operatorname{sign}(w_j)", "sign(wⱼ)"
    if penalty.is_of_data_units:
        return ("w_j / s_j^2", "wⱼ/sⱼ²"), (sign + " / s_j", plain_sign + "/sⱼ")
    return ("w_j", "wⱼ"), (sign, plain_sign)


def _gradient_name(name: str, coming: Update) -> str:
    """What an entry of the gradient is called: the derivative only where it is exact."""
    return f"∂J/∂{name}" if coming.rows is None else f"g[{name}]"


def _slope_symbol(objective: Objective) -> tuple[str, str, int]:
    """The slope of a sample's loss as it stands in the sum, and the factor before the sum."""
    if objective.model.feature_labels is None:
        return "", "", 1
    familiar = _familiar(objective.loss.stated)
    if familiar is not None:
        return familiar
    if objective.loss.task is Task.REGRESSION:
        return r"\frac{\partial \ell_i}{\partial \hat y_i}", "∂ℓᵢ/∂ŷᵢ", 1
    k, plain_k = ("k", "ₖ") if objective.model.n_outputs > 1 else ("", "")
    return rf"\frac{{\partial \ell_i}}{{\partial z_{{i{k}}}}}", f"∂ℓᵢ/∂zᵢ{plain_k}", 1


def _familiar(formula: Formula) -> tuple[str, str, int] | None:
    """A slope that is a difference of two numbers, with a factor before it, as in the usual
    formula of a gradient: 2 (ŷᵢ − yᵢ)."""
    slope, factor = formula.slope, 1
    if is_operation(slope, "*") and isinstance(slope.parts[0], tree.Number):
        value = slope.parts[0].value
        slope, factor = slope.parts[1], int(value) if value == int(value) else 0
    slope = formula.shown.variables["r"] if slope == Name("r") else slope
    is_difference = is_operation(slope, "-", 2) and all(isinstance(p, Name) for p in slope.parts)
    if formula.task is Task.MULTICLASS or not is_difference or not factor:
        return None
    notation = replace(formula.shown.notation, indexed=names_in(slope))
    latex, plain = (
        writer(notation, (), latex=is_latex, index="i").write(slope) for is_latex in (True, False)
    )
    return f"({latex})", f"({plain})", factor


def _front(objective: Objective, coming: Update, factor: int) -> tuple[str, str, str, float]:
    """What stands before the sum: in numbers, LaTeX and plain text, and its value."""
    n, is_mean = objective.n_train, objective.run.reduction == "mean"
    if coming.rows is None:
        if is_mean:
            return (
                f"({factor}/{n}) · ",
                rf"\frac{{{factor}}}{{n}} ",
                f"({factor}/n) ",
                factor / n,
            )
        text = "" if factor == 1 else f"{factor} · "
        return text, text.replace(" · ", " "), text.replace(" · ", " "), float(factor)
    size = len(coming.rows)
    if is_mean:
        return (
            f"({factor}/{size}) · ",
            rf"\frac{{{factor}}}{{B}} ",
            f"({factor}/B) ",
            factor / size,
        )
    times = "" if factor == 1 else f"{factor} · "
    return (
        f"({times}{n}/{size}) · ",
        rf"\frac{{{factor if factor > 1 else ''} n}}{{B}} ",
        f"({factor if factor > 1 else ''}n/B) ",
        factor * n / size,
    )


def _gradient_formula(objective: Objective, slope: str, plain: str) -> tuple[str, str]:
    """What is summed over the samples."""
    times, plain_times = (
        ("", "") if objective.sample_weights is None else (rf"{WEIGHT}_i \, ", "ωᵢ ")
    )
    if not slope:
        return rf"{times}\frac{{\partial \ell_i}}{{\partial \theta_j}}", f"{plain_times}∂ℓᵢ/∂θⱼ"
    letter = feature_letter(objective)
    latex_letter = r"\varphi" if letter == "φ" else letter
    return (
        rf"{times}{slope} \, {latex_letter}_{{ij}}",
        f"{plain_times}{plain} {letter}ᵢⱼ",
    )


def _gradient_label(objective: Objective, count: int) -> Message:
    if objective.model.n_parameters > MOST_PARAMETERS:
        return Message(
            QT_TRANSLATE_NOOP(
                "core", "The {count} largest of {all} entries (the sum is one number here):"
            ),
            {"count": count, "all": objective.model.n_parameters},
        )
    return Message(QT_TRANSLATE_NOOP("core", "For each parameter (the sum is one number here):"))


def _gradient_note(objective: Objective, count: int) -> Message:
    """How the sum over the samples comes about."""
    if objective.model.activation is not None:
        return Message(
            QT_TRANSLATE_NOOP(
                "core", "Each of the {count} slopes ∂ℓᵢ/∂θⱼ is computed by backpropagation."
            ),
            {"count": count},
        )
    if objective.model.feature_labels is None:
        return Message(
            QT_TRANSLATE_NOOP(
                "core", "Each of the {count} slopes ∂ℓᵢ/∂θⱼ is computed by the chain rule."
            ),
            {"count": count},
        )
    if objective.sample_weights is not None:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The sum runs over {count} samples; each adds the weight of its class times its "
                "slope times what the parameter multiplies (1 for a bias).",
            ),
            {"count": count},
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The sum runs over {count} samples; each adds its slope times what the parameter "
            "multiplies (1 for a bias).",
        ),
        {"count": count},
    )


def _norms(objective: Objective, moment: Moment, coming: Update) -> Block:
    """The length of each part of the parameters, of its gradient and of its change."""
    rows, start = [], 0
    for block in objective.model.layout:
        part = slice(start, start + int(np.prod(block.shape)))
        start = part.stop
        name = block.letter
        for symbol, vector, quantity in (
            (f"‖{name}‖", moment.theta, Quantity.PARAMETER),
            (f"‖{_gradient_name(name, coming)}‖", coming.gradient, Quantity.GRADIENT),
            (f"‖Δ{name}‖", coming.change, Quantity.PARAMETER),
        ):
            rows.append(row(symbol, ShownNumber(float(np.linalg.norm(vector[part])), quantity)))
    return Block(
        tuple(rows),
        label=Message(
            QT_TRANSLATE_NOOP("core", "Lengths (root of the sum of squares), part by part:")
        ),
    )
