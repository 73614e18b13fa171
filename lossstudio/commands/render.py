"""``lossstudio render``: figures of a run, without a window."""

import argparse
import re
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

SUFFIXES = (".png", ".svg", ".gif", ".csv")
SMALLEST, LARGEST = 200, 8000
"""Pixels of a figure's width and height."""
SCALES = (1, 2, 3, 4)
MOST_PIXELS = 300_000_000
"""Of a picture at its scale, which takes four bytes each."""


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="lossstudio render",
        description="Train the runs of a scenario and draw what the window would show.",
    )
    add_scenario(parser)
    parser.add_argument(
        "--view",
        metavar="NAMES",
        default="fit,loss",
        help="fit, loss, landscape, shape and others, separated by commas (default: fit,loss)",
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        required=True,
        help="the file to write: .png, .svg, .gif (the whole run) or .csv (the numbers)",
    )
    parser.add_argument(
        "--size",
        metavar="WxH",
        help="pixels (default: 800x600 for one view, 1280x720 for several)",
    )
    parser.add_argument(
        "--scale",
        metavar="1|2|3|4",
        default="1",
        help="draw a .png or .gif with so many times more pixels, for print (default: 1)",
    )
    parser.add_argument(
        "--theme", action=OneOf, allowed=("light", "dark"), default="light", help="the colours"
    )
    parser.add_argument(
        "--language", action=OneOf, allowed=LANGUAGES, default="en", help="of the texts"
    )
    return parser


def run(arguments: Sequence[str]) -> int:
    """Draw a figure; returns the exit status."""
    options = _parser().parse_args(arguments)
    suffix = options.out.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(
            "--out {path}: the name has to end with one of {allowed}",
            path=str(options.out),
            allowed=", ".join(SUFFIXES),
        )
    views = _views(options.view)
    size = _size(options.size, len(views))
    scale = _whole("--scale", options.scale)
    if scale not in SCALES:
        raise InputError("--scale {value}: must be 1, 2, 3 or 4", value=options.scale)
    if suffix in (".png", ".gif") and size[0] * size[1] * scale**2 > MOST_PIXELS:
        raise InputError(
            "--size {width}x{height} --scale {scale}: must be at most {maximum} million pixels",
            width=size[0],
            height=size[1],
            scale=scale,
            maximum=MOST_PIXELS // 10**6,
        )
    if options.steps is not None:
        options.steps = _whole("--steps", options.steps)

    from lossstudio.engine.files.whole_file import whole_file

    scenario = chosen_scenario(options)
    try:
        with whole_file(options.out) as file:
            from lossstudio.gui.figures.headless import Request, render

            request = Request(
                scenario,
                scenario.steps,
                views,
                size,
                scale,
                suffix,
                options.theme,
                options.language,
            )
            remarks = render(request, file)
    except OSError as error:
        raise InputError(
            "--out {path}: cannot be written ({reason})",
            path=str(options.out),
            reason=reason_of(error),
        ) from error
    for remark in remarks:
        print("lossstudio:", " ".join(remark.split()), file=sys.stderr)
    return DONE


def _views(text: str) -> tuple[str, ...]:
    """The views named in `text`, each once."""
    from lossstudio.engine.window.panels import figure_panels

    known = figure_panels()
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in names:
        if name not in known:
            raise InputError(
                "--view {value}: no such view; there are: {allowed}",
                value=name,
                allowed=", ".join(known),
            )
    return names


def _size(text: str | None, views: int) -> tuple[int, int]:
    if text is None:
        return (800, 600) if views == 1 else (1280, 720)
    match = re.fullmatch(r"(\d{1,6})[x×](\d{1,6})", text.strip(), re.ASCII)
    if match is None or not all(SMALLEST <= int(part) <= LARGEST for part in match.groups()):
        raise InputError(
            "--size {value}: must be width x height in pixels, such as 1280x720, each from "
            "{smallest} to {largest}",
            value=text,
            smallest=SMALLEST,
            largest=LARGEST,
        )
    return int(match[1]), int(match[2])


def _whole(option: str, text: str) -> int:
    """The whole number in `text`."""
    if not re.fullmatch(r"\d{1,12}", text.strip(), re.ASCII):
        raise InputError(
            "{option} {value}: must be a whole number, 0 or more", option=option, value=text
        )
    return int(text)
