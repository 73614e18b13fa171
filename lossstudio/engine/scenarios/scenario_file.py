"""Scenarios as files: read, checked, saved whole."""

import os
from pathlib import Path
from typing import Any

import msgspec

from lossstudio.core.file_system import host_of, reason_of
from lossstudio.core.parameters import shown
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.files.json_faults import NO_JSON, json_fault
from lossstudio.engine.files.json_keys import repeated_key
from lossstudio.engine.files.whole_file import write_whole
from lossstudio.engine.scenarios.checks import check_point_count, check_run_count, check_scenario
from lossstudio.engine.scenarios.point_names import check_class_names
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import FORMAT, Scenario, as_written
from lossstudio.engine.scenarios.type_errors import one_line, type_error
from lossstudio.resource_files import resource

SUFFIX = ".lossstudio"
MAX_BYTES = 20_000_000
"""A larger file is not a scenario; no more than this is read of any."""

_MISFITS = (msgspec.ValidationError, SystemError)
"""What a wrong type raises; SystemError: in msgspec before 0.22 an integer beyond all floats."""


def presets() -> dict[str, Path]:
    """The scenarios that ship with the program, by name."""
    return {path.stem: path for path in sorted(resource("presets").glob("*" + SUFFIX))}


def find_scenario(name: str) -> Scenario:
    """The preset called `name`, or else the scenario in the file `name`."""
    known = presets()
    if name in known:
        return load_scenario(known[name])
    path = Path(name)
    # os.path, because Path.exists raises for a name that is too long.
    if not os.path.exists(path) and not path.suffix and path.name == name:  # noqa: PTH110
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{value}: no such file or preset; the presets are: {allowed}"
            ),
            value=shown(name),
            allowed=", ".join(known),
        )
    return load_scenario(path)


def load_scenario(path: Path, *, far_tables: bool = False) -> Scenario:
    """The scenario in a file, checked as by `parse_scenario`. ``data.file`` becomes absolute.

    Raises `InputError` in one sentence that names the file and what is wrong in it.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _file_error(path, reason_of(error)) from error
    if len(content) > MAX_BYTES:
        raise _file_error(
            path,
            Message(
                QT_TRANSLATE_NOOP("core", "too large; a scenario has at most {maximum:.0f} MB"),
                {"maximum": MAX_BYTES / 1e6},
            ),
        )
    try:
        return parse_scenario(content, base=_folder_of(path), far_tables=far_tables)
    except InputError as error:
        raise _file_error(path, error.message) from error


def parse_scenario(
    content: bytes | str, base: Path | None = None, *, far_tables: bool = False
) -> Scenario:
    """The scenario in JSON text. A relative ``data.file`` is taken from `base`.

    It may name a table on another computer only with `far_tables`: where it is a person's own work,
    or the caller looks at the name.
    """
    try:
        # Decoded here: how a decoder of JSON tells of other encodings is its own affair.
        text = content if isinstance(content, str) else content.decode()
        content = text.removeprefix("\ufeff").encode()  # some editors begin with this mark
    except UnicodeError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "not a scenario: must be text in UTF-8")
        ) from error
    try:
        raw = msgspec.json.decode(content)
    except NO_JSON as error:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "not a scenario: no valid JSON ({reason})"),
            reason=json_fault(content.decode()),
        ) from error
    repeated = repeated_key(content)
    if repeated is not None:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} is given twice; a field has one value"),
            field=one_line(repeated),
        )
    if not isinstance(raw, dict) or "format" not in raw:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", 'not a scenario: a JSON object with "format": {allowed} is expected'
            ),
            allowed=FORMAT,
        )
    written = raw["format"]
    if isinstance(written, int) and not isinstance(written, bool) and written > FORMAT:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "format = {value}: written by a newer version of LossStudio; this one reads "
                "format {allowed}",
            ),
            value=shown(written),
            allowed=FORMAT,
        )
    scenario = from_dict(raw)
    if loss_of(scenario.runs[0]).task is not Task.REGRESSION:
        check_class_names(scenario.data)
    if not far_tables:
        _check_table_is_near(scenario, base)
    if scenario.data.file and base is not None:
        absolute = os.path.normpath(base / scenario.data.file)
        data = msgspec.structs.replace(scenario.data, file=absolute)
        scenario = msgspec.structs.replace(scenario, data=data)
    return scenario


def _check_table_is_near(scenario: Scenario, base: Path | None) -> None:
    """Raise `InputError` where a scenario names a table on another computer, which would be asked
    for it at once; but the one on which its folder `base` lies has been asked already."""
    file = scenario.data.file or ""
    host = host_of(file)
    if host is not None and (base is None or host != host_of(base)):
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{field} = {value}: must not lead to another computer; copy the table beside the "
                "scenario, or open it by itself",
            ),
            field="data.file",
            value=shown(file),
        )


def from_dict(raw: dict[str, Any]) -> Scenario:
    """The scenario made of JSON's own types, checked; `InputError` names the field."""
    return check_scenario(typed(raw))


def typed(raw: dict[str, Any]) -> Scenario:
    """The scenario with every field of its type, but not yet checked."""
    if isinstance(raw.get("runs"), list):
        check_run_count(len(raw["runs"]))  # first: a million of them take long to be typed
    data = raw.get("data")
    if isinstance(data, dict) and isinstance(data.get("points"), list):
        check_point_count(len(data["points"]))
    try:
        return msgspec.convert(raw, Scenario)
    except _MISFITS as error:
        raise type_error(raw) from error


def save_scenario(scenario: Scenario, path: Path) -> None:
    """Write `scenario` to `path`, which is replaced only when the new file is whole.

    A ``data.file`` on the same drive is written relative to `path`, so that both can be moved
    together. Raises `OSError` where the folder cannot be written.
    """
    raw = as_written(scenario)
    if scenario.data.file and Path(scenario.data.file).is_absolute():
        try:
            raw["data"]["file"] = Path(
                os.path.relpath(scenario.data.file, _folder_of(path))
            ).as_posix()
        except ValueError:  # another drive: there is no relative path to it
            raw["data"]["file"] = scenario.data.file
    content = msgspec.json.format(msgspec.json.encode(raw), indent=2) + b"\n"
    write_whole(path, content)


def _folder_of(path: Path) -> Path:
    # Not Path.resolve, which raises RuntimeError for a loop of links before Python 3.13.
    return Path(os.path.realpath(path)).parent


def _file_error(path: Path, reason: object) -> InputError:
    return InputError(QT_TRANSLATE_NOOP("core", "{file}: {reason}"), file=path, reason=reason)
