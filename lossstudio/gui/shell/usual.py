"""The arrangements that the program makes: at the first start, for a lesson, for a presentation."""

from collections.abc import Mapping, Sequence

from lossstudio.engine.window.arrangements import NAMED, Layout
from lossstudio.engine.window.panels import (
    CONTROLS,
    ENTRIES,
    FAR_RIGHT,
    LEFT,
    LESSON,
    MIDDLE,
    RIGHT,
    PanelEntry,
    entry_of,
)
from lossstudio.gui.shell import tree
from lossstudio.gui.shell.arrangement import Arrangement
from lossstudio.gui.shell.tree import Node, Stack

_COLUMN_WIDTHS = {MIDDLE: 550.0, RIGHT: 450.0}
"""Of what settings leave, in proportion."""
_TOP_SHARES = {MIDDLE: 58.0, RIGHT: 46.0}
"""Of a column's height, what its first panel has, in per cent."""
SIDES = (CONTROLS, LESSON)
_LARGE = 575.0
"""In the simple window, the share of the large picture in the width of the pictures, in 1000."""
_ABOVE = 60.0
"""There, the share in the height of what stands above a wide one, in per cent."""
LESSON_SHARE = 0.29
"""The share of a window's width that a lesson takes at most."""

WIDTHS = {entry.name: entry.width for entry in ENTRIES if entry.width is not None}
"""Of the panels that keep theirs, at the usual size."""


def first() -> Arrangement:
    """Settings at the left; a column of pictures, and another one; a lesson's place at the right.
    The first panel of a column stands above, the others are tabs below it."""
    members = [_members(column) for column in (LEFT, MIDDLE, RIGHT, FAR_RIGHT)]
    widths = [float(own[0].width or _COLUMN_WIDTHS[own[0].column]) for own in members]
    root = tree.row(*(_column(own) for own in members), sizes=widths)
    assert root is not None
    return Arrangement(root, frozenset({LESSON}))


def simple(has_units: bool) -> Arrangement:
    """The fit, the loss curve, and the landscape, or where the model `has_units` the network."""
    return pictures(NAMED["network" if has_units else "landscape"])


def pictures(layout: Layout) -> Arrangement:
    """Settings, one large picture, and smaller ones beside it or below. The others are closed,
    behind one that stands in the same column as they do at first."""
    large, *smaller = layout.pictures
    shown = (*layout.pictures, *layout.behind, *SIDES)
    closed = [entry.name for entry in ENTRIES if entry.name not in shown]
    right = [name for name in closed if entry_of(name).column == RIGHT or name == "network"]
    left = _with_others(large, [name for name in closed if name not in right])
    behind = (*layout.behind, *right)
    stacks = [_with_others(name, behind if name == smaller[-1] else ()) for name in smaller]
    if layout.is_last_wide:
        *beside, below = stacks
        above = tree.row(left, *beside, sizes=(_LARGE, *[1000.0 - _LARGE] * len(beside)))
        middle = tree.column(above, below, sizes=(_ABOVE, 100.0 - _ABOVE))
    else:
        column = tree.column(*stacks, sizes=[1.0] * len(stacks))
        middle = tree.row(left, column, sizes=(_LARGE, 1000.0 - _LARGE))
    root = tree.row(
        tree.stack(CONTROLS),
        middle,
        tree.stack(LESSON),
        sizes=(float(WIDTHS[CONTROLS]), 1000.0, float(WIDTHS[LESSON])),
    )
    assert root is not None
    return Arrangement(root, frozenset((*closed, LESSON)))


def _members(column: str) -> list[PanelEntry]:
    own = [entry for entry in ENTRIES if entry.column == column]
    return sorted(own, key=lambda entry: entry.rank)


def _column(own: Sequence[PanelEntry]) -> Node | None:
    above, *below = (entry.name for entry in own)
    if not below:
        return tree.stack(above)
    share = _TOP_SHARES[own[0].column]
    return tree.column(tree.stack(above), tree.stack(*below), sizes=(share, 100.0 - share))


def for_lesson(
    panels: Sequence[str], pictures: Sequence[str], names: Sequence[str], lesson_width: float
) -> Arrangement:
    """Show `panels` and the lesson: settings at the left, it at the right, `pictures` between, in
    their places. The others of all the `names` are closed, behind the last picture."""
    rows = rows_of(pictures)
    others = [name for name in names if name not in (*pictures, *SIDES)]
    parts = [
        tree.row(
            *(_with_others(name, others if name == pictures[-1] else ()) for name in row),
            sizes=[1.0] * len(row),
        )
        for row in rows
    ]
    middle = tree.column(*parts, sizes=[1.0] * len(parts)) if parts else tree.stack(*others)
    root = tree.row(
        tree.stack(CONTROLS),
        middle,
        tree.stack(LESSON),
        sizes=(float(WIDTHS[CONTROLS]), 700.0, lesson_width),
    )
    assert root is not None
    return Arrangement(root, frozenset(names) - {*panels, *pictures, LESSON})


def rows_of(pictures: Sequence[str]) -> list[list[str]]:
    """One alone, two one above the other, else two in a row; of an odd number the first alone."""
    if len(pictures) <= 2:
        return [[name] for name in pictures]
    first_row = len(pictures) % 2
    rows = [list(pictures[:first_row])] if first_row else []
    return rows + [list(pictures[i : i + 2]) for i in range(first_row, len(pictures), 2)]


def for_presentation(
    shown: Sequence[str], names: Sequence[str], *, is_wide: bool, widths: Mapping[str, float]
) -> Arrangement:
    """Show `shown` alone: settings at the left, a lesson at the right, pictures as large as each
    other between them; two of them side by side where `is_wide`."""
    pictures = [name for name in shown if name not in SIDES]
    others = [name for name in names if name not in (*pictures, *SIDES)]
    if len(pictures) <= 2:
        columns = [[name] for name in pictures] if is_wide else [pictures]
    else:
        columns = [pictures[0::2], pictures[1::2]]
    last = pictures[-1] if pictures else None
    parts = [
        tree.column(
            *(_with_others(name, others if name == last else ()) for name in column),
            sizes=[1.0] * len(column),
        )
        for column in columns
        if column
    ]
    middle = parts or [tree.stack(*others)]
    root = tree.row(
        tree.stack(CONTROLS),
        *middle,
        tree.stack(LESSON),
        sizes=(widths[CONTROLS], *([1.0] * len(middle)), widths[LESSON]),
    )
    assert root is not None
    return Arrangement(root, frozenset(names) - set(shown))


def _with_others(name: str, others: Sequence[str]) -> Stack:
    return Stack((name, *others), name)
