"""The tabs of panels that stand behind one another."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.keys import MOVING_KEYS, TABS, asks_for
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.shell.drag import Drag

_LESS = 8
"""Pixels by which a tab is narrower than Fusion's: it has no frame."""


class Tabs(Retranslating, QTabBar):
    """A row of tabs for the panels of one stack, in the place of their titles. It changes nothing
    by itself: what a person chooses is asked for."""

    chosen = Signal(str)
    """The panel of this name is to be in front."""
    clicked = Signal(str)
    """Its tab has been clicked, be it in front already or not."""
    alone_asked = Signal(str)
    """It is to be shown alone."""
    menu_asked = Signal(str, QPoint)
    """Offer what it can do, at this place of the screen."""

    def __init__(self, drag: Drag, parent: QWidget) -> None:
        super().__init__(parent)
        self._drag = drag
        self._names: tuple[str, ...] = ()
        self._height = 0
        # Rather arrows than half a word.
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(True)
        self.setExpanding(False)
        for arrow in self.findChildren(QToolButton):
            arrow.setAutoRaise(True)
        self.currentChanged.connect(self._choose)
        self.hide()
        self.finish_setup()

    def set_height(self, height: int) -> None:
        """Have tabs of this height: that of the row of title."""
        if height != self._height:
            self._height = height
            self.updateGeometry()
            self.setIconSize(self.iconSize())  # lays the tabs out anew

    @survivable
    def tabSizeHint(self, index: int) -> QSize:
        hint = super().tabSizeHint(index)
        return QSize(hint.width() - _LESS, self._height or hint.height())

    @property
    def names(self) -> tuple[str, ...]:
        """The panels of the tabs, from left to right."""
        return self._names

    @survivable
    def event(self, event: QEvent) -> bool:
        if asks_for(event, MOVING_KEYS[TABS]):
            event.accept()
            return True
        return super().event(event)

    def retranslate(self) -> None:
        self.setAccessibleName(translate("Panel", "Panels behind one another"))

    def show_panels(self, names: Sequence[str], titles: Sequence[str], front: str) -> None:
        """Have a tab for each, and `front` chosen."""
        self.blockSignals(True)
        if self._names != tuple(names):
            self._names = tuple(names)
            while self.count() > len(names):
                self.removeTab(self.count() - 1)
            while self.count() < len(names):
                self.addTab("")
        self.show_titles(titles)
        self.setCurrentIndex(self._names.index(front))
        self.blockSignals(False)

    def show_titles(self, titles: Sequence[str]) -> None:
        """Have these texts on the tabs."""
        for index, title in enumerate(titles):
            if self.tabText(index) != title:
                self.setTabText(index, title)

    def index_at(self, place: QPoint) -> int | None:
        """Before which tab something is let go at `place` of this widget; None outside of it."""
        if not self.isVisible() or not self.rect().contains(place):
            return None
        for index in range(self.count()):
            if place.x() < self.tabRect(index).center().x():
                return index
        return self.count()

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._names):
            self.chosen.emit(self._names[index])

    def _name_at(self, place: QPoint) -> str | None:
        index = self.tabAt(place)
        return self._names[index] if 0 <= index < len(self._names) else None

    @survivable
    def mousePressEvent(self, event: QMouseEvent) -> None:
        name = self._name_at(event.position().toPoint())
        super().mousePressEvent(event)
        if name is not None and event.button() == Qt.MouseButton.LeftButton:
            self._drag.press(self, name, event.globalPosition().toPoint())
            self.clicked.emit(name)

    @survivable
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._drag.move(event.globalPosition().toPoint())

    @survivable
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag.release(event.globalPosition().toPoint())

    @survivable
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        name = self._name_at(event.position().toPoint())
        if name is not None and event.button() == Qt.MouseButton.LeftButton:
            self.alone_asked.emit(name)

    @survivable
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex()
        name = self._names[index] if by_key and self._names else self._name_at(event.pos())
        if name is not None:
            place = self.tabRect(index).center() if by_key else event.pos()
            self.menu_asked.emit(name, self.mapToGlobal(place))
