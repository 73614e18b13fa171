"""The scenario as a file: new, open, save, and the examples that ship with the program."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.experiment import Experiment
from lossstudio.engine.scenario import Scenario
from lossstudio.engine.scenario_file import SUFFIX, load_scenario, presets, save_scenario
from lossstudio.gui.background import Job
from lossstudio.gui.field_words import in_words
from lossstudio.gui.i18n import core_text, translate
from lossstudio.gui.recent_files import RecentFiles
from lossstudio.gui.run_controller import RunController
from lossstudio.gui.scenario_state import ScenarioState


class Document(QObject):
    """Which file the current scenario belongs to, and the ways to another one.

    A scenario without a file is remembered until the next start and can be brought back by undo;
    changes of a file's scenario are asked about before they would be lost.
    """

    name_changed = Signal()
    """What the window's title shows is another."""
    told = Signal(object, bool)
    """A `Message` for the status line, and whether it tells of an error."""
    failed = Signal(str)
    """The traceback of something unexpected."""

    def __init__(
        self, state: ScenarioState, controller: RunController, recent: RecentFiles, window: QWidget
    ) -> None:
        super().__init__(window)
        self._state = state
        self._controller = controller
        self._window = window
        self.recent = recent
        self.path: Path | None = None
        """The file that was opened or saved last; None for a scenario without one."""
        self._saved: Scenario | None = None
        state.changed.connect(lambda _: self.name_changed.emit())

    @property
    def name(self) -> str:
        """The file's name, or else the scenario's title."""
        return self.path.name if self.path else core_text(self._state.scenario.title)

    @property
    def is_modified(self) -> bool:
        """The scenario is not as it stands in its file."""
        return self.path is not None and self._state.scenario != self._saved

    @property
    def is_as_it_came(self) -> bool:
        """Nothing has been changed since it was opened or saved."""
        return self._state.scenario == self._saved

    def open_default(self) -> None:
        """The scenario of the first start."""
        self.leave(lambda: self._take(Scenario(), None, translate("MainWindow", "New")))

    def open_dialog(self) -> None:
        """Ask for a scenario file and open it."""
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            translate("MainWindow", "Open a scenario"),
            str(self.path.parent) if self.path else "",
            _file_filter(),
        )
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Open a scenario file, read off the window's thread."""
        self.leave(lambda: self._read(lambda: load_scenario(path), path))

    def open_preset(self, name: str) -> None:
        """Open one of the scenarios that ship with the program."""
        self.leave(lambda: self._read(lambda: load_scenario(presets()[name]), None))

    def open_recovered(
        self,
        scenario: Scenario,
        path: Path | None,
        then: Callable[[], object],
        refused: Callable[[Message], None],
    ) -> None:
        """Go on with work that a window has left, and do `then`; `path` is the file it belonged to.
        Where it cannot be built, the present scenario stays, and `refused` hears why."""

        def take(_: Scenario) -> None:
            self._take(scenario, path, translate("MainWindow", "Restore"))
            self._saved = None
            self.name_changed.emit()
            then()

        self._do(lambda: _built(scenario), take, refused)

    def take_shared(self, scenario: Scenario) -> None:
        """Take a scenario that somebody has sent as a text."""
        pasted = translate("MainWindow", "Paste")
        self.leave(
            lambda: self._do(lambda: _built(scenario), lambda it: self._take(it, None, pasted))
        )

    def let_go(self) -> None:
        """From now on the scenario belongs to no file: a lesson sets another one."""
        self.path = self._saved = None
        self.name_changed.emit()

    def save(self) -> None:
        """Save to the file that was opened, or ask for one."""
        if self.path is None:
            self.save_as()
        else:
            self._save_to(self.path)

    def save_as(self) -> None:
        """Ask for a file and save to it."""
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            translate("MainWindow", "Save the scenario"),
            str(self.path) if self.path else self._suggested_name(),
            _file_filter(),
        )
        if path:
            self._save_to(Path(path if path.endswith(SUFFIX) else path + SUFFIX))

    def _suggested_name(self) -> str:
        """A file name made of the title: what no system forbids in one."""
        title = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", self.name)
        return (" ".join(title.split())[:60] or translate("MainWindow", "scenario")) + SUFFIX

    def leave(self, then: Callable[[], object]) -> None:
        """Do `then`, which gives the current scenario up; ask first where that would lose work."""
        if not self.is_modified:
            then()
            return
        box = QMessageBox(self._window)
        box.setObjectName("unsaved")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(translate("MainWindow", "Unsaved changes"))
        box.setText(
            translate("MainWindow", "Save the changes to {file} first?").format(file=self.name)
        )
        choice = QMessageBox.StandardButton
        box.setStandardButtons(choice.Save | choice.Discard | choice.Cancel)
        box.setDefaultButton(choice.Save)

        def answer(result: int) -> None:
            if result == choice.Save and self.path is not None:
                self._save_to(self.path, then)
            elif result == choice.Discard:
                self._saved = self._state.scenario
                then()

        box.finished.connect(answer)
        box.open()

    def _save_to(self, path: Path, then: Callable[[], object] = lambda: None) -> None:
        """Save off the window's thread, and do `then` when the file is there."""
        scenario = self._state.scenario

        def save() -> None:
            try:
                save_scenario(scenario, path)
            except OSError as error:
                raise InputError(
                    QT_TRANSLATE_NOOP("core", "{file} could not be saved: {reason}"),
                    file=path.name,
                    reason=error.strerror or str(error),
                ) from error

        def done() -> None:
            self.path, self._saved = path, scenario
            self.recent.add(path)
            self.name_changed.emit()
            saved = Message(QT_TRANSLATE_NOOP("core", "Saved as {file}."), {"file": path.name})
            self.told.emit(saved, False)
            then()

        self._do(save, lambda _: done())

    def _take(self, scenario: Scenario, path: Path | None, text: str) -> None:
        self._controller.play(False)
        if scenario == self._state.scenario:
            self._controller.reset()
        self._state.replace(scenario, text, anew=True)
        if path is not None or self.path is not None:
            # What could be undone belongs to another file: saved here, it would replace this one.
            self._state.undo_stack.clear()
        self.path, self._saved = path, scenario
        self.name_changed.emit()

    def _read(self, work: Callable[[], Scenario], path: Path | None) -> None:
        opened = translate("MainWindow", "Open")

        def take(scenario: Scenario) -> None:
            self._take(scenario, path, opened)
            if path is not None:
                self.recent.add(path)

        def refuse(message: Message) -> None:
            if path is not None:
                self.recent.forget(path)
            self.told.emit(message, True)

        self._do(lambda: _built(work()), take, refuse)

    def _do(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        refused: Callable[[Message], None] | None = None,
    ) -> None:
        job = Job(work, self)
        job.done.connect(done)
        job.rejected.connect(refused or (lambda message: self.told.emit(message, True)))
        job.failed.connect(self.failed)
        for signal in (job.done, job.rejected, job.failed):
            signal.connect(job.deleteLater)
        job.start()


def _built(scenario: Scenario) -> Scenario:
    """`scenario`, if its runs can be built: else the one before would stay under its file's name,
    and be saved over it. For a pool thread."""
    try:
        Experiment(scenario)
    except InputError as error:
        message = in_words(error.message, scenario)
        raise InputError(message.template, **message.values) from error
    return scenario


def _file_filter() -> str:
    return translate("MainWindow", "LossStudio scenarios (*{suffix})").format(suffix=SUFFIX)
