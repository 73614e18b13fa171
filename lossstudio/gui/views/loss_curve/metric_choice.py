"""The button above the loss curves of several runs: a common metric, or each run's own loss."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from lossstudio.engine.measuring.metric_history import CLASSIFICATION, REGRESSION, YARDSTICK
from lossstudio.gui.kit.choice_menu import choice_menu
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.training.snapshot import Scene
from lossstudio.gui.views.loss_curve.shown import OWN
from lossstudio.gui.views.loss_curve.words import are_other_losses

METRICS = (*REGRESSION, *CLASSIFICATION, OWN)


def metric_label(metric: str) -> str:
    """What a metric is called."""
    return {
        "rmse": "RMSE",
        "mae": "MAE",
        "accuracy": translate("LossCurveView", "accuracy"),
        "log_loss": translate("LossCurveView", "log loss"),
        OWN: translate("LossCurveView", "own loss"),
    }[metric]


class MetricChoice(Retranslating, QToolButton):
    """Until a person chooses, it is the usual yardstick where the runs' losses differ, and
    their own loss where it is the same. With one run there is nothing to choose."""

    chosen = Signal()
    """A person has chosen another one."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.hide()
        self.current = OWN
        """What is shown, one of `METRICS`."""
        self.choice: str | None = None
        """What a person has chosen."""
        self._offered: tuple[str, ...] = (OWN,)
        self.actions_by_metric = choice_menu(self, METRICS, self._triggered)
        self.menu().setToolTipsVisible(True)
        self.finish_setup()

    def show_scene(self, scene: Scene) -> None:
        """Offer what the runs of `scene` have in common."""
        common = CLASSIFICATION if scene.dataset.classes else REGRESSION
        is_one = len(scene.objectives) == 1
        offered = (OWN,) if is_one else (*common, OWN)
        if self.choice in offered and not is_one:
            metric = str(self.choice)
        else:
            metric = YARDSTICK[common] if are_other_losses(scene) else OWN
        if (metric, offered) != (self.current, self._offered):
            self.current, self._offered = metric, offered
            self.setVisible(not is_one)
            self.retranslate()

    def _triggered(self, action: QAction) -> None:
        self.choice = action.data()
        if self.choice != self.current:
            self.current = str(self.choice)
            self.retranslate()
            self.chosen.emit()

    def retranslate(self) -> None:
        tips = {
            "rmse": translate(
                "LossCurveView",
                "Root mean squared error, in the target's own unit: one yardstick for every run, "
                "whatever loss it lowers.",
            ),
            "mae": translate(
                "LossCurveView",
                "Mean absolute error, in the target's own unit: one yardstick for every run, "
                "whatever loss it lowers.",
            ),
            "accuracy": translate(
                "LossCurveView",
                "The share of samples whose most probable class is the true one: one yardstick for "
                "every run, whatever loss it lowers.",
            ),
            "log_loss": translate(
                "LossCurveView",
                "The mean of −log P(true class): one yardstick for every run, whatever loss it "
                "lowers.",
            ),
            OWN: translate(
                "LossCurveView",
                "What each run lowers. Different losses are in different units: their heights "
                "cannot be compared.",
            ),
        }
        for metric, action in self.actions_by_metric.items():
            label = metric_label(metric)
            action.setText(label[:1].upper() + label[1:])
            action.setToolTip(f"<p>{tips[metric]}</p>")
            action.setVisible(metric in self._offered)
        self.actions_by_metric[self.current].setChecked(True)
        self.setText(metric_label(self.current))
        self.setToolTip(
            translate("LossCurveView", "What the curves show: a common metric, or each own loss")
        )
        self.setAccessibleName(translate("LossCurveView", "What the curves show"))
        self.setAccessibleDescription(metric_label(self.current))
