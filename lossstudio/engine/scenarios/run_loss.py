"""The loss that a run is trained with: one of the program's own, or a person's formula."""

from collections.abc import Iterable

from lossstudio.core.losses import LOSSES, Loss
from lossstudio.core.losses.own import NAME, make_loss
from lossstudio.core.parameters import shown
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.scenarios.scenario import Run

LOSS_NAMES = (*LOSSES, NAME)
"""What a run's loss may be called."""


FORMULA_FOR = {
    Task.REGRESSION: QT_TRANSLATE_NOOP("core", "a formula in r or ŷ is for numbers"),
    Task.BINARY: QT_TRANSLATE_NOOP("core", "a formula in z, p, s or m is for two classes"),
}
"""What a person's own loss is for, by its task."""


USUAL_LOSSES = {
    task: next(name for name, loss in LOSSES.items() if loss.task is task) for task in Task
}
"""The first loss of each task."""


def loss_of(run: Run) -> Loss:
    """The loss of `run`. Raises `InputError` where its formula cannot be read."""
    return make_loss(run.formula) if run.loss == NAME else LOSSES[run.loss]


def loss_called(name: object, formula: object) -> Loss | None:
    """The loss of this name, or of this formula; None where there is none."""
    if name == NAME and isinstance(formula, str):
        try:
            return make_loss(formula)
        except InputError:
            return None
    return LOSSES.get(name) if isinstance(name, str) else None


def losses_for(tasks: Iterable[Task]) -> list[str]:
    """The names of the losses that fit data of these tasks; a formula may fit any but classes of
    more than two."""
    tasks = tuple(tasks)
    names = [name for name, loss in LOSSES.items() if loss.task in tasks]
    return [*names, NAME] if {Task.REGRESSION, Task.BINARY} & set(tasks) else names


def check_formula(run: Run, field: str) -> None:
    """Raise `InputError` naming `field` where the formula of `run` cannot be read.

    Also where another loss is in use: a formula is kept to be returned to.
    """
    if run.loss != NAME and not run.formula:
        return
    try:
        make_loss(run.formula)
    except InputError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: {reason}"),
            field=field,
            value=shown(run.formula),
            reason=error.message,
        ) from error
