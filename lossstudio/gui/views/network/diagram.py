"""The picture of a network: nodes with what they put out, and weights as lines between them."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.engine.measuring.unit_outputs import LayerOutputs, NodePicture
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.network.layout import Layout, make_layout
from lossstudio.gui.views.network.lines import (
    drawn_lines,
    incident_lines,
    most_width,
    paint_lines,
)
from lossstudio.gui.views.network.structure import (
    Array,
    Captions,
    Connection,
    Connections,
    Structure,
    Unit,
    largest,
    relative,
)
from lossstudio.gui.views.network.unit_pictures import PicturePainter, unit_frame

FONT = 0.85
"""The size of the texts in the picture, relative to the program's font."""
_NAMES = 0.22
"""The share of the width that the names of inputs, and of outputs, may have at most."""
_GAP = 6.0
_DIMMED = 0.2
"""How much is seen of the other lines while a node's own are shown."""


class Diagram(QWidget):
    """Nodes and lines; the pointer's node or line is `hovered`, the keyboard's node `focused`."""

    pointed = Signal()
    """Another node or line is under the pointer, or a node was chosen with it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.structure: Structure | None = None
        self.layout_: Layout | None = None
        self.hovered: Unit | Connection | None = None
        self.focused: Unit | None = None
        self.is_enlarged = False
        """The focused node's picture covers the others."""
        self.drawn: list[NDArray[np.bool_]] = []
        """Which weights are drawn as lines: (from, to) for each gap."""
        self.largest_weight = 0.0
        self.largest_bias = 0.0
        self._captions = Captions((), (), (), "")
        self._values: tuple[Connections, ...] = ()
        self._scale_texts = ("", "", "")
        self._kind = NodePicture.CURVE
        self._outputs: tuple[LayerOutputs, ...] = ()
        self._ranges: tuple[tuple[str, ...], ...] = ()
        self._painters: list[PicturePainter] = []
        self._is_dead: tuple[NDArray[np.bool_], ...] = ()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @survivable
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 100) * self._theme.scale

    # -- what is shown ----------------------------------------------------------------------------

    def set_structure(self, structure: Structure, captions: Captions) -> None:
        """Show nodes of `structure`; values and outputs are set next."""
        if structure != self.structure:
            self.hovered = self.focused = None
            self.is_enlarged = False
            self._values, self._outputs, self._painters, self._is_dead = (), (), [], ()
        self.structure, self._captions = structure, captions
        self._lay_out()

    def set_values(
        self, values: tuple[Connections, ...], scale_texts: tuple[str, str, str]
    ) -> None:
        """Draw `values` as lines and frames.

        `scale_texts` are for the largest weight and the largest bias, with ``{value}``; the last
        stands before the first where there is room.
        """
        self._values, self._scale_texts = values, scale_texts
        self._choose_lines()
        self.update()

    def set_outputs(
        self,
        kind: NodePicture,
        outputs: tuple[LayerOutputs, ...],
        ranges: tuple[tuple[str, ...], ...],
        is_dead: tuple[NDArray[np.bool_], ...],
    ) -> None:
        """Show what the nodes put out; `ranges` heads each column, the longest way first."""
        self._kind, self._outputs, self._ranges, self._is_dead = kind, outputs, ranges, is_dead
        self._make_painters()
        self.update()

    def restyle(self) -> None:
        """Take the theme's colours and sizes."""
        self._make_painters()
        self._lay_out()

    def _make_painters(self) -> None:
        colors, structure = self._theme.colors, self.structure
        last = len(self._outputs) - 1
        self._painters = [
            PicturePainter(
                self._kind,
                layer,
                colors,
                are_classes=structure is not None and structure.decides and column == last,
            )
            for column, layer in enumerate(self._outputs)
        ]

    @property
    def active(self) -> Unit | Connection | None:
        """The node or line that is looked at."""
        if self.is_enlarged:
            return self.focused
        return self.hovered if self.hovered is not None else self.focused

    @property
    def scale_words(self) -> tuple[str, str]:
        """What the thickest line and the thickest frame stand for, as written below."""
        largest_of = (self.largest_weight, self.largest_bias)
        return (
            self._scale_texts[0].format(value=four_digits(largest_of[0])),
            self._scale_texts[1].format(value=four_digits(largest_of[1])),
        )

    def painter_of(self, unit: Unit) -> PicturePainter | None:
        """What paints the picture of a node."""
        return self._painters[unit.column] if unit.column < len(self._painters) else None

    # -- layout -----------------------------------------------------------------------------------

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font(FONT))

    def _lay_out(self) -> None:
        if self.structure is None:
            return
        metrics, line = self._metrics(), self._metrics().height()
        most = _NAMES * self.width()
        left, right = (
            min(max(map(metrics.horizontalAdvance, names), default=0.0) + 2 * _GAP, most)
            for names in (self._captions.inputs, self._captions.outputs)
        )
        room = QRectF(self.rect()).adjusted(4, 2 * line + 4, -4, -line - 10)
        # Heads are as wide as a column, also over the outermost.
        least = 0.09 * self.width()
        self.layout_ = make_layout(
            self.structure, room, max(left, least), max(right, least), self._theme.scale
        )
        for unit in (self.hovered, self.focused):
            if isinstance(unit, Unit) and unit.row >= self.layout_.shown[unit.column]:
                self.hovered = self.focused = None
                self.is_enlarged = False
        self._choose_lines()
        self.update()

    def _choose_lines(self) -> None:
        if self.layout_ is None or not self._values:
            self.drawn = []
            return
        shown = self.layout_.shown
        seen = [v.weights[:a, :b] for v, a, b in zip(self._values, shown, shown[1:], strict=False)]
        self.largest_weight = largest(seen)
        biases = [
            v.bias[:count]
            for v, count in zip(self._values, shown[1:], strict=True)
            if v.bias is not None
        ]
        self.largest_bias = largest(biases)
        self.drawn = drawn_lines(seen)

    @property
    def shares(self) -> list[Array]:
        """The weights that are shown as shares of the largest, (from, to) for each gap."""
        assert self.layout_ is not None
        shown = self.layout_.shown
        return [
            relative(v.weights[:a, :b], self.largest_weight)
            for v, a, b in zip(self._values, shown, shown[1:], strict=False)
        ]

    # -- painting ---------------------------------------------------------------------------------

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.colors.plot_background))
        if self.layout_ is None or not self._values:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active, layout, shares = self.active, self.layout_, self.shares
        if active is None:
            paint_lines(painter, layout, shares, self.drawn, self._theme)
        else:
            own = incident_lines(active, self.drawn)
            rest = [is_drawn & ~is_own for is_drawn, is_own in zip(self.drawn, own, strict=True)]
            paint_lines(painter, layout, shares, rest, self._theme, _DIMMED)
            paint_lines(painter, layout, shares, own, self._theme)
        self._paint_nodes(painter)
        if isinstance(active, Unit):
            painter.setPen(QPen(QColor(self._theme.colors.highlight), self._theme.pixels(2.5)))
            off = self._theme.pixels(4.0)
            painter.drawRect(layout.rect(active).adjusted(-off, -off, off, off))

    def _paint_nodes(self, painter: QPainter) -> None:
        layout = self.layout_
        assert layout is not None
        scale = self._theme.scale
        painter.setFont(self._theme.font(FONT))
        for column, centers in enumerate(layout.centers):
            if column < len(self._painters):
                size = layout.sizes[column]
                width = (1.5 if size > 26 * scale else 1.1) * scale
                self._painters[column].paint(painter, centers, size, width)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # upright lines
            self._paint_frames(painter, column)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_head(painter, column)
        self._paint_names(painter)
        self._paint_scale(painter)

    def _paint_frames(self, painter: QPainter, column: int) -> None:
        layout, colors, scale = self.layout_, self._theme.colors, self._theme.scale
        assert layout is not None
        count = layout.shown[column]
        shares = np.zeros(count)
        if column and (bias := self._values[column - 1].bias) is not None:
            shares = relative(bias[:count], self.largest_bias)
        is_dead = self._is_dead[column] if column < len(self._is_dead) else None
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frames = zip(layout.rects[column], shares.tolist(), strict=True)
        for index, (rect, share) in enumerate(frames):
            if is_dead is not None and is_dead[index]:
                painter.setPen(QPen(QColor(colors.bad), 1.5 * scale))
                painter.drawLine(rect.topLeft(), rect.bottomRight())
                painter.drawLine(rect.topRight(), rect.bottomLeft())
            painter.setPen(unit_frame(colors, share, scale))
            painter.drawRect(rect)

    def _paint_head(self, painter: QPainter, column: int) -> None:
        """What the nodes of a column are, and the range of their pictures or how many are shown."""
        layout, structure = self.layout_, self.structure
        assert layout is not None
        assert structure is not None
        metrics, colors = self._metrics(), self._theme.colors
        x = float(layout.centers[column][0, 0])
        width = min(layout.step - 4, 2 * min(x, self.width() - x) - 2)
        shown, size = layout.shown[column], structure.sizes[column]
        second = self._ranges[column] if column < len(self._ranges) else ()
        if shown < size:
            of = self._captions.of.format(shown=shown, all=size)
            second = (of, f"{shown}/{size}")
            last = layout.centers[column][-1, 1] + layout.sizes[column] / 2
            painter.setPen(QColor(colors.text))
            area = QRectF(x - 20, last, 40, metrics.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "⋮")
        texts = (self._captions.heads[column], second)
        for row, (ways, color) in enumerate(zip(texts, (colors.text, colors.muted), strict=True)):
            text = next((way for way in ways if metrics.horizontalAdvance(way) <= width), "")
            painter.setPen(QColor(color))
            area = QRectF(x - width, 1 + row * metrics.height(), 2 * width, metrics.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_names(self, painter: QPainter) -> None:
        """The names of inputs at the left and of outputs at the right."""
        layout, metrics = self.layout_, self._metrics()
        assert layout is not None
        painter.setPen(QColor(self._theme.colors.text))
        height = metrics.height()
        before, after = (layout.sizes[column] / 2 + _GAP for column in (0, -1))
        left_align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right_align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for (x, y), name in zip(layout.centers[0].tolist(), self._captions.inputs, strict=False):
            area = QRectF(2, y - height / 2, x - before - 2, height)
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, right_align, text)
        for (x, y), name in zip(layout.centers[-1].tolist(), self._captions.outputs, strict=False):
            area = QRectF(x + after, y - height / 2, self.width() - x - after - 2, height)
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, left_align, text)

    def _paint_scale(self, painter: QPainter) -> None:
        """The thickest line and the thickest frame, with their numbers."""
        layout, colors, scale = self.layout_, self._theme.colors, self._theme.scale
        assert layout is not None
        metrics = self._metrics()
        middle = self.height() - 3 - metrics.height() / 2
        words = self._fitting_scale()
        x, text_color = 6.0, QColor(colors.text)
        for number, text in enumerate(words):
            if number and all(v.bias is None for v in self._values):
                break
            needed = 26 * scale + 5 + metrics.horizontalAdvance(text)
            if x + needed > self.width():
                break
            if number == 0:
                width = most_width(layout) if self.largest_weight else 1.0
                pen = QPen(text_color, width)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                painter.drawLine(QPointF(x, middle), QPointF(x + 26 * scale, middle))
            else:
                painter.setPen(QPen(text_color, (3.5 if self.largest_bias else 1.0) * scale))
                side = 12 * scale
                painter.drawRect(QRectF(x + 12 * scale, middle - side / 2, side, side))
            painter.setPen(text_color)
            baseline = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(x + 26 * scale + 5, baseline), text)
            x += needed + 14

    def _fitting_scale(self) -> tuple[str, str]:
        """The scale's words, with the one that introduces them where there is room."""
        words, introduction = self.scale_words, self._scale_texts[2]
        long = f"{introduction} {words[0]}"
        needed = self._metrics().horizontalAdvance(long + words[1]) + self._theme.pixels(100)
        return (long, words[1]) if needed < self.width() else words

    # -- the pointer ------------------------------------------------------------------------------

    @survivable
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.layout_ is None:
            return
        place = event.position()
        found: Unit | Connection | None = self.layout_.unit_at(place)
        self._set_hovered(found or self.layout_.line_at(place, self.drawn))

    @survivable
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click enlarges a node's picture, or makes it small again; or lets its figures go."""
        if self.layout_ is not None and event.button() == Qt.MouseButton.LeftButton:
            if self.is_enlarged:
                self.set_enlarged(False)
            else:
                self.set_focused(self.layout_.unit_at(event.position()))
                self.set_enlarged(self.focused is not None)
        super().mousePressEvent(event)

    @survivable
    def event(self, event: QEvent) -> bool:
        """No tooltip lies over the figures of what is looked at."""
        is_tip = event.type() == QEvent.Type.ToolTip
        return (is_tip and self.active is not None) or super().event(event)

    @survivable
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hovered(None)

    def _set_hovered(self, found: Unit | Connection | None) -> None:
        if found != self.hovered:
            self.hovered = found
            self.update()
            self.pointed.emit()

    def set_focused(self, unit: Unit | None) -> None:
        """Keep `unit` on show."""
        if unit != self.focused:
            self.focused = unit
            self.is_enlarged = self.is_enlarged and unit is not None
            self.update()
            self.pointed.emit()

    def set_enlarged(self, is_enlarged: bool) -> None:
        """Show the picture of the focused node large, over the others; or all of them again."""
        if is_enlarged != self.is_enlarged:
            self.is_enlarged = is_enlarged
            self.update()
            self.pointed.emit()
