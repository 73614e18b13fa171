"""The dialog that saves a figure of the views."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QWidget,
)

from lossstudio.core.file_system import save_error
from lossstudio.engine.files.whole_file import write_whole
from lossstudio.gui.figures.offscreen import Offscreen
from lossstudio.gui.figures.save_dialog import SaveDialog
from lossstudio.gui.figures.saving import PNG, SUFFIXES, drawn
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Mode
from lossstudio.gui.training.background import Job
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.view import View

AS_SHOWN, LIGHT = "shown", "light"


class FigureDialog(SaveDialog):
    """Saves some of the `views`, by name, as they show `snapshot`: PNG, SVG or CSV.

    The format is that of the file's name. `choices` are those of the last time.
    """

    def __init__(
        self,
        views: Mapping[str, View],
        snapshot: Snapshot,
        chosen: str | None = None,
        choices: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(views, chosen, QSize(800, 600), parent)
        self._snapshot = snapshot
        self._offscreen: Offscreen | None = None
        self._packing: Job[bytes] | None = None
        self._is_busy = self._has_choices = False
        self.scale = QComboBox()
        for factor in (1, 2, 3, 4):
            self.scale.addItem(f"{factor}×", factor)
        self.look = QComboBox()
        for look in (AS_SHOWN, LIGHT):
            self.look.addItem("", look)
        self._rows = (self.view_choice, self.size_choice, self.scale, self.look)
        self._add_rows(*self._rows)
        self.view_choice.changed.connect(self._views_changed)
        self._views_changed()
        self._recall(choices or {})
        self.finish_setup()

    @property
    def choices(self) -> dict[str, Any]:
        """What to hand over the next time; JSON's own types."""
        return super().choices | {
            "scale": self.scale.currentData(),
            "look": self.look.currentData(),
        }

    @property
    def is_busy(self) -> bool:
        """The figure is being drawn or written."""
        return self._is_busy

    # -- saving -----------------------------------------------------------------------------------

    def ask_and_save(self) -> None:
        """Ask for the file's name, and save there."""
        names = self.view_choice.names
        suggested = "-".join(names) + PNG
        path, chosen = QFileDialog.getSaveFileName(
            self, self.windowTitle(), str(Path(self._folder) / suggested), _filters()
        )
        if path:
            suffix = Path(path).suffix.lower()
            if suffix not in SUFFIXES:
                path += next((s for s in SUFFIXES if f"*{s}" in chosen), PNG)
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Save as `path`, whose suffix says the format; `saved` or a message in the dialog."""
        self._path = path
        self._set_busy(True)
        names = self.view_choice.names
        self._show_message(translate("FigureDialog", "Drawing…"))
        scale = 1 if path.suffix.lower() != PNG else int(self.scale.currentData())
        self._has_choices = False
        self._offscreen = Offscreen(names, self.size_choice.value, self._mode(), scale)
        self._offscreen.show_snapshot(self._snapshot)
        self._offscreen.settled.connect(self._drawn)
        self._offscreen.wait()

    def _drawn(self) -> None:
        offscreen = self._offscreen
        assert offscreen is not None
        if not self._has_choices:
            self._has_choices = True
            offscreen.take_choices(self._views)
            offscreen.wait()
            return
        content = drawn(offscreen, self._path.suffix.lower())
        self._drop_offscreen()
        # Not as what writes: while pixels are packed, the dialog and the window can be closed.
        self._packing = job = Job(content, self)
        job.done.connect(lambda packed: self._packed(job, packed))
        job.failed.connect(self._failed)
        job.start()

    def _packed(self, job: Job[bytes], content: bytes) -> None:
        if job is self._packing:  # else it has been given up
            self._packing = None
            self._write(content)

    def _write(self, content: bytes) -> None:
        path = self._path

        def work() -> None:
            try:
                write_whole(path, content)
            except OSError as error:
                raise save_error(path, error) from error

        job = Job(work, self, writes=True)
        job.done.connect(self._done)
        job.rejected.connect(self._refused)
        job.failed.connect(self._failed)
        job.start()

    def _end(self) -> None:
        self._packing = None
        self._set_busy(False)

    def _drop_offscreen(self) -> None:
        if self._offscreen is not None:
            self._offscreen.close()
            self._offscreen = None

    def _mode(self) -> Mode:
        """The theme of the figure."""
        (theme, *_) = (view.theme for view in self._views.values())
        return "light" if self.look.currentData() == LIGHT or not theme.colors.dark else "dark"

    # -- the dialog -------------------------------------------------------------------------------

    @survivable
    def reject(self) -> None:
        """Close it; while the file is being written, only once it is."""
        if self._offscreen is not None or self._packing is not None:
            self._drop_offscreen()
            self._packing = None
            self._set_busy(False)
        if not self._is_busy:
            super().reject()

    def retranslate(self) -> None:
        self.setWindowTitle(translate("FigureDialog", "Save figure"))
        rows = (
            (self.view_choice, translate("FigureDialog", "Views:"), ""),
            (
                self.size_choice,
                translate("FigureDialog", "Size:"),
                translate("FigureDialog", "Pixels at scale 1; letters and lines keep their size."),
            ),
            (
                self.scale,
                translate("FigureDialog", "Scale:"),
                translate(
                    "FigureDialog",
                    "The same picture with more pixels, for print. It counts for PNG only: SVG "
                    "is sharp at any size, and CSV holds the numbers.",
                ),
            ),
            (
                self.look,
                translate("FigureDialog", "Colours:"),
                translate("FigureDialog", "White paper wants the light colours."),
            ),
        )
        self._describe(rows)
        self.look.setItemText(0, translate("FigureDialog", "as shown"))
        self.look.setItemText(1, translate("FigureDialog", "light, for paper"))
        super().retranslate()

    def _recall(self, choices: Mapping[str, Any]) -> None:
        super()._recall(choices)
        for box, name in ((self.scale, "scale"), (self.look, "look")):
            index = box.findData(choices.get(name))
            if index >= 0:
                box.setCurrentIndex(index)

    def _views_changed(self) -> None:
        names = self.view_choice.names
        self._set_busy(self._is_busy)
        if len(names) > 1:
            self.size_choice.value = QSize(1280, 720)
        elif names:
            self.size_choice.value = self._views[names[0]].size()

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        for widget in self._rows:
            widget.setEnabled(not is_busy)
        self._enable()
        self.message.hide()


def _filters() -> str:
    return ";;".join(
        (
            translate("FigureDialog", "Picture (*.png)"),
            translate("FigureDialog", "Vectors (*.svg)"),
            translate("FigureDialog", "Numbers (*.csv)"),
        )
    )
