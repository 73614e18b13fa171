"""Makes what the window's panels show, by their entries. Loads no Qt before it is asked to."""

import importlib
from typing import TYPE_CHECKING, Any, NamedTuple

from lossstudio.engine.panels import PanelEntry, in_menu_order

if TYPE_CHECKING:
    from lossstudio.gui.comparing import Comparing
    from lossstudio.gui.i18n import Language
    from lossstudio.gui.scenario_state import ScenarioState
    from lossstudio.gui.settings import Settings
    from lossstudio.gui.theme import Theme


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


def make_contents(parts: Parts) -> dict[str, Any]:
    """What every panel shows, by the panels' names."""
    return {
        entry.name: content_class(entry)(*(getattr(parts, need) for need in entry.needs))
        for entry in in_menu_order()
    }
