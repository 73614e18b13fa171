"""Large tables: how long they are read and looked at, and what memory that takes.

A table of plain numbers is read by `read_columns` and by `numpy.loadtxt` in turns, in a process of
its own each time; the medians and their ratio are printed, and the largest memory beside the file's
size. Others have texts, missing values, money in a German spelling, or many columns.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

if sys.platform != "win32":
    import resource

from lossstudio.core.datasets.tables.columns import Columns
from lossstudio.core.datasets.tables.looking import look
from lossstudio.core.datasets.tables.reader import columns_steps
from lossstudio.core.datasets.tables.source import Source

MB = 1e6


def write(folder: Path, n: int, width: int) -> dict[str, Path]:
    """The tables, by what they are."""
    rng = np.random.default_rng(0)
    made = {name: folder / f"{name}.csv" for name in ("plain", "mixed", "german", "wide")}
    values = rng.normal(size=(n, 3))
    np.savetxt(made["plain"], values, "%.6f", ",", header="a,b,c", comments="")
    with made["mixed"].open("w") as file:
        file.write("id,x,kind,y\n")
        for row, (a, b, _) in enumerate(values):
            cell = "NA" if row % 11 == 0 else f"{b:.3f}"
            file.write(f"T{row:07d},{a:.3f},{'abc'[row % 3]},{cell}\n")
    with made["german"].open("w") as file:
        file.write("Jahre;Gehalt\n")
        for a, b, _ in values:
            money = f"{abs(b) * 1e5:,.2f}".translate(str.maketrans(",.", ".,"))
            file.write(f"{a:.2f};{money} €\n".replace(".", ",", 1))
    with made["wide"].open("w") as file:
        file.write(",".join(f"c{column}" for column in range(width)) + "\n")
        for _ in range(100):
            file.write(",".join(f"{value:.4f}" for value in rng.normal(size=width)) + "\n")
    return made


def most_memory() -> int:
    """The largest memory of this process so far, in bytes; 0 where nobody says."""
    if sys.platform == "win32":
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def once(what: str, path: Path) -> dict[str, float]:
    """The seconds of a reading in this process, the longest between two breaths, the memory."""
    before = most_memory()
    begin = last = time.perf_counter()
    longest = 0.0
    if what == "loadtxt":
        np.loadtxt(path, delimiter=",", skiprows=1)
    elif what == "look":
        look(Source(path))
    else:
        for step in columns_steps(Source(path)):
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
            assert not isinstance(step, Columns) or len(step.lines) > 0
    seconds = time.perf_counter() - begin
    return {"seconds": seconds, "longest": longest, "memory": most_memory() - before}


def in_turns(kinds: tuple[str, ...], path: Path, rounds: int) -> dict[str, dict[str, float]]:
    """The medians of `once`, a process for each."""
    found: dict[str, list[dict[str, float]]] = {what: [] for what in kinds}
    for _ in range(rounds):
        for what in kinds:
            command = [sys.executable, __file__, "--once", what, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            found[what].append(json.loads(done.stdout))
    return {
        what: {key: statistics.median(one[key] for one in all_of) for key in all_of[0]}
        for what, all_of in found.items()
    }


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="small tables, once each")
    parser.add_argument("--once", nargs=2, metavar=("WHAT", "FILE"), help="one reading, as JSON")
    options = parser.parse_args()
    if options.once:
        print(json.dumps(once(options.once[0], Path(options.once[1]))))
        return
    n, width, rounds = (20_000, 500, 1) if options.short else (1_000_000, 10_000, 5)
    with tempfile.TemporaryDirectory() as folder:
        made = write(Path(folder), n, width)
        found = in_turns(("read", "loadtxt"), made["plain"], rounds)
        read, plain = found["read"], found["loadtxt"]
        print(
            f"{n:,} rows of 3 numbers: {read['seconds']:.2f} s, numpy.loadtxt "
            f"{plain['seconds']:.2f} s, ratio {read['seconds'] / plain['seconds']:.2f}"
        )
        for name, path in made.items():
            rounds_of = rounds if name != "plain" else 1
            read = in_turns(("read", "look"), path, 1 if options.short else min(rounds_of, 3))
            size = path.stat().st_size
            print(
                f"{name:7} {size / MB:6.1f} MB: read in {read['read']['seconds']:.2f} s, at most "
                f"{read['read']['longest']:.2f} s between breaths, "
                f"{read['read']['memory'] / MB:.0f} MB more memory "
                f"(3 × the file + 200 MB: {3 * size / MB + 200:.0f}); "
                f"looked at in {read['look']['seconds']:.2f} s"
            )


if __name__ == "__main__":
    main()
