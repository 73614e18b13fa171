"""The samples of a data set as points of a plot."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QBrush, QColor, QPen

from lossstudio.core.datasets import Dataset
from lossstudio.gui.kit.colors import Mark, Role
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.plot.area import PlotArea, cache
from lossstudio.gui.views.plot.legend import Entry, inside

Array = NDArray[np.float64]

MOST_DRAWN = 3000
"""A picture has no room for more points, and a frame no time."""
SIZE, SMALL_SIZE, FEW = 9.0, 7.0, 400
"""Pixels of a symbol where there are at most `FEW`, and where there are more."""
CROSS_SIZE = 14.0

_SETS = ("train", "test", "validation")
"""The order of the styles of the sets."""


@dataclass(frozen=True)
class Style:
    """How a group of samples is drawn; `hollow` symbols have only their outline, and where they are
    `pale` too, a pale inside."""

    mark: Mark
    hollow: bool
    label: str
    pale: bool = False


def drawn_rows(n: int, most: int = MOST_DRAWN) -> NDArray[np.intp]:
    """The rows of `n` that are drawn: all, or a fixed random choice, the same at every noise.

    A smaller choice is one from the usual one, so that what has room for fewer shows nothing that
    others do not.
    """
    if n <= most:
        return np.arange(n)
    if most < MOST_DRAWN < n:
        usual = drawn_rows(n)
        return usual[drawn_rows(len(usual), most)]
    return np.sort(np.random.default_rng(0).choice(n, most, replace=False))


def class_name(dataset: Dataset, index: int) -> str:
    """The name of a class, translated where it is the program's own."""
    return core_text(dataset.classes[index])


def group_styles(dataset: Dataset, theme: Theme) -> list[Style]:
    """Train, test and validation of a regression; of classes, each one's train, then each one's
    test, and then each one's validation."""
    colors = theme.colors
    if not dataset.classes:
        roles = (Role.TRAIN, Role.TEST, Role.VALIDATION)
        return [Style(colors.mark(role), False, set_name(role)) for role in roles]
    return [
        style
        for index in range(3)
        for style in set_styles(
            index,
            [
                (colors.class_mark(number), class_name(dataset, number))
                for number in range(len(dataset.classes))
            ],
        )
    ]


def set_styles(index: int, marks: Sequence[tuple[Mark, str]]) -> list[Style]:
    """How these marks, each with its label, are drawn for train, test or validation: 0, 1, 2."""
    return [Style(mark, index > 0, label, pale=index == 2) for mark, label in marks]


def set_name(name: str) -> str:
    """What a set, one of `PARTS`, is called in pictures."""
    return {
        "train": translate("FitView", "train"),
        "validation": translate("FitView", "validation"),
        "test": translate("FitView", "test"),
    }[name]


def groups(dataset: Dataset) -> NDArray[np.intp]:
    """For each sample the number of its style in `group_styles`, (n,)."""
    part: NDArray[np.intp] = np.array([0, 2, 1])[dataset.part_of(np.arange(len(dataset.x)))]
    if not dataset.classes:
        return part
    return dataset.target.astype(np.intp) + len(dataset.classes) * part


@dataclass(frozen=True)
class Seen:
    """Of which samples at least one is inside a picture.

    `groups` are numbers of styles in `group_styles`, `outliers` those that are marked as such.
    """

    groups: frozenset[int]
    outliers: bool


def legend_entries(dataset: Dataset, theme: Theme, seen: Seen) -> list[Entry]:
    """What the colours and symbols of the points inside a picture mean."""
    colors = theme.colors
    styles = group_styles(dataset, theme)
    n_classes = len(dataset.classes)
    if n_classes:
        classes = {group % n_classes for group in seen.groups}
        shown = [style for index, style in enumerate(styles[:n_classes]) if index in classes]
    else:
        shown = [style for index, style in enumerate(styles) if index in seen.groups]
    entries = [Entry(style.label, style.mark.color, symbol=style.mark.symbol) for style in shown]
    if n_classes and max(seen.groups, default=0) >= n_classes:
        entries.extend(hollow_entry(dataset, theme))
    if seen.outliers:
        mark = colors.mark(Role.OUTLIER)
        entries.append(
            Entry(
                translate("FitView", "outlier"),
                mark.color,
                symbol=mark.symbol,
                tooltip=translate(
                    "FitView", "A sample that was moved far off, to see what it does to the fit."
                ),
            )
        )
    return entries


def hollow_entry(dataset: Dataset, theme: Theme) -> list[Entry]:
    """What hollow and pale symbols mean, where there are samples that never train."""
    entries = []
    if "test" in dataset.parts:
        entries.append(
            Entry(
                translate("FitView", "hollow: test"),
                theme.colors.muted,
                symbol="o",
                hollow=True,
                tooltip=translate(
                    "FitView", "Filled points train the model; hollow ones only measure it."
                ),
            )
        )
    if dataset.n_validation:
        entries.append(
            Entry(
                translate("FitView", "pale: validation"),
                theme.colors.muted,
                symbol="o",
                hollow=True,
                pale=True,
                tooltip=translate(
                    "FitView",
                    "Pale points never train the model; they are there to compare models and to "
                    "stop training by.",
                ),
            )
        )
    return entries


class Points(pg.ScatterPlotItem):  # type: ignore[misc]
    """All drawn samples in one item, so that one cached picture holds them.

    `rows` are the samples that are drawn. Train is drawn before test, crosses on outliers last.
    """

    def __init__(
        self,
        dataset: Dataset,
        x: Array,
        y: Array,
        theme: Theme,
        styles: list[Style] | None = None,
        most: int = MOST_DRAWN,
    ) -> None:
        """`x` and `y` (n,) are the places of all samples; `styles` as from `group_styles`."""
        super().__init__(pxMode=True, antialias=True)
        self.rows = drawn_rows(len(dataset.x), most)
        self.x, self.y = x[self.rows], y[self.rows]
        self._groups = group = groups(dataset)[self.rows]
        # Outliers get a cross on top of their own symbol, drawn as further spots of this item.
        marked = (
            np.flatnonzero(dataset.is_outlier[self.rows])
            if len(dataset.is_outlier)
            else np.zeros(0, dtype=np.intp)
        )
        self._spots = np.concatenate([np.arange(len(self.rows)), marked])
        self._marked = marked
        size = theme.pixels(SIZE if len(self.rows) <= FEW else SMALL_SIZE)
        styles = group_styles(dataset, theme) if styles is None else styles
        outlier = theme.colors.mark(Role.OUTLIER)
        symbols = [style.mark.symbol for style in styles] + [outlier.symbol]
        pens = [_pen(style, theme) for style in styles]
        pens.append(pg.mkPen(theme.colors.plot_background, width=0.7 * theme.scale))
        brushes = [_brush(style, theme) for style in styles] + [QBrush(QColor(outlier.color))]
        which = np.concatenate([group, np.full(len(marked), len(styles))]).tolist()
        sizes = np.full(len(which), size)
        sizes[len(self.rows) :] = theme.pixels(CROSS_SIZE)
        self.setData(
            x=self.x[self._spots],
            y=self.y[self._spots],
            size=sizes,
            symbol=[symbols[i] for i in which],
            pen=[pens[i] for i in which],
            brush=[brushes[i] for i in which],
        )
        cache(self)

    def move_y(self, y: Array) -> None:
        """Move the points to `y` (n,), given for all samples; cheaper than new points."""
        self.y = y[self.rows]
        self.data["y"] = self.y[self._spots]
        self.bounds = [None, None]
        self.prepareGeometryChange()
        self.update()

    def seen(self, area: PlotArea) -> Seen:
        """What of them is inside the picture of `area`."""
        is_seen = area.in_sight(self.x, self.y)
        groups = frozenset(np.unique(self._groups[is_seen]).tolist())
        return Seen(groups, bool(is_seen[self._marked].any()))

    def nearest(self, x: float, y: float, pixel: tuple[float, float], within: float) -> int | None:
        """The sample nearest to (x, y), if it is `within` so many pixels of the size `pixel`."""
        if not len(self.rows) or not (pixel[0] > 0 and pixel[1] > 0):
            return None
        distance = np.hypot((self.x - x) / pixel[0], (self.y - y) / pixel[1])
        index = int(np.argmin(distance))
        return int(self.rows[index]) if distance[index] <= within else None


def _pen(style: Style, theme: Theme) -> QPen:
    color = style.mark.color if style.hollow else theme.colors.rim(style.mark.color)
    pen: QPen = pg.mkPen(color, width=(2.0 if style.hollow else 0.7) * theme.scale)
    return pen


def _brush(style: Style, theme: Theme) -> QBrush:
    color, background = style.mark.color, theme.colors.plot_background
    return QBrush(QColor(inside(color, background, style.hollow, style.pale)))
