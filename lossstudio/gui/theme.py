"""Light, dark or as the system: the widgets' palette, the plots' colours, pens and fonts."""

from typing import Literal

import pyqtgraph as pg
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPen
from PySide6.QtWidgets import QApplication

from lossstudio.gui.colors import DARK, LIGHT, Colors, Mark, Role

Mode = Literal["system", "light", "dark"]

_BEHIND = -1000.0
"""A z-value behind every curve and picture."""

_TEXT_OFFSETS = (2, 5)
"""Pixels between the numbers and an axis below or above, and one at a side, at scale 1."""

_SMALLEST_FONT = 10.0
"""Points. Nobody should have to lean forward."""


def configure_plots() -> None:
    """Set pyqtgraph's global options; call it once, before the first plot is made.

    Pictures are row-major as NumPy's are; curves are antialiased, which costs little at the sizes
    shown here and is what makes a slope look like a slope.
    """
    pg.setConfigOptions(imageAxisOrder="row-major", antialias=True)


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
        self._colors: Colors | None = None
        if is_applied:
            app.setStyle("Fusion")
        configure_plots()
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
        """How much larger than usual everything is drawn: 1 except in presentation mode."""
        return self._scale

    def set_mode(self, mode: Mode) -> None:
        """Light, dark, or as the system is now and when it changes."""
        self._mode = mode
        self._ask_system()
        self._apply_scheme()

    def set_scale(self, scale: float) -> None:
        """Draw every text, line and symbol `scale` times as large."""
        if scale != self._scale:
            self._scale = scale
            self._apply_font()
            self.changed.emit()

    def font(self, factor: float = 1.0) -> QFont:
        """The program's font, `factor` times its usual size."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        usual = max(font.pointSizeF() + 1.0, _SMALLEST_FONT)
        font.setPointSizeF(usual * factor * self._scale)
        return font

    def pen(self, mark: Role | Mark, width: float = 2.0, dashed: bool = True) -> QPen:
        """The pen of a role or mark, `width` pixels wide at scale 1, with its dash if `dashed`."""
        mark = self.colors.mark(mark) if isinstance(mark, Role) else mark
        style = mark.dash if dashed else Qt.PenStyle.SolidLine
        pen: QPen = pg.mkPen(mark.color, width=width * self._scale, style=style)
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

    def style_plot(self, plot: pg.PlotItem) -> None:
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
            # Also for a label that is set later.
            axis.labelStyle = {
                "color": colors.plot_foreground,
                "font-size": f"{font.pointSizeF():g}pt",
            }
            if axis.labelText or axis.labelUnits:
                axis.setLabel(axis.labelText, axis.labelUnits or None, axis.labelUnitPrefix or None)
        if plot.legend is not None:
            background = QColor(colors.plot_background)
            background.setAlphaF(0.85)
            plot.legend.setBrush(background)
            plot.legend.setPen(colors.grid)
            plot.legend.setLabelTextSize(f"{font.pointSizeF():g}pt")
            plot.legend.setLabelTextColor(colors.plot_foreground)

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
                pg.setConfigOptions(
                    background=colors.plot_background, foreground=colors.plot_foreground
                )
                self._app.setPalette(colors.palette())
            self.changed.emit()

    def _apply_font(self) -> None:
        if self._is_applied:
            self._app.setFont(self.font())
