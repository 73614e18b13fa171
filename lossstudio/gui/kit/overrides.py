"""What Qt calls in classes of the program: painting, events."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

Override = TypeVar("Override", bound=Callable[..., Any])


def survivable(override: Override) -> Override:
    """Let an error of `override` be told of also where Qt calls it within another one.

    PySide adds to the error's arguments then. Up to Python 3.11 an error of C code, as of an index
    that is out of range, has none until it is caught for the first time: the process would end.
    """

    @wraps(override)
    def caught_once(*args: Any, **named: Any) -> Any:
        try:
            return override(*args, **named)
        except Exception:
            raise

    return cast(Override, caught_once)
