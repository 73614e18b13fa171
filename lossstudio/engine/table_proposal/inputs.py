"""Which columns a target is predicted from, and why not from the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.selection import MAX_CATEGORIES
from lossstudio.core.datasets.table import MAX_INPUTS
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.table_proposal.kinds import MOST_MISSING, Judged, Kind, listed

Reasons = list[tuple[Judged, Message]]

_USUAL = (Kind.NUMBER, Kind.CLASS, Kind.DATE)


@dataclass(frozen=True)
class Inputs:
    """The columns `chosen` as inputs, and those `refused` for more than what they are; each with
    its reason."""

    chosen: Reasons
    refused: Reasons


def can_be_input(column: Judged) -> bool:
    """It has values that a model can take: numbers, or few texts."""
    if column.kind is Kind.EMPTY:
        return False
    return column.is_numeric or (0 < len(column.values) <= MAX_CATEGORIES)


def why_not_inputs(columns: Sequence[Judged], places: Sequence[int] | None) -> Message | None:
    """Why `columns` cannot be the inputs, where a person has chosen those at `places`; None where
    they can."""
    if places is not None and not columns:
        template = QT_TRANSLATE_NOOP("core", "No input is chosen: at least one is needed.")
        return Message(template)
    for column in columns:
        if can_be_input(column):
            continue
        if column.kind is Kind.EMPTY:
            template = QT_TRANSLATE_NOOP("core", "{column} is empty: it cannot be an input.")
            return Message(template, {"column": column.column.name})
        template = QT_TRANSLATE_NOOP(
            "core",
            "{column} has {count} different texts: a column of more than {maximum} cannot become "
            "inputs.",
        )
        values = {
            "column": column.column.name,
            "count": len(column.column.texts),
            "maximum": MAX_CATEGORIES,
        }
        return Message(template, values)
    count = sum(1 if column.is_numeric else len(column.values) for column in columns)
    if count > MAX_INPUTS:
        template = QT_TRANSLATE_NOOP(
            "core", "There are {count} inputs; there can be {maximum} at most."
        )
        return Message(template, {"count": count, "maximum": MAX_INPUTS})
    return None


def why_none(column: Judged) -> Message:
    """Why a column is no input by itself."""
    if column.why is not None:
        return column.why
    if column.is_mostly_missing:
        template = QT_TRANSLATE_NOOP(
            "core", "{missing} of {n} values are missing: as an input it would cost these rows."
        )
        return Message(template, {"missing": column.column.n_missing, "n": column.n})
    if not column.is_numeric:
        template = QT_TRANSLATE_NOOP(
            "core",
            "Text with {count} different values ({values}): chosen as an input, it becomes {count} "
            "inputs of 0 and 1.",
        )
        values = {"count": len(column.values), "values": listed(column.values)}
        return Message(template, values)
    return Message(QT_TRANSLATE_NOOP("core", "It is not used."))


def choose_inputs(
    judged: Sequence[Judged], target: Judged, places: Sequence[int] | None = None
) -> Inputs:
    """The inputs for `target`: those at the `places` that a person has chosen, or as guessed."""
    others = [column for column in judged if column is not target]
    if places is not None:
        return _as_chosen(others, target, places)
    found = [(column, _why_input(column)) for column in others if _is_usual(column)]
    if not found:
        return Inputs(_only_ones(others), [])
    refused = _too_costly(found, target)
    found = [pair for pair in found if pair[0] not in {column for column, _ in refused}]
    too_many = Message(
        QT_TRANSLATE_NOOP("core", "There can be {maximum} inputs at most."), {"maximum": MAX_INPUTS}
    )
    refused += [(column, too_many) for column, _ in found[MAX_INPUTS:]]
    return Inputs(found[:MAX_INPUTS], refused)


def _as_chosen(others: Sequence[Judged], target: Judged, places: Sequence[int]) -> Inputs:
    """The inputs at `places`; what is as guessed keeps its reason."""
    guess = choose_inputs([*others, target], target)
    reasons = {column.place: why for column, why in guess.chosen}
    refused = {column.place: why for column, why in guess.refused}
    left = Message(QT_TRANSLATE_NOOP("core", "Not chosen."))
    chosen = [column for column in others if column.place in places]
    return Inputs(
        [(column, reasons.get(column.place) or _why_chosen(column)) for column in chosen],
        [
            (column, refused.get(column.place, left))
            for column in others
            if column.place not in places and column.place in (*reasons, *refused)
        ],
    )


def _why_chosen(column: Judged) -> Message:
    if column.is_numeric or not can_be_input(column):
        return Message(QT_TRANSLATE_NOOP("core", "Chosen by hand."))
    template = QT_TRANSLATE_NOOP(
        "core",
        "Chosen by hand: an input of 0 and 1 is made of each of its {count} values ({values}).",
    )
    return Message(template, {"count": len(column.values), "values": listed(column.values)})


def complete_rows(columns: Sequence[Judged], n: int) -> NDArray[np.bool_]:
    """Which of `n` rows have a value in each of `columns`."""
    kept = np.ones(n, dtype=bool)
    for column in columns:
        if column.column.n_missing:
            kept &= ~column.missing
    return kept


def _is_usual(column: Judged) -> bool:
    return column.is_numeric and column.kind in _USUAL and not column.is_mostly_missing


def _why_input(column: Judged) -> Message:
    if column.kind is Kind.DATE:
        template = QT_TRANSLATE_NOOP("core", "Dates or times, counted as numbers: {counted}.")
        return Message(template, {"counted": column.column.date})
    if column.kind is Kind.CLASS:
        template = QT_TRANSLATE_NOOP("core", "It has two values ({values}), taken as numbers.")
        return Message(template, {"values": listed(column.values)})
    return Message(QT_TRANSLATE_NOOP("core", "It holds numbers."))


def _only_ones(others: Sequence[Judged]) -> Reasons:
    """What there is to predict from where there are no usual inputs: few texts, a numbering, or a
    column of which most is missing."""
    texts = [c for c in others if c.kind is Kind.CLASS and not c.is_mostly_missing]
    if texts:
        template = QT_TRANSLATE_NOOP(
            "core",
            "Text with {count} different values ({values}): it becomes {count} inputs of 0 and 1, "
            "because there are no columns of numbers to predict from.",
        )
        found: Reasons = []
        count = 0
        for column in texts:
            count += len(column.values)
            values = {"count": len(column.values), "values": listed(column.values)}
            if count <= MAX_INPUTS:
                found.append((column, Message(template, values)))
        return found
    numberings = [c for c in others if c.is_numeric and c.kind is Kind.IDENTIFIER]
    if numberings:
        template = QT_TRANSLATE_NOOP(
            "core", "It seems to number the rows, but there is no other column to predict from."
        )
        return [(numberings[0], Message(template))]
    sparse = [c for c in others if can_be_input(c) and c.is_numeric and c.kind in _USUAL]
    template = QT_TRANSLATE_NOOP(
        "core", "Most of its values are missing, but there is no other column to predict from."
    )
    most = sorted(sparse, key=lambda column: column.column.n_missing)
    return [(column, Message(template)) for column in most[:1]]


def _too_costly(found: Reasons, target: Judged) -> Reasons:
    """The inputs to give up, so that at least half of the rows with a target are complete."""
    with_target = complete_rows([target], target.n)
    least = MOST_MISSING * with_target.sum()
    sparse = [column for column, _ in found if column.column.n_missing]
    missing = {column.place: column.missing & with_target for column in sparse}
    holes = sum((each.astype(np.int64) for each in missing.values()), np.zeros(target.n, np.int64))
    refused: Reasons = []
    while len(refused) < len(found) - 1 and (holes[with_target] == 0).sum() < least:
        # What only this column costs, and where columns miss together, what it misses most.
        alone = {p: ((holes == 1) & m).sum() for p, m in missing.items()}
        place = max(missing, key=lambda p: (alone[p], missing[p].sum(), p))
        gone = missing.pop(place)
        holes = holes - gone
        column = next(column for column in sparse if column.place == place)
        template = QT_TRANSLATE_NOOP(
            "core",
            "With all inputs less than half of the rows would be complete; this one misses {count} "
            "values.",
        )
        refused.append((column, Message(template, {"count": column.column.n_missing})))
    return refused
