"""What is wrong in a lesson, by file and line."""

from dataclasses import dataclass, field
from pathlib import Path

from lossstudio.core.text import Message, printable


@dataclass(frozen=True)
class Fault:
    """Something wrong in a lesson: the file and the line, from 1, and what it is."""

    file: Path
    line: int
    message: Message

    def text(self, said: str | None = None) -> str:
        """``FILE:LINE: what is wrong``; `said` is the message in another language."""
        return f"{self.file}:{self.line}: {printable(said or str(self.message))}"


@dataclass
class Faults:
    """Collects the faults of one file."""

    file: Path
    found: list[Fault] = field(default_factory=list)

    def add(self, line: int, message: Message) -> None:
        """Note a fault."""
        self.found.append(Fault(self.file, line, message))


class LineError(ValueError):
    """A fault in a line of a block: the block is no part of the lesson, whose reading goes on."""

    def __init__(self, line: int, message: Message) -> None:
        self.line = line
        self.message = message
        super().__init__(str(message))
