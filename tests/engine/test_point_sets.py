"""Each row of own points keeps its set while points are edited, undone and saved."""

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossstudio.core.datasets.base import PARTS
from lossstudio.core.text import InputError
from lossstudio.engine.data import own_points
from lossstudio.engine.data.own_points import Points, own_data, points_in, points_of, sets_of
from lossstudio.engine.data.samples import samples
from lossstudio.engine.runs.experiment import Experiment, why_restart
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario, as_written
from lossstudio.engine.scenarios.scenario_file import parse_scenario

replace = msgspec.structs.replace


def sets_in(data, as_classes=False):
    """The set of each point, as the samples say, by the point's input (they are all different)."""
    dataset = samples(data, as_classes)
    return {
        float(x): name for name, part in dataset.parts.items() for x in dataset.x[part, 0].tolist()
    }


def own(n, test_rows=None, validation_rows=None, **data):
    points = tuple((float(i), float(i % 3)) for i in range(n))
    return Data(
        dataset="points",
        points=points,
        test_rows=test_rows,
        validation_rows=validation_rows,
        **data,
    )


EDITS = st.lists(
    st.tuples(st.just("move"), st.integers(0, 10**6))
    | st.tuples(st.just("add"), st.integers(1, 3))
    | st.tuples(st.just("remove"), st.integers(0, 10**6))
    | st.tuples(st.just("undo"), st.integers(1, 3)),
    max_size=25,
)
STARTS = st.sampled_from(
    [
        own(12),
        own(12, validation_fraction=0.25),
        own(12, test_rows=(0, 5, 7)),
        own(12, test_rows=(11, 2), validation_fraction=0.25),
        own(12, test_rows=(1, 3), validation_rows=(0, 10)),
        own(12, validation_rows=(4, 8), test_fraction=0.25),
        own(12, test_rows=()),
    ]
)


@given(STARTS, EDITS)
@settings(max_examples=300, deadline=None)
def test_a_row_keeps_its_set_through_any_edits(data, edits):
    """What an edit does not touch is where it was; a new sample is a training sample."""
    history, expected, fresh = [(data, sets_in(data))], dict(sets_in(data)), 1000.0
    for name, value in edits:
        points = points_in(data)
        known = dict(expected)
        try:
            if name == "undo":
                del history[max(1, len(history) - value) :]
                data, expected = history[-1][0], dict(history[-1][1])
                continue
            if name == "add":
                rows = [(fresh + 1 + i, 0.0) for i in range(value)]
                fresh += value
                known |= {x: "train" for x, _ in rows}
                edited = own_points.added(points, rows)
            else:
                row = value % len(points.rows)
                x = points.rows[row][0]
                if name == "remove":
                    edited = own_points.removed(points, [row])
                    del known[x]
                else:
                    fresh += 1
                    edited = own_points.moved(points, row, {0: fresh})
                    known[fresh] = known.pop(x)
            data = own_data(data, edited)
        except InputError:
            continue  # too few would stay for training: nothing is changed
        expected = known
        history.append((data, dict(expected)))
        assert sets_in(data) == expected
        raw = msgspec.json.encode(as_written(Scenario(data=data)))
        assert parse_scenario(raw).data == data


@pytest.mark.parametrize("seed", range(20))
def test_a_shuffled_table_becomes_points_in_its_own_order(tmp_path, seed):
    path = tmp_path / "table.csv"
    path.write_text("x,y\n" + "\n".join(f"{i},{i % 4}" for i in range(30)))
    data = Data(dataset="csv", file=str(path), split="shuffled", seed=seed, validation_fraction=0.2)
    dataset = samples(data, as_classes=True)
    points = points_of(dataset)
    assert [row[0] for row in points.rows] == list(range(30))
    made = own_data(data, points)
    assert sets_in(made, True) == sets_in(data, True)
    again = samples(made, as_classes=True)
    np.testing.assert_array_equal(again.x, dataset.x)
    np.testing.assert_array_equal(again.target, dataset.target)
    assert (again.n_train, again.n_validation) == (dataset.n_train, dataset.n_validation)
    assert made.split == "last"  # which is a table's own
    assert points_in(made) == points
    assert list(made.test_rows) == sorted(
        int(x) for x, s in sets_in(data, True).items() if s == "test"
    )


def test_shuffled_points_are_shared_out_as_a_table_is(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("x,y\n" + "\n".join(f"{i},{i // 10}" for i in range(30)))
    data = Data(dataset="csv", file=str(path), split="shuffled", seed=4, validation_fraction=0.2)
    rows = [(float(i), float(i // 10)) for i in range(30)]
    assert own_points.shared_out(rows, data, True) == points_of(samples(data, as_classes=True))
    assert own_points.shared_out(rows[:3], replace(data, test_fraction=0.9), True).n_train == 2


def test_a_run_goes_on_with_edited_points_whose_sets_are_mixed():
    data = own(20, test_rows=(3, 9, 15), validation_rows=(0, 4))
    scenario = Scenario(data=data, runs=(Run(learning_rate=0.001),))
    experiment = Experiment(scenario)
    experiment.advance(10)
    edited = own_points.added(own_points.removed(points_in(data), [2]), [(0.5, 1.0)])
    changed = replace(scenario, data=own_data(data, edited))
    assert why_restart(scenario, changed) is None
    experiment.change(changed)
    experiment.advance(5)
    assert experiment.trainers[0].changes == (10,)
    assert changed.data.test_rows == (2, 8, 14)
    assert changed.data.validation_rows == (0, 3)


def test_a_validation_set_that_goes_restarts_the_run():
    data = own(20, validation_rows=(4,))
    scenario = Scenario(data=data, runs=(Run(learning_rate=0.001),))
    without = own_data(data, own_points.removed(points_in(data), [4]))
    assert without.validation_rows is None
    assert why_restart(scenario, replace(scenario, data=without)) is not None


def test_moving_a_test_sample_leaves_it_in_its_set():
    data = own(10, test_rows=(0, 1))
    moved = own_data(data, own_points.moved(points_in(data), 0, {0: 77.0}))
    assert sets_in(moved)[77.0] == "test"
    assert own_points.cleared(points_in(data), False) == Points(((2.0, 2.0), (9.0, 0.0)), 2)
    assert sets_of(points_in(data)) == (2, 2, *[0] * 8)
    assert PARTS[2] == "test"


# -- set by name ---------------------------------------------------------------------------------


def test_a_share_that_is_set_takes_the_place_of_rows():
    scenario = Scenario(data=own(10, test_rows=(0, 1), validation_rows=(2,)))
    assert with_values(scenario, [("data.test_fraction", 0.3)]).data.test_rows is None
    assert with_values(scenario, [("data.validation_fraction", 0.3)]).data.validation_rows is None
    kept = with_values(scenario, [("runs.0.l2", 0.1)])
    assert (kept.data.test_rows, kept.data.validation_rows) == ((0, 1), (2,))
    rows = [[float(i), 0.0] for i in range(4)]
    assert with_values(scenario, [("data.points", rows)]).data.test_rows is None
    both = with_values(scenario, [("data.points", rows), ("data.test_rows", [3])])
    assert both.data.test_rows == (3,)


@pytest.mark.parametrize(
    ("sets", "said"),
    [
        ({"test_rows": (10,)}, "data.test_rows.0 = 10: must be the number of a row of data.points"),
        ({"test_rows": (1, 1)}, "data.test_rows.1 = 1: must not be named twice"),
        (
            {"test_rows": (1,), "validation_rows": (3, 1)},
            "data.validation_rows.1 = 1: must not be named twice",
        ),
        ({"validation_rows": (-1,)}, "from 0 to 9"),
    ],
)
def test_rows_that_are_not_there_are_named(sets, said):
    with pytest.raises(InputError) as caught:
        with_values(Scenario(data=own(10)), [(f"data.{n}", list(v)) for n, v in sets.items()])
    assert said in str(caught.value)


def test_rows_of_no_points_are_refused():
    with pytest.raises(InputError, match=r"test_rows = \[1\]: must be null where there are no"):
        with_values(Scenario(), [("data.test_rows", [1])])


def test_a_file_without_the_fields_has_none_of_them():
    written = as_written(Scenario(data=own(10)))["data"]
    assert not {"split", "test_rows", "validation_fraction", "validation_rows"} & written.keys()
