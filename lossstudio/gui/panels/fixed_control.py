"""The choice of parameters that no step changes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from lossstudio.core.models import Model
from lossstudio.core.text import InputError
from lossstudio.engine.scenarios.fixed import choices_of, free_parameters
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.panels.menu_control import MenuControl


class FixedControl(MenuControl):
    """A menu of the model's parameters: ticked ones are held fixed."""

    chosen = Signal(list)
    """The names of all that are to be held fixed, once a person has chosen."""

    def __init__(self) -> None:
        super().__init__("runs.fixed")
        self._model: Model | None = None
        self._names: tuple[str, ...] = ()
        self.finish_setup()

    def show_model(self, model: Model) -> None:
        """Offer the parameters of `model`."""
        self._model = model

    def set_names(self, names: Sequence[str]) -> None:
        """Show what is held fixed, without a signal."""
        self._names = tuple(names)
        self.show_text(", ".join(self._names) or translate("ControlPanel", "None"))

    def retranslate(self) -> None:
        super().retranslate()
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
        self.menu.clear()
        if self._model is None:
            return
        fixed = self._fixed()
        for name, text, places in choices_of(self._model):
            action = self.menu.addAction(text)
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(bool(fixed[places].all()))
            with_it = fixed.copy()
            with_it[places] = True
            action.setEnabled(action.isChecked() or not with_it.all())  # one must be free
        self.menu.addSeparator()
        none = self.menu.addAction(translate("ControlPanel", "None"))
        none.setEnabled(bool(fixed.any()))

    def _choose(self, chosen: QAction) -> None:
        ticked = [action.data() for action in self.menu.actions() if action.isChecked()]
        self.chosen.emit([] if chosen.data() is None else ticked)
