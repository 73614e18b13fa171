"""What the table of runs says: its columns, and what stands in them for each run."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from lossstudio.core.metrics import ClassificationMetrics
from lossstudio.core.models import MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.parameters import Parameter, shown
from lossstudio.core.schedules import SCHEDULES
from lossstudio.engine.diagnosis import STATUS_LABELS, Status
from lossstudio.engine.measuring.measures import Metrics
from lossstudio.engine.runs.comparisons import loss_name, model_name, penalty_name
from lossstudio.engine.scenarios.fields.field import TRAINING
from lossstudio.engine.scenarios.fields.fields import changed
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Run
from lossstudio.gui.kit.i18n import core_text, message_text, translate
from lossstudio.gui.kit.numbers import count, four_digits, short
from lossstudio.gui.training.snapshot import RunSnapshot, Snapshot
from lossstudio.gui.views.metrics.figures import metric_names
from lossstudio.gui.views.parameter_names import named_parameters

MOST_PARAMETERS = 4
"""More parameters than these are left to the metrics."""


@dataclass(frozen=True)
class Cell:
    """A cell's text and tooltip, whether it differs from the first run's, and is the best."""

    text: str
    tip: str = ""
    differs: bool = False
    is_best: bool = False


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it means, and a cell for each run.

    `is_setting`: a person has chosen it. `is_number`: it is set at the right.
    """

    title: str
    tip: str
    cells: tuple[Cell, ...] = field(default=())
    is_setting: bool = False
    is_number: bool = False

    @property
    def is_same(self) -> bool:
        """It is the same for every run."""
        return not any(cell.differs for cell in self.cells)


def columns(snapshot: Snapshot) -> tuple[Column, ...]:
    """The columns beside the runs' names: settings that differ, what comes of them, other settings.

    What one compares thus stands together, however narrow the table is.
    """
    runs = snapshot.scene.scenario.runs
    settings = [_compared(column) for column in _settings(runs)]
    results = [_status(snapshot), *_metrics(snapshot), *_own_losses(snapshot)]
    results += _parameters(snapshot)
    if len(runs) == 1:
        return (*settings, *results)
    same = [column for column in settings if column.is_same]
    return (*(column for column in settings if not column.is_same), *results, *same)


# -- settings ------------------------------------------------------------------------------------


def _settings(runs: Sequence[Run]) -> list[Column]:
    """What was chosen for each run; what seldom differs has a column where it does."""
    named: tuple[tuple[str, str, Callable[[Run], Cell], str], ...] = (
        (
            translate("CompareView", "loss"),
            translate("CompareView", "What the run lowers."),
            _loss,
            "loss formula loss_parameters reduction",
        ),
        (
            translate("CompareView", "optimiser"),
            translate("CompareView", "How a step follows from the gradient."),
            _optimizer,
            "optimizer optimizer_parameters",
        ),
        (
            "η",
            translate("CompareView", "The learning rate, and how it changes."),
            _rate,
            "learning_rate schedule schedule_parameters",
        ),
        (
            translate("CompareView", "model"),
            translate("CompareView", "How a prediction is computed from the inputs."),
            _model,
            "model degree hidden_layers activation bias standardize",
        ),
        (
            translate("CompareView", "penalty"),
            translate("CompareView", "What is added to the cost for large weights."),
            lambda run: Cell(message_text(penalty_name(run))),
            "l1 l2",
        ),
        (
            translate("CompareView", "batch"),
            translate("CompareView", "How many training samples each step uses."),
            _batch,
            "batch_size",
        ),
    )
    columns = [
        Column(title, tip, tuple(cell(run) for run in runs), is_setting=True)
        for title, tip, cell, _ in named
    ]
    told = " ".join(fields for *_, fields in named).split()
    differing = {field.path: field for run in runs[1:] for field in changed(runs[0], run)}
    columns += [
        Column(
            core_text(field.label),
            core_text(field.help),
            tuple(_plain(getattr(run, field.name)) for run in runs),
            is_setting=True,
        )
        for field in differing.values()
        if field.role in TRAINING and field.name not in told
    ]
    return columns


def _plain(value: object) -> Cell:
    """A value as a file has it."""
    return Cell("–" if value is None else shown(value).strip('"'))


def _compared(column: Column) -> Column:
    """With what differs from the first run marked."""
    first = column.cells[0].text
    cells = tuple(replace(cell, differs=cell.text != first) for cell in column.cells)
    return replace(column, cells=cells)


def _loss(run: Run) -> Cell:
    loss = loss_of(run)
    values = loss.hyperparameters(run.loss_parameters)
    parts = [message_text(loss_name(run)), *_written(loss.parameters, values)]
    if run.reduction == "sum":
        parts.append(translate("CompareView", "sum"))
    return Cell(", ".join(parts), core_text(loss.label))


def _optimizer(run: Run) -> Cell:
    optimizer = OPTIMIZERS[run.optimizer]
    values = {p.name: p.default for p in optimizer.parameters} | run.optimizer_parameters
    # The usual values are no news in a table.
    unusual = [p for p in optimizer.parameters if values[p.name] != p.default]
    parts = [core_text(optimizer.label), *_written(unusual, values)]
    full = ", ".join([core_text(optimizer.label), *_written(optimizer.parameters, values)])
    return Cell(", ".join(parts), full)


def _rate(run: Run) -> Cell:
    parts = [short(run.learning_rate)]
    if run.schedule != "constant":
        schedule = SCHEDULES[run.schedule]
        values = {p.name: p.default for p in schedule.parameters} | run.schedule_parameters
        parts += [core_text(schedule.label), *_written(schedule.parameters, values)]
    return Cell(", ".join(parts))


def _model(run: Run) -> Cell:
    parts = [message_text(model_name(run))]
    kind = MODELS[run.model]
    settings = kind.settings(run)
    parts += [part for part in kind.details(**settings) if part]
    parts += _written(kind.parameters, settings)
    if not run.bias and "bias" in kind.fields:
        parts.append(translate("CompareView", "no bias"))
    if run.standardize == "inputs":
        parts.append(translate("CompareView", "inputs standardised"))
    elif run.standardize == "inputs_and_target":
        parts.append(translate("CompareView", "inputs and target standardised"))
    elif run.standardize is False and kind.standardizes:
        parts.append(translate("CompareView", "not standardised"))
    return Cell(", ".join(parts))


def _batch(run: Run) -> Cell:
    if run.batch_size is None:
        return Cell(translate("CompareView", "full"))
    return Cell(count(run.batch_size))


def _written(parameters: Sequence[Parameter], values: dict[str, float]) -> list[str]:
    return [
        f"{parameter.symbol or core_text(parameter.label)} = {short(values[parameter.name])}"
        for parameter in parameters
    ]


# -- what comes of them --------------------------------------------------------------------------


def _status(snapshot: Snapshot) -> Column:
    cells = tuple(Cell(_word(run, snapshot), _reason(run)) for run in snapshot.runs)
    tip = translate("CompareView", "What the run is doing; the reason is in the tooltip.")
    return Column(translate("CompareView", "status"), tip, cells)


def _word(run: RunSnapshot, snapshot: Snapshot) -> str:
    status = run.diagnosis.status
    word = core_text(STATUS_LABELS[status])
    if status is Status.RUNNING and not snapshot.is_running:
        ready, paused = translate("CompareView", "Ready"), translate("CompareView", "Paused")
        word = paused if run.step else ready
    if run.overflowed:
        return translate("CompareView", "{status}, stopped at step {step}").format(
            status=word, step=count(run.step)
        )
    if run.step != snapshot.step:
        return translate("CompareView", "{status}, step {step}").format(
            status=word, step=count(run.step)
        )
    return word


def _reason(run: RunSnapshot) -> str:
    return message_text(run.diagnosis.reason)


def _metrics(snapshot: Snapshot) -> list[Column]:
    is_classes = bool(snapshot.scene.dataset.classes)
    names, tips = metric_names(is_classes)
    best: tuple[Callable[[Sequence[float]], float], ...] = (max, min) if is_classes else (min, min)
    found = []
    for place, (name, tip, pick) in enumerate(zip(names[:2], tips[:2], best, strict=True)):
        for part in range(3):
            values = [
                _figure((run.train, run.validation, run.test)[part], place) for run in snapshot.runs
            ]
            if part and all(value is None for value in values):
                continue
            found.append(
                Column(f"{name}\n{_part_name(part)}", tip, _ranked(values, pick), is_number=True)
            )
    return found


def _part_name(part: int) -> str:
    return (
        translate("CompareView", "train"),
        translate("CompareView", "validation"),
        translate("CompareView", "test"),
    )[part]


def _figure(metrics: Metrics | None, place: int) -> float | None:
    if metrics is None:
        return None
    if isinstance(metrics, ClassificationMetrics):
        return (metrics.accuracy, metrics.log_loss)[place]
    return (metrics.rmse, metrics.mae)[place]


def _ranked(
    values: Sequence[float | None], pick: Callable[[Sequence[float]], float]
) -> tuple[Cell, ...]:
    """The best marked, as far as four digits tell; nothing where all are alike."""
    texts = [four_digits(value) for value in values]
    finite = [value for value in values if value is not None and math.isfinite(value)]
    best = four_digits(pick(finite)) if finite and len(set(texts)) > 1 else None
    return tuple(Cell(text, is_best=text == best) for text in texts)


def _own_losses(snapshot: Snapshot) -> list[Column]:
    """What each run lowers; never ranked, for the units differ."""
    tip = translate(
        "CompareView",
        "The mean of the run's own loss, without penalty. Values of different losses are in "
        "different units and are not ranked.",
    )
    losses = [
        (
            run.losses.train_loss,
            run.losses.validation_loss if run.validation is not None else None,
            run.losses.test_loss if run.test is not None else None,
        )
        for run in snapshot.runs
    ]
    found = []
    for part in range(3):
        if part and all(each[part] is None for each in losses):
            continue
        title = translate("CompareView", "own loss") + "\n" + _part_name(part)
        cells = tuple(Cell(four_digits(each[part])) for each in losses)
        found.append(Column(title, tip, cells, is_number=True))
    return found


def _parameters(snapshot: Snapshot) -> list[Column]:
    """The parameters in the data's own units, where all runs together have but a few."""
    scene = snapshot.scene
    values = [
        named_parameters(objective, run.theta)
        for run, objective in zip(snapshot.runs, scene.objectives, strict=True)
    ]
    names = list(dict.fromkeys(name for named in values for name in named))
    if len(names) > MOST_PARAMETERS or not all(values):
        return []
    tip = translate("CompareView", "A parameter of the model, in the data's own units.")
    return [
        Column(
            name, tip, tuple(Cell(four_digits(named.get(name))) for named in values), is_number=True
        )
        for name in names
    ]
