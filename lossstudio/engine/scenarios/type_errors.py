"""What of a scenario has a wrong type, in our words: the field, its value, what is allowed.

msgspec, which makes the scenario, says so too, but its words and its paths differ by version: here
the fields' types are asked of it, and the fault is looked for.
"""

from collections.abc import Iterator
from functools import reduce
from typing import Any, NamedTuple

from msgspec import inspect

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.files.json_faults import fault_of_list
from lossstudio.engine.scenarios.fields.field import PARTS, Field
from lossstudio.engine.scenarios.fields.fields import field_at
from lossstudio.engine.scenarios.scenario import Scenario

_LISTS = (inspect.VarTupleType, inspect.TupleType, inspect.ListType)
_OBJECTS = (inspect.StructType, inspect.DictType)

_WORDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (inspect.IntType, QT_TRANSLATE_NOOP("core", "a whole number")),
    (inspect.FloatType, QT_TRANSLATE_NOOP("core", "a number")),
    (inspect.StrType, QT_TRANSLATE_NOOP("core", "text")),
    (inspect.BoolType, QT_TRANSLATE_NOOP("core", "true or false")),
    (inspect.NoneType, QT_TRANSLATE_NOOP("core", "null")),
    (_LISTS, QT_TRANSLATE_NOOP("core", "a list")),
    (_OBJECTS, QT_TRANSLATE_NOOP("core", "an object")),
)


class _Fault(NamedTuple):
    """The first value that does not fit, where it stands, and the types that would."""

    names: tuple[str, ...]
    value: object
    kinds: tuple[inspect.Type, ...] = ()
    known: tuple[str, ...] = ()
    """The fields that there are, where the last of `names` is none of them."""


def one_line(text: str) -> str:
    """A field's name as it stands in a message: whatever it is, one line and not a long one."""
    return shown(text)[1:-1] if len(text) < 50 else shown(text[:50])[1:-1] + "…"


def type_error(raw: dict[str, Any]) -> InputError:
    """What is wrong with `raw`, of JSON's own types, of which no scenario can be made."""
    # Where nothing is found, a later msgspec refuses what none did when this was written.
    fault = next(_faults(inspect.type_info(Scenario), raw, ()), _Fault((), raw))
    field = ".".join(map(one_line, fault.names)) or "scenario"
    if fault.known:
        return InputError(
            QT_TRANSLATE_NOOP("core", "{field}: no such field; the fields are: {allowed}"),
            field=field,
            allowed=", ".join(fault.known),
        )
    values = {"field": field, "value": shown(fault.value), "allowed": _allowed(fault)}
    if (reason := _broken_list(fault)) is not None:
        return InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{field} = {value}: must be {allowed}; this text is no valid JSON ({reason})",
            ),
            **values,
            reason=reason,
        )
    return InputError(QT_TRANSLATE_NOOP("core", "{field} = {value}: must be {allowed}"), **values)


def _broken_list(fault: _Fault) -> Message | None:
    """What is wrong with a list or an object that was typed: it arrives as text."""
    holds_others = any(isinstance(kind, (*_LISTS, *_OBJECTS)) for kind in fault.kinds)
    return fault_of_list(fault.value) if holds_others and isinstance(fault.value, str) else None


def _faults(kind: inspect.Type, value: Any, names: tuple[str, ...]) -> Iterator[_Fault]:
    """The values in `value`, in their order, that are not of their types."""
    kinds = _kinds(kind)
    fitting = next((kind for kind in kinds if _fits(kind, value)), None)
    if fitting is None:
        yield _Fault(names, value, kinds)
    elif isinstance(fitting, inspect.StructType):
        types = {field.encode_name: field.type for field in fitting.fields}
        for name, item in value.items():
            if name in types:
                yield from _faults(types[name], item, (*names, name))
            else:
                yield _Fault((*names, name), item, known=tuple(types))
    elif isinstance(fitting, inspect.DictType):
        for name, item in value.items():
            yield from _faults(fitting.value_type, item, (*names, name))
    elif isinstance(fitting, inspect.VarTupleType):
        for i, item in enumerate(value):
            yield from _faults(fitting.item_type, item, (*names, str(i)))


def _fits(kind: inspect.Type, value: object) -> bool:
    """Whether `value` is of this type, whatever stands in it."""
    if isinstance(kind, inspect.NoneType):
        return value is None
    if isinstance(kind, inspect.BoolType):
        return isinstance(value, bool)
    if isinstance(kind, inspect.StrType):
        return isinstance(value, str)
    if isinstance(kind, inspect.IntType):
        return isinstance(value, int) and not isinstance(value, bool)
    if isinstance(kind, inspect.FloatType):
        return _is_number(value)
    return isinstance(value, list | tuple if isinstance(kind, _LISTS) else dict)


def _is_number(value: object) -> bool:
    """A number that a float can hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        float(value)
    except OverflowError:
        return False
    return True


def allowed_in(field: Field) -> Message:
    """What may stand in a field, in words."""
    kinds = _kinds(
        next(
            found.type
            for found in inspect.type_info(PARTS[field.part]).fields  # type: ignore[attr-defined]
            if found.name == field.name
        )
    )
    if field.choices is not None:
        names = Message("{names}", {"names": ", ".join(field.choices)})
        return _or_null(names, kinds)
    if field.parameter is not None and field.items is None:
        return _or_null(field.parameter.allowed(), kinds)
    return _in_words(kinds)


def _allowed(fault: _Fault) -> Message:
    field = field_at(".".join(fault.names))
    if field is not None:
        if field.choices is not None and len(fault.kinds) > 2:
            return allowed_in(field)
        is_item = field.name != fault.names[-1]
        parameter = field.items if is_item else None if field.items else field.parameter
        if parameter is not None:
            return _or_null(parameter.allowed(), fault.kinds)
    is_whole = isinstance(fault.value, int) and not isinstance(fault.value, bool)
    if is_whole and any(isinstance(kind, inspect.FloatType) for kind in fault.kinds):
        return Message(QT_TRANSLATE_NOOP("core", "a number that is not so large"))
    return _in_words(fault.kinds)


def _in_words(kinds: tuple[inspect.Type, ...]) -> Message:
    words = [Message(word) for kind in kinds for of, word in _WORDS if isinstance(kind, of)]
    return reduce(_either, words) if words else Message(QT_TRANSLATE_NOOP("core", "an object"))


def _either(first: Message, second: Message) -> Message:
    return Message(
        QT_TRANSLATE_NOOP("core", "{first} or {second}"), {"first": first, "second": second}
    )


def _or_null(allowed: Message, kinds: tuple[inspect.Type, ...]) -> Message:
    if not any(isinstance(kind, inspect.NoneType) for kind in kinds):
        return allowed
    return Message(QT_TRANSLATE_NOOP("core", "null or {number}"), {"number": allowed})


def _kinds(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    return kind.types if isinstance(kind, inspect.UnionType) else (kind,)
