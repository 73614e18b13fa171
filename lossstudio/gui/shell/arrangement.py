"""How panels are arranged, as a value: the tree of their places, what is closed, floats, or stands
alone. Every change is a function from one arrangement to another."""

from collections.abc import Iterable, Mapping

import msgspec

from lossstudio.gui.shell import tree
from lossstudio.gui.shell.tree import Edge, Node

Rect = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""


class Floating(msgspec.Struct, frozen=True):
    """A panel that is a window of its own, and where on the screen; None where it likes."""

    name: str
    place: Rect | None = None


class Arrangement(msgspec.Struct, frozen=True):
    """Where every panel stands, and which are shown."""

    tree: Node
    closed: frozenset[str] = frozenset()
    floating: tuple[Floating, ...] = ()
    alone: str | None = None
    """The panel that is shown alone for a while: the rest stays as it was."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every panel, in the order of the tree."""
        return tree.names(self.tree)

    def is_open(self, name: str) -> bool:
        """It is not closed, though perhaps behind another one or beside one that stands alone."""
        return name not in self.closed

    def floats(self, name: str) -> bool:
        """It is a window of its own."""
        return any(each.name == name for each in self.floating)


class Seen(msgspec.Struct, frozen=True):
    """What an arrangement shows, with what is withheld from it: panels in the window, and windows
    of their own."""

    docked: frozenset[str]
    floating: tuple[Floating, ...]


def standing_alone(arrangement: Arrangement, withheld: frozenset[str] = frozenset()) -> str | None:
    """The panel that is shown alone, unless it is closed or withheld."""
    name = arrangement.alone
    return name if name not in arrangement.closed | withheld else None


def seen(
    arrangement: Arrangement,
    withheld: frozenset[str] = frozenset(),
    beside: frozenset[str] = frozenset(),
) -> Seen:
    """What is shown. Panels in `beside` stay beside one that stands alone."""
    opened = {name for name in arrangement.names if arrangement.is_open(name)} - withheld
    alone = standing_alone(arrangement, withheld)
    if alone is not None:
        return Seen(frozenset({alone, *(beside & opened)}), ())
    floating = tuple(each for each in arrangement.floating if each.name in opened)
    return Seen(frozenset(opened - {each.name for each in floating}), floating)


def fronts(arrangement: Arrangement, shown: Seen) -> tuple[str, ...]:
    """The panels that are in sight: the front of every stack, and what floats."""
    found = [tree.front(own, shown.docked) for own in tree.stacks(arrangement.tree)]
    return (*(name for name in found if name), *(each.name for each in shown.floating))


def opened(arrangement: Arrangement, name: str) -> Arrangement:
    """Show `name`, in front of its stack. Where another one stands alone, it does now."""
    alone = name if arrangement.alone is not None else None
    return msgspec.structs.replace(
        arrangement,
        tree=tree.with_current(arrangement.tree, name),
        closed=arrangement.closed - {name},
        alone=alone,
    )


def closed(arrangement: Arrangement, name: str) -> Arrangement:
    """Hide `name`; its place stays."""
    alone = None if arrangement.alone == name else arrangement.alone
    return msgspec.structs.replace(arrangement, closed=arrangement.closed | {name}, alone=alone)


def alone(arrangement: Arrangement, name: str | None) -> Arrangement:
    """Show `name` alone, or with None all again."""
    after = msgspec.structs.replace(arrangement, alone=name)
    return after if name is None else opened(after, name)


def as_tab(
    arrangement: Arrangement, name: str, target: str, index: int | None = None
) -> Arrangement:
    """Put `name` into the stack of `target`, in front."""
    return _put(arrangement, name, tree.as_tab(arrangement.tree, name, target, index))


def at_edge(
    arrangement: Arrangement,
    name: str,
    target: str | None,
    edge: Edge,
    fixed: Mapping[str, int] | None = None,
) -> Arrangement:
    """Put `name` at an edge of the stack of `target`, or of the window; see `tree.at_edge`."""
    return _put(arrangement, name, tree.at_edge(arrangement.tree, name, target, edge, fixed))


def _put(arrangement: Arrangement, name: str, after: Node) -> Arrangement:
    return Arrangement(after, arrangement.closed - {name}, _others(arrangement, name))


def floated(arrangement: Arrangement, name: str, place: Rect | None = None) -> Arrangement:
    """Make `name` a window of its own; its place in the tree stays."""
    floating = (*_others(arrangement, name), Floating(name, place))
    return Arrangement(arrangement.tree, arrangement.closed - {name}, floating)


def put_back(arrangement: Arrangement, name: str) -> Arrangement:
    """Put a window of its own back to its place, in front."""
    after = msgspec.structs.replace(arrangement, floating=_others(arrangement, name))
    return opened(after, name)


def moved_to(arrangement: Arrangement, places: Mapping[str, Rect]) -> Arrangement:
    """The same, with windows of their own where a person has moved them."""
    floating = tuple(
        Floating(each.name, places.get(each.name, each.place)) for each in arrangement.floating
    )
    return msgspec.structs.replace(arrangement, floating=floating)


def resized(arrangement: Arrangement, path: tree.Path, sizes: Mapping[int, float]) -> Arrangement:
    """The same, with other sizes in the split at `path`."""
    return msgspec.structs.replace(arrangement, tree=tree.with_sizes(arrangement.tree, path, sizes))


def _others(arrangement: Arrangement, name: str) -> tuple[Floating, ...]:
    return tuple(each for each in arrangement.floating if each.name != name)


# -- remembered from one start to the next ---------------------------------------------------------


def to_text(arrangement: Arrangement) -> str:
    """As it is remembered: what stands alone for a while does not."""
    return msgspec.json.encode(alone(arrangement, None)).decode()


def from_text(text: str, usual: Arrangement) -> Arrangement | None:
    """What `to_text` has written, for the panels of `usual`: one that is new stands as there, one
    that is gone is left out. None where nothing sensible is in it."""
    try:
        found = msgspec.json.decode(text, type=Arrangement)
    except (msgspec.DecodeError, RecursionError):
        return None
    has = found.names
    if not tree.is_sound(found.tree) or len(set(has)) < len(has) or not set(has) & set(usual.names):
        return None
    node = found.tree
    for name in set(has) - set(usual.names):
        rest = tree.without(node, name)
        assert rest is not None
        node = rest
    known = set(has)
    for name in (name for name in usual.names if name not in known):
        near = [other for other in tree.stack_of(usual.tree, name).panels if other in known]
        node = tree.as_tab_behind(node, name, near[-1] if near else tree.names(node)[-1])
        known.add(name)
    gone = frozenset(usual.names)
    new = frozenset(name for name in usual.names if name not in has)
    return Arrangement(
        node,
        (found.closed & gone) | (usual.closed & new),
        tuple(each for each in _once(found.floating) if each.name in gone),
    )


def _once(floating: Iterable[Floating]) -> tuple[Floating, ...]:
    return tuple({each.name: each for each in floating}.values())
