"""How badly a cost is conditioned and why, beside eigenvalues computed in other ways."""

from fractions import Fraction

import msgspec
import numpy as np
import pytest

from lossstudio.engine.costs.cost_facts import CostFacts
from lossstudio.engine.data.samples import samples
from lossstudio.engine.diagnosis import Status, diagnose
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.trainer import Trainer

replace = msgspec.structs.replace


def data_of(rows, names=None):
    points = tuple(tuple(map(float, row)) for row in rows)
    return Data(dataset="points", points=points, point_names=names, test_fraction=0.0)


def condition(data, **run):
    run = Run(**run)
    as_classes = run.loss not in ("mse", "huber")
    return CostFacts(Objective(run, samples(data, as_classes))).condition()


def exact_ratio(x):
    """λmax/λmin of Σ (x, 1)(x, 1)ᵀ of one input, by its trace and determinant in fractions."""
    n, s, q = len(x), sum(map(Fraction, x)), sum(Fraction(v) ** 2 for v in x)
    trace, determinant = n + q, n * q - s * s
    # The larger root of λ² − trace λ + determinant, which loses no digit; det = λmax λmin.
    half = float(trace) / 2.0
    largest = half + float((half**2 - float(determinant)) ** 0.5)
    return largest**2 / float(determinant)


@pytest.mark.parametrize("center", [0.0, 5.0, 2000.0, 1e6, 1e9])
def test_one_input_that_lies_far_from_0(center):
    x = [center + v for v in (-2.0, -1.0, 0.5, 1.0, 3.0)]
    data = data_of([(v, i * i % 3) for i, v in enumerate(x)], ("year", "income"))
    found = condition(data)
    assert found.ratio == pytest.approx(exact_ratio(x), rel=1e-6)
    assert found.standardized == pytest.approx(1.0)
    assert found.is_bad == (exact_ratio(x) >= 1e3)
    assert [cause.column for cause in found.causes] == (["year"] if found.is_bad else [])
    if found.causes:
        assert found.causes[0].mean == pytest.approx(np.mean(x))
        assert found.causes[0].spread == pytest.approx(np.std(x))
        assert found.causes[0].ratio == pytest.approx(found.ratio)


def several(scales, means, n=60, seed=1):
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, len(scales))) * scales + means
    return np.column_stack([x, x @ random.normal(size=len(scales))])


def plain_ratio(x, weights=None, *, bias=True, penalty=0.0):
    """By numpy's singular values, whose squares the eigenvalues are."""
    phi = np.column_stack([x, np.ones(len(x))]) if bias else x
    rows = phi / np.sqrt(len(x)) if weights is None else phi * np.sqrt(weights / len(x))[:, None]
    if penalty:
        extra = np.sqrt(penalty) * np.eye(phi.shape[1])
        extra[-1, -1] = 0.0 if bias else extra[-1, -1]
        rows = np.vstack([rows, extra])
    values = np.linalg.svd(rows, compute_uv=False)
    return (values[0] / values[-1]) ** 2


@pytest.mark.parametrize(
    ("scales", "means", "causes"),
    [
        ((1.0, 1.0), (0.0, 0.0), []),
        ((1.0, 1e4), (0.0, 0.0), ["b"]),
        ((1e-4, 1.0), (0.0, 0.0), ["a"]),
        ((1e3, 1.0, 1e5), (0.0, 0.0, 0.0), ["c", "a"]),
        ((1e3, 1e3, 1e3), (0.0, 0.0, 0.0), ["a", "b", "c"]),
        ((1.0, 2.0, 5.0), (0.0, 2000.0, 3.0), ["b"]),
    ],
)
@pytest.mark.parametrize("bias", [True, False])
def test_the_inputs_that_cause_it_are_those_that_would_do_so_alone(scales, means, causes, bias):
    table = several(scales, means)
    names = ("a", "b", "c")[: len(scales)]
    data = data_of(table, (*names, "y"))
    found = condition(data, bias=bias)
    x = table[:, :-1]
    assert found.ratio == pytest.approx(plain_ratio(x, bias=bias), rel=1e-6)
    center = x.mean(axis=0) if bias else 0.0
    unit = np.sqrt(np.mean((x - center) ** 2, axis=0))
    assert found.standardized == pytest.approx(plain_ratio((x - center) / unit, bias=bias))
    if bias:
        assert sorted(c.column for c in found.causes) == sorted(causes)
        assert [c.ratio for c in found.causes] == sorted(c.ratio for c in found.causes)[::-1]
        for cause in found.causes:  # by itself, with all others standardised
            j = names.index(cause.column)
            mixed = (x - center) / unit
            mixed[:, j] = x[:, j]
            assert cause.ratio == pytest.approx(plain_ratio(mixed), rel=1e-6)


def test_penalties_class_weights_and_fixed_parameters_count():
    table = several((1.0, 300.0), (0.0, 50.0))
    found = condition(data_of(table), l2=0.5)
    expected = plain_ratio(table[:, :-1], penalty=0.5)  # MSE's second derivative is 2
    assert found.ratio == pytest.approx(expected, rel=1e-9)
    table[:, -1] = np.arange(60) % 4 == 0
    found = condition(data_of(table), loss="binary_cross_entropy", class_weights="balanced")
    weights = np.where(table[:, -1] == 1, 60 / 30, 60 / 90)
    assert found.ratio == pytest.approx(plain_ratio(table[:, :-1], weights), rel=1e-9)
    found = condition(data_of(table), fixed=("bias",))
    assert found.ratio == pytest.approx(plain_ratio(table[:, :-1], bias=False), rel=1e-9)
    found = condition(data_of(table), fixed=("weights[2]",))
    assert found.ratio == pytest.approx(plain_ratio(table[:, :1]), rel=1e-9)
    assert not found.causes


def test_what_depends_on_each_other_is_no_bad_condition():
    """An input twice, and one that never changes: along these the cost never changes."""
    x = np.random.default_rng(2).normal(size=40)
    table = np.column_stack([x, x, np.full(40, 7.0), x])
    found = condition(data_of(table))
    assert found.ratio < 200
    assert not found.is_bad


def test_there_is_no_remedy_where_inputs_are_standardised_or_hardly_differ():
    random = np.random.default_rng(0)
    x = random.normal(size=50)
    alike = np.column_stack([x, x + 1e-4 * random.normal(size=50), x])
    found = condition(data_of(alike))
    assert found.is_bad
    assert not found.has_remedy
    assert not found.causes
    assert condition(data_of(several((1.0, 1e4), (0, 0))), standardize="inputs").ratio < 10
    assert condition(data_of(alike), model="mlp") is None


# -- what is said and advised ----------------------------------------------------------------------

HOUSES = replace(
    data_of(
        np.column_stack([x := several((1.0, 1000.0), (0.0, 500.0), n=50)[:, :2], x @ [2.0, 0.001]])
    ),
    point_names=("rooms", "area", "price"),
)


def plateau(**run):
    trainer = Trainer(HOUSES, Run(learning_rate=4e-7, **run))
    trainer.advance(3000)
    return trainer


def test_a_plateau_names_the_inputs_and_advises_to_standardise_them():
    trainer = plateau()
    said = diagnose(trainer)
    assert said.status is Status.PLATEAU
    ratio = f"{plain_ratio(np.array(HOUSES.points)[:, :-1]):.2g}".replace("+0", "")
    assert f"λmax/λmin = {ratio}, because of the numbers in" in said.reason.text()
    assert "“area” (mean" in said.reason.text()
    assert [(each.path, each.value) for each in said.advice] == [("runs.0.standardize", "inputs")]
    scenario = Scenario(data=HOUSES, runs=(trainer.segment.run,))
    changed = with_values(scenario, [(each.path, each.value) for each in said.advice])
    run = replace(changed.runs[0], learning_rate=0.1)
    follower = Trainer(HOUSES, run)
    follower.advance(300)
    least = CostFacts(follower.objective).least().cost
    start = follower.record.curves(0, 1).low[0, 2]
    assert follower.losses.cost - least < 1e-3 * (start - least)
    assert trainer.losses.cost - least > 0.5 * (follower.losses.cost - least)


def test_what_is_held_fixed_may_forbid_the_remedy():
    said = diagnose(plateau(fixed=("bias",)))
    assert said.status is Status.PLATEAU
    assert all(each.path != "runs.0.standardize" for each in said.advice)


def test_where_no_rate_is_small_enough_the_remedy_is_advised():
    data = replace(data_of(several((1e6, 1.0), (3e6, 0.0), n=30)), point_names=("people", "x", "y"))
    trainer = Trainer(data, Run(learning_rate=0.1))
    trainer.advance(500)
    said = diagnose(trainer)
    assert said.status is Status.DIVERGING
    assert "even the smallest that can be set, 1e-8" in said.reason.text()
    assert "“people”" in said.reason.text()
    assert "Choose one below" not in said.reason.text()
    assert [(each.path, each.value) for each in said.advice] == [("runs.0.standardize", "inputs")]
