"""The views that figures can be made of, by the names that files and commands use. Loads no Qt."""

from typing import TYPE_CHECKING

from lossstudio.engine.window.panels import entry_of, figure_panels
from lossstudio.gui.shell.contents import content_class

if TYPE_CHECKING:
    from lossstudio.gui.views.view import View


def panel_class(name: str) -> "type[View]":
    """The view called `name`. Raises `KeyError` where no figures are made of it."""
    if name not in figure_panels():
        raise KeyError(name)
    view: type[View] = content_class(entry_of(name))
    return view
