"""The numbers of the diagram as columns of a table."""

from lossstudio.core.tasks import Task
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.views.network.structure import (
    Array,
    Part,
    Structure,
    connections,
    structure_of,
)
from lossstudio.gui.views.view import FigureData


def columns_of(objective: Objective, theta: Array, gradient: Array) -> FigureData:
    """Every weight and bias: its layer, what it comes from and goes to, and its gradient."""
    structure, model = structure_of(objective), objective.model
    layers: list[int] = []
    starts: list[str] = []
    ends: list[str] = []
    weights: list[float] = []
    slopes: list[float] = []
    pairs = zip(connections(model, theta), connections(model, gradient), strict=True)
    for column, (own, slope) in enumerate(pairs):
        fan_in, fan_out = own.weights.shape
        parts = [
            (_name(objective, structure, column, start), own.weights[start], slope.weights[start])
            for start in range(fan_in)
        ]
        if own.bias is not None and slope.bias is not None:
            parts.append(("bias", own.bias, slope.bias))
        for start, values, rates in parts:
            layers += [column + 1] * fan_out
            starts += [start] * fan_out
            ends += [_name(objective, structure, column + 1, end) for end in range(fan_out)]
            weights += values.tolist()
            slopes += rates.tolist()
    return {"layer": layers, "from": starts, "to": ends, "weight": weights, "gradient": slopes}


def _name(objective: Objective, structure: Structure, column: int, index: int) -> str:
    """A node's name: English, but a column's or class's own."""
    part = structure.part(column)
    if part is Part.HIDDEN:
        return f"unit {index + 1}"
    if part is Part.INPUT:
        labels = (
            objective.model.feature_labels
            if objective.model.makes_features
            else objective.dataset.entering_names
        )
        assert labels is not None
        return labels[index]
    if objective.loss.task is Task.MULTICLASS:
        return objective.dataset.classes[index]
    return "prediction" if objective.loss.task is Task.REGRESSION else "score"
