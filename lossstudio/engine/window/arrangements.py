"""How a scenario asks the window to be arranged: by a name, or as a tree of panels."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from lossstudio.core.parameters import check_name, shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.window.panels import hideable_panels


class Mode(StrEnum):
    """How much of the program a window shows: few settings and pictures, or everything."""

    SIMPLE = "simple"
    STUDIO = "studio"


class Layout(msgspec.Struct, frozen=True):
    """The pictures of an arrangement that has a name: a large one, beside it another one, and below
    that a third one, where there is one; with what is open `behind` the last of them."""

    pictures: tuple[str, ...]
    behind: tuple[str, ...] = ()
    is_last_wide: bool = False
    """The last one lies below both others."""


NAMED = {
    "landscape": Layout(("fit", "loss", "landscape")),
    "network": Layout(("fit", "loss", "network")),
    "comparison": Layout(("fit", "loss", "compare"), is_last_wide=True),
    "loss_shape": Layout(("fit", "loss", "shape")),
    "loss_comparison": Layout(("fit", "loss", "shape"), behind=("compare",)),
    "loss_curve": Layout(("fit", "loss")),
    "metrics": Layout(("fit", "loss", "metrics")),
}
"""What each name of an arrangement stands for."""

AS_FAST_AS_IT_CAN = "max"
"""A speed, in place of a number of steps a second."""

_DEEPEST = 10
_DIRECTIONS = ("columns", "rows")


def check_arrangement(value: object, field: str = "arrangement") -> None:
    """Raise `InputError` where `value` is none: null, one of `NAMED`, or ``{"mode", "root"}``.

    ``mode`` is a `Mode`, or left out. ``root`` is a split, ``{"split": "columns" or "rows",
    "parts": [at least two], "shares": [a positive number each]}``, whose shares may be left out, or
    a stack, ``{"tabs": [panels], "front": one of them}``, whose front may be left out. No panel
    stands twice. A panel that is not known is no error: see `unknown_panels`.
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
        if not isinstance(name, str):
            check_name(name, hideable_panels(), place)
        if name in seen:
            raise InputError(
                QT_TRANSLATE_NOOP("core", "{field} = {value}: this panel has a place already"),
                field=place,
                value=shown(name),
            )
        seen.add(str(name))


def pictures_of(value: str | Mapping[str, Any] | None) -> tuple[str, ...]:
    """The panels that an arrangement, which has been checked, has in sight, as far as they are
    known; none where there is no arrangement."""
    if value is None:
        return ()
    if isinstance(value, str):
        return NAMED[value].pictures
    return tuple(_fronts(value["root"], hideable_panels()))


def unknown_panels(value: str | Mapping[str, Any] | None) -> tuple[str, ...]:
    """The names in an arrangement, which has been checked, that no panel has, or none that can be
    arranged: a newer version may have one. The others are shown without it."""
    if value is None or isinstance(value, str):
        return ()
    names = (name for name, _ in _panels(value["root"], "", 0))
    return tuple(str(name) for name in names if name not in hideable_panels())


def note_on_panels(value: str | Mapping[str, Any] | None) -> Message | None:
    """What is to be said of an arrangement that names panels that are not known."""
    unknown = unknown_panels(value)
    if not unknown:
        return None
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "The arrangement names panels that there are not: {names}. It is shown without them; "
            "the panels are: {allowed}.",
        ),
        {"names": ", ".join(map(shown, unknown)), "allowed": ", ".join(hideable_panels())},
    )


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


def _fronts(node: Mapping[str, Any], known: Sequence[str]) -> Iterator[str]:
    """The panel in front of each stack of a tree, of those that are `known`."""
    if "tabs" not in node:
        for part in node["parts"]:
            yield from _fronts(part, known)
        return
    tabs = [name for name in node["tabs"] if name in known]
    if tabs:
        front = node.get("front")
        yield str(front) if front in tabs else tabs[0]


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
