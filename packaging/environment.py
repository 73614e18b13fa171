"""The environment that bundles are built in: the pinned versions and nothing else."""

import hashlib
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

from project import PACKAGING

REQUIREMENTS = PACKAGING / "requirements.txt"
_SHOWN = 30
"""Lines of a failed command's output that are shown."""


def run(command: list[str], log: Path, environment: Mapping[str, str] | None = None) -> None:
    """Run `command` with its output in the file `log`.

    Raises `OSError` with the output's last lines where it fails.
    """
    with log.open("w", encoding="utf-8") as output:
        done = subprocess.run(
            command, stdout=output, stderr=subprocess.STDOUT, env=environment, check=False
        )
    if done.returncode != 0:
        last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_SHOWN:]
        raise OSError("\n".join([f"{command[0]} ended with {done.returncode}:", *last]))


def python_of(folder: Path) -> Path:
    """The Python of the environment in `folder`."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def build_environment(folder: Path) -> Path:
    """The environment in `folder`, which is made unless it is there and current.

    It is current if it was completed with this Python and these requirements. Raises `OSError`
    where something cannot be installed.
    """
    python = python_of(folder)
    stamp = folder / "complete"
    state = hashlib.sha256(sys.version.encode() + REQUIREMENTS.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == state and python.exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    # The list is whole, so nothing is resolved anew.
    command = [str(python), "-m", "pip", "install", "--no-deps", "-r", str(REQUIREMENTS)]
    run(command, folder / "pip.log")
    run([str(python), "-m", "pip", "check"], folder / "check.log")
    stamp.write_text(state, encoding="utf-8")
    return folder
