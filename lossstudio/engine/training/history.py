"""The record of a run: every loss up to a bound and a faithful thinned record beyond it.

Beyond the bound, neighbouring steps share a bucket that keeps their minimum and their maximum, so
that no peak and no dip is ever lost; a bucket's width is a power of two. Checkpoints let a trainer
return to any step: the nearest one before it, and the few steps after it done again.
"""

from bisect import bisect_right
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
T = TypeVar("T")

CAPACITY = 1 << 18
"""Most buckets a curve has. Three curves, minimum and maximum: 13 MB; 19 MB with validation."""

_FEW = 16
"""Up to so many neighbours are joined one after the other."""

CURVES = ("train_loss", "test_loss", "cost", "validation_loss")
"""What is recorded; the last one only where there is a validation set."""
_VALIDATION = 3


class Curves(NamedTuple):
    """A stretch of the record. ``steps`` (m,) is each bucket's first step; ``low`` and ``high``
    (m, 3) its least and largest train loss, test loss and cost, (m, 4) with the validation loss;
    ``width`` steps a bucket."""

    steps: NDArray[np.int64]
    low: Array
    high: Array
    width: int


class LossRecord:
    """The losses of steps 0, 1, 2, … in bounded memory."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        if capacity < 2 or capacity % 2:
            raise ValueError(f"the capacity must be even and at least 2, not {capacity}")
        self._capacity = capacity
        # A row a curve: what is joined for a picture then lies together. How many there are, the
        # first losses tell.
        self._low = np.empty((_VALIDATION, 0))
        self._high = self._low  # one array while every bucket is one step
        self._lowest = np.empty((1, 0))  # where a bucket's least validation loss is; unused without
        self._full = 0  # buckets that are complete
        self._tail: list[tuple[float, ...]] = []  # the steps after the last complete bucket
        self.width = 1

    def __len__(self) -> int:
        """How many steps are recorded."""
        return self._full * self.width + len(self._tail)

    @property
    def nbytes(self) -> int:
        """The memory held by the arrays, in bytes."""
        high = 0 if self._high is self._low else self._high.nbytes
        return self._low.nbytes + high + self._lowest.nbytes + len(self._tail) * 128

    def extend(self, rows: list[tuple[float, ...]]) -> None:
        """Record `rows`, one (train loss, test loss, cost) a step, or with a validation loss."""
        if not len(self) and rows and len(rows[0]) != len(self._low):
            self._low = self._high = np.empty((len(rows[0]), 0))
        self._tail.extend(rows)
        # The newest step stays out of the buckets, so that `replace_last` finds it by itself.
        complete = (len(self._tail) - 1) // self.width
        while complete > 0:
            if self._full == self._capacity:
                self._halve()
                complete = (len(self._tail) - 1) // self.width
                continue
            taken = min(complete, self._capacity - self._full)
            block = np.array(self._tail[: taken * self.width], dtype=np.float64)
            del self._tail[: taken * self.width]
            self._append(block.T.reshape(len(self._low), taken, self.width))
            complete -= taken

    def replace_last(self, row: tuple[float, ...]) -> None:
        """Put `row` in the place of the newest step."""
        self._tail[-1] = row

    def truncate(self, length: int) -> int:
        """Forget the steps from `length` on, and with them the whole bucket that `length` cuts.

        Returns how many steps are left: at most `length`; the caller records the rest again.
        """
        if length > self._full * self.width:
            del self._tail[length - self._full * self.width :]
        else:
            # The newest step belongs in the tail (see `extend`), so its bucket is opened.
            self._full = max(length - 1, 0) // self.width
            exact = self.width == 1 and length > 0
            self._tail = [tuple(self._low[:, self._full])] if exact else []
        return len(self)

    def curves(self, start: int = 0, stop: int | None = None, at_most: int = 4000) -> Curves:
        """The record from step `start` up to `stop`, in at most about `at_most` buckets.

        Peaks and dips survive: a wider bucket has the least and the largest of what it joins.
        """
        stop = len(self) if stop is None else min(stop, len(self))
        first = min(start // self.width, self._full)
        last = min(-(-stop // self.width), self._full)
        end = self._full * self.width
        recent = np.array(self._tail[max(start - end, 0) : max(stop - end, 0)])
        recent = recent.reshape(-1, len(self._low)).T
        begin = first * self.width if first < last else max(start, end)
        if self.width > 1 and recent.shape[1]:
            low, high = recent.min(axis=1, keepdims=True), recent.max(axis=1, keepdims=True)
        else:
            low = high = recent
        count = last - first + low.shape[1]
        join = max(1, -(-count // max(at_most, 1)))
        whole = first + (last - first) // join * join
        # What fills whole groups is joined where it lies; the little that is left is copied.
        low, high = (
            np.concatenate(
                [
                    _joined(old[:, first:whole], join, pick),
                    _joined(np.concatenate([old[:, whole:last], new], axis=1), join, pick),
                ],
                axis=1,
            )
            for old, new, pick in (
                (self._low, low, np.minimum),
                (self._high, high, np.maximum),
            )
        )
        width = self.width * join
        steps = begin + width * np.arange(low.shape[1], dtype=np.int64)
        return Curves(steps, low.T, high.T, width)

    def lowest_validation(self, start: int = 0) -> tuple[int, float] | None:
        """The first step with the lowest validation loss from `start` on, and that loss; None where
        there is no validation set. Of a bucket that `start` cuts, its lowest one counts alone."""
        if len(self._low) <= _VALIDATION:
            return None
        steps, losses = self._lowest[0, : self._full], self._low[_VALIDATION, : self._full]
        first = int(np.searchsorted(steps, start))
        found = []
        if first < self._full:
            at = first + int(np.argmin(losses[first:]))
            found.append((float(losses[at]), int(steps[at])))
        end = self._full * self.width
        found += [
            (row[_VALIDATION], end + at) for at, row in enumerate(self._tail) if end + at >= start
        ]
        if not found:
            return None
        loss, step = min(found)
        return step, loss

    def _append(self, block: Array) -> None:
        """Add complete buckets (3 or 4, m, width)."""
        needed = self._full + block.shape[1]
        if needed > self._low.shape[1]:
            room = min(max(2 * self._low.shape[1], needed, 1024), self._capacity)
            self._low = _grown(self._low, self._full, room)
            self._high = self._low if self.width == 1 else _grown(self._high, self._full, room)
            if len(self._low) > _VALIDATION:
                self._lowest = _grown(self._lowest, self._full, room)
        if len(self._low) > _VALIDATION:
            begins = self.width * np.arange(self._full, needed)
            self._lowest[0, self._full : needed] = begins + block[_VALIDATION].argmin(axis=1)
        self._low[:, self._full : needed] = block.min(axis=2)
        if self.width > 1:
            self._high[:, self._full : needed] = block.max(axis=2)
        self._full = needed

    def _halve(self) -> None:
        """Join neighbouring buckets: half as many, twice as wide."""
        half = self._full // 2
        if len(self._low) > _VALIDATION:
            left, right = (self._low[_VALIDATION, at : 2 * half : 2] for at in (0, 1))
            steps = self._lowest[0, : 2 * half].reshape(half, 2)
            self._lowest[0, :half] = np.where(left <= right, steps[:, 0], steps[:, 1])
        low, high = np.empty_like(self._low), np.empty_like(self._low)
        low[:, :half] = _joined(self._low[:, : 2 * half], 2, np.minimum)
        high[:, :half] = _joined(self._high[:, : 2 * half], 2, np.maximum)
        self._low, self._high, self._full = low, high, half
        self.width *= 2


def _joined(array: Array, join: int, pick: np.ufunc) -> Array:
    """The least or largest of every `join` neighbours of (3, n); the last group may be shorter."""
    if join == 1:
        return array
    whole = array.shape[1] // join * join
    groups: Array
    if join <= _FEW:  # NumPy takes longer to begin a short reduction than to do it
        groups = array[:, 0:whole:join].copy()
        for offset in range(1, join):
            pick(groups, array[:, offset:whole:join], out=groups)
    else:
        groups = pick.reduce(array[:, :whole].reshape(len(array), -1, join), axis=2)
    if whole < array.shape[1]:
        last = pick.reduce(array[:, whole:], axis=1, keepdims=True)
        groups = np.concatenate([groups, last], axis=1)
    return groups


def _grown(array: Array, used: int, room: int) -> Array:
    grown = np.empty((len(array), room))
    grown[:, :used] = array[:, :used]
    return grown


class Checkpoints(Generic[T]):
    """States at steps that are multiples of a spacing, which doubles when there is no more room."""

    def __init__(self, bytes_each: int, budget: int = 40_000_000, most: int = 4096) -> None:
        self._most = max(2, min(most, budget // max(bytes_each, 1)))
        self.spacing = 1
        self._steps: list[int] = []
        self._states: list[T] = []

    def __len__(self) -> int:
        return len(self._steps)

    def offer(self, step: int, state: T) -> None:
        """Keep `state` if `step` is the next multiple of the spacing."""
        if step % self.spacing or (self._steps and step <= self._steps[-1]):
            return
        self._steps.append(step)
        self._states.append(state)
        if len(self._steps) > self._most:
            self.spacing *= 2
            kept = [i for i, at in enumerate(self._steps) if at % self.spacing == 0]
            self._steps = [self._steps[i] for i in kept]
            self._states = [self._states[i] for i in kept]

    def before(self, step: int) -> tuple[int, T]:
        """The newest state at or before `step`, with its step."""
        index = bisect_right(self._steps, step) - 1
        return self._steps[index], self._states[index]

    def until(self, step: int, most: int) -> tuple[list[int], list[T]]:
        """At most `most` of the states up to `step`, with their steps.

        The first third of them one after the other, for a run moves most at its beginning; of the
        others evenly spaced ones, the first and the last among them.
        """
        count = bisect_right(self._steps, step)
        if count <= most:
            return self._steps[:count], self._states[:count]
        early = most // 3
        later = np.linspace(early, count - 1, most - early).astype(np.intp).tolist()
        chosen = [*range(early), *later]
        return [self._steps[i] for i in chosen], [self._states[i] for i in chosen]

    @property
    def states(self) -> list[T]:
        """All of them: those of the steps 0, `spacing`, 2 `spacing`, …"""
        return self._states

    def truncate(self, step: int) -> None:
        """Forget what comes after `step`."""
        keep = bisect_right(self._steps, step)
        del self._steps[keep:], self._states[keep:]
