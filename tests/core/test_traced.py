"""What is read off a function is what it computes, whatever way it is written in."""

import numpy as np
import pytest

from lossstudio.core.expression.traced import UntraceableError, node_of, traced
from lossstudio.core.expression.writing import as_text
from lossstudio.core.optimizers import OPTIMIZERS, Optimizer
from lossstudio.core.optimizers.adam import BETA1, BETA2
from lossstudio.core.optimizers.adamw import OPTIMIZER as ADAMW
from tests.contract import optimizer_steps

DECAY = ADAMW.parameters[-1]


def nadam(gradient, state, learning_rate, theta, is_weight, beta1, beta2, weight_decay):
    """Counts its steps, and tells weights by a product."""
    m, v, t = state
    t = t + 1
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    ahead = beta1 * (m / (1 - beta1**t)) + (1 - beta1) * gradient / (1 - beta1**t)
    step = learning_rate * ahead / (np.sqrt(v / (1 - beta2**t)) + 0.5)
    return -step - learning_rate * weight_decay * is_weight * theta, (m, v, t)


def amsgrad(gradient, state, learning_rate, theta, is_weight, beta1, beta2, weight_decay):
    """Never divides by less than before."""
    m, v, largest = state
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * np.square(gradient)
    largest = np.maximum(largest, v)
    return -learning_rate * m / (np.sqrt(largest) + 0.5 + weight_decay), (m, v, largest)


def adamax(gradient, state, learning_rate, theta, is_weight, beta1, beta2, weight_decay):
    """By the largest size of gradients, and corrected in the learning rate."""
    m, largest, product = state
    m = beta1 * m + (1 - beta1) * gradient
    largest = np.maximum(beta2 * largest, abs(gradient))
    product = product * beta1
    return -learning_rate / (1 - product) * m / (largest + weight_decay + 0.25), (
        m,
        largest,
        product,
    )


def nesterov(gradient, state, learning_rate, theta, is_weight, beta1, beta2, weight_decay):
    """Needs the velocity before the step and after it."""
    (v,) = state
    new = beta1 * v + gradient - beta2 * weight_decay
    return -learning_rate * (new + beta1 * (new - v)), (new,)


def lion(gradient, state, learning_rate, theta, is_weight, beta1, beta2, weight_decay):
    """Steps by what it remembers, and only then remembers more."""
    (m,) = state
    step = np.sign(beta1 * m + (1.0 - beta1) * gradient)
    decay = np.where(is_weight, weight_decay * theta, 0.0)
    return -learning_rate * (step + decay), (beta2 * m + (1.0 - beta2) * gradient,)


def clipped(gradient, state, learning_rate, theta, is_weight, beta1, beta2, weight_decay):
    """Steps no longer than the learning rate."""
    (v,) = state
    v = beta1 * v + np.clip(gradient, -beta2, beta2)
    return -learning_rate * np.where(v * gradient > weight_decay, v, gradient), (v,)


STARTS = {
    nadam: lambda n: (np.zeros(n), np.zeros(n), 0),
    amsgrad: lambda n: (np.zeros(n), np.zeros(n), np.full(n, 0.125)),
    adamax: lambda n: (np.zeros(n), np.zeros(n), 1.0),
    nesterov: lambda n: (np.zeros(n),),
    lion: lambda n: (np.zeros(n),),
    clipped: lambda n: (np.zeros(n),),
}
LETTERS = "msu"


def optimizer_of(update, **given):
    start = STARTS.get(update, STARTS[lion])
    vectors = sum(np.ndim(value) > 0 for value in start(1))
    return Optimizer(
        name=update.__name__,
        label="Other",
        description="",
        reference="",
        init=start,
        update=update,
        memory=tuple(LETTERS[:vectors]),
        parameters=(BETA1, BETA2, DECAY),
        **given,
    )


@pytest.mark.parametrize("update", STARTS, ids=lambda update: update.__name__)
def test_what_is_shown_of_other_optimisers_is_what_they_compute(update, monkeypatch):
    name = f"other_{update.__name__}"
    monkeypatch.setitem(OPTIMIZERS, name, optimizer_of(update))
    for program in optimizer_steps.shown_of_optimizer(name):
        assert optimizer_steps.differs(name, program) == ""


def by_norm(gradient, state, learning_rate, theta, is_weight, beta1, beta2, weight_decay):
    """A step of one length."""
    return -learning_rate * gradient / np.linalg.norm(gradient), state


def by_choice(gradient, state, learning_rate, theta, is_weight, beta1, beta2, weight_decay):
    """Decides by a number."""
    return (-learning_rate * gradient if gradient[0] > 0 else gradient), state


def other_biases(gradient, state, learning_rate, theta, is_weight, beta1, beta2, weight_decay):
    """Moves biases by another rule."""
    return np.where(is_weight, -learning_rate * gradient, -gradient), state


def exchanged(gradient, state, learning_rate, theta, is_weight, beta1, beta2, weight_decay):
    """What is remembered changes places."""
    one, other = state
    return -learning_rate * gradient, (other + one, one + gradient * other)


@pytest.mark.parametrize("update", [by_norm, by_choice, other_biases, exchanged])
def test_what_cannot_be_followed_shows_the_formula_it_is_given(update):
    optimizer = optimizer_of(update, formula=r"\theta \leftarrow ?")
    if update is exchanged:
        optimizer = Optimizer(
            **{**vars_of(optimizer), "init": STARTS[clipped], "memory": ("m", "s")}
        )
    assert optimizer.arithmetic is None
    assert optimizer.formula == r"\theta \leftarrow ?"


def vars_of(optimizer):
    return {name: getattr(optimizer, name) for name in optimizer.__dataclass_fields__}


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (lambda x, y: 2.0 - x * y, "2 - x*y"),
        (lambda x, y: np.float64(2.0) * x, "2*x"),
        (lambda x, y: np.zeros(3) + x, "0 + x"),
        (lambda x, y: np.reciprocal(x) ** 3, "(1/x)**3"),
        (lambda x, y: -np.tanh(x) / abs(y), "-tanh(x)/abs(y)"),
        (lambda x, y: np.minimum(x, np.zeros_like(y)), "min(x, 0)"),
        (lambda x, y: np.where(x <= y, x, 1.0), "where(x <= y, x, 1)"),
        (lambda x, y: np.asarray(x) * y, "x*y"),
        (lambda x, y: (x > y) * x, "where(x > y, 1, 0)*x"),
    ],
)
def test_operations_are_noted(made, text):
    assert as_text(node_of(made(traced("x"), traced("y")))) == text


@pytest.mark.parametrize(
    "made",
    [
        lambda x: np.sum(x),
        lambda x: np.arange(3) * x,
        lambda x: np.add(x, x, where=[True]),
        lambda x: np.arctan2(x, x),
        lambda x: 1.0 if x else 2.0,
        lambda x: x + "y",
    ],
)
def test_what_no_formula_says_is_refused(made):
    with pytest.raises(UntraceableError):
        made(traced("x"))
