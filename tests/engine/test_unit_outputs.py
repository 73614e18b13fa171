"""What the nodes of a model put out, against the network's formula worked by hand."""

import numpy as np
import pytest

from lossstudio.engine.data.samples import samples
from lossstudio.engine.measuring.picture import make_canvas
from lossstudio.engine.measuring.unit_outputs import (
    BINS,
    CURVE_POINTS,
    MAP_POINTS,
    MOST_SAMPLES,
    NodePicture,
    make_probe,
    node_outputs,
    sample_rows,
)
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training.objective import Objective


def prepared(data, **run):
    dataset = samples(data, as_classes=False)
    run.setdefault("loss", "binary_cross_entropy" if dataset.classes else "mse")
    objective = Objective(Run(**{"model": "mlp"} | run), dataset)
    return objective, make_probe(objective, make_canvas(dataset))


def drawn(objective, seed=0):
    return np.random.default_rng(seed).normal(size=objective.model.n_parameters)


def test_a_curve_is_the_activation_of_the_weighted_input_over_the_fit_views_range():
    objective, probe = prepared(Data(dataset="sine"), hidden_layers=(3,), activation="tanh")
    theta = drawn(objective)
    w1, b1, w2, b2 = theta[:3], theta[3:6], theta[6:9], theta[9]
    assert probe.kind is NodePicture.CURVE
    x = probe.axes[0]
    canvas = make_canvas(objective.dataset)
    assert (x[0], x[-1], len(x)) == (canvas.x[0, 0], canvas.x[-1, 0], CURVE_POINTS)
    inputs, hidden, output = node_outputs(probe, theta)
    u = (x - objective.model.inputs.center) / objective.model.inputs.scale
    expected = np.tanh(w1[:, None] * u + b1[:, None])
    np.testing.assert_allclose(hidden.pictures, expected)
    np.testing.assert_allclose(output.pictures[0], w2 @ expected + b2)
    np.testing.assert_allclose(inputs.pictures[0], u)
    assert (hidden.low.tolist(), hidden.high.tolist()) == ([-1.0] * 3, [1.0] * 3)


def test_a_map_has_the_second_input_along_its_rows():
    objective, probe = prepared(Data(dataset="moons"), hidden_layers=(2,), activation="sigmoid")
    theta = np.zeros(objective.model.n_parameters)
    theta[:4] = 2.0, 0.0, 0.0, 3.0  # the first unit sees x₁ alone, the second x₂
    _, hidden, _ = node_outputs(probe, theta)
    assert probe.kind is NodePicture.MAP
    assert hidden.pictures.shape == (2, MAP_POINTS, MAP_POINTS)
    x, y = probe.axes
    np.testing.assert_allclose(hidden.pictures[0][5], 1 / (1 + np.exp(-2 * x)))
    np.testing.assert_allclose(hidden.pictures[1][:, 5], 1 / (1 + np.exp(-3 * y)))
    assert (hidden.low[0], hidden.high[0]) == (0.0, 1.0)


def test_figures_are_of_the_training_samples():
    data = Data(dataset="moons", test_fraction=0.5)
    objective, probe = prepared(data, hidden_layers=(4, 3), activation="relu")
    theta = drawn(objective)
    _, first, second, output = node_outputs(probe, theta)
    n = objective.n_train
    x = objective.dataset.x[:n]
    blocks = objective.model.unpack(theta)
    h = np.maximum(x @ blocks["weights_1"] + blocks["bias_1"], 0.0)
    np.testing.assert_allclose(first.mean, h.mean(axis=0))
    np.testing.assert_allclose(first.active, (h > 0).mean(axis=0))
    h = np.maximum(h @ blocks["weights_2"] + blocks["bias_2"], 0.0)
    np.testing.assert_allclose(second.mean, h.mean(axis=0))
    raw = objective.model.predict_raw(theta, x)
    np.testing.assert_allclose(output.mean, raw.mean(axis=0))
    assert probe.n_samples == n
    assert first.low.tolist() == [0.0] * 4
    assert first.high.tolist() == [max(first.pictures.max(), first.high[0])] * 4


def test_a_relu_unit_that_is_never_active_and_a_tanh_unit_that_is_saturated():
    objective, probe = prepared(Data(dataset="moons"), hidden_layers=(2,), activation="relu")
    theta = np.zeros(objective.model.n_parameters)
    theta[4:6] = -1.0, 1.0
    active = node_outputs(probe, theta)[1].active
    assert active.tolist() == [0.0, 1.0]
    objective, probe = prepared(Data(dataset="moons"), hidden_layers=(2,), activation="tanh")
    theta[4:6] = 0.1, 9.0
    assert node_outputs(probe, theta)[1].saturated.tolist() == [0.0, 1.0]


def test_histograms_are_numpys_where_there_are_three_inputs():
    points = tuple(map(tuple, np.random.default_rng(1).normal(size=(50, 4)).tolist()))
    data = Data(dataset="points", points=points, test_fraction=0.0)
    objective, probe = prepared(data, hidden_layers=(3,), activation="tanh")
    theta = drawn(objective)
    inputs, hidden, output = node_outputs(probe, theta)
    assert probe.kind is NodePicture.HISTOGRAM
    values = objective.model.hidden_outputs(theta, objective.features)[0]
    for unit in range(3):
        counts, _ = np.histogram(values[:, unit], bins=BINS, range=(-1.0, 1.0))
        np.testing.assert_allclose(hidden.pictures[unit], counts / 50)
    np.testing.assert_allclose(output.pictures.sum(axis=1), 1.0)
    assert len(set(inputs.high.tolist())) == 3, "each input has its own range"


@pytest.mark.parametrize("model", ["linear", "polynomial"])
def test_a_model_without_hidden_units_has_inputs_and_outputs(model):
    objective, probe = prepared(Data(dataset="sine"), model=model, degree=3)
    theta = drawn(objective)
    inputs, output = node_outputs(probe, theta)
    assert len(inputs.pictures) == (3 if model == "polynomial" else 1), "the bias is no input"
    expected = objective.model.predict_raw(theta, probe.axes[0][:, None])[:, 0]
    np.testing.assert_allclose(output.pictures[0], expected)


def test_a_network_without_hidden_layers_and_without_biases():
    _, probe = prepared(Data(dataset="moons"), hidden_layers=(), bias=False)
    _, output = node_outputs(probe, np.array([2.0, -1.0]))
    x, y = probe.axes
    np.testing.assert_allclose(output.pictures[0], 2.0 * x[None, :] - y[:, None], atol=1e-12)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
def test_weights_too_large_for_their_sums_leave_finite_ranges(activation):
    points = tuple(map(tuple, np.random.default_rng(1).normal(size=(9, 4)).tolist()))
    for data in (Data(dataset="moons"), Data(dataset="points", points=points)):
        objective, probe = prepared(data, hidden_layers=(3, 3), activation=activation)
        layers = node_outputs(probe, 1e300 * drawn(objective))
        for layer in layers:
            assert np.isfinite([layer.low, layer.high]).all()
        assert all(layer.is_finite for layer in layers) == (activation != "relu")


def test_of_many_samples_a_fixed_choice_is_looked_at():
    rows = sample_rows(50_000)
    assert len(rows) == MOST_SAMPLES == len(set(rows.tolist()))
    assert rows.max() < 50_000
    np.testing.assert_array_equal(rows, sample_rows(50_000))
    np.testing.assert_array_equal(sample_rows(3), [0, 1, 2])
