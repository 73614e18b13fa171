"""What the landscape's shades stand for: from the lowest cost to the highest."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.landscape.map_picture import landscape_table

_LENGTH = 110
_GAP = 6


class ColorBar(Retranslating, QWidget):
    """A row: the lowest cost, the shades, the highest cost."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bounds: tuple[float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.finish_setup()

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The lowest and the highest cost in the picture; None where there is none."""
        return self._bounds

    def set_costs(self, cost: np.ndarray | None) -> None:
        """Take the lowest and highest of the finite costs."""
        bounds = None
        if cost is not None:
            finite = cost[np.isfinite(cost)]
            if finite.size:
                bounds = float(finite.min()), float(finite.max())
        if bounds != self._bounds:
            self._bounds = bounds
            self.retranslate()
        self.update()

    def retranslate(self) -> None:
        self.setToolTip(
            translate(
                "LandscapeView",
                "The darker, the lower the cost. Shades and contour lines are closer at low costs, "
                "so that the bottom of a valley can be seen.",
            )
        )
        if self._bounds is not None:
            low, high = (four_digits(value) for value in self._bounds)
            text = translate("LandscapeView", "Cost from {low} (dark) to {high} (light)")
            self.setAccessibleName(text.format(low=low, high=high))
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.retranslate()

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(240, self.fontMetrics().height() + 2)

    @survivable
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height() + 2)

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._bounds is None:
            return
        painter = QPainter(self)
        metrics, colors = self.fontMetrics(), self._theme.colors
        low, high = (four_digits(value) for value in self._bounds)
        first = translate("LandscapeView", "cost {low}").format(low=low)
        needed = metrics.horizontalAdvance(first) + metrics.horizontalAdvance(high) + 2 * _GAP + 8
        length = min(_LENGTH * self._theme.scale, self.width() - needed)
        if length < 20:
            first = low
            needed = (
                metrics.horizontalAdvance(first) + metrics.horizontalAdvance(high) + 2 * _GAP + 8
            )
            length = max(min(_LENGTH * self._theme.scale, self.width() - needed), 10.0)
        baseline = (self.height() + metrics.ascent() - metrics.descent()) / 2
        painter.setPen(QColor(colors.text))
        painter.drawText(QPointF(4, baseline), first)
        left = 4.0 + metrics.horizontalAdvance(first) + _GAP
        bar = QRectF(left, 3, length, self.height() - 6)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        table = landscape_table(colors)
        for index in (0, -1):
            gradient.setColorAt(float(index != 0), QColor(*table[index].tolist()))
        painter.fillRect(bar, gradient)
        painter.setPen(QColor(colors.muted))
        painter.drawRect(bar)
        painter.setPen(QColor(colors.text))
        painter.drawText(QPointF(bar.right() + _GAP, baseline), high)
