"""What a person changes of a proposal for a table, and the scenario that accepting it makes."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from lossstudio.core.datasets.tables.reader import read_columns
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.text import InputError
from lossstudio.engine.data.own_points import MOST_POINTS
from lossstudio.engine.data.samples import build_samples
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.table_proposal.proposal import Choice, propose
from lossstudio.engine.table_proposal.scenario import scenario_of, table_scenario

FLOWERS = "length,colour,kind\n" + "".join(
    f"{0.1 * i:.1f},{('red', 'blue')[i % 2]},{('lily', 'rose')[i > 25]}\n" for i in range(40)
)
TIMES = "x,y\n" + "".join(f"{i},{3 * i + i % 3}\n" for i in range(40))


def proposed(text, **choice):
    return propose(read_columns(Source(Path("table.csv"), text)), Choice(**choice))


def accepted(text, base=None, **choice):
    source = Source(Path("table.csv"), text)
    columns = read_columns(source)
    return scenario_of(columns, propose(columns, Choice(**choice)), source, base)


def test_classes_are_counted_in_their_order():
    found = proposed(FLOWERS)
    assert (found.classes, found.class_counts) == (("lily", "rose"), (26, 14))
    numbers = "a,label\n" + "".join(f"{i},{(-1, 1)[i % 3 == 0]}\n" for i in range(30))
    found = proposed(numbers)
    assert (found.classes, found.class_counts) == (("-1", "1"), (20, 10))


def test_the_other_class_can_count_as_1():
    found = proposed(FLOWERS, positive_class="lily")
    assert (found.classes, found.class_counts) == (("rose", "lily"), (14, 26))
    assert found.positive_class == "lily"
    assert "positive one is lily" in str(found.why_task)
    assert found.why_positive is None
    assert "rose" in str(proposed(FLOWERS).why_positive)


def test_standardising_can_be_chosen_against_the_proposal():
    assert proposed(TIMES).standardize == "inputs"
    found = proposed(TIMES, standardize=False)
    assert found.standardize is False
    assert "As chosen" in str(found.why_standardize)
    agreed = proposed(TIMES, standardize=True)
    assert str(agreed.why_standardize) == str(proposed(TIMES).why_standardize)


def test_what_is_chosen_as_guessed_keeps_its_reason():
    guess = proposed(FLOWERS)
    found = proposed(FLOWERS, target=2, inputs=(0, 1))
    assert str(found.columns[0].why) == str(guess.columns[0].why)
    assert "0 and 1" in str(found.columns[1].why)
    assert str(proposed(FLOWERS, target=2, inputs=(1,)).columns[0].why) == "Not chosen."


def test_inputs_that_cannot_be_are_said_before_anything_is_made():
    names = "name,gap,x,y\n" + "".join(f"n{i},,{i % 7},{3 * i}\n" for i in range(40))
    found = proposed(names, target=3, inputs=(0, 2))
    assert str(found.problem) == (
        "name has 40 different texts: a column of more than 20 cannot become inputs."
    )
    assert "is empty" in str(proposed(names, target=3, inputs=(1, 2)).problem)
    assert "at least one" in str(proposed(names, target=3, inputs=()).problem)
    assert proposed(names, target=3, inputs=(2,)).problem is None
    wide = ",".join(f"c{i}" for i in range(102)) + "\n"
    wide += "".join(",".join(str(i * j % 13) for j in range(1, 103)) + "\n" for i in range(30))
    assert proposed(wide).problem is None
    found = proposed(wide, target=101, inputs=tuple(range(101)))
    assert str(found.problem) == "There are 101 inputs; there can be 100 at most."


def test_the_target_that_was_guessed_keeps_its_reason():
    guess = proposed(FLOWERS)
    assert str(proposed(FLOWERS, target=2, inputs=(0,)).why_target) == str(guess.why_target)
    assert str(proposed(FLOWERS, target=1).why_target) == "Chosen by hand."


def test_the_lines_of_totals_are_told():
    text = "shop,x,y\n" + "".join(f"s{i},{i},{2 * i}\n" for i in range(20))
    assert proposed(text).totals == ()
    assert proposed(text + "Total,190,380\n").totals == (22,)


class TestScenario:
    def test_without_a_base_it_is_as_the_commands_make_it(self, tmp_path):
        path = tmp_path / "table.csv"
        path.write_text(FLOWERS)
        source = Source(path)
        columns = read_columns(source)
        made = scenario_of(columns, propose(columns), source, Scenario())
        assert made == table_scenario(path)

    def test_the_runs_of_the_window_stay_where_they_fit(self):
        base = Scenario(runs=(Run(loss="huber", learning_rate=0.02, name="H"), Run(loss="mae")))
        runs = accepted(TIMES, base).runs
        assert [(run.loss, run.name, run.standardize) for run in runs] == [
            ("huber", "H", "inputs"),
            ("mae", "", "inputs"),
        ]
        runs = accepted(FLOWERS, base).runs
        assert {run.loss for run in runs} == {"binary_cross_entropy"}

    def test_a_start_for_other_data_goes(self):
        base = Scenario(runs=(Run(start=(1.0, 2.0)),))
        assert accepted(TIMES, base).runs[0].start is None

    def test_a_network_takes_large_targets_in_their_own_unit_and_others_do_not(self):
        text = "x,y\n" + "".join(f"{0.1 * i:.1f},{1000 * i + i % 3}\n" for i in range(40))
        base = Scenario(runs=(Run(model="mlp"), Run()))
        runs = accepted(text, base, is_network=True).runs
        assert [run.standardize for run in runs] == ["inputs_and_target", "inputs"]

    def test_a_text_becomes_own_points(self):
        scenario = accepted(FLOWERS)
        assert scenario.data.dataset == "points"
        assert (len(scenario.data.points), scenario.title) == (40, "")
        assert scenario.data.points[:2] == ((0.0, 0.0), (0.1, 0.0))
        dataset = build_samples(scenario)
        assert (dataset.input_names, dataset.target_name) == (("length",), "kind")
        assert dataset.classes == ("lily", "rose")
        # Sorted by class, but each has its share in the test set.
        test = dataset.target[dataset.n_train :]
        assert sorted(np.bincount(test.astype(int)).tolist()) == [3, 5]

    def test_points_keep_numbers_as_classes_and_the_positive_one(self):
        text = "a,label\n" + "".join(f"{i % 7},{(-1, 1)[i % 3 == 0]}\n" for i in range(40))
        scenario = accepted(text, positive_class="-1")
        assert {row[-1] for row in scenario.data.points} == {-1.0, 1.0}
        assert build_samples(scenario).classes == ("1", "-1")

    def test_classes_that_come_back_keep_their_order(self):
        text = "x,size\n" + "".join(
            f"{i},{('small', 'medium', 'large')[i % 3]}\n" for i in range(40)
        )
        assert accepted(text).data.class_names == ("large", "medium", "small")
        known = ("small", "medium", "large")
        base = Scenario(data=Data(dataset="points", points=((0.0, 1.0),) * 3, class_names=known))
        scenario = accepted(text, base)
        assert scenario.data.class_names == known
        assert scenario.data.points[1] == (1.0, 1.0)

    def test_texts_become_columns_of_points(self):
        scenario = accepted(FLOWERS, target=2, inputs=(0, 1))
        assert build_samples(scenario).input_names == ("length", "colour = blue", "colour = red")

    def test_what_other_data_had_is_gone(self):
        base = Scenario(data=Data(dataset="moons", noise=0.1, positive_class=None))
        data = accepted(TIMES, base).data
        assert msgspec.structs.replace(data, points=None, test_rows=None) == Data(
            dataset="points", test_fraction=0.2
        )

    def test_too_many_rows_for_points_are_refused(self):
        text = "x,y\n" + "".join(f"{i},{i % 7}\n" for i in range(MOST_POINTS + 1))
        with pytest.raises(InputError, match=str(MOST_POINTS)):
            accepted(text)
