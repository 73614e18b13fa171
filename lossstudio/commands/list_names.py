"""``lossstudio list``: what a scenario can name."""

import argparse
from collections.abc import Sequence

from lossstudio.commands.shared import DONE, OneOf, Parser, print_json


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="lossstudio list", description="List what a scenario can name, and its fields."
    )
    parser.add_argument(
        "what",
        action=OneOf,
        allowed=("losses", "models", "optimizers", "datasets", "presets", "fields"),
        metavar="WHAT",
        help="losses, models, optimizers, datasets or presets; or the fields of a scenario",
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    return parser


def run(arguments: Sequence[str]) -> int:
    """List; returns the exit status."""
    options = _parser().parse_args(arguments)
    from lossstudio.engine.catalogue import catalogue

    entries = catalogue(options.what)
    if options.json:
        print_json(entries)
        return DONE
    width = max((len(entry["name"]) for entry in entries), default=0)
    for entry in entries:
        print(f"{entry['name']:<{width}}  {entry['label']}")
    return DONE
