"""Items over a plot that are drawn in its pixels in one go: a label, lines and symbols of pyqtgraph
would each cost more."""

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt

from lossstudio.gui.kit.overrides import survivable

Place = tuple[float, float]


class PixelItem(pg.GraphicsObject):  # type: ignore[misc]
    """Covers the plot of `box`. A subclass paints in pixels, from the upper left corner."""

    def __init__(self, box: pg.ViewBox, z: float) -> None:
        super().__init__(box)
        self.box = box
        self.setZValue(z)
        box.sigResized.connect(self.plot_resized)

    @survivable
    def boundingRect(self) -> QRectF:
        return QRectF(0.0, 0.0, self.box.width(), self.box.height())

    def plot_resized(self) -> None:
        """Cover the plot as it is now."""
        self.prepareGeometryChange()
        self.update()

    def pixel_of(self, place: Place) -> QPointF:
        """Where a place in the plot's coordinates is, in pixels."""
        (x0, x1), (y0, y1) = self.box.viewRange()
        return QPointF(
            (place[0] - x0) / (x1 - x0) * self.box.width(),
            (y1 - place[1]) / (y1 - y0) * self.box.height(),
        )

    def place_of(self, pixel: QPointF) -> Place:
        """Which place in the plot's coordinates a pixel is."""
        (x0, x1), (y0, y1) = self.box.viewRange()
        x = x0 + pixel.x() / max(self.box.width(), 1.0) * (x1 - x0)
        return x, y1 - pixel.y() / max(self.box.height(), 1.0) * (y1 - y0)


class DraggedItem(PixelItem):
    """What of it is inside `shape` can be dragged; `shape_of_pointer` says so."""

    shape_of_pointer = Qt.CursorShape.OpenHandCursor

    def __init__(self, box: pg.ViewBox, z: float) -> None:
        super().__init__(box, z)
        self.is_dragged = False
        self.is_hovered = False

    def drag(self, place: Place) -> None:
        """The pointer drags it to `place`, or has let it go there where `is_dragged` is false."""
        raise NotImplementedError

    # -- called by pyqtgraph's scene --------------------------------------------------------------

    def hoverEvent(self, event: object) -> None:
        hovered = not event.isExit() and event.acceptDrags(Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
        if hovered != self.is_hovered:
            self.is_hovered = hovered
            if hovered:
                self.setCursor(self.shape_of_pointer)
            else:
                self.unsetCursor()
            self.update()

    def mouseDragEvent(self, event: object) -> None:
        if event.button() != Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            event.ignore()  # type: ignore[attr-defined]
            return
        event.accept()  # type: ignore[attr-defined]
        self.is_dragged = not event.isFinish()  # type: ignore[attr-defined]
        self.drag(self.place_of(event.pos()))  # type: ignore[attr-defined]
