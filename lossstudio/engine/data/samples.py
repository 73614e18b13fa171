"""The samples that a scenario's data stand for, built once and kept while they are in use."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import msgspec

from lossstudio.core.datasets import Dataset, from_points, from_table, generate, read_table
from lossstudio.core.datasets.label_noise import with_label_noise
from lossstudio.core.datasets.splits import Sharing
from lossstudio.core.datasets.table import Reading, Table
from lossstudio.core.datasets.targets import with_positive_class
from lossstudio.core.datasets.with_features import with_features
from lossstudio.core.tasks import Task
from lossstudio.engine.scenarios.fields.field import OWN_DATA, Origin, origin_of
from lossstudio.engine.scenarios.fields.fields import in_use
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Data, Scenario
from lossstudio.engine.scenarios.table_reading import reading_of

FEW = 30
"""Of fewer measured samples all are trained on: a test set of five of them would measure chance."""


def build_samples(scenario: Scenario) -> Dataset:
    """The samples of `scenario`, from its data alone but for one thing: a person's own targets are
    classes where the first run's loss is for classes.

    Raises `InputError` where a file or its contents will not do.
    """
    as_classes = loss_of(scenario.runs[0]).task is not Task.REGRESSION
    return samples(scenario.data, as_classes)


def samples(data: Data, as_classes: bool) -> Dataset:
    """The samples of `data`; the same object again while it is remembered."""
    data = in_use(data)
    # What means nothing to these samples, or is done to them later, must not read a file again.
    is_drawn = data.dataset != "csv" or data.split == "shuffled"
    seed = data.seed if is_drawn else 0
    plain = msgspec.structs.replace(data, label_noise=0.0, seed=seed, features=())
    dataset = _samples(plain, as_classes and data.dataset in OWN_DATA)
    if data.features:
        is_generated = origin_of(data) is Origin.GENERATED
        dataset = _featured(dataset, data.features, is_generated=is_generated)
    return _relabelled(dataset, data.label_noise, data.seed) if data.label_noise else dataset


def sharing_of(data: Data) -> Sharing:
    """How the rows of `data` are shared out among the sets."""
    is_shuffled = data.dataset == "csv" and data.split == "shuffled"
    is_named = data.dataset == "points"
    return Sharing(
        data.test_fraction,
        data.validation_fraction,
        data.seed if is_shuffled else None,
        data.test_rows if is_named else None,
        data.validation_rows if is_named else None,
    )


@lru_cache(maxsize=8)
def _samples(data: Data, as_classes: bool) -> Dataset:
    dataset = _build(data, as_classes)
    if data.positive_class is not None and as_classes:
        dataset = with_positive_class(dataset, data.positive_class)
    return replace(dataset, name=data.dataset)


_featured = lru_cache(maxsize=8)(with_features)
_relabelled = lru_cache(maxsize=8)(with_label_noise)


def _table(data: Data) -> Table:
    """The chosen columns of the table of `data`."""
    assert data.file is not None  # checked with the scenario
    path = Path(data.file)
    if data.reading is None and data.categories == "drop":
        return read_table(path, Reading(columns=data.columns, encoding=data.encoding))
    # Loaded only for a table that needs it: a start has none.
    from lossstudio.core.datasets.selection import select_columns
    from lossstudio.core.datasets.tables.reader import read_columns
    from lossstudio.core.datasets.tables.source import Source

    columns = read_columns(Source(path, encoding=data.encoding), reading_of(data))
    return select_columns(columns, path, data.columns, one_hot=data.categories == "one_hot")


def _build(data: Data, as_classes: bool) -> Dataset:
    sharing = sharing_of(data)
    if data.dataset == "csv":
        table = _table(data)
        dataset = from_table(
            table, as_classes, sharing.test_fraction, sharing.validation_fraction, sharing.seed
        )
        return replace(dataset, dropped=table.dropped)
    if data.dataset == "points":
        assert data.points is not None
        return from_points(
            data.points,
            as_classes,
            data.test_fraction,
            names=data.point_names,
            class_names=data.class_names or (),
            validation_fraction=sharing.validation_fraction,
            test_rows=sharing.test_rows,
            validation_rows=sharing.validation_rows,
        )
    return generate(
        data.dataset,
        n_samples=data.n_samples,
        noise=data.noise,
        seed=data.seed,
        outlier_fraction=data.outlier_fraction,
        outlier_strength=data.outlier_strength,
        test_fraction=data.test_fraction,
        validation_fraction=data.validation_fraction,
        outliers_in=data.outliers_in,
    )
