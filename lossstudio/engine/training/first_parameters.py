"""Where a run starts."""

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.models import MODELS
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.training.objective import Objective

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
        return objective.theta_of(np.array(run.start, dtype=np.float64))
    theta = model.init(np.random.default_rng([run.seed, 0])).copy()
    as_data_say = MODELS[run.model].starts_as_data_say and run.initialization != "zero"
    if as_data_say and dataset.initial_weights is not None:
        theta[objective.is_weight] = dataset.initial_weights(
            run.seed, int(objective.is_weight.sum())
        )
        return objective.theta_of(theta)
    return theta
