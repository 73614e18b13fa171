"""Holds a panel's content at the size that a person gives it."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStyle, QWidget

from lossstudio.gui.kit.overrides import survivable

_NEW_NEEDS = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LanguageChange)


class Frame(QScrollArea):
    """Scrolls where the content has no room.

    What the content would like to have changes while training runs; the window must not follow. So
    its own sizes do not depend on the content's: each change would divide the whole room anew.
    Until it holds one it is an empty picture.
    """

    missed = Signal()
    """It has been painted without a content."""

    def __init__(self, least: QSize) -> None:
        super().__init__()
        self._least = least
        self._most: QSize | None = None
        self._scale = 1.0
        self._fills = QTimer(self, singleShot=True, interval=0)
        self._fills.timeout.connect(self._fill)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content: QWidget | None = None
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self._misses = QTimer(self, singleShot=True, interval=0)
        self._misses.timeout.connect(self.missed)
        self._appears = QTimer(self, singleShot=True, interval=0)
        self._appears.timeout.connect(lambda: self.setUpdatesEnabled(True))

    def hold(self, content: QWidget) -> None:
        """Show `content` from now on."""
        self._misses.stop()
        self._content = content
        self.viewport().setBackgroundRole(QPalette.ColorRole.NoRole)
        self.setWidget(content)
        for part in (self.viewport(), content):
            part.setAutoFillBackground(False)
        self._fill()
        self.setUpdatesEnabled(False)  # until its parts have their places
        content.show()  # Qt leaves that to us where the frame is seen already
        self._appears.start()

    def set_scale(self, scale: float, most: QSize) -> None:
        """Be `scale` times as large as usual, but claim no more than `most`."""
        self._scale, self._most = scale, most

    @survivable
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    @property
    def readable_size(self) -> QSize:
        """What the content needs, as everything is drawn now."""
        return self._least * self._scale

    @survivable
    def minimumSizeHint(self) -> QSize:
        least = self.readable_size
        return least if self._most is None else least.boundedTo(self._most)

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._content is None:
            self._misses.start()  # after the picture of the whole window, which waits for nothing

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    @survivable
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _NEW_NEEDS:
            self._fills.start()  # when all parts of the content have heard of it too

    def _fill(self) -> None:
        """Give the content all the room, and more than there is where it needs that.

        Qt would do so itself, but by what a content with a wrapped text would like to have.
        """
        if self._content is None:
            return
        room = self.maximumViewportSize()
        least = self._content.minimumSizeHint().expandedTo(self._content.minimumSize())
        layout = self._content.layout()
        for _ in range(2):  # a bar at one side takes room from the other
            width = max(room.width(), least.width())
            height = least.height()
            if layout is not None and layout.hasHeightForWidth():
                height = layout.minimumHeightForWidth(width)
            bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
            room = self.maximumViewportSize() - QSize(
                bar if height > room.height() else 0, bar if width > room.width() else 0
            )
        self._content.resize(max(room.width(), least.width()), max(room.height(), height))
