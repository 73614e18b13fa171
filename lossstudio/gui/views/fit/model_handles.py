"""Which models have handles in the picture of a fit, and what is said of them."""

import numpy as np

from lossstudio.core.symbols import sub
from lossstudio.engine.measuring.linear_score import LinearScore, is_line, linear_score
from lossstudio.engine.measuring.picture import PictureKind
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.training.snapshot import Scene
from lossstudio.gui.views.fit.handles import (
    MOVE,
    Array,
    BoundaryHandles,
    Frame,
    Handles,
    LineHandles,
    SigmoidHandles,
)


def handles_of(scene: Scene, theta: Array, frame: Frame) -> Handles | None:
    """The handles of the run that is looked at, with parameters `theta` (p,); None without any."""
    if not is_line(scene.objective, scene.canvas):
        return None
    score = linear_score(scene.objective, theta)
    return None if score is None else _kind_of(scene)(score, frame)


def held_note(scene: Scene) -> str:
    """What of a model that could be moved is held fixed, and does not move."""
    objective = scene.objective
    if objective.free is None or not is_line(objective, scene.canvas):
        return ""
    score = linear_score(objective, np.zeros(objective.model.n_parameters))
    if score is not None and not score.free.all():
        return translate("FitView", "A weight is held fixed: the model can be moved, not turned.")
    return translate("FitView", "The bias is held fixed: the model can be turned, not moved.")


def what_it_does(handles: Handles, index: int) -> str:
    """What a person does with a handle."""
    is_move = handles.handles[index].does == MOVE
    if isinstance(handles, LineHandles):
        if is_move:
            return translate("FitView", "Drag: move the line up or down")
        return translate("FitView", "Drag: turn the line")
    if isinstance(handles, BoundaryHandles):
        if is_move:
            return translate("FitView", "Drag: move the boundary")
        return translate("FitView", "Drag: turn the boundary")
    if is_move:
        return translate("FitView", "Drag: move the curve")
    return translate("FitView", "Drag: make the curve steeper or flatter")


def numbers_of(score: LinearScore, *, has_bias: bool) -> str:
    """The weights and the bias: w = 1.2, b = 0.3."""
    several = len(score.weights) > 1
    named = [
        (f"w{sub(number)}" if several else "w", float(value))
        for number, value in enumerate(score.weights, 1)
    ]
    if has_bias:
        named.append(("b", score.bias))
    return ", ".join(f"{name} = {four_digits(value)}" for name, value in named)


def _kind_of(scene: Scene) -> type[Handles]:
    if scene.canvas.kind is PictureKind.MAP:
        return BoundaryHandles
    return SigmoidHandles if scene.dataset.classes else LineHandles
