"""What a table's rows are like, where that is worth a sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets.tables.columns import Columns, LeftOut
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.data.samples import FEW
from lossstudio.engine.table_proposal import telling_words as words
from lossstudio.engine.table_proposal.kinds import Judged, Kind, value_text
from lossstudio.engine.table_proposal.targets import why_classes_fail

_MOST_TEXTS = 20_000
"""Texts of a column that are looked at, the last ones: totals stand at the end."""
_MOST_TOTALS = 2
"""What stands at the head of more rows than this is a value like others."""
_LISTED = 5


@dataclass(frozen=True)
class Remark:
    """A sentence about rows of a table, and the lines where they end; no lines where it is about
    all of them. `is_total` says that these rows seem to add up or average others."""

    text: Message
    lines: tuple[int, ...] = ()
    is_total: bool = False


def remarks_on(
    columns: Columns,
    judged: Sequence[Judged],
    chosen: Sequence[Judged],
    kept: NDArray[np.bool_],
) -> tuple[Remark, ...]:
    """Totals among the rows, what missing values of the `chosen` columns (the target last) cost,
    and by what the `kept` rows are sorted."""
    found = (
        _refused(judged, chosen[-1]),
        _totals(columns, judged, kept),
        _cost(chosen, kept),
        _sorted(chosen, kept),
    )
    return tuple(remark for remark in found if remark is not None)


def rows_without_value(
    columns: Columns, chosen: Sequence[Judged], kept: NDArray[np.bool_]
) -> Iterator[LeftOut]:
    """The rows that are not `kept`, each with the first of the `chosen` columns that lacks a value
    in it."""
    missing = QT_TRANSLATE_NOOP("core", "{column} has no value here.")
    unread = QT_TRANSLATE_NOOP("core", "{column} = {value} is not a number.")
    texts = {(cell.line, cell.column): cell.text for cell in columns.unread}
    gone = np.flatnonzero(~kept)
    first = np.full(len(gone), -1)
    for at, column in reversed(list(enumerate(chosen))):
        first[column.missing[gone]] = at
    for row, at in zip(gone.tolist(), first.tolist(), strict=True):
        column, line = chosen[at], int(columns.lines[row])
        text = texts.get((line, column.place + 1))
        values: dict[str, object] = {"column": column.column.name, "value": shown(text)}
        yield LeftOut(line, Message(missing if text is None else unread, values))


def _totals(columns: Columns, judged: Sequence[Judged], kept: NDArray[np.bool_]) -> Remark | None:
    """Rows among those `kept` that add up or average the others, by what stands in them."""
    texts: dict[int, str] = {}
    for column in judged:
        if column.is_numeric or column.column.codes is None:
            continue
        known = column.column.texts[-_MOST_TEXTS:]
        before = len(column.column.texts) - len(known)
        for code, text in enumerate(known, start=before):
            if len(text) > 40 or not words.is_total(text):
                continue
            rows = np.flatnonzero(column.column.codes == code)
            if len(rows) <= _MOST_TOTALS:
                texts |= {int(columns.lines[row]): text for row in rows.tolist()}
    texts |= {cell.line: cell.text for cell in columns.unread if words.is_total(cell.text)}
    lines = tuple(sorted(texts.keys() & set(columns.lines[kept].tolist()))) if texts else ()
    if not lines:
        return None
    template = QT_TRANSLATE_NOOP(
        "core",
        "Line {lines} ({texts}) seems to add up or average other rows; it counts as a sample "
        "unless it is left out.",
    )
    if len(lines) > 1:
        template = QT_TRANSLATE_NOOP(
            "core",
            "Lines {lines} ({texts}) seem to add up or average other rows; they count as samples "
            "unless they are left out.",
        )
    shown = _some(value_text(texts[line]) for line in lines[:_LISTED])
    values: dict[str, object] = {"lines": _some(map(str, lines)), "texts": shown}
    return Remark(Message(template, values), lines, is_total=True)


def _refused(judged: Sequence[Judged], target: Judged) -> Remark | None:
    """Why a column that seems to be the target, by its name or as the last one, cannot be it."""
    full = [column for column in judged if column.kind is not Kind.EMPTY]
    texts = [column for column in judged if column.kind in (Kind.TEXT, Kind.IDENTIFIER)]
    for column in texts:
        name = column.column.name
        names_rows = words.holds(name, words.NAMES) or words.names_rows(name)
        is_meant = words.holds(name, words.TARGETS) or (column is full[-1] and not names_rows)
        if column is not target and not column.is_numeric and is_meant:
            reason = why_classes_fail(column)
            return None if reason is None else Remark(reason)
    return None


def _cost(chosen: Sequence[Judged], kept: NDArray[np.bool_]) -> Remark | None:
    """How many rows missing values cost, and which column most of them."""
    count = int(len(kept) - kept.sum())
    if not count:
        return None
    most = max(chosen, key=lambda column: column.column.n_missing)
    values = {
        "count": count,
        "n": len(kept),
        "column": most.column.name,
        "missing": most.column.n_missing,
    }
    template = QT_TRANSLATE_NOOP(
        "core",
        "{count} of {n} rows are left out because a value is missing; {column} costs the most "
        "({missing}).",
    )
    if len([column for column in chosen if column.column.n_missing]) == 1:
        template = QT_TRANSLATE_NOOP(
            "core", "{count} of {n} rows are left out because {column} has no value there."
        )
    return Remark(Message(template, values))


def _sorted(chosen: Sequence[Judged], kept: NDArray[np.bool_]) -> Remark | None:
    """By which column the rows are sorted: by the target, or else by an input."""
    if kept.sum() < FEW:  # of so few rows none are held out
        return None
    for column in (chosen[-1], *chosen[:-1]):
        values = column.column.codes if column.column.numbers is None else column.column.numbers
        assert values is not None
        steps = np.diff(values[kept])
        moves = np.flatnonzero(steps)
        if column.column.numbers is None:  # texts are sorted where each of them stands together
            is_sorted = 0 < len(moves) == len(np.unique(values[kept])) - 1
        else:
            is_sorted = len(moves) > 0 and bool((steps >= 0).all() or (steps <= 0).all())
        if is_sorted:
            template = QT_TRANSLATE_NOOP(
                "core",
                "The rows are sorted by {column}; the test set is drawn at random from all of "
                "them.",
            )
            return Remark(Message(template, {"column": column.column.name}))
    return None


def _some(texts: Iterable[str]) -> str:
    shown = list(texts)
    return ", ".join(shown[:_LISTED] + ["…"] * (len(shown) > _LISTED))
