"""Whether training pauses by itself once a run has converged; it does once one goes off."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from lossstudio.engine.diagnosis import Status
from lossstudio.engine.window.arrangements import Mode
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.shell.modes import Modes
from lossstudio.gui.state.settings import Settings
from lossstudio.gui.training.run_controller import RunController

_REMEMBERED = {Mode.SIMPLE: "rest_simple", Mode.STUDIO: "rest"}
_USUAL = {Mode.SIMPLE: "on", Mode.STUDIO: "off"}


class Resting(QObject):
    """A choice of each of the two windows, remembered. A scenario that says itself when to pause
    does as it says."""

    def __init__(
        self, settings: Settings, modes: Modes, controller: RunController, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._modes = modes
        self._controller = controller
        self.switch = QAction(icon("mdi6.pause-circle-outline"), "", self)
        self.switch.setCheckable(True)
        self.switch.triggered.connect(self._choose)
        modes.changed.connect(self._follow)
        self._follow()

    def _choose(self, is_on: bool) -> None:
        self._settings.set_text(_REMEMBERED[self._modes.mode], "on" if is_on else "off")
        self._follow()

    def _follow(self) -> None:
        mode = self._modes.mode
        chosen = self._settings.text(_REMEMBERED[mode], _USUAL[mode], ("on", "off"))
        self.switch.setChecked(chosen == "on")
        found = {Status.CONVERGED} if chosen == "on" else set()
        self._controller.watch_for(frozenset({Status.DIVERGING, *found}))
