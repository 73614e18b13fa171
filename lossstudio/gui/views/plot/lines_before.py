"""What a plot shows of the run before."""

from collections.abc import Sequence

from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.run_before import RunBefore
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.plot.pale_lines import PaleLine, PaleLines


class LinesBefore:
    """Pale lines of the run before, with a name that takes them away; with `takes_clicks` a click
    on a line does too. Before anybody has called `follow`, there are none."""

    def __init__(self, area: PlotArea, theme: Theme, *, takes_clicks: bool) -> None:
        self._area = area
        self._theme = theme
        self._before: RunBefore | None = None
        self.lines = PaleLines(area, theme, takes_clicks=takes_clicks)
        self._drawn: tuple[object, ...] = ()

    def follow(self, before: RunBefore) -> None:
        """Show what `before` keeps, and let a click remove it."""
        self._before = before
        self.lines.clicked.connect(before.remove)

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.lines.restyle()
        self._drawn = ()

    def _show(self, lines: Sequence[PaleLine]) -> None:
        self.lines.show_lines(lines, translate("RunBefore", "before"))
