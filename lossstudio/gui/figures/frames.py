"""Which steps an animation shows, and the GIF that it becomes."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtGui import QImage

from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError

EVEN, LOG = "even", "log"
SPACINGS = (EVEN, LOG)
"""How frames are spread over the steps, see `frame_steps`."""

FRAMES, FRAMES_A_SECOND = 60, 12
"""What is usual."""
MOST_FRAMES = 600
MOST_PIXELS = 900_000_000
"""Pixels of all frames together: a byte or two each while the file is written."""

_DENSE = 0.15
"""The share of the frames that even spacing spends on the first steps, one each."""
_HOLD = 2.0
"""Seconds that the last frame stays."""
_COLORS = 255
"""Of a GIF's 256, one stands for what has not changed."""
_EXACT = 128
"""So many of the most frequent colours are kept as they are: lines and letters."""
_LOOKED_AT = 9
"""Frames that the palette is made from."""


def check_size(frames: int, width: int, height: int) -> None:
    """Raise `InputError` where so many frames of so many pixels would fill the memory."""
    most = MOST_PIXELS // (width * height)
    if frames > most:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "{frames} frames of {width}×{height} pixels would fill the memory: choose at most "
                "{maximum} frames, or smaller ones.",
            ),
            frames=frames,
            width=width,
            height=height,
            maximum=most,
        )


class CancelledError(Exception):
    """A person does not want the animation any more."""


def frame_steps(last: int, count: int = FRAMES, spacing: str = EVEN) -> list[int]:
    """`count` steps from 0 to `last`, rising, both among them; all where there are no more.

    ``even``: the first steps one by one, for a run moves most at its beginning, then at equal
    distances. ``log``: each distance is longer by the same factor.
    """
    if last < 0 or count < 2:
        raise ValueError(f"no animation of {count} frames over {last} steps")
    if last < count:
        return list(range(last + 1))
    if spacing == EVEN:
        dense = max(1, round(count * _DENSE))
        rest = np.linspace(dense - 1, last, count - dense + 1)[1:]
        return [*range(dense), *(round(float(step)) for step in rest)]
    if spacing != LOG:
        raise ValueError(f"{spacing}: not one of {', '.join(SPACINGS)}")
    steps = [0, 1]
    while len(steps) < count:
        left = count - len(steps)
        factor = (last / steps[-1]) ** (1.0 / left)
        steps.append(max(steps[-1] + 1, round(steps[-1] * factor)))
    return steps


class Reel:
    """Pictures of one size, kept small until the palette for all of them is known."""

    def __init__(self) -> None:
        self._frames: list[bytes] = []
        self._size = (0, 0)
        self._stride = 0

    def __len__(self) -> int:
        return len(self._frames)

    def add(self, picture: QImage) -> None:
        """Append a frame."""
        rgb = picture.convertToFormat(QImage.Format.Format_RGB888)
        size, stride = (rgb.width(), rgb.height()), rgb.bytesPerLine()
        if self._frames and (size, stride) != (self._size, self._stride):
            raise ValueError(f"a frame of {size} among frames of {self._size}")
        self._size, self._stride = size, stride
        self._frames.append(zlib.compress(bytes(rgb.constBits()), 1))

    def write(
        self,
        file: BinaryIO,
        frames_a_second: float = FRAMES_A_SECOND,
        *,
        is_endless: bool = True,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Write the animation as GIF; the last frame stays for two seconds.

        Raises `CancelledError` as soon as `is_cancelled`, `ValueError` without frames, `OSError`.
        """
        if not self._frames:
            raise ValueError("an animation has frames")
        palette = _palette([self._pixels(index) for index in self._looked_at()])
        # GIF counts in hundredths of a second.
        each = 10 * max(2, round(100 / frames_a_second))
        durations = [each] * (len(self) - 1) + [round(1000 * _HOLD)]

        def pictures() -> Iterator[Image.Image]:
            for index in range(len(self)):
                if is_cancelled():
                    raise CancelledError
                picture = Image.fromarray(_nearest(self._pixels(index), palette))
                picture.putpalette(_unpacked(palette).ravel().tolist())
                yield picture

        quantized = pictures()
        first = next(quantized)
        first.save(
            file,
            "GIF",
            save_all=True,
            append_images=list(quantized),
            duration=durations,
            disposal=1,
            optimize=False,
            **({"loop": 0} if is_endless else {}),
        )

    def _looked_at(self) -> Sequence[int]:
        count = min(_LOOKED_AT, len(self))
        return sorted({round(float(i)) for i in np.linspace(0, len(self) - 1, count)})

    def _pixels(self, index: int) -> NDArray[np.uint32]:
        """A frame's colours, 0xRRGGBB, (height, width)."""
        width, height = self._size
        data = np.frombuffer(zlib.decompress(self._frames[index]), dtype=np.uint8)
        return _packed(data.reshape(height, self._stride)[:, : 3 * width].reshape(height, width, 3))


def _palette(frames: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    """A palette for all of `frames`: their most frequent colours, and what stands for the rest."""
    pixels = np.concatenate([frame[::2].ravel() for frame in frames])
    colors, counts = np.unique(pixels, return_counts=True)
    by_count = colors[np.argsort(-counts, kind="stable")]
    if len(colors) <= _COLORS:
        return by_count
    exact = by_count[:_EXACT]
    others = Image.fromarray(_unpacked(pixels[~np.isin(pixels, exact)])[None])
    rest = others.quantize(_COLORS - _EXACT, Image.Quantize.MEDIANCUT)
    found = np.array(rest.getpalette()[: 3 * (_COLORS - _EXACT)], dtype=np.uint8)  # type: ignore[index]
    return np.concatenate([exact, _packed(found.reshape(-1, 3))])


def _nearest(pixels: NDArray[np.uint32], palette: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The number of the nearest colour in `palette` for each pixel.

    Pillow's own search is coarse: it takes neighbours for a colour that the palette has.
    """
    colors, where = np.unique(pixels, return_inverse=True)
    ours = _unpacked(palette).astype(np.float32)
    theirs = _unpacked(colors).astype(np.float32)
    # |a − b|² without |a|², which is the same for every b.
    distance = (ours**2).sum(axis=1) - 2.0 * theirs @ ours.T
    best = distance.argmin(axis=1).astype(np.uint8)
    found: NDArray[np.uint8] = best[where].reshape(pixels.shape)
    return found


def _packed(rgb: NDArray[np.uint8]) -> NDArray[np.uint32]:
    packed: NDArray[np.uint32] = rgb.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    return packed


def _unpacked(packed: NDArray[np.uint32]) -> NDArray[np.uint8]:
    parts = [(packed >> shift) & 0xFF for shift in (16, 8, 0)]
    return np.stack(parts, axis=-1).astype(np.uint8)
