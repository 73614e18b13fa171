"""The labels of axes: different from one another, readable, and equal to where they stand."""

import math
import re
from decimal import Decimal

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtGui import QFontMetricsF, QPainter, QPicture

from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.axis import PlotAxis, shorter_names

BACK = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")


def number(text: str) -> float:
    """What a label says."""
    if "10" in text and re.search("[⁰¹²³⁴⁵⁶⁷⁸⁹]", text):
        digit, _, power = text.rpartition("10")
        return float(digit.rstrip("·") or 1) * 10.0 ** int(power.translate(BACK))
    return float(text.translate(BACK))


def ranges(count: int) -> list[tuple[float, float]]:
    """Ranges of any size around any number, and those that were seen to fail."""
    random = np.random.default_rng(0)
    found = [
        (1e7 - 30.0, 1e7 + 70.0),
        (1.7e9, 1.7e9 + 86400.0),
        (1.6e9, 1.75e9),
        (-1e7 - 2.0, -1e7 + 1.0),
        (0.5, 0.5001),
        (1e15, 1e15 + 1.0),
        (1e300, 1.1e300),
        (-8e307, 8e307),
        (0.0, 1e-300),
        (0.0, 1e-320),
    ]
    while len(found) < count:
        middle = random.choice([-1.0, 0.0, 1.0]) * 10.0 ** random.uniform(-200, 200)
        if random.random() < 0.7:
            middle = random.choice([-1.0, 1.0]) * 10.0 ** random.uniform(-3, 12)
        width = abs(middle or 1.0) * 10.0 ** random.uniform(-12, 3)
        found.append((middle - width * random.random(), middle + width))
    return found


@pytest.mark.parametrize("side", ["left", "bottom"])
def test_labels_differ_are_readable_and_equal_their_values(qapp, theme, side):
    axis = PlotAxis(side)
    axis.setTickFont(theme.font())
    widest = QFontMetricsF(theme.font()).horizontalAdvance
    for low, high in ranges(600):
        for size in (120.0, 300.0, 800.0):
            before: list[str] = []
            for level, (spacing, values) in enumerate(axis.tickValues(low, high, size)):
                texts = axis.tickStrings(values, 1.0, spacing)
                assert len(set(texts)) == len(values) == len(texts)
                assert not set(texts) & set(before)
                before += texts
                for value, text in zip(values, texts, strict=True):
                    assert abs(Decimal(number(text)) - Decimal(value)) <= Decimal(spacing) / 20
                if level == 0 and side == "bottom" and len(values) > 1:
                    apart = spacing / (high - low) * size
                    assert max(map(widest, texts)) < apart, (low, high, size, texts)
            if size == 800.0 and high - low > max(1e-10 * max(abs(low), abs(high)), 1e-306):
                assert len(before) >= 2, (low, high)
            assert len({"e" in text for text in before if text != "0"} - {False}) <= 1


@pytest.mark.parametrize("side", ["left", "bottom"])
def test_labels_of_a_part_of_a_logarithmic_axis(qapp, theme, side):
    axis = PlotAxis(side)
    axis.setTickFont(theme.font())
    axis.set_log(True)
    random = np.random.default_rng(1)
    for _ in range(500):
        middle = random.uniform(-12, 12)
        low, high = middle - 10.0 ** random.uniform(-8, 0.5), middle
        shown = {}
        for spacing, values in axis.tickValues(low, high, 400.0):
            for value, text in zip(values, axis.tickStrings(values, 1.0, spacing), strict=True):
                if text:
                    assert text not in shown
                    shown[text] = value
        assert len(shown) >= 2, (low, high)
        for text, value in shown.items():
            assert math.log10(number(text)) == pytest.approx(value, abs=1e-2 * (high - low))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_is_drawn_for_times_in_seconds_differs_and_has_room(qtbot, theme, scale):
    theme.set_scale(scale)
    area = PlotArea(theme)
    qtbot.addWidget(area)
    area.restyle()
    area.resize(round(420 * scale), round(300 * scale))
    area.set_home((1.7e9, 1.7e9 + 5000.0), (1e7, 1e7 + 3.0))
    area.show()
    for name in ("left", "bottom"):
        axis = area.plot.getAxis(name)
        drawn(axis)  # it now takes the room that its labels need
        area.plot.layout.activate()
        texts, rectangles = drawn(axis)
        assert len(texts) == len(set(texts)) >= 2
        for index, rect in enumerate(rectangles):
            assert not any(rect.intersects(other) for other in rectangles[:index])


def drawn(axis: pg.AxisItem):
    """The labels of an axis and where they are drawn."""
    picture = QPicture()
    painter = QPainter(picture)
    _, _, specs = axis.generateDrawSpecs(painter)
    painter.end()
    return [text for _, _, text in specs if text], [rect for rect, _, text in specs if text]


def test_a_name_gives_up_its_brackets_first():
    found = list(shorter_names("margin m = s·z (below 0: wrong class)"))
    assert found[:3] == [
        "margin m = s·z (below 0: wrong class)",
        "margin m = s·z",
        "margin m = s…",
    ]
    assert list(shorter_names("x")) == ["x", "x"]


@pytest.mark.parametrize("side", ["bottom", "left"])
def test_a_name_is_no_longer_than_its_axis(qtbot, theme, side):
    area = PlotArea(theme)
    qtbot.addWidget(area)
    area.resize(500, 500)
    area.show()
    axis = area.plot.getAxis(side)
    axis.setLabel("weight of the sugar content of a melon (in per cent)")
    room = {"bottom": lambda: axis.size().width(), "left": lambda: axis.size().height()}[side]

    def shown_at(size):
        area.resize(size, size)
        area.grab()  # lays it out
        assert axis.label.boundingRect().width() <= room()
        return axis.label.toPlainText().strip()

    found = [shown_at(size) for size in range(800, 100, -20)]
    assert found[0].endswith("(in per cent)")
    assert "weight of the sugar content of a melon" in found
    assert found[-1].endswith("…")
    assert found == sorted(found, key=len, reverse=True)
    assert shown_at(800) == found[0]
