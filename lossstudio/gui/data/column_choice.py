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
from lossstudio.core.datasets.table import MAX_INPUTS
from lossstudio.gui.kit.eliding_combo import ElidingCombo
from lossstudio.gui.kit.i18n import Retranslating, translate

LONGEST = 200
"""Letters of a name that are shown: a cell of a table may have a hundred thousand."""


class ColumnChoice(Retranslating, QWidget):
    """A list of inputs to tick, and the target."""

    changed = Signal()
    """Other columns are chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self._inputs: list[int] | None = None  # as they are ticked, once they have been looked at
        self._greyed = -1
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
        if self._inputs is None:  # asked for again and again, of tens of thousands perhaps
            items = [self.list.item(index) for index in range(self.list.count())]
            self._inputs = [
                index
                for index, item in enumerate(items)
                if item.checkState() == Qt.CheckState.Checked and index != self.target
            ]
        return self._inputs

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
        names = [name if len(name) <= LONGEST else name[:LONGEST] + "…" for name in found.columns]
        self.target_choice.addItems(names)
        self.target_choice.setCurrentIndex(last)
        blocked = self.list.blockSignals(True)
        self.list.clear()
        self._greyed = -1
        n_inputs = 0
        for index, name in enumerate(names):
            item = QListWidgetItem(name)
            is_input = index != last and found.is_numeric(index) and n_inputs < MAX_INPUTS
            n_inputs += is_input
            item.setCheckState(Qt.CheckState.Checked if is_input else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(blocked)
        self._grey_target()
        self.retranslate()

    def retranslate(self) -> None:
        text = translate("ImportDialog", "&Inputs")
        if self._preview is not None and len(self._preview.columns) > MAX_INPUTS + 1:
            text = translate("ImportDialog", "&Inputs, {maximum} at most")
        self.inputs_label.setText(text.format(maximum=MAX_INPUTS))
        self.target_label.setText(translate("ImportDialog", "Tar&get"))
        self.list.setAccessibleName(translate("ImportDialog", "Inputs"))
        self.target_choice.setAccessibleName(translate("ImportDialog", "Target"))

    def _choose_target(self) -> None:
        self._grey_target()
        self._tell()

    def _grey_target(self) -> None:
        """The target cannot be an input."""
        blocked = self.list.blockSignals(True)
        for index in (self._greyed, self.target):
            item = self.list.item(index)
            if item is not None:
                enabled = Qt.ItemFlag.ItemIsEnabled
                flags = item.flags() & ~enabled if index == self.target else item.flags() | enabled
                item.setFlags(flags)
        self.list.blockSignals(blocked)
        self._greyed, self._inputs = self.target, None

    def _tell(self) -> None:
        self._inputs = None
        self.changed.emit()
