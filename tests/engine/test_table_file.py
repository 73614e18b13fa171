"""Columns as CSV: what is read is what was written."""

import csv
import io
import os

import numpy as np
import pytest

from lossstudio.engine.files.table_file import table, write_table


def read(content):
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_numbers_are_read_as_they_were():
    values = np.array([0.1, 1e300, -5e-324, 1 / 3])
    rows = read(table({"x": values, "n": np.array([1, 2, 3, 4])}))
    assert rows[0] == ["x", "n"]
    assert [float(row[0]) for row in rows[1:]] == values.tolist()
    assert [row[1] for row in rows[1:]] == ["1", "2", "3", "4"]


def test_shorter_columns_and_what_is_no_number_are_empty():
    rows = read(table({"a": [1.5, None], "b": [float("nan"), np.float64(2.0), 'say "x, y"']}))
    assert rows == [["a", "b"], ["1.5", ""], ["", "2.0"], ["", 'say "x, y"']]


def test_a_matrix_is_no_column():
    with pytest.raises(ValueError, match="column m: one dimension"):
        table({"m": np.zeros((2, 2))})


def test_a_full_disk_leaves_the_old_table(tmp_path, monkeypatch):
    path = tmp_path / "t.csv"
    write_table(path, {"x": [1]})

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_table(path, {"x": [2]})
    assert path.read_text() == "x\n1\n"
    assert os.listdir(tmp_path) == ["t.csv"]  # noqa: PTH208
