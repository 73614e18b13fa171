"""Spares a start the classes of Qt that nobody asks for.

PySide6 makes a class when it is first asked for, which takes about 0.15 ms. pyqtgraph copies the
names of three whole modules into modules of its own, ``pyqtgraph.Qt.QtCore`` and the like, and so
asks for all 720 of them, a tenth of what all imports of a start compute. Here its modules are made
before it is imported, and look each name up in PySide6 when it is needed. Where a later pyqtgraph
does this in another way, it works as it would without this.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtWidgets

_COPIED = (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets)


class _Mirror(ModuleType):
    """A module with the names of another one, each looked up when it is first asked for."""

    def __init__(self, name: str, original: ModuleType) -> None:
        super().__init__(name, original.__doc__)
        self._original = original

    def __getattr__(self, name: str) -> object:
        value = getattr(self._original, name)
        setattr(self, name, value)
        return value

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *dir(self._original)})


@contextmanager
def _no_names(modules: tuple[ModuleType, ...]) -> Iterator[None]:
    """Within it, ``dir()`` of these modules is empty: there is nothing to copy."""
    own = [vars(module).get("__dir__") for module in modules]  # PySide6 has one in each
    for module in modules:
        vars(module)["__dir__"] = list
    try:
        yield
    finally:
        for module, before in zip(modules, own, strict=True):
            if before is None:
                del vars(module)["__dir__"]
            else:
                vars(module)["__dir__"] = before


def import_pyqtgraph() -> None:
    """Import pyqtgraph, with modules that mirror Qt's, unless it is imported already."""
    if "pyqtgraph" in sys.modules:
        return
    for original in _COPIED:
        name = f"pyqtgraph.Qt.{original.__name__.rpartition('.')[2]}"
        sys.modules[name] = _Mirror(name, original)
    with _no_names(_COPIED):
        import pyqtgraph  # noqa: F401
