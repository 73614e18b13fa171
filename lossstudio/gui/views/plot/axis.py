"""An axis whose numbers never run into each other on a logarithmic scale."""

import html
import math

import numpy as np
import pyqtgraph as pg

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


class PlotAxis(pg.AxisItem):  # type: ignore[misc]
    """pyqtgraph's axis, with powers of ten, 2 and 5 as the labels of a logarithmic scale."""

    labelText: str  # noqa: N815  pyqtgraph's
    zoom = 1.0
    """How much larger than usual everything is drawn: the same ticks at any size."""

    def setLabel(self, *args: object, **kwargs: object) -> None:
        """Name the axis. pyqtgraph would leave the new name where the middle of the old one was."""
        super().setLabel(*args, **kwargs)
        self.resizeEvent()

    def labelString(self) -> str:
        """The name as rich text: signs of markup in it, as in that of a column, are shown."""
        name: str = self.labelText
        self.labelText = html.escape(name)
        text: str = super().labelString()
        self.labelText = name
        return text

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, list[float]]]:
        ticks: list[tuple[float, list[float]]] = super().tickValues(
            minVal, maxVal, size / self.zoom
        )
        return ticks

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
        return [(spacing, [v for v in vs if minVal <= v <= maxVal]) for spacing, vs in ticks]

    def logTickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """0.001 to 1000 as they are, beyond that powers of ten."""
        if spacing == _MINOR:
            return [""] * len(values)
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
        """Numbers without the zeros that Python pads exponents with."""
        if self.logMode:
            return self.logTickStrings(values, scale, spacing)
        places = max(0, math.ceil(-math.log10(spacing * scale) - 1e-9))
        largest = max((abs(v) for v in values), default=0.0) * scale
        strings = []
        for value in np.asarray(values, dtype=np.float64) * scale:
            if abs(value) < 1e-9 * spacing * scale:
                strings.append("0")
            elif places > 4 or largest >= 1e6:
                mantissa, _, power = f"{value:.4g}".partition("e")
                strings.append(f"{mantissa}e{int(power)}" if power else mantissa)
            else:
                strings.append(f"{value:.{places}f}")
        return [string.replace("-", "−") for string in strings]
