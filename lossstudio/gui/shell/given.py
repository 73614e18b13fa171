"""The arrangement that a scenario asks for, as the window has it."""

from collections.abc import Mapping, Sequence
from typing import Any

from lossstudio.engine.window.arrangements import NAMED
from lossstudio.engine.window.panels import CONTROLS, LESSON
from lossstudio.gui.shell import tree, usual
from lossstudio.gui.shell.arrangement import Arrangement, opened
from lossstudio.gui.shell.tree import Node, Stack


def given(
    wanted: str | Mapping[str, Any], own: Arrangement, names: Sequence[str], *, is_simple: bool
) -> Arrangement:
    """What `wanted`, which has been checked, means for a window with the panels `names`.

    A name's pictures take the places of the simple window; in the studio, they come to the front of
    a person's `own` arrangement. A tree is taken as it stands, but for what is not in `names`;
    settings that are not in it stand at the left, and the others are closed, behind its last panel.
    Where nothing is left of it, it is a person's own.
    """
    if isinstance(wanted, str):
        layout = NAMED[wanted]
        if is_simple:
            return usual.pictures(layout)
        for name in (*layout.behind, *reversed(layout.pictures)):
            own = opened(own, name)
        return own
    root = _node(wanted["root"], [name for name in names if name != LESSON])
    if root is None:
        return own
    shown = tree.names(root)
    if CONTROLS not in shown:
        left = float(usual.WIDTHS[CONTROLS])
        root = tree.row(tree.stack(CONTROLS), root, sizes=(left, 1000.0)) or root
    last = tree.names(root)[-1]
    others = [name for name in names if name not in (*shown, CONTROLS, LESSON)]
    for name in others:
        root = tree.as_tab_behind(root, name, last)
    right = float(usual.WIDTHS[LESSON])
    whole = tree.row(root, tree.stack(LESSON), sizes=(1000.0, right))
    assert whole is not None
    return Arrangement(whole, frozenset((*others, LESSON)))


def _node(value: Mapping[str, Any], known: Sequence[str]) -> Node | None:
    """The tree, as far as its panels are `known`; None where none is."""
    if "tabs" in value:
        tabs = tuple(name for name in value["tabs"] if name in known)
        front = value.get("front")
        return Stack(tabs, str(front) if front in tabs else tabs[0]) if tabs else None
    parts = [_node(part, known) for part in value["parts"]]
    shares = value.get("shares") or [1.0] * len(parts)
    sizes = [_size(part, share) for part, share in zip(parts, shares, strict=True)]
    return tree.split(value["split"] == "columns", parts, sizes)


def _size(part: Node | None, share: float) -> float:
    """Of a panel that keeps its width, that; of others their share."""
    if not isinstance(part, Stack):
        return float(share)
    kept = [usual.WIDTHS[name] for name in part.panels if name in usual.WIDTHS]
    return float(kept[0]) if kept else float(share)
