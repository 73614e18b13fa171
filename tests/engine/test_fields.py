"""The table of fields is complete, and what it says of each field is so: shown by experiment."""

import itertools
from pathlib import Path

import msgspec
import numpy as np
import pytest

from lossstudio.core.datasets import DATASETS, from_points, from_table, generate, read_table
from lossstudio.core.datasets.label_noise import with_label_noise
from lossstudio.core.datasets.selection import select_columns
from lossstudio.core.datasets.table import Reading
from lossstudio.core.datasets.tables.reader import read_columns
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.datasets.targets import with_positive_class
from lossstudio.core.datasets.with_features import with_features
from lossstudio.core.models import MODELS
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError
from lossstudio.engine.data.samples import build_samples, samples
from lossstudio.engine.runs.experiment import Experiment, why_restart
from lossstudio.engine.runs.results import results
from lossstudio.engine.scenarios.assignments import parse_assignment, with_values
from lossstudio.engine.scenarios.checks import check_scenario
from lossstudio.engine.scenarios.fields.field import PARTS, TRAINING, Field, Origin, Role, table
from lossstudio.engine.scenarios.fields.fields import (
    FIELDS,
    are_same,
    changed,
    field_at,
    fields_of,
    in_use,
)
from lossstudio.engine.scenarios.hiding import HIDEABLE
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario, Stop, to_dict
from lossstudio.engine.scenarios.scenario import Reading as ScenarioReading
from lossstudio.engine.scenarios.scenario_file import from_dict
from lossstudio.engine.scenarios.sharing import from_text, to_text
from lossstudio.engine.scenarios.table_reading import reading_of
from lossstudio.engine.training.first_parameters import initial_parameters
from lossstudio.engine.training.objective import Objective
from tests.dropped.radial_basis import MODEL as RADIAL_BASIS

replace = msgspec.structs.replace
STEPS = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two tables of numbers, one with texts, and one of classes, whose order depends on the
    encoding."""
    place = tmp_path_factory.mktemp("tables")
    lines = ["a,b,d,c", *(f"{i},{i % 3},70,{i * i % 7}" for i in range(12))]
    (place / "one.csv").write_text("\n".join(lines), encoding="utf-8")
    lines = ["a,c", *(f"{i},{i * i % 5}" for i in range(12))]
    (place / "other.csv").write_text("\n".join(lines), encoding="utf-8")
    lines = ["a;colour;c", *(f"{i},5;{('red', 'blue')[i % 2]};{i}" for i in range(12))]
    (place / "texts.csv").write_text("\n".join(lines), encoding="utf-8")
    lines = ["a,class", *(f"{i % 5},{'éÊ'[i % 2]}" for i in range(12))]
    (place / "classes.csv").write_text("\n".join(lines), encoding="utf-8")
    return place


@pytest.fixture(autouse=True)
def _model_with_own_numbers(monkeypatch):
    monkeypatch.setitem(MODELS, RADIAL_BASIS.name, RADIAL_BASIS)


CLASSES_SHOW = ("encoding", "positive_class", "class_names", "label_noise")
"""Fields that decide which of the classes is 0, what it is called, or which samples are in it."""
SEMICOLONS = ScenarioReading(separator=";", decimal=",", header_row=1)
WITHOUT_A_COLUMN = ScenarioReading(header_row=1, missing=("70",))
GENERATED = Data(dataset="line", n_samples=40, outlier_fraction=0.1)
UNBALANCED = Data(dataset="challenger")
POINTS = tuple((float(i), float(i * i % 5), float(i % 2)) for i in range(12))


def data_from(origin, folder):
    """Samples of this origin."""
    return {
        Origin.GENERATED: GENERATED,
        Origin.REAL: Data(dataset="cars"),
        Origin.FILE: Data(dataset="csv", file=str(folder / "one.csv"), split="shuffled"),
        Origin.POINTS: Data(dataset="points", points=POINTS),
    }[origin]


def other_data(name, data, folder):
    """Another value for a field of `data`, allowed beside the others."""
    return {
        "dataset": "threshold",
        "file": str(folder / "other.csv"),
        "encoding": "windows-1252",
        "columns": ("b", "c"),
        "reading": WITHOUT_A_COLUMN,
        "points": tuple((x, 2.0 * y) for x, y, _ in POINTS),
        "point_names": ("u", "v", "w"),
        "class_names": ("no", "yes"),
        "n_samples": data.n_samples + 7,
        "noise": data.noise + 0.4,
        "seed": data.seed + 1,
        "outlier_fraction": 0.3,
        "outlier_strength": data.outlier_strength + 2.0,
        "outliers_in": "train",
        "label_noise": 0.4,
        "features": ("x1", "x1^2"),
        "positive_class": ("Ê" if data.dataset == "csv" else 0),
        "categories": "one_hot",
        "test_fraction": 0.5,
        "split": "last",
        "test_rows": (2, 5),
        "validation_fraction": 0.3,
        "validation_rows": (0, 7),
    }[name]


BASES = {
    "network": Run(model="mlp", hidden_layers=(3, 2), batch_size=8),
    "polynomial": Run(model="polynomial", degree=2, loss="huber", batch_size=8),
    "bumps": Run(model="radial_basis"),
    "unscaled": Run(model="polynomial", degree=2, standardize=False),
    "own": Run(loss="formula", formula="r^2", optimizer="momentum", schedule="exponential"),
    "classes": Run(loss="binary_cross_entropy"),
}
OTHER_RUN = {
    "name": ("own", "x"),
    "loss": ("polynomial", "mae"),
    "formula": ("own", "abs(r)"),
    "loss_parameters": ("polynomial", {"delta": 0.3}),
    "model": ("polynomial", "linear"),
    "degree": ("polynomial", 3),
    "bias": ("polynomial", False),
    "standardize": ("unscaled", "inputs"),
    "hidden_layers": ("network", (4,)),
    "activation": ("network", "relu"),
    "model_parameters": ("bumps", {"count": 3}),
    "initialization": ("network", "he"),
    "optimizer": ("network", "adam"),
    "optimizer_parameters": ("own", {"beta": 0.3}),
    "learning_rate": ("own", 0.03),
    "schedule": ("network", "cosine"),
    "schedule_parameters": ("own", {"decay": 0.95}),
    "batch_size": ("network", 5),
    "batch_order": ("network", "file"),
    "reduction": ("polynomial", "sum"),
    "class_weights": ("classes", "balanced"),
    "l1": ("network", 0.1),
    "l2": ("network", 0.1),
    "seed": ("network", 1),
    "start": ("polynomial", (1.0, 2.0, 3.0)),
    "fixed": ("polynomial", ("bias",)),
}
OTHER_SCENARIO = {
    "format": 1,
    "title": "x",
    "steps": STEPS + 3,
    "hidden": ("fit",),
    "arrangement": "network",
    "speed": "max",
    "stop": Stop(gradient_norm=1.0),
}


def data_for(field, origin, folder):
    """Samples of this origin, to which the field means something if to any of them."""
    data = data_from(origin, folder)
    if field.name == "label_noise" and origin in (Origin.GENERATED, Origin.REAL):
        is_real = origin is Origin.REAL
        return UNBALANCED if is_real else replace(GENERATED, dataset="moons")
    if origin is Origin.FILE and field.name in CLASSES_SHOW:
        return replace(data, file=str(folder / "classes.csv"))
    if origin is Origin.FILE and field.name == "categories":
        return replace(data, file=str(folder / "texts.csv"), reading=SEMICOLONS)
    return data


def pair_of(field, folder):
    """Two scenarios that differ in `field` alone, where it means something."""
    if field.part == "data":
        data, run = data_for(field, field.origins[0], folder), Run()
        if field.name in ("encoding", "positive_class", "label_noise"):
            run = Run(loss="binary_cross_entropy")
        if field.name == "dataset":  # from two inputs to one
            data, run = replace(data, dataset="moons"), Run(loss="binary_cross_entropy")
        other = replace(data, **{field.name: other_data(field.name, data, folder)})
        return Scenario(data=data, runs=(run,)), Scenario(data=other, runs=(run,))
    if field.part == "runs":
        base, value = OTHER_RUN[field.name]
        run = BASES[base]
        other = replace(run, **{field.name: value})
        data = UNBALANCED if base == "classes" else GENERATED
        return tuple(Scenario(data=data, runs=(each,)) for each in (run, other))
    base = Scenario(data=GENERATED, runs=(Run(),), steps=STEPS)
    return base, replace(base, **{field.name: OTHER_SCENARIO[field.name]})


def objective_of(scenario):
    return Objective(scenario.runs[0], build_samples(scenario))


def trained(scenario):
    experiment = Experiment(scenario)
    experiment.advance(scenario.steps if scenario.steps < 100 else STEPS)
    return experiment


def numbers_of(scenario):
    """All that a run computes."""
    experiment = trained(scenario)
    trainer = experiment.trainers[0]
    curves = trainer.record.curves(0, trainer.step + 1)
    return (
        trainer.theta.tobytes(),
        curves.low.tobytes(),
        trainer.objective.features.tobytes(),
        trainer.objective.y.tobytes(),
        trainer.objective.n_train,
    )


def arrays(objective):
    return objective.features.tobytes(), objective.y.tobytes(), objective.n_train


def some_theta(objective):
    return np.random.default_rng(3).normal(size=objective.model.n_parameters)


by_path = pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)


# -- complete ------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
def test_a_field_without_a_row_cannot_be_added(part):
    class More(PARTS[part], frozen=True, kw_only=True):
        temperature: float = 1.0

    with pytest.raises(TypeError, match=r"temperature"):
        table(tuple(FIELDS.values()), {**PARTS, part: More})


def test_a_row_without_a_field_or_said_twice_is_refused():
    rows = tuple(FIELDS.values())
    assert table(rows) == FIELDS
    odd = Field(path="runs.temperature", role=Role.PATH, label="", help="")
    for more in (odd, rows[5]):
        with pytest.raises(TypeError, match=more.name):
            table((*rows, more))
    with pytest.raises(TypeError, match="role"):
        Field(path="runs.temperature", label="", help="")


def test_each_field_has_words():
    for field in FIELDS.values():
        assert field.label, field.path
        assert field.help.endswith("."), field.path


def test_a_path_with_numbers_of_runs_leads_to_its_row():
    for path, field in FIELDS.items():
        assert field_at(path) is field
        assert field_at(path.replace("runs.", "runs.11.")) is field
    assert field_at("runs.0.hidden_layers.1") is FIELDS["runs.hidden_layers"]
    assert field_at("hidden.3") is FIELDS["hidden"]
    for path in ("", "data", "runs", "runs.0", "runs.0.nonsense", "runs.0.data.noise", "data.l2"):
        assert field_at(path) is None


# -- roles ---------------------------------------------------------------------------------------


@by_path
def test_the_role_of_a_field_is_true(field, folder):
    one, other = pair_of(field, folder)
    assert field.path == "format" or one != other
    before, after = numbers_of(one), numbers_of(other)
    if field.role not in TRAINING:
        assert before == after
        return
    assert before != after
    first, second = objective_of(one), objective_of(other)
    same_samples = arrays(first)[1:] == arrays(second)[1:] and np.array_equal(
        first.dataset.x, second.dataset.x
    )
    assert same_samples == (field.role is not Role.DATA)
    if field.role is Role.DATA:
        return
    same_model = first.model.layout == second.model.layout and arrays(first) == arrays(second)
    theta = some_theta(first)
    if same_model:
        raw = [each.model.forward(theta, each.features)[0] for each in (first, second)]
        same_model = np.array_equal(*raw)
    assert same_model == (field.role is not Role.MODEL)
    if field.role is Role.MODEL:
        return
    (losses, gradient), (others, slopes) = first.evaluate(theta), second.evaluate(theta)
    same_cost = losses.cost == others.cost and np.array_equal(gradient, slopes)
    assert same_cost == (field.role is Role.PATH)


def mostly_alike(y, others):
    return y.shape == others.shape and 2 * np.sum(y == others) > y.size


def same_start(first, second):
    """Numbers that one can start at mean the same to the other, and both would draw them alike."""
    if first.loss.task is not Task.REGRESSION and not mostly_alike(first.y, second.y):
        return False  # other samples, or the same ones with their classes the other way round
    starts = [initial_parameters(each) for each in (first, second)]
    return first.model.layout == second.model.layout and np.array_equal(*starts)


def same_rows(first, second):
    """The same samples in the same parts, of which less than half may have been moved."""
    (a, n), (b, m) = ((each.dataset.x, each.n_train) for each in (first, second))
    return a.shape == b.shape and n == m and 2 * np.all(a == b, axis=1).sum() > len(a)


@by_path
def test_what_is_live_goes_on_and_the_rest_begins_anew(field, folder):
    one, other = pair_of(field, folder)
    assert (why_restart(one, other) is None) == field.live
    fresh = objective_of(other)
    goes_on = same_start(objective_of(one), fresh) and same_rows(objective_of(one), fresh)
    assert field.live == (goes_on and field.role is not Role.MODEL)
    if not field.live:
        return
    experiment = trained(one)
    theta = experiment.trainers[0].theta
    experiment.change(other)
    assert experiment.trainers[0].theta is theta
    assert arrays(experiment.trainers[0].objective) == arrays(fresh)
    experiment.advance(3)
    assert np.isfinite(experiment.trainers[0].losses.cost)


def test_features_that_are_used_again_are_those_that_would_be_built(folder):
    """For every pair of runs and data that a field apart, in both directions, and for chains."""
    pairs = [pair_of(field, folder) for field in FIELDS.values()]
    for one, other in itertools.chain(pairs, (pair[::-1] for pair in pairs)):
        known = objective_of(one)
        for scenario in (one, other):
            dataset = build_samples(scenario)
            reused = Objective(scenario.runs[0], dataset, like=known)
            assert arrays(reused) == arrays(Objective(scenario.runs[0], dataset))
            for other_run in BASES.values():
                if loss_of(other_run).task not in dataset.tasks:
                    continue
                again = Objective(other_run, dataset, like=reused)
                assert arrays(again) == arrays(Objective(other_run, dataset))


@by_path
def test_objectives_tell_by_roles_what_they_share(field, folder):
    one, other = map(objective_of, pair_of(field, folder))
    is_data = field.role is Role.DATA
    if field.role is not Role.LABEL:  # names are the samples' own: another object holds them
        assert one.has_same_scores(other) == (not is_data and field.role is not Role.MODEL)
        assert one.has_same_cost(other) == (field.role in (Role.PATH, Role.VIEW))
    if one.has_same_losses(other):
        theta = some_theta(one)
        found = [each.loss.function(each.model.forward(theta, each.features)[0], each.y,
                                    **each.hyperparameters) for each in (one, other)]  # fmt: skip
        assert all(np.array_equal(*arrays) for arrays in zip(*found, strict=True))


def built(data, as_classes):
    """The samples of `data` from the functions that make them, given all that could matter."""
    if data.features:
        usual = built(replace(data, features=()), as_classes)
        is_generated = data.dataset in DATASETS and not DATASETS[data.dataset].is_real
        return with_features(usual, data.features, is_generated=is_generated)
    if data.label_noise and data.dataset != "points":
        usual = built(replace(data, label_noise=0.0), as_classes)
        return with_label_noise(usual, data.label_noise, data.seed)
    if data.positive_class is not None and data.dataset in ("csv", "points") and as_classes:
        usual = built(replace(data, positive_class=None), as_classes)
        return with_positive_class(usual, data.positive_class)
    if data.dataset == "csv" and data.reading is not None:
        columns = read_columns(Source(Path(data.file)), reading_of(data))
        table = select_columns(columns, Path(data.file), data.columns, data.categories == "one_hot")
        seed = data.seed if data.split == "shuffled" else None
        return from_table(table, as_classes, data.test_fraction, seed=seed)
    if data.dataset == "csv":
        reading = Reading(columns=data.columns, encoding=data.encoding)
        table, seed = read_table(Path(data.file), reading), data.seed
        seed = seed if data.split == "shuffled" else None
        return from_table(table, as_classes, data.test_fraction, data.validation_fraction, seed)
    if data.dataset == "points":
        names = {"names": data.point_names, "class_names": data.class_names or ()}
        sets = {
            name: getattr(data, name)
            for name in ("validation_fraction", "test_rows", "validation_rows")
        }
        return from_points(data.points, as_classes, data.test_fraction, **names, **sets)
    names = ("n_samples", "noise", "seed", "outlier_fraction", "outlier_strength", "test_fraction",
             "validation_fraction", "outliers_in")  # fmt: skip
    return generate(data.dataset, **{name: getattr(data, name) for name in names})


def content(dataset):
    return (
        dataset.x.tobytes(), dataset.target.tobytes(), dataset.n_train, dataset.n_validation,
        dataset.input_names, dataset.classes, dataset.entering.tobytes(), dataset.entering_names,
    )  # fmt: skip


@pytest.mark.parametrize("origin", Origin)
@pytest.mark.parametrize("field", fields_of("data"), ids=lambda field: field.name)
def test_a_field_shapes_the_samples_of_its_origins_alone(field, origin, folder):
    if field.name == "dataset":
        return  # which says what the origin is
    data = data_for(field, origin, folder)
    as_classes = field.name in CLASSES_SHOW
    other = replace(data, **{field.name: other_data(field.name, data, folder)})
    is_shaped = origin in field.origins
    found = content(built(data, as_classes))
    assert (found != content(built(other, as_classes))) == is_shaped
    assert (in_use(data) != in_use(other)) == is_shaped
    assert (samples(data, as_classes) is not samples(other, as_classes)) == is_shaped
    assert content(samples(data, as_classes)) == found


# -- a start in numbers --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "field", [*fields_of("data"), *fields_of("runs")], ids=lambda field: field.path
)
def test_a_start_in_numbers_goes_with_what_it_was_the_start_of(field, folder):
    if field.path == "runs.start":
        return
    one, other = pair_of(field, folder)
    begun = replace(one, runs=tuple(replace(run, start=(1.0,)) for run in one.runs))
    part = other.data if field.part == "data" else other.runs[0]
    value = msgspec.to_builtins(getattr(part, field.name))
    path = field.path.replace("runs.", "runs.0.")
    changed_run = with_values(begun, [(path, value)]).runs[0]
    assert (changed_run.start is None) == field.drops_start
    assert field.drops_start == (not same_start(objective_of(one), objective_of(other)))


# -- what follows from the rows ------------------------------------------------------------------


@by_path
def test_every_field_can_be_set_saved_shared_and_compared(field, folder):
    one, other = pair_of(field, folder)
    part = {"data": other.data, "runs": other.runs[0], "": other}[field.part]
    value = msgspec.to_builtins(getattr(part, field.name))
    path = field.path.replace("runs.", "runs.0.")
    name, typed = parse_assignment(f"{path}={msgspec.json.encode(value).decode()}")
    assert with_values(one, [(name, typed)]) == other
    assert from_dict(to_dict(other)) == other
    assert from_text(to_text(other)) == other
    if field.part:
        pair = [{"data": s.data, "runs": s.runs[0]}[field.part] for s in (one, other)]
        assert changed(*pair) == (field,)
        assert are_same(*pair, *(role for role in Role if role is not field.role))
        assert not are_same(*pair, field.role)


@by_path
def test_a_wrong_type_and_a_wrong_value_are_told_in_our_words(field):
    path = field.path.replace("runs.", "runs.0.")
    raw = to_dict(Scenario())
    target = {"data": raw["data"], "runs": raw["runs"][0], "": raw}[field.part]
    wrong = [object_of_no_type(target[field.name])]
    if field.choices is not None:
        wrong.append("nonsense")
    if field.parameter is not None and field.items is None:
        wrong += [field.parameter.maximum + 1, field.parameter.minimum - 1]
    if field.items is not None:
        wrong += [[field.items.maximum + 1], [1] * int(field.parameter.maximum + 1)]
    if field.owners is not None:
        wrong += [{"nonsense": 1.0}, {"nonsense": None}]
    for value in wrong:
        target[field.name] = value
        with pytest.raises(InputError) as caught:
            from_dict(raw)
        said = str(caught.value)
        assert said.startswith(path), said
        assert "Expected" not in said
        assert "$" not in said
        ways = ("must be", "at most", "has no such parameter", "no such field", "the fields are")
        assert any(way in said for way in ways), said


def object_of_no_type(usual):
    return {"a": {}} if not isinstance(usual, dict) else [1]


def test_what_can_be_hidden_is_what_the_settings_have():
    assert {name for name in HIDEABLE if name in FIELDS} == {
        path for path, field in FIELDS.items() if field.section
    }
    assert all(field.role in TRAINING for field in FIELDS.values() if field.section)


def test_results_do_not_depend_on_what_is_a_label(folder):
    for field in FIELDS.values():
        if field.role in (Role.LABEL, Role.VIEW) and field.name not in ("format", "name"):
            one, other = pair_of(field, folder)
            found = [results(trained(scenario))["runs"] for scenario in (one, other)]
            assert found[0] == found[1]


def test_the_pairs_are_scenarios(folder):
    for field in FIELDS.values():
        for scenario in pair_of(field, folder):
            check_scenario(scenario)
