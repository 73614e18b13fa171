"""The scenario that accepting what is proposed for a table makes."""

from pathlib import Path

import msgspec
import numpy as np

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.selection import select_columns
from lossstudio.core.datasets.tables.columns import Columns
from lossstudio.core.datasets.tables.reader import read_columns
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.tasks import Task, tasks_for
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, printable
from lossstudio.engine.data.own_points import check_count, own_data, shared_out
from lossstudio.engine.data.samples import FEW, build_samples
from lossstudio.engine.runs.fitting import fitting_rates
from lossstudio.engine.scenarios.checks import check_scenario, why_not_target
from lossstudio.engine.scenarios.point_names import with_names
from lossstudio.engine.scenarios.run_loss import USUAL_LOSSES, loss_of
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.table_reading import kept_reading
from lossstudio.engine.table_proposal.proposal import Proposal, propose

_TEST_SHARE = Data().test_fraction

_LEARNING_RATES = {Task.REGRESSION: 0.1, Task.BINARY: 1.0, Task.MULTICLASS: 1.0}
"""What trains where inputs are of order 1: a squared error's curvature is then about 2, a
cross-entropy's a quarter of an input's square at most."""


def table_scenario(path: Path) -> Scenario:
    """The scenario that accepting the proposals for the table in the file `path` makes.

    Raises `InputError` where the table cannot be read, or nothing can be learnt from it.
    """
    return proposed_scenario(path)[0]


def proposed_scenario(path: Path) -> tuple[Scenario, Proposal]:
    """The same, and what was proposed."""
    source = Source(path)
    columns = read_columns(source)
    proposal = propose(columns)
    return scenario_of(columns, proposal, source), proposal


def scenario_of(
    columns: Columns, proposal: Proposal, source: Source, base: Scenario | None = None
) -> Scenario:
    """The scenario of the table in `source` as it was read and as is proposed.

    A file stays where it is; a text becomes own points. The runs are those of `base`, with losses
    that fit; without it, there is one. Raises `InputError` where nothing can be learnt from it.
    """
    if proposal.problem is not None or proposal.task is None:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{file}: {reason}"),
            file=printable(source.path.name),
            reason=proposal.problem,
        )
    base = base or Scenario()
    scenario = msgspec.structs.replace(
        base,
        title=printable(source.path.stem) if source.text is None else "",
        data=_data(columns, proposal, source, base.data.class_names or ()),
        runs=tuple(_fitted(run, proposal) for run in base.runs),
    )
    scenario, dataset = _split(check_scenario(scenario))
    rates = dict(fitting_rates(scenario, dataset))
    runs = tuple(
        msgspec.structs.replace(
            run, learning_rate=rates.get(f"runs.{index}.learning_rate", run.learning_rate)
        )
        for index, run in enumerate(scenario.runs)
    )
    return msgspec.structs.replace(scenario, runs=runs)


def test_share(proposal: Proposal) -> float:
    """The share of the rows that are held out: none of few."""
    return _TEST_SHARE if proposal.rows >= FEW else 0.0


def _data(columns: Columns, proposal: Proposal, source: Source, known: tuple[str, ...]) -> Data:
    if source.text is not None:
        return _points(columns, proposal, source, known)
    return Data(
        dataset="csv",
        file=str(source.path.absolute()),
        encoding=None if columns.encoding == "utf-8" else columns.encoding,
        reading=kept_reading(columns.reading),
        columns=_chosen(proposal),
        positive_class=proposal.positive_class,
        categories=proposal.categories,
        test_fraction=test_share(proposal),
        split="shuffled",
    )


def _points(columns: Columns, proposal: Proposal, source: Source, known: tuple[str, ...]) -> Data:
    """The samples as own points; classes are numbered in their order. Several that come back keep
    the order in which they were `known`."""
    is_one_hot = proposal.categories == "one_hot"
    table = select_columns(columns, source.path, _chosen(proposal), one_hot=is_one_hot)
    target = table.target
    names: tuple[str, ...] = ()
    positive = None
    if isinstance(target, tuple):
        names = proposal.classes
        if len(names) > 2 and sorted(known) == sorted(names):
            names = known
        codes = {name: float(code) for code, name in enumerate(names)}
        target = np.array([codes[name] for name in target])
    elif proposal.classes:
        positive = proposal.positive_class
    check_count(len(target))
    rows = tuple(map(tuple, np.column_stack([table.inputs, target]).tolist()))
    data = Data(test_fraction=test_share(proposal), split="shuffled", positive_class=positive)
    data = own_data(data, shared_out(rows, data, bool(proposal.classes)))
    return with_names(data, table.names, names)


def _chosen(proposal: Proposal) -> tuple[str, ...]:
    assert proposal.target is not None
    return (*proposal.inputs, proposal.target)


def _fitted(run: Run, proposal: Proposal) -> Run:
    """`run` with a loss that fits the target, and with its inputs standardised as proposed."""
    assert proposal.task is not None
    if loss_of(run).task not in tasks_for(len(proposal.classes)):
        run = msgspec.structs.replace(
            run,
            loss=USUAL_LOSSES[proposal.task],
            loss_parameters={},
            learning_rate=_LEARNING_RATES[proposal.task],
        )
    how = proposal.standardize
    if how == "inputs_and_target" and (run.model != "mlp" or why_not_target(loss_of(run))):
        how = "inputs"
    return msgspec.structs.replace(run, standardize=how, start=None, fixed=())


def _split(scenario: Scenario) -> tuple[Scenario, Dataset]:
    """`scenario`, without a test set where its classes are too few for one, and its samples."""
    try:
        return scenario, build_samples(scenario)
    except InputError:
        whole = msgspec.structs.replace(scenario.data, test_fraction=0.0)
        scenario = msgspec.structs.replace(scenario, data=whole)
        return scenario, build_samples(scenario)
