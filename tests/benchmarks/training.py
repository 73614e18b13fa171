"""A step of linear regression against the tutorial's loop, and a return to an earlier step.

The tutorial's loop is the one that most introductions print: predictions, the mean of the squares,
two means for the two gradients. Ours does the same and also keeps the history, checkpoints and all
checks. Both run in turns, and the medians of their ratios are printed.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np

from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training.trainer import Trainer


def trainer(n: int) -> Trainer:
    """Linear regression with bias and MSE on `n` training samples, none held out."""
    data = Data(dataset="line", n_samples=n, test_fraction=0.0)
    return Trainer(data, Run(loss="mse", learning_rate=0.1))


def tutorial(x: np.ndarray, y: np.ndarray) -> Callable[[int], None]:
    """The loop of the tutorials, `count` steps at a call."""
    w, b, history = 0.0, 0.0, []

    def advance(count: int) -> None:
        nonlocal w, b
        for _ in range(count):
            y_pred = w * x + b
            history.append(np.mean((y - y_pred) ** 2))
            dw = -2 * np.mean(x * (y - y_pred))
            db = -2 * np.mean(y - y_pred)
            w -= 0.1 * dw
            b -= 0.1 * db

    return advance


def seconds(work: Callable[[int], object], count: int) -> float:
    """How long `count` steps take."""
    begin = time.perf_counter()
    work(count)
    return time.perf_counter() - begin


def compare(n: int, count: int, rounds: int = 15) -> None:
    """Print the time of a step, ours and the tutorial's, and the ratio."""
    ours = trainer(n)
    x, y = (np.ascontiguousarray(a).ravel() for a in (ours.objective.dataset.x, ours.objective.y))
    theirs = tutorial(x, y)
    ratios, own, other = [], [], []
    for _ in range(rounds):
        b = seconds(theirs, count) / count
        a = seconds(ours.advance, count) / count
        ratios.append(b / a)
        own.append(a)
        other.append(b)
    print(
        f"n = {n:>9,}: a step {statistics.median(own) * 1e6:10.1f} µs, the tutorial's "
        f"{statistics.median(other) * 1e6:10.1f} µs: {statistics.median(ratios):.2f} times as fast"
    )


def go_back(steps: int) -> None:
    """Print how long a jump to any of `steps` steps takes."""
    subject = trainer(100)
    subject.advance(steps)
    rng = np.random.default_rng(0)
    times = []
    for step in rng.integers(0, steps, 40):
        begin = time.perf_counter()
        subject.go_to(int(step))
        times.append(time.perf_counter() - begin)
    print(
        f"jump to any of {steps:,} steps: median {statistics.median(times) * 1e3:.1f} ms, "
        f"longest {max(times) * 1e3:.1f} ms"
    )


def main() -> None:
    """All of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--short", action="store_true", help="a run of seconds, to see it work")
    if parser.parse_args().short:
        compare(100, 20, rounds=3)
        go_back(1000)
        return
    compare(100, 2000)
    compare(10_000, 200)
    compare(1_000_000, 2)
    go_back(300_000)


if __name__ == "__main__":
    main()
