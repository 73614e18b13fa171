import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import metrics as reference

from lossstudio.core.metrics import (
    classification_baseline,
    classification_metrics,
    regression_baseline,
    regression_metrics,
)


class TestRegression:
    @pytest.mark.parametrize("seed", range(5))
    @pytest.mark.parametrize("shape", [(30,), (30, 1)])
    def test_against_scikit_learn(self, seed, shape):
        rng = np.random.default_rng(seed)
        y = rng.normal(3, 2, shape)
        prediction = y + rng.normal(0, seed + 0.1, shape)
        found = regression_metrics(y, prediction)
        assert found.rmse == pytest.approx(reference.root_mean_squared_error(y, prediction))
        assert found.mae == pytest.approx(reference.mean_absolute_error(y, prediction))
        assert found.r2 == pytest.approx(reference.r2_score(y, prediction))

    def test_by_hand(self):
        found = regression_metrics([0.0, 0.0, 4.0, 8.0], [3.0, -4.0, 4.0, 8.0])
        assert found.as_dict() == {"rmse": 2.5, "mae": 1.75, "r2": pytest.approx(1 - 25 / 44)}

    def test_perfect(self):
        assert regression_metrics([1.0, 2.0], [1.0, 2.0]).as_dict() == {
            "rmse": 0.0,
            "mae": 0.0,
            "r2": 1.0,
        }

    @pytest.mark.parametrize("y", [[0.1], [0.1, 0.1, 0.1]])
    def test_no_r2_where_the_targets_do_not_vary(self, y):
        assert regression_metrics(y, [0.5] * len(y)).as_dict() == {
            "rmse": pytest.approx(0.4),
            "mae": pytest.approx(0.4),
            "r2": None,
        }

    @pytest.mark.parametrize("scale", [1e-310, 1e-200, 1e200, 1e307])
    def test_neither_overflow_nor_underflow(self, scale):
        y, prediction = np.array([0.0, 2.0, 4.0, 6.0]), np.array([3.0, 5.0, 1.0, 9.0])
        found = regression_metrics(y * scale, prediction * scale)
        assert found.rmse == pytest.approx(3 * scale, rel=1e-9)
        assert found.mae == pytest.approx(3 * scale, rel=1e-9)
        assert found.r2 == pytest.approx(1 - 36 / 20)

    def test_far_larger_errors_than_targets(self):
        found = regression_metrics([0.0, 1.0], [1e200, 1e200])
        assert found.rmse == pytest.approx(1e200)
        assert found.r2 == -np.inf

    def test_diverged_predictions_are_a_result(self):
        found = regression_metrics([0.0, 1.0], [np.inf, 0.0])
        assert (found.rmse, found.mae, found.r2) == (np.inf, np.inf, -np.inf)
        assert np.isnan(regression_metrics([0.0, 1.0], [np.nan, 0.0]).rmse)

    def test_plain_figures_are_the_plain_formula_to_the_last_digits(self):
        rng = np.random.default_rng(1)
        y, prediction = rng.normal(size=(2, 40))
        expected = np.sqrt(np.mean((prediction - y) ** 2))
        assert regression_metrics(y, prediction).rmse == pytest.approx(expected, rel=1e-15)

    @pytest.mark.parametrize(
        ("y", "prediction"),
        [((3,), (3, 1)), ((3, 1), (3,)), ((3,), (2,)), ((3, 2), (3, 2)), ((), ())],
    )
    def test_shapes_never_broadcast(self, y, prediction):
        with pytest.raises(ValueError, match="shape") as error:
            regression_metrics(np.zeros(y), np.zeros(prediction))
        assert str(y) in str(error.value)
        assert str(prediction) in str(error.value)

    def test_no_samples(self):
        with pytest.raises(ValueError, match="no samples"):
            regression_metrics([], [])

    @given(arrays(np.float64, (2, 6), elements=st.floats(-1e307, 1e307)))
    def test_order_of_the_figures(self, pair):
        found = regression_metrics(*pair)
        largest = np.max(np.abs(pair[1] - pair[0]))
        assert 0 <= found.mae <= found.rmse * (1 + 1e-12) <= largest * (1 + 1e-11)
        assert found.r2 is None or found.r2 <= 1


class TestClassification:
    @pytest.mark.parametrize("n_classes", [2, 3, 5])
    def test_against_scikit_learn(self, n_classes):
        rng = np.random.default_rng(n_classes)
        p = rng.dirichlet(np.ones(n_classes), 60)
        target = np.arange(60) % n_classes
        found = classification_metrics(target.astype(float), np.log(p))
        predicted = p.argmax(axis=1)
        assert found.accuracy == pytest.approx(reference.accuracy_score(target, predicted))
        assert found.log_loss == pytest.approx(reference.log_loss(target, p))
        expected = reference.confusion_matrix(target, predicted)
        assert found.as_dict()["confusion_matrix"] == expected.tolist()

    def test_by_hand_rows_are_true_and_ties_go_to_the_first(self):
        log_p = np.log([[0.5, 0.5, 1e-300], [0.2, 0.4, 0.4], [0.1, 0.1, 0.8]])
        found = classification_metrics([1, 2, 2], log_p)
        assert found.confusion_matrix == ((0, 0, 0), (1, 0, 0), (0, 1, 1))
        assert found.accuracy == pytest.approx(1 / 3)
        assert found.log_loss == pytest.approx(-(np.log(0.5) + np.log(0.4) + np.log(0.8)) / 3)

    def test_plain_types_for_json(self):
        figures = classification_metrics([0.0, 1.0], np.log([[0.9, 0.1], [0.9, 0.1]])).as_dict()
        assert list(figures) == ["accuracy", "log_loss", "confusion_matrix"]
        assert figures["confusion_matrix"] == [[1, 0], [1, 0]]
        assert type(figures["accuracy"]) is type(figures["log_loss"]) is float
        assert type(figures["confusion_matrix"][0][0]) is int

    def test_from_logarithms_so_that_tiny_probabilities_count(self):
        assert classification_metrics([0, 0], [[-5000.0, 0.0], [0.0, -9.0]]).log_loss == 2500
        assert classification_metrics([0, 0], [[-1.7e308, 0.0]] * 2).log_loss == 1.7e308
        assert classification_metrics([0], [[-np.inf, 0.0]]).log_loss == np.inf

    def test_certain_and_right_is_zero(self):
        assert str(classification_metrics([0], [[0.0, -np.inf]]).log_loss) == "0.0"

    @pytest.mark.parametrize("target", [[0, 2], [-1, 0], [0.5, 1.0], [np.nan, 0.0]])
    def test_targets_are_class_indices(self, target):
        with pytest.raises(ValueError, match="whole numbers from 0 to 1"):
            classification_metrics(target, np.log([[0.5, 0.5], [0.5, 0.5]]))

    @pytest.mark.parametrize(
        ("target", "log_p"), [((2, 1), (2, 2)), ((2,), (3, 2)), ((2,), (2,)), ((1,), (2, 2))]
    )
    def test_shapes(self, target, log_p):
        with pytest.raises(ValueError, match="log probabilities"):
            classification_metrics(np.zeros(target), np.zeros(log_p))

    def test_no_samples(self):
        with pytest.raises(ValueError, match="no samples"):
            classification_metrics([], np.zeros((0, 2)))


class TestBaselines:
    def test_the_mean_by_hand(self):
        found = regression_baseline([1.0, 2.0, 6.0], [3.0, 7.0])
        assert found.as_dict() == {
            "rmse": pytest.approx(8.0**0.5),  # the mean is 3
            "mae": 2.0,
            "r2": pytest.approx(1 - 16 / 8),
        }

    @given(arrays(float, st.integers(2, 20), elements=st.floats(-1e300, 1e300)))
    def test_the_mean_of_the_same_targets_explains_nothing(self, y):
        assert regression_baseline(y, y).r2 in (0.0, None)

    def test_the_mean_of_large_numbers_does_not_overflow(self):
        found = regression_baseline([1.5e308, 1.7e308], [1.6e308, 1.7e308])
        assert found.mae == pytest.approx(0.05e308)

    def test_shares_of_the_classes_by_hand(self):
        found = classification_baseline([0, 1, 1, 2], [1, 1, 0, 2], 3)
        assert found.accuracy == 0.5
        assert found.log_loss == pytest.approx((2 * np.log(2) + 2 * np.log(4)) / 4)
        assert found.confusion_matrix == ((0, 1, 0), (0, 2, 0), (0, 1, 0))

    def test_of_equally_frequent_classes_the_first_is_predicted(self):
        assert classification_baseline([2, 2, 1, 1], [1, 1, 1, 2], 3).accuracy == 0.75

    def test_a_class_that_was_not_there_is_infinitely_surprising(self):
        assert classification_baseline([0, 0], [1], 2).log_loss == float("inf")
        assert classification_baseline([0, 0], [0], 2).log_loss == 0.0

    def test_nothing_to_learn_from_is_refused(self):
        with pytest.raises(ValueError, match="no samples"):
            regression_baseline([], [1.0])
        with pytest.raises(ValueError, match="no samples"):
            classification_baseline([], [0], 2)
