"""The dialog that saves the whole run as an animation."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QProgressDialog,
    QWidget,
)

from lossstudio.core.text import InputError
from lossstudio.engine.runs.recording import Recording
from lossstudio.gui.figures.film import Film
from lossstudio.gui.figures.frames import (
    EVEN,
    FRAMES,
    FRAMES_A_SECOND,
    LOG,
    MOST_FRAMES,
    check_size,
    frame_steps,
)
from lossstudio.gui.figures.save_dialog import SaveDialog
from lossstudio.gui.figures.whole_number_box import WholeNumberBox
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Mode
from lossstudio.gui.views.view import View

GIF = ".gif"


class AnimationDialog(SaveDialog):
    """Saves the run of `recording` from its first step to its last, as the `views` show it."""

    def __init__(
        self,
        views: Mapping[str, View],
        recording: Recording,
        chosen: str | None = None,
        choices: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(views, chosen, QSize(800, 500), parent)
        self._recording = recording
        self._film: Film | None = None
        self.progress: QProgressDialog | None = None
        self.frames, self.rate = WholeNumberBox(), WholeNumberBox()
        self.frames.setRange(2, MOST_FRAMES)
        self.frames.setValue(FRAMES)
        self.rate.setRange(1, 50)
        self.rate.setValue(FRAMES_A_SECOND)
        self.spacing = QComboBox()
        for spacing in (EVEN, LOG):
            self.spacing.addItem("", spacing)
        self.endless = QCheckBox()
        self.endless.setChecked(True)
        self._add_rows(self.view_choice, self.size_choice, self.frames, self.spacing, self.rate)
        self._form.addRow("", self.endless)
        self.view_choice.changed.connect(self._enable)
        self._recall(choices or {})
        self._enable()
        self.finish_setup()

    @property
    def choices(self) -> dict[str, Any]:
        """What to hand over the next time; JSON's own types."""
        return super().choices | {
            "frames": self.frames.value(),
            "rate": self.rate.value(),
            "spacing": self.spacing.currentData(),
            "endless": self.endless.isChecked(),
        }

    @property
    def is_busy(self) -> bool:
        """The animation is being made."""
        return self._film is not None

    def ask_and_save(self) -> None:
        """Ask for the file's name, and save there."""
        suggested = str(Path(self._folder) / ("run" + GIF))
        path, _ = QFileDialog.getSaveFileName(
            self,
            self.windowTitle(),
            suggested,
            translate("AnimationDialog", "Animation (*.gif)"),
        )
        if path:
            self.save_to(Path(path if path.lower().endswith(GIF) else path + GIF))

    def save_to(self, path: Path) -> None:
        """Make the animation; `saved`, or a message in the dialog, or nothing when cancelled."""
        self._path = path
        self.message.hide()
        names = self.view_choice.names
        spacing = self.spacing.currentData()
        steps = frame_steps(self._recording.last_step, self.frames.value(), spacing)
        size = self.size_choice.value
        try:
            check_size(len(steps), size.width(), size.height())
        except InputError as error:
            self._refused(error.message)
            return
        dark = any(view.theme.colors.dark for view in self._views.values())
        mode: Mode = "dark" if dark else "light"
        self.progress = progress = QProgressDialog(self)
        progress.setWindowTitle(self.windowTitle())
        progress.setLabelText(translate("AnimationDialog", "Drawing the frames…"))
        progress.setCancelButtonText(translate("AnimationDialog", "Cancel"))
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        progress.setMinimumDuration(0)
        progress.setAutoClose(False)
        progress.setAutoReset(False)
        progress.setRange(0, len(steps))
        progress.setValue(0)
        self._film = film = Film(
            path,
            steps,
            names,
            size,
            mode,
            self.rate.value(),
            self.endless.isChecked(),
            self,
        )
        progress.canceled.connect(film.cancel)
        film.progress.connect(progress.setValue)
        film.writing.connect(
            lambda: progress.setLabelText(translate("AnimationDialog", "Writing the file…"))
        )
        film.done.connect(self._done)
        film.cancelled.connect(self._end)
        film.rejected.connect(self._refused)
        film.failed.connect(self._failed)
        self._enable()
        film.start(self._recording, self._views)

    def _end(self) -> None:
        if self._film is not None:
            self._film.deleteLater()
            self._film = None
        if self.progress is not None:
            self.progress.close()
            self.progress.deleteLater()
            self.progress = None
        self._enable()

    @survivable
    def reject(self) -> None:
        """Close it; what is under way is cancelled first."""
        if self._film is not None:
            self._film.cancel()
        if self._film is None:
            super().reject()

    def retranslate(self) -> None:
        self.setWindowTitle(translate("AnimationDialog", "Save animation"))
        rows = (
            (self.view_choice, translate("AnimationDialog", "Views:"), ""),
            (self.size_choice, translate("AnimationDialog", "Size:"), ""),
            (
                self.frames,
                translate("AnimationDialog", "Frames:"),
                translate("AnimationDialog", "How many pictures, from step 0 to the last step."),
            ),
            (
                self.spacing,
                translate("AnimationDialog", "Steps:"),
                translate(
                    "AnimationDialog",
                    "Evenly: the first steps one by one, then at equal distances. "
                    "Logarithmically: early steps slowly, late ones ever faster.",
                ),
            ),
            (
                self.rate,
                translate("AnimationDialog", "Frames a second:"),
                translate("AnimationDialog", "How fast it plays; the last picture stays a while."),
            ),
        )
        self._describe(rows)
        self.spacing.setItemText(0, translate("AnimationDialog", "evenly"))
        self.spacing.setItemText(1, translate("AnimationDialog", "logarithmically"))
        self.endless.setText(translate("AnimationDialog", "play again and again"))
        super().retranslate()

    def _recall(self, choices: Mapping[str, Any]) -> None:
        super()._recall(choices)
        for box, name in ((self.frames, "frames"), (self.rate, "rate")):
            if type(choices.get(name)) is int:
                box.setValue(choices[name])
        index = self.spacing.findData(choices.get("spacing"))
        if index >= 0:
            self.spacing.setCurrentIndex(index)
        if type(choices.get("endless")) is bool:
            self.endless.setChecked(choices["endless"])
