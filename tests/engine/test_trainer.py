"""The trainer does the same to the bit, whatever way it is led to a step."""

from itertools import pairwise
from typing import NamedTuple

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.text import InputError
from lossstudio.engine.data.samples import samples
from lossstudio.engine.diagnosis import diagnose
from lossstudio.engine.measuring.validation import lowest_validation
from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training import history, trainer
from lossstudio.engine.training.first_parameters import initial_parameters
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.trainer import RECENT, Trainer

replace = msgspec.structs.replace

LINE = Data(dataset="line", n_samples=23)
BLOBS = Data(dataset="blobs", n_samples=24)
THREE = Data(dataset="three_blobs", n_samples=21, test_fraction=0.0)
SINE = Data(dataset="sine", n_samples=20, outlier_fraction=0.1)
POINTS = Data(
    dataset="points",
    points=((0.0, 1.0), (1.0, 3.5), (2.0, 4.0), (3.5, 9.0), (4.0, 8.0)),
    test_fraction=0.2,
)

SPREAD = {
    "plain": (LINE, Run()),
    "sum": (LINE, Run(reduction="sum", learning_rate=0.005)),
    "penalties": (LINE, Run(l1=0.1, l2=0.3, reduction="sum", learning_rate=0.005)),
    "batches": (LINE, Run(batch_size=4, seed=3)),
    "batches of one": (LINE, Run(batch_size=1, reduction="sum", learning_rate=0.002)),
    "momentum in batches": (LINE, Run(optimizer="momentum", batch_size=5, learning_rate=0.02)),
    "huber, nesterov": (LINE, Run(loss="huber", optimizer="nesterov", learning_rate=0.02)),
    "mae, cooling": (LINE, Run(loss="mae", schedule="inverse_sqrt")),
    "pinball, adagrad": (
        LINE,
        Run(loss="pinball", loss_parameters={"tau": 0.9}, optimizer="adagrad"),
    ),
    "log-cosh, rmsprop": (
        SINE,
        Run(loss="log_cosh", model="polynomial", degree=3, bias=False, optimizer="rmsprop"),
    ),
    "mlp": (SINE, Run(model="mlp", hidden_layers=(5, 3), batch_size=7)),
    "mlp, adam": (
        SINE,
        Run(model="mlp", hidden_layers=(4,), activation="relu", optimizer="adam", l2=0.01),
    ),
    "logistic": (BLOBS, Run(loss="binary_cross_entropy", schedule="cosine")),
    "hinge, adamw": (BLOBS, Run(loss="hinge", optimizer="adamw", batch_size=6)),
    "softmax": (THREE, Run(loss="cross_entropy", schedule="exponential", batch_size=5)),
    "multiclass brier": (THREE, Run(loss="multiclass_brier", optimizer="rmsprop")),
    "own points": (POINTS, Run(learning_rate=0.02, batch_size=2)),
}
EACH = pytest.mark.parametrize(("data", "run"), SPREAD.values(), ids=SPREAD)


class Point(NamedTuple):
    """Everything about a step that a person can see."""

    step: int
    theta: bytes
    losses: bytes
    recent: tuple[float, ...]
    rate: float
    status: str
    reason: str


def seen(trained):
    diagnosis = diagnose(trained)
    return Point(
        trained.step,
        trained.theta.tobytes(),
        np.array(trained.losses).tobytes(),
        tuple(trained.recent_costs),
        trained.rate,
        diagnosis.status,
        str(diagnosis.reason),
    )


@pytest.fixture
def small_memory(monkeypatch):
    """A record of 8 buckets and 5 checkpoints, so that few steps are enough to thin both."""
    monkeypatch.setattr(trainer, "LossRecord", lambda: history.LossRecord(8))
    monkeypatch.setattr(trainer, "Checkpoints", lambda size: history.Checkpoints(size, most=4))


# -- the same again ------------------------------------------------------------------------------


@EACH
def test_the_same_scenario_runs_the_same_again(data, run):
    one, other = Trainer(data, run), Trainer(data, run)
    one.advance(150)
    for count in (1, 0, 7, 64, 65, 13):
        other.advance(count)
    assert seen(one) == seen(other)


@EACH
def test_every_step_that_is_gone_back_to_is_as_it_was(data, run, small_memory):
    path = Trainer(data, run)
    there = [seen(path)]
    for _ in range(170):
        assert path.advance(1) == 1
        there.append(seen(path))
    record = path.record.curves(at_most=10**9)
    order = [169, 170, 0, 1, 63, 64, 65, 66, 150, 90, 91, 3, 128, 127, 170]
    for step in order:
        path.go_to(step)
        assert seen(path) == there[step]
        assert path.last_step == 170
    path.go_to(40)
    path.advance(60)
    assert seen(path) == there[100]
    path.advance(70)
    assert seen(path) == there[170]
    again = path.record.curves(at_most=10**9)
    assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(record, again, strict=True))
    # Beyond what was known, it goes on as if nothing had been.
    path.advance(10)
    fresh = Trainer(data, run)
    fresh.advance(180)
    assert seen(path) == seen(fresh)


@pytest.mark.parametrize("step", [-1, 11, 10**9])
def test_an_unknown_step_is_refused(step):
    path = Trainer(*SPREAD["plain"])
    path.advance(10)
    path.go_to(4)
    with pytest.raises(ValueError, match="known steps 0 to 10"):
        path.go_to(step)
    assert path.step == 4


def test_the_record_holds_what_is_shown_at_each_step():
    path = Trainer(*SPREAD["batches"])
    path.advance(90)
    curves = path.record.curves()
    for step in (0, 1, 50, 89, 90):
        path.go_to(step)
        assert tuple(curves.low[step]) == tuple(curves.high[step]) == path.losses[:3]
        assert curves.steps[step] == step


def test_parameters_that_were_handed_out_never_change():
    path = Trainer(*SPREAD["momentum in batches"])
    path.advance(5)
    theta, kept = path.theta, path.theta.copy()
    path.advance(5)
    path.go_to(2)
    assert np.array_equal(theta, kept)
    with pytest.raises(ValueError, match="read-only"):
        theta[0] = 1.0


def test_seeds_start_and_shuffle():
    def theta(**changed):
        run = replace(Run(batch_size=4, initialization="zero"), **changed)
        trained = Trainer(LINE, run)
        start = trained.theta.copy()
        trained.advance(3)
        return start, trained.theta

    assert not np.array_equal(theta()[1], theta(seed=1)[1])  # the same start, another order
    glorot = {"initialization": "glorot"}
    assert not np.array_equal(theta(**glorot)[0], theta(**glorot, seed=1)[0])
    assert np.array_equal(theta(**glorot)[0], theta(**glorot, learning_rate=0.5)[0])


# -- changes on the way, against a reference that does everything again from the start -----------

CHANGES = (
    lambda data, run: (data, replace(run, learning_rate=0.03)),
    lambda data, run: (data, replace(run, learning_rate=0.1, schedule="inverse_sqrt")),
    lambda data, run: (data, replace(run, loss="huber", loss_parameters={"delta": 0.5})),
    lambda data, run: (data, replace(run, loss="mae", loss_parameters={})),
    lambda data, run: (data, replace(run, optimizer="momentum", optimizer_parameters={})),
    lambda data, run: (
        data,
        replace(run, optimizer="momentum", optimizer_parameters={"beta": 0.5}),
    ),
    lambda data, run: (data, replace(run, optimizer="adam", optimizer_parameters={})),
    lambda data, run: (data, replace(run, optimizer="gradient_descent", optimizer_parameters={})),
    lambda data, run: (data, replace(run, batch_size=None)),
    lambda data, run: (data, replace(run, batch_size=3)),
    lambda data, run: (data, replace(run, batch_size=5)),
    lambda data, run: (data, replace(run, l1=0.05, l2=0.1)),
    lambda data, run: (replace(data, noise=1.0), run),
    lambda data, run: (replace(data, noise=0.1, outlier_fraction=0.2), run),
    lambda data, run: (replace(data, outliers_in="train"), run),
    lambda data, run: (replace(data, outlier_fraction=0.3), run),
)


def replayed(settings_by_step, last_step):
    """Steps 0 to `last_step` done plainly from the start: (theta, losses, recent costs) of each."""
    data, run = settings_by_step[0]
    objective = Objective(run, samples(data, False))
    theta = initial_parameters(objective)
    optimizer, state, epoch, cursor = None, (), 0, 0
    result = []
    for step in range(last_step + 1):
        if step in settings_by_step:
            data, run = settings_by_step[step]
            objective = Objective(run, samples(data, False))
            if run.optimizer != optimizer:
                optimizer, state = run.optimizer, OPTIMIZERS[run.optimizer].init(len(theta))
            recent = []
        evaluated, gradient = objective.evaluate(theta)
        losses = evaluated if objective.batch_size is None else objective.losses(theta)
        recent = [*recent, losses.cost][-RECENT:]
        result.append((theta, losses, tuple(recent)))
        if objective.batch_size is not None:
            if cursor >= objective.n_train:
                epoch, cursor = epoch + 1, 0
            order = np.random.default_rng([run.seed, 1, epoch]).permutation(objective.n_train)
            rows = order[cursor : cursor + objective.batch_size]
            cursor = min(cursor + objective.batch_size, objective.n_train)
            gradient = objective.batch_gradient(theta, rows)
        kind, schedule = OPTIMIZERS[run.optimizer], SCHEDULES[run.schedule]
        rate = schedule.rate(
            run.learning_rate, step, **schedule.hyperparameters(run.schedule_parameters)
        )
        change, state = kind.update(
            gradient,
            state,
            rate,
            theta,
            objective.is_weight,
            **kind.hyperparameters(run.optimizer_parameters),
        )
        theta = theta + change
    return result


OPERATIONS = st.lists(
    st.tuples(st.just("advance"), st.integers(1, 45))
    | st.tuples(st.just("go_to"), st.floats(0, 1))
    | st.tuples(st.just("change"), st.sampled_from(range(len(CHANGES)))),
    min_size=3,
    max_size=14,
)


@pytest.mark.parametrize(("capacity", "most"), [(2, 2), (8, 4), (history.CAPACITY, 4096)])
@given(operations=OPERATIONS, validation=st.sampled_from([0.0, 0.25]))
@settings(max_examples=40, deadline=None)
def test_any_sequence_of_operations_is_as_if_done_plainly(capacity, most, operations, validation):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trainer, "LossRecord", lambda: history.LossRecord(capacity))
        patch.setattr(trainer, "Checkpoints", lambda size: history.Checkpoints(size, most=most))
        _follow(operations, validation)


def _follow(operations, validation):
    data = replace(LINE, n_samples=12, validation_fraction=validation)
    run = Run(learning_rate=0.05, batch_size=4)
    path = Trainer(data, run)
    current, settings_by_step = (data, run), {0: (data, run)}
    step = last = 0
    for name, value in operations:
        if name == "advance":
            path.advance(value)
            step += value
            last = max(last, step)
        elif name == "go_to":
            step = round(value * last)
            path.go_to(step)
        else:
            known = max(at for at in settings_by_step if at <= step)
            current = CHANGES[value](*settings_by_step[known])
            settings_by_step = {at: s for at, s in settings_by_step.items() if at < step}
            settings_by_step[step] = current
            last = step
            path.change(*current)
        _compare(path, settings_by_step, step, last)


def _compare_lowest(path, settings_by_step, losses):
    """The lowest validation loss since the data or the loss were last changed."""
    measured = {
        at: (data, run.loss, run.loss_parameters) for at, (data, run) in settings_by_step.items()
    }
    changed = [b for a, b in pairwise(sorted(measured)) if measured[a] != measured[b]]
    start = max(changed, default=0)
    if path.record.width == 1 or not start:
        at = start + int(np.argmin(losses[start:]))
        assert lowest_validation(path) == (at, losses[at])


def _compare(path, settings_by_step, step, last):
    reference = replayed(settings_by_step, last)
    theta, losses, recent = reference[step]
    assert (path.step, path.last_step) == (step, last)
    assert path.theta.tobytes() == theta.tobytes()
    assert path.losses == losses
    assert tuple(path.recent_costs) == recent
    assert path.changes == tuple(sorted(at for at in settings_by_step if at))
    # Of each bucket the least and the largest.
    curves = path.record.curves(at_most=10**9)
    every = np.array([losses for _, losses, _ in reference])
    has_validation = bool(path.objective.n_validation)
    every = every if has_validation else every[:, :3]
    if has_validation:
        _compare_lowest(path, settings_by_step, every[:, 3])
    for first, low, high in zip(curves.steps, curves.low, curves.high, strict=True):
        bucket = every[first : first + curves.width]
        assert np.array_equal(low, bucket.min(axis=0))
        assert np.array_equal(high, bucket.max(axis=0))
    # Whoever goes straight there is told the same.
    straight = Trainer(*settings_by_step[0])
    for at in sorted(settings_by_step)[1:]:
        if at <= step:
            straight.advance(at - straight.step)
            straight.change(*settings_by_step[at])
    straight.advance(step - straight.step)
    assert seen(path) == seen(straight)


def test_two_changes_at_one_step_are_one():
    data, run = LINE, Run(optimizer="momentum", learning_rate=0.02)
    path, other = Trainer(data, run), Trainer(data, run)
    for trained in (path, other):
        trained.advance(20)
    path.change(data, replace(run, optimizer="adam"))
    path.change(data, replace(run, learning_rate=0.03))
    other.change(data, replace(run, learning_rate=0.03))
    assert path.changes == other.changes == (20,)
    path.advance(10)
    other.advance(10)
    assert seen(path) == seen(other)  # the velocity from before the first change is kept


def test_another_optimiser_and_back_starts_afresh():
    data, run = LINE, Run(optimizer="momentum", learning_rate=0.02)
    path = Trainer(data, run)
    path.advance(20)
    theta = path.theta
    path.change(data, replace(run, optimizer="gradient_descent"))
    assert np.array_equal(path.theta, theta)
    path.advance(5)
    path.change(data, run)
    before, gradient = path.theta, path.gradient
    path.advance(1)
    # The first step of a velocity that begins at 0 is gradient descent's.
    assert np.array_equal(path.theta, before + -run.learning_rate * gradient)
    assert path.changes == (20, 25)


def test_a_change_at_an_earlier_step_forgets_the_later_ones():
    data, run = LINE, Run()
    path = Trainer(data, run)
    path.advance(30)
    path.change(data, replace(run, learning_rate=0.2))
    path.advance(30)
    path.go_to(10)
    assert (path.last_step, path.changes) == (60, (30,))
    path.change(data, replace(run, loss="mae"))
    assert (path.last_step, path.changes, path.step) == (10, (10,), 10)
    path.advance(5)
    path.go_to(9)
    assert path.objective.run.loss == "mse"
    path.go_to(10)
    assert path.objective.run.loss == "mae"


@pytest.mark.parametrize("most", [4, 64, 4096])
def test_far_behind_a_change_nothing_of_the_old_path_is_left(most, monkeypatch):
    monkeypatch.setattr(trainer, "Checkpoints", lambda size: history.Checkpoints(size, most=most))
    monkeypatch.setattr(trainer, "LossRecord", lambda: history.LossRecord(2 * most))
    data, run = LINE, Run(optimizer="momentum", batch_size=4, learning_rate=0.01)
    other = replace(run, learning_rate=0.003)
    path, straight = Trainer(data, run), Trainer(data, run)
    path.advance(400)
    path.go_to(50)
    path.change(data, other)
    path.advance(350)
    straight.advance(50)
    straight.change(data, other)
    for step in (150, 250, 399):
        straight.advance(step - straight.step)
        path.go_to(0)
        path.go_to(step)
        assert seen(path) == seen(straight)


def test_a_change_that_does_not_fit_changes_nothing():
    data, run = LINE, Run(batch_size=4)
    path = Trainer(data, run)
    path.advance(20)
    path.go_to(8)
    before = seen(path)
    with pytest.raises(InputError, match="hinge"):
        path.change(data, replace(run, loss="hinge"))
    for other in (replace(run, model="mlp"), replace(run, bias=False)):
        with pytest.raises(ValueError, match="anew"):
            path.change(data, other)
    assert seen(path) == before
    assert (path.last_step, path.changes) == (20, ())


def test_another_seed_shuffles_anew_and_back_as_before():
    data, run = LINE, Run(batch_size=4)
    path = Trainer(data, run)
    path.advance(2)
    path.change(data, replace(run, seed=9))
    path.advance(1)
    after = path.theta.tobytes()
    path.go_to(0)
    path.go_to(3)
    assert path.theta.tobytes() == after
    other = Trainer(data, run)
    other.advance(3)
    assert other.theta.tobytes() != after


# -- numbers that leave the finite ones ----------------------------------------------------------

TOO_FAST = {
    "line": (LINE, Run(learning_rate=20.0)),
    "batches": (LINE, Run(learning_rate=20.0, batch_size=4)),
    "mlp": (SINE, Run(model="mlp", learning_rate=500.0)),
    "penalty": (POINTS, Run(loss="log_cosh", learning_rate=1000.0, l2=100.0)),
}


@pytest.mark.parametrize(("data", "run"), TOO_FAST.values(), ids=TOO_FAST)
def test_a_run_that_overflows_stops_at_its_last_finite_step(data, run, small_memory):
    path = Trainer(data, run)
    assert not path.overflowed
    done = path.advance(10_000)
    assert path.overflowed
    assert 0 < done == path.step == path.last_step < 10_000
    assert np.isfinite(path.theta).all()
    assert np.isfinite(path.losses[:3]).all()  # there is no validation set
    end = seen(path)
    assert path.advance(5) == 0
    assert seen(path) == end
    path.go_to(done // 2)
    assert not path.overflowed
    assert path.advance(10_000) == done - done // 2
    assert seen(path) == end
    path.go_to(0)
    path.go_to(done)
    assert seen(path) == end


def test_after_an_overflow_a_change_goes_on():
    data, run = TOO_FAST["line"]
    path = Trainer(data, run)
    path.advance(10_000)
    high = path.losses.cost
    path.change(data, replace(run, learning_rate=0.1))
    assert not path.overflowed
    assert path.advance(100) == 100
    assert path.losses.cost < high * 1e-6


def test_a_cost_that_is_not_finite_is_refused():
    points = ((0.0, 1e200), (1.0, 2.0), (2.0, 3.0))
    data = Data(dataset="points", points=points, test_fraction=0.0)
    with pytest.raises(InputError, match=r'^runs\.2\.loss = "mse": .* not a finite number'):
        Trainer(data, Run(), index=2)
    path = Trainer(data, Run(loss="mae"))
    path.advance(3)
    before = seen(path)
    with pytest.raises(InputError, match="not a finite number"):
        path.change(data, Run(loss="mse"))
    assert seen(path) == before
    assert path.advance(1) == 1


def test_nothing_warns(recwarn):
    for data, run in TOO_FAST.values():
        path = Trainer(data, run)
        path.advance(10_000)
        diagnose(path)
        path.go_to(0)
    assert [str(warning.message) for warning in recwarn] == []


def test_the_norm_overflows_no_earlier_than_the_gradient():
    points = ((0.0, 5e153), (1.0, -5e153), (1e5, 3.0))
    data = Data(dataset="points", points=points, test_fraction=0.0)
    path = Trainer(data, Run(initialization="zero"))
    gradient = path.gradient
    assert np.abs(gradient).max() > 1e153
    assert path.gradient_norm == pytest.approx(1e150 * np.linalg.norm(gradient / 1e150))
