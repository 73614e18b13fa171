"""What Qt calls in classes of the program: painting, events."""

from collections.abc import Callable
from functools import wraps
from typing import Any


def survivable(override: Callable[..., Any]) -> Callable[..., Any]:
    """Let an error of `override` be told of also where Qt calls it within another one.

    PySide adds to the error's arguments then. Up to Python 3.11 an error of C code, as of an index
    that is out of range, has none until it is caught for the first time: the process would end.
    """

    @wraps(override)
    def caught_once(*args: Any) -> Any:
        try:
            return override(*args)
        except Exception:
            raise

    return caught_once
