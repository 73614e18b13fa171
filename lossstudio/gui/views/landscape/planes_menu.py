"""The choice of the plane through the parameters: a button with a menu, and two lists of names."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStyleOptionToolButton,
    QToolButton,
    QWidget,
)

from lossstudio.core.datasets import Dataset
from lossstudio.core.models import Model
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.window_combo import WindowCombo
from lossstudio.gui.views.landscape.work import Choice, Kind
from lossstudio.gui.views.parameter_names import feature_names, parameter_name

FEW_PARAMETERS = 4
"""A linear model with more than these is seen along its path."""


def usual_choice(model: Model) -> Choice:
    """The plane that is shown as long as nobody has chosen one."""
    if model.n_parameters == 1:
        return Choice(Kind.LINE)
    if model.n_parameters == 2 or (model.is_linear and model.n_parameters <= FEW_PARAMETERS):
        return Choice(Kind.PARAMETERS)
    return Choice(Kind.PRINCIPAL)


def is_choice(choice: Choice, model: Model) -> bool:
    """Whether `model` has the plane that is chosen; with one parameter there is but its line."""
    p = model.n_parameters
    if choice.kind is Kind.LINE or p == 1:
        return choice.kind is Kind.LINE and p == 1
    two = {choice.first, choice.second}
    return choice.kind is not Kind.PARAMETERS or (len(two) == 2 and all(0 <= i < p for i in two))


class PlaneButton(Retranslating, QToolButton):
    """The button above the landscape, and its menu."""

    kind_chosen = Signal(object)
    """A `Kind` was chosen."""
    others_asked = Signal()
    """Other random directions are to be drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        group = QActionGroup(self)
        self.actions_by_kind: dict[Kind, QAction] = {}
        for kind in (Kind.PARAMETERS, Kind.PRINCIPAL, Kind.RANDOM):
            action = group.addAction(menu.addAction(""))
            action.setCheckable(True)
            action.setData(kind)
            self.actions_by_kind[kind] = action
        group.triggered.connect(lambda action: self.kind_chosen.emit(Kind(action.data())))
        menu.addSeparator()
        self.others_action = menu.addAction("")
        self.others_action.triggered.connect(self.others_asked)
        self.setMenu(menu)
        self.finish_setup()

    @survivable
    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        # Qt's arrow would lie on the text, whose dots say the same.
        super().initStyleOption(option)
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu

    def show_choice(self, choice: Choice, n_parameters: int) -> None:
        """Tick what is chosen; with two parameters there is only one plane."""
        for kind, action in self.actions_by_kind.items():
            action.setChecked(kind is choice.kind)
        self.others_action.setEnabled(choice.kind is Kind.RANDOM)
        self.setVisible(n_parameters > 2)

    def retranslate(self) -> None:
        self.setText(translate("LandscapeView", "plane…"))
        self.setAccessibleName(translate("LandscapeView", "Plane through the parameters"))
        self.setToolTip(
            translate(
                "LandscapeView",
                "Which plane through all parameters is shown. A picture has two directions; what "
                "the plane leaves out cannot be seen in it.",
            )
        )
        texts = {
            Kind.PARAMETERS: (
                translate("LandscapeView", "Two parameters"),
                translate("LandscapeView", "Two of them vary; the others are held."),
            ),
            Kind.PRINCIPAL: (
                translate("LandscapeView", "Principal directions of the path"),
                translate(
                    "LandscapeView",
                    "The plane in which most of the way so far lies (principal component analysis "
                    "of the path).",
                ),
            ),
            Kind.RANDOM: (
                translate("LandscapeView", "Random directions (filter-normalised)"),
                translate(
                    "LandscapeView",
                    "Two random directions; the part of each that belongs to a unit is as long as "
                    "that unit's weights (Li et al., 2018), so that scales are comparable.",
                ),
            ),
        }
        for kind, (text, tip) in texts.items():
            self.actions_by_kind[kind].setText(text)
            self.actions_by_kind[kind].setToolTip(tip)
        self.others_action.setText(translate("LandscapeView", "Draw other directions"))


class ParameterPair(Retranslating, QWidget):
    """Two lists of parameters: for the axis to the right and for the axis upwards."""

    pair_chosen = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 0, 0)
        layout.setSpacing(4)
        self.boxes = (WindowCombo(), WindowCombo())
        self._signs = (QLabel("→"), QLabel("↑"))
        for sign, box in zip(self._signs, self.boxes, strict=True):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(7)
            layout.addWidget(sign)
            layout.addWidget(box, 1)
            sign.setBuddy(box)
            box.activated.connect(self._chosen)
        layout.addStretch(1)
        self.finish_setup()

    def retranslate(self) -> None:
        self._shown = None
        names = (
            translate("LandscapeView", "Parameter to the right"),
            translate("LandscapeView", "Parameter upwards"),
        )
        for name, box in zip(names, self.boxes, strict=True):
            box.setAccessibleName(name)
            box.setToolTip(name)

    def show_pair(self, model: Model, dataset: Dataset, choice: Choice) -> None:
        """List the parameters of `model` and tick the chosen ones."""
        state = (model.layout, dataset.classes, feature_names(model, dataset, in_short=True))
        if state != self._shown:
            self._shown = state
            names = [parameter_name(model, dataset, i) for i in range(model.n_parameters)]
            for box in self.boxes:
                with QSignalBlocker(box):
                    box.clear()
                    box.addItems(names)
        for box, index in zip(self.boxes, (choice.first, choice.second), strict=True):
            box.setCurrentIndex(index)

    def _chosen(self) -> None:
        first, second = (box.currentIndex() for box in self.boxes)
        if first == second:  # the other one makes room
            moved = self.boxes[1] if self.sender() is self.boxes[0] else self.boxes[0]
            moved.setCurrentIndex(first - 1 if first else 1)
            first, second = (box.currentIndex() for box in self.boxes)
        self.pair_chosen.emit(first, second)
