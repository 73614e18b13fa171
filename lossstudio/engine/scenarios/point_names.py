"""What the columns and the classes of a person's own points are called."""

from collections.abc import Sequence

import msgspec

from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.table import default_names
from lossstudio.core.datasets.targets import MAX_CLASSES
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, can_be_shown, printable
from lossstudio.engine.scenarios.scenario import Data

LONGEST = 200
"""Letters of a name: more of them make a window slow and no picture clearer."""


def with_names(data: Data, names: Sequence[str], classes: Sequence[str]) -> Data:
    """`data` with these names of the columns, the target's last, and of the classes 0, 1, …; none
    where they are those that points have anyway. What is too long or occurs twice is changed."""
    names, classes = _distinct(names), _distinct(classes)
    usual = (*default_names(len(names) - 1), "y")
    numbers = tuple(map(str, range(len(classes))))
    return msgspec.structs.replace(
        data,
        point_names=None if tuple(names) == usual else tuple(names),
        class_names=None if tuple(classes) == numbers else tuple(classes),
    )


def input_names_of(data: Data) -> tuple[str, ...] | None:
    """What the inputs of `data` are called; None where only their file can tell."""
    if data.dataset == "csv":
        return None
    if data.dataset != "points":
        return DATASETS[data.dataset].input_names
    rows = data.points or ()
    if data.point_names is not None:
        return data.point_names[:-1]
    return default_names(max(len(rows[0]) - 1, 1) if rows else 1)


def check_names(data: Data) -> None:
    """Raise `InputError` where the names of points will not do."""
    columns, classes = data.point_names, data.class_names
    if columns is not None and not (
        len(columns) >= 2
        and _are_distinct(columns)
        and len(columns) == len(data.points[0] if data.points else columns)
    ):
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{field} = {value}: must be null or different names, one for each column of "
                "data.points",
            ),
            field="data.point_names",
            value=shown(list(columns)),
        )
    for field, names in (("data.point_names", columns), ("data.class_names", classes)):
        for number, name in enumerate(names or ()):
            if len(name) > LONGEST or not _can_be_shown(name):
                raise InputError(
                    QT_TRANSLATE_NOOP(
                        "core",
                        "{field} = {value}: must have from 1 to {maximum} characters that can be "
                        "shown, and no others",
                    ),
                    field=f"{field}.{number}",
                    value=shown(printable(name)),
                    maximum=LONGEST,
                )
    if classes is not None and not (classes and _are_distinct(classes)):
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{field} = {value}: must be null or different names of the classes 0, 1, …"
            ),
            field="data.class_names",
            value=shown(list(classes)),
        )


def check_class_names(data: Data) -> None:
    """Raise `InputError` where one of the classes 0, 1, … of `data` has no name among others."""
    names, unnamed = data.class_names, _unnamed(data)
    if names is None or not unnamed:
        return
    raise InputError(
        QT_TRANSLATE_NOOP(
            "core",
            "{field} = {value}: must be null or name every class: {count} names for the classes "
            "0 to {last} of data.points",
        ),
        field="data.class_names",
        value=shown(list(names)),
        count=max(unnamed) + 1,
        last=max(unnamed),
    )


def with_all_named(data: Data) -> Data:
    """`data` with a name, its number, for each class that an edit has brought and that has none;
    without names of classes where its number is too large for one."""
    unnamed = _unnamed(data)
    if data.class_names is None or not unnamed:
        return data
    names = None  # a target far off is a number rather than a class: none are listed up to it
    if max(unnamed) < MAX_CLASSES:
        numbers = map(str, range(len(data.class_names), max(unnamed) + 1))
        names = _distinct((*data.class_names, *numbers))
    return msgspec.structs.replace(data, class_names=names)


def _unnamed(data: Data) -> list[int]:
    """The whole numbers from 0 on among the targets of own points that have no name."""
    if data.dataset != "points" or data.class_names is None:
        return []
    targets = {row[-1] for row in data.points or () if row}
    known = range(len(data.class_names))
    return [int(y) for y in targets if y >= 0 and y.is_integer() and int(y) not in known]


def _are_distinct(names: tuple[str, ...]) -> bool:
    return all(names) and len(set(names)) == len(names)


def _can_be_shown(name: str) -> bool:
    """There is something to see, and nothing that ends a line of text or turns it round."""
    return bool(name.strip()) and all(can_be_shown(c) or c in "\t\u3000\xa0" for c in name)


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    counts: dict[str, int] = {}  # so that equal names are not counted up from 2 each time
    for each in names:
        base = name = each if len(each) <= LONGEST else each[: LONGEST - 10] + "…"
        while name in found:
            counts[base] = counts.get(base, 1) + 1
            name = f"{base} ({counts[base]})"
        found[name] = None
    return tuple(found)
