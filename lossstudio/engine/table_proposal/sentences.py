"""Sentences about a table, put together."""

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message


def joined(one: Message, other: Message) -> Message:
    """Two sentences, one after the other."""
    return Message(QT_TRANSLATE_NOOP("core", "{one} {other}"), {"one": one, "other": other})
