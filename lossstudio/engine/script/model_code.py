"""The part of a script that turns inputs into scores, and gradients back into the parameters'."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from lossstudio.core.models import INITIALIZATIONS, Activation, Model
from lossstudio.core.models.base import Exported
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.script.comments import Words
from lossstudio.engine.script.plan import Part, RunPlan
from lossstudio.engine.script.sources import Gathered
from lossstudio.engine.script.standardizing_code import (
    NO_UNITS,
    Names,
    Units,
    penalty_units,
    standardized_inputs,
    standardized_target,
)
from lossstudio.engine.script.texts import array, number
from lossstudio.engine.script.tidy import function

FEW = 16
"""So many first parameters are written out; of more, the rule that drew them."""


@dataclass(frozen=True)
class ModelCode:
    """A model in lines.

    `prepare` are the lines, and `features` the expression, of what the model computes from the
    inputs once; `start` those of the first parameters, called ``theta`` or `start_name`.
    `forward` gives ``raw`` and `backward` ``gradient``, where ``{features}`` and ``{slope}`` stand
    for what they are computed from. `weights` are the lines of ``is_weight``, which says what is
    penalised: none where everything is. `settings` are lines of numbers of the model that change
    on the way. `units` make the penalised weights, where these are not the parameters themselves;
    `targets` is what the targets are called, where they are not as the data have them.
    """

    prepare: list[str]
    features: str
    forward: str
    backward: str
    start: list[str]
    weights: list[str]
    settings: tuple[str, ...] = ()
    units: Units = NO_UNITS
    targets: str = ""


def model_code(
    run: RunPlan, part: Part, gathered: Gathered, words: Words, names: Names, rounds_alike: bool
) -> ModelCode:
    """The lines for the model of `run` on the data of `part`; functions go to `gathered`.

    With `rounds_alike` the features lie in memory column by column, as they do in an `Objective`
    that each step reads as a whole: products then add up in the same order, to the last bit.
    """
    prepare, u = standardized_inputs(part, names, words)
    code = _code(run, part, (prepare, u), gathered, words, rounds_alike)
    return replace(
        code,
        prepare=[*code.prepare, *standardized_target(part, names, words)],
        units=penalty_units(part, words),
        targets=names.target,
    )


Prepared = tuple[list[str], str]
"""The lines that standardise the inputs, and what the result is called."""


def _code(
    run: RunPlan,
    part: Part,
    prepared: Prepared,
    gathered: Gathered,
    words: Words,
    rounds_alike: bool,
) -> ModelCode:
    model = part.model
    if model.activation is not None:
        return _network(run, part, prepared, model.activation, gathered, words, rounds_alike)
    if model.feature_labels is not None:
        return _linear(run, part, prepared, gathered, words, rounds_alike)
    exported = model.exported()
    if exported is None:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: no script can be written of this model"),
            field="model",
            value=part.run.model,
        )
    return _functions(run, part, prepared, exported, gathered, words, rounds_alike)


# -- linear in the parameters ----------------------------------------------------------------------


def _linear(
    run: RunPlan,
    part: Part,
    prepared: Prepared,
    gathered: Gathered,
    words: Words,
    rounds_alike: bool,
) -> ModelCode:
    model = part.model
    prepare, columns = prepared
    made = model.columns(columns)
    if made is not None:
        for each in made.functions:
            gathered.add(each)
        columns = made.text
    elif not model.standardizes:
        prepare, columns = [], "x"
    n_features = len(model.feature_labels or ())
    if model.bias:
        features = f"np.column_stack([{columns}, np.ones(len(x))])"
    else:
        features = f"np.column_stack([{columns}])" if columns.startswith("*") else columns
    if n_features + model.bias > 1 and rounds_alike:
        features = f"np.asfortranarray({features})"
    weights = ["is_weight = np.ones(theta.shape, dtype=bool)"]
    if model.bias:
        weights.append(f"is_weight[-1] = False  # {words('biases_free')}")
    return ModelCode(
        prepare,
        features,
        "raw = {features} @ theta",
        "gradient = {features}.T @ {slope}",
        _linear_start(run, part, gathered, words),
        weights,
    )


def _linear_start(run: RunPlan, part: Part, gathered: Gathered, words: Words) -> list[str]:
    model = part.model
    k = model.n_outputs
    settings = run.first.run
    if run.theta.size <= FEW or not _is_drawn(run, model):
        comment = words("given") if settings.start else words("drawn", seed=settings.seed)
        return [f"# {comment}", *array(run.theta.reshape(-1, k), "theta = ")]
    draw = gathered.add(INITIALIZATIONS[settings.initialization].function)
    drawn = f"{draw}(rng, {len(model.feature_labels or ())}, {k})"
    if model.bias:
        drawn = f"np.vstack([{drawn}, np.zeros((1, {k}))])"
    return [*_start_stream(run, words), f"theta = {drawn}"]


def _is_drawn(run: RunPlan, model: Model) -> bool:
    """The run starts where the rule for the first weights puts it."""
    drawn = model.init(np.random.default_rng([run.first.run.seed, 0]))
    return np.array_equal(run.theta, drawn)


def _start_stream(run: RunPlan, words: Words) -> list[str]:
    seed = run.first.run.seed
    return [f"rng = np.random.default_rng([{seed}, 0])  # {words('start_stream')}"]


# -- networks --------------------------------------------------------------------------------------


def _network(
    run: RunPlan,
    part: Part,
    prepared: Prepared,
    activation: Activation,
    gathered: Gathered,
    words: Words,
    rounds_alike: bool,
) -> ModelCode:
    model = part.model
    prepare, u = prepared
    sizes = [model.inputs.count, *model.hidden_layers, model.n_outputs]
    pairs = list(pairwise(sizes))
    numbers = range(1, len(pairs) + 1)
    phi = slope = ""
    if model.hidden_layers:
        phi, slope = gathered.add(activation.function), gathered.add(activation.slope)
    bias = model.bias
    hidden = [f"h{layer}" for layer in numbers[:-1]]

    unpack = gathered.add_text("unpack", _unpack(pairs, bias, words))
    names = ", ".join(f"W{layer}, b{layer}" if bias else f"W{layer}" for layer in numbers)
    take = f"{names}{',' if ',' not in names else ''} = {unpack}(theta)"

    def scores(layer: int) -> str:
        return f"h{layer - 1} @ W{layer}" + (f" + b{layer}" if bias else "")

    last = numbers[-1]
    lines = [take, *(f"h{layer} = {phi}({scores(layer)})" for layer in numbers[:-1])]
    lines.append(f"return {', '.join([scores(last), *hidden])}{'' if hidden else ','}")
    text = function("forward(theta, h0)", words("forward"), lines)
    forward = gathered.add_text("forward", text)

    lines = [*([take] if hidden else []), f"d{last} = slope"]
    for layer in reversed(numbers[:-1]):
        lines.append(f"d{layer} = (d{layer + 1} @ W{layer + 1}.T) * {slope}(h{layer})")
    parts = []
    for layer in numbers:
        parts.append(f"(h{layer - 1}.T @ d{layer}).ravel()")
        if bias:
            parts.append(f"d{layer}.sum(axis=0)")
    lines.append(f"return np.concatenate([{', '.join(parts)}])")
    head = f"backward(theta, slope, {', '.join(['h0', *hidden])})"
    backward = gathered.add_text("backward", function(head, words("backward"), lines))
    start, weights = _network_start(run, model, pairs, gathered, words)
    return ModelCode(
        prepare,
        f"np.asfortranarray({u})" if rounds_alike and sizes[0] > 1 else u,
        f"raw, *hidden = {forward}(theta, {{features}})",
        f"gradient = {backward}(theta, {{slope}}, {{features}}, *hidden)",
        start,
        weights,
    )


def _unpack(pairs: list[tuple[int, int]], bias: bool, words: Words) -> str:
    """The function that cuts the vector of all parameters into the layers'."""
    sizes: list[int] = []
    names, shaped = [], []
    for layer, (fan_in, fan_out) in enumerate(pairs, start=1):
        sizes += [fan_in * fan_out, fan_out] if bias else [fan_in * fan_out]
        names += [f"W{layer}", f"b{layer}"] if bias else [f"W{layer}"]
        shaped.append(f"W{layer}.reshape({fan_in}, {fan_out})")
        if bias:
            shaped.append(f"b{layer}")
    cuts = np.cumsum(sizes)[:-1].tolist()
    comma = "," if len(names) == 1 else ""
    lines = [
        f"{', '.join(names)}{comma} = np.split(theta, {cuts})",
        f"return [{', '.join(shaped)}]",
    ]
    return function("unpack(theta)", words("unpack"), lines)


def _network_start(
    run: RunPlan,
    model: Model,
    pairs: list[tuple[int, int]],
    gathered: Gathered,
    words: Words,
) -> tuple[list[str], list[str]]:
    settings = run.first.run
    if not _is_drawn(run, model):
        start = [f"# {words('given')}", *array(run.theta, "theta = ")]
    else:
        draw = gathered.add(INITIALIZATIONS[settings.initialization].function)
        parts = []
        for fan_in, fan_out in pairs:
            parts.append(f"{draw}(rng, {fan_in}, {fan_out}).ravel()")
            if model.bias:
                parts.append(f"np.zeros({fan_out})")
        start = [
            *_start_stream(run, words),
            f"theta = np.concatenate([{', '.join(parts)}])",
        ]
    if not model.bias:
        return start, ["is_weight = np.ones(theta.shape, dtype=bool)"]
    kinds, sizes = [], []
    for fan_in, fan_out in pairs:
        kinds += ["True", "False"]
        sizes += [str(fan_in * fan_out), str(fan_out)]
    return start, [
        f"# {words('biases_free')}",
        f"is_weight = np.repeat([{', '.join(kinds)}], [{', '.join(sizes)}])",
    ]


# -- any other model -------------------------------------------------------------------------------


def _functions(
    run: RunPlan,
    part: Part,
    prepared: Prepared,
    exported: Exported,
    gathered: Gathered,
    words: Words,
    rounds_alike: bool,
) -> ModelCode:
    """A model that is computed by functions of its own."""
    prepare, features = prepared if part.model.standardizes else ([], "x")
    others = [each.exported() for each in {part.model for part in run.parts}]
    names = {
        name: f"model_{name}"
        for name, value in exported.values.items()
        if any(other is not None and other.values[name] != value for other in others)
    }
    texts = {name: number(value) for name, value in exported.values.items()}
    given = "".join(f", {name}={names.get(name, text)}" for name, text in texts.items())
    if exported.features is not None:
        numbers = "".join(f", {name}={text}" for name, text in texts.items())
        features = f"{gathered.add(exported.features)}({features}{numbers})"
    if rounds_alike:
        features = f"np.asfortranarray({features})"
    forward, backward = gathered.add(exported.forward), gathered.add(exported.backward)
    layout = part.model.layout
    kinds = ", ".join(str(block.is_weight) for block in layout)
    sizes = ", ".join(str(int(np.prod(block.shape))) for block in layout)
    settings = run.first.run
    is_given = settings.start or not _is_drawn(run, part.model)
    comment = words("given") if is_given else words("drawn", seed=settings.seed)
    return ModelCode(
        prepare,
        features,
        f"raw, cache = {forward}(theta, {{features}}{given})",
        f"gradient = {backward}(theta, {{features}}, cache, {{slope}}{given})",
        [f"# {comment}", *array(run.theta, "theta = ")],
        [f"is_weight = np.repeat([{kinds}], [{sizes}])"],
        tuple(f"{name} = {texts[of]}" for of, name in names.items()),
    )
