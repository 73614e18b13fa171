"""A small table of each kind that people bring, and what is to be made of it."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

N = 40
X = [round(0.5 * at, 1) for at in range(1, N + 1)]
Y = [round(3 * x + 10 + (at * 7 % 5), 1) for at, x in enumerate(X)]


@dataclass(frozen=True)
class Kind:
    """The name of a file, its content, and what is to be found in it.

    `first` is the first row of inputs and target, in the order of the table.
    """

    name: str
    content: bytes
    inputs: tuple[str, ...] = ("speed",)
    target: str = "dist"
    task: str = "regression"
    rows: int = N
    classes: tuple[str, ...] = ()
    first: tuple[Any, ...] = ()
    said: str = ""


def lines(header, rows, separator=",", end="\n"):
    """`header`, where it is not empty, and `rows` as text."""
    every = [header] * bool(header) + [separator.join(map(str, row)) for row in rows]
    return end.join(every) + end


def pairs(*, write=str):
    return [(write(x), write(y)) for x, y in zip(X, Y, strict=True)]


def german(number):
    return f"{number:,.2f}".translate(str.maketrans(",.", ".,"))


def labelled(first, second):
    """Two inputs of order 1, and one of two labels by which side they are on."""
    rows = [((at % 7) / 3 - 1, (at % 5) / 2 - 1) for at in range(N)]
    return [(f"{a:.2f}", f"{b:.2f}", second if a + b > 0 else first) for a, b in rows]


def workbook(*sheets):
    """An .xlsx file with these sheets: names, and rows of texts and numbers."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{at}.xml" '
            f'ContentType="{kinds}.worksheet+xml"/>'
            for at in numbers
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        + "".join(
            f'<sheet name="{escape(sheets[at - 1][0])}" sheetId="{at}" r:id="r{at}"/>'
            for at in numbers
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(
            f'<Relationship Id="r{at}" Type="{office}/worksheet" '
            f'Target="worksheets/sheet{at}.xml"/>'
            for at in numbers
        )
        + "</Relationships>",
    }
    for at in numbers:
        rows = "".join(
            f'<row r="{number}">'
            + "".join(_cell(number, place, value) for place, value in enumerate(row))
            + "</row>"
            for number, row in enumerate(sheets[at - 1][1], start=1)
        )
        parts[f"xl/worksheets/sheet{at}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
        )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, head + text)
    return file.getvalue()


def _cell(number, place, value):
    where = f"{'ABCDEFGH'[place]}{number}"
    if isinstance(value, str):
        return f'<c r="{where}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{where}"><v>{value}</v></c>'


PEOPLE = [
    (
        15600000 + 7919 * (at * 37 % 101),
        ("Male", "Female")[at * 3 % 7 % 2],
        20 + at * 7 % 41,
        18000 + 1000 * (at * 11 % 90),
        int(at * 7 % 41 > 20),
    )
    for at in range(N)
]
PASSENGERS = [
    (
        at + 1,
        at * 3 % 2,
        1 + at % 3,
        "" if at % 8 == 3 else 18 + at * 5 % 50,
        f"A/5 {21171 + 13 * at}",
        round(7.25 + at * 3 % 60, 2),
        f"C{at}" if at % 6 == 0 else "",
    )
    for at in range(N)
]
FLOWERS = [
    (
        round(1.4 + 1.5 * kind + 0.05 * (at % 7), 2),
        round(0.2 + 0.6 * kind + 0.03 * (at % 5), 2),
        name,
    )
    for kind, name in enumerate(("setosa", "versicolor", "virginica"))
    for at in range(15)
]

KINDS = (
    Kind(
        "blanks_quoted_names.txt",
        lines(
            '"speed" "dist"', [(f'"{at}"', *row) for at, row in enumerate(pairs(), 1)], " "
        ).encode(),
        said="blanks",
    ),
    Kind(
        "blanks_aligned.data",
        "".join(f"{x:>8}{y:>12}\n" for x, y in pairs()).encode(),
        ("column 1",),
        "column 2",
        said="no names",
    ),
    Kind("pipes.txt", lines("speed|dist", pairs(), "|").encode(), said="vertical bars"),
    Kind(
        "full_width_commas.csv",
        lines("速度，距离", pairs(), "，").encode("gbk"),
        ("速度",),
        "距离",
        said="full-width commas",
    ),
    Kind(
        "comments_above.csv",
        ("# measured in May\n# by hand\n" + lines("speed,dist", pairs())).encode(),
        said="names in row 3",
    ),
    Kind(
        "title_above.csv",
        ("Stopping distances\n\n" + lines("speed,dist", pairs())).encode(),
        said="names in row 3",
    ),
    Kind(
        "units_row.csv",
        lines("speed,dist", [("mph", "ft"), *pairs()]).encode(),
        first=(0.5, Y[0]),
    ),
    Kind(
        "empty_columns_at_the_end.csv",
        lines("speed,dist,,", [(*row, "", "") for row in pairs()]).encode(),
    ),
    Kind(
        "years_as_header.csv",
        lines("2019,2020", pairs()).encode(),
        ("2019",),
        "2020",
        said="names in row 1",
    ),
    Kind(
        "dollars.csv",
        lines(
            "years,salary", [(x, f'"${1000 * y:,.2f}"') for x, y in zip(X, Y, strict=True)]
        ).encode(),
        ("years",),
        "salary",
        first=(0.5, 1000 * Y[0]),
    ),
    Kind(
        "euros_german.csv",
        lines(
            "Jahre;Gehalt",
            [
                (f"{x:.1f}".replace(".", ","), f"{german(1000 * y)} €")
                for x, y in zip(X, Y, strict=True)
            ],
            ";",
        ).encode("cp1252"),
        ("Jahre",),
        "Gehalt",
        first=(0.5, 1000 * Y[0]),
        said="decimal commas",
    ),
    Kind(
        "percent.csv",
        lines("hours,score", [(x, f"{y}%") for x, y in pairs()]).encode(),
        ("hours",),
        "score",
    ),
    Kind(
        "chinese_units.csv",
        lines("面积,价格", [(f"{x}㎡", f"{y}万") for x, y in pairs()]).encode("gb18030"),
        ("面积",),
        "价格",
    ),
    Kind(
        "true_minus.csv",
        lines(
            "x,y", [(f"{x - 10.25:.2f}".replace("-", "−"), y) for x, y in zip(X, Y, strict=True)]
        ).encode(),
        ("x",),
        "y",
        first=(-9.75, Y[0]),
    ),
    Kind(
        "index_first.csv",
        lines(",speed,dist", [(at, *row) for at, row in enumerate(pairs())]).encode(),
    ),
    Kind(
        "large_units.csv",
        lines(
            "Research,Marketing,Profit",
            [
                (
                    round(165349 - 3999 * at % 90000, 2),
                    round(471784 - 7919 * at * at % 300000, 2),
                    100000 + 900 * at,
                )
                for at in range(N)
            ],
        ).encode(),
        ("Research", "Marketing"),
        "Profit",
    ),
    Kind(
        "income_by_year.csv",
        lines(
            "year,income", [(1980 + at, 20000 + 431 * at + 97 * (at % 5)) for at in range(N)]
        ).encode(),
        ("year",),
        "income",
    ),
    Kind(
        "user_id.csv",
        lines("User ID,Gender,Age,EstimatedSalary,Purchased", PEOPLE).encode(),
        ("Age", "EstimatedSalary"),
        "Purchased",
        "binary",
        classes=("0", "1"),
    ),
    Kind(
        "passengers.csv",
        lines("PassengerId,Survived,Pclass,Age,Ticket,Fare,Cabin", PASSENGERS).encode(),
        ("Pclass", "Age", "Fare"),
        "Survived",
        "binary",
        rows=35,
        classes=("0", "1"),
    ),
    Kind(
        "name_last.csv",
        lines(
            "mpg,horsepower,name",
            [
                (round(50 - y / 2, 1), "?" if at % 10 == 4 else int(10 * y), f"model {at:02}")
                for at, y in enumerate(Y)
            ],
        ).encode(),
        ("horsepower",),
        "mpg",
        rows=36,
    ),
    *(
        Kind(
            f"labels_{name}.csv",
            lines("a,b,label", labelled(*labels)).encode(),
            ("a", "b"),
            "label",
            "binary",
            classes=labels,
        )
        for name, labels in (
            ("minus_one_one", ("-1", "1")),
            ("one_two", ("1", "2")),
            ("minus_plus", ("−", "+")),
            ("no_yes", ("no", "yes")),
        )
    ),
    Kind(
        "sorted_by_class.csv",
        lines("length,width,species", FLOWERS).encode(),
        ("length", "width"),
        "species",
        "multiclass",
        rows=45,
        classes=("setosa", "versicolor", "virginica"),
    ),
    Kind(
        "class_called_inf.csv",
        lines(
            "fever,state", [(x, "inf" if x > 10 else "healthy") for x, _ in pairs(write=float)]
        ).encode(),
        ("fever",),
        "state",
        "binary",
        classes=("healthy", "inf"),
    ),
    Kind(
        "far_from_zero.csv",
        lines("x,y", [(10_000_000 + 10 * at, y) for at, y in enumerate(Y)]).encode(),
        ("x",),
        "y",
    ),
    Kind(
        "workbook.xlsx",
        workbook(("Data", [("speed", "dist"), *zip(X, Y, strict=True)])),
        first=(0.5, Y[0]),
        said="sheet Data",
    ),
    Kind(
        "excel_says_so.csv",
        ("sep=;\r\n" + lines("speed;dist", pairs(), ";", "\r\n")).encode("utf-8-sig"),
        said="semicolons",
    ),
    Kind("utf_16.txt", lines("speed\tdist", pairs(), "\t").encode("utf-16"), said="UTF-16"),
)
