"""Enumerations that are made quickly are those that Python makes."""

import enum
import pickle
import sys
from enum import Enum, EnumType, Flag, IntEnum, IntFlag

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtWidgets
import pytest

from lossstudio.gui import fast_enums

ONLY_HERE = pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="of this Python alone")

ENUMS = [
    found
    for module in (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets)
    for owner in (getattr(module, name) for name in dir(module))
    if isinstance(owner, type)
    for found in vars(owner).values()
    if isinstance(found, EnumType)
]


def described(made):
    """All that can be seen of an enumeration."""
    own = {name: repr(value).partition(" at 0x")[0] for name, value in vars(made).items()}
    members = [
        (repr(m), str(m), f"{m}", m.value, m.name, hash(m), sorted(vars(m)), m._sort_order_,
         made(m.value) is m, made[name] is m, getattr(made, name) is m, m in made)
        for name, m in made.__members__.items()
    ]  # fmt: skip
    with pytest.raises(ValueError, match="not a valid") as refused:
        made(98_765_432)
    return own, members, list(map(str, made)), dir(made), made.__mro__[1:], str(refused.value)


def both(cls, name, names):
    return [
        create(cls, name, list(names), module=__name__, boundary=enum.KEEP)
        for create in (fast_enums._create, fast_enums._quick_create)
    ]


@ONLY_HERE
def test_every_enumeration_of_qt_is_the_same():
    assert len(ENUMS) > 500
    for found in ENUMS:
        base = found.__mro__[1]
        if base in (Flag, IntFlag):
            continue
        names = [(name, member.value) for name, member in found.__members__.items()]
        ordinary, quick = both(base, found.__name__, names)
        assert described(quick) == described(ordinary)


@ONLY_HERE
@pytest.mark.parametrize("base", [Enum, IntEnum, Flag, IntFlag])
@pytest.mark.parametrize(
    "names",
    [
        [("A", 1), ("B", 2), ("SameAsA", 1), ("C", -4)],
        [("name", 1), ("real", 2), ("value", 4)],  # what members have already
        [("_hidden", 1), ("B", 2)],
        [("A", "text"), ("B", 1.5)],
        [],
    ],
)
def test_what_is_out_of_the_ordinary_is_the_same(base, names):
    ways = (fast_enums._create, fast_enums._quick_create)
    seen = []
    for create in ways:
        try:
            made = create(base, "Kind", list(names), module=__name__, boundary=enum.KEEP)
            seen.append((repr(list(made)), {k: repr(v) for k, v in made.__members__.items()}))
        except (TypeError, ValueError) as error:
            seen.append(str(error))
    assert seen[0] == seen[1]


@ONLY_HERE
def test_it_is_used_and_only_where_it_is_meant():
    assert EnumType._create_ is fast_enums._quick_create
    fast = Enum("Kind", [("A", 1), ("B", 2)])
    assert fast.__module__ == __name__
    assert [member.name for member in Enum("Words", "A B")] == ["A", "B"]
    globals()["Kind"] = fast
    assert pickle.loads(pickle.dumps(fast.B)) is fast.B
