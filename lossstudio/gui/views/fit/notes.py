"""What is said below a fit: what the picture cannot show, or shows otherwise than one thinks."""

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.base import entering_names
from lossstudio.core.text import paragraph
from lossstudio.engine.measuring.picture import PictureKind
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import count, short
from lossstudio.gui.training.snapshot import Scene

_MOST_INPUTS_NAMED = 3


def slice_note(scene: Scene) -> str:
    """Which inputs a map leaves out."""
    names = scene.dataset.input_names
    if scene.canvas.kind is not PictureKind.MAP or len(names) <= 2:
        return ""
    return translate(
        "FitView",
        "The map is a slice: it shows {first} and {second}; the other inputs are held at their "
        "mean in the training set.",
    ).format(first=core_text(names[0]), second=core_text(names[1]))


def map_note(scene: Scene, names: tuple[str, ...]) -> str:
    """Whose map it is, where there are several runs."""
    if scene.canvas.kind is not PictureKind.MAP or len(names) == 1:
        return ""
    return translate("FitView", "The map's colours are those of {name}.").format(
        name=names[scene.focus]
    )


def probability_note(scene: Scene) -> str:
    """That a sigmoid of a score is no probability, where the loss does not make it one."""
    losses = [one.loss for one in scene.objectives if not one.loss.gives_probabilities]
    if not losses:
        return ""
    if losses[0].is_own:
        return translate(
            "FitView",
            "This loss does not estimate probabilities: what is drawn is the sigmoid of the "
            "score, which is above ½ where the score is positive.",
        )
    return translate(
        "FitView",
        "A hinge loss does not estimate probabilities: what is drawn is the sigmoid of the score, "
        "which is above ½ where the score is positive.",
    )


def standard_note(scene: Scene, names: tuple[str, ...]) -> str:
    """What the models that standardise compute with, each form with those that have it."""
    which: dict[str, list[str]] = {}
    for name, objective in zip(names, scene.objectives, strict=True):
        if objective.model.standardizes:
            which.setdefault(_standard_inputs(objective), []).append(name)
    found = []
    for inputs, having in which.items():
        if len(having) == len(names):
            text = translate("FitView", "The model works with {inputs}.").format(inputs=inputs)
        else:
            text = translate("FitView", "Of the models, {names} work with {inputs}.").format(
                names=", ".join(having), inputs=inputs
            )
        found.append(text)
    return paragraph(found)


def _standard_inputs(objective: Objective) -> str:
    inputs, dataset = objective.model.inputs, objective.dataset
    names = entering_names(dataset, [core_text(name) for name in dataset.input_names])
    if inputs.count > _MOST_INPUTS_NAMED:
        return translate("FitView", "each input minus its centre, divided by its scale")
    return ", ".join(
        standard_form(name, float(center), float(scale))
        for name, center, scale in zip(names, inputs.center, inputs.scale, strict=True)
    )


def standard_form(name: str, center: float, scale: float) -> str:
    """(name − center)/scale, without what changes nothing."""
    if center == 0.0:
        return name if scale == 1.0 else f"{name}/{short(scale)}"
    shifted = f"{name} {'−' if center > 0 else '+'} {short(abs(center))}"
    return shifted if scale == 1.0 else f"({shifted})/{short(scale)}"


def subset_note(dataset: Dataset, drawn: int) -> str:
    """That not all samples are drawn."""
    if drawn == len(dataset.x):
        return ""
    return translate("FitView", "{drawn} of {all} samples drawn.").format(
        drawn=count(drawn), all=count(len(dataset.x))
    )
