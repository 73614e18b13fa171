"""The installer for Windows, made by NSIS. Its script compiles; running it is untested."""

import shutil
import subprocess
import sys
from pathlib import Path

from archives import names, product_name
from project import COMMAND, PACKAGING, PUBLISHER, version
from windows.version_info import four_numbers

SCRIPT = PACKAGING / "windows" / f"{COMMAND}.nsi"


def uninstall_list(folder: Path) -> str:
    """NSIS commands that delete what was installed, and nothing that a person put beside it."""
    files, folders = [], []
    for name, path in names(folder):
        place = "$INSTDIR\\" + name.replace("/", "\\").replace("$", "$$")
        if path.is_dir():
            folders.append(f'RMDir "{place}"\n')
        else:
            files.append(f'Delete "{place}"\n')
    return "".join([*files, *reversed(folders)])


def make_installer(folder: Path, out: Path) -> Path:
    """The installer of the program's folder, made in `out`.

    Raises `FileNotFoundError` where NSIS is not installed, `OSError` where it objects.
    """
    compiler = shutil.which("makensis")
    if compiler is None and sys.platform == "win32":
        compiler = shutil.which("makensis", path=r"C:\Program Files (x86)\NSIS")
    if compiler is None:
        raise FileNotFoundError("makensis is not installed: https://nsis.sourceforge.io")
    target = out / product_name("-setup.exe")
    listed = folder.parent / "uninstall_list.nsh"
    # NSIS takes a file without this mark for one in the system's own encoding.
    listed.write_text(uninstall_list(folder), encoding="utf-8-sig")
    size = sum(path.stat().st_size for _, path in names(folder) if path.is_file()) // 1024
    defined = {
        "VERSION": version(),
        "FOUR_NUMBERS": ".".join(map(str, four_numbers())),
        "PUBLISHER": PUBLISHER,
        "PAYLOAD": folder / "*",
        "UNINSTALL_LIST": listed,
        "SIZE": size,
        "ICON": folder.parent.parent / "pyinstaller" / COMMAND / "icons" / f"{COMMAND}.ico",
        "LICENSE": PACKAGING.parent / "LICENSE",
        "TARGET": target,
    }
    options = [f"-D{name}={value}" for name, value in defined.items()]
    command = [compiler, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *options, str(SCRIPT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise OSError(done.stdout)
    return target
