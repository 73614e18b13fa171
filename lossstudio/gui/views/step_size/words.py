"""What the step-size view says: its sentences, its notes and its legend."""

import math
from collections.abc import Sequence

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.text import paragraph
from lossstudio.engine.ahead.step_slice import BACK, StepSlice
from lossstudio.gui.kit.colors import Role
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import count, four_digits, short
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.plot.legend import Entry
from lossstudio.gui.views.step_size.content import REACH, ROUNDING, Origin, is_flat


def digits(value: float) -> str:
    """Three digits, for a sentence."""
    return short(float(f"{value:.3g}"))


def legend(theme: Theme, has_minimum: bool, seen: Sequence[bool]) -> tuple[Entry, ...]:
    """What lines and symbols mean; `seen` says which of the symbols are inside the picture: the
    lowest point, where the run is, and where the step ends."""
    colors = theme.colors
    cost, slope, best = (colors.mark(r) for r in (Role.COST, Role.GRADIENT, Role.OPTIMUM))
    lowest = (
        translate("StepSizeView", "lowest point")
        if has_minimum
        else translate("StepSizeView", "lowest point found")
    )
    symbols = (
        (seen[1], Entry(translate("StepSizeView", "now"), cost.color, None, "o", hollow=True)),
        (seen[2], Entry(translate("StepSizeView", "after the step"), cost.color, None, "o")),
        (seen[0], Entry(lowest, best.color, None, best.symbol)),
    )
    return (
        Entry(
            translate("StepSizeView", "slope now"),
            slope.color,
            slope.dash,
            tooltip=translate(
                "StepSizeView",
                "What the gradient promises: the cost if it went on falling as steeply as at the "
                "present parameters.",
            ),
        ),
        *(entry for is_seen, entry in symbols if is_seen),
    )


def x_label(origin: Origin) -> str:
    """The axis along the step."""
    if origin.is_plain:
        return translate("StepSizeView", "learning rate η")
    return translate("StepSizeView", "multiples of the step")


def step_name(origin: Origin) -> str:
    """The name of the line at the coming step."""
    if origin.is_plain:
        return f"η = {digits(origin.rate)}"
    return translate("StepSizeView", "coming step")


def place(origin: Origin, s: float) -> str:
    """A place along the step, as the axis says it."""
    if origin.is_plain:
        return f"η = {digits(s * origin.unit)}"
    return translate("StepSizeView", "{s} times this step").format(s=digits(s))


def sentence(origin: Origin, found: StepSlice) -> str:
    """What this step does to the cost, and where the line is lowest."""
    if is_flat(found):
        return translate(
            "StepSizeView",
            "Along this step the cost stays the same: what changes is less than rounding errors.",
        )
    return paragraph([_what_happens(origin, found), _where_lowest(origin, found)])


def _what_happens(origin: Origin, found: StepSlice) -> str:
    now, after = found.cost_at(0.0), found.cost_at(1.0)
    if not math.isfinite(after):
        return translate(
            "StepSizeView",
            "This step overshoots so far that the cost overflows.",
        )
    if abs(after - now) <= ROUNDING * abs(now):
        return translate("StepSizeView", "This step leaves the cost at {cost}.").format(
            cost=four_digits(now)
        )
    values = {"before": four_digits(now), "after": four_digits(after)}
    if values["before"] == values["after"]:
        template = (
            translate("StepSizeView", "This step lowers the cost by {change}, to {after}.")
            if after < now
            else translate("StepSizeView", "This step raises the cost by {change}, to {after}.")
        )
        return template.format(change=digits(abs(after - now)), after=values["after"])
    if after < now:
        template = translate("StepSizeView", "This step lowers the cost from {before} to {after}.")
    elif found.slope < 0.0:
        template = translate(
            "StepSizeView", "This step overshoots: the cost rises from {before} to {after}."
        )
    else:
        template = _uphill(origin)
    return template.format(**values)


def _uphill(origin: Origin) -> str:
    if origin.objective.batch_size is not None and origin.is_plain:
        return translate(
            "StepSizeView",
            "This step leads uphill, from {before} to {after}: the slope of its mini-batch is not "
            "that of the cost.",
        )
    return translate(
        "StepSizeView",
        "This step leads uphill, from {before} to {after}: it depends on earlier gradients too, "
        "or weighs the parameters, and need not follow the slope.",
    )


def _where_lowest(origin: Origin, found: StepSlice) -> str:
    if found.minimum is not None:
        template = (
            translate("StepSizeView", "Along this line the cost is lowest at η = {place}.")
            if origin.is_plain
            else translate(
                "StepSizeView", "Along this line the cost is lowest at {place} times this step."
            )
        )
        return template.format(place=digits(found.minimum[0] * origin.unit))
    s, _ = found.lowest
    if s == 0.0:
        return translate("StepSizeView", "No point found on this line is lower than now.")
    if s >= REACH:
        return translate(
            "StepSizeView", "A step {times} times as long would lower it still more."
        ).format(times=digits(REACH))
    if s <= -BACK:
        return translate("StepSizeView", "The other way it would fall.")
    template = (
        translate("StepSizeView", "The lowest point found on this line is near η = {place}.")
        if origin.is_plain
        else translate(
            "StepSizeView", "The lowest point found on this line is near {place} times this step."
        )
    )
    return template.format(place=digits(s * origin.unit))


def notes(origin: Origin, is_cut: bool) -> str:
    """What one must know to read the picture right."""
    objective = origin.objective
    texts = []
    if origin.n_runs > 1:
        texts.append(translate("StepSizeView", "Shown: {name}.").format(name=origin.name))
    if objective.batch_size is not None:
        texts.append(
            translate(
                "StepSizeView",
                "The direction comes from a mini-batch (size {batch}); the curve is the cost over "
                "all {n} training samples.",
            ).format(batch=count(objective.batch_size), n=count(objective.n_train))
        )
    if origin.limit is not None and origin.stability is not None:
        template = (
            translate(
                "StepSizeView",
                "Near these parameters 2/λmax = {limit}. It belongs to the steepest direction: "
                "above it steps grow there, even where this line still falls.",
            )
            if origin.stability.is_local
            else translate(
                "StepSizeView",
                "2/λmax = {limit} belongs to the steepest direction: above it steps grow there, "
                "even where this line still falls.",
            )
        )
        texts.append(template.format(limit=digits(origin.limit)))
    elif not origin.is_plain:
        texts.append(
            translate(
                "StepSizeView",
                "The step is made by {optimizer}: its direction is not that of steepest descent.",
            ).format(optimizer=core_text(OPTIMIZERS[objective.run.optimizer].label))
        )
    if is_cut:
        texts.append(
            translate("StepSizeView", "Where the cost is not a finite number, nothing is drawn.")
        )
    return paragraph(texts)


def why_nothing(is_finite: bool, rate: float) -> str:
    """Why there is no picture."""
    if not is_finite:
        return translate(
            "StepSizeView",
            "The coming step has no finite length: there is nothing to draw. A smaller learning "
            "rate, or an earlier step, may have one.",
        )
    if rate == 0.0:
        return translate(
            "StepSizeView",
            "The coming step is zero: the schedule has brought the learning rate down to 0.",
        )
    return translate(
        "StepSizeView", "The coming step is zero: the gradient is 0, and nothing moves any more."
    )
