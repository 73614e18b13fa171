"""What the fuzzers have in common: cases by number, limits, and a figure at the end.

A fuzzer makes case N from (seed, N) alone, so that it can be made again, and runs it in a process
of its own whose memory and time are limited. What must not happen is a `CaseError`, any exception
that is not expected, more than `MOST_SECONDS` of computing or `MOST_MEMORY` for one case, another
outcome the second time, or the end of the process.
"""

import argparse
import contextlib
import hashlib
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # on Windows: no limits, but everything else
    resource = None

MOST_SECONDS = 1.0
"""Of one case's own computing."""
MOST_MEMORY = 200 * 2**20
"""Bytes that one case may add to what was used before."""
_ENDS = 4 * 2**30
"""Bytes at which the process is refused more."""
_HANGS = 60
"""Seconds without an answer after which the process is ended."""
_AGAIN = 10
"""One case in so many is run twice, and has to come out the same."""

LIBRARY = re.compile(
    r"msgspec|object at 0x|Traceback|<class |NoneType|ValidationError|\bdtype\b|Errno|\bNone\b"
    r"|DecodeError|codec can't|0x[0-9a-f]{8}"
)
"""Words of libraries and of Python, which no message has."""


class CaseError(Exception):
    """Something that must not be."""


class RefusedError(Exception):
    """What was made is refused in a sentence, as it may be."""


@dataclass(frozen=True)
class Fuzzer:
    """Makes a case of a random generator, and runs it in an empty folder; what it returns says
    what came of it in a word, such as "accepted". `suffix` ends the names of kept cases."""

    name: str
    suffix: str
    make: Callable[[random.Random], bytes]
    run: Callable[[bytes, Path, random.Random], str]


def check_message(message: object, given: str = "") -> None:
    """`message` is one sentence in our own words, whatever was `given`."""
    text = str(message)
    if any(not letter.isprintable() and letter not in "\u200c\u200d" for letter in text):
        raise CaseError(f"a message of several lines, or with signs that cannot be shown: {text!r}")
    found = LIBRARY.search(text)
    if found and found[0] not in given:
        raise CaseError(f"a message in a library's words: {text!r}")
    if len(text) > 3000:
        raise CaseError(f"a message of {len(text)} characters")


def main(fuzzer: Fuzzer) -> int:
    """Run a fuzzer from the command line; returns 1 where a case has failed."""
    parser = argparse.ArgumentParser(description=f"Fuzzer of {fuzzer.name}: a figure at the end.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1000, help="how many cases")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that fail")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        _work(fuzzer, options.seed, options.first, options.first + options.count)
        return 0
    return _watch(fuzzer, options)


def _random(seed: int, number: int) -> random.Random:
    return random.Random(f"{seed} {number}")


# -- the process that runs the cases ---------------------------------------------------------------


def _work(fuzzer: Fuzzer, seed: int, first: int, end: int) -> None:
    """Run cases, a line for each: its number, what came of it, and where it failed why."""
    answers, sys.stdout = sys.stdout, open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    warnings.simplefilter("ignore")
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (_ENDS, _ENDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGVTALRM, _too_long)
    for number in range(first, end):
        try:
            said = "ok " + _run(fuzzer, seed, number)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            text = " ".join(f"{type(error).__name__} at {where}: {error}".split())
            said = f"FAILED {text}"
        plain = said.encode("ascii", "backslashreplace").decode()
        print(number, plain[:1500], file=answers, flush=True)


def _run(fuzzer: Fuzzer, seed: int, number: int) -> str:
    case = fuzzer.make(_random(seed, number))
    before = _memory()
    outcome, seconds = _timed(fuzzer, case, seed, number)
    grown = _memory() - before
    if seconds > MOST_SECONDS:  # once may be the machine
        seconds = min(seconds, _timed(fuzzer, case, seed, number)[1])
        if seconds > MOST_SECONDS:
            raise CaseError(f"{seconds:.1f} s of computing ({len(case)} bytes)")
    if grown > MOST_MEMORY:
        raise CaseError(f"{grown / 2**20:.0f} MB of memory ({len(case)} bytes)")
    if number % _AGAIN == 0 and _timed(fuzzer, case, seed, number)[0] != outcome:
        raise CaseError("another outcome the second time")
    return outcome


def _timed(fuzzer: Fuzzer, case: bytes, seed: int, number: int) -> tuple[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        if resource is not None:
            signal.setitimer(signal.ITIMER_VIRTUAL, 10 * MOST_SECONDS)
        try:
            outcome = fuzzer.run(case, Path(folder), _random(seed, number))
        except RefusedError as refused:
            outcome = f"refused #{refused}"
        finally:
            if resource is not None:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return outcome, time.process_time() - start


def _too_long(*_: object) -> None:
    raise CaseError(f"more than {10 * MOST_SECONDS:.0f} s of computing")


def _memory() -> int:
    """The most bytes that were in use at once until now."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 if resource else 0


# -- the process that watches ----------------------------------------------------------------------


def _watch(fuzzer: Fuzzer, options: argparse.Namespace) -> int:
    start = time.monotonic()
    outcomes: Counter[str] = Counter()
    failures: list[int] = []
    with contextlib.suppress(KeyboardInterrupt):  # the figure is that of the cases until then
        _go_through(fuzzer, options, outcomes, failures)
    ways = ", ".join(f"{count} {name}" for name, count in sorted(outcomes.items()))
    print(
        f"{fuzzer.name}: {outcomes.total() + len(failures)} cases of seed {options.seed} in "
        f"{time.monotonic() - start:.0f} s: {ways}; {len(failures)} failed"
    )
    return 1 if failures else 0


def _go_through(
    fuzzer: Fuzzer, options: argparse.Namespace, outcomes: Counter[str], failures: list[int]
) -> None:
    """Run every case, in another process where one has ended the last."""
    begin, end = options.first, options.first + options.count
    while begin < end:
        for number, said in _answers(options.seed, begin, end):
            begin = number + 1
            kind, _, text = said.partition(" ")
            if kind == "ok":
                outcomes[text.split(" #")[0]] += 1
                continue
            failures.append(number)
            print(f"case {number}: {text}", flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                file = options.keep / f"{fuzzer.name}_{options.seed}_{number}{fuzzer.suffix}"
                file.write_bytes(fuzzer.make(_random(options.seed, number)))


def _answers(seed: int, first: int, end: int):
    """The answers of a process that runs cases; where it ends early, that is the last one's."""
    command = [sys.executable, sys.argv[0], "--work", "--seed", str(seed)]
    command += ["--first", str(first), "--count", str(end - first)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="ascii"
    )
    watchdog = _Watchdog(process)
    number = first - 1
    try:
        assert process.stdout is not None
        for line in process.stdout:
            watchdog.hear()
            name, _, said = line.strip().partition(" ")
            number = int(name)
            yield number, said
        process.wait()
        if number < end - 1:
            assert process.stderr is not None
            last = process.stderr.read().strip().splitlines()[-1:]
            yield number + 1, f"FAILED the process ended with {process.returncode} {last}"
    finally:
        watchdog.stop()
        process.kill()
        process.communicate()


class _Watchdog:
    """Ends a process that says nothing for too long."""

    def __init__(self, process: subprocess.Popen) -> None:
        import threading

        self._process, self._heard, self._end = process, time.monotonic(), threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def hear(self) -> None:
        self._heard = time.monotonic()

    def stop(self) -> None:
        self._end.set()

    def _watch(self) -> None:
        while not self._end.wait(1):
            if time.monotonic() - self._heard > _HANGS:
                self._process.kill()


# -- what mutations have in common -----------------------------------------------------------------

ODD_TEXTS = (
    "", " ", "\0", "\x1b[31m", "a\nb", "\u2028", "\x85", "\u202e", "\ufeff",
    "\U0001f469\u200d\U0001f4bb", "<b>A&B</b>", "'\"\\", "{x}", "{", "%s", '"""', "'" * 3, "# x",
    "=1+1", "../x", "/etc/passwd", "//host/share/x", "C:\\x", "x" * 300, "中文", "é", "-1", "1e400",
    "nan", "true", "tex:0", "&amp;", "\\N{DIGIT ONE}",
)  # fmt: skip
ODD_NUMBERS = (
    0, -1, 1, 2, 3, 0.5, 1e-300, 5e-324, 1e300, 1.7976931348623157e308, -1e300, 2**31, 2**53 + 1,
    2**63, 2**64, 10**30, 0.1, -0.0, 1e-8, 1000, 1e9, 1e12, 7, 12, 13, 0.9, 1.0, 100.0,
)  # fmt: skip


def mutated_bytes(rng: random.Random, content: bytes, most: int = 4) -> bytes:
    """`content` with some bytes changed, taken away, put in, or doubled."""
    data = bytearray(content)
    for _ in range(rng.randint(1, most)):
        at = rng.randrange(len(data) + 1)
        length = rng.choice((1, 1, 2, 4, 16, 64))
        kind = rng.randrange(7)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del data[at : at + length]
        elif kind == 2:
            data[at:at] = rng.randbytes(min(length, 4))
        elif kind == 3:
            data[at:at] = data[at : at + length] * rng.randint(1, 4)
        elif kind == 4:
            data[at:at] = rng.choice(ODD_TEXTS).encode()
        elif kind == 5:
            data[at:at] = str(rng.choice(ODD_NUMBERS)).encode()
        elif kind == 6 and rng.random() < 0.1:
            del data[at:]
    return bytes(data)


def name_of(content: bytes) -> str:
    """A short name of a content, for outcomes that have to be the same again."""
    return hashlib.sha256(content).hexdigest()[:12]


@contextlib.contextmanager
def reading(given: str, folder: Path | None = None):
    """A context in which an `InputError` ends the case as refused, once its message is checked."""
    from lossstudio.core.text import InputError

    try:
        yield
    except InputError as error:
        text = str(error).replace(str(folder), "")
        check_message(text, given)
        raise RefusedError(text) from error


@contextlib.contextmanager
def refusals(given: str = ""):
    """A context in which an `InputError` ends the block: its message is checked; what it yields
    becomes true then."""
    from lossstudio.core.text import InputError

    refused: list[str] = []
    try:
        yield refused
    except InputError as error:
        check_message(error, given)
        refused.append(str(error))
