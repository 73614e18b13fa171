"""The disk image for macOS. Untested: no macOS was at hand."""

import subprocess
from pathlib import Path

from archives import product_name
from project import PACKAGING


def make_dmg(bundle: Path, out: Path) -> Path:
    """The ``.dmg`` of the program's ``.app``, made in `out`."""
    target = out / product_name(".dmg")
    command = ["sh", str(PACKAGING / "macos" / "make_dmg.sh"), str(bundle), str(target)]
    subprocess.run(command, check=True)
    return target
