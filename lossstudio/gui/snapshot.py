"""What crosses from the worker to the window: frozen, and never changed afterwards."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.datasets import Dataset
from lossstudio.core.text import Message
from lossstudio.engine.diagnosis import Diagnosis
from lossstudio.engine.history import Curves
from lossstudio.engine.measures import Metrics
from lossstudio.engine.objective import Losses, Objective
from lossstudio.engine.picture import Canvas
from lossstudio.engine.scenario import Scenario
from lossstudio.engine.trainer import Path
from lossstudio.engine.update import Moment, Update

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Scene:
    """What stays while settings stay: the data, where models are drawn, and the objectives.

    A view redraws what does not move only when it meets another scene.
    """

    scenario: Scenario
    dataset: Dataset
    canvas: Canvas
    objectives: tuple[Objective, ...]


@dataclass(frozen=True, eq=False)
class RunSnapshot:
    """One run at one step. `picture` see `engine.picture.paint`; `curves` its losses so far.

    `moment` is all that the coming step depends on besides the objective, `coming` is that step,
    and `path` is where the run has been: its last point may be a little behind `theta`.
    """

    name: str
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


@dataclass(frozen=True, eq=False)
class Snapshot:
    """All runs at one step.

    `session` counts the loads, so that what belongs to an earlier one can be dropped. `changes` are
    the steps at which settings were changed. `notice` is something to tell the person, such as that
    training started anew.
    """

    session: int
    scene: Scene
    step: int
    last_step: int
    is_running: bool
    is_stopped: bool
    changes: tuple[int, ...]
    runs: tuple[RunSnapshot, ...]
    notice: Message | None = None
