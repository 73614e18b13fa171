"""A control for several things of a list: a button with a menu of what can be ticked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.gui.kit.i18n import Retranslating, core_text
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.panels.withheld import Withholdable


class TickMenu(QMenu):
    """A menu that stays open while entries are ticked, with a click or with Space."""

    @survivable
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._ticked(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self._ticked(self.activeAction()):
            super().keyPressEvent(event)

    def _ticked(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class MenuControl(Retranslating, Withholdable, QWidget):
    """A label, and a button with a menu, for the field called `path`.

    Subclasses fill the menu in `_fill`, before it is shown, and take what a person has chosen in
    `_choose`.
    """

    def __init__(self, path: str, menu: type[QMenu] = QMenu) -> None:
        super().__init__()
        self.field = path
        self.label = QLabel(self)
        self.button = QToolButton(self)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.menu = menu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.menu.triggered.connect(self._choose)
        self.button.setMenu(self.menu)
        self.label.setBuddy(self.button)
        self.setFocusProxy(self.button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.label, 35)
        layout.addWidget(self.button, 65)

    def show_text(self, text: str) -> None:
        """Write what is chosen on the button."""
        self.button.setText(text)
        self.button.setAccessibleName(f"{core_text(FIELDS[self.field].label)}: {text}")

    def retranslate(self) -> None:
        row = FIELDS[self.field]
        self.label.setText(core_text(row.label))
        for widget in (self, self.button):
            widget.setAccessibleDescription(core_text(row.help))
        tip = f"<p>{core_text(row.help)}</p>"
        self.label.setToolTip(tip)
        self.button.setToolTip(tip)

    def _fill(self) -> None:
        raise TypeError("a menu has entries")

    def _choose(self, chosen: QAction) -> None:
        raise TypeError("an entry does something")
