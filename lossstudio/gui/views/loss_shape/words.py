"""What the loss shape says in words: its axes, its legend, its notes, and its readout."""

from collections.abc import Callable, Sequence

import numpy as np

from lossstudio.core.datasets import Dataset
from lossstudio.core.tasks import Task
from lossstudio.engine.measuring.contributions import Contributions, Placed
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import count, four_digits
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Scene, Snapshot
from lossstudio.gui.views import sample_words
from lossstudio.gui.views.loss_shape.lines import Shape, branch_of, mark_of
from lossstudio.gui.views.parameter_names import MOST_LETTERS, cut
from lossstudio.gui.views.plot.legend import Entry
from lossstudio.gui.views.plot.readout import Row, Rows
from lossstudio.gui.views.plot.samples import Seen, class_name, legend_entries


def letter(scene: Scene) -> str:
    """What formulas call the place: r, or m."""
    return "r" if scene.objective.loss.task is Task.REGRESSION else "m"


def place_label(scene: Scene) -> str:
    """What the axis of places shows."""
    dataset, task = scene.dataset, scene.objective.loss.task
    if task is Task.REGRESSION:
        if not scene.objective.target.is_plain:
            return translate(
                "LossShapeView", "residual r = ŷ − y (in standard deviations of the target)"
            )
        label = translate("LossShapeView", "residual r = ŷ − y")
        name = dataset.target_name
        return label if name == "y" else f"{label} ({cut(core_text(name), MOST_LETTERS)})"
    if task is Task.BINARY:
        return translate("LossShapeView", "margin m = s·z (below 0: wrong class)")
    if len(dataset.classes) == 2:
        return translate("LossShapeView", "margin m = z of the true class − other z")
    return translate("LossShapeView", "margin m = z of the true class − largest other z")


def slope_word(scene: Scene) -> str:
    """What the slope is called."""
    return translate("LossShapeView", "slope dℓ/d{variable}").format(variable=letter(scene))


def curve_label(shape: Shape, index: int | None, scene: Scene) -> str:
    """What a curve is called, with its class where it is one class's."""
    return shape.label if index is None else f"{shape.label}, {class_name(scene.dataset, index)}"


def names(scene: Scene, shapes: Sequence[Shape]) -> list[str]:
    """What of the legend people have named, or chosen to compare."""
    labels = (curve_label(shape, i, scene) for shape in shapes for i in (None, *shape.indices))
    return [*labels, *(class_name(scene.dataset, i) for i in range(len(scene.dataset.classes)))]


def legend(
    scene: Scene,
    names: Sequence[str],
    shapes: Sequence[Shape],
    has_slope: bool,
    seen: Seen,
    theme: Theme,
) -> tuple[Entry, ...]:
    """What colours, dashes and symbols mean; `seen` are the samples inside the picture."""
    n_runs = len(names)
    entries = legend_entries(scene.dataset, theme, seen)
    for shape in shapes:
        # Several runs keep their own colour, so a class's curve cannot be told by its own.
        for index in shape.indices if n_runs == 1 or shape.is_compared else (None,):
            mark = mark_of(shape, index, False, n_runs, theme)
            entries.append(Entry(curve_label(shape, index, scene), mark.color, mark.dash))
    if has_slope:
        role = theme.colors.mark(Role.GRADIENT)
        is_one = n_runs == 1 and shapes[0].indices == (None,)
        color = role.color if is_one else theme.colors.muted
        entries.append(Entry(slope_word(scene), color, role.dash))
    return tuple(entries)


def notes(scene: Scene, names: Sequence[str], has_curve: bool, drawn: int) -> list[str]:
    """What one must know to read the picture right, a sentence each."""
    found = []
    if not has_curve and scene.objectives[0].loss.task is Task.REGRESSION:
        found.append(
            translate(
                "LossShapeView",
                "This loss has no single curve: besides the residual it depends on the target or "
                "the prediction, so samples of the same residual can have different losses.",
            )
        )
    elif not has_curve:
        found.append(
            translate(
                "LossShapeView",
                "Several scores have no single curve: a loss depends on all of them, so samples "
                "of the same margin can have different losses.",
            )
        )
    if len(names) > 1:
        text = translate("LossShapeView", "The points are those of {name}.")
        found.append(text.format(name=names[scene.focus]))
    n_train = scene.dataset.n_train
    if drawn < n_train:
        text = translate("LossShapeView", "{drawn} of {all} training samples drawn.")
        found.append(text.format(drawn=count(drawn), all=count(n_train)))
    return found


def why_no_curve(scene: Scene) -> str:
    """Why there is nothing to compare with."""
    if scene.objectives[0].loss.task is Task.REGRESSION:
        return translate("LossShapeView", "This loss has no single curve.")
    return translate("LossShapeView", "Losses of several scores have no single curve.")


def description(snapshot: Snapshot, placed: Placed) -> str:
    """The picture as a sentence, for a screen reader."""
    return translate(
        "LossShapeView",
        "The losses of {count} training samples after step {step}: from {low} to {high}.",
    ).format(
        count=count(len(placed.loss)),
        step=snapshot.step,
        low=four_digits(float(placed.loss.min())),
        high=four_digits(float(placed.loss.max())),
    )


def readout(
    scene: Scene,
    shapes: Sequence[Shape],
    place: tuple[float, float],
    distance: Callable[[float], float],
    theme: Theme,
) -> list[str | Rows]:
    """What there is to say about `place`; `distance` is that of a height there from the pointer."""
    x, y = place
    first = f"{letter(scene)} = {four_digits(x)}"
    if not shapes:
        return [f"{first}, ℓ = {four_digits(y)}"]
    rows = []
    for shape in shapes:
        for index in shape.indices:
            branch = branch_of(shape, index, np.array([x]))
            loss, slope = float(branch.loss[0]), float(branch.slope[0])
            mark = mark_of(shape, index, False, len(scene.objectives), theme)
            values = four_digits(loss), four_digits(slope)
            rows.append(Row(curve_label(shape, index, scene), mark.color, values, distance(loss)))
    if len(rows) > 1:
        return [Rows(tuple(rows), ("ℓ", f"dℓ/d{letter(scene)}"), first)]
    text = translate("LossShapeView", "{name}: ℓ = {loss}, slope {slope}")
    loss_text, slope_text = rows[0].values
    return [first, text.format(name=rows[0].name, loss=loss_text, slope=slope_text)]


def sample_lines(dataset: Dataset, row: int, found: Contributions | None) -> list[str]:
    """What there is to say about the sample `row`, of which `found` tells what it contributes."""
    outliers = dataset.is_outlier
    name = sample_words.sample_name(dataset, row)
    title = translate("LossShapeView", "{sample}:").format(sample=name)
    if len(outliers) and outliers[row]:
        title = translate("LossShapeView", "{sample}, outlier:").format(sample=name)
    if found is None:
        return [title]
    return [title, *("  " + line for line in sample_words.sample_lines(dataset, found))]
