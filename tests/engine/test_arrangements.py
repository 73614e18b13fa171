"""What a scenario may ask of the window."""

import json

import pytest

from lossstudio.core.text import InputError
from lossstudio.engine.scenarios.scenario import Scenario, as_written
from lossstudio.engine.scenarios.scenario_file import load_scenario, parse_scenario, presets
from lossstudio.engine.window.arrangements import (
    NAMED,
    check_arrangement,
    check_speed,
    note_on_panels,
    pictures_of,
    unknown_panels,
)
from lossstudio.engine.window.panels import hideable_panels

STACK = {"tabs": ["fit", "loss"], "front": "loss"}


@pytest.mark.parametrize(
    "value",
    [
        None,
        *NAMED,
        {"root": STACK},
        {"mode": "simple", "root": {"split": "rows", "parts": [STACK, {"tabs": ["network"]}]}},
        {"root": {"split": "columns", "shares": [1, 2.5], "parts": [STACK, {"tabs": ["code"]}]}},
    ],
)
def test_what_is_allowed(value):
    check_arrangement(value)
    scenario = Scenario(arrangement=value)
    assert as_written(scenario).get("arrangement") == value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("network2", ["arrangement", "network2", *NAMED]),
        ({}, ["arrangement.root"]),
        ({"root": STACK, "floating": []}, ["mode, root"]),
        ({"mode": "expert", "root": STACK}, ["arrangement.mode", "simple, studio"]),
        ({"root": {"tabs": []}}, ["arrangement.root.tabs", "at least 1"]),
        ({"root": {"tabs": ["fit", "fit"]}}, ["root.tabs.1", "has a place already"]),
        ({"root": {"tabs": [3]}}, ["root.tabs.0", "3"]),
        ({"root": {"tabs": ["fit"], "front": "loss"}}, ["loss", "one of fit"]),
        ({"root": {"split": "diagonal", "parts": [STACK, STACK]}}, ["root.split", "columns, rows"]),
        ({"root": {"split": "rows", "parts": [STACK]}}, ["root.parts", "at least 2"]),
        (
            {"root": {"split": "rows", "shares": [1, -1], "parts": [STACK, {"tabs": ["code"]}]}},
            ["root.shares", "2 positive numbers"],
        ),
    ],
)
def test_what_is_wrong_is_named(value, said):
    with pytest.raises(InputError) as error:
        check_arrangement(value)
    assert all(part in str(error.value) for part in said), str(error.value)


def test_splits_within_one_another_end_somewhere():
    node = STACK
    for name in ("code", *["shape"] * 5000):
        node = {"split": "rows", "parts": [node, {"tabs": [name]}]}
    with pytest.raises(InputError, match="at most 10 splits"):
        check_arrangement({"root": node})


@pytest.mark.parametrize("value", [None, "max", 1, 0.5, 1000.0])
def test_speeds(value):
    check_speed(value)


@pytest.mark.parametrize("value", ["fast", 0, -1.0, float("nan"), 1e9])
def test_no_speeds(value):
    with pytest.raises(InputError, match="max"):
        check_speed(value)


def test_a_file_of_before_has_neither():
    scenario = parse_scenario('{"format": 1}')
    assert scenario.arrangement is None
    assert scenario.speed is None
    assert {"arrangement", "speed"}.isdisjoint(as_written(scenario))


@pytest.mark.parametrize("layout", NAMED.values(), ids=NAMED)
def test_the_named_ones_have_two_or_three_pictures_that_there_are(layout):
    names = (*layout.pictures, *layout.behind)
    assert len(layout.pictures) in (2, 3)
    assert len(set(names)) == len(names)
    assert set(names) <= set(hideable_panels())


TOMORROW = {
    "root": {
        "split": "rows",
        "parts": [{"tabs": ["hologram", "fit"]}, {"tabs": ["loss", "lesson"], "front": "loss"}],
    }
}


def test_panels_of_a_newer_version_are_no_error_and_are_named():
    scenario = parse_scenario(json.dumps({"format": 1, "arrangement": TOMORROW}))
    assert as_written(scenario)["arrangement"] == TOMORROW
    assert unknown_panels(scenario.arrangement) == ("hologram", "lesson")
    assert '"hologram", "lesson"' in str(note_on_panels(scenario.arrangement))


@pytest.mark.parametrize("value", [None, *NAMED, {"root": STACK}])
def test_of_panels_that_there_are_nothing_is_said(value):
    assert note_on_panels(value) is None


def test_the_pictures_in_sight():
    assert pictures_of(None) == ()
    assert pictures_of("network") == ("fit", "loss", "network")
    assert pictures_of({"root": STACK}) == ("loss",)
    assert pictures_of(TOMORROW) == ("fit", "loss")


def test_presets_with_a_network_show_it():
    for path in presets().values():
        scenario = load_scenario(path)
        if scenario.runs[0].model == "mlp":
            assert scenario.arrangement == "network"
