"""Planes through parameter space, against least squares and principal components of others."""

import numpy as np
import pytest
from scipy.linalg import subspace_angles
from sklearn.decomposition import TruncatedSVD

from lossstudio.core.models.base import ParameterBlock
from lossstudio.core.planes import (
    Plane,
    parameter_line,
    parameter_plane,
    principal_plane,
    random_plane,
)

LAYOUT = (
    ParameterBlock("weights_1", (2, 3), is_weight=True),
    ParameterBlock("bias_1", (3,), is_weight=False),
    ParameterBlock("weights_2", (3, 1), is_weight=True),
    ParameterBlock("bias_2", (1,), is_weight=False),
)
RNG = np.random.default_rng(3)
THETA = RNG.standard_normal(13)


def skew_plane():
    return Plane(RNG.standard_normal(6), RNG.standard_normal(6), 5 * RNG.standard_normal(6))


def test_a_point_and_its_coordinates_by_hand():
    plane = Plane(np.array([1.0, 2.0, 0.0]), np.array([1.0, 0.0, 0.0]), np.array([1.0, 1.0, 0.0]))
    assert plane.at(2.0, -1.0).tolist() == [2.0, 1.0, 0.0]
    assert plane.coordinates(np.array([2.0, 1.0, 7.0])) == pytest.approx((2.0, -1.0))
    assert plane.distance(np.array([2.0, 1.0, 7.0])) == pytest.approx(7.0)
    # (3, 4, 12): 5 of 13 is in the plane.
    assert plane.share_of_step(np.array([3.0, 4.0, 12.0])) == pytest.approx(5 / 13)


def test_coordinates_are_least_squares():
    plane = skew_plane()
    thetas = RNG.standard_normal((7, 6))
    matrix = np.column_stack([plane.first, plane.second])
    expected, squares, _, _ = np.linalg.lstsq(matrix, (thetas - plane.origin).T, rcond=None)
    np.testing.assert_allclose(plane.project(list(thetas)), expected.T, atol=1e-12)
    for theta, coordinates, square in zip(thetas, expected.T, squares, strict=True):
        assert plane.coordinates(theta) == pytest.approx(tuple(coordinates))
        assert plane.distance(theta) == pytest.approx(np.sqrt(square))


def test_a_line_has_one_coordinate():
    line = Plane(np.array([1.0, 0.0]), np.array([0.0, 2.0]), None)
    assert line.is_line
    assert line.at(3.0, 99.0).tolist() == [1.0, 6.0]
    assert line.coordinates(np.array([5.0, 1.0])) == pytest.approx((0.5, 0.0))
    assert line.project([np.array([5.0, 1.0])] * 3).shape == (3, 2)
    assert line.distance(np.array([5.0, 1.0])) == pytest.approx(4.0)
    assert line.share_of_step(np.array([3.0, -4.0])) == pytest.approx(0.8)
    assert line.share_of_step(np.zeros(2)) == 1.0


def test_no_points_have_no_coordinates():
    assert skew_plane().project([]).shape == (0, 2)


def test_parallel_directions_have_the_smallest_coordinates():
    plane = Plane(np.zeros(2), np.array([1.0, 0.0]), np.array([1.0, 0.0]))
    assert plane.coordinates(np.array([4.0, 3.0])) == pytest.approx((2.0, 2.0))
    assert plane.distance(np.array([4.0, 3.0])) == pytest.approx(3.0)


def test_huge_and_tiny_numbers_do_not_overflow():
    plane = Plane(np.zeros(3), np.array([1e-200, 0.0, 0.0]), np.array([0.0, 1e200, 0.0]))
    theta = np.array([3e-200, 2e200, 1e200])
    assert plane.coordinates(theta)[1] == pytest.approx(2.0)
    assert plane.distance(theta) == pytest.approx(1e200)
    assert plane.share_of_step(np.array([0.0, 3e300, 4e300])) == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("origin", "first", "second"),
    [
        (np.zeros(3), np.ones(2), None),
        (np.zeros(3), np.ones(3), np.ones(4)),
        (np.zeros((3, 1)), np.ones((3, 1)), None),
        (np.zeros(0), np.zeros(0), None),
        (np.array([np.nan]), np.ones(1), None),
        (np.zeros(1), np.array([np.inf]), None),
    ],
)
def test_what_is_no_plane(origin, first, second):
    with pytest.raises(ValueError, match=r"must"):
        Plane(origin, first, second)


def test_parameters_of_another_size_are_refused():
    plane = skew_plane()
    for bad in (np.zeros(5), np.zeros((6, 1)), np.full(6, np.nan)):
        for method in (plane.coordinates, plane.distance, plane.share_of_step):
            with pytest.raises(ValueError, match="must"):
                method(bad)
    with pytest.raises(ValueError, match="must"):
        plane.project([np.zeros(6), np.zeros(7)])


# -- parameters -----------------------------------------------------------------------------------


def test_coordinates_of_a_parameter_plane_are_the_parameters():
    plane = parameter_plane(THETA, 4, 1)
    assert plane.coordinates(THETA) == pytest.approx((THETA[4], THETA[1]))
    moved = plane.at(10.0, 20.0)
    assert moved[[4, 1]].tolist() == [10.0, 20.0]
    np.testing.assert_array_equal(np.delete(moved, [4, 1]), np.delete(THETA, [4, 1]))
    line = parameter_line(THETA, 2)
    assert line.second is None
    assert line.at(0.5)[2] == 0.5
    assert parameter_line(np.array([7.0]), 0).at(-1.0).tolist() == [-1.0]


def test_the_parameters_given_stay_as_they_are():
    before = THETA.copy()
    parameter_plane(THETA, 0, 1)
    np.testing.assert_array_equal(THETA, before)


def test_parameters_that_make_no_plane():
    with pytest.raises(ValueError, match="two different"):
        parameter_plane(THETA, 2, 2)
    for i, j in ((0, 13), (-1, 0)):
        with pytest.raises(ValueError, match="does not exist"):
            parameter_plane(THETA, i, j)
    with pytest.raises(ValueError, match="does not exist"):
        parameter_line(np.zeros(1), 1)


# -- the path -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("m", "p"), [(40, 5), (12, 300), (6, 6), (2, 9), (30, 2)])
def test_principal_directions(m, p):
    rng = np.random.default_rng(m)
    theta = rng.standard_normal(p)
    path = theta + rng.standard_normal((m, p)) * np.linspace(3.0, 0.1, p)
    plane = principal_plane(list(path), theta)
    others = TruncatedSVD(2, algorithm="arpack" if min(m, p) > 2 else "randomized").fit(
        path - theta
    )
    assert np.abs(subspace_angles(plane.directions.T, others.components_.T)).max() < 1e-6
    np.testing.assert_allclose(
        np.abs(np.diag(plane.directions @ others.components_.T)), 1.0, atol=1e-9
    )
    np.testing.assert_allclose(plane.directions @ plane.directions.T, np.eye(2), atol=1e-12)
    assert plane.origin is theta
    # The path comes from below and from the left, wherever it was seen before.
    assert all((theta - path[0]) @ d > 0 for d in plane.directions)


def test_the_second_direction_is_found_beside_a_much_longer_first():
    theta = np.zeros(50)
    path = np.zeros((8, 50))
    path[:, 3] = np.arange(8) * 1e3
    path[:, 7] = 1e-2 * np.cos(np.arange(8))
    plane = principal_plane(list(path), theta)
    assert plane.first[3] == pytest.approx(1.0)
    # The first point lies beside theta along the one, and above it along the other.
    assert plane.second[7] == pytest.approx(-1.0)


@pytest.mark.parametrize("p", [1, 2, 6])
@pytest.mark.parametrize("count", [0, 1, 2, 20])
def test_a_path_along_a_line_has_no_plane(p, count):
    theta = np.linspace(1e3, 2e3, p)
    path = [theta + t * np.linspace(0.3, 1.0, p) for t in np.geomspace(1.0, 1e-9, count)]
    assert principal_plane(path, theta) is None
    assert principal_plane([theta] * count, theta) is None


def test_a_path_of_another_size_is_refused():
    with pytest.raises(ValueError, match="shape"):
        principal_plane([np.zeros(3), np.zeros(2)], np.zeros(3))


# -- random directions ----------------------------------------------------------------------------


def test_random_directions_are_as_long_as_the_filters():
    plane = random_plane(THETA, LAYOUT, seed=1)
    for direction in plane.directions:
        own, drawn = (v[:6].reshape(2, 3) for v in (THETA, direction))
        np.testing.assert_allclose(np.linalg.norm(drawn, axis=0), np.linalg.norm(own, axis=0))
        assert np.linalg.norm(direction[9:12]) == pytest.approx(np.linalg.norm(THETA[9:12]))
        assert not direction[6:9].any()  # biases
        assert direction[12] == 0.0
    assert plane.origin is THETA or np.array_equal(plane.origin, THETA)
    assert abs(plane.first @ plane.second) < 0.95 * np.linalg.norm(plane.first) ** 2


def test_the_seed_makes_the_plane():
    one, same, other = (random_plane(THETA, LAYOUT, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.directions, same.directions)
    assert not np.allclose(one.first, other.first)


def test_a_filter_of_zeros_has_directions_of_length_1():
    theta = THETA.copy()
    theta[[1, 4]] = 0.0  # the second unit's weights
    plane = random_plane(theta, LAYOUT, seed=5)
    assert np.linalg.norm(plane.first[[1, 4]]) == pytest.approx(1.0)
    zero = random_plane(np.zeros(13), LAYOUT, seed=5)
    np.testing.assert_allclose(np.linalg.norm(zero.first[:6].reshape(2, 3), axis=0), 1.0)


def test_one_weight_makes_a_line_and_many_single_ones_a_plane():
    line = (ParameterBlock("weights", (1, 1), True), ParameterBlock("bias", (1,), False))
    assert random_plane(np.array([2.0, 1.0]), line, seed=0).second is None
    three = (ParameterBlock("weights", (1, 3), True),)
    for seed in range(20):  # signs alone differ: two draws are often parallel
        plane = random_plane(np.array([1.0, -2.0, 3.0]), three, seed)
        assert np.linalg.matrix_rank(plane.directions) == 2


def test_a_layout_that_does_not_fit():
    with pytest.raises(ValueError, match="do not fit"):
        random_plane(np.zeros(4), LAYOUT, seed=0)
    with pytest.raises(ValueError, match="no weights"):
        random_plane(np.zeros(2), (ParameterBlock("bias", (2,), False),), seed=0)
