"""A random walk through the window: everything that a person can do, in an order drawn by a seed.

    python tests/robustness/walk.py --seeds 20 --actions 5000

Every seed is a process without a screen, so that a crash is seen by its exit status; with `--life`
the program is closed and started again on the way, else it has no Quit. It prints what it found and
how the memory grew, and ends with 1 where something is wrong. `--replay LOG` does a log's actions
again, `--reduce LOG` looks for few of them that end in the same way.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "zh_CN")
WARM = 10_000
"""Actions after which the memory should stay as it is."""


MEMORY = {"MB": "all", "own": "own"}
"""What is noted of the memory: all that the process takes, and what of it is of no file."""

FOUND, CRASH = 2, "the process ended with"
"""The status of a process that only found faults; of another one it is a crash."""


class Outcome(NamedTuple):
    """How one process ended."""

    status: int
    entries: list[dict[str, Any]]
    said: str

    @property
    def faults(self) -> list[str]:
        """What is wrong, each in a line that is the same for the same fault."""
        found = [_in_a_line(entry) for entry in self.entries if "found" in entry]
        if self.status and not (found and self.status == FOUND):
            frames = [line.strip() for line in self.said.splitlines() if "File " in line]
            found.append(f"{CRASH} {self.status} | {frames[0] if frames else self.said[-200:]}")
        return list(dict.fromkeys(found))


def _in_a_line(entry: dict[str, Any]) -> str:
    lines = [line.strip() for line in entry["text"].splitlines() if line.strip()]
    places = [line for line in lines if line.startswith("File")]
    return " | ".join([entry["found"], *places[-1:], *lines[-1:]])[:300]


def run(options: argparse.Namespace, seed: int, language: str, log: Path, *more: str) -> Outcome:
    """One process."""
    command = [
        *(options.prefix.split() if options.prefix else []),
        *(sys.executable, str(Path(__file__).resolve()), "--inside"),
        *("--seed", str(seed), "--language", language, "--log", str(log)),
        *("--memory", str(options.memory), "--life", str(options.life), *more),
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "0"}
    environment["PYTHONPATH"] = os.pathsep.join([str(HERE.parents[1]), str(HERE)])
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=options.time, check=False
    )
    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return Outcome(done.returncode, entries, done.stdout + done.stderr)


def walk(options: argparse.Namespace, seed: int, language: str) -> list[Outcome]:
    """All lives of one seed, in the same folder."""
    log = options.logs / f"{seed}.log"
    log.unlink(missing_ok=True)
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        first, life = 0, options.life or options.actions
        while first < options.actions:
            last = min(first + life, options.actions)
            part = options.logs / f"{seed}-{first}.log"
            part.unlink(missing_ok=True)
            part.touch()
            outcome = run(
                options, seed, language, part,
                *("--first", str(first), "--last", str(last), "--folder", folder),
            )  # fmt: skip
            (options.logs / f"{seed}-{first}.err").write_text(outcome.said, encoding="utf-8")
            outcomes.append(outcome)
            done = [entry["n"] for entry in outcome.entries if "do" in entry]
            first = max(done, default=last) + 1  # after a crash it goes on
    return outcomes


def growth(
    outcomes: list[Outcome], after: int, kind: str = "MB"
) -> tuple[float, float, float] | None:
    """MB at the first look after `after` actions, at the last, and more per 1,000 actions."""
    looks = [(e["at"], e[kind]) for o in outcomes for e in o.entries if kind in e]
    looks = [(at, size) for at, size in looks if at >= after]
    if len(looks) < 3:
        return None
    mean_at = sum(at for at, _ in looks) / len(looks)
    mean = sum(size for _, size in looks) / len(looks)
    slope = sum((at - mean_at) * (size - mean) for at, size in looks) / sum(
        (at - mean_at) ** 2 for at, _ in looks
    )
    return looks[0][1], looks[-1][1], 1000 * slope


def report(options: argparse.Namespace) -> int:
    """Walk all seeds, and print and draw what came of it."""
    languages = LANGUAGES if options.language == "both" else (options.language,)
    total, faults, hangs = 0, [], 0
    curves: dict[tuple[int, str], list[tuple[int, float]]] = {}
    begun = time.monotonic()
    for number in range(options.seeds):
        seed = options.seed + number
        language = languages[number % len(languages)]
        outcomes = walk(options, seed, language)
        entries = [entry for outcome in outcomes for entry in outcome.entries]
        count = sum("do" in entry for entry in entries)
        total += count
        own = [fault for outcome in outcomes for fault in outcome.faults]
        stuck = [entry for entry in entries if "hang" in entry]
        faults += own
        hangs += len(stuck)
        longest = max((entry["longest"] for entry in entries if "longest" in entry), default=0.0)
        memory = ""
        for kind, name in MEMORY.items():
            curves[seed, kind] = [(entry["at"], entry[kind]) for entry in entries if kind in entry]
            grown = growth(outcomes, min(WARM, options.actions // 2), kind)
            if grown is not None and not options.life:
                memory += "; {} {:.0f} to {:.0f} MB, {:+.2f} MB per 1,000".format(name, *grown)
        print(
            f"seed {seed} ({language}): {count} actions in {len(outcomes)} processes, "
            f"longest {longest:.2f} s{memory}", flush=True,
        )  # fmt: skip
        for fault in own:
            print(f"  {fault}", flush=True)
        for entry in stuck:
            print(f"  {entry['hang']} s: {json.dumps(entry['of'])}", flush=True)
    crashes = sum(CRASH in fault for fault in faults)
    print(
        f"{total} actions, {options.seeds} seeds, {time.monotonic() - begun:.0f} s: "
        f"{len(faults) - crashes} faults, {crashes} crashes, {hangs} hangs"
    )
    if options.figure:
        draw(curves, options.figure)
    return 1 if faults or hangs else 0


def draw(curves: dict[tuple[int, str], list[tuple[int, float]]], path: Path) -> None:
    """The memory of every seed over its actions, as an SVG; dashed what is of no file."""
    points = [point for curve in curves.values() for point in curve] or [(0, 0.0)]
    right, top = max(at for at, _ in points) or 1, 1.1 * max(size for _, size in points) or 1.0
    seeds = list(dict.fromkeys(seed for seed, _ in curves))
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 320" font-family="sans-serif">',
        '<rect width="720" height="320" fill="white"/>',
        f'<text x="60" y="20">MB after so many actions ({right}), up to {top:.0f} MB</text>',
        '<path d="M60 30V290H710" fill="none" stroke="black"/>',
    ]
    for (seed, kind), curve in curves.items():
        way = " ".join(
            f"{60 + 650 * at / right:.1f},{290 - 260 * size / top:.1f}" for at, size in curve
        )
        color = f"hsl({360 * seeds.index(seed) // len(seeds)} 70% 40%)"
        dash = ' stroke-dasharray="5 3"' if kind == "own" else ""
        parts.append(f'<polyline points="{way}" fill="none" stroke="{color}"{dash}/>')
    path.write_text("\n".join([*parts, "</svg>"]), encoding="utf-8")


def actions_in(log: Path) -> list[dict[str, Any]]:
    """The actions of a log."""
    entries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [entry for entry in entries if "do" in entry]


def replay(options: argparse.Namespace, actions: list[dict[str, Any]]) -> Outcome:
    """Do these actions again, in a new folder."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.json"
        given.write_text(json.dumps(actions), encoding="utf-8")
        log = Path(folder) / "replay.log"
        log.touch()
        language = LANGUAGES[0] if options.language == "both" else options.language
        return run(options, 0, language, log, "--given", str(given), "--folder", folder)


def reduce(options: argparse.Namespace, log: Path) -> int:
    """Leave out as many of a log's actions as can be, so that it still ends in the same way."""
    actions = actions_in(log)
    faults = replay(options, actions).faults
    print(f"{len(actions)} actions: {faults[-1] if faults else 'nothing is wrong this time'}")
    if not faults:
        return 1
    fault = faults[-1]
    size = len(actions) // 2
    while size:
        start = 0
        while start < len(actions):
            fewer = actions[:start] + actions[start + size :]
            if fewer and fault in replay(options, fewer).faults:
                actions = fewer
                print(f"{len(actions)} actions", flush=True)
            else:
                start += size
        size = min(size // 2, len(actions) // 2)
    for action in actions:
        print(json.dumps(action))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=4, help="how many (4)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed (1)")
    parser.add_argument("--actions", type=int, default=1000, help="of each seed (1000)")
    parser.add_argument("--life", type=int, default=0, help="actions until the program is closed")
    parser.add_argument("--language", choices=(*LANGUAGES, "both"), default="both")
    parser.add_argument("--memory", type=float, default=1500, help="MB that a process may take")
    parser.add_argument("--time", type=float, default=None, help="seconds that a process may take")
    parser.add_argument("--logs", type=Path, default=None, help="the folder of the logs")
    parser.add_argument("--figure", type=Path, default=None, help="an SVG of the memory")
    parser.add_argument("--prefix", default="", help="what runs the process, as gdb")
    parser.add_argument("--replay", type=Path, default=None, help="a log to do again")
    parser.add_argument("--reduce", type=Path, default=None, help="a log to find few actions of")
    for inside in ("--log", "--folder", "--given"):
        parser.add_argument(inside, type=Path, default=None, help=argparse.SUPPRESS)
    for inside in ("--first", "--last"):
        parser.add_argument(inside, type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    """What the command line asks for."""
    options = _options()
    if options.inside:
        from walk_life import live

        given = json.loads(options.given.read_text(encoding="utf-8")) if options.given else None
        return live(options, given)
    if options.reduce:
        return reduce(options, options.reduce)
    if options.replay:
        outcome = replay(options, actions_in(options.replay))
        print(outcome.said)
        print("\n".join(outcome.faults) or "nothing is wrong")
        return 1 if outcome.faults else 0
    if options.logs is None:
        options.logs = Path(tempfile.mkdtemp(prefix="walk-"))
    options.logs.mkdir(parents=True, exist_ok=True)
    print(f"logs: {options.logs}", flush=True)
    return report(options)


if __name__ == "__main__":
    sys.exit(main())
