"""Tables in workbooks of Excel and its like (``.xlsx``)."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from lossstudio.core.datasets.csv_rows import file_error, place
from lossstudio.core.datasets.table import Opened
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

SUFFIXES = (".xlsx", ".xlsm")
MOST_BYTES = 2**31
"""A file that is larger when it is unpacked is not opened: it would fill the memory."""

_RANGE = re.compile(
    r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6}):\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.IGNORECASE
)


def is_workbook(path: Path) -> bool:
    """The file is called as workbooks are."""
    return path.suffix.lower() in SUFFIXES


def corners(cells: str) -> tuple[int, int, int, int] | None:
    """The first row, first column, last row and last column (from 0) of a range such as
    ``"B3:E20"``; None for what is not a range."""
    found = _RANGE.fullmatch(cells.strip())
    if found is None:
        return None
    left, right = _column(found[1]), _column(found[3])
    top, bottom = int(found[2]) - 1, int(found[4]) - 1
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


class Workbook:
    """A workbook that is open: a context manager. Raises `InputError` for what is none."""

    def __init__(self, path: Path) -> None:
        from python_calamine import CalamineError, CalamineWorkbook

        with Opened(path, "windows-1252"):  # raises for a folder, no permission and the like
            pass
        try:
            with ZipFile(path) as archive:
                size = sum(part.file_size for part in archive.infolist())
            if size > MOST_BYTES:
                raise file_error(
                    place(path),
                    QT_TRANSLATE_NOOP(
                        "core", "is too large; a workbook has at most {maximum:.0f} MB unpacked"
                    ),
                    maximum=MOST_BYTES / 1e6,
                )
            self._book = CalamineWorkbook.from_path(str(path))
        except (BadZipFile, CalamineError, OSError) as error:
            raise file_error(
                place(path), QT_TRANSLATE_NOOP("core", "cannot be read as a workbook (.xlsx)")
            ) from error

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets."""
        return tuple(self._book.sheet_names)

    def rows(self, sheet: str | None, cells: str | None) -> Iterator[tuple[int, list[str]]]:
        """The rows of a sheet that are not blank, each with its number, from 1; of `cells`, a
        range, where that is given. The first sheet where none is named."""
        found = self._sheet(sheet)
        top, left, bottom, right = corners(cells or "") or (0, 0, 2**30, 2**30)
        _, first = found.start or (0, 0)
        cut = slice(max(left - first, 0), max(right + 1 - first, 0))
        for number, row in enumerate(found.iter_rows()):
            if number > bottom:
                return
            if number < top:
                continue
            texts = list(map(cell_text, row[cut]))
            if any(texts):
                yield number + 1, texts

    def height(self, sheet: str | None) -> int:
        """The number of the last row of a sheet that has any cell."""
        end = self._sheet(sheet).end
        return 0 if end is None else end[0] + 1

    def _sheet(self, sheet: str | None) -> "CalamineSheet":
        if sheet is not None and sheet not in self.sheets:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "core", "{field} = {value}: there is no such sheet; there are: {allowed}"
                ),
                field="data.reading.sheet",
                value=shown(sheet),
                allowed=", ".join(map(shown, self.sheets)),
            )
        return self._book.get_sheet_by_name(sheet or self._book.sheet_names[0])


def cell_text(value: object) -> str:
    """The value of a cell as a person would write it in a file of text.

    >>> cell_text(5.0), cell_text(0.1), cell_text(date(2020, 1, 31)), cell_text(True)
    ('5', '0.1', '2020-01-31', 'TRUE')
    """
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, timedelta):
        return repr(value.total_seconds() / 86400)  # a duration, in days as Excel counts it
    return str(value)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number - 1
