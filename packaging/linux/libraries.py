"""Which libraries of the system a bundle for Linux needs, and which Debian packages have them."""

import re
import struct
import subprocess
from pathlib import Path

CARRIED = {
    "libbz2.so.1.0": "libbz2-1.0",
    "libexpat.so.1": "libexpat1",
    "libffi.so.8": "libffi8",
    "liblzma.so.5": "liblzma5",
    "libuuid.so.1": "libuuid1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}
"""Libraries that the folder carries, for desktops that lack them; a package leaves them to the
system. Keys are sonames, values the packages of Debian 12 and 13 and of Ubuntu 22.04 and 24.04."""

SYSTEM = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb.so.1": "libxcb1",
    "libzstd.so.1": "libzstd1",
}
"""Libraries that are always the system's, in the same way."""

PACKAGES = CARRIED | SYSTEM

_LOADED, _DYNAMIC = 1, 2
"""Kinds of segments of an ELF file: what is loaded, and the table of what it needs."""
_STRINGS, _SEARCH_PATHS = 5, (15, 29)
"""Tags in that table: where its texts are, and RPATH and RUNPATH."""

_C_LIBRARY = re.compile(r"(ld-linux.*|lib(c|m|dl|pthread|rt|util))\.so\.\d+")
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)")


def programs(folder: Path) -> list[Path]:
    """The ELF files in `folder`, links not counted."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    found.append(path)
    return found


def _described(path: Path) -> str:
    command = ["objdump", "-p", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _needed(files: list[Path]) -> tuple[set[str], tuple[int, int]]:
    """The sonames that `files` link to, and the newest C library that they ask for."""
    names: set[str] = set()
    glibc = (2, 0)
    for path in files:
        text = _described(path)
        names |= set(_NEEDED.findall(text))
        glibc = max([glibc, *((int(a), int(b)) for a, b in _GLIBC.findall(text))])
    return names, glibc


def _outside(folder: Path) -> tuple[set[str], tuple[int, int]]:
    """What the files in `folder` link to that is not there, and the C library they ask for."""
    names, glibc = _needed(programs(folder))
    return names - {path.name for path in folder.rglob("*")}, glibc


def check_carried(folder: Path) -> None:
    """Raise `ValueError` if `folder` lacks a library that it should carry.

    PyInstaller takes what it finds on the machine that builds, and goes on without the rest.
    """
    lacking = sorted(CARRIED[name] for name in _outside(folder)[0] if name in CARRIED)
    if lacking:
        raise ValueError(f"to build, install {' '.join(lacking)}")


def dependencies(folder: Path) -> list[str]:
    """What a package of `folder` depends on, as Debian writes it, sorted.

    Raises `ValueError` for a library that is neither in the folder nor known here.
    """
    outside, glibc = _outside(folder)
    outside = {name for name in outside if not _C_LIBRARY.fullmatch(name)}
    unknown = sorted(outside - PACKAGES.keys())
    if unknown:
        raise ValueError(f"no package is known for {', '.join(unknown)}: add them to libraries.py")
    return sorted({f"libc6 (>= {glibc[0]}.{glibc[1]})"} | {PACKAGES[name] for name in outside})


def strip_python(folder: Path) -> None:
    """Take the debugging symbols out of Python's own libraries in `folder`.

    Distributions do so; a Python that somebody compiled carries 20 MB of them.
    """
    for pattern in ("libpython*.so*", "python3.*/lib-dynload/*.so"):
        for path in sorted(folder.glob(pattern)):
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)
            forget_build_folders(path)


def forget_build_folders(path: Path) -> None:
    """Take out of the library `path` where on the machine that built it others are looked for.

    A Python with its own prefix has its folder there, which elsewhere is not or, worse, somebody
    else's. Ways from the library itself (``$ORIGIN``) stay. Nothing but the entry goes: what
    follows it in the table moves up by one, as `chrpath` does it.
    """
    content = bytearray(path.read_bytes())
    if content[:5] != b"\x7fELF\x02":
        raise ValueError(f"{path} is no library of 64 bits")
    order = "<" if content[5] == 1 else ">"
    (headers,) = struct.unpack_from(f"{order}Q", content, 32)
    size, count = struct.unpack_from(f"{order}HH", content, 54)
    segments = [
        struct.unpack_from(f"{order}II6Q", content, headers + i * size) for i in range(count)
    ]
    entry = struct.Struct(f"{order}qQ")
    for kind, _, start, _, _, length, _, _ in segments:
        if kind != _DYNAMIC:
            continue
        table = list(entry.iter_unpack(content[start : start + length]))
        strings = next(value for tag, value in table if tag == _STRINGS)
        (base,) = (
            strings - address + offset
            for kind, _, offset, address, _, size, _, _ in segments
            if kind == _LOADED and address <= strings < address + size
        )
        kept = [
            (tag, value)
            for tag, value in table
            if tag not in _SEARCH_PATHS or content.startswith(b"$ORIGIN", base + value)
        ]
        kept += [(0, 0)] * (len(table) - len(kept))
        content[start : start + length] = b"".join(entry.pack(*item) for item in kept)
    path.write_bytes(content)
