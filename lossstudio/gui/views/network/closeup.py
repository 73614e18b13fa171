"""The node or line of a diagram that is looked at: its figures, and a node's picture enlarged."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from lossstudio.engine.measuring.unit_outputs import Probe
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.network import unit_words
from lossstudio.gui.views.network.card import UnitCard
from lossstudio.gui.views.network.changes import Outputs
from lossstudio.gui.views.network.diagram import Diagram
from lossstudio.gui.views.network.structure import Connection, Connections, Structure, Unit
from lossstudio.gui.views.plot.readout import Readout


class Numbers(NamedTuple):
    """The parameters and their gradient, and the rows of the mini-batch that this is of."""

    weights: tuple[Connections, ...]
    gradient: tuple[Connections, ...]
    rows: NDArray[np.intp] | None


class Closeup:
    """Shows over a view what its diagram says is looked at."""

    def __init__(self, view: QWidget, diagram: Diagram, theme: Theme) -> None:
        self._view = view
        self._diagram = diagram
        self._theme = theme
        self.card = UnitCard(view, theme)
        self.readout = Readout(diagram)

    def restyle(self) -> None:
        """Take the theme's colours and sizes."""
        self.card.restyle()
        self.readout.style_with(self._theme.colors)

    def hide(self) -> None:
        """Show nothing."""
        self.card.hide()
        self.readout.hide()

    def show(
        self,
        objective: Objective,
        structure: Structure,
        numbers: Numbers,
        outputs: Outputs,
        probe: Probe,
    ) -> None:
        """Show the figures of what is looked at."""
        active, layout = self._diagram.active, self._diagram.layout_
        self.card.setVisible(isinstance(active, Unit))
        self.readout.setVisible(isinstance(active, Connection))
        if layout is None:
            return
        weights, gradient, rows = numbers
        if isinstance(active, Connection):
            middle = layout.line(active).center().toPoint()
            text = unit_words.line_text(objective, structure, active, weights, gradient, rows)
            self.readout.show_at(middle + QPoint(4, 4), text)
        elif isinstance(active, Unit):
            over = self._diagram if self._diagram.is_enlarged else self._view
            listed, more = unit_words.incoming(
                objective, structure, active, weights, gradient, self.card.rows_in(over.height())
            )
            html = unit_words.unit_html(
                unit_words.unit_name(objective, structure, active),
                unit_words.unit_figures(structure, active, outputs, probe, objective.n_train),
                listed,
                more,
                rows is not None,
            )
            painter, place = self._diagram.painter_of(active), self._diagram.pos()
            if self._diagram.is_enlarged:
                room = QRect(place, self._diagram.size())
                self.card.show_enlarged(html, painter, active.row, room)
            else:
                node = layout.rect(active).toRect().translated(place)
                self.card.show_unit(html, painter, active.row, node)
