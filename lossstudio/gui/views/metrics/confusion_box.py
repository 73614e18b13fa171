"""How often each class was taken for each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.core.datasets.base import PARTS
from lossstudio.core.metrics import ClassificationMetrics
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import count
from lossstudio.gui.training.snapshot import RunSnapshot
from lossstudio.gui.views.metrics.figures import parts_of
from lossstudio.gui.views.metrics.figures_table import FiguresTable
from lossstudio.gui.views.view import tool_button


class ConfusionBox(QWidget):
    """The confusion matrix of a run on one of its sets; its texts are the view's."""

    part_chosen = Signal()
    """A person has chosen another set."""

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        self.table = FiguresTable()
        self.part_buttons = {part: tool_button(checkable=True) for part in PARTS}
        self._parts = QButtonGroup(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in self.part_buttons.values():
            self._parts.addButton(button)
            row.addWidget(button)
        row.addStretch()
        self.part_buttons["train"].setChecked(True)
        self._parts.buttonClicked.connect(self.part_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        # The title is as wide as the table or wider: beside the buttons it would break into lines.
        layout.addWidget(self.title)
        layout.addLayout(row)
        layout.addWidget(self.table)

    def show_classes(self, classes: list[str]) -> None:
        """Have a row and a column for each of `classes`; nothing is shown without any."""
        tip = translate(
            "MetricsView",
            "How many samples of the row's class were predicted as the column's class; on the "
            "diagonal, the right ones.",
        )
        self.table.set_headers(classes, classes, row_tips=[tip] * len(classes))
        self.setVisible(bool(classes))

    def draw(self, run: RunSnapshot) -> None:
        """Write the confusions of `run` on the chosen set, or where it is not there on training."""
        if not isinstance(run.train, ClassificationMetrics):
            return
        parts = parts_of(run)
        self.part_buttons["validation"].setVisible("validation" in parts)
        self.part_buttons["test"].setEnabled(run.test is not None)
        if parts.get(self.part) is None:
            self.part_buttons["train"].setChecked(True)
        metrics = parts[self.part]
        assert isinstance(metrics, ClassificationMetrics)
        for i, counts in enumerate(metrics.confusion_matrix):
            for j, number in enumerate(counts):
                self.table.write(i, j, count(number))

    @property
    def part(self) -> str:
        """The set whose confusions are counted, one of `PARTS`."""
        return next(part for part, button in self.part_buttons.items() if button.isChecked())
