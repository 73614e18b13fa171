"""What is said of a run holds against the truth, in random scenarios of all kinds.

More of them: ``LOSSSTUDIO_DIAGNOSIS_SEEDS="1 2 3" pytest tests/diagnosis -s``, which prints the
figures too, or `harness` by itself.
"""

import os

import pytest
from harness import Tally, judge
from scenarios import KINDS
from verdicts import CLAIMS

SEEDS = [int(seed) for seed in os.environ.get("LOSSSTUDIO_DIAGNOSIS_SEEDS", "0").split()]
COUNT = int(os.environ.get("LOSSSTUDIO_DIAGNOSIS_COUNT", "340"))
"""Scenarios of each seed."""
EACH = 40
"""In at least so many scenarios of a seed each claim holds."""
FOUND = 0.95
"""And in so large a share of them it is made."""
GREY = 0.25


@pytest.fixture(scope="module", params=SEEDS)
def tally(request):
    tally = Tally()
    for number in range(COUNT):
        judge(tally, request.param, number)
    print(tally.table())
    return tally


def described(faults):
    return "\n".join(
        f"{f.seed}/{f.number} ({f.kind}) at step {f.step}: {f.status}: {f.reason} But: {f.why}"
        for f in faults
    )


@pytest.mark.parametrize("claim", CLAIMS)
def test_no_claim_is_false(tally, claim):
    false = [f for f in tally.faults if f.what == "false" and f.claim == claim]
    assert not false, described(false)


def test_the_numbers_in_a_sentence_are_right(tally):
    wrong = [f for f in tally.faults if f.what == "wrong"]
    assert not wrong, described(wrong)


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_that_holds_is_made(tally, claim):
    missed = [f for f in tally.faults if f.what == "missed" and f.claim == claim]
    assert tally.found(claim) >= FOUND, described(missed)


def test_every_claim_is_put_to_the_test(tally):
    for claim in CLAIMS:
        assert tally.counts[claim, "holds"] >= EACH, tally.table()
    assert tally.grey <= GREY * tally.scenarios, tally.table()
    assert set(tally.kinds) == set(KINDS)
    assert COUNT >= 300
