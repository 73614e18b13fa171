"""Why the system refused to open, read or write: in our words, whatever the system calls it.

A system's own words differ with its version, its language and the library of C, and cannot be
translated. What they are about has one number everywhere, which Windows' errors have too.
"""

import errno

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message, literal

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


def reason_of(error: OSError) -> Message:
    """Why `error` came, without the file's name; in the system's words only where it is rare."""
    known = _REASONS.get(error.errno or 0)
    return literal(error.strerror or str(error)) if known is None else Message(known)
