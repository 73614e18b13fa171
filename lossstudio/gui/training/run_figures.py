"""Figures of a run that cost too much to be computed anew for every frame."""

import numpy as np
from numpy.typing import NDArray

from lossstudio.engine.diagnosis import Diagnosis, diagnose
from lossstudio.engine.measuring.measures import Measures, measure
from lossstudio.engine.measuring.picture import Canvas, PictureKind, paint
from lossstudio.engine.measuring.validation import lowest_validation
from lossstudio.engine.training.history import Curves
from lossstudio.engine.training.trainer import Path, Trainer
from lossstudio.gui.training.pacing import CURVE_FRAME, FIGURES, LONG_REST, Rhythm
from lossstudio.gui.training.snapshot import RunSnapshot

Array = NDArray[np.float64]

OVERVIEW = 1200
"""Buckets a loss curve is sent in: more than a plot has pixels to show them."""
RUNS_A_READING = 3
"""So many runs have new figures in that time; more have theirs less often."""
MAPS_A_FRAME = 2
"""Maps of classes that are new in a frame: of six runs, each has a new one in every third."""
RECENT_STEPS = 20
"""So many steps say what a loss is like that jitters."""


class Figures:
    """Costly figures of a run, kept for a while as training runs, always new when it pauses."""

    def __init__(self) -> None:
        self.metrics: Measures | None = None
        self.diagnosis: Diagnosis | None = None
        self.curves: Curves | None = None
        self.path: Path | None = None
        self.known: Path | None = None
        self.recent_loss: float | None = None
        self.lowest_validation: tuple[int, float] | None = None
        self.picture: Array | None = None
        self._rhythm, self._thinning = Rhythm(), Rhythm()

    def draw(self, trainer: Trainer, canvas: Canvas, frame: int, n_runs: int) -> None:
        """The picture of the model. Of many maps only some are new in frame number `frame`, in
        turns: all of them would cost more than a frame has time for."""
        turns = -(-n_runs // MAPS_A_FRAME) if canvas.kind is PictureKind.MAP else 1
        if self.picture is None or frame % turns == 0:
            self.picture = paint(trainer.objective, trainer.theta, canvas)

    def is_due(self, n_runs: int) -> bool:
        """What is kept is old. Of many runs it is kept longer: they share the time of one."""
        return self._rhythm.is_due(FIGURES * -(-n_runs // RUNS_A_READING), LONG_REST)

    def compute(self, trainer: Trainer, n_runs: int) -> None:
        """All that is kept."""
        self._rhythm.begin()
        self.metrics = measure(trainer.objective, trainer.theta)
        self.diagnosis = diagnose(trainer)
        self.path = trainer.path
        self.known = trainer.known if n_runs > 1 else None
        self.recent_loss = _recent_loss(trainer)
        self.lowest_validation = lowest_validation(trainer)
        self._rhythm.end()

    def thin(self, trainer: Trainer, window: tuple[int, int] | None, *, keep: bool) -> None:
        """The loss curves as far as they are in sight; may `keep` those of the frame before."""
        if keep and self.curves is not None and not self._thinning.is_due(CURVE_FRAME):
            return
        self._thinning.begin()
        first, last = window or (0, trainer.last_step)
        self.curves = trainer.record.curves(first, last + 1, OVERVIEW)


def _recent_loss(trainer: Trainer) -> float | None:
    """The highest train loss of the last steps."""
    end = trainer.step + 1
    if trainer.step < RECENT_STEPS:
        return None
    return float(trainer.record.curves(end - RECENT_STEPS, end, RECENT_STEPS).high[:, 0].max())


def run_snapshot(trainer: Trainer, figures: Figures, named: tuple[str, str]) -> RunSnapshot:
    """What is told of a run at its step, all `figures` of which are there; `named` for people and
    in files."""
    assert figures.curves is not None
    assert figures.metrics is not None
    assert figures.diagnosis is not None
    assert figures.path is not None
    assert figures.picture is not None
    return RunSnapshot(
        name=named[0],
        key=named[1],
        step=trainer.step,
        theta=trainer.theta,
        losses=trainer.losses,
        diagnosis=figures.diagnosis,
        train=figures.metrics.train,
        test=figures.metrics.test,
        validation=figures.metrics.validation,
        picture=figures.picture,
        curves=figures.curves,
        rate=trainer.rate,
        moment=trainer.moment,
        coming=trainer.coming,
        path=figures.path,
        segments=trainer.segments,
        overflowed=trainer.overflowed,
        known=figures.known,
        recent_loss=figures.recent_loss,
        lowest_validation=figures.lowest_validation,
    )
