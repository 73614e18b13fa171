"""Whether things may move that could as well stand still."""

from PySide6.QtWidgets import QApplication, QStyle


def is_reduced() -> bool:
    """Whether the desktop asks for no animations, as Qt's style hears of it."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return QApplication.style().styleHint(hint) == 0
