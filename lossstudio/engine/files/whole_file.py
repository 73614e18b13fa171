"""Files that are written whole or not at all."""

import contextlib
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

if sys.platform != "win32":
    import fcntl

_PREFIX = ".lossstudio-"
_OURS = re.compile(re.escape(_PREFIX) + r"[a-z0-9_]{8}")
"""What `tempfile` calls a file that begins so."""
_OLD = 60.0
"""Seconds after which a file that no lock protects was left behind."""


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` when the block ends without an error.

    So a reader finds the old file or the new one, never half. What is not an ordinary file (a pipe,
    a device) cannot be replaced and is written to directly. What an earlier program that was ended
    meanwhile has left beside it is removed. Raises `OSError`.
    """
    path = Path(os.path.realpath(path))  # a link stays, and what it leads to is written
    if path.exists() and not path.is_file():
        with path.open("wb") as direct:  # raises for a folder
            yield direct
        return
    remove_leftovers(path.parent)
    file, name = _new_file(path.parent)
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if sys.platform != "win32":  # still locked, so that nobody takes it for a leftover
                # mkstemp's file is private; a new document follows the umask
                umask = os.umask(0)
                os.umask(umask)
                name.chmod(path.stat().st_mode if path.exists() else 0o666 & ~umask)
                name.replace(path)
        if sys.platform == "win32":  # where no open file can be renamed
            name.replace(path)
    except BaseException:
        name.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path` by way of `whole_file`."""
    with whole_file(path) as file:
        file.write(content)


def remove_leftovers(folder: Path) -> None:
    """Remove from `folder` what was left there by a program that was ended while it wrote.

    Only files of `whole_file` that nobody is writing any more, and of the same person.
    """
    try:
        with os.scandir(folder) as entries:
            found = [Path(entry.path) for entry in entries if _OURS.fullmatch(entry.name)]
    except OSError:
        return
    for path in found:
        with contextlib.suppress(OSError):
            _remove_leftover(path)


def _new_file(folder: Path) -> tuple[BinaryIO, Path]:
    """A new file in `folder`, locked as long as it is open."""
    while True:
        handle, name = tempfile.mkstemp(dir=folder, prefix=_PREFIX)
        file = os.fdopen(handle, "wb")
        if sys.platform == "win32":
            return file, Path(name)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:  # somebody has just taken it for a leftover, and removes it
            file.close()
            Path(name).unlink(missing_ok=True)
            continue
        except OSError:
            pass  # some file systems know no locks
        if _is_at(handle, name):
            return file, Path(name)
        file.close()  # taken for a leftover before it was locked


def _remove_leftover(path: Path) -> None:
    """Remove `path` unless it is being written. Raises `OSError`."""
    about = path.lstat()
    if not stat.S_ISREG(about.st_mode):
        return
    if sys.platform == "win32":  # where a file that is open cannot be removed
        if time.time() - about.st_mtime > _OLD:
            path.unlink()
        return
    if about.st_uid != os.getuid():
        return
    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # raises where another one has it
        if _is_at(handle, path):
            path.unlink()
    finally:
        os.close(handle)


def _is_at(handle: int, path: str | Path) -> bool:
    """Whether the open file is the one that is called `path`."""
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except FileNotFoundError:
        return False
