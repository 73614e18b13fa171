"""The formulas that are shown are the ones that are computed: they are read and worked out."""

import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.optimizers import OPTIMIZERS
from tests.contract import optimizer_steps, shown
from tests.contract.mutants import is_in_comparison, mutants
from tests.contract.reader import read
from tests.contract.tokens import UnreadableError, tokens_of

LOSS_TEXTS = [
    pytest.param(name, text, id=f"{name}-{text.where}-{k}")
    for name, loss in LOSSES.items()
    for k, text in enumerate(shown.shown_of_loss(loss))
]
PROGRAMS = [
    pytest.param(name, program, id=f"{name}-{program.where}-{'latex' if program.is_latex else ''}")
    for name in OPTIMIZERS
    for program in optimizer_steps.shown_of_optimizer(name)
]


@pytest.mark.parametrize(("name", "text"), LOSS_TEXTS)
def test_a_loss_is_what_its_formula_says(name, text):
    loss = LOSSES[name]
    assert shown.differs(loss, text, shown.value_of(loss, text), shown.loss_cases(loss)) == ""


@pytest.mark.parametrize(("name", "program"), PROGRAMS)
def test_an_optimizer_does_what_its_formula_says(name, program):
    assert optimizer_steps.differs(name, program) == ""


# -- the test can fail ---------------------------------------------------------------------------


def test_a_changed_formula_of_a_loss_is_found():
    survivors, count, kept = {}, 0, 0
    for name, loss in LOSSES.items():
        cases = shown.loss_cases(loss)
        for text in shown.shown_of_loss(loss):
            value, tokens = shown.value_of(loss, text), shown.tokens(text)
            assert shown.differs(loss, text, value, cases) == ""
            for what, mutant in mutants(tokens):
                count += 1
                if shown.differs(loss, text, value, cases, mutant):
                    continue
                place, _, change = what.partition(": ")
                if place.isdigit() and is_in_comparison(tokens, int(place)):
                    kept += 1  # as right as before
                else:
                    survivors.setdefault(name, []).append(change or what)
    print(f"{count} changed formulas, {kept} comparisons as right as before, {survivors}")
    assert survivors == {}
    assert count > 3000
    assert kept < 0.015 * count


def test_a_changed_formula_of_an_optimizer_is_found():
    survivors, count = [], 0
    for name in OPTIMIZERS:
        for program in optimizer_steps.shown_of_optimizer(name):
            for what, mutant in mutants(optimizer_steps.tokens_of_program(program)):
                count += 1
                if not optimizer_steps.differs(name, program, mutant):
                    survivors.append((name, program.where, what))
    print(f"{count} changed formulas, {len(survivors)} as right as before: {survivors}")
    assert count > 500
    assert not survivors


# -- the reader reads as a person does -----------------------------------------------------------


@pytest.mark.parametrize(
    ("latex", "plain", "given", "right"),
    [
        (r"\ell = 2 a - b^2 / 4", "ℓ = 2 a − b² / 4", {"a": 3.0, "b": 2.0}, 5.0),
        (r"\ell = -a^2 \, b", "ℓ = −a² b", {"a": 3.0, "b": 2.0}, -18.0),
        (r"\ell = |a - |b||", "ℓ = |a − |b||", {"a": 1.0, "b": -3.0}, 2.0),
        (r"\ell = \max(0, 1 - a)^2", "ℓ = max(0, 1 − a)²", {"a": -2.0}, 9.0),
        (r"\ell = \log \cosh a b", "ℓ = log cosh a b", {"a": 0.0, "b": 5.0}, 0.0),
        (r"\ell = \sum_j a_j b_j - 1", "ℓ = Σⱼ aⱼ bⱼ − 1", {"a": [1, 2], "b": [3, 4]}, 10.0),
        (r"\ell = \frac{1}{1 + e^{-a}}", "ℓ = 1 / (1 + e^(−a))", {"a": 0.0}, 0.5),
        (r"\ell = e^2, \quad e = a - 1", "ℓ = e², e = a − 1", {"a": 4.0}, 9.0),
        (
            r"\ell = \begin{cases} a & \; a \ge 0 \\ -2 a & \; a < 0 \end{cases}",
            "ℓ = a where a ≥ 0, else −2 a",
            {"a": -3.0},
            6.0,
        ),
    ],
)
def test_formulas_are_read_as_they_are_meant(latex, plain, given, right):
    for text, is_latex in ((latex, True), (plain, False)):
        equations = read(tokens_of(text, is_latex=is_latex), is_latex=is_latex)
        assert shown.forms(equations, given) == [right]


@pytest.mark.parametrize(
    "latex",
    [r"\ell", r"\ell = ", r"\ell = (a", r"\ell = a +", r"\ell = \max(a)", r"\ell = \foo a",
     r"\ell = b", r"\ell = a / 0", r"\ell = \begin{cases} a & \; a > 5 \end{cases}",
     r"\ell = k, \quad k = k + 1"],
)  # fmt: skip
def test_what_cannot_be_worked_out_is_refused(latex):
    with pytest.raises(UnreadableError):
        shown.forms(read(tokens_of(latex, is_latex=True), is_latex=True), {"a": 1.0})
