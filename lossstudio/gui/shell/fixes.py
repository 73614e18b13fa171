"""What can be done about what the status says: derived from the diagnosis, and undone again."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from lossstudio.engine.diagnosis import Advice, Status
from lossstudio.engine.runs.setting_words import setting
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.hiding import hideable_name
from lossstudio.gui.kit.i18n import core_text, message_text, translate
from lossstudio.gui.panels.control_panel import ControlPanel
from lossstudio.gui.shell.fix_buttons import Fix, FixButtons
from lossstudio.gui.state.hiding import Hiding
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.pacing import TEXT, Throttle
from lossstudio.gui.training.run_controller import RunController
from lossstudio.gui.training.snapshot import Snapshot

if TYPE_CHECKING:  # loaded when its panel is seen
    from lossstudio.gui.views.loss_curve.loss_curve_view import LossCurveView


class _Done(NamedTuple):
    """What a button did: `undo` takes it back as long as it `holds`."""

    text: str
    undo: Callable[[], None]
    holds: Callable[[], bool]


class Fixes(QObject):
    """Offers what the diagnosis of the run that is looked at advises: settings, a step to return
    to, an axis, a pause, or to go on. What was done can be undone until it holds no longer."""

    def __init__(
        self,
        buttons: FixButtons,
        state: ScenarioState,
        controller: RunController,
        control_panel: ControlPanel,
        hiding: Hiding,
        curve: "Callable[[], LossCurveView | None]",
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._buttons = buttons
        self._state = state
        self._controller = controller
        self._control_panel = control_panel
        self._hiding = hiding
        self._curve = curve
        self._done: list[_Done] = []
        self._throttle = Throttle(round(1000 * TEXT), self.look, self)
        controller.snapshot_changed.connect(self._throttle.ask)
        state.undo_changed.connect(self._throttle.ask)
        hiding.changed.connect(self._throttle.ask)
        buttons.acted.connect(self.look)

    def look(self) -> None:
        """Offer what fits the newest snapshot."""
        snapshot = self._controller.snapshot
        self._done = [done for done in self._done if done.holds()]
        undo = None
        if self._done:
            last = self._done[-1]
            tip = translate("Fixes", "Undo: {what}").format(what=last.text)
            undo = Fix("undo", translate("Fixes", "Undo"), tip, self._undo)
        self._buttons.offer(() if snapshot is None else self._offered(snapshot), undo)

    # -- what is offered --------------------------------------------------------------------------

    def _offered(self, snapshot: Snapshot) -> list[Fix]:
        diagnosis = snapshot.run.diagnosis
        found = [self._set(advice) for advice in diagnosis.advice if self._may_set(advice)]
        if snapshot.is_running:
            if diagnosis.status in (Status.DIVERGING, Status.CONVERGED):
                found.insert(0, self._pause())
            return found
        if snapshot.rests is Status.CONVERGED:
            found.insert(0, self._train_on())
        if diagnosis.since is not None and diagnosis.since < snapshot.step:
            found.append(self._go_back(diagnosis.status, diagnosis.since, snapshot.step))
        if diagnosis.status is Status.DIVERGING and not self._is_logarithmic():
            found.append(self._logarithmic(snapshot.step))
        return found

    def _may_set(self, advice: Advice) -> bool:
        return hideable_name(advice.path) not in self._hiding.names

    def _set(self, advice: Advice) -> Fix:
        number, name = advice.path.split(".")[1:]
        field = FIELDS[f"runs.{name}"]
        run = with_values(self._state.scenario, [(advice.path, advice.value)]).runs[int(number)]
        text = message_text(setting(run, name))
        if field.parameter is not None and advice.value is not None:
            text = translate("Fixes", "Set {setting}").format(setting=text)
        tip = f"<p>{core_text(field.help)}</p>"
        return Fix(advice.path, text, tip, lambda: self._follow(advice, text))

    def _pause(self) -> Fix:
        text = translate("Fixes", "Pause")
        tip = translate("Fixes", "Pause training here (Space)")
        return Fix("pause", text, tip, lambda: self._controller.play(False))

    def _train_on(self) -> Fix:
        text = translate("Fixes", "Train on")
        tip = translate(
            "Fixes",
            "Training paused here because nothing changes any more. It goes on by itself when you "
            "change a setting. Run ▸ Pause once converged switches this off.",
        )
        return Fix("on", text, f"<p>{tip}</p>", lambda: self._controller.play(True))

    def _go_back(self, status: Status, since: int, step: int) -> Fix:
        text = translate("Fixes", "Back to step {step}").format(step=since)
        tip = translate("Fixes", "The step with the lowest test loss since the settings changed")
        if status is Status.DIVERGING:
            text = translate("Fixes", "Back to before it diverged")
            tip = translate("Fixes", "Step {step}, which had the lowest cost").format(step=since)
        return Fix("back", text, tip, lambda: self._return(since, step, text))

    def _logarithmic(self, step: int) -> Fix:
        text = translate("Fixes", "Log axis")
        tip = translate("Fixes", "Show losses of very different sizes in one curve")
        return Fix("log", text, tip, lambda: self._switch_axis(step, text))

    def _is_logarithmic(self) -> bool:
        """There is no loss curve whose axis could be made logarithmic."""
        curve = self._curve()
        return curve is None or not curve.isVisible() or curve.log_y

    # -- what is done -----------------------------------------------------------------------------

    def _follow(self, advice: Advice, text: str) -> None:
        stack = self._state.undo_stack
        before = stack.index()
        self._control_panel.follow(advice)
        if (after := stack.index()) != before:
            self._done.append(_Done(text, stack.undo, lambda: stack.index() == after))

    def _return(self, since: int, step: int, text: str) -> None:
        scenario = self._state.scenario
        self._controller.go_to(since)

        def holds() -> bool:
            snapshot = self._controller.snapshot
            return (
                snapshot is not None
                and self._state.scenario is scenario
                and snapshot.last_step >= step
                and snapshot.step in (since, step)
            )

        self._done.append(_Done(text, lambda: self._controller.go_to(step), holds))

    def _switch_axis(self, step: int, text: str) -> None:
        curve = self._curve()
        if curve is None:
            return
        button = curve.log_y_button
        button.setChecked(True)

        def holds() -> bool:
            snapshot = self._controller.snapshot
            return button.isChecked() and snapshot is not None and snapshot.step == step

        self._done.append(_Done(text, lambda: button.setChecked(False), holds))

    def _undo(self) -> None:
        self._done.pop().undo()
