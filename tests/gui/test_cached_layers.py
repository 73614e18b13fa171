"""What plots keep painted has room, and no more than a screen and numbers can show."""

import numpy as np
import pytest
from PySide6.QtGui import QPixmapCache

from lossstudio.gui.views.plot.area import PlotArea, room_for_layers


def test_the_cache_grows_with_the_screen_alone(qtbot, theme, qapp):
    usual = QPixmapCache.cacheLimit()
    QPixmapCache.setCacheLimit(10240)
    qtbot.addWidget(PlotArea(theme))
    screens = [screen.size() * screen.devicePixelRatio() for screen in qapp.screens()]
    largest = max(size.width() * size.height() for size in screens)
    assert QPixmapCache.cacheLimit() == room_for_layers(largest)
    QPixmapCache.setCacheLimit(usual)


def test_room_is_that_of_all_layers_of_a_window_as_large_as_the_screen():
    assert room_for_layers(1366 * 768) == 64 * 1024
    assert room_for_layers(3840 * 2160) == 259_200


@pytest.mark.parametrize(
    "y", [(-8.5e306, np.inf), (-np.inf, np.inf), (1.7e308, np.inf), (-1.7e308, 1.7e308)]
)
def test_a_range_that_overflows_is_shown_as_far_as_there_are_numbers(qtbot, theme, y):
    area = PlotArea(theme)
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    area.set_home((0.0, 1.0), y)
    area.grab()
    low, high = area.shown_range()[1]
    assert 0.0 < high - low < np.inf
    area.view_all()
    area.grab()
