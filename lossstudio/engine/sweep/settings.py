"""The settings of a scenario that are numbers, by their dotted paths."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lossstudio.core.models import MODELS
from lossstudio.core.parameters import Parameter, shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.fields.field import Field, origin_of
from lossstudio.engine.scenarios.fields.fields import FIELDS, fields_of
from lossstudio.engine.scenarios.fields.step_fields import STOPS
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Run, Scenario

EACH_RUN = "*"
"""What stands in a path for the number of every run: ``runs.*.learning_rate``."""

_OF_EACH = f"runs.{EACH_RUN}."


def numeric_settings(scenario: Scenario) -> dict[str, Parameter]:
    """The numbers that mean something in `scenario`, by their paths: those of its data, of each of
    its runs, of its stop, and its steps. Paths are those of ``--set``."""
    origin = origin_of(scenario.data)
    found = {
        row.path: row.parameter
        for row in fields_of("data")
        if row.parameter is not None and row.items is None and origin in row.origins
    }
    for index, run in enumerate(scenario.runs):
        found |= {f"runs.{index}.{path}": number for path, number in _of_run(run)}
    found |= {row.path: row.parameter for row in fields_of("") if row.parameter is not None}
    for number in STOPS:
        if getattr(scenario.stop, number.name, None) is not None:
            found[f"stop.{number.name}"] = number
    return found


def _of_run(run: Run) -> Iterator[tuple[str, Parameter]]:
    """The numbers that mean something to a run, by what stands after its number in their paths."""
    model = MODELS[run.model]
    unused = {name for kind in MODELS.values() for name in kind.fields} - set(model.fields)
    for row in fields_of("runs"):
        if row.name in unused:
            continue
        if row.owners is not None:
            for number in _owned(run, row, row.owners):
                yield f"{row.name}.{number.name}", number
        elif row.items is not None:
            for place in range(len(getattr(run, row.name))):
                yield f"{row.name}.{place}", row.items
        elif row.parameter is not None:
            yield row.name, row.parameter


def _owned(run: Run, row: Field, owners: Mapping[str, Any]) -> tuple[Parameter, ...]:
    chosen = row.name.removesuffix("_parameters")
    owner: Any = loss_of(run) if chosen == "loss" else owners[getattr(run, chosen)]
    parameters: tuple[Parameter, ...] = owner.parameters
    return parameters


def paths_of(scenario: Scenario, path: str) -> tuple[str, ...]:
    """The paths that `path` stands for: itself, or with ``runs.*`` one for each run."""
    if not path.startswith(_OF_EACH):
        return (path,)
    rest = path.removeprefix(_OF_EACH)
    return tuple(f"runs.{index}.{rest}" for index in range(len(scenario.runs)))


def parameter_at(
    scenario: Scenario, path: str, numbers: Mapping[str, Parameter] | None = None
) -> Parameter:
    """The range of the number at `path`, also where it means nothing to the scenario as it is.

    `numbers` are the `numeric_settings`, where somebody has them already. Raises `InputError`,
    which names the numbers that there are, for anything else.
    """
    numbers = numeric_settings(scenario) if numbers is None else numbers
    found = [numbers.get(one) or _unused_number(scenario, one) for one in paths_of(scenario, path)]
    first = found[0]
    if first is None or None in found:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{field}: is not a number of this scenario; it has {allowed}"
            ),
            field=shown(path).strip('"') or "–",
            allowed=", ".join(numbers),
        )
    return first


def _unused_number(scenario: Scenario, path: str) -> Parameter | None:
    """The range of a number that is there and means nothing now, such as the degree of a line; None
    for what is not a number."""
    stop = re.fullmatch(r"stop\.(\w+)", path, re.ASCII)
    if stop is not None:
        return next((number for number in STOPS if number.name == stop[1]), None)
    of_run = re.fullmatch(r"runs\.(\d{1,3})\.(\w+)(?:\.(\d{1,3}))?", path, re.ASCII)
    if of_run is None:
        row = FIELDS.get(path) if path.startswith("data.") else None
        return row.parameter if row is not None and row.items is None else None
    index, name, place = of_run.groups()
    row = FIELDS.get(f"runs.{name}")
    if row is None or int(index) >= len(scenario.runs):
        return None
    if row.items is None:
        return row.parameter if place is None else None
    is_there = place is not None and int(place) < len(getattr(scenario.runs[int(index)], name))
    return row.items if is_there else None


def value_at(scenario: Scenario, path: str) -> float | None:
    """The number at a path of `numeric_settings`; None where there is none, as for a full batch."""
    place: object = scenario
    for name in paths_of(scenario, path)[0].split("."):
        if isinstance(place, tuple):
            place = place[int(name)]
        elif isinstance(place, dict):
            if name not in place:
                return parameter_at(scenario, path).default
            place = place[name]
        else:
            place = getattr(place, name, None)
    return place if isinstance(place, int | float) and not isinstance(place, bool) else None


def with_number(scenario: Scenario, path: str, value: float) -> Scenario:
    """`scenario` with `value` at `path`, as ``--set`` sets it. Raises `InputError` as that does."""
    return with_values(scenario, [(one, value) for one in paths_of(scenario, path)])
