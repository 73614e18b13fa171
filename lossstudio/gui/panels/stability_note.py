"""What the learning-rate slider says about 2/λmax: zones, a line under it, and an explanation."""

from typing import NamedTuple

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.text import paragraph
from lossstudio.engine.costs.stability import Stability
from lossstudio.engine.diagnosis.phrases import is_far_away
from lossstudio.engine.scenarios.fields.fields import RUN_FIELDS
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.colors import Colors
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.panels.number_scale import short_text
from lossstudio.gui.panels.value_slider import Zone


class StabilityNote(NamedTuple):
    """What is shown: zones, the tick at the limit, a line in a colour, and the explanation."""

    zones: tuple[Zone, ...]
    tick: float | None
    text: str
    more: str
    color: str | None


def stability_note(
    stability: Stability | None, rate: float, objective: Objective, colors: Colors
) -> StabilityNote:
    """What to show of `stability` at the scheduled learning rate `rate`.

    On a quadratic, a step of gradient descent multiplies the distance to the minimum along an
    eigenvector of curvature λ by 1 − ηλ (Nocedal and Wright, Numerical Optimization, §3.3). So
    there are three zones: up to 1/λmax no factor is negative and nothing is overshot (green); up to
    2/λmax steps jump across the valley in the steepest direction and still come closer (amber);
    beyond, they come out higher than they went in (red). Nothing is said where the slope has died
    out, so that the limit is beyond all learning rates and says nothing.
    """
    if stability is None or stability.limit is None:
        text, more = _why_none(stability, objective)
        return StabilityNote((), None, text, more, None)
    limit = stability.limit
    zones: tuple[Zone, ...] = (
        (0.0, limit / 2, colors.good),
        (limit / 2, limit, colors.warn),
        (limit, float("inf"), colors.bad),
    )
    end = RUN_FIELDS["learning_rate"].slider_range
    # A limit within reach of the slider is an ordinary one: it is the rate that is tiny.
    is_on_slider = end is not None and limit <= end[1]
    if is_far_away(stability, rate) and not is_on_slider:
        return StabilityNote((), None, "", _why_nothing(limit), None)
    color = colors.bad if rate >= limit else colors.warn if rate > limit / 2 else colors.good
    return StabilityNote(
        zones, limit, _text(stability, rate, objective), _more(stability, rate, objective), color
    )


def _digits(value: float) -> str:
    return short_text(float(f"{value:.3g}"))


def _text(stability: Stability, rate: float, objective: Objective) -> str:
    assert stability.limit is not None
    limit = stability.limit
    if objective.run.schedule != "constant":
        if rate >= limit:
            text = translate("ControlPanel", "η is now {rate}, above 2/λmax = {limit}")
        elif rate > limit / 2:
            text = translate("ControlPanel", "η is now {rate}, below 2/λmax = {limit}")
        else:
            text = translate("ControlPanel", "η is now {rate}, below 2/λmax = {limit}")
    elif rate >= limit:
        if stability.is_local:
            text = translate("ControlPanel", "η is above 2/λmax = {limit} here")
        else:
            text = translate("ControlPanel", "η is above 2/λmax = {limit}: too large")
    elif rate > limit / 2:
        text = translate("ControlPanel", "η is above 1/λmax, below 2/λmax = {limit}")
    else:
        text = translate("ControlPanel", "η is well below 2/λmax = {limit}")
    return text.format(rate=_digits(rate), limit=_digits(limit))


def _more(stability: Stability, rate: float, objective: Objective) -> str:
    assert stability.limit is not None
    if stability.is_local:
        sentence = translate(
            "ControlPanel",
            "Near these parameters, gradient descent is stable below 2/λmax = {limit}, where λmax "
            "= {curvature} is the largest curvature of the cost here. This cost is not quadratic: "
            "the limit is local and changes as training moves on.",
        )
    else:
        sentence = translate(
            "ControlPanel",
            "For these data, gradient descent is stable below 2/λmax = {limit}, where λmax = "
            "{curvature} is the largest curvature of the cost. This is exact: the cost is "
            "quadratic, so its curvature is the same everywhere.",
        )
    zones = translate(
        "ControlPanel",
        "Green, up to 1/λmax: steps go down without overshooting. Amber, up to 2/λmax, the line: "
        "in the steepest direction steps jump across the valley and still come closer. Red: each "
        "overshoots by more than it corrects.",
    )
    texts = [
        sentence.format(
            limit=_digits(stability.limit), curvature=_digits(stability.largest_curvature)
        ),
        zones,
    ]
    if objective.run.schedule != "constant":
        texts.append(
            translate(
                "ControlPanel",
                "The schedule gives η = {rate} to the coming step: the limit applies to that, not "
                "to the number that is set here.",
            ).format(rate=_digits(rate))
        )
    if objective.run.standardize:
        texts.append(
            translate(
                "ControlPanel",
                "η, the gradient and λmax belong to the standardised coordinates.",
            )
        )
    return paragraph(texts)


def _why_nothing(limit: float) -> str:
    return translate(
        "ControlPanel",
        "At these parameters 2/λmax = {limit}, more than a thousand times η. This cost is not "
        "quadratic: over so long a step its curvature changes, so the limit says nothing.",
    ).format(limit=_digits(limit))


def _why_none(stability: Stability | None, objective: Objective) -> tuple[str, str]:
    if stability is not None:
        return (
            translate("ControlPanel", "No limit here: no upward curvature"),
            translate(
                "ControlPanel",
                "At these parameters the cost curves upwards in no direction (λmax is not above "
                "0), so that 2/λmax sets no limit. Elsewhere it may.",
            ),
        )
    if not OPTIMIZERS[objective.run.optimizer].is_plain:
        return (
            translate("ControlPanel", "No limit 2/λmax for this optimiser"),
            translate(
                "ControlPanel",
                "The limit 2/λmax holds for plain gradient descent. {optimizer} makes its steps in "
                "another way, and where it becomes unstable is another matter.",
            ).format(optimizer=core_text(OPTIMIZERS[objective.run.optimizer].label)),
        )
    if objective.batch_size is not None:
        return (
            translate("ControlPanel", "No limit 2/λmax with mini-batches"),
            translate(
                "ControlPanel",
                "Each mini-batch has a gradient and a curvature of its own, so no single number "
                "divides stable learning rates from unstable ones.",
            ),
        )
    if not objective.has_curvature and objective.loss.is_own:
        return (
            translate("ControlPanel", "No limit 2/λmax: the formula has none"),
            translate(
                "ControlPanel",
                "The slope of your formula jumps somewhere, bends without limit, or is straight: "
                "no curvature says how long a step may be.",
            ),
        )
    if not objective.has_curvature:
        return (
            translate("ControlPanel", "No limit 2/λmax: the loss has a kink"),
            translate(
                "ControlPanel",
                "This loss is made of straight pieces: no curvature says how long a step may be. "
                "The slope does not fade towards a kink, so at a constant learning rate steps can "
                "end in a jitter around it; smaller ones jitter less.",
            ),
        )
    return (
        translate("ControlPanel", "No limit: the numbers are too large"),
        translate(
            "ControlPanel",
            "At these parameters the cost's curvature is not a finite number.",
        ),
    )
