"""The choice of what enters the model: inputs, or features made of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from lossstudio.core.datasets import Dataset
from lossstudio.core.features import Feature, read_features, usual_features
from lossstudio.core.symbols import input_symbols
from lossstudio.core.text import InputError
from lossstudio.gui.kit.i18n import core_text, translate
from lossstudio.gui.panels.menu_control import MenuControl, TickMenu

MOST_INPUTS = 12
"""Of more inputs the features would make a menu that is too long."""


class FeaturesControl(MenuControl):
    """A menu of what can be made of the inputs; ticked ones enter the model."""

    chosen = Signal(list)
    """The names of all features that a person wants; none for the inputs themselves."""

    def __init__(self) -> None:
        super().__init__("data.features", TickMenu)
        self._names: tuple[str, ...] = ()
        self._texts: tuple[str, ...] = ()
        self.finish_setup()

    def show_data(self, dataset: Dataset) -> None:
        """Offer what can be made of the inputs of `dataset`."""
        if dataset.input_names != self._names:
            self._names = dataset.input_names
            self.set_features(self._texts)

    def set_features(self, texts: Sequence[str]) -> None:
        """Show which features there are, without a signal."""
        self._texts = tuple(texts)
        self.setEnabled(0 < len(self._names) <= MOST_INPUTS)
        labels = map(self._label, self._read(self._texts))
        self.show_text(", ".join(labels) or translate("ControlPanel", "The inputs"))
        if self.menu.isVisible():
            self._show_ticks()

    def retranslate(self) -> None:
        super().retranslate()
        self.set_features(self._texts)

    def _read(self, texts: Sequence[str]) -> list[Feature]:
        """The features that `texts` name; none where they are of other inputs."""
        try:
            features = read_features(texts, self._names)
        except InputError:
            return []
        return [] if features is None else list(features.each)

    def _label(self, feature: Feature) -> str:
        return feature.label(input_symbols(len(self._names)))

    def _entry(self, feature: Feature) -> str:
        """A feature in the menu, where inputs are also called by their own names."""
        label = self._label(feature)
        name = label if feature.input is None else core_text(self._names[feature.input])
        return label if name == label else f"{label} ({name})"

    def _inputs(self) -> tuple[str, ...]:
        """The inputs themselves, by name."""
        return usual_features(len(self._names))[: len(self._names)]

    def _fill(self) -> None:
        """Make the menu for the inputs as they are."""
        self.menu.clear()
        usual = usual_features(len(self._names))
        offered = dict(zip(self._read(usual), usual, strict=True))
        for feature, text in zip(self._read(self._texts), self._texts, strict=False):
            offered.setdefault(feature, text)
        for feature, text in offered.items():
            action = self.menu.addAction(self._entry(feature))
            action.setData(text)
            action.setCheckable(True)
        self.menu.addSeparator()
        self.menu.addAction(translate("ControlPanel", "The inputs"))
        self._show_ticks()

    def _show_ticks(self) -> None:
        """Tick what enters the model; the last of it must stay."""
        ticked = self._read(self._texts or self._inputs())
        for action in self.menu.actions():
            if action.isCheckable():
                is_in_use = self._read([action.data()])[0] in ticked
                action.setChecked(is_in_use)
                action.setEnabled(not is_in_use or len(ticked) > 1)
            elif not action.isSeparator():
                action.setEnabled(bool(self._texts))

    def _choose(self, chosen: QAction) -> None:
        ticked = tuple(action.data() for action in self.menu.actions() if action.isChecked())
        wanted = () if chosen.data() is None or ticked == self._inputs() else ticked
        self.chosen.emit(list(wanted))
