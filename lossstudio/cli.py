"""The command line. Loads no Qt but for the window and for figures."""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence

from lossstudio.commands import lesson, list_names, render, script, sweep, table, train, window
from lossstudio.commands.shared import BAD_INPUT, INTERRUPTED, UNEXPECTED
from lossstudio.core.file_system import reason_of
from lossstudio.core.text import InputError, printable
from lossstudio.interrupt import listening, stop_if_asked, was_asked_to_stop

COMMANDS = {
    "train": train.run,
    "list": list_names.run,
    "render": render.run,
    "lesson": lesson.run,
    "script": script.run,
    "table": table.run,
    "sweep": sweep.run,
}
"""What is not one of these is a file to open in the window."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with `arguments` (by default the command line's); returns the exit status."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # some terminals cannot show η; that is no error
            stream.reconfigure(errors="replace")
    with listening():
        if arguments and arguments[0] in COMMANDS:
            return _ended(COMMANDS[arguments[0]], arguments[1:])
        return _ended(window.run, arguments)


def _ended(command: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    """Run `command`, and tell in one line why it could not; returns the exit status."""
    try:
        try:
            status = command(arguments)
            stop_if_asked()
            return status
        except Exception as error:
            if was_asked_to_stop():  # an import that is interrupted fails with another error
                raise KeyboardInterrupt from error
            raise
        finally:
            if sys.stdout is not None:  # a program without a console has none
                sys.stdout.flush()
    except InputError as error:
        print("lossstudio:", printable(str(error)), file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("lossstudio: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has closed it, as `head` does
        _drop_output()
        return UNEXPECTED
    except OSError as error:  # a full disk, a broken installation
        _drop_output()
        where = f"{error.filename}: " if error.filename else ""
        print(f"lossstudio: {where}{reason_of(error)}", file=sys.stderr)
        return UNEXPECTED


def _drop_output() -> None:
    """Send what is still to be written nowhere: Python would complain of it again at exit."""
    with contextlib.suppress(OSError):  # not every stream is a file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
