"""The row of tools with which samples are edited in the fit."""

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QWidget

from lossstudio.core.datasets import Dataset
from lossstudio.gui.kit.colors import Mark
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.kit.window_combo import WindowCombo
from lossstudio.gui.views.plot.samples import class_name
from lossstudio.gui.views.view import tool_button

MOVE, DRAW, ERASE = "move", "draw", "erase"
TOOLS = (MOVE, DRAW, ERASE)
_GLYPHS = {
    MOVE: "mdi6.cursor-move",
    DRAW: "mdi6.draw",
    ERASE: "mdi6.eraser",
}


class EditStrip(QWidget):
    """Move and add, draw, erase; and the class that new samples get."""

    tool_changed = Signal(str)
    """A name of `TOOLS`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._classes: tuple[str, ...] = ()
        self.buttons = {tool: tool_button(glyph, True) for tool, glyph in _GLYPHS.items()}
        self.buttons[MOVE].setChecked(True)
        self._group = QButtonGroup(self)
        self.class_label = QLabel()
        self.class_choice = WindowCombo()
        self.class_choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.class_label.setBuddy(self.class_choice)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(2)
        for tool, button in self.buttons.items():
            self._group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _=False, tool=tool: self.tool_changed.emit(tool))
        row.addSpacing(8)
        row.addWidget(self.class_label)
        row.addWidget(self.class_choice)
        row.addStretch(1)
        self.hide()

    @property
    def tool(self) -> str:
        """The tool that is chosen."""
        return next(tool for tool in TOOLS if self.buttons[tool].isChecked())

    @property
    def class_index(self) -> int:
        """The class that new samples get."""
        return max(self.class_choice.currentIndex(), 0)

    def show_classes(self, dataset: Dataset) -> None:
        """Offer the classes of `dataset`; none where there is a number to predict."""
        names = tuple(class_name(dataset, index) for index in range(len(dataset.classes)))
        for part in (self.class_label, self.class_choice):
            part.setVisible(bool(names))
        chosen = self.class_index
        self._classes = names
        self.class_choice.clear()
        for index, name in enumerate(names):
            self.class_choice.addItem(self._symbol(self._theme.colors.class_mark(index)), name)
        self.class_choice.setCurrentIndex(min(chosen, len(names) - 1))

    def retranslate(self) -> None:
        """Set the texts."""
        for tool, name, tip in (
            (
                MOVE,
                translate("FitView", "Move and add"),
                translate(
                    "FitView",
                    "Drag a sample to move it; click an empty place to add one. Right-click: more.",
                ),
            ),
            (
                DRAW,
                translate("FitView", "Draw"),
                translate("FitView", "Hold the button and move: samples are sprinkled on the way."),
            ),
            (
                ERASE,
                translate("FitView", "Eraser"),
                translate("FitView", "Hold the button and move: samples on the way are removed."),
            ),
        ):
            self.buttons[tool].setToolTip(f"<p><b>{name}</b></p><p>{tip}</p>")
            self.buttons[tool].setAccessibleName(name)
            self.buttons[tool].setAccessibleDescription(tip)
        self.class_label.setText(translate("FitView", "New samples:"))
        self.class_choice.setToolTip(translate("FitView", "The class that new samples get"))
        self.class_choice.setAccessibleName(translate("FitView", "Class of new samples"))

    def _symbol(self, mark: Mark) -> QIcon:
        """What a class is drawn with, rimmed: a list marks its entry in a colour of its own."""
        side = self._theme.pixels(14)
        picture = QPixmap(round(side), round(side))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.colors.plot_background), self._theme.pixels(1.5)))
        painter.setBrush(QColor(mark.color))
        size, middle = self._theme.pixels(11), side / 2
        painter.drawPath(QTransform(size, 0, 0, size, middle, middle).map(Symbols[mark.symbol]))
        painter.end()
        return QIcon(picture)
