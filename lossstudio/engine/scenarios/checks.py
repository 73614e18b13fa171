"""The check of a whole scenario against the table of its fields, and what fields ask of others."""

import math

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.table import MAX_INPUTS, MAX_ROWS
from lossstudio.core.features import read_features
from lossstudio.core.losses import Loss
from lossstudio.core.parameters import check_name, check_parameters, shown
from lossstudio.core.tasks import Task, tasks_for
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.scenarios.fields.fields import FIELDS, fields_of
from lossstudio.engine.scenarios.fields.step_fields import STOPS
from lossstudio.engine.scenarios.hiding import check_hidden
from lossstudio.engine.scenarios.point_names import check_names, input_names_of
from lossstudio.engine.scenarios.run_loss import FORMULA_FOR, check_formula, loss_of, losses_for
from lossstudio.engine.scenarios.scenario import FORMAT, MAX_RUNS, Data, Run, Scenario, Stop
from lossstudio.engine.scenarios.table_reading import check_reading
from lossstudio.engine.window.arrangements import check_arrangement, check_speed


def check_scenario(scenario: Scenario) -> Scenario:
    """`scenario` itself, if every name is known, every number in range and every loss fits.

    Raises `InputError` naming the field, the value and what is allowed. What only the samples can
    tell (the contents of a CSV file) is checked where they are built.
    """
    if scenario.format != FORMAT:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "format = {value}: this program reads format {allowed}"),
            value=shown(scenario.format),
            allowed=FORMAT,
        )
    _check_fields(scenario, "", "")
    check_hidden(scenario.hidden)
    check_arrangement(scenario.arrangement)
    check_speed(scenario.speed)
    _check_stop(scenario.stop)
    _check_data(scenario.data)
    check_run_count(len(scenario.runs))
    for index, run in enumerate(scenario.runs):
        _check_run(run, scenario.data, f"runs.{index}")
    return scenario


def _check_stop(stop: Stop | None) -> None:
    for parameter in STOPS:
        value = getattr(stop, parameter.name, None)
        if value is not None:
            parameter.check(value, f"stop.{parameter.name}")


def check_run_count(count: int) -> None:
    """Raise `InputError` where a scenario cannot have so many runs."""
    if not 1 <= count <= MAX_RUNS:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "runs: {count} runs; a scenario has 1 to {maximum}"),
            count=count,
            maximum=MAX_RUNS,
        )


def check_point_count(count: int) -> None:
    """Raise `InputError` where ``data.points`` has more rows than a table may have."""
    if count > MAX_ROWS:
        reason = QT_TRANSLATE_NOOP("core", "{field} has {count} rows; must be at most {maximum}")
        raise InputError(reason, field="data.points", count=count, maximum=MAX_ROWS)


def check_targets(loss: Loss, y: NDArray[np.float64], prefix: str) -> None:
    """Raise `InputError` where a target of `y` is not one that `loss` is made for."""
    low, high = loss.targets
    if math.isinf(low) and math.isinf(high):
        return
    wrong = y[(y < low) | (y > high)]
    if len(wrong):
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{field} = {value}: is for targets from {minimum:g} to {maximum:g}; one here is "
                "{target:g}",
            ),
            field=f"{prefix}.loss",
            value=shown(loss.name),
            minimum=low,
            maximum=high,
            target=float(wrong[0]),
        )


def check_loss_fits(run: Run, tasks: tuple[Task, ...], prefix: str, dataset: str) -> None:
    """Raise `InputError` where the loss of `run` is not for any of the data's `tasks`.

    `prefix` is the run's place in the scenario, such as ``runs.0``.
    """
    task = loss_of(run).task
    if task in tasks:
        return
    if run.loss != "formula":
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{field} = {value}: does not fit the data {dataset}; what fits: {allowed}"
            ),
            field=f"{prefix}.loss",
            value=shown(run.loss),
            dataset=shown(dataset),
            allowed=", ".join(losses_for(tasks)),
        )
    raise InputError(
        QT_TRANSLATE_NOOP(
            "core", "{field} = {value}: {why}; the data {dataset} have another target"
        ),
        field=f"{prefix}.formula",
        value=shown(run.formula),
        why=Message(FORMULA_FOR[task]),
        dataset=shown(dataset),
    )


def check_class_weights(run: Run, prefix: str) -> None:
    """Raise `InputError` where classes are to be balanced and there are none."""
    if run.class_weights == "none" or loss_of(run).task is not Task.REGRESSION:
        return
    raise InputError(
        QT_TRANSLATE_NOOP(
            "core",
            "{field} = {value}: is for classification losses; of a regression loss it must be "
            '"none"',
        ),
        field=f"{prefix}.class_weights",
        value=shown(run.class_weights),
    )


def _check_fields(part: Scenario | Data | Run, of: str, prefix: str) -> None:
    """The names and numbers of a part, each by its own row; null where its type allows that."""
    given = [(row, getattr(part, row.name), prefix + row.name) for row in fields_of(of)]
    given = [(row, value, field) for row, value, field in given if value is not None]
    for row, value, field in given:
        if row.choices is not None:
            check_name(value, row.choices, field)
    for row, value, field in given:
        if row.items is not None:
            for index, item in enumerate(value):
                row.items.check(item, f"{field}.{index}")
        elif row.parameter is not None:
            row.parameter.check(value, field)


def why_not_target(loss: Loss) -> str | None:
    """Why `loss` does not let the target be standardised; None where it does."""
    if loss.is_of_residual:
        return None
    if loss.task is not Task.REGRESSION:
        return QT_TRANSLATE_NOOP("core", "classes have no mean and no standard deviation")
    return QT_TRANSLATE_NOOP(
        "core", "the loss depends on where the target's zero is, not on ŷ − y alone"
    )


def _check_standardize(run: Run, prefix: str) -> None:
    """Raise `InputError` where the loss does not let the target have another zero and unit."""
    reason = why_not_target(loss_of(run))
    if run.standardize != "inputs_and_target" or reason is None:
        return
    raise InputError(
        QT_TRANSLATE_NOOP(
            "core",
            "{field} = {value}: cannot be used with {loss}: {reason}; what fits: {allowed}",
        ),
        field=f"{prefix}.standardize",
        value=shown(run.standardize),
        loss=Message(loss_of(run).label),
        reason=Message(reason),
        allowed="null, false, inputs",
    )


def _check_data(data: Data) -> None:
    _check_fields(data, "data", "data.")
    for kind, content in (("csv", data.file), ("points", data.points)):
        if data.dataset == kind and not content:
            raise InputError(
                QT_TRANSLATE_NOOP("core", "{field}: must be given where data.dataset is {kind}"),
                field="data.file" if kind == "csv" else "data.points",
                kind=shown(kind),
            )
    check_point_count(len(data.points or ()))
    check_reading(data)
    if data.columns is not None:
        _check_columns(data.columns)
    _check_rows(data)
    check_names(data)
    names = input_names_of(data)
    if names is not None:
        read_features(data.features, names)


def _check_rows(data: Data) -> None:
    """The rows of points that are named as a set are there, and each in one set only."""
    count = len(data.points or ())
    taken: set[int] = set()
    for field in ("test_rows", "validation_rows"):
        if getattr(data, field) and not count:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "core", "{field} = {value}: must be null where there are no data.points"
                ),
                field=f"data.{field}",
                value=shown(list(getattr(data, field))),
            )
        for index, row in enumerate(getattr(data, field) or ()):
            values: dict[str, object] = {
                "field": f"data.{field}.{index}",
                "value": shown(row),
                "last": count - 1,
            }
            if not 0 <= row < count:
                raise InputError(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "{field} = {value}: must be the number of a row of data.points, from 0 to "
                        "{last}",
                    ),
                    **values,
                )
            if row in taken:
                raise InputError(
                    QT_TRANSLATE_NOOP(
                        "core", "{field} = {value}: must not be named twice; a row is in one set"
                    ),
                    **values,
                )
            taken.add(row)


def _check_columns(columns: tuple[str, ...]) -> None:
    most = MAX_INPUTS + 1
    if not 2 <= len(columns) <= most or not all(columns) or len(set(columns)) < len(columns):
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{field} = {value}: must be null or from 2 to {maximum} different names of "
                "columns: inputs, and last the target",
            ),
            field="data.columns",
            value=shown(list(columns)),
            maximum=most,
        )


def _check_run(run: Run, data: Data, prefix: str) -> None:
    _check_fields(run, "runs", f"{prefix}.")
    check_formula(run, f"{prefix}.formula")
    check_class_weights(run, prefix)
    layers = FIELDS["runs.hidden_layers"].parameter
    if layers is not None and len(run.hidden_layers) > layers.maximum:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: at most {maximum} layers"),
            field=f"{prefix}.hidden_layers",
            value=shown(list(run.hidden_layers)),
            maximum=int(layers.maximum),
        )
    if not all(map(math.isfinite, run.start or ())):
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field}: must be finite numbers"), field=f"{prefix}.start"
        )
    for row in fields_of("runs"):
        if row.owners is not None:
            chosen = row.name.removesuffix("_parameters")
            owner = loss_of(run) if chosen == "loss" else row.owners[getattr(run, chosen)]
            field = f"{prefix}.{row.name}"
            check_parameters(getattr(run, row.name), owner.parameters, owner.name, field)
    _check_standardize(run, prefix)
    if data.dataset in DATASETS:
        tasks = tasks_for(len(DATASETS[data.dataset].classes))
        check_loss_fits(run, tasks, prefix, data.dataset)
