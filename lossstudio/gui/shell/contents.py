"""Makes what the window's panels show, by their entries. Loads no Qt before it is asked to."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from lossstudio.engine.window.panels import PanelEntry, entry_of, in_menu_order

if TYPE_CHECKING:
    from lossstudio.gui.kit.i18n import Language
    from lossstudio.gui.kit.theme import Theme
    from lossstudio.gui.state.comparing import Comparing
    from lossstudio.gui.state.scenario_state import ScenarioState
    from lossstudio.gui.state.settings import Settings


class Parts(NamedTuple):
    """What contents are made with: an entry names what its own needs."""

    theme: "Theme"
    language: "Language"
    settings: "Settings"
    state: "ScenarioState"
    comparing: "Comparing"


def content_class(entry: PanelEntry) -> Any:
    """The class of what a panel shows."""
    module, _, kind = entry.view.rpartition(".")
    return getattr(importlib.import_module(f"lossstudio.gui.{module}"), kind)


class Contents(Mapping[str, Any]):
    """What every panel shows, by the panels' names: loaded and made when it is first asked for."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._names = [entry.name for entry in in_menu_order()]
        self._made: dict[str, Any] = {}
        self.on_made: Callable[[str, Any], None] = lambda name, content: None
        """Is told of each when it is made."""

    @property
    def made(self) -> dict[str, Any]:
        """What is there already, in the panels' order."""
        return {name: self._made[name] for name in self._names if name in self._made}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            entry = entry_of(name)
            parts = (getattr(self._parts, need) for need in entry.needs)
            self._made[name] = content_class(entry)(*parts)
            self.on_made(name, self._made[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
