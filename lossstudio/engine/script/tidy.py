"""Lines that are not too long, as the usual formatters make them."""

import io
import tokenize
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lossstudio.engine.script.texts import INDENT, WIDTH, indented


def tidy(lines: Iterable[str]) -> list[str]:
    """`lines` of code, the long ones broken: comments between words, calls after commas."""
    return [short for line in lines for short in _broken(line)]


def function(head: str, docstring: str, lines: Iterable[str]) -> str:
    """The text of a function, its long lines broken; `head` is its name and parameters."""
    return "\n".join([f"def {head}:", *tidy(indented([f'"""{docstring}"""', *lines]))])


def width(text: str) -> int:
    """How many columns `text` takes: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` columns, broken between words or Chinese characters."""
    lines, current = [], ""
    for word in _words(text):
        if current and width(current + word.rstrip()) > room:
            lines.append(current.rstrip())
            current = ""
        current += word
    return [*lines, current.rstrip()]


def _words(text: str) -> Iterator[str]:
    """The pieces between which a line may be broken; punctuation stays with what it follows."""
    word = ""
    for character in text:
        is_wide = unicodedata.east_asian_width(character) in "WF"
        opens = unicodedata.category(character) == "Lo" if is_wide else False
        if word and (word[-1] == " " or opens):
            yield word
            word = ""
        word += character
    if word:
        yield word


def _broken(line: str) -> Iterator[str]:
    if width(line) <= WIDTH or '"""' in line:
        yield line
        return
    indent = line[: len(line) - len(line.lstrip())]
    if line.lstrip().startswith("#"):
        for part in wrapped(line.lstrip("# "), WIDTH - len(indent) - 2):
            yield f"{indent}# {part}"
        return
    tokens = _tokens(line.strip())
    comment = next((t for t in tokens if t.type == tokenize.COMMENT), None)
    if comment is not None:
        yield from _broken(indent + comment.string)
        yield from _broken(indent + line.strip()[: comment.start[1]].rstrip())
        return
    yield from _broken_call(indent, line.strip(), tokens)


def _broken_call(indent: str, code: str, tokens: list[tokenize.TokenInfo]) -> Iterator[str]:
    """The arguments of the last bracket that closes the line, each in a line of its own."""
    opened: list[int] = []
    commas: dict[int, list[int]] = {}
    first = last = -1
    for token in tokens:
        if token.string in ("(", "[", "{"):
            opened.append(token.start[1])
            commas[token.start[1]] = []
        elif token.string in (")", "]", "}"):
            begin = opened.pop()
            if not opened:
                first, last = begin, token.start[1]
        elif token.string == "," and opened:
            commas[opened[-1]].append(token.start[1])
    if first < 0 or not code[first + 1 : last].strip():
        yield indent + code
        return
    yield indent + code[: first + 1]
    places = [first, *commas[first], last]
    for start, stop in pairwise(places):
        argument = code[start + 1 : stop].strip()
        if argument:
            comma = "," if commas[first] or code[first] == "[" else ""
            yield from _broken(indent + INDENT + argument + comma)
    yield indent + code[last:]


def whole_strings(tokens: Iterable[tokenize.TokenInfo]) -> Iterator[tokenize.TokenInfo]:
    """`tokens` with each f-string as one, as it is before Python 3.12, which takes it apart.

    The text of such a token is only how the string begins.
    """
    opened: list[tokenize.TokenInfo] = []
    for token in tokens:
        kind = tokenize.tok_name[token.type]
        if kind == "FSTRING_START":
            opened.append(token)
        elif kind == "FSTRING_END":
            start = opened.pop()
            if not opened:
                yield start._replace(type=tokenize.STRING, end=token.end)
        elif not opened:
            yield token


def _tokens(code: str) -> list[tokenize.TokenInfo]:
    """The tokens of a line that may end in an open block."""
    try:
        return list(whole_strings(tokenize.generate_tokens(io.StringIO(code).readline)))
    except (tokenize.TokenError, IndentationError):
        return []
