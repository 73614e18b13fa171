"""Landscapes: against direct evaluation, SciPy's minimisers and hand computation."""

import itertools
import math

import numpy as np
import pytest
from scipy.optimize import minimize

from lossstudio.core.losses import LOSSES
from lossstudio.core.planes import Plane, parameter_line, parameter_plane, random_plane
from lossstudio.core.tasks import Task
from lossstudio.engine.data.samples import samples
from lossstudio.engine.landscape import costs as landscape_costs
from lossstudio.engine.landscape import grid as landscape_module
from lossstudio.engine.landscape.costs import lowest_in_plane
from lossstudio.engine.landscape.frame import frame, levels, shade
from lossstudio.engine.landscape.grid import landscape
from lossstudio.engine.landscape.optima import optimum
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.trainer import initial_parameters

DATASETS = {
    Task.REGRESSION: Data(dataset="sine", n_samples=41, test_fraction=0.3),
    Task.BINARY: Data(dataset="blobs", n_samples=60, noise=2.5, test_fraction=0.3),
    Task.MULTICLASS: Data(dataset="three_blobs", n_samples=62, noise=2.5, test_fraction=0.3),
}
CONVEX = frozenset(
    {"mse", "huber", "log_cosh", "binary_cross_entropy", "squared_hinge", "cross_entropy"}
)
"""The losses that are convex and once differentiable in the scores, whatever the hyperparameters.
Not among them: the Brier scores and the focal loss, which are not convex, and those with a kink."""
EACH_LOSS = pytest.mark.parametrize("loss", LOSSES)
PENALTIES = (
    {},
    {"reduction": "sum", "l2": 0.2},
    {"l1": 0.3, "l2": 0.2},
    {"l2": 0.2, "standardize": "inputs"},
    {"l1": 0.3, "l2": 0.2, "standardize": "inputs"},
)


def build(loss, data=None, as_classes=False, **run):
    data = data or DATASETS[LOSSES[loss].task]
    return Objective(Run(loss=loss, **run), samples(data, as_classes))


def points(*rows, test_fraction=0.0):
    rows = tuple(tuple(map(float, row)) for row in rows)
    return Data(dataset="points", points=rows, test_fraction=test_fraction)


def somewhere(objective, seed=0):
    p = objective.model.n_parameters
    return initial_parameters(objective) + np.random.default_rng(seed).uniform(-0.5, 0.5, p)


def grids(objective, plane, a=(-2.0, 3.0), b=(-1.0, 1.5), **options):
    return [grid for grid in landscape(objective, plane, a, b, **options) if grid is not None]


def skew(objective):
    """A plane through all parameters, with directions that are neither unit nor orthogonal."""
    p = objective.model.n_parameters
    rng = np.random.default_rng(9)
    return Plane(somewhere(objective), rng.normal(size=p), 0.3 * rng.normal(size=p))


def assert_is_the_cost(objective, grid, rtol=1e-11):
    rows = range(0, len(grid.b), max(1, len(grid.b) // 7))
    columns = range(0, len(grid.a), max(1, len(grid.a) // 7))
    assert grid.cost.shape == (len(grid.b), len(grid.a))
    for i, j in itertools.product(rows, columns):
        expected = objective.losses(grid.plane.at(grid.a[j], grid.b[i])).cost
        assert grid.cost[i, j] == pytest.approx(expected, rel=rtol, abs=1e-300)


# -- costs on a grid ------------------------------------------------------------------------------


@EACH_LOSS
@pytest.mark.parametrize("settings", PENALTIES)
def test_the_grid_holds_the_cost_of_linear_models(loss, settings):
    objective = build(loss, model="polynomial", degree=2, **settings)
    for grid in grids(objective, skew(objective), finest=50):
        assert_is_the_cost(objective, grid)


@EACH_LOSS
@pytest.mark.parametrize("settings", PENALTIES)
@pytest.mark.parametrize("bias", [True, False])
def test_the_grid_holds_the_cost_of_networks(loss, settings, bias):
    objective = build(loss, model="mlp", hidden_layers=(4, 3), bias=bias, **settings)
    plane = random_plane(somewhere(objective), objective.model.layout, seed=4)
    assert_is_the_cost(objective, grids(objective, plane, finest=25)[-1])


def test_large_networks_go_point_by_point():
    objective = build("mse", model="mlp", hidden_layers=(700,))
    assert objective.n_train * 700 > landscape_costs._UNITS
    plane = random_plane(somewhere(objective), objective.model.layout, seed=4)
    assert_is_the_cost(objective, grids(objective, plane, finest=5)[-1])


@pytest.mark.parametrize(
    "loss", ["mse", "binary_cross_entropy", "cross_entropy", "multiclass_brier"]
)
@pytest.mark.parametrize("model", [{}, {"model": "mlp", "hidden_layers": (3,)}])
def test_rows_in_several_blocks(loss, model, monkeypatch):
    for name, value in {"_ROWS": 7, "_NUMBERS": 50, "_UNITS": 10, "BLOCK_ROWS": 11}.items():
        monkeypatch.setattr(landscape_costs, name, value)
    objective = build(loss, l2=0.1, **model)
    assert_is_the_cost(objective, grids(objective, skew(objective), finest=5)[-1])


def test_mini_batches_descend_the_same_cost():
    objective = build("huber", batch_size=5)
    grid = grids(objective, skew(objective), finest=25)[-1]
    full = build("huber")
    assert_is_the_cost(full, grid)


def test_levels_of_refinement():
    objective = build("huber")
    plane = skew(objective)
    found = grids(objective, plane)
    assert [grid.cost.shape for grid in found] == [(26, 26), (51, 51), (101, 101), (201, 201)]
    last = found[-1]
    np.testing.assert_allclose(last.a, np.linspace(-2.0, 3.0, 201))
    np.testing.assert_allclose(last.b, np.linspace(-1.0, 1.5, 201))
    for grid, stride in zip(found, (8, 4, 2, 1), strict=True):
        assert grid.plane is plane
        np.testing.assert_array_equal(grid.cost, last.cost[::stride, ::stride])
        np.testing.assert_array_equal(grid.a, last.a[::stride])
    assert [g.cost.shape for g in grids(objective, plane, finest=30)] == [(31, 31)]
    assert [g.cost.shape for g in grids(objective, plane, finest=1)] == [(2, 2)]


@pytest.mark.parametrize("loss", ["mse", "mae"])
def test_a_line_by_hand(loss):
    # y = w x over (1, 2), (2, 1): the residuals are w − 2 and 2 w − 1.
    objective = build(loss, points((1, 2), (2, 1)), bias=False, l2=0.5)
    found = grids(objective, parameter_line(np.array([0.7]), 0), a=(-1.0, 3.0), b=(0.0, 0.0))
    assert [grid.cost.shape for grid in found] == [(1, 101), (1, 401)]
    for grid in found:
        w = grid.a
        r = np.array([w - 2, 2 * w - 1])
        data = (r**2 if loss == "mse" else np.abs(r)).mean(axis=0)
        np.testing.assert_allclose(grid.cost, [data + 0.5 * w**2], rtol=1e-13)
        assert grid.b.tolist() == [0.0]
    if loss == "mse":  # the derivative (5 w − 4) + w is 0 at 2/3
        line = parameter_line(np.array([0.7]), 0)
        assert lowest_in_plane(objective, line) == pytest.approx((2 / 3, 0.0))
        assert optimum(objective, np.array([5.0])) == pytest.approx([2 / 3])


@pytest.mark.parametrize("loss", ["mse", "huber"])
def test_one_sample_twice(loss):
    objective = build(loss, points((2, 3), (2, 3)))
    plane = parameter_plane(np.array([0.1, 0.2]), 0, 1)
    assert_is_the_cost(objective, grids(objective, plane, finest=25)[-1])
    assert lowest_in_plane(objective, plane) is None  # all of 2 w + b = 3
    # The point of 2 w + b = 3 nearest to (0, 0), and to (1, 5).
    assert optimum(objective, np.zeros(2)) == pytest.approx([1.2, 0.6])
    assert optimum(objective, np.array([1.0, 5.0])) == pytest.approx([-0.6, 4.2])


def test_far_from_zero_the_closed_form_loses_nothing():
    x = np.linspace(0.0, 1.0, 30)
    y = 1e6 * x + 3e7 + 1e-3 * np.sin(50 * x)
    objective = build("mse", points(*zip(x, y, strict=True)))
    plane = parameter_plane(np.zeros(2), 0, 1)
    lowest = lowest_in_plane(objective, plane)
    slope, intercept = np.polyfit(x, y - 3e7, 1)
    assert lowest == pytest.approx((slope, intercept + 3e7), rel=1e-13)
    a, b = ((value - 1e-3, value + 1e-3) for value in lowest)
    grid = grids(objective, plane, a, b, finest=25)[-1]
    # Targets of 3e7 are known to 4e-9 only, residuals of 1e-3 to some 1e-5 of their size.
    assert_is_the_cost(objective, grid, rtol=1e-4)
    assert grid.cost.min() < 1e-6


@pytest.mark.parametrize("loss", ["mse", "huber", "squared_hinge", "cross_entropy"])
def test_overflow_gives_infinity_and_no_warning(loss):
    objective = build(loss, l2=1.0)
    plane = parameter_plane(somewhere(objective), 0, 1)
    with np.errstate(all="raise"):
        found = grids(objective, plane, (-1e200, 1e200), (-1e200, 1e200), finest=50)
    last = found[-1]
    assert not np.isfinite(last.cost[0, 0])
    assert np.isfinite(last.cost[25, 25])
    with np.errstate(all="ignore"):
        expected = objective.losses(plane.at(0.0, 0.0)).cost
    assert last.cost[25, 25] == pytest.approx(expected)


def test_features_that_overflow():
    objective = build("mse", points((1e200, 1.0), (-1e200, 2.0)))
    plane = parameter_plane(np.array([1e-200, 0.0]), 0, 1)
    with np.errstate(all="raise"):
        cost = grids(objective, plane, (-1.0, 1.0), (-1.0, 1.0), finest=4)[-1].cost
        lowest_in_plane(objective, plane)
        optimum(objective, np.array([1e-200, 0.0]))
    # w = 0 and b = ½: the mean of ¼ and 2¼.
    assert cost[3, 2] == pytest.approx(1.25)
    assert np.isinf(cost[:, 0]).all()


def test_settings_of_warnings_stay_the_callers():
    before = np.geterr()
    work = landscape(build("mae"), skew(build("mae")), (0.0, 1.0), (0.0, 1.0))
    next(work)
    assert np.geterr() == before


def test_what_takes_long_can_be_stopped_and_comes_first_as_a_glimpse(monkeypatch):
    clock = itertools.count()
    monkeypatch.setattr(landscape_module.time, "perf_counter", lambda: 0.0005 * next(clock))
    monkeypatch.setattr(landscape_costs, "_UNITS", 1)
    objective = build("mse", model="mlp", hidden_layers=(3,))
    plane = random_plane(somewhere(objective), objective.model.layout, seed=4)
    found = list(landscape(objective, plane, (-1.0, 1.0), (-1.0, 1.0)))
    # A piece is a point and takes half a millisecond: 36 points, then 640, 1925, 7600, 30200. The
    # last would take 15 seconds.
    sizes = [len(grid.a) for grid in found if grid is not None]
    assert sizes == [6, 26, 51, 101]
    breaths = [grid is None for grid in found]
    assert 10201 * 0.0005 / 0.011 - 5 < sum(breaths) < 10201 * 0.0005 / 0.010 + 5
    for grid in found:
        if grid is not None:
            assert_is_the_cost(objective, grid)
    line = parameter_line(somewhere(objective), 0)
    on_line = [g for g in landscape(objective, line, (-1.0, 1.0), (0.0, 0.0)) if g is not None]
    assert [len(grid.a) for grid in on_line] == [101, 401]


@pytest.mark.parametrize(
    ("a", "b"), [((1.0, 1.0), (0.0, 1.0)), ((0.0, 1.0), (2.0, 1.0)), ((0.0, math.inf), (0.0, 1.0))]
)
def test_ranges_that_are_none(a, b):
    objective = build("mse")
    with pytest.raises(ValueError, match="ascending"):
        landscape(objective, parameter_plane(somewhere(objective), 0, 1), a, b)


def test_a_plane_of_another_model_is_refused():
    with pytest.raises(ValueError, match="not those of the model"):
        landscape(build("mse"), parameter_plane(np.zeros(3), 0, 1), (0.0, 1.0), (0.0, 1.0))
    with pytest.raises(ValueError, match="shape"):
        optimum(build("mse"), np.zeros(3))


# -- where the optimum is -------------------------------------------------------------------------


@pytest.mark.parametrize("loss", sorted(CONVEX))
@pytest.mark.parametrize("settings", [{}, {"l2": 0.1}, {"reduction": "sum", "l2": 2.0}])
@pytest.mark.parametrize("batch_size", [None, 4])
def test_the_optimum_is_scipys(loss, settings, batch_size):
    objective = build(loss, batch_size=batch_size, **settings)
    theta = somewhere(objective)
    found = optimum(objective, theta)
    others = minimize(
        lambda t: objective.losses(t).cost,
        theta,
        jac=lambda t: objective.evaluate(t)[1],
        method="BFGS",
        options={"gtol": 1e-10},
    )
    assert objective.losses(found).cost <= others.fun * (1 + 1e-12)
    assert objective.losses(found).cost == pytest.approx(others.fun, rel=1e-9)
    scale = np.linalg.norm(objective.evaluate(theta)[1])
    assert np.linalg.norm(objective.evaluate(found)[1]) < 1e-8 * scale
    if LOSSES[loss].task is not Task.MULTICLASS:
        np.testing.assert_allclose(found, others.x, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("l2", [0.0, 0.1])
@pytest.mark.parametrize("label_smoothing", [0.0, 0.2])
def test_of_equal_softmax_scores_the_nearest(l2, label_smoothing):
    objective = build("cross_entropy", l2=l2, loss_parameters={"label_smoothing": label_smoothing})
    theta = somewhere(objective)
    found = optimum(objective, theta).reshape(-1, 3)
    # Scores count up to a shift of all classes; a penalty fixes that of the weights.
    moved = (found - theta.reshape(-1, 3)).sum(axis=1)
    np.testing.assert_allclose(moved[-1], 0.0, atol=1e-8)
    np.testing.assert_allclose(found[:-1].sum(axis=1) if l2 else moved[:-1], 0.0, atol=1e-8)


@pytest.mark.parametrize("l2", [0.0, 0.05])
def test_dependent_features_have_the_nearest_optimum(l2):
    x = np.linspace(0.0, 2.0, 20)
    y = 3 * x + np.cos(7 * x)
    objective = build("mse", points(*zip(x, x, y, strict=True)), l2=l2)
    theta = np.array([5.0, -1.0, 0.3])
    found = optimum(objective, theta)
    if l2:
        assert found[0] == pytest.approx(found[1])
    else:
        slope, intercept = np.polyfit(x, y, 1)
        # w₁ + w₂ is known; w₁ − w₂ stays 6.
        assert found == pytest.approx([(slope + 6) / 2, (slope - 6) / 2, intercept])
        plane = parameter_plane(theta, 0, 1)
        assert lowest_in_plane(objective, plane) is None


def test_units_do_not_matter():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(40, 2))
    y = (x @ [1.0, -2.0] + rng.normal(size=40) > 0).astype(float)
    found = []
    for factors in ([1.0, 1.0], [1e8, 1e-7]):
        data = points(*np.column_stack([x * factors, y]))
        objective = build("binary_cross_entropy", data, as_classes=True)
        found.append(optimum(objective, np.zeros(3)) * [*factors, 1.0])
    np.testing.assert_allclose(found[0], found[1], rtol=1e-7)


def test_a_polynomial_of_high_degree_meets_least_squares():
    objective = build("mse", Data(dataset="sine", n_samples=60), model="polynomial", degree=9)
    n = objective.n_train
    expected, *_ = np.linalg.lstsq(objective.features[:n], objective.y[:n, 0], rcond=None)
    np.testing.assert_allclose(optimum(objective, somewhere(objective)), expected, rtol=1e-8)


SEPARABLE = points((-2, 0), (-1, 0), (1, 1), (3, 1))
TOUCHING = points((-2, 0), (0, 0), (0, 1), (3, 1))


@pytest.mark.parametrize("data", [SEPARABLE, TOUCHING, points((1, 0), (2, 0.0001), (3, 1))])
@pytest.mark.parametrize("theta", [np.zeros(2), np.array([3.0, 0.1]), np.array([900.0, 0.0])])
def test_separable_classes_have_no_optimum(data, theta):
    if data.points[1][1] == 0.0001:
        data = points((1, 0), (2, 0), (2, 1))  # touching at the end
    objective = build("binary_cross_entropy", data, as_classes=True)
    assert optimum(objective, theta) is None
    penalised = build("binary_cross_entropy", data, as_classes=True, l2=1e-3)
    assert np.linalg.norm(penalised.evaluate(optimum(penalised, np.zeros(2)))[1]) < 1e-9


def test_a_region_of_minima_has_no_optimum_but_where_it_is_reached():
    objective = build("squared_hinge", SEPARABLE, as_classes=True)
    assert optimum(objective, np.zeros(2)) is None
    inside = np.array([5.0, 0.1])  # every margin is above 1
    np.testing.assert_array_equal(optimum(objective, inside), inside)


def test_one_class_alone_has_no_optimum():
    data = Data(dataset="three_blobs", n_samples=30, noise=0.05, test_fraction=0.0)
    objective = build("cross_entropy", data)
    assert optimum(objective, somewhere(objective)) is None


@pytest.mark.parametrize("loss", [name for name in LOSSES if name not in CONVEX])
def test_no_optimum_is_told_where_it_is_not_known(loss):
    objective = build(loss)
    assert optimum(objective, somewhere(objective)) is None


def test_no_optimum_for_networks_and_the_l1_penalty():
    for run in ({"model": "mlp", "hidden_layers": (2,)}, {"l1": 0.1}):
        objective = build("mse", **run)
        assert optimum(objective, somewhere(objective)) is None
        assert lowest_in_plane(objective, skew(objective)) is None


def test_at_the_optimum_nothing_moves():
    for loss in CONVEX:
        objective = build(loss)
        there = optimum(objective, somewhere(objective))
        np.testing.assert_allclose(optimum(objective, there), there, rtol=1e-7, atol=1e-9)


def test_an_exact_fit():
    objective = build("huber", points((0, 1), (1, 3), (2, 5)))
    assert optimum(objective, np.array([50.0, -80.0])) == pytest.approx([2.0, 1.0])
    all_zero = build("log_cosh", points((1, 0), (2, 0)))
    assert optimum(all_zero, np.array([4.0, 4.0])) == pytest.approx([0.0, 0.0], abs=1e-12)


@pytest.mark.parametrize("delta", [0.01, 0.1, 10.0])
def test_huber_from_far_away_and_among_outliers(delta):
    rng = np.random.default_rng(2)
    x = rng.uniform(-1, 1, 50)
    y = 2 * x + 0.1 * rng.normal(size=50)
    y[::7] += 40.0
    objective = build("huber", points(*zip(x, y, strict=True)), loss_parameters={"delta": delta})
    found = optimum(objective, np.array([1e4, -1e4]))
    assert np.linalg.norm(objective.evaluate(found)[1]) < 1e-9 * delta


def test_which_losses_are_convex():
    """The list against the curvature in many places."""
    scores = np.linspace(-8.0, 8.0, 33)
    for name, loss in LOSSES.items():
        if loss.curvature is None:
            assert name not in CONVEX
            continue
        if loss.task is Task.MULTICLASS:
            raw = np.array(list(itertools.product(scores[::4], repeat=3)))
            y = np.tile([1.0, 0.0, 0.0], (len(raw), 1))
        else:
            raw, y = np.tile(scores, 2)[:, None], np.repeat([0.0, 1.0], 33)[:, None]
        lowest = np.linalg.eigvalsh(loss.second_derivative(raw, y)).min()
        assert (lowest > -1e-12) == (name in CONVEX), name


@pytest.mark.parametrize("settings", [{}, {"reduction": "sum", "l2": 0.3}])
def test_the_lowest_point_of_a_plane_is_scipys(settings):
    objective = build("mse", model="polynomial", degree=4, **settings)
    plane = skew(objective)
    found = lowest_in_plane(objective, plane)
    others = minimize(lambda t: objective.losses(plane.at(*t)).cost, [0.0, 0.0], tol=1e-12)
    assert found == pytest.approx(tuple(others.x), rel=1e-4)
    assert objective.losses(plane.at(*found)).cost <= others.fun * (1 + 1e-13)
    assert lowest_in_plane(build("huber"), parameter_plane(np.zeros(2), 0, 1)) is None


def test_the_lowest_point_of_all_is_that_of_its_plane():
    objective = build("mse")
    plane = parameter_plane(np.zeros(2), 0, 1)
    expected = optimum(objective, np.zeros(2)).tolist()
    assert lowest_in_plane(objective, plane) == pytest.approx(expected)


def test_a_direction_that_changes_nothing_has_no_lowest_point():
    x = np.linspace(0.1, 1.0, 10)
    objective = build("mse", points(*zip(x, x, x, x, strict=True)))
    zero, ones = np.zeros(4), np.array([0.1, 0.2, -0.3, 0.0])  # scores differ by rounding alone
    assert lowest_in_plane(objective, Plane(zero, ones, None)) is None
    assert lowest_in_plane(objective, Plane(zero, np.eye(4)[0], zero)) is None
    assert lowest_in_plane(objective, Plane(zero, np.eye(4)[0], ones)) is None
    assert lowest_in_plane(objective, Plane(zero, np.eye(4)[0], None)) == pytest.approx((1.0, 0.0))


# -- how it is shown ------------------------------------------------------------------------------


def test_the_frame_shows_every_point_with_a_margin():
    a, b = frame(np.array([[0.0, 10.0], [4.0, 30.0], [1.0, np.nan], [np.inf, 0.0]]))
    assert a == pytest.approx((-1.0, 5.0))
    assert b == pytest.approx((5.0, 35.0))


def test_a_single_point_is_in_the_middle_of_the_least_frame():
    assert frame(np.array([[3.0, -2.0]])) == ((2.5, 3.5), (-2.5, -1.5))
    assert frame(np.array([[3.0, -2.0]]), least=4.0) == ((1.0, 5.0), (-4.0, 0.0))
    assert frame(np.empty((0, 2))) == ((-0.5, 0.5), (-0.5, 0.5))
    (low, high), _ = frame(np.array([[1e20, 0.0]]))
    assert low < 1e20 < high
    assert len(np.unique(np.linspace(low, high, 201))) == 201


def test_the_end_of_a_diverging_path_does_not_hide_its_beginning():
    growing = np.column_stack([(-2.0) ** np.arange(500), np.zeros(500)])
    (low, high), _ = frame(growing)
    assert -1e7 < low < -1e3 < 1e3 < high < 1e7
    jump = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 1.5], [1e9, -1e300]])
    assert frame(jump) == frame(jump[:3])


@pytest.mark.parametrize("far", [3.0, 1e6])
def test_a_path_that_has_long_arrived_still_shows_its_start(far):
    arrived = far * (1 - np.column_stack([0.5 ** np.arange(300.0)] * 2))
    (low, high), _ = frame(arrived)
    assert low < 0.0
    assert high > far


def test_points_that_are_none():
    with pytest.raises(ValueError, match="shape"):
        frame(np.zeros(4))
    with pytest.raises(ValueError, match="positive"):
        frame(np.zeros((1, 2)), least=0.0)


def bowls():
    u = np.linspace(-1, 1, 101)
    bowl = 3.0 + u**2 + 50 * u[:, None] ** 2
    walls = bowl.copy()
    walls[0, :5] = 1e300
    holes = bowl.copy()
    holes[:30] = np.inf
    holes[40, 3] = np.nan
    return {
        "bowl": bowl,
        "walls": walls,
        "holes": holes,
        "plain": np.arange(6.0).reshape(2, 3),
        "line": bowl[:1],
        "two": np.array([[1.0, np.nextafter(1.0, 2.0)]]),
        "tiny": np.array([[0.0, 5e-324, 1e-310]]),
        "huge": np.array([[0.0, 1.0, 1.7e308]]),
    }


@pytest.mark.parametrize("name", bowls())
@pytest.mark.parametrize("count", [1, 12])
def test_levels_and_shades_agree(name, count):
    cost = bowls()[name]
    with np.errstate(all="raise", under="ignore"):
        found, shades = levels(cost, count), shade(cost)
    finite = np.isfinite(cost)
    assert 1 <= len(found) <= count
    assert (np.diff(found) > 0).all()
    assert cost[finite].min() < found[0]
    assert found[-1] <= cost[finite].max()
    assert shades.shape == cost.shape
    assert np.isnan(shades[~finite]).all()
    assert shades[finite].min() == 0.0
    assert shades[finite].max() == pytest.approx(1.0)
    order = np.argsort(cost[finite], kind="stable")
    assert (np.diff(shades[finite][order]) >= 0.0).all()


def test_levels_are_evenly_shaded_and_lie_in_the_valley_too():
    cost = bowls()["bowl"]
    found = levels(cost)
    place = shade(np.concatenate([cost.ravel(), found]).reshape(1, -1))[0, cost.size :]
    np.testing.assert_allclose(place, np.arange(1, 13) / 13, atol=2e-3)
    assert found[0] - 3.0 < 0.02 < 10 < found[-1]
    # One cell that is far too high must not darken the rest.
    np.testing.assert_allclose(shade(bowls()["walls"])[20:], shade(cost)[20:], atol=0.3)
    assert (levels(bowls()["walls"]) < 60).sum() >= 6


def test_a_constant_cost_has_no_levels():
    for cost in (np.full((3, 3), 2.0), np.full((2, 2), np.nan), np.array([[1.0, np.inf]])):
        assert levels(cost).size == 0
        assert np.nan_to_num(shade(cost)).max() == 0.0
        np.testing.assert_array_equal(np.isnan(shade(cost)), ~np.isfinite(cost))
