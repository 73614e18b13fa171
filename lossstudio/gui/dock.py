"""A panel of the window: can be hidden, floated, and maximised by a double click on its title."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollArea,
    QStyle,
    QTabBar,
    QToolButton,
    QWidget,
)

from lossstudio.gui.i18n import Retranslating, translate
from lossstudio.gui.icons import icon

_AIR = 10
"""Pixels around a title."""
_SETTLED = 40
"""Milliseconds after which new letters are in force and everything is measured by them."""
UNLIMITED = 16777215
"""Pixels: Qt's own largest size of a widget."""


class Dock(QDockWidget):
    """A dock widget with our own title bar."""

    maximize_asked = Signal(object)
    """This dock: show it alone, or all again."""
    focus_asked = Signal(object)
    """This dock: a person has clicked where nothing in it takes the focus, as on its title."""

    def __init__(self, name: str, content: QWidget, size: QSize, minimum: QSize) -> None:
        super().__init__()
        self.setObjectName(name)
        self._frame = _Frame(content, size, minimum)
        self._most_width = 0
        self.setWidget(self._frame)
        self._title = _Title(self)
        self.setTitleBarWidget(self._title)
        self.windowTitleChanged.connect(self._title.label.setText)
        self._switch = QAction(self)
        self._switch.setCheckable(True)
        self._switch.triggered.connect(self._show_or_hide)
        self.windowTitleChanged.connect(self._switch.setText)
        super().toggleViewAction().toggled.connect(self._switch.setChecked)

    def toggleViewAction(self) -> QAction:
        """Shows the panel in front, unless it is there already: then hides it.

        Qt's own hides a panel that lies behind another one's tab, where nobody sees it.
        """
        return self._switch

    @property
    def is_in_front(self) -> bool:
        """It is shown, and not behind another one's tab: Qt puts those outside of the window."""
        parent = self.parentWidget()
        is_here = parent is not None and parent.rect().intersects(self.geometry())
        return not self.isHidden() and (self.isFloating() or is_here)

    def _show_or_hide(self) -> None:
        if self.is_in_front:
            self.close()
        else:
            self.show()
            self.raise_()
        self._switch.setChecked(not self.isHidden())

    def event(self, event: QEvent) -> bool:
        """What is clicked gets the keys: here comes what nothing in the panel has taken."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.focus_asked.emit(self)
        return super().event(event)

    def set_most_width(self, width: int) -> None:
        """Never be wider than `width`, at scale 1: more room does nothing for its content."""
        self._most_width = width
        self.setMaximumWidth(width)

    def set_scale(self, scale: float, most: tuple[int, int]) -> None:
        """Be `scale` times as large as usual, with a least size of at most `most`."""
        self._frame.set_scale(scale, QSize(*most))
        if self._most_width:
            self.setMaximumWidth(round(self._most_width * scale))

    def show_focus(self, has_focus: bool) -> None:
        """Show in the title whether the keys belong to this panel."""
        self._title.set_focused(has_focus)

    @property
    def shows_focus(self) -> bool:
        """The title says that the keys belong to this panel."""
        return self._title.is_focused

    def show_maximized(self, is_maximized: bool) -> None:
        """Show in the title whether this panel stands alone."""
        self._title.set_maximized(is_maximized)


class _Frame(QScrollArea):
    """Holds a panel's content at the size the person gives it, and scrolls where it has no room.

    What the content would like to have changes while training runs; the window must not follow. So
    its own sizes do not depend on the content's: each change would divide the whole room anew.
    """

    def __init__(self, content: QWidget, size: QSize, minimum: QSize) -> None:
        super().__init__()
        self._size, self._minimum = size, minimum
        self._scale = 1.0
        self._most = QSize(UNLIMITED, UNLIMITED)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self.setWidget(content)
        for part in (self.viewport(), content):
            part.setAutoFillBackground(False)

    def set_scale(self, scale: float, most: QSize) -> None:
        """Be `scale` times as large as usual, but claim no more than `most`."""
        if (scale, most) != (self._scale, self._most):
            self._scale, self._most = scale, most
            self.updateGeometry()
            QTimer.singleShot(_SETTLED, self, self._fill)

    def sizeHint(self) -> QSize:
        return self._size * self._scale

    def minimumSizeHint(self) -> QSize:
        return (self._minimum * self._scale).boundedTo(self._most)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(_SETTLED, self, self._fill)

    def _fill(self) -> None:
        """Give the content all the room, and more than there is where it needs that.

        Qt would do so itself, but by what a content with a wrapped text would like to have.
        """
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


_NEW_SIZES = (
    QEvent.Type.LayoutRequest,
    QEvent.Type.FontChange,
    QEvent.Type.StyleChange,
    QEvent.Type.ShowToParent,  # what changes in a hidden widget is not announced
)
"""After these a widget's parts may want another size."""


class _Title(Retranslating, QWidget):
    """The title bar of a dock: its name, and buttons to maximise, float and close."""

    def __init__(self, dock: Dock) -> None:
        super().__init__(dock)
        self._dock = dock
        self._is_maximized = False
        self._least: QSize | None = None
        self.is_focused = False
        self.label = QLabel()
        font = self.label.font()
        font.setBold(True)
        self.label.setFont(font)
        self._maximize = self._button()
        self._maximize.clicked.connect(lambda: dock.maximize_asked.emit(dock))
        self._float = self._button()
        self._float.setIcon(icon("mdi6.dock-window"))
        self._float.clicked.connect(self._float_or_dock)
        self._close = self._button()
        self._close.setIcon(icon("mdi6.close"))
        self._close.clicked.connect(dock.close)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 1, 2, 1)
        layout.setSpacing(0)
        layout.addWidget(self.label, 1)
        for button in (self._maximize, self._float, self._close):
            layout.addWidget(button)
        self.finish_setup()

    def set_focused(self, is_focused: bool) -> None:
        if is_focused != self.is_focused:
            self.is_focused = is_focused
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line below the title of the panel that has the focus."""
        super().paintEvent(event)
        if self.is_focused:
            height = max(2, self.fontMetrics().height() // 6)
            line = QRect(0, self.height() - height, self.width(), height)
            QPainter(self).fillRect(line, self.palette().highlight())

    def _float_or_dock(self) -> None:
        self._dock.setFloating(not self._dock.isFloating())
        self._dock.raise_()  # put back among tabs, it would be behind another one

    def set_maximized(self, is_maximized: bool) -> None:
        self._is_maximized = is_maximized
        self.retranslate()

    def retranslate(self) -> None:
        name = "mdi6.window-restore" if self._is_maximized else "mdi6.window-maximize"
        self._maximize.setIcon(icon(name))
        for button, text in (
            (
                self._maximize,
                translate("Dock", "Show all panels again")
                if self._is_maximized
                else translate("Dock", "Show this panel alone (double click on its title)"),
            ),
            (self._float, translate("Dock", "Make this panel a window of its own, or put it back")),
            (self._close, translate("Dock", "Hide this panel (the View menu shows it again)")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)

    def event(self, event: QEvent) -> bool:
        if event.type() in _NEW_SIZES:
            self._least = None
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        """Of the name alone: a panel may be narrower than all its buttons."""
        if self._least is None:  # a layout of the window asks for it hundreds of times
            self._least = QSize(self.label.sizeHint().width() // 2, self.sizeHint().height())
        return self._least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out buttons where there is no room for the name: the last stay longest."""
        super().resizeEvent(event)
        margins = self.contentsMargins()
        left = event.size().width() - self.label.sizeHint().width() - _AIR
        left -= margins.left() + margins.right()
        for button in (self._close, self._maximize, self._float):
            left -= button.sizeHint().width()
            button.setVisible(left >= 0)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dock.maximize_asked.emit(self._dock)
        event.accept()

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button


def resize_docks(
    window: QMainWindow, docks: Sequence[Dock], sizes: Sequence[int], orientation: Qt.Orientation
) -> None:
    """Give `docks` these `sizes` in pixels, but for those that a person has closed or floated since
    they were put there: they are no part of the layout."""
    nowhere = Qt.DockWidgetArea.NoDockWidgetArea
    placed = [
        (dock, size)
        for dock, size in zip(docks, sizes, strict=True)
        if not dock.isFloating() and window.dockWidgetArea(dock) != nowhere
    ]
    if placed:
        window.resizeDocks([dock for dock, _ in placed], [size for _, size in placed], orientation)


def hide_stray_tabs(window: QMainWindow) -> None:
    """Hide the tabs that Qt forgets where panels behind one another leave the layout together."""
    for tabs in window.findChildren(QTabBar):
        if not any(tabs.tabText(index) for index in range(tabs.count())):
            tabs.hide()
