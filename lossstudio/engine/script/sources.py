"""The text of this program's own functions, so that what a script shows is what runs here."""

import ast
import inspect
import io
import re
import tokenize
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from textwrap import dedent
from types import FunctionType, ModuleType
from typing import Any

from lossstudio.engine.script.tidy import whole_strings


@dataclass(frozen=True)
class Source:
    """A function's text, taken apart. Annotations are gone; comments are kept.

    `body` are the lines between the docstring and the closing ``return``, without indentation;
    `returned` the expressions that are returned, one for each element where it is a tuple, and none
    where the function does not end with a return.
    """

    name: str
    parameters: tuple[str, ...]
    docstring: str
    body: tuple[str, ...]
    returned: tuple[str, ...]
    text: str


@lru_cache(maxsize=256)
def read(function: Callable[..., Any]) -> Source:
    """The text of `function`. Raises `OSError` where it is not to be found."""
    return parse(inspect.getsource(function))


@lru_cache(maxsize=64)
def parse(text: str) -> Source:
    """The one function in `text`. Raises `ValueError` where that is something else."""
    text = _without_local_annotations(dedent(text).rstrip() + "\n")
    (node,) = ast.parse(text).body
    if not isinstance(node, ast.FunctionDef):
        raise ValueError("not a function")
    lines = text.splitlines()
    docstring = ast.get_docstring(node) or ""
    statements = node.body[1:] if docstring else node.body
    last = statements[-1]
    value = last.value if isinstance(last, ast.Return) else None
    values = value.elts if isinstance(value, ast.Tuple) else [value] if value else []
    # From the line after the docstring: a comment may stand before the first statement.
    first = node.body[0].end_lineno or 0 if docstring else statements[0].lineno - 1
    body = dedent("\n".join(lines[first : last.lineno - 1])).splitlines()
    _without_annotations(node.args)
    head = f"def {node.name}({ast.unparse(node.args)}):"
    return Source(
        node.name,
        tuple(argument.arg for argument in node.args.args),
        docstring,
        tuple(body),
        tuple(_segment(text, each) for each in values),
        "\n".join([head, *lines[node.body[0].lineno - 1 :]]),
    )


def renamed(text: str, names: Mapping[str, str]) -> str:
    """`text` with the variables called as `names` says; attributes and keywords stay."""
    if not names:
        return text
    tokens = list(_tokens(text))
    lines = text.splitlines(keepends=True)
    for before, token, after in reversed(
        list(zip([None, *tokens], tokens, [*tokens[1:], None], strict=False))
    ):
        if token.type != tokenize.NAME or token.string not in names:
            continue
        if before is not None and before.string == ".":
            continue
        is_keyword = after is not None and after.string == "=" and before is not None
        if is_keyword and before is not None and before.string in "(,":
            continue
        row, (start, stop) = token.start[0] - 1, (token.start[1], token.end[1])
        lines[row] = lines[row][:start] + names[token.string] + lines[row][stop:]
    return "".join(lines)


def in_words(text: str, words: Mapping[str, str]) -> str:
    """`text` with its comments and its docstring in the words that `words` has for them.

    What begins with a comma there is the end of docstrings that begin with a formula.
    """
    if not words:
        return text
    lines = text.splitlines()
    for token in _tokens(text):
        comment = token.string.removeprefix("#").strip()
        if token.type == tokenize.COMMENT and comment in words:
            row, column = token.start[0] - 1, token.start[1]
            lines[row] = f"{lines[row][:column]}# {words[comment]}"
    if text.startswith("def "):
        node = ast.parse(text).body[0]
        docstring = ast.get_docstring(node) or ""  # type: ignore[arg-type]
        for english, other in words.items():
            if docstring == english or (english[:2] == ", " and docstring.endswith(english)):
                quoted = node.body[0]  # type: ignore[attr-defined]
                said = docstring.removesuffix(english) + other
                lines[quoted.lineno - 1 : quoted.end_lineno] = [f'    """{said}"""']
                break
    return "\n".join(lines)


class Gathered:
    """Functions and constants with all that they call, in the order that a script needs them in."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        """The definitions by name; what another one uses stands before it."""
        self.imports: set[str] = set()
        """The import lines that the definitions need, besides NumPy's."""

    def add(self, function: Callable[..., Any], rename: Mapping[str, str] | None = None) -> str:
        """Take up `function` with what it uses; returns the name it has in the script."""
        source = read(function)
        text = renamed(self._resolved(function, source.text), rename or {})
        return self.add_text(source.name, text)

    def add_text(self, name: str, text: str) -> str:
        """Take up the function `name` of this text, under another name where that is taken."""
        unique, number = name, 2
        while self.texts.get(unique, "").replace(f"def {unique}(", f"def {name}(") not in (
            "",
            text,
        ):
            unique, number = f"{name}_{number}", number + 1
        self.texts[unique] = text.replace(f"def {name}(", f"def {unique}(", 1)
        return unique

    def use(self, function: Callable[..., Any], text: str) -> str:
        """Take up what `text`, a part of `function`, uses; returns it as it stands in a script."""
        return self._resolved(function, text)

    def _resolved(self, function: Callable[..., Any], text: str) -> str:
        """`text` without the names of this program's modules; what it uses is taken up."""
        assert isinstance(function, FunctionType)
        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in function.__globals__:
                self._take(function, node.id)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                module = function.__globals__.get(node.value.id)
                if _is_ours(module):
                    self._take_value(module, node.attr)
                    text = re.sub(rf"\b{node.value.id}\.{node.attr}\b", node.attr, text)
        return text

    def _take(self, function: FunctionType, name: str) -> None:
        value = function.__globals__[name]
        if isinstance(value, ModuleType):
            if not _is_ours(value) and value.__name__ != "numpy":
                self.imports.add(f"import {value.__name__}")
        elif callable(value):
            if name != function.__name__ and isinstance(value, FunctionType):
                self.add(value)
            elif isinstance(value, type) and value.__module__.startswith("lossstudio."):
                self.texts[name] = _bare(value)
        else:
            self._take_value(inspect.getmodule(function), name)

    def _take_value(self, module: ModuleType | None, name: str) -> None:
        assert module is not None
        value = getattr(module, name)
        if isinstance(value, FunctionType):
            self.add(value)
            return
        text = inspect.getsource(module)
        for node in ast.parse(text).body:
            if isinstance(node, ast.Assign) and _names(node) == [name]:
                self.texts[name] = ast.get_source_segment(text, node) or ""


def _bare(value: type) -> str:
    """The text of a class without docstrings, annotations and lines of comments."""
    text = dedent(inspect.getsource(value))
    lines: list[str | None] = list(text.splitlines())
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            _without_annotations(node.args)
            indent = " " * node.col_offset
            first = node.body[0].lineno - 1
            lines[node.lineno - 1 : first] = [None] * (first - node.lineno + 1)
            lines[node.lineno - 1] = f"{indent}def {node.name}({ast.unparse(node.args)}):"
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node):
            start, stop = node.body[0].lineno - 1, node.body[0].end_lineno or 0
            lines[start:stop] = [None] * (stop - start)
    kept = [line for line in lines if line is not None and not line.lstrip().startswith("#")]
    return "\n".join(kept).replace(":\n\n", ":\n", 1)


def _without_annotations(arguments: ast.arguments) -> None:
    several = (each for each in (arguments.vararg, arguments.kwarg) if each is not None)
    for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *several):
        each.annotation = None


def _is_ours(value: object) -> bool:
    return isinstance(value, ModuleType) and value.__name__.startswith("lossstudio.")


def _names(node: ast.Assign) -> list[str]:
    return [target.id for target in node.targets if isinstance(target, ast.Name)]


def _segment(text: str, node: ast.AST) -> str:
    segment = ast.get_source_segment(text, node) or ""
    return " ".join(line.strip() for line in segment.splitlines())


def _without_local_annotations(text: str) -> str:
    """``z: Array = …`` becomes ``z = …``."""
    lines = text.splitlines(keepends=True)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            line = lines[node.lineno - 1].encode()
            start, stop = node.target.end_col_offset or 0, node.value.col_offset
            lines[node.lineno - 1] = (line[:start] + b" = " + line[stop:]).decode()
    return "".join(lines)


def _tokens(text: str) -> Iterator[tokenize.TokenInfo]:
    return whole_strings(tokenize.generate_tokens(io.StringIO(text).readline))
