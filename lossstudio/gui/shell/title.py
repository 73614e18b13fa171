"""A panel's row of title: its name or its tabs, and buttons to show it alone, float and close."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.shell.drag import Drag

_AIR = 10
"""Pixels around a title."""
_HEIGHT = 1.9
"""Of the row, in heights of a line: 32 pixels at scale 1."""
_CORNER = 8
"""Pixels that the line of the focus keeps from the card's corners."""
_NEW_SIZES = (
    QEvent.Type.LayoutRequest,
    QEvent.Type.FontChange,
    QEvent.Type.StyleChange,
    QEvent.Type.ShowToParent,  # what changes in a hidden widget is not announced
)
"""After these a widget's parts may want another size."""


class Title(Retranslating, QWidget):
    """Can be dragged; a double click is the first button's."""

    alone_asked = Signal()
    float_asked = Signal()
    close_asked = Signal()
    menu_asked = Signal(QPoint)
    """Where on the screen."""

    def __init__(self, name: str, drag: Drag) -> None:
        super().__init__()
        self._name = name
        self._drag = drag
        self._stands_alone = False
        self._floats = False
        self._least: QSize | None = None
        self._tabs_width = 0
        self.is_focused = False
        self.label = QLabel()
        font = self.label.font()
        font.setBold(True)
        self.label.setFont(font)
        self.alone_button = self._button(self.alone_asked)
        self.float_button = self._button(self.float_asked)
        self.close_button = self._button(self.close_asked)
        self.close_button.setIcon(icon("mdi6.close"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 6, 0)
        layout.setSpacing(0)
        layout.addWidget(self.label, 1)
        layout.addStretch(0)
        for button in (self.alone_button, self.float_button, self.close_button):
            layout.addWidget(button)
        self.finish_setup()

    def set_tabs(self, width: int) -> None:
        """Leave so many pixels at the left to tabs, which have the name; with 0, show it."""
        if width != self._tabs_width:
            self._tabs_width = width
            self.label.setHidden(width > 0)
            self._fit()

    def room_for_tabs(self, wanted: int, width: int) -> int:
        """The pixels that tabs get in a row of this `width`: all that they want, as long as a
        button stays beside them."""
        last = self.close_button.sizeHint().width() + self.contentsMargins().right() + _AIR
        return min(wanted, max(width - last, 0))

    def set_focused(self, is_focused: bool) -> None:
        """Show whether the keys belong to the panel."""
        if is_focused != self.is_focused:
            self.is_focused = is_focused
            self.update()

    def set_state(self, *, stands_alone: bool, floats: bool) -> None:
        """Show what the buttons do now."""
        if (stands_alone, floats) != (self._stands_alone, self._floats):
            self._stands_alone, self._floats = stands_alone, floats
            self.retranslate()

    def retranslate(self) -> None:
        alone = "mdi6.window-restore" if self._stands_alone else "mdi6.window-maximize"
        self.alone_button.setIcon(icon(alone))
        self.float_button.setIcon(icon("mdi6.dock-window"))
        for button, text in (
            (
                self.alone_button,
                translate("Panel", "Show all panels again")
                if self._stands_alone
                else translate("Panel", "Show this panel alone (double click on its title)"),
            ),
            (
                self.float_button,
                translate("Panel", "Put this panel back into the window")
                if self._floats
                else translate("Panel", "Make this panel a window of its own"),
            ),
            (
                self.close_button,
                translate("Panel", "Hide this panel (the View menu shows it again)"),
            ),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.setToolTip(translate("Panel", "Drag it to another place; right click: all it can do"))

    @survivable
    def event(self, event: QEvent) -> bool:
        if event.type() in _NEW_SIZES:
            self._least = None
        return super().event(event)

    @survivable
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), round(_HEIGHT * self.fontMetrics().height())))

    @survivable
    def minimumSizeHint(self) -> QSize:
        """Of the name alone: a panel may be narrower than all its buttons."""
        if self._least is None:
            self._least = QSize(self.label.sizeHint().width() // 2, self.sizeHint().height())
        return self._least

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out buttons where there is no room for the name: the last stay longest."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margins = self.contentsMargins()
        left = self.width() - (self._tabs_width or self.label.sizeHint().width()) - _AIR
        left -= margins.left() + margins.right()
        for button in (self.close_button, self.alone_button, self.float_button):
            left -= button.sizeHint().width()
            button.setVisible(left >= 0)

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        """A line below the title of the panel that has the focus."""
        super().paintEvent(event)
        if self.is_focused:
            height = max(2, self.fontMetrics().height() // 6)
            line = QRect(_CORNER, self.height() - height, self.width() - 2 * _CORNER, height)
            QPainter(self).fillRect(line, self.palette().highlight())

    @survivable
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag.press(self, self._name, event.globalPosition().toPoint())
        event.ignore()  # the panel gets the focus

    @survivable
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag.move(event.globalPosition().toPoint())

    @survivable
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag.release(event.globalPosition().toPoint())

    @survivable
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.alone_asked.emit()
        event.accept()

    @survivable
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def _button(self, signal: SignalInstance) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: signal.emit())
        return button
