"""Reads a lesson's file: header, pages, and the blocks that mean something.

What is wrong is noted and left out, so that one look finds every fault of a file.
"""

from collections.abc import Sequence
from pathlib import Path

from markdown_it.token import Token

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.lessons.faults import Fault, Faults, LineError
from lossstudio.engine.lessons.fences import BLOCKS, PREDICT, SET, word_of
from lossstudio.engine.lessons.header import read_header, read_source
from lossstudio.engine.lessons.lesson import Block, Lesson, LessonHeader, Page
from lossstudio.engine.lessons.markup import check_markup, render, tokens_of
from lossstudio.engine.lessons.question import parse_question
from lossstudio.engine.lessons.setting import Setting, parse_setting
from lossstudio.engine.lessons.task import parse_task, texts_of_task


def read_lesson(file: Path) -> tuple[Lesson, list[Fault]]:
    """The lesson in a file, as far as it can be read, and what is wrong in it."""
    faults = Faults(file)
    source = read_source(file, faults)
    header = LessonHeader()
    pages: tuple[Page, ...] = ()
    if source is not None:
        header, skipped = read_header(source, faults)
        # The lines keep their numbers.
        body = "\n" * skipped + "\n".join(source.split("\n")[skipped:])
        check_markup(body, faults)
        pages = _read_pages(body, faults)
    lesson = Lesson(file.parent, file.stem, header, pages)
    return lesson, sorted(faults.found, key=lambda fault: fault.line)


def _read_pages(body: str, faults: Faults) -> tuple[Page, ...]:
    tokens = tokens_of(body)
    _find_misplaced(tokens, faults)
    starts = [
        place
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h1" and token.level == 0
    ]
    before = tokens[: starts[0]] if starts else tokens
    if before:
        faults.add(_line(before[0]), _text_before())
    elif not starts:
        faults.add(1, _no_page())
    lines = body.split("\n")
    ends = [*starts[1:], len(tokens)]
    return tuple(
        _read_page(tokens[start:end], lines, faults)
        for start, end in zip(starts, ends, strict=False)  # without a page, one end is left over
    )


def _read_page(tokens: Sequence[Token], lines: Sequence[str], faults: Faults) -> Page:
    """The page whose heading is the first three tokens."""
    line = _line(tokens[0])
    blocks: list[Block] = []
    text: list[Token] = []
    for token in tokens[3:]:
        word = _word(token)
        if token.level or word not in BLOCKS:
            text.append(token)
            continue
        if text:
            blocks.append(render(text))
            text = []
        if not _is_closed(token, lines):
            faults.add(_line(token), _not_closed())
        try:
            blocks.append(_read_block(word, token, faults))
        except LineError as error:
            faults.add(error.line, error.message)
            _find_more(word, token, error.line, faults)
    if text:
        blocks.append(render(text))
    if len(tokens) == 3:
        faults.add(line, Message(QT_TRANSLATE_NOOP("core", "this page is empty")))
    _check_first_setting(blocks, faults)
    title = render(tokens[1:2])
    return Page(title, line, tuple(blocks))


def _read_block(word: str, token: Token, faults: Faults) -> Block:
    """The block in a fence. Raises `LineError`."""
    said = token.info.strip()[len(word) :].strip()
    line = _line(token)
    if word == SET:
        check_markup(said, faults, line - 1)
        return parse_setting(said, token.content, line)
    # Its texts are Markdown of their own.
    if word == PREDICT:
        check_markup(token.content, faults, line)
        return parse_question(token.content, line)
    check_markup(said, faults, line - 1)
    for number, text in texts_of_task(token.content, line):
        check_markup(text, faults, number - 1)
    return parse_task(said, token.content, line)


def _find_more(word: str, token: Token, wrong: int, faults: Faults) -> None:
    """Note the faults of a block behind the one in line `wrong`: it is read without that line.

    Not of a question, whose lines belong together.
    """
    line, said = _line(token), token.info.strip()[len(word) :].strip()
    lines = token.content.splitlines()
    while word != PREDICT and line < wrong <= line + len(lines):
        lines[wrong - line - 1] = ""
        try:
            (parse_setting if word == SET else parse_task)(said, "\n".join(lines), line)
            return
        except LineError as error:
            wrong = error.line
            if wrong > line:  # what the rest then lacks as a whole is no fault of its own
                faults.add(wrong, error.message)


def _word(token: Token) -> str:
    """The first word behind a fence; "" for what is none."""
    return word_of(token.info) if token.type == "fence" else ""


def _find_misplaced(tokens: Sequence[Token], faults: Faults) -> None:
    """Note blocks in lists and quotations, where they would be text to read."""
    for token in tokens:
        if token.level and _word(token) in BLOCKS:
            faults.add(
                _line(token),
                Message(
                    QT_TRANSLATE_NOOP(
                        "core", "a {word} block has to begin at the left edge, outside of lists"
                    ),
                    {"word": _word(token)},
                ),
            )


def _is_closed(token: Token, lines: Sequence[str]) -> bool:
    assert token.map is not None
    first, end = token.map
    return end - first > 1 and lines[end - 1].strip().startswith(token.markup)


def _check_first_setting(blocks: Sequence[Block], faults: Faults) -> None:
    """A setting without a label comes first, and alone."""
    settings = [block for block in blocks if isinstance(block, Setting)]
    for setting in settings[1:]:
        if not setting.label:
            faults.add(setting.line, _late())


def _line(token: Token) -> int:
    return (token.map or (0, 0))[0] + 1


def _no_page() -> Message:
    return Message(
        QT_TRANSLATE_NOOP("core", "there is no page; a page begins with # and its title")
    )


def _text_before() -> Message:
    return Message(
        QT_TRANSLATE_NOOP("core", "text before the first page; a page begins with # and its title")
    )


def _not_closed() -> Message:
    return Message(QT_TRANSLATE_NOOP("core", "this block is not closed: a line with ``` ends it"))


def _late() -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "a set block without a label acts when the page is opened: it has to be the first "
            "one of its page, and the only one",
        )
    )
