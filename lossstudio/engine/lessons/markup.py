"""A lesson's Markdown: read by markdown-it, written as HTML that a text document can show."""

import re
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from functools import cache
from html import escape
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from lossstudio.core.file_system import is_file
from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message, printable
from lossstudio.engine.lessons.faults import Faults
from lossstudio.engine.lessons.fences import unknown_word
from lossstudio.engine.lessons.lesson import Text, TextFormula
from lossstudio.engine.lessons.own_files import FileError, own_bytes
from lossstudio.engine.lessons.pictures import check_picture

PICTURES = (".png", ".jpg", ".jpeg", ".svg")
"""How the name of a picture beside a lesson may end."""

MAX_FORMULA, MAX_DEPTH = 1000, 8
"""Characters of a formula, and brackets within each other."""
_BRACKETS = re.compile(r"\\(?:left|right|begin|end)(?![A-Za-z])|\\[{}\\]|[{}]")
_DEEPER = {"{": 1, r"\left": 1, r"\begin": 1, "}": -1, r"\right": -1, r"\end": -1}


@cache
def _reader(html: bool = False) -> MarkdownIt:
    """CommonMark with tables and formulas; raw HTML is plain text, unless `html`, to find it, and
    then what is written as \\$ is kept apart from a $ of the text."""
    reader = MarkdownIt("commonmark", {"html": html}).enable("table")
    if html:
        reader.disable("text_join")
    reader.use(dollarmath_plugin, allow_labels=False, double_inline=True)
    for name, rule in (
        ("math_inline", _inline_formula),
        ("math_inline_double", _display_formula),
        ("math_block", _display_formula),
        ("image", _image),
    ):
        reader.add_render_rule(name, rule)
    return reader


def tokens_of(source: str) -> list[Token]:
    """The tokens of a text, each with its lines."""
    return _reader().parse(source)


def render(tokens: Sequence[Token], line: int = 0) -> Text:
    """The text that `tokens` stand for; they are counted from `line` on, that of the first being 1.

    A formula becomes a picture whose address is its number.
    """
    reader = _reader()
    env: dict[str, Any] = {"formulas": [], "line": line}
    for token in tokens:
        for child in token.children or ():
            child.meta["line"] = (token.map or (0, 0))[0] + 1
        if token.map:
            token.meta["line"] = token.map[0] + 1
    html = reader.renderer.render(list(tokens), reader.options, env)
    return Text(html.strip(), printable(_spoken(tokens)), tuple(env["formulas"]))


def render_line(source: str, line: int) -> Text:
    """A text of one paragraph; `line` is that of the file."""
    tokens = [token for token in _reader().parseInline(source) if token.type == "inline"]
    return render(tokens, line - 1)


def check_markup(source: str, faults: Faults, line: int = 0) -> None:
    """Note raw HTML, pictures and links that are not allowed, fences of an unknown kind, and
    formulas that do not end or are too long. `line` stands before the first."""
    known = _pictures_in(faults.file.parent)
    for number, token in _all_tokens(_reader(html=True).parse(source)):
        place = line + number
        if token.type in ("html_inline", "html_block") and not token.content.startswith("</"):
            faults.add(place, _raw_html(token.content))
        elif token.type == "image":
            name = unquote(str(token.attrs.get("src")))
            if name not in known:
                faults.add(place, _no_picture(name, known))
                continue
            try:
                check_picture(own_bytes(faults.file.parent, name))
            except FileError as problem:
                faults.add(place, _broken_picture(name, problem.message))
        elif token.type == "link_open" and not _is_web(str(token.attrs.get("href"))):
            faults.add(place, _no_link(str(token.attrs.get("href"))))
        elif token.type == "fence" and (unknown := unknown_word(token.info)) is not None:
            faults.add(place, unknown)
        elif token.type.startswith("math") and not _can_be_drawn(token.content):
            faults.add(place, _too_long(token.content))
        elif token.type == "text" and "$" in token.content:
            faults.add(place, _no_end(token.content[token.content.index("$") :]))


def _all_tokens(tokens: Iterable[Token]) -> Iterable[tuple[int, Token]]:
    """Every token with its line, those within a line of text among them."""
    for token in tokens:
        number = (token.map or (0, 0))[0] + 1
        yield number, token
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                number += 1
            yield number, child


def _pictures_in(folder: Path) -> list[str]:
    """The names of what may be pictures; none where the folder cannot be read."""
    try:
        paths = sorted(folder.iterdir())
        return [p.name for p in paths if p.suffix.lower() in PICTURES and is_file(p)]
    except OSError:
        return []


def _can_be_drawn(latex: str) -> bool:
    """Not so long, and not nested so deeply, that drawing it takes seconds."""
    depths = accumulate(_DEEPER.get(found[0], 0) for found in _BRACKETS.finditer(latex))
    return len(latex.strip()) <= MAX_FORMULA and max(depths, default=0) <= MAX_DEPTH


def _is_web(address: str) -> bool:
    return address.startswith(("https://", "http://"))


def _spoken(tokens: Iterable[Token]) -> str:
    """The words of `tokens`."""
    parts: list[str] = []
    for token in tokens:
        if token.children is not None:
            parts.append(_spoken(token.children))
        elif token.type in ("softbreak", "hardbreak") or (token.nesting == -1 and token.block):
            parts.append(" ")
        elif token.content:
            parts.append(token.content)
    return "".join(parts)


# -- how tokens are written, in the form that markdown-it calls ------------------------------------


def _formula(token: Token, env: MutableMapping[str, Any], is_display: bool) -> str:
    formulas: list[TextFormula] = env["formulas"]
    latex = " ".join(token.content.split())
    line = env["line"] + token.meta.get("line", 1)
    formulas.append(TextFormula(latex, is_display, line))
    return f'<img src="tex:{len(formulas) - 1}">'


def _inline_formula(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    return _formula(tokens[index], env, is_display=False)


def _display_formula(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    picture = _formula(tokens[index], env, is_display=True)
    inside = tokens[index].type == "math_inline_double"
    return picture if inside else f'<p align="center">{picture}</p>\n'


def _image(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    # With a colon it would be taken for a formula's picture, or for an address.
    source = quote(unquote(str(tokens[index].attrs.get("src", ""))))
    return f'<img src="{escape(source)}">'


# -- what is wrong ---------------------------------------------------------------------------------


def _raw_html(content: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core", "{value}: raw HTML is not allowed; write Markdown, and < for the sign as \\<"
        ),
        {"value": shown(content.strip())},
    )


def _no_picture(source: str, known: Sequence[str]) -> Message:
    values: Mapping[str, object] = {"value": shown(source), "allowed": ", ".join(known) or "–"}
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "{value}: no such picture beside the lesson; pictures from elsewhere are not allowed; "
            "there are: {allowed}",
        ),
        dict(values),
    )


def _broken_picture(source: str, reason: Message) -> Message:
    values: dict[str, object] = {"value": shown(source), "reason": reason}
    return Message(QT_TRANSLATE_NOOP("core", "{value}: {reason}"), values)


def _no_end(text: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "{value}: a formula has no end; another $ ends it in the same paragraph, and the sign "
            "itself is written \\$",
        ),
        {"value": shown(text.strip())},
    )


def _too_long(latex: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "{value}: a formula has at most {maximum} characters, and at most {depth} brackets "
            "within each other",
        ),
        {"value": shown(latex.strip()), "maximum": MAX_FORMULA, "depth": MAX_DEPTH},
    )


def _no_link(address: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP("core", "{value}: a link has to begin with https:// or http://"),
        {"value": shown(address)},
    )
