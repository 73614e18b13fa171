"""Parameter descriptions: the one source of a widget, a check, a command-line name and a help line.

Numeric limits stand here (and where a `Parameter` is made) and nowhere else.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message, printable


@dataclass(frozen=True)
class Parameter:
    """A number that a person may set.

    `minimum` and `maximum` are what is accepted (inclusive); a slider covers `slider_range`, which
    is that range where none is given. `symbol` is the letter that formulas use for it.
    """

    name: str
    label: str
    default: float
    minimum: float
    maximum: float
    help: str
    symbol: str = ""
    unit: str = ""
    scale: Literal["linear", "log"] = "linear"
    integer: bool = False
    slider_range: tuple[float, float] | None = None

    def check(self, value: object, field: str | None = None) -> float:
        """`value` as a number in range.

        Raises `InputError`, naming `field` (by default the parameter's name), the value and what is
        allowed.
        """
        field = field or self.name
        number = isinstance(value, int | float) and not isinstance(value, bool)
        # Compared, not asked: math.isfinite overflows on a huge whole number.
        if not number or not -math.inf < value < math.inf:  # type: ignore[operator]
            raise self._error(field, value)
        assert isinstance(value, int | float)
        if self.integer and value != int(value):
            raise self._error(field, value)
        if not self.minimum <= value <= self.maximum:
            raise self._error(field, value)
        return int(value) if self.integer else float(value)

    def _error(self, field: str, value: object) -> InputError:
        return InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: must be {allowed}"),
            field=field,
            value=shown(value),
            allowed=self.allowed(),
        )

    def allowed(self) -> Message:
        """What is accepted, in words."""
        template = (
            QT_TRANSLATE_NOOP("core", "a whole number from {minimum} to {maximum}")
            if self.integer
            else QT_TRANSLATE_NOOP("core", "a number from {minimum} to {maximum}")
        )
        low, high = _limit(self.minimum), _limit(self.maximum)
        return Message(template, {"minimum": low, "maximum": high})


def _limit(value: float) -> str:
    """A limit as people write it: 1000000, 0.5, 1e-8."""
    if float(value).is_integer() and abs(value) < 1e16:
        return f"{value:.0f}"
    mantissa, e, exponent = f"{value:g}".partition("e")
    return f"{mantissa}e{int(exponent)}" if e else mantissa


def shown(value: object) -> str:
    """`value` as it stands in an error message: as in JSON, and not longer than a line."""
    if isinstance(value, str):
        text = f'"{value}"'
    elif value is None or isinstance(value, bool):
        text = {None: "null", True: "true", False: "false"}[value]
    elif isinstance(value, list | tuple | dict):
        text = json.dumps(value, ensure_ascii=False, default=str)
    else:
        text = str(value)
    text = printable(text)
    return text if len(text) <= 60 else text[:57] + "…"


def check_parameters(
    values: Mapping[str, object], parameters: Sequence[Parameter], owner: str, field: str = ""
) -> dict[str, float]:
    """The complete hyperparameters of `owner`: `values`, with defaults for what is missing.

    Raises `InputError` for a name that `owner` does not have and for a value out of range; `field`
    is the path that stands before the name in messages, such as ``runs.0.loss_parameters``.
    """
    known = {parameter.name: parameter for parameter in parameters}
    prefix = f"{field}." if field else ""
    for name, value in values.items():
        if name not in known:
            raise InputError(
                QT_TRANSLATE_NOOP(
                    "core", "{field} = {value}: {owner} has no such parameter; it has: {allowed}"
                ),
                field=prefix + shown(name).strip('"'),
                value=shown(value),
                owner=owner,
                allowed=", ".join(known) or "–",
            )
    return {
        name: parameter.check(values.get(name, parameter.default), prefix + name)
        for name, parameter in known.items()
    }


def check_name(name: object, allowed: Iterable[str], field: str) -> None:
    """Raise `InputError` naming `field` where `name` is not one of `allowed`.

    JSON's false is allowed where ``false`` is; that text is not.
    """
    allowed = list(allowed)
    is_false = name is False and "false" in allowed
    if not is_false and (name not in allowed or name == "false"):
        raise InputError(
            QT_TRANSLATE_NOOP("core", "{field} = {value}: must be one of {allowed}"),
            field=field,
            value=shown(name),
            allowed=", ".join(allowed),
        )
