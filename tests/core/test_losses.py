"""What every loss promises, driven by the registry: a new loss is tested by being there."""

import warnings

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError

EXTREMES = (0.0, 1e-8, -1e-8, 1.0, -1.0, 40.0, -40.0, 1e3, -1e3)


def parameter_sets(loss):
    """The defaults, every minimum, every maximum, and a point in between."""
    sets = [
        {parameter.name: getattr(parameter, end) for parameter in loss.parameters}
        for end in ("default", "minimum", "maximum")
    ]
    sets.append({p.name: 0.7 * p.minimum + 0.3 * p.maximum for p in loss.parameters})
    return [values for i, values in enumerate(sets) if values not in sets[:i]]


CASES = [
    pytest.param(loss, values, id=f"{loss.name}-{'-'.join(f'{v:g}' for v in values.values())}")
    for loss in LOSSES.values()
    for values in parameter_sets(loss)
]
CURVED = [case for case in CASES if case.values[0].curvature is not None]
EACH_CASE = pytest.mark.parametrize(("loss", "hyper"), CASES)
EACH_CURVED = pytest.mark.parametrize(("loss", "hyper"), CURVED)
EACH_LOSS = pytest.mark.parametrize("loss", LOSSES.values(), ids=lambda loss: loss.name)


def targets(task, n):
    """Targets (n, k) that go through all classes; two outputs for a regression."""
    if task is Task.REGRESSION:
        return np.stack([np.linspace(-1.0, 1.0, n), np.zeros(n)], axis=1)
    if task is Task.BINARY:
        return (np.arange(n) % 2)[:, None].astype(float)
    return np.eye(3)[np.arange(n) % 3]


def sample(task, n=60):
    """Raw scores and targets of ordinary size."""
    y = targets(task, n)
    return np.random.default_rng(7).normal(0.0, 2.5, y.shape), y


def variable(loss, raw, y):
    """What `kinks` and `bends` are places of."""
    return raw - y if loss.variable == "residual" else (2.0 * y - 1.0) * raw


def away_from(places, loss, raw, y):
    """The rows whose every entry is well away from `places`."""
    near = [np.abs(variable(loss, raw, y) - place) < 0.01 for place in places]
    keep = ~np.any(np.any(near, axis=0), axis=1) if near else np.ones(len(raw), dtype=bool)
    assert keep.sum() >= 40
    return raw[keep], y[keep]


def difference_quotient(function, raw, h=1e-3):
    """The derivative of ``function(raw)`` by each column, last axis, with an error of order h⁴."""
    columns = []
    for unit in np.eye(raw.shape[1]) * h:
        near = function(raw + unit) - function(raw - unit)
        far = function(raw + 2.0 * unit) - function(raw - 2.0 * unit)
        columns.append((8.0 * near - far) / (12.0 * h))
    return np.stack(columns, axis=-1)


@EACH_LOSS
def test_hand_worked_examples(loss):
    assert len(loss.examples) >= 2
    for example in loss.examples:
        values, gradient = loss.value_and_gradient(
            [example.raw], [example.y], **example.hyperparameters
        )
        np.testing.assert_allclose(values, [example.value], rtol=1e-15, atol=0.0)
        np.testing.assert_allclose(gradient, [example.gradient], rtol=4e-16, atol=0.0)


@EACH_CASE
def test_gradient_is_the_derivative(loss, hyper):
    raw, y = away_from(loss.kinks(**hyper) + loss.bends(**hyper), loss, *sample(loss.task))
    _, gradient = loss.value_and_gradient(raw, y, **hyper)
    expected = difference_quotient(lambda z: loss.value_and_gradient(z, y, **hyper)[0], raw)
    np.testing.assert_allclose(gradient, expected, rtol=1e-8, atol=1e-9)


@EACH_CURVED
def test_curvature_is_the_derivative_of_the_gradient(loss, hyper):
    raw, y = away_from(loss.kinks(**hyper) + loss.bends(**hyper), loss, *sample(loss.task))
    hessian = loss.second_derivative(raw, y, **hyper)
    expected = difference_quotient(lambda z: loss.value_and_gradient(z, y, **hyper)[1], raw)
    assert hessian.shape == (*raw.shape, raw.shape[1])
    np.testing.assert_allclose(hessian, expected, rtol=1e-8, atol=1e-9)


@EACH_LOSS
def test_without_curvature_there_is_no_second_derivative(loss):
    if loss.curvature is None:
        with pytest.raises(ValueError, match=rf"{loss.name} has no second derivative"):
            loss.second_derivative(*sample(loss.task))
    else:
        assert loss.second_derivative(*sample(loss.task)).ndim == 3


@EACH_CASE
def test_finite_and_silent_at_extreme_scores(loss, hyper):
    n_outputs = {Task.REGRESSION: 1, Task.BINARY: 1, Task.MULTICLASS: 3}[loss.task]
    grid = np.stack(np.meshgrid(*[EXTREMES] * n_outputs), axis=-1).reshape(-1, n_outputs)
    for classes in range(3):
        y = np.roll(targets(loss.task, len(grid)), classes, axis=0)[:, :n_outputs]
        with np.errstate(all="raise", under="ignore"), warnings.catch_warnings():
            warnings.simplefilter("error")
            results = [*loss.value_and_gradient(grid, y, **hyper)]
            if loss.curvature is not None:
                results.append(loss.second_derivative(grid, y, **hyper))
        assert all(np.isfinite(result).all() for result in results)


@EACH_CASE
def test_value_and_gradient_agree_at_a_thousand(loss, hyper):
    """The change of the value over a unit is the mean gradient there."""
    y = targets(loss.task, 6)
    for sign in (1.0, -1.0):
        raw = np.zeros_like(y)
        raw[:, 0] = 1e3 * sign
        nearer = raw * 0.999
        value, gradient = loss.value_and_gradient(raw, y, **hyper)
        value_nearer, gradient_nearer = loss.value_and_gradient(nearer, y, **hyper)
        mean_slope = 0.5 * (gradient + gradient_nearer)[:, 0]
        np.testing.assert_allclose((value - value_nearer) * sign, mean_slope, rtol=1e-6, atol=1e-12)


@EACH_CASE
def test_rows_are_independent_and_arguments_are_left_alone(loss, hyper):
    raw, y = sample(loss.task, 12)
    raw.setflags(write=False)
    y.setflags(write=False)
    values, gradient = loss.value_and_gradient(raw, y, **hyper)
    assert (values.shape, gradient.shape) == ((12,), raw.shape)
    assert (values.dtype, gradient.dtype) == (np.float64, np.float64)
    for i in range(12):
        value, row = loss.value_and_gradient(raw[i : i + 1], y[i : i + 1], **hyper)
        np.testing.assert_allclose(value, values[i : i + 1], rtol=1e-15)
        np.testing.assert_allclose(row, gradient[i : i + 1], rtol=1e-14)


@EACH_LOSS
@pytest.mark.parametrize(
    ("raw_shape", "y_shape"),
    [
        ((3,), (3,)),
        ((3, 1), (3,)),
        ((3,), (3, 1)),
        ((3, 1), (3, 2)),
        ((3, 2), (3, 1)),
        ((3, 2), (1, 2)),
        ((1, 2), (3, 2)),
        ((), ()),
        ((1, 3, 1), (1, 3, 1)),
    ],
)
def test_shapes_are_never_broadcast(loss, raw_shape, y_shape):
    for method in (loss.value_and_gradient, loss.second_derivative):
        if method == loss.second_derivative and loss.curvature is None:
            continue
        with pytest.raises(ValueError, match=loss.name) as error:
            method(np.zeros(raw_shape), np.zeros(y_shape))
        assert f"raw scores {raw_shape}" in str(error.value)
        assert f"targets {y_shape}" in str(error.value)


@EACH_LOSS
def test_bad_hyperparameters_are_named_with_value_and_range(loss):
    raw, y = sample(loss.task)
    for parameter in loss.parameters:
        low, high = parameter.minimum, parameter.maximum
        for bad in (low - 1e-3, high + 1e-3, float("nan"), float("inf"), "1", True, None):
            with pytest.raises(InputError) as error:
                loss.value_and_gradient(raw, y, **{parameter.name: bad})
            for part in (parameter.name, str(bad).lower().replace("none", "null"), "from", "to"):
                assert part in str(error.value)
            assert f"{low:g} to {high:g}" in str(error.value)
    with pytest.raises(InputError, match=f"{loss.name} has no such parameter") as error:
        loss.value_and_gradient(raw, y, sharpness=3.0)
    assert "sharpness = 3.0" in str(error.value)
    for parameter in loss.parameters:
        assert parameter.name in str(error.value)


@EACH_CASE
def test_kinks_and_bends_are_where_they_are_said_to_be(loss, hyper):
    """The gradient jumps at the kinks and nowhere else; the curvature at kinks and bends."""
    if loss.variable == "score":
        assert loss.kinks(**hyper) == loss.bends(**hyper) == ()
        return
    grid = np.arange(-3.00005, 3.0, 1e-4)[:, None]
    y = np.zeros_like(grid) if loss.variable == "residual" else np.ones_like(grid)

    def jumps(slope, smallest):
        at = np.flatnonzero(np.abs(np.diff(slope)) > smallest)
        return [float(round(grid[i, 0] + 0.5e-4, 6)) for i in at]

    kinks, bends = (
        sorted(place for place in places if abs(place) < 3.0)
        for places in (loss.kinks(**hyper), loss.bends(**hyper))
    )
    assert jumps(loss.value_and_gradient(grid, y, **hyper)[1][:, 0], 0.01) == kinks
    if loss.curvature is not None:
        second = loss.second_derivative(grid, y, **hyper)[:, 0, 0]
        assert jumps(second, 0.01) == bends


@EACH_CASE
def test_a_minimum_is_attained_or_never_reached(loss, hyper):
    """Along the right direction the loss falls for ever, or has a least value on the way."""
    distance = np.array([[0.0], [1.0], [2.0], [5.0], [10.0], [20.0], [40.0], [80.0]])
    if loss.task is Task.MULTICLASS:
        direction, target = np.array([[1.0, 0.0, 0.0]]), [1.0, 0.0, 0.0]
    elif loss.task is Task.REGRESSION:
        direction, target = np.array([[1.0]]), [0.0]
    else:  # class 0 where class 1 has no weight
        direction = np.array([[-1.0 if hyper.get("alpha") == 0.0 else 1.0]])
        target = np.maximum(direction[0], 0.0)
    raw = distance @ direction
    values, gradient = loss.value_and_gradient(raw, np.tile(target, (len(raw), 1)), **hyper)
    slopes = (gradient * direction).sum(axis=1)
    if loss.attains_minimum(**hyper):
        assert values.min() == values[:-1].min()
        assert slopes[-1] >= 0.0
    else:
        assert (np.diff(values) < 0.0).all()
        assert (slopes < 0.0).all()


@pytest.mark.parametrize(
    "loss", [loss for loss in LOSSES.values() if loss.total], ids=lambda loss: loss.name
)
def test_the_total_is_the_sum_of_the_losses_with_their_gradient(loss):
    rng = np.random.default_rng(0)
    raw, y = rng.normal(size=(2, 1000, 1))
    values, gradient = loss.value_and_gradient(raw, y)
    total, quick_gradient = loss.total(raw.copy(), y, **loss.hyperparameters({}))
    assert total == pytest.approx(values.sum(), rel=1e-13)
    np.testing.assert_allclose(quick_gradient, gradient, rtol=1e-15)


@pytest.mark.parametrize(
    ("name", "hyper", "kinks", "bends"),
    [
        ("mse", {}, (), ()),
        ("mae", {}, (0.0,), ()),
        ("huber", {"delta": 0.37}, (), (-0.37, 0.37)),
        ("huber", {"delta": 100.0}, (), (-100.0, 100.0)),
        ("pinball", {"tau": 0.9}, (0.0,), ()),
        ("hinge", {}, (1.0,), ()),
        ("squared_hinge", {}, (), (1.0,)),
        ("focal", {"gamma": 2.0, "alpha": 0.25}, (), ()),
        ("cross_entropy", {"label_smoothing": 0.0}, (), ()),
    ],
)
def test_kinks_and_bends_are_found_exactly(name, hyper, kinks, bends):
    assert LOSSES[name].kinks(**hyper) == kinks
    assert LOSSES[name].bends(**hyper) == bends
