"""The scenario that accepting what is proposed for a table makes."""

from pathlib import Path

import msgspec

from lossstudio.core.datasets import Dataset
from lossstudio.core.datasets.tables.columns import Columns
from lossstudio.core.datasets.tables.reader import read_columns
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, printable
from lossstudio.engine.checks import check_scenario
from lossstudio.engine.fitting import fitting_rates
from lossstudio.engine.run_loss import USUAL_LOSSES
from lossstudio.engine.samples import FEW, build_samples
from lossstudio.engine.scenario import Data, Run, Scenario
from lossstudio.engine.table_proposal.proposal import Proposal, propose
from lossstudio.engine.table_reading import kept_reading

_TEST_SHARE = Data().test_fraction

_LEARNING_RATES = {Task.REGRESSION: 0.1, Task.BINARY: 1.0, Task.MULTICLASS: 1.0}
"""What trains where inputs are of order 1: a squared error's curvature is then about 2, a
cross-entropy's a quarter of an input's square at most."""


def table_scenario(path: Path) -> Scenario:
    """The scenario that accepting the proposals for the table in the file `path` makes.

    Raises `InputError` where the table cannot be read, or nothing can be learnt from it.
    """
    columns = read_columns(Source(path))
    return scenario_of(columns, propose(columns), path)


def scenario_of(columns: Columns, proposal: Proposal, path: Path) -> Scenario:
    """The scenario of the table in the file `path` as it was read and as is proposed.

    Raises `InputError` where nothing can be learnt from it.
    """
    if proposal.problem is not None or proposal.task is None:
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{file}: {reason}"),
            file=printable(path.name),
            reason=proposal.problem,
        )
    scenario = check_scenario(
        Scenario(
            title=printable(path.stem), data=_data(columns, proposal, path), runs=(_run(proposal),)
        )
    )
    scenario, dataset = _split(scenario)
    rates = dict(fitting_rates(scenario, dataset))
    run = scenario.runs[0]
    rate = rates.get("runs.0.learning_rate", run.learning_rate)
    run = msgspec.structs.replace(run, learning_rate=rate)
    return msgspec.structs.replace(scenario, runs=(run,))


def _data(columns: Columns, proposal: Proposal, path: Path) -> Data:
    assert proposal.target is not None
    return Data(
        dataset="csv",
        file=str(path.absolute()),
        encoding=None if columns.encoding == "utf-8" else columns.encoding,
        reading=kept_reading(columns.reading),
        columns=(*proposal.inputs, proposal.target),
        positive_class=proposal.positive_class,
        categories=proposal.categories,
        test_fraction=_TEST_SHARE if proposal.rows >= FEW else 0.0,
        split="shuffled",
    )


def _run(proposal: Proposal) -> Run:
    assert proposal.task is not None
    return Run(
        loss=USUAL_LOSSES[proposal.task],
        learning_rate=_LEARNING_RATES[proposal.task],
        standardize=proposal.standardize,
    )


def _split(scenario: Scenario) -> tuple[Scenario, Dataset]:
    """`scenario`, without a test set where its classes are too few for one, and its samples."""
    try:
        return scenario, build_samples(scenario)
    except InputError:
        whole = msgspec.structs.replace(scenario.data, test_fraction=0.0)
        scenario = msgspec.structs.replace(scenario, data=whole)
        return scenario, build_samples(scenario)
