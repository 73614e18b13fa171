"""What a diagnosis advises can be set, and does what its sentence says."""

import msgspec
import numpy as np
import pytest

from lossstudio.core.text import InputError
from lossstudio.engine.diagnosis import Status, diagnose
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.run_loss import loss_of
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.training.trainer import Trainer

replace = msgspec.structs.replace

LINE = Data(dataset="line", n_samples=50, test_fraction=0.0)
BLOBS = Data(dataset="blobs", n_samples=60, noise=2.0, test_fraction=0.0)
APART = Data(dataset="blobs", n_samples=60, noise=0.2, test_fraction=0.0)


def trained(data, run, steps):
    trainer = Trainer(data, run, as_classes=loss_of(run).task != "regression")
    trainer.advance(steps)
    return trainer


def followed(trainer, advice):
    """The run of `trainer` with that change, checked as a file's would be."""
    scenario = Scenario(data=trainer.segment.data, runs=(trainer.segment.run,))
    return with_values(scenario, [(advice.path, advice.value)]).runs[0]


def change(trainer, run):
    trainer.change(trainer.segment.data, run, as_classes=trainer.segment.as_classes)


def newest(trainer, steps):
    return trainer.record.curves(trainer.step - steps, trainer.step + 1).low[:, 2]


OSCILLATING = [
    (BLOBS, Run(loss="binary_cross_entropy", learning_rate=20.0), 300),
    (BLOBS, Run(loss="focal", learning_rate=100.0), 300),
    (LINE, Run(loss="huber", learning_rate=5.0), 300),
    (LINE, Run(loss="log_cosh", learning_rate=20.0), 300),
    (LINE, Run(loss="formula", formula="sqrt(1 + r**2)", learning_rate=20.0), 300),
    (LINE, Run(learning_rate=0.99, reduction="mean"), 60),
    (LINE, Run(loss="mae", learning_rate=0.1), 300),
    (LINE, Run(l1=10.0), 300),
    (LINE, Run(optimizer="rmsprop", learning_rate=30.0), 400),
    (Data(dataset="sine", n_samples=40), Run(model="mlp", learning_rate=0.35), 400),
]


@pytest.mark.parametrize(("data", "run", "steps"), OSCILLATING)
def test_advice_for_a_run_that_oscillates_calms_it(data, run, steps):
    trainer = trained(data, run, steps)
    diagnosis = diagnose(trainer)
    assert diagnosis.status is Status.OSCILLATING
    assert diagnosis.advice
    swing, height = np.ptp(newest(trainer, 50)), newest(trainer, 50).min()
    for advice in diagnosis.advice:
        other = trained(data, run, steps)
        change(other, followed(other, advice))
        other.advance(3000)
        assert np.ptp(newest(other, 50)) < 0.5 * swing or newest(other, 50).max() < height


@pytest.mark.parametrize(
    ("data", "run", "steps"),
    [
        (LINE, Run(learning_rate=1.2), 40),
        (LINE, Run(learning_rate=3.0), 10_000),
        (LINE, Run(optimizer="momentum", learning_rate=5.0), 10_000),
        (LINE, Run(batch_size=4, learning_rate=5.0), 10_000),
        (LINE, Run(loss="formula", formula="r**4", learning_rate=2.0), 10_000),
        (LINE, Run(loss="formula", formula="cosh(a*r)", learning_rate=5.0), 10_000),
        (LINE, Run(model="mlp", learning_rate=500.0), 10_000),
    ],
)
def test_with_the_advised_learning_rate_it_would_not_have_diverged(data, run, steps):
    trainer = trained(data, run, steps)
    diagnosis = diagnose(trainer)
    assert diagnosis.status is Status.DIVERGING
    (advice,) = diagnosis.advice
    assert advice.path == "runs.0.learning_rate"
    other = trained(data, followed(trainer, advice), 3000)
    assert other.step == 3000
    assert other.losses.cost < other.start_cost


@pytest.mark.parametrize("rate", [0.5, 50.0, 1000.0])
@pytest.mark.parametrize("loss", ["binary_cross_entropy", "cross_entropy", "focal"])
def test_the_advised_penalty_gives_a_finite_optimum(loss, rate):
    trainer = trained(APART, Run(loss=loss, learning_rate=rate), 3000)
    diagnosis = diagnose(trainer)
    assert diagnosis.status is Status.NO_FINITE_OPTIMUM
    (advice,) = diagnosis.advice
    run = followed(trainer, advice)
    assert run.l2 > 0
    change(trainer, run)
    assert trainer.advance(5000) == 5000
    assert diagnose(trainer).status is not Status.NO_FINITE_OPTIMUM


def test_a_rate_that_is_far_too_small_may_be_raised_as_advised():
    trainer = trained(LINE, Run(learning_rate=1e-7), 100)
    (advice,) = diagnose(trainer).advice
    before = trainer.losses.cost
    change(trainer, followed(trainer, advice))
    trainer.advance(200)
    assert trainer.losses.cost < 0.9 * before
    assert diagnose(trainer).status is Status.CONVERGED


def test_all_samples_at_a_time_end_the_jitter_of_batches():
    trainer = trained(LINE, Run(batch_size=2, learning_rate=0.3), 600)
    (advice,) = diagnose(trainer).advice
    assert (advice.path, advice.value) == ("runs.0.batch_size", None)
    change(trainer, followed(trainer, advice))
    trainer.advance(1000)
    assert diagnose(trainer).status is Status.CONVERGED


def test_the_path_names_the_run():
    run = Run(learning_rate=1.2)
    trainer = Trainer(LINE, run, index=3)
    trainer.advance(40)
    assert diagnose(trainer).advice[0].path == "runs.3.learning_rate"


def test_where_no_rate_is_small_enough_none_is_advised():
    # 2/λmax is below the least learning rate.
    far = Data(
        dataset="points",
        points=tuple((1e7 * k, float(k % 3)) for k in range(1, 20)),
        test_fraction=0.0,
    )
    trainer = trained(far, Run(learning_rate=0.1), 1000)
    diagnosis = diagnose(trainer)
    assert diagnosis.status is Status.DIVERGING
    assert [advice.path for advice in diagnosis.advice] == ["runs.0.standardize"]
    run = followed(trainer, diagnosis.advice[0])
    other = trained(far, run, 1000)
    assert diagnose(other).status is Status.CONVERGED
    fixed = trained(far, Run(learning_rate=0.1, fixed=("bias",)), 1000)
    assert diagnose(fixed).advice == ()  # its bias could not stay where it is


def anything(random):
    """A scenario of any kind, in any units: data, run, and for how many steps."""
    scale = 10.0 ** random.uniform(-9, 9, size=2)
    x = scale * (random.normal(size=(24, 2)) + random.choice([0.0, 1.0, 50.0]))
    of_classes = random.random() < 0.4
    y = (x @ (1 / scale) > 0).astype(float) if of_classes else x @ random.normal(size=2)
    losses = ("binary_cross_entropy", "hinge", "cross_entropy") if of_classes else (
        "mse", "huber", "mae", "log_cosh"
    )  # fmt: skip
    points = tuple(map(tuple, np.column_stack([x, y]).tolist()))
    run = Run(
        loss=str(random.choice(losses)),
        model=str(random.choice(["linear", "linear", "polynomial", "mlp"])),
        hidden_layers=(3,),
        bias=bool(random.random() < 0.8),
        optimizer=str(random.choice(["gradient_descent", "momentum", "adam", "adamw", "rmsprop"])),
        learning_rate=float(10.0 ** random.uniform(-8, 3)),
        schedule=str(random.choice(["constant", "constant", "exponential"])),
        reduction=str(random.choice(["mean", "sum"])),
        batch_size=None if random.random() < 0.7 else 5,
        l1=float(random.choice([0.0, 0.0, 0.1])),
        l2=float(random.choice([0.0, 0.0, 0.1])),
        fixed=("theta[1]",) if random.random() < 0.2 else (),
        class_weights="balanced" if of_classes and random.random() < 0.3 else "none",
    )
    data = Data(dataset="points", points=points, test_fraction=0.0)
    return data, run, int(random.choice([3, 80, 300]))


def test_nothing_is_advised_that_cannot_be_set():
    kinds = set()
    for seed in range(400):
        data, run, steps = anything(np.random.default_rng(seed))
        try:
            trainer = trained(data, run, steps)
        except InputError:
            continue
        for advice in diagnose(trainer).advice:
            other = followed(trainer, advice)
            name = advice.path.removeprefix("runs.0.")
            assert getattr(other, name) == advice.value != getattr(run, name), (seed, advice)
            Trainer(data, other, as_classes=trainer.segment.as_classes)
            kinds.add(name)
    assert kinds >= {"learning_rate", "standardize", "schedule", "batch_size"}
