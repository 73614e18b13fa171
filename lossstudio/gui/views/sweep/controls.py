"""Which setting is swept, over which values, and what is drawn: the controls above the picture."""

import html

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from lossstudio.core.parameters import Parameter
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.sweep.proposals import proposed_range
from lossstudio.engine.sweep.settings import parameter_at
from lossstudio.engine.sweep.values import COUNT, MOST, Range
from lossstudio.gui.kit.colors import colors_for
from lossstudio.gui.kit.flow_layout import FlowLayout
from lossstudio.gui.kit.i18n import Retranslating, core_text, message_text, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.window_combo import WindowCombo
from lossstudio.gui.panels.number_box import NumberBox
from lossstudio.gui.panels.number_scale import NumberScale
from lossstudio.gui.views.sweep import words
from lossstudio.gui.views.sweep.content import offered_settings
from lossstudio.gui.views.view import tool_button

VALUES = Parameter(
    "count",
    QT_TRANSLATE_NOOP("core", "Number of values"),
    default=COUNT,
    minimum=2,
    maximum=MOST,
    integer=True,
    scale="log",
    help=QT_TRANSLATE_NOOP("core", "How many values the setting takes, both ends among them."),
)
DIGITS = 3
"""Of values in equal factors: they are read, and set by a click."""
_WIDEST = "0.00012"
"""A number for which the ends of the range have room."""
_STEPS = 1000
"""Of the bar that shows how far a sweep is."""


class ValueBox(NumberBox):
    """A number in the range of a `Parameter`; another one is shown with what is wrong with it."""

    changed = Signal()
    """A person has given it another value."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__()
        self.parameter = parameter
        self.value: float = parameter.default
        self.tip = ""
        """What it is for, while nothing is wrong."""
        self.committed.connect(self.read)
        self.abandoned.connect(lambda: self._show_problem(None))
        self.stepped.connect(self._step)

    def name(self, name: str, tip: str) -> None:
        """Be called so, and say what it is for."""
        self.tip = tip
        self.setAccessibleName(name)
        self.setAccessibleDescription(tip)
        if not self.isModified():
            self._show_problem(None)

    def give(self, value: float, parameter: Parameter | None = None) -> None:
        """Have a `value`, of this `parameter` from now on."""
        self.parameter = parameter or self.parameter
        self.value = value
        self._show_problem(None)
        self.take_value(value)

    def read(self) -> Message | None:
        """Take what has been typed; what is wrong with it, None for nothing."""
        if not self.isModified():
            return None
        try:
            value = self.parameter.check(self.entry(), self.accessibleName())
        except InputError as error:
            self._show_problem(error.message)
            return error.message
        self.give(value)
        self.changed.emit()
        return None

    def _step(self, steps: int) -> None:
        self.give(NumberScale(self.parameter).stepped(self.value, steps))
        self.changed.emit()

    def _show_problem(self, problem: Message | None) -> None:
        self.set_text_color(None if problem is None else colors_for(self.palette()).bad)
        text = self.tip if problem is None else message_text(problem)
        self.setToolTip(f"<p>{html.escape(text)}</p>" if text else "")


class SweepControls(Retranslating, QWidget):
    """The setting, its range, and the button that runs and cancels the sweep."""

    run_asked = Signal()
    cancel_asked = Signal()
    refused = Signal(object)
    """The `Message` of what is wrong with what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setting = WindowCombo()
        self.setting.setMinimumContentsLength(20)
        policy = self.setting.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.setting.setSizeAdjustPolicy(policy)
        self.first, self.last, self.count = ValueBox(VALUES), ValueBox(VALUES), ValueBox(VALUES)
        self.log_button = tool_button(checkable=True)
        self.run_button = QPushButton()
        self.bar = QProgressBar()
        self._labels = [QLabel() for _ in range(2)]
        self._scenario: Scenario | None = None
        self._offered: tuple[str, ...] = ()
        self._focus = 0
        self._limit: float | None = None
        self._is_busy = self._is_own = False  # whether a person has changed the range
        self._lay_out()
        self.setting.activated.connect(self._setting_chosen)
        for box in (self.first, self.last, self.count):
            box.changed.connect(self._range_changed)
        self.log_button.toggled.connect(self._range_changed)
        self.run_button.clicked.connect(self._run_or_cancel)
        self.finish_setup()

    def _lay_out(self) -> None:
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.bar.hide()
        self.log_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.run_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        flow = QWidget()
        row = FlowLayout(flow)
        between, points = self._labels
        for group in (
            (self.setting,),
            (self.first, between, self.last),
            (self.count, points, self.log_button),
            (self.run_button,),
        ):
            part = QWidget()
            line = QHBoxLayout(part)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(4)
            for widget in group:
                line.addWidget(widget)
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 2, 4, 0)
        column.setSpacing(4)
        column.addWidget(flow)
        column.addWidget(self.bar)

    # -- what is chosen ---------------------------------------------------------------------------

    @property
    def path(self) -> str:
        """The path of the setting that is chosen."""
        return str(self.setting.currentData())

    @property
    def values(self) -> Range:
        """The values that are chosen."""
        is_log, count = self.log_button.isChecked(), int(self.count.value)
        return Range(self.first.value, self.last.value, count, is_log, DIGITS)

    def show_scenario(self, scenario: Scenario, focus: int, limit: float | None) -> None:
        """Offer the settings of `scenario`, those of the run `focus` among them; `limit` is the
        largest stable learning rate, where it is known."""
        before, self._scenario = self._scenario, scenario
        self._limit = limit
        offered = offered_settings(scenario, focus)
        if offered != self._offered or focus != self._focus or before is None:
            was = self.path if self._offered else ""
            self._offered, self._focus = offered, focus
            self._name_settings()
            self.setting.setCurrentIndex(offered.index(was) if was in offered else 0)
            if was not in offered:
                self._is_own = False
        else:
            self._name_settings()
        if not self._is_own:
            self._propose()

    def show_progress(self, share: float | None) -> None:
        """How far a sweep is, from 0 to 1; None where there is none."""
        self._is_busy = share is not None
        self.bar.setVisible(self._is_busy)
        self.bar.setValue(round(_STEPS * (share or 0.0)))
        self._name_button()

    def _setting_chosen(self) -> None:
        self._is_own = False
        self._propose()

    def _propose(self) -> None:
        """Fill in the values around the present one."""
        if self._scenario is None:
            return
        parameter = parameter_at(self._scenario, self.path)
        wanted = proposed_range(self._scenario, self.path, self._limit)
        if not self.first.isModified():
            self.first.give(wanted.first, parameter)
        if not self.last.isModified():
            self.last.give(wanted.last, parameter)
        self.count.give(wanted.count)
        blocked = self.log_button.blockSignals(True)
        self.log_button.setChecked(wanted.is_log)
        self.log_button.blockSignals(blocked)

    def _range_changed(self) -> None:
        self._is_own = True

    def _run_or_cancel(self) -> None:
        if self._is_busy:
            self.cancel_asked.emit()
            return
        problems = [box.read() for box in (self.first, self.last, self.count)]
        problem = next((each for each in problems if each is not None), None)
        if problem is None:
            self.run_asked.emit()
        else:
            self.refused.emit(problem)

    # -- texts ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        self._name_settings()
        self._name_button()
        texts = translate("SweepView", "to"), translate("SweepView", "values")
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
        self.setting.setAccessibleName(translate("SweepView", "Setting"))
        self.setting.setToolTip(translate("SweepView", "The setting that is varied"))
        self.first.name(
            translate("SweepView", "First value"),
            translate("SweepView", "The first value of the setting; the last may be smaller."),
        )
        self.last.name(
            translate("SweepView", "Last value"),
            translate("SweepView", "The last value of the setting."),
        )
        self.count.name(core_text(VALUES.label), core_text(VALUES.help))
        self.log_button.setText(translate("SweepView", "log"))
        self.log_button.setToolTip(
            translate(
                "SweepView",
                "Values in equal factors instead of equal steps, and a logarithmic axis for them",
            )
        )
        self.log_button.setAccessibleName(translate("SweepView", "Logarithmic values"))

    def restyle(self) -> None:
        self.bar.setFixedHeight(max(4, round(self.fontMetrics().height() / 4)))
        for box, widest in ((self.first, _WIDEST), (self.last, _WIDEST), (self.count, "0000")):
            box.setFixedWidth(box.fontMetrics().horizontalAdvance(widest) + 14)

    def _name_settings(self) -> None:
        if self._scenario is None:
            return
        names = words.setting_names(self._scenario, self._offered)
        if [self.setting.itemText(i) for i in range(self.setting.count())] == names and [
            self.setting.itemData(i) for i in range(self.setting.count())
        ] == list(self._offered):
            return
        at = max(self.setting.currentIndex(), 0)
        self.setting.clear()
        for name, path in zip(names, self._offered, strict=True):
            self.setting.addItem(name, path)
        self.setting.setCurrentIndex(min(at, len(names) - 1))

    def _name_button(self) -> None:
        run, cancel = translate("SweepView", "Run sweep"), translate("SweepView", "Cancel")
        self.run_button.setText(cancel if self._is_busy else run)
        self.run_button.setIcon(icon("mdi6.close" if self._is_busy else "mdi6.chart-line"))
        self.run_button.setToolTip(
            translate("SweepView", "Stop; what has been trained stays")
            if self._is_busy
            else translate("SweepView", "Train once for each value, in the background")
        )
        metrics = self.run_button.fontMetrics()
        width = max(metrics.horizontalAdvance(text) for text in (run, cancel))
        self.run_button.setMinimumWidth(width + 2 * metrics.height() + 16)
