"""A loss made of a formula keeps what every loss promises, and is described as it is."""

import numpy as np
import pytest

from lossstudio.core.expression import Formula, read_formula
from lossstudio.core.losses import LOSSES, claims
from lossstudio.core.losses.claims import warnings
from lossstudio.core.losses.own import EXAMPLES, examples, make_loss
from lossstudio.core.tasks import Link, Task
from lossstudio.core.text import InputError

SAME = {
    "mse": "r**2",
    "mae": "|r|",
    "huber": "where(|r| <= 1, r**2/2, |r| - 1/2)",
    "log_cosh": "log(cosh(r))",
    "pinball": "max(0.5*r, -0.5*r)",
    "binary_cross_entropy": "-(y*log(p) + (1 - y)*log(1 - p))",
    "brier": "(p - y)**2",
    "squared_hinge": "max(0, 1 - m)**2",
    "focal": "-(1/4*y*(1 - p)**2*log(p) + 3/4*(1 - y)*p**2*log(1 - p))",
}
"""Formulas of the program's own losses, at their usual hyperparameters."""


@pytest.mark.parametrize("name", SAME)
def test_a_formula_is_the_loss_that_it_is_of(name):
    own, loss = make_loss(SAME[name]), LOSSES[name]
    assert (own.task, own.link, own.variable) == (loss.task, loss.link, loss.variable)
    rng = np.random.default_rng(3)
    raw = np.concatenate([rng.normal(0, 3, 300), [0.0, 40.0, -40.0]])[:, None]
    y = rng.integers(0, 2, raw.shape).astype(float)
    hyper = loss.hyperparameters({})
    for got, expected in zip(
        own.value_and_gradient(raw, y), loss.value_and_gradient(raw, y), strict=True
    ):
        np.testing.assert_allclose(got, expected, rtol=1e-12, atol=1e-300)
    assert (own.curvature is None) == (loss.curvature is None)
    if loss.curvature is not None:
        np.testing.assert_allclose(
            own.second_derivative(raw, y), loss.second_derivative(raw, y), rtol=1e-11, atol=1e-14
        )
    assert own.kinks() == pytest.approx(loss.kinks(**hyper))
    assert set(np.round(loss.bends(**hyper), 9)) <= set(np.round(own.bends(), 9))
    assert own.attains_minimum() == loss.attains_minimum(**hyper)
    assert own.gives_probabilities == loss.gives_probabilities


@pytest.mark.parametrize(
    ("text", "kinks", "bends"),
    [
        ("max(0, 1 - m)", (1.0,), ()),
        ("max(|r| - 2.3, 0)", (-2.3, 2.3), ()),
        ("max(|r| - 50, 0)", (-50.0, 50.0), ()),
        ("max(0, 3 - (2*y - 1)*z/2)", (6.0,), ()),
        ("|r|**1.5", (), (0.0,)),
        ("sqrt(|r|)", (0.0,), ()),
        ("max(r, 2*r - 1, -r/3)", (0.0, 1.0), None),
        ("clip(r, -1, 2)**2", (-1.0, 2.0), ()),
        ("where(y > 0.5, max(0, 1 - m), max(0, 2 - m))", (1.0, 2.0), None),
    ],
)
def test_kinks_and_bends_are_found(text, kinks, bends):
    loss = make_loss(text)
    assert loss.kinks() == pytest.approx(kinks, abs=1e-9)
    assert loss.curvature is None
    if bends is not None:
        assert loss.bends() == pytest.approx(bends, abs=1e-9)


def test_kinks_follow_the_numbers():
    loss = make_loss("max(|r| - a, 0)")
    assert [p.name for p in loss.parameters] == ["a"]
    assert loss.kinks(a=0.5) == pytest.approx((-0.5, 0.5))
    assert loss.kinks(a=2.0) == pytest.approx((-2.0, 2.0))


def test_what_a_curve_is_drawn_against():
    assert make_loss("(ŷ - y)**2").variable == "residual"
    assert make_loss("r**2/(1 + y**2)").variable == "score"
    assert make_loss("(1 - y)*z").variable == "margin"
    assert make_loss("r**2").link is Link.IDENTITY
    assert make_loss("m").link is Link.SIGMOID


@pytest.mark.parametrize(
    ("text", "is_probability", "attains"),
    [
        ("log(1 + exp(-m))", True, False),
        ("softplus(z) - y*z", True, False),
        ("exp(-m)", False, False),
        ("max(0, 1 - m)", False, True),
        ("(z - s)**2", False, True),
        ("1 - tanh(m)", False, False),
    ],
)
def test_probabilities_and_minima(text, is_probability, attains):
    loss = make_loss(text)
    assert loss.gives_probabilities is is_probability
    assert loss.attains_minimum() is attains


def sentences(text):
    loss = make_loss(text)
    return " ".join(map(str, warnings(loss.stated, loss.hyperparameters({}))))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("log(r)", "not finite everywhere, for example at r = 0"),
        ("1/ŷ + r**2 + y", "not finite everywhere, for example at ŷ = 0 where y ="),
        ("log(z)*s", "not finite everywhere, for example at z ="),
        ("sqrt(r - 100)", "not a finite number at any ordinary prediction"),
        ("-r**2", "negative for some predictions (down to −100)"),
        ("(r - 1)**2", "at r = 1 it is lower than at r = 0"),
        ("0*r + 1", "does not change with the prediction"),
        ("exp(m)", "larger for a right answer than for a wrong one"),
    ],
)
def test_what_is_odd_about_a_formula_is_said(text, part):
    assert part in sentences(text)


@pytest.mark.parametrize("text", [text for text, _ in EXAMPLES if text != "r**4 - r**2"])
def test_ordinary_formulas_are_taken_without_a_word(text):
    assert sentences(text) == ""


def test_examples_are_of_their_task():
    assert len(examples(Task.REGRESSION)) + len(examples(Task.BINARY)) == len(EXAMPLES)
    assert all(make_loss(text).task is Task.BINARY for text, _ in examples(Task.BINARY))


def test_the_same_text_is_the_same_loss_and_a_wrong_one_is_refused():
    assert make_loss("r**2") is make_loss("r**2")
    assert make_loss("r**2").source.startswith("def formula(raw, y):")
    with pytest.raises(InputError, match="at character 4"):
        make_loss("r**")
    with pytest.raises(ValueError, match=r"formula: raw scores \(3, 1\)"):
        make_loss("r**2").value_and_gradient(np.zeros((3, 1)), np.zeros((3,)))


def test_where_a_formula_is_not_defined_it_has_no_kinks():
    assert claims.places(read_formula("max(sqrt(1 - r**2), 0)"), ()).kinks == (-1.0, 1.0)
    assert claims.places(read_formula("|sqrt(r)|"), ()).kinks == (0.0,)


def test_hundreds_of_kinks_are_found_at_once(monkeypatch):
    calls, branches = [], Formula.branches
    monkeypatch.setattr(
        Formula, "branches", lambda *args, **kw: calls.append(1) or branches(*args, **kw)
    )
    found = claims.places(read_formula("|sin(31*r)|"), ())
    expected = np.pi / 31 * np.arange(-98, 99)
    np.testing.assert_allclose(found.kinks, expected, atol=1e-9)
    assert len(calls) < 100
