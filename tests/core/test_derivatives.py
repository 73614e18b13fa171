"""Slopes and curvatures of formulas against high precision: named cases, and random formulas.

`LOSSSTUDIO_FORMULAS` says how many random formulas are tried (80 without it), `LOSSSTUDIO_SEED` at
which one to begin: ``LOSSSTUDIO_FORMULAS=20000 pytest tests/core/test_derivatives.py``.
"""

import importlib.util
import os
import random
from pathlib import Path

import numpy as np
import pytest
from mpmath import mp, mpf

from lossstudio.core.expression import Formula, read, read_formula
from lossstudio.core.expression.evaluate import WRITTEN_OUT
from lossstudio.core.expression.reader import MAX_LENGTH
from lossstudio.core.expression.vocabulary import CONSTANTS, FUNCTIONS, PARAMETERS, VARIABLES
from lossstudio.core.expression.wide import Wide
from lossstudio.core.expression.writing import as_text
from lossstudio.core.text import InputError

_SPEC = importlib.util.spec_from_file_location(
    "random_formulas", Path(__file__).with_name("random_formulas.py")
)
formulas = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(formulas)
NO_ANSWER = (formulas.UndefinedError, formulas.UnknownError)

COUNT = int(os.environ.get("LOSSSTUDIO_FORMULAS", "80"))
FIRST = int(os.environ.get("LOSSSTUDIO_SEED", "0"))
ORDINARY = [-4.14, -1.359, -0.7, 0.31, 0.9, 2.3, 7.7]
EXTREME = [0.0, -0.0, 1e-320, -1e-200, 1e-9, -35.0, 60.0, -740.0, 800.0, -1e4, 1e10, -1e100, 1e200,
           -1e200, 1.7e308, -1.7e308]  # fmt: skip
TARGETS = {"regression": [0.0, -1.5, 0.37], "binary": [0.0, 1.0]}
LARGEST = mpf(2) ** 1023.9


def at(text, score, target=0.0, **numbers):
    """Value, slope and curvature of a formula at one place."""
    formula, raw, y = read_formula(text), np.array([[score]]), np.array([[target]])
    value, slope = formula.value_and_slope(raw, y, **numbers)
    return np.array([value[0, 0], slope[0, 0], formula.curvature(raw, y, **numbers)[0, 0]])


def by_differences(function, x):
    """Value and both derivatives of an mpmath function."""
    with mp.workdps(60):
        return [float(mp.diff(function, mpf(x), k)) for k in range(3)]


# -- a factor in the base of a power ---------------------------------------------------------------

NESTED = [
    ("log1p((2*r)**-1)", lambda r: mp.log(1 + 1 / (2 * r))),
    ("log1p((2/r)**-1)", lambda r: mp.log(1 + r / 2)),
    ("r/(1 + (2/|r|)**-1)", lambda r: r / (1 + abs(r) / 2)),
    ("1/(1 + (-3*r)**-3)", lambda r: 1 / (1 + (-3 * r) ** -3)),
    ("((2*r)**2 + 1)*(3/r)**-2", lambda r: ((2 * r) ** 2 + 1) * (3 / r) ** -2),
    ("exp(-(r/4)**-2)", lambda r: mp.exp(-((r / 4) ** -2))),
    ("1/(1/(2*r) + (5*r)**-1)", lambda r: 1 / (1 / (2 * r) + 1 / (5 * r))),
    ("sqrt((2*r)**2 + 1)*(-r)**3", lambda r: mp.sqrt(4 * r**2 + 1) * -(r**3)),
    ("((-2*r)**-1 + 1)**2*r", lambda r: (1 - 1 / (2 * r)) ** 2 * r),
    ("(1e-20*r)**2*1e40/(1 + r**2)", lambda r: r**2 / (1 + r**2)),
]


@pytest.mark.parametrize(("text", "function"), NESTED)
@pytest.mark.parametrize("r", [-1.359, 0.62, 3.25])
def test_no_factor_is_lost(text, function, r):
    got = at(text, r)
    np.testing.assert_allclose(got[1:], by_differences(function, r)[1:], rtol=1e-10, atol=1e-14)


def test_the_square_of_a_sign_that_is_0_is_not_1():
    assert at("log1p(r*sign(r - r))", 0.31).tolist() == [0.0, 0.0, 0.0]
    for score, target in ((-4.14, 0.0), (2.0, -1.5), (0.3, 0.7)):
        of_target = 2.0 * np.sign(target) ** 2
        expected = 0.5 * of_target * score**2, of_target * score, of_target
        np.testing.assert_allclose(at("(sign(y)*yhat)**2", score, target), expected)
    assert at("sign(a)**2*r**2", 3.0, a=0.0).tolist() == [0.0, 0.0, 0.0]
    assert at("(r*sign(2*r - r - r) + r)**2", 0.5).tolist() == [0.25, 1.0, 2.0]


# -- 0 times what is infinite or not defined -------------------------------------------------------

POWER = "-(y*log(p)**9**9 + (1-y)*log(1-p))"
CASES = [
    # text, score, target, value and slope by hand
    (POWER, -4.0, 0.0, (0.01814992791780978, 0.01798620996209156)),
    (POWER, 1.0, 0.0, (1.3132616875182228, 0.7310585786300049)),
    ("y*exp(z) + (1 - y)*exp(-z)", 1000.0, 0.0, (0.0, 0.0)),
    ("y*log(z) + (1 - y)*log(1 - z)", -1.0, 0.0, (np.log(2.0), -0.5)),
    ("(1 - y)/z + m", 0.0, 1.0, (0.0, 1.0)),
    ("where(y > 0.5, 0, 1)*log(-z)", 2.0, 1.0, (0.0, 0.0)),
    ("max(0, r)*log(r)", -1.0, 0.0, (0.0, 0.0)),
    ("(1 + sign(r))*sqrt(r)", -4.0, 0.0, (0.0, 0.0)),
    ("max(0, 1 - exp(m))**2", 800.0, 1.0, (0.0, 0.0)),
    ("|r|**(2 + r)", 0.0, 0.0, (0.0, 0.0)),
    ("r*log(|r|) + 1", 0.0, 0.0, (1.0, -np.inf)),
    ("a*exp(r**2) + r", 40.0, 0.0, (40.0, 1.0)),  # a = 0
]


@pytest.mark.parametrize(("text", "score", "target", "expected"), CASES)
def test_a_term_that_is_switched_off_does_not_count(text, score, target, expected):
    numbers = {"a": 0.0} if "a" in read_formula(text).names else {}
    np.testing.assert_allclose(at(text, score, target, **numbers)[:2], expected, rtol=1e-13)


def test_a_0_that_is_not_fixed_has_no_such_power():
    assert np.isnan(at("r*(1/r**2)", 0.0)[0])
    assert np.isnan(at("r*sqrt(r - 1)", 0.0)[0])


BEYOND = [
    ("(p**4 + 0.6 - m*y)/(1 + expm1((m + p)*expm1(m))**2)", -4.14, 0.0),
    ("log(1 + cosh(r))", 1000.0, 0.0),
    ("r**2/(1 + r**2)", 1e200, 0.0),
    ("exp(r)/(1 + exp(r))**2 + r", 800.0, 0.0),
    ("sinh(r)/cosh(r) + r", 900.0, 0.0),
    ("log(1 + r**4)", 1e150, 0.0),
    ("2**r/3**r*exp(r/2)", 2000.0, 0.0),
    ("sqrt(p)", -800.0, 1.0),
    ("p**(1/3)", -740.0, 0.0),
    ("(1 - p)*exp(z)", 800.0, 1.0),
    ("sqrt(r**2 + exp(r))", 1500.0, 0.0),
]


@pytest.mark.parametrize(("text", "score", "target"), BEYOND)
def test_what_overflows_on_the_way_comes_out_right(text, score, target):
    got = at(text, score, target)
    with mp.workdps(1500):
        names = {"r": mpf(score) - mpf(target), "y": mpf(target), "z": mpf(score)}

        def function(shift):
            z = names["z"] + shift
            space = {
                "r": names["r"] + shift,
                "y": names["y"],
                "z": z,
                "m": (2 * names["y"] - 1) * z,
            }
            space |= {n: getattr(mp, n) for n in ("exp", "expm1", "log", "cosh", "sinh", "sqrt")}
            space["p"] = 1 / (1 + mp.exp(-z))
            return eval(text, {"__builtins__": {}}, space)

        expected = [mp.diff(function, 0, k, h=mpf(10) ** -300) for k in range(3)]
    for one, other in zip(got, expected, strict=True):
        if abs(other) < LARGEST:
            assert one == pytest.approx(float(other), rel=1e-9, abs=1e-300)


# -- where only the way to a slope is not defined --------------------------------------------------

FLAT = [
    "exp(-1/(r*r))", "exp(-1/|r|)", "1/(1 + exp(1/|r|))", "r*exp(-1/(r*r))", "exp(-1/|r|**0.3)",
    "exp(-1/sqrt(|r|))", "exp(-exp(1/r**2))", "1/cosh(1/r)", "sigmoid(-1/r**2)", "(r**2)**(1/r**2)",
    "softplus(-1/|r|)", "exp(-log(|r|)**2)", "max(0, r)*exp(-1/r**2)", "log(1 + exp(-1/r**2))",
    "where(r > 0, exp(-1/r), 0)", "expm1(-1/r**2) + 1", "exp(-1e-30/r**2)",
]  # fmt: skip
"""All of their derivatives are 0 at r = 0, on both sides or where they are defined."""
PLAIN = [
    ("0", (0.0, 0.0, 0.0)),
    ("r**2", (0.0, 0.0, 2.0)),
    ("3*r - cos(r)", (-1.0, 3.0, 1.0)),
    ("exp(r)*(1 + r)", (1.0, 2.0, 3.0)),
    ("|r|", (0.0, 0.0, 0.0)),
]


@pytest.mark.parametrize("target", [0.0, 0.37, -1.5])
@pytest.mark.parametrize(("plain", "expected"), PLAIN)
def test_what_is_flat_adds_nothing(plain, expected, target):
    for flat in FLAT:
        got = at(f"{plain} + {flat}", target, target)
        np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-9, err_msg=flat)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/(1 + 1/r**2)", (0.0, 0.0, 2.0)),
        ("r**2*(1 - exp(-1/r**2))", (0.0, 0.0, 2.0)),
        ("arctan(1/r**2)", (np.pi / 2.0, 0.0, -2.0)),
        ("1/(1 + 1/|r|)", (0.0, 0.0, -2.0)),  # |r|/(1 + |r|): a kink, between slopes of -1 and 1
        ("2*max(0, r) + exp(-1/r**2)", (0.0, 1.0, 0.0)),
        ("r**3*tanh(1/r)", (0.0, 0.0, 0.0)),
        ("3*|r| + exp(-1/r)", (0.0, 3.0, 0.0)),  # infinite below 0: the slope on the other side
    ],
)
def test_a_slope_is_its_limit(text, expected):
    np.testing.assert_allclose(at(text, 0.0), expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("target", [0.0, 2.0])
@pytest.mark.parametrize(
    ("text", "curvature"),
    [
        ("r**2*log(|r|)", -np.inf),
        ("3*r**2 - r**2*log(2*|r|)", np.inf),
        ("r**2*log(|r|)*cos(r)", -np.inf),
        ("r**2*log(|r|)**2", np.nan),  # it grows faster than that
    ],
)
def test_what_grows_as_a_logarithm_has_an_infinite_limit(text, curvature, target):
    np.testing.assert_array_equal(at(text, target, target), [0.0, 0.0, curvature])


@pytest.mark.parametrize("text", ["exp(-1/z**2)", "exp(-1/(p - 0.5)**2)", "y*exp(-1/|m|)"])
@pytest.mark.parametrize("target", [0.0, 1.0])
def test_so_it_is_with_two_classes(text, target):
    assert at(text, 0.0, target).tolist() == [0.0, 0.0, 0.0]


def test_where_the_loss_is_not_defined_nothing_is():
    for text in ("exp(-1/|r|)/r**3", "r**2*sin(1/r)", "r*(1/r**2)"):
        assert np.isnan(at(text, 0.0)[0])
    value, slope, _ = at("r**2*sin(1/|r|)*0 + |r|**0.5*sin(log(|r|))", 1.0)
    assert np.isfinite([value, slope]).all()


# -- random formulas -------------------------------------------------------------------------------


def drawn(seed):
    """A random formula with places: (text, tree, formula, numbers, places (n, 2)), or None."""
    rng = random.Random(seed)
    task = rng.choice(["regression", "binary"])
    text, tree = formulas.draw(rng, task, rng.choice([2, 3, 4, 5, 6, 8, 10]))
    try:
        formula = read_formula(text)
    except InputError:
        return None
    if formula.task.value != task:
        return None
    numbers = {p.name: rng.choice([1.0, 0.5, 2.0, -1.0, 0.0, 3.0]) for p in formula.parameters}
    scores = [*rng.sample(ORDINARY, 3), *rng.sample(EXTREME, 4)]
    places = np.array([(score, rng.choice(TARGETS[task])) for score in scores])
    return text, tree, formula, numbers, places


def computed(formula, numbers, places):
    raw, y = places[:, :1], places[:, 1:]
    value, slope = formula.value_and_slope(raw, y, **numbers)
    return np.concatenate([value, slope, formula.curvature(raw, y, **numbers)], axis=1)


def faults(got, jet, allowed):
    """Which of value, slope and curvature are wrong, where a double can hold them."""
    found = []
    for name, one, right, most in zip(("ℓ", "ℓ'", "ℓ''"), got, jet, allowed, strict=True):
        is_known = abs(right) < LARGEST and not np.isnan(most)
        has_digits = not np.isnan(one) or most <= abs(float(right))
        if is_known and has_digits and not abs(one - float(right)) <= most:
            found.append(f"{name} = {one!r}, exactly {mp.nstr(right, 15)}")
    return found


def wrong_at(tree, task, place, numbers, got):
    """What is wrong at a place; nothing where the reference cannot tell."""
    arguments = (tree, task, *place, numbers)
    try:
        jet = formulas.exact(*arguments, 40)
        allowed = [float(1e-9 * abs(each)) + 1e-300 for each in jet]
        if not faults(got, jet, allowed):
            return []
        digits = 60 if abs(place[0]) in map(abs, ORDINARY) else 700
        jet, rounding = formulas.exact(*arguments, digits), formulas.spread(*arguments, digits)
        again = formulas.exact(*arguments, 3 * digits)
    except NO_ANSWER:
        return []
    sure = [
        abs(a - b) <= 1e-9 * abs(b) + 1000 * r + mpf(10) ** -330
        for a, b, r in zip(jet, again, rounding, strict=True)
    ]
    if not all(sure):
        return []
    # Near z = 0 the sigmoid's second derivative is the difference of p and 1 − p.
    near_0 = [0.0, 0.0, 1e-15 * float(abs(jet[0]) + abs(jet[1])) * (abs(place[0]) < 1.0)]
    allowed = [
        float(1e-9 * abs(j) + 10_000 * r) + n + 1e-300
        for j, r, n in zip(jet, rounding, near_0, strict=True)
    ]
    return faults(got, jet, allowed)


def test_random_formulas_are_differentiated_exactly():
    """To 9 digits, or as many as rounding leaves; nowhere NaN where there is a number."""
    tried, found = 0, []
    for seed in range(FIRST, FIRST + COUNT):
        if (case := drawn(seed)) is None:
            continue
        text, tree, formula, numbers, places = case
        tried += 1
        for place, got in zip(places.tolist(), computed(formula, numbers, places), strict=True):
            wrong = wrong_at(tree, formula.task.value, place, numbers, got)
            if wrong:
                found.append(f"{seed}: {text} with {numbers} at {place}: {'; '.join(wrong)}")
    assert tried >= 0.8 * COUNT
    assert not found, "\n".join(found)


def test_what_is_shown_of_random_formulas_is_what_is_computed():
    """The text of the slope, and the NumPy function: read and run, they give the same numbers.

    Where two values are equal of which the larger counts, the text has no word for the mean.
    """
    tried = 0
    for seed in range(FIRST, FIRST + COUNT):
        if (case := drawn(seed)) is None:
            continue
        text, _, formula, numbers, places = case
        raw, y = places[:3, :1], places[:3, 1:]
        value, slope = formula.value_and_slope(raw, y, **numbers)
        if len(as_text(formula.slope)) <= MAX_LENGTH:
            tree = read(as_text(formula.slope))
            shown = Formula("", formula.task, tree, tree, tree)
            again, _ = shown.value_and_slope(raw, y, **numbers)
            is_sure = np.isfinite(slope) & np.isfinite(again)
            is_sure &= (formula.branches(raw, y, **numbers) != 0.0).all(axis=1, keepdims=True)
            np.testing.assert_allclose(
                again[is_sure], slope[is_sure], rtol=1e-9, atol=1e-9, err_msg=f"{seed}: {text}"
            )
        space = {"np": np, **WRITTEN_OUT}
        exec(formula.source, space)  # as a person would run it
        with np.errstate(all="ignore"):
            got = space["formula"](raw, y, **numbers)
        for one, other in zip(got, (value, slope), strict=True):
            np.testing.assert_array_equal(one, other, err_msg=f"{seed}: {text}")
        tried += 1
    assert tried >= 0.8 * COUNT


# -- the reference and its generator ---------------------------------------------------------------


def test_the_reference_agrees_with_differences():
    """Its rules are no more to be believed than others: mpmath's differences are."""
    tried = 0
    for seed in range(5000, 5150):
        if (case := drawn(seed)) is None:
            continue
        _, tree, formula, numbers, places = case
        task, (score, target) = formula.task.value, places[0].tolist()

        def function(shift, tree=tree, task=task, score=score, target=target, numbers=numbers):
            return formulas.exact(tree, task, mpf(score) + shift, target, numbers, mp.dps)[0]

        try:
            jet = formulas.exact(tree, task, score, target, numbers, 120)
            with mp.workdps(120):
                slopes = [mp.diff(function, 0, k, h=mpf(10) ** -35) for k in (1, 2)]
        except NO_ANSWER:
            continue
        for one, other in zip(jet[1:], slopes, strict=True):
            assert abs(one - other) <= 1e-20 * (1 + abs(one)), (seed, case[0])
        tried += 1
    assert tried > 80


def test_the_generator_knows_the_whole_language():
    """Every name and function of the vocabulary comes, and every operation."""
    text = " ".join(
        formulas.draw(random.Random(n), task, 8)[0] for n in range(400) for task in TARGETS
    )
    names = set(formulas.names_at("regression", 0.0, 0.0, {"a": 1, "b": 1, "c": 1}))
    names |= set(formulas.names_at("binary", 0.0, 0.0, {})) | {"p"}
    assert names == {*VARIABLES, *CONSTANTS, *(p.name for p in PARAMETERS)}
    for name in (*FUNCTIONS, *names, "+", "-", "*", "/", "**", "<=", ">=", "|", "²", "ŷ", "σ", "√"):
        assert name in text, name


def test_wide_numbers_have_what_numpy_functions_the_language_uses():
    wide = Wide(np.array([0.3]), 0.0, fixed=False)
    for name in FUNCTIONS:
        numpy = {"abs": "absolute", "max": "maximum", "min": "minimum"}.get(name, name)
        if isinstance(getattr(np, numpy, None), np.ufunc):
            arguments = [wide] * getattr(np, numpy).nin
            got = getattr(np, numpy)(*arguments).number()
            expected = getattr(np, numpy)(*[np.array([0.3])] * len(arguments))
            np.testing.assert_allclose(got, expected, rtol=1e-15)
