"""A step written out: every row adds up by its own shown numbers, and they are the right ones."""

import dataclasses
import math
import re

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.engine.data.samples import build_samples
from lossstudio.engine.numbers.account import (
    DIGITS,
    LARGEST,
    OneSample,
    ShownNumber,
    digits,
    plain_text,
    row,
)
from lossstudio.engine.numbers.losses import loss_blocks
from lossstudio.engine.numbers.step import step_numbers
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.training.objective import Objective
from lossstudio.engine.training.update import Moment, Stepper, rows_of_step

FUNCTIONS = {
    "exp": math.exp,
    "log": math.log,
    "abs": abs,
    "sqrt": math.sqrt,
    "cos": math.cos,
    "sin": math.sin,
    "tanh": math.tanh,
    "cosh": math.cosh,
    "sign": lambda x: float(np.sign(x)),
    "max": max,
    "min": min,
}
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+\.?\d*(?:e−?\d+)?)|(?P<name>[a-z]+|√|π)|(?P<sign>[-+−·/^²(),]))"
)


class Arithmetic:
    """Works out what a person would with the shown text: nothing of the program is used."""

    def __init__(self, text):
        self.tokens, at = [], 0
        while at < len(text):
            found = TOKEN.match(text, at)
            assert found, f"cannot be read: {text[at:]!r} in {text!r}"
            self.tokens.append(found)
            at = found.end()
        self.numbers = [t["number"] for t in self.tokens if t["number"]]

    def value(self, shift=(), sign=1):
        """The value, with number k changed by half of its last digit for each k in `shift`."""
        self.at, self.count, self.shift, self.by = 0, 0, shift, sign
        result = self.sum()
        assert self.at == len(self.tokens), "something is left over"
        return result

    def exactness(self):
        """How far off the value may be because the numbers are rounded."""
        exact = self.value()
        total = 1e-14 * abs(exact) + 1e-15
        for k in range(len(self.numbers)):
            total += max(abs(self.value((k,), sign) - exact) for sign in (1, -1))
        return total

    def peek(self):
        return self.tokens[self.at]["sign"] if self.at < len(self.tokens) else None

    def take(self, *signs):
        if self.peek() in signs:
            self.at += 1
            return self.tokens[self.at - 1]["sign"]
        return None

    def sum(self):
        total = self.product()
        while sign := self.take("+", "−"):
            total += self.product() if sign == "+" else -self.product()
        return total

    def product(self):
        total = -self.product() if self.take("−") else self.power()
        while sign := self.take("·", "/"):
            factor = self.power()
            total = total * factor if sign == "·" else total / factor
        return total

    def power(self):
        base = self.atom()
        if self.take("²"):
            return base**2
        return base ** self.atom() if self.take("^") else base

    def atom(self):
        if self.take("("):
            inner = self.sum()
            assert self.take(")")
            return inner
        token = self.tokens[self.at]
        self.at += 1
        if token["number"]:
            number = float(token["number"].replace("−", "-"))
            if self.count in self.shift:
                number += self.by * half_unit(token["number"])
            self.count += 1
            return number
        if token["name"] == "π":
            return math.pi
        assert token["name"], token
        name = {"√": "sqrt"}.get(token["name"], token["name"])
        assert self.take("(") or name == "sqrt"
        if name == "sqrt" and self.tokens[self.at - 1]["sign"] != "(":
            return math.sqrt(self.atom())
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        assert self.take(")")
        return FUNCTIONS[name](*arguments)


def half_unit(text):
    """Half of the last digit of a number that is rounded; 0 for one that is exact."""
    mantissa, _, power = text.strip("()−").partition("e")
    significant = mantissa.replace(".", "").lstrip("0")
    if len(significant) < DIGITS:
        return 0.0
    decimals = len(mantissa.partition(".")[2])
    return 0.5 * 10.0 ** (int(power.replace("−", "-") or 0) - decimals)


def number_of(text):
    return float(text.replace("−", "-"))


def parsed(text):
    """The rows of a plain text: (name, parts between equals signs) in order."""
    rows = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    return [
        (name, rest.split(" = "))
        for name, equals, rest in (r.partition(" = ") for r in rows)
        if equals
    ]


def check_rows(text):
    """Recompute every row of arithmetic from its own numbers; how many there were."""
    checked = 0
    for name, parts in parsed(text):
        for expression in parts[:-1]:
            if re.fullmatch(r"[xu⁰¹²³⁴-⁹]+|[^ ]*[xuf][₀-₉]+[^ ]*", expression):
                continue  # a name, such as the term of a polynomial
            arithmetic = Arithmetic(expression)
            allowed = arithmetic.exactness() + half_unit(parts[-1])
            value, shown = arithmetic.value(), number_of(parts[-1])
            assert abs(value - shown) <= 1.01 * allowed, (name, parts, value)
            checked += 1
    return checked


class Case:
    """A scenario after some steps, the step that comes, and its account as text."""

    def __init__(self, data=None, steps=3, sample=None, theta=None, **run):
        scenario = Scenario(data=data or Data(), runs=(Run(**run),))
        self.dataset = build_samples(scenario)
        self.objective = Objective(scenario.runs[0], self.dataset)
        self.stepper = Stepper(self.objective)
        start = self.objective.model.init(np.random.default_rng(1)) if theta is None else theta
        self.moment = Moment(np.asarray(start, float), self.stepper.fresh_state(), 0, 0)
        for step in range(steps):
            self.moment = self.stepper.update(self.moment, step).after
        self.step = steps
        with np.errstate(all="ignore"):
            self.coming = self.stepper.update(self.moment, steps)
            ends = [self.objective.losses(m.theta) for m in (self.moment, self.coming.after)]
        self.account = step_numbers(
            self.objective, steps, self.moment, self.coming, *ends, sample=sample
        )
        self.text = plain_text(self.account)
        self.shown = dict(parsed(self.text))

    def result(self, name):
        return number_of(self.shown[name][-1])

    def close(self, name, expected):
        """The shown result is `expected`, rounded."""
        assert self.result(name) == pytest.approx(expected, rel=2e-5, abs=1e-14), name

    def data(self, rows=None):
        rows = np.arange(self.dataset.n_train) if rows is None else rows
        return self.dataset.x[rows], self.dataset.target[rows]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (0.1 + 0.2, "0.300000"),
        (2 / 3, "0.666667"),
        (-4.0, "−4"),
        (0.0, "0"),
        (-0.0, "0"),
        (123456.7, "123457"),
        (1e300, "1e300"),
        (1.23456789e-7, "1.23457e−7"),
        (-1.23456789e300, "−1.23457e300"),
        (1.0 - 1e-9, "1.00000"),
    ],
)
def test_numbers_are_rounded_and_short_ones_are_exact(value, text):
    assert digits(value) == text


def test_the_checker_finds_a_wrong_row():
    good = "    r = 1.52504 − 3.01328 = −1.48824\n"
    assert check_rows(good) == 1
    for wrong in ("−1.48830", "1.48824", "−1.4882"):
        with pytest.raises(AssertionError):
            check_rows(good.replace("−1.48824", wrong))
    assert check_rows("    a = 2 · (−3)² + √(4) / exp(0) − min(1, 2) = 19\n") == 1


def test_negative_numbers_stand_in_brackets_after_a_sign():
    line = row("r", ShownNumber(-3.0), ShownNumber(-1.0), " − ", ShownNumber(2.0))
    assert line.text == "r = −1 − 2 = −3"
    line = row("r", ShownNumber(1.0), ShownNumber(-1.0), " − ", ShownNumber(-2.0))
    assert line.text == "r = −1 − (−2) = 1"


def test_a_line_with_mse():
    case = Case(learning_rate=0.1)
    (w, b), (x, y) = case.moment.theta, case.data()
    x = x[:, 0]
    error, n = w * x + b - y, len(y)
    case.close("ŷ", w * x[0] + b)
    case.close("r", error[0])
    case.close("ℓ", error[0] ** 2)
    case.close("∂ℓ/∂ŷ", 2 * error[0])
    case.close("J", (error**2).mean())
    gradient = [2 / n * (error * x).sum(), 2 / n * error.sum()]
    case.close("∂J/∂w", gradient[0])
    case.close("∂J/∂b", gradient[1])
    assert case.shown["∂J/∂w"][0].startswith("(2/80) · ")
    case.close("w", w - 0.1 * gradient[0])
    case.close("b", b - 0.1 * gradient[1])
    new = (w - 0.1 * gradient[0]) * x + b - 0.1 * gradient[1] - y
    case.close("J(θ + Δθ)", (new**2).mean())
    case.close("ΔJ", (new**2).mean() - (error**2).mean())
    case.close("g · Δθ", -0.1 * (gradient[0] ** 2 + gradient[1] ** 2))
    assert "The cost falls." in case.text
    assert check_rows(case.text) >= 12


def test_logistic_regression_with_cross_entropy():
    case = Case(Data(dataset="blobs"), loss="binary_cross_entropy", sample=7)
    x, y = case.data()
    w, b = case.moment.theta[:2], case.moment.theta[2]
    z = x @ w + b
    p = 1 / (1 + np.exp(-z))
    case.close("z", z[7])
    case.close("p", p[7])
    case.close("ℓ", -np.log(p[7] if y[7] else 1 - p[7]))
    case.close("∂ℓ/∂z", p[7] - y[7])
    case.close("J", -np.log(np.where(y == 1, p, 1 - p)).mean())
    for name, gradient in zip(("w₁", "w₂", "b"), [*((p - y) @ x), (p - y).sum()], strict=True):
        case.close(f"∂J/∂{name}", gradient / len(y))
    assert check_rows(case.text) >= 14


def test_huber_with_its_penalty_and_momentum():
    case = Case(
        loss="huber", loss_parameters={"delta": 0.5}, optimizer="momentum", l2=0.03, l1=0.02
    )
    (w, b), (x, y) = case.moment.theta, case.data()
    x, n = x[:, 0], len(y)
    r = w * x + b - y
    slope = np.clip(r, -0.5, 0.5)
    loss = np.where(np.abs(r) <= 0.5, r**2 / 2, 0.5 * (np.abs(r) - 0.25))
    case.close("ℓ", loss[0])
    case.close("J", loss.mean() + 0.03 * w**2 + 0.02 * abs(w))
    gradient = (slope * x).sum() / n + 2 * 0.03 * w + 0.02 * np.sign(w)
    case.close("∂J/∂w", gradient)
    velocity = 0.9 * case.moment.state[0][0] + gradient
    case.close("v[w]", velocity)
    case.close("Δw", -0.1 * velocity)
    assert case.moment.state[0][0] != 0
    assert "λ" not in case.shown["∂J/∂b"][0]
    assert check_rows(case.text) >= 14


def adam_by_hand(gradients, rate):
    """Kingma and Ba's algorithm 1, with powers of the betas: the last change, m̂ and v̂."""
    m = v = 0.0
    for t, g in enumerate(gradients, start=1):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
    return -rate * m_hat / (math.sqrt(v_hat) + 1e-8), m_hat, v_hat


@pytest.mark.parametrize("steps", [0, 4])
def test_adam_from_its_first_step_on(steps):
    case = Case(optimizer="adam", learning_rate=0.05, steps=steps)
    x, y = case.data()
    x = x[:, 0]
    theta = case.objective.model.init(np.random.default_rng(1))
    gradients = []
    for step in range(steps + 1):
        error = theta[0] * x + theta[1] - y
        gradients.append(2 * np.array([(error * x).mean(), error.mean()]))
        if step < steps:
            theta = theta + [adam_by_hand([g[j] for g in gradients], 0.05)[0] for j in (0, 1)]
    change, m_hat, v_hat = adam_by_hand([g[0] for g in gradients], 0.05)
    case.close("m′[w]", m_hat)
    case.close("s′[w]", v_hat)
    case.close("Δw", change)
    case.close("c₁", 1 - 0.9 ** (steps + 1))
    case.close("c₂", 1 - 0.999 ** (steps + 1))
    case.close("w", theta[0] + change)
    assert check_rows(case.text) >= 16


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_a_mini_batch_shows_its_own_samples(reduction):
    rate = 0.1 if reduction == "mean" else 0.001
    case = Case(batch_size=16, reduction=reduction, learning_rate=rate)
    rows = case.coming.rows
    assert len(rows) == 16
    assert case.account.sections[0].sample == rows[0]
    (w, b), (x, y) = case.moment.theta, case.data(rows)
    error = w * x[:, 0] + b - y
    case.close("ŷ", w * x[0, 0] + b)
    case.close("J_B", (error**2).mean())
    factor = 1 / 16 if reduction == "mean" else 80 / 16
    case.close("g[w]", factor * 2 * (error * x[:, 0]).sum())
    x_all, y_all = case.data()
    squares = (w * x_all[:, 0] + b - y_all) ** 2
    case.close("J", squares.mean() if reduction == "mean" else squares.sum())
    assert "g · Δθ" not in case.shown, "the batch's gradient does not predict the whole cost"
    assert "mini-batch" in case.text
    check_rows(case.text)


def test_a_sum_has_no_n_before_it():
    case = Case(reduction="sum", learning_rate=0.001)
    (w, b), (x, y) = case.moment.theta, case.data()
    error = w * x[:, 0] + b - y
    case.close("∂J/∂w", 2 * (error * x[:, 0]).sum())
    case.close("J", (error**2).sum())
    assert "/80" not in case.shown["∂J/∂w"][0]
    assert "J = Σᵢ ℓᵢ" in case.text


def test_a_polynomial_that_standardises_shows_what_is_updated_and_the_data_units():
    case = Case(Data(dataset="threshold"), loss="brier", model="polynomial", degree=2)
    model = case.objective.model
    assert model.standardizes
    x, _ = case.data()
    u = (x[:, 0] - model.inputs.center[0]) / model.inputs.scale[0]
    case.close("u", u[0])
    case.close("φ₂", u[0] ** 2)
    w1, w2, b = case.moment.theta
    case.close("z", w1 * u[0] + w2 * u[0] ** 2 + b)
    c, s = model.inputs.center[0], model.inputs.scale[0]
    case.close("a(x²)", w2 / s**2)
    case.close("a(x)", w1 / s - 2 * w2 * c / s**2)
    case.close("a(1)", b - w1 * c / s + w2 * c**2 / s**2)
    new = case.coming.after.theta
    case.close("a′(x²)", new[1] / s**2)
    case.close("w₂", new[1])
    assert check_rows(case.text) >= 18


ROWS = tuple(
    (1000.0 + 300.0 * math.sin(i), 0.02 * math.cos(3 * i), 50.0 + 7.0 * math.sin(i + 1.0))
    for i in range(30)
)


def test_standardised_inputs_and_their_penalty_are_written_out():
    case = Case(Data(dataset="points", points=ROWS), standardize="inputs", l1=1e-3, l2=1e-4)
    x, y = case.data()
    c, s = x.mean(axis=0), x.std(axis=0)
    u = (x - c) / s
    *v, b = case.moment.theta
    case.close("u₁", u[0, 0])
    case.close("u₂", u[0, 1])
    case.close("ŷ", u[0] @ v + b)
    error = u @ v + b - y
    w = v / s
    case.close("J", (error**2).mean() + 1e-4 * w @ w + 1e-3 * np.abs(w).sum())
    gradient = 2 * u.T @ error / len(y) + (2e-4 * w + 1e-3 * np.sign(w)) / s
    case.close("∂J/∂w₁", gradient[0])
    case.close("∂J/∂w₂", gradient[1])
    case.close("a(x₁)", w[0])
    case.close("a(1)", b - w @ c)
    assert "η, the gradient and λmax belong to the standardised coordinates" in case.text
    assert "λ₂ Σⱼ (wⱼ/sⱼ)² + λ₁ Σⱼ |wⱼ/sⱼ|" in case.text
    assert check_rows(case.text) >= 20


def test_a_standardised_target_is_written_out():
    case = Case(Data(dataset="points", points=ROWS), loss="huber", standardize="inputs_and_target")
    x, y = case.data()
    u, t = (x - x.mean(axis=0)) / x.std(axis=0), (y - y.mean()) / y.std()
    *v, b = case.moment.theta
    case.close("Y", y[0])
    case.close("y", t[0])
    case.close("ŷ", u[0] @ v + b)
    case.close("Ŷ", y.mean() + y.std() * (u[0] @ v + b))
    case.close("a(x₁)", y.std() * v[0] / x[:, 0].std())
    assert "measured in the target's standard deviations" in case.text
    assert check_rows(case.text) >= 15


@pytest.mark.parametrize("standardize", ["inputs", "inputs_and_target"])
@pytest.mark.parametrize(
    "run",
    [
        {"bias": False},
        {"model": "polynomial", "degree": 2, "l1": 1e-6, "l2": 1e-6},
        {"model": "polynomial", "degree": 2, "bias": False},
        {"model": "mlp", "hidden_layers": (1,), "l1": 1e-5, "l2": 1e-5},
        {"model": "mlp", "hidden_layers": (2,), "bias": False},
        {"batch_size": 5, "optimizer": "adam"},
    ],
    ids=str,
)
def test_standardised_runs_add_up(run, standardize):
    case = Case(Data(dataset="points", points=ROWS), standardize=standardize, **run)
    assert check_rows(case.text) >= 12


def test_inputs_far_from_0_are_shown_with_the_digits_that_count():
    rows = tuple((1e7 + 0.25 * (i % 8), float(i % 5)) for i in range(20))
    case = Case(Data(dataset="points", points=rows), standardize="inputs")
    assert check_rows(case.text) >= 10
    assert "1.00000e7 − 1" not in case.text


def test_softmax_of_three_classes():
    case = Case(Data(dataset="three_blobs"), loss="cross_entropy", sample=2)
    x, y = case.data()
    matrix = case.moment.theta.reshape(3, 3)
    z = x @ matrix[:2] + matrix[2]
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    one_hot = np.eye(3)[y.astype(int)]
    for k, mark in enumerate("₁₂₃"):
        case.close(f"z{mark}", z[2, k])
        case.close(f"p{mark}", p[2, k])
        case.close(f"∂ℓ/∂z{mark}", p[2, k] - one_hot[2, k])
        case.close(f"∂J/∂b{mark}", (p - one_hot).mean(axis=0)[k])
        case.close(f"∂J/∂w₂,{mark}", ((p - one_hot) * x[:, 1:]).mean(axis=0)[k])
    case.close("ℓ", -np.log(p[2, int(y[2])]))
    assert check_rows(case.text) >= 40


def test_a_network_is_summed_up_and_the_sample_goes_through_its_layers():
    case = Case(Data(dataset="moons"), loss="binary_cross_entropy", model="mlp")
    model, theta = case.objective.model, case.moment.theta
    assert len(case.account.parameters) == LARGEST
    largest = np.sort(np.abs(case.coming.gradient))[::-1][:LARGEST]
    np.testing.assert_allclose([abs(p.gradient) for p in case.account.parameters], largest)
    blocks, x = model.unpack(theta), case.dataset.x[0]
    h1 = np.tanh(x @ blocks["weights_1"] + blocks["bias_1"])
    h2 = np.tanh(h1 @ blocks["weights_2"] + blocks["bias_2"])
    case.close("h₁[1]", h1[0])
    case.close("z", (h2 @ blocks["weights_3"] + blocks["bias_3"])[0])
    listed = [number_of(t) for t in re.findall(r"−?\d+\.\d+(?:e−\d+)?", case.shown["h₂"][0])]
    np.testing.assert_allclose(listed, h2[:6], rtol=1e-5)
    case.close("‖W₂‖", np.linalg.norm(blocks["weights_2"]))
    gradient = model.unpack(case.coming.gradient)
    case.close("‖∂J/∂W₂‖", np.linalg.norm(gradient["weights_2"]))
    text = "\n".join(line for line in case.text.splitlines() if not re.match(r"    h. = \(", line))
    assert check_rows(text) >= 14


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_adds_up_and_lands_where_the_step_does(optimizer):
    case = Case(optimizer=optimizer, learning_rate=0.05, steps=3)
    assert check_rows(case.text) >= 12
    case.close("w", case.coming.after.theta[0])
    case.close("Δb", case.coming.change[1])
    assert len(case.shown["Δw"]) == 2, "its arithmetic is shown"


@pytest.mark.parametrize("schedule", ["exponential", "inverse_sqrt", "cosine"])
def test_every_schedule_shows_where_the_rate_comes_from(schedule):
    case = Case(schedule=schedule, steps=5)
    case.close("ηₜ", case.coming.rate)
    assert len(case.shown["ηₜ"]) == 2
    check_rows(case.text)


DATA = {"regression": "line", "binary": "moons", "multiclass": "three_blobs"}


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("sample", range(4))
def test_every_loss_adds_up(name, sample):
    case = Case(Data(dataset=DATA[LOSSES[name].task.value]), loss=name, sample=sample)
    assert check_rows(case.text) >= 8
    raw = case.objective.model.predict_raw(case.moment.theta, case.dataset.x[sample : sample + 1])
    y = case.objective.y[sample : sample + 1]
    values, slope = LOSSES[name].value_and_gradient(raw, y)
    case.close("ℓ", values[0])
    name = {"regression": "∂ℓ/∂ŷ", "binary": "∂ℓ/∂z", "multiclass": "∂ℓ/∂z₁"}[
        LOSSES[name].task.value
    ]
    case.close(name, slope[0, 0])


@pytest.mark.parametrize("scale", [1e-3, 40.0, 300.0])
@pytest.mark.parametrize("name", LOSSES)
def test_losses_add_up_far_out_too(name, scale):
    n_outputs = {"regression": 1, "binary": 1, "multiclass": 3}[LOSSES[name].task.value]
    case = Case(
        Data(dataset=DATA[LOSSES[name].task.value]),
        loss=name,
        steps=0,
        theta=scale
        * np.linspace(-1, 1, 2 if n_outputs == 1 and name in REGRESSION else 3 * n_outputs),
    )
    check_rows(case.text)
    assert "nan" not in case.text
    assert "inf" not in case.text


REGRESSION = [name for name, loss in LOSSES.items() if loss.task.value == "regression"]


def test_a_loss_is_worked_out_by_its_expression_alone():
    loss = dataclasses.replace(LOSSES["mse"], name="quartic", expression="r**4/2")
    blocks = loss_blocks(loss, OneSample([3.0], [1.0], 8.0, [16.0], {}))
    assert [r.text for block in blocks for r in block.rows] == [
        "r = 3 − 1 = 2",
        "ℓ = 2^4 / 2 = 8",
        "∂ℓ/∂ŷ = 2 · 2^3 = 16",
    ]
    assert blocks[0].latex == r"\ell = \frac{r^{4}}{2}, \quad r = \hat y - y"
    assert [block.plain for block in blocks] == ["ℓ = r⁴ / 2; r = ŷ − y", "∂ℓ/∂ŷ = 2 r³"]


def test_numbers_beyond_all_range_are_named_and_not_shown():
    case = Case(steps=0, theta=[1e300, 0.0])
    assert "nan" not in case.text
    assert "inf" not in case.text
    assert "    ℓ: beyond the range of numbers" in case.text
    lines = [line for line in case.text.splitlines() if ": beyond" not in line]
    assert check_rows("\n".join(lines)) >= 3


def test_a_batch_of_a_single_sample():
    case = Case(batch_size=1)
    assert case.shown["J_B"][0].startswith("(1/1) · ")
    # Its part of the gradient is the whole of it.
    case.close("g[w]", case.result("∂ℓ/∂w"))
    check_rows(case.text)


def test_what_a_sample_outside_the_step_is_said_to_be():
    case = Case(sample=95)
    assert "test sample" in case.text
    outside = int(np.setdiff1d(np.arange(80), Case(batch_size=16).coming.rows)[0])
    assert "not in this step's mini-batch" in Case(batch_size=16, sample=outside).text
    assert "not in this step" not in Case(batch_size=16).text


def test_rows_of_step():
    assert len(rows_of_step(Case().objective, Case().coming)) == 80
    case = Case(batch_size=10)
    assert rows_of_step(case.objective, case.coming) is case.coming.rows


def test_a_step_that_is_too_long_is_called_so():
    case = Case(learning_rate=3.0, steps=0)
    assert case.result("ΔJ") > 0
    assert "too long" in case.text


def test_names_of_columns_say_what_x_and_y_are():
    points = ((1.0, 2.0, 3.0), (2.0, 1.0, 4.0), (0.0, 1.0, 2.0))
    names = ("a {b}", "x₂", "<i>c</i>")
    named = Data(dataset="points", points=points, point_names=names, test_fraction=0.0)
    assert "From the data, where x₁ = a {b}, y = <i>c</i>:" in Case(named).text
    cars = Data(dataset="cars", test_fraction=0.0)
    assert "where x = speed (mph), y = stopping distance (ft):" in Case(cars, steps=0).text
    iris = Case(Data(dataset="iris"), steps=0, loss="cross_entropy").text
    assert "where x₁ = petal length (cm), x₂ = petal width (cm):" in iris
    assert "From the data:" in Case().text


# -- class weights, fixed parameters, batches in order ---------------------------------------------


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_the_weights_of_the_classes_stand_in_every_row(reduction):
    rate = 1e-3 if reduction == "mean" else 1e-5
    case = Case(
        Data(dataset="challenger"), loss="binary_cross_entropy", class_weights="balanced",
        reduction=reduction, learning_rate=rate, l2=0.1, sample=2,
    )  # fmt: skip
    x, y = case.data()
    x, n = x[:, 0], len(y)
    w, b = case.moment.theta
    p = 1 / (1 + np.exp(-(w * x + b)))
    weight = np.where(y == 1, n / (2 * (y == 1).sum()), n / (2 * (y == 0).sum()))
    assert weight.min() < 1 < weight.max()
    factor = 1 / n if reduction == "mean" else 1.0
    case.close("ω", weight[2])
    own = f"{n} / (2 · {int((y == y[2]).sum())})"
    assert case.shown["ω"][0] == own
    case.close("ω ∂ℓ/∂w", weight[2] * (p[2] - y[2]) * x[2])
    loss = -np.log(np.where(y == 1, p, 1 - p))
    case.close("J", factor * (weight * loss).sum() + 0.1 * w**2)
    case.close("∂J/∂w", factor * (weight * (p - y) * x).sum() + 0.2 * w)
    case.close("∂J/∂b", factor * (weight * (p - y)).sum())
    assert "Σᵢ ωᵢ ℓᵢ" in case.text
    assert "Σᵢ ωᵢ (pᵢ − yᵢ) xᵢⱼ" in case.text
    assert check_rows(case.text) >= 12
    test_sample = Case(
        Data(dataset="challenger"), loss="binary_cross_entropy", class_weights="balanced",
        sample=n, learning_rate=rate,
    )  # fmt: skip
    assert "ω" not in test_sample.shown


def test_a_weighted_mini_batch_in_the_order_of_the_data():
    case = Case(
        Data(dataset="challenger"), loss="binary_cross_entropy", class_weights="balanced",
        learning_rate=1e-3, batch_size=5, batch_order="file", steps=1,
    )  # fmt: skip
    assert case.coming.rows.tolist() == [5, 6, 7, 8, 9]
    (x, y), (_, every) = case.data(slice(5, 10)), case.data()
    w, b = case.moment.theta
    p = 1 / (1 + np.exp(-(w * x[:, 0] + b)))
    counts = [(every == c).sum() for c in (0, 1)]
    weight = len(every) / (2 * np.where(y == 1, counts[1], counts[0]))
    case.close("J_B", (weight * -np.log(np.where(y == 1, p, 1 - p))).mean())
    case.close("g[w]", (weight * (p - y) * x[:, 0]).mean())
    assert "in the order of the data: here 6 to 10." in case.text


def test_what_is_held_fixed_is_named_and_has_no_rows():
    case = Case(fixed=("bias",), optimizer="momentum")
    assert [each.name for each in case.account.parameters] == ["w"]
    assert "∂J/∂b" not in case.shown
    assert "b" not in case.shown
    assert "Held fixed, so that no step changes them: b." in case.text
    assert check_rows(case.text) >= 9
    large = Case(
        Data(dataset="moons"), model="mlp", loss="binary_cross_entropy", fixed=("weights_1",)
    )
    assert "W₁[1,1], W₁[1,2]" in large.text
    assert all(not each.name.startswith("W₁") for each in large.account.parameters)
