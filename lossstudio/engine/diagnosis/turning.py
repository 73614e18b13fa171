"""Where in its record a run turned: the step to return to."""

import numpy as np

from lossstudio.engine.training.trainer import Trainer

_COST = 2


def lowest_step(trainer: Trainer) -> int:
    """The step with the lowest cost since the settings last changed; of a record that is thinned,
    the first one of its bucket."""
    curves = trainer.record.curves(trainer.segment.start, trainer.step + 1)
    at = int(np.argmin(curves.low[:, _COST]))
    return max(int(curves.steps[at]), trainer.segment.start)
