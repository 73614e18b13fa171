"""What is asked of files in the same way on every system and every Python.

Why a system refuses to open, read or write is said in our words: its own differ with its version,
its language and its C library, and cannot be translated. The number of such an error is the same
everywhere, on Windows too.
"""

import errno
import os
import re
from pathlib import Path

from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message, literal

_REASONS = {
    errno.ENOENT: QT_TRANSLATE_NOOP("core", "No such file or directory"),
    errno.EISDIR: QT_TRANSLATE_NOOP("core", "Is a directory"),
    errno.ENOTDIR: QT_TRANSLATE_NOOP("core", "Not a directory"),
    errno.EEXIST: QT_TRANSLATE_NOOP("core", "File exists"),
    errno.EACCES: QT_TRANSLATE_NOOP("core", "Permission denied"),
    errno.EPERM: QT_TRANSLATE_NOOP("core", "Operation not permitted"),
    errno.EROFS: QT_TRANSLATE_NOOP("core", "Read-only file system"),
    errno.ENOSPC: QT_TRANSLATE_NOOP("core", "No space left on device"),
    errno.EDQUOT: QT_TRANSLATE_NOOP("core", "Disk quota exceeded"),
    errno.EFBIG: QT_TRANSLATE_NOOP("core", "File too large"),
    errno.ENAMETOOLONG: QT_TRANSLATE_NOOP("core", "File name too long"),
    errno.ELOOP: QT_TRANSLATE_NOOP("core", "Too many levels of symbolic links"),
    errno.EBUSY: QT_TRANSLATE_NOOP("core", "Device or resource busy"),
    errno.EMFILE: QT_TRANSLATE_NOOP("core", "Too many open files"),
    errno.EIO: QT_TRANSLATE_NOOP("core", "Input/output error"),
    errno.ENODEV: QT_TRANSLATE_NOOP("core", "No such device"),
}


def is_file(path: Path) -> bool:
    """Whether there is an ordinary file; False, too, for a name that no file can have.

    `Path.is_file` raises for a name that is too long before Python 3.14.
    """
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Whether there is a folder, as `is_file`."""
    return os.path.isdir(path)  # noqa: PTH112


def host_of(name: str | Path) -> str | None:
    """The computer that the path `name` begins with, as in ``//host/share``; None where there is
    none.

    Of any system, by the text alone: even to ask whether such a file is there reaches the network.
    """
    found = re.match(r"[\\/]{2,}([^\\/]*)", str(name))
    return found and found[1].lower()


def reason_of(error: OSError) -> Message:
    """Why `error` came, without the file's name; in the system's words only where it is rare."""
    known = _REASONS.get(error.errno or 0)
    return literal(error.strerror or str(error)) if known is None else Message(known)


def save_error(path: Path, error: OSError) -> InputError:
    """Why `path` could not be written, in a sentence."""
    return InputError(
        QT_TRANSLATE_NOOP("core", "{file} could not be saved: {reason}"),
        file=path.name,
        reason=reason_of(error),
    )
