"""What the program says about a run beside training it: it must fit the run."""

import random
import re
from collections.abc import Callable

import msgspec
import numpy as np
from fuzz_cases import CaseError

from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.planes import Plane
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.text import InputError
from lossstudio.engine.ahead.step_slice import step_slice
from lossstudio.engine.ahead.what_if import what_if
from lossstudio.engine.costs.cost_facts import CostFacts
from lossstudio.engine.diagnosis import diagnose
from lossstudio.engine.landscape.costs import Points, costs
from lossstudio.engine.landscape.optima import optimum
from lossstudio.engine.measuring.contributions import contributions
from lossstudio.engine.measuring.measures import measure
from lossstudio.engine.measuring.metric_history import metric_names, metrics_at
from lossstudio.engine.measuring.picture import make_canvas, paint
from lossstudio.engine.measuring.unit_outputs import make_probe, node_outputs
from lossstudio.engine.runs.comparisons import comparisons_for
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.fitting import fitting_rates, following
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Run, Scenario
from lossstudio.engine.training.trainer import Trainer

_STALE = re.compile(
    r"no such parameter|\.start|class_weights|standardize = |features|_parameters\."
)
"""What messages speak of where a choice has left something behind."""


def close(ours: object, theirs: object, what: str, **near: float) -> None:
    """Raise `AssertionError` saying `what` where the two are not nearly the same."""
    near = {"rtol": 1e-9, "atol": 1e-12} | near
    np.testing.assert_allclose(ours, theirs, err_msg=what, **near)


def check_explained(trainer: Trainer, rng: random.Random) -> None:
    """Landscape, optimum, curvature, shares, metrics and looks ahead, at the present step."""
    draw = np.random.default_rng(rng.randrange(2**32))
    if not abs(trainer.losses.cost) < 1e8 or np.abs(trainer.theta).max() > 1e6:
        return
    with np.errstate(all="ignore"):
        _check_landscape(trainer, draw)
        _check_optimum(trainer, draw)
        _check_curvature(trainer)
        _check_shares(trainer)
        _check_metrics(trainer)
        _check_pictures(trainer)
        _check_ahead(trainer)


def _check_landscape(trainer: Trainer, draw: np.random.Generator) -> None:
    objective, p = trainer.objective, len(trainer.theta)
    second = draw.standard_normal(p) if p > 1 else None
    plane = Plane(trainer.theta, draw.standard_normal(p), second)
    a, b = draw.standard_normal((2, 5)) * 0.3
    b = b if second is not None else 0.0 * b
    out = np.empty(5)
    for _ in costs(objective, Points.of(plane, (0.0, 0.0), a, b), out):
        pass
    ends = [trainer.theta + i * plane.first + j * (0 if second is None else second)
            for i, j in zip(a, b, strict=True)]  # fmt: skip
    theirs = np.array([objective.losses(end).cost for end in ends])
    good = np.isfinite(theirs) & (np.abs(theirs) < 1e8)
    close(out[good], theirs[good], "the cost of the landscape", rtol=1e-7, atol=1e-9)


def _check_optimum(trainer: Trainer, draw: np.random.Generator) -> None:
    objective, facts = trainer.objective, CostFacts(trainer.objective, trainer.theta)
    moved = trainer.theta + objective.by_free(0.3 * draw.standard_normal(len(trainer.theta)))
    tried = [objective.losses(theta).cost for theta in (trainer.theta, moved)]
    tried = [cost for cost in tried if np.isfinite(cost)]
    best = optimum(objective, trainer.theta, by_free=True)
    size = abs(trainer.losses.cost) + objective.scale * float(np.square(objective.y).sum())
    if best is not None:
        if objective.free is not None:
            held = ~objective.free
            assert (best[held] == trainer.theta[held]).all(), "the optimum moves what is fixed"
        assert objective.losses(best).cost <= min(tried) + 1e-7 * (1 + size), "the optimum"
    least = facts.least()
    if least is not None:
        assert least.cost <= min(tried) + 1e-7 * (1 + size), "the lowest cost"
        names = [block.name for block in objective.model.layout]
        if "bias" in names and objective.free is None and np.isfinite(facts.constant_cost()):
            most = facts.constant_cost() + 1e-6 * (1 + size)
            assert least.cost <= most, "the best constant costs less than the optimum"
    facts.condition()
    facts.falls_without_end()


def _check_curvature(trainer: Trainer) -> None:
    """λmax by the free parameters is that of differences of gradients, kinks aside."""
    objective, theta = trainer.objective, trainer.theta
    if not objective.has_curvature or objective.run.l1 or len(theta) > 40:
        return
    found = objective.largest_curvature(theta)
    places = np.arange(len(theta)) if objective.free is None else np.flatnonzero(objective.free)
    hessians = []
    for h in (1e-5, 3e-5):
        columns = []
        for place in places:
            one = h * np.eye(1, len(theta), place)[0]
            ends = [objective.evaluate(theta + sign * one)[1][places] for sign in (1, -1)]
            columns.append((ends[0] - ends[1]) / (2 * h))
        hessians.append(np.array(columns))
    one, other = hessians
    if not np.isfinite(one).all() or np.abs(one - other).max() > 1e-4 * np.abs(one).max():
        return
    values = np.linalg.eigvalsh((one + one.T) / 2)
    if objective.model.is_linear:
        close(found, values[-1], "λmax", rtol=1e-3, atol=1e-6 * (1 + np.abs(values).max()))
        everywhere = CostFacts(objective, theta).curvature_everywhere()
        if everywhere is not None:
            assert everywhere >= found * (1 - 1e-6) - 1e-12, "a curvature above that of all"


def _check_shares(trainer: Trainer) -> None:
    objective, dataset = trainer.objective, trainer.objective.dataset
    found = contributions(objective, trainer.theta)
    n = objective.n_train
    mean = found.loss[:n].mean()
    close(mean, trainer.losses.train_loss, "the mean of the samples' losses", rtol=1e-8)
    if np.isfinite(found.loss_share[:n]).all():
        close(found.loss_share[:n].sum(), 1.0, "the shares of the loss", rtol=1e-8)
    if np.isfinite(found.gradient_share[:n]).all():
        close(found.gradient_share[:n].sum(), 1.0, "the shares of the gradient", rtol=1e-8)
    assert np.isnan(found.loss_share[n:]).all(), "a share of a sample that is held out"
    if not dataset.classes:
        apart = found.prediction - dataset.target
        size = np.abs(dataset.target).max() + np.abs(found.prediction).max()
        close(found.residual, apart, "ŷ − y in the data's units", atol=1e-9 * (1 + size))


def _check_metrics(trainer: Trainer) -> None:
    objective = trainer.objective
    names, measures = metric_names(objective), measure(objective, trainer.theta)
    found = metrics_at(objective, [trainer.theta, trainer.theta])[1]
    for row, part in zip(found, ("train", "test", "validation"), strict=True):
        measured = getattr(measures, part)
        if measured is None:
            assert np.isnan(row).all(), f"metrics of a {part} set that is not there"
            continue
        for value, name in zip(row, names, strict=True):
            said = getattr(measured, name)
            if said is not None and np.isfinite(said):
                close(value, said, f"{part} {name} over time", rtol=1e-7)


def _check_pictures(trainer: Trainer) -> None:
    """The last nodes of the network view are what the picture of the fit shows."""
    objective = trainer.objective
    canvas = make_canvas(objective.dataset)
    said = paint(objective, trainer.theta, canvas)
    assert np.isfinite(said).all() or not np.isfinite(trainer.theta).all(), "a picture"
    node_outputs(make_probe(objective, canvas), trainer.theta)


def _check_ahead(trainer: Trainer) -> None:
    objective, step, moment = trainer.objective, trainer.step, trainer.moment
    *_, found = what_if(objective, moment, step, (1.0,), steps=4, longest=1e9)
    assert found is not None
    change = trainer.coming.change
    if np.isfinite(change).all():
        *_, along = step_slice(objective, trainer.theta, change, points=9, longest=1e9)
        assert along is not None
        close(along.cost_at(0.0), trainer.losses.cost, "the cost along the step", rtol=1e-9)
        minimum = along.minimum
        if minimum is not None:
            low = objective.losses(trainer.theta + minimum[0] * change).cost
            near = 1e-9 * (1 + abs(trainer.losses.cost) + minimum[0] ** 2 * abs(along.slope))
            close(minimum[1], low, "the minimum along the step", rtol=1e-5, atol=near)
    last = trainer.last_step
    if step == last:
        trainer.advance(4)
        rows = trainer.record.curves(step, trainer.step + 1, 10**9).low
        trainer.go_to(step)
        trainer.forget_later()
        close(found.losses[0], rows, "the look ahead", rtol=0.0, atol=0.0)


def check_offered(scenario: Scenario, experiment: Experiment) -> None:
    """What is offered to do with a run can be done: comparisons, advice, learning rates."""
    dataset = experiment.trainers[0].objective.dataset
    for trainer in experiment.trainers:
        index = trainer.index
        for each in comparisons_for(scenario, index):
            runs = each.runs(scenario, index, str)
            _check_builds(
                lambda runs=runs: Experiment(_with_runs(scenario, runs)), f"comparing {each.name}"
            )
        for advice in diagnose(trainer).advice:
            _check_builds(
                lambda advice=advice: Experiment(
                    with_values(scenario, following(scenario, advice, dataset))
                ),
                f"the advice {advice.path} = {advice.value}",
            )
    rates = fitting_rates(scenario, dataset)
    _check_builds(lambda: Experiment(with_values(scenario, rates)), f"the rates {rates}")


def check_following(scenario: Scenario, rng: random.Random) -> None:
    """After a choice in the settings, what belonged to the other choice does not stand in its
    way."""
    path, value = rng.choice((
        ("runs.0.loss", rng.choice(list(LOSSES))), ("runs.0.model", rng.choice(list(MODELS))),
        ("runs.0.bias", rng.random() < 0.5), ("runs.0.degree", rng.randint(1, 3)),
        ("runs.0.hidden_layers", rng.choice(([], [2, 2], [4]))),
        ("runs.0.optimizer", rng.choice(list(OPTIMIZERS))),
        ("runs.0.schedule", rng.choice(list(SCHEDULES))),
        ("runs.0.class_weights", "none"), ("runs.0.standardize", rng.choice((None, False))),
        ("data.dataset", rng.choice(list(DATASETS))), ("data.test_fraction", 0.2),
        ("data.validation_fraction", 0.2), ("data.categories", "drop"), ("data.columns", None),
        ("data.points", [[0.5, 1.0], [1.5, 0.0], [2.5, 1.0], [1.0, 0.0]]),
    ))  # fmt: skip
    try:
        Experiment(with_values(scenario, [(path, value)]))
    except InputError as error:
        if _STALE.search(str(error)):
            raise CaseError(f"{path} = {value} is refused: {error}") from error


def _check_builds(build: Callable[[], object], what: str) -> None:
    try:
        build()
    except InputError as error:
        if "not a finite number" in str(error):
            return
        raise CaseError(f"{what} is offered, but refused: {error}") from error


def _with_runs(scenario: Scenario, runs: tuple[Run, ...]) -> Scenario:
    return msgspec.structs.replace(scenario, runs=runs, stop=None)
