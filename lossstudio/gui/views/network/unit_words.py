"""What is said of one node or one weight of the network."""

from html import escape

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.tasks import Task
from lossstudio.core.text import paragraph
from lossstudio.engine.measuring.unit_outputs import LayerOutputs, Probe
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import ABSENT, count, four_digits
from lossstudio.gui.views.network.structure import Connection, Connections, Part, Structure, Unit
from lossstudio.gui.views.network.words import input_names


def unit_name(objective: Objective, structure: Structure, unit: Unit) -> str:
    """What a node is called in a sentence."""
    part = structure.part(unit.column)
    if part is Part.HIDDEN:
        text = translate("NetworkView", "Layer {layer}, unit {unit}")
        return text.format(layer=unit.column, unit=unit.row + 1)
    if part is Part.INPUT:
        name = input_names(objective)[unit.row]
        return translate("NetworkView", "Input {name}").format(name=name)
    if objective.loss.task is Task.REGRESSION:
        name = core_text(objective.dataset.target_name)
        return translate("NetworkView", "Prediction of {name}").format(name=name)
    if objective.loss.task is Task.BINARY:
        name = core_text(objective.dataset.classes[1])
        return translate("NetworkView", "Score z for {name}").format(name=name)
    name = core_text(objective.dataset.classes[unit.row])
    return translate("NetworkView", "Score of {name}").format(name=name)


def source_name(objective: Objective, structure: Structure, column: int, index: int) -> str:
    """What a weight comes from, in a list."""
    if structure.part(column) is Part.INPUT:
        return input_names(objective)[index]
    return translate("NetworkView", "unit {number}").format(number=index + 1)


def _number(value: float) -> str:
    return four_digits(value) if np.isfinite(value) else ABSENT


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def unit_figures(
    structure: Structure, unit: Unit, outputs: tuple[LayerOutputs, ...], probe: Probe, n_train: int
) -> list[str]:
    """What a node puts out on the training samples, a line each."""
    if unit.column >= len(outputs):
        return []
    layer, index = outputs[unit.column], unit.row
    if probe.n_samples < n_train:
        text = translate("NetworkView", "On {count} of the training samples:")
        lines = [text.format(count=count(probe.n_samples))]
    else:
        lines = [translate("NetworkView", "On the training samples:")]
    mean = translate("NetworkView", "mean output {mean}")
    lines.append(mean.format(mean=_number(float(layer.mean[index]))))
    activation = structure.activation
    if structure.part(unit.column) is not Part.HIDDEN or activation is None:
        return lines
    if activation.name == "relu":
        if layer.active[index] == 0.0 and layer.is_finite:
            lines.append(translate("NetworkView", "never active: always 0, so it gets no gradient"))
        else:
            text = translate("NetworkView", "active (above 0): {share}")
            lines.append(text.format(share=_percent(float(layer.active[index]))))
    else:
        text = translate("NetworkView", "saturated (nearly flat there): {share}")
        lines.append(text.format(share=_percent(float(layer.saturated[index]))))
    return lines


def incoming(
    objective: Objective,
    structure: Structure,
    unit: Unit,
    weights: tuple[Connections, ...],
    gradient: tuple[Connections, ...],
    most: int,
) -> tuple[list[tuple[str, str, str]], int]:
    """The bias and the incoming weights with their gradients, largest first; and how many more."""
    if unit.column == 0:
        return [], 0
    own, slope = weights[unit.column - 1], gradient[unit.column - 1]
    rows = []
    if own.bias is not None and slope.bias is not None:
        bias = translate("NetworkView", "bias")
        rows.append((bias, float(own.bias[unit.row]), float(slope.bias[unit.row])))
    column, slopes = own.weights[:, unit.row], slope.weights[:, unit.row]
    room = max(most - len(rows), 1)
    if len(column) == room + 1:  # the line that says so would take as much room
        room += 1
    chosen = np.argsort(-np.abs(column), kind="stable")[:room]
    for index in sorted(chosen.tolist()):
        name = source_name(objective, structure, unit.column - 1, index)
        rows.append((name, float(column[index]), float(slopes[index])))
    return [(name, _number(w), _number(g)) for name, w, g in rows], len(column) - len(chosen)


def unit_html(
    title: str, figures: list[str], rows: list[tuple[str, str, str]], more: int, is_batch: bool
) -> str:
    """A node's card as rich text."""
    parts = [f"<b>{escape(title)}</b>", *(escape(line) for line in figures)]
    html = "<br>".join(parts)
    if rows:
        slope_head = translate("NetworkView", "gradient")
        cells = [("", translate("NetworkView", "value"), slope_head), *rows]
        html += "<table cellspacing=0 cellpadding=1>"
        for name, weight, slope in cells:
            html += (
                f"<tr><td>{escape(name)}</td><td align=right>&nbsp;&nbsp;{escape(weight)}</td>"
                f"<td align=right>&nbsp;&nbsp;{escape(slope)}</td></tr>"
            )
        html += "</table>"
    notes = []
    if more:
        text = translate("NetworkView", "smaller weights, left out: {count}")
        notes.append(escape(text.format(count=count(more))))
    if rows and is_batch:
        notes.append(escape(translate("NetworkView", "gradient: from the mini-batch")))
    return html + "<br>".join(notes)


def line_text(
    objective: Objective,
    structure: Structure,
    line: Connection,
    weights: tuple[Connections, ...],
    gradient: tuple[Connections, ...],
    rows: NDArray[np.intp] | None,
) -> list[str]:
    """What a weight connects, its number and its gradient."""
    start = unit_name(objective, structure, Unit(line.column, line.start))
    end = unit_name(objective, structure, Unit(line.column + 1, line.end))
    w = float(weights[line.column].weights[line.start, line.end])
    g = float(gradient[line.column].weights[line.start, line.end])
    slope = (
        translate("NetworkView", "gradient ∂cost/∂w = {value}")
        if rows is None
        else translate("NetworkView", "gradient ∂cost/∂w = {value} (from the mini-batch)")
    )
    lines = [
        f"{start} → {end}",
        translate("NetworkView", "weight w = {value}").format(value=_number(w)),
        slope.format(value=_number(g)),
    ]
    if g > 0:
        lines.append(translate("NetworkView", "Above 0: gradient descent lowers w."))
    elif g < 0:
        lines.append(translate("NetworkView", "Below 0: gradient descent raises w."))
    return lines


def unit_description(name: str, figures: list[str], whole: str) -> str:
    """A node and its figures in sentences, before those about the `whole` diagram."""
    if not figures:
        return paragraph([translate("NetworkView", "{name}.").format(name=name), whole])
    text = translate("NetworkView", "{name}. {figures}.")
    said = f"{figures[0]} {', '.join(figures[1:])}"
    return paragraph([text.format(name=name, figures=said), whole])
