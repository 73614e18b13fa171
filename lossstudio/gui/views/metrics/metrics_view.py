"""The metrics: figures that compare fits by one yardstick, confusions, and the parameters."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.kit.numbers import count, four_digits
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.pacing import FIGURES, Throttle
from lossstudio.gui.training.snapshot import RunSnapshot, Snapshot
from lossstudio.gui.views.metrics.confusion_box import ConfusionBox
from lossstudio.gui.views.metrics.figures import (
    baseline_name,
    baseline_tips,
    figures_of,
    metric_columns,
    metric_names,
    parts_of,
)
from lossstudio.gui.views.metrics.figures_table import FiguresTable
from lossstudio.gui.views.parameter_names import (
    MOST_SHOWN,
    has_two_forms,
    named_parameters,
    own_parameters,
)
from lossstudio.gui.views.run_choice import RunChoice
from lossstudio.gui.views.view import MARGIN, FigureData, View, tool_button

_AROUND = 30
"""Pixels beside the tables: margins, and a scroll bar."""


class MetricsView(View):
    """Metrics of every run on each set; confusion matrix and parameters of one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.metrics = FiguresTable()
        self.parameters = FiguresTable()
        self.parameters_title = QLabel()
        self.run_choice = RunChoice()
        self.run_choice.activated.connect(self.run_chosen)
        self.run_choice.setMinimumContentsLength(12)  # the losses' names
        self.run_choice.currentIndexChanged.connect(self.redraw)
        self.confusions = ConfusionBox()
        self.confusion, self.confusion_title = self.confusions.table, self.confusions.title
        self.part_buttons = self.confusions.part_buttons
        self.train_button, self.validation_button, self.test_button = self.part_buttons.values()
        self.confusions.part_chosen.connect(self.redraw)
        self.coordinates_button = tool_button(checkable=True)
        self.coordinates_button.toggled.connect(self._turn_coordinates)
        self._lay_out()
        self._key: object = None
        self._names: tuple[str, ...] = ()
        self._n_parts = 2
        self._turned = {self.metrics: False, self.parameters: False}
        """Whether a table has rows for columns, because it is too wide otherwise."""
        self._needed: dict[FiguresTable, tuple[int, int]] = {}  # the width of either way round
        self._turning = QTimer(self, singleShot=True, interval=0)
        self._turning.timeout.connect(self._turn)
        self._reading = Throttle(round(1000 * FIGURES), self.redraw, self)
        self.finish_setup()

    def _lay_out(self) -> None:
        body = QWidget()
        self._sides = sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        sides.setContentsMargins(6, 4, 6, 4)
        sides.setSpacing(14)
        self._columns: list[QVBoxLayout] = []
        for widgets in (
            (self.metrics, self.run_choice, self.confusions),
            (self.parameters_title, self.coordinates_button, self.parameters),
        ):
            column = QVBoxLayout()
            column.setSpacing(6)
            for widget in widgets:
                column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            column.addStretch()
            sides.addLayout(column)
            self._columns.append(column)
        sides.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the view itself has the frame
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.addWidget(scroll)

    def _turn_coordinates(self) -> None:
        self._key = None
        self.redraw()

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(460, 240)

    @property
    def figure_parts(self) -> tuple[QWidget, ...]:
        return (
            self.metrics,
            self.confusion_title,
            # Which samples are counted.
            self.part_buttons[self.confusions.part],
            self.confusion,
            self.parameters_title,
            self.parameters,
        )

    def figure_data(self) -> FigureData:
        return {} if self.snapshot is None else metric_columns(self.snapshot)

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if any(self._is_too_wide(table) != turned for table, turned in self._turned.items()):
            self._key = None
            self.redraw()
        self._turn()

    def _turn(self) -> None:
        """Put the parameters beside the metrics where there is room, else below."""
        needed = sum(column.sizeHint().width() for column in self._columns)
        needed += self._sides.spacing() + _AROUND
        self._sides.setDirection(
            QBoxLayout.Direction.LeftToRight
            if needed <= self.width()
            else QBoxLayout.Direction.TopToBottom
        )

    def _is_too_wide(self, table: FiguresTable) -> bool:
        """The table of several runs has no room, and takes less the other way round."""
        usual, turned = self._needed.get(table, (0, 0))
        return usual > self.width() - _AROUND and turned < usual

    def _set_headers(
        self,
        table: FiguresTable,
        rows: list[str],
        columns: list[str],
        tips: list[str],
        has_row_tips: bool,
    ) -> None:
        """Make the table of several runs, in the way round that has room; `tips` are those of its
        rows or of its columns."""

        def make(is_turned: bool) -> int:
            heads = [name.replace("\n", " ") for name in columns] if is_turned else rows
            others = rows if is_turned else columns
            by_row = has_row_tips != is_turned
            table.set_headers(heads, others, *((tips, ()) if by_row else ((), tips)))
            return table.width()

        turned = make(True)
        self._needed[table] = make(False), turned
        if self._is_too_wide(table):
            make(True)
        self._turned[table] = self._is_too_wide(table)

    def _write(self, table: FiguresTable, row: int, column: int, text: str) -> None:
        if self._turned[table]:
            row, column = column, row
        table.write(row, column, text)

    # -- texts and colours ------------------------------------------------------------------------

    def retranslate(self) -> None:
        self.setAccessibleName(translate("MetricsView", "Metrics"))
        self.metrics.setAccessibleName(translate("MetricsView", "Metrics of each run"))
        self.confusion.setAccessibleName(translate("MetricsView", "Confusion matrix"))
        self.parameters.setAccessibleName(translate("MetricsView", "Parameters"))
        self.run_choice.setAccessibleName(translate("MetricsView", "Run"))
        self.run_choice.setToolTip(
            translate("MetricsView", "The run whose confusion matrix is shown.")
        )
        self.train_button.setText(translate("MetricsView", "train"))
        self.train_button.setToolTip(
            translate(
                "MetricsView", "Count the training samples, which the model has learned from."
            )
        )
        self.validation_button.setText(translate("MetricsView", "validation"))
        self.validation_button.setToolTip(
            translate(
                "MetricsView",
                "Count the validation samples, by which models are compared and training is "
                "stopped.",
            )
        )
        self.test_button.setText(translate("MetricsView", "test"))
        self.test_button.setToolTip(
            translate(
                "MetricsView", "Count the test samples, which the model has never trained on."
            )
        )
        self.coordinates_button.setText(translate("MetricsView", "standardised"))
        self.coordinates_button.setToolTip(
            translate(
                "MetricsView",
                "Show the parameters that training changes: they act on the standardised inputs "
                "u = (x − c)/s, and predict a standardised target in its standard deviations.",
            )
        )
        self.confusion_title.setText(
            translate("MetricsView", "Confusion matrix (true ↓, predicted →)")
        )
        self._key = None
        self.redraw()

    def restyle(self) -> None:
        self._key = None
        self.redraw()

    # -- drawing ----------------------------------------------------------------------------------

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show `snapshot`; while training runs, at most every tenth of a second."""
        if snapshot.is_running and self.isVisible():
            self.snapshot = snapshot
            self._reading.ask()
        else:
            super().show_snapshot(snapshot)

    def draw(self, snapshot: Snapshot) -> None:
        self.run_choice.show_runs([run.name for run in snapshot.runs], snapshot.scene.focus)
        self._prepare(snapshot)
        everything = [*map(parts_of, snapshot.runs), parts_of(snapshot.baselines)]
        for number, parts in enumerate(everything):
            for part, metrics in enumerate(parts.values()):
                for figure, text in enumerate(figures_of(metrics)):
                    self._write(self.metrics, *self._place(number, figure, part), text)
        self.confusions.draw(snapshot.runs[self.run_choice.run])
        self._draw_parameters(snapshot)

    def _place(self, number: int, figure: int, part: int) -> tuple[int, int]:
        """The row and column of a figure of run `number`; the baseline's number is the last one.

        Of one run, each metric has its baseline below it. Of several, a row is a run.
        """
        if len(self._names) == 1:
            return 2 * figure + number, part
        return number, self._n_parts * figure + part

    def _prepare(self, snapshot: Snapshot) -> None:
        """Make the tables anew where there are other runs or other data."""
        runs, scene = snapshot.runs, snapshot.scene
        names = tuple(run.name for run in runs)
        layouts = tuple(objective.coordinates for objective in scene.objectives)
        models = tuple(objective.run.model for objective in scene.objectives)
        key = (
            names,
            layouts,
            models,
            scene.dataset.classes,
            scene.dataset.input_names,
            snapshot.baselines,
            tuple(parts_of(runs[0])),
        )
        if key == self._key:
            return
        self._key, self._names = key, names
        self._needed, self._turned = {}, dict.fromkeys(self._turned, False)
        parts = [self.part_buttons[part].text() for part in parts_of(runs[0])]
        self._n_parts = len(parts)
        figures, tips = metric_names(is_classes=bool(scene.dataset.classes))
        beside = baseline_tips(snapshot.baselines[0], scene.dataset)
        if len(runs) == 1:
            rows = [name for figure in figures for name in (figure, baseline_name())]
            both = [tip for pair in zip(tips, beside, strict=True) for tip in pair]
            self.metrics.set_headers(rows, parts, row_tips=both)
        else:
            # A row a run: one looks down a column to compare, and many runs still fit.
            columns = [f"{figure}\n{part}" for figure in figures for part in parts]
            each = [tip for tip in tips for _ in parts]
            rows = [*names, baseline_name()]
            self._set_headers(self.metrics, rows, columns, each, has_row_tips=False)
        self._show_baselines(len(runs), beside)
        classes = [core_text(name) for name in scene.dataset.classes]
        self.confusions.show_classes(classes)
        self.run_choice.setVisible(bool(classes) and len(runs) > 1)
        self._prepare_parameters(snapshot)
        self._turning.start()  # when the tables have taken their sizes

    def _show_baselines(self, number: int, tips: Sequence[str]) -> None:
        """Let the baselines, which follow `number` runs, stand back, and say what they are."""
        for figure, tip in enumerate(tips):
            for part in range(self._n_parts):
                row, column = self._place(number, figure, part)
                if self._turned[self.metrics]:
                    row, column = column, row
                self.metrics.mute(row, column, QColor(self.theme.colors.muted), tip)

    def _prepare_parameters(self, snapshot: Snapshot) -> None:
        scene = snapshot.scene
        # First, for which form is shown depends on whether there is the choice.
        self.coordinates_button.setVisible(any(map(has_two_forms, scene.objectives)))
        rows: list[str] = []
        for run, objective in zip(snapshot.runs, scene.objectives, strict=True):
            rows += [name for name in self._named(objective, run.theta) if name not in rows]
        self._parameter_rows = rows
        are_few = 0 < len(rows) <= MOST_SHOWN
        self.parameters.setVisible(are_few)
        if not are_few:
            self.coordinates_button.hide()
        tip = translate(
            "MetricsView",
            "As it acts on the data's own numbers: for a model that works with standardised inputs "
            "it is converted back, so that it can be checked by hand.",
        )
        title = translate("MetricsView", "Parameters, in the data's own units")
        if self._shows_coordinates:
            title = translate("MetricsView", "Parameters, in standardised coordinates")
            tip = translate(
                "MetricsView",
                "As training changes it: in a model that standardises, weights multiply "
                "u = (x − c)/s.",
            )
        columns = (
            [translate("MetricsView", "value")]
            if len(snapshot.runs) == 1
            else [run.name for run in snapshot.runs]
        )
        if are_few:
            tips = [tip] * len(rows)
            if len(columns) == 1:
                self.parameters.set_headers(rows, columns, row_tips=tips)
            else:
                self._set_headers(self.parameters, rows, columns, tips, has_row_tips=True)
            self.parameters_title.setText(title)
        else:
            sizes = ", ".join(count(len(run.theta)) for run in snapshot.runs)
            self.parameters_title.setText(
                translate("MetricsView", "Parameters: {sizes}, too many to list here.").format(
                    sizes=sizes
                )
            )

    def _draw_parameters(self, snapshot: Snapshot) -> None:
        if not self.parameters.isVisibleTo(self):
            return
        for column, run in enumerate(snapshot.runs):
            values = self._parameter_values(run, column, snapshot)
            for row, name in enumerate(self._parameter_rows):
                self._write(self.parameters, row, column, four_digits(values.get(name)))

    def _parameter_values(
        self, run: RunSnapshot, index: int, snapshot: Snapshot
    ) -> dict[str, float]:
        scene = snapshot.scene
        return self._named(scene.objectives[index], run.theta)

    @property
    def _shows_coordinates(self) -> bool:
        return self.coordinates_button.isChecked() and self.coordinates_button.isVisibleTo(self)

    def _named(self, objective: Objective, theta: NDArray[np.float64]) -> dict[str, float]:
        """The parameters by name, in the form that is chosen."""
        return (own_parameters if self._shows_coordinates else named_parameters)(objective, theta)
