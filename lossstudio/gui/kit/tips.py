"""Where tooltips appear: beside what they explain, never over it, nor after it has been used."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from lossstudio.gui.kit.overrides import survivable

_GAP = 4
"""Pixels between a tooltip and what it explains."""
_HIGHEST = 120
"""Pixels: what is higher than that is a picture or a text, and its tooltip stays at the pointer."""
_ACTS = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel}
)


def place_of(what: QRect, size: tuple[int, int], at: QPoint, screen: QRect) -> QPoint:
    """Where a tooltip of this `size` goes: below `what`, or above it where there is no room.

    It begins near the pointer, which is `at` this place, and stays inside the `screen`.
    """
    width, height = size
    x = max(min(at.x(), screen.right() + 1 - width), screen.left())
    below = what.bottom() + 1 + _GAP
    if below + height <= screen.bottom() + 1:
        return QPoint(x, below)
    return QPoint(x, max(what.top() - _GAP - height, screen.top()))


class Tips(QObject):
    """Shows the tooltips of the controls that it watches.

    It watches those that have one when asked to, and not the application: each event of each
    widget would go through it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._used: QObject | None = None

    def watch(self, part: QWidget) -> None:
        """Show the tooltips of `part`, and of what is in it."""
        for widget in (part, *part.findChildren(QWidget)):
            if _explained(widget) is not None:
                widget.installEventFilter(self)

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _ACTS and isinstance(watched, QWidget):
            self._used = _explained(watched)
            QToolTip.hideText()
        elif kind == QEvent.Type.Leave and watched is self._used:
            self._used = None
        elif kind == QEvent.Type.ToolTip and isinstance(watched, QWidget):
            if watched is self._used:
                return True
            if isinstance(event, QHelpEvent) and watched.height() <= _HIGHEST:
                return self._show(watched, event.globalPos())
        return False

    def _show(self, widget: QWidget, at: QPoint) -> bool:
        """Show the tooltip of `widget`; False where it has none."""
        text = widget.toolTip()
        if not text:
            return False
        QToolTip.showText(at, text, widget)
        tip = next((w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel")), None)
        if tip is not None:
            what = QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())
            screen = widget.screen().availableGeometry()
            tip.move(place_of(what, (tip.width(), tip.height()), at, screen))
        return True


def _explained(widget: QWidget) -> QWidget | None:
    """What has the tooltip that is shown at `widget`: itself, or what it is a part of."""
    found: QWidget | None = widget
    while found is not None and not found.toolTip():
        found = None if found.isWindow() else found.parentWidget()
    return found
