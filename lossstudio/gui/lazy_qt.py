"""Spares a start what it does not need of Qt and pyqtgraph.

PySide6 makes a class when it is first asked for, which takes about 0.15 ms. pyqtgraph copies the
names of three whole modules into modules of its own, ``pyqtgraph.Qt.QtCore`` and the like, and so
asks for all 720 of them, a tenth of what all imports of a start compute. Here its modules are made
before it is imported, and look each name up in PySide6 when it is needed. Where a later pyqtgraph
does this in another way, it works as it would without this.

pyqtgraph imports all its widgets and items, and with them an editor of parameters and ways to other
processes. What is not used here is left out of that, and there for whoever imports it later. This
knows how 0.14 is made: with another one (pyproject.toml allows none), look at `_UNUSED` anew.

PySide6 also listens to every import that follows its own, and reads the source of each module to
learn whether it could want ``from __feature__ import snake_case``. Nothing here does.
"""

import builtins
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtWidgets

_COPIED = (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets)

_UNUSED = (
    "imageview",
    *(
        f"graphicsItems.{name}"
        for name in (
            *("BoxplotItem", "ColorBarItem", "CurvePoint", "DateAxisItem", "ErrorBarItem"),
            *("FillBetweenItem", "GradientEditorItem", "GradientLegend", "GraphicsLayout"),
            *("GraphItem", "GridItem", "HistogramLUTItem", "IsocurveItem", "PColorMeshItem"),
            *("ROI", "ScaleBar", "TargetItem", "VTickGroup"),
        )
    ),
    *(
        f"widgets.{name}"
        for name in (
            *("BusyCursor", "CheckTable", "ColorButton", "ColorMapMenu", "ColorMapWidget"),
            *("ComboBox", "DataFilterWidget", "DataTreeWidget", "DiffTreeWidget"),
            *("FeedbackButton", "GradientWidget", "GraphicsLayoutWidget", "GroupBox"),
            *("HistogramLUTWidget", "JoystickButton", "LayoutWidget", "PathButton"),
            *("ProgressDialog", "RawImageWidget", "RemoteGraphicsView", "ScatterPlotWidget"),
            *("SpinBox", "TableWidget", "TreeWidget", "ValueLabel", "VerticalLabel"),
        )
    ),
)
"""Modules of pyqtgraph that it imports for its namespace, and nothing here needs."""


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


class _Nothing(ModuleType):
    """Stands for a module while another one copies its names: there are none, or they are None."""

    __all__: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


@contextmanager
def _left_out(names: Iterable[str]) -> Iterator[None]:
    """Within it, imports of these modules give nothing and take no time."""
    missing = {name: _Nothing(name) for name in names if name not in sys.modules}
    sys.modules.update(missing)
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


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


def import_without_features() -> None:
    """Let imports be again as they were before PySide6 began to listen to them."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def import_pyqtgraph() -> None:
    """Import pyqtgraph, with modules that mirror Qt's, unless it is imported already."""
    if "pyqtgraph" in sys.modules:
        return
    for original in _COPIED:
        name = f"pyqtgraph.Qt.{original.__name__.rpartition('.')[2]}"
        sys.modules[name] = _Mirror(name, original)
    with _no_names(_COPIED), _left_out(f"pyqtgraph.{name}" for name in _UNUSED):
        import pyqtgraph  # noqa: F401
