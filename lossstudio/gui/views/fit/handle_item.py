"""The handles of a model, drawn over the picture of its fit."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from lossstudio.gui.kit.colors import Role
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.fit.handles import TURN, Handle
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.pixel_item import PixelItem

_RADIUS, _LARGER = 6.5, 2.0
"""Pixels; and how much larger the one is that can be taken now."""
_FOCUS = 4.0
"""Pixels between a handle and the ring that shows the keyboard's focus."""


class HandleItem(PixelItem):
    """Discs on the model: full where it is moved, hollow where it is turned.

    They are drawn in pixels in one go. The pointer is not its own business: see `ModelDrag`.
    """

    def __init__(self, area: PlotArea, theme: Theme) -> None:
        super().__init__(area.box, z=900)
        self._theme = theme
        self.handles: tuple[Handle, ...] = ()
        self.color = QColor(theme.colors.plot_foreground)
        self.hovered: int | None = None
        """The handle under the pointer, or being dragged."""
        self.selected: int | None = None
        """The one that the arrow keys move."""
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_handles(
        self, handles: tuple[Handle, ...], color: QColor, hovered: int | None, selected: int | None
    ) -> None:
        """Draw `handles`; nothing is painted where nothing is other than before."""
        new = handles, color, hovered, selected
        if new != (self.handles, self.color, self.hovered, self.selected):
            self.handles, self.color, self.hovered, self.selected = new
            self.update()

    @survivable
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if not self.handles:
            return
        scale = self._theme.scale
        ground = QColor(self._theme.colors.plot_background)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, handle in enumerate(self.handles):
            at = self.pixel_of(handle.place)
            if not (math.isfinite(at.x()) and math.isfinite(at.y())):
                continue
            is_taken = index in (self.hovered, self.selected)
            radius = (_RADIUS + (_LARGER if is_taken else 0.0)) * scale
            # A rim in the ground's colour keeps it apart from the line and the samples.
            painter.setPen(QPen(ground, 6.0 * scale))
            painter.drawEllipse(at, radius, radius)
            painter.setPen(QPen(self.color, 2.5 * scale))
            painter.setBrush(ground if handle.does == TURN else self.color)
            painter.drawEllipse(at, radius, radius)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if index == self.selected:
                painter.setPen(QPen(self._theme.color(Role.CURSOR), 2.0 * scale))
                ring = radius + _FOCUS * scale
                painter.drawEllipse(at, ring, ring)
