"""Work that may take longer than a frame, such as reading a file: done in a pool thread."""

import traceback
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

from lossstudio.core.text import InputError

T = TypeVar("T")


class Job(QObject, Generic[T]):
    """One piece of work. Exactly one of its signals comes, in the thread that made it."""

    done = Signal(object)
    """What the work returned."""
    rejected = Signal(object)
    """The `Message` of an `InputError` that it raised."""
    failed = Signal(str)
    """The traceback of anything else that it raised."""

    def __init__(self, work: Callable[[], T], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def start(self) -> None:
        """Do the work in a thread of the application's pool."""
        QThreadPool.globalInstance().start(self._run)

    def _run(self) -> None:
        try:
            result = self._work()
        except InputError as error:
            self.rejected.emit(error.message)
        except Exception:
            self.failed.emit(traceback.format_exc())
        else:
            self.done.emit(result)
