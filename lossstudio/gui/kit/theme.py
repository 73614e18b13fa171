"""Light, dark or as the system: the widgets' palette, the plots' colours, pens and fonts."""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPen
from PySide6.QtWidgets import QApplication, QComboBox

from lossstudio.gui.kit.colors import DARK, LIGHT, Colors, Mark, Role
from lossstudio.gui.kit.flat_style import FlatStyle
from lossstudio.gui.kit.scaled_style import ScaledStyle

if TYPE_CHECKING:  # else it would be loaded before the window's first picture
    from pyqtgraph import PlotItem

Mode = Literal["system", "light", "dark"]

_BEHIND = -1000.0
"""A z-value behind every curve and picture."""

_TEXT_OFFSETS = (2, 5)
"""Pixels between the numbers and an axis below or above, and one at a side, at scale 1."""

_SMALLEST_FONT = 10.0
"""Points. Nobody should have to lean forward."""


_TABULAR = QFont.Tag("tnum")
"""OpenType's name for figures of one width: numbers that change do not jump."""

_THIN = 4.0
"""Pixels: a wider line is painted in short pieces, which only round ends join well."""


def _dots_an_inch() -> float:
    """What a point is measured with: 72 of them are so many pixels."""
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInchY() if screen is not None else 96.0


class Theme(QObject):
    """The look of the program; one object, made by the application and passed on.

    `changed` comes after palette, font and colours have changed: because a person chose so, or
    because the system went from light to dark. Views then style their plots anew.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, mode: Mode = "system", *, is_applied: bool = True
    ) -> None:
        """With `is_applied` false it changes nothing of the program: for figures beside it."""
        super().__init__(app)
        self._app = app
        self._is_applied = is_applied
        self._mode: Mode = mode
        self._scale = 1.0
        self._least_pixels = 0.0
        self._colors: Colors | None = None
        if is_applied:
            app.setStyle(FlatStyle())
        self._apply_font()
        self._ask_system()
        self._apply_scheme()
        app.styleHints().colorSchemeChanged.connect(self._apply_scheme)

    @property
    def mode(self) -> Mode:
        """What was asked for."""
        return self._mode

    @property
    def colors(self) -> Colors:
        """The colours in force."""
        assert self._colors is not None
        return self._colors

    @property
    def scale(self) -> float:
        """How much larger than usual everything is drawn."""
        return self._scale

    @property
    def usual_pixels(self) -> float:
        """The height of the program's letters at scale 1: a font's pixel size."""
        return self._usual_points() * _dots_an_inch() / 72.0

    def set_mode(self, mode: Mode) -> None:
        """Light, dark, or as the system is now and when it changes."""
        self._mode = mode
        self._ask_system()
        self._apply_scheme()

    def set_scale(self, scale: float, least_pixels: float = 0.0) -> None:
        """Draw every text, line and symbol `scale` times as large.

        No font's pixel size is below `least_pixels`, whatever its share of the usual size.
        """
        if (scale, least_pixels) != (self._scale, self._least_pixels):
            resized = scale != self._scale
            self._scale, self._least_pixels = scale, least_pixels
            self._apply_font()
            if resized and self._is_applied:
                self._app.setStyle(FlatStyle() if scale == 1.0 else ScaledStyle(scale))
                # The new font reaches the widgets with the next events.
                QTimer.singleShot(0, self, self._measure_lists)
            self.changed.emit()

    def font(self, factor: float = 1.0) -> QFont:
        """The program's font, `factor` times its usual size; its figures are all of one width."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        points = self._usual_points() * factor * self._scale
        font.setPointSizeF(max(points, self._least_pixels * 72.0 / _dots_an_inch()))
        font.setFeature(_TABULAR, 1)
        return font

    def pen(self, mark: Role | Mark, width: float = 2.0, dashed: bool = True) -> QPen:
        """The pen of a role or mark, `width` pixels wide at scale 1, with its dash if `dashed`."""
        mark = self.colors.mark(mark) if isinstance(mark, Role) else mark
        style = mark.dash if dashed else Qt.PenStyle.SolidLine
        # A plot's pen keeps its width in the screen's own pixels, of which a dense one has several.
        dense = self._app.devicePixelRatio() if self._is_applied else 1.0
        pen = QPen(QColor(mark.color), width * self._scale * dense, style)
        pen.setCosmetic(True)
        if pen.widthF() > _THIN:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def color(self, mark: Role | Mark, alpha: float = 1.0) -> QColor:
        """The colour of a role or mark, with `alpha` from 0 (invisible) to 1."""
        mark = self.colors.mark(mark) if isinstance(mark, Role) else mark
        color = QColor(mark.color)
        color.setAlphaF(alpha)
        return color

    def pixels(self, size: float) -> float:
        """A symbol's size or a line's width in pixels, at the present scale."""
        return size * self._scale

    def style_plot(self, plot: "PlotItem") -> None:
        """Give a plot the theme's background, axes, fonts, grid and legend.

        Its curves are its view's own: they are set with `pen` and `color`.
        """
        colors, font = self.colors, self.font(0.95)
        view = plot.getViewWidget()
        if view is not None:
            view.setBackground(colors.plot_background)
        plot.showGrid(x=True, y=True, alpha=1.0)
        for name in ("left", "bottom", "right", "top"):
            axis = plot.getAxis(name)
            axis.setPen(colors.muted, width=self._scale)
            axis.setTickPen(colors.grid, width=self._scale)
            axis.setTextPen(colors.plot_foreground)
            axis.setTickFont(font)
            # pyqtgraph draws the grid as part of the axis and puts that over the curves.
            axis.setZValue(_BEHIND)
            offset = _TEXT_OFFSETS[name in ("left", "right")]
            axis.setStyle(tickTextOffset=round(offset * self._scale))
            label = axis.labelText, axis.labelUnits or None, axis.labelUnitPrefix or None
            style = {"color": colors.plot_foreground, "font-size": f"{font.pointSizeF():g}pt"}
            axis.setLabel(*label, **style)  # also for a label that is set later
        if plot.legend is not None:
            background = QColor(colors.plot_background)
            background.setAlphaF(0.85)
            plot.legend.setBrush(background)
            plot.legend.setPen(colors.grid)
            plot.legend.setLabelTextSize(f"{font.pointSizeF():g}pt")
            plot.legend.setLabelTextColor(colors.plot_foreground)

    @staticmethod
    def _usual_points() -> float:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        return max(font.pointSizeF() + 1.0, _SMALLEST_FONT)

    def _ask_system(self) -> None:
        """Ask for window frames and native dialogs to match, where the system can do that."""
        if not self._is_applied:
            return
        scheme = {
            "system": Qt.ColorScheme.Unknown,
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
        }[self._mode]
        self._app.styleHints().setColorScheme(scheme)

    def _apply_scheme(self) -> None:
        """Set the palette. Qt would, but not on an X server without a desktop environment."""
        if self._mode == "system":
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = self._mode == "dark"
        colors = DARK if dark else LIGHT
        if colors is not self._colors:
            self._colors = colors
            if self._is_applied:
                self._app.setPalette(colors.palette())
            self.changed.emit()

    def _measure_lists(self) -> None:
        """Combo boxes forget their least size with a new style, but not with a new font."""
        for widget in self._app.allWidgets():
            if isinstance(widget, QComboBox):
                self._app.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
                widget.updateGeometry()

    def _apply_font(self) -> None:
        if self._is_applied:
            self._app.setFont(self.font())
