"""Tables in the dialects that R, Excel, UCI and offices write, and what to make of each."""

from dataclasses import dataclass

_SPEED = tuple(range(4, 28, 2))
_DIST = (2, 17, 24, 21, 30, 36, 41, 52, 57, 66, 70, 78)
_YEARS = ("1.0", "2.0", "2.9", "4.1", "4.8", "6.1", "7.0", "8.2", "9.1", "9.9")
_SALARY = (41151, 48559, 57402, 68958, 79311, 93042, 98273, 113812, 105582, 122391)


@dataclass(frozen=True)
class Dialect:
    """The bytes of a file of this name, and what is understood of it; `first` is the first row."""

    name: str
    content: bytes
    inputs: tuple[str, ...]
    target: str
    first: tuple[float, ...]
    task: str = "regression"
    classes: tuple[str, ...] = ()
    rows: int = 12
    left_out: tuple[int, ...] = ()


def _cars(head: str, row: str = "{x},{y}", encoding: str = "utf-8") -> bytes:
    pairs = enumerate(zip(_SPEED, _DIST, strict=True), start=1)
    rows = (row.format(i=i, x=x, y=y) for i, (x, y) in pairs)
    return (head + "\n".join(rows) + "\n").encode(encoding)


def _pay(head: str, row: str, encoding: str = "utf-8") -> bytes:
    pairs = zip(_YEARS, _SALARY, strict=True)
    rows = (row.format(x=x, comma=x.replace(".", ","), k=y // 1000, u=y % 1000) for x, y in pairs)
    return (head + "\n".join(rows) + "\n").encode(encoding)


def _classes(names: tuple[str, str], head: str = "u,v,outcome\n") -> bytes:
    rows = (
        f"{i * 7 % 13 / 6 - 1:.2f},{i * 5 % 11 / 5 - 1:.2f},{names[i * 3 % 7 % 2]}\n"
        for i in range(30)
    )
    return (head + "".join(rows)).encode()


_TWO = ("speed",), "dist", (4.0, 2.0)
_PAID = ("years",), "salary", (1.0, 41151.0)

DIALECTS = (
    Dialect("r.txt", _cars('"speed" "dist"\n', '"{i}" {x} {y}'), *_TWO),
    Dialect("r_names.txt", _cars('"speed" "dist"\n', '"car {i}" {x} {y}'), *_TWO),
    Dialect("aligned.data", _cars("", "{x:8.2f}{y:10.1f}"), ("column 1",), "column 2", (4.0, 2.0)),
    Dialect("aligned.dat", _cars("   speed    dist\n", "{x:8.2f}{y:8.1f}"), *_TWO),
    Dialect("pipes.txt", _cars("speed|dist\n", "{x}|{y}"), *_TWO),
    Dialect("tabs.tsv", _cars("speed\tdist\n", "{x}\t{y}"), *_TWO),
    Dialect("excel.csv", _cars("sep=;\nspeed;dist\n", "{x};{y}"), *_TWO),
    Dialect("bom.csv", b"\xef\xbb\xbf" + _cars("speed,dist\n"), *_TWO),
    Dialect("wide.csv", _cars("速度，距离\n", "{x}，{y}", "gbk"), ("速度",), "距离", (4.0, 2.0)),
    Dialect("percent_comments.txt", _cars("% measured in spring\n%\nspeed,dist\n"), *_TWO),
    Dialect("comments.csv", _cars("# source: a teacher\n# 2019\nspeed,dist\n"), *_TWO),
    Dialect("title.csv", _cars("Stopping distances 2019,\n,\nspeed,dist\n"), *_TWO),
    Dialect("units.csv", _cars("speed,dist\nmph,ft\n"), *_TWO, left_out=(2,)),
    Dialect("units_in_brackets.csv", _cars("speed,dist\n[m/s],[m]\n"), *_TWO, left_out=(2,)),
    Dialect("empty_columns.csv", _cars("speed,dist,,\n", "{x},{y},,"), *_TWO),
    Dialect("commas_at_the_end.csv", _cars("speed,dist,\n", "{x},{y},"), *_TWO),
    Dialect("years.csv", _cars("2019,2020\n"), ("2019",), "2020", (4.0, 2.0)),
    Dialect("numbered.csv", _cars(",speed,dist\n", "{i},{x},{y}"), *_TWO),
    Dialect("dollars.csv", _pay("years,salary\n", '{x},"${k},{u:03d}.00"'), *_PAID, rows=10),
    Dialect("pounds.csv", _pay("years,salary\n", '{x},"£{k},{u:03d}"'), *_PAID, rows=10),
    Dialect(
        "euros.csv", _pay("Jahre;Gehalt\n", "{comma};{k}.{u:03d},00 €"),
        ("Jahre",), "Gehalt", (1.0, 41151.0), rows=10,
    ),
    Dialect(
        "francs.csv", _pay("années;salaire\n", "{comma};{k} {u:03d},00", "cp1252"),
        ("années",), "salaire", (1.0, 41151.0), rows=10,
    ),
    Dialect("swiss.csv", _pay("years;salary\n", "{x};{k}'{u:03d}.00"), *_PAID, rows=10),
    Dialect(
        "flats.csv", _cars("面积,价格\n", "{x}㎡,{y}万"), ("面积",), "价格", (4.0, 2.0)
    ),
    Dialect("weights.csv", _cars("speed,dist\n", "{x} kg,{y} cm"), *_TWO),
    Dialect("percent.csv", _cars("hours,score\n", "{x},{y}%"), ("hours",), "score", (4.0, 2.0)),
    Dialect("minus.csv", _cars("speed,dist\n", "−{x},−{y}"), ("speed",), "dist", (-4.0, -2.0)),
    Dialect("full_width.csv", _cars("speed,dist\n", "４{x},{y}"), ("speed",), "dist", (44.0, 2.0)),
    Dialect(
        "signs.csv", _classes(("-", "+")), ("u", "v"), "outcome", (-1.0, -1.0), "binary",
        ("-", "+"), 30,
    ),
    Dialect(
        "true_signs.csv", _classes(("−", "+")), ("u", "v"), "outcome", (-1.0, -1.0), "binary",
        ("−", "+"), 30,
    ),
    Dialect(
        "codes.csv", _classes(("-1", "1")), ("u", "v"), "outcome", (-1.0, -1.0), "binary",
        ("-1", "1"), 30,
    ),
    Dialect(
        "inf.csv", _classes(("inf", "healthy"), "u,v,state\n"),
        ("u", "v"), "state", (-1.0, -1.0), "binary", ("healthy", "inf"), 30,
    ),
)  # fmt: skip
