"""A scenario as text in a chat."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossstudio.core.text import InputError
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.hiding import HIDEABLE, PANELS, SECTIONS, hideable_name
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import load_scenario, parse_scenario, presets
from lossstudio.engine.scenarios.sharing import from_text, holds_scenario, to_text

POINTS = Scenario(
    title='A "quoted" title, “typographically” too {not JSON}',
    data=Data(dataset="points", points=((0.5, 1.25), (1.0, -3e-300), (2.0, 0.1))),
    runs=(Run(loss="huber", loss_parameters={"delta": 0.3}), Run(name="另一个", l2=0.125)),
    hidden=("samples", "data.noise"),
)


@pytest.mark.parametrize("name", presets())
def test_every_preset_survives(name):
    scenario = load_scenario(presets()[name])
    assert from_text(to_text(scenario)) == scenario


@pytest.mark.parametrize(
    "wrap",
    [
        "{}",
        "Look at this one:\n\n{}\n\nBye {{ :-}}",
        "```json\n{}\n```",
        "> {}",
        ">> > {}",
        "\ufeff{}",
        "{{}} {{nothing}} {}",
    ],
)
def test_it_is_found_in_what_stands_around_it(wrap):
    assert from_text(wrap.format(to_text(POINTS))) == POINTS


def test_a_chat_may_have_changed_the_quotation_marks_and_spaces():
    scenario = Scenario(data=Data(noise=0.7))
    text = to_text(scenario).replace('"', "“").replace(":", ":\u00a0")
    assert holds_scenario(text)
    assert from_text(text) == scenario


def test_it_is_short_and_names_what_matters():
    text = to_text(Scenario())
    assert len(text) < 200
    assert json.loads(text)["runs"] == [
        {"loss": "mse", "model": "linear", "optimizer": "gradient_descent", "learning_rate": 0.1}
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no valid JSON"),
        ("just words", "no valid JSON"),
        ('{"a": 1}', '"format"'),
        ('{"format": 99}', "newer version"),
        ('{"format": 1, "runs": [{"loss": "nonsense"}]}', "runs.0.loss"),
        ('{"format": 1, "data": {"noise": -1}}', "data.noise"),
        ("x" * 2_000_001, "too long"),
        ('{"a":' * 400_000, "no valid JSON"),
        ("{" * 1_000_000, "no valid JSON"),
    ],
)
def test_what_is_no_scenario_is_refused_in_one_sentence(text, reason):
    with pytest.raises(InputError) as caught:
        from_text(text)
    assert reason in str(caught.value)


@given(st.text(max_size=200))
def test_no_text_does_anything_else(text):
    with contextlib.suppress(InputError):
        from_text(text)


# -- what a scenario hides ------------------------------------------------------------------------


def test_what_is_hidden_is_checked_by_name():
    with pytest.raises(InputError) as caught:
        parse_scenario('{"format": 1, "hidden": ["fit", "runs.0.l2"]}')
    assert "hidden.1" in str(caught.value)
    assert "runs.l2" in str(caught.value)
    assert with_values(Scenario(), [("hidden", ["fit"])]).hidden == ("fit",)


def test_every_hideable_name_stands_once():
    assert len(set(HIDEABLE)) == len(HIDEABLE)
    assert "controls" in PANELS
    fields = {path for path, field in FIELDS.items() if field.section}
    assert fields == set(HIDEABLE) - set(PANELS) - set(SECTIONS)
    without = {path for path, field in FIELDS.items() if field.part and not field.section}
    assert {path.rpartition(".")[2] for path in without} == {
        "file", "encoding", "points", "columns", "point_names", "class_names", "name",
        "test_rows", "validation_rows", "reading", "positive_class", "categories",
    }  # fmt: skip
    assert hideable_name("runs.3.loss_parameters.delta") == "runs.loss_parameters"
    assert hideable_name("runs.0.hidden_layers.1") in fields
    assert hideable_name("data.noise") in fields
