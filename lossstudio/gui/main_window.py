"""The main window: transport bar, control panel, views and status line, and what joins them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMessageBox, QTabWidget, QWidget

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.scenario import Scenario
from lossstudio.engine.scenario_file import SUFFIX, load_scenario, presets, save_scenario
from lossstudio.gui.background import Job
from lossstudio.gui.dock import Dock
from lossstudio.gui.i18n import Language, Retranslating, core_text, translate
from lossstudio.gui.icons import application_icon
from lossstudio.gui.menus import Menus
from lossstudio.gui.panels.control_panel import WIDTH, ControlPanel
from lossstudio.gui.panels.transport_bar import DEFAULT_SPEED, TransportBar
from lossstudio.gui.run_controller import RunController
from lossstudio.gui.scenario_state import ScenarioState
from lossstudio.gui.settings import LAYOUT_VERSION, Settings
from lossstudio.gui.snapshot import Snapshot
from lossstudio.gui.status_line import StatusLine
from lossstudio.gui.theme import Theme
from lossstudio.gui.views.fit.fit_view import FitView
from lossstudio.gui.views.fit.residuals import MODES, OFF
from lossstudio.gui.views.loss_curve.loss_curve_view import LossCurveView
from lossstudio.gui.views.loss_shape.loss_shape_view import LossShapeView
from lossstudio.gui.views.metrics.metrics_view import MetricsView

_FAILURE = "failure"


class MainWindow(Retranslating, QMainWindow):
    """Joins the parts. It computes nothing and decides little."""

    def __init__(
        self, scenario: Scenario, theme: Theme, language: Language, settings: Settings
    ) -> None:
        super().__init__()
        self.theme = theme
        self.language = language
        self._settings = settings
        self._path: Path | None = None
        self._maximized: tuple[Dock, QByteArray] | None = None
        self._default_layout: QByteArray | None = None
        self._settles = QTimer(self)
        self._settles.setSingleShot(True)
        self._settles.setInterval(60)
        self._settles.timeout.connect(self._arrange)
        self.setWindowIcon(application_icon())
        self.setDockNestingEnabled(True)
        self.setAnimated(False)

        self.state = ScenarioState(scenario, self)
        self.controller = RunController(self.state, self)
        self.transport = TransportBar()
        self.addToolBar(self.transport)
        self.control_panel = ControlPanel(self.state)
        self.fit_view = FitView(theme)
        self.loss_curve = LossCurveView(theme)
        self.metrics_view = MetricsView(theme)
        self.loss_shape = LossShapeView(theme)
        self.status_line = StatusLine(theme)
        self.docks = {
            name: Dock(name, widget, QSize(*size), QSize(*minimum))
            for name, widget, size, minimum in (
                ("controls", self.control_panel, (WIDTH, 600), (WIDTH - 30, 200)),
                ("fit", self.fit_view, (560, 600), (240, 200)),
                ("loss_curve", self.loss_curve, (480, 360), (240, 180)),
                ("metrics", self.metrics_view, (480, 240), (200, 100)),
                ("loss_shape", self.loss_shape, (480, 240), (200, 100)),
            )
        }
        self.docks["controls"].setMaximumWidth(WIDTH + 120)
        self._place_docks()
        self.statusBar().addWidget(self.status_line, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.menus = Menus(self)
        self._connect()
        self._restore()
        self.finish_setup()

    # -- construction -----------------------------------------------------------------------------

    def _place_docks(self) -> None:
        # One area holds them all, so that they divide the whole room; there is nothing beside it.
        center = QWidget()
        center.hide()
        self.setCentralWidget(center)
        controls, fit, curve, metrics, shape = self.docks.values()
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, controls)
        self.splitDockWidget(controls, fit, Qt.Orientation.Horizontal)
        self.splitDockWidget(fit, curve, Qt.Orientation.Horizontal)
        self.splitDockWidget(curve, metrics, Qt.Orientation.Vertical)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.tabifyDockWidget(metrics, shape)
        metrics.raise_()
        for dock in self.docks.values():
            dock.maximize_asked.connect(self._toggle_maximized)

    def _connect(self) -> None:
        transport, controller = self.transport, self.controller
        transport.run.triggered.connect(controller.toggle)
        transport.step.triggered.connect(lambda: controller.step(1))
        transport.back.triggered.connect(lambda: controller.step(-1))
        transport.reset.triggered.connect(controller.reset)
        transport.time.step_chosen.connect(controller.go_to)
        transport.go_on.triggered.connect(controller.go_on)
        transport.speed_chosen.connect(controller.set_speed)
        controller.running_changed.connect(transport.set_running)
        controller.snapshot_changed.connect(self._show_snapshot)
        controller.input_rejected.connect(self._show_error)
        controller.failed.connect(self.show_failure)
        self.state.rejected.connect(self._show_error)
        self.state.changed.connect(lambda _: self._show_title())
        self.loss_curve.step_chosen.connect(controller.go_to)
        self.loss_curve.window_changed.connect(controller.set_window)
        self.fit_view.sample_hovered.connect(self.loss_shape.highlight)
        self.status_line.language_clicked.connect(self.switch_language)
        self.status_line.theme_clicked.connect(self.switch_theme)

    def _restore(self) -> None:
        geometry = self._settings.bytes("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            screen = self.screen().availableSize()
            self.resize(screen * 0.85)
            if screen.width() <= 1400:
                self.setWindowState(Qt.WindowState.WindowMaximized)
        folding = self._settings.text("folding", "")
        if folding:
            self.control_panel.folding = folding
        self.fit_view.residuals = self._settings.text("residuals", OFF, MODES)
        self.transport.set_speed(self._settings.number("speed", DEFAULT_SPEED))
        self.controller.set_speed(self.transport.speed)

    # -- showing ----------------------------------------------------------------------------------

    def _show_snapshot(self, snapshot: Snapshot) -> None:
        self.transport.show_snapshot(snapshot)
        self.fit_view.show_snapshot(snapshot)
        self.loss_curve.show_snapshot(snapshot)
        self.metrics_view.show_snapshot(snapshot)
        self.loss_shape.show_snapshot(snapshot)
        self.status_line.show_snapshot(snapshot)

    def _show_error(self, message: Message) -> None:
        self.status_line.show_notice(message, is_error=True)

    def show_failure(self, traceback: str) -> None:
        """Tell of something unexpected; the window lives on. The details can be copied."""
        self.controller.play(False)
        if self.findChild(QMessageBox, _FAILURE) is not None:
            return  # one at a time: what fails may fail at every frame
        box = QMessageBox(self)
        box.setObjectName(_FAILURE)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(translate("MainWindow", "Something went wrong"))
        box.setText(
            translate(
                "MainWindow",
                "LossStudio met an error that it did not expect. Training is paused; your settings "
                "are kept, and you can go on.",
            )
        )
        box.setDetailedText(traceback)
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.open()

    def retranslate(self) -> None:
        for name, title in (
            ("controls", translate("MainWindow", "Settings")),
            ("fit", translate("MainWindow", "Fit")),
            ("loss_curve", translate("MainWindow", "Loss curve")),
            ("metrics", translate("MainWindow", "Metrics")),
            ("loss_shape", translate("MainWindow", "Loss shape")),
        ):
            self.docks[name].setWindowTitle(title)
        self.menus.retranslate()
        self._show_title()

    def _show_title(self) -> None:
        scenario = self.state.scenario
        name = self._path.name if self._path else core_text(scenario.title)
        self.setWindowTitle(f"{name} – LossStudio" if name else "LossStudio")

    # -- language and theme -----------------------------------------------------------------------

    def switch_language(self) -> None:
        """The other language."""
        self.set_language("en" if self.language.code == "zh_CN" else "zh_CN")

    def set_language(self, code: str) -> None:
        """Speak `code`, now and at the next start."""
        self.language.set_language(code)
        self._settings.set_text("language", code)

    def switch_theme(self) -> None:
        """Light where it is dark, dark where it is light."""
        self.set_theme("light" if self.theme.colors.dark else "dark")

    def set_theme(self, mode: str) -> None:
        """``system``, ``light`` or ``dark``, now and at the next start."""
        self.theme.set_mode(mode)  # type: ignore[arg-type]
        self._settings.set_text("theme", mode)
        self.menus.refresh()

    # -- panels -----------------------------------------------------------------------------------

    def _toggle_maximized(self, dock: Dock) -> None:
        """Show `dock` alone, or everything as it was before."""
        if self._maximized is not None:
            shown, layout = self._maximized
            self._maximized = None
            shown.show_maximized(False)
            self.restoreState(layout, LAYOUT_VERSION)
            return
        dock.setFloating(False)
        self._maximized = (dock, self.saveState(LAYOUT_VERSION))
        for other in self.docks.values():
            other.setVisible(other is dock)
        dock.show_maximized(True)

    def reset_layout(self) -> None:
        """Every panel where it was at the first start."""
        if self._maximized is not None:
            self._maximized[0].show_maximized(False)
            self._maximized = None
        for dock in self.docks.values():
            dock.setFloating(False)
            dock.show()
        if self._default_layout is not None:
            self.restoreState(self._default_layout, LAYOUT_VERSION)
        self._settings.remove("layout")
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._default_layout is None:
            self._default_layout = self.saveState(LAYOUT_VERSION)
            self._settles.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A window that opens maximised gets its size from the window manager, a little later.
        if self._settles.isActive():
            self._settles.start()

    def _arrange(self) -> None:
        """Divide the room at the first start; later, as it was left."""
        layout = self._settings.bytes("layout")
        if layout is not None and self.restoreState(layout, LAYOUT_VERSION):
            return
        controls, fit, curve, *_ = self.docks.values()
        room = max(self.width() - WIDTH, 200)
        self.resizeDocks(
            [controls, fit, curve],
            [WIDTH, room * 11 // 20, room * 9 // 20],
            Qt.Orientation.Horizontal,
        )
        # Qt applies this when it is next idle, and forgets it if heights are asked for before that.
        QTimer.singleShot(30, self, self._arrange_heights)

    def _arrange_heights(self) -> None:
        _, _, curve, metrics, _ = self.docks.values()
        self.resizeDocks(
            [curve, metrics],
            [self.height() * 52 // 100, self.height() * 48 // 100],
            Qt.Orientation.Vertical,
        )

    # -- files ------------------------------------------------------------------------------------

    def open_default(self) -> None:
        """The scenario of the first start."""
        self._path = None
        if self.state.scenario == Scenario():
            self.controller.reset()
        self.controller.play(False)
        self.state.replace(Scenario(), translate("MainWindow", "New"))
        self._show_title()

    def open_dialog(self) -> None:
        """Ask for a scenario file and open it."""
        path, _ = QFileDialog.getOpenFileName(
            self,
            translate("MainWindow", "Open a scenario"),
            str(self._path.parent) if self._path else "",
            _file_filter(),
        )
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Open a scenario file, read off the window's thread."""

        def take(scenario: Scenario) -> None:
            self._path = path
            self.controller.play(False)
            self.state.replace(scenario, translate("MainWindow", "Open"))
            self._show_title()

        self._in_background(lambda: load_scenario(path), take)

    def open_preset(self, name: str) -> None:
        """Open one of the scenarios that ship with the program."""

        def take(scenario: Scenario) -> None:
            self._path = None
            self.controller.play(False)
            self.state.replace(scenario, translate("MainWindow", "Open"))

        self._in_background(lambda: load_scenario(presets()[name]), take)

    def save(self) -> None:
        """Save to the file that was opened, or ask for one."""
        if self._path is None:
            self.save_as()
        else:
            self._save_to(self._path)

    def save_as(self) -> None:
        """Ask for a file and save to it."""
        path, _ = QFileDialog.getSaveFileName(
            self, translate("MainWindow", "Save the scenario"), SUFFIX, _file_filter()
        )
        if path:
            self._save_to(Path(path if path.endswith(SUFFIX) else path + SUFFIX))

    def _save_to(self, path: Path) -> None:
        try:
            save_scenario(self.state.scenario, path)
        except OSError as error:
            self._show_error(
                Message(
                    QT_TRANSLATE_NOOP("core", "{file} could not be saved: {reason}"),
                    {"file": path.name, "reason": error.strerror or str(error)},
                )
            )
            return
        self._path = path
        self._show_title()
        self.status_line.show_notice(
            Message(QT_TRANSLATE_NOOP("core", "Saved as {file}."), {"file": path.name})
        )

    def _in_background(
        self, work: Callable[[], Scenario], take: Callable[[Scenario], None]
    ) -> None:
        job = Job(work, self)
        job.done.connect(take)
        job.rejected.connect(self._show_error)
        job.failed.connect(self.show_failure)
        for signal in (job.done, job.rejected, job.failed):
            signal.connect(job.deleteLater)
        job.start()

    # -- the end ----------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember, end the worker, go."""
        if self._maximized is not None:
            self._toggle_maximized(self._maximized[0])
        self._settings.set_bytes("geometry", self.saveGeometry())
        self._settings.set_bytes("layout", self.saveState(LAYOUT_VERSION))
        self._settings.set_text("folding", self.control_panel.folding)
        self._settings.set_text("residuals", self.fit_view.residuals)
        self._settings.set_number("speed", self.transport.speed)
        self._settings.scenario = self.state.scenario
        self.controller.shut_down()
        super().closeEvent(event)


def _file_filter() -> str:
    return translate("MainWindow", "LossStudio scenarios (*{suffix})").format(suffix=SUFFIX)
