"""One sample worked out: from its inputs through the model to its loss and its pull."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.models import Model
from lossstudio.core.symbols import sub
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message, literal
from lossstudio.engine.numbers.account import (
    MOST_LISTED,
    AccountSection,
    Block,
    OneSample,
    Part,
    Quantity,
    Row,
    ShownNumber,
    joined,
    listed,
    row,
)
from lossstudio.engine.numbers.choices import WEIGHT, weight_blocks, weight_of
from lossstudio.engine.numbers.losses import loss_blocks
from lossstudio.engine.numbers.standardized import (
    OWN_TARGET,
    restored_prediction,
    standardized_inputs,
    standardized_target,
)
from lossstudio.engine.numbers.symbols import (
    entering_letter,
    feature_letter,
    feature_names,
    has_made_features,
    parameter_names,
    symbols,
)
from lossstudio.engine.training.objective import Objective

Array = NDArray[np.float64]

MOST_FACTORS = 8
"""A weighted sum of more than this is not written out."""


@dataclass(frozen=True)
class _Sample:
    """A row of the data set as the model meets it."""

    objective: Objective
    theta: Array
    row: int
    features: list[float]
    numbers: OneSample

    @property
    def is_regression(self) -> bool:
        return self.objective.loss.task is Task.REGRESSION

    def score(self, j: int) -> str:
        """What the model's output `j` is called."""
        if self.is_regression:
            return "ŷ"
        return "z" + (sub(j + 1) if len(self.numbers.raw) > 1 else "")


def sample_section(
    objective: Objective, theta: Array, at: int, note: Message | None
) -> AccountSection:
    """The sample in the data set's row `at`, worked out with the parameters `theta`."""
    features = objective.features[at : at + 1]
    raw, _ = objective.model.forward(theta, features)
    y = objective.y[at : at + 1]
    values, slope = objective.loss.function(raw, y, **objective.hyperparameters)
    numbers = OneSample(
        raw[0].tolist(),
        y[0].tolist(),
        float(values.sum()),
        slope[0].tolist(),
        objective.hyperparameters,
    )
    sample = _Sample(objective, theta, at, features[0].tolist(), numbers)
    blocks = [
        _inputs(sample),
        *_as_taken(sample),
        *_prediction(sample),
        *restored_prediction(objective, numbers.raw),
    ]
    if np.isfinite(numbers.raw).all():
        with np.errstate(all="ignore"):
            blocks += loss_blocks(objective.loss, numbers)
        blocks += weight_blocks(objective, at)
        blocks += _share(sample)
    title = Message(
        QT_TRANSLATE_NOOP("core", "Sample {number}, worked out"),
        {"number": objective.dataset.number_of(at)},
    )
    notes = [] if note is None else [note]
    classes = objective.dataset.classes
    if classes and not sample.is_regression:
        plain = literal(classes[int(objective.dataset.target[at])])
        notes.append(Message(QT_TRANSLATE_NOOP("core", "Its class: {name}."), {"name": plain}))
    return AccountSection(title, tuple(blocks), tuple(notes), sample=at)


def _inputs(sample: _Sample) -> Block:
    """What is known of it: its inputs and its target, in the data's units."""
    x = sample.objective.dataset.x[sample.row].tolist()
    rows = (
        [
            row(name, ShownNumber(value, Quantity.INPUT))
            for name, value in zip(symbols("x", len(x)), x, strict=True)
        ]
        if len(x) <= MOST_LISTED
        else [listed("x", x, Quantity.INPUT)]
    )
    y = sample.numbers.y
    if not sample.objective.target.is_plain:
        given = float(sample.objective.dataset.target[sample.row])
        rows.append(row(OWN_TARGET, ShownNumber(given, Quantity.TARGET)))
    elif len(y) == 1:
        rows.append(row("y", ShownNumber(y[0], Quantity.TARGET)))
    else:
        rows.append(listed("y", y, Quantity.TARGET))
    return Block(tuple(rows), label=_what_they_are(sample))


def _what_they_are(sample: _Sample) -> Message:
    """That the numbers are the data's, and what x and y stand for where they have names."""
    dataset = sample.objective.dataset
    letters = symbols("x", len(dataset.input_names))
    given = dict(zip(letters, dataset.input_names, strict=True))
    if len(given) > MOST_LISTED:
        given = {}
    if sample.is_regression:
        given["y" if sample.objective.target.is_plain else OWN_TARGET] = dataset.target_name
    named = {s: name for s, name in given.items() if name not in (s, s.lower())}
    if not named:
        return Message(QT_TRANSLATE_NOOP("core", "From the data:"))
    fields: dict[str, object] = {
        f"name{at}": literal(name) for at, name in enumerate(named.values())
    }
    listed_names = Message(
        ", ".join(f"{symbol} = {{name{at}}}" for at, symbol in enumerate(named)), fields
    )
    return Message(
        QT_TRANSLATE_NOOP("core", "From the data, where {names}:"), {"names": listed_names}
    )


def _as_taken(sample: _Sample) -> list[Block]:
    """The inputs and the target as the model takes them; a polynomial's terms."""
    objective, row_number = sample.objective, sample.row
    x, blocks = standardized_inputs(objective, row_number)
    blocks += standardized_target(objective, row_number)
    if has_made_features(objective) and objective.model.feature_labels:
        blocks += _terms(sample, x)
    return blocks


def _terms(sample: _Sample, x: list[float]) -> list[Block]:
    """The terms of a polynomial, each as the product that it is."""
    rows = []
    factors = sample.objective.model.factors
    for j, name in enumerate(feature_names(sample.objective)):
        groups: list[list[Part]] = []
        for index, power in Counter(factors[j] if factors else ()).items():
            base: list[Part] = [ShownNumber(x[index], Quantity.INPUT)]
            if power > 1:
                base = ["(", *base, ")"] if x[index] < 0 else base
                base.append(f"^{power}")
            groups.append(base)
        term = ShownNumber(sample.features[j], Quantity.INPUT)
        rows.append(row(f"φ{sub(j + 1)} = {name}", term, *joined(groups, " · ")))
    label = (
        Message(QT_TRANSLATE_NOOP("core", "The terms of the polynomial:"))
        if factors
        else Message(QT_TRANSLATE_NOOP("core", "What the model makes of the inputs:"))
    )
    if len(rows) > MOST_FACTORS:
        rows = [listed("φ", sample.features[: len(rows)], Quantity.INPUT)]
    return [Block(tuple(rows), label=label)]


def _weighted(inputs: list[float], weights: list[float], bias: float | None) -> list[Part]:
    """w₁ x₁ + w₂ x₂ + … + b in numbers; the sum alone where it is long."""
    groups: list[list[Part]] = [
        [ShownNumber(w, Quantity.PARAMETER), " · ", ShownNumber(x, Quantity.INPUT)]
        for w, x in zip(weights, inputs, strict=True)
    ]
    if len(groups) > MOST_FACTORS:
        groups = [[ShownNumber(float(np.dot(weights, inputs)))]]
    if bias is not None:
        groups.append([ShownNumber(bias, Quantity.PARAMETER)])
    return joined(groups)


def _outputs(sample: _Sample, entering: list[float], weights: Array, bias: Array | None) -> Block:
    """The scores as weighted sums of what enters the last layer."""
    raw = sample.numbers.raw
    if len(raw) > MOST_LISTED:
        rows = [listed("z", raw, Quantity.PREDICTION)]
    else:
        rows = [
            row(
                sample.score(k),
                ShownNumber(value, Quantity.PREDICTION),
                *_weighted(
                    entering, weights[:, k].tolist(), None if bias is None else float(bias[k])
                ),
            )
            for k, value in enumerate(raw)
        ]
    network = sample.objective.model.feature_labels is None
    letter = "h" if network else feature_letter(sample.objective)
    latex, plain = _sum_formula(sample, letter, len(entering), bias is not None)
    return Block(tuple(rows), latex, plain, _prediction_label(sample))


def _sum_formula(sample: _Sample, letter: str, count: int, has_bias: bool) -> tuple[str, str]:
    """ŷ = Σ w_j x_j + b in LaTeX and as plain text."""
    latex_letter = r"\varphi" if letter == "φ" else letter
    several = len(sample.numbers.raw) > 1
    left, plain_left = (r"\hat y", "ŷ") if sample.is_regression else ("z", "z")
    k, plain_k = ("k", "ₖ") if several else ("", "")
    if several:
        left, plain_left = "z_k", "zₖ"
    if count == 1:
        latex = f"{left} = w{'_k' if several else ''} {latex_letter}"
        plain = f"{plain_left} = w{plain_k} {letter}"
    else:
        latex = rf"{left} = \sum_j w_{{j{k}}} {latex_letter}_j"
        plain = f"{plain_left} = Σⱼ wⱼ{plain_k} {letter}ⱼ"
    if has_bias:
        latex += " + b" + ("_k" if several else "")
        plain += " + b" + plain_k
    return latex, plain


def _prediction_label(sample: _Sample) -> Message:
    if sample.is_regression:
        return Message(QT_TRANSLATE_NOOP("core", "The prediction:"))
    if len(sample.numbers.raw) == 1:
        return Message(QT_TRANSLATE_NOOP("core", "The score:"))
    return Message(QT_TRANSLATE_NOOP("core", "The scores:"))


def _as_computed(sample: _Sample) -> Block:
    """The scores of a model that does not say how it comes to them."""
    raw = sample.numbers.raw
    if len(raw) > MOST_LISTED:
        rows = [listed("z", raw, Quantity.PREDICTION)]
    else:
        rows = [
            row(sample.score(k), ShownNumber(z, Quantity.PREDICTION)) for k, z in enumerate(raw)
        ]
    return Block(tuple(rows), label=_prediction_label(sample))


def _prediction(sample: _Sample) -> list[Block]:
    """The scores, layer by layer in a network."""
    model, theta = sample.objective.model, sample.theta
    blocks = model.unpack(theta)
    if model.feature_labels is not None:
        weights = np.reshape(blocks["weights"], (-1, model.n_outputs))
        entering = sample.features[: len(weights)]
        return [_outputs(sample, entering, weights, blocks.get("bias"))]
    if model.activation is None:
        return [_as_computed(sample)]
    features = np.array([sample.features])
    hidden = model.hidden_outputs(theta, features)
    last = len(hidden) + 1
    shown = list(_layers(sample, blocks, sample.features, hidden))
    entering = hidden[-1][0].tolist() if hidden else sample.features
    return [
        *shown,
        _outputs(sample, entering, blocks[f"weights_{last}"], blocks.get(f"bias_{last}")),
    ]


def _layers(
    sample: _Sample, blocks: dict[str, Array], features: list[float], hidden: list[Array]
) -> list[Block]:
    """What each hidden layer outputs; the first unit of the first layer written out."""
    model, entering = sample.objective.model, entering_letter(sample.objective)
    rows: list[Row] = []
    activation = model.activation
    if hidden and activation is not None and len(features) <= 4:
        bias = blocks.get("bias_1")
        parts = _weighted(
            features, blocks["weights_1"][:, 0].tolist(), None if bias is None else float(bias[0])
        )
        number = ShownNumber(float(hidden[0][0, 0]))
        around: dict[str, tuple[str, str]] = {
            "tanh": ("tanh(", ")"),
            "relu": ("max(", ", 0)"),
            "sigmoid": ("1 / (1 + exp(−(", ")))"),
        }
        if activation.name in around:
            before, after = around[activation.name]
            parts = [before, *parts, after]
        else:
            parts = []
        rows.append(row("h₁[1]", number, *parts))
    rows += [
        listed(f"h{sub(number)}", outputs[0].tolist(), Quantity.NONE)
        for number, outputs in enumerate(hidden, start=1)
    ]
    if not rows or activation is None:
        return []
    bias_latex, bias_plain = (" + b_l", " + bₗ") if model.bias else ("", "")
    return [
        Block(
            tuple(rows),
            rf"h_l = \varphi(W_l^\top h_{{l-1}}{bias_latex}), \quad h_0 = {entering}, \quad "
            + activation.formula.replace("z", "a"),  # z is the score
            f"hₗ = φ(Wₗᵀ hₗ₋₁{bias_plain}), h₀ = {entering}",
            Message(QT_TRANSLATE_NOOP("core", "Through the hidden layers:")),
        )
    ]


def _share(sample: _Sample) -> list[Block]:
    """How the sample's loss changes with each parameter: its own part of the gradient."""
    model = sample.objective.model
    if model.feature_labels is None or model.n_parameters > 2 * MOST_LISTED:
        return []
    weight = weight_of(sample.objective, sample.row)
    times, latex_times = ("", "") if weight is None else ("ω ", rf"{WEIGHT} \, ")
    rows = []
    for name, (j, k) in zip(parameter_names(sample.objective), _places(model), strict=True):
        slope = ShownNumber(sample.numbers.slope[k], Quantity.SLOPE)
        feature = ShownNumber(sample.features[j], Quantity.INPUT)
        parts: list[Part] = [slope, " · ", feature]
        product = slope.value * feature.value
        if weight is not None:
            parts, product = [ShownNumber(weight), " · ", *parts], weight * product
        result = ShownNumber(product, Quantity.GRADIENT)
        rows.append(row(f"{times}∂ℓ/∂{name}", result, *parts))
    several = model.n_outputs > 1
    left, plain = (r"\hat y", "ŷ") if sample.is_regression else ("z", "z")
    if several:
        left, plain = "z_k", "zₖ"
    k_latex, k_plain = ("k", "ₖ") if several else ("", "")
    plain_letter = feature_letter(sample.objective)
    letter = r"\varphi" if plain_letter == "φ" else plain_letter
    notes = Message(
        QT_TRANSLATE_NOOP(
            "core", "Its part of the gradient, the slope times what the parameter multiplies:"
        )
    )
    if weight is not None:
        notes = Message(
            QT_TRANSLATE_NOOP(
                "core",
                "Its part of the gradient, the weight times the slope times what the parameter "
                "multiplies:",
            )
        )
    alone = len(model.feature_labels) == 1 and not several
    symbol, feature_latex = ("w", letter) if alone else (f"w_{{j{k_latex}}}", f"{letter}_j")
    j_plain = "" if alone else "ⱼ"
    return [
        Block(
            tuple(rows),
            rf"{latex_times}\frac{{\partial \ell}}{{\partial {symbol}}} = "
            rf"{latex_times}\frac{{\partial \ell}}{{\partial {left}}} \, {feature_latex}"
            + (
                rf", \quad {latex_times}\frac{{\partial \ell}}"
                rf"{{\partial b{'_k' if several else ''}}} = "
                rf"{latex_times}\frac{{\partial \ell}}{{\partial {left}}}"
                if model.bias
                else ""
            ),
            f"{times}∂ℓ/∂w{j_plain}{k_plain} = {times}∂ℓ/∂{plain} · {plain_letter}{j_plain}"
            + (f", {times}∂ℓ/∂b{k_plain} = {times}∂ℓ/∂{plain} · 1" if model.bias else ""),
            notes,
        )
    ]


def _places(model: Model) -> list[tuple[int, int]]:
    """The feature and the score that each entry of theta belongs to."""
    return [divmod(index, model.n_outputs) for index in range(model.n_parameters)]
