"""Widgets in a row that goes on below where there is no more room."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from lossstudio.gui.kit.overrides import survivable


class FlowLayout(QLayout):
    """Lays its items out from left to right, each as wide as it wants to be, in as many rows as
    the width asks for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins())

    @survivable
    def addItem(self, item: QLayoutItem) -> None:
        """Qt's way to add an item; widgets are added with `addWidget`."""
        self._items.append(item)

    @survivable
    def count(self) -> int:
        """The number of items."""
        return len(self._items)

    @survivable
    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at `index`, None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    @survivable
    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at `index` out, None where there is none."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @survivable
    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more room than it needs."""
        return Qt.Orientation(0)

    @survivable
    def hasHeightForWidth(self) -> bool:
        """A narrower one is higher."""
        return True

    @survivable
    def heightForWidth(self, width: int) -> int:
        """The height of the rows at this width."""
        return self._arrange(QRect(0, 0, width, 0), is_moving=False)

    @survivable
    def setGeometry(self, rect: QRect) -> None:
        """Put the items into `rect`."""
        super().setGeometry(rect)
        self._arrange(rect, is_moving=True)

    @survivable
    def sizeHint(self) -> QSize:
        """All in one row."""
        sizes = [item.sizeHint() for item in self._shown()]
        gaps = self._gap * max(len(sizes) - 1, 0)
        height = max((size.height() for size in sizes), default=0)
        return QSize(sum(size.width() for size in sizes) + gaps, height)

    @survivable
    def minimumSize(self) -> QSize:
        """The size of its largest item."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    @property
    def _gap(self) -> int:
        parent = self.parentWidget()
        metric = QStyle.PixelMetric.PM_LayoutHorizontalSpacing
        return 2 * parent.style().pixelMetric(metric, None, parent) if parent is not None else 12

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, is_moving: bool) -> int:
        """Place the items, or only measure them; returns their height."""
        x, y, row_height = rect.x(), rect.y(), 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(rect.width(), item.sizeHint().height()))
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, row_height = rect.x(), y + row_height + self._gap // 2, 0
            if is_moving:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            row_height = max(row_height, size.height())
        return y + row_height - rect.y()
