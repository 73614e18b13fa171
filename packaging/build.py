"""Build what people without Python install, from this source tree.

    python packaging/build.py                     everything that this system can build
    python packaging/build.py --only folder       just the program's folder
    python packaging/build.py --out DIR           somewhere else than dist/

In an environment of its own with the versions of requirements.txt, PyInstaller makes a folder with
the program; the products are made of that folder. Sizes and SHA-256 are printed, the latter also
written to SHA256SUMS, and the names in the folder to files.txt. The same sources give the same
names; the last commit's time (or SOURCE_DATE_EPOCH) is that of every file in an archive.
Linux was built and run; what is made on Windows and macOS is untested.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from archives import make_tar, make_zip, write_file_list, write_sums
from environment import build_environment, python_of, run
from linux.deb import make_deb
from linux.libraries import check_carried, strip_python
from macos.dmg import make_dmg
from project import COMMAND, NAME, PACKAGING, ROOT, source_date, version
from windows.installer import make_installer

Product = Callable[[Path, Path], Path]
"""Makes a product of the program's folder in the folder for results, and returns its path."""

PRODUCTS: dict[str, dict[str, Product]] = {
    "linux": {"deb": make_deb, "tar": make_tar},
    "win32": {"installer": make_installer, "zip": make_zip},
    "darwin": {"dmg": make_dmg},
}


def build_folder(python: Path, work: Path) -> Path:
    """Run PyInstaller; returns the folder with the program (on macOS, the .app).

    Raises `OSError` where it fails, `ValueError` where this machine lacks a library to carry.
    """
    command = [str(python), "-m", "PyInstaller", str(PACKAGING / f"{COMMAND}.spec")]
    command += ["--noconfirm", "--clean", "--distpath", str(work / "folder")]
    command += ["--workpath", str(work / "pyinstaller")]
    # The order of Python's sets must not depend on chance, nor a picture on a screen.
    variables = {
        "SOURCE_DATE_EPOCH": str(source_date()),
        "PYTHONHASHSEED": "1",
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
        # To inflate 700 modules would take a start 0.06 s; the products are compressed themselves.
        "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",
        "QT_QPA_PLATFORM": "offscreen",
    }
    run(command, work / "pyinstaller.log", os.environ | variables)
    folder = work / "folder" / (f"{NAME}.app" if sys.platform == "darwin" else COMMAND)
    if sys.platform == "linux":
        check_carried(folder)
        strip_python(folder / "_internal")
    place = folder / "Contents" / "Resources" if sys.platform == "darwin" else folder
    (work / "pyinstaller" / COMMAND / "licenses").rename(place / "licenses")
    return folder


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder, links not counted."""
    if path.is_file():
        return path.stat().st_size
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file() and not p.is_symlink())


def step(name: str, work: Callable[[], Path]) -> Path:
    """Do `work`, saying what is done, how long it took, and the size of what it made."""
    print(f"{name} … ", end="", flush=True)
    begin = time.monotonic()
    made = work()
    seconds = time.monotonic() - begin
    print(f"{seconds:.0f} s, {size_of(made) / 1e6:.1f} MB: {made}", flush=True)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 where everything asked for was built."""
    known = PRODUCTS.get(sys.platform, {})
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--only", action="append", choices=["folder", *known], help="may be given more than once"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where results go")
    given = parser.parse_args(arguments)
    wanted = given.only or list(known)
    work = ROOT / "build" / "bundle"
    out: Path = given.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    print(f"{NAME} {version()} for {sys.platform}: {', '.join(wanted)}", flush=True)
    try:
        environment = step("environment", lambda: build_environment(ROOT / "build" / "environment"))
        python = python_of(environment)
        folder = step("folder", lambda: build_folder(python, work))
        write_file_list(folder, out / "files.txt")
        made = [
            step(name, lambda name=name: known[name](folder, out))  # type: ignore[misc]
            for name in wanted
            if name != "folder"
        ]
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        print(f"failed: {error}", file=sys.stderr)
        return 1
    if made:
        print("\n".join(write_sums(made, out / "SHA256SUMS")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
