"""What is done of a table off the window's thread: generators for `Derived`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lossstudio.core.datasets.tables.columns import Columns, LeftOut
from lossstudio.core.datasets.tables.looking import Look, look
from lossstudio.core.datasets.tables.reader import columns_steps
from lossstudio.core.datasets.tables.reading import TableReading
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.text import InputError, Message
from lossstudio.engine.data.own_points import check_count
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.table_proposal.proposal import Choice, Proposal, propose
from lossstudio.engine.table_proposal.scenario import scenario_of

MOST_LISTED = 200
"""Rows that are left out, of which the reasons are listed."""


@dataclass(frozen=True, eq=False)
class Read:
    """A whole table, and its beginning as it was read in the end."""

    columns: Columns
    look: Look


@dataclass(frozen=True, eq=False)
class Made:
    """A proposal, and the rows that it leaves out: how many, and the first of them."""

    proposal: Proposal
    n_left_out: int
    left_out: tuple[LeftOut, ...]


def looked(source: Source, chosen: Mapping[str, Any]) -> Iterator[Look | Message]:
    """The beginning of a table, or why there is none."""
    try:
        yield look(source, None, chosen)
    except InputError as error:
        yield error.message


def read(
    source: Source, reading: TableReading | None, seen: Look
) -> Iterator[Read | float | Message | None]:
    """The share that has been read, and last the table that begins with what was `seen`, or why it
    cannot be read."""
    try:
        for found in columns_steps(source, reading):
            if isinstance(found, Columns):
                # What comes further below may have told that it is written in another way.
                if reading is None and found.reading != seen.reading:
                    seen = look(source, found.reading)
                yield Read(found, seen)
            else:
                yield found
    except InputError as error:
        yield error.message


def made(source: Source, columns: Columns, choice: Choice) -> Iterator[Made]:
    """What is proposed for a table, where a person has not chosen."""
    proposal = propose(columns, choice)
    try:
        if source.text is not None:  # its rows become points
            check_count(proposal.rows)
    except InputError as error:
        proposal = replace(proposal, problem=error.message)
    left_out = proposal.rows_left_out(columns)
    yield Made(proposal, len(left_out), left_out[:MOST_LISTED])


def taken(
    base: Scenario, source: Source, table: Read, proposal: Proposal
) -> Iterator[Scenario | Message]:
    """The scenario that accepting a proposal makes of `base`, or why there is none."""
    try:
        yield scenario_of(table.columns, proposal, source, base)
    except InputError as error:
        yield error.message
