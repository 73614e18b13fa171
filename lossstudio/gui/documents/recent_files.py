"""The scenario files that were opened or saved last."""

import os
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from lossstudio.gui.state.settings import Settings

MOST = 10
"""So many are remembered."""

_NAME = "recent"


class RecentFiles(QObject):
    """Paths, the newest first, remembered from one start to the next.

    Nothing here looks whether a file is still there: on a network drive that could take long.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings

    @property
    def paths(self) -> list[Path]:
        """The remembered files."""
        try:
            names = msgspec.json.decode(self._settings.text(_NAME, "[]"), type=list[str])
        except msgspec.DecodeError:
            return []
        return [Path(name) for name in names[:MOST] if name]

    def add(self, path: Path) -> None:
        """`path` has been opened or saved just now."""
        newest = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
        self._keep([newest, *(other for other in self.paths if other != newest)][:MOST])

    def forget(self, path: Path) -> None:
        """`path` could not be opened."""
        self._keep([other for other in self.paths if other != path])

    def clear(self) -> None:
        """Forget them all."""
        self._keep([])

    def _keep(self, paths: list[Path]) -> None:
        if paths != self.paths:
            self._settings.set_text(_NAME, msgspec.json.encode(list(map(str, paths))).decode())
            self.changed.emit()
