"""How what is done in a pool thread is told to the window's."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from shiboken6 import isValid


class Post(QObject):
    """Brings what pool threads have to say to the window's thread.

    A thread must not send a signal of an object that the window's thread may delete meanwhile: Qt
    looks into the sender while it sends, and the process ends. So they all send this one's, which
    lives as long as the application.
    """

    _sent = Signal(object, object)

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._sent.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def send(self, receiver: QObject, tell: Callable[[], None]) -> None:
        """Have `tell` called in the window's thread, in the order sent, unless `receiver` has been
        deleted by then."""
        self._sent.emit(receiver, tell)

    def _deliver(self, receiver: QObject, tell: Callable[[], None]) -> None:
        if isValid(receiver):
            tell()


def post() -> Post:
    """The application's; asked for in the window's thread."""
    app = QCoreApplication.instance()
    assert app is not None
    found = app.findChild(Post)
    return found if found is not None else Post(app)
