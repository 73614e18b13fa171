"""A picture beside a lesson as an image, or in its place what is wrong with it."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QImageReader, QPainter

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.lessons.own_files import FileError, own_bytes
from lossstudio.engine.lessons.pictures import check_picture
from lossstudio.gui.kit.i18n import message_text

_LARGEST = QSize(2000, 4000)
"""Pixels."""
_MARGIN = 6
_FLAGS = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


def own_picture(folder: Path, name: str) -> QImage:
    """The picture `name` beside a lesson in `folder`, made smaller where it is very large.

    Raises `FileError` where there is none that can be drawn.
    """
    if "/" in name:
        raise FileError(Message(QT_TRANSLATE_NOOP("core", "must lie beside the lesson's text")))
    content = own_bytes(folder, name)
    kind = check_picture(content, whole=False)
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    # Of this kind: a reader that looks for itself might find a kind that was not checked.
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() > _LARGEST.width() or size.height() > _LARGEST.height():
        size.scale(_LARGEST, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(size.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        raise FileError(
            Message(QT_TRANSLATE_NOOP("core", "the picture is damaged and cannot be drawn"))
        )
    return image


def placeholder(name: str, problem: Message, width: int, font: QFont, color: QColor) -> QImage:
    """What stands for a picture that cannot be shown: its name and why, in a frame."""
    text = message_text(Message("{value}: {reason}", {"value": name, "reason": problem}))
    width = max(width, 120)
    room = QRect(_MARGIN, _MARGIN, width - 2 * _MARGIN, _LARGEST.height())
    needed = QFontMetrics(font).boundingRect(room, int(_FLAGS), text)
    image = QImage(width, needed.height() + 2 * _MARGIN, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawRect(image.rect().adjusted(0, 0, -1, -1))
    painter.drawText(needed, int(_FLAGS), text)
    painter.end()
    return image
