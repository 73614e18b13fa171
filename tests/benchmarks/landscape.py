"""A landscape of the cost: how long a grid takes, beside the same costs point by point.

For each loss a grid of 201 × 201 points over 200 samples is computed, coarse to fine as it is
shown, and some of its points by `Objective.losses`. Both run in turns; the medians are printed.
The last lines are about a million samples and a larger network, with the longest stretch of work.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np

from lossstudio.core.losses import LOSSES
from lossstudio.core.planes import Plane, parameter_plane, random_plane
from lossstudio.core.tasks import Task
from lossstudio.engine.data.samples import samples
from lossstudio.engine.landscape.grid import landscape
from lossstudio.engine.landscape.optima import optimum
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.trainer import initial_parameters

DATASETS = {Task.REGRESSION: "line", Task.BINARY: "moons", Task.MULTICLASS: "three_blobs"}
SIDE = (-3.0, 3.0)


def build(loss: str, n: int, **run: object) -> tuple[Objective, Plane]:
    """The cost of a model on `n` training samples, and a plane through its start."""
    data = Data(dataset=DATASETS[LOSSES[loss].task], n_samples=n, test_fraction=0.0)
    objective = Objective(Run(loss=loss, **run), samples(data, False))
    theta = initial_parameters(objective)
    if objective.model.is_linear:
        return objective, parameter_plane(theta, 0, 1)
    return objective, random_plane(theta, objective.model.layout, seed=0)


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def compare(loss: str, rounds: int = 7, some: int = 400, **run: object) -> None:
    """Print the time of a whole landscape, of its first picture, and of the loop over points."""
    objective, plane = build(loss, 200, **run)
    points = np.random.default_rng(0).uniform(*SIDE, (some, 2)).tolist()

    def loop() -> None:
        with np.errstate(all="ignore"):
            for a, b in points:
                objective.losses(plane.at(a, b))

    whole, first, ratios = [], [], []
    for _ in range(rounds):
        pictures = (grid for grid in landscape(objective, plane, SIDE, SIDE) if grid is not None)
        first.append(seconds(lambda pictures=pictures: next(pictures)))
        whole.append(first[-1] + seconds(lambda pictures=pictures: list(pictures)))
        ratios.append(201 * 201 / some * seconds(loop) / whole[-1])
    name = " ".join([loss, *map(str, run.values())])
    print(
        f"{name:>28}: {statistics.median(whole) * 1e3:7.1f} ms (least {min(whole) * 1e3:7.1f}), "
        f"first picture {statistics.median(first) * 1e3:6.1f} ms, "
        f"{statistics.median(ratios):5.1f} times as fast as point by point"
    )


def large(loss: str, n: int, **run: object) -> None:
    """Print when each picture is there, and the longest time without a chance to stop."""
    objective, plane = build(loss, n, **run)
    begin = last = time.perf_counter()
    longest, pictures = 0.0, []
    for grid in landscape(objective, plane, SIDE, SIDE):
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        if grid is not None:
            pictures.append(f"{len(grid.a)} a side {now - begin:.2f} s")
    name = " ".join([loss, *map(str, run.values())])
    print(
        f"{name}, n = {n:,}: {', '.join(pictures)}; longest stretch {longest * 1e3:.0f} ms; "
        f"optimum {seconds(lambda: optimum(objective, plane.origin)) * 1e3:.0f} ms"
    )


def main() -> None:
    """All of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--short", action="store_true", help="a run of seconds, to see it work")
    if parser.parse_args().short:
        compare("mse", rounds=1, some=10)
        compare("binary_cross_entropy", model="mlp", hidden_layers=(2,), rounds=1, some=10)
        large("huber", 1000)
        return
    for loss in LOSSES:
        compare(loss)
    compare("mse", model="mlp", hidden_layers=(8, 8), rounds=3)
    compare("binary_cross_entropy", model="mlp", hidden_layers=(8, 8), rounds=3)
    large("mse", 1_000_000)
    large("huber", 1_000_000)
    large("mse", 200, model="mlp", hidden_layers=(100, 100))


if __name__ == "__main__":
    main()
