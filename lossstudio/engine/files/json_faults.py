"""Why a text is not valid JSON, by the place of the fault: decoders word it differently."""

import json
import math
from typing import Any

import msgspec

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message

NO_JSON = (msgspec.DecodeError, UnicodeError, RecursionError)
"""What a decoder raises: RecursionError where brackets are nested too deeply."""


class _NoNumberError(Exception):
    """A number that JSON does not have, or that is too large; carries how it is written."""


def json_fault(text: str) -> Message:
    """What is wrong with `text`, which is not valid JSON: line and column (from 1), or what."""
    try:
        value = json.loads(text, parse_constant=_refuse, parse_float=_float, parse_int=_whole)
    except json.JSONDecodeError as error:
        return Message(
            QT_TRANSLATE_NOOP("core", "line {line}, column {column}"),
            {"line": error.lineno, "column": error.colno},
        )
    except RecursionError:
        return Message(QT_TRANSLATE_NOOP("core", "brackets are nested too deeply"))
    except _NoNumberError as error:
        return Message(
            QT_TRANSLATE_NOOP("core", "{value} is not a finite number"), {"value": shown(error)}
        )
    if _has_half_character(value):
        return Message(QT_TRANSLATE_NOOP("core", "a text contains half of a character"))
    return Message(QT_TRANSLATE_NOOP("core", "it cannot be read"))


def fault_of_list(text: str) -> Message | None:
    """What is wrong with `text` where it begins as a list or an object of JSON but is none."""
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        msgspec.json.decode(text)
    except NO_JSON:
        return json_fault(text)
    return None


def _refuse(written: str) -> Any:
    raise _NoNumberError(written)


def _float(written: str) -> float:
    value = float(written)
    return value if math.isfinite(value) else _refuse(written)


def _whole(written: str) -> int:
    _float(written)
    return int(written)  # at most 309 digits


def _has_half_character(value: object) -> bool:
    """Whether a text in it has one half of a pair that stands for a character beyond the 65,536."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False
