"""What fields of a scenario are called in the window; files and ``--set`` have their paths."""

import re

from lossstudio.core.datasets.csv_rows import NOT_SO, NOT_UTF_8
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.runs.comparisons import loss_name, run_names
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.kit.i18n import core_text, message_text, translate

_OF_RUN = re.compile(r"runs\.(\d+)\.(\w+)")
_OF_DATA = re.compile(r"data\.\w+")
_OF_FILE = 'data.file = "{file}"'
_PLACES = {
    "": "{file}",
    ", line {line}": QT_TRANSLATE_NOOP("core", "{file}, line {line}"),
    ", line {line}, column {column}": QT_TRANSLATE_NOOP(
        "core", "{file}, line {line}, column {column}"
    ),
    ", line {line}, column {column} ({name})": QT_TRANSLATE_NOOP(
        "core", "{file}, line {line}, column {column} ({name})"
    ),
}
"""Places in a table, by what stands after ``data.file = "{file}"`` elsewhere."""
_OF_POINTS = QT_TRANSLATE_NOOP("core", "Own points")
_SAID_HERE = {
    "data.points": _OF_POINTS,
    "data.points, row {row}": QT_TRANSLATE_NOOP("core", "Own points, row {row}"),
    NOT_UTF_8: QT_TRANSLATE_NOOP(
        "core",
        "is not UTF-8 text; must be a CSV file in UTF-8 (in Excel: Save as, CSV UTF-8), or have "
        "its encoding chosen",
    ),
    NOT_SO: QT_TRANSLATE_NOOP("core", "is not text in the encoding that is chosen"),
}
"""What else is said of a table and of a person's own points, by how it is said elsewhere."""


def field_title(field: str) -> str:
    """What the control of a field is called in the settings."""
    return core_text(FIELDS[field].label)


def in_words(message: Message, scenario: Scenario) -> Message:
    """`message` about a field of `scenario`, which is named as in the settings; any other as it is.

    A person at the window has seen no ``runs.0.loss = "formula"``.
    """
    message = table_in_words(message)
    field = str(message.values.get("field", ""))
    of_run, title = _OF_RUN.fullmatch(field), ""
    values = dict(message.values)
    try:
        if of_run is not None:
            number, name = int(of_run[1]), of_run[2]
            title = field_title(f"runs.{name}")
            if name == "loss":
                values["value"] = message_text(loss_name(scenario.runs[number]))
            run = run_names(scenario, message_text)[number]
            if len(scenario.runs) > 1 and run != values["value"]:
                title = translate("StatusLine", "{run}: {status}").format(run=run, status=title)
        elif _OF_DATA.fullmatch(field):
            title = field_title(field)
    except (KeyError, IndexError):
        return message  # a field that the settings have no control for
    return Message(message.template, {**values, "field": title}) if title else message


def table_in_words(message: Message) -> Message:
    """`message` with places in a table as ``a.csv, line 3``, not as ``data.file = …``; and so with
    those among own points, and with what is wrong with an encoding."""
    values = {
        name: table_in_words(value) if isinstance(value, Message) else value
        for name, value in message.values.items()
    }
    template = _SAID_HERE.get(message.template, message.template)
    if template.startswith(_OF_FILE):
        template = _PLACES.get(template.removeprefix(_OF_FILE), template)
    if template == message.template and values == message.values:
        return message
    return Message(template, values)
