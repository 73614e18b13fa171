"""Where panels stand: a tree of splits and of stacks of tabs. Values, and functions on them.

A tree has a place for every panel, also for those that are closed or float: what comes back comes
back to where it was.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

Edge = Literal["left", "right", "above", "below"]
EDGES: tuple[Edge, ...] = ("left", "right", "above", "below")


class Stack(msgspec.Struct, frozen=True, tag="stack"):
    """Panels behind one another; the `current` one is in front."""

    panels: tuple[str, ...]
    current: str


class Split(msgspec.Struct, frozen=True, tag="split"):
    """Parts beside one another (`is_row`) or one below the other.

    Of the `sizes`, those of parts that keep their width are pixels at the usual size; the others
    divide what is left in proportion to theirs.
    """

    is_row: bool
    parts: tuple["Stack | Split", ...]
    sizes: tuple[float, ...]


Node = Stack | Split
Path = tuple[int, ...]
"""The way down to a node: the number of the part at each split."""

_HALVES = (1.0, 1.0)


def stack(*panels: str) -> Stack:
    """These behind one another, the first in front."""
    return Stack(panels, panels[0])


def split(is_row: bool, parts: Sequence[Node | None], sizes: Sequence[float]) -> Node | None:
    """Those of `parts` that are something, in a tidy tree: no split has a single part, and none
    stands in another one of its own direction."""
    flat: list[tuple[Node, float]] = []
    for part, size in zip(parts, sizes, strict=True):
        if isinstance(part, Split) and part.is_row == is_row:
            whole = sum(part.sizes)
            flat += [(p, s * size / whole) for p, s in zip(part.parts, part.sizes, strict=True)]
        elif part is not None:
            flat.append((part, size))
    if len(flat) < 2:
        return flat[0][0] if flat else None
    return Split(is_row, tuple(part for part, _ in flat), tuple(size for _, size in flat))


def row(*parts: Node | None, sizes: Sequence[float]) -> Node | None:
    """Parts from left to right."""
    return split(True, parts, sizes)


def column(*parts: Node | None, sizes: Sequence[float]) -> Node | None:
    """Parts from above to below."""
    return split(False, parts, sizes)


def stacks(node: Node) -> Iterator[Stack]:
    """Every stack, from left to right and from above to below."""
    if isinstance(node, Stack):
        yield node
    else:
        for part in node.parts:
            yield from stacks(part)


def names(node: Node) -> tuple[str, ...]:
    """The panels of a tree, in its order."""
    return tuple(name for each in stacks(node) for name in each.panels)


def stack_of(node: Node, name: str) -> Stack:
    """The stack that `name` belongs to. Raises `KeyError` where there is none."""
    for each in stacks(node):
        if name in each.panels:
            return each
    raise KeyError(name)


def front(own: Stack, seen: frozenset[str]) -> str | None:
    """Which panel of a stack is in front where only those `seen` are shown: the current one, or
    else its nearest neighbour, rather the one after it."""
    at = own.panels.index(own.current)
    near = sorted(range(len(own.panels)), key=lambda i: (abs(i - at), i < at))
    return next((own.panels[i] for i in near if own.panels[i] in seen), None)


def with_stack(node: Node, name: str, change: Callable[[Stack], Node | None]) -> Node | None:
    """The tree with what `change` makes of the stack of `name` in its place."""
    if isinstance(node, Stack):
        return change(node) if name in node.panels else node
    parts = [with_stack(part, name, change) for part in node.parts]
    if all(one is other for one, other in zip(parts, node.parts, strict=True)):
        return node
    return split(node.is_row, parts, node.sizes)


def with_current(node: Node, name: str) -> Node:
    """The tree with `name` in front of its stack."""
    return _whole(with_stack(node, name, lambda own: Stack(own.panels, name)))


def without(node: Node, name: str) -> Node | None:
    """The tree without `name`."""

    def drop(own: Stack) -> Stack | None:
        others = tuple(other for other in own.panels if other != name)
        if not others:
            return None
        rest = front(own, frozenset(others))
        assert rest is not None
        return Stack(others, rest)

    return with_stack(node, name, drop)


def as_tab(node: Node, name: str, target: str, index: int | None = None) -> Node:
    """Put `name` in front of the stack of `target`: as its tab `index`, or as the last one."""
    if name == target:
        own = stack_of(node, name)
        if own.panels == (name,):
            return node
        target = next(other for other in own.panels if other != name)
    before = stack_of(node, target).panels
    if index is not None and name in before and before.index(name) < index:
        index -= 1  # it leaves its own place first

    def put(own: Stack) -> Stack:
        at = len(own.panels) if index is None else index
        return Stack((*own.panels[:at], name, *own.panels[at:]), name)

    return _whole(with_stack(_whole(without(node, name)), target, put))


def as_tab_behind(node: Node, name: str, target: str) -> Node:
    """Put `name`, which is new, behind the others of the stack of `target`."""
    put = with_stack(node, target, lambda own: Stack((*own.panels, name), own.current))
    return _whole(put)


def at_edge(
    node: Node, name: str, target: str | None, edge: Edge, fixed: Mapping[str, int] | None = None
) -> Node:
    """Put `name` at an edge of the stack of `target`, whose room they share; or of the whole tree.

    `fixed` has the widths of panels that keep theirs: such a target leaves the room to others.
    """
    fixed = fixed or {}
    is_row, is_first = edge in ("left", "right"), edge in ("left", "above")
    own = None if target is None else stack_of(node, target)
    if own is not None and own.panels == (name,):
        return node  # beside itself
    if target == name:
        assert own is not None
        target = next(other for other in own.panels if other != name)
    rest = without(node, name)
    if rest is None:
        return node

    def beside(other: Node, sizes: tuple[float, float]) -> Node | None:
        pair = (stack(name), other)
        return split(is_row, pair if is_first else pair[::-1], sizes if is_first else sizes[::-1])

    if target is None:
        is_along = isinstance(rest, Split) and rest.is_row == is_row
        whole = sum(rest.sizes) if is_along and isinstance(rest, Split) else 1.0
        n_parts = len(rest.parts) if is_along and isinstance(rest, Split) else 1
        size = float(fixed[name]) if is_row and name in fixed else whole / n_parts
        return _whole(beside(rest, (size, whole)))
    kept = fixed.get(target)
    if is_row and kept is not None and name not in fixed:
        return _whole(_beside_a_side(rest, name, target, is_first))
    return _whole(with_stack(rest, target, lambda other: beside(other, _HALVES)))


def _beside_a_side(node: Node, name: str, target: str, is_first: bool) -> Node | None:
    """`name` beside a stack that keeps its width: as wide as the others are on average."""
    if isinstance(node, Split) and node.is_row:
        parts, sizes = list(node.parts), list(node.sizes)
        for at, part in enumerate(parts):
            if isinstance(part, Stack) and target in part.panels:
                place = at if is_first else at + 1
                parts.insert(place, stack(name))
                sizes.insert(place, sum(node.sizes) / len(node.sizes))
                return split(True, parts, sizes)
    if isinstance(node, Split):
        inner = [_beside_a_side(part, name, target, is_first) for part in node.parts]
        return split(node.is_row, inner, node.sizes)
    if target not in node.panels:
        return node
    pair: list[Node] = [stack(name), node]
    return split(True, pair if is_first else pair[::-1], _HALVES)


def node_at(node: Node, path: Path) -> Node:
    """The node at the end of `path`."""
    for index in path:
        assert isinstance(node, Split)
        node = node.parts[index]
    return node


def with_sizes(node: Node, path: Path, sizes: Mapping[int, float]) -> Node:
    """The tree with other sizes of some parts of the split at `path`, by their numbers."""
    assert isinstance(node, Split)
    if not path:
        new = tuple(sizes.get(index, size) for index, size in enumerate(node.sizes))
        return Split(node.is_row, node.parts, new)
    parts = list(node.parts)
    parts[path[0]] = with_sizes(parts[path[0]], path[1:], sizes)
    return Split(node.is_row, tuple(parts), node.sizes)


def is_sound(node: Node) -> bool:
    """Whether it is a tree as these functions make them, such as a file may not hold."""
    if isinstance(node, Stack):
        return node.current in node.panels
    whole = all(0.0 < size < 1e6 for size in node.sizes)
    fits = len(node.sizes) == len(node.parts) > 1
    inner = all(not (isinstance(p, Split) and p.is_row == node.is_row) for p in node.parts)
    return whole and fits and inner and all(is_sound(part) for part in node.parts)


def _whole(node: Node | None) -> Node:
    assert node is not None
    return node
