"""What is written beside the pictures of a step in slow motion; its caption has the same."""

from lossstudio.core.tasks import Task
from lossstudio.engine.numbers.story import Story
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.views.plot.samples import class_name

FEW = 2
"""So many parameters are named one by one."""


def probability_name(story: Story) -> str:
    """What the probability is called that is told of: ``P(true)``."""
    return f"P({class_name(story.objective.dataset, story.likely_class)})"


def prediction_text(story: Story) -> str:
    """What the model says of the sample."""
    name = probability_name(story) if story.is_classification else "ŷ"
    return f"{name} = {four_digits(story.prediction)}"


def error_text(story: Story) -> str:
    """How far that is from what the sample says."""
    name = "P − y" if story.is_classification else "r = ŷ − y"
    return f"{name} = {four_digits(story.error)}"


def loss_text(story: Story) -> str:
    """The sample's loss."""
    return f"ℓ = {four_digits(float(story.placed.loss[0]))}"


def slope_text(story: Story) -> str:
    """The slope of the sample's loss there."""
    variable = "r" if story.objective.loss.task is Task.REGRESSION else "m"
    if len(story.slopes) > 2:  # there is no margin that says all
        variable = "z"
    return f"dℓ/d{variable} = {four_digits(story.slope)}"


def gradient_texts(story: Story) -> list[str]:
    """The gradient: its entries where they are few, else its length and its largest entry."""
    model, gradient = story.objective.model, story.gradient
    sign = "=" if story.coming.rows is None else "≈"

    def entry(index: int) -> str:
        return f"∂J/∂{model.parameter_symbol(index)} {sign} {four_digits(float(gradient[index]))}"

    if len(gradient) <= FEW:
        return [entry(index) for index in range(len(gradient))]
    return [f"‖∇J‖ {sign} {four_digits(story.gradient_norm)}", entry(int(abs(gradient).argmax()))]


def moved_texts(story: Story) -> list[str]:
    """What the step changes: every parameter where they are few, else the one it moves most."""
    model = story.objective.model
    before, after = (theta.tolist() for theta in (story.theta, story.coming.after.theta))
    places = range(len(before)) if len(before) <= FEW else [story.most_moved]
    return [
        f"{model.parameter_symbol(at)}: {four_digits(before[at])} → {four_digits(after[at])}"
        for at in places
    ]


def mean_loss_text(story: Story) -> str:
    """The mean loss on the training set before and after the step."""
    return translate("SlowMotion", "mean loss {before} → {after}").format(
        before=four_digits(story.before.train_loss), after=four_digits(story.after.train_loss)
    )


def cost_text(story: Story) -> str:
    """The cost before and after the step."""
    return f"J: {four_digits(story.before.cost)} → {four_digits(story.after.cost)}"
