"""Standardised runs: a change of coordinates only, beside references that know none of it."""

import itertools

import msgspec
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from lossstudio.core.datasets import from_points
from lossstudio.core.datasets.spread import measured
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError
from lossstudio.engine.costs.cost_facts import CostFacts
from lossstudio.engine.measuring.measures import measure
from lossstudio.engine.measuring.predictions import predict_row, prediction_columns
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.results import results
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario, as_written
from lossstudio.engine.scenarios.scenario_file import from_dict
from lossstudio.engine.training.objective import Objective
from tests.dropped.radial_basis import MODEL as RADIAL_BASIS

replace = msgspec.structs.replace


@pytest.fixture(autouse=True)
def _model_with_own_numbers(monkeypatch):
    monkeypatch.setitem(MODELS, RADIAL_BASIS.name, RADIAL_BASIS)


def table(n=40, d=2, task=Task.REGRESSION, seed=0):
    """Rows of inputs in very different units, the target last."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, d)) * [300.0, 0.02, 5.0][:d] + [2000.0, -0.1, 1.0][:d]
    u = (x - x.mean(axis=0)) / x.std(axis=0)
    y = 40.0 + 8.0 * (u @ np.array([1.0, -0.5, 2.0])[:d]) + rng.normal(size=n)
    if task is not Task.REGRESSION:
        k = 2 if task is Task.BINARY else 3
        y = np.digitize(y, np.quantile(y, np.arange(1, k) / k)).astype(float)
        rng.shuffle(y[: n // 5])
    return np.column_stack([x, y])


def points(rows, **fields):
    return Data(dataset="points", points=tuple(map(tuple, rows.tolist())), **fields)


def scenario(rows, run, steps=50, **fields):
    return Scenario(data=points(rows, **fields), runs=(run,), steps=steps)


def trained(scenario):
    experiment = Experiment(scenario)
    experiment.advance(scenario.steps)
    return experiment


def objective(rows, run, as_classes=False):
    return Objective(run, from_points(rows.tolist(), as_classes, 0.2))


# -- against gradient descent by hand -------------------------------------------------------------


def test_mse_is_gradient_descent_in_standardised_coordinates():
    rows = table()
    n = 32
    x, y = rows[:n, :-1], rows[:n, -1]
    mean, std = x.mean(axis=0), x.std(axis=0)
    u = (x - mean) / std
    v, c, rate = np.zeros(2), 0.0, 0.3
    for _ in range(50):
        error = u @ v + c - y
        v, c = v - rate * 2 * u.T @ error / n, c - rate * 2 * error.mean()
    run = Run(standardize="inputs", learning_rate=rate, initialization="zero")
    found = results(trained(scenario(rows, run)))["runs"][0]
    assert_allclose(found["parameters"]["weights"], v / std, rtol=1e-10)
    assert_allclose(found["parameters"]["bias"], c - (v / std) @ mean, rtol=1e-10)
    assert found["cost"] == pytest.approx(np.mean((u @ v + c - y) ** 2), rel=1e-10)
    hessian = 2 * np.column_stack([u, np.ones(n)]).T @ np.column_stack([u, np.ones(n)]) / n
    largest = np.linalg.eigvalsh(hessian)[-1]
    assert found["largest_curvature"] == pytest.approx(largest, rel=1e-10)


def test_the_target_too_is_gradient_descent_on_it_in_standard_deviations():
    rows = table()
    n = 32
    x, y = rows[:n, :-1], rows[:n, -1]
    mean, std, middle, width = x.mean(axis=0), x.std(axis=0), y.mean(), y.std()
    u, t = (x - mean) / std, (y - middle) / width
    v, c, rate, delta = np.zeros(2), 0.0, 0.3, 0.5
    for _ in range(50):
        slope = np.clip(u @ v + c - t, -delta, delta)
        v, c = v - rate * u.T @ slope / n, c - rate * slope.mean()
    run = Run(
        loss="huber",
        loss_parameters={"delta": delta},
        standardize="inputs_and_target",
        learning_rate=rate,
        initialization="zero",
    )
    trainer = trained(scenario(rows, run)).trainers[0]
    found = results(trained(scenario(rows, run)))["runs"][0]
    assert_allclose(found["parameters"]["weights"], width * v / std, rtol=1e-10)
    assert_allclose(
        found["parameters"]["bias"], middle + width * (c - (v / std) @ mean), rtol=1e-10
    )
    error = u @ v + c - t
    huber = np.where(np.abs(error) <= delta, error**2 / 2, delta * (np.abs(error) - delta / 2))
    assert found["train_loss"] == pytest.approx(huber.mean(), rel=1e-10)
    # Metrics are in the target's unit.
    rmse = float(np.sqrt(np.mean((width * error) ** 2)))
    assert measure(trainer.objective, trainer.theta)[0].rmse == pytest.approx(rmse, rel=1e-10)
    said = trainer.objective.predict_raw(trainer.theta, x)[:, 0]
    assert_allclose(said, middle + width * (u @ v + c), rtol=1e-10)


# -- the optimum is the same point ----------------------------------------------------------------


@pytest.mark.parametrize("standardize", [False, "inputs"])
def test_ridge_is_the_closed_form_in_the_data_units(standardize):
    rows = table()
    rows[:, 0] = (rows[:, 0] - 2000.0) / 100.0  # so that both can be solved for
    rows[:, 1] *= 10.0
    n, l2 = 32, 0.7
    x, y = rows[:n, :-1], rows[:n, -1]
    around = x - x.mean(axis=0)
    w = np.linalg.solve(around.T @ around / n + l2 * np.eye(2), around.T @ (y - y.mean()) / n)
    cost = CostFacts(objective(rows, Run(standardize=standardize, l2=l2)))
    least = cost.least()
    found = cost.objective.in_data_units(least.theta)
    assert_allclose(found["weights"], w, rtol=1e-9)
    assert_allclose(found["bias"], y.mean() - w @ x.mean(axis=0), rtol=1e-9)
    residual = x @ w + found["bias"] - y
    assert least.cost == pytest.approx(np.mean(residual**2) + l2 * w @ w, rel=1e-12)


@pytest.mark.parametrize("model", ["linear", "polynomial"])
@pytest.mark.parametrize("penalty", [{"l1": 0.3}, {"l2": 0.2}, {"l1": 0.1, "l2": 0.1}])
@pytest.mark.parametrize("bias", [True, False])
def test_the_lowest_cost_does_not_depend_on_the_coordinates(model, penalty, bias):
    rows = table()
    rows[:, 0] = (rows[:, 0] - 2000.0) / 100.0
    rows[:, 1] *= 10.0
    least = [
        CostFacts(
            objective(rows, Run(model=model, degree=2, standardize=how, bias=bias, **penalty))
        ).least()
        for how in (False, "inputs")
    ]
    assert least[0].cost == pytest.approx(least[1].cost, rel=1e-6)


# -- any cost, in both coordinates ----------------------------------------------------------------

MODELS_TRIED = {
    "linear": {"model": "linear"},
    "linear without bias": {"model": "linear", "bias": False},
    "polynomial": {"model": "polynomial", "degree": 3},
    "polynomial without bias": {"model": "polynomial", "degree": 2, "bias": False},
    "network": {"model": "mlp", "hidden_layers": (3, 2)},
    "network without biases": {"model": "mlp", "hidden_layers": (3,), "bias": False},
    "network without hidden layers": {"model": "mlp", "hidden_layers": ()},
}
PENALTIES = ({}, {"l2": 0.3}, {"l1": 0.2}, {"l1": 0.2, "l2": 0.3})
ALL = [
    (name, loss, penalty)
    for (name, loss), penalty in zip(
        itertools.product(MODELS_TRIED, LOSSES), itertools.cycle(PENALTIES), strict=False
    )
]


def mild(task):
    """A table whose inputs one can learn with also as they are."""
    rows = table(task=task)
    rows[:, 0] = (rows[:, 0] - 2100.0) / 300.0
    rows[:, 1] *= 40.0
    if task is Task.REGRESSION:
        rows[:, -1] /= 8.0
    return rows


@pytest.mark.parametrize(("name", "loss", "penalty"), ALL, ids=lambda value: str(value))
def test_costs_agree_and_gradients_obey_the_chain_rule(name, loss, penalty):
    """cost(theta) = cost of the same parameters in the data's units, by a model that knows of no
    standardising; its gradient is that one's times the change of coordinates."""
    task = LOSSES[loss].task
    rows, is_class = mild(task), task is not Task.REGRESSION
    run = Run(loss=loss, reduction="sum", **MODELS_TRIED[name], **penalty)
    plain = objective(rows, replace(run, standardize=False), is_class)
    coordinates = objective(rows, replace(run, standardize="inputs"), is_class)
    assert coordinates.model.standardizes
    assert not plain.model.standardizes
    rng = np.random.default_rng(7)
    for _ in range(3):
        given = 0.5 * rng.normal(size=plain.model.n_parameters)
        theta = coordinates.theta_of(given)
        assert_allclose(coordinates.model.to_data_units(theta), given, rtol=1e-9, atol=1e-12)
        (losses, gradient), (others, slopes) = coordinates.evaluate(theta), plain.evaluate(given)
        assert_allclose(losses, others, rtol=1e-9)
        # given = A theta + b, so that the gradient by theta is Aᵀ times that by what is given.
        zero = coordinates.model.to_data_units(np.zeros(len(theta)))
        a = np.array([coordinates.model.to_data_units(e) - zero for e in np.eye(len(theta))])
        assert_allclose(gradient, a @ slopes, rtol=1e-7, atol=1e-9 * np.abs(gradient).max())


@pytest.mark.parametrize("model", ["linear", "polynomial", "mlp", "radial_basis"])
@pytest.mark.parametrize("loss", ["mse", "huber", "log_cosh"])
def test_the_gradient_is_that_of_the_cost_with_the_target_standardised(model, loss):
    run = Run(model=model, degree=2, loss=loss, l1=0.05, l2=0.1, standardize="inputs_and_target")
    found = objective(mild(Task.REGRESSION), run)
    theta = np.random.default_rng(1).normal(size=found.model.n_parameters)
    gradient = found.evaluate(theta)[1]
    for at in range(len(theta)):
        step = np.eye(1, len(theta), at)[0] * 1e-5
        up, down = found.losses(theta + step).cost, found.losses(theta - step).cost
        assert (up - down) / 2e-5 == pytest.approx(gradient[at], rel=1e-5, abs=1e-6)
    # The curvature too, beside differences of the gradient.
    hessian = np.array(
        [
            found.evaluate(theta + step)[1] - found.evaluate(theta - step)[1]
            for step in np.eye(len(theta)) * 1e-5
        ]
    )
    largest = np.linalg.eigvalsh((hessian + hessian.T) / 4e-5)[-1]
    assert found.largest_curvature(theta) == pytest.approx(largest, rel=1e-3)


@pytest.mark.parametrize("name", [*MODELS_TRIED, "radial_basis"])
@pytest.mark.parametrize("how", ["inputs", "inputs_and_target"])
def test_parameters_in_the_data_units_predict_the_same(name, how):
    rows = mild(Task.REGRESSION)
    run = Run(standardize=how, **MODELS_TRIED.get(name, {"model": "radial_basis"}))
    found = objective(rows, run)
    rng = np.random.default_rng(4)
    theta = rng.normal(size=found.model.n_parameters)
    given = np.concatenate([np.ravel(part) for part in found.in_data_units(theta).values()])
    assert len(given) == len(theta)
    assert_allclose(found.theta_of(given), theta, rtol=1e-9, atol=1e-10)
    if name == "radial_basis":
        return  # whose bumps are round in the standardised inputs
    plain = objective(rows, replace(run, standardize=False))
    x = rows[:, :-1] + rng.normal(size=(len(rows), 2))
    assert_allclose(found.predict_raw(theta, x), plain.predict_raw(given, x), rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("name", MODELS_TRIED)
def test_what_is_predicted_of_rows_is_in_the_data_units(name):
    rows = mild(Task.REGRESSION)
    run = Run(standardize="inputs_and_target", **MODELS_TRIED[name])
    found = objective(rows, run)
    theta = np.random.default_rng(4).normal(size=found.model.n_parameters)
    expected = found.predict_raw(theta, rows[:, :-1])[:, 0]
    columns = prediction_columns([found], [theta], ["run"])
    assert_allclose(columns["prediction"], expected, rtol=1e-9)
    assert_allclose(predict_row(found, theta, rows[5, :-1]).value, expected[5], rtol=1e-9)
    error = (expected - columns["target"])[: found.n_train]
    assert_allclose(np.sqrt((error**2).mean()), measure(found, theta).train.rmse, rtol=1e-9)


# -- starts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [False, "inputs", "inputs_and_target"])
@pytest.mark.parametrize("model", ["linear", "polynomial", "mlp"])
def test_a_start_is_in_the_data_units(model, how):
    rows = mild(Task.REGRESSION)
    run = Run(model=model, degree=2, hidden_layers=(2,), standardize=how)
    count = objective(rows, run).model.n_parameters
    start = tuple(np.random.default_rng(2).normal(size=count).tolist())
    found = results(Experiment(scenario(rows, replace(run, start=start))))["runs"][0]
    given = np.concatenate([np.ravel(part) for part in found["parameters"].values()])
    assert_allclose(given, start, rtol=1e-9, atol=1e-12)


def test_data_that_prescribe_a_start_do_so_in_their_units():
    runs = tuple(Run(standardize=how) for how in (None, False, "inputs", "inputs_and_target"))
    made = Scenario(data=Data(dataset="article"), runs=runs)
    found = [run["parameters"] for run in results(Experiment(made))["runs"]]
    for each in found[1:]:
        assert each["weights"] == pytest.approx(found[0]["weights"], rel=1e-12)
        assert each["bias"] == pytest.approx(found[0]["bias"], abs=1e-12)


def test_a_start_stays_where_it_means_the_same():
    start = (1.0, 2.0)
    made = Scenario(runs=(Run(start=start),))
    assert with_values(made, [("runs.0.standardize", "inputs")]).runs[0].start == start
    made = with_values(made, [("runs.0.model", "polynomial"), ("runs.0.start", list(start))])
    # Where the model decides, a polynomial's start is in its own units.
    assert with_values(made, [("runs.0.standardize", "inputs")]).runs[0].start is None
    made = with_values(made, [("runs.0.standardize", False), ("runs.0.start", list(start))])
    assert with_values(made, [("runs.0.standardize", "inputs")]).runs[0].start == start


# -- numbers --------------------------------------------------------------------------------------


def test_inputs_far_from_0_lose_nothing():
    rng = np.random.default_rng(0)
    spread = rng.integers(-512, 512, size=50) * 2.0**-12
    x = 1e7 + spread  # exact
    y = 3.0 * spread / spread.std() + rng.normal(size=50)
    rows = np.column_stack([x, y])
    run = Run(standardize="inputs", learning_rate=0.4, initialization="zero")
    trainer = trained(scenario(rows, run, steps=200, test_fraction=0.0)).trainers[0]
    u = (spread - spread.mean()) / spread.std()
    slope = u @ (y - y.mean()) / 50
    assert trainer.theta == pytest.approx([slope, y.mean()], rel=1e-9, abs=1e-9)
    assert_allclose(trainer.objective.features[:, 0], u, rtol=1e-9, atol=1e-9)


def test_constant_columns_have_the_scale_1_and_huge_ones_do_not_overflow():
    rows = np.column_stack(
        [np.full(10, 0.1), 1.7e308 * np.linspace(-1.0, 1.0, 10), np.arange(10.0)]
    )
    found = objective(rows, Run(standardize="inputs"))
    assert found.model.inputs.scale[0] == 1.0
    assert_array_equal(found.features[:, 0], 0.0)
    assert np.isfinite(found.features).all()
    assert np.isfinite(found.evaluate(np.ones(3))[1]).all()


def test_spread_is_right_far_from_0_and_by_itself_without_a_center():
    x = np.array([[1e7 - 2.0**-24, 2.0, 5.0], [1e7 + 2.0**-24, -4.0, 5.0]])
    center, scale = measured(x)
    assert_array_equal(center, [1e7, -1.0, 5.0])
    assert_allclose(scale, [2.0**-24, 3.0, 1.0], rtol=1e-12)
    center, scale = measured(x, is_centered=False)
    assert_array_equal(center, 0.0)
    assert_allclose(scale, [1e7, np.sqrt(10.0), 5.0], rtol=1e-12)


# -- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize("loss", LOSSES)
def test_the_target_is_standardised_for_losses_of_the_residual_alone(loss):
    run = {"loss": loss, "standardize": "inputs_and_target"}
    data = {Task.REGRESSION: "line", Task.BINARY: "moons", Task.MULTICLASS: "three_blobs"}
    task = LOSSES[loss].task
    raw = {"format": 1, "data": {"dataset": data[task]}, "runs": [run]}
    if task is Task.REGRESSION:
        from_dict(raw)
        return
    with pytest.raises(InputError, match=r"runs\.0\.standardize.*classes have no mean"):
        from_dict(raw)


@pytest.mark.parametrize(
    ("formula", "fits"),
    [("r^2", True), ("abs(yhat - y)", True), ("yhat - y*log(yhat)", False), ("r^2/(1+y^2)", False)],
)
def test_own_losses_are_looked_at(formula, fits):
    run = {"loss": "formula", "formula": formula, "standardize": "inputs_and_target"}
    raw = {"format": 1, "data": {"dataset": "line"}, "runs": [run]}
    if fits:
        from_dict(raw)
        return
    with pytest.raises(InputError, match=r"runs\.0\.standardize.*target's zero"):
        from_dict(raw)


def test_another_loss_takes_it_away_unless_it_is_asked_for():
    made = Scenario(runs=(Run(standardize="inputs_and_target"),))
    formula = ("runs.0.formula", "r^2/(1 + y^2)")
    assert with_values(made, [formula]).runs[0].standardize == "inputs"
    assert with_values(made, [("runs.0.loss", "mae")]).runs[0].standardize == "inputs_and_target"
    asked = ("runs.0.standardize", "inputs_and_target")
    for values in ([formula, asked], [asked, formula]):
        with pytest.raises(InputError, match="target's zero"):
            with_values(made, values)


@pytest.mark.parametrize("value", [True, "false", "outputs", 1, []])
def test_other_values_are_refused(value):
    with pytest.raises(InputError, match=r"runs\.0\.standardize = .*: must be"):
        from_dict({"format": 1, "runs": [{"standardize": value}]})


def test_the_field_is_written_where_it_is_not_as_usual():
    assert "standardize" not in as_written(Scenario())["runs"][0]
    for value in (False, "inputs"):
        assert (
            as_written(Scenario(runs=(Run(standardize=value),)))["runs"][0]["standardize"] == value
        )


# -- exact ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", ["linear", "polynomial", "mlp"])
def test_the_way_back_and_on_again_is_the_same(model):
    run = Run(model=model, degree=2, standardize="inputs_and_target", l2=0.01, batch_size=8)
    experiment = Experiment(scenario(table(), run))
    experiment.advance(90)
    trainer = experiment.trainers[0]
    there = trainer.theta.copy()
    experiment.go_to(37)
    experiment.advance(53)
    assert_array_equal(trainer.theta, there)


def test_inputs_are_standardised_as_they_are_at_that_time():
    rows = table()
    run = Run(standardize="inputs")
    experiment = Experiment(scenario(rows, run))
    experiment.advance(5)
    theta = experiment.trainers[0].theta
    moved = rows.copy()
    moved[3, 0] += 500.0
    experiment.change(scenario(moved, run))
    trainer = experiment.trainers[0]
    assert trainer.theta is theta
    assert_allclose(trainer.objective.model.inputs.center, moved[:32, :-1].mean(axis=0))


def test_a_file_without_the_field_standardises_as_the_model_decides():
    made = [
        objective(table(), Run(model=model, standardize=None)).model.standardizes
        for model in ("linear", "polynomial", "mlp")
    ]
    assert made == [False, True, True]
