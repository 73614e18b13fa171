"""Samples of which features enter a model, in place of their inputs."""

from dataclasses import replace

import numpy as np

from lossstudio.core.datasets.base import Dataset
from lossstudio.core.datasets.spread import center_and_scale
from lossstudio.core.features import read_features
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError


def with_features(dataset: Dataset, texts: tuple[str, ...], *, is_generated: bool) -> Dataset:
    """`dataset` with the features that `texts` name (see `read_features`), centred and scaled as
    its inputs are: by the box that generated inputs lie in, or by the training features' mean and
    standard deviation.

    Raises `InputError` naming ``data.features`` where there is no such feature, or where one
    leaves the finite numbers.
    """
    features = read_features(texts, dataset.input_names)
    if features is None:
        return dataset
    values = features.of(dataset.x)
    wrong = np.argwhere(~np.isfinite(values.T))
    if len(wrong):
        place, row = wrong[0].tolist()
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "{field} = {value}: is not a finite number for sample {number}"
            ),
            field=f"data.features.{place}",
            value=shown(texts[place]),
            number=dataset.number_of(row),
        )
    if is_generated:
        center, scale = features.center_and_scale(dataset.center, dataset.scale)
    else:
        center, scale = center_and_scale(values[: dataset.n_train])
    for array in (center, scale):
        array.flags.writeable = False
    return replace(dataset, features=features, center=center, scale=scale)
