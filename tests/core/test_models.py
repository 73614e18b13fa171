"""Models: shapes, gradients by finite differences, and scikit-learn's and NumPy's figures."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import PolynomialFeatures

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import (
    ACTIVATIONS,
    INITIALIZATIONS,
    MODELS,
    Inputs,
    Model,
    is_weight_mask,
)
from lossstudio.core.models.base import row_norms
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError

FIELDS = {
    "degree": 3,
    "bias": True,
    "hidden_layers": (4, 3),
    "activation": "tanh",
    "initialization": "glorot",
}


def nominal(*pairs: tuple[float, float]) -> Inputs:
    """Inputs with these (center, scale)."""
    center, scale = np.array(pairs, dtype=np.float64).T
    return Inputs(center, scale)


PLAIN_1, PLAIN_2 = nominal((0, 1)), nominal((0, 1), (0, 1))
SHIFTED_1, SHIFTED_2 = nominal((1.5, 2.0)), nominal((1.5, 2.0), (-0.5, 0.25))


KNOWN = ["linear", "polynomial", "mlp"]


def build(name: str, inputs: Inputs, n_outputs: int = 1, **fields: object) -> Model:
    kind = MODELS[name]
    used = (*kind.fields, "field")
    given = {name: value for name, value in (FIELDS | fields).items() if name in used}
    return kind.build(inputs, n_outputs, **given, **kind.hyperparameters({}))


def drawn(model: Model, seed: int = 0) -> np.ndarray:
    """Parameters without a zero among them."""
    return np.random.default_rng(seed).normal(size=model.n_parameters)


def data(inputs: Inputs, n: int = 7, seed: int = 1) -> np.ndarray:
    z = np.random.default_rng(seed).normal(size=(n, inputs.count))
    return inputs.center + inputs.scale * z


def some_models(inputs: Inputs, n_outputs: int) -> list[Model]:
    return [
        build(kind, inputs, n_outputs, bias=bias, **fields)
        for bias in (True, False)
        for kind, fields in (
            ("linear", {}),
            ("polynomial", {}),
            ("mlp", {"hidden_layers": ()}),
            ("mlp", {"hidden_layers": (5,), "activation": "relu"}),
            ("mlp", {"hidden_layers": (4, 3), "activation": "tanh"}),
            ("mlp", {"hidden_layers": (3, 4, 2), "activation": "sigmoid"}),
        )
    ]


def test_the_kinds_are_in_order_and_name_fields_of_a_run():
    assert [name for name in MODELS if name in KNOWN] == KNOWN
    for kind in MODELS.values():
        assert set(kind.fields) <= set(FIELDS)
        assert kind.label
        assert kind.description
        assert kind.formula
    assert MODELS["linear"].fields == ("bias", "initialization")
    assert MODELS["polynomial"].fields == ("degree", "bias", "initialization")
    assert MODELS["mlp"].fields == ("hidden_layers", "activation", "initialization", "bias")


@pytest.mark.parametrize("n_outputs", [1, 3])
@pytest.mark.parametrize("inputs", [PLAIN_1, PLAIN_2, SHIFTED_1, SHIFTED_2])
def test_shapes_layout_and_views(inputs: Inputs, n_outputs: int):
    x = data(inputs)
    for model in some_models(inputs, n_outputs):
        theta = model.init(np.random.default_rng(3))
        assert theta.shape == (model.n_parameters,)
        assert theta.dtype == np.float64
        features = model.features(x)
        assert features.flags.c_contiguous
        raw, cache = model.forward(theta, features)
        assert raw.shape == (7, n_outputs)
        assert_array_equal(model.predict_raw(theta, x), raw)
        gradient = model.backward(theta, features, cache, np.ones_like(raw))
        assert gradient.shape == (model.n_parameters,)
        blocks = model.unpack(theta)
        assert [(block.name, block.shape) for block in model.layout] == [
            (name, value.shape) for name, value in blocks.items()
        ]
        assert_array_equal(np.concatenate([b.ravel() for b in blocks.values()]), theta)
        assert all(np.shares_memory(block, theta) for block in blocks.values())
        mask = is_weight_mask(model)
        assert mask.shape == theta.shape
        assert_array_equal(theta[~mask], 0.0)  # biases start at 0, and there are no zero weights
        assert (theta[mask] != 0).all()
        assert model.n_outputs == n_outputs
        before = theta.copy(), features.copy()
        model.in_data_units(theta)
        assert_array_equal(theta, before[0])
        assert_array_equal(features, before[1])


@pytest.mark.parametrize("n_outputs", [1, 3])
@pytest.mark.parametrize("inputs", [PLAIN_2, SHIFTED_1, SHIFTED_2])
def test_backward_is_the_derivative_of_forward(inputs: Inputs, n_outputs: int):
    """Against central differences of Σ d_raw·raw, for arbitrary d_raw."""
    x = data(inputs)
    d_raw = np.random.default_rng(5).normal(size=(7, n_outputs))
    for model in some_models(inputs, n_outputs):
        features = model.features(x)
        theta = drawn(model)
        gradient = model.backward(theta, features, model.forward(theta, features)[1], d_raw)

        def weighted_sum(t, model=model, features=features):
            return np.sum(d_raw * model.forward(t, features)[0])

        assert_allclose(gradient, differences(weighted_sum, theta), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("n_outputs", [1, 3])
@pytest.mark.parametrize("inputs", [PLAIN_2, SHIFTED_1])
def test_gradient_norms_are_the_lengths_of_each_examples_gradient(inputs: Inputs, n_outputs: int):
    """Against `backward`, one example at a time."""
    x = data(inputs)
    d_raw = np.random.default_rng(5).normal(size=(7, n_outputs))
    d_raw[2] = 0.0
    for model in some_models(inputs, n_outputs):
        features, theta = model.features(x), drawn(model)
        cache = model.forward(theta, features)[1]
        norms = model.gradient_norms(theta, features, cache, d_raw)
        assert norms.shape == (7,)
        for i in range(7):
            alone = features[i : i + 1]
            cache_alone = model.forward(theta, alone)[1]
            gradient = model.backward(theta, alone, cache_alone, d_raw[i : i + 1])
            assert_allclose(norms[i], np.linalg.norm(gradient), rtol=1e-12, atol=1e-14)
        assert norms[2] == 0.0
        assert (norms[[0, 1, 3]] > 0).all()


def test_row_norms_neither_overflow_nor_vanish():
    rows = np.array([[3.0, 4.0], [3e-200, 4e-200], [3e200, -4e200], [0.0, 0.0]])
    assert_allclose(row_norms(rows), [5.0, 5e-200, 5e200, 0.0], rtol=1e-12)
    assert_allclose(row_norms(rows[:, :1]), np.abs(rows[:, 0]))
    broken = row_norms(np.array([[np.inf, 1.0], [np.nan, 1.0]]))
    assert not np.isfinite(broken).any()


def differences(function, theta: np.ndarray, step: float = 1e-6) -> np.ndarray:
    steps = step * np.eye(len(theta))
    return np.array([(function(theta + e) - function(theta - e)) / (2 * step) for e in steps])


@pytest.mark.parametrize("loss", LOSSES.values(), ids=list(LOSSES))
def test_the_gradient_of_the_mean_loss(loss):
    """The chain rule through every loss, as the trainer applies it."""
    rng = np.random.default_rng(8)
    n, k = 9, 3 if loss.task is Task.MULTICLASS else 1
    y = {
        Task.REGRESSION: rng.normal(size=(n, 1)),
        Task.BINARY: rng.integers(0, 2, (n, 1)).astype(float),
        Task.MULTICLASS: np.eye(3)[rng.integers(0, 3, n)],
    }[loss.task]
    x = data(SHIFTED_2, n)
    for model in some_models(SHIFTED_2, k):
        features = model.features(x)
        theta = 0.7 * drawn(model, 2)

        def cost(t, model=model, features=features):
            return loss.value_and_gradient(model.forward(t, features)[0], y)[0].mean()

        raw, cache = model.forward(theta, features)
        d_raw = loss.value_and_gradient(raw, y)[1] / n
        gradient = model.backward(theta, features, cache, d_raw)
        assert_allclose(gradient, differences(cost, theta), rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("kind", list(MODELS))
def test_wrong_shapes_raise(kind: str):
    model = build(kind, SHIFTED_2)
    theta = drawn(model)
    for wrong in (np.zeros(4), np.zeros((4, 1)), np.zeros((4, 3)), np.zeros((2, 2, 2))):
        with pytest.raises(ValueError, match=r"\(n, 2\)"):
            model.features(wrong)
    features = model.features(data(SHIFTED_2))
    for wrong in (theta[:-1], np.append(theta, 0.0)):
        with pytest.raises(ValueError, match=str(len(wrong))):
            model.forward(wrong, features)
        with pytest.raises(ValueError, match=str(len(wrong))):
            model.unpack(wrong)


def test_inputs_are_checked():
    with pytest.raises(ValueError, match="one shape"):
        Inputs(np.zeros(2), np.ones(1))
    with pytest.raises(ValueError, match="positive"):
        Inputs(np.zeros(2), np.array([1.0, 0.0]))
    with pytest.raises(ValueError, match="finite"):
        Inputs(np.array([np.nan]), np.ones(1))


# Linear


def test_linear_uses_the_data_as_they_are():
    x = data(SHIFTED_2)
    model = build("linear", PLAIN_2)
    assert model.is_linear
    assert not model.standardizes
    assert_array_equal(model.features(x), np.column_stack([x, np.ones(7)]))
    assert_array_equal(build("linear", PLAIN_2, bias=False).features(x), x)
    theta = np.array([2.0, -3.0, 0.5])
    assert_allclose(model.predict_raw(theta, np.array([[1.0, 4.0]])), [[2 - 12 + 0.5]])


def test_linear_finds_least_squares_gradient_zero():
    """The gradient of the squared error vanishes at NumPy's own least-squares solution."""
    x, y = data(SHIFTED_2, 20), np.random.default_rng(2).normal(size=(20, 1))
    model = build("linear", PLAIN_2)
    features = model.features(x)
    theta = np.linalg.lstsq(np.column_stack([x, np.ones(20)]), y, rcond=None)[0].ravel()
    raw, cache = model.forward(theta, features)
    assert_allclose(model.backward(theta, features, cache, raw - y), 0, atol=1e-12)
    off = model.backward(theta, features, cache, raw - y + 1)
    assert np.abs(off).max() > 1


@pytest.mark.parametrize(
    ("inputs", "n_outputs", "shapes"),
    [(PLAIN_1, 1, ((), ())), (PLAIN_2, 1, ((2,), ())), (PLAIN_2, 3, ((2, 3), (3,)))],
)
def test_linear_parameters_lose_the_axis_of_a_single_output(inputs, n_outputs, shapes):
    model = build("linear", inputs, n_outputs)
    theta = drawn(model)
    named = model.in_data_units(theta)
    assert list(named) == ["weights", "bias"]
    assert (named["weights"].shape, named["bias"].shape) == shapes
    assert_array_equal(np.concatenate([named["weights"].ravel(), named["bias"].ravel()]), theta)
    assert not np.shares_memory(named["weights"], theta)
    assert list(build("linear", inputs, n_outputs, bias=False).layout)[-1].name == "weights"


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("n_outputs", [1, 3])
def test_linear_in_data_units_is_the_same_function(n_outputs, bias):
    model = build("linear", SHIFTED_2, n_outputs, bias=bias)
    assert model.standardizes
    theta, x = drawn(model), data(SHIFTED_2)
    named = model.in_data_units(theta)
    raw = x @ named["weights"].reshape(2, n_outputs) + named["bias"]
    assert_allclose(raw, model.predict_raw(theta, x), rtol=1e-12, atol=1e-12)


SCALED_2 = nominal((0, 20.0), (0, 0.03))
FAR = nominal((1e7, 1e-3), (-3.0, 50.0))


@pytest.mark.parametrize("inputs", [PLAIN_2, SHIFTED_2, SCALED_2, FAR])
@pytest.mark.parametrize("n_outputs", [1, 3])
@pytest.mark.parametrize("name", [*KNOWN, "generic"])
def test_parameters_come_back_from_the_data_units(name, n_outputs, inputs):
    """Also by the way that is open to every model, which only says `in_data_units`."""
    model = build("mlp" if name == "generic" else name, inputs, n_outputs, degree=2)
    theta = drawn(model)
    back = Model.from_data_units if name == "generic" else type(model).from_data_units
    there = model.to_data_units(theta)
    # The constant of a polynomial far from 0 loses what lies beyond its last digit.
    if name == "polynomial" and inputs is FAR:
        return
    lost = np.abs(there).max() * 1e-15 if inputs is FAR else 0.0
    assert_allclose(back(model, there), theta, rtol=1e-9, atol=max(1e-12, 10.0 * lost))


@pytest.mark.parametrize("inputs", [PLAIN_2, SHIFTED_2, SCALED_2])
@pytest.mark.parametrize("n_outputs", [1, 3])
@pytest.mark.parametrize("name", KNOWN)
def test_weight_units_make_the_weights_in_the_data_units(name, n_outputs, inputs):
    model = build(name, inputs, n_outputs, degree=3)
    theta = drawn(model)
    expected = model.to_data_units(theta) * is_weight_mask(model)
    for units in (model.weight_units, Model.weight_units.func(model)):
        found = theta * units if units.ndim == 1 else units @ theta
        assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", KNOWN)
def test_the_scores_are_linear_in_the_scoring_blocks(name):
    model, x = build(name, SHIFTED_2), data(SHIFTED_2)
    theta = drawn(model)
    other = theta.copy()
    for block in model.scoring:
        model.unpack(other)[block.name][:] *= 3.0
    assert_allclose(model.predict_raw(other, x), 3.0 * model.predict_raw(theta, x))
    bias = next(block for block in model.scoring if not block.is_weight)
    model.unpack(other)[bias.name][:] += 2.0
    assert_allclose(model.predict_raw(other, x), 3.0 * model.predict_raw(theta, x) + 2.0)


# Polynomial


@pytest.mark.parametrize("degree", [1, 2, 3, 5, 9])
@pytest.mark.parametrize("inputs", [PLAIN_1, SHIFTED_1, SHIFTED_2])
def test_monomials_are_scikit_learns(inputs: Inputs, degree: int):
    x = data(inputs)
    u = (x - inputs.center) / inputs.scale
    expected = PolynomialFeatures(degree, include_bias=False).fit_transform(u)
    model = build("polynomial", inputs, degree=degree)
    assert_allclose(model.features(x)[:, :-1], expected, rtol=1e-12)
    assert_array_equal(model.features(x)[:, -1], 1.0)
    without = build("polynomial", inputs, degree=degree, bias=False)
    assert_allclose(without.features(x), expected, rtol=1e-12)
    assert model.is_linear
    assert model.standardizes is (inputs is not PLAIN_1)


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("n_outputs", [1, 2])
@pytest.mark.parametrize(
    "inputs",
    [PLAIN_2, SHIFTED_1, SHIFTED_2, nominal((0, 2), (3, 1), (-1, 0.5)), nominal((0, 4), (0, 0.5))],
)
def test_polynomial_in_data_units_is_the_same_function(inputs, n_outputs, bias):
    """Σ coefficient · monomial of x, with scikit-learn's monomials, equals the prediction."""
    for degree in (1, 2, 4):
        model = build("polynomial", inputs, n_outputs, degree=degree, bias=bias)
        theta, x = drawn(model), data(inputs)
        named = model.in_data_units(theta)
        assert ("bias" in named) == (bias or inputs.center.any())
        monomials = PolynomialFeatures(degree, include_bias=False).fit_transform(x)
        weights = named["weights"].reshape(monomials.shape[1], n_outputs)
        raw = monomials @ weights + named.get("bias", 0.0)
        assert_allclose(raw, model.predict_raw(theta, x), rtol=1e-9, atol=1e-9)
        if n_outputs == 2:
            assert named["weights"].shape == weights.shape
            assert named.get("bias", np.zeros(2)).shape == (2,)


def test_polynomial_in_data_units_by_hand():
    """2u² + 3u + 1 with u = (x − 1)/2 is 0.5x² + 0.5x + 0."""
    model = build("polynomial", nominal((1, 2)), degree=2)
    named = model.in_data_units(np.array([3.0, 2.0, 1.0]))
    assert_allclose(named["weights"], [0.5, 0.5])
    assert_allclose(named["bias"], 0.0, atol=1e-15)
    assert named["bias"].shape == ()
    # Without a bias the constant that centring implies is told: 2u² + 3u is 1 less.
    implied = build("polynomial", nominal((1, 2)), degree=2, bias=False)
    assert_allclose(implied.in_data_units(np.array([3.0, 2.0]))["bias"], -1.0)


def test_polynomial_conversion_agrees_with_numpy_at_degree_nine():
    model = build("polynomial", nominal((5, 5)), degree=9)
    theta = drawn(model)
    u = np.polynomial.Polynomial([-1.0, 0.2])
    expected = np.polynomial.Polynomial([theta[-1], *theta[:-1]])(u)
    named = model.in_data_units(theta)
    assert_allclose([named["bias"], *named["weights"]], expected.coef, rtol=1e-12)


def test_feature_labels():
    assert build("linear", PLAIN_1).feature_labels == ("x",)
    assert build("linear", PLAIN_2).feature_labels == ("x₁", "x₂")
    assert build("polynomial", PLAIN_1).feature_labels == ("x", "x²", "x³")
    assert build("polynomial", SHIFTED_2, degree=2).feature_labels == (
        "x₁",
        "x₂",
        "x₁²",
        "x₁x₂",
        "x₂²",
    )
    many = build("linear", Inputs(np.zeros(12), np.ones(12)))
    assert many.feature_labels[-1] == "x₁₂"


def test_too_many_monomials_are_refused():
    wide = Inputs(np.zeros(62), np.ones(62))
    with pytest.raises(InputError, match=r"^runs\.1\.degree = 2: 62 inputs would give 2015 terms"):
        build("polynomial", wide, degree=2, field="runs.1")
    with pytest.raises(InputError, match=r"^degree = 3"):
        build("polynomial", wide, degree=3)
    fits = build("polynomial", Inputs(np.zeros(61), np.ones(61)), degree=2)
    assert fits.n_parameters == 1953
    with pytest.raises(ValueError, match="at least 1"):
        build("polynomial", PLAIN_1, degree=0)


# Networks


@pytest.mark.parametrize(
    ("activation", "theirs"), [("tanh", "tanh"), ("relu", "relu"), ("sigmoid", "logistic")]
)
@pytest.mark.parametrize("hidden_layers", [(5,), (4, 3), (6, 2, 5)])
def test_network_predicts_as_scikit_learn(hidden_layers, activation, theirs):
    x = data(SHIFTED_2, 30)
    u = (x - SHIFTED_2.center) / SHIFTED_2.scale
    fields = {"hidden_layers": hidden_layers, "activation": activation}
    for n_outputs, target in ((1, x[:, 0]), (3, np.arange(30) % 3)):
        reference_class = MLPRegressor if n_outputs == 1 else MLPClassifier
        reference = reference_class(hidden_layer_sizes=hidden_layers, activation=theirs, max_iter=1)
        reference.partial_fit(u, target, **({"classes": np.arange(3)} if n_outputs == 3 else {}))
        model = build("mlp", SHIFTED_2, n_outputs, **fields)
        theta = drawn(model)
        blocks = model.unpack(theta)
        layers = range(1, len(hidden_layers) + 2)
        reference.coefs_ = [blocks[f"weights_{layer}"] for layer in layers]
        reference.intercepts_ = [blocks[f"bias_{layer}"] for layer in layers]
        raw = model.predict_raw(theta, x)
        if n_outputs == 1:
            assert_allclose(raw[:, 0], reference.predict(u), rtol=1e-10)
        else:
            probabilities = np.exp(raw) / np.exp(raw).sum(axis=1, keepdims=True)
            assert_allclose(probabilities, reference.predict_proba(u), rtol=1e-10)


@pytest.mark.parametrize("inputs", [PLAIN_2, SHIFTED_2, nominal((0, 2), (0, 0.5))])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("hidden_layers", [(), (4,), (4, 3)])
def test_network_in_data_units_is_the_same_function(inputs, bias, hidden_layers):
    model = build("mlp", inputs, 2, bias=bias, hidden_layers=hidden_layers)
    theta, x = drawn(model), data(inputs)
    named = model.in_data_units(theta)
    assert ("bias_1" in named) == (bias or inputs.center.any())
    assert ("bias_2" in named) == (bias and bool(hidden_layers))
    assert next(iter(named)) == "weights_1"
    hidden, last = x, len(hidden_layers) + 1
    for layer in range(1, last + 1):
        hidden = hidden @ named[f"weights_{layer}"] + named.get(f"bias_{layer}", 0.0)
        if layer < last:
            hidden = np.tanh(hidden)
    assert_allclose(hidden, model.predict_raw(theta, x), rtol=1e-10, atol=1e-12)
    assert not any(np.shares_memory(block, theta) for block in named.values())
    assert model.standardizes is (inputs is not PLAIN_2)


def test_hidden_outputs_lead_to_the_scores():
    model = build("mlp", SHIFTED_2, 3)
    theta = drawn(model)
    features = model.features(data(SHIFTED_2))
    first, second = model.hidden_outputs(theta, features)
    blocks = model.unpack(theta)
    assert_allclose(first, np.tanh(features @ blocks["weights_1"] + blocks["bias_1"]))
    assert second.shape == (7, 3)
    assert_allclose(
        second @ blocks["weights_3"] + blocks["bias_3"], model.forward(theta, features)[0]
    )


def test_a_layer_without_units_is_refused():
    with pytest.raises(ValueError, match="at least 1 unit"):
        build("mlp", PLAIN_1, hidden_layers=(3, 0))


# Activations and initialisations


def test_activations_at_known_points():
    z = np.array([-2.0, 0.0, 1.0])
    assert_allclose(ACTIVATIONS["tanh"].function(z), [-0.9640275800758169, 0, 0.7615941559557649])
    assert_array_equal(ACTIVATIONS["relu"].function(z), [0.0, 0.0, 1.0])
    assert_allclose(
        ACTIVATIONS["sigmoid"].function(z), [0.11920292202211755, 0.5, 0.7310585786300049]
    )
    assert_array_equal(ACTIVATIONS["relu"].slope(ACTIVATIONS["relu"].function(z)), [0, 0, 1])


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=list(ACTIVATIONS))
def test_slopes_are_derivatives(activation):
    z = np.linspace(-4, 4, 22)  # without 0, ReLU's kink
    step = 1e-6
    expected = (activation.function(z + step) - activation.function(z - step)) / (2 * step)
    assert_allclose(activation.slope(activation.function(z)), expected, atol=1e-9)


def test_sigmoid_is_exact_and_silent_far_out():
    with np.errstate(all="raise", under="ignore"):
        far = ACTIVATIONS["sigmoid"].function(np.array([-1e3, -50.0, 50.0, 1e3]))
    assert_allclose(far, [0.0, 1.9287498479639178e-22, 1.0, 1.0], rtol=1e-12)


def test_initialisations_have_their_spread():
    assert list(INITIALIZATIONS) == ["glorot", "he", "zero"]
    glorot, he, zero = (
        entry.function(np.random.default_rng(0), 300, 200) for entry in INITIALIZATIONS.values()
    )
    limit = np.sqrt(6 / 500)
    assert glorot.shape == he.shape == zero.shape == (300, 200)
    assert np.abs(glorot).max() <= limit
    assert np.abs(glorot).max() > 0.999 * limit
    assert_allclose(glorot.std(), limit / np.sqrt(3), rtol=0.01)
    assert_allclose(he.std(), np.sqrt(2 / 300), rtol=0.01)
    assert np.abs(he).max() > 3 * np.sqrt(2 / 300)  # normal, not uniform
    assert not zero.any()


@pytest.mark.parametrize("kind", list(MODELS))
def test_init_follows_from_the_generator_alone(kind: str):
    model = build(kind, SHIFTED_2)
    first = model.init(np.random.default_rng(4))
    assert_array_equal(model.init(np.random.default_rng(4)), first)
    assert (model.init(np.random.default_rng(5)) != first).any()
    zero = build(kind, SHIFTED_2, initialization="zero").init(np.random.default_rng(4))
    assert not zero[is_weight_mask(model)].any()
    if kind in KNOWN:
        assert not zero.any()


def test_polynomial_weights_start_by_their_fan_in():
    """Uniform in ±√(6 / (9 + 1)) for nine monomials and one output: no weight counts as a bias."""
    model = build("polynomial", PLAIN_1, degree=9)
    limit = np.sqrt(6 / 10)
    expected = np.random.default_rng(4).uniform(-limit, limit, 9)
    assert_array_equal(model.init(np.random.default_rng(4)), [*expected, 0.0])
