"""Texts for people, marked for translation without Qt.

Layers below the window write English templates and mark them with `QT_TRANSLATE_NOOP`, under which
name Qt's `lupdate` finds them. The window translates the template and then fills it in; the command
line fills in the English one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

CONTEXT = "core"
"""The translation context of every text below the window."""


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
        return translate(self.template).format(**values)

    def __str__(self) -> str:
        return self.text()


class InputError(ValueError):
    """Bad input from a person: a file, a command line, a number typed. Carries a `Message`."""

    def __init__(self, template: str, **values: object) -> None:
        self.message = Message(template, values)
        super().__init__(str(self.message))
