"""What-if ghosts: the coming steps with another learning rate, dashed, in the loss curve."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from lossstudio.core.text import paragraph
from lossstudio.engine.ahead.what_if import LONGEST, WhatIf, what_if
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.following import Following
from lossstudio.gui.views.loss_curve.series import x_of_steps
from lossstudio.gui.views.loss_curve.shown import COST, TRAIN, columns_of
from lossstudio.gui.views.loss_curve.words import curve_mark
from lossstudio.gui.views.plot.area import PlotArea, Range, cache
from lossstudio.gui.views.plot.pixel_item import PixelItem

Array = NDArray[np.float64]

STEPS = 50
"""So far the ghosts look ahead."""
FACTORS = (1 / 3, 1.0, 3.0)
NAMES = ("η/3", "η", "3η")
DASHES = (Qt.PenStyle.DotLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine)

LONGEST_RUNNING = 0.5
"""Seconds that a look ahead may take while training runs."""
GROWTH = 0.5
"""The share of its height by which the loss axis grows to show ghosts that rise."""
LEAST_DECADES = 4.0
"""On a logarithmic axis it grows by half of at least so many decades."""
LEAST_WIDTH = 24.0
"""Pixels that a ghost must be wide to be named: less is a speck among thousands of steps."""
_FAR = 3.0
"""Ghosts are drawn up to so many heights of the plot outside of it."""


class Ghosts(PixelItem):
    """Three ghosts of one run. Drawn in pixels, like the line at the current step."""

    changed = Signal()
    """There are others than before: the view should draw anew."""

    def __init__(self, area: PlotArea, theme: Theme) -> None:
        super().__init__(area.box, z=900)
        self._area = area
        self._theme = theme
        self._is_on = False
        self._column = TRAIN
        self._color = theme.colors.plot_foreground
        self._log = (False, False)
        self.following: Following[WhatIf] = Following(self)
        """The look ahead."""
        self.following.came.connect(self.changed)
        self._drawn: WhatIf | None = None
        self._looks: tuple[object, ...] = ()
        self.hide()
        cache(self)
        self.restyle()

    @property
    def is_on(self) -> bool:
        """Somebody wants to see them."""
        return self._is_on

    @property
    def found(self) -> WhatIf | None:
        """What is shown."""
        return self.following.result

    def restyle(self) -> None:
        """Take the theme's font."""
        self._font = self._theme.font(0.95)
        self._metrics = QFontMetricsF(self._font)
        self.update()

    def switch(self, on: bool) -> None:
        """Look ahead, or no more."""
        self._is_on = on
        if not on:
            self.following.forget()
            self.hide()

    # -- looking ahead ----------------------------------------------------------------------------

    def follow(self, snapshot: Snapshot) -> None:
        """Take away what `snapshot` has made false, and look ahead from it when it is time."""
        if not self._is_on:
            return
        objective, run, focus = snapshot.scene.objective, snapshot.run, snapshot.scene.focus
        self._column = COST if COST in columns_of(snapshot.scene, focus) else TRAIN
        self._color = curve_mark(self._theme, focus, len(snapshot.runs), self._column).color
        longest = LONGEST if not snapshot.is_running else LONGEST_RUNNING
        self.following.follow(
            snapshot,
            lambda: what_if(objective, run.moment, run.step, FACTORS, STEPS, longest),
        )
        key = self.following.key
        if key is not None and not self.following.is_true(key):
            self.following.drop()
            self.hide()

    # -- what the view must know ------------------------------------------------------------------

    def last_step(self, snapshot: Snapshot) -> int:
        """The last step that should have a place on the axis."""
        last = snapshot.last_step
        return max(last, snapshot.step + STEPS) if self._is_on else last

    def stretched(self, low: float, high: float, log: bool) -> Range:
        """Heights from `low` to `high`, a little more where the ghosts leave them."""
        values = [y[np.isfinite(y)] for y in self._heights(log)]
        found = np.concatenate([*values, [low, high]])
        span = high - (low if log else min(low, 0.0))
        more = GROWTH * (max(span, LEAST_DECADES) if log else span)
        return max(float(found.min()), low - more), min(float(found.max()), high + more)

    def readout(self, step: int) -> list[str]:
        """What the ghosts say about `step`; a line each."""
        if self.found is None:
            return []
        ahead = step - self.found.step
        return [
            f"{name}: {four_digits(float(losses[ahead, self._column]))}"
            for name, losses in zip(NAMES, self.found.losses, strict=True)
            if 0 <= ahead < len(losses)
        ]

    def columns(self) -> dict[str, Array]:
        """The numbers that are drawn, for a table."""
        if self.found is None:
            return {}
        longest = max(len(losses) for losses in self.found.losses)
        curve = "cost" if self._column == COST else "train loss"
        names = (f"what if {curve} eta/3", f"what if {curve} eta", f"what if {curve} 3 eta")
        return {"what if step": self.found.step + np.arange(longest, dtype=np.float64)} | {
            name: losses[:, self._column]
            for name, losses in zip(names, self.found.losses, strict=True)
        }

    def note(self, snapshot: Snapshot) -> str:
        """How to read them."""
        if not self._is_on:
            return ""
        text = translate(
            "LossCurveView",
            "What if: the next {steps} steps with a third of the learning rate (η/3), with the "
            "same (η) and with three times as much (3η).",
        ).format(steps=STEPS)
        if len(snapshot.runs) > 1:
            of = translate("LossCurveView", "They are those of {name}.")
            text = paragraph([text, of.format(name=snapshot.run.name)])
        return text

    def _heights(self, log: bool) -> list[Array]:
        """The heights of each ghost, (m,)."""
        if self.found is None:
            return []
        ghosts = []
        for losses in self.found.losses:
            y = losses[:, self._column]
            if log:  # what is 0 lies below every axis
                y = np.log10(np.maximum(y, np.finfo(np.float64).tiny))
            ghosts.append(y)
        return ghosts

    # -- drawing ----------------------------------------------------------------------------------

    def draw(self, log_x: bool, log_y: bool) -> None:
        """Draw what has been found."""
        self._log = log_x, log_y
        self.setVisible(self.found is not None)
        looks = self._log, self._area.shown_range(), self._color
        if self.found is not self._drawn or looks != self._looks:
            self._drawn, self._looks = self.found, looks
            self.update()

    @survivable
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self.found is None:
            return
        rect = self.boundingRect()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        labels = []
        for index, losses in enumerate(self.found.losses):
            x, y = self._pixels(index)
            pen = QPen(QColor(self._color), 1.5 * self._theme.scale, DASHES[index])
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([QPointF(*at) for at in zip(x, y, strict=True)]))
            label = self._label(index, x, y, len(losses))
            if label is not None:
                labels.append(label)
        self._paint_labels(painter, labels)

    def _pixels(self, index: int) -> tuple[list[float], list[float]]:
        """Where a ghost is drawn, in pixels of the plot."""
        assert self.found is not None
        (x0, x1), (y0, y1) = self._area.shown_range()
        width, height = self.box.width(), self.box.height()
        heights = self._heights(self._log[1])[index]
        steps = self.found.step + np.arange(len(heights))
        x = (x_of_steps(steps, self._log[0]) - x0) / (x1 - x0) * width
        # Far outside nobody sees where it is, and Qt would compute with huge numbers.
        y = np.clip((y1 - heights) / (y1 - y0), -_FAR, 1.0 + _FAR) * height
        return np.clip(x, -_FAR * width, (1.0 + _FAR) * width).tolist(), y.tolist()

    def _label(
        self, index: int, x: list[float], y: list[float], found: int
    ) -> tuple[str, float, float] | None:
        """A ghost's name and where it is last seen."""
        rect = self.boundingRect()
        is_speck = x[-1] - x[0] < LEAST_WIDTH * self._theme.scale
        if found < 2 or (is_speck and y[-1] > 0.0):
            return None
        inside = [i for i in range(found) if rect.contains(QPointF(x[i], y[i]))]
        if not inside:
            return None
        last = inside[-1]
        if last + 1 < found and y[last + 1] < 0.0:  # it leaves at the top
            share = y[last] / (y[last] - y[last + 1])
            x_out = x[last] + share * (x[last + 1] - x[last])
            return NAMES[index] + " ↑", x_out, 2.5 * self._metrics.height()
        return NAMES[index], x[last], y[last]

    def _paint_labels(self, painter: QPainter, labels: list[tuple[str, float, float]]) -> None:
        """The names, in the order of their curves, pushed apart where they would overlap."""
        rect, height = self.boundingRect(), self._metrics.height()
        boxes: list[tuple[QRectF, str]] = []
        for text, x, y in sorted(labels, key=lambda label: label[2]):
            width = self._metrics.horizontalAdvance(text) + 6
            left, top = min(x + 3, rect.right() - width), max(y - height / 2, 0.0)
            box = QRectF(left, top, width, height)
            for other, _ in boxes:
                if _share_a_column(box, other):
                    box.moveTop(max(box.top(), other.bottom()))
            boxes.append((box, text))
        for index in reversed(range(len(boxes))):
            box = boxes[index][0]
            box.moveBottom(min(box.bottom(), rect.bottom()))
            for other, _ in boxes[index + 1 :]:
                if _share_a_column(box, other):
                    box.moveBottom(min(box.bottom(), other.top()))
        background = QColor(self._theme.colors.plot_background)
        background.setAlphaF(0.85)
        for box, text in boxes:
            painter.fillRect(box, background)
            painter.setPen(QColor(self._color))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _share_a_column(one: QRectF, other: QRectF) -> bool:
    """One would lie over the other if they were at the same height."""
    return one.left() < other.right() and other.left() < one.right()
