"""The run before: where the steps were that a reset or a changed setting has taken back."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.state.settings import Settings
from lossstudio.gui.training.snapshot import Scene, Snapshot

_KEPT = "run_before"
"""In the settings: whether it is shown."""


class RunBefore(QObject):
    """Keeps the last snapshot of the run before, until the one after it is over too.

    Another data set or another scenario has none: its steps say nothing about these.
    """

    changed = Signal()
    """`snapshot` is another one, or gone."""

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._kept: Snapshot | None = None
        self._newest: Snapshot | None = None
        self.switch = QAction(self, checkable=True)
        """Show it, or not."""
        self.switch.setChecked(settings.text(_KEPT, "on", ("on", "off")) == "on")
        self.switch.toggled.connect(
            lambda is_on: settings.set_text(_KEPT, "on" if is_on else "off")
        )
        self.switch.toggled.connect(self.changed)

    @property
    def snapshot(self) -> Snapshot | None:
        """Where the run before ended; None where there is none to show."""
        return self._kept if self.switch.isChecked() else None

    def take(self, snapshot: Snapshot) -> None:
        """`snapshot` is shown now."""
        before, self._newest = self._newest, snapshot
        if before is None:
            return
        kept = self._kept
        if before.last_step > snapshot.last_step:
            kept = before
        if kept is not None and not _are_comparable(kept, snapshot):
            kept = None
        self._keep(kept)

    def remove(self) -> None:
        """Show it no more; the next one comes."""
        self._keep(None)

    def forget(self) -> None:
        """Another scenario is there: what was before says nothing about it, or, in a lesson, what
        the page asks."""
        self._newest = None
        self._keep(None)

    def retranslate(self) -> None:
        """Set the text of the switch."""
        self.switch.setText(translate("RunBefore", "Show the run before"))

    def _keep(self, kept: Snapshot | None) -> None:
        if kept is not self._kept:
            self._kept = kept
            self.changed.emit()


def _are_comparable(one: Snapshot, other: Snapshot) -> bool:
    """The runs are of one scenario, on samples of one kind."""
    return _kind(one.scene) == _kind(other.scene)


def _kind(scene: Scene) -> tuple[object, ...]:
    return scene.scenario.title, scene.dataset.name, scene.dataset.classes
