"""``lossstudio render``: figures of a run, without a window."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from lossstudio.commands.picture_options import (
    add_picture,
    check_suffix,
    picture_size,
    whole_number,
)
from lossstudio.commands.shared import (
    DONE,
    Parser,
    add_scenario,
    chosen_scenario,
    output_file,
)
from lossstudio.core.text import InputError

SUFFIXES = (".png", ".svg", ".gif", ".csv")


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
    add_picture(parser, "800x600 for one view, 1280x720 for several", ".png or .gif")
    return parser


def run(arguments: Sequence[str]) -> int:
    """Draw a figure; returns the exit status."""
    options = _parser().parse_args(arguments)
    suffix = options.out.suffix.lower()
    check_suffix(str(options.out), suffix, SUFFIXES)
    views = _views(options.view)
    usual = (800, 600) if len(views) == 1 else (1280, 720)
    size, scale = picture_size(options, usual, suffix)
    if options.steps is not None:
        options.steps = whole_number("--steps", options.steps)

    scenario = chosen_scenario(options)
    with output_file("--out", options.out) as file:
        assert file is not None
        from lossstudio.gui.figures.headless import Request, render

        request = Request(
            scenario, scenario.steps, views, size, scale, suffix, options.theme, options.language
        )
        remarks = render(request, file)
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
