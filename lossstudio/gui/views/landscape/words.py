"""What the landscape says in words: its axes, its legend, its notes, and its readout."""

import math
from collections.abc import Sequence
from enum import Enum

import numpy as np
from PySide6.QtCore import Qt

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.base import entering_names
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.text import paragraph
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import count, four_digits
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import RunSnapshot, Scene, Snapshot
from lossstudio.gui.views.landscape.work import Kind, Known, Place, Result
from lossstudio.gui.views.parameter_names import (
    input_names,
    is_unnamed,
    parameter_name,
    short_names,
)
from lossstudio.gui.views.plot.legend import Entry


class Star(Enum):
    """What a star in the picture stands for."""

    OPTIMUM = "the lowest cost of all"
    LOWEST = "the lowest cost in the plane"


MOST_NAMED = 4
"""More inputs than this are not named in a note."""
MOSTLY = 0.9
"""Of a step that lies in the plane by less than this, the share is said."""


def axis_names(result: Result, dataset: Dataset) -> tuple[str, str]:
    """Of the two coordinates; of one parameter, that and the cost."""
    model, choice = result.wanted.objective.model, result.wanted.choice
    if result.kind is Kind.LINE:
        return parameter_name(model, dataset, 0), translate("LandscapeView", "cost")
    if result.kind is Kind.PARAMETERS:
        return (
            parameter_name(model, dataset, choice.first),
            parameter_name(model, dataset, choice.second),
        )
    word = translate("LandscapeView", "direction {number}")
    return word.format(number=1), word.format(number=2)


def plane_note(result: Result, is_beside: bool) -> str:
    """Which plane it is, and what is held; `is_beside`: the run has gone far away from it."""
    p = len(result.wanted.theta)
    if result.kind is Kind.LINE:
        return translate("LandscapeView", "The model has one parameter: the cost is a curve.")
    if p == 2:
        return translate("LandscapeView", "The model's two parameters: nothing is left out.")
    if is_beside:
        return _earlier_plane_note(result.kind, p)
    if result.kind is Kind.PARAMETERS:
        if p == 3:
            return translate("LandscapeView", "The other parameter is held where it is now.")
        text = translate(
            "LandscapeView", "The other {count} parameters are held where they are now."
        )
        return text.format(count=count(p - 2))
    text = translate(
        "LandscapeView",
        "Plane of two random directions (filter-normalised) through the {count} parameters as they "
        "are now; all else is held.",
    )
    if result.kind is Kind.PRINCIPAL:
        text = translate(
            "LandscapeView",
            "Plane of the path's two principal directions through the {count} parameters as they "
            "are now; all else is held.",
        )
    return text.format(count=count(p))


def _earlier_plane_note(kind: Kind, p: int) -> str:
    """The same for a run that has gone far away."""
    if kind is Kind.PARAMETERS:
        if p == 3:
            return translate(
                "LandscapeView",
                "The other parameter is held where it was before training went far away.",
            )
        text = translate(
            "LandscapeView",
            "The other {count} parameters are held where they were before training went far away.",
        )
        return text.format(count=count(p - 2))
    text = translate(
        "LandscapeView",
        "Plane of two random directions (filter-normalised) through the {count} parameters as they "
        "were before training went far away; all else is held.",
    )
    if kind is Kind.PRINCIPAL:
        text = translate(
            "LandscapeView",
            "Plane of the path's two principal directions through the {count} parameters as they "
            "were before training went far away; all else is held.",
        )
    return text.format(count=count(p))


def notes(
    scene: Scene,
    result: Result,
    names: Sequence[str],
    drawn: Sequence[int],
    share: float,
    is_beside: bool,
) -> list[str]:
    """What one must know to read the picture right, a sentence each.

    `drawn` are the runs whose paths are drawn, `share` is how much of the coming step lies in the
    plane; `is_beside` see `plane_note`.
    """
    found = [plane_note(result, is_beside)]
    if result.kind is not Kind.LINE and len(result.wanted.theta) > 2 and share < MOSTLY:
        text = translate("LandscapeView", "{share} % of the coming step lies in this plane.")
        found.append(text.format(share=f"{100.0 * share:.0f}"))
    if scene.objective.model.standardizes:
        found.append(_standard_note(scene.dataset))
    if not scene.objective.target.is_plain:
        found.append(
            translate("LandscapeView", "The cost is measured in the target's standard deviations.")
        )
    if len(names) > 1:
        found.append(
            translate("LandscapeView", "The cost is that of {name}.").format(
                name=names[scene.focus]
            )
        )
        if len(drawn) < len(names):
            left_out = ", ".join(name for i, name in enumerate(names) if i not in drawn)
            text = translate("LandscapeView", "Other parameters, so no path here: {names}.")
            found.append(text.format(names=left_out))
    if not np.isfinite(result.picture.landscape.cost).all():
        found.append(
            translate("LandscapeView", "Gap: the cost there is not a finite number.")
            if result.picture.is_curve
            else translate("LandscapeView", "Hatched: the cost there is not a finite number.")
        )
    return found


def _standard_note(dataset: Dataset) -> str:
    """That the parameters multiply other numbers than the data's own."""
    names = entering_names(dataset, short_names(input_names(dataset)))
    if (is_unnamed(dataset) and dataset.features is None) or len(names) > MOST_NAMED:
        return translate(
            "LandscapeView",
            "The parameters act on standardised inputs u = (x − c)/s, not in data units.",
        )
    return translate(
        "LandscapeView",
        "The parameters act on standardised inputs u = (x − c)/s, not in data units; x: {names}.",
    ).format(names=", ".join(names))


def step_label(scene: Scene) -> str:
    """What the arrow is called."""
    if OPTIMIZERS[scene.objective.run.optimizer].is_plain:
        return translate("LandscapeView", "coming step −η∇L")
    return translate("LandscapeView", "coming step Δθ")


def legend(
    snapshot: Snapshot,
    drawn: Sequence[int],
    star: Star | None,
    has_arrow: bool,
    theme: Theme,
) -> tuple[Entry, ...]:
    """What the lines and symbols inside the picture mean: the paths of the runs that are `drawn`,
    the `star`, and the arrow."""
    colors, names = theme.colors, [run.name for run in snapshot.runs]
    solid = Qt.PenStyle.SolidLine
    entries = []
    tip = translate(
        "LandscapeView",
        "Where the parameters have been: from the start, the small ring, to where they are now.",
    )
    if len(names) == 1:
        color = colors.mark(Role.MODEL).color
        if drawn:
            text = translate("LandscapeView", "path")
            entries.append(Entry(text, color, solid, "o", tooltip=tip))
    else:
        for index in sorted(drawn):
            mark = colors.run_mark(index)
            entries.append(Entry(names[index], mark.color, mark.dash, mark.symbol, tooltip=tip))
    best = colors.mark(Role.OPTIMUM)
    if star is Star.OPTIMUM:
        text = translate("LandscapeView", "optimum")
        tip = translate("LandscapeView", "The parameters with the lowest cost of all.")
        entries.append(Entry(text, best.color, symbol=best.symbol, tooltip=tip))
    elif star is Star.LOWEST:
        text = translate("LandscapeView", "lowest point of this plane")
        tip = translate(
            "LandscapeView",
            "The lowest cost that was found in this plane. Beside the plane there may be lower "
            "ones.",
        )
        entries.append(Entry(text, best.color, symbol=best.symbol, hollow=True, tooltip=tip))
    if not has_arrow:
        return tuple(entries)
    # Last, for it is long: beside the path, the optimum still has room where it is narrow.
    entries.append(
        Entry(
            step_label(snapshot.scene),
            colors.mark(Role.GRADIENT).color,
            solid,
            "t2",
            tooltip=translate(
                "LandscapeView",
                "What the next update adds to the parameters. Drawn to scale, as far as it lies in "
                "the plane.",
            ),
        )
    )
    return tuple(entries)


def left(axes: tuple[str, str], place: Place, run: RunSnapshot) -> str:
    """That a run has left the picture, and where it is."""
    text = translate("LandscapeView", "Training has left this picture. Step {step}: {place}")
    parts = [f"{axis} = {four_digits(at)}" for axis, at in zip(axes, place, strict=True)]
    return text.format(step=count(run.step), place=", ".join(parts))


def readout(axes: tuple[str, str], place: Place, cost: float | None, is_curve: bool) -> list[str]:
    """What there is to say about a place; `cost` is None where it has not been computed."""
    lines = [f"{axes[0]} = {four_digits(place[0])}"]
    if not is_curve:
        lines.append(f"{axes[1]} = {four_digits(place[1])}")
    if cost is None:
        return lines
    if np.isfinite(cost):
        lines.append(translate("LandscapeView", "cost ≈ {cost}").format(cost=four_digits(cost)))
    else:
        lines.append(translate("LandscapeView", "no finite cost here"))
    return lines


def hint(snapshot: Snapshot) -> str:
    """That a start can be chosen here, until one has been, or training has begun."""
    if snapshot.last_step or snapshot.scene.objective.run.start is not None:
        return ""
    return translate("LandscapeView", "Click to start training here")


def cost_now(run: RunSnapshot) -> str:
    """The cost at the present parameters."""
    text = translate("LandscapeView", "cost now = {cost}")
    return text.format(cost=four_digits(run.losses.cost))


def description(
    snapshot: Snapshot,
    result: Result | None,
    axes: tuple[str, str],
    place: Place,
    known: Known,
    is_beside: bool,
) -> str:
    """The picture as sentences, for a screen reader."""
    run = snapshot.run
    where = translate("LandscapeView", "After step {step} the cost is {cost}.").format(
        step=snapshot.step, cost=four_digits(run.losses.cost)
    )
    if result is None:
        return where
    lines = [where]
    if result.kind is Kind.LINE:
        lines.append(f"{axes[0]} = {four_digits(place[0])}.")
    else:
        lines.append(f"{axes[0]} = {four_digits(place[0])}, {axes[1]} = {four_digits(place[1])}.")
    lines.append(plane_note(result, is_beside))
    if known.theta is not None and known.cost is not None:
        far = math.dist(run.theta, known.theta)
        text = translate(
            "LandscapeView", "The optimum is {distance} away in parameters; its cost is {cost}."
        )
        lines.append(text.format(distance=four_digits(far), cost=four_digits(known.cost)))
    return paragraph(lines)
