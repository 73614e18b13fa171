"""Registries found by looking: each module of a package that defines a name is an entry."""

import importlib
import pkgutil
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

WORDS: dict[str, dict[str, str]] = {}
"""What modules bring in other languages: by the language's code, English texts and their
translations. They come after those of the program's own catalogue."""


def discover(path: Iterable[str], package: str, attribute: str, kind: type[T]) -> dict[str, T]:
    """Every `attribute` of type `kind` in the modules of `package`, by its ``name``.

    Sorted by the module's ``ORDER`` (100 where it has none), then by name, so that what belongs
    together stands together and a dropped-in file comes last. A module may bring translations of
    its texts, docstrings and comments: ``WORDS = {"zh_CN": {"English": "…"}}``, which go to `WORDS`
    here. Raises `TypeError` for an attribute of another type and for a name used twice.
    """
    found: list[tuple[int, str, T]] = []
    for module_info in pkgutil.iter_modules(path):
        module = importlib.import_module(f"{package}.{module_info.name}")
        entry = getattr(module, attribute, None)
        if entry is None:
            continue
        if not isinstance(entry, kind):
            raise TypeError(f"{module.__name__}.{attribute} is not a {kind.__name__}")
        for language, words in getattr(module, "WORDS", {}).items():
            WORDS.setdefault(language, {}).update(words)
        found.append((getattr(module, "ORDER", 100), entry.name, entry))  # type: ignore[attr-defined]
    names = [name for _, name, _ in found]
    if len(set(names)) < len(names):
        raise TypeError(f"{package}: two modules define the same name: {sorted(names)}")
    return {name: entry for _, name, entry in sorted(found, key=lambda item: item[:2])}
