"""Scenarios as files and as typed on the command line: read, checked, changed, saved whole."""

import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from lossstudio.core.losses import LOSSES
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.parameters import shown
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.fields import DATA_FIELDS, LAYERS, RUN_FIELDS, STEPS, check_scenario
from lossstudio.engine.scenario import FORMAT, Data, Run, Scenario, to_dict
from lossstudio.resource_files import resource

SUFFIX = ".lossstudio"
MAX_BYTES = 20_000_000
"""A larger file is not a scenario; it is refused before it is read."""

_HAVE_PARAMETERS: dict[str, Mapping[str, Any]] = {
    "loss": LOSSES,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
}


def presets() -> dict[str, Path]:
    """The scenarios that ship with the program, by name."""
    return {path.stem: path for path in sorted(resource("presets").glob("*" + SUFFIX))}


def find_scenario(name: str) -> Scenario:
    """The preset called `name`, or else the scenario in the file `name`."""
    known = presets()
    if name in known:
        return load_scenario(known[name])
    path = Path(name)
    if not path.exists() and not path.suffix and path.name == name:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{value}: no such file or preset; the presets are: {allowed}"
            ),
            value=shown(name),
            allowed=", ".join(known),
        )
    return load_scenario(path)


def load_scenario(path: Path) -> Scenario:
    """The scenario in a file, checked. ``data.file`` becomes absolute.

    Raises `InputError` in one sentence that names the file and what is wrong in it.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _file_error(
                path,
                Message(
                    QT_TRANSLATE_NOOP(
                        "core", "{size:.0f} MB; a scenario has at most {maximum:.0f} MB"
                    ),
                    {"size": size / 1e6, "maximum": MAX_BYTES / 1e6},
                ),
            )
        content = path.read_bytes()
    except OSError as error:
        raise _file_error(path, error.strerror or str(error)) from error
    try:
        return parse_scenario(content, base=path.resolve().parent)
    except InputError as error:
        raise _file_error(path, error.message) from error


def parse_scenario(content: bytes | str, base: Path | None = None) -> Scenario:
    """The scenario in JSON text. A relative ``data.file`` is taken from `base`."""
    try:
        raw = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "not a scenario: no valid JSON ({reason})"), reason=str(error)
        ) from error
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
    if scenario.data.file and base is not None:
        absolute = os.path.normpath(base / scenario.data.file)
        data = msgspec.structs.replace(scenario.data, file=absolute)
        scenario = msgspec.structs.replace(scenario, data=data)
    return scenario


def from_dict(raw: dict[str, Any]) -> Scenario:
    """The scenario made of JSON's own types, checked; `InputError` names the field."""
    try:
        scenario = msgspec.convert(raw, Scenario)
    except msgspec.ValidationError as error:
        raise _type_error(str(error), raw) from error
    return check_scenario(scenario)


def save_scenario(scenario: Scenario, path: Path) -> None:
    """Write `scenario` to `path`, which is replaced only when the new file is whole.

    A ``data.file`` on the same drive is written relative to `path`, so that both can be moved
    together. Raises `OSError` where the folder cannot be written.
    """
    raw = to_dict(scenario)
    if scenario.data.file and Path(scenario.data.file).is_absolute():
        try:
            raw["data"]["file"] = Path(
                os.path.relpath(scenario.data.file, path.resolve().parent)
            ).as_posix()
        except ValueError:  # another drive: there is no relative path to it
            raw["data"]["file"] = scenario.data.file
    content = msgspec.json.format(msgspec.json.encode(raw), indent=2) + b"\n"
    write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path` so that a reader finds the old file or the new one, never half."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":  # mkstemp's file is private; a new document follows the umask
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(path.stat().st_mode if path.exists() else 0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def with_values(scenario: Scenario, values: Iterable[tuple[str, Any]]) -> Scenario:
    """`scenario` with fields changed: pairs of a dotted path and a value of JSON's own types.

    Where a loss, optimiser or schedule changes, only those of its parameters stay that the new one
    has. Raises `InputError` for a path that does not exist, and as `from_dict` does.
    """
    raw = to_dict(scenario)
    for path, value in values:
        _assign(raw, path, value)
    return from_dict(raw)


def parse_assignment(text: str) -> tuple[str, Any]:
    """``PATH=VALUE`` as typed: the value read as JSON, and as plain text where it is not JSON."""
    path, equals, value = text.partition("=")
    if not equals or not path:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "--set {value}: must be PATH=VALUE, such as data.noise=0.3"),
            value=shown(text),
        )
    try:
        return path, msgspec.json.decode(value.encode("utf-8", "surrogateescape"))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return path, value


def _assign(raw: dict[str, Any], path: str, value: Any) -> None:
    """Set the field at the dotted `path` in place."""
    *parents, last = path.split(".")
    target: Any = raw
    for name in parents:
        target = _item(target, name, path)
    free = isinstance(target, dict) and bool(parents) and parents[-1].endswith("_parameters")
    if not free:
        _item(target, last, path)
    if isinstance(target, list):
        target[int(last)] = value
        return
    target[last] = value
    registry = _HAVE_PARAMETERS.get(last) if parents and parents[0] == "runs" else None
    if registry is not None and isinstance(value, str) and value in registry:
        kept = {parameter.name for parameter in registry[value].parameters}
        field = f"{last}_parameters"
        target[field] = {name: number for name, number in target[field].items() if name in kept}


def _item(target: Any, name: str, path: str) -> Any:
    """The part of `target` called `name`: a field, or a place in a list."""
    if isinstance(target, dict) and name in target:
        return target[name]
    if isinstance(target, list) and re.fullmatch(r"\d{1,6}", name) and int(name) < len(target):
        return target[int(name)]
    allowed: Iterable[str] = ()
    if isinstance(target, dict):
        allowed = target
    elif isinstance(target, list):
        allowed = map(str, range(len(target)))
    raise InputError(
        QT_TRANSLATE_NOOP("core", "{field}: there is no {value} there; what there is: {allowed}"),
        field=path,
        value=shown(name),
        allowed=", ".join(allowed) or "–",
    )


def _file_error(path: Path, reason: object) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("core", "{file}: {reason}"), file=shown(str(path)), reason=reason
    )


_TYPE_WORDS = {
    "int": QT_TRANSLATE_NOOP("core", "a whole number"),
    "float": QT_TRANSLATE_NOOP("core", "a number"),
    "str": QT_TRANSLATE_NOOP("core", "text"),
    "bool": QT_TRANSLATE_NOOP("core", "true or false"),
    "array": QT_TRANSLATE_NOOP("core", "a list"),
    "object": QT_TRANSLATE_NOOP("core", "an object"),
    "null": QT_TRANSLATE_NOOP("core", "null"),
}


def _type_error(problem: str, raw: dict[str, Any]) -> InputError:
    """msgspec's message in our form: the field, its value, and what is allowed."""
    what, _, where = problem.partition(" - at ")
    path = re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", where)
    names = [name or index for name, index in path]
    unknown = re.search(r"unknown field `(.*)`", what, re.DOTALL)
    if unknown:
        known = msgspec.structs.fields(_struct_at(names))
        return InputError(
            QT_TRANSLATE_NOOP("core", "{field}: no such field; the fields are: {allowed}"),
            field=".".join([*names, unknown[1]]),
            allowed=", ".join(field.encode_name for field in known),
        )
    value: Any = raw
    for name in names:
        if isinstance(value, list) and name.isdigit():
            value = value[int(name)]
        elif isinstance(value, dict):
            value = value.get(name)
    described = {**DATA_FIELDS} if names[:1] == ["data"] else {**RUN_FIELDS}
    described |= {"steps": STEPS, "hidden_layers": LAYERS}
    expected = re.search(r"Expected `([^`]*)`", what)
    allowed: object
    if names and names[-1] in described and names[-1] != "hidden_layers":
        allowed = described[names[-1]].allowed()
        if names[-1] == "batch_size":
            allowed = Message(QT_TRANSLATE_NOOP("core", "null or {number}"), {"number": allowed})
    elif expected:
        words = [_TYPE_WORDS.get(word.strip(), word) for word in expected[1].split("|")]
        allowed = Message(
            {
                1: QT_TRANSLATE_NOOP("core", "{first}"),
                2: QT_TRANSLATE_NOOP("core", "{first} or {second}"),
            }[min(len(words), 2)],
            dict(zip(("first", "second"), map(Message, words), strict=False)),
        )
    else:
        allowed = what
    return InputError(
        QT_TRANSLATE_NOOP("core", "{field} = {value}: must be {allowed}"),
        field=".".join(names) or "scenario",
        value=shown(value),
        allowed=allowed,
    )


def _struct_at(names: list[str]) -> Any:
    """The struct type that the path `names` leads to."""
    if not names:
        return Scenario
    return Data if names[0] == "data" else Run
