"""Save what the models predict, and predict one new row: what the menus offer."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from lossstudio.core.file_system import save_error
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.files.table_file import write_table
from lossstudio.engine.measuring.predictions import prediction_columns
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.training.background import Job
from lossstudio.gui.training.snapshot import Snapshot

if TYPE_CHECKING:
    from lossstudio.gui.data.predict_dialog import PredictDialog


class PredictionCommands(QObject):
    """The two actions, for the runs as they are shown."""

    told = Signal(object, bool)
    """A `Message` for the status line, and whether it tells of an error."""
    failed = Signal(str)
    """The traceback of something unexpected."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._snapshot: Snapshot | None = None
        self._dialog: PredictDialog | None = None
        self.save = QAction(icon("mdi6.table-check"), "", self)
        self.save.triggered.connect(self.ask)
        self.predict = QAction(icon("mdi6.crystal-ball"), "", self)
        self.predict.triggered.connect(self.open_dialog)

    def retranslate(self) -> None:
        """Set the texts."""
        self.save.setText(translate("Menus", "Save &predictions…"))
        self.predict.setText(translate("Menus", "Predict &one row…"))

    def take_snapshot(self, snapshot: Snapshot) -> None:
        """The runs as they are now."""
        self._snapshot = snapshot
        if self._dialog is not None:
            self._dialog.show_snapshot(snapshot)

    # -- saving -----------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask where the predictions are to be saved."""
        if self._snapshot is None:
            return
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            translate("PredictionCommands", "Save the predictions of all samples"),
            "predictions.csv",
            translate("PredictionCommands", "Tables (*.csv)"),
        )
        if path:
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write what the runs predict at the step that is shown, whole or not at all."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        if not path.suffix:
            path = path.with_suffix(".csv")
        objectives = snapshot.scene.objectives
        thetas = [run.theta for run in snapshot.runs]
        names = [run.key for run in snapshot.runs]

        def work() -> Path:
            try:
                write_table(path, prediction_columns(objectives, thetas, names))
            except OSError as error:
                raise save_error(path, error) from error
            return path

        job = Job(work, self, writes=True)
        job.done.connect(self._saved)
        job.rejected.connect(lambda message: self.told.emit(message, True))
        job.failed.connect(self.failed)
        job.start()

    def _saved(self, path: Path) -> None:
        saved = QT_TRANSLATE_NOOP("core", "Saved as {file}.")
        self.told.emit(Message(saved, {"file": str(path)}), False)

    # -- one row ----------------------------------------------------------------------------------

    def open_dialog(self) -> None:
        """Show the dialog in which a row is typed; it stays open beside the window."""
        from lossstudio.gui.data.predict_dialog import PredictDialog

        if self._dialog is None:
            self._dialog = PredictDialog(self._window)
            self._dialog.finished.connect(self._forget)
        if self._snapshot is not None:
            self._dialog.show_snapshot(self._snapshot)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    @property
    def dialog(self) -> "PredictDialog | None":
        """The dialog, while it is open."""
        return self._dialog

    def _forget(self) -> None:
        self._dialog = None
