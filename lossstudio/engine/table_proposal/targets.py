"""Which column a teacher would have predicted, and whether as a number or as a class."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lossstudio.core.datasets.targets import MAX_CLASSES
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.table_proposal import telling_words as words
from lossstudio.engine.table_proposal.kinds import Judged, Kind, listed, value_text

_NAMED, _EVENT = 6.0, 10.5
_LAST, _LAST_USABLE = 4.0, 3.0
_IN_FRONT = 4.5
_ONLY_PAIR, _ONLY_PAIR_FIRST = 3.5, 4.5
_FEATURE = -3.0
_DATE = -6.0
"""What speaks for a column and against it: a name outweighs a place, and the only column of two
values outweighs the last column where it is the first one, or where columns stand behind it. An
event that happened or not outweighs an amount that is named like a target and comes last."""
_FEWEST_BEHIND = 3
"""Columns behind a class in front, where there are no names."""

_FEW_CODES, _MOST_CODES = 4, 10
"""Whole numbers from 0 or 1 on: so few are codes of classes, and up to so many may be."""
_REPEATED = 2
"""Times that values come on average, at least, where they may be codes."""
_ROWS_A_CLASS = 5
"""Codes of classes come so often each, on average."""


@dataclass(frozen=True)
class Target:
    """The column guessed as the target, and why."""

    column: Judged
    why: Message


def guess_target(columns: Sequence[Judged]) -> Target | None:
    """The likeliest target; None where no column can be one."""
    usable = [column for column in columns if can_be_target(column)]
    if not usable:
        return None
    pairs = [column for column in usable if column.is_pair]
    others = [column for column in usable if not column.is_pair]
    are_numbers = all(column.is_numeric for column in others)
    only_pair = pairs[0] if len(pairs) == 1 and others and are_numbers else None
    in_front = _class_in_front(usable)
    last = max((column.place for column in columns if column.kind is not Kind.EMPTY), default=0)
    best, best_score, why = usable[-1], -np.inf, Message("")
    for column in usable:
        score, reason = _score(column, usable, last, only_pair)
        if column is in_front:
            template = QT_TRANSLATE_NOOP(
                "core",
                "It alone seems to hold classes, and it is in front, where tables without names "
                "often have them.",
            )
            score, reason = _IN_FRONT, Message(template)
        if score >= best_score:
            best, best_score, why = column, score, reason
    return Target(best, why)


def can_be_target(column: Judged) -> bool:
    """It has values that can be predicted: numbers, or texts that are classes."""
    return not column.is_mostly_missing and column.kind in (Kind.NUMBER, Kind.CLASS, Kind.DATE)


def _score(
    column: Judged, usable: Sequence[Judged], last: int, only_pair: Judged | None
) -> tuple[float, Message]:
    """How much speaks for `column`, and the strongest reason."""
    name = column.column.name
    score = 0.0
    why = Message(QT_TRANSLATE_NOOP("core", "It is the likeliest target of those that are left."))
    if column is usable[-1]:
        score = _LAST if column.place == last else _LAST_USABLE
        why = (
            Message(QT_TRANSLATE_NOOP("core", "It is the last column."))
            if column.place == last
            else Message(QT_TRANSLATE_NOOP("core", "It is the last column that can be a target."))
        )
    if column is only_pair:
        pair = _ONLY_PAIR_FIRST if column is usable[0] else _ONLY_PAIR
        if pair > score:
            template = QT_TRANSLATE_NOOP("core", "It is the only column with just two values.")
            why = Message(template)
        score = max(score, pair)
    is_event = column.is_pair and words.holds(name, words.EVENTS)
    is_named = words.holds(name, words.TARGETS) or words.asks_whether(name)
    if (is_event or is_named) and not _is_coordinate(column, usable):
        template = QT_TRANSLATE_NOOP("core", "Its name is one that targets often have.")
        score, why = score + (_EVENT if is_event else _NAMED), Message(template)
    elif words.holds(name, words.FEATURES) or _has_sexes(column):
        score += _FEATURE
    if column.kind is Kind.DATE:
        score += _DATE
    return score, why


def _is_coordinate(column: Judged, usable: Sequence[Judged]) -> bool:
    """It is y beside x, and there is a z or a class to be predicted from both."""
    if column.column.name.casefold() != "y" or not column.is_numeric or column.is_pair:
        return False
    names = [other.column.name.casefold() for other in usable]
    has_class = any(other.is_pair or not other.is_numeric for other in usable)
    return "x" in names and ("z" in names or has_class)


def _class_in_front(usable: Sequence[Judged]) -> Judged | None:
    """Of columns without names, the first one where it alone holds classes, as many public data
    sets have it; None where it does not, or where the last column could as well be the target."""
    first, *others = usable
    if len(others) < _FEWEST_BEHIND or any(column.column.is_named for column in usable):
        return None
    if not all(column.is_numeric for column in others):
        return None
    *inner, last = others
    # Counts and codes behind measurements are what is predicted from these.
    if last.is_pair or (last.is_whole and last.values and not any(c.is_whole for c in inner)):
        return None
    if not first.is_numeric:
        is_code = _are_in_order(last) and not all(map(_are_in_order, inner))
        return None if is_code or _has_sexes(first) else first
    return first if _are_in_order(first) and not any(map(_are_in_order, others)) else None


def _has_sexes(column: Judged) -> bool:
    return not column.is_numeric and words.are_sexes(map(str, column.values))


def _are_in_order(column: Judged) -> bool:
    """Its values are a few whole numbers from 0 or 1 on, or two, each often enough for a class."""
    count = len(column.values)
    if not column.is_numeric or not 2 <= count <= _MOST_CODES or not column.is_whole:
        return False
    first, last = float(column.values[0]), float(column.values[-1])
    is_often = column.n - column.column.n_missing >= _ROWS_A_CLASS * count
    return is_often and first in (0.0, 1.0) and (count == 2 or last == first + count - 1)


# -- number or class -------------------------------------------------------------------------------


def guess_task(
    target: Judged, others: Sequence[Judged], positive: str | None = None
) -> tuple[Task, Message]:
    """Whether `target` is a number to predict or a class, and why. `others` are the inputs, and
    `positive` the class that a person wants as class 1."""
    values = target.values
    if not target.is_numeric:
        if len(values) == 2:
            return Task.BINARY, _two(target, positive)
        template = QT_TRANSLATE_NOOP("core", "It has {count} different texts: classes.")
        return Task.MULTICLASS, Message(template, {"count": len(values)})
    if target.kind is Kind.CLASS:
        return Task.BINARY, _two(target, positive)
    repeats = len(values) <= (target.n - target.column.n_missing) / _REPEATED
    if 2 < len(values) <= MAX_CLASSES and repeats and target.is_whole:
        return _of_few(target, others)
    return Task.REGRESSION, Message(QT_TRANSLATE_NOOP("core", "It holds numbers: regression."))


def _two(target: Judged, positive: str | None) -> Message:
    """Why a target of two values is one of two classes, and which of them counts as 1."""
    first, second = classes_of(target, positive)
    template = QT_TRANSLATE_NOOP(
        "core", "It has two values ({first}, {second}): two classes; the positive one is {second}."
    )
    return Message(template, {"first": value_text(first), "second": value_text(second)})


def _of_few(target: Judged, others: Sequence[Judged]) -> tuple[Task, Message]:
    """The task for a target of a few whole numbers."""
    shown: dict[str, object] = {"count": len(target.values), "values": listed(target.values)}
    if _are_codes(target, others):
        template = QT_TRANSLATE_NOOP(
            "core",
            "Its {count} different whole numbers ({values}) seem to be codes of classes; if they "
            "are amounts, choose a number instead.",
        )
        return Task.MULTICLASS, Message(template, shown)
    template = QT_TRANSLATE_NOOP(
        "core",
        "Its {count} different whole numbers ({values}) seem to be amounts, of which one can be "
        "larger than another: regression. If they are codes, choose a class instead.",
    )
    return Task.REGRESSION, Message(template, shown)


def _are_codes(target: Judged, others: Sequence[Judged]) -> bool:
    name, count = target.column.name, len(target.values)
    if words.holds(name, words.CLASS_NAMES):
        return True
    n = target.n - target.column.n_missing
    is_often = n >= _ROWS_A_CLASS * count
    if words.holds(name, words.AMOUNTS) or target.values[0] not in (0.0, 1.0) or not is_often:
        return False
    if _are_in_order(target) and count <= _FEW_CODES:
        return True
    # Codes beside measurements; beside other whole numbers they may well be counts.
    return count <= _MOST_CODES and not any(other.is_whole for other in others)


# -- classes ---------------------------------------------------------------------------------------


def classes_of(target: Judged, positive: str | None = None) -> tuple[str, ...]:
    """The classes in their order; of two, the positive one last, which a person may have chosen."""
    names = _names(target)
    if len(names) != 2:
        return names
    if positive not in names:
        positive = None if target.is_numeric else words.positive_of(*names)
    return names[::-1] if positive == names[0] else names


def counts_of(target: Judged, classes: Sequence[str]) -> tuple[int, ...]:
    """How often each of the `classes` comes."""
    column = target.column
    if column.numbers is not None:
        values, counts = np.unique(column.numbers, return_counts=True)
        there = np.isfinite(values)
        names = [str(int(value)) for value in values[there]]
        found = dict(zip(names, counts[there].tolist(), strict=True))
    else:
        assert column.codes is not None  # a column of texts has them
        counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.texts))
        found = dict(zip(column.texts, counts.tolist(), strict=True))
    return tuple(found[name] for name in classes)


def why_positive(target: Judged, classes: Sequence[str], chosen: str | None) -> Message | None:
    """Why the last of two classes counts as 1; None where there are not two, or one was chosen."""
    if len(classes) != 2 or chosen in classes:
        return None
    if target.is_numeric:
        return Message(QT_TRANSLATE_NOOP("core", "The larger number counts as 1."))
    if words.positive_of(*classes) is not None:
        template = QT_TRANSLATE_NOOP("core", "{name} is what is looked for by its name.")
        return Message(template, {"name": value_text(classes[1])})
    template = QT_TRANSLATE_NOOP("core", "Neither name tells: {name} is the later in the alphabet.")
    return Message(template, {"name": value_text(classes[1])})


def _names(target: Judged) -> tuple[str, ...]:
    """What the values of `target` are called as classes."""
    return tuple(str(int(value)) if isinstance(value, float) else value for value in target.values)


def why_classes_fail(target: Judged) -> Message | None:
    """Why the values of `target` cannot be classes; None where they can."""
    n = target.n - target.column.n_missing
    if len(target.values) == 1 or target.kind is Kind.CONSTANT:
        template = QT_TRANSLATE_NOOP(
            "core",
            "All rows have the same {target}, {value}: a class to be predicted is one of at least "
            "two.",
        )
        value = value_text(target.values[0]) if target.values else ""
        return Message(template, {"target": target.column.name, "value": value})
    if target.is_numeric and not target.is_whole:
        template = QT_TRANSLATE_NOOP(
            "core",
            "{target} has numbers that are not whole: they are no classes. Choose a number "
            "(regression).",
        )
        return Message(template, {"target": target.column.name})
    count = _different(target)
    if count == n:
        template = QT_TRANSLATE_NOOP(
            "core",
            "{target} has another value in each of the {count} rows: a class needs several rows to "
            "be learnt from.",
        )
    elif count > MAX_CLASSES:
        template = QT_TRANSLATE_NOOP(
            "core", "{target} has {count} different values; there can be {maximum} classes at most."
        )
    else:
        return None
    values = {"target": target.column.name, "count": count, "maximum": MAX_CLASSES}
    return Message(template, values)


def _different(target: Judged) -> int:
    """How many different values `target` has."""
    if target.values:
        return len(target.values)
    if target.column.numbers is None:
        return len(target.column.texts)
    numbers = target.column.numbers
    return len(np.unique(numbers[np.isfinite(numbers)]))
