"""The sentences and names of the network view."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt

from lossstudio.core.datasets.base import entering_names
from lossstudio.core.models import MODELS
from lossstudio.core.tasks import Task
from lossstudio.core.text import paragraph
from lossstudio.engine.measuring.unit_outputs import LayerOutputs, NodePicture, Probe
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import count, short
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.network.lines import MOST_LINES
from lossstudio.gui.views.network.structure import (
    Captions,
    Connections,
    Part,
    Structure,
    structure_of,
)
from lossstudio.gui.views.network.unit_pictures import negative, positive
from lossstudio.gui.views.plot.legend import Entry


def input_names(objective: Objective) -> tuple[str, ...]:
    """What the nodes of the first column stand for: the data's columns, or what is made of them."""
    if objective.model.makes_features and objective.model.feature_labels is not None:
        return objective.model.feature_labels
    dataset = objective.dataset
    return entering_names(dataset, tuple(core_text(name) for name in dataset.input_names))


def output_names(objective: Objective) -> tuple[str, ...]:
    """Short names for the outputs: the classes, z for a score, ŷ for a prediction."""
    task = objective.loss.task
    if task is Task.MULTICLASS:
        return tuple(core_text(name) for name in objective.dataset.classes)
    return ("ŷ",) if task is Task.REGRESSION else ("z",)


def captions(objective: Objective, structure: Structure) -> Captions:
    """The names around the nodes."""
    last = len(structure.sizes) - 1
    heads = []
    for column in range(last + 1):
        part = structure.part(column)
        if part is Part.INPUT:
            long = translate("NetworkView", "inputs")
        elif part is Part.OUTPUT:
            long = (
                translate("NetworkView", "prediction")
                if objective.loss.task is Task.REGRESSION
                else translate("NetworkView", "scores")
                if structure.sizes[-1] > 1
                else translate("NetworkView", "score")
            )
        else:
            long = translate("NetworkView", "layer {number}").format(number=column)
        heads.append((long, str(column)) if part is Part.HIDDEN else (long,))
    of = translate("NetworkView", "{shown} of {all}")
    return Captions(input_names(objective), output_names(objective), tuple(heads), of)


def ranges(structure: Structure, outputs: tuple[LayerOutputs, ...]) -> tuple[tuple[str, ...], ...]:
    """For each column what its pictures go from and to, the longest way first."""
    found: list[tuple[str, ...]] = []
    for column, layer in enumerate(outputs):
        # Inputs are measured each by its own range.
        if structure.part(column) is Part.INPUT and (len(set(layer.low)) > 1):
            found.append(())
            continue
        span = f"{short(float(layer.low[0]))}…{short(float(layer.high[0]))}"
        low, high = (f"{value:.2g}".replace("-", "−") for value in (layer.low[0], layer.high[0]))
        ways: tuple[str, ...] = (span, f"{low}…{high}")
        if structure.part(column) is Part.HIDDEN and structure.activation is not None:
            ways = (f"{core_text(structure.activation.label)}: {ways[1]}", ways[1])
        found.append(ways)
    return tuple(found)


def scale_texts(is_gradient: bool) -> tuple[str, str, str]:
    """What the thickest line and the thickest frame stand for; see `Diagram.set_values`."""
    introduction = translate("NetworkView", "thickest:")
    if is_gradient:
        return (
            translate("NetworkView", "|∂cost/∂w| = {value}"),
            translate("NetworkView", "|∂cost/∂b| = {value}"),
            introduction,
        )
    return "|w| = {value}", "|b| = {value}", introduction


def legend(theme: Theme, is_gradient: bool, has_bias: bool) -> tuple[Entry, ...]:
    """What solid and dashed lines and the frames mean."""
    colors = theme.colors
    if is_gradient:
        tips = (
            translate(
                "NetworkView",
                "The cost rises with this weight, so a step of gradient descent lowers the weight.",
            ),
            translate(
                "NetworkView",
                "The cost falls with this weight, so a step of gradient descent raises the weight.",
            ),
        )
        labels = (
            translate("NetworkView", "gradient > 0"),
            translate("NetworkView", "gradient < 0"),
        )
        frame = translate("NetworkView", "frame: of the bias")
    else:
        tips = (
            translate("NetworkView", "The unit's sum rises with what comes along this line."),
            translate("NetworkView", "The unit's sum falls with what comes along this line."),
        )
        labels = (
            translate("NetworkView", "weight > 0"),
            translate("NetworkView", "weight < 0"),
        )
        frame = translate("NetworkView", "frame: bias")
    styles = (
        (positive(colors), Qt.PenStyle.SolidLine),
        (negative(colors), Qt.PenStyle.DashLine),
    )
    entries = [
        Entry(label, *style, tooltip=tip)
        for label, style, tip in zip(labels, styles, tips, strict=True)
    ]
    if has_bias:
        tip = translate(
            "NetworkView",
            "A thicker frame is a larger number, compared with the largest of the frames; its "
            "colour and dash show the sign as with the lines.",
        )
        entries.append(Entry(frame, colors.muted, symbol="s", hollow=True, tooltip=tip))
    return tuple(entries)


def no_hidden_units(objective: Objective) -> str:
    """Why no hidden units are seen, where there are none; else nothing."""
    if structure_of(objective).activation is None:
        text = translate(
            "NetworkView",
            "This model has no hidden units. Choose the model “{model}” to see some.",
        )
        return text.format(
            model=core_text(next(kind.label for kind in MODELS.values() if kind.has_units))
        )
    if len(structure_of(objective).sizes) == 2:
        return translate(
            "NetworkView", "This network has no hidden layers, so it is a linear model."
        )
    return ""


def warnings(
    objective: Objective,
    structure: Structure,
    outputs: tuple[LayerOutputs, ...],
    values: tuple[Connections, ...],
    is_gradient: bool,
) -> list[str]:
    """What is amiss with the nodes and with the `values` on the lines."""
    found = [no_hidden_units(objective)]
    if outputs:
        found += [dead_note(dead_units(structure, outputs)), overflow_note(outputs)]
    return [*found, not_finite(values, is_gradient)]


def not_layered(objective: Objective) -> str:
    """Why there is no diagram of a model."""
    return translate(
        "NetworkView",
        "The model “{model}” is not made of layers of units, so that it has no diagram.",
    ).format(model=core_text(MODELS[objective.run.model].label))


def picture_caption(objective: Objective, probe: Probe) -> str:
    """What the small pictures show."""
    names = [core_text(name) for name in objective.dataset.input_names]
    if probe.kind is NodePicture.CURVE:
        text = translate("NetworkView", "Small pictures: what each node puts out, over {x}.")
        return text.format(x=names[0])
    if probe.kind is NodePicture.MAP:
        text = translate(
            "NetworkView",
            "Small pictures: what each node puts out, over {x} (across) and {y} (up).",
        )
        return text.format(x=names[0], y=names[1])
    return translate(
        "NetworkView",
        "Small pictures: how often each output occurs on the training samples, from the smallest "
        "at the left to the largest at the right.",
    )


def standardized(objective: Objective) -> str:
    """That the weights act on standardised inputs or for a standardised target, where they do."""
    found = []
    if objective.model.standardizes:
        found.append(
            translate(
                "NetworkView",
                "The inputs are standardised first, (x − c) / s; the weights are those for "
                "standardised inputs.",
            )
        )
    if not objective.target.is_plain:
        found.append(
            translate(
                "NetworkView",
                "The last weights are those for the target in its standard deviations; the "
                "output's picture is in the data's units.",
            )
        )
    return paragraph(found)


def batch_note(rows: NDArray[np.intp] | None) -> str:
    """What the gradient that is shown was computed from."""
    if rows is None:
        return translate(
            "NetworkView", "Gradient of the cost over all training samples, before the next step."
        )
    text = translate(
        "NetworkView", "Gradient of the next step, estimated from a mini-batch: {count} samples."
    )
    return text.format(count=count(len(rows)))


def lines_note(total: int) -> str:
    """That not all of `total` lines are drawn, where that is so."""
    if total <= MOST_LINES:
        return ""
    text = translate("NetworkView", "Of {all} lines the {shown} thickest are drawn.")
    return text.format(all=count(total), shown=count(MOST_LINES))


def first_shown(structure: Structure, shown: tuple[int, ...]) -> str:
    """That columns are cut off, where they are."""
    if shown == structure.sizes:
        return ""
    return translate("NetworkView", "Where a column is too long, its first nodes are shown.")


def dead_units(structure: Structure, outputs: tuple[LayerOutputs, ...]) -> list[NDArray[np.bool_]]:
    """Which nodes of each column are ReLU units that are never active."""
    is_relu = structure.activation is not None and structure.activation.name == "relu"
    return [
        (layer.active == 0.0)
        if is_relu and structure.part(column) is Part.HIDDEN and layer.is_finite
        else np.zeros(len(layer.active), dtype=np.bool_)
        for column, layer in enumerate(outputs)
    ]


def dead_note(is_dead: Sequence[NDArray[np.bool_]]) -> str:
    """How many units are never active."""
    dead = sum(int(column.sum()) for column in is_dead)
    if not dead:
        return ""
    text = translate("NetworkView", "Never active (crossed out): {count} of {all} hidden units.")
    return text.format(count=dead, all=sum(len(column) for column in is_dead[1:-1]))


def overflow_note(outputs: tuple[LayerOutputs, ...]) -> str:
    """That some outputs are not numbers."""
    if all(layer.is_finite for layer in outputs):
        return ""
    return translate(
        "NetworkView", "Some outputs are too large to be written as a number; they are left out."
    )


def not_finite(values: tuple[Connections, ...], is_gradient: bool) -> str:
    """That some of the numbers behind the lines are none."""
    arrays = [v.weights for v in values] + [v.bias for v in values if v.bias is not None]
    if all(np.isfinite(array).all() for array in arrays):
        return ""
    if is_gradient:
        return translate("NetworkView", "Parts of the gradient are too large for a number.")
    return translate("NetworkView", "Some weights are too large for a number.")


def description(objective: Objective, structure: Structure) -> str:
    """The whole diagram in sentences."""
    inputs, hidden, outputs = structure.sizes[0], structure.sizes[1:-1], structure.sizes[-1]
    if not hidden:
        text = translate(
            "NetworkView",
            "Weighted inputs are added up, without hidden units. Inputs: {inputs}. "
            "Outputs: {outputs}.",
        )
        return text.format(inputs=inputs, outputs=outputs)
    assert structure.activation is not None
    text = translate(
        "NetworkView",
        "A network. Inputs: {inputs}. Units of the hidden layers: {units}, with {activation}. "
        "Outputs: {outputs}.",
    )
    return text.format(
        inputs=inputs,
        units=", ".join(map(str, hidden)),
        activation=core_text(structure.activation.label),
        outputs=outputs,
    )
