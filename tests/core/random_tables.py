"""Tables in random dialects, and what is to be read of each.

python tests/core/random_tables.py --seed 1 --count 5000
"""

import argparse
import datetime
import random
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from lossstudio.core.datasets.tables.reader import read_columns
from lossstudio.core.datasets.tables.source import Source

GROUPS = {".": (",", "'", " ", "\u00a0", "\u202f"), ",": (".", "'", " ", "\u00a0", "\u202f")}
MARKS = ("", "NA", "N/A", "?", "NaN", "null", "-", ".")
NAMES = {
    "utf-8": ("speed", "dist", "Größe", "年份", "x (cm)", "price", "a b", "Température"),
    "utf-16": ("speed", "dist", "Größe", "年份", "x (cm)", "price", "a b"),
    "gb18030": ("速度", "距离", "年份", "价格", "身高（厘米）", "房间数", "面积"),
    "cp1252": ("Höhe", "Größe", "Länge", "Température", "prénom", "año", "speed", "Fläche"),
}
CLASSES = {
    "utf-8": (("yes", "no"), ("setosa", "virginica", "versicolor"), ("+", "-"), ("是", "否")),
    "utf-16": (("yes", "no"), ("猫", "狗"), ("healthy", "inf")),
    "gb18030": (("好瓜", "坏瓜"), ("是", "否"), ("晴", "阴", "雨")),
    "cp1252": (("ja", "nein"), ("été", "hiver"), ("+", "-"), ("healthy", "inf")),
}
UNITS_BEHIND = ("%", " kg", "kg", " €", " m/s", " °C")
UNITS_BEFORE = ("$", "€", "£ ")
UNITS_OF_ROW = ("mph", "ft", "kg", "(cm)", "[s]", "°C")


@dataclass
class Expected:
    """A column as it is to be read."""

    name: str
    unit: str = ""
    numbers: list[float | None] | None = None
    texts: list[str | None] | None = None
    cells: list[str] = field(default_factory=list)


def make(rng):
    """A table as bytes, its columns, and the lines that are left out, as `Expected`."""
    encoding = rng.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1252"))
    words = encoding.removesuffix("-sig")
    separator = rng.choice((",", ",", ";", ";", "\t", "|", " ", "  ", "，"))
    if encoding == "cp1252" and separator == "，":
        separator = ";"
    decimal = "," if separator != "," and rng.random() < 0.4 else "."
    has_header = rng.random() < 0.85
    row_names = has_header and separator in (" ", ",", "\t") and rng.random() < 0.2
    units_row = has_header and not row_names and rng.random() < 0.2
    n, d = rng.choice((3, 5, 12, 40, 300)), rng.choice((2, 2, 3, 5, 9))
    has_missing = n > 3 and rng.random() < 0.4
    quotes = rng.choice(("needed", "needed", "texts", "all"))
    names = rng.sample(NAMES[words], min(d, len(NAMES[words])))
    names += [f"column_{at}" for at in range(len(names), d)]
    columns = []
    for at, name in enumerate(names):
        # The decimal sign has to be seen somewhere.
        kind = (
            "float"
            if at == 0
            else rng.choice(("int", "float", "float", "money", "unit", "class", "date", "text"))
        )
        column = Expected(name if has_header else f"column {at + 1 + row_names}")
        _fill(rng, column, kind, n, decimal, words, separator, has_missing)
        columns.append(column)
    return _written(
        rng, columns, names, encoding, separator, has_header, row_names, units_row, quotes
    )


def _fill(rng, column, kind, n, decimal, words, separator, has_missing):
    marks = [mark for mark in MARKS if mark or separator.strip()]
    mark = rng.choice(marks)
    if kind in ("class", "text", "date"):
        texts = _texts(rng, kind, n, words, separator)
        if kind == "date":
            days = [datetime.date.fromisoformat(text).toordinal() for text in texts]
            form = rng.choice(("%Y-%m-%d", "%Y/%m/%d"))
            cells = [datetime.date.fromordinal(day).strftime(form) for day in days]
            values = [float(day - min(days)) for day in days]
        else:
            cells, values = texts, None
    else:
        values, cells = _numbers(rng, kind, n, decimal, words, column)
    gone = {at for at in range(1, n) if has_missing and rng.random() < 0.1}
    if kind == "class" and {"+", "-"} & set(cells):
        gone = set()
    if len(gone) > n - 3:
        gone = set()
    column.cells = [mark if at in gone else cell for at, cell in enumerate(cells)]
    if values is None:
        column.texts = [None if at in gone else cell for at, cell in enumerate(cells)]
    else:
        if kind == "date":
            least = min(day for at, day in enumerate(days) if at not in gone)
            values = [float(day - least) for day in days]
        column.numbers = [None if at in gone else value for at, value in enumerate(values)]


def _texts(rng, kind, n, words, separator):
    if kind == "class":
        classes = rng.choice(CLASSES[words])
        return [classes[at % len(classes)] for at in range(n)]
    if kind == "date":
        first = datetime.date(2019, 1, 1)
        return [str(first + datetime.timedelta(days=rng.randrange(2000))) for _ in range(n)]
    pieces = NAMES[words]
    gap = " " if separator not in (" ",) else "_"
    return [f"{rng.choice(pieces).replace(' ', gap)}{gap}n{rng.randrange(1000)}" for _ in range(n)]


def _numbers(rng, kind, n, decimal, words, column):
    values, cells = [], []
    groups = GROUPS[decimal]
    if words == "cp1252":
        groups = [group for group in groups if group != "\u202f"]
    group = rng.choice(groups)
    before = behind = ""
    if kind == "unit":
        behind = rng.choice(UNITS_BEHIND)
        column.unit = behind.strip()
    if kind == "money":
        before = rng.choice((*UNITS_BEFORE, ""))
        column.unit = before.strip()
    minus = rng.choice(("-", "-", "-" if words == "cp1252" else "−"))
    for at in range(n):
        if kind == "int":
            text = str(rng.randrange(-50, 500))
        elif kind == "money":
            text = f"{rng.uniform(1, 5e6):,.2f}"
        else:
            # Two decimals, so that a comma is never taken for thousands.
            text = f"{rng.gauss(0, 50):.{rng.choice((1, 2, 4))}f}" if at else "1.25"
        values.append(float(text.replace(",", "")))
        text = text.replace(".", "\0").replace(",", group).replace("\0", decimal)
        cells.append(before + text.replace("-", minus) + behind)
    return values, cells


def _written(rng, columns, names, encoding, separator, has_header, row_names, units_row, quotes):
    n = len(columns[0].cells)
    rows, left_out = [], []
    gap = {"  ": "   ", " ": rng.choice((" ", "  "))}.get(separator, separator)
    pad = " " if separator in (",", ";", "|") and rng.random() < 0.2 else ""

    def line(cells, is_text):
        written = []
        for cell in cells:
            special = (
                (separator.strip() and separator in cell)
                or (separator == " " and (not cell or any(map(str.isspace, cell))))
                or (separator == "  " and not cell)
                or '"' in cell
            )  # fmt: skip
            if special or quotes == "all" or (quotes == "texts" and is_text):
                cell = '"' + cell.replace('"', '""') + '"'
            written.append(cell)
        return (gap + pad).join(written)

    ends = rng.random() < 0.1 and bool(separator.strip())
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        rows.append(
            rng.choice(("# measured by hand in the spring of that year, on dry roads", "#"))
        )
    if has_header:
        # Words between blanks look like the names of as many columns.
        if rng.random() < 0.2 and not (row_names and separator == " "):
            rows += ["Measurements of the year", ""][: rng.choice((1, 2))]
        header = names if row_names else [c.name for c in columns]
        rows.append(line(header, is_text=True))
    if units_row:
        units = []
        for column in columns:
            is_number = column.numbers is not None and not column.unit
            unit = rng.choice(UNITS_OF_ROW) if is_number else ""
            if is_number:
                column.unit = unit.strip("()[]")
            units.append(unit)
        if separator.strip():
            rows.append(line(units, is_text=True))
            left_out.append(len(rows))
        else:
            for column, unit in zip(columns, units, strict=True):
                column.unit = "" if unit else column.unit
    for at in range(n):
        cells = [column.cells[at] for column in columns]
        if not any(cells):  # it would be a blank row
            return make(rng)
        rows.append(line([str(at + 1), *cells] if row_names else cells, is_text=False))
        if rng.random() < 0.005:
            rows.append("")
    if row_names:
        numbers = [float(at + 1) for at in range(n)]
        columns = [Expected("column 1", numbers=numbers), *columns]
    if ends:
        rows = [row and row + separator for row in rows]
        columns = [*columns, Expected(f"column {len(columns) + 1}", numbers=[None] * n)]
    end = rng.choice(("\n", "\n", "\r\n", "\r"))
    text = end.join(rows) + rng.choice((end, ""))
    return text.encode(encoding), columns, left_out


def fault(content, expected, left_out, path):
    """What is read otherwise than expected; empty where nothing is."""
    path.write_bytes(content)
    found = read_columns(Source(path))
    again = read_columns(Source(path, encoding=found.encoding), found.reading)
    if [c.name for c in found.columns] != [c.name for c in expected]:
        return f"names {[c.name for c in found.columns]}, not {[c.name for c in expected]}"
    if [row.line for row in found.left_out] != left_out:
        return f"left out {[(row.line, str(row.reason)) for row in found.left_out]}"
    for column, same, wanted in zip(found.columns, again.columns, expected, strict=True):
        if column.unit != wanted.unit:
            return f"{column.name}: unit {column.unit!r}, not {wanted.unit!r}"
        if wanted.numbers is not None:
            if column.numbers is None:
                return f"{column.name}: texts {column.texts[:5]}, not {wanted.numbers[:5]}"
            numbers = np.array(wanted.numbers, float)
            if not np.array_equal(column.numbers, numbers, equal_nan=True):
                return f"{column.name}: {column.numbers[:5]}, not {numbers[:5]}"
            if not np.array_equal(column.numbers, same.numbers, equal_nan=True):
                return f"{column.name}: other numbers when it is read again"
            continue
        if column.numbers is not None:
            return f"{column.name}: {column.numbers[:5]}, not {wanted.texts[:5]}"
        texts = [None if code < 0 else column.texts[code] for code in column.codes]
        if texts != wanted.texts:
            return f"{column.name}: {texts[:5]}, not {wanted.texts[:5]}"
        if column.texts != same.texts or not np.array_equal(column.codes, same.codes):
            return f"{column.name}: other texts when it is read again"
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--only", type=int, help="this table alone, and print it")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        numbers = range(options.count) if options.only is None else (options.only,)
        for number in numbers:
            content, expected, left_out = make(random.Random(f"{options.seed} {number}"))
            if options.only is not None:
                print(content[:1500].decode("utf-8", errors="replace"))
            found = fault(content, expected, left_out, Path(folder) / "table.csv")
            if found:
                failed += 1
                print(f"{number}: {found}", flush=True)
    print(f"{failed} of {len(numbers)} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
