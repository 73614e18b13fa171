"""Texts for people, marked for translation without Qt.

Layers below the window write English templates and mark them with `QT_TRANSLATE_NOOP`, under which
name Qt's `lupdate` finds them. The window translates the template and then fills it in; the command
line fills in the English one.
"""

import re
import string
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

CONTEXT = "core"
"""The translation context of every text below the window."""


_WIDE_STOPS = ("。", "！", "？", "。）", "。”")
_EXPONENT = re.compile(r"e(?:\+|(-))0?(?=\d)")


class _Writer(string.Formatter):
    """Writes 1e-6 and 1e20, as the window's boxes do, where Python writes 1e-06 and 1e+20.

    What is rounded is to be read, not copied: it has the minus sign of the readouts.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        text: str = super().format_field(value, format_spec)
        if isinstance(value, float):
            text = _EXPONENT.sub(lambda found: "e" + (found[1] or ""), text)
            if format_spec and text.startswith("-"):
                text = "−" + text[1:]
        return text


_WRITER = _Writer()


def paragraph(sentences: Iterable[str]) -> str:
    """The sentences that are not empty, one after the other.

    A space parts them, but after a full-width stop, which brings its own.

    >>> paragraph(["One.", "", "Two."]), paragraph(["一。", "二。"])
    ('One. Two.', '一。二。')
    """
    text = ""
    for sentence in filter(None, sentences):
        text += sentence if not text or text.endswith(_WIDE_STOPS) else f" {sentence}"
    return text


_JOINERS = "\u200c\u200d"
"""Not to be seen, but parts of words in some scripts and of pictures of people."""


def can_be_shown(letter: str) -> bool:
    """Whether there is something to see of a sign, or it joins what is to be seen."""
    return letter.isprintable() or letter in _JOINERS


def printable(text: str) -> str:
    """`text` on one line, without control characters and the like, for names and messages."""
    if text.isprintable() and "  " not in text and text == text.strip():
        return text  # as nearly all are
    clean = "".join(
        c if c.isspace() or can_be_shown(c) else "\N{REPLACEMENT CHARACTER}" for c in text
    )
    return " ".join(clean.split())


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark `text` for translation in `context` and return it unchanged."""
    return text


@dataclass(frozen=True)
class Message:
    """A sentence with values: an English `template` with `{name}` fields, and their `values`.

    A value may itself be a `Message`; it is translated in its turn.
    """

    template: str
    values: dict[str, object] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = lambda template: template) -> str:
        """The sentence, its template passed through `translate` first."""
        values = {
            name: value.text(translate) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return _WRITER.vformat(translate(self.template), (), values)

    def __str__(self) -> str:
        return self.text()


def literal(name: str) -> Message:
    """A name as a value of a message, translated where it is known; its braces are no fields."""
    return Message(name.replace("{", "{{").replace("}", "}}"))


def listed(names: Sequence[Message]) -> Message:
    """All of `names` (at least one) in a row, as the language of the reader writes it.

    >>> str(listed([Message("MSE"), Message("MAE"), Message("Huber")]))
    'MSE, MAE, Huber'
    """
    first, *rest = names
    for name in rest:
        template = QT_TRANSLATE_NOOP("core", "{names}, {name}")
        first = Message(template, {"names": first, "name": name})
    return first


def under(title: Message, text: Message) -> Message:
    """`text`, with what it is about before it: Losses: MSE, MAE."""
    template = QT_TRANSLATE_NOOP("core", "{title}: {text}")
    return Message(template, {"title": title, "text": text})


class InputError(ValueError):
    """Bad input from a person: a file, a command line, a number typed. Carries a `Message`."""

    def __init__(self, template: str, **values: object) -> None:
        self.message = Message(template, values)
        super().__init__(str(self.message))
