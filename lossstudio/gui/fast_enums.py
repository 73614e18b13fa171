"""Makes Qt's enumerations in a third of the time that Python takes for them.

A start needs classes of Qt with 360 enumerations of 4,900 members, and PySide6 makes all of them
when it makes the class. Python 3.11 makes each member by way of an attribute that it sets, deletes
and sets again, and of an exception: an eighth of what the whole start computed. What comes out of
it is the same here, member by member; flags, and whatever is out of the ordinary, are left to it.
"""

import sys
from collections.abc import Callable
from enum import Enum, EnumType, IntEnum
from typing import Any

_MAKERS: dict[type[Enum], Callable[[Any, int], Any]] = {
    Enum: lambda kind, _: object.__new__(kind),
    IntEnum: int.__new__,
}

_TAKEN = {name for base in IntEnum.__mro__ for name in vars(base)} | {"mro"}
"""Names that a member would share with a method: Python takes care of them."""

_create = EnumType._create_  # type: ignore[attr-defined]


_LATER = ("__doc__", "__new__")
"""What a class gets when it is made, and after that."""


def _contents(cls: type[Enum]) -> dict[str, Any]:
    """What Python puts into a class of enumeration that has no members."""
    empty = _create(cls, "Empty", (), module=__name__)
    return {name: value for name, value in vars(empty).items() if name not in _LATER}


_CONTENTS = {cls: _contents(cls) for cls in _MAKERS}


def _quick_create(
    cls: type[Enum], class_name: str, names: Any, *, module: str | None = None, **named: Any
) -> type[Enum]:
    """As `EnumType._create_`, which ``Enum(class_name, names)`` is."""
    if module is None:  # as there: whoever called `Enum`, two frames from here
        module = sys._getframe(2).f_globals.get("__name__")
    if (
        module is None
        or cls not in _MAKERS
        or any(named.get(name) is not None for name in ("qualname", "type"))
        or not _is_plain(names)
    ):
        made: type[Enum] = _create(cls, class_name, names, module=module, **named)
        return made
    listed: list[str] = []
    members: dict[str, Any] = {}
    by_value: dict[int, Any] = {}
    own: dict[str, Any] = {"_member_names_": listed, "_member_map_": members}
    own |= {"__module__": module, "_value2member_map_": by_value, "_unhashable_values_": []}
    quick: Any = type.__new__(EnumType, class_name, (cls,), _CONTENTS[cls] | own)
    make, add = _MAKERS[cls], type.__setattr__
    add(quick, "__new__", Enum.__new__)
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            by_value[value] = member = make(quick, value)
            member._value_ = value
            member._name_ = name
            member.__objclass__ = quick
            member._sort_order_ = len(listed)
            listed.append(name)
        members[name] = member
        add(quick, name, member)
    return quick  # type: ignore[no-any-return]


def _is_plain(names: Any) -> bool:
    """Whether these are pairs of a usual name and a whole number."""
    return (
        type(names) is list
        and all(type(pair) is tuple and type(pair[1]) is int for pair in names)
        and _TAKEN.isdisjoint([name for name, _ in names])
        and not any(name.startswith("_") for name, _ in names)
    )


def make_enums_quickly() -> None:
    """From now on; call it before Qt is imported. Other versions of Python do it their own way."""
    if sys.version_info[:2] == (3, 11):
        EnumType._create_ = _quick_create  # type: ignore[attr-defined]
