"""Views that nobody sees: made for a figure, in its own size and colours, beside those shown."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QGraphicsItem,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)

from lossstudio.gui.figures import composing
from lossstudio.gui.figures.panels import panel_class
from lossstudio.gui.kit.formula import FormulaLabel
from lossstudio.gui.kit.scaled_style import figures
from lossstudio.gui.kit.theme import Mode, Theme
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.plot.area import PlotArea
from lossstudio.gui.views.view import View

_QUIET = 4
"""Turns of the event loop in a row in which nothing was busy: timers of 0 ms have then come."""
_PATIENCE = 8
"""Milliseconds between two looks at what is busy."""

_NAMES_SHARE = 0.5
"""Of a picture's height, what names in a legend may take: on paper no tooltip has the others."""


class Offscreen(QObject):
    """The views called `names` in a figure of `size`, at `scale` times as many pixels."""

    settled = Signal()
    """After `wait`: the views have drawn everything."""

    def __init__(
        self, names: Sequence[str], size: QSize, mode: Mode = "light", scale: int = 1
    ) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication), "views need a QApplication"
        super().__init__(app)
        self.theme = Theme(app, mode, is_applied=False)
        # Lines of a plot keep their width in a scaled painter; in a scaled theme they grow.
        self.theme.set_scale(float(scale))
        self.size = size * scale
        self.names = tuple(names)
        self._cells = composing.grid(len(self.names), self.size, self.theme)
        self._host = QWidget()
        self._host.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._host.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._host.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        figures.add(self._host)
        self._host.setPalette(self.theme.colors.palette())
        self._host.setFont(self.theme.font())
        self._host.resize(self.size)
        # It is painted for the figure alone: that takes seconds where it is large.
        self._host.setUpdatesEnabled(False)
        self.views: list[View] = []
        for name, cell in zip(self.names, self._cells, strict=True):
            view = panel_class(name)(self.theme)
            view.setParent(self._host)
            view.setGeometry(cell.place)
            _give_up_buttons(view)
            if view.top_row is not None:
                view.top_row.share = _NAMES_SHARE
            self.views.append(view)
        self._host.show()
        self._quiet = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show `snapshot` in every view; it is all there once `is_settled`."""
        self._quiet = 0
        for view in self.views:
            view.show_snapshot(snapshot)

    def take_choices(self, shown: Mapping[str, View]) -> None:
        """Take over what a person has chosen in the views that are shown, by name.

        After the first snapshot: only then do the views know what there is to choose from.
        """
        self._quiet = 0
        for name, view in zip(self.names, self.views, strict=True):
            if name in shown:
                view.take_turns(shown[name].turns)
                _take_choices(view, shown[name])

    def is_settled(self) -> bool:
        """Nothing is being computed any more; ask once in every turn of the event loop."""
        busy = any(view.is_busy for view in self.views) or not all(
            label.is_rendered for label in self._host.findChildren(FormulaLabel)
        )
        self._quiet = 0 if busy else self._quiet + 1
        return self._quiet >= _QUIET

    def wait(self) -> None:
        """Emit `settled` as soon as everything has been drawn."""
        self._quiet = 0
        self._timer.start(0)

    def image(self) -> QImage:
        """The figure as pixels."""
        with self._painted_once():
            return composing.image(self.views, self._cells, self.size, self.theme)

    def svg(self) -> bytes:
        """The figure as SVG. Afterwards these views are of no more use for pixels."""
        with self._painted_once() as items:
            for item in items:
                if hasattr(item, "setExportMode"):
                    item.setExportMode(True, {"antialias": True, "resolutionScale": 1.0})
            return composing.svg(self.views, self._cells, self.size, self.theme)

    def data(self) -> dict[str, Any]:
        """The numbers of the figure, see `figure_columns`."""
        return figure_columns(dict(zip(self.names, self.views, strict=True)))

    def close(self) -> None:
        """Take the views away."""
        self._timer.stop()
        self._host.close()
        figures.discard(self._host)
        self._host.deleteLater()
        self.theme.deleteLater()
        self.deleteLater()

    @contextmanager
    def _painted_once(self) -> Iterator[list[QGraphicsItem]]:
        """Let the views be painted, all that plots consist of by itself: from a cached picture,
        which is as large as the plot, nothing is painted a second time, and no vectors come."""
        areas = self._host.findChildren(PlotArea)
        items = [item for area in areas for item in area.scene().items()]
        for item in items:
            item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self._host.setUpdatesEnabled(True)
        try:
            yield items
        finally:
            self._host.setUpdatesEnabled(False)

    def _look(self) -> None:
        if self.is_settled():
            self._timer.stop()
            self.settled.emit()
        else:
            self._timer.setInterval(0 if self._quiet else _PATIENCE)


def figure_columns(views: Mapping[str, View]) -> dict[str, Any]:
    """The columns of all `views`; of several, each with the view's name before its own."""
    if len(views) == 1:
        (view,) = views.values()
        return dict(view.figure_data())
    return {
        f"{name} {column}": values
        for name, view in views.items()
        for column, values in view.figure_data().items()
    }


def _give_up_buttons(view: View) -> None:
    """Give the room of the buttons that a figure does not show to the legend beside them."""
    parts = view.figure_parts
    for button in view.findChildren(QToolButton):
        is_shown = any(part is button or part.isAncestorOf(button) for part in parts)
        if not is_shown and button.group() is None:  # one of a group may be shown later
            button.setFixedSize(0, 0)


def _take_choices(view: View, shown: View) -> None:
    view.take_choices(shown)
    for kind in (QAbstractButton, QComboBox, QSlider, QSpinBox, QDoubleSpinBox):
        own, others = view.findChildren(kind), shown.findChildren(kind)
        if len(own) == len(others):
            for widget, other in zip(own, others, strict=True):
                _take_value(widget, other)
    for area, other in zip(view.findChildren(PlotArea), shown.findChildren(PlotArea), strict=False):
        if any(other.is_free):
            for index, value in enumerate(other.shown_range()):
                if other.is_free[index]:
                    area.is_free[index] = True
                    area.box.setRange(**{"xRange" if index == 0 else "yRange": value}, padding=0)
            area.moved_by_hand.emit()
    view.redraw()


def _take_value(widget: QWidget, other: QWidget) -> None:
    if isinstance(widget, QAbstractButton):
        assert isinstance(other, QAbstractButton)
        if widget.isCheckable() and widget.isChecked() != other.isChecked():
            widget.setChecked(other.isChecked())
    elif isinstance(widget, QComboBox):
        assert isinstance(other, QComboBox)
        if other.currentIndex() < widget.count():
            widget.setCurrentIndex(other.currentIndex())
    elif widget.value() != other.value():  # type: ignore[attr-defined]
        widget.setValue(other.value())  # type: ignore[attr-defined]
