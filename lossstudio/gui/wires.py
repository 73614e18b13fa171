"""Joins what panels show to the rest of the window, each when it is made."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.text import Message
from lossstudio.engine.window.panels import entry_of
from lossstudio.gui.data.editor import DataEditor
from lossstudio.gui.documents.document import Document
from lossstudio.gui.figures.commands import FigureCommands
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.shell.modes import Modes
from lossstudio.gui.state.comparing import Comparing
from lossstudio.gui.state.highlight import Highlight
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.state.settings import Settings
from lossstudio.gui.training.contest import Contest
from lossstudio.gui.training.run_before import RunBefore
from lossstudio.gui.training.run_controller import RunController
from lossstudio.gui.training.snapshot import Scene
from lossstudio.gui.training.turns import Turns
from lossstudio.gui.views.view import View

if TYPE_CHECKING:  # loaded when their panels are seen
    from lossstudio.gui.views.code.code_view import CodeView
    from lossstudio.gui.views.fit.fit_view import FitView
    from lossstudio.gui.views.landscape.before import BeforePath
    from lossstudio.gui.views.landscape.landscape_view import LandscapeView
    from lossstudio.gui.views.loss_curve.before import BeforeCurves
    from lossstudio.gui.views.loss_curve.loss_curve_view import LossCurveView
    from lossstudio.gui.views.samples.samples_view import SamplesView
    from lossstudio.gui.views.sweep.sweep_view import SweepView

_HIGHLIGHTING = ("fit", "shape", "samples", "numbers")
"""The panels in which a sample is pointed at and shown."""

_REMEMBERED = {
    "what_if": ("loss", "what_if_button"),
    "log_steps": ("loss", "log_x_button"),
    "log_loss": ("loss", "log_y_button"),
    "slope": ("shape", "slope_button"),
}
"""What is shown or not as it was the last time: the panel, and the name of the button there."""


class Wired(NamedTuple):
    """The parts of the window that what panels show is joined to."""

    state: ScenarioState
    document: Document
    controller: RunController
    comparing: Comparing
    contest: Contest
    editor: DataEditor
    figures: FigureCommands
    highlight: Highlight
    settings: Settings
    modes: Modes
    turns: Turns
    tell: Callable[[Message, bool], None]
    show_failure: Callable[[str], None]


class Wires:
    """What the panels show knows nothing of one another: here they are joined."""

    def __init__(self, parts: Wired) -> None:
        self._parts = parts
        self._before = RunBefore(parts.settings, parts.controller)
        parts.document.replaced.connect(self._before.forget)
        parts.controller.snapshot_changed.connect(self._before.take)
        self._joins: dict[str, Callable[[Any], None]] = {
            "fit": self._join_fit,
            "loss": self._join_loss,
            "landscape": self._join_landscape,
            "samples": self._join_samples,
            "code": self._join_code,
            "sweep": self._join_sweep,
        }

    def join(self, name: str, content: Any) -> None:
        """Join the content of the panel `name`, and let it show what the others show."""
        parts = self._parts
        if isinstance(content, View):
            content.take_turns(parts.turns)
            content.failed.connect(parts.show_failure)
            content.run_chosen.connect(parts.comparing.focus.set)
        if entry_of(name).is_figure:
            parts.figures.adopt(content)
        if name in self._joins:
            self._joins[name](content)
        for kept, (panel, button) in _REMEMBERED.items():
            if panel == name:
                is_on = parts.settings.text(kept, "off", ("on", "off")) == "on"
                getattr(content, button).setChecked(is_on)
        if parts.controller.snapshot is not None:
            content.show_snapshot(parts.controller.snapshot)
        if name in _HIGHLIGHTING:
            content.sample_hovered.connect(parts.highlight.set)
            parts.highlight.changed.connect(content.highlight)
            content.highlight(parts.highlight.row)

    def remember(self, made: Mapping[str, Any]) -> None:
        """Keep for the next start what is shown or not, of what was `made` in this one."""
        settings = self._parts.settings
        for kept, (panel, button) in _REMEMBERED.items():
            if panel in made:
                is_on = getattr(made[panel], button).isChecked()
                settings.set_text(kept, "on" if is_on else "off")
        if "fit" in made and made["fit"].are_residuals_chosen:
            settings.set_text("residuals", made["fit"].residuals)

    def _join_fit(self, view: "FitView") -> None:
        from lossstudio.gui.views.fit.residuals import MODES, OFF, SQUARES

        view.tools.editor = self._parts.editor
        chosen = self._parts.settings.text("residuals", "", ("", *MODES))
        if chosen:
            view.residuals = chosen
        else:
            view.show_usual_residuals(SQUARES if self._parts.modes.is_simple else OFF)
        drag, state = view.drag, self._parts.state
        drag.is_on = True
        drag.start_of_run = self._newest_start
        drag.began.connect(lambda: self._parts.controller.play(False))
        drag.dragged.connect(self._drag_start)
        drag.ended.connect(state.end_gesture)
        drag.cancelled.connect(state.cancel_gesture)
        view.contest.attach(self._parts.contest)

    def _join_loss(self, view: "LossCurveView") -> None:
        view.step_chosen.connect(self._parts.controller.go_to)
        view.window_changed.connect(self._parts.controller.set_window)
        self._show_before(view, view.before)

    def _join_landscape(self, view: "LandscapeView") -> None:
        view.start_chosen.connect(self._set_start)
        view.start_dragged.connect(self._drag_start)
        self._show_before(view, view.layers.before)

    def _show_before(self, view: View, part: "BeforeCurves | BeforePath") -> None:
        """Let a part of `view` show the run before, and its menu switch it on and off."""
        part.follow(self._before)
        self._before.changed.connect(view.redraw)
        view.insertAction(self._parts.figures.save, self._before.switch)

    def _join_samples(self, view: "SamplesView") -> None:
        view.editing.editor = self._parts.editor

    def _join_code(self, view: "CodeView") -> None:
        view.told.connect(self._parts.tell)

    def _newest_start(self, scene: Scene) -> tuple[float, ...] | None:
        """The start in numbers of the run that `scene` shows, as it is now."""
        runs = self._parts.state.scenario.runs
        return runs[scene.focus].start if scene.focus < len(runs) else None

    def _join_sweep(self, view: "SweepView") -> None:
        view.value_chosen.connect(self._set_number)

    def _set_number(self, path: str, value: float) -> None:
        """Set a number that was chosen in a picture."""
        from lossstudio.engine.sweep.settings import parameter_at, paths_of

        state = self._parts.state
        state.propose(
            [(one, value) for one in paths_of(state.scenario, path)],
            core_text(parameter_at(state.scenario, path).label),
        )

    def _drag_start(self, theta: NDArray[np.float64]) -> None:
        """Start at `theta`, as far as it has been dragged."""
        state, snapshot = self._parts.state, self._parts.controller.snapshot
        run = self._parts.comparing.focus.index
        if snapshot is None or run >= len(snapshot.scene.objectives):
            return
        start = snapshot.scene.objectives[run].start_of(theta)
        if np.isfinite(start).all():
            state.drag_start(start.tolist(), run, translate("MainWindow", "Start"))

    def _set_start(self, theta: NDArray[np.float64]) -> None:
        """Start at `theta`, where a click or a drag has ended."""
        self._drag_start(theta)
        self._parts.state.end_gesture()
