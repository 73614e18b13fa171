"""``lossstudio [SCENARIO]``: the window."""

import argparse
import gc
import sys
from collections.abc import Sequence

from lossstudio import __version__
from lossstudio.commands.shared import BAD_INPUT, LANGUAGES, OneOf, Parser


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="lossstudio",
        description="See what a loss function is and what it does to learning.",
        epilog="Without a window: `lossstudio train --help`, `lossstudio render --help`, "
        "`lossstudio sweep --help`, `lossstudio script --help`, `lossstudio table --help`, "
        "`lossstudio list --help`.",
    )
    parser.add_argument(
        "scenario",
        nargs="?",
        metavar="SCENARIO",
        help="a preset's name (`lossstudio list presets`), or a file to open: "
        "a scenario (*.lossstudio) or a table",
    )
    parser.add_argument(
        "--language",
        action=OneOf,
        allowed=LANGUAGES,
        help="the window's language",
    )
    parser.add_argument(
        "--theme", action=OneOf, allowed=("system", "light", "dark"), help="the window's colours"
    )
    parser.add_argument(
        "--present",
        action="store_true",
        help="begin in presentation mode: the whole screen, large letters (F11 and Esc leave it)",
    )
    parser.add_argument("--version", action="version", version=f"LossStudio {__version__}")
    return parser


def run(arguments: Sequence[str]) -> int:
    """Open the window; returns the exit status."""
    options = _parser().parse_args(arguments)
    from lossstudio.display import has_display

    if not has_display():
        print(
            "lossstudio: there is no display to open a window on; without one, use "
            "`lossstudio train SCENARIO`, `lossstudio render SCENARIO` or "
            "`lossstudio list presets`",
            file=sys.stderr,
        )
        return BAD_INPUT
    # What a start makes stays: to look for garbage meanwhile would take a tenth of its time.
    gc.disable()
    from lossstudio.gui.app import run_window

    return run_window(
        options.scenario, language=options.language, theme=options.theme, present=options.present
    )
