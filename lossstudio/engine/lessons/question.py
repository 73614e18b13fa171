"""Reads a ``predict`` block: a question, its answers, and what follows once one was chosen."""

import re

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.lessons.faults import LineError
from lossstudio.engine.lessons.lesson import Answer, Question, Text
from lossstudio.engine.lessons.markup import render, render_line, tokens_of

_ANSWER = re.compile(r"[-*]\s+\((?P<mark>[ xX])\)\s*(?P<rest>.*)")
_LOOKS_LIKE_ONE = re.compile(r"[-*]\s*[(\[]")
MOST = 9
"""Answers: one key each."""


def parse_question(content: str, line: int) -> Question:
    """The question in a block: `line` is its first line's number. Raises `LineError`."""
    lines = content.splitlines()
    at = [place for place, text in enumerate(lines) if _LOOKS_LIKE_ONE.match(text)]
    if not at:
        raise LineError(line, _too_few())
    answers: list[Answer] = []
    end = at[0]
    for place in at:
        if place > end and any(text.strip() for text in lines[end:place]):
            raise LineError(line + 1 + end, _between())
        end = place + 1
        while end < len(lines) and lines[end].startswith("  ") and lines[end].strip():
            end += 1  # the answer goes on in the next line
        text = " ".join(part.strip() for part in lines[place:end])
        answers.append(_answer(text, line + 1 + place))
    question = "\n".join(lines[: at[0]])
    if not question.strip():
        raise LineError(line, Message(QT_TRANSLATE_NOOP("core", "the question itself is missing")))
    if not 2 <= len(answers) <= MOST:
        raise LineError(line, _too_few())
    if not any(answer.is_right for answer in answers):
        raise LineError(line, _none_is_right())
    after = "\n".join(lines[end:])
    return Question(
        _text(question, line),
        tuple(answers),
        _text(after, line + end) if after.strip() else None,
    )


def _text(source: str, line: int) -> Text:
    return render(tokens_of(source), line)


def _answer(text: str, line: int) -> Answer:
    match = _ANSWER.fullmatch(text)
    said, arrow, reply = match["rest"].partition("=>") if match else ("", "", "")
    if match is None or not said.strip() or not arrow or not reply.strip():
        raise LineError(
            line,
            Message(
                QT_TRANSLATE_NOOP(
                    "core",
                    "{value}: an answer is written - ( ) TEXT => REPLY, and - (x) for a right one",
                ),
                {"value": shown(text)},
            ),
        )
    is_right = match["mark"] in "xX"
    return Answer(render_line(said.strip(), line), is_right, render_line(reply.strip(), line))


def _too_few() -> Message:
    return Message(
        QT_TRANSLATE_NOOP("core", "a question has 2 to {maximum} answers, each a line - ( ) …"),
        {"maximum": MOST},
    )


def _between() -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "core",
            "text between the answers; what belongs to an answer stands in its line, or in the "
            "next one behind two spaces",
        )
    )


def _none_is_right() -> Message:
    return Message(
        QT_TRANSLATE_NOOP("core", "no answer is right; at least one has to be marked - (x)")
    )
