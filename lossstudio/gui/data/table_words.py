"""What was found in a table, in words."""

from collections.abc import Sequence

from lossstudio.core.datasets.tables.columns import Columns
from lossstudio.core.datasets.tables.looking import Look
from lossstudio.core.text import printable
from lossstudio.engine.table_proposal.kinds import Kind
from lossstudio.gui.data.labelled_choice import Value
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.numbers import count

LONGEST = 24
"""Characters of a row, of a name or of the name of a sheet, where there is little room."""


def found_in_words(look: Look, columns: Columns | None) -> str:
    """What was found in a table, in a sentence; of how many rows, once they have been read."""
    size = translate("ImportDialog", "{columns} columns")
    if columns is not None:
        size = translate("ImportDialog", "{rows} rows, {columns} columns")
    n_rows = 0 if columns is None else len(columns.lines)
    reading, encoding = look.reading, look.encoding
    if reading.separator is None:
        template = translate("ImportDialog", "{size}: sheet {sheet}, {header}.")
    elif encoding is None:
        template = translate("ImportDialog", "{size}: {separator}, {decimal}, {header}.")
    else:
        template = translate(
            "ImportDialog", "{size}: {separator}, {decimal}, {header}, {encoding}."
        )
    sheet = look.choices["sheet"].value if "sheet" in look.choices else ""
    return template.format(
        size=size.format(rows=count(n_rows), columns=count(len(look.names))),
        sheet=printable(str(sheet)),
        separator=_separated(reading.separator),
        decimal=_decimals(reading.decimal),
        header=_header(reading.header_row),
        encoding=encoding_words().get(encoding, encoding),
    )


def _separated(separator: str | None) -> str:
    return {
        ",": translate("ImportDialog", "commas between cells"),
        ";": translate("ImportDialog", "semicolons between cells"),
        "\t": translate("ImportDialog", "tabs between cells"),
        "|": translate("ImportDialog", "vertical bars between cells"),
        " ": translate("ImportDialog", "blanks between cells"),
        "  ": translate("ImportDialog", "two blanks or more between cells"),
        "，": translate("ImportDialog", "full-width commas between cells"),
        "；": translate("ImportDialog", "full-width semicolons between cells"),
    }.get(separator or "", "")


def _decimals(decimal: str) -> str:
    if decimal == ",":
        return translate("ImportDialog", "decimal commas")
    return translate("ImportDialog", "decimal points")


def _header(line: int | None) -> str:
    if line is None:
        return translate("ImportDialog", "no names of columns")
    return translate("ImportDialog", "names in row {line}").format(line=line)


def kind_in_words(kind: Kind, missing: int) -> str:
    """What a column holds, and how many of its values are missing."""
    words = {
        Kind.NUMBER: translate("ImportDialog", "numbers"),
        Kind.CLASS: translate("ImportDialog", "categories"),
        Kind.DATE: translate("ImportDialog", "dates"),
        Kind.TEXT: translate("ImportDialog", "texts"),
        Kind.IDENTIFIER: translate("ImportDialog", "identifier"),
        Kind.CONSTANT: translate("ImportDialog", "all the same"),
        Kind.EMPTY: translate("ImportDialog", "empty"),
    }[kind]
    if not missing or kind is Kind.EMPTY:
        return words
    text = translate("ImportDialog", "{kind}, {count} missing")
    return text.format(kind=words, count=count(missing))


def with_unit(name: str, unit: str) -> str:
    """The name of a column with its unit, where it has one."""
    return f"{name} ({unit})" if unit else name


# -- what there is to choose from ------------------------------------------------------------------


def choice_words(name: str, look: Look, values: Sequence[Value]) -> list[tuple[Value, str]]:
    """The `values` that a field of the reading may have, each with its text, in usual order."""
    if name == "sheet":
        return [(value, shortened(printable(str(value)))) for value in values]
    if name == "header_row":
        lines = sorted(value for value in values if isinstance(value, int))
        none: list[tuple[Value, str]] = [(None, translate("ImportDialog", "none"))]
        return none + [(line, _row(look, line)) for line in lines]
    words = {"separator": separator_words, "decimal": decimal_words, "encoding": encoding_words}
    return [(value, text) for value, text in words[name]().items() if value in values]


def separator_words() -> dict[Value, str]:
    """Each separator, and what it is called."""
    return {
        ",": translate("ImportDialog", "comma"),
        ";": translate("ImportDialog", "semicolon"),
        "\t": translate("ImportDialog", "tab"),
        "|": translate("ImportDialog", "vertical bar"),
        " ": translate("ImportDialog", "blanks"),
        "  ": translate("ImportDialog", "two blanks or more"),
        "，": translate("ImportDialog", "full-width comma"),
        "；": translate("ImportDialog", "full-width semicolon"),
    }


def decimal_words() -> dict[Value, str]:
    """Each decimal sign, and what it is called."""
    return {
        ".": translate("ImportDialog", "point (1.5)"),
        ",": translate("ImportDialog", "comma (1,5)"),
    }


def encoding_words() -> dict[Value, str]:
    """Each encoding, and what it is called."""
    return {
        "utf-8": "UTF-8",
        "utf-16": "UTF-16",
        "gb18030": translate("ImportDialog", "GB18030, GBK (Chinese)"),
        "windows-1252": translate("ImportDialog", "Windows-1252 (Western European)"),
    }


def shortened(text: str) -> str:
    """`text` as far as there is room for it."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _row(look: Look, line: int) -> str:
    """A row as it begins, as far as that is known."""
    cells = dict(look.head).get(line, ())
    if line == look.reading.header_row:
        cells = look.names
    begin = shortened(printable(" · ".join(cells)))
    if not begin:
        return translate("ImportDialog", "row {line}").format(line=line)
    return translate("ImportDialog", "row {line}: {text}").format(line=line, text=begin)
