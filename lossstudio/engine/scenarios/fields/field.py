"""What is known of a field of a scenario: what it decides, what it may be, and its words."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any, Literal

import msgspec

from lossstudio.core.datasets import DATASETS
from lossstudio.core.parameters import Parameter
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario

PARTS: dict[str, type[msgspec.Struct]] = {"": Scenario, "data": Data, "runs": Run}
"""The structs that have fields, by what stands before a field's name in its path."""

OWN_DATA = ("csv", "points")
"""Values of ``data.dataset`` that are not generators."""


class Role(StrEnum):
    """What a field decides. What it does not decide stays the same when it changes."""

    DATA = "data"
    """Which samples there are."""
    MODEL = "model"
    """Which function of inputs and parameters makes the raw scores."""
    COST = "cost"
    """Which function of the raw scores and parameters is minimised."""
    PATH = "path"
    """Where the steps begin, how they go and how many there are; no cost at given parameters."""
    LABEL = "label"
    """What something is called: no number at all."""
    VIEW = "view"
    """What the window shows of it: no number at all."""


TRAINING = (Role.DATA, Role.MODEL, Role.COST, Role.PATH)
"""The roles of what changes numbers of a run."""


class Origin(StrEnum):
    """Where samples come from."""

    GENERATED = "generated"
    REAL = "real"
    FILE = "csv"
    POINTS = "points"


def origin_of(data: Data) -> Origin:
    """Where the samples of `data` come from."""
    if data.dataset in OWN_DATA:
        return Origin(data.dataset)
    return Origin.REAL if DATASETS[data.dataset].is_real else Origin.GENERATED


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table of fields.

    `path` is the field's dotted path without the number of a run, such as ``runs.l2``. `label` and
    `help` are of context "core".
    """

    path: str
    role: Role
    label: str
    help: str
    live: bool = False
    """A run goes on when it changes; otherwise it restarts."""
    drops_start: bool = False
    """A start in numbers does not outlive its change: it gives the parameters another number,
    another meaning or another first draw."""
    origins: tuple[Origin, ...] = tuple(Origin)
    """The samples that it shapes; to others it means nothing."""
    section: str = ""
    """The part of the settings in which it is set; empty where they have no control for it."""
    parameter: Parameter | None = None
    """The range of a number; of a list, of how many items it has."""
    items: Parameter | None = None
    """The range of each item of a list of numbers."""
    choices: Collection[str] | None = None
    """The names that it may have, where they are a closed set."""
    owners: Mapping[str, Any] | None = None
    """Of numbers by name: the entries, by name, whose ``parameters`` they are. The field that
    chooses one of them is called as this one is, without ``_parameters``."""
    is_first: bool = False
    """One of the few that a person meets first: the simple window has no others."""
    is_shared: bool = False
    """It stands in a shared text even where it is the default: a reader looks for it."""

    @property
    def part(self) -> str:
        """What stands before the name in the path: ``data``, ``runs`` or nothing."""
        return self.path.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The name in its part."""
        return self.path.rpartition(".")[2]

    @property
    def is_number(self) -> bool:
        """It is a number, or several of them."""
        return any(kind is not None for kind in (self.parameter, self.items, self.owners))

    @property
    def default(self) -> Any:
        """The value where a file does not give it."""
        return getattr(PARTS[self.part](), self.name)


def number(
    path: str,
    role: Role,
    label: str,
    help: str,
    *,
    minimum: float,
    maximum: float,
    usual: float | None = None,
    integer: bool = False,
    scale: Literal["linear", "log"] = "linear",
    slider_range: tuple[float, float] | None = None,
    symbol: str = "",
    **of_row: Any,
) -> Field:
    """The row of a number. `usual` is what a control begins with where the default is null."""
    part, _, name = path.rpartition(".")
    parameter = Parameter(
        name,
        label,
        getattr(PARTS[part](), name) if usual is None else usual,
        minimum,
        maximum,
        help,
        symbol=symbol,
        scale=scale,
        integer=integer,
        slider_range=slider_range,
    )
    return Field(path=path, role=role, label=label, help=help, parameter=parameter, **of_row)


def table(
    rows: Sequence[Field], parts: Mapping[str, type[msgspec.Struct]] = PARTS
) -> dict[str, Field]:
    """The rows by their paths. Raises `TypeError` where they are not one a field of `parts`."""
    paths = [row.path for row in rows]
    wanted = {
        f"{part}.{name}".lstrip(".")
        for part, struct in parts.items()
        for name in struct.__struct_fields__
        if name not in parts
    }
    odd = wanted.symmetric_difference(paths) | {path for path in paths if paths.count(path) > 1}
    if odd:
        raise TypeError(f"each field of a scenario has one row in the table: {sorted(odd)}")
    return dict(zip(paths, rows, strict=True))
