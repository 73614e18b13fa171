"""The button above a sweep that chooses what is drawn against the setting."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from lossstudio.gui.kit.choice_menu import choice_menu
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.views.sweep import words
from lossstudio.gui.views.sweep.content import LOSS, metrics_of


class QuantityChoice(Retranslating, QToolButton):
    """The mean loss or a metric: until a person chooses, the one that suits the runs."""

    chosen = Signal()
    """A person has chosen another one."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.current = LOSS
        """What is drawn, one of `metrics_of`."""
        self._choice: str | None = None
        self._offered = metrics_of(False)
        metrics = dict.fromkeys((*metrics_of(False), *metrics_of(True)))
        self.actions_by_metric = choice_menu(self, metrics, self._triggered)
        self.finish_setup()

    def offer(self, metrics: tuple[str, ...], usual: str) -> None:
        """Offer `metrics`, with `usual` until a person has chosen one of them."""
        current = self._choice if self._choice in metrics else usual
        if (current, metrics) != (self.current, self._offered):
            self.current, self._offered = current, metrics
            self.retranslate()

    def _triggered(self, action: QAction) -> None:
        self._choice = str(action.data())
        if self._choice != self.current:
            self.current = self._choice
            self.retranslate()
            self.chosen.emit()

    def retranslate(self) -> None:
        for metric, action in self.actions_by_metric.items():
            name = words.metric_name(metric)
            action.setText(name[:1].upper() + name[1:])
            action.setVisible(metric in self._offered)
        self.actions_by_metric[self.current].setChecked(True)
        self.setText(words.metric_name(self.current))
        self.setToolTip(
            translate("SweepView", "What is drawn against the setting, where each run ends")
        )
        self.setAccessibleName(translate("SweepView", "What is drawn"))
        self.setAccessibleDescription(self.text())
