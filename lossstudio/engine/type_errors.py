"""What msgspec says of a wrong type, in our words: the field, its value, what is allowed."""

import re
from typing import Any

import msgspec

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.fields import DATA_FIELDS, RUN_FIELDS, STEPS, UNITS
from lossstudio.engine.scenario import Data, Run, Scenario

_TYPE_WORDS = {
    "int": QT_TRANSLATE_NOOP("core", "a whole number"),
    "float": QT_TRANSLATE_NOOP("core", "a number"),
    "str": QT_TRANSLATE_NOOP("core", "text"),
    "bool": QT_TRANSLATE_NOOP("core", "true or false"),
    "array": QT_TRANSLATE_NOOP("core", "a list"),
    "object": QT_TRANSLATE_NOOP("core", "an object"),
    "null": QT_TRANSLATE_NOOP("core", "null"),
}


def one_line(text: str) -> str:
    """A field's name as it stands in a message: whatever it is, one line and not a long one."""
    return shown(text)[1:-1] if len(text) < 50 else shown(text[:50])[1:-1] + "…"


def type_error(problem: str, raw: dict[str, Any]) -> InputError:
    """`problem` is what msgspec said of `raw`."""
    if problem.startswith("Object contains unknown field"):
        names, allowed = _unknown_field(raw)
        return InputError(
            QT_TRANSLATE_NOOP("core", "{field}: no such field; the fields are: {allowed}"),
            field=".".join(map(one_line, names)),
            allowed=", ".join(allowed),
        )
    what, _, where = problem.partition(" - at `$")
    names, value = _culprit(_names(where), raw)
    return InputError(
        QT_TRANSLATE_NOOP("core", "{field} = {value}: must be {allowed}"),
        field=".".join(map(one_line, names)) or "scenario",
        value=shown(value),
        allowed=_allowed(names, what),
    )


def _unknown_field(raw: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The path of the first field that there is not, and the fields that there are.

    Looked for here, since a name may look like any part of msgspec's message.
    """
    runs = raw.get("runs")
    parts: list[tuple[list[str], Any, type[msgspec.Struct]]] = [
        ([], raw, Scenario),
        (["data"], raw.get("data"), Data),
        *((["runs", str(i)], run, Run) for i, run in enumerate(runs if runs else ())),
    ]
    for names, part, struct in parts:
        known = [field.encode_name for field in msgspec.structs.fields(struct)]
        for name in part if isinstance(part, dict) else ():
            if name not in known:
                return [*names, name], known
    raise AssertionError("every field is known")


def _names(where: str) -> list[str]:
    """The parts of a path as msgspec writes it: ``.runs[0].loss_parameters[...]``."""
    return [name or index for name, index in re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", where)]


def _culprit(names: list[str], raw: dict[str, Any]) -> tuple[list[str], Any]:
    """The path completed, and the value that stands there.

    msgspec does not say which value of a dictionary it means: the first that is no number.
    """
    value: Any = raw
    found: list[str] = []
    for name in names:
        if isinstance(value, dict) and name == "...":
            name = next((key for key, item in value.items() if not _is_number(item)), name)
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, list | tuple) and name.isdigit():
            value = value[int(name)]
        found.append(name)
    return found, value


def _is_number(value: object) -> bool:
    """A number that a float can hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e308


def _allowed(names: list[str], what: str) -> Message:
    described = {**(DATA_FIELDS if names[:1] == ["data"] else RUN_FIELDS), "steps": STEPS}
    if names and names[-1] in described:
        allowed = described[names[-1]].allowed()
        if names[-1] == "batch_size":
            return Message(QT_TRANSLATE_NOOP("core", "null or {number}"), {"number": allowed})
        return allowed
    if names[-2:-1] == ["hidden_layers"]:
        return UNITS.allowed()
    expected = re.search(r"Expected `([^`]*)`", what)
    if expected is None:
        return Message(QT_TRANSLATE_NOOP("core", "a number that is not so large"))
    words = [_TYPE_WORDS.get(word.strip(), word) for word in expected[1].split("|")]
    if len(words) == 1:
        return Message(words[0])
    return Message(
        QT_TRANSLATE_NOOP("core", "{first} or {second}"),
        {"first": Message(words[0]), "second": Message(words[1])},
    )
