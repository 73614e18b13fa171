"""The choice of parameters that no step changes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from lossstudio.core.models import Model
from lossstudio.core.text import InputError
from lossstudio.engine.scenarios.fields.fields import FIELDS
from lossstudio.engine.scenarios.fixed import choices_of, free_parameters
from lossstudio.gui.kit.i18n import Retranslating, core_text, translate
from lossstudio.gui.panels.withheld import Withholdable

_FIELD = FIELDS["runs.fixed"]


class FixedControl(Retranslating, Withholdable, QWidget):
    """A label, and a button with a menu of the model's parameters: ticked ones are held fixed."""

    field = "runs.fixed"
    chosen = Signal(list)
    """The names of all that are to be held fixed, once a person has chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._model: Model | None = None
        self._names: tuple[str, ...] = ()
        self.label = QLabel(self)
        self.button = QToolButton(self)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._menu = QMenu(self.button)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.triggered.connect(self._choose)
        self.button.setMenu(self._menu)
        self.label.setBuddy(self.button)
        self.setFocusProxy(self.button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.label, 35)
        layout.addWidget(self.button, 65)
        self.finish_setup()

    def show_model(self, model: Model) -> None:
        """Offer the parameters of `model`."""
        self._model = model

    def set_names(self, names: Sequence[str]) -> None:
        """Show what is held fixed, without a signal."""
        self._names = tuple(names)
        text = ", ".join(self._names) or translate("ControlPanel", "None")
        self.button.setText(text)
        self.button.setAccessibleName(f"{core_text(_FIELD.label)}: {text}")

    def retranslate(self) -> None:
        self.label.setText(core_text(_FIELD.label))
        for widget in (self, self.button):
            widget.setAccessibleDescription(core_text(_FIELD.help))
        tip = f"<p>{core_text(_FIELD.help)}</p>"
        self.label.setToolTip(tip)
        self.button.setToolTip(tip)
        self.set_names(self._names)

    def _fixed(self) -> NDArray[np.bool_]:
        """Which entries of theta are held fixed, (p,); none where the names do not fit."""
        assert self._model is not None
        try:
            free = free_parameters(self._model, self._names, "")
        except InputError:
            free = None
        return np.zeros(self._model.n_parameters, dtype=bool) if free is None else ~free

    def _fill(self) -> None:
        """Make the menu for the model as it is."""
        self._menu.clear()
        if self._model is None:
            return
        fixed = self._fixed()
        for name, text, places in choices_of(self._model):
            action = self._menu.addAction(text)
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(bool(fixed[places].all()))
            with_it = fixed.copy()
            with_it[places] = True
            action.setEnabled(action.isChecked() or not with_it.all())  # one must be free
        self._menu.addSeparator()
        none = self._menu.addAction(translate("ControlPanel", "None"))
        none.setEnabled(bool(fixed.any()))

    def _choose(self, chosen: QAction) -> None:
        ticked = [action.data() for action in self._menu.actions() if action.isChecked()]
        self.chosen.emit([] if chosen.data() is None else ticked)
