"""The table of fields: what each field of a scenario decides, may be and is called.

Reading, checking, ``--set``, what restarts a run, what can be reused, what can be hidden and the
list of the file's fields follow from it. A field of the structs without a row stops the import.
"""

import re
from collections.abc import Hashable
from functools import lru_cache
from typing import Any

import msgspec

from lossstudio.core.parameters import Parameter
from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.engine.scenarios.fields import data_fields, run_fields
from lossstudio.engine.scenarios.fields.field import Field, Origin, Role, number, origin_of, table
from lossstudio.engine.scenarios.scenario import Data, Run

FIELDS = table(
    (
        Field(
            path="format",
            role=Role.LABEL,
            live=True,
            is_shared=True,
            label=QT_TRANSLATE_NOOP("core", "Format"),
            help=QT_TRANSLATE_NOOP("core", "The version of the file format."),
        ),
        Field(
            path="title",
            role=Role.LABEL,
            live=True,
            label=QT_TRANSLATE_NOOP("core", "Title"),
            help=QT_TRANSLATE_NOOP("core", "What the scenario is called."),
        ),
        *data_fields.ROWS,
        *run_fields.ROWS,
        number(
            "steps",
            Role.PATH,
            QT_TRANSLATE_NOOP("core", "Steps"),
            QT_TRANSLATE_NOOP(
                "core", "How many updates of the parameters a run without a window does."
            ),
            live=True,
            minimum=0,
            maximum=1_000_000_000,
            integer=True,
        ),
        Field(
            path="hidden",
            role=Role.VIEW,
            live=True,
            label=QT_TRANSLATE_NOOP("core", "Hidden"),
            help=QT_TRANSLATE_NOOP(
                "core",
                "What the window hides, by name: panels, parts of the settings and "
                "single settings.",
            ),
        ),
        Field(
            path="arrangement",
            role=Role.VIEW,
            live=True,
            label=QT_TRANSLATE_NOOP("core", "Arrangement"),
            help=QT_TRANSLATE_NOOP(
                "core",
                "Which panels the window shows when it is opened, and where: a name or a tree of "
                "them; null for as they are.",
            ),
        ),
        Field(
            path="speed",
            role=Role.VIEW,
            live=True,
            label=QT_TRANSLATE_NOOP("core", "Speed"),
            help=QT_TRANSLATE_NOOP(
                "core",
                'How many steps a second the window trains with, or "max"; null for as it is.',
            ),
        ),
        Field(
            path="stop",
            role=Role.PATH,
            live=True,
            label=QT_TRANSLATE_NOOP("core", "Stop"),
            help=QT_TRANSLATE_NOOP(
                "core",
                "Training pauses when every run has met one of these: train_loss or gradient_norm "
                "at most so large, converged, or for validation_patience steps no lower validation "
                "loss. null for no stop.",
            ),
        ),
    )
)


def fields_of(part: str) -> tuple[Field, ...]:
    """The rows of ``data`` or ``runs``, or of the scenario itself where `part` is empty."""
    return tuple(field for field in FIELDS.values() if field.part == part)


def _numbers(part: str) -> dict[str, Parameter]:
    found = {field.name: field.parameter for field in fields_of(part) if field.items is None}
    return {name: parameter for name, parameter in found.items() if parameter is not None}


DATA_FIELDS = _numbers("data")
"""The numbers of the data, by name."""

RUN_FIELDS = _numbers("runs")
"""The numbers of a run, by name."""


def field_at(path: str) -> Field | None:
    """The row of the field that a dotted path with numbers of runs is in: ``runs.0.l2``, or
    ``runs.0.hidden_layers.1``; None where there is none."""
    found = re.match(r"(?:(data)\.|(runs)\.(?:\d+\.)?)?(\w+)", path, re.ASCII)
    return None if found is None else FIELDS.get(".".join(filter(None, found.groups())))


@lru_cache(maxsize=64)
def _names(part: str, roles: tuple[Role, ...]) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(part) if field.role in roles)


def values_of(part: Data | Run, *roles: Role) -> tuple[Hashable, ...]:
    """The values of the fields that have one of these roles: equal where all of them are."""
    values = (getattr(part, name) for name in _names(_part(part), roles))
    return tuple(
        tuple(sorted(value.items())) if isinstance(value, dict) else value for value in values
    )


def are_same(one: Data | Run, other: Data | Run, *roles: Role) -> bool:
    """Both have the same values in all fields of these roles."""
    names = _names(_part(one), roles)
    return one is other or [getattr(one, n) for n in names] == [getattr(other, n) for n in names]


def changed(old: Data | Run, new: Data | Run) -> tuple[Field, ...]:
    """The fields whose values are not the same."""
    rows = fields_of(_part(old))
    return tuple(row for row in rows if getattr(old, row.name) != getattr(new, row.name))


def in_use(data: Data) -> Data:
    """`data` with the default of all that means nothing to samples of its origin."""
    return msgspec.structs.replace(data, **_unused(origin_of(data)))


@lru_cache
def _unused(origin: Origin) -> dict[str, Any]:
    return {row.name: row.default for row in fields_of("data") if origin not in row.origins}


def _part(of: Data | Run) -> str:
    return "data" if isinstance(of, Data) else "runs"
