"""The program's icon in the sizes and formats that systems ask for, from its SVG.

    python packaging/icons.py FOLDER

writes ``lossstudio-<size>.png``, ``lossstudio.ico`` (Windows) and ``lossstudio.icns`` (macOS). An
.ico and an .icns are containers of PNG files, so nothing but Qt is needed.
"""

import struct
import sys
from pathlib import Path

from project import COMMAND, ROOT
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_TYPES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def png(renderer: QSvgRenderer, size: int) -> bytes:
    """The picture of `renderer` as a square PNG of `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):
        raise OSError(f"the icon of {size} pixels cannot be written as PNG")
    return content.data()


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon of PNG pictures by size; 256 pixels are written as 0."""
    header = struct.pack("<HHH", 0, 1, len(pictures))
    entries, start = b"", len(header) + 16 * len(pictures)
    for size, picture in sorted(pictures.items()):
        side = size % 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), start)
        start += len(picture)
    return header + entries + b"".join(picture for _, picture in sorted(pictures.items()))


def icns(pictures: dict[int, bytes]) -> bytes:
    """A macOS icon of PNG pictures by size."""
    parts = b"".join(
        ICNS_TYPES[size] + struct.pack(">I", 8 + len(picture)) + picture
        for size, picture in sorted(pictures.items())
    )
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


def make_icons(folder: Path) -> None:
    """Write every format into `folder`."""
    source = ROOT / "resources" / "icons" / f"{COMMAND}.svg"
    renderer = QSvgRenderer(str(source))
    if not renderer.isValid():
        raise OSError(f"{source} is not an SVG picture")
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: png(renderer, size) for size in SIZES}
    for size, picture in pictures.items():
        (folder / f"{COMMAND}-{size}.png").write_bytes(picture)
    (folder / f"{COMMAND}.ico").write_bytes(ico({size: pictures[size] for size in ICO_SIZES}))
    (folder / f"{COMMAND}.icns").write_bytes(icns({size: pictures[size] for size in ICNS_TYPES}))


if __name__ == "__main__":
    make_icons(Path(sys.argv[1]))
