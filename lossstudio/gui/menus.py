"""The menus of the main window."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMessageBox

from lossstudio import __version__
from lossstudio.engine.presets import PRESET_TITLES
from lossstudio.gui.i18n import LANGUAGES, core_text, translate
from lossstudio.gui.icons import icon

if TYPE_CHECKING:
    from lossstudio.gui.main_window import MainWindow


class Menus(QObject):
    """Makes the menus once, and sets their texts in whatever language is spoken."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        bar = window.menuBar()
        self._file, self._edit, self._run, self._view, self._help = (
            bar.addMenu("") for _ in range(5)
        )
        self._make_file()
        self._make_edit()
        self._make_run()
        self._make_view()
        self._about = self._help.addAction("", self._show_about)
        self._about.setMenuRole(QAction.MenuRole.AboutRole)

    def _make_file(self) -> None:
        document, menu = self._window.document, self._file
        self._new = menu.addAction(icon("mdi6.file-outline"), "", document.open_default)
        self._new.setShortcut(QKeySequence.StandardKey.New)
        self._open = menu.addAction(icon("mdi6.folder-open-outline"), "", document.open_dialog)
        self._open.setShortcut(QKeySequence.StandardKey.Open)
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
        menu.addActions(self._window.figures.actions)
        menu.addSeparator()
        self._quit = menu.addAction("", self._window.close)
        self._quit.setShortcut(QKeySequence("Ctrl+Q"))
        self._quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _make_edit(self) -> None:
        stack = self._window.state.undo_stack
        self._undo = self._edit.addAction(icon("mdi6.undo"), "", stack.undo)
        self._undo.setShortcut(QKeySequence.StandardKey.Undo)
        self._redo = self._edit.addAction(icon("mdi6.redo"), "", stack.redo)
        self._redo.setShortcuts(
            [QKeySequence(QKeySequence.StandardKey.Redo), QKeySequence("Ctrl+Y")]
        )
        self._window.state.undo_changed.connect(self._show_undo)

    def _make_run(self) -> None:
        window, menu, transport = self._window, self._run, self._window.transport
        for action in (
            transport.run,
            transport.step,
            transport.back,
            transport.go_on,
            transport.reset,
        ):
            menu.addAction(action)
        menu.addSeparator()
        self._faster = menu.addAction("", lambda: transport.change_speed(1))
        self._faster.setShortcuts([QKeySequence("+"), QKeySequence("=")])
        self._slower = menu.addAction("", lambda: transport.change_speed(-1))
        self._slower.setShortcut(QKeySequence("-"))
        menu.addSeparator()
        panel = window.control_panel
        self._new_start = menu.addAction(icon("mdi6.dice-5-outline"), "", panel.model.start_anew)
        self._new_start.setShortcut(QKeySequence("Ctrl+R"))
        self._new_draw = menu.addAction(
            icon("mdi6.dice-multiple-outline"), "", panel.data.draw_anew
        )
        self._new_draw.setShortcut(QKeySequence("Ctrl+D"))

    def _make_view(self) -> None:
        window, menu = self._window, self._view
        self._dock_actions = {
            name: dock.toggleViewAction() for name, dock in window.workspace.docks.items()
        }
        for number, action in enumerate(self._dock_actions.values(), start=1):
            if number < 10:
                action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            menu.addAction(action)
        self._reset_layout = menu.addAction("", window.workspace.reset)
        menu.addSeparator()
        self._themes = menu.addMenu(icon("mdi6.theme-light-dark"), "")
        group = QActionGroup(self)
        self._theme_actions = {}
        for mode in ("system", "light", "dark"):
            action = self._themes.addAction("", partial(window.set_theme, mode))
            action.setCheckable(True)
            group.addAction(action)
            self._theme_actions[mode] = action
        self._languages = menu.addMenu(icon("mdi6.translate"), "")
        group = QActionGroup(self)
        self._language_actions = {}
        for code, name in LANGUAGES.items():
            action = self._languages.addAction(name, partial(window.set_language, code))
            action.setCheckable(True)
            group.addAction(action)
            self._language_actions[code] = action
        menu.addSeparator()
        self._full_screen = menu.addAction("", self._toggle_full_screen)
        self._full_screen.setCheckable(True)
        self._full_screen.setShortcut(QKeySequence("F11"))
        self._leave = QAction(self)
        self._leave.setShortcut(QKeySequence("Esc"))
        self._leave.setEnabled(False)
        self._leave.triggered.connect(self._full_screen.trigger)
        window.addAction(self._leave)

    def refresh(self) -> None:
        """Check what is chosen."""
        self._theme_actions[self._window.theme.mode].setChecked(True)
        self._language_actions[self._window.language.code].setChecked(True)
        self._show_undo()

    def retranslate(self) -> None:
        """Set every text."""
        for menu, text in (
            (self._file, translate("Menus", "&File")),
            (self._edit, translate("Menus", "&Edit")),
            (self._run, translate("Menus", "&Run")),
            (self._view, translate("Menus", "&View")),
            (self._help, translate("Menus", "&Help")),
            (self._presets, translate("Menus", "&Examples")),
            (self._themes, translate("Menus", "&Theme")),
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
            (self._new_start, translate("Menus", "New &start (other initial parameters)")),
            (self._new_draw, translate("Menus", "New &draw (other samples)")),
            (self._reset_layout, translate("Menus", "&Reset the layout")),
            (self._full_screen, translate("Menus", "F&ull screen")),
            (self._theme_actions["system"], translate("Menus", "As the &system")),
            (self._theme_actions["light"], translate("Menus", "&Light")),
            (self._theme_actions["dark"], translate("Menus", "&Dark")),
            (self._about, translate("Menus", "&About LossStudio")),
        ):
            action.setText(text)
        for name, action in self._preset_actions.items():
            action.setText(core_text(PRESET_TITLES[name]))
        self.refresh()

    def _show_undo(self) -> None:
        stack = self._window.state.undo_stack
        for action, text, what, can in (
            (self._undo, translate("Menus", "&Undo"), stack.undoText(), stack.canUndo()),
            (self._redo, translate("Menus", "&Redo"), stack.redoText(), stack.canRedo()),
        ):
            named = translate("Menus", "{action}: {what}").format(action=text, what=what)
            action.setText(named if what else text)
            action.setEnabled(can)

    def _toggle_full_screen(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)
        self._leave.setEnabled(self._full_screen.isChecked())

    def _show_about(self) -> None:
        import numpy
        import pyqtgraph
        from PySide6.QtCore import qVersion

        QMessageBox.about(
            self._window,
            translate("Menus", "About LossStudio"),
            translate(
                "Menus",
                "<h3>LossStudio {version}</h3><p>See what a loss function is and what it does to "
                "learning.</p><p>Words as Andrew Ng uses them: the <b>loss</b> is one example's, "
                "the <b>cost</b> is what is descended: their mean (or sum) over the training "
                "data, plus a penalty if there is one. Other authors use these words "
                "otherwise.</p>",
            ).format(version=__version__)
            + f"<p>Qt {qVersion()}, pyqtgraph {pyqtgraph.__version__}, "
            f"NumPy {numpy.__version__}</p>",
        )
