"""The main window: transport bar, control panel, views and status line, and what joins them."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMenu

from lossstudio.core.text import Message, printable
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.window.panels import in_menu_order
from lossstudio.gui.data.commands import DataCommands
from lossstudio.gui.data.editor import DataEditor
from lossstudio.gui.data.predictions import PredictionCommands
from lossstudio.gui.documents.files import Files
from lossstudio.gui.figures.commands import FigureCommands
from lossstudio.gui.kit.i18n import Language, Retranslating
from lossstudio.gui.kit.icons import application_icon
from lossstudio.gui.kit.keys import PressedByEnter
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.kit.tips import Tips
from lossstudio.gui.lessons.host import Host
from lossstudio.gui.lessons.place import LessonPlace
from lossstudio.gui.menus import Menus, Offered
from lossstudio.gui.panels.control_panel import ControlPanel
from lossstudio.gui.panels.transport_bar import DEFAULT_SPEED, TransportBar
from lossstudio.gui.shell.about import About
from lossstudio.gui.shell.contents import Contents, Parts
from lossstudio.gui.shell.failure import Failures
from lossstudio.gui.shell.fixes import Fixes
from lossstudio.gui.shell.guide import Guide
from lossstudio.gui.shell.modes import Modes
from lossstudio.gui.shell.panel_commands import PanelCommands
from lossstudio.gui.shell.panel_keys import PanelKeys
from lossstudio.gui.shell.presentation import Presentation
from lossstudio.gui.shell.resting import Resting
from lossstudio.gui.shell.speed import Speed
from lossstudio.gui.shell.status_line import StatusLine
from lossstudio.gui.shell.workspace import Workspace
from lossstudio.gui.shell.zoom import Zoom
from lossstudio.gui.slow_motion.slow_motion import SlowMotion
from lossstudio.gui.state.comparing import Comparing
from lossstudio.gui.state.field_words import in_words
from lossstudio.gui.state.hiding import Hiding
from lossstudio.gui.state.highlight import Highlight
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.state.settings import Settings
from lossstudio.gui.training.background import PATIENCE, wait_for_all
from lossstudio.gui.training.contest import Contest
from lossstudio.gui.training.derived import stop_all
from lossstudio.gui.training.pacing import COUNTING, Rhythm, slower
from lossstudio.gui.training.run_controller import RunController
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.training.turns import Turns
from lossstudio.gui.views.view import View
from lossstudio.gui.wires import Wired, Wires

if TYPE_CHECKING:  # what panels show is loaded when they are seen
    from lossstudio.gui.views.code.code_view import CodeView
    from lossstudio.gui.views.compare.compare_view import CompareView
    from lossstudio.gui.views.fit.fit_view import FitView
    from lossstudio.gui.views.landscape.landscape_view import LandscapeView
    from lossstudio.gui.views.loss_curve.loss_curve_view import LossCurveView
    from lossstudio.gui.views.loss_shape.loss_shape_view import LossShapeView
    from lossstudio.gui.views.samples.samples_view import SamplesView
    from lossstudio.gui.views.step_numbers.step_numbers_view import StepNumbersView

T = TypeVar("T", Host, Offered, Wired)


def _shown_as(name: str) -> Any:
    """What the panel `name` shows, made when it is asked for."""
    return property(lambda window: window.contents[name])


class MainWindow(Retranslating, QMainWindow):
    """Joins the parts. It computes nothing and decides little.

    What panels show is made when they are first seen, at the start after the window's first
    picture; or earlier by whoever asks for it.
    """

    fit_view: "FitView" = _shown_as("fit")
    loss_curve: "LossCurveView" = _shown_as("loss")
    loss_shape: "LossShapeView" = _shown_as("shape")
    landscape: "LandscapeView" = _shown_as("landscape")
    step_numbers: "StepNumbersView" = _shown_as("numbers")
    samples: "SamplesView" = _shown_as("samples")
    compare: "CompareView" = _shown_as("compare")
    code: "CodeView" = _shown_as("code")

    def __init__(
        self, scenario: Scenario, theme: Theme, language: Language, settings: Settings
    ) -> None:
        super().__init__()
        self.theme = theme
        self.language = language
        self.settings = settings
        self._pace = 1.0
        self._counting = Rhythm()
        self.setWindowIcon(application_icon())
        self.state = ScenarioState(scenario, self)
        self.comparing = Comparing(self.state, self)
        self.turns = Turns()
        self.controller = RunController(self.state, self, self.turns)
        self.contest = Contest(self.state, self.controller, self.comparing.focus, self)
        self.files = Files(
            self.state,
            self.controller,
            settings,
            lambda path: self.data.open_table(path),
            lambda text: self.data.paste_table(text),
            self,
        )
        self.document = self.files.document
        self.transport = TransportBar()
        self.addToolBar(self.transport)
        self.speed = Speed(self.transport)
        parts = Parts(theme, language, settings, self.state, self.comparing)
        self.contents = contents = Contents(parts)
        self.control_panel: ControlPanel = contents["controls"]
        self.lesson: LessonPlace = contents["lesson"]
        self.editor = DataEditor(self.state, self)
        self.data = DataCommands(self.state, self.editor, self.control_panel.data, self)
        self.data.turns = self.turns
        self.predictions = PredictionCommands(self)
        self.figures = FigureCommands(
            contents, lambda: self.workspace.in_front, self.controller, settings, self
        )
        self.highlight = Highlight(self)
        self.status_line = StatusLine(theme)
        self.statusBar().addWidget(self.status_line, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.workspace = Workspace(
            self,
            [(entry, partial(contents.__getitem__, entry.name)) for entry in in_menu_order()],
            settings,
        )
        self.panel_switches = [panel.switch for panel in self.workspace.panels.values()]
        for entry, switch in zip(in_menu_order(), self.panel_switches, strict=True):
            if entry.key is not None:
                switch.setShortcut(QKeySequence(f"Ctrl+{entry.key}"))
        self.zoom = Zoom(self, self.workspace.area, theme, settings)
        self.hiding = Hiding(self.state, self)
        self.fixes = Fixes(
            self.status_line.fixes,
            self.state,
            self.controller,
            self.control_panel,
            self.hiding,
            lambda: contents.made.get("loss"),
            self,
        )
        shown = (self.workspace, self.zoom, self.status_line, self.hiding, theme)
        self.modes = Modes(
            self,
            self.state,
            settings,
            self.workspace,
            self.control_panel,
            self.transport,
            self.speed,
            self.status_line,
        )
        self.resting = Resting(settings, self.modes, self.controller, self)
        self.presentation = Presentation(self, self.controller, *shown)
        step = self.transport.slow, self.state, self.controller
        self.slow_motion = SlowMotion(self, *step, contents, theme)
        self.lesson.attach(self._parts(Host), self)
        self.about = About(settings, self)
        self.failures = Failures(settings, self, self._keep_work)
        self.panel_keys = PanelKeys(self, self.workspace, lambda: self.lesson.first_stop)
        self.panel_commands = PanelCommands(self.workspace, self.panel_keys, "fit", self)
        self.pressed_by_enter = PressedByEnter((self, *self.workspace.panels.values()), self)
        self.menus = Menus(self, self._parts(Offered))
        self.tips = Tips(self)
        self._connect()
        self._wires = Wires(self._parts(Wired))
        contents.on_made = self._take_in
        for name, content in contents.made.items():
            self._take_in(name, content)
        self._restore()
        self.finish_setup()
        self.tips.watch(self)

    # -- construction -----------------------------------------------------------------------------

    def _parts(self, kind: type[T]) -> T:
        """The parts of the window that have the names of the fields of `kind`, and no others."""
        return kind(**{name: getattr(self, name) for name in kind._fields})

    def welcome(self) -> None:
        """Guide whoever is new here."""
        parts = (self.state, self.controller, self.menus, self.presentation, self.workspace)
        self.tips.watch(Guide(self, *parts, self.language, self.settings, self.switch_language))

    def _connect(self) -> None:
        transport, controller, document = self.transport, self.controller, self.document
        transport.run.triggered.connect(controller.toggle)
        transport.step.triggered.connect(lambda: controller.step(1))
        transport.back.triggered.connect(lambda: controller.step(-1))
        transport.reset.triggered.connect(controller.reset)
        transport.go_on.triggered.connect(controller.go_on)
        transport.time.step_chosen.connect(controller.go_to)
        transport.speed_chosen.connect(controller.set_speed)
        controller.running_changed.connect(transport.set_running)
        controller.snapshot_changed.connect(self._show_snapshot)
        controller.painted.connect(self._keep_pace)
        controller.input_rejected.connect(self._show_error)
        controller.failed.connect(self.show_failure)
        for part in (self.files, self.data, self.predictions, self.figures, self.slow_motion):
            part.told.connect(self.tell)
            part.failed.connect(self.show_failure)
        self.workspace.failed.connect(self.show_failure)
        self.workspace.changed.connect(self.slow_motion.redraw)
        for withhold in (self.workspace.withhold, self.control_panel.withhold):
            self.hiding.changed.connect(withhold)
            withhold(self.hiding.names)
        self.about.told.connect(self.tell)
        self.comparing.focus.changed.connect(controller.focus_on)
        self.comparing.made.connect(self.modes.show_comparison)
        self.contest.begun.connect(lambda: self.workspace.open("fit"))
        document.name_changed.connect(self._show_title)
        self.lesson.changed.connect(self._show_title)
        document.opened.connect(self.modes.open)
        self.state.rejected.connect(self._show_error)
        self.state.changed.connect(self._scenario_changed)
        self.language.changed.connect(controller.ask_again)
        self.status_line.language_clicked.connect(self.switch_language)
        self.status_line.theme_clicked.connect(self.switch_theme)

    def _restore(self) -> None:
        geometry, screen = self.settings.bytes("geometry"), self.screen().availableSize()
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(screen * 0.85)
            if screen.width() <= 1400:
                self.setWindowState(Qt.WindowState.WindowMaximized)
        self.control_panel.restore(self.settings.text("folding", ""), screen.height())
        self.transport.set_speed(self.settings.number("speed", DEFAULT_SPEED))
        self.controller.set_speed(self.transport.speed)

    # -- showing ----------------------------------------------------------------------------------

    def _show_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.is_running and not self._counting.is_due(COUNTING * self._pace):
            snapshot = replace(snapshot, is_counted=False)
        else:
            self._counting.begin()
        self.data.take_snapshot(snapshot)
        self.predictions.take_snapshot(snapshot)
        self.transport.show_snapshot(snapshot)
        for content in self.contents.made.values():
            content.show_snapshot(snapshot)
        self.status_line.show_snapshot(snapshot)

    def _keep_pace(self, seconds: float) -> None:
        """Let views draw as often as the last frame leaves time for."""
        self._pace = slower(self._pace, seconds)
        for view in self.figures.made.values():
            view.pace = self._pace

    def _take_in(self, name: str, content: Any) -> None:
        """What a panel shows has been made: it comes to its place, and joins the rest."""
        self.workspace.panels[name].take(content)  # first: it draws for the room that it has
        if name in self.figures.made:
            content.pace = self._pace
        self._wires.join(name, content)
        self.tips.watch(content)
        self.modes.take_in(self.contents.made)

    @property
    def views(self) -> dict[str, View]:
        """Those that figures are made of, by the names of their panels: now they all are made."""
        return self.figures.views

    def tell(self, message: Message, is_error: bool) -> None:
        """Say something in the status line."""
        self.status_line.show_notice(message, is_error=is_error)

    def _show_error(self, message: Message) -> None:
        self.tell(in_words(message, self.state.scenario), True)

    def _scenario_changed(self, _: Scenario) -> None:
        if not self.state.is_reverting:  # by which what was refused is undone
            self.status_line.end_error()

    def _keep_work(self) -> None:
        """Pause, and keep the work as it is."""
        self.controller.play(False)
        self.files.keep_work()
        self.document.remember(self.settings)

    def show_failure(self, traceback: str) -> None:
        """Tell of something unexpected; the window lives on."""
        self.failures.tell(traceback)

    def retranslate(self) -> None:
        # Parts that are no widgets hear of it here.
        self.zoom.retranslate()
        self.modes.retranslate()
        self.contest.retranslate()
        self.presentation.retranslate()
        self.files.sharing.retranslate()
        self.comparing.retranslate()
        self.panel_commands.retranslate()
        self.menus.retranslate()
        self.fixes.look()
        self.data.retranslate()
        self.predictions.retranslate()
        self.figures.retranslate()
        self.about.retranslate()
        self._show_title()

    def _show_title(self) -> None:
        lesson, document = printable(self.lesson.title), self.document
        names = [lesson] if lesson else []
        if document.path is not None or not lesson:  # else it is the lesson's own scenario
            names.append(document.name)
        name = " – ".join(filter(None, names))
        name = name.replace("[*]", "[*][*]")  # else Qt takes it for the place of its mark
        self.setWindowTitle(f"{name}[*] – LossStudio" if name else "LossStudio[*]")
        self.setWindowModified(self.document.is_modified)

    # -- language and theme -----------------------------------------------------------------------

    def switch_language(self) -> None:
        """The other language."""
        self.set_language("en" if self.language.code == "zh_CN" else "zh_CN")

    def set_language(self, code: str) -> None:
        """Speak `code`, now and at the next start."""
        self.language.set_language(code)
        self.settings.set_text("language", code)

    def switch_theme(self) -> None:
        """Light where it is dark, dark where it is light."""
        self.set_theme("light" if self.theme.colors.dark else "dark")

    def set_theme(self, mode: str) -> None:
        """``system``, ``light`` or ``dark``, now and at the next start."""
        self.theme.set_mode(mode)  # type: ignore[arg-type]
        self.settings.set_text("theme", mode)
        self.menus.refresh()

    @survivable
    def createPopupMenu(self) -> QMenu:
        """The panels, as in the View menu."""
        menu = QMenu(self)
        menu.addActions(self.panel_switches)
        return menu

    # -- the life of the window -------------------------------------------------------------------

    @survivable
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            # Else Qt gives it to the first part that Tab comes to, and Down would lower the speed.
            self.setFocus()

    @survivable
    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; then remember, end the worker and what it computes, go."""
        if self.document.is_modified:
            event.ignore()
            self.document.leave(self.close)
            return
        self.slow_motion.end()
        self.presentation.end()
        self.workspace.remember()
        self.settings.set_bytes("geometry", self.saveGeometry())
        self.settings.set_text("folding", self.control_panel.folding)
        self._wires.remember(self.contents.made)
        self.settings.set_number("speed", self.speed.own)
        self.document.remember(self.settings)
        self.figures.cancel()
        stop_all()
        self.controller.shut_down()
        wait_for_all(PATIENCE)
        self.files.recovery.close()
        self.workspace.area.hide_windows()
        super().closeEvent(event)
