"""What a run's settings are called where there is little room: on a button, at a mark."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.runs.comparisons import NAMES, loss_name, penalty_name
from lossstudio.engine.scenarios.fields.field import TRAINING
from lossstudio.engine.scenarios.fields.fields import FIELDS, changed
from lossstudio.engine.scenarios.scenario import Run
from lossstudio.engine.training.trainer import Segment


def _schedule(run: Run) -> Message:
    name = Message(SCHEDULES[run.schedule].label)
    return Message(QT_TRANSLATE_NOOP("core", "Schedule: {name}"), {"name": name})


def _batch_size(run: Run) -> Message:
    if run.batch_size is None:
        return Message(QT_TRANSLATE_NOOP("core", "Full batch"))
    return Message(QT_TRANSLATE_NOOP("core", "Batches of {size}"), {"size": run.batch_size})


def _standardize(run: Run) -> Message:
    if run.standardize == "inputs":
        return Message(QT_TRANSLATE_NOOP("core", "Standardise the inputs"))
    return Message(FIELDS["runs.standardize"].label)


_SAID: dict[str, Callable[[Run], Message]] = {
    "loss": loss_name,
    "formula": loss_name,
    "learning_rate": NAMES["rate"],
    "optimizer": NAMES["optimizer"],
    "l1": penalty_name,
    "l2": penalty_name,
    "schedule": _schedule,
    "batch_size": _batch_size,
    "standardize": _standardize,
}
"""How the fields of a run are said with their values; of others, their labels say enough."""


def setting(run: Run, name: str) -> Message:
    """The field `name` of `run` with its value: η = 0.5, MAE, Full batch."""
    say = _SAID.get(name)
    return Message(FIELDS[f"runs.{name}"].label) if say is None else say(run)


def changes_at(segments: Sequence[Segment], step: int) -> tuple[Message, ...]:
    """What of a run's settings was changed at `step`, from its `segments`; nothing where only its
    data were."""
    pairs = [pair for pair in pairwise(segments) if pair[1].start == step]
    return tuple(said for one, other in pairs for said in changed_settings(one.run, other.run))


def changed_settings(before: Run, after: Run) -> tuple[Message, ...]:
    """What a run trains with `after` a change that was different `before`, each said once."""
    found = [field for field in changed(before, after) if field.role in TRAINING]
    return tuple({str(said): said for said in (setting(after, f.name) for f in found)}.values())
