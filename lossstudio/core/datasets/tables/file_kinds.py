"""Files that are no text, told by their first bytes."""

from pathlib import Path

from lossstudio.core.datasets.csv_rows import file_error, place
from lossstudio.core.text import QT_TRANSLATE_NOOP

_ZIP = QT_TRANSLATE_NOOP(
    "core",
    "is a workbook or an archive, not text; the name of a workbook must end with .xlsx",
)
_OLD_WORKBOOK = QT_TRANSLATE_NOOP(
    "core", "is a workbook of an older Excel (.xls); save it as .xlsx or as CSV UTF-8"
)
_PDF = QT_TRANSLATE_NOOP("core", "is a PDF; must be a table: .xlsx, or text such as CSV")
_PICTURE = QT_TRANSLATE_NOOP("core", "is a picture; must be a table: .xlsx, or text such as CSV")
_ARCHIVE = QT_TRANSLATE_NOOP("core", "is compressed; must be unpacked first")
_KINDS = {
    b"PK\x03\x04": _ZIP,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": _OLD_WORKBOOK,
    b"%PDF-": _PDF,
    b"\x89PNG\r\n": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"\x1f\x8b\x08": _ARCHIVE,
    b"7z\xbc\xaf\x27\x1c": _ARCHIVE,
    b"Rar!\x1a\x07": _ARCHIVE,
}


def check_is_text(path: Path) -> None:
    """Raise `InputError` where the first bytes of the file `path` are those of another kind."""
    with path.open("rb") as file:
        first = file.read(8)
    for beginning, problem in _KINDS.items():
        if first.startswith(beginning):
            raise file_error(place(path), problem)
