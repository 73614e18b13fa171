"""Random samples: numbers and classes, in odd units, with doubles, and in every position."""

import numpy as np

from lossstudio.engine.scenarios.scenario import Data

GENERATED = ("blobs", "moons", "threshold", "xor", "circles", "spirals")


def pick(rng, *options):
    return options[int(rng.integers(len(options)))]


def log(rng, low, high):
    return float(10.0 ** rng.uniform(low, high))


def points(x, y):
    rows = np.column_stack([x, y])
    return Data(
        dataset="points",
        points=tuple(tuple(map(float, row)) for row in rows),
        test_fraction=0.0,
    )


def numbers(rng, *, plain=False):
    """Data with numbers as targets."""
    if rng.random() < (0.5 if plain else 0.3):
        name = pick(rng, "line", "line", "quadratic", "sine", "heteroscedastic", "article")
        return Data(
            dataset=name,
            n_samples=int(rng.integers(12, 60)),
            noise=pick(rng, 0.0, 0.05, 0.3, 1.0),
            seed=int(rng.integers(1000)),
            outlier_fraction=pick(rng, 0.0, 0.0, 0.1),
            test_fraction=pick(rng, 0.0, 0.2),
        )
    if not plain and rng.random() < 0.1:
        return Data(dataset=pick(rng, "cars", "engel", "anscombe"), test_fraction=0.0)
    n, d = int(rng.integers(6, 40)), int(rng.integers(1, 3 if plain else 4))
    x = rng.standard_normal((n, d))
    y = x @ rng.standard_normal(d) + rng.normal()
    y = y + pick(rng, 0.0, 0.05, 0.3, 1.0) * rng.standard_normal(n)
    if plain:
        return points(x.round(3), y.round(3))
    x = x * 10.0 ** rng.uniform(-1.5, 1.5, d) * pick(rng, 1.0, 1.0, 1e-3, 1e3)
    if rng.random() < 0.3:
        x = x + x.std(axis=0) * rng.uniform(-30, 30, d)
    if rng.random() < 0.2:
        y = y + 10.0 * rng.standard_t(1.5, n)
    if rng.random() < 0.4:
        y = y * log(rng, -6, 6)
    if rng.random() < 0.3:
        y = y + y.std() * rng.uniform(-300, 300)
    if d > 1 and rng.random() < 0.3:
        x[:, -1] = x[:, 0] * pick(rng, 1.0, -2.0) + pick(rng, 0.0, 1.0)
    if rng.random() < 0.2:
        x[n // 2 :], y[n // 2 :] = x[: n - n // 2], y[: n - n // 2]
    if rng.random() < 0.05:
        y[:] = y[0]
    return points(x, y)


def classes(rng, shape=None, *, several=False, plain=False):
    """Data with classes: "apart", "touching" or "mixed"."""
    shape = shape or pick(rng, "apart", "touching", "mixed", "mixed")
    k = 3 if several else 2
    if shape == "mixed" and not plain and rng.random() < 0.1:
        name = "penguins" if several else pick(rng, "challenger", "iris")
        return Data(dataset=name, test_fraction=0.0)
    if rng.random() < 0.3 and shape != "touching":
        easy = "three_blobs" if several else "blobs"
        names = ("three_blobs", "pinwheel") if several else GENERATED
        return Data(
            dataset=easy if shape == "apart" else pick(rng, *names),
            n_samples=int(rng.integers(12, 50)),
            noise=0.15 if shape == "apart" else pick(rng, 0.5, 1.0, 2.0),
            seed=int(rng.integers(1000)),
            test_fraction=pick(rng, 0.0, 0.2),
        )
    n, d = int(rng.integers(8, 40)), int(rng.integers(1, 4))
    y = np.r_[np.arange(k), np.arange(k), rng.integers(0, k, n - 2 * k)]
    if several:
        d = max(d, 2)
    directions = rng.standard_normal((k, d))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    if several:
        angles = 2 * np.pi * np.arange(k) / k + rng.uniform(0, 6)
        directions = np.zeros((k, d))
        directions[:, 0], directions[:, 1] = np.cos(angles), np.sin(angles)
    else:
        directions[1] = -directions[0]
    x = rng.standard_normal((n, d))
    if shape == "mixed":
        x = x + pick(rng, 0.0, 0.5, 1.0) * directions[y]
    else:
        x = 0.3 * x.clip(-1.5, 1.5) + 2.0 * directions[y]
    if shape == "touching" and not several:
        along = x @ directions[0]
        gap = np.where(y == 0, along[y == 0].min(), along[y == 1].max())
        x = x - gap[:, None] * directions[0]
        x[0] = x[1] = 0.0
    if not plain and rng.random() < 0.4:
        x = x * 10.0 ** rng.uniform(-1, 1, d) * pick(rng, 1.0, 1.0, 1e-2, 1e2)
    if not plain and rng.random() < 0.3:
        x = x + x.std(axis=0) * rng.uniform(-10, 10, d)
    if d > 1 and rng.random() < 0.1 and shape == "mixed":
        x[:, -1] = x[:, 0]
    return points(x, y)
