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
    a person's `own` arrangement. A tree is taken as it stands; settings that are not in it stand at
    the left, and the others are closed, behind its last panel.
    """
    if isinstance(wanted, str):
        pictures = NAMED[wanted]
        if is_simple:
            return usual.pictures(*pictures)
        for name in reversed(pictures):
            own = opened(own, name)
        return own
    root = _node(wanted["root"])
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


def _node(value: Mapping[str, Any]) -> Node:
    if "tabs" in value:
        tabs = tuple(value["tabs"])
        return Stack(tabs, value.get("front", tabs[0]))
    parts = [_node(part) for part in value["parts"]]
    shares = value.get("shares") or [1.0] * len(parts)
    sizes = [_size(part, share) for part, share in zip(parts, shares, strict=True)]
    node = tree.split(value["split"] == "columns", parts, sizes)
    assert node is not None
    return node


def _size(part: Node, share: float) -> float:
    """Of a panel that keeps its width, that; of others their share."""
    kept = [usual.WIDTHS[name] for name in tree.names(part) if name in usual.WIDTHS]
    return float(kept[0]) if kept and isinstance(part, Stack) else float(share)
