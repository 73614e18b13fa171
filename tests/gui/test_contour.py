"""Marching squares against lines and circles that are known exactly."""

import numpy as np
import pytest

from lossstudio.gui.views.plot.contour import chained, class_boundaries, contour, likeliest

XS = np.linspace(-2.0, 2.0, 81)
YS = np.linspace(-1.0, 3.0, 61)
X, Y = np.meshgrid(XS, YS)


def lengths(segments):
    return np.hypot(np.diff(segments.x)[::2], np.diff(segments.y)[::2])


def softmax(scores):
    e = np.exp(scores - scores.max(axis=2, keepdims=True))
    return e / e.sum(axis=2, keepdims=True)


def boundaries(probabilities):
    return class_boundaries(probabilities, likeliest(probabilities)[0], XS, YS)


def test_the_contour_of_a_plane_is_its_exact_line():
    segments = contour(0.7 * X - 1.3 * Y + 0.21, XS, YS)
    np.testing.assert_allclose(0.7 * segments.x - 1.3 * segments.y + 0.21, 0, atol=1e-12)
    # From x = −2 (y = −0.915) to x = 2 (y = 1.238): the whole line, without gaps or repeats.
    assert lengths(segments).sum() == pytest.approx(np.hypot(4.0, 4.0 * 0.7 / 1.3), rel=1e-12)


def test_the_contour_of_a_circle_is_closed_and_has_its_length():
    segments = contour(X**2 + (Y - 1.0) ** 2 - 1.5**2, XS, YS)
    radius = np.hypot(segments.x, segments.y - 1.0)
    np.testing.assert_allclose(radius, 1.5, atol=2e-3)
    assert lengths(segments).sum() == pytest.approx(2 * np.pi * 1.5, rel=1e-3)
    _, times = np.unique(segments.ends, return_counts=True)
    assert set(times) == {2}


@pytest.mark.parametrize("middle", [0.3, -0.3])
def test_a_saddle_is_joined_by_the_sign_of_its_middle(middle):
    values = np.array([[1.0, -1.0], [-1.0, 1.0]]) + middle
    ends = np.array([0.0, 1.0])
    segments = contour(values, ends, ends)
    assert len(segments.x) == 4
    # The pieces cut off the corners whose sign the middle does not have.
    pieces = np.stack([segments.x, segments.y], axis=1).reshape(2, 2, 2).mean(axis=1)
    cut_off = [(1, 0), (0, 1)] if middle > 0 else [(0, 0), (1, 1)]
    for corner in cut_off:
        assert np.hypot(*(pieces - corner).T).min() < 0.5


def test_every_pattern_of_signs_separates_the_signs():
    rng = np.random.default_rng(3)
    values = rng.standard_normal((61, 81))
    segments = contour(values, XS, YS)
    # Each grid edge between two signs is met, by one or (between two cells) two pieces.
    across = (values[:, :-1] > 0) != (values[:, 1:] > 0)
    up = (values[:-1] > 0) != (values[1:] > 0)
    assert len(np.unique(segments.ends)) == across.sum() + up.sum()


def test_values_that_are_not_finite_are_left_out():
    values = X.copy()
    values[30, :] = np.nan
    values[10, 40] = np.inf
    segments = contour(values, XS, YS)
    assert len(segments.x) > 50
    assert np.isfinite(segments.x).all()
    assert np.isfinite(segments.y).all()


def test_the_boundary_of_a_linear_model_is_straight_where_probabilities_are_0_and_1():
    score = 400.0 * (X + 0.5 * Y - 0.3)  # p rounds to 0 or 1 in nearly every cell
    p = 1.0 / (1.0 + np.exp(-np.clip(score, -600, 600)))
    q = 1.0 / (1.0 + np.exp(np.clip(score, -600, 600)))
    segments = boundaries(np.stack([q, p], axis=2))
    np.testing.assert_allclose(segments.x + 0.5 * segments.y, 0.3, atol=1e-9)


def test_three_classes_meet_once_along_each_boundary():
    # Scores whose boundaries are three rays from (0, 1).
    angles = np.pi / 2 + 2 * np.pi / 3 * np.arange(3)
    scores = np.stack([np.cos(a) * X + np.sin(a) * (Y - 1.0) for a in angles], axis=2)
    segments = boundaries(softmax(5.0 * scores))
    at = np.stack([segments.x, segments.y - 1.0], axis=1)
    projected = np.sort(at @ np.stack([np.cos(angles), np.sin(angles)]), axis=1)
    far = np.hypot(*at.T) > 0.1  # in the cell where all three meet lines are not exact
    np.testing.assert_allclose(projected[far, 2], projected[far, 1], atol=1e-9)
    # The rays: down to (0, −1), and up left and up right to x = ∓2.
    assert lengths(segments).sum() == pytest.approx(2.0 + 2 * 2.0 / np.cos(np.pi / 6), rel=0.02)


def test_equal_probabilities_have_no_boundary():
    segments = boundaries(np.full((61, 81, 3), 1 / 3))
    assert len(segments.x) == 0
    x, _, joined = chained(segments)
    assert len(x) == len(joined) == 0


def test_likeliest_is_argmax_and_max():
    p = np.random.default_rng(0).dirichlet([1, 1, 1, 1], (61, 81))
    winner, probability = likeliest(p)
    np.testing.assert_array_equal(winner, p.argmax(axis=2))
    np.testing.assert_array_equal(probability, p.max(axis=2))


def test_chaining_keeps_every_piece_once_and_joins_them():
    values = np.sin(3 * X) * np.cos(2 * Y) - 0.2
    segments = contour(values, XS, YS)
    x, y, joined = chained(segments)
    assert not joined[-1]
    assert joined.sum() == len(segments.ends)
    drawn = np.hypot(np.diff(x), np.diff(y))[joined[:-1]]
    assert drawn.sum() == pytest.approx(lengths(segments).sum())
    # A dozen blobs, not hundreds of pieces.
    assert (~joined).sum() < 20
