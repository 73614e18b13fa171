"""Runs on features: the same as on inputs that were made beforehand, whatever the model."""

import msgspec
import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import PolynomialFeatures

from lossstudio.core.models import MODELS
from lossstudio.core.text import InputError
from lossstudio.engine.data.own_points import own_data, points_of
from lossstudio.engine.data.samples import build_samples, samples
from lossstudio.engine.measuring.picture import make_canvas, paint
from lossstudio.engine.measuring.unit_outputs import make_probe
from lossstudio.engine.runs.experiment import Experiment, why_restart
from lossstudio.engine.runs.recording import record
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario, as_written
from lossstudio.engine.scenarios.scenario_file import parse_scenario
from lossstudio.engine.script.plan import plan_of, plan_of_recording
from lossstudio.engine.script.script import write_script
from tests.dropped.radial_basis import MODEL as RADIAL_BASIS
from tests.engine.test_script import assert_same
from tests.engine.test_step_numbers import Case, check_rows, number_of

replace = msgspec.structs.replace
QUADRATIC = ("x1", "x2", "x1^2", "x1*x2", "x2^2")
MIXED = ("x2", "sin(pi*x1)", "x1*x2", "x2^3")
RUNS = {
    "linear": Run(),
    "linear without bias": Run(bias=False),
    "linear standardised": Run(standardize="inputs", l2=0.01),
    "polynomial": Run(model="polynomial", degree=2),
    "polynomial standardised": Run(model="polynomial", degree=2, standardize="inputs", l1=0.01),
    "network": Run(model="mlp", hidden_layers=(4, 3)),
    "network standardised": Run(model="mlp", hidden_layers=(3,), standardize="inputs", l2=0.01),
    "network without biases": Run(
        model="mlp", hidden_layers=(3,), standardize="inputs", bias=False
    ),
    "bumps": Run(model="radial_basis", standardize="inputs"),
}


@pytest.fixture(autouse=True)
def _another_model(monkeypatch):
    monkeypatch.setitem(MODELS, RADIAL_BASIS.name, RADIAL_BASIS)


def for_classes(run):
    return replace(run, loss="binary_cross_entropy", learning_rate=0.2)


def trained(data, *runs, steps=40):
    experiment = Experiment(Scenario(data=data, runs=runs, steps=steps))
    experiment.advance(steps)
    return experiment


def made_beforehand(data):
    """Own points whose inputs are the features of `data`."""
    dataset = samples(data, True)
    rows = np.column_stack([dataset.entering, dataset.target])
    return Data(dataset="points", points=tuple(map(tuple, rows.tolist())))


@pytest.mark.parametrize("name", RUNS)
def test_training_is_that_on_inputs_made_beforehand(name):
    run = for_classes(RUNS[name])
    if run.standardize is None and run.model != "linear":
        run = replace(run, standardize="inputs")  # own points lie in another box
    data = Data(dataset="moons", n_samples=50, features=MIXED)
    one = trained(data, run).trainers[0]
    other = trained(made_beforehand(data), run).trainers[0]
    np.testing.assert_array_equal(one.theta, other.theta)
    assert one.losses == pytest.approx(other.losses, nan_ok=True, rel=1e-14)
    mine, theirs = (each.objective.in_data_units(each.theta) for each in (one, other))
    for block, values in mine.items():
        np.testing.assert_array_equal(values, theirs[block])


def test_the_inputs_as_features_change_nothing():
    for run in RUNS.values():
        plain = Data(dataset="circles", n_samples=40)
        one = trained(plain, for_classes(run)).trainers[0]
        other = trained(replace(plain, features=("x1", "x2")), for_classes(run)).trainers[0]
        np.testing.assert_array_equal(one.theta, other.theta)
        assert one.losses[:3] == other.losses[:3]


def test_a_linear_model_on_monomials_is_a_polynomial():
    data = Data(dataset="circles", n_samples=60)
    run = for_classes(Run(standardize=False))
    one = trained(replace(data, features=QUADRATIC), run).trainers[0]
    other = trained(data, replace(run, model="polynomial", degree=2)).trainers[0]
    np.testing.assert_allclose(one.theta, other.theta, rtol=1e-12)
    np.testing.assert_allclose(one.losses[:3], other.losses[:3], rtol=1e-12)


def test_the_optimum_is_that_of_scikit_learn():
    data = Data(dataset="circles", n_samples=100, noise=0.25, features=QUADRATIC)
    run = replace(for_classes(Run(l2=0.01)), learning_rate=1.0)
    trainer = trained(data, run, steps=8000).trainers[0]
    dataset = trainer.objective.dataset
    train = slice(dataset.n_train)
    x = PolynomialFeatures(2, include_bias=False).fit_transform(dataset.x[train])
    # C weighs the sum of the losses against half the squares.
    model = LogisticRegression(C=1 / (2 * 0.01 * dataset.n_train), tol=1e-12, max_iter=10_000)
    model.fit(x, dataset.target[train])
    blocks = trainer.objective.in_data_units(trainer.theta)
    np.testing.assert_allclose(blocks["weights"], model.coef_[0], rtol=1e-5)
    assert blocks["bias"] == pytest.approx(model.intercept_[0], rel=1e-5)


@pytest.mark.parametrize("name", RUNS)
def test_pictures_and_predictions_are_over_the_datas_own_inputs(name):
    data = Data(dataset="moons", n_samples=50, features=MIXED)
    trainer = trained(data, for_classes(RUNS[name])).trainers[0]
    objective, canvas = trainer.objective, make_canvas(trainer.objective.dataset)
    assert [len(axis) for axis in canvas.axes] == [81, 81]
    picture = paint(objective, trainer.theta, canvas)
    first, second = (axis[[10, 70]] for axis in canvas.axes)
    for j, at in enumerate((10, 70)):
        raw = objective.predict_raw(trainer.theta, np.array([[first[j], second[j]]]))
        assert picture[at, at, 1] == pytest.approx(1 / (1 + np.exp(-raw[0, 0])), rel=1e-12)
    at = objective.predict_raw(trainer.theta, objective.dataset.x)
    again = objective.model.forward(trainer.theta, objective.features)[0]
    np.testing.assert_allclose(at, again, rtol=1e-12)


def test_a_networks_first_pictures_are_its_features_over_the_plane():
    data = Data(dataset="moons", n_samples=50, features=("x1*x2", "sin(pi*x1)", "x2"))
    trainer = trained(data, for_classes(RUNS["network standardised"])).trainers[0]
    probe = make_probe(trainer.objective, make_canvas(trainer.objective.dataset))
    first, second = probe.axes
    x1, x2 = np.meshgrid(first, second)
    center, scale = trainer.objective.dataset.spread
    shown = probe.features[: probe.n_grid].reshape(len(second), len(first), 3)
    expected = np.stack([x1 * x2, np.sin(np.pi * x1), x2], axis=-1)
    np.testing.assert_allclose(shown, (expected - center) / scale, atol=1e-12)


# -- scripts and accounts --------------------------------------------------------------------------


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_script_takes_the_same_steps(name, language):
    data = Data(dataset="moons", n_samples=40, features=MIXED, label_noise=0.1)
    experiment = trained(data, for_classes(RUNS[name]), replace(for_classes(RUNS[name]), seed=3))
    text = write_script(plan_of(experiment.scenario), language).text
    space, _ = assert_same(experiment, text)
    dataset = experiment.trainers[0].objective.dataset
    np.testing.assert_array_equal(space["x"], dataset.entering)
    said = "in place of the inputs" if language == "en" else "代替输入"
    assert said in text


def test_a_script_of_points_that_are_edited_on_the_way():
    points = tuple((i / 7 - 1.0, (i % 5) / 3 - 1.0, float(i % 3)) for i in range(20))
    data = Data(dataset="points", points=points, features=("x1^2", "x1*x2"))
    experiment = trained(data, Run(), Run(standardize="inputs", seed=1), steps=5)
    for count in (3, 6):
        rows = list(points)
        rows[count] = (0.4, 0.7, 2.0)
        rows.insert(2, (0.1, -0.3, 1.0))
        changed = replace(experiment.scenario, data=replace(data, points=tuple(rows)))
        experiment.change(changed)
        experiment.advance(5)
    assert_same(experiment, write_script(plan_of_recording(record(experiment))).text)


def test_a_script_of_data_that_change_on_the_way():
    data = Data(dataset="line", n_samples=30, features=("x1", "x1^2", "sin(2*x1)"))
    experiment = trained(data, Run(), Run(model="mlp", hidden_layers=(3,)), steps=5)
    for change in ({"noise": 0.8}, {"outlier_fraction": 0.2}, {"outliers_in": "train"}):
        experiment.change(replace(experiment.scenario, data=replace(data, **change)))
        experiment.advance(5)
    assert_same(experiment, write_script(plan_of_recording(record(experiment))).text)


ACCOUNTED = {
    "linear": (Run(), "z = Σⱼ wⱼ fⱼ + b"),
    "linear standardised": (Run(standardize="inputs"), "uⱼ = (fⱼ − cⱼ) / sⱼ"),
    "polynomial": (Run(model="polynomial", degree=2), "uⱼ = (fⱼ − cⱼ) / sⱼ"),
    "network": (Run(model="mlp", hidden_layers=(2,)), "h₀ = u"),
    "network in data units": (
        Run(model="mlp", hidden_layers=(2,), standardize=False),
        "h₀ = f",
    ),
}


@pytest.mark.parametrize("name", ACCOUNTED)
def test_an_account_works_out_the_features_and_goes_on_with_them(name):
    run, said = ACCOUNTED[name]
    features = ("x1^2", "sin(pi*x1)", "x1*x2^2", "x2", "cos(2.5*x2)")
    data = Data(dataset="circles", n_samples=40, features=features)
    case = Case(data, sample=3, **msgspec.structs.asdict(for_classes(run)))
    assert check_rows(case.text) > 12
    assert said in case.text
    x1, x2 = case.dataset.x[3].tolist()
    expected = [x1**2, np.sin(np.pi * x1), x1 * x2**2, x2, np.cos(2.5 * x2)]
    for number, (label, value) in enumerate(
        zip(("x₁²", "sin(πx₁)", "x₁x₂²", "x₂", "cos(2.5x₂)"), expected, strict=True)
    ):
        parts = case.shown[f"f{'₁₂₃₄₅'[number]}"]
        assert parts[0] == label
        assert number_of(parts[-1]) == pytest.approx(value, rel=1e-5)


# -- fields ----------------------------------------------------------------------------------------


def test_a_file_has_them_only_where_there_are_some():
    assert "features" not in as_written(Scenario())["data"]
    scenario = Scenario(data=Data(dataset="moons", features=MIXED), runs=(for_classes(Run()),))
    text = msgspec.json.encode(as_written(scenario)).decode()
    assert parse_scenario(text) == scenario
    assert as_written(scenario)["data"]["features"] == list(MIXED)


def test_wrong_ones_are_refused_with_the_scenario():
    for value, said in (
        (["x3"], r'data.features.0 = "x3": must be an input, .* the inputs are x1, x2'),
        (["x1", "x1"], "must not be named twice"),
        ("x1", "data.features"),
        ([1], "data.features"),
    ):
        with pytest.raises(InputError, match=said):
            with_values(
                Scenario(data=Data(dataset="moons"), runs=(for_classes(Run()),)),
                [("data.features", value)],
            )


def test_other_inputs_keep_those_that_can_be_made_of_them(tmp_path):
    scenario = Scenario(
        data=Data(dataset="moons", features=("x1^2", "x1*x2", "x2")), runs=(for_classes(Run()),)
    )
    assert with_values(scenario, [("data.dataset", "xor")]).data.features == (
        "x1^2", "x1*x2", "x2",
    )  # fmt: skip
    assert with_values(scenario, [("data.dataset", "threshold")]).data.features == ("x1^2",)
    path = tmp_path / "t.csv"
    path.write_text("a,b,class\n" + "\n".join(f"{i},{i * i % 7},{i % 2}" for i in range(20)))
    table = with_values(scenario, [("data.file", str(path))])
    assert table.data.features == ()
    named = with_values(scenario, [("data.file", str(path)), ("data.features", ["b^2", "x1"])])
    dataset = build_samples(named)
    assert dataset.entering_names == ("b²", "a")
    np.testing.assert_array_equal(dataset.entering, dataset.x[:, [1, 0]] ** [2, 1])
    assert with_values(named, [("data.test_fraction", 0.1)]).data.features == ("b^2", "x1")
    with pytest.raises(InputError, match=r"the inputs are x1 \(a\), x2 \(b\)"):
        build_samples(with_values(named, [("data.features", ["c"])]))
    # As own points the columns keep their names.
    points = own_data(named.data, points_of(dataset))
    points = replace(points, point_names=("a", "b", "class"))
    np.testing.assert_array_equal(samples(points, True).entering, dataset.entering)


def test_other_features_begin_anew_and_noise_goes_on():
    scenario = Scenario(data=Data(dataset="moons", features=MIXED), runs=(for_classes(Run()),))
    other = with_values(scenario, [("data.features", ["x1"])])
    assert "Another model" in str(why_restart(scenario, other))
    assert why_restart(scenario, with_values(scenario, [("data.noise", 0.5)])) is None
    begun = with_values(scenario, [("runs.0.start", [1.0] * 5)])
    assert with_values(begun, [("data.features", ["x1"])]).runs[0].start is None


def test_a_run_on_features_goes_on_when_a_sample_is_edited():
    data = Data(dataset="moons", n_samples=40, features=MIXED)
    experiment = trained(data, for_classes(Run(model="mlp", standardize="inputs")), steps=10)
    points = own_data(data, points_of(experiment.trainers[0].objective.dataset))
    rows = list(points.points)
    rows[3] = (0.2, 0.9, rows[3][-1])
    after = replace(experiment.scenario, data=replace(points, points=tuple(rows)))
    assert why_restart(experiment.scenario, after) is None
    experiment.change(after)
    experiment.advance(5)
    assert experiment.step == 15
    assert experiment.trainers[0].objective.dataset.features is not None
    without = replace(after, data=replace(after.data, features=()))
    assert why_restart(experiment.scenario, without) is not None
