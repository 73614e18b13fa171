"""What the commands have in common: how they end, and how they refuse."""

import argparse
import sys
from typing import NoReturn

import msgspec

DONE, UNEXPECTED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


class Parser(argparse.ArgumentParser):
    """Errors in one line, as all of this program's messages."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        self.exit(BAD_INPUT, f"{self.prog}: {message}\n")


def add_scenario(parser: argparse.ArgumentParser) -> None:
    """The arguments of every command that trains: what, and for how long."""
    parser.add_argument("scenario", metavar="SCENARIO", help="a preset's name, or a file")
    parser.add_argument("--steps", metavar="N", help="how many steps, instead of the scenario's")


def print_json(value: object) -> None:
    """Print `value` as JSON, which is UTF-8 whatever the terminal's encoding."""
    if sys.stdout is not None:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
