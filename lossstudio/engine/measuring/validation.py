"""Where the validation loss of a run was lowest: what one would keep of it."""

from collections.abc import Sequence
from itertools import pairwise

from lossstudio.engine.scenarios.fields.field import Role
from lossstudio.engine.scenarios.fields.fields import are_same
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.training.trainer import Segment, Trainer


def lowest_validation(trainer: Trainer) -> tuple[int, float] | None:
    """The known step with the lowest validation loss, and that loss; None where there is no
    validation set. Losses that earlier settings measured otherwise do not count."""
    return trainer.record.lowest_validation(_alike_since(trainer.segments))


def measured_alike_since(trainer: Trainer) -> int:
    """The first step whose losses mean the same as those of the step that is shown."""
    before = [segment for segment in trainer.segments if segment.start <= trainer.step]
    return _alike_since(before)


def _alike_since(segments: Sequence[Segment]) -> int:
    start = 0
    for one, other in pairwise(segments):
        if not _measure_alike(one, other):
            start = other.start
    return start


def _measure_alike(one: Segment, other: Segment) -> bool:
    """A validation loss means the same under both."""
    return are_same(one.data, other.data, Role.DATA) and (
        loss_of(one.run) is loss_of(other.run)
        and one.run.loss_parameters == other.run.loss_parameters
    )
