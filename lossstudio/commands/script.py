"""``lossstudio script``: what a scenario does, as a Python script of its own."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from lossstudio.commands.shared import (
    DONE,
    LANGUAGES,
    OneOf,
    Parser,
    add_scenario,
    chosen_scenario,
)
from lossstudio.core.file_system import reason_of
from lossstudio.core.text import InputError

NOTEBOOK = ".ipynb"


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="lossstudio script",
        description="Write the training of a scenario as a Python script that needs NumPy alone.",
    )
    add_scenario(parser)
    parser.add_argument(
        "--language", action=OneOf, allowed=LANGUAGES, default="en", help="of the comments"
    )
    parser.add_argument(
        "--notebook",
        action="store_true",
        help=f"a Jupyter notebook; also where --out ends with {NOTEBOOK}",
    )
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help="the file to write, instead of printing it"
    )
    return parser


def run(arguments: Sequence[str]) -> int:
    """Write a script; returns the exit status."""
    options = _parser().parse_args(arguments)
    from lossstudio.engine.files.whole_file import write_whole
    from lossstudio.engine.script.notebook import notebook
    from lossstudio.engine.script.plan import plan_of
    from lossstudio.engine.script.script import write_script

    script = write_script(plan_of(chosen_scenario(options)), options.language)
    is_notebook = options.notebook or (options.out and options.out.suffix.lower() == NOTEBOOK)
    content = notebook(script) if is_notebook else script.text.encode()
    if options.out is None:
        if sys.stdout is not None:
            sys.stdout.buffer.write(content)  # Python's files are UTF-8, whatever the terminal is
        return DONE
    try:
        write_whole(options.out, content)
    except OSError as error:
        raise InputError(
            "--out {path}: cannot be written ({reason})",
            path=str(options.out),
            reason=reason_of(error),
        ) from error
    return DONE
