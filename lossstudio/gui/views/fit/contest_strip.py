"""You against gradient descent, in a strip above the fit: what you reached, what it reached."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.text import paragraph
from lossstudio.engine.costs.cost_facts import CostFacts
from lossstudio.engine.diagnosis import Status
from lossstudio.engine.training.objective import Objective
from lossstudio.gui.kit.accent_button import AccentButton
from lossstudio.gui.kit.i18n import Retranslating, core_text, translate
from lossstudio.gui.kit.numbers import count, four_digits
from lossstudio.gui.training.contest import Contest, Turn
from lossstudio.gui.training.derived import Derived
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.views.fit.handles import Array
from lossstudio.gui.views.view import tool_button

_ALIKE = 1e-3
"""Costs that differ by a smaller share of the larger one are called alike."""


class Least(NamedTuple):
    """The lowest cost of an objective; None where it is not known."""

    cost: float | None


class ContestStrip(Retranslating, QWidget):
    """Hidden until there is a contest."""

    turned = Signal()
    """It is somebody else's turn."""

    def __init__(self) -> None:
        super().__init__()
        self._contest: Contest | None = None
        self._snapshot: Snapshot | None = None
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.train: AccentButton | None = None
        self.close_button = tool_button("mdi6.close")
        self.close_button.clicked.connect(self._end)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 2, 0, 2)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.least: Derived[tuple[object, ...], Least] = Derived(self)
        self.least.came.connect(self._write)
        self.hide()
        self.finish_setup()

    def attach(self, contest: Contest) -> None:
        """Show `contest` from now on."""
        self._contest = contest
        self.train = AccentButton(contest.train)
        self._row.insertWidget(1, self.train)
        contest.changed.connect(self._turn_changed)
        self._turn_changed()

    @property
    def contest(self) -> Contest | None:
        """The contest, where there is one."""
        return self._contest if self._contest is not None and self._contest.is_on else None

    def theta_of_person(self, objective: Objective) -> Array | None:
        """The parameters (p,) that the person left, while the optimiser has its turn."""
        contest = self.contest
        if contest is None or contest.turn is not Turn.OPTIMIZER:
            return None
        return contest.theta_of_person(objective)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Write what both have reached."""
        self._snapshot = snapshot
        if self.contest is not None:
            self._write()

    def retranslate(self) -> None:
        self.close_button.setToolTip(translate("FitView", "End this contest (Escape)"))
        self.close_button.setAccessibleName(self.close_button.toolTip())
        self._write()

    def restyle(self) -> None:
        self.text.setMinimumHeight(2 * self.text.fontMetrics().lineSpacing())

    def _end(self) -> None:
        if self._contest is not None:
            self._contest.end()

    def _turn_changed(self) -> None:
        contest = self.contest
        if self.train is not None:
            self.train.setVisible(contest is not None and contest.turn is Turn.PERSON)
        self._write()
        self.setVisible(contest is not None)
        self.turned.emit()

    def _write(self) -> None:
        contest, snapshot = self.contest, self._snapshot
        if contest is None or snapshot is None:
            return
        self._ask_least(snapshot)
        text = paragraph(list(self._sentences(contest, snapshot)))
        if text != self.text.text():
            self.text.setText(text)

    # -- the lowest cost --------------------------------------------------------------------------

    def _ask_least(self, snapshot: Snapshot) -> None:
        objective, theta = snapshot.scene.objective, snapshot.run.theta
        free = objective.free
        held = "" if free is None else theta[~free].tobytes().hex()
        asked = self.least.asked
        if asked is not None and _is_of(asked[0], objective) and asked[1] == held:
            return
        self.least.drop()

        def work() -> Iterator[Least]:
            least = CostFacts(objective, theta).least()
            yield Least(None if least is None else least.cost)

        self.least.ask((objective, held), work)

    # -- words ------------------------------------------------------------------------------------

    def _sentences(self, contest: Contest, snapshot: Snapshot) -> Iterator[str]:
        objective, run = snapshot.scene.objective, snapshot.run
        name = cost_name(objective)
        if contest.turn is Turn.PERSON:
            cost = run.losses.cost
            if snapshot.step:  # steps have been taken from where the person has left the model
                cost = objective.losses(run.path.thetas[0]).cost
            yield translate("FitView", "Your turn: drag the model by its handles.")
            yield translate("FitView", "Your {cost}: {value}.").format(
                cost=name, value=four_digits(cost)
            )
            return
        theta = self.theta_of_person(objective)
        if theta is None:
            return
        yours, theirs = objective.losses(theta).cost, run.losses.cost
        optimizer = core_text(OPTIMIZERS[objective.run.optimizer].label)
        yield translate("FitView", "You: {cost} {value}.").format(
            cost=name, value=four_digits(yours)
        )
        yield translate("FitView", "{optimizer} after step {step}: {value}.").format(
            optimizer=optimizer, value=four_digits(theirs), step=count(snapshot.step)
        )
        yield self._least_sentence(run.diagnosis.status)
        if snapshot.step and not snapshot.is_running:
            yield _verdict(yours, theirs, optimizer, run.diagnosis.status)

    def _least_sentence(self, status: Status) -> str:
        if self.least.result is None:
            return ""
        least = self.least.result.cost
        if least is not None:
            return translate("FitView", "The least possible: {value}.").format(
                value=four_digits(least)
            )
        if status is Status.NO_FINITE_OPTIMUM:
            return translate("FitView", "There is no least: it can always be made smaller.")
        return translate("FitView", "The least possible is not known here.")


def cost_name(objective: Objective) -> str:
    """What the cost of a run is called within a sentence."""
    run = objective.run
    is_plain = objective.target.is_plain and run.reduction == "mean" and not (run.l1 or run.l2)
    if objective.loss.is_square and is_plain and objective.sample_weights is None:
        return translate("FitView", "mean squared error")
    loss = objective.loss.short or objective.loss.label
    return translate("FitView", "cost ({loss})").format(loss=core_text(loss))


def _verdict(yours: float, theirs: float, optimizer: str, status: Status) -> str:
    if status is Status.DIVERGING:
        return translate("FitView", "It diverged: you did better.")
    if abs(yours - theirs) <= _ALIKE * max(yours, theirs):
        return translate("FitView", "That is practically the same.")
    if yours < theirs:
        return translate("FitView", "So far you are better.")
    return translate("FitView", "{optimizer} did better.").format(optimizer=optimizer)


def _is_of(one: object, objective: Objective) -> bool:
    return isinstance(one, Objective) and one.has_same_cost(objective)
