"""The script of what is being run: to read, to copy, and to save."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout

from lossstudio.core.file_system import save_error
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message, printable
from lossstudio.engine.files.whole_file import write_whole
from lossstudio.engine.script.layout import Script
from lossstudio.engine.script.notebook import SUFFIX as NOTEBOOK
from lossstudio.engine.script.notebook import notebook
from lossstudio.engine.script.plan import plan
from lossstudio.engine.script.script import write_script
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.i18n import Language, core_text, message_text, translate
from lossstudio.gui.kit.keys import ARROWS
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.background import Job
from lossstudio.gui.training.derived import Derived
from lossstudio.gui.training.pacing import TEXT
from lossstudio.gui.training.snapshot import RunSnapshot, Snapshot
from lossstudio.gui.views.code.code_text import CodeText
from lossstudio.gui.views.view import MARGIN, View, tool_button

PYTHON = ".py"


class _Shown(NamedTuple):
    """What a script was written for: with the same, it is the same script."""

    names: tuple[str, ...]
    title: str
    objectives: tuple[Objective, ...]
    changes: tuple[int, ...]
    steps: tuple[int, ...]
    language: str


class CodeView(View):
    """A script that does what is done here, changes on the way included.

    It is written in the background, and only while the panel is visible: at once when a setting
    changes, and for the steps that were done when training pauses.
    """

    interval = TEXT
    own_keys = ARROWS | {Qt.Key.Key_Home, Qt.Key.Key_End}  # it is a text

    told = Signal(object, bool)
    """A `Message` for the status line, and whether it tells of an error."""

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__(theme)
        self._language = language
        self.script: Script | None = None
        self._problem: Message | None = None
        self._folder = ""
        self.text = CodeText()
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.copy_button = tool_button("mdi6.content-copy")
        self.save_button = tool_button("mdi6.content-save-outline")
        top = QHBoxLayout()
        top.setContentsMargins(4, 0, 0, 0)
        top.setSpacing(1)
        top.addWidget(self.note, 1)
        for button in (self.copy_button, self.save_button):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(1)
        layout.addLayout(top)
        layout.addWidget(self.text, 1)
        self.setFocusProxy(self.text)
        self._work: Derived[_Shown, Script | Message] = Derived(self)
        self.set_works(self._work)
        self._work.came.connect(self._take)
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.ask_and_save)
        self.finish_setup()

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(620, 300)

    # -- what a person asks for -------------------------------------------------------------------

    def copy(self) -> None:
        """Copy the whole script."""
        if self.script is not None:
            QGuiApplication.clipboard().setText(self.script.text)
            copied = QT_TRANSLATE_NOOP("core", "Copied: the whole script.")
            self.told.emit(Message(copied), False)

    def ask_and_save(self) -> None:
        """Ask for a file and save to it: a script, or a notebook by its name."""
        if self.script is None:
            return
        python = translate("CodeView", "Python scripts (*{suffix})").format(suffix=PYTHON)
        jupyter = translate("CodeView", "Jupyter notebooks (*{suffix})").format(suffix=NOTEBOOK)
        path, chosen = QFileDialog.getSaveFileName(
            self,
            translate("CodeView", "Save the script"),
            str(Path(self._folder) / f"training{PYTHON}"),
            f"{python};;{jupyter}",
        )
        if path:
            suffix = NOTEBOOK if chosen == jupyter else PYTHON
            self.save(_with_suffix(Path(path), suffix))

    def save(self, path: Path) -> None:
        """Save the script, as a notebook where `path` ends with ``.ipynb``."""
        script = self.script
        if script is None:
            return
        self._folder = str(path.parent)

        def write() -> None:
            is_notebook = path.suffix.lower() == NOTEBOOK
            try:
                write_whole(path, notebook(script) if is_notebook else script.text.encode())
            except OSError as error:
                raise save_error(path, error) from error

        job = Job(write, self, writes=True)
        saved = Message(QT_TRANSLATE_NOOP("core", "Saved as {file}."), {"file": str(path)})
        job.done.connect(lambda _: self.told.emit(saved, False))
        job.rejected.connect(lambda message: self.told.emit(message, True))
        job.failed.connect(self.failed)
        for signal in (job.done, job.rejected, job.failed):
            signal.connect(job.deleteLater)
        job.start()

    # -- showing ----------------------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        scenario = snapshot.scene.scenario
        title = core_text(printable(scenario.title)) if scenario.title else ""
        steps = tuple(_steps(run, snapshot) for run in snapshot.runs)
        shown = _Shown(
            tuple(run.name for run in snapshot.runs),
            title,
            snapshot.scene.objectives,
            tuple(segment.start for run in snapshot.runs for segment in run.segments),
            steps,
            self._language.code,
        )
        asked = self._work.asked
        if snapshot.is_running and asked is not None and shown._replace(steps=asked.steps) == asked:
            return  # the number of steps alone is another one: it will change with each
        histories = [run.segments for run in snapshot.runs]
        starts = [run.path.thetas[0] for run in snapshot.runs]
        named = msgspec.structs.replace(scenario, title=title)

        def write() -> Iterator[Script | Message | None]:
            try:
                work = plan(named, histories, starts, steps)
                yield None
                yield write_script(work, shown.language)
            except InputError as error:
                yield error.message

        self._work.ask(shown, write, interrupt=False)

    def _take(self) -> None:
        result = self._work.result
        self.script = result if isinstance(result, Script) else None
        self._problem = result if isinstance(result, Message) else None
        self.text.show_code(self.script.text if self.script else "")
        self._enable()
        self._show_note()

    def _enable(self) -> None:
        for button in (self.copy_button, self.save_button):
            button.setEnabled(self.script is not None)

    def _show_note(self) -> None:
        if self._problem is not None:
            self.note.setText(message_text(self._problem))
        else:
            self.note.setText(translate("CodeView", "Does the same by itself, with NumPy alone."))

    def retranslate(self) -> None:
        name = translate("CodeView", "Python code")
        self.setAccessibleName(name)
        self.text.setAccessibleName(name)
        self.text.setAccessibleDescription(
            translate(
                "CodeView",
                "A script that takes the same steps as here, with the changes made on the way.",
            )
        )
        for button, text, tip in (
            (
                self.copy_button,
                translate("CodeView", "Copy"),
                translate("CodeView", "Copy the whole script."),
            ),
            (
                self.save_button,
                translate("CodeView", "Save…"),
                translate("CodeView", "Save it as a Python script or as a Jupyter notebook."),
            ),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(text)
            button.setAccessibleDescription(tip)
        self._enable()
        self._show_note()
        self.redraw()

    def restyle(self) -> None:
        self.text.style_by(self.theme)


def _steps(run: RunSnapshot, snapshot: Snapshot) -> int:
    """How many steps the script does: as many as were done here; before the first, the scenario's.

    Where the next one leaves the finite numbers it is tried, so that the script says so too.
    """
    if run.overflowed:
        return max(snapshot.step, run.step + 1)
    return run.step if snapshot.step > 0 else snapshot.scene.scenario.steps


def _with_suffix(path: Path, suffix: str) -> Path:
    return path if path.suffix.lower() in (PYTHON, NOTEBOOK) else Path(f"{path}{suffix}")
