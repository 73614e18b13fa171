"""Samples edited by hand, and runs that go on with them."""

import tracemalloc

import msgspec
import numpy as np
import pytest

from lossstudio.core.text import InputError
from lossstudio.engine.data import own_points
from lossstudio.engine.data.own_points import (
    MOST_POINTS,
    Points,
    is_edit,
    own_data,
    points_of,
)
from lossstudio.engine.data.samples import build_samples, samples
from lossstudio.engine.runs.experiment import Experiment, why_restart
from lossstudio.engine.runs.recording import Replay, record
from lossstudio.engine.scenarios.point_names import LONGEST, check_names, with_all_named, with_names
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario

replace = msgspec.structs.replace

POINTS = Points(((0.0, 1.0), (1.0, 3.0), (2.0, 5.0), (3.0, 7.0), (9.0, 9.0)), 4)
CROSS_ENTROPY = Run(loss="cross_entropy")
CLASSES = Points(tuple((float(i), float(i % 2)) for i in range(10)), 8)


def scenario_of(points, *runs, test_fraction=0.2, **data):
    own = own_data(Data(test_fraction=test_fraction, **data), points)
    return Scenario(data=own, runs=runs or (Run(),))


def split(data):
    dataset = samples(data, as_classes=False)
    return dataset.n_train, len(dataset.x) - dataset.n_train


class TestConversion:
    @pytest.mark.parametrize(
        ("data", "loss"),
        [
            (Data(dataset="line", outlier_fraction=0.1, noise=0.7), "mse"),
            (Data(dataset="threshold"), "binary_cross_entropy"),
            (Data(dataset="three_blobs", n_samples=53, test_fraction=0.3), "cross_entropy"),
            (Data(dataset="penguins"), "cross_entropy"),
            (Data(dataset="moons", test_fraction=0.0), "hinge"),
        ],
    )
    def test_the_numbers_and_the_split_stay(self, data, loss):
        before = Scenario(data=data, runs=(Run(loss=loss),))
        old = build_samples(before)
        new = build_samples(replace(before, data=own_data(data, points_of(old))))
        np.testing.assert_array_equal(new.x, old.x)
        np.testing.assert_array_equal(new.target, old.target)
        assert new.n_train == old.n_train
        assert len(new.classes) == len(old.classes)

    def test_classes_of_points_keep_their_numbers(self):
        points = ((0.0, 3.0), (1.0, 7.0), (2.0, 3.0), (3.0, 7.0))
        data = Data(dataset="points", points=points, test_fraction=0.0)
        dataset = samples(data, as_classes=True)
        assert points_of(dataset).rows == points

    def test_names_of_columns_and_classes_go_along(self):
        before = build_samples(Scenario(data=Data(dataset="penguins"), runs=(CROSS_ENTROPY,)))
        names = (*before.input_names, before.target_name)
        data = own_data(Data(dataset="penguins"), points_of(before))
        after = samples(with_names(data, names, before.classes), as_classes=True)
        assert (*after.input_names, after.target_name) == names
        assert after.classes == before.classes == ("Adelie", "Chinstrap", "Gentoo")
        assert after.codes == (0.0, 1.0, 2.0)

    def test_the_name_stays_with_its_number_where_a_class_is_gone_or_new(self):
        points = ((0.0, 0.0), (1.0, 2.0), (2.0, 0.0), (3.0, 7.0), (4.0, -1.0))
        data = Data(dataset="points", points=points, class_names=("a", "b", "c"), test_fraction=0.0)
        dataset = samples(data, as_classes=True)
        assert dataset.classes == ("-1", "a", "c", "7")
        assert points_of(dataset).rows == points

    def test_names_that_points_have_anyway_are_not_kept(self):
        data = with_names(Data(), ("x₁", "x₂", "y"), ("0", "1"))
        assert (data.point_names, data.class_names) == (None, None)

    def test_too_many_are_not_edited(self):
        data = samples(Data(n_samples=MOST_POINTS + 1), as_classes=False)
        with pytest.raises(InputError, match="5001 samples: up to 5000"):
            points_of(data)
        assert len(points_of(samples(Data(n_samples=MOST_POINTS), as_classes=False)).rows) == 5000


class TestEdits:
    def test_a_sample_is_moved(self):
        moved = own_points.moved(POINTS, 1, {0: 1.5, -1: -2.0})
        assert moved.rows[1] == (1.5, -2.0)
        assert moved.rows[0] is POINTS.rows[0]  # what did not move stays the same object
        with pytest.raises(ValueError, match="not finite"):
            own_points.moved(POINTS, 1, {0: float("nan")})

    def test_new_samples_come_before_the_test_set(self):
        added = own_points.added(POINTS, [(4.0, 4.0), (5.0, 5.0)])
        assert added.rows[4:] == ((4.0, 4.0), (5.0, 5.0), (9.0, 9.0))
        assert added.n_train == 6

    @pytest.mark.parametrize("fraction", [0.2, 0.33, 0.5])
    def test_the_split_does_not_jump(self, fraction):
        data = Data(n_samples=100, test_fraction=fraction)
        points = points_of(samples(data, as_classes=False))
        n_test = 100 - points.n_train
        for number in range(60):
            points = own_points.added(points, [(number / 60, 0.0)])
            data = own_data(data, points)
            assert split(data) == (100 - n_test + number + 1, n_test)
        for _ in range(100):
            points = own_points.removed(points, [3])
            data = own_data(data, points)
            assert split(data)[1] == n_test

    def test_a_test_sample_is_removed_from_the_test_set(self):
        removed = own_points.removed(POINTS, [4, 0])
        assert removed == Points(POINTS.rows[1:4], 3)
        assert own_data(Data(), removed).test_fraction == 0.0

    def test_the_share_is_kept_where_it_still_gives_the_split(self):
        points = points_of(samples(Data(), as_classes=False))
        assert own_data(Data(), own_points.added(points, [(0.0, 0.0)])).test_fraction == 0.2
        more = own_points.added(points, [(0.0, float(i)) for i in range(10)])
        assert own_data(Data(), more).test_fraction == 0.18

    def test_a_model_keeps_two_training_samples(self):
        with pytest.raises(InputError, match="At least 2 training samples"):
            own_data(Data(), own_points.removed(POINTS, [0, 1, 2]))
        kept = own_points.removed(POINTS, [0, 1])
        assert own_data(Data(), kept).points == kept.rows

    def test_a_tenth_stays_for_training(self):
        points = Points(tuple((float(i), 0.0) for i in range(31)), 3)
        with pytest.raises(InputError, match="a tenth"):
            own_data(Data(), points)

    def test_clearing(self):
        assert own_points.cleared(POINTS, False) == Points(((0.0, 1.0), (3.0, 7.0)), 2)
        assert own_points.cleared(CLASSES, True) == Points(((0.0, 0.0), (1.0, 1.0)), 2)
        same = Points(((1.0, 1.0),) * 3, 3)
        assert own_points.cleared(same, False).rows == ((1.0, 1.0),) * 2

    def test_the_eraser_takes_an_ellipse(self):
        assert own_points.near(POINTS, (0, -1), (1.0, 3.5), (1.1, 0.6)) == [1]
        assert own_points.near(POINTS, (0, -1), (1.0, 3.0), (1.1, 100.0)) == [0, 1, 2]
        assert own_points.near(CLASSES, (0, None), (3.0, 9.0), (1.5, 1.0)) == [2, 3, 4]
        heights = np.array(CLASSES.rows)[:, 1]
        assert own_points.near(CLASSES, (0, None), (3.0, 1.0), (1.5, 0.1), heights) == [3]

    def test_outliers(self):
        points = Points(tuple((float(i), float(i)) for i in range(101)), 101)
        far = own_points.outlier(points, 50, False)
        assert far.rows[50] == (50.0, 140.0)  # raised by the range from 5 to 95 %
        wrong = own_points.outlier(CLASSES, 7, True)
        assert wrong.rows[7] == (3.5 + 1.5 * (7.0 - 3.5), 0.0)
        flat = Points(((0.0, 2.0), (1.0, 2.0)), 2)
        assert own_points.outlier(flat, 0, False).rows[0] == (0.0, 3.0)


# -- going on ------------------------------------------------------------------------------------

CASES = {
    "full batch": Run(),
    "momentum": Run(optimizer="momentum"),
    "mini-batches": Run(batch_size=3),
    "adam": Run(optimizer="adam", batch_size=2),
    "network": Run(model="mlp", hidden_layers=(3,)),
    "polynomial": Run(model="polynomial", degree=2),
}
BEFORE = Points(tuple((i / 10, float(np.sin(i))) for i in range(20)), 16)


def edits(points):
    yield own_points.moved(points, 3, {0: 0.55, -1: -1.0})
    yield own_points.added(points, [(1.7, 0.2), (1.8, 0.3)])
    yield own_points.removed(points, [0, 5, 17])


@pytest.mark.parametrize("name", CASES)
def test_a_run_goes_on_with_edited_points_exactly(name):
    scenario = scenario_of(BEFORE, CASES[name])
    for points in edits(BEFORE):
        experiment = Experiment(scenario)
        experiment.advance(100)
        changed = replace(scenario, data=own_data(scenario.data, points))
        assert why_restart(scenario, changed) is None
        theta = experiment.trainers[0].theta
        experiment.change(changed)
        trainer = experiment.trainers[0]
        assert trainer.theta is theta
        assert trainer.changes == (100,)
        assert len(trainer.objective.dataset.x) == len(points.rows)
        experiment.advance(150)
        seen = {}
        for step in (40, 99, 100, 101, 180, 250):
            experiment.go_to(step)
            seen[step] = trainer.theta.copy(), trainer.losses
        replay = Replay(record(experiment))
        for step in (40, 100, 101, 180, 250):
            replay.advance(step - replay.step)
            np.testing.assert_array_equal(replay.trainers[0].theta, seen[step][0])
            assert replay.trainers[0].losses == seen[step][1]


def test_a_step_after_an_edit_is_that_of_the_new_cost():
    scenario = scenario_of(BEFORE, Run(learning_rate=0.05))
    experiment = Experiment(scenario)
    experiment.advance(10)
    points = own_points.moved(BEFORE, 3, {-1: 50.0})
    experiment.change(replace(scenario, data=own_data(scenario.data, points)))
    trainer = experiment.trainers[0]
    before = trainer.theta.copy()
    experiment.advance(1)
    x, y = np.array(points.rows[:16]).T
    residual = before[0] * x + before[1] - y
    gradient = 2 * np.array([(residual * x).mean(), residual.mean()])
    np.testing.assert_allclose(trainer.theta, before - 0.05 * gradient, rtol=1e-12)


class TestWhatIsAnEdit:
    def test_other_points_are_not(self):
        scenario = scenario_of(BEFORE)
        other = Points(tuple((x + 0.01, y) for x, y in BEFORE.rows), 16)
        changed = replace(scenario, data=own_data(scenario.data, other))
        assert str(why_restart(scenario, changed)) == "Other data: training restarts."

    def test_another_split_of_the_same_points_is_not(self):
        scenario = scenario_of(BEFORE)
        assert not is_edit(
            scenario, replace(scenario, data=replace(scenario.data, test_fraction=0.5))
        )

    def test_another_width_is_not(self):
        wide = Points(tuple((x, x, y) for x, y in BEFORE.rows), 16)
        assert not is_edit(scenario_of(BEFORE), scenario_of(wide))

    def test_another_set_of_classes_is_not(self):
        run = Run(loss="cross_entropy")
        scenario = scenario_of(CLASSES, run)
        kept = own_points.moved(CLASSES, 0, {0: 0.5})
        assert is_edit(scenario, scenario_of(kept, run))
        assert not is_edit(scenario, scenario_of(own_points.moved(CLASSES, 0, {-1: 2.0}), run))

    @pytest.mark.parametrize("name", ["line", "engel"])
    def test_data_that_become_points_and_back(self, name):
        scenario = Scenario(data=Data(dataset=name))
        points = own_points.moved(points_of(build_samples(scenario)), 5, {-1: 2.0})
        changed = replace(scenario, data=own_data(scenario.data, points))
        assert why_restart(scenario, changed) is None
        assert why_restart(changed, scenario) is None
        experiment = Experiment(scenario)
        experiment.advance(20)
        experiment.change(changed)
        assert experiment.trainers[0].changes == (20,)

    @pytest.mark.parametrize("model", ["polynomial", "mlp"])
    def test_a_model_that_standardises_starts_anew_with_its_own_points(self, model):
        scenario = Scenario(runs=(Run(model=model),))
        changed = replace(scenario, data=own_data(Data(), points_of(build_samples(scenario))))
        assert why_restart(scenario, changed) is not None

    def test_a_file_that_is_not_there_is_no_reason_to_fail(self):
        scenario = Scenario(data=Data(dataset="csv", file="/no/such.csv"))
        assert not is_edit(scenario, scenario_of(BEFORE))


def test_names_of_a_table_that_are_long_or_occur_twice_become_names_of_points():
    data = with_names(Data(), ["u", "u", "v" * 100_000], ["a", "b" * 100_000, "b" * 100_000 + "c"])
    assert data.point_names[:2] == ("u", "u (2)")
    names = (*data.point_names, *data.class_names)
    assert max(map(len, names)) <= LONGEST
    assert len(set(names)) == len(names)
    points = ((0.0, 1.0, 0.0), (1.0, 2.0, 1.0))
    check_names(msgspec.structs.replace(data, points=points))


@pytest.mark.parametrize(
    "name", ["a\0b", "a\nb", "a\u2028b", " ", "\u200b", "\u202eabc", "x" * (LONGEST + 1)]
)
def test_a_name_that_no_line_of_text_can_show_is_refused(name):
    for field in ("point_names", "class_names"):
        with pytest.raises(InputError, match=rf"data\.{field}\.1 = .*that can be shown"):
            check_names(Data(**{field: ("x", name)}))
    check_names(Data(point_names=("x", "身高\u3000(cm)"), class_names=("Adélie", "b c")))


@pytest.mark.parametrize(
    ("targets", "names", "all_named"),
    [
        ((0.0, 1.0, 2.0), ("a", "b", "c"), ("a", "b", "c")),
        ((0.0, 1.0, 3.0), ("a", "b"), ("a", "b", "2", "3")),
        ((0.0, 2.0), ("a", "2"), ("a", "2", "2 (2)")),
        ((-1.0, 0.0, 0.5), ("a", "b"), ("a", "b")),
        ((0.0, 1e6), ("a", "b"), None),
        ((0.0, 1.0), None, None),
    ],
)
def test_a_class_that_an_edit_brings_gets_a_name(targets, names, all_named):
    data = Data(dataset="points", points=tuple((0.0, y) for y in targets), class_names=names)
    assert with_all_named(data).class_names == all_named


def test_a_target_far_off_takes_no_memory():
    data = Data(dataset="points", points=((0.0, 0.0), (1.0, 5e6)), class_names=("a", "b"))
    tracemalloc.start()
    try:
        assert with_all_named(data).class_names is None
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


def test_many_equal_names_are_told_apart():
    names = with_names(Data(), ["u"] * 2_000, ()).point_names
    assert names[:2] == ("u", "u (2)")
    assert len(set(names)) == 2_000


def test_classes_of_a_table_keep_their_order_as_points(tmp_path):
    path = tmp_path / "melons.csv"
    path.write_text("x,good\n" + "".join(f"{i},{('no', 'yes')[i % 2]}\n" for i in range(10)))
    data = Data(dataset="csv", file=str(path), positive_class="no")
    before = samples(data, as_classes=True)
    assert before.classes == ("yes", "no")
    names = (*before.input_names, before.target_name)
    after = with_names(own_data(data, points_of(before)), names, before.classes)
    assert after.positive_class is None
    again = samples(after, as_classes=True)
    assert again.classes == before.classes
    assert np.array_equal(again.target, before.target)


def test_points_whose_first_class_is_positive_can_be_edited():
    rows = ((0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (3.0, 1.0))
    data = Data(dataset="points", points=rows, positive_class=0, test_fraction=0.0)
    dataset = samples(data, as_classes=True)
    assert dataset.classes == ("1", "0")
    assert points_of(dataset).rows == rows
    changed = own_data(data, points_of(dataset))
    assert changed.positive_class == 0
