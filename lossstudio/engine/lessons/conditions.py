"""Conditions of a task: what of the scenario and of the training they can look at, and when they
hold.

A name is a path of the scenario (``runs.0.loss``) or of the state (``step``, ``train.rmse``,
``runs.1.status``); without a run, the state is that of run 0.
"""

import math
import operator
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from lossstudio.core.datasets.base import PARTS
from lossstudio.core.metrics import ClassificationMetrics, RegressionMetrics
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.diagnosis import Status
from lossstudio.engine.scenarios.fields.fields import FIELDS, field_at
from lossstudio.engine.scenarios.scenario import MAX_RUNS, Run, Scenario, to_dict

Kind = Literal["number", "truth", "word", "any"]

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}
"""By how they are written; those of two characters first."""

OF_ALL: dict[str, Kind] = {
    "step": "number",
    "last_step": "number",
    "running": "truth",
    "runs": "number",
}
OF_A_RUN: dict[str, Kind] = {
    "status": "word",
    "step": "number",
    "train_loss": "number",
    "test_loss": "number",
    "validation_loss": "number",
    "recent_loss": "number",
    "cost": "number",
    "gradient_norm": "number",
    "rate_limit": "number",
}
METRICS = tuple(
    name
    for metrics in (RegressionMetrics, ClassificationMetrics)
    for name in metrics.__dataclass_fields__
    if name != "confusion_matrix"
)
_PARAMETERS: dict[str, Mapping[str, Any]] = {
    field.name: field.owners for field in FIELDS.values() if field.owners is not None
}
_STATUSES = tuple(map(str, Status))
_CLOSE = 1e-9
"""Relative: a slider's 0.3 and a typed 0.3 are the same number."""

_LINE = re.compile(r"(?P<name>[^\s=!<>]+)\s*(?P<sign><=|>=|!=|=|<|>)\s*(?P<value>\S.*)")


@dataclass(frozen=True)
class Name:
    """The name of something to look at."""

    path: str

    @property
    def run(self) -> int:
        """The number of the run that it belongs to."""
        found = re.match(r"runs\.(\d{1,9})\.", self.path)
        return int(found[1]) if found else 0

    @property
    def of_run(self) -> str:
        """The name without the run."""
        return re.sub(r"^runs\.\d{1,9}\.", "", self.path)


LookUp = Callable[[Name], Any]
"""The value of a name now; None where there is none."""


@dataclass(frozen=True)
class Condition:
    """``NAME SIGN VALUE``; the value may be the name of another."""

    name: Name
    sign: str
    value: Any

    @property
    def machine(self) -> tuple[str, str, str]:
        """What must be the same in every language."""
        is_name = isinstance(self.value, Name)
        value = self.value.path if is_name else msgspec.json.encode(self.value).decode()
        return self.name.path, self.sign, value

    def holds(self, look_up: LookUp) -> bool:
        """Whether it is so now. What is not known, or not a finite number, fulfils nothing; nor is
        training *at* a step that it runs through."""
        if self.name.of_run == "step" and self.sign == "=" and look_up(Name("running")):
            return False
        left = look_up(self.name)
        right = look_up(self.value) if isinstance(self.value, Name) else self.value
        if self.value is None:
            return OPERATORS[self.sign](left is None, True)
        if left is None or right is None:
            return False
        if not _is_number(left) or not _is_number(right):
            return self.sign in ("=", "!=") and OPERATORS[self.sign](left, right)
        if not (math.isfinite(left) and math.isfinite(right)):
            return False
        if math.isclose(left, right, rel_tol=_CLOSE):
            left = right
        return OPERATORS[self.sign](left, right)


def parse_condition(line: str) -> Condition:
    """The condition in a line. Raises `InputError` for what is none."""
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{value}: not a condition; what is allowed: NAME SIGN VALUE with one of = != < <= "
                "> >=, such as step < 100, and lines that begin with hint: or done:",
            ),
            value=shown(line),
        )
    name, sign = Name(match["name"]), match["sign"]
    kind = kind_of(name)
    value = _value(match["value"], kind)
    _check(name, sign, kind, value)
    return Condition(name, sign, value)


def kind_of(name: Name) -> Kind:
    """What a name stands for. Raises `InputError` where there is no such name."""
    path = name.path
    if path in OF_ALL:
        return OF_ALL[path]
    if name.run >= MAX_RUNS:
        raise _no_such(path)
    of_run = name.of_run
    if of_run in OF_A_RUN:
        return OF_A_RUN[of_run]
    part, _, rest = of_run.partition(".")
    if part in PARTS:
        if rest not in METRICS:
            raise InputError(
                QT_TRANSLATE_NOOP("core", "{value}: there is no such metric; there are: {allowed}"),
                value=shown(path),
                allowed=", ".join(f"{part}.{metric}" for metric in METRICS),
            )
        return "number"
    if part == "parameters" and rest:
        return "number"
    return _kind_of_field(path, of_run)


def _kind_of_field(path: str, of_run: str) -> Kind:
    """What a path of the scenario stands for."""
    part, _, rest = of_run.partition(".")
    if path != of_run and part in _PARAMETERS:
        known = {p.name for owner in _PARAMETERS[part].values() for p in owner.parameters}
        if rest not in known:
            raise InputError(
                QT_TRANSLATE_NOOP("core", "{value}: there is no such number; there are: {allowed}"),
                value=shown(path),
                allowed=", ".join(sorted(known)),
            )
        return "number"
    fields: Any = to_dict(Scenario(runs=(Run(),)))
    if path != of_run:
        fields, keys = fields["runs"][0], of_run.split(".")
    else:
        keys = path.split(".")
    for key in keys:
        if not isinstance(fields, dict) or key not in fields:
            raise _no_such(path)
        fields = fields[key]
    if isinstance(fields, bool):
        return "truth"
    if isinstance(fields, int | float):
        return "number"
    return "word" if isinstance(fields, str) else "any"


def field_value(raw: dict[str, Any], name: Name) -> Any:
    """The value of a scenario's field; `raw` is the scenario as JSON's own types."""
    value: Any = raw
    keys = name.path.split(".")
    for place, key in enumerate(keys):
        if isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        elif isinstance(value, dict) and key in value:
            value = value[key]
        elif keys[place - 1] in _PARAMETERS and name.run < len(raw["runs"]):
            # Not given: the loss's own usual value.
            owner = keys[place - 1].removesuffix("_parameters")
            chosen = _PARAMETERS[keys[place - 1]].get(raw["runs"][name.run][owner])
            parameters = chosen.parameters if chosen is not None else ()
            return next((p.default for p in parameters if p.name == key), None)
        else:
            return None
    return value


def _value(text: str, kind: Kind) -> Any:
    """The value as written: JSON, a name, or a word."""
    text = text.strip()
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        pass
    if kind != "word":
        name = Name(text)
        try:
            kind_of(name)
        except InputError:
            return text
        return name
    return text


def _check(name: Name, sign: str, kind: Kind, value: Any) -> None:
    """Raise `InputError` where a condition could never hold."""
    if (kind in ("truth", "word") or value is None) and sign not in ("=", "!="):
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{name} {sign}: this can only be compared by = and !="),
            name=name.path,
            sign=sign,
        )
    if isinstance(value, Name):
        other = kind_of(value)
        if "any" not in (kind, other) and kind != other:
            raise _does_not_fit(name, value.path, kind)
        return
    field = field_at(name.path)
    known = _STATUSES if name.of_run == "status" else field.choices if field else None
    is_word = kind == "word" or (kind == "any" and isinstance(value, str))
    if is_word and known is not None and value not in known:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: must be one of {allowed}"),
            field=name.path,
            value=shown(value),
            allowed=", ".join(known),
        )
    fits = {
        "number": _is_number(value) or value is None,
        "truth": isinstance(value, bool),
        "word": isinstance(value, str),
        "any": True,
    }[kind]
    if not fits:
        raise _does_not_fit(name, shown(value), kind)


def _is_number(value: Any) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return isinstance(value, float) or abs(value) <= sys.float_info.max


def _does_not_fit(name: Name, value: str, kind: Kind) -> InputError:
    allowed = {
        "number": QT_TRANSLATE_NOOP("core", "{name}: {value} does not fit; it is a number"),
        "truth": QT_TRANSLATE_NOOP("core", "{name}: {value} does not fit; it is true or false"),
        "word": QT_TRANSLATE_NOOP("core", "{name}: {value} does not fit; it is a word"),
    }
    return InputError(allowed.get(kind, allowed["number"]), name=name.path, value=value)


def _no_such(path: str) -> InputError:
    return InputError(
        QT_TRANSLATE_NOOP(
            "core",
            "{value}: there is no such name; there are {allowed}, a run's own as runs.1.status, "
            "train.METRIC, test.METRIC, parameters.NAME, and the paths of a scenario, such as "
            "runs.0.learning_rate",
        ),
        value=shown(path),
        allowed=", ".join(dict.fromkeys((*OF_ALL, *OF_A_RUN))),
    )
