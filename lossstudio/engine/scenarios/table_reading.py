"""How a scenario's table is read: ``data.reading``, and what the reader takes."""

from dataclasses import fields
from pathlib import Path

from lossstudio.core.datasets.tables.reading import (
    COMMENTS,
    DECIMALS,
    ORDERS,
    SEPARATORS,
    TableReading,
)
from lossstudio.core.datasets.tables.workbook import corners
from lossstudio.core.parameters import Parameter, shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.scenarios.scenario import Data, Reading

TABLES = (".csv", ".tsv", ".txt", ".data", ".dat", ".xlsx")
"""The ends of the names of files that are opened as tables."""

_CHOICES = {
    "separator": (*SEPARATORS, None),
    "decimal": DECIMALS,
    "dates": (*ORDERS, None),
    "comment": (*COMMENTS, None),
}
_LINES = ("header_row", "units", "skipped_lines")
_LINE = Parameter("line", "", default=1, minimum=1, maximum=1e9, help="", integer=True)


def is_table(path: Path) -> bool:
    """The file's name is that of a table."""
    return path.suffix.lower() in TABLES


def kept_reading(reading: TableReading) -> Reading:
    """`reading` as a scenario keeps it."""
    return Reading(**{field.name: getattr(reading, field.name) for field in fields(reading)})


def reading_of(data: Data) -> TableReading | None:
    """How the table of `data` is to be read; None: found by looking."""
    kept = data.reading
    if kept is None:
        return None
    return TableReading(**{field.name: getattr(kept, field.name) for field in fields(TableReading)})


def check_reading(data: Data) -> None:
    """Raise `InputError` where ``data.reading`` cannot be followed."""
    reading = data.reading
    if reading is None:
        return
    for name, allowed in _CHOICES.items():
        value = getattr(reading, name)
        if value not in allowed:
            raise InputError(
                QT_TRANSLATE_NOOP("core", "{field} = {value}: must be one of {allowed}"),
                field=f"data.reading.{name}",
                value=shown(value),
                allowed=", ".join(_visible(choice) for choice in allowed),
            )
    if reading.range is not None and corners(reading.range) is None:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{field} = {value}: must be null or a range of cells, such as B3:E20"
            ),
            field="data.reading.range",
            value=shown(reading.range),
        )
    for name in _LINES:
        value = getattr(reading, name)
        lines = value if isinstance(value, tuple) else () if value is None else (value,)
        for line in lines:
            _LINE.check(line, f"data.reading.{name}")


def _visible(choice: str | None) -> str:
    return {"\t": '"\\t"', " ": '" "', "  ": '"  "', None: "null"}.get(choice, str(choice))
