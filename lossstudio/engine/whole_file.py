"""Files that are written whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` when the block ends without an error.

    So a reader finds the old file or the new one, never half. What is not an ordinary file (a pipe,
    a device) cannot be replaced and is written to directly. Raises `OSError`.
    """
    path = Path(os.path.realpath(path))  # a link stays, and what it leads to is written
    if path.exists() and not path.is_file():
        with path.open("wb") as direct:  # raises for a folder
            yield direct
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".lossstudio-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":  # mkstemp's file is private; a new document follows the umask
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(path.stat().st_mode if path.exists() else 0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path` by way of `whole_file`."""
    with whole_file(path) as file:
        file.write(content)
