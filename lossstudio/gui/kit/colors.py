"""The program's colours, once for light and once for dark.

Hues are Okabe and Ito's (Color Universal Design, 2008), lightened or darkened until every text has
a contrast of at least 4.5:1 and every mark of at least 3:1 against what it stands on (WCAG 2.1),
and until no two roles fall together for a colour-blind reader. The tests compute both. Colour never
stands alone: every role has a dash and a symbol too.

A colour has one meaning: a run's is none of the data's or the classes', and neither is a sign's.
The model of a single run has the first run's colour, so that it keeps it when a second one comes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

Dash = Qt.PenStyle


_RIM = 0.5
"""How much darker than a point its rim is, where points are dark on a light map."""


class Role(StrEnum):
    """What a curve, point or arrow is. A role looks the same in every view."""

    TRAIN = "train"
    TEST = "test"
    VALIDATION = "validation"
    TRUTH = "truth"
    MODEL = "model"
    GRADIENT = "gradient"
    OPTIMUM = "optimum"
    OUTLIER = "outlier"
    COST = "cost"
    CURSOR = "cursor"


@dataclass(frozen=True)
class Mark:
    """How something is drawn: its colour ``#rrggbb``, its dash, and pyqtgraph's symbol for it."""

    color: str
    dash: Qt.PenStyle
    symbol: str


@dataclass(frozen=True)
class Colors:
    """One scheme's colours, all as ``#rrggbb``.

    `window`, `card` and `base` are what texts stand on: the ground, the panels that lie on it, and
    fields for typing. `line` parts them. `classes` are the classes of a classification, `runs` the
    runs that are compared, `signs` numbers below and above 0. `good`, `warn` and `bad` are for
    text. `grid` is for lines behind a plot. `map_strength` is how much of a class's colour the map
    has where the prediction is certain: points must stand out from it.
    """

    dark: bool
    window: str
    card: str
    base: str
    button: str
    line: str
    text: str
    muted: str
    disabled: str
    highlight: str
    highlighted_text: str
    link: str
    plot_foreground: str
    grid: str
    good: str
    warn: str
    bad: str
    marks: Mapping[Role, Mark]
    classes: tuple[Mark, ...]
    runs: tuple[Mark, ...]
    signs: tuple[str, str]
    map_strength: float

    @property
    def plot_background(self) -> str:
        """Pictures lie on the card of their panel."""
        return self.card

    def rim(self, color: str) -> str:
        """The rim of a filled point: keeps it apart from others, and from the map below it."""
        return self.card if self.dark else mix(color, "#000000", _RIM)

    def mark(self, role: Role) -> Mark:
        """How `role` is drawn."""
        return self.marks[role]

    def class_mark(self, index: int) -> Mark:
        """How class `index` is drawn; from the seventh on, marks repeat."""
        return self.classes[index % len(self.classes)]

    def run_mark(self, index: int) -> Mark:
        """How compared run `index` is drawn; from the seventh on, marks repeat."""
        return self.runs[index % len(self.runs)]

    def palette(self) -> QPalette:
        """The widgets' palette."""
        palette = QPalette(QColor(self.button), QColor(self.window))
        role, group = QPalette.ColorRole, QPalette.ColorGroup
        for name, color in {
            role.Window: self.window,
            role.Base: self.base,
            role.AlternateBase: self.window,
            role.WindowText: self.text,
            role.Text: self.text,
            role.ButtonText: self.text,
            role.BrightText: self.bad,
            role.PlaceholderText: self.muted,
            role.ToolTipBase: self.base,
            role.ToolTipText: self.text,
            role.Highlight: self.highlight,
            role.Accent: self.highlight,
            role.HighlightedText: self.highlighted_text,
            role.Link: self.link,
            role.LinkVisited: self.link,
        }.items():
            palette.setColor(name, QColor(color))
        for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
            palette.setColor(group.Disabled, name, QColor(self.disabled))
        palette.setColor(group.Disabled, role.Highlight, QColor(self.button))
        return palette


def _marks(**colors: str) -> dict[Role, Mark]:
    styles = {
        Role.TRAIN: (Dash.SolidLine, "o"),
        Role.TEST: (Dash.DashLine, "s"),
        Role.VALIDATION: (Dash.DashDotLine, "t2"),
        Role.TRUTH: (Dash.DashDotLine, "d"),
        Role.MODEL: (Dash.SolidLine, "t1"),
        Role.GRADIENT: (Dash.DotLine, "t"),
        Role.OPTIMUM: (Dash.DashDotDotLine, "star"),
        Role.OUTLIER: (Dash.DotLine, "x"),
        Role.COST: (Dash.DashDotDotLine, "h"),
        Role.CURSOR: (Dash.DashLine, "+"),
    }
    return {role: Mark(colors[role.value], *style) for role, style in styles.items()}


def _series(*colors: str) -> tuple[Mark, ...]:
    dashes = (Dash.SolidLine, Dash.DashLine, Dash.DashDotLine, Dash.DotLine, Dash.DashDotDotLine)
    symbols = ("o", "s", "t1", "d", "p", "star")
    return tuple(
        Mark(color, dashes[i % len(dashes)], symbols[i % len(symbols)])
        for i, color in enumerate(colors)
    )


_LIGHT_RUNS = ("#c8102e", "#007a73", "#7a3a4f", "#c400c8", "#5c207e", "#105e1e")
_DARK_RUNS = ("#ff6561", "#09b0c5", "#dbc180", "#f065ff", "#9dbffd", "#70d918")


LIGHT = Colors(
    dark=False,
    window="#eef0f3",
    card="#ffffff",
    base="#ffffff",
    button="#f1f3f5",
    line="#c9ced6",
    text="#1a1a1a",
    muted="#636363",
    disabled="#8a8a8a",
    highlight="#0067a8",
    highlighted_text="#ffffff",
    link="#0062a3",
    plot_foreground="#1a1a1a",
    grid="#dcdcdc",
    good="#00704d",
    warn="#8a5a00",
    bad="#b03a00",
    marks=_marks(
        train="#005f9e",
        test="#cb8200",
        validation="#8418d8",
        truth="#404040",
        model=_LIGHT_RUNS[0],
        gradient="#b0569a",
        optimum="#008a62",
        outlier="#4f4800",
        cost="#3a95cf",
        cursor="#858585",
    ),
    classes=_series("#0072b2", "#b34700", "#009e73", "#a03f86", "#cb8200", "#404040"),
    runs=_series(*_LIGHT_RUNS),
    signs=("#5c0ce7", "#77883f"),
    map_strength=0.35,
)

DARK = Colors(
    dark=True,
    window="#17181b",
    card="#222428",
    base="#1a1b1e",
    button="#34373d",
    line="#4b4f57",
    text="#e8e8e8",
    muted="#a8a8a8",
    disabled="#858585",
    highlight="#2272b4",
    highlighted_text="#ffffff",
    link="#6cb8f0",
    plot_foreground="#e0e0e0",
    grid="#3a3c40",
    good="#3ccf9f",
    warn="#f5b83d",
    bad="#ff8a5c",
    marks=_marks(
        train="#3f9fe0",
        test="#f0a30a",
        validation="#a850ff",
        truth="#d8d8d8",
        model=_DARK_RUNS[0],
        gradient="#d68fc0",
        optimum="#14b886",
        outlier="#f0e442",
        cost="#a6d8f7",
        cursor="#8c8c8c",
    ),
    classes=_series("#3f9fe0", "#f0702a", "#2cc795", "#d68fc0", "#f0e442", "#d8d8d8"),
    runs=_series(*_DARK_RUNS),
    signs=("#a468f8", "#74a066"),
    map_strength=0.3,
)


def colors_for(palette: QPalette) -> Colors:
    """The scheme that `palette` belongs to, for a widget that knows no more than its palette."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def rgb(color: str) -> NDArray[np.float64]:
    """``#rrggbb`` as (3,) in 0…255."""
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float64)


def ramp(stops: tuple[str, ...], n: int = 256) -> NDArray[np.uint8]:
    """A colour table, (n, 3), through evenly spaced `stops`: two or more colours ``#rrggbb``."""
    places = np.linspace(0.0, 1.0, len(stops))
    channels = np.stack([rgb(stop) for stop in stops])
    at = np.linspace(0.0, 1.0, n)
    table = np.stack([np.interp(at, places, channels[:, c]) for c in range(3)], axis=1)
    return np.rint(table).astype(np.uint8)


def mix(first: str, second: str, share: float) -> str:
    """`first` and `second` mixed; `share` in [0, 1] is the second's."""
    mixed = np.rint(rgb(first) * (1.0 - share) + rgb(second) * share).astype(int)
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def probability_table(colors: Colors, n: int = 256) -> NDArray[np.uint8]:
    """A colour table, (n, 3), for P(class 1) from 0 to 1: class 0's colour, background, class 1's.

    At one half it is the background, so the uncertain region looks empty.
    """
    background = colors.plot_background
    return ramp(
        (
            mix(background, colors.class_mark(0).color, colors.map_strength),
            background,
            mix(background, colors.class_mark(1).color, colors.map_strength),
        ),
        n,
    )


def sequential_table(colors: Colors, role: Role, n: int = 256) -> NDArray[np.uint8]:
    """A colour table, (n, 3), from the background to the colour of `role`."""
    return ramp((colors.plot_background, colors.mark(role).color), n)


def class_picture(colors: Colors, probabilities: ArrayLike) -> NDArray[np.uint8]:
    """The map of class probabilities (h, w, C), C ≥ 2, as a picture (h, w, 3).

    Each pixel goes from the background towards the likeliest class's colour, by how far that
    class's probability lies above 1/C. With two classes it is `probability_table`, read at P(1).
    A pyqtgraph ImageItem must be told ``levels=(0, 255)``, or it stretches the colours.
    Raises `ValueError` for another shape.
    """
    p = np.asarray(probabilities, dtype=np.float64)
    if p.ndim != 3 or p.shape[2] < 2:
        raise ValueError(f"probabilities {p.shape} must have the shape (h, w, C) with C >= 2")
    n_classes = p.shape[2]
    background = rgb(colors.plot_background)
    likeliest = p.argmax(axis=2)
    certainty = np.clip((p.max(axis=2) - 1.0 / n_classes) * n_classes / (n_classes - 1), 0.0, 1.0)
    targets = np.stack([rgb(colors.class_mark(c).color) for c in range(n_classes)])[likeliest]
    mixed = background + (targets - background) * (colors.map_strength * certainty)[:, :, None]
    return np.asarray(np.rint(mixed), dtype=np.uint8)
