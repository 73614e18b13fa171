"""Trains without a window: in bites, so that it can be told of and stopped."""

import sys
import time
from collections.abc import Iterator

from tqdm import tqdm

from lossstudio.engine.runs.experiment import Experiment
from lossstudio.interrupt import stop_if_asked

BITE = 0.1
"""Seconds between two looks at the progress and at Ctrl+C, about."""


def train(
    experiment: Experiment, steps: int, *, one_by_one: bool = False, on_terminals_only: bool = False
) -> Iterator[int]:
    """Train to step `steps`, a stop, or as far as it goes; yields how many steps have been done.

    They come `one_by_one`, or as many as `BITE` allows. The progress is shown on standard error.
    Raises `KeyboardInterrupt` where Ctrl+C came, even where Python lost it.
    """
    count = 1
    with tqdm(
        total=steps,
        unit=" steps",
        file=sys.stderr,
        delay=0.5,
        leave=False,
        disable=None if on_terminals_only else False,
    ) as progress:
        while experiment.step < steps and not (experiment.is_stopped or experiment.has_met_stop):
            stop_if_asked()
            begin = time.perf_counter()
            done = experiment.advance(min(count, steps - experiment.step))
            progress.update(done)
            yield done
            if not one_by_one:
                count = count * 2 if time.perf_counter() - begin < BITE / 2 else max(1, count // 2)
