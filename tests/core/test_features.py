"""Features, held to scikit-learn's monomials and to plain NumPy."""

import itertools
import re

import numpy as np
import pytest
from sklearn.preprocessing import PolynomialFeatures

from lossstudio.core.datasets import DATASETS, from_points, generate
from lossstudio.core.datasets.with_features import with_features
from lossstudio.core.features import (
    MOST_FEATURES,
    is_feature,
    read_features,
    usual_features,
)
from lossstudio.core.models import Inputs
from lossstudio.core.text import InputError

X = np.random.default_rng(4).normal(size=(40, 3)) * [1.0, 3.0, 0.2]
NAMES = ("x₁", "x₂", "x₃")


def values(*texts, x=X, names=NAMES):
    return read_features(texts, names).of(x)


def test_monomials_are_those_of_scikit_learn():
    reference = PolynomialFeatures(degree=3, include_bias=False).fit(X)
    texts = [
        "*".join(f"x{place + 1}^{power}" for place, power in enumerate(powers) if power)
        for powers in reference.powers_
    ]
    np.testing.assert_allclose(values(*texts), reference.transform(X), rtol=1e-13)


def test_functions_are_those_of_numpy():
    found = values("sin(x1)", "cos(x2)", "abs(x3)", "sin(2.5*x1)", "cos( pi * x2 )", "abs(x1)*x2^2")
    x1, x2, x3 = X.T
    expected = [
        np.sin(x1), np.cos(x2), np.abs(x3), np.sin(2.5 * x1), np.cos(np.pi * x2), np.abs(x1) * x2**2
    ]  # fmt: skip
    np.testing.assert_array_equal(found, np.column_stack(expected))
    assert found.flags.c_contiguous


def test_inputs_themselves_stay_to_the_last_bit():
    np.testing.assert_array_equal(values("x1", "x2", "x3"), X)


def test_a_script_says_the_same():
    texts = (*usual_features(3), "x1*x2^3*sin(x3)", "cos(0.1*x2)", "abs(pi*x1)*x1")
    features = read_features(texts, NAMES)
    space = {"np": np, "x": X}
    exec(f"found = {features.code('x')}", space)
    np.testing.assert_array_equal(space["found"], features.of(X))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("x1", "x₁"), ("x2^3", "x₂³"), ("x2*x1", "x₁x₂"), ("x1*x1*x2", "x₁²x₂"),
        ("sin(x1)", "sin(x₁)"), ("sin(pi*x2)", "sin(πx₂)"), ("cos(2*x1)", "cos(2x₁)"),
        ("abs(x2)", "|x₂|"), ("sin(x2)*x1", "x₁sin(x₂)"), (" x1 ^ 2 * x2 ", "x₁²x₂"),
    ],
)  # fmt: skip
def test_labels(text, label):
    assert read_features([text], NAMES).labels(NAMES) == (label,)


def test_columns_by_their_own_names_or_by_their_place():
    names = ("petal length", "a*b", "x1")
    texts = ["petal length^2", "a*b", "x2 * petal length", "sin(2*petal length)", "x1", "x2^2"]
    features = read_features(texts, names)
    found = [feature.factors[0].input for feature in features.each]
    assert found == [0, 1, 0, 0, 2, 1]  # the third column is called x1
    assert features.labels(names, " · ") == (
        "(petal length)²", "a*b", "petal length · a*b", "sin(2 · petal length)", "x1", "a*b²",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["", "x4", "x0", "x", "x1^0", "x1^10", "x1^-1", "x1^2^2", "x1+x2", "x1/x2", "log(x1)", "sin()",
     "sin(x1", "sin(x1^2)", "sin(-1*x1)", "2*x1", "x1*", "*x1", "x1**2", "sin(sin(x1))", "X1",
     "__import__('os')", "x1; x2", "x1\n", "sin(" + "9" * 400 + "*x1)", "x1*" * 300 + "x1", "x１"],
)  # fmt: skip
def test_anything_else_is_refused_and_what_is_allowed_is_named(text):
    if text == "x1\n":  # blanks around a name are none of it
        assert is_feature(text, NAMES)
        return
    assert not is_feature(text, NAMES)
    with pytest.raises(InputError, match=re.escape("data.features.1 = ")) as caught:
        read_features(["x1", text], NAMES)
    for word in ("sin(x1)", "x1*x2", "the inputs are x1, x2, x3"):
        assert word in str(caught.value)
    with pytest.raises(InputError, match=re.escape("are x1 (income), x2 (age)")):
        read_features([text], ("income", "age"))


def test_the_same_twice_and_too_many_are_refused():
    with pytest.raises(InputError, match=r"features.1 = \"x2\*x1\": must not be named twice"):
        read_features(["x1*x2", "x2*x1"], NAMES)
    many = [f"x{a}^{b}" for a, b in itertools.product((1, 2, 3), range(1, 10))]
    many += [f"sin({number}*x1)" for number in range(2, 20)]
    assert len(read_features(many[:MOST_FEATURES], NAMES)) == MOST_FEATURES
    with pytest.raises(InputError, match=f"33 features; must be at most {MOST_FEATURES}"):
        read_features(many[:33], NAMES)
    assert read_features([], NAMES) is None


def test_what_is_offered_can_be_read():
    for n_inputs in (1, 2, 5):
        names = tuple(f"column {number}" for number in range(n_inputs))
        texts = usual_features(n_inputs)
        assert texts[0] == "x1"
        assert len(set(texts)) == len(texts)
        assert all(is_feature(text, names) for text in texts)


# -- where they lie --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [each.name for each in DATASETS.values() if not each.is_real])
def test_generated_features_are_centred_by_the_box_of_their_inputs(name):
    dataset = generate(name, 60, 0.1, 0, 0.0, 5.0, 0.2)
    d = dataset.x.shape[1]
    texts = ("x1", "x1^2", "x1^3", "sin(2*x1)", "abs(x1)*x1", f"x1*x{d}", f"x1^2*cos(x{d})")
    if d == 1:
        texts = texts[:5]
    found = with_features(dataset, texts, is_generated=True)
    axes = [
        np.linspace(c - s, c + s, 401) for c, s in zip(dataset.center, dataset.scale, strict=True)
    ]
    box = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, d)
    values = found.features.of(box)
    low, high = found.center - found.scale, found.center + found.scale
    np.testing.assert_allclose(low, values.min(axis=0), atol=2e-3 * found.scale.max())
    np.testing.assert_allclose(high, values.max(axis=0), atol=2e-3 * found.scale.max())
    assert found.center[0] == dataset.center[0]
    assert found.scale[0] == dataset.scale[0]


def test_measured_features_are_centred_by_the_training_samples():
    rows = [(*row, float(number % 3)) for number, row in enumerate(X.tolist())]
    dataset = from_points(rows, False, 0.25)
    found = with_features(dataset, ("x1*x2", "x3^2"), is_generated=False)
    values = np.column_stack([X[:30, 0] * X[:30, 1], X[:30, 2] ** 2])
    np.testing.assert_allclose(found.center, values.mean(axis=0))
    np.testing.assert_allclose(found.scale, values.std(axis=0))
    assert found.x is dataset.x
    assert found.entering.shape == (40, 2)
    assert found.entering_names == ("x₁x₂", "x₃²")


def test_a_feature_that_overflows_is_refused_by_its_sample():
    rows = [(float(number), 0.0) for number in range(6)]
    rows[4] = (1e200, 1.0)
    dataset = from_points(rows, False, 0.0)
    with pytest.raises(InputError, match=r"features.1 = \"x1\^2\": is not a finite .* sample 5"):
        with_features(dataset, ("x1", "x1^2"), is_generated=False)


def test_inputs_of_a_model_are_made_of_the_datas():
    features = read_features(("x1*x2", "x3^2"), NAMES)
    inputs = Inputs(np.array([1.0, 2.0]), np.array([3.0, 4.0]), made=features)
    assert inputs.count == 2
    assert inputs.symbols == ("x₁x₂", "x₃²")
    np.testing.assert_array_equal(inputs.checked(X), features.of(X))
    np.testing.assert_allclose(
        inputs.standardized(X), (features.of(X) - [1.0, 2.0]) / [3.0, 4.0], rtol=1e-15
    )
    with pytest.raises(ValueError, match=r"must have the shape \(n, 3\)"):
        inputs.checked(X[:, :2])
