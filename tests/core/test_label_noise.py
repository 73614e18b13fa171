"""Wrong labels, held to a plain loop over the samples and to what is said of them."""

from itertools import pairwise

import numpy as np
import pytest

from lossstudio.core.datasets import DATASETS, generate
from lossstudio.core.datasets.label_noise import with_label_noise

CLASSES = [name for name, each in DATASETS.items() if each.classes]


def make(name, n=60, validation=0.0):
    noise = DATASETS[name].default_noise
    return generate(name, n, noise, 3, 0.0, 5.0, 0.25, validation_fraction=validation)


def by_hand(dataset, share, seed):
    """The targets with labels changed one by one."""
    stream = np.random.default_rng(np.random.SeedSequence(seed).spawn(5)[4])
    draws = [(stream.random(), stream.random()) for _ in dataset.x]
    order = sorted(range(dataset.n_train), key=lambda row: draws[row][0])
    target = dataset.target.tolist()
    for row in order[: round(share * dataset.n_train)]:
        others = [name for name in range(len(dataset.classes)) if name != target[row]]
        ahead = [name for name in others if name > target[row]]
        in_turn = [*ahead, *(name for name in others if name < target[row])]
        target[row] = float(in_turn[int(draws[row][1] * len(others))])
    return target


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.37, 1.0])
def test_each_label_is_that_found_by_hand(name, share):
    dataset = make(name, validation=0.2)
    noisy = with_label_noise(dataset, share, 11)
    assert noisy.target.tolist() == by_hand(dataset, share, 11)
    assert noisy.x is dataset.x
    assert not noisy.target.flags.writeable


@pytest.mark.parametrize("name", CLASSES)
def test_held_out_labels_stay_and_a_larger_share_adds_to_a_smaller_one(name):
    dataset = make(name, validation=0.2)
    sets = []
    for share in (0.0, 0.05, 0.2, 0.5, 0.9):
        noisy = with_label_noise(dataset, share, 5)
        is_other = noisy.target != dataset.target
        assert is_other.sum() == round(share * dataset.n_train)
        assert not is_other[dataset.n_train :].any()
        sets.append((is_other, noisy.target))
    for (fewer, before), (more, after) in pairwise(sets):
        assert not np.any(fewer & ~more)
        np.testing.assert_array_equal(before[fewer], after[fewer])


def test_wrong_labels_are_shared_out_among_the_other_classes():
    dataset = make("three_blobs", n=40_000)
    noisy = with_label_noise(dataset, 1.0, 2)
    steps = (noisy.target - dataset.target)[: dataset.n_train] % 3
    assert np.mean(steps == 1) == pytest.approx(0.5, abs=0.01)
    assert np.mean(steps == 2) == pytest.approx(0.5, abs=0.01)


def test_numbers_have_no_labels():
    dataset = generate("line", 40, 0.3, 0, 0.0, 5.0, 0.2)
    assert with_label_noise(dataset, 0.5, 0) is dataset
