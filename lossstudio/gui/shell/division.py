"""How a window's room is divided: which pixels each stack gets, and what stands between them.

All of it follows from the arrangement, the room and the panels' least sizes, none of which depends
on what the panels show: so it is final at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from lossstudio.gui.shell import tree
from lossstudio.gui.shell.arrangement import Rect
from lossstudio.gui.shell.tree import Node, Path, Split, Stack


class Measures(NamedTuple):
    """What panels need, in pixels as everything is drawn now."""

    least: Mapping[str, tuple[int, int]]
    """Width and height of each."""
    kept: Mapping[str, tuple[int, int]]
    """Of each that keeps its width: the least and the most of it."""
    gap: int
    """Between two parts."""
    scale: float
    """How much larger than usual everything is drawn."""


class Placed(NamedTuple):
    """A stack in sight."""

    panels: tuple[str, ...]
    """Those that are shown, in the order of their tabs."""
    front: str
    place: Rect
    """With the row of title, in which there are tabs where there are several panels."""


class Border(NamedTuple):
    """What stands between two parts of a split and can be dragged."""

    path: Path
    """The split."""
    before: int
    after: int
    """The numbers of the two parts."""
    is_row: bool
    place: Rect
    pixels: Mapping[int, int]
    """What each part of the split that is in sight has, by its number."""
    least: Mapping[int, int]
    keeps: frozenset[int]
    """The parts that keep their width."""


class Plan(NamedTuple):
    """The whole window."""

    stacks: tuple[Placed, ...]
    borders: tuple[Border, ...]


class Wish(NamedTuple):
    """What a part of a split would have."""

    size: float
    """In pixels where it keeps its width, else its share of what is left."""
    least: int
    most: int | None = None
    """Where it keeps its width: it gets no more."""


def divide(room: int, wishes: Sequence[Wish]) -> list[int]:
    """Divide `room` pixels. Nobody gets less than the least where there is room for that; those
    that keep their width get it, and the others share the rest."""
    least = [wish.least for wish in wishes]
    if sum(least) >= room:
        return _rounded([max(room, 0) * own / max(sum(least), 1) for own in least])
    kept = [wish.most is not None for wish in wishes]
    if all(kept):
        kept = [False] * len(wishes)
    wanted = [min(max(w.size, w.least), max(w.most or 0, w.least)) for w in wishes]
    rest = room - sum(own for own, keeps in zip(wanted, kept, strict=True) if keeps)
    needed = sum(own for own, keeps in zip(least, kept, strict=True) if not keeps)
    if rest < needed:  # those that keep their width give some of it
        slack = sum(w - own for w, own, keeps in zip(wanted, least, kept, strict=True) if keeps)
        share = (needed - rest) / slack
        wanted = [w - share * (w - own) for w, own in zip(wanted, least, strict=True)]
        rest = needed
    open_ = [index for index, keeps in enumerate(kept) if not keeps]
    while open_:
        whole = sum(wishes[i].size for i in open_)
        small = [i for i in open_ if wishes[i].size * rest < least[i] * whole]
        for i in small or open_:
            wanted[i] = least[i] if small else wishes[i].size * rest / whole
        if not small:
            break
        rest -= sum(least[i] for i in small)
        open_ = [i for i in open_ if i not in small]
    return _rounded(wanted)


def _rounded(sizes: Sequence[float]) -> list[int]:
    """Whole numbers with the same sum."""
    ends, at = [0], 0.0
    for size in sizes:
        at += size
        ends.append(round(at))
    return [end - start for start, end in pairwise(ends)]


def plan(root: Node, shown: frozenset[str], room: Rect, measures: Measures) -> Plan:
    """Divide `room` among the stacks of a tree of which the panels `shown` are shown."""
    found: list[Placed | Border] = list(_placed(root, shown, room, measures, ()))
    return Plan(
        tuple(each for each in found if isinstance(each, Placed)),
        tuple(each for each in found if isinstance(each, Border)),
    )


def least_size(node: Node, shown: frozenset[str], measures: Measures) -> tuple[int, int]:
    """The least width and height of what is shown of a tree; nothing where nothing is."""
    if isinstance(node, Stack):
        sizes = [measures.least[name] for name in node.panels if name in shown]
        return max((w for w, _ in sizes), default=0), max((h for _, h in sizes), default=0)
    parts = [least_size(part, shown, measures) for part in node.parts if _is_seen(part, shown)]
    gaps = measures.gap * max(len(parts) - 1, 0)
    widths, heights = [width for width, _ in parts], [height for _, height in parts]
    if node.is_row:
        return sum(widths) + gaps, max(heights, default=0)
    return max(widths, default=0), sum(heights) + gaps


def _is_seen(node: Node, shown: frozenset[str]) -> bool:
    return not shown.isdisjoint(tree.names(node))


def _placed(
    node: Node, shown: frozenset[str], room: Rect, measures: Measures, path: Path
) -> Iterator[Placed | Border]:
    if isinstance(node, Stack):
        front = tree.front(node, shown)
        if front is not None:
            yield Placed(tuple(name for name in node.panels if name in shown), front, room)
        return
    indices = [i for i, part in enumerate(node.parts) if _is_seen(part, shown)]
    if len(indices) < 2:
        for i in indices:
            yield from _placed(node.parts[i], shown, room, measures, (*path, i))
        return
    along = 0 if node.is_row else 1
    wishes = [_wish(node, i, shown, measures) for i in indices]
    free = room[2 + along] - measures.gap * (len(indices) - 1)
    pixels = divide(free, wishes)
    start, before = room[along], None
    shares = dict(zip(indices, pixels, strict=True))
    least = {i: wish.least for i, wish in zip(indices, wishes, strict=True)}
    kept = frozenset(i for i, wish in zip(indices, wishes, strict=True) if wish.most is not None)
    for i in indices:
        if before is not None:
            place = _strip(room, along, start, measures.gap)
            yield Border(path, before, i, node.is_row, place, shares, least, kept)
            start += measures.gap
        inner = _strip(room, along, start, shares[i])
        yield from _placed(node.parts[i], shown, inner, measures, (*path, i))
        start, before = start + shares[i], i


def _strip(room: Rect, along: int, start: int, size: int) -> Rect:
    left, top, width, height = room
    return (start, top, size, height) if along == 0 else (left, start, width, size)


def _wish(node: Split, index: int, shown: frozenset[str], measures: Measures) -> Wish:
    part, size = node.parts[index], node.sizes[index]
    least = least_size(part, shown, measures)[0 if node.is_row else 1]
    panels = [name for name in tree.names(part) if name in shown]
    if node.is_row and isinstance(part, Stack) and all(name in measures.kept for name in panels):
        most = max(measures.kept[name][1] for name in panels)
        return Wish(size * measures.scale, least, most)
    return Wish(size, least)


def moved(node: Node, border: Border, by: int, scale: float) -> dict[int, float]:
    """The sizes of the split when `border` is dragged `by` pixels, for `tree.with_sizes`."""
    own = tree.node_at(node, border.path)
    assert isinstance(own, Split)
    pixels = dict(border.pixels)
    lowest = min(border.least[border.before] - pixels[border.before], 0)
    highest = max(pixels[border.after] - border.least[border.after], 0)
    by = min(max(by, lowest), highest)
    pixels[border.before] += by
    pixels[border.after] -= by
    shared = [i for i in pixels if i not in border.keeps]
    whole = max(sum(pixels[i] for i in shared), 1)
    weight = sum(own.sizes[i] for i in shared)  # beside those that are not in sight
    return {
        i: max(size / scale if i in border.keeps else weight * size / whole, 1e-3)
        for i, size in pixels.items()
    }
