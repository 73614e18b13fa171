"""What becomes of an arrangement where the window has no room for all of it.

Panels that would be too small to read are put behind their neighbours, as tabs: nothing is lost,
and what a person opens comes to the front. The arrangement itself stays as it is, so that it comes
back with the room.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from lossstudio.gui.shell import tree
from lossstudio.gui.shell.division import Measures, least_size
from lossstudio.gui.shell.tree import Node, Split, Stack

_NOWHERE = tree.stack("")
"""Stands in a row for a part that has gone to another one: the others keep their numbers."""


def gathered(
    node: Node,
    shown: frozenset[str],
    room: tuple[int, int],
    measures: Measures,
    recent: Sequence[str],
) -> Node:
    """The tree with as many stacks behind others as a `room` of this width and height asks for.

    `measures` are what can be read. Of those behind one another, the one in front is the panel that
    has been opened last, by the order of `recent`, or else that of the largest stack. What keeps
    its width stays.
    """
    if isinstance(node, Stack):
        return node
    if not node.is_row:
        parts = [gathered(part, shown, room, measures, recent) for part in node.parts]
        whole = Split(False, tuple(parts), node.sizes)
        if least_size(whole, shown, measures)[1] <= room[1]:
            return whole
        largest = max(
            (i for i, part in enumerate(parts) if _is_seen(part, shown)),
            key=lambda i: (node.sizes[i], -i),
        )
        stacks = [own for part in parts for own in tree.stacks(part)]
        return _together(stacks, next(tree.stacks(parts[largest])), shown, recent)
    return _narrow_row(node, shown, room, measures, recent)


def _narrow_row(
    node: Split,
    shown: frozenset[str],
    room: tuple[int, int],
    measures: Measures,
    recent: Sequence[str],
) -> Node:
    """Each part as high as there is room for; the last ones behind those before them."""
    parts = [gathered(part, shown, room, measures, recent) for part in node.parts]
    while least_size(Split(True, tuple(parts), node.sizes), shown, measures)[0] > room[0]:
        open_ = [i for i, part in enumerate(parts) if _gives_way(part, shown, measures.kept)]
        if len(open_) < 2:
            for i in open_:  # what it is divided into can be gathered
                left = room[0] - least_size(_without(node, parts, i), shown, measures)[0]
                inside = left - measures.gap, room[1]
                parts[i] = gathered(parts[i], shown, inside, measures, recent)
            break
        before, last = open_[-2:]
        *_, target = tree.stacks(parts[before])
        together = _together([target, *tree.stacks(parts[last])], target, shown, recent)
        merged = tree.with_stack(parts[before], target.current, partial(_instead, together))
        assert merged is not None
        parts[before], parts[last] = merged, _NOWHERE
    return Split(True, tuple(parts), node.sizes)


def _instead(new: Stack, _: Stack) -> Stack:
    return new


def _without(node: Split, parts: Sequence[Node], gone: int) -> Split:
    """The row of `parts` without one of them."""
    others = [_NOWHERE if i == gone else part for i, part in enumerate(parts)]
    return Split(True, tuple(others), node.sizes)


def _together(
    stacks: Sequence[Stack], first: Stack, shown: frozenset[str], recent: Sequence[str]
) -> Stack:
    """All of them as one, with the front of `first` unless another one was opened since."""
    fronts = {tree.front(own, shown) for own in stacks}
    current = next((name for name in recent if name in fronts), first.current)
    return Stack(tuple(name for own in stacks for name in own.panels), current)


def _is_seen(node: Node, shown: frozenset[str]) -> bool:
    return not shown.isdisjoint(tree.names(node))


def _gives_way(node: Node, shown: frozenset[str], kept: Mapping[str, tuple[int, int]]) -> bool:
    seen = [name for name in tree.names(node) if name in shown]
    return bool(seen) and not all(name in kept for name in seen)
