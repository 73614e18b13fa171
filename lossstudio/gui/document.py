"""The scenario as a file: new, open, save, and the examples that ship with the program."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.scenario import Scenario
from lossstudio.engine.scenario_file import SUFFIX, load_scenario, presets, save_scenario
from lossstudio.gui.background import Job
from lossstudio.gui.i18n import core_text, translate
from lossstudio.gui.run_controller import RunController
from lossstudio.gui.scenario_state import ScenarioState


class Document(QObject):
    """Which file the current scenario belongs to, and the ways to another one."""

    name_changed = Signal()
    """What the window's title shows is another."""
    told = Signal(object, bool)
    """A `Message` for the status line, and whether it tells of an error."""
    failed = Signal(str)
    """The traceback of something unexpected."""

    def __init__(self, state: ScenarioState, controller: RunController, window: QWidget) -> None:
        super().__init__(window)
        self._state = state
        self._controller = controller
        self._window = window
        self.path: Path | None = None
        """The file that was opened or saved last; None for a scenario without one."""
        state.changed.connect(lambda _: self.name_changed.emit())

    @property
    def name(self) -> str:
        """The file's name, or else the scenario's title."""
        return self.path.name if self.path else core_text(self._state.scenario.title)

    def open_default(self) -> None:
        """The scenario of the first start."""
        if self._state.scenario == Scenario():
            self._controller.reset()
        self._take(Scenario(), None, translate("MainWindow", "New"))

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
        self._read(lambda: load_scenario(path), path)

    def open_preset(self, name: str) -> None:
        """Open one of the scenarios that ship with the program."""
        self._read(lambda: load_scenario(presets()[name]), None)

    def save(self) -> None:
        """Save to the file that was opened, or ask for one."""
        if self.path is None:
            self.save_as()
        else:
            self._save_to(self.path)

    def save_as(self) -> None:
        """Ask for a file and save to it."""
        path, _ = QFileDialog.getSaveFileName(
            self._window, translate("MainWindow", "Save the scenario"), SUFFIX, _file_filter()
        )
        if path:
            self._save_to(Path(path if path.endswith(SUFFIX) else path + SUFFIX))

    def _save_to(self, path: Path) -> None:
        try:
            save_scenario(self._state.scenario, path)
        except OSError as error:
            problem = Message(
                QT_TRANSLATE_NOOP("core", "{file} could not be saved: {reason}"),
                {"file": path.name, "reason": error.strerror or str(error)},
            )
            self.told.emit(problem, True)
            return
        self.path = path
        self.name_changed.emit()
        saved = Message(QT_TRANSLATE_NOOP("core", "Saved as {file}."), {"file": path.name})
        self.told.emit(saved, False)

    def _take(self, scenario: Scenario, path: Path | None, text: str) -> None:
        self._controller.play(False)
        self._state.replace(scenario, text)
        if path is not None or self.path is not None:
            # What could be undone belongs to another file: saved here, it would replace this one.
            self._state.undo_stack.clear()
        self.path = path
        self.name_changed.emit()

    def _read(self, work: Callable[[], Scenario], path: Path | None) -> None:
        job = Job(work, self)
        opened = translate("MainWindow", "Open")
        job.done.connect(lambda scenario: self._take(scenario, path, opened))
        job.rejected.connect(lambda message: self.told.emit(message, True))
        job.failed.connect(self.failed)
        for signal in (job.done, job.rejected, job.failed):
            signal.connect(job.deleteLater)
        job.start()


def _file_filter() -> str:
    return translate("MainWindow", "LossStudio scenarios (*{suffix})").format(suffix=SUFFIX)
