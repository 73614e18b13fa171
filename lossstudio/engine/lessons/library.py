"""Which lessons there are: those that ship with the program, and a folder of somebody's own."""

from dataclasses import dataclass
from pathlib import Path

from lossstudio.core.file_system import is_file
from lossstudio.engine.lessons.faults import Faults
from lossstudio.engine.lessons.header import read_header, read_source
from lossstudio.engine.lessons.lesson import LessonHeader
from lossstudio.resource_files import resource

LANGUAGES = ("en", "zh_CN")
"""In the order in which another language is looked for where the wanted one is missing."""


@dataclass(frozen=True)
class Entry:
    """A lesson as it stands in a list."""

    folder: Path
    header: LessonHeader

    @property
    def title(self) -> str:
        """Its title, or the folder's name where it has none."""
        return self.header.title or self.folder.name


def lesson_files(folder: Path) -> list[Path]:
    """The files of a lesson, one for each language."""
    files = (folder / f"{language}.md" for language in LANGUAGES)
    return [file for file in files if is_file(file)]


def lesson_file(folder: Path, language: str) -> Path | None:
    """The file in `language`, or else in another one; None where there is none."""
    files = lesson_files(folder)
    return next((file for file in files if file.stem == language), files[0] if files else None)


def shipped_lessons() -> list[Path]:
    """The folders of the lessons that ship with the program, in their order."""
    try:
        place = resource("lessons")
    except FileNotFoundError:
        return []
    return [folder for folder in sorted(place.iterdir()) if lesson_files(folder)]


def is_shipped(folder: Path) -> bool:
    """Whether `folder` is that of a lesson that ships with the program."""
    try:
        return folder.parent == resource("lessons") and bool(lesson_files(folder))
    except FileNotFoundError:
        return False


def entries(folders: list[Path], language: str) -> list[Entry]:
    """The lessons in `folders` with their titles in `language`; what cannot be read is left out."""
    found = []
    for folder in folders:
        file = lesson_file(folder, language)
        faults = Faults(file or folder)
        source = read_source(file, faults) if file is not None else None
        if source is not None:
            found.append(Entry(folder, read_header(source, faults)[0]))
    return found
