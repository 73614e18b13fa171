import csv
import io
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossstudio.core.datasets import from_table, read_table, table
from lossstudio.core.datasets.csv_rows import Layout, guess_layout
from lossstudio.core.datasets.encodings import found_encoding
from lossstudio.core.datasets.table import Reading, column_names
from lossstudio.core.datasets.tables.looking import look
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.tasks import Task
from lossstudio.core.text import InputError


@pytest.fixture
def write(tmp_path):
    """Writes a file of text or bytes and returns its path."""

    def write(content, name="data.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def message(path):
    with pytest.raises(InputError) as error:
        read_table(path)
    text = str(error.value)
    assert "\n" not in text
    assert text.startswith(f'data.file = "{path.name}"') or str(path) in text
    return text


class TestReading:
    def test_plain(self, write):
        read = read_table(write("1,2,3\n4,5,6.5\n"))
        np.testing.assert_array_equal(read.inputs, [[1, 2], [4, 5]])
        np.testing.assert_array_equal(read.target, [3, 6.5])
        assert read.names == ("x₁", "x₂", "y")
        assert read.inputs.dtype == read.target.dtype == np.float64
        for array in (read.inputs, read.target, read.lines):
            assert not array.flags.writeable

    def test_header(self, write):
        read = read_table(write("weight, height ,,age\n1,2,3,4\n5,6,7,8\n"))
        assert read.names == ("weight", "height", "x₃", "age")
        assert read.inputs.shape == (2, 3)

    def test_a_first_row_with_a_number_is_no_header(self, write):
        read = read_table(write("1,yes\n2,no\n"))
        assert read.names == ("x", "y")
        assert read.target == ("yes", "no")

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    def test_delimiters_newlines_and_byte_order_mark(self, write, delimiter, newline, mark):
        rows = [["a", "b"], ["1", "2e3"], ["-4", ".5"]]
        text = newline.join(delimiter.join(row) for row in rows)
        read = read_table(write(mark + text.encode()))
        assert read.names == ("a", "b")
        np.testing.assert_array_equal(read.inputs, [[1], [-4]])
        np.testing.assert_array_equal(read.target, [2000, 0.5])

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    @pytest.mark.parametrize("count", [1, 20_000])
    def test_encodings_of_spreadsheets(self, write, encoding, newline, count):
        rows = ["温度,类别", *["1.5,猫", "2,狗狗"] * count]
        read = read_table(write((newline.join(rows) + newline).encode(encoding)))
        assert read.names == ("温度", "类别")
        assert read.target == ("猫", "狗狗") * count
        np.testing.assert_array_equal(read.inputs[:, 0], [1.5, 2] * count)
        np.testing.assert_array_equal(read.lines, range(2, 2 * count + 2))

    def test_utf_16_with_the_high_byte_first(self, write):
        content = b"\xfe\xff" + "a,b\n1,猫\n2,狗\n".encode("utf-16-be")
        assert read_table(write(content)).target == ("猫", "狗")

    @pytest.mark.parametrize(
        ("header", "encoding", "found"),
        [
            ("Höhe;Größe", "windows-1252", ("gb18030", "windows-1252")),
            ("Température;Âge", "windows-1252", ("gb18030", "windows-1252")),
            ("año (°C);niño²", "windows-1252", (None, "windows-1252")),
            ("温度;y", "gb18030", ("gb18030", "gb18030")),
            ("身高（厘米）;种类", "gbk", ("gb18030", "gb18030")),
            ("Höhe;Größe", "utf-8", ("utf-8", "utf-8")),
            ("Höhe;温度", "utf-16", ("utf-16", "utf-16")),
            ("a;b", "ascii", ("utf-8", "utf-8")),
        ],
    )
    def test_the_likely_encoding_is_told(self, write, header, encoding, found):
        path = write((header + "\n" + "1;2\n" * 20_000).encode(encoding))
        assert found_encoding(path) == found
        likely = found[1]
        shown = look(Source(path))
        assert shown.encoding == likely
        assert shown.needed == (None if found[0] == likely else likely)
        names = tuple(header.split(";"))
        assert shown.names == names
        assert read_table(path, Reading(encoding=shown.needed)).names == names

    def test_what_is_not_in_the_encoding_that_is_given_is_refused(self, write):
        path = write("温度,y\n1,2\n3,4\n".encode("gb18030"))
        with pytest.raises(InputError, match="line 1: is not UTF-8"):
            read_table(path, Reading(encoding="utf-8"))
        path = write(b"x,y\n1,2\n3,\x81\n")
        with pytest.raises(InputError, match="line 3: is not text in the encoding that is given"):
            read_table(path, Reading(encoding="windows-1252"))

    def test_utf_16_without_its_mark_is_refused(self, write):
        path = write("x,y\n1,2\n")
        with pytest.raises(InputError, match="line 1: is not text in the encoding that is given"):
            read_table(path, Reading(encoding="utf-16"))
        with pytest.raises(InputError, match="line 1: is not text in the encoding that is given"):
            look(Source(path, encoding="utf-16"))

    def test_what_is_utf_8_is_read_so_though_it_could_be_gb18030(self, write):
        content = "温度,y\n1,2\n3,4\n".encode()
        assert content.decode("gb18030") != content.decode()
        assert read_table(write(content)).names == ("温度", "y")

    @pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
    def test_the_first_letter_beyond_ascii_may_come_late(self, write, encoding):
        text = "x,kind\n" + "1,a\n" * 50_000 + "2,狗狗\n"
        assert read_table(write(text.encode(encoding))).target[-1] == "狗狗"

    def test_blank_lines_do_not_count(self, write):
        read = read_table(write("\n  \nx,y\n\n1,2\n \n\n3,4\n\n"))
        np.testing.assert_array_equal(read.inputs, [[1], [3]])
        np.testing.assert_array_equal(read.lines, [5, 8])

    def test_quotes(self, write):
        read = read_table(write('"weight, kg";"type"\n"1.5";"a;b"\n2; "say ""hi"""\n'))
        assert read.names == ("weight, kg", "type")
        assert read.target == ("a;b", 'say "hi"')

    def test_line_breaks_and_control_characters_become_tidy_names(self, write):
        read = read_table(write('"a\nb",y\n1,"c\r\nd"\n2,\x1b[31me\n'))
        assert read.names == ("a b", "y")
        assert read.target == ("c d", "\N{REPLACEMENT CHARACTER}[31me")
        np.testing.assert_array_equal(read.lines, [4, 5])

    def test_spaces_around_cells(self, write):
        read = read_table(write("1 , 2 , yes \n3,  4, no\n"))
        np.testing.assert_array_equal(read.inputs, [[1, 2], [3, 4]])
        assert read.target == ("yes", "no")

    def test_text_in_one_target_makes_all_text(self, write):
        read = read_table(write("1,1\n2,2\n3,high\n4,1_000\n5,4\n"))
        assert read.target == ("1", "2", "high", "1_000", "4")
        np.testing.assert_array_equal(read.inputs[:, 0], [1, 2, 3, 4, 5])

    def test_finite_numbers_whose_sum_is_not(self, write):
        read = read_table(write("1e308,1e308,1e308\n1,2,3\n"))
        np.testing.assert_array_equal(read.inputs, [[1e308, 1e308], [1, 2]])
        np.testing.assert_array_equal(read.target, [1e308, 3])

    def test_semicolon_within_text_of_a_comma_file_and_the_reverse(self, write):
        read = read_table(write("1,2,a;b\n3,4,c;d\n"))
        assert read.target == ("a;b", "c;d")
        read = read_table(write("time, s;force, N\n1;2\n3;4\n"))
        assert read.names == ("time, s", "force, N")

    def test_a_sample_that_ends_within_a_quote(self, write):
        text = "a;b\n" + "1;2\n" * 18 + '3;"x\ny"\n'
        assert read_table(write(text)).target[-1] == "x y"

    def test_the_most_rows(self, write, monkeypatch):
        monkeypatch.setattr(table, "MAX_ROWS", 5)
        assert len(read_table(write("x,y\n" + "1,2\n" * 5)).target) == 5
        assert "line 7: there are too many rows; must be at most 5" in message(
            write("x,y\n" + "1,2\n" * 6)
        )

    def test_limits(self, write):
        assert table.MAX_ROWS == 1_000_000
        row = ",".join(["1"] * 101) + "\n"
        assert read_table(write(row * 2)).inputs.shape == (2, 100)
        wide = ",".join(["1"] * 102) + "\n"
        assert "line 1: number of inputs = 101; must be at most 100" in message(write(wide * 2))


class TestErrors:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ("", "is empty"),
            ("\n \n\n", "is empty"),
            (b"\xef\xbb\xbf", "is empty"),
            ("x,y\n", "number of rows (without the header) = 0; must be at least 2"),
            ("1,2\n", "number of rows (without the header) = 1; must be at least 2"),
            ("x,y\n1,2\n", "number of rows (without the header) = 1; must be at least 2"),
            ("1\n2\n", "line 1: number of columns = 1; must be at least 2"),
            ("1 2\n3 4\n", "separated by commas, semicolons or tabs"),
            ("1,2\n3,4\n\n5,6,7\n", "line 4: number of cells = 3; must be 2, as in line 1"),
            ("x,y\n3\n", "line 2: number of cells = 1; must be 2, as in line 1"),
            ("a,b,y\n1,2,3\n4,five,6\n", 'line 3, column 2 ("b") = "five": must be a finite num'),
            ("1,2,3\n4,five,6\n", 'line 2, column 2 = "five": must be a finite number'),
            ("1,2,no\n4,five,yes\n", 'line 2, column 2 = "five": must be a finite number'),
            ("1.0;2\n3,5;4\n", 'line 2, column 1 = "3,5": must be a finite number, with a point'),
            ("1;2\n3,5,1;4\n", 'line 2, column 1 = "3,5,1": must be a'),
            ("1,2\n1_000,4\n", 'line 2, column 1 = "1_000"'),
            ("1,2\nnan,4\n", 'line 2, column 1 = "nan": must be a finite'),
            ("1,2\n-Infinity,4\n", 'line 2, column 1 = "-Infinity": must be a finite'),
            ("1,2\n1e999,4\n", 'line 2, column 1 = "1e999": must be a finite'),
            ("x,y\n1,2\n3,NaN\n", 'line 3, column 2 ("y") = "NaN": must be a finite number or'),
            ("x,y\n1,a\n3,inf\n", 'line 3, column 2 ("y") = "inf": must be a finite number or'),
            ("nan,nan\n1,2\n3,4\n", 'line 1, column 1 = "nan"'),
            ("1,2\n,4\n", 'line 2, column 1 = "": must be a finite number'),
            ("1,2\n3, \n", 'line 2, column 2 = "": must be a finite number or the name'),
            ("1,a\n3,\n", 'line 2, column 2 = "": must be a finite number or the name'),
            ("1,2\n,\n", 'line 2, column 1 = ""'),
            ("1,2\n3,\x004\n", "line 2: contains a zero byte"),
            (b"\x00" * 3_000_000, "line 1: contains a zero byte"),
            (b"1,2\n3,4\n5,\xe9\n", "line 3: is not UTF-8"),
            (b"1,2\r3,4\r\n\n5,\xe9\n", "line 4: is not UTF-8"),
            (b"1,2\n" * 30_000 + b"3,\xff", "line 30001: is not UTF-8"),
            ("1,2\n3,4\n5,6".encode("utf-16")[:-1], "line 3: is not UTF-8"),
            ("1,2\n3,4\n".encode("utf-16-le"), "line 1: contains a zero byte"),
            ("温度,y\n1,2\n3,".encode() + b"\xff\n", "line 3: is not UTF-8"),
            (b"\xef\xbb\xbf" + "温度,y\n1,2\n".encode("gbk"), "line 1: is not UTF-8"),
            ("温度,y\n1,2\n3,é\n".encode("latin-1", "replace"), "line 3: is not UTF-8"),
            (
                "1,2\n3," + "4" * 200_000,
                "line 2: cannot be read as CSV; a cell must have at most 131072",
            ),
            ("1,2\n3," + "4" * 2_000_000, "line 2: is too long"),
            ('1,2\n3,"4', "line 2: cannot be read as CSV; a cell must"),
            ('1,2\n3,"4"5\n', "line 2: cannot be read as CSV"),
        ],
    )
    def test_contents(self, write, content, words):
        assert words in message(write(content))

    def test_long_cells_and_names_are_cut(self, write):
        text = message(write("x" * 500 + ",y\n" + "w" * 5000 + ",1\n"))
        assert len(text) < 300
        assert "…" in text

    def test_missing(self, tmp_path):
        path = tmp_path / "no such.csv"
        assert message(path) == f'data.file = "{path}": there is no such file'
        with pytest.raises(InputError, match=r"zero\ufffdbyte\.csv.*no such file"):
            read_table(Path("zero\0byte.csv"))

    def test_folder(self, tmp_path):
        assert (
            message(tmp_path) == f'data.file = "{tmp_path}": is a folder; must be a table in a file'
        )

    def test_device(self):
        assert "must be an ordinary file" in message(Path(os.devnull))

    def test_no_permission(self, write, monkeypatch):
        # The permission bits do not bind an administrator, so the refusal is made here.
        def refuse(self, *args, **kwargs):
            raise PermissionError(13, "Permission denied")

        path = write("1,2\n3,4\n")
        monkeypatch.setattr(Path, "open", refuse)
        assert "there is no permission to read it" in message(path)

    def test_other_failures_of_the_system(self, write, monkeypatch):
        def fail(self, *args, **kwargs):
            raise OSError(5, "Input/output error")

        path = write("1,2\n3,4\n")
        monkeypatch.setattr(Path, "open", fail)
        assert "cannot be read: Input/output error" in message(path)

    def test_too_long_a_path(self, tmp_path, monkeypatch):
        path = tmp_path / ("n" * 5000)
        assert message(path).endswith("cannot be read: File name too long")
        # Python 3.14 says of such a path that it is no file, where others raise.
        monkeypatch.setattr(Path, "exists", lambda *_, **__: False)
        monkeypatch.setattr(Path, "is_dir", lambda *_, **__: False)
        assert message(path).endswith("cannot be read: File name too long")

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"1,2\n3,oops,\n" + b"5,6\n" * 1_000_000, "line 2: number of cells"),
            (b"1,2\n" + b"3" * 5_000_000, "line 2: is too long"),
            (b"\x93\x00\x0a" * 1_500_000, "line 1: is not UTF-8"),
        ],
    )
    def test_a_large_file_is_not_read_beyond_its_error(self, write, monkeypatch, content, words):
        n_read = 0

        class Counting(io.FileIO):
            def readinto(self, buffer):
                nonlocal n_read
                count = super().readinto(buffer)
                n_read += count
                return count

        def counting(self, mode):
            assert mode == "rb"
            return io.BufferedReader(Counting(str(self)))

        path = write(content)
        monkeypatch.setattr(Path, "open", counting)
        assert words in message(path)
        assert 0 < n_read < 1_500_000


class TestDecimalComma:
    @pytest.mark.parametrize(
        ("content", "inputs", "target"),
        [
            ("x;y\n1,5;2\n3;4,25\n", [[1.5], [3]], [2, 4.25]),
            ("1,5\t2\n3\t-4,25\n", [[1.5], [3]], [2, -4.25]),
            ("1,5;2,5\n3,5;4,5\n", [[1.5], [3.5]], [2.5, 4.5]),
        ],
    )
    def test_numbers(self, write, content, inputs, target):
        read = read_table(write(content))
        np.testing.assert_array_equal(read.inputs, inputs)
        np.testing.assert_array_equal(read.target, target)

    def test_texts_keep_their_commas(self, write):
        assert read_table(write("1,5;a,b\n2;c\n")).target == ("a,b", "c")

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            (["a;b\n", "1,5;2\n"], Layout(";", True, True)),
            (["1,5;2\n"], Layout(";", True, False)),
            (["1,5\n", "2,5\n"], Layout(",", False, False)),
            (["1.5;2,5\n"], Layout(";", False, False)),
            (["a\tb\n", "1\t2\n"], Layout("\t", False, True)),
            ([], Layout(",", False, False)),
        ],
    )
    def test_guess(self, lines, expected):
        assert guess_layout(lines) == expected


class TestColumns:
    CONTENT = "a,b,,a b,b,y\n1,2,3,x,5,6\n7,8,9,y,11,12\n"

    @pytest.mark.parametrize(
        ("columns", "inputs", "target", "names"),
        [
            (("a", "y"), [[1], [7]], [6, 12], ("a", "y")),
            (("y", "a"), [[6], [12]], [1, 7], ("y", "a")),
            (("column 3", "a", "y"), [[3, 1], [9, 7]], [6, 12], ("column 3", "a", "y")),
            (("column 2", "column 5"), [[2], [8]], [5, 11], ("column 2", "column 5")),
            (("column 1", "y"), [[1], [7]], [6, 12], ("a", "y")),
            (("a", "a b"), [[1], [7]], ("x", "y"), ("a", "a b")),
        ],
    )
    def test_they_are_taken_in_their_order(self, write, columns, inputs, target, names):
        read = read_table(write(self.CONTENT), Reading(columns))
        np.testing.assert_array_equal(read.inputs, inputs)
        assert list(read.target) == list(target)
        assert read.names == names

    def test_without_a_header(self, write):
        read = read_table(write("1,x,3\n4,y,6\n"), Reading(("column 3", "column 1")))
        np.testing.assert_array_equal(read.inputs, [[3], [6]])
        assert read.names == ("column 3", "column 1")

    @pytest.mark.parametrize(
        ("columns", "words"),
        [
            (("z", "y"), 'data.columns.0 = "z": there is no such column; there are: a, column 2'),
            (("a", "b"), 'data.columns.1 = "b": there is no such column'),  # twice: which one?
            (("a", "column 7"), 'data.columns.1 = "column 7"'),
            (("a", "column 0"), 'data.columns.1 = "column 0"'),
            (("a", "column 1"), 'data.columns.1 = "column 1": this column is taken already'),
        ],
    )
    def test_what_is_not_there(self, write, columns, words):
        with pytest.raises(InputError) as error:
            read_table(write(self.CONTENT), Reading(columns))
        assert words in str(error.value)

    def test_what_is_not_taken_may_hold_anything(self, write):
        read = read_table(write("a,b,y\n1,?,2\n3,,4\n"), Reading(("a", "y")))
        np.testing.assert_array_equal(read.inputs, [[1], [3]])

    def test_errors_name_the_columns_place_in_the_file(self, write):
        with pytest.raises(InputError, match=r'line 3, column 2 \("b"\) = "x"'):
            read_table(write("a,b,y\n1,2,3\n4,x,6\n"), Reading(("y", "b", "a")))

    def test_of_a_wide_table_few_can_be_taken(self, write):
        row = ",".join(map(str, range(300))) + "\n"
        read = read_table(write(row * 2), Reading(("column 1", "column 300")))
        assert read.target.tolist() == [299, 299]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (["a", "", "a", "b"], ("column 1", "column 2", "column 3", "b")),
        (["a", "", "column 2"], ("a", "column 2", "column 3")),
        (["", "column 1", "column 2"], ("column 1", "column 2", "column 3")),
        (["column 2", "b"], ("column 2", "b")),
    ],
)
def test_no_two_columns_have_the_same_name(header, names):
    assert column_names(header, has_header=True) == names


class TestDataOfATable:
    def test_regression(self, write):
        read = read_table(write("a,b,y\n1,5,2\n3,5,4\n5,5,7\n9,1,1\n"))
        data = from_table(read, False, 0.25)
        assert data.input_names == ("a", "b")
        assert data.target_name == "y"
        assert data.n_train == 3
        np.testing.assert_allclose(data.center, [3, 5])
        np.testing.assert_allclose(data.scale, [np.std([1, 3, 5]), 1])
        np.testing.assert_array_equal(data.target, [2, 4, 7, 1])
        assert not data.is_outlier.any()
        assert data.is_outlier.shape == (4,)

    def test_text_classes(self, write):
        data = from_table(read_table(write("1,b\n2,a\n3,c\n4,b\n")), True, 0.25)
        assert data.classes == ("a", "b", "c")
        np.testing.assert_array_equal(data.target, [1, 0, 2, 1])
        assert data.tasks == (Task.MULTICLASS,)

    def test_number_classes(self, write):
        data = from_table(read_table(write("1,10\n2,9.0\n3,10\n")), True, 0.0)
        assert data.classes == ("9", "10")
        assert data.tasks == (Task.BINARY, Task.MULTICLASS)

    @pytest.mark.parametrize(
        ("content", "as_classes", "fraction", "words"),
        [
            ("x,y\n\n1,2\n3,high\n", False, 0.0, 'line 4, column 2 ("y") = "high": must be a num'),
            ("x,y\n\n1,2\n3,0.5\n", True, 0.0, 'line 4, column 2 ("y") = 0.5: must be a whole'),
            ("1,a\n3,a\n", True, 0.0, "number of classes (different values of the target) = 1"),
            ("".join(f"1,c{i}\n" for i in range(21)), True, 0.0, "= 21; must be from 2 to 20"),
            ("1,a\n2,b\n3,a\n4,z\n", True, 0.25, 'class "z" is only among the last 1 rows'),
        ],
    )
    def test_errors(self, write, content, as_classes, fraction, words):
        read = read_table(write(content))
        with pytest.raises(InputError) as error:
            from_table(read, as_classes, fraction)
        assert str(error.value).startswith('data.file = "data.csv"')
        assert words in str(error.value)

    def test_split(self, write):
        with pytest.raises(InputError, match=r"data\.test_fraction = 0\.9"):
            from_table(read_table(write("1,2\n3,4\n5,6\n")), False, 0.9)


finite = st.floats(allow_nan=False, allow_infinity=False)
class_names = st.text(
    st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8
).filter(lambda text: text.lower() not in {"nan", "inf", "infinity"})


@given(
    inputs=st.integers(1, 4).flatmap(
        lambda d: st.lists(st.lists(finite, min_size=d, max_size=d), min_size=2, max_size=25)
    ),
    data=st.data(),
    delimiter=st.sampled_from(",;\t"),
    newline=st.sampled_from(["\n", "\r\n"]),
    header=st.booleans(),
    of_text=st.booleans(),
)
def test_round_trip(tmp_path_factory, inputs, data, delimiter, newline, header, of_text):
    n, d = len(inputs), len(inputs[0])
    cells = class_names.map(lambda name: "c" + name) if of_text else finite
    target = data.draw(st.lists(cells, min_size=n, max_size=n))
    names = [f"input {column}" for column in range(d)] + ["the target"]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    writer.writerows([names] * header)
    writer.writerows([*map(repr, row), y] for row, y in zip(inputs, target, strict=True))
    path = tmp_path_factory.mktemp("table", numbered=True) / "t.csv"
    path.write_bytes(text.getvalue().encode())

    read = read_table(path)
    np.testing.assert_array_equal(read.inputs, inputs)
    np.testing.assert_array_equal(np.signbit(read.inputs), np.signbit(inputs))
    if of_text:
        assert read.target == tuple(target)
    else:
        np.testing.assert_array_equal(read.target, target)
    assert not header or read.names == tuple(names)
    np.testing.assert_array_equal(read.lines, np.arange(n) + 1 + header)


@pytest.mark.parametrize("before", [65532, 65533, 65534, 65535, 65536])
def test_a_character_of_four_bytes_at_the_edge_of_a_block_is_read(tmp_path, before):
    head, row = b"x,y\n", b"1,a\n"
    count = (before - len(head) - 2) // len(row) - 1
    start = head + row * count
    start += b"1" * (before - len(start) - 1) + b","
    assert len(start) == before
    path = tmp_path / "edge.csv"
    path.write_bytes(start + "\U00020000\u3447\n".encode("gb18030"))
    assert read_table(path).target[-1] == "\U00020000\u3447"
