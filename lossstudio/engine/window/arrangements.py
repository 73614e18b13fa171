"""How a scenario asks the window to be arranged: by a name, or as a tree of panels."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from lossstudio.core.parameters import check_name, shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.window.panels import hideable_panels


class Mode(StrEnum):
    """How much of the program a window shows: few settings and pictures, or everything."""

    SIMPLE = "simple"
    STUDIO = "studio"


NAMED = {
    "landscape": ("fit", "loss", "landscape"),
    "network": ("fit", "loss", "network"),
    "comparison": ("fit", "loss", "compare"),
    "loss_shape": ("fit", "loss", "shape"),
}
"""The pictures of each arrangement that has a name, the largest first."""

AS_FAST_AS_IT_CAN = "max"
"""A speed, in place of a number of steps a second."""

_DEEPEST = 10
_DIRECTIONS = ("columns", "rows")


def check_arrangement(value: object, field: str = "arrangement") -> None:
    """Raise `InputError` where `value` is none: null, one of `NAMED`, or ``{"mode", "root"}``.

    ``mode`` is a `Mode`, or left out. ``root`` is a split, ``{"split": "columns" or "rows",
    "parts": [at least two], "shares": [a positive number each]}``, whose shares may be left out, or
    a stack, ``{"tabs": [panels], "front": one of them}``, whose front may be left out. No panel
    stands twice.
    """
    if value is None:
        return
    if isinstance(value, str):
        check_name(value, NAMED, field)
        return
    given = _object(value, field, ("mode", "root"))
    if "mode" in given:
        check_name(given["mode"], Mode, f"{field}.mode")
    seen: set[str] = set()
    for name, place in _panels(given.get("root"), f"{field}.root", 0):
        check_name(name, hideable_panels(), place)
        if name in seen:
            raise InputError(
                QT_TRANSLATE_NOOP("core", "{field} = {value}: this panel has a place already"),
                field=place,
                value=shown(name),
            )
        seen.add(str(name))


def check_speed(value: float | str | None, field: str = "speed") -> None:
    """Raise `InputError` where `value` is neither null, nor ``"max"``, nor a positive number of
    steps a second."""
    if value is None or value == AS_FAST_AS_IT_CAN:
        return
    if isinstance(value, str) or not 0 < value <= 1e6:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", '{field} = {value}: must be "max" or a number of steps a second, above 0'
            ),
            field=field,
            value=shown(value),
        )


def _panels(node: object, field: str, depth: int) -> Iterator[tuple[object, str]]:
    """The names of a tree's panels, each with its path."""
    if depth > _DEEPEST:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field}: at most {maximum} splits within one another"),
            field=field,
            maximum=_DEEPEST,
        )
    if isinstance(node, Mapping) and "tabs" in node:
        own = _object(node, field, ("tabs", "front"))
        tabs = _items(own["tabs"], f"{field}.tabs", 1)
        if "front" in own:
            check_name(own["front"], [name for name in tabs if isinstance(name, str)], field)
        for index, name in enumerate(tabs):
            yield name, f"{field}.tabs.{index}"
        return
    own = _object(node, field, ("split", "parts", "shares"))
    check_name(own.get("split"), _DIRECTIONS, f"{field}.split")
    parts = _items(own.get("parts"), f"{field}.parts", 2)
    if "shares" in own:
        _check_shares(own["shares"], len(parts), f"{field}.shares")
    for index, part in enumerate(parts):
        yield from _panels(part, f"{field}.parts.{index}", depth + 1)


def _object(value: object, field: str, names: tuple[str, ...]) -> Mapping[str, Any]:
    if isinstance(value, Mapping) and set(value) <= set(names):
        return value
    raise InputError(
        QT_TRANSLATE_NOOP("core", "{field} = {value}: must be an object with {allowed}"),
        field=field,
        value=shown(value),
        allowed=", ".join(names),
    )


def _items(value: object, field: str, least: int) -> list[object]:
    if isinstance(value, list | tuple) and len(value) >= least:
        return list(value)
    raise InputError(
        QT_TRANSLATE_NOOP("core", "{field} = {value}: must be a list of at least {least}"),
        field=field,
        value=shown(value),
        least=least,
    )


def _check_shares(value: object, count: int, field: str) -> None:
    shares = _items(value, field, 2)
    are_numbers = all(
        isinstance(each, int | float) and not isinstance(each, bool) and 0 < each < 1e9
        for each in shares
    )
    if len(shares) != count or not are_numbers:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: must be {count} positive numbers"),
            field=field,
            value=shown(value),
            count=count,
        )
