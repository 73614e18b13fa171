"""The captions of a step in slow motion: a sentence for each beat."""

from html import escape, unescape

import numpy as np

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.text import paragraph
from lossstudio.engine.numbers.story import Beat, Story
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import count, four_digits, short
from lossstudio.gui.views.beat_words import (
    FEW,
    error_text,
    gradient_texts,
    loss_text,
    mean_loss_text,
    moved_texts,
    prediction_text,
    probability_name,
    slope_text,
)
from lossstudio.gui.views.plot.samples import class_name
from lossstudio.gui.views.sample_words import sample_name


def titles() -> tuple[str, ...]:
    """What each beat is about, in a word or two."""
    return (
        translate("SlowMotion", "Prediction"),
        translate("SlowMotion", "Error"),
        translate("SlowMotion", "Loss and slope"),
        translate("SlowMotion", "Gradient"),
        translate("SlowMotion", "Update"),
    )


def caption(story: Story, beat: Beat) -> str:
    """The sentence of a beat, as rich text: its numbers are bold."""
    return _CAPTIONS[beat](story)


def plain(rich: str) -> str:
    """A caption without its marks."""
    for sign, text in (("<b>", ""), ("</b>", ""), ("\u2060", ""), ("\u00a0", " ")):
        rich = rich.replace(sign, text)
    return unescape(rich)


def _bold(text: str) -> str:
    whole = escape(text, quote=False).replace(" ", "\u00a0").replace("/", "\u2060/\u2060")
    return f"<b>{whole}</b>"


def _listed(texts: list[str]) -> str:
    return ", ".join(map(_bold, texts))


def _prediction(story: Story) -> str:
    dataset, row = story.objective.dataset, story.sample
    name, said = sample_name(dataset, row), _bold(prediction_text(story))
    if story.is_classification:
        text = translate("SlowMotion", "The model gives {sample} the probability {prediction}.")
        return text.format(sample=name, prediction=said)
    if dataset.x.shape[1] > 1:
        text = translate("SlowMotion", "For the inputs of {sample} the model says {prediction}.")
        return text.format(sample=name, prediction=said)
    at = f"{core_text(dataset.input_names[0])} = {four_digits(float(dataset.x[row, 0]))}"
    text = translate("SlowMotion", "For {sample}, at {place}, the model says {prediction}.")
    return text.format(sample=name, place=_bold(at), prediction=said)


def _error(story: Story) -> str:
    if not story.is_classification:
        text = translate(
            "SlowMotion",
            "Its target is {target}: the residual, prediction minus target, is {error}.",
        )
        return text.format(
            target=_bold(f"y = {four_digits(story.target)}"), error=_bold(error_text(story))
        )
    dataset = story.objective.dataset
    label = class_name(dataset, int(dataset.target[story.sample]))
    text = translate(
        "SlowMotion", "Its label is {label}: {probability} should be {target}, and {error}."
    )
    return text.format(
        label=_bold(label),
        probability=probability_name(story),
        target=_bold(f"y = {story.target:g}"),
        error=_bold(error_text(story)),
    )


def _slope(story: Story) -> str:
    text = translate(
        "SlowMotion",
        "This costs {loss}; the slope there, {slope}, is how hard the sample pulls, and which way.",
    )
    return text.format(loss=_bold(loss_text(story)), slope=_bold(slope_text(story)))


def _gradient(story: Story) -> str:
    is_mean = story.objective.run.reduction == "mean"
    if story.coming.rows is not None:
        text = translate(
            "SlowMotion",
            "The slopes of the {count} samples of the mini-batch together estimate the gradient: "
            "{gradient}.",
        )
    elif is_mean:
        text = translate(
            "SlowMotion",
            "The mean of the slopes of all {count} training samples is the gradient: {gradient}.",
        )
    else:
        text = translate(
            "SlowMotion",
            "The slopes of all {count} training samples add up to the gradient: {gradient}.",
        )
    told = text.format(count=count(len(story.rows)), gradient=_listed(gradient_texts(story)))
    return paragraph([told, *_beside(story)])


def _beside(story: Story) -> list[str]:
    """What else is in the gradient."""
    texts = []
    if story.objective.sample_weights is not None:
        texts.append(translate("SlowMotion", "Each counts as much as its class weighs."))
    if story.objective.penalty:
        texts.append(translate("SlowMotion", "The slope of the penalty is in it too."))
    return texts


def _update(story: Story) -> str:
    run = story.objective.run
    moved, loss = _listed(moved_texts(story)), _bold(mean_loss_text(story))
    if story.is_plain:
        text = translate("SlowMotion", "A step against the gradient, {rate}: {moved}; {loss}.")
        rate = _bold(f"η = {short(story.coming.rate)}")
        return text.format(rate=rate, moved=moved, loss=loss)
    optimizer = core_text(OPTIMIZERS[run.optimizer].label)
    change, plain_change = story.coming.change, story.plain_change
    if len(change) <= FEW:
        symbol = story.objective.model.parameter_symbol
        made = [f"Δ{symbol(at)} = {four_digits(each)}" for at, each in enumerate(change.tolist())]
        other = ", ".join(map(four_digits, plain_change.tolist()))
        text = translate(
            "SlowMotion", "{optimizer} turns it into {change} (−η∇J would be {other}); {loss}."
        )
        return text.format(optimizer=optimizer, change=_listed(made), other=other, loss=loss)
    lengths = [four_digits(float(np.linalg.norm(each))) for each in (change, plain_change)]
    text = translate(
        "SlowMotion",
        "{optimizer} turns it into a step of length {length} (−η∇J would be {other} long), most of "
        "all {moved}; {loss}.",
    )
    length = _bold(f"‖Δθ‖ = {lengths[0]}")
    return text.format(optimizer=optimizer, length=length, other=lengths[1], moved=moved, loss=loss)


_CAPTIONS = {
    Beat.PREDICTION: _prediction,
    Beat.ERROR: _error,
    Beat.SLOPE: _slope,
    Beat.GRADIENT: _gradient,
    Beat.UPDATE: _update,
}
