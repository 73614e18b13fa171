"""The data that ship with the program, against what has been published about them."""

import csv

import numpy as np
import pytest
from scipy.optimize import linprog

from lossstudio.core.datasets import DATASETS, generate
from lossstudio.core.tasks import Task
from lossstudio.engine.diagnosis import Status, diagnose
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario_file import find_scenario
from lossstudio.resource_files import resource

REAL = [name for name, generator in DATASETS.items() if generator.is_real]


def shipped(name, seed=0, test=0.0, n=100, noise=0.3, outliers=0.0):
    return generate(name, n, noise, seed, outliers, 5.0, test)


def in_the_file(name):
    with resource("data", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def line_through(x, y):
    """Intercept and slope of least squares."""
    return np.linalg.lstsq(np.column_stack([np.ones_like(x), x]), y, rcond=None)[0]


def test_every_set_is_there_and_no_file_is_left_over():
    assert REAL == ["cars", "engel", "anscombe", "challenger", "iris", "penguins", "watermelon"]
    files = {path.stem for path in resource("data").glob("*.csv")}
    assert files == set(REAL)
    readme = resource("data", "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}.csv`" in readme for name in REAL)


@pytest.mark.parametrize("name", REAL)
class TestEverySet:
    def test_the_description_is_complete(self, name):
        generator = DATASETS[name]
        assert generator.license
        assert generator.reference
        assert generator.description.endswith(".")
        n_classes = {Task.REGRESSION: 0, Task.BINARY: 2, Task.MULTICLASS: 3}[generator.task]
        assert len(generator.classes) == n_classes

    def test_all_rows_whatever_number_noise_and_outliers(self, name):
        _, rows = in_the_file(name)
        plain = shipped(name)
        other = shipped(name, n=7, noise=3.0, outliers=0.5)
        assert len(plain.x) == len(rows)
        np.testing.assert_array_equal(plain.x, other.x)
        np.testing.assert_array_equal(plain.target, other.target)
        assert not other.is_outlier.any()
        assert plain.truth is None

    def test_the_seed_is_that_of_the_order(self, name):
        first, other = shipped(name), shipped(name, seed=1)
        assert not np.array_equal(first.x, other.x)
        together = [np.column_stack([data.x, data.target]) for data in (first, other)]
        sorted_rows = [np.array(sorted(map(tuple, rows.tolist()))) for rows in together]
        np.testing.assert_array_equal(*sorted_rows)

    def test_the_test_set_is_the_last_part(self, name):
        whole, data = shipped(name), shipped(name, test=0.2)
        n = len(whole.x)
        assert data.n_train == n - round(0.2 * n)
        np.testing.assert_array_equal(data.x, whole.x)
        np.testing.assert_allclose(data.center, data.x[: data.n_train].mean(axis=0))
        np.testing.assert_allclose(data.scale, data.x[: data.n_train].std(axis=0))
        if data.classes:
            assert set(data.target[: data.n_train]) == set(range(len(data.classes)))


def test_cars():
    data = shipped("cars")
    x, y = data.x[:, 0], data.target
    assert (len(x), x.mean(), y.mean()) == (50, 15.4, 42.98)
    # R, lm(dist ~ speed, cars)
    np.testing.assert_allclose(line_through(x, y), [-17.5791, 3.9324], atol=5e-5)


def test_engel():
    data = shipped("engel")
    x, y = data.x[:, 0], data.target
    assert len(x) == 235
    # Least squares and median regression: Koenker, quantreg, vignette("rq"), in francs.
    np.testing.assert_allclose(line_through(x, y), [0.14747539, 0.48517842], atol=2e-7)
    n = len(x)
    a = np.column_stack([np.ones(n), x, np.eye(n), -np.eye(n)])
    cost = np.r_[0.0, 0.0, np.ones(2 * n)]
    bounds = [(None, None)] * 2 + [(0, None)] * (2 * n)
    found = linprog(cost, A_eq=a, b_eq=y, bounds=bounds)
    np.testing.assert_allclose(found.x[:2], [0.08148225, 0.56018055], atol=2e-6)


def test_anscombe():
    data = shipped("anscombe")
    x, y = data.x[:, 0], data.target
    # Anscombe (1973): the same for all of his four sets, to this precision.
    assert (len(x), x.mean(), x.var(ddof=1)) == (11, 9.0, 11.0)
    assert round(float(y.mean()), 2) == 7.5
    np.testing.assert_allclose(line_through(x, y), [3.0, 0.5], atol=3e-3)
    assert round(float(np.corrcoef(x, y)[0, 1]), 3) == 0.816
    # Of the third: without (13, 12.74), a line to the hundredth.
    rest = x != 13
    np.testing.assert_allclose(line_through(x[rest], y[rest]), [4.006, 0.345], atol=1e-3)
    assert np.abs(y - 4.006 - 0.345 * x)[rest].max() < 0.01


def test_challenger():
    data = shipped("challenger")
    assert data.classes == ("no damage", "damage")
    fahrenheit = data.x[:, 0] * 9 / 5 + 68
    y = data.target
    assert (len(y), y.sum()) == (23, 7)
    np.testing.assert_allclose((fahrenheit.min(), fahrenheit.max()), (53, 81))
    # Logistic regression by Newton's method: the estimates that all of the literature has.
    features = np.column_stack([np.ones(23), fahrenheit])
    theta = np.zeros(2)
    for _ in range(30):
        p = 1 / (1 + np.exp(-features @ theta))
        hessian = features.T @ (features * (p * (1 - p))[:, None])
        theta += np.linalg.solve(hessian, features.T @ (y - p))
    np.testing.assert_allclose(theta, [15.0429, -0.2322], atol=5e-5)


def test_iris():
    data = shipped("iris")
    assert data.classes == ("versicolor", "virginica")
    means = [data.x[data.target == index].mean(axis=0) for index in (0, 1)]
    # Fisher (1936), table 2: means of petal length and width.
    np.testing.assert_allclose(means, [[4.260, 1.326], [5.552, 2.026]], atol=5e-4)
    assert (data.target == 0).sum() == 50


def test_penguins():
    data = shipped("penguins")
    assert data.classes == ("Adelie", "Chinstrap", "Gentoo")
    assert np.bincount(data.target.astype(int)).tolist() == [151, 68, 123]
    means = [10 * data.x[data.target == index].mean(axis=0) for index in range(3)]
    # The documentation of palmerpenguins: means by species, in millimetres.
    np.testing.assert_allclose(means, [[38.79, 18.35], [48.83, 18.42], [47.50, 14.98]], atol=0.006)


def test_watermelon():
    data = shipped("watermelon")
    assert data.classes == ("bad", "good")
    assert np.bincount(data.target.astype(int)).tolist() == [9, 8]
    # Logistic regression by Newton's method, as in the solutions of the book's exercise 3.3.
    np.testing.assert_allclose(watermelon_optimum(), [3.158, 12.521, -4.429], atol=5e-4)


def watermelon_optimum():
    """Both weights and the bias, by Newton's method on the numbers of the file."""
    _, rows = in_the_file("watermelon")
    features = np.array([[float(density), float(sugar), 1.0] for density, sugar, _ in rows])
    y = np.array([melon == "good" for *_, melon in rows], dtype=np.float64)
    theta = np.zeros(3)
    for _ in range(30):
        p = 1 / (1 + np.exp(-features @ theta))
        hessian = features.T @ (features * (p * (1 - p))[:, None])
        theta += np.linalg.solve(hessian, features.T @ (y - p))
    return theta


def test_the_watermelons_preset_comes_to_the_optimum():
    experiment = Experiment(find_scenario("watermelon"))
    (trainer,) = experiment.trainers
    assert trainer.objective.n_train == 17
    experiment.advance(experiment.scenario.steps)
    np.testing.assert_allclose(trainer.theta, watermelon_optimum(), atol=1e-6)
    assert diagnose(trainer).status is Status.CONVERGED


def test_the_preset_after_dive_into_deep_learning_takes_three_epochs():
    scenario = find_scenario("d2l_line")
    (run,) = scenario.runs
    assert (scenario.data.n_samples, scenario.data.test_fraction) == (1000, 0.0)
    assert (run.batch_size, run.learning_rate, scenario.steps) == (10, 0.03, 3 * 1000 // 10)
    experiment = Experiment(scenario)
    experiment.advance(scenario.steps)
    # The noise of its batches is all that is left.
    np.testing.assert_allclose(experiment.trainers[0].theta, [2.0, -3.4, 4.2], atol=2e-3)
