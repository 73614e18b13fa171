"""What a lesson does to the window: sets the scenario, the panels, and how training goes on."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lossstudio.engine.lessons.setting import Setting
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.window.arrangements import pictures_of
from lossstudio.engine.window.panels import CONTROLS, usual_panels
from lossstudio.gui.lessons.host import Host
from lossstudio.gui.training.background import Job
from lossstudio.gui.views.fit.residuals import MODES


class Stage(QObject):
    """The window as a lesson sees it. A setting that cannot be made leaves all as it was."""

    applied = Signal()
    """A setting has been made."""
    refused = Signal(object)
    """A `Message`: why a setting cannot be made."""
    failed = Signal(str)
    """The traceback of something unexpected."""

    def __init__(self, host: Host, window: QWidget) -> None:
        super().__init__(window)
        self._host = host
        self._number = 0  # of the newest setting: of several, only that one is made
        self._panels = usual_panels()

    # -- the window's layout ----------------------------------------------------------------------

    def begin(self, hidden: tuple[str, ...]) -> None:
        """A lesson opens, which hides what `hidden` names."""
        before = self._host.workspace.is_in_lesson
        self._host.hiding.set_by_lesson(hidden)
        self._host.workspace.begin_lesson()
        if not before:
            self._panels = usual_panels()
            self._arrange()

    def cancel(self) -> None:
        """Make no setting that is still being prepared."""
        self._number += 1

    def end(self) -> None:
        """The lesson is closed: the panels are as they were before it."""
        self.cancel()
        self._host.hiding.set_by_lesson(())
        self._host.workspace.end_lesson()
        self._host.speed.ask(None)

    def _arrange(self) -> None:
        """Under a presentation too: it is there when that ends."""
        host = self._host
        panels = tuple(name for name in self._panels if name not in host.hiding.names)
        host.workspace.arrange_lesson(panels)
        host.presentation.show_page(panels)

    # -- settings ---------------------------------------------------------------------------------

    def set(self, setting: Setting, folder: Path, name: str) -> None:
        """Make `setting`, whose files lie in `folder`; `name` is what Undo calls it.

        Files are read and the runs are built beside the window first.
        """
        self._number += 1
        number, before = self._number, self._host.state.scenario

        def work() -> Scenario:
            after = setting.apply(before, folder)
            if after != before:
                Experiment(after)
            return after

        job = Job(work, self)
        job.done.connect(lambda after: self._make(number, setting, folder, name, before, after))
        job.rejected.connect(
            lambda message: self.refused.emit(message) if number == self._number else None
        )
        job.failed.connect(self.failed)
        for signal in (job.done, job.rejected, job.failed):
            signal.connect(job.deleteLater)
        job.start()

    def _make(
        self,
        number: int,
        setting: Setting,
        folder: Path,
        name: str,
        before: Scenario,
        after: Scenario,
    ) -> None:
        host = self._host
        if number != self._number:
            return
        if host.state.scenario is not before:  # something was changed meanwhile
            self.set(setting, folder, name)
            return
        is_whole = setting.scenario is not None
        host.document.set_by_lesson(after, name, is_whole=is_whole)
        asked = pictures_of(after.arrangement) if is_whole else ()
        panels = setting.show or (asked and (CONTROLS, *asked))
        if panels:
            self._panels = panels
            self._arrange()
        if is_whole:
            host.contents["loss"].what_if = False  # else it would tell what the page asks
        if setting.residuals in MODES:
            host.contents["fit"].residuals = setting.residuals
        if setting.speed is not None or is_whole:
            host.speed.ask(after.speed if setting.speed is None else setting.speed)
        if setting.action == "reset":
            host.controller.reset()
        elif setting.action == "run":
            host.controller.play(True)
        elif setting.action == "slow step":
            host.slow_motion.begin()
        elif setting.action == "step":
            host.controller.train_to(setting.step)
        self.applied.emit()
