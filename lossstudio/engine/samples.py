"""The samples that a scenario's data stand for, built once and kept while they are in use."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import msgspec

from lossstudio.core.datasets import DATASETS, Dataset
from lossstudio.core.datasets.build import from_points, from_table, generate
from lossstudio.core.datasets.table import Reading, read_table
from lossstudio.core.tasks import Task
from lossstudio.engine.fields import OWN_DATA
from lossstudio.engine.run_loss import loss_of
from lossstudio.engine.scenario import Data, Scenario


def build_samples(scenario: Scenario) -> Dataset:
    """The samples of `scenario`, from its data alone but for one thing: a person's own targets are
    classes where the first run's loss is for classes.

    Raises `InputError` where a file or its contents will not do.
    """
    as_classes = loss_of(scenario.runs[0]).task is not Task.REGRESSION
    return samples(scenario.data, as_classes)


def samples(data: Data, as_classes: bool) -> Dataset:
    """The samples of `data`; the same object again while it is remembered."""
    is_own = data.dataset in OWN_DATA
    if is_own or DATASETS[data.dataset].is_real:
        # What only shapes generated samples must not read a file again.
        plain = Data()
        data = msgspec.structs.replace(
            data,
            n_samples=plain.n_samples,
            noise=plain.noise,
            seed=plain.seed if is_own else data.seed,
            outlier_fraction=plain.outlier_fraction,
            outlier_strength=plain.outlier_strength,
        )
    return _samples(data, as_classes and is_own)


@lru_cache(maxsize=8)
def _samples(data: Data, as_classes: bool) -> Dataset:
    return replace(_build(data, as_classes), name=data.dataset)


def _build(data: Data, as_classes: bool) -> Dataset:
    if data.dataset == "csv":
        assert data.file is not None  # checked with the scenario
        table = read_table(Path(data.file), Reading(columns=data.columns, encoding=data.encoding))
        return from_table(table, as_classes, data.test_fraction)
    if data.dataset == "points":
        assert data.points is not None
        return from_points(
            data.points,
            as_classes,
            data.test_fraction,
            names=data.point_names,
            class_names=data.class_names or (),
        )
    return generate(
        data.dataset,
        n_samples=data.n_samples,
        noise=data.noise,
        seed=data.seed,
        outlier_fraction=data.outlier_fraction,
        outlier_strength=data.outlier_strength,
        test_fraction=data.test_fraction,
    )
