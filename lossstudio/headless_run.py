"""Trains without a window: in bites, so that it can be told of and stopped."""

import sys
from collections.abc import Iterator
from typing import NoReturn

from tqdm import tqdm

from lossstudio.engine.runs.bites import train_in_bites
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.sweep.training import Plan, Point, sweep
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
    with _progress(steps, on_terminals_only) as progress:
        stop_if_asked()
        for done in train_in_bites(experiment, steps, BITE, one_by_one=one_by_one):
            progress.update(done)
            yield done
            stop_if_asked()


def sweep_to_end(plan: Plan) -> tuple[Point, ...]:
    """Train for all values of a sweep, with progress and Ctrl+C as `train` has them."""
    points: tuple[Point, ...] = ()
    with _progress(0) as progress:
        for found in sweep(plan):
            progress.total = found.total
            progress.update(found.steps - progress.n)
            points = found.points
            stop_if_asked()
    return points


def _progress(steps: int, on_terminals_only: bool = False) -> "tqdm[NoReturn]":
    return tqdm(
        total=steps,
        unit=" steps",
        file=sys.stderr,
        delay=0.5,
        leave=False,
        disable=None if on_terminals_only else False,
    )
