"""The dialog in which a teacher chooses what a scenario hides."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lossstudio.engine.scenarios.hiding import SECTIONS
from lossstudio.engine.window.panels import CONTROLS, ENTRIES, entry_of
from lossstudio.gui.kit.i18n import Retranslating, core_text, translate
from lossstudio.gui.state.field_words import field_title
from lossstudio.gui.state.scenario_state import ScenarioState

_NAME = Qt.ItemDataRole.UserRole


class HidingDialog(Retranslating, QDialog):
    """A tree of ticks: what is ticked is seen. Each tick acts at once and can be undone."""

    def __init__(self, state: ScenarioState, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._state = state
        self._said = QLabel()
        self._said.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._all = self._buttons.addButton("", QDialogButtonBox.ButtonRole.ResetRole)
        self._all.clicked.connect(partial(self._propose, ()))
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._said)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._buttons)
        self.resize(420, 520)
        self.finish_setup()
        self.tree.itemChanged.connect(self._ticked)
        state.changed.connect(self._refresh)

    def retranslate(self) -> None:
        self.setWindowTitle(translate("HidingDialog", "What the class sees"))
        self._said.setText(
            translate(
                "HidingDialog",
                "What is not ticked is hidden from the window while this scenario is open. It is "
                "saved with the scenario; View ▸ Show what is hidden brings it back for a while.",
            )
        )
        self._all.setText(translate("HidingDialog", "Show everything"))
        self.tree.setAccessibleName(self.windowTitle())
        self._fill()

    def _fill(self) -> None:
        self.tree.blockSignals(True)
        self.tree.clear()
        self._items = {}
        panels = self._group(translate("HidingDialog", "Panels"))
        for entry in ENTRIES:
            if entry.can_be_hidden:
                self._add(panels, entry.name, core_text(entry.title))
        titles = {
            "controls.data": translate("ControlPanel", "Data"),
            "controls.model": translate("ControlPanel", "Model"),
            "controls.loss": translate("ControlPanel", "Loss"),
            "controls.optimizer": translate("ControlPanel", "Optimiser"),
        }
        settings = self._group(core_text(entry_of(CONTROLS).title))
        for section, fields in SECTIONS.items():
            parent = self._add(settings, section, titles[section])
            for field in fields:
                self._add(parent, field, field_title(field))
        self.tree.expandAll()
        self.tree.blockSignals(False)
        self._refresh()

    def _group(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree, [title])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return item

    def _add(self, parent: QTreeWidgetItem, name: str, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [title])
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setData(0, _NAME, name)
        item.setToolTip(0, name)
        self._items[name] = item
        return item

    def _refresh(self, *_: object) -> None:
        hidden = self._state.scenario.hidden
        self.tree.blockSignals(True)
        for name, item in self._items.items():
            is_seen = name not in hidden
            item.setCheckState(0, Qt.CheckState.Checked if is_seen else Qt.CheckState.Unchecked)
        self.tree.blockSignals(False)

    def _ticked(self, item: QTreeWidgetItem) -> None:
        name = item.data(0, _NAME)
        hidden = [other for other in self._state.scenario.hidden if other != name]
        if item.checkState(0) == Qt.CheckState.Unchecked:
            hidden.append(name)
        self._propose(tuple(hidden))

    def _propose(self, hidden: tuple[str, ...]) -> None:
        self._state.propose([("hidden", list(hidden))], self.windowTitle())
