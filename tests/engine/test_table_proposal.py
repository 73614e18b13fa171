"""What is proposed for a table is what a teacher would choose, and its reasons are said."""

import dataclasses
import random
from pathlib import Path

import numpy as np
import pytest

from lossstudio.core.datasets.tables.reader import read_columns
from lossstudio.core.datasets.tables.reading import TableReading
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError
from lossstudio.engine.data.samples import build_samples
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.checks import check_scenario
from lossstudio.engine.scenarios.scenario import Data, Reading, Scenario, as_written
from lossstudio.engine.scenarios.scenario_file import from_dict
from lossstudio.engine.scenarios.table_reading import kept_reading, reading_of
from lossstudio.engine.table_proposal import telling_words
from lossstudio.engine.table_proposal.proposal import Choice, propose
from lossstudio.engine.table_proposal.scenario import table_scenario
from lossstudio.engine.table_proposal.units import propose_standardize
from tests.engine.proposal_cases import CASES

by_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def columns_of(text):
    return read_columns(Source(Path("table.csv"), text))


def proposed(text, **choice):
    return propose(columns_of(text), Choice(**choice))


def column(proposal, name):
    return next(each for each in proposal.columns if each.name == name)


def remarks(proposal):
    return [str(remark.text) for remark in proposal.remarks]


@by_case
def test_a_teacher_would_choose_the_same(case):
    found = proposed(case.text)
    assert (found.target, found.task) == (case.target, case.task)
    assert found.problem is None
    for name in ("inputs", "classes", "rows"):
        if getattr(case, name) is not None:
            assert getattr(found, name) == getattr(case, name)
    if found.task is Task.BINARY:
        assert found.positive_class == found.classes[1]
    roles = {each.name: each.role for each in found.columns}
    assert [name for name, role in roles.items() if role == "target"] == [found.target]
    assert tuple(name for name, role in roles.items() if role == "input") == found.inputs
    for each in found.columns:
        assert str(each.why).endswith((".", "。")), each.name


@by_case
def test_accepting_it_makes_a_scenario_with_these_samples(case, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(case.text, encoding="utf-8")
    found = propose(read_columns(Source(path)))
    scenario = table_scenario(path)
    assert from_dict(as_written(scenario)) == scenario
    dataset = build_samples(scenario)
    assert dataset.input_names == found.names
    assert dataset.target_name == found.target
    assert dataset.classes == found.classes
    assert len(dataset.x) == found.rows
    left_out = {row.line for row in found.rows_left_out(read_columns(Source(path)))}
    assert set(dataset.dropped.tolist()) <= left_out
    assert len(dataset.x) + len(left_out) == len(case.text.splitlines()) - case.has_names
    if found.rows >= 30:
        assert 0.15 < 1 - dataset.n_train / found.rows < 0.25
        for index in range(len(found.classes)):  # each class is in both sets
            assert index in dataset.target[: dataset.n_train]
            assert index in dataset.target[dataset.n_train :] or found.rows < 100
    else:
        assert dataset.n_train == found.rows


@by_case
def test_the_order_of_the_rows_makes_no_difference(case):
    first, *rows = case.text.splitlines()
    if not case.has_names or ",x,y" in first:
        return  # without a header the first row is one of them; a numbering with gaps must rise
    random.Random(3).shuffle(rows)
    found, other = proposed(case.text), proposed("\n".join([first, *rows]))
    assert (found.target, found.task, found.inputs, found.classes, found.rows) == (
        other.target, other.task, other.inputs, other.classes, other.rows,
    )  # fmt: skip


# -- reasons ---------------------------------------------------------------------------------------


def test_each_column_says_what_it_is_and_why():
    found = proposed(CASES["passengers"].text)
    kinds = {each.name: str(each.kind) for each in found.columns}
    assert kinds == {
        "PassengerId": "identifier", "Survived": "class", "Pclass": "number", "Name": "identifier",
        "Sex": "class", "Age": "number", "SibSp": "number", "Ticket": "text", "Fare": "number",
        "Cabin": "constant", "Embarked": "class",
    }  # fmt: skip
    assert "2 different values (female, male)" in str(column(found, "Sex").why)
    assert column(found, "Sex").can_be_input
    assert not column(found, "Ticket").can_be_input
    assert "two classes; the positive one is 1" in str(column(found, "Survived").why)
    assert remarks(found) == ["16 of 80 rows are left out because Age has no value there."]


def test_the_column_that_costs_the_most_rows_is_named():
    text = "a,b,y\n" + "".join(
        f"{'' if i % 5 == 0 else i},{'' if i % 3 == 0 else i * i},{i * 0.5}\n" for i in range(30)
    )
    assert any("b costs the most (10)" in remark for remark in remarks(proposed(text)))


def test_rows_that_give_up_more_than_half_are_not_asked_for():
    found = proposed(CASES["holes in other rows each"].text)
    assert "less than half of the rows" in str(column(found, "c").why)
    found = proposed(CASES["holes"].text)
    assert "27 of 30 values are missing" in str(column(found, "b").why)


@pytest.mark.parametrize("name", ["Total", "Mean of all", "合计", "平均分", "Summe", "average"])
def test_totals_are_pointed_out_by_their_line(name):
    rows = "".join(f"region {i},{i * 7 % 11},{i * 3}\n" for i in range(12))
    found = proposed(f"region,ads,sales\n{rows}{name},66,198\n")
    lines = [remark.lines for remark in found.remarks if "add up" in str(remark.text)]
    assert lines == [(14,)]
    assert not any("add up" in remark for remark in remarks(proposed(f"region,ads,sales\n{rows}")))


def test_totals_that_are_left_out_anyway_are_not_pointed_out():
    rows = "".join(f"{i + 1}月,{i * 7 % 11},{i * 3}\n" for i in range(12))
    text = f"month,ads,sales\n{rows}合计,66,198\n"
    found = proposed(text)
    assert remarks(found)[0] == "1 of 13 rows are left out because month has no value there."
    assert found.totals == ()
    assert [row.line for row in found.rows_left_out(columns_of(text))] == [14]
    assert proposed(text, inputs=(1,)).totals == (14,)


def test_a_class_called_total_is_no_total():
    text = "a,kind\n" + "".join(f"{i * 0.5},{('total', 'part')[i % 2]}\n" for i in range(30))
    assert not remarks(proposed(text))[1:]


def test_a_sorted_table_is_said_to_be_sorted():
    said = {name: " ".join(remarks(proposed(case.text))) for name, case in CASES.items()}
    assert "sorted by species" in said["sorted flowers"]
    assert "sorted by year" in said["years"]
    assert "sorted" not in said["wine"]


# -- what cannot work ------------------------------------------------------------------------------


MANY = "x,label\n" + "".join(f"{i * 0.1:.1f},c{i % 25}\n" for i in range(100))
EACH = "a,b,class\n" + "".join(f"{i * 1.5},{i * i * 0.1:.1f},k{i}\n" for i in range(10))


@pytest.mark.parametrize(
    ("text", "choice", "said"),
    [
        ("a,b\n1,2\n", {}, "There is one row"),
        (
            "v1,v2\n" + "".join(f"{('ham', 'spam')[i % 2]},call {i}\n" for i in range(30)), {},
            "v1 could only be predicted from v2, which has 30 different texts",
        ),
        ("name,hue\n" + "".join(f"n{i},c{i}\n" for i in range(6)), {}, "hue has another value"),
        (MANY, {}, "label has 25 different values; there can be 20 classes"),
        (EACH, {"target": 2}, "class has another value in each of the 10 rows"),
        (EACH, {"target": 2, "as_classes": False}, "class holds texts"),
        (EACH, {"target": 0, "as_classes": True}, "a has numbers that are not whole"),
        (EACH, {"target": 1, "inputs": ()}, "at least one is needed"),
        ("a,b\n1,7\n2,7\n3,7\n", {"target": 1, "as_classes": True}, "All rows have the same b, 7"),
        ("a,b\n1,\n,2\n3,\n,5\n7,8\n", {}, "1 of 5 rows have a value in all"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_said_with_its_reason(text, choice, said, tmp_path):
    found = proposed(text, **choice)
    assert said in str(found.problem)
    if not choice:
        path = tmp_path / "bad.csv"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=r"bad\.csv"):
            table_scenario(path)


def test_a_column_that_seems_to_be_the_target_but_cannot_be_is_spoken_of():
    found = proposed(EACH)
    assert (found.target, found.inputs) == ("b", ("a",))
    assert remarks(found)[0].startswith("class has another value in each of the 10 rows")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("letter", lambda i: f"l{i % 25}", "letter has 25 different values; there can be 20"),
        ("breed", lambda i: f"breed {i}", "breed has another value in each of the 100 rows"),
        ("name", lambda i: f"name {i}", None),
        ("car", lambda i: f"c{i % 70}", "car has 70 different values"),
    ],
)
def test_a_last_column_of_too_many_texts_is_spoken_of(name, value, said):
    rows = "".join(f"{i * 0.1:.1f},{i * i % 7 * 0.3:.1f},{value(i)}\n" for i in range(100))
    found = proposed(f"a,b,{name}\n{rows}")
    assert found.target == "b"
    spoken = [remark for remark in remarks(found) if remark.startswith(name)]
    assert [remark[: len(said)] for remark in spoken] == ([] if said is None else [said])


# -- what a person chooses instead -----------------------------------------------------------------


def test_what_is_chosen_stands_and_the_rest_follows():
    text = CASES["passengers"].text
    found = proposed(text, target=8, inputs=(2, 4))  # the fare, from class and sex
    assert (found.target, found.task, found.rows) == ("Fare", Task.REGRESSION, 80)
    assert found.inputs == ("Pclass", "Sex")
    assert found.names == ("Pclass", "Sex = female", "Sex = male")
    assert found.categories == "one_hot"
    assert column(found, "Sex").role == "input"
    assert column(found, "Age").role == "none"
    ports = proposed(text, target=10)
    assert (ports.task, ports.classes) == (Task.MULTICLASS, ("C", "Q", "S"))
    assert proposed(text, as_classes=False).task is Task.REGRESSION
    assert proposed(text, target=2, as_classes=True).classes == ("1", "2", "3")


# -- units -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (lambda x: x, False),
        (lambda x: 0.3 * x, False),
        (lambda x: 1000 * x, "inputs"),
        (lambda x: x / 1000, "inputs"),
        (lambda x: x + 1e7, "inputs"),
        (lambda x: 1e200 * x, "inputs"),
    ],
)
def test_inputs_of_other_units_are_to_be_standardised(column, expected):
    x = np.random.default_rng(1).normal(size=(50, 2))
    x[:, 0] = column(x[:, 0])
    found, why = propose_standardize(x, ("a", "b"))
    assert found == expected
    assert str(why)


def test_collinear_inputs_of_order_1_are_left_as_they_are():
    x = np.random.default_rng(1).normal(size=(50, 1)) + np.zeros((1, 2))
    assert propose_standardize(x, ("a", "b"))[0] is False


def test_a_network_has_large_targets_standardised_too():
    x = np.random.default_rng(1).normal(size=(50, 1))
    assert propose_standardize(x, ("a",), 5000 * x[:, 0], is_network=True)[0] == "inputs_and_target"
    assert propose_standardize(x, ("a",), x[:, 0], is_network=True)[0] is False
    assert propose_standardize(x, ("a",), 5000 * x[:, 0])[0] is False


# -- words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["ID", "id", "userId", "User ID", "customer_id", "学号", "订单编号", "ZIP", "序号"]
)
def test_names_of_identifiers(name):
    assert telling_words.names_rows(name)


@pytest.mark.parametrize("name", ["paid", "humid", "idle", "Grid", "acid", "covid", "型号", "信号"])
def test_names_that_only_look_like_identifiers(name):
    assert not telling_words.names_rows(name)


@pytest.mark.parametrize(
    ("first", "second", "positive"),
    [
        ("no", "yes", "yes"), ("Yes", "No", "Yes"), ("−", "+", "+"), ("+", "-", "+"),
        ("TRUE", "FALSE", "TRUE"), ("是", "否", "是"), ("阴性", "阳性", "阳性"),
        ("ja", "nein", "ja"),
        ("Y", "N", "Y"), ("healthy", "ill", "ill"), ("benign", "malignant", "malignant"),
        ("ham", "spam", "spam"), ("合格", "不合格", "合格"), ("red", "blue", None),
        ("ok", "yes", "yes"),
    ],
)  # fmt: skip
def test_the_positive_one_of_two_classes(first, second, positive):
    assert telling_words.positive_of(first, second) == positive
    assert telling_words.positive_of(second, first) == positive


# -- anything --------------------------------------------------------------------------------------


def _cell(draw):
    kind = draw.randrange(7)
    return ["", "?", str(draw.randint(-3, 3)), f"{draw.gauss(0, 1e3):.3g}", draw.choice("abc"),
            f"t{draw.randint(0, 99)}", "7"][kind]  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_any_table_is_judged_and_what_is_proposed_can_be_built(seed, tmp_path):
    draw = random.Random(seed)
    n, d = draw.randint(1, 40), draw.randint(1, 6)
    kinds = [draw.randint(0, 3) for _ in range(d)]
    rows = []
    for i in range(n):
        cells = [str(i), draw.choice(["x", "y", ""]), f"{draw.gauss(0, 50):.2f}", _cell(draw)]
        rows.append(",".join(cells[kind] for kind in kinds))
    header = ",".join(draw.choice(["id", "a", "", "class", "price", "ü"]) for _ in range(d))
    path = tmp_path / "any.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    try:
        columns = read_columns(Source(path))
    except InputError:
        return
    found = propose(columns)
    assert len(found.columns) == len(columns.columns)
    if found.problem is not None:
        assert str(found.problem)
        return
    dataset = build_samples(table_scenario(path))
    assert (len(dataset.x), dataset.input_names) == (found.rows, found.names)
    useful = [c for c in found.columns if c.kind in ("number", "class") and c.role != "target"]
    if any(each.role == "input" for each in useful):
        assert not any(
            each.role == "input" and each.kind in ("identifier", "constant", "empty")
            for each in found.columns
        )


def test_a_reading_is_kept_whole():
    fields = {field.name: field.default for field in dataclasses.fields(TableReading)}
    assert {name: getattr(Reading(), name) for name in Reading.__struct_fields__} == fields
    reading = TableReading(" ", ",", 3, (1, 2), ("x",), 4, "dmy", "%", "Sheet", "A1:B9")
    assert reading_of(Data(reading=kept_reading(reading))) == reading


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"separator": "x"}, 'data.reading.separator = "x": must be one of'),
        ({"decimal": ";"}, "data.reading.decimal"),
        ({"dates": "xyz"}, "data.reading.dates"),
        ({"comment": "//"}, "data.reading.comment"),
        ({"header_row": 0}, "data.reading.header_row = 0: must be a whole number from 1"),
        ({"skipped_lines": (1, -4)}, "data.reading.skipped_lines = -4"),
    ],
)
def test_a_reading_that_cannot_be_followed_is_refused(values, said):
    with pytest.raises(InputError) as caught:
        check_scenario(Scenario(data=Data(reading=Reading(**values))))
    assert str(caught.value).startswith(said)


def test_many_correlated_inputs_get_a_smaller_rate(tmp_path):
    draw = random.Random(0)
    rows = []
    for _ in range(60):
        common = draw.gauss(0, 1)
        cells = [f"{100 * (common + 0.1 * draw.gauss(0, 1)):.2f}" for _ in range(30)]
        rows.append(",".join([*cells, f"{common:.3f}"]))
    path = tmp_path / "many.csv"
    path.write_text(",".join([*(f"a{i}" for i in range(30)), "y"]) + "\n" + "\n".join(rows))
    scenario = table_scenario(path)
    assert scenario.runs[0].learning_rate < 0.05
    experiment = Experiment(scenario)
    experiment.advance(50)
    assert experiment.trainers[0].losses.train_loss < 0.05


def test_cells_that_hold_no_number_are_named_with_their_text():
    text = "age,y\n" + "".join(f"{'old' if i == 4 else 20 + i},{i * 0.5}\n" for i in range(12))
    columns = columns_of(text)
    left_out = propose(columns).rows_left_out(columns)
    assert [(row.line, str(row.reason)) for row in left_out] == [
        (6, 'age = "old" is not a number.')
    ]


def test_large_numbers_in_front_of_a_table_without_names_are_names():
    draw = random.Random(4)
    rows = [
        f"{842302 + 7919 * i % 90000},{'MB'[i % 2]},{draw.gauss(14, 3):.2f},{draw.gauss(9, 1):.1f}"
        for i in range(40)
    ]
    found = proposed("\n".join(rows))
    assert (found.target, found.classes) == ("column 2", ("B", "M"))
    assert found.inputs == ("column 3", "column 4")
    assert column(found, "column 1").kind == "identifier"
    assert proposed("\n".join(row.replace(",", ".5,", 1) for row in rows)).inputs[0] == "column 1"
