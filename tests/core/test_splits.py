"""Which rows train, choose and test: complete, disjoint, of each class its share."""

import numpy as np
import pytest

from lossstudio.core.datasets import from_points, from_table, generate, read_table
from lossstudio.core.datasets.splits import MIN_TRAIN, Sharing, shares, split
from lossstudio.core.text import InputError


def sets_of(found, n):
    """The row numbers of the three sets."""
    order = np.arange(n) if found.order is None else found.order
    ends = [found.n_train, found.n_train + found.n_validation]
    return np.split(order, ends)


def random_sharing(rng, n):
    """Fractions that leave enough for training, with a seed or without."""
    test, validation = rng.uniform(0, 0.45, 2) * rng.integers(0, 2, 2)
    if round(test * n) == 0:
        test = 0.0
    if round(validation * n) == 0:
        validation = 0.0
    seed = None if rng.random() < 0.3 else int(rng.integers(0, 2**32))
    return Sharing(test, validation, seed)


@pytest.mark.parametrize("seed", range(200))
def test_every_row_is_in_one_set_and_the_sets_have_their_sizes(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(6, 300))
    sharing = random_sharing(rng, n)
    classes = rng.integers(0, 3, n).astype(float) if rng.random() < 0.5 else None
    found = split(n, sharing, classes)
    parts = sets_of(found, n)
    np.testing.assert_array_equal(np.sort(np.concatenate(parts)), np.arange(n))
    for rows in parts:
        assert (np.diff(rows) > 0).all()  # within a set, rows stay in their order
    if classes is None or sharing.seed is None:
        assert len(parts[2]) == round(sharing.test_fraction * n)
        assert len(parts[1]) == round(sharing.validation_fraction * n)
    assert len(parts[0]) >= MIN_TRAIN


@pytest.mark.parametrize("seed", range(300))
def test_each_class_has_its_share_within_one_row(seed):
    rng = np.random.default_rng(seed)
    n_classes = int(rng.integers(2, 8))
    sizes = rng.integers(1, 60, n_classes)
    classes = rng.permutation(np.repeat(np.arange(n_classes), sizes)).astype(float)
    n = len(classes)
    if n < 8:
        return
    sharing = random_sharing(rng, n)
    sharing = Sharing(sharing.test_fraction, sharing.validation_fraction, seed)
    parts = sets_of(split(n, sharing, classes), n)
    wanted = [
        None,
        round(sharing.validation_fraction * n) / n,
        round(sharing.test_fraction * n) / n,
    ]
    wanted[0] = 1 - wanted[1] - wanted[2]
    for rows, share in zip(parts, wanted, strict=True):
        found = np.bincount(classes[rows].astype(int), minlength=n_classes)
        # A class of a row or two may have to keep its last one for training.
        tolerance = np.where(sizes > 2, 1.0, 2.0)
        assert (np.abs(found - share * sizes) < tolerance + 1e-9).all(), (sizes, found, share)
    assert (np.bincount(classes[parts[0]].astype(int), minlength=n_classes) >= 1).all()


def test_the_rows_follow_from_the_seed_alone():
    classes = np.repeat([0.0, 1.0], [70, 30])
    first = split(100, Sharing(0.25, 0.1, 7), classes)
    again = split(100, Sharing(0.25, 0.1, 7), classes)
    other = split(100, Sharing(0.25, 0.1, 8), classes)
    np.testing.assert_array_equal(first.order, again.order)
    assert not np.array_equal(first.order, other.order)
    # The permutation that NumPy's PCG64 draws from the fourth stream of the seed.
    stream = np.random.SeedSequence(7).spawn(4)[3]
    order = np.random.default_rng(stream).permutation(100)
    zeros, ones = (order[classes[order] == c] for c in (0.0, 1.0))
    test = np.sort(np.concatenate([zeros[:18], ones[:7]]))
    np.testing.assert_array_equal(np.sort(sets_of(first, 100)[2]), test)


def test_targets_that_are_numbers_are_shuffled_plainly():
    order = np.random.default_rng(np.random.SeedSequence(3).spawn(4)[3]).permutation(20)
    parts = sets_of(split(20, Sharing(0.25, 0.2, 3)), 20)
    np.testing.assert_array_equal(parts[2], np.sort(order[:5]))
    np.testing.assert_array_equal(parts[1], np.sort(order[5:9]))


def test_the_draws_of_the_samples_are_as_they_were():
    """A stream more does not change the others."""
    data = generate("line", 3, 1.0, 0, 0.0, 5.0, 0.0)
    inputs = np.random.default_rng(np.random.SeedSequence(0).spawn(3)[0])
    np.testing.assert_array_equal(data.x[:, 0], inputs.uniform(-1, 1, 3))


def test_rows_that_are_named_are_the_sets():
    found = split(6, Sharing(test_rows=(4, 0), validation_rows=(2,)))
    assert [rows.tolist() for rows in sets_of(found, 6)] == [[1, 3, 5], [2], [0, 4]]
    # What is not named takes its share of the rows that are left.
    found = split(8, Sharing(0.25, 0.25, test_rows=(7, 3)))
    assert [rows.tolist() for rows in sets_of(found, 8)] == [[0, 1, 2, 4], [5, 6], [3, 7]]
    assert split(4, Sharing(0.5, test_rows=())).n_train == 4


@pytest.mark.parametrize(
    ("n", "sharing", "said"),
    [
        (10, Sharing(0.01), "data.test_fraction = 0.01) gives 0 of 10"),
        (10, Sharing(0.9), "leaves 1 for training"),
        (2, Sharing(0.5), "only 2 samples"),
        (10, Sharing(0.2, 0.01), r"data.validation_fraction = 0.01) gets 0 and"),
        (10, Sharing(0.5, 0.4), "leaves 1 for training"),
        (4, Sharing(test_rows=(0, 1, 2)), "leaves 1 for training"),
    ],
)
def test_a_set_without_rows_is_refused(n, sharing, said):
    with pytest.raises(InputError) as caught:
        split(n, sharing)
    assert said in str(caught.value)


@pytest.mark.parametrize("seed", range(100))
def test_shares_are_exact_ones_rounded(seed):
    rng = np.random.default_rng(seed)
    sizes = rng.integers(0, 40, int(rng.integers(1, 9)))
    total = int(rng.integers(0, sizes.sum() + 1))
    found = shares(sizes, total, sizes)
    assert found.sum() == total
    exact = sizes * total / max(sizes.sum(), 1)
    assert ((found >= np.floor(exact)) & (found <= np.ceil(exact))).all()


# -- in data sets --------------------------------------------------------------------------------


def test_a_sorted_table_has_all_of_it_in_its_test_set(tmp_path):
    path = tmp_path / "sorted.csv"
    lines = ["x,kind", *(f"{i},{'abc'[i // 20]}" for i in range(60))]
    path.write_text("\n".join(lines))
    data = from_table(read_table(path), True, 0.2, 0.1, seed=5)
    assert (data.n_train, data.n_validation, len(data.x)) == (42, 6, 60)
    test = data.target[48:]
    assert np.bincount(test.astype(int)).tolist() == [4, 4, 4]
    # Rows keep their number and their line.
    np.testing.assert_array_equal(data.x[:, 0], data.order)
    np.testing.assert_array_equal(data.lines, data.order + 2)
    assert data.number_of(0) == data.order[0] + 1
    assert {name: part.stop - part.start for name, part in data.parts.items()} == {
        "train": 42, "validation": 6, "test": 12,
    }  # fmt: skip
    assert data.part_of(np.array([0, 41, 42, 47, 48, 59])).tolist() == [0, 0, 1, 1, 2, 2]
    with pytest.raises(InputError, match="only among the last 24 rows"):
        from_table(read_table(path), True, 0.2 + 0.2, seed=None)


def test_without_the_fields_rows_stay_as_they_are(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("x,y\n" + "\n".join(f"{i},{i}" for i in range(10)))
    data = from_table(read_table(path), False, 0.2)
    assert (data.n_train, data.n_validation, data.order) == (8, 0, None)
    assert data.lines.tolist() == list(range(2, 12))
    assert list(data.parts) == ["train", "test"]


def test_points_whose_test_rows_are_named():
    rows = [(float(i), float(i)) for i in range(6)]
    data = from_points(rows, False, 0.2, test_rows=(1, 3))
    assert data.x[:, 0].tolist() == [0, 2, 4, 5, 1, 3]
    assert data.n_train == 4
    classes = [(float(i), float(i == 2)) for i in range(6)]
    with pytest.raises(InputError, match='class "1" is only among the rows that are held out'):
        from_points(classes, True, 0.2, test_rows=(2,))
