"""What packaging needs to know of the project: places, version, names and the time of a build."""

import os
import re
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"

NAME = "LossStudio"
COMMAND = "lossstudio"
IDENTIFIER = "org.lossstudio.LossStudio"
SUMMARY = "See what a loss function is and what it does to learning"
PUBLISHER = "The LossStudio developers"
MIME_TYPE = "application/x-lossstudio"
SUFFIX = "lossstudio"

_ZIP_BEGINS = 315532800
"""1980-01-01: no archive format of ours can hold an earlier time."""


def version() -> str:
    """The program's version, read without importing it."""
    text = (ROOT / "lossstudio" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise ValueError("lossstudio/__init__.py names no __version__")
    return found[1]


def source_date() -> int:
    """The time that goes into everything built: ``SOURCE_DATE_EPOCH``, else the last commit's.

    Without either (an unpacked source archive) it is a constant. Seconds since 1970.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return max(int(given), _ZIP_BEGINS)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return _ZIP_BEGINS
    return max(int(said.stdout), _ZIP_BEGINS)


def iso_date() -> str:
    """The day of `source_date`, such as 2025-01-31 (UTC)."""
    return time.strftime("%Y-%m-%d", time.gmtime(source_date()))
