"""Training in bites of a chosen length: between them it can be told of or stopped."""

import time
from collections.abc import Callable, Iterator

from lossstudio.engine.runs.experiment import Experiment


def train_in_bites(
    experiment: Experiment,
    steps: int,
    seconds: float,
    *,
    one_by_one: bool = False,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[int]:
    """Train to step `steps`, a stop, or as far as it goes; yields how many steps have been done.

    They come `one_by_one`, or as many as take at most `seconds`. It changes nothing of the steps.
    """
    count = 1
    while experiment.step < steps and not (experiment.is_stopped or experiment.has_met_stop):
        begin = clock()
        done = experiment.advance(min(count, steps - experiment.step))
        if not one_by_one:
            count = count * 2 if clock() - begin < seconds / 2 else max(1, count // 2)
        yield done
