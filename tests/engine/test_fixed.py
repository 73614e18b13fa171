"""Parameters that are held fixed: by which names, in every optimiser, and in what is said."""

import msgspec
import numpy as np
import pytest

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.text import InputError
from lossstudio.engine.costs.cost_facts import CostFacts
from lossstudio.engine.costs.stability import stability
from lossstudio.engine.data.samples import samples
from lossstudio.engine.diagnosis import Status, diagnose
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.trainer import Trainer

replace = msgspec.structs.replace

LINE = Data(dataset="line", n_samples=40)
TWO = Data(dataset="moons", n_samples=40)
THREE = Data(dataset="three_blobs", n_samples=42)
FAR = Data(
    dataset="points",
    points=tuple((1000.0 + i, 0.1 * i * i - 2.0 * i + i % 3) for i in range(30)),
)
"""An input that polynomials and networks standardise."""


def build(data, **run):
    return Objective(Run(**run), samples(data, run.get("loss", "mse") != "mse"))


def fixed(data, names, **run):
    """Which entries of theta the names hold fixed."""
    objective = build(data, fixed=tuple(names), **run)
    return [] if objective.free is None else np.flatnonzero(~objective.free).tolist()


# -- names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "places"),
    [
        ([], []),
        (["bias"], [2]),
        (["b"], [2]),
        (["weights"], [0, 1]),
        (["weights[1]"], [0]),
        (["weights[2]"], [1]),
        (["w₂"], [1]),
        (["w2"], [1]),
        (["w_2"], [1]),
        (["bias[1]"], [2]),
        (["theta[3]"], [2]),
        (["w₁", "bias"], [0, 2]),
    ],
)
def test_the_parameters_of_a_linear_model_have_these_names(names, places):
    assert fixed(TWO, names, loss="binary_cross_entropy") == places


def test_parameters_of_several_outputs_and_of_networks_have_two_indices():
    softmax = {"loss": "cross_entropy"}
    assert fixed(THREE, ["weights[2]"], **softmax) == [3, 4, 5]
    assert fixed(THREE, ["weights[2,3]"], **softmax) == [5]
    assert fixed(THREE, ["w₂,₃", "b₁"], **softmax) == [5, 6]
    network = {"model": "mlp", "hidden_layers": (3,), "loss": "binary_cross_entropy"}
    assert fixed(TWO, ["weights_1"], **network) == list(range(6))
    assert fixed(TWO, ["W₁[2,3]", "b₂"], **network) == [5, 12]
    assert fixed(TWO, ["bias_1[2]", "theta[10]"], **network) == [7, 9]


@pytest.mark.parametrize(
    "name", ["w₃", "weights[0]", "weights[3]", "weights[1,2]", "a", "theta", ""]
)
def test_an_unknown_name_is_refused_with_those_there_are(name):
    if name == "theta":
        with pytest.raises(InputError, match=r"must leave at least one parameter free"):
            fixed(TWO, [name], loss="binary_cross_entropy")
        return
    with pytest.raises(InputError) as caught:
        fixed(TWO, ["bias", name], loss="binary_cross_entropy")
    said = str(caught.value)
    assert said.startswith(f'runs.0.fixed.1 = "{name}": ')
    assert said.endswith("what there is: weights, bias, w₁, w₂, b")


def test_one_parameter_must_be_free():
    with pytest.raises(InputError, match=r"runs.0.fixed = .*: must leave at least one"):
        fixed(LINE, ["weights", "bias"])


def test_in_the_datas_units_only_what_stays_can_be_held_fixed():
    """y = a + b x + c x² about x = 1000: only c, or all from a power upwards … stay."""
    square = {"model": "polynomial", "degree": 2}
    assert fixed(FAR, ["weights[2]"], **square) == [1]
    assert fixed(FAR, ["weights"], **square) == [0, 1]
    for names in (["bias"], ["weights[1]"], ["bias", "weights[2]"]):
        with pytest.raises(InputError, match=r"runs.0.fixed = .*standardises its inputs"):
            fixed(FAR, names, **square)
    network = {"model": "mlp", "hidden_layers": (2,)}
    assert fixed(FAR, ["weights_1", "bias_1"], **network) == [0, 1, 2, 3]
    assert fixed(FAR, ["bias_2"], **network) == [6]
    with pytest.raises(InputError, match=r"standardises its inputs"):
        fixed(FAR, ["bias_1"], **network)


def test_what_is_held_fixed_in_the_datas_units_stays_there():
    run = Run(model="polynomial", degree=2, fixed=("weights[2]",), learning_rate=0.05)
    trainer = Trainer(FAR, run)
    before = trainer.objective.model.in_data_units(trainer.theta)
    trainer.advance(50)
    after = trainer.objective.model.in_data_units(trainer.theta)
    assert after["weights"][1] == before["weights"][1]
    assert after["weights"][0] != before["weights"][0]


def test_names_go_where_a_change_may_take_their_parameters_away():
    scenario = Scenario(data=TWO, runs=(Run(loss="binary_cross_entropy", fixed=("w₂", "bias")),))

    def left(path, value):
        return with_values(scenario, [(path, value)]).runs[0].fixed

    assert left("data.noise", 0.1) == ("w₂", "bias")
    assert left("runs.0.seed", 3) == ("w₂", "bias")
    assert left("data.dataset", "circles") == ("bias",)
    assert left("runs.0.bias", False) == ()
    assert left("runs.0.model", "mlp") == ()
    assert left("runs.0.loss", "hinge") == ("w₂", "bias")
    assert left("runs.0.loss", "cross_entropy") == ("bias",)


def test_names_stay_with_points_of_as_many_columns():
    points = ((0.0, 1.0, 0.0), (1.0, 0.0, 1.0), (2.0, 1.0, 1.0))
    data = Data(dataset="points", points=points)
    scenario = Scenario(data=data, runs=(Run(fixed=("w₂", "bias")),))
    same, wider, narrower = ([[*row, *row][:width] for row in points] for width in (3, 4, 2))
    same[0][0] = 5.0
    for rows, left in ((same, ("w₂", "bias")), (wider, ("bias",)), (narrower, ("bias",))):
        assert with_values(scenario, [("data.points", rows)]).runs[0].fixed == left


# -- steps -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [None, 7])
def test_no_step_changes_what_is_fixed(optimizer, batch_size):
    run = Run(optimizer=optimizer, batch_size=batch_size, l2=0.1, learning_rate=0.05)
    if optimizer == "adamw":
        run = replace(run, optimizer_parameters={"weight_decay": 0.5})
    for name, place in (("bias", 1), ("weights", 0)):
        trainer = Trainer(LINE, replace(run, fixed=(name,), start=(0.7, -0.3)))
        trainer.advance(40)
        assert trainer.theta[place] == (0.7, -0.3)[place]
        assert trainer.theta[1 - place] != (0.7, -0.3)[1 - place]
        assert trainer.gradient[place] == 0.0


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_rest_takes_the_steps_of_a_model_without_what_is_fixed(optimizer):
    """A bias held at 0 is none, whatever the optimiser remembers."""
    run = Run(optimizer=optimizer, l2=0.05, learning_rate=0.03)
    held = Trainer(LINE, replace(run, fixed=("bias",), start=(0.4, 0.0)))
    without = Trainer(LINE, replace(run, bias=False, start=(0.4,)))
    for trainer in (held, without):
        trainer.advance(60)
    assert held.theta[0] == pytest.approx(without.theta[0], rel=1e-12)


def test_velocity_does_not_move_what_is_fixed_on_the_way():
    run = Run(optimizer="momentum", learning_rate=0.05)
    trainer = Trainer(LINE, run)
    trainer.advance(10)
    held = trainer.theta[1]
    trainer.change(LINE, replace(run, fixed=("bias",)))
    trainer.advance(10)
    assert trainer.theta[1] == held
    trainer.go_to(5)
    trainer.go_to(20)
    assert trainer.theta[1] == held


# -- what is said ----------------------------------------------------------------------------------


def test_the_optimum_is_that_of_the_free_parameters():
    """The slope through a bias held at 3 by hand: w = Σ x (y − 3) / Σ x²."""
    run = Run(fixed=("bias",), start=(0.0, 3.0), learning_rate=0.3)
    trainer = Trainer(LINE, run)
    n = trainer.objective.n_train
    x, y = trainer.objective.dataset.x[:n, 0], trainer.objective.dataset.target[:n]
    best = x @ (y - 3.0) / (x @ x)
    least = CostFacts(trainer.objective, trainer.theta).least()
    assert least.theta == pytest.approx([best, 3.0], rel=1e-12)
    assert least.cost == pytest.approx(np.mean((y - 3.0 - best * x) ** 2), rel=1e-12)
    trainer.advance(400)
    assert trainer.theta[0] == pytest.approx(best, rel=1e-9)
    assert diagnose(trainer).status is Status.CONVERGED
    assert diagnose(trainer).gradient_norm < 1e-9
    assert np.abs(trainer.objective.evaluate(trainer.theta)[1][1]) > 0.1


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "squared_hinge", "hinge", "brier"])
def test_the_optimum_of_classes_is_that_of_the_free_parameters(loss):
    start = (0.3, -0.2, 0.8)
    trainer = Trainer(TWO, Run(loss=loss, fixed=("w₂",), start=start, l2=0.01), as_classes=True)
    least = CostFacts(trainer.objective, trainer.theta).least()
    if loss == "brier":  # which is not convex
        assert least is None
        return
    assert least.theta[1] == -0.2
    costs = [
        trainer.objective.losses(least.theta + np.array([a, 0.0, b])).cost
        for a in (-0.01, 0.0, 0.01) for b in (-0.01, 0.0, 0.01)
    ]  # fmt: skip
    assert min(costs) >= least.cost - 1e-8
    assert costs[4] == least.cost


def test_the_limit_of_the_rate_is_that_of_the_free_parameters():
    for run in (Run(fixed=("bias",)), Run(fixed=("weights",), l2=3.0)):
        trainer = Trainer(LINE, run)
        n, place = trainer.objective.n_train, 1 if run.fixed == ("weights",) else 0
        column = trainer.objective.features[:n, place]
        expected = 2.0 * column @ column / n + (2.0 * run.l2 if place == 0 else 0.0)
        assert stability(trainer).largest_curvature == pytest.approx(expected, rel=1e-12)
        assert trainer.objective.largest_curvature(trainer.theta) == pytest.approx(expected)
    network = Run(model="mlp", hidden_layers=(3,), fixed=("weights_1", "bias_1"))
    objective = Trainer(LINE, network).objective
    theta = np.linspace(-1, 1, objective.model.n_parameters)
    outputs = objective.model.hidden_outputs(theta, objective.features[: objective.n_train])[0]
    phi = np.column_stack([outputs, np.ones(len(outputs))])
    expected = np.linalg.eigvalsh(2.0 * phi.T @ phi / len(phi))[-1]
    assert objective.largest_curvature(theta) == pytest.approx(expected, rel=1e-6)


def test_a_fixed_weight_at_zero_is_no_kink_of_the_penalty():
    run = Run(l1=0.5, fixed=("weights",), start=(0.0, 1.0), learning_rate=1.5)
    trainer = Trainer(LINE, run)
    trainer.advance(5)
    assert diagnose(trainer).status is not Status.CONVERGED
    trainer = Trainer(LINE, replace(run, learning_rate=0.1))
    trainer.advance(300)
    assert diagnose(trainer).status is Status.CONVERGED


def test_classes_that_only_a_fixed_part_separates_have_a_finite_optimum():
    points = tuple((x, float(x > 0.0)) for x in np.linspace(-1.0, 1.0, 20).tolist())
    data = Data(dataset="points", points=points, test_fraction=0.0)
    run = Run(loss="binary_cross_entropy", fixed=("weights",), start=(5.0, 0.3), learning_rate=2.0)
    trainer = Trainer(data, run, as_classes=True)
    trainer.advance(2000)
    assert trainer.theta[1] == pytest.approx(0.0, abs=1e-6)
    assert diagnose(trainer).status is Status.CONVERGED
    trainer = Trainer(data, replace(run, fixed=("bias",), start=(1.0, 0.0)), as_classes=True)
    trainer.advance(300)
    assert diagnose(trainer).status is Status.NO_FINITE_OPTIMUM


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("model", [{}, {"model": "mlp", "hidden_layers": (3,)}])
def test_something_is_said_of_every_run_with_fixed_parameters(optimizer, model):
    names = ("bias_1",) if model else ("bias",)
    run = Run(optimizer=optimizer, fixed=names, learning_rate=0.05, **model)
    trainer = Trainer(LINE, run)
    for _ in range(4):
        trainer.advance(150)
        assert diagnose(trainer).reason.text()


# -- standardised inputs ---------------------------------------------------------------------------


TILTED = Data(
    dataset="points",
    points=tuple((50.0 + i, 0.02 * (i * i % 11), 3.0 * i - 20.0 + i % 4) for i in range(30)),
    test_fraction=0.0,
)


def test_a_weight_is_held_in_the_datas_units_where_inputs_are_standardised():
    run = Run(standardize="inputs", fixed=("w₂",), start=(0.0, 40.0, 1.0), l2=0.01, l1=0.002)
    trainer = Trainer(TILTED, run)
    trainer.advance(500)
    found = trainer.objective.in_data_units(trainer.theta)
    assert found["weights"][1] == pytest.approx(40.0, rel=1e-14)
    assert found["weights"][0] != 0.0
    plain = Trainer(TILTED, replace(run, standardize=None))
    least = [CostFacts(each.objective, each.theta).least() for each in (trainer, plain)]
    assert least[0].cost == pytest.approx(least[1].cost, rel=1e-7)
    in_units = trainer.objective.in_data_units(least[0].theta)
    assert in_units["weights"] == pytest.approx(least[1].theta[:2], rel=1e-5)
    for name in ("bias", "b"):
        with pytest.raises(InputError, match=r"standardises its inputs"):
            Trainer(TILTED, replace(run, fixed=(name,)))


def test_the_penalty_of_weights_that_mix_what_is_fixed_is_counted():
    """In the data's units the weight of x is made of u's and u²'s, the second of them fixed."""
    run = Run(
        model="polynomial", degree=2, standardize="inputs", fixed=("weights[2]",),
        start=(0.1, 0.3, 2.0), l2=0.05,
    )  # fmt: skip
    data = Data(dataset="points", points=tuple((2.0 + i / 9.0, i * i / 99.0) for i in range(20)))
    trainer = Trainer(data, run)
    for loss in ("mse", "log_cosh", "huber", "mae"):
        trainer = Trainer(data, replace(run, loss=loss))
        facts = CostFacts(trainer.objective, trainer.theta)
        least = facts.least()
        free = np.flatnonzero(trainer.objective.free)
        for _ in range(60):
            away = np.zeros(3)
            away[free] = np.random.default_rng(_).normal(size=2) * 1e-3
            assert trainer.objective.losses(least.theta + away).cost >= least.cost - 1e-8
        assert least.theta[1] == trainer.theta[1]
    trainer = Trainer(data, run)
    facts = CostFacts(trainer.objective, trainer.theta)
    squares = facts.squares()
    above = trainer.losses.cost - facts.least().cost
    assert squares.size**2 * squares.gap(trainer.theta) == pytest.approx(above, rel=1e-9)
