"""What a run is said to do is what it does, and the numbers in the sentence are right."""

import math
import re
import string

import msgspec
import numpy as np
import pytest

from lossstudio.core.text import InputError, Message
from lossstudio.engine.costs.stability import stability
from lossstudio.engine.diagnosis import STATUS_LABELS, Status, diagnose
from lossstudio.engine.diagnosis.evidence import RunFacts
from lossstudio.engine.diagnosis.phrases import digits_to_tell
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import find_scenario
from lossstudio.engine.training.trainer import Trainer

replace = msgspec.structs.replace

LINE = Data(dataset="line", n_samples=50)
BLOBS = Data(dataset="blobs", n_samples=60, noise=2.0, outlier_fraction=0.1)
THREE = Data(dataset="three_blobs", n_samples=60, noise=3.0, outlier_fraction=0.1)
SINE = Data(dataset="sine", n_samples=40)


def points(*rows):
    return Data(
        dataset="points",
        points=tuple(tuple(map(float, row)) for row in rows),
        test_fraction=0.0,
    )


APART = points((1, 0), (2, 0), (3, 0), (4, 1), (5, 1), (6, 1))
TOUCHING = points((1, 0), (2, 0), (3, 0), (3, 1), (4, 1), (5, 1))
CENTERED = points((-2, 0), (-1, 0), (0, 0), (0, 1), (1, 1), (2, 1))


def after(data, run, steps, *, of_limit=None):
    """A trainer after up to `steps`; with `of_limit` the learning rate is that share of 2/λmax."""
    as_classes = loss_of(run).task != "regression"
    if of_limit:
        limit = stability(Trainer(data, run, as_classes=as_classes)).limit
        run = replace(run, learning_rate=of_limit * limit)
    trainer = Trainer(data, run, as_classes=as_classes)
    trainer.advance(steps)
    return trainer


def flat(message):
    """All values of a message, those of the messages in it too."""
    for value in message.values.values():
        yield from flat(value) if isinstance(value, Message) else [value]


def check_sentence(message):
    """It can be filled in, and every number in it is a number."""
    text = str(message)
    assert text
    assert not re.search(r"\b(nan|inf|None|True|False)\b|[{}]", text)
    for value in flat(message):
        assert isinstance(value, int | float | np.number)
        assert math.isfinite(value)
    return text


def judged(trainer):
    diagnosis = diagnose(trainer)
    assert math.isfinite(diagnosis.gradient_norm)
    return diagnosis.status, check_sentence(diagnosis.reason)


def costs(trainer, steps):
    """The costs of the newest `steps` steps."""
    return trainer.record.curves(trainer.step - steps, trainer.step + 1).low[:, 2]


# -- each status ---------------------------------------------------------------------------------


def test_ready_and_running():
    trainer = after(LINE, Run(), 0)
    limit = stability(trainer).limit
    assert judged(trainer) == (
        Status.RUNNING,
        f"η = 0.1; stable below {limit:.3g} (= 2/λmax) for these data.",
    )
    trainer.advance(3)
    status, reason = judged(trainer)
    assert status is Status.RUNNING
    assert reason.startswith("Too few steps yet to judge; η = 0.1;")


def test_converging():
    trainer = after(LINE, Run(learning_rate=0.05), 40)
    status, reason = judged(trainer)
    recent = costs(trainer, 40)
    fall = 100 * (recent[0] - recent[-1]) / recent[0]
    limit = stability(trainer).limit
    assert status is Status.CONVERGING
    assert reason == (
        f"The cost fell by {fall:.2g}% in the last 40 steps; η = 0.05; stable below {limit:.3g} "
        "(= 2/λmax) for these data."
    )


def test_converging_with_a_limit_that_is_local():
    trainer = after(BLOBS, Run(loss="binary_cross_entropy"), 20)
    assert judged(trainer)[0] is Status.CONVERGING
    assert "; near these parameters stable below " in judged(trainer)[1]


def test_the_rate_is_that_of_the_schedule():
    trainer = after(LINE, Run(schedule="inverse_sqrt", learning_rate=0.2), 24)
    assert "η = 0.04;" in judged(trainer)[1]


def test_oscillating_across_the_valley():
    trainer = after(LINE, Run(), 30, of_limit=0.97)
    status, reason = judged(trainer)
    assert status is Status.OSCILLATING
    assert reason == (
        "Each step jumps across the valley: the gradient points against the one before "
        "(cosine −1.00). The cost still falls; a smaller learning rate would go straight."
    )
    assert np.all(np.diff(costs(trainer, 20)) < 0)


def test_oscillating_at_a_kink():
    trainer = after(LINE, Run(loss="mae"), 300)
    status, reason = judged(trainer)
    assert status is Status.OSCILLATING
    recent = costs(trainer, 19)
    turns = np.count_nonzero(np.diff(np.sign(np.diff(recent))))
    assert f" {turns} times in the last 19 steps" in reason
    digits = digits_to_tell(recent.min(), recent.max())
    assert f"between {recent.min():.{digits}g} and {recent.max():.{digits}g}" in reason


@pytest.mark.parametrize(("share", "steps"), [(1.001, 200), (1.02, 40), (1.3, 12), (3.0, 8)])
def test_diverging_above_the_limit(share, steps):
    trainer = after(LINE, Run(), steps, of_limit=share)
    status, reason = judged(trainer)
    assert status is Status.DIVERGING
    rate, limit = trainer.rate, stability(trainer).limit
    assert rate == pytest.approx(share * limit)
    assert f"η = {rate:.3g} is above 2/λmax = {limit:.3g}: " in reason
    assert reason.endswith(f"Choose one below {limit:.3g}.")
    low, high, over = re.match(r"The cost grew from (\S+) to (\S+) in (\d+) steps", reason).groups()
    recent = costs(trainer, int(over))
    assert float(low) == pytest.approx(recent[0], rel=1e-3)
    assert float(high) == pytest.approx(recent[-1], rel=1e-3)
    assert recent[-1] > 1.02 * recent[0]


def test_a_cost_that_falls_from_far_above_the_start_is_said_to_be_high():
    trainer = after(LINE, Run(), 40, of_limit=1.5)
    start = trainer.record.curves(0, 1).low[0, 2]
    limit = stability(trainer).limit
    trainer.change(LINE, Run(learning_rate=0.2 * limit))
    trainer.advance(10)
    status, reason = judged(trainer)
    assert status is Status.CONVERGING
    times = float(re.search(r"still (\S+) times what it was at the start", reason).group(1))
    assert times == pytest.approx(trainer.losses.cost / start, rel=0.06)
    trainer.change(LINE, Run(loss="huber", learning_rate=0.2 * limit))  # another quantity
    trainer.advance(10)
    assert "at the start" not in judged(trainer)[1]


def test_stopped_by_overflow():
    trainer = after(LINE, Run(), 10**5, of_limit=3.0)
    status, reason = judged(trainer)
    assert status is Status.DIVERGING
    step, cost = re.match(
        r"Stopped at step (\d+), the last one with finite numbers \(cost (\S+)\)\. "
        r"The learning rate",
        reason,
    ).groups()
    assert int(step) == trainer.step
    assert float(cost) == pytest.approx(trainer.losses.cost, rel=1e-2)
    trainer.go_to(trainer.step - 1)
    assert judged(trainer)[1].startswith("The cost grew from")


@pytest.mark.parametrize("batch_size", [None, 7])
def test_a_slope_that_is_no_number_is_not_blamed_on_the_learning_rate(batch_size):
    # At r = 0, where all samples but a few begin, the root has no slope.
    data = points(*[(0, 0)] * 14, *((x, -x) for x in range(1, 7)))
    run = Run(loss="formula", formula="sqrt(r)", batch_size=batch_size, start=(0.0, 0.0))
    trainer = Trainer(data, run)
    trainer.advance(100)
    assert trainer.overflowed
    reason = check_sentence(diagnose(trainer).reason)
    assert "The slope of the loss is not a finite number for some sample" in reason
    assert "too large" not in reason


def test_above_a_limit_that_is_local_it_is_said_to_be_so():
    trainer = after(SINE, Run(model="mlp", learning_rate=1000.0), 10**4)
    status, reason = judged(trainer)
    assert status is Status.DIVERGING
    assert stability(trainer).is_local
    assert "near these parameters: steps overshoot" in reason


@pytest.mark.parametrize(
    "run",
    [
        Run(model="mlp", optimizer="momentum", learning_rate=50.0),
        Run(optimizer="nesterov", learning_rate=5.0),
        Run(batch_size=4, learning_rate=5.0),
    ],
    ids=lambda run: run.optimizer,
)
def test_diverging_where_no_limit_is_known(run):
    trainer = after(SINE if run.model == "mlp" else LINE, run, 10**4)
    status, reason = judged(trainer)
    assert status is Status.DIVERGING
    assert stability(trainer) is None
    rate = f"{run.learning_rate:.3g}"
    assert f"The learning rate η = {rate} is too large here: choose a smaller one." in reason


def test_plateau_by_tiny_steps():
    trainer = after(LINE, Run(learning_rate=1e-7), 100)
    status, reason = judged(trainer)
    assert status is Status.PLATEAU
    recent = costs(trainer, 63)
    fall = 100 * (recent[0] - recent[-1]) / recent[0]
    norm, limit = np.linalg.norm(trainer.gradient), stability(trainer).limit
    assert reason == (
        f"The cost fell by {fall:.2g}% in the last 63 steps, though the gradient's norm is still "
        f"{norm:.2g}: the steps are small. η = 1e-7 is far below {limit:.3g} (= 2/λmax)."
    )


def test_plateau_of_a_saturated_sigmoid():
    data = points((0, 1), (10, 0), (11, 0), (12, 1))
    trainer = after(data, Run(loss="brier", learning_rate=1000.0), 10)
    trainer.change(data, Run(loss="brier", learning_rate=0.001), as_classes=True)
    trainer.advance(80)
    status, reason = judged(trainer)
    assert status is Status.PLATEAU
    assert "the steps are small, or the slope is" in reason


def test_nearly_there():
    trainer = after(LINE, Run(learning_rate=0.02), 600)
    status, reason = judged(trainer)
    share = trainer.gradient_norm / after(LINE, Run(), 0).gradient_norm
    assert status is Status.CONVERGING
    assert reason.startswith("Nearly there: the gradient's norm is ")
    assert f" {100 * share:.2g}% of " in reason


def test_mini_batches_jitter_about_a_plateau():
    trainer = after(LINE, Run(batch_size=2, learning_rate=0.3), 600)
    status, reason = judged(trainer)
    assert status is Status.PLATEAU
    recent = costs(trainer, 31)
    assert f"jitters between {recent.min():.4g} and {recent.max():.4g}: each batch of 2 " in reason


def test_mini_batches_converge_on_average():
    trainer = after(LINE, Run(batch_size=4, learning_rate=0.01), 100)
    status, reason = judged(trainer)
    assert status is Status.CONVERGING
    recent = costs(trainer, 63)
    fall = 100 * (1 - recent[32:].mean() / recent[:32].mean())
    assert f"averaged over 32 steps, fell by {fall:.2g}%" in reason
    assert "each batch of 4" in reason


@pytest.mark.parametrize(
    ("data", "run", "steps"),
    [
        (LINE, Run(), 2000),
        (LINE, Run(reduction="sum", learning_rate=0.01), 1000),
        (LINE, Run(l2=0.5), 500),
        (LINE, Run(loss="huber"), 2000),
        (BLOBS, Run(loss="binary_cross_entropy", learning_rate=0.5), 4000),
        (THREE, Run(loss="cross_entropy", learning_rate=0.3), 5000),
        (APART, Run(loss="binary_cross_entropy", l2=0.1, learning_rate=0.2), 5000),
        (
            APART,
            Run(loss="cross_entropy", learning_rate=0.3, loss_parameters={"label_smoothing": 0.3}),
            5000,
        ),
        (replace(LINE, noise=0.0), Run(optimizer="momentum", learning_rate=0.01), 800),
    ],
)
def test_converged(data, run, steps):
    trainer = after(data, run, steps)
    norm = trainer.gradient_norm
    assert judged(trainer) == (
        Status.CONVERGED,
        f"The gradient's norm is {norm:.2g}, practically zero.",
    )
    start = after(data, run, 0)
    assert norm <= 1e-6 * start.gradient_norm
    # The optimum is here: nothing nearby is lower.
    rng = np.random.default_rng(0)
    for _ in range(10):
        other = trainer.theta + 0.1 * rng.standard_normal(len(trainer.theta))
        assert trainer.objective.losses(other).cost > trainer.losses.cost


def test_a_gradient_in_large_units_is_small_beside_the_first_one():
    prices = tuple((x / 50, 200_000.0 + 3000.0 * x + 20_000.0 * (-1) ** x) for x in range(50))
    data = Data(dataset="points", points=prices, test_fraction=0.0)
    status, reason = judged(after(data, Run(learning_rate=0.5), 160))
    assert status is Status.CONVERGED
    assert after(data, Run(learning_rate=0.5), 0).gradient_norm == pytest.approx(6.2e5, rel=0.01)
    assert reason.endswith(" is 0.085, practically zero beside the 6.2e5 that it began with.")


@pytest.mark.parametrize("unit", [1e-6, 1e6])
@pytest.mark.parametrize("target", [1e-6, 1e6])
def test_how_far_the_optimum_is_does_not_depend_on_units(unit, target):
    rows = [(0.3, 1.1), (1.0, 2.0), (1.7, 2.7), (2.2, 3.9), (3.1, 4.2)]
    data = points(*((x * unit, y * target) for x, y in rows))
    trainer = after(data, Run(initialization="zero"), 0)
    x, y = (np.array(column) for column in zip(*data.points, strict=True))
    best = np.polyfit(x, y, 1)
    # At its best for one parameter, not for the other.
    for theta in ((0.0, y.mean()), ((x @ y) / (x @ x), 0.0)):
        trainer.theta = np.array(theta)
        trainer._take_up(0)
        gap = RunFacts(trainer).gap
        least = np.mean((np.polyval(best, x) - y) ** 2)
        above = np.mean((theta[0] * x + theta[1] - y) ** 2) - least
        assert gap.value / gap.spread == pytest.approx(above / (np.var(y) - least), rel=1e-6)
        assert judged(trainer)[0] is not Status.CONVERGED
    trainer.theta = best
    trainer._take_up(0)
    assert judged(trainer)[0] is Status.CONVERGED


def test_how_near_the_optimum_is_does_not_depend_on_the_reduction():
    mean = after(LINE, Run(l2=0.5), 3)
    n = mean.objective.n_train
    total = after(LINE, Run(reduction="sum", l2=0.5 * n), 0)
    assert total.objective.scale == 1.0
    total.theta = mean.theta
    total._take_up(0)
    one, other = RunFacts(mean).gap, RunFacts(total).gap
    assert one.value / one.spread == pytest.approx(other.value / other.spread, rel=1e-9)


def test_hinge_may_be_zero_and_is_then_converged():
    trainer = after(APART, Run(loss="hinge", learning_rate=0.5), 5000)
    assert trainer.losses.cost == 0
    assert judged(trainer)[0] is Status.CONVERGED


def test_a_network_may_have_converged_to_something_else():
    run = Run(model="mlp", hidden_layers=(2,), initialization="zero", l2=0.1, learning_rate=0.3)
    trainer = after(SINE, run, 6000)
    status, reason = judged(trainer)
    assert status is Status.CONVERGED
    assert reason.endswith("In a network this need not be the lowest point.")


# -- no finite optimum ---------------------------------------------------------------------------

NO_MINIMUM = ("binary_cross_entropy", "focal", "brier", "cross_entropy", "multiclass_brier")
OPTIMIZERS = {
    "gradient_descent": (0.5, {}),
    "too fast": (1000.0, {}),
    "adam": (0.3, {}),
    "rmsprop": (0.1, {"epsilon": 1e-16}),
    "adagrad": (10.0, {"epsilon": 1e-16}),
}


def optimizer_fields(name):
    rate, parameters = OPTIMIZERS[name]
    kind = "gradient_descent" if name == "too fast" else name
    return {"optimizer": kind, "learning_rate": rate, "optimizer_parameters": parameters}


@pytest.mark.parametrize("loss", NO_MINIMUM)
@pytest.mark.parametrize("model", ["linear", "mlp"])
def test_separable_classes_have_no_finite_optimum(loss, model):
    run = Run(loss=loss, model=model, optimizer="adam", learning_rate=0.1)
    trainer = after(APART, run, 3000)
    status, reason = judged(trainer)
    assert status is Status.NO_FINITE_OPTIMUM
    norm = np.linalg.norm(trainer.theta[trainer.objective.is_weight])
    assert f"(now ‖w‖ = {norm:.3g})" in reason
    before = trainer.losses.cost
    assert trainer.objective.losses(trainer.theta * 1.5).cost < before


@pytest.mark.parametrize(
    "changed",
    [
        {"l2": 1e-3},
        {"l1": 1e-3},
        {"loss": "hinge"},
        {"loss": "squared_hinge"},
        {"loss": "cross_entropy", "loss_parameters": {"label_smoothing": 0.1}},
    ],
    ids=str,
)
def test_a_penalty_or_a_loss_with_a_minimum_has_one(changed):
    run = replace(Run(loss="binary_cross_entropy", learning_rate=0.2), **changed)
    trainer = after(APART, run, 0)
    for _ in range(60):
        trainer.advance(100)
        assert judged(trainer)[0] is not Status.NO_FINITE_OPTIMUM


def test_overlapping_classes_have_a_finite_optimum():
    trainer = after(BLOBS, Run(loss="binary_cross_entropy"), 0)
    for _ in range(50):
        trainer.advance(20)
        assert judged(trainer)[0] is not Status.NO_FINITE_OPTIMUM


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("loss", NO_MINIMUM)
@pytest.mark.parametrize("data", [TOUCHING, CENTERED], ids=["touching", "centered"])
def test_classes_that_touch_without_overlapping_never_converge(data, loss, optimizer):
    trainer = after(data, Run(loss=loss, **optimizer_fields(optimizer)), 0)
    for step in range(1000):
        trainer.advance(1)
        if step < 20 or step % 10 == 0:
            status, reason = judged(trainer)
            assert status is not Status.CONVERGED
            assert "Nearly there" not in reason


def test_units_of_the_inputs_do_not_make_it_converge():
    for unit in (1e-4, 1e4):
        rows = [(x * unit, y) for x, y in CENTERED.points]
        run = Run(loss="binary_cross_entropy", optimizer="rmsprop", learning_rate=0.1 / unit)
        trainer = after(points(*rows), replace(run, optimizer_parameters={"epsilon": 1e-16}), 0)
        for _ in range(300):
            trainer.advance(10)
            assert judged(trainer)[0] is not Status.CONVERGED


@pytest.mark.parametrize("unit", [1e-8, 1.0, 1e8])
@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy"])
def test_saturated_scores_are_no_optimum_in_any_unit(unit, loss):
    data = points(*((x * unit, y) for x, y in CENTERED.points))
    trainer = after(data, Run(loss=loss, initialization="zero"), 0)
    # The scores are ±40 beside the touching samples and 0 at them: all but the curvature fits.
    weights = [40.0] if loss == "binary_cross_entropy" else [-20.0, 20.0]
    trainer.theta = np.concatenate([np.array(weights) / unit, np.zeros(len(weights))])
    trainer._take_up(0)
    assert trainer.gradient_norm < 1e-9
    assert RunFacts(trainer).local.is_saturated
    assert judged(trainer)[0] is not Status.CONVERGED


def test_a_few_wrong_samples_among_many_are_an_overlap():
    rows = [(x, 0 if x < 0 else 1) for x in np.linspace(-3, 3, 400)] + [(-0.5, 1), (0.6, 0)]
    trainer = after(points(*rows), Run(loss="binary_cross_entropy", learning_rate=10.0), 20_000)
    assert judged(trainer)[0] is Status.CONVERGED


# -- what must not be said -----------------------------------------------------------------------


@pytest.mark.parametrize("rate", [0.001, 0.005, 0.02, 0.05])
@pytest.mark.parametrize("optimizer", ["momentum", "nesterov"])
def test_momentum_that_swings_through_a_perfect_fit_does_not_diverge(optimizer, rate):
    data = replace(LINE, noise=0.0)
    trainer = after(data, Run(optimizer=optimizer, learning_rate=rate), 0)
    seen = set()
    while trainer.step < 600:
        trainer.advance(1)
        seen.add(judged(trainer)[0])
    assert Status.DIVERGING not in seen


SPREAD = [
    (LINE, Run(optimizer="momentum", learning_rate=0.03)),
    (LINE, Run(optimizer="adam", learning_rate=0.5)),
    (LINE, Run(optimizer="adamw", optimizer_parameters={"weight_decay": 1.0})),
    (LINE, Run(loss="mae", batch_size=5)),
    (LINE, Run(schedule="cosine", schedule_parameters={"period": 50.0})),
    (SINE, Run(model="mlp", optimizer="rmsprop", learning_rate=0.1)),
    (SINE, Run(model="mlp", batch_size=3, learning_rate=0.1)),
    (BLOBS, Run(loss="focal", learning_rate=50.0)),
    (BLOBS, Run(loss="hinge", batch_size=7, learning_rate=2.0)),
    (APART, Run(loss="multiclass_brier", learning_rate=100.0)),
]


def test_a_perfect_fit_beside_a_kink_of_the_activation_is_no_saddle():
    run = Run(model="mlp", activation="relu", learning_rate=0.05)
    trainer = after(points((0, 1), (1, 3), (2, 5), (3, 7)), run, 5000)
    assert trainer.losses.cost < 1e-28
    assert judged(trainer)[0] is Status.CONVERGED


@pytest.mark.parametrize("loss", ["mse", "huber", "log_cosh"])
@pytest.mark.parametrize("optimizer", ["gradient_descent", "momentum"])
def test_equal_targets_are_fitted(loss, optimizer):
    run = Run(loss=loss, optimizer=optimizer)
    trainer = after(points((0, 5), (1, 5), (2, 5), (3, 5)), run, 2000)
    assert judged(trainer)[0] is Status.CONVERGED


def test_swings_of_momentum_that_die_out_need_no_smaller_rate():
    run = Run(optimizer="momentum", learning_rate=0.3)
    trainer = after(Data(noise=0.0), run, 100)
    diagnosis = diagnose(trainer)
    assert diagnosis.status is Status.OSCILLATING
    assert diagnosis.advice == ()
    trainer.advance(300)
    assert judged(trainer)[0] is Status.CONVERGED


def test_a_slow_fall_with_batches_is_told_from_a_plateau():
    trainer = after(Data(), Run(loss="mae", batch_size=8, learning_rate=0.001), 4000)
    status, reason = judged(trainer)
    assert status is Status.CONVERGING
    fall, steps = re.search(r"fell by (\S+)% in the last (\d+) steps", reason).groups()
    half = int(steps) // 2
    recent = costs(trainer, int(steps))
    assert recent[:half].mean() > recent[half:].mean()
    whole = 100 * (recent[0] - recent[-1]) / recent.mean()
    assert float(fall) == pytest.approx(whole, rel=0.2)
    trainer = after(Data(), Run(batch_size=8, learning_rate=0.1), 4000)
    assert "hardly falls any more but jitters" in judged(trainer)[1]


def test_a_schedule_is_not_advised_to_a_run_that_has_one():
    trainer = after(Data(), Run(loss="mae", learning_rate=1.0, schedule="inverse_sqrt"), 300)
    status, reason = judged(trainer)
    assert status is Status.OSCILLATING
    assert "constant learning rate" not in reason
    assert diagnose(trainer).advice == ()


@pytest.mark.parametrize(("data", "run"), SPREAD)
def test_what_is_said_of_the_cost_is_true(data, run):
    trainer = after(data, run, 0)
    for _ in range(250):
        trainer.advance(1)
        _, reason = judged(trainer)
        assert "fell by -" not in reason
        if match := re.match(r"The cost fell by (\S+)% in the last (\d+)", reason):
            recent = costs(trainer, int(match[2]))
            assert recent[-1] <= recent[0] or float(match[1]) == 0
        if match := re.match(r"The cost (?:rose|grew) from (\S+) to (\S+) in", reason):
            assert float(match[2]) >= float(match[1])
        if "still falls" in reason:
            assert trainer.losses.cost < costs(trainer, min(trainer.step, 19))[0]


@pytest.mark.parametrize(("data", "run"), SPREAD)
def test_a_step_that_is_gone_back_to_is_judged_as_it_was(data, run):
    trainer = after(data, run, 0)
    first = [diagnose(trainer)]
    while len(first) < 201:
        trainer.advance(1)
        first.append(diagnose(trainer))
    for step in (200, 100, 63, 64, 65, 1, 0, 150, 20, 199):
        trainer.go_to(step)
        assert diagnose(trainer) == first[step]


@pytest.mark.parametrize("batch_size", [None, 1])
def test_enormous_numbers_do_not_become_nan(batch_size, recwarn):
    data = points((0, 5e153), (1, 2), (2, 1e153), (3, 1e153))
    trainer = after(data, Run(learning_rate=1e-8, batch_size=batch_size), 0)
    for _ in range(10):
        trainer.advance(10)
        judged(trainer)
    assert not list(recwarn)


def test_an_exact_fit_from_the_start():
    data = points((0, 0), (1, 0), (2, 0))
    assert judged(after(data, Run(initialization="zero"), 0))[0] is Status.CONVERGED
    huge = points((1e160, 0), (2e160, 0))
    assert judged(after(huge, Run(initialization="zero"), 0))[0] is Status.CONVERGED


# -- the limit -----------------------------------------------------------------------------------


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("l2", [0.0, 0.7])
@pytest.mark.parametrize("model", ["linear", "polynomial"])
def test_the_limit_parts_stable_rates_from_unstable_ones(reduction, l2, model):
    run = Run(reduction=reduction, l2=l2, model=model, degree=3)
    limit = stability(Trainer(LINE, run))
    assert not limit.is_local
    assert limit.limit == pytest.approx(2 / limit.largest_curvature)
    start = Trainer(LINE, run).losses.cost
    below = after(LINE, run, 3000, of_limit=0.99)
    assert below.step == 3000
    assert below.losses.cost < start
    above = after(LINE, run, 3000, of_limit=1.01)
    assert above.overflowed or above.losses.cost > 1e6 * start


def test_the_limit_of_a_sum_is_n_times_smaller():
    mean, total = (stability(Trainer(LINE, Run(reduction=r))) for r in ("mean", "sum"))
    assert mean.limit == pytest.approx(40 * total.limit)


def test_by_hand():
    # (1/2)·((w − 1)² + (2w − 1)²) has the second derivative (1/2)·2·(1 + 4) = 5.
    found = stability(Trainer(points((1, 1), (2, 1)), Run(bias=False)))
    assert found.largest_curvature == pytest.approx(5)
    assert found.limit == pytest.approx(0.4)


def test_near_an_optimum_the_limit_holds_locally():
    run = Run(loss="binary_cross_entropy", l2=0.02, learning_rate=0.5)
    there = after(BLOBS, run, 8000)
    assert judged(there)[0] is Status.CONVERGED
    found = stability(there)
    assert found.is_local
    best, theta = there.losses.cost, there.theta
    for share in (0.95, 1.05):
        objective, at = there.objective, theta + 1e-3
        begin = objective.losses(at).cost - best
        for _ in range(60):
            at = at - share * found.limit * objective.evaluate(at)[1]
        distance = objective.losses(at).cost - best
        assert distance < 0.01 * begin if share < 1 else distance > 0.9 * begin


def test_where_there_is_no_limit():
    for run in (
        Run(loss="mae"),
        Run(loss="pinball"),
        Run(optimizer="momentum"),
        Run(optimizer="adam"),
        Run(batch_size=3),
    ):
        assert stability(Trainer(LINE, run)) is None
    assert stability(Trainer(LINE, Run(batch_size=1000))) is not None
    assert stability(Trainer(LINE, Run(loss="huber"))).is_local
    assert stability(Trainer(LINE, Run(l1=0.1))).is_local
    # Far out, every sample of Huber's loss is on its straight part.
    far = points((0, 1e6), (1, 1e6))
    assert stability(Trainer(far, Run(loss="huber"))).limit is None
    judged(after(far, Run(loss="huber"), 70))


def test_a_vanishing_curvature_is_no_limit():
    data = points((700, 0), (-700, 1), (1, 0))
    trainer = after(data, Run(loss="binary_cross_entropy"), 0)
    for scale in (1.0, 1.01, 1.02, 1.03, 1.05, 1.1):
        trainer.theta = np.array([-scale, 0.0])
        trainer._take_up(0)
        found = stability(trainer)
        assert found.limit is None or math.isfinite(found.limit)
        judged(trainer)


# -- words ---------------------------------------------------------------------------------------


def test_every_status_has_a_label():
    assert set(STATUS_LABELS) == set(Status)
    assert all(STATUS_LABELS.values())


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("article", Status.CONVERGED),
        ("rate_too_large", Status.DIVERGING),
        ("separable", Status.NO_FINITE_OPTIMUM),
    ],
)
def test_presets_show_what_they_are_for(name, status):
    scenario = find_scenario(name)
    trainer = after(scenario.data, scenario.runs[0], scenario.steps)
    assert judged(trainer)[0] is status


def test_a_reason_can_be_translated():
    reason = diagnose(after(LINE, Run(), 3)).reason
    templates = []
    reason.text(lambda template: templates.append(template) or template)
    assert len(templates) == 2  # the sentence, and the part about the rate
    assert all(list(string.Formatter().parse(template)) for template in templates)


def test_around_a_kink_no_constant_rate_is_said_to_settle():
    trainer = after(LINE, Run(loss="mae", learning_rate=0.3), 300)
    status, reason = judged(trainer)
    assert status is Status.OSCILLATING
    assert "at a constant learning rate the steps jitter around it" in reason
    assert "settle. A smaller" not in reason


X = np.linspace(-1.0, 1.0, 30)
NOISE = np.random.default_rng(1).standard_normal(30)
NOISY = points(*zip(X, 2.0 * X + 0.3 * NOISE, strict=True))


@pytest.mark.parametrize("formula", ["|r|**1.1", "(r**2)**0.55", "sqrt(r**2 + 1e-14)"])
def test_over_a_bend_as_narrow_as_a_kink_no_constant_rate_is_said_to_settle(formula):
    rate = 0.05
    run = Run(loss="formula", formula=formula, learning_rate=rate)
    trainer = after(NOISY, run, 1500)
    status, reason = judged(trainer)
    assert status is Status.OSCILLATING
    assert "at a constant learning rate the steps jitter around it" in reason
    (advice,) = diagnose(trainer).advice
    assert (advice.path, advice.value) == ("runs.0.schedule", "inverse_sqrt")
    # And so it is: a tenth of the rate jitters less, and does not come to rest.
    swing = np.ptp(trainer.recent_costs)
    trainer.change(NOISY, replace(run, learning_rate=0.1 * rate))
    trainer.advance(2000)
    assert 1e-5 * swing < np.ptp(trainer.recent_costs) < 0.5 * swing


@pytest.mark.parametrize("formula", ["|r|**1.5", "|r|**1.7", "sqrt(r**2 + 1e-4)"])
def test_a_bend_of_some_width_is_settled_in_at_a_smaller_rate(formula):
    run = Run(loss="formula", formula=formula, learning_rate=2.0)
    trainer = after(NOISY, run, 1500)
    status, reason = judged(trainer)
    assert status is Status.OSCILLATING
    assert "a smaller learning rate would let them settle" in reason
    (advice,) = diagnose(trainer).advice
    assert advice.path == "runs.0.learning_rate"
    trainer.change(NOISY, replace(run, learning_rate=advice.value))
    trainer.advance(5000)
    assert np.ptp(trainer.recent_costs) < 1e-9


@pytest.mark.parametrize("scale", [1.0, 1e-3, 1e3])
def test_whether_adam_will_leap_does_not_depend_on_units(scale):
    """What a leap of steps as long as the rate costs, beside what there is to learn."""
    data = points(*zip(X, scale * (X + 0.3 * NOISE), strict=True))
    said = {}
    for rate in (0.003, 3.0):
        run = Run(optimizer="adam", learning_rate=rate * scale, start=(0.0, 0.0))
        trainer = after(data, run, 4000)
        said[rate] = judged(trainer)[0]
        cost = trainer.losses.cost
        trainer.advance(5000)
        if said[rate] is Status.CONVERGED:
            assert max(trainer.recent_costs) < 1.01 * cost
    assert said[0.003] is Status.CONVERGED
    assert said[3.0] is not Status.CONVERGED


def test_short_steps_between_the_leaps_of_adam_are_no_progress():
    run = Run(optimizer="adam", learning_rate=3.0)
    trainer = after(NOISY, run, 4000)
    reasons = []
    for _ in range(200):  # which steps leap how far is the rounding's affair: some say it
        trainer.advance(1)
        status, reason = judged(trainer)
        assert status is Status.OSCILLATING
        reasons.append(reason)
        if "a smaller learning rate would let them settle" in reason:
            break
    else:
        pytest.fail(f"none of {set(reasons)}")
    (advice,) = diagnose(trainer).advice
    assert advice.path == "runs.0.learning_rate"
    swing = np.ptp(trainer.recent_costs)
    trainer.change(NOISY, replace(run, learning_rate=advice.value))
    trainer.advance(5000)
    assert np.ptp(trainer.recent_costs) < 1e-3 * swing


def test_adams_steps_are_not_judged_by_the_gradients_direction():
    run = Run(
        loss="binary_cross_entropy",
        model="mlp",
        optimizer="adam",
        learning_rate=0.02,
    )
    trainer = Trainer(Data(dataset="moons", n_samples=200, noise=0.15), run, as_classes=True)
    found = set()
    for _ in range(60):
        trainer.advance(5)
        found.add(judged(trainer)[1].split(":")[0])
    assert not any(reason.startswith("Each step jumps across") for reason in found)


@pytest.mark.parametrize(
    ("low", "high", "digits"), [(1.0, 2.0, 4), (1.66667, 1.66712, 5), (0.25, 0.25, 4)]
)
def test_two_heights_of_a_jitter_have_the_digits_to_be_told_apart(low, high, digits):
    assert digits_to_tell(low, high) == digits


# -- settings for which something false was said ---------------------------------------------------


FIFTY = Data(dataset="line", n_samples=50, test_fraction=0.0)
APART_BLOBS = Data(dataset="blobs", n_samples=60, noise=0.2, test_fraction=0.0)
TOUCHING_FOUR = points((0, 0), (1, 0), (1, 1), (2, 1))


def advised(diagnosis):
    """The advice as ``{field: value}`` of run 0, each of them allowed there."""
    for advice in diagnosis.advice:
        with_values(Scenario(), [(advice.path, advice.value)])
    return {advice.path.removeprefix("runs.0."): advice.value for advice in diagnosis.advice}


@pytest.mark.parametrize(
    "run",
    [
        Run(l1=10.0),
        Run(l1=0.1, model="polynomial", degree=4),
        Run(l1=10.0, learning_rate=1e-3),
    ],
    ids=["line", "polynomial", "small rate"],
)
def test_the_kink_of_the_l1_penalty_is_not_blamed_on_the_learning_rate(run):
    trainer = after(FIFTY, run, 20_000)
    diagnosis = diagnose(trainer)
    assert diagnosis.status is Status.OSCILLATING
    assert "The L1 penalty has a kink at w = 0" in check_sentence(diagnosis.reason)
    assert advised(diagnosis) == {"schedule": "inverse_sqrt"}
    # The schedule calms it, and no constant rate lets it rest.
    swing = np.ptp(costs(trainer, 64))
    trainer.change(FIFTY, replace(run, schedule="inverse_sqrt"))
    trainer.advance(5000)
    assert np.ptp(costs(trainer, 64)) < 0.1 * swing


def test_the_jitter_of_single_samples_is_no_divergence():
    for seed in range(20):
        trainer = after(Data(), Run(batch_size=1, seed=seed), 0)
        for _ in range(500):
            trainer.advance(1)
            assert diagnose(trainer).status is not Status.DIVERGING


def test_a_leap_to_where_the_loss_is_straight_is_no_divergence():
    data = Data(n_samples=41, noise=1.0, seed=535, outlier_fraction=0.1)
    run = Run(
        loss="formula",
        formula="exp(a*r) - r",
        loss_parameters={"a": 0.5},
        optimizer="nesterov",
        learning_rate=39.2,
        seed=66,
    )
    trainer = after(data, run, 60)
    assert trainer.losses.cost > 1e14
    assert judged(trainer)[0] is not Status.DIVERGING
    highest = 1.01 * trainer.losses.cost
    trainer.advance(5000)
    assert costs(trainer, 5000).max() < highest


def test_a_loss_of_bounded_slope_does_not_diverge():
    trainer = after(TOUCHING_FOUR, Run(loss="focal", learning_rate=20.0), 0)
    found = set()
    for _ in range(300):
        trainer.advance(1)
        found.add(diagnose(trainer).status)
    assert Status.DIVERGING not in found
    diagnosis = diagnose(trainer)
    assert diagnosis.status is Status.OSCILLATING
    trainer.change(
        TOUCHING_FOUR,
        Run(loss="focal", learning_rate=advised(diagnosis)["learning_rate"]),
        as_classes=True,
    )
    trainer.advance(2000)
    last = costs(trainer, 500)
    assert np.all(np.diff(last) <= 1e-14 * last[1:])  # how sums are rounded is the machine's affair


def test_weights_that_decay_do_not_grow_without_end():
    run = Run(
        loss="binary_cross_entropy",
        optimizer="adamw",
        optimizer_parameters={"weight_decay": 1.0},
        learning_rate=0.05,
    )
    trainer = after(APART_BLOBS, run, 500)
    for _ in range(20):
        trainer.advance(100)
        status, reason = judged(trainer)
        assert status is not Status.NO_FINITE_OPTIMUM
        assert "without end" not in reason
    assert np.linalg.norm(trainer.theta[:2]) == pytest.approx(1.41, abs=0.02)


def test_weights_whose_learning_rate_is_0_do_not_grow():
    run = Run(loss="binary_cross_entropy", schedule="cosine", learning_rate=0.5)
    trainer = after(APART_BLOBS, run, 500)
    assert judged(trainer)[0] is Status.NO_FINITE_OPTIMUM
    assert "without end" not in judged(trainer)[1]
    trainer.advance(1500)
    status, reason = judged(trainer)
    assert status is Status.PLATEAU
    assert reason.startswith("The schedule has brought the learning rate down to 0:")


@pytest.mark.parametrize("offset", [1e4, 1e6, 1e8])
def test_converged_is_measured_by_the_spread_of_the_targets(offset):
    data = points(*((0.02 * k, offset + 0.02 * k) for k in range(50)))
    trainer = after(data, Run(model="polynomial", degree=4, learning_rate=0.02), 0)
    y = np.array(data.points)[:, 1]
    for _ in range(60):
        trainer.advance(100)
        if judged(trainer)[0] is Status.CONVERGED:
            assert trainer.losses.cost < 1e-4 * np.var(y)


def test_converged_is_not_said_above_the_least_cost():
    x = np.linspace(-1, 1, 50)
    y = 1e5 + 30 * x + 3 * np.random.default_rng(0).standard_normal(50)
    trainer = after(points(*zip(x, y, strict=True)), Run(), 0)
    least = np.var(y - np.polyval(np.polyfit(x, y, 1), x))
    said = []
    for _ in range(400):
        trainer.advance(1)
        if judged(trainer)[0] is Status.CONVERGED:
            said.append(trainer.losses.cost)
    assert said
    assert max(said) < 1.01 * least


@pytest.mark.parametrize("formula", ["r", "-r**2", "r**3", "-|r|", "-log(1 + r**2)", "-exp(r)"])
def test_a_loss_without_a_lower_bound_is_told(formula):
    trainer = after(FIFTY, Run(loss="formula", formula=formula, learning_rate=0.01), 0)
    for _ in range(40):
        trainer.advance(50)
        diagnosis = diagnose(trainer)
        assert diagnosis.status is Status.NO_FINITE_OPTIMUM
        reason = check_sentence(diagnosis.reason)
        assert "no lower bound" in reason
        assert "too large" not in reason
        assert not diagnosis.advice


@pytest.mark.parametrize(
    ("formula", "a"),
    [
        ("exp(-a*m)", 30.0),
        ("exp(-a*m)", 1.0),
        ("log(1 + exp(-30*m))", None),
        ("1 - tanh(m)", None),
        ("|p - y|", None),
    ],
)
def test_own_losses_that_fall_for_ever_have_no_finite_optimum(formula, a):
    numbers = {} if a is None else {"a": a}
    rate = 1.0 if "p" in formula else 0.01
    run = Run(loss="formula", formula=formula, loss_parameters=numbers, learning_rate=rate)
    trainer = after(APART_BLOBS, run, 500)
    status, reason = judged(trainer)
    assert status is Status.NO_FINITE_OPTIMUM
    if trainer.gradient_norm == 0.0:  # the slope has underflowed
        assert "without end" not in reason


@pytest.mark.parametrize("formula", ["max(0, 1 - m)", "max(0, 1 - m)**2", "(1 - m)**2"])
def test_own_losses_that_reach_their_minimum_have_a_finite_optimum(formula):
    trainer = after(APART_BLOBS, Run(loss="formula", formula=formula, learning_rate=0.01), 2000)
    assert judged(trainer)[0] is not Status.NO_FINITE_OPTIMUM


def test_steps_as_long_as_the_learning_rate_are_no_plateau():
    scenario = find_scenario("article")
    run = replace(scenario.runs[0], optimizer="rmsprop", learning_rate=100.0)
    trainer = after(scenario.data, run, 2000)
    diagnosis = diagnose(trainer)
    assert diagnosis.status is Status.OSCILLATING
    trainer.change(scenario.data, replace(run, **advised(diagnosis)))
    before = trainer.losses.cost
    trainer.advance(5000)
    assert trainer.losses.cost < 1e-2 * before


def test_a_badly_conditioned_cost_names_its_column():
    x = np.arange(1970.0, 2020.0)
    y = 4000 + 900 * (x - 1970) + 100 * np.random.default_rng(0).standard_normal(50)
    data = replace(points(*zip(x, y, strict=True)), point_names=("year", "income"))
    trainer = after(data, Run(learning_rate=1e-7), 300)
    status, reason = judged(trainer)
    assert status is Status.PLATEAU
    ratio = f"{np.linalg.cond(np.vander(x, 2)) ** 2:.2g}".replace("+", "")
    assert f"λmax/λmin = {ratio}, because of the numbers in “year” (mean " in reason
    assert f"(mean {x.mean():.4g}, standard deviation {x.std():.3g})" in reason
    assert advised(diagnose(trainer)) == {"standardize": "inputs"}


def test_columns_of_other_units_are_named():
    rng = np.random.default_rng(0)
    rows = np.column_stack([rng.standard_normal(40), 1000 * rng.standard_normal(40)])
    data = points(*np.column_stack([rows, rows @ [2.0, 0.001]]))
    data = replace(data, point_names=("age", "salary", "risk"))
    trainer = after(data, Run(learning_rate=5e-7), 3000)
    status, reason = judged(trainer)
    assert status is Status.PLATEAU
    assert f"“salary” (mean {rows[:, 1].mean():.4g}, standard deviation" in reason
    assert "“age”" not in reason


@pytest.mark.parametrize("hidden", [(2,), (3,), (2, 2)])
def test_a_saddle_is_no_minimum(hidden):
    run = Run(model="mlp", hidden_layers=hidden, initialization="zero", learning_rate=0.3)
    trainer = after(SINE, run, 600)
    status, reason = judged(trainer)
    assert trainer.gradient_norm < 1e-9
    assert status is Status.PLATEAU
    assert "this is no minimum" in reason


def test_targets_whose_squares_underflow_are_not_fitted():
    data = points(*((k, 1e-300 * (k % 3 + 1)) for k in range(10)))
    trainer = after(data, Run(initialization="zero", learning_rate=0.001), 500)
    status, reason = judged(trainer)
    assert status is not Status.CONVERGED
    assert "cannot be represented" in reason


def test_a_saddle_is_told_after_a_few_steps():
    scenario = find_scenario("moons_network")
    run = replace(scenario.runs[0], hidden_layers=(3,), initialization="zero")
    trainer = Trainer(scenario.data, run, as_classes=True)
    for step in (10, 20, 30, 100):
        trainer.advance(step - trainer.step)
        status, reason = judged(trainer)
        assert status is Status.PLATEAU
        assert "this is no minimum" in reason


@pytest.mark.parametrize("steps", [6, 20, 40])
def test_a_rise_that_cannot_be_seen_is_not_told(steps):
    run = Run(loss="huber", learning_rate=1e-8)
    far = points((0, 1e9), (1, 1e9))
    for data in (far, LINE):
        _, reason = judged(after(data, run, steps))
        assert "rose from" not in reason
        assert "fell by 0%" not in reason


def test_a_slope_without_curvature_is_not_small_beside_a_huge_first_one():
    data = points(*((k / 10, 100.0 * (k % 5) - 400.0) for k in range(30)))
    run = Run(loss="formula", formula="exp(a*r) - r", loss_parameters={"a": 0.5})
    trainer = after(data, replace(run, learning_rate=1e-8, start=(0.0, 60.0)), 0)
    assert trainer.gradient_norm > 1e6
    trainer.theta = np.array([0.0, -5000.0])  # far out on the straight side
    trainer._take_up(0)
    assert trainer.gradient_norm < 3
    assert judged(trainer)[0] is not Status.CONVERGED


@pytest.mark.parametrize("size", [1e-300, 1e-160, 1e100, 1e200, 1e300])
@pytest.mark.parametrize("loss", ["mae", "pinball", "huber", "log_cosh", "mse"])
@pytest.mark.parametrize("optimizer", ["gradient_descent", "adam"])
def test_no_size_of_the_targets_stops_the_diagnosis(size, loss, optimizer):
    data = points(*((k, size * (k % 3 + 1)) for k in range(9)))
    run = Run(loss=loss, optimizer=optimizer, learning_rate=0.01)
    try:
        trainer = after(data, run, 0)
    except InputError:  # squares that overflow
        assert (loss, size > 1e150) == ("mse", True)
        return
    for steps in (3, 100, 600):
        trainer.advance(steps)
        check_sentence(diagnose(trainer).reason)
