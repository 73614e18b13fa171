"""The one way from a name in a lesson to a file: what lies in its folder, and nothing else.

A lesson comes from anybody. What it names is looked at as text first, because on some systems even
to ask whether ``//host/share`` is there reaches the network.
"""

import errno
import posixpath
import re
from pathlib import Path

from lossstudio.core.file_system import is_file, reason_of
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message, can_be_shown

OUTSIDE = QT_TRANSLATE_NOOP("core", "must be a file in the lesson's folder")
MISSING = QT_TRANSLATE_NOOP("core", "there is no such file")
MOST_BYTES = 20_000_000
"""A larger file of a lesson is not read."""


class FileError(ValueError):
    """Why a name leads to no file of a lesson; `message` is about "it"."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


def own_file(folder: Path, name: str, most: int = MOST_BYTES) -> Path:
    """The ordinary file called `name` in `folder` or in a folder of it, with at most `most` bytes.

    A link counts as what it leads to. Raises `FileError`.
    """
    if not _stays_below(name):
        raise FileError(Message(OUTSIDE))
    try:
        place = folder.resolve()
        file = (place / name).resolve()
        if not file.is_relative_to(place):
            raise FileError(Message(OUTSIDE))
        if not file.exists():
            raise FileError(Message(MISSING))
        if not is_file(file):  # a pipe or a device would be waited for, perhaps for ever
            raise FileError(Message(QT_TRANSLATE_NOOP("core", "must be an ordinary file")))
        size = file.stat().st_size
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, in Python 3.12
        raise _unreadable(error) from error
    if size > most:
        raise FileError(too_large(most))
    return file


def own_bytes(folder: Path, name: str, most: int = MOST_BYTES) -> bytes:
    """The content of `own_file`. Raises `FileError`."""
    file = own_file(folder, name, most)
    try:
        with file.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as error:
        raise _unreadable(error) from error
    if len(content) > most:
        raise FileError(too_large(most))
    return content


def _unreadable(error: OSError | RuntimeError) -> FileError:
    known = error if isinstance(error, OSError) else OSError(errno.ELOOP, str(error))
    values: dict[str, object] = {"reason": reason_of(known)}
    return FileError(Message(QT_TRANSLATE_NOOP("core", "cannot be read: {reason}"), values))


def too_large(most: int) -> Message:
    """What is said of a file with more than `most` bytes."""
    return Message(
        QT_TRANSLATE_NOOP("core", "is too large; must have at most {maximum:.0f} MB"),
        {"maximum": most / 1e6},
    )


def _stays_below(name: str) -> bool:
    """`name` is a path that leads down, as written on any system: no drive, host, scheme or way
    back, and no sign that a file's name cannot have."""
    return (
        all(map(can_be_shown, name))
        and not re.search(r'[\\:*?"<>|]', name)
        and not name.startswith("/")
        and posixpath.normpath(name).split("/")[0] not in (".", "..")
    )
