"""The sentences below a picture, in which names from files may stand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


class NotesLabel(QLabel):
    """Sentences that wrap. Signs of markup in them, as in the name of a column, are shown."""

    def __init__(self, margin: int = 0) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(margin, 0, margin, 0)
