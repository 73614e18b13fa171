"""A built program as a school has it: in a folder that cannot be written, for a person who cannot
write the home folder either, without a network.

    LOSSSTUDIO_BUNDLE=<its folder> pytest -m bundle

``LOSSSTUDIO_BUNDLE_PYTHON`` names the Python it was built with, which the source tree is then run
with: other versions of NumPy may differ in a last bit.
"""

import ctypes
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LINUX = sys.platform.startswith("linux")
NOBODY = 65534
SECONDS = 120

# It needs a virtual screen.
collect_ignore = [] if LINUX else ["test_bundle_window.py"]


@pytest.fixture(scope="session")
def bundle():
    """The folder with the built program, as PyInstaller made it."""
    given = os.environ.get("LOSSSTUDIO_BUNDLE")
    if not given or not Path(given).is_dir():
        pytest.fail("LOSSSTUDIO_BUNDLE names no folder with a built program")
    return Path(given).resolve()


@pytest.fixture(scope="session")
def place():
    """A folder that everybody may enter, with spaces and Chinese characters in its name."""
    outer = Path(tempfile.mkdtemp(prefix="lossstudio"))
    outer.chmod(0o755)
    folder = outer / "损失函数 课程 1"
    folder.mkdir()
    yield folder
    for path in [outer, *outer.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(outer)


def is_root():
    return LINUX and os.getuid() == 0


def make_read_only(folder):
    """Nobody but root, who does not run the program here, can write into `folder`."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444)


@pytest.fixture(scope="session")
def installed(bundle, place):
    """A read-only copy of the program's folder."""
    folder = place / bundle.name
    shutil.copytree(bundle, folder, symlinks=True)
    make_read_only(folder)
    return folder


@pytest.fixture(scope="session")
def home(place):
    """A home folder that cannot be written."""
    folder = place / "home"
    folder.mkdir()
    make_read_only(folder)
    return folder


def executable(folder):
    """The program that prints, in its folder or macOS bundle."""
    if sys.platform == "win32":
        return folder / "lossstudio-cli.exe"
    return folder / ("Contents/MacOS/lossstudio" if folder.suffix == ".app" else "lossstudio")


class _Instruction(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_uint16),
        ("jt", ctypes.c_uint8),
        ("jf", ctypes.c_uint8),
        ("k", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("filter", ctypes.POINTER(_Instruction))]


LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
SOCKET = {"x86_64": 41, "aarch64": 198}
_DENIED = (_Instruction * 7)(
    (LOAD, 0, 0, 0),  # the number of the system call
    (EQUAL, 0, 4, SOCKET.get(platform.machine(), 0)),
    (LOAD, 0, 0, 16),  # its first argument: the kind of network
    (EQUAL, 1, 0, 2),  # IPv4
    (EQUAL, 0, 1, 10),  # IPv6
    (RETURN, 0, 0, 0x00050000 | 13),  # permission denied
    (RETURN, 0, 0, 0x7FFF0000),  # allowed
)
_FILTER = _Program(len(_DENIED), _DENIED)
_LIBC = ctypes.CDLL(None) if LINUX else None


def without_network():
    """In a child on Linux: from here on no socket but local ones can be made."""
    new_privileges, seccomp, filtered = 38, 22, 2
    for arguments in ((new_privileges, 1, 0, 0, 0), (seccomp, filtered, ctypes.byref(_FILTER))):
        if _LIBC.prctl(*arguments) != 0:
            os._exit(99)


@pytest.fixture(scope="session")
def confined(home):
    """Keyword arguments for a process of a person who may write nothing and has no network."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    options = {"env": kept | {"HOME": str(home), "LANG": "C.UTF-8"}, "cwd": home}
    if LINUX:
        options["preexec_fn"] = without_network
    if is_root():
        options |= {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return options


@pytest.fixture(scope="session")
def say(installed, confined):
    """Run the built program: what it prints."""

    def run(*arguments):
        command = [str(executable(installed)), *arguments]
        done = subprocess.run(
            command, capture_output=True, timeout=SECONDS, check=False, **confined
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    return run


@pytest.fixture(scope="session")
def source_says():
    """Run the source tree: what it prints."""
    python = os.environ.get("LOSSSTUDIO_BUNDLE_PYTHON", sys.executable)

    def run(*arguments):
        command = [python, "-m", "lossstudio", *arguments]
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            command, capture_output=True, timeout=SECONDS, check=True, cwd=ROOT, env=environment
        )
        return done.stdout

    return run
