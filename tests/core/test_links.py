"""Probabilities and their logarithms, in both tails."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from lossstudio.core.links import log_probabilities, probabilities
from lossstudio.core.losses import LOSSES
from lossstudio.core.tasks import Link

SCORES = np.array([0.0, 1e-8, 0.3, 1.0, 8.0, 36.0, 40.0, 300.0, 700.0, 1e3])
BINARY = np.concatenate([-SCORES[::-1], SCORES])[:, None]
ROWS = np.array(
    [
        [0.0, 0.0, 0.0],
        [1.0, 2.0, -0.5],
        [40.0, 0.0, -3.0],
        [40.0, 40.0, 0.0],
        [-700.0, 1.0, 0.0],
        [1e3, -1e3, 999.0],
        [1e3, 1e3, 1e3],
    ]
)
STRICT = {"over": "raise", "divide": "raise", "invalid": "raise"}
scores = st.floats(-1e3, 1e3)


def test_sigmoid_gives_both_classes():
    with np.errstate(**STRICT):
        p = probabilities(BINARY, Link.SIGMOID)
    assert p.shape == (len(BINARY), 2)
    np.testing.assert_allclose(p[:, 1], special.expit(BINARY[:, 0]), rtol=1e-15)
    np.testing.assert_allclose(p[:, 0], special.expit(-BINARY[:, 0]), rtol=1e-15)


def test_sigmoid_logarithms_are_right_in_both_tails():
    with np.errstate(**STRICT):
        log_p = log_probabilities(BINARY, Link.SIGMOID)
    assert log_p.shape == (len(BINARY), 2)
    np.testing.assert_allclose(log_p[:, 1], special.log_expit(BINARY[:, 0]), rtol=1e-15)
    np.testing.assert_allclose(log_p[:, 0], special.log_expit(-BINARY[:, 0]), rtol=1e-15)


def test_softmax():
    with np.errstate(**STRICT):
        p = probabilities(ROWS, Link.SOFTMAX)
        log_p = log_probabilities(ROWS, Link.SOFTMAX)
    np.testing.assert_allclose(p, special.softmax(ROWS, axis=1), rtol=1e-15)
    reference = special.log_softmax(ROWS, axis=1)
    np.testing.assert_allclose(log_p, reference, rtol=1e-15, atol=1e-15)


@pytest.mark.parametrize("gap", [20.0, 36.0, 40.0, 100.0, 700.0])
def test_the_logarithm_of_a_probability_that_rounds_to_one(gap):
    """log(1/(1 + 2e^−gap)) = −log1p(2e^−gap), where log(p) is 0."""
    log_p = log_probabilities([[5.0 + gap, 5.0, 5.0]], Link.SOFTMAX)
    expected = math.log1p(2.0 * math.exp(-gap))
    np.testing.assert_allclose(log_p[0, 0], -expected, rtol=1e-14)
    np.testing.assert_allclose(log_p[0, 1:], -gap - expected, rtol=1e-15)


def test_hand_worked_probabilities():
    np.testing.assert_allclose(
        probabilities([[0.0], [math.log(3.0)]], Link.SIGMOID), [[0.5, 0.5], [0.25, 0.75]]
    )
    np.testing.assert_allclose(
        probabilities([[math.log(2.0), 0.0, 0.0]], Link.SOFTMAX), [[0.5, 0.25, 0.25]]
    )
    np.testing.assert_allclose(
        log_probabilities([[-1000.0]], Link.SIGMOID), [[0.0, -1000.0]], atol=0.0
    )


@given(st.lists(scores, min_size=1, max_size=5), scores)
def test_a_common_shift_of_the_scores_changes_nothing(row, shift):
    p = probabilities([row], Link.SOFTMAX)
    np.testing.assert_allclose(p.sum(), 1.0, rtol=1e-14)
    np.testing.assert_allclose(
        probabilities(np.array([row]) + shift, Link.SOFTMAX), p, rtol=1e-11, atol=1e-300
    )


@given(scores)
def test_two_classes_are_a_softmax_of_zero_and_z(z):
    for function in (probabilities, log_probabilities):
        np.testing.assert_allclose(
            function([[z]], Link.SIGMOID),
            function([[0.0, z]], Link.SOFTMAX),
            rtol=1e-14,
            atol=1e-307,
        )


@pytest.mark.parametrize("z", [-1000.0, -40.0, -2.0, 0.0, 1e-8, 3.0, 40.0, 1000.0])
def test_cross_entropy_is_minus_the_log_probability(z):
    for target in (0, 1):
        loss, _ = LOSSES["binary_cross_entropy"].value_and_gradient([[z]], [[float(target)]])
        np.testing.assert_allclose(
            loss, -log_probabilities([[z]], Link.SIGMOID)[:, target], rtol=1e-15
        )


@pytest.mark.parametrize("function", [probabilities, log_probabilities])
def test_errors(function):
    with pytest.raises(ValueError, match="identity"):
        function([[1.0]], Link.IDENTITY)
    for raw in ([1.0, 2.0], [[1.0, 2.0]], 1.0):
        shape = str(np.shape(raw)).replace("(", r"\(").replace(")", r"\)")
        with pytest.raises(ValueError, match=rf"sigmoid.*{shape}.*\(n, 1\)"):
            function(raw, Link.SIGMOID)
    for raw in ([1.0, 2.0], np.zeros((2, 0)), np.zeros((1, 2, 3))):
        with pytest.raises(ValueError, match=r"softmax.*\(n, C\)"):
            function(raw, Link.SOFTMAX)
    with pytest.raises(ValueError, match="probit"):
        function([[1.0]], "probit")
