"""Reading the numbers that people type."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossstudio.gui.kit.typed_numbers import is_unfinished, read_number, separator_problem


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1e-3", 1e-3),
        (" .5 ", 0.5),
        ("1.5E+2", 150.0),
        ("－０．５", -0.5),
        ("−2", -2),
        ("–2", -2),
        ("- 2", -2),
        ("+3", 3),
        ("42", 42),
        ("1e400", math.inf),
        ("0,05", 0.05),
        ("０，０５", 0.05),
        ("0。05", 0.05),
        (",5", 0.5),
        ("1,5e-3", 1.5e-3),
        ("１ｅ－３", 1e-3),
        ("0,125", 0.125),
        ("00,125", 0.125),
        ("1234,567", 1234.567),
        ("1,2345", 1.2345),
        ("\u00a07\u3000", 7),
    ],
)
def test_numbers(text, number):
    assert read_number(text) == number
    assert separator_problem(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1_000",
        "0x10",
        "1 2",
        "--1",
        "1e",
        "1,2,3",
        "1,2.3",
        "1.2,3",
        "1..2",
        ",",
        "1e3,5",
    ],
)
def test_what_is_no_number_stays_text(text):
    assert read_number(text) == text
    assert separator_problem(text) is None


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("1,234", ("1.234", "1234")),
        ("-12,345", ("-12.345", "-12345")),
        ("９９９，０００", ("999.000", "999000")),
    ],
)
def test_a_comma_with_two_meanings_is_not_guessed(text, two):
    assert read_number(text) == text
    problem = separator_problem(text)
    assert (problem.values["decimal"], problem.values["thousands"]) == two
    assert [read_number(each) for each in two] == [float(two[0]), int(two[1])]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1 000", "1000"),
        ("1\u202f000", "1000"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("-1,234.5", "-1234.5"),
        ("1'000'000", "1000000"),
        ("1’000,25", "1000.25"),
        ("1 000.5", "1000.5"),
    ],
)
def test_separators_of_thousands_are_named(text, plain):
    assert read_number(text) == text
    assert separator_problem(text).values["plain"] == plain


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_decimal_comma_or_full_width_signs_change_no_number(value):
    text = repr(value)
    wide = text.translate(str.maketrans("0123456789.-e", "０１２３４５６７８９．－ｅ"))
    assert read_number(wide) == value
    if separator_problem(text.replace(".", ",")) is None:
        assert read_number(text.replace(".", ",")) == value


@pytest.mark.parametrize("text", ["", "-", "1e", "1e-", "2.5E+", ".", "2,5e−", "－", "，"])
def test_unfinished(text):
    assert is_unfinished(text)


@pytest.mark.parametrize("text", ["1", "abc", "1,5", "1,5,", "1e-3", "1x", "e5x", "1,234"])
def test_finished_or_hopeless(text):
    assert not is_unfinished(text)
