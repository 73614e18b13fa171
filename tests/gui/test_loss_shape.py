"""The numbers of the loss shape: curves, places and ranges."""

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.tasks import Task
from lossstudio.engine.measuring.contributions import Placed, place_samples
from lossstudio.engine.scenarios.scenario import Run
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.views.loss_shape import shape as loss_shape

PLACES = np.linspace(-4.0, 4.0, 81)


def curve(name, places=PLACES, index=None, **given):
    loss = LOSSES[name]
    return loss_shape.branch(loss, loss.hyperparameters(given), places, index)


def test_regression_curves_are_the_formulas():
    r = PLACES
    np.testing.assert_allclose(curve("mse").loss, r**2)
    np.testing.assert_allclose(curve("mse").slope, 2 * r)
    np.testing.assert_allclose(curve("mae").loss, np.abs(r))
    huber = np.where(np.abs(r) <= 1.5, r**2 / 2, 1.5 * (np.abs(r) - 0.75))
    np.testing.assert_allclose(curve("huber", delta=1.5).loss, huber, atol=1e-15)
    # The residual is prediction minus truth: too low (r < 0) costs tau a unit.
    np.testing.assert_allclose(
        curve("pinball", tau=0.9).loss, np.where(r < 0, -0.9 * r, 0.1 * r), atol=1e-15
    )


def test_margin_curves_are_the_formulas():
    m = PLACES
    np.testing.assert_allclose(curve("binary_cross_entropy").loss, np.log1p(np.exp(-m)))
    np.testing.assert_allclose(curve("binary_cross_entropy").slope, -1 / (1 + np.exp(m)))
    np.testing.assert_allclose(curve("hinge").loss, np.maximum(0, 1 - m), atol=1e-15)


def test_two_scores_have_the_curve_of_their_difference():
    m = PLACES
    np.testing.assert_allclose(curve("cross_entropy").loss, np.log1p(np.exp(-m)), rtol=1e-12)
    p = 1 / (1 + np.exp(-m))
    np.testing.assert_allclose(curve("multiclass_brier").loss, 2 * (1 - p) ** 2, rtol=1e-9)


@pytest.mark.parametrize("name", LOSSES)
def test_the_slope_is_that_of_the_curve(name):
    loss = LOSSES[name]
    x = np.linspace(-3.03, 3.11, 50)  # no kink or bend among them
    h = 1e-6
    for index in loss_shape.class_branches(loss, loss.hyperparameters({}), 2):
        up, down = curve(name, x + h, index), curve(name, x - h, index)
        measured = (up.loss - down.loss) / (2 * h)
        np.testing.assert_allclose(curve(name, x, index).slope, measured, atol=1e-7)


def test_classes_of_different_weight_have_a_curve_each():
    def indices(name, n_classes=2, **given):
        loss = LOSSES[name]
        return loss_shape.class_branches(loss, loss.hyperparameters(given), n_classes)

    assert indices("focal", alpha=0.25) == (0, 1)
    assert indices("focal", alpha=0.5) == (None,)
    assert indices("binary_cross_entropy") == (None,)
    assert indices("cross_entropy") == (None,)
    assert indices("mse", n_classes=0) == (None,)
    assert indices("cross_entropy", n_classes=3) == ()
    zero, one = (curve("focal", index=index, alpha=0.2).loss for index in (0, 1))
    np.testing.assert_allclose(zero, 4.0 * one)


def objective(dataset_of, loss, x, target, classes=()):
    return Objective(Run(loss=loss), dataset_of(x, target, classes))


@pytest.fixture
def dataset_of():
    from lossstudio.core.datasets import Dataset

    def make(x, target, classes=()):
        x, target = np.array(x, dtype=float), np.array(target, dtype=float)
        d = x.shape[1]
        names = tuple(f"x{i}" for i in range(d))
        return Dataset(x, target, len(x), names, "y", np.zeros(d), np.ones(d), tuple(classes))

    return make


def place(made, theta):
    return place_samples(made, np.array(theta, dtype=float), made.features, made.y)


def test_a_sample_is_at_its_residual(dataset_of):
    made = objective(dataset_of, "mse", [[1.0], [2.0]], [4.0, 4.0])
    placed = place(made, [3.0, 0.5])  # ŷ = 3.5, 6.5
    np.testing.assert_allclose(placed.place, [-0.5, 2.5])
    np.testing.assert_allclose(placed.loss, [0.25, 6.25])
    np.testing.assert_allclose(placed.slope, [-1.0, 5.0])


def test_a_sample_is_at_its_margin(dataset_of):
    made = objective(dataset_of, "hinge", [[1.0], [2.0]], [0, 1], ("A", "B"))
    placed = place(made, [0.25, 0.0])  # z = 0.25, 0.5; s = −1, +1
    np.testing.assert_allclose(placed.place, [-0.25, 0.5])
    np.testing.assert_allclose(placed.loss, [1.25, 0.5])
    np.testing.assert_allclose(placed.slope, [-1.0, -1.0])


def test_of_several_scores_the_largest_other_one_counts(dataset_of):
    made = objective(dataset_of, "cross_entropy", [[1.0], [1.0]], [0, 2], ("A", "B", "C"))
    placed = place(made, [1.0, 3.0, 2.0, 0.0, 0.0, 0.0])  # z = (1, 3, 2)
    np.testing.assert_allclose(placed.place, [-2.0, -1.0])
    rest = np.log(np.exp([1, 3, 2]).sum())
    np.testing.assert_allclose(placed.loss, [rest - 1, rest - 2])
    assert np.isnan(placed.slope).all()


@pytest.mark.parametrize("name", LOSSES)
def test_samples_lie_on_the_curve(name, dataset_of):
    rng = np.random.default_rng(3)
    loss = LOSSES[name]
    is_regression = loss.task is Task.REGRESSION
    target = rng.normal(size=30) if is_regression else np.arange(30) % 2
    made = objective(
        dataset_of, name, rng.normal(size=(30, 2)), target, () if is_regression else ("A", "B")
    )
    placed = place(made, rng.normal(size=made.model.n_parameters))
    for index in (0, 1):
        rows = target == index if not is_regression else np.ones(30, bool)
        on = curve(name, placed.place[rows], None if is_regression else index)
        np.testing.assert_allclose(placed.loss[rows], on.loss, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(placed.slope[rows], on.slope, rtol=1e-9, atol=1e-12)


def test_the_grid_stands_on_kinks_and_beside_them():
    x = loss_shape.grid(-2.0, 3.0, (0.5, 7.0))
    assert x[0] == -2.0
    assert x[-1] == 3.0
    assert (np.diff(x) > 0).all()
    assert {0.0, 0.5} <= set(x.tolist())
    assert 7.0 not in x
    at = int(np.flatnonzero(x == 0.5)[0])
    assert 0 < x[at] - x[at - 1] < 1e-5
    assert 0 < x[at + 1] - x[at] < 1e-5
    slope = loss_shape.open_at(np.ones_like(x), x, (0.5,))
    assert np.flatnonzero(np.isnan(slope)).tolist() == [at]


def test_ranges_leap_and_stand_still_between():
    assert loss_shape.leap(None, 4.0, 2.0) == 5.0
    assert loss_shape.leap(5.0, 4.9, 2.0) == 5.0
    assert loss_shape.leap(5.0, 2.3, 2.0) == 5.0
    assert loss_shape.leap(5.0, 5.1, 2.0) == pytest.approx(6.375)
    assert loss_shape.leap(5.0, 1.0, 2.0) == 2.0
    assert loss_shape.leap(2.0, 0.0, 2.0) == 2.0
    # Samples that come nearer by a twentieth a step: the range moves in few steps of them.
    shown, seen = None, set()
    for step in range(60):
        shown = loss_shape.leap(shown, 40.0 * 0.95**step, 2.0)
        seen.add(shown)
    assert 2 < len(seen) < 7


def test_the_range_of_places():
    def range_of(places, shown=None, is_symmetric=True):
        return loss_shape.place_range(shown, np.array(places), 2.0, 100.0, is_symmetric)

    assert range_of([-4.0, 1.0]) == (-5.0, 5.0)
    assert range_of([-4.0, 1.0], is_symmetric=False) == (-5.0, 2.0)
    assert range_of([0.0, 0.0]) == (-2.0, 2.0)
    assert range_of([-4.0, 1e150, np.nan, np.inf]) == (-5.0, 5.0)
    assert range_of([1e150, np.nan]) == (-2.0, 2.0)
    assert range_of([1e150, np.nan], (-7.0, 7.0)) == (-7.0, 7.0)


def test_the_limits_follow_the_data():
    assert loss_shape.limits(LOSSES["hinge"], np.array([0.0, 1.0]))[0] == 2.0
    small = np.array([0.0, 2e-3])
    floor, farthest = loss_shape.limits(LOSSES["mse"], small)
    assert floor == pytest.approx(2e-3)
    assert farthest == pytest.approx(1e-2)
    assert loss_shape.limits(LOSSES["mse"], np.array([3.0, 3.0]))[0] == 2.0
    assert np.isfinite(loss_shape.limits(LOSSES["mse"], np.array([-1e300, 1e308]))).all()


def test_the_loss_axis_reaches_the_samples_in_sight():
    placed = Placed(np.array([0.0, 1.0, 9.0]), np.array([0.0, 4.0, 99.0]), np.zeros(3))
    assert loss_shape.loss_top(None, placed, (-2.0, 2.0), 1.0) == 5.0
    assert loss_shape.loss_top(None, placed, (-2.0, 0.5), 1.0) == 1.0
    assert loss_shape.loss_top(8.0, placed, (20.0, 30.0), 1.0) == 8.0
    broken = placed._replace(loss=np.array([np.nan, 4.0, np.inf]))
    assert loss_shape.loss_top(None, broken, (-9.0, 9.0), 1.0) == 5.0


def test_a_stretched_slope_fills_the_picture():
    for top, largest in ((4.0, 4.0), (25.0, 10.0), (1e6, 3e3), (1e-6, 2e-3), (2.1, 1.0)):
        factor = loss_shape.slope_factor(top, largest)
        assert 0.4 * top <= factor * largest * 1.0001
        assert factor * largest <= 1.0001 * top
        assert float(f"{factor:.0e}"[0]) in (1, 2, 5)
    assert loss_shape.slope_factor(4.0, 4.0) == 1.0
    assert loss_shape.slope_factor(1.0, 0.0) == 1.0


def test_what_a_loss_can_be_compared_with():
    def names(loss, tasks, n_classes):
        return [other.name for other in loss_shape.offered(LOSSES[loss], tasks, n_classes)]

    assert "huber" in names("mse", (Task.REGRESSION,), 0)
    assert "mse" not in names("mse", (Task.REGRESSION,), 0)
    assert "hinge" not in names("mse", (Task.REGRESSION,), 0)
    two = names("cross_entropy", (Task.BINARY, Task.MULTICLASS), 2)
    assert {"hinge", "multiclass_brier"} <= set(two)
    assert names("cross_entropy", (Task.MULTICLASS,), 3) == []
