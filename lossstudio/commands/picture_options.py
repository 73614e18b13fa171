"""How a command that draws is told the size and the look of its picture."""

import argparse
import re

from lossstudio.commands.shared import LANGUAGES, OneOf
from lossstudio.core.text import InputError

PIXELS = (".png", ".gif")
"""What pictures of pixels are called."""
SMALLEST, LARGEST = 200, 8000
"""Pixels of a figure's width and height."""
SCALES = (1, 2, 3, 4)
MOST_PIXELS = 300_000_000
"""Of a picture at its scale, which takes four bytes each."""


def add_picture(parser: argparse.ArgumentParser, usual: str, pixels: str = ".png") -> None:
    """The arguments that say how large a picture is, and how it looks. `usual` says what size it
    has by default, `pixels` which files have a scale."""
    parser.add_argument("--size", metavar="WxH", help=f"pixels (default: {usual})")
    parser.add_argument(
        "--scale",
        metavar="1|2|3|4",
        default="1",
        help=f"draw a {pixels} with so many times more pixels, for print (default: 1)",
    )
    parser.add_argument(
        "--theme", action=OneOf, allowed=("light", "dark"), default="light", help="the colours"
    )
    parser.add_argument(
        "--language", action=OneOf, allowed=LANGUAGES, default="en", help="of the texts"
    )


def picture_size(
    options: argparse.Namespace, usual: tuple[int, int], suffix: str
) -> tuple[tuple[int, int], int]:
    """The width and height, in pixels at scale 1, and the scale that `options` ask for.

    Raises `InputError` for what cannot be drawn.
    """
    size = usual if options.size is None else _size(options.size)
    scale = whole_number("--scale", options.scale)
    if scale not in SCALES:
        raise InputError("--scale {value}: must be 1, 2, 3 or 4", value=options.scale)
    if suffix in PIXELS and size[0] * size[1] * scale**2 > MOST_PIXELS:
        raise InputError(
            "--size {width}x{height} --scale {scale}: must be at most {maximum} million pixels",
            width=size[0],
            height=size[1],
            scale=scale,
            maximum=MOST_PIXELS // 10**6,
        )
    return size, scale


def whole_number(option: str, text: str) -> int:
    """The whole number in `text`. Raises `InputError` where there is none."""
    if not re.fullmatch(r"\d{1,12}", text.strip(), re.ASCII):
        raise InputError(
            "{option} {value}: must be a whole number, 0 or more", option=option, value=text
        )
    return int(text)


def check_suffix(name: str, suffix: str, allowed: tuple[str, ...]) -> None:
    """Raise `InputError` where the file to write, `name`, has none of the endings."""
    if suffix not in allowed:
        raise InputError(
            "--out {path}: the name has to end with one of {allowed}",
            path=name,
            allowed=", ".join(allowed),
        )


def _size(text: str) -> tuple[int, int]:
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
