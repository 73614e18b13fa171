"""Save a figure, copy it, save the run as an animation: what the menus and panels offer.

What draws and writes them is loaded when it is first asked for.
"""

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.runs.recording import Recording
from lossstudio.engine.window.panels import entry_of
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.shell.contents import Contents
from lossstudio.gui.state.settings import Settings
from lossstudio.gui.training.run_controller import RunController
from lossstudio.gui.views.view import View

if TYPE_CHECKING:
    from lossstudio.gui.figures.save_dialog import SaveDialog


class FigureCommands(Retranslating, QObject):
    """The three actions, for those of the `contents` that figures are made of; the panels that are
    `in_front` can be meant."""

    told = Signal(object, bool)
    """A `Message` for the status line, and whether it tells of an error."""

    failed = Signal(str)
    """The traceback of something unexpected."""

    def __init__(
        self,
        contents: Contents,
        in_front: Callable[[], Collection[str]],
        controller: RunController,
        settings: Settings,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._dialog: SaveDialog | None = None
        self._contents = contents
        self._in_front = in_front
        self._names = [name for name in contents if entry_of(name).is_figure]
        self._controller = controller
        self._settings = settings
        self._window = window
        self.save = QAction(icon("mdi6.image-outline"), "", self)
        self.save.setShortcut(QKeySequence("Ctrl+Shift+E"))
        self.save.triggered.connect(self._save)
        self.copy = QAction(icon("mdi6.content-copy"), "", self)
        self.copy.setShortcut(QKeySequence("Ctrl+Shift+C"))
        self.copy.triggered.connect(self._copy)
        self.animate = QAction(icon("mdi6.movie-open-outline"), "", self)
        self.animate.triggered.connect(controller.ask_recording)
        controller.recording_ready.connect(self._animate)
        self.actions = (self.save, self.copy, self.animate)
        self.finish_setup()

    @property
    def views(self) -> dict[str, View]:
        """What figures can be made of, by the names of their panels: now they all are made."""
        return {name: self._contents[name] for name in self._names}

    @property
    def made(self) -> dict[str, View]:
        """Those of them that there are already."""
        made = self._contents.made
        return {name: made[name] for name in self._names if name in made}

    def adopt(self, view: View) -> None:
        """Let a view offer the actions, in its own menu too."""
        view.addActions((self.save, self.copy))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(partial(self._open_menu, view))

    def retranslate(self) -> None:
        self.save.setText(translate("FigureCommands", "Save &figure…"))
        self.copy.setText(translate("FigureCommands", "&Copy figure"))
        self.animate.setText(translate("FigureCommands", "Save &animation…"))

    def menu(self, view: View) -> QMenu:
        """What can be shown and done in `view`."""
        menu = QMenu(view)
        menu.setToolTipsVisible(True)
        view.offer(menu)
        menu.addActions(view.actions())
        return menu

    def _open_menu(self, view: View, place: QPoint) -> None:
        menu = self.menu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(view.mapToGlobal(place))

    def _visible(self) -> dict[str, View]:
        """The views that are in sight, not behind another tab."""
        in_front = self._in_front()
        views = {name: self._contents[name] for name in self._names if name in in_front}
        return {name: view for name, view in views.items() if not view.visibleRegion().isEmpty()}

    def _meant(self) -> str | None:
        """The view under the pointer or with the focus; else the first that is in sight."""
        visible = self._visible()
        for name, view in visible.items():
            if view.underMouse():
                return name
        focus = QApplication.focusWidget()
        for name, view in visible.items():
            if focus is not None and view.isAncestorOf(focus):
                return name
        return next(iter(visible), None)

    def _save(self) -> None:
        from lossstudio.gui.figures.export_dialog import FigureDialog

        snapshot, meant = self._controller.snapshot, self._meant()
        if snapshot is None or meant is None:
            return
        dialog = FigureDialog(
            self.views, snapshot, meant, self._settings.choices("figure"), self._window
        )
        self._open(dialog, "figure")

    def _copy(self) -> None:
        from lossstudio.gui.figures.saving import copy_view

        meant = self._meant()
        if meant is not None:
            copy_view(self._contents[meant])
            copied = QT_TRANSLATE_NOOP(
                "core", "Copied: the picture of “{view}”, and its numbers as text."
            )
            self.told.emit(Message(copied, {"view": self._contents[meant].accessibleName()}), False)

    def _animate(self, recording: Recording) -> None:
        if recording.last_step == 0:
            self.told.emit(
                Message(QT_TRANSLATE_NOOP("core", "There is nothing to animate yet: train first.")),
                True,
            )
            return
        from lossstudio.gui.figures.animation_dialog import AnimationDialog

        dialog = AnimationDialog(
            self.views,
            recording,
            self._meant(),
            self._settings.choices("animation"),
            self._window,
        )
        self._open(dialog, "animation")

    def _open(self, dialog: "SaveDialog", name: str) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._saved)
        dialog.failed.connect(self.failed)
        dialog.finished.connect(lambda _: self._settings.set_choices(name, dialog.choices))
        self._dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self._dialog = None

    def cancel(self) -> None:
        """The window closes: what is still being drawn or written is given up."""
        if self._dialog is not None:
            self._dialog.reject()

    def _saved(self, path: str) -> None:
        self.told.emit(
            Message(QT_TRANSLATE_NOOP("core", "Saved as {file}."), {"file": path}), False
        )
