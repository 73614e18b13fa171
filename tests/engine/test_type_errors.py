"""Faults of type are found here just where msgspec finds them, whatever its version says."""

import copy
import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossstudio.core.text import InputError
from lossstudio.engine.scenarios.scenario import Run, Scenario, to_dict
from lossstudio.engine.scenarios.scenario_file import parse_scenario
from lossstudio.engine.scenarios.type_errors import type_error

BROAD = {
    "data": {
        "dataset": "points",
        "points": [[0.5, 1.0], [2, 3]],
        "columns": ["a", "b"],
        "class_names": ["no", "yes"],
    },
    "runs": [
        {"loss_parameters": {"delta": 1.0}, "hidden_layers": [3, 2], "start": [0.0, 1]},
        {"batch_size": 4, "optimizer_parameters": {"beta": 0.5, "rate": 1}},
    ],
    "hidden": ["data"],
}

ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**63, -(2**64), 10**30, 10**308, 10**400, -(10**400), 1e300, 2.0])
    | st.floats(allow_nan=False)
    | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value, path=()):
    """Every place in `value`, itself first."""
    yield path
    if isinstance(value, dict | list):
        for name in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[name], (*path, name))


def complete():
    raw = to_dict(Scenario(runs=(Run(), Run())))
    for part, run in zip(raw["runs"], BROAD["runs"], strict=True):
        part |= copy.deepcopy(run)
    raw["data"] |= copy.deepcopy(BROAD["data"])
    return raw | {"hidden": ["data"]}


PLACES = sorted(set(places(complete())) - {()}, key=str)


def with_value(path, value):
    raw = complete()
    target = raw
    for name in path[:-1]:
        target = target[name]
    target[path[-1]] = value
    return raw


def test_the_complete_one_fits():
    assert msgspec.convert(complete(), Scenario)


@given(st.sampled_from(PLACES), ANY)
@settings(max_examples=500, deadline=None)
def test_what_msgspec_refuses_is_found_where_it_stands(path, value):
    raw = with_value(path, value)
    try:
        msgspec.convert(raw, Scenario)
    except (msgspec.ValidationError, SystemError):  # the latter before msgspec 0.22
        place = ".".join(map(str, path))
        message = str(type_error(raw))
        assert message.startswith(place)
        assert "must be" in message or "no such field" in message
        assert not message.endswith("must be an object") or not isinstance(value, dict)


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_what_msgspec_takes_has_no_fault(path):
    """Nothing is found in what fits: a fault put behind it is the one that is named."""
    taken = 0
    for value in (None, True, 0, 1.5, 10**30, "word", [], ["a"], [1], [[1.0]], {}, {"a": 1}):
        raw = with_value(path, value)
        try:
            msgspec.convert(raw, Scenario)
        except msgspec.ValidationError:
            continue
        taken += 1
        raw["hidden"] = [5]
        if path[0] != "hidden":
            assert str(type_error(raw)) == "hidden.0 = 5: must be text"
    assert taken


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "line 1, column 1"),
        ('{"format": 1,\n "steps": }', "line 2, column 11"),
        ('{"format": 1}\n\n x', "line 3, column 2"),
        ('{"format": NaN}', "NaN is not a finite number"),
        ('{"format": 1, "steps": -Infinity}', "-Infinity is not a finite number"),
        ('{"format": 1, "data": {"noise": 1e999}}', "1e999 is not a finite number"),
        ('{"format": 1, "title": "\\ud800"}', "a text contains half of a character"),
        ("[" * 200_000, "brackets are nested too deeply"),
    ],
    ids=lambda item: item[:30],
)
def test_where_json_is_wrong_is_said_in_our_words(content, reason):
    with pytest.raises(InputError) as caught:
        parse_scenario(content)
    assert str(caught.value) == f"not a scenario: no valid JSON ({reason})"


def test_a_number_of_5000_digits_is_named_and_cut_short():
    with pytest.raises(InputError) as caught:
        parse_scenario('{"format": 1, "steps": ' + "9" * 5000 + "}")
    assert str(caught.value).endswith("9… is not a finite number)")
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize(
    "content",
    [
        b"\x80",
        b'{"format": 1, "title": "\xff"}',
        b'{"format": 1, "title": "\xe4\xb8"}',
        b'{"format": 1, "title": "\xed\xa0\x80"}',
        b'\xef\xbb\xbf{"format": 1, "title": "\xc0\x80"}',
        json.dumps({"format": 1, "title": "损失"}, ensure_ascii=False).encode("gb18030"),
        '{"format": 1}'.encode("utf-32"),
        '{"format": 1, "title": "\udcff"}',
    ],
    ids=repr,
)
def test_text_that_is_not_utf_8_is_told_as_such_wherever_it_stands(content):
    with pytest.raises(InputError) as caught:
        parse_scenario(content)
    assert str(caught.value) == "not a scenario: must be text in UTF-8"
