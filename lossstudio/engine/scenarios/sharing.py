"""A scenario as a short text that survives a chat, and back."""

import json
import re
from typing import Any

import msgspec

from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError
from lossstudio.engine.scenarios.fields.fields import fields_of
from lossstudio.engine.scenarios.scenario import Scenario, to_dict
from lossstudio.engine.scenarios.scenario_file import parse_scenario

MAX_CHARACTERS = 2_000_000
"""A longer text is no scenario that somebody pasted."""

_ATTEMPTS = 50
"""So many opening braces are tried: a text full of them must not take long."""

_TYPOGRAPHY = str.maketrans("“”„«»\u00a0", '""""" ', "\u200b\ufeff")
"""What chats and word processors make of quotation marks and spaces."""


def to_text(scenario: Scenario) -> str:
    """`scenario` as JSON in one line, without defaults."""
    usual, usual_run = to_dict(Scenario()), to_dict(Scenario())["runs"][0]
    raw = to_dict(scenario)
    short = _unusual(raw, usual, "")
    short["data"] = _unusual(raw["data"], usual["data"], "data")
    short["runs"] = [_unusual(run, usual_run, "runs") for run in raw["runs"]]
    return msgspec.json.encode(short).decode()


def holds_scenario(text: str) -> bool:
    """Whether `text` looks as if a scenario stood in it."""
    return '"format"' in text[:MAX_CHARACTERS].translate(_TYPOGRAPHY)


def from_text(text: str) -> Scenario:
    """The scenario in `text`, whatever stands around it: greetings, code fences, quotation signs.

    Raises `InputError` in one sentence.
    """
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core", "the text is too long; a pasted scenario has at most {maximum} characters"
            ),
            maximum=MAX_CHARACTERS,
        )
    unquoted = re.sub(r"^[ \t]*>+ ?", "", text, flags=re.MULTILINE)
    # As it stands first: a title may have quotation marks of its own.
    for candidate in (text, unquoted, unquoted.translate(_TYPOGRAPHY)):
        found = _first_object(candidate)
        if found is not None:
            return parse_scenario(found)
    return parse_scenario(text)


def _unusual(raw: dict[str, Any], usual: dict[str, Any], part: str) -> dict[str, Any]:
    shared = {field.name for field in fields_of(part) if field.is_shared}
    return {name: value for name, value in raw.items() if name in shared or value != usual[name]}


def _first_object(text: str) -> str | None:
    """The first JSON object in `text` that has a format; None where there is none.

    An object that begins within another one is not looked at: that keeps the work short.
    """
    decoder, start = json.JSONDecoder(), text.find("{")
    for _ in range(_ATTEMPTS):
        if start < 0:
            break
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = start + 1
        else:
            if isinstance(value, dict) and "format" in value:
                return text[start:end]
        start = text.find("{", end)
    return None
