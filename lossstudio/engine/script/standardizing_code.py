"""The part of a script that standardises: inputs, target, and the weights that are penalised."""

from typing import NamedTuple

import numpy as np

from lossstudio.core.models.base import is_weight_mask
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.data.standardization import is_centered
from lossstudio.engine.script.comments import Words
from lossstudio.engine.script.data_code import MOST_NUMBERS
from lossstudio.engine.script.plan import Part, Plan
from lossstudio.engine.script.texts import array, number
from lossstudio.engine.training.penalty import Penalty


class Names(NamedTuple):
    """What a run calls its standardised inputs and target: runs with the same ones share them."""

    inputs: str
    target: str


class Units(NamedTuple):
    """The lines of ``units``, which makes the penalised weights of the parameters.

    Without lines these are the parameters themselves. `is_matrix`: they are ``units @ theta``, not
    ``units * theta``.
    """

    lines: tuple[str, ...] = ()
    is_matrix: bool = False


NO_UNITS = Units()


def names_of(plan: Plan) -> list[Names]:
    """The names of each run of `plan`: u, or u2 and so on where runs standardise differently."""
    inputs: list[tuple[bytes, bytes]] = []
    targets: list[tuple[float, float]] = []
    found = []
    for run in plan.runs:
        of_inputs, target = run.first.model.inputs, run.first.target
        key = of_inputs.center.tobytes(), of_inputs.scale.tobytes()
        if not of_inputs.are_standard and key not in inputs:
            inputs.append(key)
        unit = target.center, target.scale
        if not target.is_plain and unit not in targets:
            targets.append(unit)
        u = "x" if of_inputs.are_standard else _numbered("u", inputs.index(key))
        found.append(Names(u, "" if target.is_plain else _numbered("t", targets.index(unit))))
    return found


def _numbered(name: str, index: int) -> str:
    return name if index == 0 else f"{name}{index + 1}"


def standardized_inputs(part: Part, names: Names, words: Words) -> tuple[list[str], str]:
    """Lines that make ``u`` of ``x``, and what the result is called: ``x`` where it is the same."""
    inputs = part.model.inputs
    if inputs.are_standard:
        return [], "x"
    center, scale, u = inputs.center, inputs.scale, names.inputs
    if inputs.are_coordinates:
        comment = words("by_spread" if is_centered(part.run) else "by_size")
        if not is_centered(part.run):
            return [f"# {comment}", *array(scale, "width = "), f"{u} = x / width"], u
    elif len(center) == 1:
        shift, stretch = number(center[0]), number(scale[0])
        if shift.startswith("-"):
            shift = f"({shift})"
        return [f"{u} = (x - {shift}) / {stretch}  # {words('standardized')}"], u
    else:
        comment = words("standardized")
    return [
        f"# {comment}",
        *array(center, "center = "),
        *array(scale, "width = "),
        f"{u} = (x - center) / width",
    ], u


def standardized_target(part: Part, names: Names, words: Words) -> list[str]:
    """The lines of the target as it is learnt, where that is not in its own unit."""
    target = part.target
    if target.is_plain:
        return []
    mean, spread = number(target.center), number(target.scale)
    if not is_centered(part.run):
        return [f"# {words('target_by_size')}", f"{names.target} = y / {spread}"]
    return [
        f"# {words('target_by_spread')}",
        f"mean, deviation = {mean}, {spread}",
        f"{names.target} = (y - mean) / deviation",
    ]


def penalty_units(part: Part, words: Words) -> Units:
    """What makes the penalised weights, where these are not the parameters themselves."""
    model = part.model
    penalty = Penalty(part.run.l1, part.run.l2, model)
    if not penalty.is_of_data_units:
        return NO_UNITS
    comment = f"# {words('units')}"
    if penalty.mixes:
        if penalty.of_weights.size > MOST_NUMBERS:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "core",
                    "The penalty on {count} coefficients takes more numbers than a script can "
                    "hold, which are {maximum}. Use a lower degree for it.",
                ),
                count=len(penalty.of_weights),
                maximum=MOST_NUMBERS,
            )
        return Units((comment, *array(penalty.of_weights, "units = ")), is_matrix=True)
    if np.array_equal(penalty.units, is_weight_mask(model)):
        return NO_UNITS
    if model.activation is not None:
        fan_out = model.layout[0].shape[1]
        first = f"units[:{model.inputs.count * fan_out}] /= np.repeat(widths, {fan_out})"
        lines = ["units = 1.0 * is_weight", *array(model.inputs.scale, "widths = "), first]
        return Units((comment, *lines))
    factors = penalty.units
    if model.feature_labels is not None:
        factors = factors.reshape(-1, model.n_outputs)[:, :1]
    return Units((comment, *array(factors, "units = ")))


def restored_parameters(part: Part, words: Words) -> list[str]:
    """Lines that print the last parameters of a linear model in the data's units."""
    model, target = part.model, part.target
    if model.feature_labels is None or model.makes_features or not model.inputs.are_coordinates:
        return []
    is_as_given = model.inputs.are_standard  # inputs that are 0 in all training rows
    if is_as_given and target.is_plain:
        return []
    centered = is_centered(part.run)
    weights = "last[:-1]" if model.bias else "last"
    weights += "" if is_as_given else " / width[:, None]"
    lines = [f"weights = {weights}"]
    if not target.is_plain:
        lines = [f"weights = {'deviation' if centered else number(target.scale)} * {weights}"]
    shown = "weights.tolist()"
    if model.bias:
        shift = "" if target.is_plain else "mean + deviation * "
        back = "" if is_as_given else " - center @ weights"
        lines.append(f"bias = {shift}last[-1]{back}")
        shown += ", bias.tolist()"
    return [*lines, f'print("{words("restored")}{words("colon").rstrip()}", {shown})']
