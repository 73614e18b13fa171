"""Pictures beside a lesson: read whole, and only where drawing them is safe and bounded."""

import base64
import binascii
import io
import re
import warnings
from itertools import chain
from typing import Literal
from xml.parsers import expat

from PIL import Image

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.lessons.own_files import FileError, too_large

Kind = Literal["png", "jpeg", "svg"]

MOST_PIXELS = 25_000_000
"""A picture with more of them takes 100 MB, however small its file is."""
_MOST_SVG = 2_000_000
"""Bytes of an SVG."""
_MOST_DEPTH = 200
"""Elements within elements: what draws them calls itself for each."""
_MOST_PARTS = 100_000
"""Elements to draw, those that are referred to counted each time."""
_COSTLY = re.compile(r"filter|mask", re.IGNORECASE)
_COST = 200
"""Elements that take as long as one with a filter or a mask, which is drawn apart."""

_INSIDE = re.compile(r"#\S+")
_EMBEDDED = re.compile(r"data:image/(png|jpeg|jpg);base64,(?P<content>[\s\w+/=]*)", re.ASCII)
_URL = re.compile(r"url\(\s*(['\"]?)(?P<target>.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_MARKS: dict[bytes, Kind] = {b"\x89PNG\r\n": "png", b"\xff\xd8\xff": "jpeg"}


def check_picture(content: bytes, whole: bool = True) -> Kind:
    """The kind of the picture `content`, drawn for a try where `whole`.

    Raises `FileError` where it is no PNG, JPEG or SVG that can be drawn safely.
    """
    kind = next((kind for mark, kind in _MARKS.items() if content.startswith(mark)), None)
    if kind is not None:
        _check_pixels(content, whole)
        return kind
    if b"<svg" not in content[:4096]:
        raise FileError(
            Message(QT_TRANSLATE_NOOP("core", "not a picture; a PNG, JPEG or SVG file is expected"))
        )
    _Svg(whole).check(content)
    return "svg"


def _check_pixels(content: bytes, whole: bool) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    raise FileError(_too_many_pixels())
                if whole:
                    image.load()
        except Image.DecompressionBombError as error:
            raise FileError(_too_many_pixels()) from error
        except FileError:
            raise
        except Exception as error:
            # Pillow documents OSError; a damaged file raises whatever its reader comes to.
            raise FileError(_damaged()) from error


class _Svg:
    """Looks through an SVG. What it draws with may read other files and fetch what an address
    names; here nothing may be referred to but the picture's own parts."""

    def __init__(self, whole: bool) -> None:
        self._whole = whole
        self._open: list[int] = []
        # Of each element, by its number: the elements in it, and the names of others that it draws.
        self._parts: list[list[int]] = []
        self._uses: list[list[str]] = []
        self._costs: list[int] = []
        self._usual = 1
        self._by_id: dict[str, list[int]] = {}
        self._style: list[str] | None = None
        self._parser = parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take_text
        parser.EntityDeclHandler = self._refuse_entity
        parser.ProcessingInstructionHandler = self._refuse_instruction

    def check(self, content: bytes) -> None:
        """Raise `FileError` where the SVG `content` will not do."""
        if len(content) > _MOST_SVG:
            raise FileError(too_large(_MOST_SVG))
        try:
            self._parser.Parse(content, True)
        except FileError:
            raise
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise FileError(_damaged()) from error
        self._check_total()

    def _check_total(self) -> None:
        """What is drawn, also again and again by reference, has an end, and soon."""
        totals: dict[int, tuple[int, int]] = {}  # of each element: how many, and how deep
        path: set[int] = set()
        waiting = [0]
        while waiting:
            number = waiting[-1]
            named = [self._by_id.get(name, []) for name in self._uses[number]]
            needed = [*self._parts[number], *chain.from_iterable(named)]
            missing = [part for part in needed if part not in totals]
            if not missing:
                found = [totals[part] for part in needed]
                count = max(self._costs[number], self._usual) + sum(part[0] for part in found)
                depth = 1 + max((part[1] for part in found), default=0)
                if count > _MOST_PARTS or depth > _MOST_DEPTH:
                    raise FileError(_too_much())
                totals[number] = count, depth
                path.discard(number)
                waiting.pop()
            elif number in path or path.intersection(missing):
                raise FileError(_too_much())  # a part that is drawn within itself
            else:
                path.add(number)
                waiting += missing

    # -- what the parser meets --------------------------------------------------------------------

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        number = len(self._parts)
        self._parts.append([])
        self._uses.append([])
        self._costs.append(1)
        if self._open:
            self._parts[self._open[-1]].append(number)
        self._open.append(number)
        if len(self._open) > _MOST_DEPTH or number > _MOST_PARTS:
            raise FileError(_too_much())
        name = _local(tag)
        for key, value in attributes.items():
            if _local(key) == "id":
                self._by_id.setdefault(value, []).append(number)
            elif _local(key) in ("href", "src"):
                self._check_target(name, value.strip())
            else:
                self._check_style(value)
                if _COSTLY.search(f"{key} {value}" if _local(key) == "style" else key):
                    self._costs[number] = _COST
        if name == "style":
            self._style = []

    def _end(self, tag: str) -> None:
        if self._style is not None and _local(tag) == "style":
            text, self._style = "".join(self._style), None
            # A style sheet can name another one, and a backslash can hide any word of it.
            if "@import" in text.lower() or "\\" in text:
                raise FileError(_refers(text))
            self._check_style(text)
            if _COSTLY.search(text):
                self._usual = _COST
        self._open.pop()

    def _take_text(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)

    def _refuse_entity(self, name: str, *_: object) -> None:
        raise FileError(_refers(f"<!ENTITY {name}>"))

    def _refuse_instruction(self, target: str, data: str) -> None:
        raise FileError(_refers(f"<?{target} {data}?>"))

    def _check_target(self, tag: str, target: str) -> None:
        """`target` is what an element refers to as a whole."""
        if not target or tag == "a":  # a link is not followed
            return
        embedded = _EMBEDDED.fullmatch(target)
        if embedded is not None and tag == "image":
            try:
                _check_pixels(base64.b64decode(embedded["content"]), self._whole)
            except binascii.Error as error:
                raise FileError(_damaged()) from error
            return
        self._check_inside(target, target)

    def _check_style(self, text: str) -> None:
        """`text` may refer to the picture's own parts."""
        count = text.lower().count("url(")
        found = list(_URL.finditer(text)) if count else []
        if len(found) != count:
            raise FileError(_refers(text))
        for each in found:
            self._check_inside(each["target"].strip(), each[0])

    def _check_inside(self, target: str, written: str) -> None:
        if not _INSIDE.fullmatch(target):
            raise FileError(_refers(written))
        self._uses[self._open[-1]].append(target[1:])


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(":")[2].lower()


# -- what is wrong ---------------------------------------------------------------------------------


def _damaged() -> Message:
    return Message(QT_TRANSLATE_NOOP("core", "the picture is damaged and cannot be drawn"))


def _too_many_pixels() -> Message:
    return Message(
        QT_TRANSLATE_NOOP("core", "the picture has too many pixels; it may have {maximum} million"),
        {"maximum": MOST_PIXELS // 1_000_000},
    )


def _too_much() -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core", "the SVG has too many parts, too deeply nested ones, or some within themselves"
        )
    )


def _refers(text: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "the SVG refers to something outside of itself ({value}); it may refer to its own "
            "parts, and hold PNG and JPEG pictures as data",
        ),
        {"value": shown(text)},
    )
