"""Fields of a scenario set at dotted paths, by controls and the command line; what follows."""

import copy
import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from lossstudio.core.features import is_feature
from lossstudio.core.models import MODELS
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.files.json_faults import NO_JSON
from lossstudio.engine.scenarios.fields.fields import FIELDS, field_at
from lossstudio.engine.scenarios.fixed import still_named
from lossstudio.engine.scenarios.following_loss import (
    follow_loss,
    follow_target,
    keep_parameters,
    loss_in,
)
from lossstudio.engine.scenarios.point_names import input_names_of
from lossstudio.engine.scenarios.scenario import Data, Scenario, Stop, to_dict
from lossstudio.engine.scenarios.scenario_file import from_dict, typed
from lossstudio.engine.scenarios.type_errors import one_line

COPY = "copy"
"""The value with which a run is added that does not exist yet."""

_SHARES = {
    "data.points": ("test_rows", "validation_rows"),
    "data.test_fraction": ("test_rows",),
    "data.validation_fraction": ("validation_rows",),
}
"""The named rows of sets that do not outlive the change of a field."""

_TABLE = ("dataset", "file", "encoding", "reading", "columns", "categories")
"""What decides which inputs a table has."""


def with_values(scenario: Scenario, values: Iterable[tuple[str, Any]]) -> Scenario:
    """`scenario` with fields changed: pairs of a dotted path and a value of JSON's own types.

    Where a loss, optimiser or schedule changes, only those of its parameters stay that the new one
    has, and what does not fit the new loss gets its default: class weights, and a standardised
    target unless that is set too. Where data or model change, a run's start in numbers goes, and
    with it the names of fixed parameters that may be gone, unless these are set after them; another
    target has no positive class, and other inputs have none of the features that cannot be made of
    them. A formula that is set becomes the loss of its run, unless another one is set after it, and
    a file that is set becomes the data, unless other data are set too. ``runs.1 = copy`` adds a run
    that is as run 0 then stands, ``runs = 1`` keeps only the first. Where points are replaced or a
    share is set, the sets whose rows are named are drawn again. Raises `InputError` for a path that
    does not exist, and as `from_dict` does.
    """
    values = _with_implied(values)
    points = scenario.data.points
    if points is None or any(_may_set_points(path) for path, _ in values):
        return _with_values(scenario, values)
    # A million points take a second to be written and read again: one stands for all of them.
    data = scenario.data
    one = _with_points(scenario, points[:1], None, None)
    changed = _with_values(one, values)
    gone = {name for path, _ in values for name in _SHARES.get(path, ())}
    test_rows, validation_rows = (
        None if name in gone else getattr(data, name) for name in ("test_rows", "validation_rows")
    )
    return _with_points(changed, points, test_rows, validation_rows)


def _with_implied(values: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    values = list(values)
    if not any(path in ("data", "data.dataset") for path, _ in values):
        for place, (path, value) in enumerate(values):
            if path == "data.file" and value is not None:
                return [*values[: place + 1], ("data.dataset", "csv"), *values[place + 1 :]]
    return values


def _may_set_points(path: str) -> bool:
    """Whether a path sets points, or names those of a set."""
    return path == "data" or f"{path}.".startswith(
        ("data.points.", "data.test_rows.", "data.validation_rows.")
    )


def _with_points(
    scenario: Scenario,
    points: tuple[tuple[float, ...], ...],
    test_rows: tuple[int, ...] | None,
    validation_rows: tuple[int, ...] | None,
) -> Scenario:
    data = msgspec.structs.replace(
        scenario.data, points=points, test_rows=test_rows, validation_rows=validation_rows
    )
    return msgspec.structs.replace(scenario, data=data)


def _with_values(scenario: Scenario, values: Sequence[tuple[str, Any]]) -> Scenario:
    raw = to_dict(scenario)
    paths = {path for path, _ in values}
    for path, value in values:
        if path.startswith("stop.") and raw["stop"] is None:
            raw["stop"] = msgspec.to_builtins(Stop())
        if not isinstance(raw["runs"], list) or not all(isinstance(r, dict) for r in raw["runs"]):
            typed(raw)  # raises: an earlier value has put something else in the place of a run
        if _set_number_of_runs(raw, path, value):
            continue
        _assign(raw, path, value)
        of_run = re.fullmatch(r"runs\.(\d+)\.(?:loss|formula)", path, re.ASCII)
        if of_run is not None and f"runs.{of_run[1]}.standardize" not in paths:
            follow_target(raw["runs"][int(of_run[1])])
        if isinstance(value, dict | list):  # complete what was given in part
            raw = to_dict(typed(raw))
    if scenario.data.features and not any(path.startswith("data.features") for path in paths):
        _follow_inputs(raw, scenario.data)
    return from_dict(raw)


def _follow_inputs(raw: dict[str, Any], before: Data) -> None:
    """Leave those features that can be made of the inputs that there are now; none of a table's
    where other columns of it may be taken."""
    data = typed(raw).data
    names = input_names_of(data)
    if names is not None:
        left = [text for text in data.features if is_feature(text, names)]
        raw["data"]["features"] = left
    elif any(getattr(data, name) != getattr(before, name) for name in _TABLE):
        raw["data"]["features"] = []


def parse_assignment(text: str) -> tuple[str, Any]:
    """``PATH=VALUE`` as typed: the value read as JSON, and as plain text where it is not JSON."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "--set {value}: must be UTF-8 text"),
            value=shown(text.encode(errors="replace").decode()),
        ) from error
    path, equals, value = text.partition("=")
    if not equals or not path:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "--set {value}: must be PATH=VALUE, such as data.noise=0.3"),
            value=shown(text),
        )
    try:
        return path, msgspec.json.decode(value)
    except NO_JSON:
        return path, value


def _set_number_of_runs(raw: dict[str, Any], path: str, value: Any) -> bool:
    """Add or drop runs in place; False for what asks for neither."""
    runs = raw["runs"]
    if path == "runs" and isinstance(value, int) and not isinstance(value, bool):
        if not 1 <= value <= len(runs):
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "core", "runs = {value}: keeps so many of the first runs, from 1 to {maximum}"
                ),
                value=shown(value),
                maximum=len(runs),
            )
        del runs[value:]
        return True
    added = re.fullmatch(r"runs\.(\d{1,6})", path, re.ASCII)
    if added is None or value != COPY:
        return False
    if int(added[1]) != len(runs):
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{field} = copy: adds a run after the last one, which is {allowed}"
            ),
            field=path,
            allowed=f"runs.{len(runs)}",
        )
    # By its own loss's name: two runs of one name say nothing.
    runs.append({**copy.deepcopy(runs[0]), "name": ""})
    return True


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
        _forget_start(raw, parents[:-1], parents[-1])
        target[int(last)] = value
        return
    is_run = len(parents) == 2 and parents[0] == "runs"
    before = loss_in(target) if is_run else None
    if target.get(last) != value:
        is_as_wide = path == "data.points" and _width(target[last]) == _width(value)
        _forget_start(raw, parents, last, keeps_inputs=is_as_wide)
        if is_run and last == "standardize" and None in (target[last], value):
            _forget_own_start(target)
    if _is_other_target(path, target.get(last), value):
        raw["data"]["positive_class"] = None
    target[last] = value
    for name in _SHARES.get(path, ()):
        target[name] = None
    if is_run and last in ("loss", "formula"):
        if last == "formula" and value:
            target["loss"] = "formula"
        follow_loss(target, before)
    elif is_run and f"runs.{last}_parameters" in FIELDS:
        owners = FIELDS[f"runs.{last}_parameters"].owners or {}
        if isinstance(value, str) and value in owners:
            keep_parameters(target, last, owners[value])


def _is_other_target(path: str, before: Any, value: Any) -> bool:
    """Another value of a field of the data brings other classes."""
    if path == "data.columns" and isinstance(before, list) and isinstance(value, list):
        return before[-1:] != value[-1:]
    return path in ("data.file", "data.columns", "data.points") and before != value


def _width(points: Any) -> int | None:
    """How many numbers the first of `points` has; None where there is none."""
    first = points[0] if isinstance(points, list | tuple) and points else None
    return len(first) if isinstance(first, list | tuple) else None


def _forget_start(
    raw: dict[str, Any], parents: list[str], name: str, *, keeps_inputs: bool = False
) -> None:
    """Take away the starts in numbers, and the names of fixed parameters, that do not fit the data
    or the model to come."""
    field = field_at(".".join((*parents, name)))
    if field is None or not field.drops_start or field.name != name:
        return
    for run in raw["runs"] if field.part == "data" else [raw["runs"][int(parents[1])]]:
        run["start"] = None
        if isinstance(run.get("fixed"), list) and not keeps_inputs:
            run["fixed"] = still_named(run["fixed"], field)


def _forget_own_start(run: dict[str, Any]) -> None:
    """Take away a start that may be in the model's own units, not in the data's."""
    kind = MODELS.get(run["model"]) if isinstance(run["model"], str) else None
    if kind is None or kind.standardizes:
        run["start"] = None


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
        field=one_line(path),
        value=shown(name),
        allowed=", ".join(allowed) or "–",
    )
