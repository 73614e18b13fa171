"""What the columns and the classes of a person's own points are called."""

from collections.abc import Sequence

import msgspec

from lossstudio.core.datasets.table import default_names
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.scenario import Data


def with_names(data: Data, names: Sequence[str], classes: Sequence[str]) -> Data:
    """`data` with these names of the columns, the target's last, and of the classes 0, 1, …; none
    where they are those that points have anyway."""
    usual = (*default_names(len(names) - 1), "y")
    numbers = tuple(map(str, range(len(classes))))
    return msgspec.structs.replace(
        data,
        point_names=None if tuple(names) == usual else tuple(names),
        class_names=None if tuple(classes) == numbers else tuple(classes),
    )


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
    if classes is not None and not (classes and _are_distinct(classes)):
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{field} = {value}: must be null or different names of the classes 0, 1, …"
            ),
            field="data.class_names",
            value=shown(list(classes)),
        )


def _are_distinct(names: tuple[str, ...]) -> bool:
    return all(names) and len(set(names)) == len(names)
