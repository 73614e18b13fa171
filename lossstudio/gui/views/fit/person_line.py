"""The model as a person left it, in the picture of the fit, while it is being trained."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from lossstudio.engine.measuring.picture import PictureKind, paint
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.snapshot import Scene
from lossstudio.gui.views.fit.layers import Array, drawable, far_limits
from lossstudio.gui.views.plot.area import Curve, PlotArea, cache
from lossstudio.gui.views.plot.contour import chained, class_boundaries, likeliest
from lossstudio.gui.views.plot.legend import Entry


class PersonLine:
    """A pale dashed line where the person's model is; none while there is no contest."""

    def __init__(self, area: PlotArea, theme: Theme) -> None:
        self._area = area
        self._theme = theme
        self._curve: Curve | None = None
        self._drawn: tuple[object, ...] = ()

    @property
    def is_shown(self) -> bool:
        """There is a line."""
        return self._curve is not None

    def show(self, scene: Scene, theta: Array | None) -> bool:
        """Draw the model that `scene` looks at with parameters `theta` (p,), or nothing for None.

        Returns whether a line has come or gone.
        """
        was_shown = self.is_shown
        if theta is None:
            self.remove()
            return was_shown
        wanted = (scene.canvas, theta.tobytes(), self._pen().color().rgb(), self._theme.scale)
        if self._curve is None or wanted != self._drawn:
            self.remove()
            self._drawn = wanted
            self._curve = Curve(self._area.box, self._pen())
            self._curve.setZValue(18)
            cache(self._curve)
            self._area.box.addItem(self._curve, ignoreBounds=True)
            self._draw(self._curve, scene, theta)
        return not was_shown

    def remove(self) -> None:
        """Take the line away."""
        if self._curve is not None:
            self._area.box.removeItem(self._curve)
            self._curve = None

    def legend(self) -> tuple[Entry, ...]:
        """What the line is, where there is one."""
        if not self.is_shown:
            return ()
        pen = self._pen()
        tooltip = translate("FitView", "Where you left the model before it was trained.")
        return (
            Entry(translate("FitView", "you"), pen.color().name(), pen.style(), tooltip=tooltip),
        )

    def _pen(self) -> QPen:
        pen = QPen(QColor(self._theme.colors.muted), 2.5 * self._theme.scale)
        pen.setCosmetic(True)
        pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _draw(self, curve: Curve, scene: Scene, theta: Array) -> None:
        picture = paint(scene.objective, theta, scene.canvas)
        if scene.canvas.kind is PictureKind.MAP:
            xs, ys = scene.canvas.axes
            segments = class_boundaries(picture, likeliest(picture)[0], xs, ys)
            x, y, connect = chained(segments)
            curve.setData(x, y, connect=connect)
            return
        values = picture[:, 1] if picture.ndim == 2 else picture
        limits = far_limits(self._area.shown_range()[1], self._area.home[1])
        y, joined = drawable(values, *limits)
        curve.setData(scene.canvas.axes[0], y, connect=joined)
