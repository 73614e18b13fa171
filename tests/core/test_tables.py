"""Tables of every kind that people bring, read by looking; each kind is written here."""

import random
import zipfile

import numpy as np
import pytest

from lossstudio.core.datasets.tables import lines, rows
from lossstudio.core.datasets.tables.columns import NOT_KEPT, Columns
from lossstudio.core.datasets.tables.looking import look
from lossstudio.core.datasets.tables.reader import columns_steps, read_columns
from lossstudio.core.datasets.tables.reading import TableReading
from lossstudio.core.datasets.tables.source import Source
from lossstudio.core.text import InputError
from tests.core.random_tables import fault, make

SPEED, DIST = [4, 6, 8, 10, 12, 14, 15, 17], [2, 17, 24, 21, 30, 36, 47, 51]
PAIRS = list(zip(SPEED, DIST, strict=True))


def joined(separator=",", *above, pairs=PAIRS, end=""):
    return "\n".join([*above, *(f"{a}{separator}{b}{end}" for a, b in pairs)]) + "\n"


@pytest.fixture
def write(tmp_path):
    def write(content, name="data.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Source(path)

    return write


CASES = {
    "R's write.table": (
        '"speed" "dist"\n' + "".join(f'"{n}" {a} {b}\n' for n, (a, b) in enumerate(PAIRS, 1)),
        ["column 1", "speed", "dist"],
    ),
    "aligned, no header": (
        "".join(f"{a:8.2f}{b:10.1f}\n" for a, b in PAIRS), ["column 1", "column 2"]
    ),
    "aligned, blanks in names": (
        "Speed in mph   Dist in ft\n" + "".join(f"{a:8.2f}{b:14.1f}\n" for a, b in PAIRS),
        ["Speed in mph", "Dist in ft"],
    ),
    "blanks and tabs": (joined(" \t", "speed dist"), ["speed", "dist"]),
    "pipes": (joined("|", "speed|dist"), ["speed", "dist"]),
    "tabs": (joined("\t", "speed\tdist"), ["speed", "dist"]),
    "full-width commas, GBK": (joined("，", "速度，距离").encode("gbk"), ["速度", "距离"]),
    "full-width semicolons": (joined("；", "速度；距离"), ["速度", "距离"]),
    "sep=": (joined(";", "sep=;", "speed;dist"), ["speed", "dist"]),
    "sep= against appearances": (
        joined(";", "sep=;", "a,b;c,d"), ["a,b", "c,d"]
    ),
    "comments": (joined(",", "# in spring", "# of 1920, in mph", "speed,dist"), ["speed", "dist"]),
    "per cent comments": (joined(",", "% in spring", "speed,dist"), ["speed", "dist"]),
    "names in a comment": (joined(" ", "# made by hand", "# speed dist"), ["speed", "dist"]),
    "a name that is #": (joined(",", "#,dist"), ["#", "dist"]),
    "a title and an empty row": (
        joined(",", "Stopping distances 2019,", ",", "speed,dist"), ["speed", "dist"]
    ),
    "a title of one cell": (joined(";", "Stopping distances", "", "speed;dist"), ["speed", "dist"]),
    "a title in words": (joined(" ", "Stopping distances", "speed dist"), ["speed", "dist"]),
    "names of groups above": (
        "Trial,,Measured,\nid,arm,speed,dist\n"
        + "".join(f"{n},{'AB'[n % 2]},{a},{b}\n" for n, (a, b) in enumerate(PAIRS)),
        ["id", "arm", "speed", "dist"],
    ),
    "names of groups above, others beside them": (
        "2019 results,,,\nName,Arm,Measured,\n,,speed,dist\n"
        + "".join(f"n{n},{'AB'[n % 2]},{a},{b}\n" for n, (a, b) in enumerate(PAIRS)),
        ["Name", "Arm", "speed", "dist"],
    ),
    "no header": (joined(), ["column 1", "column 2"]),
    "separators at the end": (
        joined(",", "speed,dist,,", end=",,"), ["speed", "dist", "column 3", "column 4"]
    ),
    "separators at the end, not in the header": (
        joined(",", "speed,dist", end=","), ["speed", "dist", "column 3"]
    ),
    "an unnamed index": (
        ",speed,dist\n" + "".join(f"{n},{a},{b}\n" for n, (a, b) in enumerate(PAIRS)),
        ["column 1", "speed", "dist"],
    ),
    "years as names": (joined(",", "2019,2020"), ["2019", "2020"]),
    "columns counted from 0": (
        ",0,1\n" + "".join(f"{n},{a},{b}\n" for n, (a, b) in enumerate(PAIRS)),
        ["column 1", "0", "1"],
    ),
    "carriage returns alone": (
        joined(",", "speed,dist").replace("\n", "\r"), ["speed", "dist"]
    ),
    "UTF-16": (joined(",", "速度,dist").encode("utf-16"), ["速度", "dist"]),
    "Windows-1252": (joined(";", "Größe;Länge").encode("cp1252"), ["Größe", "Länge"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_kinds_of_tables(case, write):
    content, names = CASES[case]
    found = read_columns(write(content))
    assert [column.name for column in found.columns] == names
    speed, dist = [c for c in found.columns if c.n_missing == 0][-2:]
    np.testing.assert_array_equal(speed.numbers, SPEED)
    np.testing.assert_array_equal(dist.numbers, DIST)
    assert found.left_out == ()
    assert [c.is_named for c in found.columns] == [not n.startswith("column") for n in names]
    text = content if isinstance(content, str) else content.decode(found.encoding)
    physical = text.replace("\r", "\n").splitlines()
    assert found.lines[0] == len(physical) - len(PAIRS) + 1
    assert found.lines[-1] == len(physical)


@pytest.mark.parametrize("case", CASES)
def test_a_reading_that_is_kept_reads_the_same(case, write):
    source = write(CASES[case][0])
    found = read_columns(source)
    again = read_columns(source, found.reading)
    assert again.reading == found.reading
    np.testing.assert_array_equal(again.lines, found.lines)
    for one, other in zip(found.columns, again.columns, strict=True):
        assert (one.name, one.unit, one.texts) == (other.name, other.unit, other.texts)
        np.testing.assert_array_equal(one.numbers, other.numbers)


@pytest.mark.parametrize(
    ("cells", "numbers", "unit"),
    [
        (['"$41,151.00"', '"$948,559.50"'], [41151, 948559.5], "$"),
        (["-$5", "$-6", "$7"], [-5, -6, 7], "$"),
        (["45㎡", "60㎡"], [45, 60], "㎡"),
        (["174万", "1.5万"], [174, 1.5], "万"),
        (["38%", "47.5 %", "0"], [38, 47.5, 0], "%"),
        (["5 kg", "6kg"], [5, 6], "kg"),
        (["−5", "－6", "7"], [-5, -6, 7], ""),
        (["１２", "３．５"], [12, 3.5], ""),
        (["1'234.5", "12'345'678"], [1234.5, 12345678], ""),
        (["1 234.5", "1\u202f234", "1\u00a0234\u00a0567"], [1234.5, 1234, 1234567], ""),
        (['"12,34,567.5"', "3"], [1234567.5, 3], ""),
        (["1e3", "2.5E-3", "+4"], [1000, 0.0025, 4], ""),
        (["120 €", "-3 €"], [120, -3], "€"),
        (["USD 5", "USD 6.5"], [5, 6.5], "USD"),
        (["2020年", "2021年"], [2020, 2021], "年"),
    ],
)
def test_numbers_and_their_units(write, cells, numbers, unit):
    found = read_columns(write("x,y\n" + "".join(f"1.5,{cell}\n" for cell in cells)))
    assert (found.columns[1].unit, found.columns[1].n_missing) == (unit, 0)
    np.testing.assert_array_equal(found.columns[1].numbers, numbers)


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        (["41.151,00 €"], 41151),
        (["1 234,5"], 1234.5),
        (["1'234,5"], 1234.5),
        (["1.234.567"], 1234567),
        (["1.500"], 1500),
        (["1234,5 kg"], 1234.5),
        (["-0,5"], -0.5),
    ],
)
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_decimal_commas(write, cells, number, separator):
    rows = "".join(f"1,5{separator}{cell}\n" for cell in cells * 3)
    found = read_columns(write(f"x{separator}y\n{rows}"))
    assert (found.reading.decimal, found.reading.separator) == (",", separator)
    np.testing.assert_array_equal(found.columns[1].numbers, [number] * 3)


def test_points_that_group_nothing_are_faults_where_commas_are_decimals(write):
    source = write("x;y\n" + "1,5;1.5\n" * 20)
    found = read_columns(source, TableReading(";", ",", header_row=1))
    assert found.columns[0].numbers[0] == 1.5
    assert found.columns[1].numbers is None
    assert found.columns[1].texts == ("1.5",)


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        (["12,34", "3"], ["12,34", "3"]),
        (["1,23", "a"], None),
        (["5 kg", "500 g"], None),
        (["1_000", "2_000"], None),
        (["healthy", "inf"], None),
        (["+", "−"], None),
        (["+", "-"], None),
        (["12:75", "13:45:61"], None),
        (["A1", "B2"], None),
        (["0x1F", "0x2F"], None),
    ],
)
def test_what_is_no_number_stays_text(write, cells, texts):
    # A decimal point is seen in the first column.
    found = read_columns(write("x;y\n" + "".join(f"1.5;{cell}\n" for cell in cells * 5)))
    assert found.columns[1].numbers is None
    assert list(found.columns[1].texts) == (texts or cells)
    np.testing.assert_array_equal(found.columns[1].codes, [0, 1] * 5)
    assert found.columns[1].n_missing == 0


@pytest.mark.parametrize("mark", ["", "?", "NA", "N/A", "nan", "NULL", "-", ".", "#N/A", "？", "—"])
def test_missing_values(write, mark):
    found = read_columns(write(f"x,y,kind\n1,2,a\n{mark},3,b\n4,{mark},{mark}\n5,6,a\n"))
    np.testing.assert_array_equal(found.columns[0].numbers, [1, np.nan, 4, 5])
    np.testing.assert_array_equal(found.columns[1].numbers, [2, 3, np.nan, 6])
    np.testing.assert_array_equal(found.columns[2].codes, [0, 1, -1, 0])
    assert [column.n_missing for column in found.columns] == [1, 1, 1]
    assert found.columns[2].texts == ("a", "b")


def test_other_missing_values_can_be_given(write):
    source = write("x,y\n1,2\n-99,3\nNA,4\n")
    found = read_columns(source, TableReading(header_row=1, missing=("-99", "NA")))
    np.testing.assert_array_equal(found.columns[0].numbers, [1, np.nan, np.nan])


@pytest.mark.parametrize(
    ("cells", "days", "said"),
    [
        (["2020-01-31", "2020-02-01"], [0, 1], "days since 2020-01-31"),
        (["2020/1/31", "2020/1/3"], [28, 0], "days since 2020-01-03"),
        (["31.01.2020", "1.2.2020"], [0, 1], "days since 2020-01-31"),
        (["1/31/2020", "2/1/2020"], [0, 1], "days since 2020-01-31"),
        (["2020年1月31日", "2020年2月1日"], [0, 1], "days since 2020-01-31"),
        (["31 Jan 2020", "1 Feb 2020"], [0, 1], "days since 2020-01-31"),
        (["Jan 31 2020", "Feb 1 2020"], [0, 1], "days since 2020-01-31"),
        (["2020-01-31 12:00", "2020-02-01 18:00:00"], [0.5, 1.75], "days since 2020-01-31"),
        (["2020-01-31T12:00:00Z", "2020-02-01T00:00:00Z"], [0.5, 1], "days since 2020-01-31"),
        (["1/31/2020 12:00 AM", "1/31/2020 6:00:00 p.m."], [0, 0.75], "days since 2020-01-31"),
        (
            ["2020-01-31 12:30PM", "2020-02-01 11:30 am"],
            [25 / 48, 71 / 48],
            "days since 2020-01-31",
        ),
        (["20200131", "20200201", "20200202"], [0, 1, 2], "days since 2020-01-31"),
        (["2020-01", "2020-07"], [2020, 2020.5], "years"),
        (["2020Q1", "2020Q3"], [2020, 2020.5], "years"),
        (["0:00", "13:30"], [0, 13.5], "hours"),
        (["1:30:36", "12:00:00"], [1.51, 12], "hours"),
        (["12:15 AM", "1:30 pm"], [0.25, 13.5], "hours"),
        (["2020年1月", "2021年1月"], [2020, 2021], "years"),
    ],
)
def test_dates_count_days_or_are_years(write, cells, days, said):
    source = write("when;y\n" + "".join(f"{cell};1.5\n" for cell in cells))
    found = read_columns(source)
    assert found.columns[0].date == said
    np.testing.assert_allclose(found.columns[0].numbers, days, rtol=0, atol=1e-9)
    np.testing.assert_array_equal(
        read_columns(source, found.reading).columns[0].numbers, found.columns[0].numbers
    )


def test_a_row_of_units(write):
    found = read_columns(write(joined(",", "speed,dist", "(mph),ft")))
    assert [column.unit for column in found.columns] == ["mph", "ft"]
    assert [(row.line, str(row.reason)) for row in found.left_out] == [(2, "a row of units")]
    assert found.reading.units == 2


def test_a_first_row_with_a_fault_is_no_row_of_units(write):
    found = read_columns(write("name,score\nAnn,absent\n" + "Bob,5.5\n" * 20))
    assert found.reading.units is None
    assert [(cell.line, cell.column, cell.text) for cell in found.unread] == [(2, 2, "absent")]
    assert (found.n_unread, found.columns[1].n_missing) == (1, 1)


def test_rows_that_are_left_out_are_named(write):
    found = read_columns(write("x,y\n1,2\n# later\n3\n4,5,6\n7,8\n9,10,\n11,12\n"))
    assert [(row.line, str(row.reason)) for row in found.left_out] == [
        (3, "a comment"),
        (4, "number of cells = 1; there are 2 columns"),
        (5, "number of cells = 3; there are 2 columns"),
    ]
    assert found.n_left_out == 3
    np.testing.assert_array_equal(found.lines, [2, 6, 7, 8])


def test_a_row_below_the_header_can_be_skipped(write):
    source = write(joined(",", "speed,dist") + "Total,228\n")
    found = read_columns(source, TableReading(header_row=1, skipped_lines=(10,)))
    np.testing.assert_array_equal(found.columns[0].numbers, SPEED)
    assert [row.line for row in found.left_out] == [10]


def test_quoted_cells_over_lines_and_blocks(write, monkeypatch):
    text = 'x,note\n1,"a, b"\n2,"over\ntwo"\n3,"say ""hi"""\n' + '4,"c"\n' * 50
    expected = read_columns(write(text))
    assert expected.columns[1].texts == ("a, b", "over two", 'say "hi"', "c")
    np.testing.assert_array_equal(expected.lines[:4], [2, 4, 5, 6])
    monkeypatch.setattr("lossstudio.core.datasets.tables.parts._BLOCK", 7)
    monkeypatch.setattr("lossstudio.core.datasets.tables.parts._ROWS", 1)
    found = read_columns(write(text))
    np.testing.assert_array_equal(found.lines, expected.lines)
    np.testing.assert_array_equal(found.columns[1].codes, expected.columns[1].codes)


@pytest.mark.parametrize("name", ["plain", "mixed", "late text", "late units"])
def test_blocks_do_not_matter(write, monkeypatch, name):
    rng = np.random.default_rng(0)
    body = [f"{a:.3f},{b:.4g},{n % 7}" for n, (a, b) in enumerate(rng.normal(size=(3000, 2)))]
    if name == "mixed":
        body[1000] = "5,NA,3"
        body[2000] = ""
    if name == "late text":
        body[1500:] = [f"{row[:3]},a{n % 3},1" for n, row in enumerate(body[1500:])]
    if name == "late units":
        body[1000:] = [row + " kg" for row in body[1000:]]
    text = "a,b,c\n" + "\n".join(body)
    found = read_columns(write(text))
    monkeypatch.setattr("lossstudio.core.datasets.tables.parts._BLOCK", 50)
    monkeypatch.setattr("lossstudio.core.datasets.tables.parts._ROWS", 1)
    small = read_columns(write(text))
    for one, other in zip(found.columns, small.columns, strict=True):
        assert (one.name, one.unit, one.texts) == (other.name, other.unit, other.texts)
        if one.numbers is None:
            np.testing.assert_array_equal(one.codes, other.codes)
        else:
            np.testing.assert_array_equal(one.numbers, other.numbers)
    np.testing.assert_array_equal(found.lines, small.lines)
    assert (found.columns[1].numbers is None) == (name == "late text")
    assert found.columns[2].unit == ("kg" if name == "late units" else "")
    assert not found.lines.flags.writeable
    assert not found.columns[0].numbers.flags.writeable


def test_later_rows_can_tell_the_decimal_sign(write):
    rows = ["1;1,250", "2;3,500"] * 200
    assert read_columns(write("\n".join(["x;y", *rows]))).columns[1].numbers[0] == 1.25
    rows = ["1\t1,250", "2\t3,500"] * 200
    text = "\n".join(["x\ty", *rows])
    assert read_columns(write(text)).columns[1].numbers[0] == 1250
    found = read_columns(write(text + "\n3\t4,5\n"))
    assert found.reading.decimal == ","
    assert (found.columns[1].numbers[0], found.columns[1].numbers[-1]) == (1.25, 4.5)


def test_later_rows_can_tell_the_order_of_dates(write):
    rows = [f"{n % 12 + 1}/{n % 11 + 1}/2020,1.5" for n in range(300)]
    found = read_columns(write("\n".join(["when,y", *rows, *["25/12/2020,2"] * 5])))
    assert (found.reading.dates, found.columns[0].n_missing) == ("dmy", 0)


def test_texts_beyond_the_most_are_not_kept(write, monkeypatch):
    monkeypatch.setattr("lossstudio.core.datasets.tables.gathering.MOST_TEXTS", 50)
    found = read_columns(write("x,id\n" + "".join(f"1,T{n}\n" for n in range(80))))
    np.testing.assert_array_equal(found.columns[1].codes, [*range(50), *[NOT_KEPT] * 30])
    assert (len(found.columns[1].texts), found.columns[1].n_missing) == (50, 0)


def test_numbers_have_codes_while_they_are_few(write):
    found = read_columns(write("x,y\n" + "".join(f"{n},{n % 3}.0\n" for n in range(100))))
    assert (found.columns[0].codes, found.columns[0].texts) == (None, ())
    assert found.columns[1].texts == ("0.0", "1.0", "2.0")
    np.testing.assert_array_equal(found.columns[1].codes, np.arange(100) % 3)


@pytest.mark.parametrize("sign", [",", ";", "|"])
def test_blanks_in_texts_separate_nothing(write, sign):
    rows = "".join(f"{('ham', 'spam')[n % 2]}{sign}call {n}\n" for n in range(30))
    found = read_columns(write(f"label{sign}message\n{rows}"))
    assert [column.name for column in found.columns] == ["label", "message"]
    assert found.columns[1].texts[:2] == ("call 0", "call 1")


class TestLooking:
    def test_each_choice_has_its_reason_and_the_others(self, write):
        seen = look(write(joined(";", "Größe;Länge").encode("cp1252")))
        assert {name: choice.value for name, choice in seen.choices.items()} == {
            "encoding": "windows-1252", "separator": ";", "decimal": ".", "header_row": 1
        }  # fmt: skip
        assert all(str(choice.reason) for choice in seen.choices.values())
        assert seen.choices["decimal"].others == (",",)
        assert seen.choices["header_row"].others[:2] == (None, 2)
        assert (seen.encoding, seen.needed) == ("windows-1252", "windows-1252")
        assert (seen.names, seen.rows[0], seen.lines[0]) == (("Größe", "Länge"), ("4", "2"), 2)
        assert seen.head[0] == (1, ("Größe", "Länge"))

    def test_a_choice_changes_what_is_seen_and_the_rest_is_found(self, write):
        source = write("a,b;c\n1,5;2\n2,5;3\n")
        assert look(source).names == ("a,b", "c")
        seen = look(source, chosen={"separator": ","})
        assert (seen.names, seen.reading.decimal) == (("a", "b;c"), ".")
        seen = look(source, chosen={"header_row": None})
        assert (seen.names, len(seen.rows)) == (("column 1", "column 2"), 3)
        seen = look(source, chosen={"decimal": "."})
        assert seen.kinds[0].name == "text"

    def test_it_reads_the_beginning_alone(self, write, monkeypatch):
        source = write("x,y\n" + "1,2\n" * 200_000)
        read = []
        original = lines._texts
        monkeypatch.setattr(
            lines, "_texts", lambda *a: (read.append(text) or text for text in original(*a))
        )
        look(source)
        assert sum(map(len, read)) < 2**17

    def test_pasted_text(self):
        found = read_columns(Source("pasted", text="x\ty\n1\t2\n3\t4\n"))
        assert found.encoding is None
        assert [column.name for column in found.columns] == ["x", "y"]


class TestFaults:
    @pytest.mark.parametrize(
        ("beginning", "said"),
        [
            (b"PK\x03\x04", "the name of a workbook must end with .xlsx"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx"),
            (b"%PDF-1.4\n", "is a PDF"),
            (b"\x89PNG\r\n\x1a\n", "is a picture"),
            (b"\xff\xd8\xff\xe0", "is a picture"),
            (b"\x1f\x8b\x08", "unpacked"),
        ],
    )
    def test_other_kinds_of_files_are_called_what_they_are(self, write, beginning, said):
        with pytest.raises(InputError, match=said):
            read_columns(write(beginning + bytes(range(256)) * 9))

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "is empty"),
            (b"\n\n", "is empty"),
            (b"x\n1\n2\n", "number of columns = 1"),
            (b"x,y\n", "number of rows (without the header) = 0"),
            (b"x,y\n1,2\n3,\0\n", "line 3: contains a zero byte"),
            (b"x,y\n1,\0\n", "contains a zero byte"),
            (b'x,y\n1,2\n3,"a\n' + b"4,5\n" * 9, "line 3: a quote is opened that is not closed"),
            (b'x,y\n1,2\n3,"' + b"a" * 200_000 + b'"\n', "line 3: a quote is opened"),
            (b"a," * 2**20 + b"b\n", "line 1: is too long"),
            (b"x,y\n" + b"1,2,3\n" * 3 + b"\x81\x82\xff\n", "line 5: is not UTF-8"),
            (b"a,b\n" * 300 + b"a,b,c\n" * 3000, "most rows up to here do not have 2 cells"),
            ((b"a," * 50_000 + b"b\n") * 3, "line 1: number of columns = 50001"),
        ],
    )
    def test_what_is_wrong_is_said_in_a_sentence(self, write, content, words):
        with pytest.raises(InputError) as error:
            read_columns(write(content))
        assert words in str(error.value)
        assert "data.csv" in str(error.value)

    def test_a_folder_and_no_file(self, tmp_path):
        with pytest.raises(InputError, match="is a folder"):
            read_columns(Source(tmp_path))
        with pytest.raises(InputError, match="there is no such file"):
            read_columns(Source(tmp_path / "none.csv"))
        with pytest.raises(InputError, match="there is no such file"):
            read_columns(Source(tmp_path / "none.xlsx"))

    def test_a_file_that_is_written_meanwhile(self, write):
        source = write("x,y\n" + "1,2\n" * 100_000)
        steps = columns_steps(source)
        next(steps)
        with source.path.open("a") as file:
            file.write("3,4\n")
        with pytest.raises(InputError, match="was changed while it was read"):
            list(steps)

    def test_the_most_rows(self, write, monkeypatch):
        monkeypatch.setattr(rows, "MAX_ROWS", 5)
        assert len(read_columns(write("x,y\n" + "1,2\n" * 5)).lines) == 5
        with pytest.raises(InputError, match="line 7: there are too many rows"):
            read_columns(write("x,y\n" + "1,2\n" * 6))

    def test_faults_are_named_by_line_column_and_text(self, write):
        body = ["1,2.5"] * 30
        body[6], body[20] = "1,oops", "inf,3.5"
        found = read_columns(write("\n".join(["x,y", *body])))
        assert [(c.line, c.column, c.text) for c in found.unread] == [
            (8, 2, "oops"),
            (22, 1, "inf"),
        ]

    def test_reading_can_be_stopped_and_tells_how_far_it_is(self, write):
        source = write("x,y\n" + "1,2.5\n" * 300_000)
        steps = list(columns_steps(source))
        shares = [step for step in steps if isinstance(step, float)]
        assert len(shares) > 3
        assert shares == sorted(shares)
        assert 0 < shares[0] < shares[-1] <= 1
        assert isinstance(steps[-1], Columns)


def workbook(path, **sheets):
    """A workbook of sheets of cells by their names: texts, numbers, or None."""
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{of}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{of}"><sheets>{names}</sheets></workbook>',
        )
        links = "".join(
            f'<Relationship Id="r{n}" Type="{of}/worksheet" Target="worksheets/s{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        )
        for n, cells in enumerate(sheets.values(), 1):
            written = []
            for row, values in cells.items():
                parts = []
                for column, value in zip("BCDE", values, strict=False):
                    if isinstance(value, str):
                        parts.append(
                            f'<c r="{column}{row}" t="inlineStr"><is><t>{value}</t></is></c>'
                        )
                    elif value is not None:
                        parts.append(f'<c r="{column}{row}"><v>{value}</v></c>')
                written.append(f'<row r="{row}">{"".join(parts)}</row>')
            archive.writestr(
                f"xl/worksheets/s{n}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{"".join(written)}</sheetData></worksheet>',
            )
    return Source(path)


class TestWorkbooks:
    CELLS = {
        1: ["Stopping distances"],
        3: ["speed", "dist"],
        **{n: list(pair) for n, pair in enumerate(PAIRS, 4)},
    }

    def test_the_first_sheet_is_read(self, tmp_path):
        source = workbook(tmp_path / "a.xlsx", cars=self.CELLS, other={1: ["a", "b"], 2: [1, 2]})
        found = read_columns(source)
        assert [column.name for column in found.columns] == ["speed", "dist"]
        np.testing.assert_array_equal(found.columns[1].numbers, DIST)
        np.testing.assert_array_equal(found.lines, range(4, 4 + len(PAIRS)))
        assert (found.encoding, found.reading.separator) == (None, None)
        seen = look(source)
        assert (seen.sheets, seen.choices["sheet"].value) == (("cars", "other"), "cars")
        np.testing.assert_array_equal(read_columns(source, found.reading).columns[0].numbers, SPEED)

    def test_sheet_and_range_can_be_chosen(self, tmp_path):
        source = workbook(tmp_path / "a.xlsx", first={1: ["x"]}, second=self.CELLS)
        assert look(source, chosen={"sheet": "second"}).names == ("speed", "dist")
        reading = TableReading(separator=None, sheet="second", range="B4:C6")
        found = read_columns(source, reading)
        np.testing.assert_array_equal(found.columns[0].numbers, SPEED[:3])
        np.testing.assert_array_equal(found.lines, [4, 5, 6])
        with pytest.raises(InputError, match='there is no such sheet; there are: "first"'):
            look(source, chosen={"sheet": "third"})

    def test_what_is_no_workbook_is_refused(self, write, tmp_path):
        for content in (b"x,y\n1,2\n", b"PK\x03\x04 and nothing else"):
            with pytest.raises(InputError, match="cannot be read as a workbook"):
                read_columns(write(content, "a.xlsx"))
        with pytest.raises(InputError, match="is empty"):
            read_columns(workbook(tmp_path / "b.xlsx", sheet={}))


@pytest.mark.parametrize("seed", range(100))
def test_tables_in_random_dialects_are_read_back(seed, tmp_path):
    content, expected, left_out = make(random.Random(f"0 {seed}"))
    assert fault(content, expected, left_out, tmp_path / "table.csv") == ""


def test_a_wrong_reading_of_a_random_table_is_found(tmp_path, monkeypatch):
    """The check of random tables itself can fail."""
    content, expected, left_out = make(random.Random("0 0"))
    expected[0].name = "another"
    assert "another" in fault(content, expected, left_out, tmp_path / "table.csv")
