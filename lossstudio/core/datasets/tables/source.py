"""Where a table comes from."""

import io
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from lossstudio.core.datasets.table import Opened


@dataclass(frozen=True)
class Source:
    """Where a table comes from: the file `path`, in `encoding` (None: found by looking), or `text`
    that messages call `path`."""

    path: Path
    text: str | None = None
    encoding: str | None = None

    def open(self) -> AbstractContextManager[TextIO]:
        """The text of the table; raises `InputError` as `read_table` does."""
        if self.text is None:
            return Opened(self.path, self.encoding)
        return nullcontext(io.StringIO(self.text, newline=""))
