"""The menus of the main window."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu

from lossstudio.engine.presets import PRESET_TITLES
from lossstudio.gui.data.commands import DataCommands
from lossstudio.gui.data.predictions import PredictionCommands
from lossstudio.gui.documents.document import Document
from lossstudio.gui.documents.files import Files
from lossstudio.gui.figures.commands import FigureCommands
from lossstudio.gui.kit.i18n import LANGUAGES, Language, core_text, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.lessons.place import LessonPlace
from lossstudio.gui.panels.control_panel import ControlPanel
from lossstudio.gui.panels.transport_bar import TransportBar
from lossstudio.gui.shell.about import About
from lossstudio.gui.shell.modes import Modes
from lossstudio.gui.shell.panel_commands import SHEET, PanelCommands
from lossstudio.gui.shell.panel_keys import PanelKeys
from lossstudio.gui.shell.presentation import Presentation
from lossstudio.gui.shell.resting import Resting
from lossstudio.gui.shell.workspace import Workspace
from lossstudio.gui.shell.zoom import Zoom
from lossstudio.gui.state.comparing import Comparing
from lossstudio.gui.state.hiding import Hiding
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.contest import Contest


class Offered(NamedTuple):
    """What the menus offer the commands of."""

    document: Document
    files: Files
    data: DataCommands
    predictions: PredictionCommands
    figures: FigureCommands
    state: ScenarioState
    transport: TransportBar
    comparing: Comparing
    contest: Contest
    control_panel: ControlPanel
    panel_switches: Sequence[QAction]
    panel_keys: PanelKeys
    panel_commands: PanelCommands
    workspace: Workspace
    modes: Modes
    resting: Resting
    hiding: Hiding
    zoom: Zoom
    presentation: Presentation
    theme: Theme
    set_theme: Callable[[str], None]
    language: Language
    set_language: Callable[[str], None]
    lesson: LessonPlace
    about: About


class Menus(QObject):
    """Makes the menus once, and sets their texts in whatever language is spoken."""

    def __init__(self, window: QMainWindow, offered: Offered) -> None:
        super().__init__(window)
        self._window = window
        self._offered = offered
        bar = window.menuBar()
        self._file, self._edit, self._run, self._view, self._lessons, self._help = (
            bar.addMenu("") for _ in range(6)
        )
        offered.lesson.adopt(self._lessons)
        self._make_file()
        self._make_edit()
        self._make_run()
        self._make_view()
        self._keys = self._help.addAction(icon("mdi6.keyboard-outline"), "", self._show_keys)
        self._keys.setShortcut(QKeySequence("F1"))
        self._help.addActions(offered.about.actions)

    @property
    def examples(self) -> QMenu:
        """The scenarios that ship with the program."""
        return self._presets

    @property
    def lessons(self) -> QMenu:
        """The lessons, and what can be done with them."""
        return self._lessons

    def _make_file(self) -> None:
        document, menu = self._offered.document, self._file
        self._new = menu.addAction(icon("mdi6.file-outline"), "", document.open_default)
        self._new.setShortcut(QKeySequence.StandardKey.New)
        self._open = menu.addAction(icon("mdi6.folder-open-outline"), "", document.open_dialog)
        self._open.setShortcut(QKeySequence.StandardKey.Open)
        menu.addAction(self._offered.data.open)
        self._recent: QMenu = menu.addMenu("")
        document.recent.changed.connect(self._fill_recent)
        self._presets: QMenu = menu.addMenu("")
        self._preset_actions = {
            name: self._presets.addAction("", partial(document.open_preset, name))
            for name in PRESET_TITLES
        }
        menu.addSeparator()
        self._save = menu.addAction(icon("mdi6.content-save-outline"), "", document.save)
        self._save.setShortcut(QKeySequence.StandardKey.Save)
        self._save_as = menu.addAction("", document.save_as)
        self._save_as.setShortcut(QKeySequence("Ctrl+Shift+S"))
        menu.addSeparator()
        menu.addActions(self._offered.figures.actions)
        menu.addAction(self._offered.predictions.save)
        menu.addSeparator()
        self._quit = menu.addAction("", self._window.close)
        self._quit.setShortcut(QKeySequence("Ctrl+Q"))
        self._quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _make_edit(self) -> None:
        stack = self._offered.state.undo_stack
        self._undo = self._edit.addAction(icon("mdi6.undo"), "", stack.undo)
        self._undo.setShortcut(QKeySequence.StandardKey.Undo)
        self._redo = self._edit.addAction(icon("mdi6.redo"), "", stack.redo)
        # The system's first, which the menu shows; each once, or Qt takes it for ambiguous.
        keys = QKeySequence(QKeySequence.StandardKey.Redo).toString(), "Ctrl+Y", "Ctrl+Shift+Z"
        self._redo.setShortcuts([QKeySequence(key) for key in dict.fromkeys(keys)])
        self._offered.state.undo_changed.connect(self._show_undo)
        self._edit.addSeparator()
        sharing = self._offered.files.sharing
        self._edit.addActions([sharing.copy, sharing.paste, self._offered.data.copy])

    def _make_run(self) -> None:
        offered, menu, transport = self._offered, self._run, self._offered.transport
        for action in (
            transport.run,
            transport.step,
            transport.slow,
            transport.back,
            transport.go_on,
            transport.reset,
        ):
            menu.addAction(action)
        menu.addAction(offered.contest.toggle)
        menu.addSeparator()
        self._compare: QMenu = menu.addMenu(icon("mdi6.compare-horizontal"), "")
        offered.comparing.fill(self._compare)
        menu.addSeparator()
        self._faster = menu.addAction("", lambda: transport.change_speed(1))
        self._faster.setShortcuts([QKeySequence("+"), QKeySequence("=")])
        self._slower = menu.addAction("", lambda: transport.change_speed(-1))
        self._slower.setShortcut(QKeySequence("-"))
        menu.addSeparator()
        menu.addAction(offered.predictions.predict)
        menu.addAction(offered.resting.switch)
        self._stop = menu.addAction(icon("mdi6.flag-checkered"), "", self._open_stop)
        menu.addSeparator()
        panel = offered.control_panel
        self._new_start = menu.addAction(icon("mdi6.dice-5-outline"), "", panel.model.start_anew)
        self._new_start.setShortcut(QKeySequence("Ctrl+R"))
        self._new_draw = menu.addAction(
            icon("mdi6.dice-multiple-outline"), "", panel.data.draw_anew
        )
        self._new_draw.setShortcut(QKeySequence("Ctrl+D"))

    def _make_view(self) -> None:
        offered, menu = self._offered, self._view
        menu.addActions(offered.panel_switches)
        menu.addSeparator()
        menu.addActions([offered.panel_keys.next, offered.panel_keys.back])
        menu.addAction(offered.panel_commands.alone)
        self._panel: QMenu = menu.addMenu(icon("mdi6.dock-window"), "")
        offered.panel_commands.fill(self._panel)
        self._reset_layout = menu.addAction("", offered.workspace.reset)
        menu.addSeparator()
        self._choose_hidden = menu.addAction("", self._open_hiding)
        self._lift = menu.addAction("")
        self._lift.toggled.connect(offered.hiding.lift)
        self._lift.setCheckable(True)
        menu.aboutToShow.connect(self._show_hiding)
        menu.addSeparator()
        self._themes = menu.addMenu(icon("mdi6.theme-light-dark"), "")
        group = QActionGroup(self)
        self._theme_actions = {}
        for mode in ("system", "light", "dark"):
            action = self._themes.addAction("", partial(offered.set_theme, mode))
            action.setCheckable(True)
            group.addAction(action)
            self._theme_actions[mode] = action
        self._languages = menu.addMenu(icon("mdi6.translate"), "")
        group = QActionGroup(self)
        self._language_actions = {}
        for code, name in LANGUAGES.items():
            action = self._languages.addAction(name, partial(offered.set_language, code))
            action.setCheckable(True)
            group.addAction(action)
            self._language_actions[code] = action
        menu.addSeparator()
        menu.addAction(offered.modes.switch)
        menu.addMenu(offered.zoom.menu)
        menu.addAction(offered.presentation.toggle)
        self._presenting = menu.addMenu("")
        self._presenting.addActions(offered.presentation.keys)

    def refresh(self) -> None:
        """Check what is chosen."""
        self._theme_actions[self._offered.theme.mode].setChecked(True)
        self._language_actions[self._offered.language.code].setChecked(True)
        self._show_undo()

    def retranslate(self) -> None:
        """Set every text."""
        for menu, text in (
            (self._file, translate("Menus", "&File")),
            (self._edit, translate("Menus", "&Edit")),
            (self._run, translate("Menus", "&Run")),
            (self._view, translate("Menus", "&View")),
            (self._lessons, translate("Menus", "&Lessons")),
            (self._help, translate("Menus", "&Help")),
            (self._recent, translate("Menus", "Open &recent")),
            (self._presets, translate("Menus", "&Examples")),
            (self._compare, translate("Menus", "&Compare")),
            (self._panel, translate("Menus", "Th&is panel")),
            (self._themes, translate("Menus", "&Theme")),
            (self._presenting, translate("Menus", "While &presenting")),
            (self._languages, translate("Menus", "&Language")),
        ):
            menu.setTitle(text)
        for action, text in (
            (self._new, translate("Menus", "&New")),
            (self._open, translate("Menus", "&Open…")),
            (self._save, translate("Menus", "&Save")),
            (self._save_as, translate("Menus", "Save &as…")),
            (self._quit, translate("Menus", "&Quit")),
            (self._faster, translate("Menus", "&Faster")),
            (self._slower, translate("Menus", "S&lower")),
            (self._offered.resting.switch, translate("Menus", "Pause once con&verged")),
            (self._stop, translate("Menus", "Pause &when…")),
            (self._new_start, translate("Menus", "New &start (other initial parameters)")),
            (self._new_draw, translate("Menus", "New &draw (other samples)")),
            (self._offered.panel_keys.next, translate("Menus", "To the ne&xt panel")),
            (self._offered.panel_keys.back, translate("Menus", "To the panel &before")),
            (self._reset_layout, translate("Menus", "&Reset the layout")),
            (self._choose_hidden, translate("Menus", "&What the class sees…")),
            (self._lift, translate("Menus", "Show what is &hidden")),
            (self._theme_actions["system"], translate("Menus", "As the &system")),
            (self._theme_actions["light"], translate("Menus", "&Light")),
            (self._theme_actions["dark"], translate("Menus", "&Dark")),
            (self._keys, translate("Menus", "&Keys")),
        ):
            action.setText(text)
        for name, action in self._preset_actions.items():
            action.setText(core_text(PRESET_TITLES[name]))
        self._offered.transport.slow.setProperty(
            SHEET,
            ["Shift+→", translate("Menus", "Step in slow motion (then Space, ← →, Esc)")],
        )
        self._fill_recent()
        self.refresh()

    def _fill_recent(self) -> None:
        """List the recent files, by name; the folder tells namesakes apart."""
        document, menu = self._offered.document, self._recent
        menu.clear()
        for path in document.recent.paths:
            name = path.name.replace("&", "&&")
            action = menu.addAction(f"{name}  ({path.parent.name.replace('&', '&&')})")
            action.setToolTip(str(path))
            action.triggered.connect(partial(document.open_file, path))
        menu.setToolTipsVisible(True)
        menu.setEnabled(not menu.isEmpty())
        menu.addSeparator()
        menu.addAction(translate("Menus", "&Clear this list"), document.recent.clear)

    def _show_hiding(self) -> None:
        hiding = self._offered.hiding
        self._lift.setEnabled(hiding.is_asked)
        self._lift.setChecked(hiding.is_lifted)

    def _open_hiding(self) -> None:
        from lossstudio.gui.shell.hiding_dialog import HidingDialog

        self._show_one(HidingDialog, lambda: HidingDialog(self._offered.state, self._window))

    def _open_stop(self) -> None:
        from lossstudio.gui.panels.stop_dialog import StopDialog

        state, data = self._offered.state, self._offered.data
        StopDialog(state, data.has_validation, self._window).open()

    def _show_undo(self) -> None:
        stack = self._offered.state.undo_stack
        for action, text, what, can in (
            (self._undo, translate("Menus", "&Undo"), stack.undoText(), stack.canUndo()),
            (self._redo, translate("Menus", "&Redo"), stack.redoText(), stack.canRedo()),
        ):
            named = translate("Menus", "{action}: {what}").format(
                action=text, what=what.replace("&", "&&")
            )
            action.setText(named if what else text)
            action.setEnabled(can)

    def _show_keys(self) -> None:
        from lossstudio.gui.shell.key_sheet import KeySheet

        self._show_one(KeySheet, lambda: KeySheet(self._window.menuBar(), self._window))

    def _show_one(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        """Bring the dialog of this kind to the front, made where none is open."""
        shown = [dialog for dialog in self._window.findChildren(kind) if dialog.isVisible()]
        dialog = shown[0] if shown else make()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
