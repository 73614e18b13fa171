"""What is proposed for a table: a role for each column, the task, and a reason for each guess."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.base import Array
from lossstudio.core.datasets.selection import category_name
from lossstudio.core.datasets.tables.columns import Columns, LeftOut
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.table_proposal import inputs as choosing
from lossstudio.engine.table_proposal.kinds import Judged, Kind, judge, restricted
from lossstudio.engine.table_proposal.remarks import Remark, remarks_on, rows_without_value
from lossstudio.engine.table_proposal.sentences import joined
from lossstudio.engine.table_proposal.targets import (
    classes_of,
    counts_of,
    guess_target,
    guess_task,
    why_classes_fail,
    why_positive,
)
from lossstudio.engine.table_proposal.units import MOST_ROWS, Standardize, propose_standardize


class ColumnRole(StrEnum):
    """What a column is used for."""

    INPUT = "input"
    TARGET = "target"
    NONE = "none"


@dataclass(frozen=True)
class ProposedColumn:
    """A column, what it is used for, and why. `can_be_input` says that it may be ticked."""

    name: str
    kind: Kind
    unit: str
    missing: int
    role: ColumnRole
    why: Message
    can_be_input: bool


@dataclass(frozen=True)
class Choice:
    """What a person has chosen of it; None: as guessed. Columns are given by their places."""

    target: int | None = None
    inputs: tuple[int, ...] | None = None
    as_classes: bool | None = None
    positive_class: str | None = None
    standardize: bool | None = None
    is_network: bool = False


@dataclass(frozen=True, eq=False)
class Proposal:
    """What is proposed for a table of which `rows` rows are complete in the columns chosen.

    `classes` are in the order of their indices, with how many of the rows each has
    (`class_counts`), and of two the `positive_class` is the last.
    `names` are what the inputs are called once texts have become inputs. `problem` says why
    nothing can be learnt from the table as it is chosen; the fields beside it are then as far as
    they could be found. `left_out` are the rows that the reader left out.
    """

    columns: tuple[ProposedColumn, ...]
    task: Task | None = None
    target: str | None = None
    inputs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    class_counts: tuple[int, ...] = ()
    categories: str = "drop"
    standardize: Standardize = False
    why_target: Message | None = None
    why_task: Message | None = None
    why_positive: Message | None = None
    why_standardize: Message | None = None
    rows: int = 0
    remarks: tuple[Remark, ...] = ()
    problem: Message | None = None
    _chosen: tuple[Judged, ...] = ()
    _kept: NDArray[np.bool_] | None = None

    @property
    def positive_class(self) -> str | None:
        """Which of two classes counts as 1."""
        return self.classes[1] if len(self.classes) == 2 else None

    @property
    def totals(self) -> tuple[int, ...]:
        """The lines of rows that seem to add up or average others."""
        return tuple(line for remark in self.remarks if remark.is_total for line in remark.lines)

    def rows_left_out(self, columns: Columns) -> tuple[LeftOut, ...]:
        """The rows of `columns` that are no data, and those without a value that is needed."""
        if self._kept is None:
            return columns.left_out
        gone = rows_without_value(columns, self._chosen, self._kept)
        return tuple(sorted((*columns.left_out, *gone), key=lambda row: row.line))


def propose(columns: Columns, choice: Choice = Choice()) -> Proposal:
    """What a teacher would choose of `columns`, where `choice` does not say it."""
    judged = judge(columns)
    roles: dict[int, tuple[ColumnRole, Message]] = {}
    target, why = _target(judged, choice)
    if target is None:
        return Proposal(_proposed(judged, roles), problem=_why_no_target(judged))
    taken = choosing.choose_inputs(judged, target, choice.inputs)
    others = [column for column, _ in taken.chosen]
    is_guess = choice.target is None and target.kind is not Kind.CLASS
    if not others and is_guess and (reason := _why_no_class(judged)) is not None:
        return Proposal(_proposed(judged, roles), problem=reason)
    task, why_task = guess_task(target, others, choice.positive_class)
    if choice.as_classes is not None:
        task = _task_of(target, choice.as_classes)
    for column, reason in taken.refused:
        roles[column.place] = ColumnRole.NONE, reason
    for column, reason in taken.chosen:
        roles[column.place] = ColumnRole.INPUT, reason
    roles[target.place] = ColumnRole.TARGET, joined(why, why_task)
    chosen = (*others, target)
    kept = choosing.complete_rows(chosen, len(columns.lines))
    target_left = restricted(target, kept)
    has_classes = task is not Task.REGRESSION
    if has_classes:
        task = _task_of(target_left, has_classes)
    classes = classes_of(target_left, choice.positive_class) if has_classes else ()
    result = Proposal(
        columns=_proposed(judged, roles),
        task=task,
        target=target.column.name,
        inputs=tuple(column.column.name for column in others),
        classes=classes,
        class_counts=counts_of(target_left, classes),
        categories="drop" if all(column.is_numeric for column in others) else "one_hot",
        why_target=why,
        why_task=why_task,
        why_positive=why_positive(target_left, classes, choice.positive_class),
        rows=int(kept.sum()),
        remarks=remarks_on(columns, judged, chosen, kept),
        _chosen=chosen,
        _kept=kept,
    )
    problem = choosing.why_not_inputs(others, choice.inputs) or _problem(
        result, target_left, judged
    )
    if problem is not None:
        return replace(result, problem=problem)
    names, x = _numbers(others, kept)
    goal = None if has_classes or target.column.numbers is None else target.column.numbers[kept]
    standardize, why_standardize = propose_standardize(x, names, goal, is_network=choice.is_network)
    if choice.standardize is not None and choice.standardize != (standardize is not False):
        standardize = "inputs" if choice.standardize else False
        why_standardize = Message(
            QT_TRANSLATE_NOOP("core", "As chosen; the proposal was not to standardise them.")
            if choice.standardize
            else QT_TRANSLATE_NOOP("core", "As chosen; the proposal was to standardise them.")
        )
    return replace(result, names=names, standardize=standardize, why_standardize=why_standardize)


def _target(judged: Sequence[Judged], choice: Choice) -> tuple[Judged | None, Message]:
    found = guess_target(judged)
    if choice.target is not None and (found is None or found.column.place != choice.target):
        return judged[choice.target], Message(QT_TRANSLATE_NOOP("core", "Chosen by hand."))
    return (None, Message("")) if found is None else (found.column, found.why)


def _task_of(target: Judged, as_classes: bool) -> Task:
    if not as_classes:
        return Task.REGRESSION
    return Task.BINARY if len(target.values) == 2 else Task.MULTICLASS


def _proposed(
    judged: Sequence[Judged], roles: dict[int, tuple[ColumnRole, Message]]
) -> tuple[ProposedColumn, ...]:
    found = []
    for column in judged:
        usual = ColumnRole.NONE, choosing.why_none(column)
        role, why = roles.get(column.place, usual)
        found.append(
            ProposedColumn(
                column.column.name,
                column.kind,
                column.column.unit,
                column.column.n_missing,
                role,
                why,
                choosing.can_be_input(column),
            )
        )
    return tuple(found)


def _numbers(inputs: Sequence[Judged], kept: NDArray[np.bool_]) -> tuple[tuple[str, ...], Array]:
    """The names of the inputs, and some of their rows as numbers (n, d)."""
    rows = np.flatnonzero(kept)
    rows = rows[:: max(1, -(-len(rows) // MOST_ROWS))]
    names: list[str] = []
    numbers: list[Array] = []
    for column in inputs:
        if column.column.numbers is not None:
            names.append(column.column.name)
            numbers.append(column.column.numbers[rows])
            continue
        assert column.column.codes is not None
        for text in restricted(column, kept).values:
            names.append(category_name(column.column.name, str(text)))
            is_it = column.column.codes[rows] == column.column.texts.index(str(text))
            numbers.append(is_it.astype(np.float64))
    return tuple(names), np.column_stack(numbers)


def _why_no_target(judged: Sequence[Judged]) -> Message:
    """Why no column can be the target."""
    return _why_no_class(judged) or Message(
        QT_TRANSLATE_NOOP("core", "No column can be the target: none has values to be predicted.")
    )


def _why_no_class(judged: Sequence[Judged]) -> Message | None:
    """Why the last column of texts that are no classes cannot be the target; None where there is no
    such column."""
    texts = [column for column in judged if column.kind in (Kind.TEXT, Kind.IDENTIFIER)]
    reasons = (why_classes_fail(column) for column in reversed(texts) if not column.is_numeric)
    return next((reason for reason in reasons if reason is not None), None)


def _why_no_input(found: Proposal, judged: Sequence[Judged]) -> Message:
    """Why there is nothing to predict the target from."""
    texts = [c for c in judged if c.column.codes is not None and not choosing.can_be_input(c)]
    texts = [c for c in texts if c.column.name != found.target and c.kind is not Kind.EMPTY]
    if not texts:
        template = QT_TRANSLATE_NOOP(
            "core", "There is no other column from which {target} could be predicted."
        )
        return Message(template, {"target": found.target})
    template = QT_TRANSLATE_NOOP(
        "core",
        "{target} could only be predicted from {column}, which has {count} different texts: a "
        "model needs numbers, such as the length of a text or how often a word comes in it.",
    )
    column = texts[-1].column
    values: dict[str, object] = {"target": found.target}
    values |= {"column": column.name, "count": len(column.texts)}
    return Message(template, values)


def _problem(found: Proposal, target: Judged, judged: Sequence[Judged]) -> Message | None:
    """Why nothing can be learnt from the columns chosen; None where something can."""
    n = len(judged) and judged[0].n
    if len([column for column in judged if column.kind is not Kind.EMPTY]) < 2:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "There is one column: at least two are needed, an input and the target. Are "
                "the cells separated by another sign?",
            )
        )
    if n < 2:
        return Message(
            QT_TRANSLATE_NOOP("core", "There is one row: at least two are needed to learn from.")
        )
    if not found.inputs:
        return _why_no_input(found, judged)
    if found.rows < 2:
        template = QT_TRANSLATE_NOOP(
            "core",
            "{rows} of {n} rows have a value in all of the columns chosen; at least 2 are needed. "
            "Leave out the column in which most are missing.",
        )
        return Message(template, {"rows": found.rows, "n": n})
    if found.task is Task.REGRESSION:
        if target.is_numeric:
            return None
        template = QT_TRANSLATE_NOOP(
            "core", "{target} holds texts: they can be classes, and no numbers (regression)."
        )
        return Message(template, {"target": found.target})
    return why_classes_fail(target)
