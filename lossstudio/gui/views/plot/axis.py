"""An axis whose numbers differ from one another and never run into each other."""

import html
import math
import re
from collections.abc import Iterator

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QFont, QFontMetricsF

from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.views.plot.tick_labels import (
    finest,
    has_exponent,
    labels,
    larger_spacing,
    smaller_spacing,
)

_LABELLED = (2, 5)
"""Between powers of ten these are labelled where there is room."""
_FEW_DECADES = 3.5
_LABELS = 0.3
"""Stands for the spacing of the labelled ticks between powers of ten."""
_MINOR = 0.1
"""Stands for the spacing of ticks without a label."""

_EVERY = (1, 2, 5, 10, 20, 50, 100, 200)
"""Decades between labels."""

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]$")
_LEAST = 3
"""Letters of a name that are always left."""

_GAP = 12.0
"""Pixels between labels beside each other, at scale 1."""


def shorter_names(name: str) -> Iterator[str]:
    """`name`, then without what stands in brackets at its end, then with fewer and fewer
    letters."""
    yield name
    name = _IN_BRACKETS.sub("", name)
    yield name
    for count in range(len(name) - 2, _LEAST, -1):
        yield name[:count].rstrip() + "…"


class PlotAxis(pg.AxisItem):  # type: ignore[misc]
    """pyqtgraph's axis with labels that have as many digits as they need, and no more ticks than
    labels have room; on a logarithmic scale they are powers of ten, 2 and 5, or, where a part
    between these is shown, as on a linear one."""

    labelText: str  # noqa: N815  pyqtgraph's
    zoom = 1.0
    """How much larger than usual everything is drawn: the same ticks at any size."""
    _short: str | None = None
    """The name as far as there is room for it; None for all of it."""
    _exponent: bool | None = None
    """Whether the ticks in sight are labelled with an exponent; None where there are none yet."""

    def setLabel(self, *args: object, **kwargs: object) -> None:
        """Name the axis. pyqtgraph would leave the new name where the middle of the old one was."""
        self._short = None
        super().setLabel(*args, **kwargs)
        self.resizeEvent()

    @survivable
    def resizeEvent(self, event: object = None) -> None:
        """Place the name, as much of it as there is room for."""
        if self.label is not None and self.label.isVisible():
            is_level = self.orientation in ("top", "bottom")
            self._fit_name(self.size().width() if is_level else self.size().height())
        super().resizeEvent(event)

    def _fit_name(self, room: float) -> None:
        """Shorten the name to `room` pixels: what it explains in brackets goes first."""
        for text in shorter_names(self.labelText):
            short = None if text == self.labelText else text
            if short != self._short:
                self._short = short
                self.label.setHtml(self.labelString())
            if self.label.boundingRect().width() <= room:
                return

    def labelString(self) -> str:
        """The name as rich text: signs of markup in it, as in that of a column, are shown."""
        name: str = self.labelText
        self.labelText = html.escape(name if self._short is None else self._short)
        text: str = super().labelString()
        self.labelText = name
        return text

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, list[float]]]:
        self._exponent = None
        ticks: list[tuple[float, list[float]]] = super().tickValues(
            minVal, maxVal, size / self.zoom
        )
        return ticks

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        """pyqtgraph's spacings, and larger ones where it takes long labels to tell ticks apart.

        Ticks of all levels then have labels of the same kind.
        """
        largest = max(abs(minVal), abs(maxVal))
        levels: list[tuple[float, float]] = []
        if 0.0 < maxVal - minVal < math.inf and maxVal - minVal > 4 * finest(largest):
            levels = super().tickSpacing(minVal, maxVal, size)
        if not levels:
            return []
        major = levels[0][0]
        while major <= finest(largest) or self._is_crowded(minVal, maxVal, major, size):
            major = larger_spacing(major)
            levels = [(major, 0.0), (smaller_spacing(major), 0.0)]
        levels = [level for level in levels if level[0] > finest(largest)]
        self._exponent = has_exponent(largest, levels[-1][0])
        return levels

    def _is_crowded(self, low: float, high: float, spacing: float, size: float) -> bool:
        """Whether labels beside each other would touch."""
        if self.orientation not in ("top", "bottom"):
            return False
        first, last = math.ceil(low / spacing), math.floor(high / spacing)
        if last <= first:
            return False
        texts = labels([first * spacing, last * spacing], spacing)
        metrics = QFontMetricsF(self.style["tickFont"] or QFont())
        widest = max(map(metrics.horizontalAdvance, texts)) / self.zoom
        return widest + _GAP > spacing / (high - low) * size

    def set_log(self, log: bool) -> None:
        """Label the axis by powers of ten. The view box is not told: values come as logarithms."""
        self.logMode = log
        self.picture = None
        self.update()

    def logTickValues(
        self, minVal: float, maxVal: float, size: float, stdTicks: object
    ) -> list[tuple[float, list[float]]]:
        """Ticks at powers of ten, and between them where there are few decades."""
        low, high = math.floor(minVal), math.ceil(maxVal)
        # So many powers of ten that labels keep a distance of about 45 pixels.
        least = (maxVal - minVal) * 45.0 / max(size, 1.0)
        every = next((step for step in _EVERY if step >= least), _EVERY[-1])
        first = math.ceil(minVal / every) * every
        ticks = [(float(every), [float(v) for v in range(first, high + 1, every)])]
        if every == 1 and maxVal - minVal <= _FEW_DECADES:
            between = {
                digit: [v + math.log10(digit) for v in range(low, high)] for digit in range(2, 10)
            }
            ticks.append((_LABELS, [v for digit in _LABELLED for v in between[digit]]))
            others = [v for digit, vs in between.items() if digit not in _LABELLED for v in vs]
            ticks.append((_MINOR, others))
        ticks = [(spacing, [v for v in vs if minVal <= v <= maxVal]) for spacing, vs in ticks]
        if sum(len(vs) for spacing, vs in ticks if spacing != _MINOR) < 2:
            return self._within_a_decade(minVal, maxVal, size) or ticks
        return ticks

    def _within_a_decade(
        self, low: float, high: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """Ticks as on a linear scale; their spacing is given as a negative number."""
        try:
            first, last = 10.0**low, 10.0**high
        except OverflowError:
            return []
        # At the end they are nearly half as far apart as on a linear scale.
        levels = self.tickSpacing(first, last, size / 2)
        ticks: list[tuple[float, list[float]]] = []
        seen: set[str] = set()
        for spacing, _ in levels:
            multiples = range(math.ceil(first / spacing), math.floor(last / spacing) + 1)
            values = [k * spacing for k in multiples]
            texts = labels(values, spacing, exponent=True)
            new = [v for v, text in zip(values, texts, strict=True) if text not in seen]
            seen.update(texts)
            ticks.append((-spacing, np.log10(new).tolist()))
        return ticks

    def logTickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """0.001 to 1000 as they are, beyond that powers of ten."""
        if spacing == _MINOR:
            return [""] * len(values)
        if spacing < 0.0:
            return labels([10.0**value for value in values], -spacing, self._exponent)
        strings = []
        for value in values:
            exponent = math.floor(value + 1e-9)
            digit = round(10.0 ** (value - exponent))
            if -3 <= exponent <= 3:
                strings.append(f"{digit * 10.0**exponent:.{max(-exponent, 0)}f}")
            else:
                power = "10" + str(exponent).translate(_SUPERSCRIPTS)
                strings.append(power if digit == 1 else f"{digit}·{power}")
        return strings

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """As many digits as it takes to tell the ticks apart."""
        if self.logMode:
            return self.logTickStrings(values, scale, spacing)
        return labels([value * scale for value in values], spacing * scale, self._exponent)
