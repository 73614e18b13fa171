"""The button above a fit that chooses how its errors are shown."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from lossstudio.gui.kit.choice_menu import choice_menu
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.views.fit.residuals import LINES, MODES, OFF, SQUARES


class ResidualChoice(Retranslating, QToolButton):
    """Off, lines or squares; off or rings where errors are mistaken classes."""

    mode_changed = Signal(str)
    """Another one of `MODES` was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._mode = OFF
        self._has_rings = False
        self.actions_by_mode = choice_menu(self, MODES, self._chosen)
        self.menu().setToolTipsVisible(True)
        self.finish_setup()

    @property
    def mode(self) -> str:
        """One of `MODES`."""
        return self._mode

    @mode.setter
    def mode(self, mode: str) -> None:
        if mode not in MODES:
            raise ValueError(f"{mode}: not one of {', '.join(MODES)}")
        if mode != self._mode:
            self._mode = mode
            self.retranslate()
            self.mode_changed.emit(mode)

    def show_mode(self, mode: str) -> None:
        """Show `mode`, which nobody has chosen."""
        if mode != self._mode:
            self._mode = mode
            self.retranslate()

    def cycle(self) -> None:
        """Go on to the next entry, after the last to the first."""
        entries = [mode for mode in MODES if self.actions_by_mode[mode].isVisible()]
        shown = self._entry()
        self.mode = entries[(entries.index(shown) + 1) % len(entries)]

    def set_rings(self, has_rings: bool) -> None:
        """Offer rings instead of lines and squares, or the other way round."""
        if has_rings != self._has_rings:
            self._has_rings = has_rings
            self.retranslate()

    def _entry(self) -> str:
        """The mode whose entry is ticked: there is but one for rings."""
        return LINES if self._has_rings and self._mode != OFF else self._mode

    def _chosen(self, action: QAction) -> None:
        if action.data() != self._entry():
            self.mode = action.data()

    def retranslate(self) -> None:
        if self._has_rings:
            self.setText(translate("FitView", "Mistakes"))
            texts = {OFF: translate("FitView", "Off"), LINES: translate("FitView", "Rings")}
            tips = {
                LINES: translate("FitView", "A ring around each misclassified training sample.")
            }
            tip = translate("FitView", "Mark the misclassified training samples (E)")
        else:
            self.setText(translate("FitView", "Residuals"))
            texts = {
                OFF: translate("FitView", "Off"),
                LINES: translate("FitView", "Lines"),
                SQUARES: translate("FitView", "Squares"),
            }
            tips = {
                LINES: translate(
                    "FitView", "A line from each training sample to what the model says of it."
                ),
                SQUARES: translate(
                    "FitView",
                    "A square on each of these lines: the squared error adds up their areas. Twice "
                    "the residual is four times the area.",
                ),
            }
            tip = translate(
                "FitView", "Show each training sample's residual, or its square (E: the next)"
            )
        for mode, action in self.actions_by_mode.items():
            action.setVisible(mode in texts)
            action.setText(texts.get(mode, ""))
            action.setToolTip(tips.get(mode, ""))
        entry = self._entry()
        self.actions_by_mode[entry].setChecked(True)
        self.setToolTip(tip)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(texts[entry])
