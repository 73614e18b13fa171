"""Reading the columns of a table."""

from collections.abc import Iterator

from lossstudio.core.datasets.csv_rows import file_error, place
from lossstudio.core.datasets.tables.cells import Numbers
from lossstudio.core.datasets.tables.columns import Columns
from lossstudio.core.datasets.tables.dates import day_of
from lossstudio.core.datasets.tables.looking import Opening, understood
from lossstudio.core.datasets.tables.parts import lines_in, parts_of
from lossstudio.core.datasets.tables.reading import TableReading
from lossstudio.core.datasets.tables.rows import Gathered
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.text import QT_TRANSLATE_NOOP

_ATTEMPTS = 4
"""A table that goes on differently is read again, at most so many times in all."""


def read_columns(source: Source, reading: TableReading | None = None) -> Columns:
    """The columns of a table, read as `reading` says; without it, how is found by looking.

    Raises `InputError`, naming the file, for what is not a table.
    """
    for found in columns_steps(source, reading):
        if isinstance(found, Columns):
            return found
    raise AssertionError("a reading ends with its columns")


def columns_steps(
    source: Source, reading: TableReading | None = None
) -> Iterator[Columns | float | None]:
    """`read_columns` as a generator: None or the share that is done on the way, so that it can be
    stopped and shows its progress; last, the columns."""
    before = _stamp(source)
    opening = understood(source, reading)
    if opening.understood.width < 2:
        raise file_error(
            place(source.path, opening.understood.reading.header_row or 1),
            QT_TRANSLATE_NOOP(
                "core", "number of columns = 1; must be at least 2 (inputs, then the target)"
            ),
        )
    yield None
    n_lines, most_rows = lines_in(opening)
    kinds = list(opening.understood.kinds)
    chosen: dict[str, object] = {}
    for attempt in range(_ATTEMPTS):
        is_last = attempt == _ATTEMPTS - 1
        gathered = Gathered(opening.understood, kinds, most_rows, source.path)
        for part in parts_of(opening, gathered.all_numbers):
            gathered.add(part)
            yield min(gathered.line / n_lines, 1.0)
            if gathered.is_hopeless and not is_last:
                break
        if reading is None and (better := _better(opening, gathered, chosen)):
            chosen |= better
            opening = understood(source, None, chosen)
            kinds = list(opening.understood.kinds)
            continue
        wrong = gathered.wrong_kinds()
        if not wrong or is_last:
            break
        kinds = [wrong.get(at, kind) for at, kind in enumerate(kinds)]
    if _stamp(source) != before:
        raise file_error(
            place(source.path),
            QT_TRANSLATE_NOOP(
                "core", "was changed while it was read; it can be opened when it is complete"
            ),
        )
    yield gathered.columns(opening.source.encoding)


def _better(opening: Opening, gathered: Gathered, chosen: dict[str, object]) -> dict[str, object]:
    """What was understood wrongly by the first rows, and is told by later ones."""
    found, reading = opening.understood, opening.understood.reading
    faults = gathered.faults()
    if not found.is_sure["decimal"] and "decimal" not in chosen:
        other = "," if reading.decimal == "." else "."
        numbers = Numbers(other)
        if any(numbers.read(text) is not None for text in faults):
            return {"decimal": other}
    if not found.is_sure["dates"] and "dates" not in chosen and reading.dates is not None:
        order = "mdy" if reading.dates == "dmy" else "dmy"
        if any(day_of(text, order) is not None for text in faults):
            return {"dates": order}
    return {}


def _stamp(source: Source) -> tuple[int, int] | None:
    """What changes where the file is written to; None where there is no file."""
    if source.text is not None:
        return None
    try:
        found = source.path.stat()
    except (OSError, ValueError):  # what is wrong is said when it is opened
        return None
    return found.st_size, found.st_mtime_ns
