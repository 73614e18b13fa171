"""The decimal sign that is chosen is the one by which a table is read."""

from pathlib import Path

import pytest

from lossstudio.core.datasets.tables.cells import Numbers
from lossstudio.core.datasets.tables.looking import look
from lossstudio.core.datasets.tables.reader import read_columns
from lossstudio.core.datasets.tables.source import Source

TABLE = "x;y\n1.500;2\n2.500;4\n3.250;5\n4.125;8\n"


@pytest.mark.parametrize(("decimal", "first"), [(".", 1.5), (",", 1500.0)])
def test_points_are_decimals_or_group_thousands(decimal, first):
    source = Source(Path("table.csv"), TABLE)
    reading = look(source, None, {"decimal": decimal}).reading
    assert read_columns(source, reading).columns[0].numbers[0] == first


@pytest.mark.parametrize("text", ["0,name", "12,kind"])
def test_what_follows_a_bare_decimal_sign_is_no_unit(text):
    assert Numbers(",").read(text) is None
    assert Numbers(",").read(text.replace(",", ",5 ")) is not None


def test_a_comma_before_a_word_is_a_separator():
    text = "x,y\n" + "".join(f"{at},name {at}\n" for at in range(30))
    assert look(Source(Path("table.csv"), text)).names == ("x", "y")
