"""Fuzzer of tables: made in the shapes in which real ones come, in several encodings, mutated.

python tests/robustness/fuzz_tables.py --seed 1 --count 20000 --keep FOLDER
"""

import random
from pathlib import Path

import fuzz_cases as fuzz
import numpy as np
from fuzz_scripts import check_script

from lossstudio.core.datasets.table import Table, read_table
from lossstudio.core.datasets.tables.looking import look
from lossstudio.core.datasets.tables.reader import read_columns
from lossstudio.core.datasets.tables.source import Source
from lossstudio.engine.data.samples import build_samples
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import check_scenario, load_scenario, save_scenario
from lossstudio.engine.table_proposal.proposal import propose
from lossstudio.engine.table_proposal.scenario import scenario_of

_NAMES = (
    "speed", "dist", "x", "y", "价格", "Größe", "a b", "", "1", "2019", "x", "column 2",
    "年份（年）", "name, with comma", 'quoted "name"', "price ($)", "<b>A&B</b>", "\u202eab",
    "a\nb", "👩\u200d💻",
)  # fmt: skip
_UNITS = ("", "", "", "%", " €", "$", " km", "°", "k")
_MISSING = ("", "NA", "?", "-", "nan", "null", "inf", "#N/A", "．")
_CLASSES = (
    ("yes", "no"),
    ("0", "1"),
    ("-1", "1"),
    ("a", "b", "c"),
    ("是", "否"),
    ("true", "false"),
)
_ENCODINGS = ("utf-8",) * 8 + ("utf-8-sig", "utf-16", "utf-16-le", "gb18030", "cp1252", "latin-1")


def make(rng: random.Random) -> bytes:
    """A table as the bytes of a file."""
    if rng.random() < 0.03:
        return rng.randbytes(rng.choice((0, 1, 3, 30, 300)))
    is_plain = rng.random() < 0.6  # as the first version reads it
    separator = rng.choice((",", ",", ";", "\t") if is_plain else (" ", "|", "，", ", ", "  "))
    comma = rng.random() < 0.15 and separator != ","
    columns, rows = rng.choice((2, 2, 2, 3, 3, 5, 12)), rng.choice((5, 8, 12, 12, 20, 30, 60))
    if rng.random() < 0.1:
        columns, rows = rng.choice((1, 2)), rng.choice((0, 1, 2))
    if rng.random() < 0.01:
        columns = rng.choice((99, 100, 101, 102, 300))
    lines = []
    for _ in range(0 if is_plain else rng.choice((0, 0, 1, 3))):
        lines.append(
            rng.choice(("# made in spring", "Sales 2019", separator, "", "sep=;", '"title"'))
        )
    if rng.random() < 0.7:
        lines.append(separator.join(_quoted(rng, rng.choice(_NAMES)) for _ in range(columns)))
    unit, classes = (
        "" if is_plain else rng.choice(_UNITS),
        rng.choice(_CLASSES) if rng.random() < 0.4 else None,
    )
    scale = rng.choice((1, 1, 1, 100, 1e6, 1e-6, 1e300))
    missing = not is_plain and rng.random() < 0.2
    for _ in range(rows):
        cells = []
        for column in range(columns):
            if classes and column == columns - 1:
                cell = rng.choice(classes)
            elif missing and rng.random() < 0.1:
                cell = rng.choice(_MISSING)
            elif rng.random() < 0.001:
                cell = rng.choice((str(rng.choice(fuzz.ODD_NUMBERS)), rng.choice(fuzz.ODD_TEXTS)))
            else:
                number = rng.gauss(0, 1) * scale
                cell = f"{number:.{rng.choice((0, 1, 2, 6))}f}" if scale < 1e100 else repr(number)
                cell = (cell.replace(".", ",") if comma else cell) + unit
            cells.append(_quoted(rng, cell) if rng.random() < 0.02 else cell)
        if rng.random() < 0.003:
            cells = cells[: rng.randrange(len(cells) + 1)] + cells[: rng.randrange(3)]
        lines.append(separator.join(cells) + rng.choice(("",) * 300 + (separator, " ", "  # x")))
    end = rng.choice(("\n", "\n", "\n", "\r\n", "\r"))
    text = end.join(lines) + rng.choice((end, end, ""))
    content = text.encode("utf-8" if is_plain else rng.choice(_ENCODINGS), errors="replace")
    return fuzz.mutated_bytes(rng, content) if rng.random() < 0.3 else content


def _quoted(rng: random.Random, cell: str) -> str:
    if rng.random() < 0.3 or any(sign in cell for sign in ',;\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def run(case: bytes, folder: Path, rng: random.Random) -> str:
    """Look at it as the import does, read it as training does, train with it, and save that."""
    file = folder / rng.choice(("a.csv", "a.txt", "表 1.csv", "a'b.csv"))
    file.write_bytes(case)
    given = case.decode("utf-8", errors="replace") + case.decode("gb18030", errors="replace")
    outcome = ""
    with fuzz.refusals(given):
        outcome = _imported(Source(file), given)
        if rng.random() < 0.1:
            outcome += _imported(Source(Path("pasted"), text=given[:5000]), given)
    with fuzz.refusals(given):
        outcome += _looked_at(Source(file), given)
    with fuzz.reading(given, folder):
        table = read_table(file)
    _check_table(table)
    if rng.random() < 0.6:
        return f"read #{fuzz.name_of(table.inputs.tobytes())} {outcome}"
    done = []
    for loss in ("mse", "binary_cross_entropy", "cross_entropy"):
        with fuzz.refusals(given):
            data = Data(dataset="csv", file=str(file))
            scenario = check_scenario(
                Scenario(data=data, runs=(Run(loss=loss, learning_rate=1e-3),), steps=2)
            )
            Experiment(scenario).advance(2)
            saved = folder / "a.lossstudio"
            save_scenario(scenario, saved)
            if load_scenario(saved) != scenario:
                raise fuzz.CaseError("accepted, but not read back as it was written")
            done.append(
                fuzz.name_of(check_script(scenario, rng, runs=rng.random() < 0.05).encode())
            )
    return f"{'trained' if done else 'read, not trained'} #{done} {outcome}"


def _looked_at(source: Source, given: str) -> str:
    """Look at it and read its columns, by looking and then as was found."""
    seen = look(source)
    for choice in seen.choices.values():
        fuzz.check_message(choice.reason, given)
        for other in choice.others:
            name = next(name for name, one in seen.choices.items() if one is choice)
            if name not in ("encoding", "sheet"):
                with fuzz.refusals(given):
                    look(source, chosen={name: other})
    found = read_columns(source)
    for row in found.left_out:
        fuzz.check_message(row.reason, given)
    again = read_columns(source, found.reading)
    if not np.array_equal(again.lines, found.lines) or (np.diff(found.lines) <= 0).any():
        raise fuzz.CaseError("rows that are not the same when they are read again")
    for column, same in zip(found.columns, again.columns, strict=True):
        fuzz.check_message(column.name, column.name)
        if (column.name, column.unit, column.texts) != (same.name, same.unit, same.texts):
            raise fuzz.CaseError(f"another column when it is read again: {column.name}")
        values, others = column.numbers, same.numbers
        if values is None:
            values, others = column.codes, same.codes
        elif np.isinf(values).any() or np.isnan(values).sum() != column.n_missing:
            raise fuzz.CaseError(f"numbers that do not hold together: {column.name}")
        if len(values) != len(found.lines) or not np.array_equal(
            values, others, equal_nan=values.dtype.kind == "f"
        ):
            raise fuzz.CaseError(f"other values when they are read again: {column.name}")
    return f"{len(found.columns)} columns, {len(found.lines)} rows "


def _imported(source: Source, given: str) -> str:
    """What the window's dialog of importing does: a look, all of it, a proposal, and a scenario."""
    seen = look(source)
    for choice in seen.choices.values():
        fuzz.check_message(choice.reason, given)
    columns = read_columns(source)
    for row in columns.left_out:
        fuzz.check_message(row.reason, given)
    found = propose(columns)
    for column in found.columns:
        fuzz.check_message(column.why, given)
    if found.problem is not None:
        fuzz.check_message(found.problem, given)
        return f"{seen.names} {found.problem}"
    with fuzz.refusals(given) as refused:
        scenario = scenario_of(columns, found, source, Scenario())
    if refused:
        raise fuzz.CaseError(f"a table that is proposed is refused: {refused[0]}")
    return f"{seen.names} {len(build_samples(scenario).x)}"


def _check_table(table: Table) -> None:
    n, d = table.inputs.shape
    if not np.isfinite(table.inputs).all() or len(table.target) != n or len(table.names) != d + 1:
        raise fuzz.CaseError("a table that does not hold together")
    for name in table.names:
        fuzz.check_message(name, name)


FUZZER = fuzz.Fuzzer("tables", ".csv", make, run)

if __name__ == "__main__":
    raise SystemExit(fuzz.main(FUZZER))
