"""``--set PATH=VALUE``: what it reads, what it changes, what it refuses."""

import msgspec
import pytest

from lossstudio.core.text import InputError
from lossstudio.engine.scenarios.assignments import parse_assignment, with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario


def after(*texts, scenario=None):
    """The scenario (by default the plain one) after these assignments."""
    return with_values(scenario or Scenario(), map(parse_assignment, texts))


def error_after(*texts, scenario=None):
    with pytest.raises(InputError) as caught:
        after(*texts, scenario=scenario)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_the_examples_of_the_contract():
    scenario = after(
        "data.noise=0.3",
        "runs.0.loss=huber",
        "runs.0.loss_parameters.delta=0.5",
        "steps=500",
        "runs.0.hidden_layers=[4,4]",
    )
    run = Run(loss="huber", loss_parameters={"delta": 0.5}, hidden_layers=(4, 4))
    assert scenario == Scenario(data=Data(noise=0.3), runs=(run,), steps=500)


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("a=1", "a", 1),
        ("a=1.5e3", "a", 1500.0),
        ("a=null", "a", None),
        ("a=true", "a", True),
        ("a=[1, 2]", "a", [1, 2]),
        ('a={"b": 1}', "a", {"b": 1}),
        ('a="1"', "a", "1"),
        ("a=huber", "a", "huber"),
        ("a=b=c", "a", "b=c"),
        ("a=", "a", ""),
        ("a= x ", "a", " x "),
        ("a=NaN", "a", "NaN"),
        ("a=1e999", "a", "1e999"),
        ("a=[1,", "a", "[1,"),
        ("a=损失", "a", "损失"),
        ("a=" + "[" * 100_000, "a", "[" * 100_000),
    ],
    ids=lambda item: str(item)[:20],
)
def test_a_value_is_json_or_else_text(text, path, value):
    assert parse_assignment(text) == (path, value)
    assert type(parse_assignment(text)[1]) is type(value)


@pytest.mark.parametrize("text", ["", "steps", "=5", "=", "data.noise 0.3"])
def test_what_is_no_assignment(text):
    with pytest.raises(InputError, match=r"^--set \".*\": must be PATH=VALUE"):
        parse_assignment(text)


def test_text_that_is_not_utf8_is_refused():
    with pytest.raises(InputError, match=r"^--set \"title=\?\": must be UTF-8"):
        parse_assignment("title=\udcff")


def test_parts_of_lists_and_dictionaries():
    assert after("runs.0.hidden_layers.1=3").runs[0].hidden_layers == (8, 3)
    points = Scenario(data=Data(dataset="points", points=((0.0, 1.0), (1.0, 2.0))))
    assert after("data.points.1.0=5", scenario=points).data.points == ((0.0, 1.0), (5.0, 2.0))
    two = Scenario(runs=(Run(), Run()))
    assert after("runs.1.seed=4", scenario=two).runs == (Run(), Run(seed=4))
    assert after('runs=[{"loss":"mae"},{}]').runs == (Run(loss="mae"), Run())
    assert after("data={}", scenario=Scenario(data=Data(seed=9))).data == Data()


def test_what_was_given_in_part_can_be_set_further():
    assert after("runs=[{},{}]", "runs.1.learning_rate=1").runs[1].learning_rate == 1
    assert after('runs.0={"seed":3}', "runs.0.loss=mae").runs == (Run(seed=3, loss="mae"),)
    assert after("data={}", "data.noise=1").data.noise == 1


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("noise", "noise"),
        ("data.nois", "nois"),
        ("data.noise.x", "x"),
        ("runs.1.loss", "1"),
        ("runs.-1.loss", "-1"),
        ("runs.1", "1"),
        ("runs.x.loss", "x"),
        ("runs.0.0.loss", "0"),
        ("runs.99999999999999999999.loss", "99999999999999999999"),
        ("runs..loss", ""),
        ("data.", ""),
        (".data", ""),
        (".", ""),
        ("runs.0.hidden_layers.2", "2"),
        ("runs.0.loss_parameters.delta.x", "delta"),
        ("data\n.noise", "data"),
        ("x" * 3000, "x" * 56),
    ],
)
def test_a_path_that_leads_nowhere_says_where_it_ends(path, part):
    message = error_after(f"{path}=1")
    assert f'there is no "{part}' in message
    assert message.startswith(" ".join(path.split())[:40] + ("" if len(path) > 40 else ": "))
    assert "what there is: " in message
    assert len(message) < 500


def test_what_there_is_is_listed():
    assert error_after("runs.3.loss=mae").endswith("what there is: 0")
    assert "there is: dataset, file, encoding, reading, columns" in error_after("data.x=1")
    assert error_after("steps.x=1").endswith("what there is: –")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("steps=abc", 'steps = "abc": must be a whole number from 0 to 1000000000'),
        ("data.noise=1e999", 'data.noise = "1e999": must be a number from 0 to 10'),
        ("data.noise=", 'data.noise = "": must be'),
        ("runs.0.learning_rate=-1", "runs.0.learning_rate = -1.0: must be"),
        ("runs.0.loss_parameters.delta=1", "mse has no such parameter; it has: –"),
        ("runs.0.loss_parameters=5", "runs.0.loss_parameters = 5: must be an object"),
        ("format=2", "format = 2: this program reads format 1"),
        ("runs=[]", "runs: 0 runs"),
        ("runs=5", "runs = 5: keeps so many of the first runs, from 1 to 1"),
        ("data.dataset=csv", "data.file: must be given"),
        ('runs.0.loss=["huber"]', 'runs.0.loss = ["huber"]: must be text'),
        ('data={"nois":1}', "data.nois: no such field"),
    ],
)
def test_values_are_checked_as_in_a_file(text, expected):
    assert expected in error_after(text)


def test_an_error_is_an_error_whatever_is_set_after_it():
    message = error_after("runs.0.loss_parameters=5", "runs.0.loss=huber")
    assert message == "runs.0.loss_parameters = 5: must be an object"


@pytest.mark.parametrize(
    ("field", "before", "parameters", "new", "kept"),
    [
        ("loss", "huber", {"delta": 2.0}, "mae", {}),
        ("loss", "huber", {"delta": 2.0}, "huber", {"delta": 2.0}),
        ("optimizer", "momentum", {"beta": 0.5}, "nesterov", {"beta": 0.5}),
        ("optimizer", "momentum", {"beta": 0.5}, "adam", {}),
        ("optimizer", "adam", {"beta1": 0.5, "epsilon": 0.1}, "rmsprop", {"epsilon": 0.1}),
        ("schedule", "cosine", {"period": 50.0}, "constant", {}),
    ],
)
def test_another_kind_keeps_the_parameters_that_it_has(field, before, parameters, new, kept):
    run = Run(**{field: before, f"{field}_parameters": parameters})
    changed = after(f"runs.0.{field}={new}", scenario=Scenario(runs=(run, run))).runs
    assert getattr(changed[0], field) == new
    assert getattr(changed[0], f"{field}_parameters") == kept
    assert changed[1] == run


def test_parameters_may_come_before_their_loss():
    run = after("runs.0.loss_parameters.delta=0.5", "runs.0.loss=huber").runs[0]
    assert run == Run(loss="huber", loss_parameters={"delta": 0.5})


def test_an_unknown_loss_leaves_the_message_about_the_loss():
    huber = Scenario(runs=(Run(loss="huber", loss_parameters={"delta": 2.0}),))
    assert 'runs.0.loss = "hubert": must be one of' in error_after(
        "runs.0.loss=hubert", scenario=huber
    )


def test_the_scenario_that_is_changed_stays_as_it_was():
    scenario = Scenario(runs=(Run(loss="huber", loss_parameters={"delta": 2.0}),))
    after("runs.0.loss=mae", "data.noise=1", scenario=scenario)
    assert scenario == Scenario(runs=(Run(loss="huber", loss_parameters={"delta": 2.0}),))


def test_many_points_are_kept_as_they_are_when_something_else_changes():
    """The same object: a million of them, written and read again, would take a second."""
    many = Scenario(data=Data(dataset="points", points=((0.0, 1.0),) * 1000))
    changed = after("data.test_fraction=0.5", scenario=many)
    assert changed.data.points is many.data.points
    assert changed == msgspec.structs.replace(
        many, data=msgspec.structs.replace(many.data, test_fraction=0.5)
    )
    assert after("data.points=[[1,2],[3,4]]", scenario=many).data.points == ((1.0, 2.0), (3.0, 4.0))
    assert after("data.points=null", "data.dataset=line", scenario=many).data.points is None


def test_a_file_becomes_the_data():
    assert after("data.file=t.csv").data == Data(dataset="csv", file="t.csv")
    assert after("data.file=t.csv", 'data.columns=["x","y"]').data.dataset == "csv"
    assert after("data.file=t.csv", "data.dataset=sine").data.dataset == "sine"
    assert after("data.dataset=sine", "data.file=t.csv").data.dataset == "sine"
    assert after("data.file=null").data == Data()
    started = Scenario(runs=(Run(start=(1.0, 2.0)),))
    assert after("data.file=t.csv", scenario=started).runs[0].start is None
