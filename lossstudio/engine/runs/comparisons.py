"""Comparisons: several runs that differ in one thing, on the same data, seed and start.

Each is made from one run, which it varies. Runs are named after what differs, and `renamed` keeps
such a name true when a person changes that setting later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.own import NAME as OWN_LOSS
from lossstudio.core.models import MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.tasks import Task, tasks_for
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message, listed, under
from lossstudio.engine.data.standardization import start_is_in_data_units
from lossstudio.engine.scenarios.fields.field import Role
from lossstudio.engine.scenarios.fields.fields import RUN_FIELDS, changed
from lossstudio.engine.scenarios.fixed import whole_parts
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Run, Scenario, shortened

MOST_RUNS = 6
"""So many runs can be told apart by colour, dash and symbol: no more are made in the window."""

PENALTY = 0.1
"""The L2 penalty of a comparison where the run has none."""

_FACTORS = (0.1, 1.0, 10.0)

Vary = Callable[[Scenario, Run], tuple[Run, ...]]


@dataclass(frozen=True)
class Comparison:
    """A comparison that is made with one click: `vary` makes the runs from one of them.

    `title` and `help` are of context "core"; `kind` says what the runs are named after.
    """

    name: str
    kind: str
    title: str
    help: str
    vary: Vary

    def label(self, scenario: Scenario, index: int) -> Message:
        """What is compared, made from run `index`: Losses: MSE, MAE, Huber."""
        names = [NAMES[self.kind](run) for run in self.vary(scenario, scenario.runs[index])]
        return under(Message(self.title), listed(names))

    def runs(
        self, scenario: Scenario, index: int, say: Callable[[Message], str]
    ) -> tuple[Run, ...]:
        """The runs that compare variants of run `index`, each named by `say` of what differs."""
        return tuple(
            msgspec.structs.replace(run, name=say(NAMES[self.kind](run)))
            for run in self.vary(scenario, scenario.runs[index])
        )


# -- names ---------------------------------------------------------------------------------------


def loss_name(run: Run) -> Message:
    """A loss's name, short enough for a table: MSE; of a person's own, the formula."""
    if run.loss == OWN_LOSS:
        return Message("{formula}", {"formula": shortened(run.formula)})
    loss = loss_of(run)
    return Message(loss.short or loss.label)


def _rate_name(run: Run) -> Message:
    return Message(QT_TRANSLATE_NOOP("core", "η = {rate:.4g}"), {"rate": run.learning_rate})


def _optimizer_name(run: Run) -> Message:
    return Message(OPTIMIZERS[run.optimizer].label)


def model_name(run: Run) -> Message:
    """A model's name, short enough for a table: Degree 3."""
    return MODELS[run.model].short_name(run)


def penalty_name(run: Run) -> Message:
    """Which penalty a run has: λ₂ = 0.1."""
    if run.l1 and run.l2:
        return Message(
            QT_TRANSLATE_NOOP("core", "λ₁ = {l1:.4g}, λ₂ = {l2:.4g}"), {"l1": run.l1, "l2": run.l2}
        )
    if run.l1:
        return Message(QT_TRANSLATE_NOOP("core", "λ₁ = {l1:.4g}"), {"l1": run.l1})
    if run.l2:
        return Message(QT_TRANSLATE_NOOP("core", "λ₂ = {l2:.4g}"), {"l2": run.l2})
    return Message(QT_TRANSLATE_NOOP("core", "No penalty"))


NAMES: dict[str, Callable[[Run], Message]] = {
    "loss": loss_name,
    "rate": _rate_name,
    "optimizer": _optimizer_name,
    "model": model_name,
    "penalty": penalty_name,
}
"""What a run can be named after."""


def run_names(scenario: Scenario, say: Callable[[Message], str]) -> tuple[str, ...]:
    """A distinct name for each run, for people: its own, or else its loss's in their language.

    A name that tells a setting of its run in English, as files have the names that the program
    gives, is said in their language too.
    """
    runs = tuple(msgspec.structs.replace(run, name=_own_name(run, say)) for run in scenario.runs)
    named = msgspec.structs.replace(scenario, runs=runs)
    return named.run_names(lambda run: say(loss_name(run)))


def _own_name(run: Run, say: Callable[[Message], str]) -> str:
    if not run.name:
        return ""
    told = [name(run) for name in NAMES.values()]
    if run.loss != OWN_LOSS:  # in full too, where tables have it in short
        told.append(Message(loss_of(run).label))
    return next((say(name) for name in told if str(name) == run.name), run.name)


def renamed(before: Scenario, after: Scenario, say: Callable[[Message], str]) -> Scenario:
    """`after` with new names for runs that were named after a setting that has changed since."""
    if len(before.runs) != len(after.runs):
        return after
    runs = tuple(_renamed(old, new, say) for old, new in zip(before.runs, after.runs, strict=True))
    return after if runs == after.runs else msgspec.structs.replace(after, runs=runs)


def _renamed(old: Run, new: Run, say: Callable[[Message], str]) -> Run:
    if new.name != old.name or not new.name or new == old:
        return new
    for name in NAMES.values():
        if say(name(old)) == old.name:
            return msgspec.structs.replace(new, name=say(name(new)))
    return new


# -- what is compared ----------------------------------------------------------------------------


def _with_losses(task: Task) -> Vary:
    names = [loss.name for loss in LOSSES.values() if loss.task is task and loss.is_compared]

    def vary(scenario: Scenario, run: Run) -> tuple[Run, ...]:
        return tuple(_with_loss(run, name) for name in names[:MOST_RUNS])

    return vary


def _with_loss(run: Run, name: str) -> Run:
    if run.loss == name:
        return run
    other = msgspec.structs.replace(run, loss=name, loss_parameters={})
    if loss_of(run).task is LOSSES[name].task:
        return other
    return msgspec.structs.replace(other, start=None, fixed=tuple(whole_parts(run.fixed)))


def _with_rates(scenario: Scenario, run: Run) -> tuple[Run, ...]:
    """A tenth, the same, ten times the rate, as far as they are allowed."""
    limits = RUN_FIELDS["learning_rate"]
    wanted = [float(f"{factor * run.learning_rate:.12g}") for factor in _FACTORS]
    rates = dict.fromkeys(min(max(rate, limits.minimum), limits.maximum) for rate in wanted)
    return tuple(msgspec.structs.replace(run, learning_rate=rate) for rate in rates)


def _with_optimizers(scenario: Scenario, run: Run) -> tuple[Run, ...]:
    names = [optimizer.name for optimizer in OPTIMIZERS.values() if optimizer.is_compared]
    return tuple(
        run
        if run.optimizer == name
        else msgspec.structs.replace(run, optimizer=name, optimizer_parameters={})
        for name in names[:MOST_RUNS]
    )


def _with_models(scenario: Scenario, run: Run) -> tuple[Run, ...]:
    variants: list[dict[str, Any]] = [
        {"model": name, **kind.compared}
        for name, kind in MODELS.items()
        if kind.compared is not None
    ]
    return tuple(
        run
        if all(getattr(run, field) == value for field, value in fields.items())
        else msgspec.structs.replace(
            run, start=None, fixed=(), model_parameters=_own(run, fields["model"]), **fields
        )
        for fields in variants[:MOST_RUNS]
    )


def _own(run: Run, model: str) -> dict[str, float]:
    """The model's own numbers of `run` that it still has as another kind of model."""
    names = {parameter.name for parameter in MODELS[model].parameters}
    return {name: value for name, value in run.model_parameters.items() if name in names}


def _with_penalty(scenario: Scenario, run: Run) -> tuple[Run, ...]:
    penalized = run if run.l1 or run.l2 else msgspec.structs.replace(run, l2=PENALTY)
    return msgspec.structs.replace(run, l1=0.0, l2=0.0), penalized


_SAME = QT_TRANSLATE_NOOP(
    "core", "Nothing else differs: the data, the seed, the start and the learning rate are shared."
)

LOSS_COMPARISONS = {
    task: Comparison(
        "losses", "loss", QT_TRANSLATE_NOOP("core", "Losses"), _SAME, _with_losses(task)
    )
    for task in Task
}

OTHER_COMPARISONS = (
    Comparison(
        "rates",
        "rate",
        QT_TRANSLATE_NOOP("core", "Learning rates"),
        QT_TRANSLATE_NOOP(
            "core",
            "The run's own learning rate, a tenth of it and ten times as much. Nothing else "
            "differs.",
        ),
        _with_rates,
    ),
    Comparison(
        "optimizers",
        "optimizer",
        QT_TRANSLATE_NOOP("core", "Optimisers"),
        QT_TRANSLATE_NOOP(
            "core",
            "All with the same learning rate, which is not the best one for each: Adam's steps are "
            "about as long as the rate itself, momentum's add up.",
        ),
        _with_optimizers,
    ),
    Comparison(
        "penalty",
        "penalty",
        QT_TRANSLATE_NOOP("core", "Penalty"),
        QT_TRANSLATE_NOOP(
            "core",
            "The run's own penalty, or λ₂ = 0.1 where it has none, beside none. Nothing else "
            "differs.",
        ),
        _with_penalty,
    ),
    Comparison(
        "models",
        "model",
        QT_TRANSLATE_NOOP("core", "Models"),
        QT_TRANSLATE_NOOP(
            "core",
            "They have other parameters, so each has a start of its own, drawn from the same seed.",
        ),
        _with_models,
    ),
)


def comparisons_for(scenario: Scenario, index: int = 0) -> tuple[Comparison, ...]:
    """What can be compared on the scenario's data, made from its run `index`."""
    own = loss_of(scenario.runs[index]).task
    generator = DATASETS.get(scenario.data.dataset)
    tasks = tasks_for(len(generator.classes)) if generator else (own,)
    task = Task.BINARY if Task.BINARY in tasks else tasks[0]
    return (LOSS_COMPARISONS[task], *OTHER_COMPARISONS)


# -- runs one by one -----------------------------------------------------------------------------


def with_copy(scenario: Scenario, index: int) -> Scenario:
    """`scenario` with a copy of run `index` at the end. It is named after its loss until a person
    names it: two runs of one name say nothing."""
    copied = msgspec.structs.replace(scenario.runs[index], name="")
    return msgspec.structs.replace(scenario, runs=(*scenario.runs, copied))


def without(scenario: Scenario, index: int) -> Scenario:
    """`scenario` without run `index`. `ValueError` for the only one."""
    if len(scenario.runs) == 1:
        raise ValueError("a scenario has at least one run")
    runs = scenario.runs[:index] + scenario.runs[index + 1 :]
    return msgspec.structs.replace(scenario, runs=runs)


def have_same_parameters(one: Run, other: Run) -> bool:
    """Both runs' models have the same parameters, so that both can start at the same ones."""
    return (
        start_is_in_data_units(one) == start_is_in_data_units(other)
        and loss_of(one).task is loss_of(other).task
        and not any(field.role is Role.MODEL and field.drops_start for field in changed(one, other))
    )
