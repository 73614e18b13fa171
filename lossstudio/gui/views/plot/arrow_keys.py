"""Moving a place in a picture with the arrow keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from lossstudio.gui.views.plot.area import Range

KEY_STEP, LONG_KEY_STEP = 1 / 50, 1 / 10
"""How far an arrow key moves, as a share of the picture; with Shift the second."""

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


def moved_by_key(
    place: tuple[float, float], event: QKeyEvent, shown: tuple[Range, Range]
) -> tuple[float, float] | None:
    """Where an arrow key moves `place` to, within the picture; None for another key."""
    step = _STEPS.get(Qt.Key(event.key()))
    if step is None:
        return None
    is_long = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    share = LONG_KEY_STEP if is_long else KEY_STEP
    x, y = (
        min(max(at + share * way * (high - low), low), high)
        for at, way, (low, high) in zip(place, step, shown, strict=True)
    )
    return x, y
