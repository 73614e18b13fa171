"""What the sweep view says: settings, figures, its legend, its sentences."""

import re
from collections.abc import Sequence

from lossstudio.core.parameters import Parameter
from lossstudio.core.text import paragraph
from lossstudio.engine.diagnosis import STATUS_LABELS, Status
from lossstudio.engine.runs.comparisons import run_names
from lossstudio.engine.scenarios.fields.model_fields import UNITS
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.sweep.metrics import all_diverged, has_diverged
from lossstudio.engine.sweep.settings import EACH_RUN, numeric_settings, parameter_at
from lossstudio.gui.kit.colors import Mark, Role, mix
from lossstudio.gui.kit.i18n import core_text, message_text, translate
from lossstudio.gui.kit.numbers import count, short
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.metrics.figures import metric_names
from lossstudio.gui.views.plot.legend import Entry
from lossstudio.gui.views.sweep.content import LOSS, SweepCurve, Swept, metrics_of

PALE = 0.6
"""How near what belongs to an earlier setting comes to the background."""
DIVERGED = "t1"
"""The symbol at the top edge."""

_ROLES = {"train": Role.TRAIN, "validation": Role.VALIDATION, "test": Role.TEST}


def title(path: str, parameter: Parameter) -> str:
    """What the control of a setting is called, with its letter."""
    layer = re.search(r"\.hidden_layers\.(\d+)$", path)
    if parameter is UNITS and layer is not None:
        text = translate("SweepView", "Units in layer {number}")
        return text.format(number=int(layer[1]) + 1)
    return f"{core_text(parameter.label)} {parameter.symbol}".strip()


def setting_names(scenario: Scenario, paths: Sequence[str]) -> list[str]:
    """What the settings at `paths` are called; with several runs, whose they are."""
    numbers = numeric_settings(scenario)
    runs = run_names(scenario, message_text)
    names = []
    for path in paths:
        name = title(path, parameter_at(scenario, path, numbers))
        of_run = re.match(r"runs\.(\d+|\*)\.", path)
        if of_run is None or len(runs) == 1:
            names.append(name)
        elif of_run[1] == EACH_RUN:
            names.append(translate("SweepView", "{setting}: every run").format(setting=name))
        else:
            text = translate("SweepView", "{setting}: {run}")
            names.append(text.format(setting=name, run=runs[int(of_run[1])]))
    return names


def value_name(path: str, parameter: Parameter, value: float) -> str:
    """A value with what it is the value of: η = 0.1."""
    return f"{parameter.symbol or title(path, parameter)} = {short(value)}"


def short_value(parameter: Parameter, value: float) -> str:
    """A value where its axis says what it is the value of: η = 0.1, or 8."""
    return f"{parameter.symbol} = {short(value)}" if parameter.symbol else short(value)


def metric_name(metric: str) -> str:
    """What is drawn, as it stands at the axis."""
    short = metric.rpartition(".")[2]
    for has_classes in (False, True):
        names = metrics_of(has_classes)[1:]
        if short in names:
            return metric_names(has_classes)[0][names.index(short)]
    is_loss = metric == LOSS or metric.endswith("_loss")
    return translate("SweepView", "mean loss") if is_loss else metric.replace("_", " ")


def part_name(part: str) -> str:
    """What a set is called."""
    return {
        "train": translate("LossCurveView", "train"),
        "validation": translate("LossCurveView", "validation"),
        "test": translate("LossCurveView", "test"),
    }.get(part, part)


def line_mark(theme: Theme, line: SweepCurve, n_runs: int, is_pale: bool) -> Mark:
    """Of one run each set has its role's look; of several, a line has its run's colour and symbol
    and its set's dash."""
    colors = theme.colors
    role = colors.mark(_ROLES[line.part]) if line.part in _ROLES else colors.run_mark(0)
    own = colors.run_mark(line.run)
    mark = role if n_runs == 1 else Mark(own.color, role.dash, own.symbol)
    color = mix(mark.color, colors.plot_background, PALE) if is_pale else mark.color
    return Mark(color, mark.dash, mark.symbol)


def legend(
    theme: Theme, lines: Sequence[SweepCurve], names: Sequence[str], is_pale: bool
) -> tuple[Entry, ...]:
    """What colours, dashes and symbols mean."""
    entries: list[Entry] = []
    if len(names) == 1:
        for line in lines:
            mark = line_mark(theme, line, 1, is_pale)
            entries.append(Entry(part_name(line.part), mark.color, mark.dash, mark.symbol))
    else:
        for run, name in enumerate(names):
            own = [line for line in lines if line.run == run]
            if own:
                mark = line_mark(theme, own[0], len(names), is_pale)
                entries.append(Entry(name, mark.color, symbol=mark.symbol))
        parts = dict.fromkeys(line.part for line in lines if line.part in _ROLES)
        for part in parts:
            dash = theme.colors.mark(_ROLES[part]).dash
            entries.append(Entry(part_name(part), theme.colors.muted, dash))
    if any(line.diverged.any() for line in lines):
        entries.append(
            Entry(
                translate("SweepView", "diverged"),
                theme.colors.muted,
                symbol=DIVERGED,
                hollow=True,
                tooltip=translate(
                    "SweepView",
                    "At the top edge: the run diverged with this value, and its last loss says "
                    "nothing.",
                ),
            )
        )
    return tuple(entries)


def sentence(found: Swept, is_busy: bool, is_pale: bool) -> str:
    """What this picture is of, and what can be done with it."""
    if found.plan is None:
        return ""
    texts = []
    done, total = len(found.points), len(found.plan.values)
    if is_busy:
        text = translate("SweepView", "{done} of {total} values are trained.")
        return text.format(done=done, total=total)
    if is_pale:
        texts.append(translate("SweepView", "Settings have changed since: run the sweep again."))
    if done < total:
        text = translate("SweepView", "Stopped after {done} of {total} values.")
        texts.append(text.format(done=done, total=total))
    if all_diverged(found.points):
        texts.append(
            translate(
                "SweepView",
                "Every run diverges with every value; a smaller learning rate may help.",
            )
        )
    elif done:
        text = translate(
            "SweepView", "Each value trains {steps} steps from the start. A click sets the value."
        )
        texts.append(text.format(steps=count(found.plan.scenario.steps)))
    return paragraph(texts)


def status_name(run: dict[str, object]) -> str:
    """What a run was doing where it ended."""
    return core_text(STATUS_LABELS[Status(str(run["status"]))])


def end_of(run: dict[str, object], figures: Sequence[str]) -> tuple[str, ...]:
    """The figures of a run where it ended, or that it diverged."""
    if has_diverged(run):
        return (status_name(run), *("" for _ in figures[1:]))
    return tuple(figures)
