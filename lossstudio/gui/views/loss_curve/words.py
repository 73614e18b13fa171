"""What the loss view says in words: its legend, its notes, and the losses at a step."""

import numpy as np
from PySide6.QtCore import Qt

from lossstudio.gui.colors import Mark, Role
from lossstudio.gui.i18n import translate
from lossstudio.gui.snapshot import RunSnapshot, Scene, Snapshot
from lossstudio.gui.theme import Theme
from lossstudio.gui.views.numbers import four_digits
from lossstudio.gui.views.plot.legend import Entry

TRAIN, TEST, COST = range(3)
"""Columns of `Curves.low` and `high`, and places in `Losses`."""
ROLES = (Role.TRAIN, Role.TEST, Role.COST)


def columns_of(scene: Scene, run: int) -> tuple[int, ...]:
    """Which curves a run has: the cost only where a penalty sets it apart."""
    objective = scene.objectives[run]
    columns = [TRAIN]
    if objective.n_test:
        columns.append(TEST)
    if objective.run.l1 > 0 or objective.run.l2 > 0:
        columns.append(COST)
    return tuple(columns)


def curve_mark(theme: Theme, run: int, runs: int, column: int) -> Mark:
    """Of one run each curve has its role's look; of several, its run's colour and symbol."""
    role = theme.colors.mark(ROLES[column])
    if runs == 1:
        return role
    own = theme.colors.run_mark(run)
    return Mark(own.color, role.dash, own.symbol)


def legend(scene: Scene, names: tuple[str, ...], theme: Theme) -> tuple[Entry, ...]:
    """What colours, dashes and symbols mean."""
    colors = theme.colors
    columns = sorted({column for run in range(len(names)) for column in columns_of(scene, run)})
    if len(names) == 1:
        marks = [curve_mark(theme, 0, 1, column) for column in columns]
        return tuple(
            Entry(label(scene, c), mark.color, mark.dash, mark.symbol, tooltip=tooltip(c))
            for c, mark in zip(columns, marks, strict=True)
        )
    marks = [colors.run_mark(run) for run in range(len(names))]
    runs = [
        Entry(name, mark.color, Qt.PenStyle.SolidLine, mark.symbol)
        for name, mark in zip(names, marks, strict=True)
    ]
    kinds = [
        Entry(label(scene, c), colors.muted, colors.mark(ROLES[c]).dash, tooltip=tooltip(c))
        for c in columns
    ]
    return (*runs, *kinds)


def notes(scene: Scene) -> str:
    """What one must know to read these curves right, if anything."""
    objectives = scene.objectives
    sentences = []
    if any(o.run.reduction == "sum" for o in objectives):
        sentence = translate(
            "LossCurveView",
            "Reduction by sum: what is descended is {n} times the train loss, which is a mean, "
            "plus the penalty if there is one.",
        )
        sentences.append(sentence.format(n=scene.dataset.n_train))
    if len({(o.run.loss, tuple(sorted(o.hyperparameters.items()))) for o in objectives}) > 1:
        sentences.append(
            translate(
                "LossCurveView",
                "Different losses are in different units: compare how the curves fall, not their "
                "heights. The metrics compare the fits.",
            )
        )
    return " ".join(sentences)


def label(scene: Scene, column: int) -> str:
    """A curve's name."""
    if column == TRAIN:
        return translate("LossCurveView", "train")
    if column == TEST:
        return translate("LossCurveView", "test")
    if any(o.run.reduction == "sum" for o in scene.objectives):
        return translate("LossCurveView", "cost (sum)")
    return translate("LossCurveView", "cost")


def tooltip(column: int) -> str:
    """What a curve means."""
    if column == TRAIN:
        return translate(
            "LossCurveView", "The mean loss over the training samples, without any penalty."
        )
    if column == TEST:
        return translate(
            "LossCurveView",
            "The mean loss over samples that the model never trains on. Where it rises while the "
            "train loss falls, the model overfits.",
        )
    return translate(
        "LossCurveView",
        "What gradient descent lowers: the losses on the training set, as their mean or their sum, "
        "plus the penalty on the weights.",
    )


def readout(snapshot: Snapshot, step: int) -> list[str]:
    """The losses at `step`, or in the bucket of steps that it belongs to; a line a run."""
    lines: list[str] = []
    for index, run in enumerate(snapshot.runs):
        curves = run.curves
        at = int(np.searchsorted(curves.steps, step, "right")) - 1
        if at < 0 or step > min(int(curves.steps[-1]) + curves.width - 1, snapshot.last_step):
            continue
        if not lines:
            lines.append(_steps_text(run, at, snapshot.last_step))
        values = ", ".join(
            f"{label(snapshot.scene, column)} {_bucket_text(run, at, column)}"
            for column in columns_of(snapshot.scene, index)
        )
        lines.append(values if len(snapshot.runs) == 1 else f"{run.name}: {values}")
    return lines


def description(snapshot: Snapshot) -> str:
    """A sentence for those who cannot see the curves."""
    sentences = [
        translate("LossCurveView", "Step {step} of {last}.").format(
            step=snapshot.step, last=snapshot.last_step
        )
    ]
    template = translate("LossCurveView", "{name}: train loss {train}, test loss {test}.")
    sentences.extend(
        template.format(
            name=run.name,
            train=four_digits(run.losses.train_loss),
            test=four_digits(run.losses.test_loss),
        )
        for run in snapshot.runs
    )
    return " ".join(sentences)


def _steps_text(run: RunSnapshot, at: int, last_step: int) -> str:
    first = int(run.curves.steps[at])
    last = min(first + run.curves.width - 1, last_step)
    if first == last:
        return translate("LossCurveView", "step {step}").format(step=first)
    return translate("LossCurveView", "steps {first} to {last}").format(first=first, last=last)


def _bucket_text(run: RunSnapshot, at: int, column: int) -> str:
    low, high = (float(part[at, column]) for part in (run.curves.low, run.curves.high))
    if low == high:
        return four_digits(low)
    return f"{four_digits(low)} … {four_digits(high)}"
