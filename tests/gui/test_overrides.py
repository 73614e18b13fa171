"""Every method that Qt calls lets an error be told of, wherever Qt calls it."""

import importlib
from pathlib import Path
from types import FunctionType

import lossstudio.gui
from lossstudio.gui.kit.overrides import survivable

ROOT = Path(lossstudio.gui.__file__).parent
GUARDED = survivable(lambda: None).__code__


def modules():
    """All modules of the window."""
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parents[1]).with_suffix("").parts
        yield importlib.import_module(".".join(parts).removesuffix(".__init__"))


def overrides():
    """The methods of the window's classes that have the name of one of Qt's: (place, function)."""
    for module in modules():
        for kind in vars(module).values():
            if not isinstance(kind, type) or kind.__module__ != module.__name__:
                continue
            qt = [base for base in kind.__mro__ if base.__module__.startswith("PySide6")]
            for name, method in vars(kind).items():
                if not isinstance(method, FunctionType) or name.startswith("__"):
                    continue
                if any(name in vars(base) for base in qt):
                    yield f"{module.__name__}.{kind.__name__}.{name}", method


def test_every_method_that_qt_calls_is_guarded():
    found = dict(overrides())
    assert len(found) > 150
    assert [place for place, method in found.items() if method.__code__ is not GUARDED] == []
