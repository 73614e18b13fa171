"""The scenario as a file: new, open, save, and the examples that ship with the program."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from lossstudio.core.file_system import save_error
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message, printable
from lossstudio.engine.presets import FIRST
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.scenarios.scenario_file import SUFFIX, load_scenario, presets, save_scenario
from lossstudio.engine.scenarios.table_reading import is_table
from lossstudio.engine.window.arrangements import note_on_panels
from lossstudio.gui.documents.in_background import NO_FILE, Stamp, built, is_another, stamp_of
from lossstudio.gui.documents.recent_files import RecentFiles
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.state.settings import LeftDocument, Settings
from lossstudio.gui.training.background import Job
from lossstudio.gui.training.run_controller import RunController


class Document(QObject):
    """Which file the current scenario belongs to, and the ways to another one.

    A scenario without a file is remembered until the next start and can be brought back by undo;
    changes of a file's scenario are asked about before they would be lost.
    """

    name_changed = Signal()
    """What the window's title shows is another."""
    opened = Signal(object)
    """Another scenario has been taken, which may ask how the window shows it."""
    replaced = Signal()
    """A whole scenario has taken the place of another one, opened or set by a lesson."""
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
        self._saved: Scenario | None = state.scenario
        self._is_given_up = False
        self._stamp = NO_FILE
        """How the file was when it was read or written here last."""
        state.changed.connect(lambda _: self.name_changed.emit())

    @property
    def name(self) -> str:
        """The file's name, or else the scenario's title."""
        return self.path.name if self.path else core_text(printable(self._state.scenario.title))

    @property
    def is_modified(self) -> bool:
        """The scenario is not as it stands in its file, and nobody has just given that up."""
        is_given_up = self.path is None or self._is_given_up
        return not is_given_up and self._state.scenario != self._saved

    @property
    def is_as_it_came(self) -> bool:
        """Nothing has been changed since it was opened or saved, or set by a lesson."""
        return self._state.scenario == self._saved

    def open_default(self) -> None:
        """The scenario of the first start."""
        self.leave(lambda: self._take(FIRST, None, translate("MainWindow", "New")))

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

    def open_named(self, name: str) -> None:
        """Open what the command line names: a preset, a file or a table, as its other commands
        do."""
        if name in presets():
            self.open_preset(name)
        elif is_table(Path(name)):
            self.open_table(Path(name))
        else:
            self.open_file(Path(name))

    def open_table(self, path: Path) -> None:
        """Open a table as accepting what is proposed for it does, and tell what that is."""
        opened = translate("MainWindow", "Open")

        def read() -> tuple[Scenario, Message]:
            from lossstudio.engine.table_proposal.scenario import proposed_scenario
            from lossstudio.engine.table_proposal.summary import summary

            scenario, proposal = proposed_scenario(path)
            return built(scenario), summary(proposal)

        def take(found: tuple[Scenario, Message]) -> None:
            self._take(found[0], None, opened)
            self.told.emit(found[1], False)

        self.leave(lambda: self._do(read, take))

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
        stamp = stamp_of(path)

        def take(_: Scenario) -> None:
            self._take(scenario, path, translate("MainWindow", "Restore"), stamp)
            self._saved = None
            self.name_changed.emit()
            then()

        self._do(lambda: built(scenario), take, refused)

    def take_shared(self, scenario: Scenario) -> None:
        """Take a scenario that somebody has sent as a text."""
        pasted = translate("MainWindow", "Paste")
        self.leave(
            lambda: self._do(lambda: built(scenario), lambda it: self._take(it, None, pasted))
        )

    def remember(self, settings: Settings) -> None:
        """Keep for the next start what is worked on and whose file it is; changes of a file's
        scenario that were given up are gone."""
        scenario, saved = self._state.scenario, self._saved
        if self._is_given_up and self.path is not None and saved is not None:
            scenario = saved
        settings.scenario = scenario
        settings.document = None
        if self.path is not None:
            written, size = self._stamp
            settings.document = LeftDocument(
                os.fspath(self.path), written, size, is_saved=scenario == saved
            )

    def resume(self, left: LeftDocument | None) -> None:
        """The scenario is that of the last time: it belongs to the file that it belonged to."""
        if left is not None:
            self.path, self._stamp = Path(left.path), (left.written, left.size)
            self._saved = self._state.scenario if left.is_saved else None
            self.name_changed.emit()

    def let_go(self) -> None:
        """From now on the scenario belongs to no file: a lesson sets another one."""
        self.path = None
        self.name_changed.emit()

    def set_by_lesson(self, scenario: Scenario, text: str, *, is_whole: bool) -> None:
        """Take what a lesson sets, undoably, as `text`. That is nobody's work; but where it is not
        a whole scenario, it may have been set on top of somebody's."""
        came = is_whole or self.is_as_it_came
        self._state.end_gesture()
        self._state.replace(scenario, text)
        if is_whole:
            self.replaced.emit()
        if came:
            self._saved = scenario
            self.name_changed.emit()

    def save(self) -> None:
        """Save to the file that was opened, or ask for one."""
        if self.path is None:
            self.save_as()
        else:
            self._save_to(self.path, known=self._stamp)

    def save_as(self, then: Callable[[], object] = lambda: None) -> None:
        """Ask for a file, save to it, and do `then`."""
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            translate("MainWindow", "Save the scenario"),
            str(self.path) if self.path else self._suggested_name(),
            _file_filter(),
        )
        if path:
            is_whole = path.endswith(SUFFIX)
            # The dialog has asked about the name that was typed, without a suffix.
            known = None if is_whole else NO_FILE
            self._save_to(Path(path if is_whole else path + SUFFIX), then, known)

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
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(translate("MainWindow", "Unsaved changes"))
        box.setText(
            translate("MainWindow", "Save the changes to {file} first?").format(file=self.name)
        )
        choice = QMessageBox.StandardButton
        box.setStandardButtons(choice.Save | choice.Discard | choice.Cancel)
        box.setDefaultButton(choice.Save)

        def answer(result: int) -> None:
            if result == choice.Save and self.path is not None:
                self._save_to(self.path, then, self._stamp)
            elif result == choice.Discard:
                # For what is done at once alone: where another file cannot be read, the changes
                # are still there, and unsaved.
                self._is_given_up = True
                try:
                    then()
                finally:
                    self._is_given_up = False

        box.finished.connect(answer)
        box.open()

    def _save_to(
        self,
        path: Path,
        then: Callable[[], object] = lambda: None,
        known: Stamp | None = None,
    ) -> None:
        """Save off the window's thread, and do `then` when the file is there.

        Where there is a file that is another than `known`, ask before it is replaced.
        """
        scenario, saved = self._state.scenario, self._saved

        def save() -> Stamp | None:
            if known is not None and is_another(path, known, saved):
                return None
            try:
                save_scenario(scenario, path)
            except OSError as error:
                raise save_error(path, error) from error
            return stamp_of(path)

        def done(stamp: Stamp | None) -> None:
            if stamp is None:
                self._ask_to_replace(path, then)
                return
            self.path, self._saved, self._stamp = path, scenario, stamp
            self.recent.add(path)
            self.name_changed.emit()
            said = Message(QT_TRANSLATE_NOOP("core", "Saved as {file}."), {"file": path.name})
            self.told.emit(said, False)
            then()

        self._do(save, done, writes=True)

    def _ask_to_replace(self, path: Path, then: Callable[[], object]) -> None:
        """The file is not the one that was opened or saved here: somebody else's work is in it."""
        box = QMessageBox(self._window)
        box.setObjectName("replace")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(translate("MainWindow", "Another file"))
        text = (
            translate("MainWindow", "{file} has been changed outside this window.")
            if path == self.path
            else translate("MainWindow", "There is already a file {file}.")
        )
        box.setText(text.format(file=path.name))
        box.setInformativeText(
            translate("MainWindow", "Replace it, and lose what is in it, or save as another file?")
        )
        role = QMessageBox.ButtonRole
        replace = box.addButton(translate("MainWindow", "Replace"), role.DestructiveRole)
        elsewhere = box.addButton(translate("MainWindow", "Save as…"), role.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(elsewhere)

        def answer() -> None:
            if box.clickedButton() is replace:
                self._save_to(path, then)
            elif box.clickedButton() is elsewhere:
                self.save_as(then)

        box.finished.connect(answer)
        box.open()

    def _take(
        self, scenario: Scenario, path: Path | None, text: str, stamp: Stamp = NO_FILE
    ) -> None:
        self._controller.play(False)
        if scenario == self._state.scenario:
            self._controller.reset()
        self._state.replace(scenario, text, anew=True)
        self.replaced.emit()
        if path is not None or self.path is not None:
            # What could be undone belongs to another file: saved here, it would replace this one.
            self._state.undo_stack.clear()
        self.path, self._saved, self._stamp = path, scenario, stamp
        self.name_changed.emit()
        self.opened.emit(scenario)
        note = note_on_panels(scenario.arrangement)
        if note is not None:
            self.told.emit(note, False)

    def _read(self, work: Callable[[], Scenario], path: Path | None) -> None:
        opened = translate("MainWindow", "Open")

        def read() -> tuple[Scenario, Stamp]:
            stamp = stamp_of(path)  # before it is read: what is written meanwhile is noticed
            scenario = work()
            try:
                return built(scenario), stamp
            except InputError as error:
                if path is None:
                    raise
                raise InputError(
                    QT_TRANSLATE_NOOP("core", "{file}: {reason}"),
                    file=path.name,
                    reason=error.message,
                ) from error

        def take(found: tuple[Scenario, Stamp]) -> None:
            scenario, stamp = found
            self._take(scenario, path, opened, stamp)
            if path is not None:
                self.recent.add(path)

        def refuse(message: Message) -> None:
            if path is not None:
                self.recent.forget(path)
            self.told.emit(message, True)

        self._do(read, take, refuse)

    def _do(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        refused: Callable[[Message], None] | None = None,
        *,
        writes: bool = False,
    ) -> None:
        job = Job(work, self, writes=writes)
        job.done.connect(done)
        job.rejected.connect(refused or (lambda message: self.told.emit(message, True)))
        job.failed.connect(self.failed)
        for signal in (job.done, job.rejected, job.failed):
            signal.connect(job.deleteLater)
        job.start()


def _file_filter() -> str:
    return translate("MainWindow", "LossStudio scenarios (*{suffix})").format(suffix=SUFFIX)
