"""Where a panel that is dragged would go: what is under the pointer decides."""

from typing import NamedTuple

from lossstudio.gui.shell.arrangement import Rect
from lossstudio.gui.shell.division import Placed, Plan
from lossstudio.gui.shell.tree import Edge

NEAR = 0.28
"""The share of a stack, from each edge, that stands for the edge."""
RIM = 14
"""Pixels along the window's edges that stand for the whole window's edge."""
_RIM_SHARE = 0.25
"""Of the room, what is shown there: the share itself depends on what else there is."""


class Drop(NamedTuple):
    """A place for a panel."""

    target: str | None
    """A panel of the stack that it joins or stands beside; None for the whole window."""
    edge: Edge | None
    """None for a tab of its own among the others."""
    zone: Rect
    """The room that it takes, to be shown."""
    at_tab: int | None = None
    """Of the tab, counted among those that are shown; None for the last one."""


def drop_at(plan: Plan, room: Rect, at: tuple[int, int], name: str) -> Drop | None:
    """Where `name` goes when it is let go at this point of `room`; None where it stays."""
    if not contains(room, at):
        return None
    outer = _nearest_edge(room, at)
    others = [each for each in plan.stacks if each.panels != (name,)]
    if outer[1] < RIM and others:
        edge: Edge = outer[0]
        return Drop(None, edge, part_at(room, edge, _RIM_SHARE))
    for each in plan.stacks:
        if contains(each.place, at):
            return _in_stack(each, at, name)
    return None


def _in_stack(own: Placed, at: tuple[int, int], name: str) -> Drop | None:
    if own.panels == (name,):
        return None
    edge, _ = _nearest_edge(own.place, at)
    share = _depth(own.place, at, edge)
    target = next(other for other in (own.front, *own.panels) if other != name)
    if share < NEAR:
        return Drop(target, edge, part_at(own.place, edge, 0.5))
    return None if name in own.panels else Drop(target, None, own.place)


def contains(rect: Rect, at: tuple[int, int]) -> bool:
    """Whether a point lies in `rect`."""
    left, top, width, height = rect
    return left <= at[0] < left + width and top <= at[1] < top + height


def part_at(rect: Rect, edge: Edge, share: float) -> Rect:
    """The part of `rect` at one of its edges."""
    left, top, width, height = rect
    if edge in ("left", "right"):
        part = round(width * share)
        return left if edge == "left" else left + width - part, top, part, height
    part = round(height * share)
    return left, top if edge == "above" else top + height - part, width, part


def _distances(rect: Rect, at: tuple[int, int]) -> dict[Edge, int]:
    left, top, width, height = rect
    return {
        "left": at[0] - left,
        "right": left + width - 1 - at[0],
        "above": at[1] - top,
        "below": top + height - 1 - at[1],
    }


def _nearest_edge(rect: Rect, at: tuple[int, int]) -> tuple[Edge, int]:
    """The edge that is nearest as a share of the size, and how many pixels away."""
    found = _distances(rect, at)
    edge = min(found, key=lambda each: _depth(rect, at, each))
    return edge, found[edge]


def _depth(rect: Rect, at: tuple[int, int], edge: Edge) -> float:
    size = rect[2] if edge in ("left", "right") else rect[3]
    return _distances(rect, at)[edge] / max(size, 1)


def neighbour(plan: Plan, name: str, edge: Edge) -> str | None:
    """The front panel of the stack that lies next to that of `name` at this side."""
    own = next((each for each in plan.stacks if name in each.panels), None)
    if own is None:
        return None
    along = 0 if edge in ("left", "right") else 1
    sign = 1 if edge in ("right", "below") else -1

    def middle(place: Rect, axis: int) -> float:
        return place[axis] + place[2 + axis] / 2

    def overlap(place: Rect) -> int:
        start = max(place[1 - along], own.place[1 - along])
        own_end = own.place[1 - along] + own.place[3 - along]
        return min(place[1 - along] + place[3 - along], own_end) - start

    beyond = [
        each
        for each in plan.stacks
        if each is not own
        and overlap(each.place) > 0
        and sign * (middle(each.place, along) - middle(own.place, along)) > 0
    ]
    if not beyond:
        return None
    near = min(
        beyond,
        key=lambda each: (
            abs(middle(each.place, along) - middle(own.place, along)),
            -overlap(each.place),
        ),
    )
    return near.front
