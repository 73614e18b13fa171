"""``lossstudio lesson check``: every fault of a lesson, before somebody learns from it."""

import argparse
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from lossstudio.commands.shared import BAD_INPUT, DONE, OneOf, Parser
from lossstudio.core.file_system import is_folder


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="lossstudio lesson",
        description="Find every fault of a lesson, as FILE:LINE: what is wrong; what is allowed.",
    )
    parser.add_argument(
        "command",
        action=OneOf,
        allowed=("check",),
        metavar="check",
        help="find every fault of a lesson",
    )
    parser.add_argument(
        "folders",
        nargs="+",
        type=Path,
        metavar="FOLDER",
        help="the folder of a lesson, or one that holds such folders",
    )
    return parser


def run(arguments: Sequence[str]) -> int:
    """Check lessons; returns the exit status: 2 where one has a fault."""
    options = _parser().parse_args(arguments)
    from lossstudio.engine.lessons.checking import check_lesson

    status = DONE
    for folder in options.folders:
        for lesson in _lessons_in(folder):
            lessons, faults = check_lesson(lesson, _draw)
            for fault in faults:
                print(fault.text())
            if faults:
                status = BAD_INPUT
            else:
                languages = " and ".join(lesson.language for lesson in lessons)
                print(f"{lesson}: right; {len(lessons[0].pages)} pages in {languages}")
    return status


def _lessons_in(folder: Path) -> list[Path]:
    """The folder itself, or those in it that have a lesson in them."""
    from lossstudio.engine.lessons.library import lesson_files

    if lesson_files(folder) or not is_folder(folder):
        return [folder]
    return [inner for inner in sorted(folder.iterdir()) if lesson_files(inner)] or [folder]


_REASONS = {
    "DoubleSubscriptsError": "two subscripts follow each other; braces have to say what belongs",
    "DoubleSuperscriptsError": "two exponents follow each other; braces have to say what belongs",
    "ExtraLeftOrMissingRightError": "each \\left needs a \\right",
    "MissingEndError": "each \\begin needs an \\end",
    "MissingSuperScriptOrSubscriptError": "something is missing after ^ or _",
    "NoAvailableTokensError": "something is missing at its end",
    "RecursionError": "it is nested too deeply",
}
"""What is wrong with a formula, by the exception that it raises."""


@cache
def _draw(latex: str) -> str:
    """Why a formula cannot be drawn; "" where it can."""
    from ziamath.zmath import Latex

    try:
        Latex(latex)
    except Exception as error:
        # ziamath documents no exceptions of its own: a bad formula raises what its parser meets.
        return _REASONS.get(type(error).__name__, "it is not TeX that can be read here")
    return ""
