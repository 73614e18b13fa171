"""Mini-batches in the order of the data."""

import numpy as np
import pytest

from lossstudio.engine.scenarios.scenario import Data, Run
from lossstudio.engine.training.trainer import Trainer

DATA = Data(dataset="line", n_samples=25)
"""20 training samples."""


def rows_of(run, steps):
    trainer = Trainer(DATA, run)
    found = []
    for _ in range(steps):
        found.append(trainer.coming.rows.tolist())
        trainer.advance(1)
    return found


def test_batches_are_taken_one_after_the_other():
    run = Run(batch_size=8, batch_order="file")
    first = [list(range(8)), list(range(8, 16)), list(range(16, 20))]
    assert rows_of(run, 6) == first + first
    assert rows_of(Run(batch_size=8), 3) != first


@pytest.mark.parametrize("size", [1, 7, 20, 30])
def test_steps_are_those_written_by_hand(size):
    run = Run(batch_size=size, batch_order="file", seed=4, learning_rate=0.05)
    trainer = Trainer(DATA, run)
    x, y = trainer.objective.dataset.x[:20, 0], trainer.objective.dataset.target[:20]
    w, b = trainer.theta
    trainer.advance(45)
    at = 0
    for _ in range(45):
        batch = slice(at, at + size)
        residual = w * x[batch] + b - y[batch]
        w, b = (w - 0.05 * np.mean(2 * residual * x[batch]), b - 0.05 * np.mean(2 * residual))
        at = at + size if at + size < 20 else 0
    assert trainer.theta == pytest.approx([w, b], rel=1e-12)


def test_the_way_back_and_on_is_the_same():
    trainer = Trainer(DATA, Run(batch_size=6, batch_order="file", optimizer="adam"))
    trainer.advance(200)
    theta = trainer.theta
    trainer.go_to(77)
    trainer.go_to(200)
    assert trainer.theta.tobytes() == theta.tobytes()


def test_another_order_on_the_way_goes_on_in_the_pass():
    run = Run(batch_size=6)
    trainer = Trainer(DATA, run)
    trainer.advance(2)
    trainer.change(DATA, Run(batch_size=6, batch_order="file"))
    assert trainer.coming.rows.tolist() == list(range(12, 18))
