"""What the commands have in common: how they end, and how they refuse."""

import argparse
import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

import msgspec

from lossstudio.core.file_system import reason_of
from lossstudio.core.parameters import shown
from lossstudio.core.text import InputError, printable

if TYPE_CHECKING:
    from lossstudio.engine.scenarios.scenario import Scenario

DONE, UNEXPECTED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


LANGUAGES = ("en", "zh_CN")
"""The languages of texts."""


class Parser(argparse.ArgumentParser):
    """Errors in one line, as all of this program's messages."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        self.exit(BAD_INPUT, f"{self.prog}: {printable(message)}\n")


class OneOf(argparse.Action):
    """Takes one of the words `allowed`; argparse's own `choices` says so differently by version."""

    def __init__(self, *arguments: Any, allowed: Sequence[str], **options: Any) -> None:
        options.setdefault("metavar", "{" + ",".join(allowed) + "}")
        super().__init__(*arguments, **options)
        self._allowed = allowed

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Keep the word. Raises `InputError` for another one."""
        if values not in self._allowed:
            raise InputError(
                "{option} {value}: must be {one_of}{allowed}",
                option=option_string or str(self.metavar),
                value=shown(values),
                one_of="one of " if len(self._allowed) > 1 else "",
                allowed=", ".join(self._allowed),
            )
        setattr(namespace, self.dest, values)


def add_scenario(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that trains: what, how changed, and for how long."""
    parser.add_argument("scenario", metavar="SCENARIO", help="a preset's name, a file, or a table")
    parser.add_argument(
        "--set",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        dest="assignments",
        help="change a field, such as data.noise=0.3 or runs.0.loss=huber; may be repeated",
    )
    parser.add_argument("--steps", metavar="N", help="how many steps, instead of the scenario's")


def chosen_scenario(options: argparse.Namespace) -> "Scenario":
    """The scenario that the arguments of `add_scenario` ask for.

    What in it can only be passed over is told on standard error. Raises `InputError` for one that
    is not there, and for fields and values that do not fit.
    """
    from lossstudio.engine.named_scenario import named_scenario
    from lossstudio.engine.runs.comparisons import renamed
    from lossstudio.engine.scenarios.assignments import parse_assignment, with_values
    from lossstudio.engine.window.arrangements import note_on_panels

    named = named_scenario(options.scenario)
    assignments = [parse_assignment(text) for text in options.assignments]
    if options.steps is not None:
        assignments.append(parse_assignment(f"steps={options.steps}"))
    scenario = renamed(named, with_values(named, assignments), str)
    note = note_on_panels(scenario.arrangement)
    if note is not None:
        print(f"lossstudio: {printable(str(note))}", file=sys.stderr)
    return scenario


def print_json(value: object) -> None:
    """Print `value` as JSON, which is UTF-8 whatever the terminal's encoding."""
    if sys.stdout is not None:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


@contextlib.contextmanager
def output_file(option: str, path: Path | None) -> Iterator[BinaryIO | None]:
    """A file to write to that takes the place of `path` only when it is whole; None without one.

    Raises `InputError`, which names `option`, where it cannot be written.
    """
    if path is None:
        yield None
        return
    from lossstudio.engine.files.whole_file import whole_file

    try:
        with whole_file(path) as file:
            yield file
    except OSError as error:
        raise InputError(
            "{option} {path}: cannot be written ({reason})",
            option=option,
            path=str(path),
            reason=reason_of(error),
        ) from error
