"""One colour, one meaning: measured by CIEDE2000 (Sharma, Wu and Dalal, 2005), independently."""

import itertools

import numpy as np
import pytest

from lossstudio.gui.kit.colors import DARK, LIGHT, Role, mix
from lossstudio.gui.views.network.unit_pictures import negative, positive
from tests.gui.color_science import contrast, lab

SCHEMES = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])

CLEARLY_OTHER = 10.0
"""CIEDE2000: 1 can just be seen side by side; from 10 on, two colours have different names."""

DATA = (Role.TRAIN, Role.TEST, Role.VALIDATION, Role.TRUTH, Role.OUTLIER)


def ciede2000(first, second):
    """The difference of two colours in L*a*b*."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25.0**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = h1 + turn / 2 if c1 * c2 else h1 + h2
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    waves = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    t = 1 + sum(size * np.cos(np.radians(n * hue + at)) for size, n, at in waves)
    off = (lightness - 50) ** 2
    sl, sc, sh = 1 + 0.015 * off / np.sqrt(20 + off), 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    bend = np.radians(60 * np.exp(-((((hue % 360) - 275) / 25) ** 2)))
    rt = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(bend)
    squares = (dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh)
    return np.sqrt(squares)


def apart(first, second):
    return ciede2000(lab(first, "usual"), lab(second, "usual"))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [  # pairs 1, 7, 13, 17, 25 and 33 of the paper's table
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, -0.0010, 2.4900), (50, 0.0009, -2.4900), 4.8045),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ],
)
def test_the_reference_formula_gives_the_published_values(first, second, expected):
    assert ciede2000(first, second) == pytest.approx(expected, abs=1e-4)


@SCHEMES
def test_runs_have_none_of_the_colours_of_data_and_classes(colors):
    taken = [colors.mark(role).color for role in DATA] + [mark.color for mark in colors.classes]
    for run, other in itertools.product(colors.runs, taken):
        assert apart(run.color, other) >= CLEARLY_OTHER, (run, other)


@SCHEMES
def test_the_first_run_keeps_its_colour_when_a_second_one_comes(colors):
    assert colors.run_mark(0).color == colors.mark(Role.MODEL).color
    assert colors.run_mark(0).dash == colors.mark(Role.MODEL).dash


@SCHEMES
def test_signs_have_none_of_the_colours_of_classes_and_runs(colors):
    signs = negative(colors), positive(colors)
    for sign, other in itertools.product(signs, (*colors.classes, *colors.runs)):
        assert apart(sign, other.color) >= CLEARLY_OTHER, (sign, other)
    assert apart(*signs) >= 3 * CLEARLY_OTHER
    for vision in ("protanopia", "deuteranopia", "tritanopia"):
        gap = np.linalg.norm(lab(signs[0], vision) - lab(signs[1], vision))
        assert gap >= 2 * CLEARLY_OTHER, (vision, gap)


@SCHEMES
def test_points_stand_out_from_the_ground_of_their_own_class(colors):
    for mark in colors.classes:
        ground = mix(colors.plot_background, mark.color, colors.map_strength)
        seen = max(contrast(mark.color, ground), contrast(colors.rim(mark.color), ground))
        assert seen >= 3.0, (mark, seen)
        # A hollow one is a ring around the picture's ground.
        assert contrast(mark.color, colors.plot_background) >= 3.0


@SCHEMES
def test_dark_points_themselves_stand_out_from_their_ground(colors):
    if colors.dark:
        for mark in colors.classes:
            ground = mix(colors.plot_background, mark.color, colors.map_strength)
            assert contrast(mark.color, ground) >= 3.0, mark


@SCHEMES
def test_texts_can_be_read_on_cards_and_runs_in_their_colours(colors):
    for name in ("text", "muted", "good", "warn", "bad", "link"):
        assert contrast(getattr(colors, name), colors.card) >= 4.5, name
    for mark in colors.runs:
        assert contrast(mark.color, colors.card) >= 4.5, mark
    for sign in colors.signs:
        assert contrast(sign, colors.card) >= 3.0, sign


def test_cards_lie_on_a_quiet_ground():
    for colors in (LIGHT, DARK):
        assert 1.05 <= contrast(colors.card, colors.window) <= 1.3
    assert lab(DARK.card, "usual")[0] > lab(DARK.window, "usual")[0]
    assert lab(LIGHT.card, "usual")[0] > lab(LIGHT.window, "usual")[0]
