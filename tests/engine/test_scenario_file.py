"""Scenario files: what is written comes back; whatever else is read gives one clear sentence."""

import errno
import json
import os
import shutil
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import ACTIVATIONS, INITIALIZATIONS, MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.parameters import shown
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.tasks import tasks_for
from lossstudio.core.text import InputError
from lossstudio.engine.data.samples import build_samples
from lossstudio.engine.files.json_keys import repeated_key
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios import scenario_file
from lossstudio.engine.scenarios.assignments import parse_assignment, with_values
from lossstudio.engine.scenarios.fields.fields import DATA_FIELDS, RUN_FIELDS
from lossstudio.engine.scenarios.scenario import Data, Reading, Run, Scenario, Stop, to_dict
from lossstudio.engine.scenarios.scenario_file import (
    find_scenario,
    from_dict,
    load_scenario,
    parse_scenario,
    presets,
    save_scenario,
)
from lossstudio.engine.scenarios.sharing import from_text


def numbers(parameter):
    """Every number that a parameter takes."""
    low, high = parameter.minimum, parameter.maximum
    if parameter.integer:
        return st.integers(int(low), int(high))
    return st.floats(low, high) | st.sampled_from([low, high, parameter.default])


def some_of(parameters):
    """Values for any of these hyperparameters."""
    return st.fixed_dictionaries({}, optional={p.name: numbers(p).map(float) for p in parameters})


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def scenarios(draw):
    """Any scenario that is valid."""
    fields = {name: draw(numbers(field)) for name, field in DATA_FIELDS.items()}
    dataset = draw(st.sampled_from([*DATASETS, "points", "csv"]))
    rows = st.lists(st.tuples(st.floats(-1e9, 1e9), st.floats(-9, 9)), min_size=1, max_size=5)
    data = Data(
        **fields,
        dataset=dataset,
        file="/data/a table.csv" if dataset == "csv" else None,
        points=tuple(draw(rows)) if dataset == "points" else None,
    )
    tasks = tasks_for(len(DATASETS[dataset].classes)) if dataset in DATASETS else ()
    fitting = [name for name, loss in LOSSES.items() if not tasks or loss.task in tasks]
    runs = []
    for _ in range(draw(st.integers(1, 3))):
        loss = draw(st.sampled_from(fitting))
        optimizer = draw(st.sampled_from(list(OPTIMIZERS)))
        schedule = draw(st.sampled_from(list(SCHEDULES)))
        batch = draw(st.none() | numbers(RUN_FIELDS["batch_size"]))
        plain = {n: draw(numbers(f)) for n, f in RUN_FIELDS.items() if n != "batch_size"}
        runs.append(
            Run(
                **plain,
                name=draw(TEXT),
                batch_size=batch,
                loss=loss,
                loss_parameters=draw(some_of(LOSSES[loss].parameters)),
                optimizer=optimizer,
                optimizer_parameters=draw(some_of(OPTIMIZERS[optimizer].parameters)),
                schedule=schedule,
                schedule_parameters=draw(some_of(SCHEDULES[schedule].parameters)),
                model=draw(st.sampled_from(list(MODELS))),
                bias=draw(st.booleans()),
                hidden_layers=tuple(draw(st.lists(st.integers(1, 32), max_size=3))),
                activation=draw(st.sampled_from(list(ACTIVATIONS))),
                initialization=draw(st.sampled_from(list(INITIALIZATIONS))),
                reduction=draw(st.sampled_from(["mean", "sum"])),
            )
        )
    return Scenario(
        title=draw(TEXT), data=data, runs=tuple(runs), steps=draw(st.integers(0, 10**9))
    )


def error_of(content):
    """The message about `content`, bytes or something to write as JSON."""
    if not isinstance(content, bytes | str):
        content = json.dumps(content)
    with pytest.raises(InputError) as caught:
        parse_scenario(content)
    message = str(caught.value)
    assert "\n" not in message
    return message


# -- there and back ------------------------------------------------------------------------------


@given(scenarios())
@settings(max_examples=60, deadline=None)
def test_what_is_saved_is_what_is_loaded(tmp_path_factory, scenario):
    path = tmp_path_factory.getbasetemp() / "round trip.lossstudio"
    save_scenario(scenario, path)
    assert load_scenario(path) == scenario
    assert from_dict(to_dict(scenario)) == scenario


def test_a_saved_file_holds_every_field_of_the_contract(tmp_path):
    save_scenario(Scenario(), tmp_path / "s.lossstudio")
    raw = json.loads((tmp_path / "s.lossstudio").read_text(encoding="utf-8"))
    assert list(raw) == ["format", "title", "data", "runs", "steps", "hidden"]
    assert set(raw["data"]) == {
        "dataset",
        "file",
        "encoding",
        "columns",
        "points",
        "point_names",
        "class_names",
        "n_samples",
        "noise",
        "seed",
        "outlier_fraction",
        "outlier_strength",
        "test_fraction",
    }
    assert set(raw["runs"][0]) >= {
        "name",
        "loss",
        "loss_parameters",
        "model",
        "degree",
        "bias",
        "hidden_layers",
        "activation",
        "initialization",
        "optimizer",
        "optimizer_parameters",
        "learning_rate",
        "schedule",
        "batch_size",
        "reduction",
        "l1",
        "l2",
        "seed",
    }


def test_missing_fields_take_their_defaults():
    assert parse_scenario('{"format": 1}') == Scenario()
    scenario = parse_scenario('{"format": 1, "runs": [{}, {"loss": "mae"}], "data": {"seed": 3}}')
    assert scenario == Scenario(data=Data(seed=3), runs=(Run(), Run(loss="mae")))


@pytest.mark.parametrize("name", presets())
def test_every_preset_loads(name):
    assert find_scenario(name) == load_scenario(presets()[name])
    assert find_scenario(name).title


def test_two_spirals_are_learnt_within_a_thousand_steps():
    """At full speed these take a few seconds in the window, also on a slow computer."""
    scenario = find_scenario("spirals_network")
    assert scenario.speed == "max"
    experiment = Experiment(scenario)
    experiment.advance(1000)
    trainer = experiment.trainers[0]
    train = slice(trainer.objective.n_train)
    dataset = trainer.objective.dataset
    said = trainer.objective.predict_raw(trainer.theta, dataset.x[train])[:, 0] > 0
    assert np.mean(said == dataset.target[train]) >= 0.95


def test_text_and_line_ends_of_any_editor(tmp_path):
    text = json.dumps({"format": 1, "title": "损失 ℓ"}, indent=2, ensure_ascii=False)
    path = tmp_path / "s.lossstudio"
    for written in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        path.write_bytes(written.encode())
        assert load_scenario(path).title == "损失 ℓ"
        assert parse_scenario(written).title == "损失 ℓ"


# -- one wrong field -----------------------------------------------------------------------------

VALUES = {
    "null": None,
    "true": True,
    "word": "word",
    "1": 1,
    "1.5": 1.5,
    "-1": -1,
    "huge": 10**30,
    "gigantic": 10**400,
    "[]": [],
    "[a]": ["a"],
    "{}": {},
    "{a: a}": {"a": "a"},
}
FITTING = {
    "format": {"1"},
    "title": {"word"},
    "data": {"{}"},
    "data.dataset": set(),
    "data.file": {"null", "word"},
    "data.encoding": {"null"},
    "data.reading": {"null", "{}"},
    "data.reading.separator": {"null"},
    "data.reading.header_row": {"null", "1"},
    "data.columns": {"null"},
    "data.points": {"null", "[]"},
    "data.point_names": {"null"},
    "data.class_names": {"null", "[a]"},
    "data.positive_class": {"null", "word", "1", "-1", "huge", "gigantic"},
    "data.categories": set(),
    "data.n_samples": set(),
    "data.noise": {"1", "1.5"},
    "data.seed": {"1"},
    "data.outlier_fraction": set(),
    "data.outlier_strength": {"1", "1.5"},
    "data.outliers_in": set(),
    "data.label_noise": {"1"},
    "data.features": {"[]"},
    "data.test_fraction": set(),
    "data.split": set(),
    "data.test_rows": {"null", "[]"},
    "data.validation_fraction": set(),
    "data.validation_rows": {"null", "[]"},
    "runs": set(),
    "runs.0": {"{}"},
    "runs.0.name": {"word"},
    "runs.0.loss": set(),
    "runs.0.formula": set(),
    "runs.0.loss_parameters": {"{}"},
    "runs.0.loss_parameters.delta": {"1", "1.5"},
    "runs.0.model": set(),
    "runs.0.degree": {"1"},
    "runs.0.bias": {"true"},
    "runs.0.standardize": {"null"},
    "runs.0.hidden_layers": {"[]"},
    "runs.0.hidden_layers.1": {"1"},
    "runs.0.activation": set(),
    "runs.0.initialization": set(),
    "runs.0.model_parameters": {"{}"},
    "runs.0.optimizer": set(),
    "runs.0.optimizer_parameters": {"{}"},
    "runs.0.optimizer_parameters.beta": set(),
    "runs.0.learning_rate": {"1", "1.5"},
    "runs.0.schedule": set(),
    "runs.0.schedule_parameters": {"{}"},
    "runs.0.schedule_parameters.decay": {"1"},
    "runs.0.batch_size": {"null", "1"},
    "runs.0.reduction": set(),
    "runs.0.class_weights": set(),
    "runs.0.batch_order": set(),
    "runs.0.l1": {"1", "1.5"},
    "runs.0.l2": {"1", "1.5"},
    "runs.0.seed": {"1"},
    "runs.0.start": {"null", "[]"},
    "runs.0.fixed": {"[]", "[a]"},
    "steps": {"1"},
    "hidden": {"[]"},
    "arrangement": {"null"},
    "speed": {"null", "1", "1.5"},
    "stop": {"null", "{}"},
    "stop.train_loss": {"null", "1", "1.5", "-1"},
    "stop.gradient_norm": {"null", "1", "1.5"},
    "stop.converged": {"true"},
    "stop.validation_patience": {"null", "1"},
}
CASES = [(path, name) for path in FITTING for name in VALUES if name not in FITTING[path]]


def complete():
    """A scenario as JSON with every kind of part in it."""
    run = Run(
        loss="huber",
        loss_parameters={"delta": 2.0},
        optimizer="momentum",
        optimizer_parameters={"beta": 0.5},
        schedule="exponential",
        schedule_parameters={"decay": 0.99},
    )
    return to_dict(Scenario(data=Data(reading=Reading()), runs=(run,), stop=Stop()))


def put(raw, path, value):
    *parents, last = path.split(".")
    for name in parents:
        raw = raw[int(name)] if isinstance(raw, list) else raw[name]
    raw[int(last) if isinstance(raw, list) else last] = value


def test_the_table_of_fields_is_complete():
    fields = {f"data.{f.name}" for f in msgspec.structs.fields(Data)}
    fields |= {f"runs.0.{f.name}" for f in msgspec.structs.fields(Run)}
    fields |= {f.name for f in msgspec.structs.fields(Scenario)}
    assert fields <= FITTING.keys()


@pytest.mark.parametrize("path", FITTING)
def test_values_that_fit_are_taken(path):
    for name in FITTING[path]:
        raw = complete()
        put(raw, path, VALUES[name])
        parse_scenario(json.dumps(raw))


@pytest.mark.parametrize(("path", "name"), CASES)
def test_a_value_that_does_not_fit_is_named_with_its_field(path, name):
    raw = complete()
    put(raw, path, VALUES[name])
    message = error_of(raw)
    assert message.startswith(path)
    assert len(message) < 500
    value = VALUES[name]
    if not isinstance(value, list | dict):
        written = {shown(value)}
        if name in ("1", "-1", "huge"):  # a number's field shows it as its own type
            written.add(shown(float(value)))
        assert any(f"{path} = {text}: " in message for text in written)
    # What would do instead is said.
    assert any(
        word in message
        for word in ("must be", "fields are", "it has", "has 1 to 12", "reads format 1", "allowed")
    )


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("runs.0.learning_rate", 0, "must be a number from 1e-8 to 1000"),
        ("runs.0.learning_rate", 1001, "runs.0.learning_rate = 1001.0: must be"),
        ("data.noise", -0.1, "data.noise = -0.1: must be a number from 0 to 10"),
        ("data.n_samples", 2.5, "must be a whole number from 2 to 1000000"),
        ("runs.0.batch_size", "all", "must be null or a whole number from 1 to 1000000"),
        ("runs.0.hidden_layers", [4, 4, 4, 4], "at most 3 layers"),
        ("runs.0.hidden_layers.1", 33, "runs.0.hidden_layers.1 = 33: must be a whole number from"),
        ("runs.0.loss", "hubert", 'runs.0.loss = "hubert": must be one of mse, mae, huber'),
        ("runs.0.loss_parameters.delta", None, "runs.0.loss_parameters.delta = null: must be"),
        ("runs.0.loss_parameters.delta", "x", 'delta = "x": must be a number'),
        ("runs.0.loss_parameters.tau", 0.5, "huber has no such parameter; it has: delta"),
        ("data.dataset", "csv", "data.file: must be given"),
        ("data.dataset", "points", "data.points: must be given"),
        ("runs.0.bias", "yes", 'runs.0.bias = "yes": must be true or false'),
        ("data.file", 5, "data.file = 5: must be text or null"),
        ("data.points", [[1, "a"]], 'data.points.0.1 = "a": must be a number'),
    ],
)
def test_messages_say_what_is_allowed(path, value, expected):
    raw = complete()
    put(raw, path, value)
    assert expected in error_of(raw)


def test_a_loss_for_another_task_is_refused_with_those_that_fit():
    message = error_of({"format": 1, "runs": [{}, {"loss": "hinge"}]})
    assert message.startswith('runs.1.loss = "hinge": does not fit the data "line"; what fits: mse')
    assert "hinge" not in message.partition("fits:")[2]


@pytest.mark.parametrize(
    ("where", "known"),
    [("", "format, title"), ("data.", "dataset, file"), ("runs.0.", "name, loss, formula")],
)
@pytest.mark.parametrize(
    "name", ["learnig_rate", "a - at b", "a` - at `$.data", "two\nlines", "x" * 2000, "", "é ` '"]
)
def test_an_unknown_field_is_named_with_the_ones_there_are(where, known, name):
    raw = complete()
    target = {"": raw, "data.": raw["data"], "runs.0.": raw["runs"][0]}[where]
    target[name] = 1
    message = error_of(raw)
    assert message.startswith(where + " ".join(name.split())[:40])
    assert "no such field; the fields are: " + known in message
    assert len(message) < 500


def test_how_many_runs_there_may_be():
    runs = [{}] * 12
    assert len(parse_scenario(json.dumps({"format": 1, "runs": runs})).runs) == 12
    assert error_of({"format": 1, "runs": [{}] * 13}) == "runs: 13 runs; a scenario has 1 to 12"
    assert error_of({"format": 1, "runs": []}) == "runs: 0 runs; a scenario has 1 to 12"


@pytest.mark.parametrize("written", [2, 10**30])
def test_a_newer_format_is_told_as_such(written):
    message = error_of({"format": written, "something": "new"})
    assert message == (
        f"format = {written}: written by a newer version of LossStudio; this one reads format 1"
    )


@pytest.mark.parametrize("raw", [[], {}, "text", 5, None, True, {"data": {}}, [{"format": 1}]])
def test_other_json_is_no_scenario(raw):
    assert error_of(json.dumps(raw)).startswith('not a scenario: a JSON object with "format": 1')


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe{\x00}\x00",
        '{"format": 1}'.encode("utf-16"),
        '{"format": 1, "title": "é"}'.encode("latin-1"),
    ],
)
def test_text_in_another_encoding(content):
    assert error_of(content) == "not a scenario: must be text in UTF-8"


def test_too_many_runs_are_refused_before_they_are_made(monkeypatch):
    monkeypatch.setattr(msgspec, "convert", lambda *_: pytest.fail("made"))
    content = json.dumps({"format": 1, "runs": [{}] * 13})
    assert error_of(content) == "runs: 13 runs; a scenario has 1 to 12"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" ",
        b"{",
        b'{"format": 1,}',
        b'{"format": NaN}',
        b'{"format": 1, "steps": Infinity}',
        b'{"format": 1, "data": {"noise": 1e999}}',
        b'{"format": 1, "steps": ' + b"9" * 5000 + b"}",
        b'{"format": 1, "title": "\\ud800"}',
        b'{"format": 1, "title": "\x00"}',
        b'{"format": 1} {"format": 1}',
        b"[" * 200_000,
        b'{"format": 1, "data": ' + b'{"a": ' * 100_000 + b"1" + b"}" * 100_001,
    ],
    ids=lambda content: repr(content[:30]),
)
def test_what_is_no_json_is_told_as_such(content):
    assert error_of(content).startswith("not a scenario: no valid JSON (")


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_random_bytes_are_no_scenario(content):
    with pytest.raises(InputError):
        parse_scenario(content)


@given(st.sampled_from(sorted(FITTING)), ANY_JSON)
@settings(max_examples=200, deadline=None)
def test_random_json_in_a_field_fits_or_is_refused(path, value):
    raw = complete()
    put(raw, path, value)
    content = msgspec.json.encode(raw)
    try:
        scenario = parse_scenario(content)
    except InputError:
        return
    assert from_dict(to_dict(scenario)) == scenario


# -- files ---------------------------------------------------------------------------------------


def error_at(path):
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_files_that_cannot_be_read(tmp_path):
    (tmp_path / "plain").write_text("", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    paths = {
        tmp_path / "missing.lossstudio": "No such file or directory",
        tmp_path: "Is a directory",
        tmp_path / "plain" / "below": "Not a directory",
        tmp_path / "loop": "Too many levels of symbolic links",
        tmp_path / ("x" * 300): "File name too long",
    }
    for path, reason in paths.items():
        assert error_at(path) == f"{path}: {reason}"


def test_an_error_in_a_file_names_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = Path("my.lossstudio")
    path.write_text('{"format": 1, "steps": -1}', encoding="utf-8")
    assert error_at(path) == (
        "my.lossstudio: steps = -1: must be a whole number from 0 to 1000000000"
    )
    path.write_bytes(b"")
    assert error_at(path).startswith("my.lossstudio: not a scenario: no valid JSON")


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path, monkeypatch):
    path = tmp_path / "large.lossstudio"
    with path.open("wb") as file:
        file.truncate(10**12)  # takes no room
    assert error_at(path).endswith("too large; a scenario has at most 20 MB")
    monkeypatch.setattr(scenario_file, "MAX_BYTES", 13)
    path.write_bytes(b'{"format": 1}')
    assert load_scenario(path) == Scenario()
    path.write_bytes(b'{"format": 1} ')
    assert "too large" in error_at(path)


def test_what_is_neither_a_preset_nor_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("articel", "x" * 300):
        with pytest.raises(InputError, match=r"no such file or preset; the presets are: article"):
            find_scenario(name)
    for name in ("articel.lossstudio", "./articel", "x" * 300 + ".lossstudio"):
        with pytest.raises(InputError, match=r": (No such file|File name too long)"):
            find_scenario(name)
    Path("plain").write_text('{"format": 1, "steps": 7}', encoding="utf-8")
    assert find_scenario("plain").steps == 7


def listing(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "s.lossstudio"
    save_scenario(Scenario(steps=1), path)
    old = path.read_bytes()

    def no_room(handle):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(OSError, match="no room"):
        save_scenario(Scenario(steps=2), path)
    assert path.read_bytes() == old
    with pytest.raises(OSError, match="no room"):
        save_scenario(Scenario(steps=2), tmp_path / "new.lossstudio")
    assert listing(tmp_path) == ["s.lossstudio"]


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("data.point_names", ["a", "b"]),
        ("data.point_names", ["a", "a", "b"]),
        ("data.point_names", ["a", "", "b"]),
        ("data.class_names", []),
        ("data.class_names", ["a", "a"]),
    ],
)
def test_names_of_points_have_to_be_as_many_and_different(path, wrong):
    points = [[1, 2, 0], [3, 4, 1], [5, 6, 1]]
    start = [("data.dataset", "points"), ("data.points", points), ("data.test_fraction", 0)]
    scenario = with_values(Scenario(), start)
    with pytest.raises(InputError, match=rf"^{path} = .*different names"):
        with_values(scenario, [(path, wrong)])
    named = with_values(scenario, [("data.point_names", ["a", "b", "c"])])
    assert named.data.point_names == ("a", "b", "c")


def test_columns_of_a_table(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b,c\n1,x,3\n4,y,6\n7,z,9\n", encoding="utf-8")
    scenario = csv_scenario(path)
    chosen = with_values(scenario, [parse_assignment('data.columns=["c","a"]')])
    assert chosen.data.columns == ("c", "a")
    np.testing.assert_array_equal(build_samples(chosen).x[:, 0], [3, 6, 9])
    save_scenario(chosen, tmp_path / "s.lossstudio")
    assert load_scenario(tmp_path / "s.lossstudio") == chosen
    for wrong in (["a"], [], ["a", "a"], ["a", ""], [f"column {i}" for i in range(1, 103)]):
        with pytest.raises(InputError, match=r"^data\.columns = .*from 2 to 101 different names"):
            with_values(scenario, [("data.columns", wrong)])
    start = with_values(scenario, [("runs.0.start", [1.0, 2.0])])
    assert with_values(start, [("data.columns", ["a", "c"])]).runs[0].start is None


def test_where_nothing_can_be_saved(tmp_path):
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "missing" / "s.lossstudio"):
        with pytest.raises(OSError, match=r"Is a directory|No such file"):
            save_scenario(Scenario(), path)
    assert listing(tmp_path) == ["folder"]
    assert listing(tmp_path / "folder") == []


def test_saving_keeps_the_mode_and_goes_through_a_link(tmp_path):
    real, link = tmp_path / "real.lossstudio", tmp_path / "link.lossstudio"
    save_scenario(Scenario(), real)
    umask = os.umask(0)
    os.umask(umask)
    assert real.stat().st_mode & 0o777 == 0o666 & ~umask
    real.chmod(0o640)
    link.symlink_to(real)
    save_scenario(Scenario(steps=5), link)
    assert link.is_symlink()
    assert load_scenario(real).steps == 5
    assert real.stat().st_mode & 0o777 == 0o640


# -- the data file beside the scenario -----------------------------------------------------------


def csv_scenario(path):
    return Scenario(data=Data(dataset="csv", file=str(path)))


def written_path(path):
    return json.loads(path.read_text(encoding="utf-8"))["data"]["file"]


def test_a_data_file_is_written_relative_and_read_absolute(tmp_path):
    home = tmp_path / "home"
    (home / "tables").mkdir(parents=True)
    table = home / "tables" / "t.csv"
    save_scenario(csv_scenario(table), home / "s.lossstudio")
    assert written_path(home / "s.lossstudio") == "tables/t.csv"
    assert load_scenario(home / "s.lossstudio") == csv_scenario(table)
    # Both move together.
    shutil.copytree(home, tmp_path / "copy")
    moved = load_scenario(tmp_path / "copy" / "s.lossstudio")
    assert moved.data.file == str(tmp_path / "copy" / "tables" / "t.csv")
    # Saved in another folder, the scenario still means the same table.
    (tmp_path / "other").mkdir()
    save_scenario(csv_scenario(table), tmp_path / "other" / "s.lossstudio")
    assert written_path(tmp_path / "other" / "s.lossstudio") == "../home/tables/t.csv"
    assert load_scenario(tmp_path / "other" / "s.lossstudio") == csv_scenario(table)


def test_a_relative_data_file_counts_from_the_scenarios_folder(tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    path = tmp_path / "sub" / "s.lossstudio"
    path.write_text(
        '{"format": 1, "data": {"dataset": "csv", "file": "../t.csv"}}', encoding="utf-8"
    )
    assert load_scenario(path).data.file == str(tmp_path / "t.csv")
    monkeypatch.chdir(tmp_path)
    assert load_scenario(Path("sub/s.lossstudio")).data.file == str(tmp_path / "t.csv")


NETWORK = ["//host/share/t.csv", r"\\host\share\t.csv", r"\/host/share/t.csv", "//host"]


@pytest.mark.parametrize("name", NETWORK)
def test_a_scenario_of_anybodys_leads_to_no_other_computer(name, tmp_path):
    path = tmp_path / "s.lossstudio"
    raw = {"format": 1, "data": {"dataset": "csv", "file": name}}
    path.write_text(json.dumps(raw), encoding="utf-8")
    for read in (lambda: load_scenario(path), lambda: from_text(json.dumps(raw))):
        with pytest.raises(InputError, match="must not lead to another computer"):
            read()
    # What people chose themselves goes on working, and so does what lies where the scenario lies.
    assert with_values(Scenario(), [("data.dataset", "csv"), ("data.file", name)])
    assert parse_scenario(json.dumps(raw), far_tables=True).data.file == name
    assert parse_scenario(json.dumps(raw), base=Path("//host/home"))
    with pytest.raises(InputError):
        parse_scenario(json.dumps(raw), base=Path("//another/home"))


def test_a_path_on_this_computer_is_as_good_as_ever(tmp_path):
    table = tmp_path / "t.csv"
    raw = {"format": 1, "data": {"dataset": "csv", "file": str(table)}}
    path = tmp_path / "s.lossstudio"
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert load_scenario(path).data.file == str(table)


@pytest.mark.parametrize("first", [("runs", "x"), ("runs.0", 5), ("runs.0", "mse")])
@pytest.mark.parametrize(
    "then", [("runs", 1), ("runs.1", "copy"), ("data.dataset", "article"), ("runs.0.seed", 1)]
)
def test_what_is_no_run_is_named_whatever_is_set_after_it(first, then):
    with pytest.raises(InputError, match=r"must be (an object|a list)$"):
        with_values(Scenario(), [first, then])


def test_points_have_the_limit_of_tables(monkeypatch, tmp_path):
    monkeypatch.setattr("lossstudio.engine.scenarios.checks.MAX_ROWS", 3)
    path = tmp_path / "many.lossstudio"
    data = {"dataset": "points", "points": [[0, 1]] * 4}
    path.write_text(json.dumps({"format": 1, "data": data, "runs": [{}]}), encoding="utf-8")
    assert error_at(path).endswith("data.points has 4 rows; must be at most 3")
    data["points"].pop()
    path.write_text(json.dumps({"format": 1, "data": data, "runs": [{}]}), encoding="utf-8")
    assert len(load_scenario(path).data.points) == 3


def named_classes(targets, names, loss="cross_entropy"):
    data = {
        "dataset": "points",
        "points": [[0.0, float(y)] for y in targets],
        "class_names": names,
        "test_fraction": 0.0,
    }
    return json.dumps({"format": 1, "data": data, "runs": [{"loss": loss}]})


@pytest.mark.parametrize(
    ("targets", "names", "loss"),
    [
        ((0, 1, 2), ["a", "b", "c"], "cross_entropy"),
        ((0, 2), ["a", "b", "c"], "cross_entropy"),
        ((-1, 1), ["a", "b"], "binary_cross_entropy"),
        ((0, 1, 7), ["a", "b"], "mse"),
        ((0, 1, 7), None, "cross_entropy"),
    ],
)
def test_names_of_classes_that_are_complete_or_not_needed(targets, names, loss):
    assert parse_scenario(named_classes(targets, names, loss)).data.class_names == (
        None if names is None else tuple(names)
    )


def test_too_few_names_of_classes_are_refused():
    expected = r'data.class_names = \["a", "b"\]: .* 3 names for the classes 0 to 2 of data.points'
    with pytest.raises(InputError, match=expected):
        parse_scenario(named_classes((0, 1, 2), ["a", "b"]))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"format": 1, "steps": 1, "steps": 2}', "steps"),
        ('{"format": 1, "data": {"noise": 0, "seed": 1, "noise": 1}}', "data.noise"),
        ('{"format": 1, "runs": [{"loss": "mse"}, {"loss": "mae", "loss" :"mse"}]}', "runs.1.loss"),
        (r'{"format": 1, "title": "\"{", "steps": 1, "st\u0065ps": 2}', "steps"),
        (
            '{"format": 1, "runs": [{"loss_parameters": {"q": 1, "q": 2}}]}',
            "runs.0.loss_parameters.q",
        ),
        ('{"format": 1, "data": {}, "data": {}}', "data"),
        ('{"title": "运行", "format": 1, "title": ""}', "title"),
    ],
)
@pytest.mark.parametrize("as_bytes", [True, False])
def test_a_field_that_is_given_twice_is_refused(text, field, as_bytes):
    with pytest.raises(InputError, match=rf"^{field} is given twice"):
        parse_scenario(text.encode() if as_bytes else text)


def test_one_name_in_several_objects_or_values_is_no_repetition():
    title = r"\"title\": {\"title\": "
    text = f"""{{"format": 1, "title": "{title}", "runs": [
        {{"name": "name", "seed": 1, "loss_parameters": {{}}}},
        {{"name": "seed", "seed": 1, "optimizer_parameters": {{}}}}], "data": {{"seed": 1}}}}"""
    scenario = parse_scenario(text)
    assert scenario.title == '"title": {"title": '
    assert scenario.runs[1].name == "seed"


@given(
    st.recursive(
        st.none() | st.text(max_size=4) | st.floats(allow_nan=False),
        lambda part: st.lists(part) | st.dictionaries(st.text(max_size=3), part),
    )
)
def test_what_is_written_repeats_no_key(value):
    assert repeated_key(msgspec.json.encode(value)) is None
    assert repeated_key(json.dumps(value, indent=1).encode()) is None


def test_the_encoding_of_a_table_is_kept_and_checked(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("Größe,y\n1,2\n2,4\n3,6\n", encoding="cp1252")
    scenario = with_values(csv_scenario(table), [("data.encoding", "windows-1252")])
    save_scenario(scenario, tmp_path / "s.lossstudio")
    assert load_scenario(tmp_path / "s.lossstudio") == scenario
    assert build_samples(scenario).input_names == ("Größe",)
    with pytest.raises(InputError, match=r'^data.encoding = "latin9": must be one of utf-8'):
        with_values(scenario, [("data.encoding", "latin9")])


@pytest.mark.parametrize("runs", [True, 3, 0.5, "x", {"a": 1}])
def test_an_unknown_field_is_named_beside_runs_that_are_none(runs):
    message = error_of({"format": 1, "data": {"nois": 1}, "runs": runs})
    assert "data.nois" in message or "runs = " in message


def test_another_target_has_other_classes():
    table = Data(dataset="csv", file="a.csv", columns=("a", "b", "kind"), positive_class="yes")
    scenario = Scenario(data=table, runs=(Run(loss="binary_cross_entropy"),))

    def positive(*values):
        return with_values(scenario, values).data.positive_class

    assert positive(("data.columns", ["b", "kind"])) == "yes"
    assert positive(("data.columns", ["kind", "b"])) is None
    assert positive(("data.columns", None)) is None
    assert positive(("data.file", "b.csv")) is None
    assert positive(("data.file", "a.csv")) == "yes"
    assert positive(("data.columns", ["kind", "b"]), ("data.positive_class", "no")) == "no"


def test_a_file_that_is_set_is_the_data():
    assert with_values(Scenario(), [("data.file", "a.csv")]).data.dataset == "csv"
    values = [("data.file", "a.csv"), ("data.dataset", "moons"), ("runs.0.loss", "hinge")]
    assert with_values(Scenario(), values).data.dataset == "moons"
