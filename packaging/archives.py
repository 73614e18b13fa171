"""Archives of the program's folder that do not depend on when and where they are made."""

import hashlib
import io
import platform
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import gmtime

from project import COMMAND, source_date, version

PORTABLE = "portable.txt.off"
"""A text in the portable archives that tells of `lossstudio.gui.state.settings.PORTABLE`."""

_PORTABLE_TEXT = f"""\
Rename this file to portable.txt, and LossStudio keeps its settings in this folder too, in
{COMMAND}.ini, and not in your home folder: so a USB stick takes them along.

把这个文件改名为 portable.txt，LossStudio 就把设置也保存在这个文件夹里（{COMMAND}.ini），
而不是您的主目录中，可随 U 盘携带。
""".encode()


def product_name(suffix: str) -> str:
    """A product's file name, such as ``lossstudio-0.1.0-linux-x86_64.tar.xz``."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    return f"{COMMAND}-{version()}-{system}-{platform.machine().lower()}{suffix}"


def names(folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything in `folder` by its name in it, with forward slashes, sorted."""
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).parts):
        yield path.relative_to(folder).as_posix(), path


def write_file_list(folder: Path, target: Path) -> None:
    """The sorted names of the files and links in `folder`, a line each."""
    listed = [name for name, path in names(folder) if path.is_symlink() or not path.is_dir()]
    target.write_text("".join(f"{name}\n" for name in listed), encoding="utf-8", newline="\n")


def make_tar(folder: Path, out: Path) -> Path:
    """The portable archive: the folder under one name, owned by nobody in particular."""
    target = out / product_name(".tar.xz")
    top = f"{COMMAND}-{version()}"

    def settled(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        info.mtime = source_date()
        info.mode = 0o755 if info.isdir() or info.mode & 0o100 else 0o644
        return info

    with tarfile.open(target, "w:xz", preset=6) as archive:
        archive.add(folder, top, recursive=False, filter=settled)
        for name, path in names(folder):
            archive.add(path, f"{top}/{name}", recursive=False, filter=settled)
        info = tarfile.TarInfo(f"{top}/{PORTABLE}")
        info.size = len(_PORTABLE_TEXT)
        archive.addfile(settled(info), io.BytesIO(_PORTABLE_TEXT))
    return target


def make_zip(folder: Path, out: Path) -> Path:
    """The portable archive for Windows."""
    target = out / product_name(".zip")
    when = gmtime(source_date())[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        files = [(name, path.read_bytes) for name, path in names(folder) if path.is_file()]
        for name, content in [*files, (PORTABLE, lambda: _PORTABLE_TEXT)]:
            info = zipfile.ZipInfo(f"{COMMAND}-{version()}/{name}", when)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content())
    return target


def write_sums(files: Iterable[Path], target: Path) -> list[str]:
    """Write the SHA-256 of each of `files` to `target` as sha256sum does; returns the lines."""
    lines = []
    for path in files:
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}")
    target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    return lines
