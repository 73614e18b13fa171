"""Which columns of a table are inputs, and which is the target."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lossstudio.core.datasets.survey import Preview
from lossstudio.gui.eliding_combo import ElidingCombo
from lossstudio.gui.i18n import Retranslating, translate


class ColumnChoice(Retranslating, QWidget):
    """A list of inputs to tick, and the target."""

    changed = Signal()
    """Other columns are chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self.inputs_label, self.target_label = QLabel(), QLabel()
        self.list = QListWidget()
        self.list.setFlow(QListWidget.Flow.TopToBottom)
        self.list.setMinimumHeight(70)
        self.target_choice = ElidingCombo()
        self.inputs_label.setBuddy(self.list)
        self.target_label.setBuddy(self.target_choice)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.inputs_label)
        left.addWidget(self.list, 1)
        right.addWidget(self.target_label)
        right.addWidget(self.target_choice)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self.list.itemChanged.connect(self._tell)
        self.target_choice.activated.connect(self._choose_target)
        self.finish_setup()

    @property
    def target(self) -> int:
        """The target's column, from 0; −1 where there is none."""
        return self.target_choice.currentIndex()

    @property
    def inputs(self) -> list[int]:
        """The columns that are inputs, from 0."""
        items = [self.list.item(index) for index in range(self.list.count())]
        return [
            index
            for index, item in enumerate(items)
            if item.checkState() == Qt.CheckState.Checked and index != self.target
        ]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns as ``data.columns`` names them: the inputs, and last the target."""
        if self._preview is None or self.target < 0:
            return ()
        return tuple(self._preview.columns[index] for index in (*self.inputs, self.target))

    @property
    def is_numeric_target(self) -> bool:
        """What can be seen of the target are numbers."""
        return self._preview is not None and self._preview.is_numeric(self.target)

    def show_preview(self, found: Preview) -> None:
        """Offer the columns of `found`; what was chosen of the same columns stays."""
        if self._preview is not None and self._preview.columns == found.columns:
            self._preview = found
            return
        self._preview = found
        last = len(found.columns) - 1
        self.target_choice.clear()
        self.target_choice.addItems(found.columns)
        self.target_choice.setCurrentIndex(last)
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for index, name in enumerate(found.columns):
            item = QListWidgetItem(name)
            is_input = index != last and found.is_numeric(index)
            item.setCheckState(Qt.CheckState.Checked if is_input else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(blocked)
        self._grey_target()

    def retranslate(self) -> None:
        self.inputs_label.setText(translate("ImportDialog", "&Inputs"))
        self.target_label.setText(translate("ImportDialog", "Tar&get"))
        self.list.setAccessibleName(translate("ImportDialog", "Inputs"))
        self.target_choice.setAccessibleName(translate("ImportDialog", "Target"))

    def _choose_target(self) -> None:
        self._grey_target()
        self._tell()

    def _grey_target(self) -> None:
        """The target cannot be an input."""
        blocked = self.list.blockSignals(True)
        for index in range(self.list.count()):
            item = self.list.item(index)
            flags = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
            enabled = Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags if index == self.target else flags | enabled)
        self.list.blockSignals(blocked)

    def _tell(self) -> None:
        self.changed.emit()
