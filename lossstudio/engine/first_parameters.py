"""Where a run starts."""

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.models import MODELS
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.objective import Objective

Array = NDArray[np.float64]


def initial_parameters(objective: Objective, index: int = 0) -> Array:
    """Where a run starts, (p,): as it says itself, from its seed, or as the data's source does.

    Raises `InputError`, naming the field of run `index`, where the numbers it gives are not one a
    parameter.
    """
    run, model, dataset = objective.run, objective.model, objective.dataset
    if run.start is not None:
        if len(run.start) != model.n_parameters:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{field}: has {count} numbers; one for each of the model's {allowed} "
                    "parameters is needed",
                ),
                field=f"runs.{index}.start",
                count=len(run.start),
                allowed=model.n_parameters,
            )
        return _of_start(objective, np.array(run.start, dtype=np.float64))
    theta = model.init(np.random.default_rng([run.seed, 0])).copy()
    as_data_say = MODELS[run.model].starts_as_data_say and run.initialization != "zero"
    if as_data_say and dataset.initial_weights is not None:
        theta[objective.is_weight] = dataset.initial_weights(
            run.seed, int(objective.is_weight.sum())
        )
        return _of_start(objective, theta)
    return theta


def _of_start(objective: Objective, given: Array) -> Array:
    """theta (p,) of a start that is `given` in numbers: in the data's units where the run only
    changes its coordinates, and in the model's own where the model decides."""
    return objective.from_data_units(given) if objective.model.inputs.are_coordinates else given
