"""What crosses from the worker to the window: frozen, and never changed afterwards."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets import Dataset
from lossstudio.core.text import Message
from lossstudio.engine.diagnosis import Diagnosis, Status
from lossstudio.engine.measuring.measures import Measures, Metrics
from lossstudio.engine.measuring.picture import Canvas
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.training.history import Curves
from lossstudio.engine.training.objective import Losses, Objective
from lossstudio.engine.training.trainer import Path, Segment
from lossstudio.engine.training.update import Moment, Update

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Scene:
    """What stays while settings stay: the data, where models are drawn, and the objectives.

    A view redraws what does not move only when it meets another scene. `focus` is the run that a
    person looks at: views that show but one run show that one.
    """

    scenario: Scenario
    dataset: Dataset
    canvas: Canvas
    objectives: tuple[Objective, ...]
    focus: int = 0

    @property
    def objective(self) -> Objective:
        """The cost of the run that a person looks at."""
        return self.objectives[self.focus]


@dataclass(frozen=True, eq=False)
class RunSnapshot:
    """One run at one step. `picture` see `engine.measuring.picture.paint`; `curves` its losses so
    far.

    `moment` is all that the coming step depends on besides the objective, `coming` is that step,
    and `path` is where the run has been: its last point may be a little behind `theta`. `segments`
    are all settings so far, those of later known steps included; `overflowed` says that the coming
    step leaves the finite numbers. `known`, where there are several runs, is what is kept of the
    whole way, later known steps included: a metric common to all of them is computed from it.
    `name` is for people, in their language; tables of figures and files call the run `key`.
    `recent_loss` is the highest train loss of the last 20 steps; None before there are as many.
    `lowest_validation` is the known step with the lowest validation loss, and that loss.
    """

    name: str
    key: str
    step: int
    theta: Array
    losses: Losses
    diagnosis: Diagnosis
    train: Metrics
    test: Metrics | None
    picture: Array
    curves: Curves
    rate: float
    moment: Moment
    coming: Update
    path: Path
    segments: tuple[Segment, ...] = ()
    overflowed: bool = False
    known: Path | None = None
    recent_loss: float | None = None
    validation: Metrics | None = None
    lowest_validation: tuple[int, float] | None = None

    @property
    def segment(self) -> Segment:
        """The settings in force at the step that is shown, which may be one of the past."""
        return next(one for one in reversed(self.segments) if one.start <= self.step)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """All runs at one step.

    `session` counts the loads, so that what belongs to an earlier one can be dropped. `changes` are
    the steps at which settings were changed. `notice` is something to tell the person, such as that
    training started anew. `baselines` are the metrics on each set of what predicts without a
    look at the inputs (see `engine.measuring.measures`). `is_counted`: whoever writes the step of a
    snapshot down writes this one, and so all of them say the same; they leave out the ones between,
    faster than can be read. `rests` says what made training pause by itself, if it did.
    """

    session: int
    scene: Scene
    step: int
    last_step: int
    is_running: bool
    is_stopped: bool
    changes: tuple[int, ...]
    runs: tuple[RunSnapshot, ...]
    baselines: Measures
    notice: Message | None = None
    is_counted: bool = True
    rests: Status | None = None

    @property
    def run(self) -> RunSnapshot:
        """The run that a person looks at."""
        return self.runs[self.scene.focus]
