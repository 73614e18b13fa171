from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import norm

from lossstudio.core.datasets import DATASETS, Draws, from_points, generate
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError

NAMES = [name for name, generator in DATASETS.items() if not generator.is_real]
REGRESSION = [name for name in NAMES if DATASETS[name].task is Task.REGRESSION]
CLASSES = [name for name in NAMES if DATASETS[name].task is not Task.REGRESSION]
PLANE = [name for name in CLASSES if name != "threshold"]


def make(name, n=100, noise=None, seed=0, fraction=0.0, strength=5.0, test=0.2, **more):
    noise = DATASETS[name].default_noise if noise is None else noise
    return generate(name, n, noise, seed, fraction, strength, test, **more)


def test_order_of_the_list():
    assert ", ".join(DATASETS) == (
        "line, article, d2l_line, quadratic, sine, heteroscedastic, threshold, "
        "blobs, circles, moons, xor, spirals, three_blobs, pinwheel, "
        "cars, engel, anscombe, challenger, iris, penguins, watermelon"
    )


@pytest.mark.parametrize("name", NAMES)
class TestEveryGenerator:
    def test_description_is_complete(self, name):
        generator = DATASETS[name]
        d = len(generator.input_names)
        assert len(generator.center) == len(generator.scale) == d
        assert generator.label
        assert generator.description.endswith(".")
        expected = {Task.REGRESSION: 0, Task.BINARY: 2, Task.MULTICLASS: 3}
        assert len(generator.classes) == expected[generator.task]
        assert d == (2 if name in (*PLANE, "d2l_line") else 1)

    def test_shapes_and_read_only(self, name):
        data = make(name, 50, fraction=0.1)
        d = len(DATASETS[name].input_names)
        assert data.x.shape == (50, d)
        assert data.target.shape == data.is_outlier.shape == (50,)
        assert data.n_train == 40
        for array in (data.x, data.target, data.center, data.scale, data.is_outlier):
            assert not array.flags.writeable
        assert data.x.dtype == data.target.dtype == np.float64

    def test_same_arguments_same_bits_and_other_seed_other_data(self, name):
        first, again, other = make(name), make(name), make(name, seed=1)
        np.testing.assert_array_equal(first.x, again.x)
        np.testing.assert_array_equal(first.target, again.target)
        assert not np.array_equal(first.x, other.x)

    def test_global_random_state_untouched(self, name):
        before = np.random.get_state()
        make(name, fraction=0.3)
        after = np.random.get_state()
        np.testing.assert_array_equal(before[1], after[1])
        assert before[2] == after[2]

    def test_more_samples_add_to_those_before(self, name):
        if name == "article":  # its source draws all inputs before the noise
            assert not np.array_equal(make(name, 60).target, make(name, 90).target[:60])
            return
        short, long = make(name, 60), make(name, 90)
        np.testing.assert_array_equal(short.x, long.x[:60])
        np.testing.assert_array_equal(short.target, long.target[:60])

    def test_inputs_lie_where_center_and_scale_say(self, name):
        data = make(name, 600, noise=0.0)
        u = (data.x - data.center) / data.scale
        assert np.abs(u).max() <= (4 if name == "d2l_line" else 1)  # its source has a normal draw
        assert np.ptp(u, axis=0).min() >= 0.7

    def test_a_larger_fraction_only_adds_outliers(self, name):
        sets = [make(name, 37, fraction=fraction).is_outlier for fraction in (0, 0.1, 0.3, 0.9, 1)]
        assert [int(s.sum()) for s in sets] == [0, 4, 11, 33, 37]
        for fewer, more in pairwise(sets):
            assert not np.any(fewer & ~more)

    def test_only_outliers_differ(self, name):
        plain, with_outliers = make(name), make(name, fraction=0.2)
        kept = ~with_outliers.is_outlier
        np.testing.assert_array_equal(plain.x[kept], with_outliers.x[kept])
        np.testing.assert_array_equal(plain.target[kept], with_outliers.target[kept])

    @pytest.mark.parametrize("validation", [0.0, 0.3])
    def test_outliers_among_the_training_samples_alone(self, name, validation):
        plain = make(name, 40, validation_fraction=validation)
        before = np.zeros(40, dtype=bool)
        for fraction in (0.1, 0.25, 0.5):
            data = make(
                name, 40, fraction=fraction, outliers_in="train", validation_fraction=validation
            )
            assert data.is_outlier.sum() == round(fraction * data.n_train)
            assert not data.is_outlier[data.n_train :].any()
            assert not np.any(before & ~data.is_outlier)
            before = data.is_outlier
            kept = ~data.is_outlier
            np.testing.assert_array_equal(plain.x[kept], data.x[kept])
            np.testing.assert_array_equal(plain.target[kept], data.target[kept])

    def test_training_outliers_have_the_lowest_ranks(self, name):
        streams = np.random.SeedSequence(0).spawn(3)
        ranks = np.random.default_rng(streams[2]).random(100)[:80]
        chosen = np.argsort(ranks, kind="stable")[:16]
        data = make(name, fraction=0.2, outliers_in="train")
        np.testing.assert_array_equal(np.flatnonzero(data.is_outlier), np.sort(chosen))


@pytest.mark.parametrize("name", REGRESSION)
class TestRegression:
    def test_noise_scales_one_draw(self, name):
        clean, small, large = (make(name, noise=noise) for noise in (0.0, 0.25, 1.0))
        np.testing.assert_array_equal(clean.x, large.x)
        np.testing.assert_array_equal(clean.target, clean.truth(clean.x))
        z = large.target - clean.target
        np.testing.assert_allclose(small.target - clean.target, z / 4, atol=1e-14)
        assert z.std() > 0.2

    def test_truth_is_of_order_one_to_three(self, name):
        data = make(name, 500, noise=0.0)
        assert 0.99 <= np.abs(data.target).max() <= (16 if name == "d2l_line" else 3.01)

    def test_outliers_are_raised(self, name):
        plain, raised = make(name), make(name, fraction=0.1, strength=7.0)
        np.testing.assert_array_equal(plain.x, raised.x)
        np.testing.assert_allclose(
            raised.target - plain.target, 7.0 * raised.is_outlier, atol=1e-14
        )


@pytest.mark.parametrize("name", CLASSES)
class TestClasses:
    def test_outliers_go_outwards_with_the_next_class(self, name):
        plain, moved = make(name), make(name, fraction=0.1, strength=5.0)
        out = moved.is_outlier
        expected = plain.center + (plain.x[out] - plain.center) * 1.5
        if name == "threshold":
            expected = np.maximum(expected, 0)
        np.testing.assert_allclose(moved.x[out], expected)
        n_classes = len(plain.classes)
        np.testing.assert_array_equal(moved.target[out], (plain.target[out] + 1) % n_classes)

    def test_no_outlier_where_inputs_have_no_meaning(self, name):
        data = make(name, 400, fraction=0.5, strength=20.0)
        assert (data.x >= DATASETS[name].input_minimum).all()

    def test_encoded(self, name):
        data = make(name, 9)
        for task in data.tasks:
            assert data.encoded(task).shape == (9, data.n_outputs[task])
        np.testing.assert_array_equal(data.encoded(Task.MULTICLASS).argmax(axis=1), data.target)


@pytest.mark.parametrize("name", PLANE)
class TestPlane:
    def test_noise_scales_one_draw_of_positions(self, name):
        clean, small, large = (make(name, noise=noise) for noise in (0.0, 0.25, 1.0))
        np.testing.assert_array_equal(clean.target, large.target)
        z = large.x - clean.x
        np.testing.assert_allclose(small.x - clean.x, z / 4, atol=1e-14)
        z = make(name, 4000, noise=1.0).x - make(name, 4000, noise=0.0).x
        np.testing.assert_allclose(z.std(axis=0), 1, atol=0.05)
        np.testing.assert_allclose(z.mean(axis=0), 0, atol=0.08)

    def test_training_and_test_set_are_balanced(self, name):
        data = make(name, 90, test=1 / 3)
        n_classes = len(data.classes)
        for part in (data.target[: data.n_train], data.target[data.n_train :]):
            counts = np.bincount(part.astype(int), minlength=n_classes)
            np.testing.assert_array_equal(counts, len(part) // n_classes)


class TestShapesOfTheClasses:
    """Each set without noise is where its description says."""

    def test_rings(self):
        data = make("circles", noise=0.0)
        radius = np.hypot(*data.x.T)
        np.testing.assert_allclose(radius, np.where(data.target == 0, 0.4, 0.9))

    def test_exclusive_or(self):
        data = make("xor", noise=0.0)
        np.testing.assert_array_equal(data.target == 1, data.x[:, 0] * data.x[:, 1] < 0)
        quadrants = set(map(tuple, np.sign(data.x[:4]).tolist()))
        assert len(quadrants) == 4

    def test_blobs(self):
        data = make("blobs", 1000, noise=0.1)
        for label, middle in ((0, -0.5), (1, 0.5)):
            cloud = data.x[data.target == label]
            np.testing.assert_allclose(cloud.mean(axis=0), middle, atol=0.02)
            np.testing.assert_allclose(cloud.std(axis=0), 0.1, atol=0.01)

    def test_moons_are_each_other_turned_half_round(self):
        data = make("moons", noise=0.0)
        turned = np.where(data.target[:, None] == 0, data.x, -data.x) + np.array([1 / 3, 1 / 6])
        np.testing.assert_allclose(np.hypot(*turned.T), 2 / 3)
        assert (turned[:, 1] >= 0).all()

    @pytest.mark.parametrize("name", ["spirals", "pinwheel", "three_blobs"])
    def test_classes_are_turned_copies(self, name):
        # Turned back by its class, each point lies on the one curve of class 0.
        data = make(name, 300, noise=0.0)
        angle = np.arctan2(data.x[:, 1], data.x[:, 0])
        angle -= 2 * np.pi / len(data.classes) * data.target
        radius = np.hypot(*data.x.T)
        curve = {
            "spirals": 2 * np.pi * 1.25 * (radius - 0.1) / 0.9,
            "pinwheel": 4 * np.pi / 3 * radius,
            "three_blobs": np.full(300, np.pi / 2),
        }[name]
        np.testing.assert_allclose(np.cos(angle - curve), 1, atol=1e-9)

    def test_threshold_follows_its_truth(self):
        data = make("threshold", 40_000, noise=0.8)
        hours = np.array([[1.5], [2.5], [3.0], [4.0]])
        np.testing.assert_allclose(data.truth(hours), norm.cdf((hours[:, 0] - 3) / 0.8), rtol=1e-12)
        for low in (1.5, 2.5, 3.5):
            inside = (data.x[:, 0] > low) & (data.x[:, 0] < low + 0.25)
            passed, expected = data.target[inside].mean(), data.truth(data.x[inside]).mean()
            assert passed == pytest.approx(expected, abs=0.05)

    def test_threshold_without_noise_is_a_step(self):
        data = make("threshold", noise=0.0)
        np.testing.assert_array_equal(data.target == 1, data.x[:, 0] > 3)
        np.testing.assert_array_equal(data.truth(data.x), data.target)
        np.testing.assert_array_equal(data.truth(np.array([[2.9], [3.0], [3.1]])), [0, 0, 1])

    def test_threshold_noise_moves_no_hours(self):
        np.testing.assert_array_equal(
            make("threshold", noise=0.1).x, make("threshold", noise=2.0).x
        )

    def test_growing_noise(self):
        data = make("heteroscedastic", 20_000, noise=0.5)
        residual = data.target - data.truth(data.x)
        for low in (-0.75, 0.0, 0.75):
            inside = np.abs(data.x[:, 0] - low) < 0.05
            assert residual[inside].std() == pytest.approx(0.5 * (1 + low), rel=0.1)


def test_the_line_of_dive_into_deep_learning():
    x, y = make("d2l_line", 1000).x, make("d2l_line", 1000).target
    # By least squares: the numbers of its section 3.2, and its inputs and noise.
    design = np.column_stack([x, np.ones(1000)])
    found, squares, *_ = np.linalg.lstsq(design, y, rcond=None)
    np.testing.assert_allclose(found, [2.0, -3.4, 4.2], atol=2e-3)
    assert np.sqrt(squares[0] / 997) == pytest.approx(0.01, rel=0.1)
    np.testing.assert_allclose(x.mean(axis=0), 0.0, atol=0.1)
    np.testing.assert_allclose(np.cov(x.T), np.eye(2), atol=0.1)


class TestArticle:
    @pytest.mark.parametrize("seed", [0, 1, 12345])
    def test_the_article_s_own_calls(self, seed):
        source = np.random.RandomState(seed)
        x = source.rand(100, 1)
        y = 3 * x + source.rand(100, 1)
        theta = source.rand(2, 1)
        data = make("article", seed=seed)
        np.testing.assert_array_equal(data.x, x)
        np.testing.assert_array_equal(data.target, y[:, 0])
        np.testing.assert_array_equal(data.initial_weights(seed, 2), theta[:, 0])
        np.testing.assert_array_equal(data.initial_weights(seed, 2), theta[:, 0])
        assert data.n_train == 80

    def test_least_squares_without_bias(self):
        data = make("article")
        theta = np.linalg.lstsq(data.x[:80], data.target[:80])[0]
        assert theta == pytest.approx([3.80306462], abs=1e-8)
        mse = np.mean((data.x[80:, 0] * theta[0] - data.target[80:]) ** 2)
        assert mse == pytest.approx(0.1356513781055041, abs=1e-12)

    def test_least_squares_with_bias(self):
        data = make("article")
        features = np.column_stack([data.x, np.ones(100)])
        theta = np.linalg.lstsq(features[:80], data.target[:80])[0]
        assert theta == pytest.approx([2.91827514, 0.58428487], abs=1e-8)
        mse = np.mean((features[80:] @ theta - data.target[80:]) ** 2)
        assert mse == pytest.approx(0.07034132, abs=1e-8)

    def test_truth_is_what_is_generated_before_the_noise(self):
        data = make("article")
        np.testing.assert_array_equal(data.truth(np.array([[0.0], [2.0]])), [0, 6])
        noise = data.target - data.truth(data.x)
        assert ((noise >= 0) & (noise < 1)).all()

    def test_start_depends_on_the_number_of_samples(self):
        source = np.random.RandomState(3)
        source.rand(40)
        expected = source.rand(1)
        np.testing.assert_array_equal(make("article", 20, seed=9).initial_weights(3, 1), expected)

    def test_no_other_set_prescribes_a_start(self):
        assert [name for name in NAMES if make(name).initial_weights] == ["article"]


def test_streams_are_separate():
    used, fresh = Draws(4), Draws(4)
    used.inputs.random(1000)
    np.testing.assert_array_equal(used.noise.random(5), fresh.noise.random(5))
    np.testing.assert_array_equal(used.outliers.random(5), fresh.outliers.random(5))


class TestSplit:
    @pytest.mark.parametrize(
        ("n", "fraction", "n_train"),
        [(100, 0.2, 80), (100, 0.0, 100), (10, 0.29, 7), (3, 0.3, 2), (7, 0.7, 2), (2, 0.0, 2)],
    )
    def test_the_last_rows(self, n, fraction, n_train):
        assert make("line", n, test=fraction).n_train == n_train

    @pytest.mark.parametrize(
        ("n", "fraction", "words"),
        [
            (
                20,
                0.01,
                ["data.test_fraction = 0.01", "gives 0 of 20", "leaves 20 for", "from 0.05 to 0.9"],
            ),
            (
                20,
                0.99,
                ["data.test_fraction = 0.99", "gives 20 of 20", "leaves 0 for", "from 0.05 to 0.9"],
            ),
            (20, -0.2, ["data.test_fraction = -0.2", "from 0.05 to 0.9"]),
            (
                4,
                0.75,
                ["data.test_fraction = 0.75", "gives 3 of 4", "leaves 1 for", "from 0.25 to 0.5"],
            ),
            (2, 0.5, ["only 2 samples", "add samples", "(data.test_fraction = 0.5) to 0"]),
            (1, 0.0, ["data.n_samples = 1", "at least 2"]),
        ],
    )
    def test_too_few(self, n, fraction, words):
        with pytest.raises(InputError) as error:
            make("line", n, test=fraction)
        for word in words:
            assert word in str(error.value)

    @pytest.mark.parametrize("n", [3, 7, 30, 1000, 999_999])
    def test_what_the_message_allows_is_allowed(self, n):
        with pytest.raises(InputError) as error:
            make("line", n, test=0.9999999)
        low, high = str(error.value).split("a number from ")[1].split(",")[0].split(" to ")
        assert make("line", n, test=float(low)).n_train == n - 1
        assert make("line", n, test=float(high)).n_train == 2


def test_unknown_name():
    with pytest.raises(InputError, match=r'data\.dataset = "lines": must be one of line, article'):
        generate("lines", 10, 0.1, 0, 0.0, 5.0, 0.0)


class TestPoints:
    def test_regression(self):
        data = from_points([[1, 2.0, 3], [3, 2.0, 5], [5, 2.0, 8.5], [100, 7, 9]], False, 0.25)
        np.testing.assert_array_equal(data.x, [[1, 2], [3, 2], [5, 2], [100, 7]])
        np.testing.assert_array_equal(data.target, [3, 5, 8.5, 9])
        assert data.tasks == (Task.REGRESSION,)
        assert data.input_names == ("x₁", "x₂")
        assert data.target_name == "y"
        np.testing.assert_allclose(data.center, [3, 2])
        np.testing.assert_allclose(data.scale, [np.std([1, 3, 5]), 1])
        assert data.truth is None
        assert data.initial_weights is None
        assert not data.is_outlier.any()
        assert len(data.is_outlier) == 4
        assert not data.x.flags.writeable

    def test_equal_inputs_have_scale_one_in_spite_of_rounding(self):
        data = from_points([[0.1, 0.0]] * 3, False, 0.0)
        assert np.std([0.1] * 3) != 0
        assert data.scale[0] == 1
        assert data.center[0] == 0.1

    def test_large_inputs_do_not_overflow(self):
        data = from_points([[1.5e308, 0], [-1.5e308, 1]], False, 0.0)
        assert data.center[0] == 0
        assert data.scale[0] == pytest.approx(1.5e308)

    def test_classes(self):
        data = from_points([[0, 10], [1, -2], [2, 10], [3, 3], [4, -0.0]], True, 0.0)
        assert data.classes == ("-2", "0", "3", "10")
        np.testing.assert_array_equal(data.target, [3, 0, 3, 2, 1])
        assert data.tasks == (Task.MULTICLASS,)
        assert from_points([[0, 1], [1, 0]], True, 0.0).classes == ("0", "1")

    @pytest.mark.parametrize(
        ("rows", "as_classes", "words"),
        [
            ([], False, ["data.points: number of rows = 0", "at least 2"]),
            ([[1, 2]], False, ["data.points: number of rows = 1", "at least 2"]),
            ([[1], [2]], False, ["data.points, row 1 = [1]", "at least 2 numbers"]),
            ([[1, 2], [1, 2, 3]], False, ["data.points, row 2 = [1, 2, 3]", "2 numbers"]),
            ([[1, 2], [1, float("nan")]], False, ["data.points, row 2: nan", "finite"]),
            ([[1, 2], [float("-inf"), 2]], False, ["data.points, row 2: -inf", "finite"]),
            ([[1, 2], [1, "b"]], False, ['data.points, row 2: "b"', "finite number"]),
            ([[1, 2], [True, 2]], False, ["data.points, row 2: true", "finite number"]),
            ([[1, 2], [1, 10**400]], False, ["data.points, row 2: 1000", "finite number"]),
            ([[1, 2], [1, 0.5]], True, ["data.points, row 2 = 0.5", "whole number"]),
            ([[1, 2], [3, 2]], True, ["data.points: number of classes", "= 1", "from 2 to 20"]),
            ([[i, i] for i in range(21)], True, ["number of classes", "= 21", "from 2 to 20"]),
        ],
    )
    def test_errors(self, rows, as_classes, words):
        with pytest.raises(InputError) as error:
            from_points(rows, as_classes, 0.0)
        for word in words:
            assert word in str(error.value)
        assert "\n" not in str(error.value)

    def test_twenty_classes_are_allowed(self):
        assert len(from_points([[i, i] for i in range(20)], True, 0.0).classes) == 20

    def test_a_class_missing_in_training(self):
        rows = [[0, 0], [1, 1], [2, 0], [3, 7], [4, 7]]
        with pytest.raises(InputError) as error:
            from_points(rows, True, 0.4)
        assert 'data.points: class "7"' in str(error.value)
        assert "last 2 rows" in str(error.value)
        assert from_points(rows, True, 0.2).n_train == 4

    def test_split_of_points(self):
        with pytest.raises(InputError, match=r"data\.test_fraction = 0\.9"):
            from_points([[0, 0], [1, 1], [2, 2]], False, 0.9)
