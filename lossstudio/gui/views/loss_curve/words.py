"""What the loss view says in words: its legend, its notes and its description."""

from collections.abc import Sequence

from lossstudio.core.text import paragraph
from lossstudio.gui.kit.colors import Mark, Role
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import count, four_digits
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views.loss_curve.shown import COST, TEST, TRAIN, VALIDATION, Shown
from lossstudio.gui.views.plot.legend import Entry

ROLES = (Role.TRAIN, Role.TEST, Role.COST, Role.VALIDATION)
ORDER = (TRAIN, VALIDATION, TEST, COST)
"""How the curves are listed."""


def are_other_losses(scene: Scene) -> bool:
    """The runs' losses are in different units."""
    losses = {
        (o.loss.formula, tuple(sorted(o.hyperparameters.items())), o.target.scale)
        for o in scene.objectives
    }
    return len(losses) > 1


def curve_mark(theme: Theme, run: int, runs: int, column: int) -> Mark:
    """Of one run each curve has its role's look; of several, its run's colour and symbol."""
    role = theme.colors.mark(ROLES[column])
    if runs == 1:
        return role
    own = theme.colors.run_mark(run)
    return Mark(own.color, role.dash, own.symbol)


def legend(
    scene: Scene, shown: Sequence[Shown], theme: Theme, metric: str = ""
) -> tuple[Entry, ...]:
    """What colours, dashes and symbols mean; `metric` is what is shown, "" for losses."""
    colors = theme.colors
    names = [run.name for run in shown]
    columns = columns_in(shown)
    if len(names) == 1:
        marks = [curve_mark(theme, 0, 1, column) for column in columns]
        return tuple(
            Entry(label(scene, c), mark.color, mark.dash, mark.symbol, tooltip=tooltip(c, metric))
            for c, mark in zip(columns, marks, strict=True)
        )
    marks = [colors.run_mark(run) for run in range(len(names))]
    runs = [
        Entry(name, mark.color, symbol=mark.symbol)  # their lines differ by colour, dashes by part
        for name, mark in zip(names, marks, strict=True)
    ]
    kinds = [
        Entry(label(scene, c), colors.muted, colors.mark(ROLES[c]).dash, tooltip=tooltip(c, metric))
        for c in columns
    ]
    return (*runs, *kinds)


def columns_in(shown: Sequence[Shown]) -> list[int]:
    """The curves that any of the runs has, as they are listed."""
    found = {column for run in shown for column in run.columns}
    return [column for column in ORDER if column in found]


def lowest_note(snapshot: Snapshot) -> str:
    """Where the validation loss was lowest; nothing where there is no validation set."""
    found = [(run.name, run.lowest_validation) for run in snapshot.runs]
    sentences = []
    for name, lowest in found:
        if lowest is None or not snapshot.last_step:
            continue
        text = translate("LossCurveView", "Lowest validation loss at step {step}: {loss}.")
        if len(found) > 1:
            text = translate("LossCurveView", "{name}: lowest validation loss at step {step}.")
        sentences.append(text.format(name=name, step=count(lowest[0]), loss=four_digits(lowest[1])))
    return paragraph(sentences)


def left_axis(log_y: bool) -> str:
    """That the loss is larger than the axis shows."""
    if log_y:
        return translate("LossCurveView", "The loss has left this axis.")
    return translate("LossCurveView", "The loss has left this axis; log y shows more of it.")


def metric_note(label: str, snapshot: Snapshot, spacing: int) -> str:
    """How to read the curves of a metric, of which one value in `spacing` steps is known."""
    sentences = [
        translate(
            "LossCurveView", "{metric}: the same yardstick for every run, whatever loss it lowers."
        ).format(metric=label[:1].upper() + label[1:])
    ]
    if spacing > 1:
        text = translate("LossCurveView", "Measured once in {spacing} steps.")
        sentences.append(text.format(spacing=count(spacing)))
    if len({segment.data for run in snapshot.runs for segment in run.segments}) > 1:
        sentences.append(
            translate(
                "LossCurveView",
                "The data changed on the way: every step is measured on those of the step that is "
                "shown.",
            )
        )
    return paragraph(sentences)


def notes(scene: Scene, more: str = "") -> str:
    """What one must know to read these curves right, if anything, and then `more`."""
    objectives = scene.objectives
    sentences = []
    if any(o.run.reduction == "sum" for o in objectives):
        sentence = translate(
            "LossCurveView",
            "Reduction by sum: what is minimised is {n} times the train loss, which is a mean, "
            "plus the penalty if there is one.",
        )
        sentences.append(sentence.format(n=scene.dataset.n_train))
    if any(o.sample_weights is not None for o in objectives):
        sentences.append(
            translate(
                "LossCurveView",
                "Balanced classes: in the cost each sample's loss has the weight of its class; "
                "train and test loss are plain means.",
            )
        )
    if are_other_losses(scene):
        sentences.append(
            translate(
                "LossCurveView",
                "Different losses are in different units: compare how the curves fall, not their "
                "heights. The metrics compare the fits.",
            )
        )
    elif not scene.objective.target.is_plain:
        sentences.append(
            translate(
                "LossCurveView",
                "The target is standardised: losses are measured in its standard deviations.",
            )
        )
    return paragraph([*sentences, more])


def label(scene: Scene, column: int) -> str:
    """A curve's name."""
    if column == TRAIN:
        return translate("LossCurveView", "train")
    if column == TEST:
        return translate("LossCurveView", "test")
    if column == VALIDATION:
        return translate("LossCurveView", "validation")
    if any(o.run.reduction == "sum" for o in scene.objectives):
        return translate("LossCurveView", "cost (sum)")
    return translate("LossCurveView", "cost")


def axis_label(shown: Sequence[Shown]) -> str:
    """What the curves are drawn against, upwards: the cost too where there is one of its own."""
    if COST in columns_in(shown):
        return translate("LossCurveView", "mean loss and cost")
    return translate("LossCurveView", "mean loss")


def tooltip(column: int, metric: str = "") -> str:
    """What a curve means."""
    if metric and column == TRAIN:
        return translate("LossCurveView", "{metric} on the training samples.").format(metric=metric)
    if metric:
        return translate(
            "LossCurveView", "{metric} on samples that the model never trains on."
        ).format(metric=metric)
    if column == TRAIN:
        return translate(
            "LossCurveView", "The mean loss over the training samples, without any penalty."
        )
    if column == VALIDATION:
        return translate(
            "LossCurveView",
            "The mean loss over the validation samples, which never train the model: where it is "
            "lowest is a good place to stop.",
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


def description(snapshot: Snapshot, shown: Sequence[Shown], metric: str) -> str:
    """A sentence for those who cannot see the curves; `metric` is what they show, "" for losses."""
    sentences = [
        translate("LossCurveView", "Step {step} of {last}.").format(
            step=snapshot.step, last=snapshot.last_step
        )
    ]
    template = translate("LossCurveView", "{name}: train loss {train}, test loss {test}.")
    if metric:
        template = translate("LossCurveView", "{name}: {metric} train {train}, test {test}.")
    note = lowest_note(snapshot)
    sentences.extend(
        template.format(
            name=run.name,
            metric=metric,
            train=four_digits(run.now[TRAIN]),
            test=four_digits(run.now[TEST]),
        )
        for run in shown
    )
    return paragraph([*sentences, *([note] if note else [])])
