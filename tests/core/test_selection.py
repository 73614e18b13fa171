"""Chosen columns of a table become samples: complete rows, texts as inputs, which class is 1."""

from pathlib import Path

import numpy as np
import pytest

from lossstudio.core.datasets import from_points, from_table
from lossstudio.core.datasets.selection import select_columns
from lossstudio.core.datasets.tables.reader import read_columns
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.datasets.targets import with_positive_class
from lossstudio.core.text import InputError

PAINT = """colour,size,price,sold
red,1,10,yes
blue,,12,no
green,3,14,yes
red,4,?,no
blue,5,18,no
red,6,20,yes
"""


def columns_of(text):
    return read_columns(Source(Path("paint.csv"), text))


def selected(text, chosen=None, one_hot=False):
    return select_columns(columns_of(text), Path("paint.csv"), chosen, one_hot)


def test_rows_without_a_value_that_is_needed_are_dropped_and_their_lines_kept():
    table = selected(PAINT, ("size", "price"))
    assert table.names == ("size", "price")
    assert table.inputs.tolist() == [[1], [3], [5], [6]]
    assert table.target.tolist() == [10, 14, 18, 20]
    assert table.lines.tolist() == [2, 4, 6, 7]
    assert table.dropped.tolist() == [3, 5]
    # What is missing elsewhere costs nothing.
    assert selected(PAINT, ("price", "sold")).dropped.tolist() == [5]


def test_texts_become_an_input_for_each_value_that_is_there():
    table = selected(PAINT, ("colour", "size", "price"), one_hot=True)
    assert table.names == ("colour = blue", "colour = green", "colour = red", "size", "price")
    assert table.inputs.tolist() == [[0, 0, 1, 1], [0, 1, 0, 3], [1, 0, 0, 5], [0, 0, 1, 6]]
    ones = selected(PAINT, ("colour", "price"), one_hot=True).inputs
    assert (ones.sum(axis=1) == 1).all()
    # Green stands only in a row that is dropped: there is no input that is always 0.
    without = selected(PAINT.replace("green,3", "green,"), ("colour", "size", "price"), True)
    assert without.names == ("colour = blue", "colour = red", "size", "price")


def test_without_a_choice_all_columns_are_taken_and_texts_as_asked_for():
    assert selected(PAINT).names == ("size", "price", "sold")
    table = selected(PAINT, one_hot=True)
    assert table.names[:3] == ("colour = blue", "colour = green", "colour = red")
    assert table.target == ("yes", "yes", "no", "yes")
    with_empty = "a,b,c,\n1,2,x,\n3,4,y,\n"
    assert selected(with_empty).names == ("a", "b", "c")


@pytest.mark.parametrize(
    ("text", "chosen", "one_hot", "named"),
    [
        (PAINT, ("colour", "price"), False, ["data.columns.0", "colour", "one_hot"]),
        (PAINT, ("size", "weight"), False, ["data.columns.1", "weight", "price"]),
        (
            "name,y\n" + "".join(f"t{i},{i}\n" for i in range(21)),
            ("name", "y"),
            True,
            ["data.columns.0", "21", "at most 20"],
        ),
        ("a,b\n1,\n,2\n3,\n4,5\n", ("a", "b"), False, ["paint.csv", "= 1 (of 4)", "at least 2"]),
        ("a,b\nx,1\ny,2\n", None, False, ["paint.csv", "no column of numbers", "one_hot"]),
        (
            ",".join(f"c{i}" for i in range(102)) + 2 * ("\n" + ",".join("1" * 102)),
            None,
            False,
            ["number of inputs = 101", "at most 100"],
        ),
    ],
    ids=["texts", "no such column", "many texts", "no rows", "texts only", "many inputs"],
)
def test_what_cannot_be_selected_is_named(text, chosen, one_hot, named):
    with pytest.raises(InputError) as caught:
        selected(text, chosen, one_hot)
    assert all(part in str(caught.value) for part in named), str(caught.value)


def test_the_positive_class_is_class_1():
    table = selected(PAINT, ("price", "sold"))
    usual = from_table(table, True, 0.0)
    assert usual.classes == ("no", "yes")
    other = with_positive_class(usual, "no")
    assert other.classes == ("yes", "no")
    assert np.array_equal(other.target, 1 - usual.target)
    assert not other.target.flags.writeable
    assert with_positive_class(usual, "yes") is usual


def test_numbers_that_are_classes_are_named_as_they_are_shown():
    points = from_points([(0.0, -1.0), (1.0, 1.0), (2.0, 1.0)], True, 0.0)
    other = with_positive_class(points, -1)
    assert other.classes == ("1", "-1")
    assert other.codes == (1.0, -1.0)
    assert other.target.tolist() == [1, 0, 0]
    named = from_points([(0.0, 0.0), (1.0, 1.0)], True, 0.0, class_names=("ill", "well"))
    assert with_positive_class(named, "ill").classes == ("well", "ill")


def test_a_class_that_is_not_there_cannot_be_positive():
    usual = from_table(selected(PAINT, ("price", "sold")), True, 0.0)
    with pytest.raises(InputError, match=r'data.positive_class = "maybe".*no, yes'):
        with_positive_class(usual, "maybe")
    three = from_table(selected(PAINT, ("price", "colour")), True, 0.0)
    with pytest.raises(InputError, match=r"one of 3 classes"):
        with_positive_class(three, "red")
