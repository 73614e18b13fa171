"""What a ``set`` block does: another scenario, which panels are seen, and how training goes on."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import msgspec

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.lessons.faults import LineError
from lossstudio.engine.lessons.own_files import MISSING, OUTSIDE, FileError, own_file
from lossstudio.engine.scenarios.assignments import parse_assignment, with_values
from lossstudio.engine.scenarios.hiding import PANELS
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.scenarios.scenario_file import SUFFIX, load_scenario, presets

RESIDUALS = ("off", "lines", "squares")
Action = Literal["reset", "run", "slow step", "step"]
"""What training then does."""
_ACTIONS: tuple[Action, ...] = ("reset", "run", "slow step")
"""Those that are a line of their own."""

TABLES = (".csv", ".tsv", ".txt")
"""How the names of tables mostly end."""

LONGEST = 1_000_000
"""The furthest step that a lesson trains to at once."""

_WORDS = ("scenario", "show", "residuals", "speed", "step")
"""What stands before a colon."""


@dataclass(frozen=True)
class Setting:
    """A button that sets the window; without a label it acts when its page is opened.

    `values` are pairs of a scenario's path and a value, `lines` where each stands. None and empty:
    left as it is; panels and speed are those of the `scenario`, where it is set and asks for some.
    """

    label: str
    line: int
    scenario: str | None = None
    values: tuple[tuple[str, Any], ...] = ()
    lines: tuple[int, ...] = ()
    show: tuple[str, ...] = ()
    residuals: str | None = None
    speed: float | None = None
    action: Action | None = None
    step: int = 0

    @property
    def machine(self) -> tuple[object, ...]:
        """What must be the same in every language: all but the label's words."""
        return (
            bool(self.label),
            self.scenario,
            msgspec.json.encode(self.values),
            self.show,
            self.residuals,
            self.speed,
            self.action,
            self.step,
        )

    def after(self, earlier: "Setting") -> "Setting":
        """What `earlier` and then this one set, as one setting with the label of this one."""
        is_anew = self.scenario is not None
        return replace(
            self,
            scenario=self.scenario or earlier.scenario,
            values=self.values if is_anew else earlier.values + self.values,
            lines=self.lines if is_anew else earlier.lines + self.lines,
            show=self.show or earlier.show,
            residuals=self.residuals or earlier.residuals,
            speed=earlier.speed if self.speed is None and not is_anew else self.speed,
            action=self.action or earlier.action,
            step=self.step if self.action else earlier.step,
        )

    def apply(self, scenario: Scenario, folder: Path) -> Scenario:
        """The scenario after it, where `scenario` was before it; files lie in `folder`.

        Raises `InputError` where what is set does not fit, or a file cannot be read.
        """
        before = scenario.data.file
        if self.scenario is not None:
            scenario = _loaded(self.scenario, folder)
            before = scenario.data.file
        scenario = with_values(scenario, self.values)
        # Looked at in what came of it: there is more than one way to say it.
        name = scenario.data.file
        if name is None or name == before:
            return scenario
        return _with_table(scenario, _own_table(folder, name))

    def line_of(self, problem: Message) -> int:
        """The line that an error of `apply` is about."""
        field = str(problem.values.get("field", ""))
        for (path, _), line in zip(self.values, self.lines, strict=True):
            if field and (field == path or field.startswith(path + ".")):
                return line
        return self.line


def scenario_path(name: str, folder: Path) -> Path:
    """The file of a preset, or of a scenario in `folder`. Raises `InputError` where is none."""
    known = presets()
    if name in known:
        return known[name]
    own = sorted(path.name for path in folder.glob(f"*{SUFFIX}") if path.is_file())
    for found in (name, name + SUFFIX):
        if found not in own:
            continue
        try:
            own_file(folder, found)
        except FileError as problem:
            raise _no_file("scenario", name, problem) from problem
        return folder / found
    raise InputError(
        QT_TRANSLATE_NOOP(
            "core", "{field} = {value}: no such preset or file beside the lesson; there are: "
            "{allowed}"
        ),
        field="scenario",
        value=shown(name),
        allowed=", ".join([*known, *own]),
    )  # fmt: skip


def _loaded(name: str, folder: Path) -> Scenario:
    """The scenario of that name, with its table where it names one."""
    path = scenario_path(name, folder)
    scenario = load_scenario(path, far_tables=True)
    if scenario.data.file is None:
        return scenario
    # Without asking whether it is there: `load_scenario` has put the folder before its name.
    place, written = str(path.resolve().parent) + os.sep, scenario.data.file
    if not written.startswith(place):
        raise _no_table(folder, written)
    return _with_table(scenario, _own_table(folder, Path(written.removeprefix(place)).as_posix()))


def _with_table(scenario: Scenario, file: Path) -> Scenario:
    data = msgspec.structs.replace(scenario.data, file=str(file))
    return msgspec.structs.replace(scenario, data=data)


def _own_table(folder: Path, name: str) -> Path:
    """The table of that name. Raises `InputError` where it lies elsewhere or there is none: a
    lesson has to work where its folder is taken to."""
    try:
        return own_file(folder, name)
    except FileError as problem:
        if problem.message.template in (OUTSIDE, MISSING):
            raise _no_table(folder, name) from problem
        raise _no_file("data.file", name, problem) from problem


def _no_file(field: str, name: str, problem: FileError) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP("core", "{field} = {value}: {reason}"),
        field=field,
        value=shown(name),
        reason=problem.message,
    )


def _no_table(folder: Path, name: str) -> InputError:
    try:
        known = [path.name for path in folder.iterdir() if path.suffix.lower() in TABLES]
    except OSError:
        known = []
    return InputError(
        QT_TRANSLATE_NOOP(
            "core", "{field} = {value}: no such table beside the lesson; there are: {allowed}"
        ),
        field="data.file",
        value=shown(name),
        allowed=", ".join(sorted(known)) or "–",
    )


def parse_setting(label: str, content: str, line: int) -> Setting:
    """The setting in a block: `line` is its first line's number, its content begins after it.

    Raises `LineError`.
    """
    found: dict[str, tuple[int, str]] = {}
    values: list[tuple[str, Any]] = []
    lines: list[int] = []
    action: Action | None = None
    for number, text in _lines(content, line + 1):
        word, colon, rest = (part.strip() for part in text.partition(":"))
        alone = next((each for each in _ACTIONS if each == text), None)
        if alone is not None or (colon and word == "step"):
            if action is not None:
                raise LineError(number, _one_action())
            action = alone or "step"
        if alone is not None:
            continue
        if colon and word in _WORDS:
            if word in found:
                raise LineError(number, _twice(word))
            found[word] = number, rest
        elif re.match(r"[\w.]+\s*=", text):
            path, _, value = text.partition("=")
            values.append(_assignment(f"{path.strip()}={value.strip()}", number))
            lines.append(number)
        else:
            raise LineError(number, _not_allowed(text))
    return Setting(
        label,
        line,
        scenario=_scenario(found),
        values=tuple(values),
        lines=tuple(lines),
        show=_show(found),
        residuals=_residuals(found),
        speed=_speed(found),
        action=action,
        step=_step(found),
    )


def _lines(content: str, first: int) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers."""
    for number, line in enumerate(content.splitlines(), start=first):
        text = line.strip()
        if text and not text.startswith("#"):
            yield number, text


def _assignment(text: str, line: int) -> tuple[str, Any]:
    try:
        return parse_assignment(text)
    except InputError as error:
        raise LineError(line, error.message) from error


def _scenario(found: dict[str, tuple[int, str]]) -> str | None:
    line, name = found.get("scenario", (0, None))
    if name == "":
        raise LineError(line, _not_allowed("scenario:"))
    return name


def _show(found: dict[str, tuple[int, str]]) -> tuple[str, ...]:
    line, text = found.get("show", (0, ""))
    names = tuple(dict.fromkeys(name.strip() for name in text.split(","))) if line else ()
    for name in names:
        if name not in PANELS:
            raise LineError(line, _must_be_one_of("show", name, PANELS))
    return names


def _residuals(found: dict[str, tuple[int, str]]) -> str | None:
    line, mode = found.get("residuals", (0, None))
    if mode is not None and mode not in RESIDUALS:
        raise LineError(line, _must_be_one_of("residuals", mode, RESIDUALS))
    return mode


def _speed(found: dict[str, tuple[int, str]]) -> float | None:
    line, text = found.get("speed", (0, None))
    if text is None:
        return None
    if text == "max":
        return float("inf")
    if not re.fullmatch(r"\d{1,6}(\.\d{1,3})?", text, re.ASCII) or float(text) <= 0:
        problem = Message(
            QT_TRANSLATE_NOOP(
                "core", "speed = {value}: must be steps a second, such as 20, or max"
            ),
            {"value": shown(text)},
        )
        raise LineError(line, problem)
    return float(text)


def _step(found: dict[str, tuple[int, str]]) -> int:
    line, text = found.get("step", (0, "0"))
    if not re.fullmatch(r"\d{1,12}", text, re.ASCII) or int(text) > LONGEST:
        problem = Message(
            QT_TRANSLATE_NOOP("core", "step = {value}: must be a whole number from 0 to {maximum}"),
            {"value": shown(text), "maximum": LONGEST},
        )
        raise LineError(line, problem)
    return int(text)


def _must_be_one_of(field: str, value: str, allowed: tuple[str, ...]) -> Message:
    return Message(
        QT_TRANSLATE_NOOP("core", "{field} = {value}: must be one of {allowed}"),
        {"field": field, "value": shown(value), "allowed": ", ".join(allowed)},
    )


def _one_action() -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core", "only one of reset, step: N, run and slow step is allowed in a set block"
        )
    )


def _twice(word: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP("core", "{value} stands twice in this block; once is allowed"),
        {"value": shown(word + ":")},
    )


def _not_allowed(text: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "{value}: not understood; a set block has lines scenario: NAME, PATH = VALUE, "
            "show: PANELS, residuals: MODE, speed: N, and one of reset, step: N, run, slow step",
        ),
        {"value": shown(text)},
    )
