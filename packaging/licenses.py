"""The licences of everything that a bundle carries, in one folder with a list.

Whose files are carried is asked of the installed distributions; their texts come from there. What
they do not bring along stands in ``packaging/notices``. On Debian and its like, the system's
libraries that are carried have theirs in ``/usr/share/doc``.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePath, PurePosixPath

from project import NAME, PACKAGING, ROOT, version

NOTICES = PACKAGING / "notices"

SUPPLIED = {
    "pyside6-essentials": "Qt",
    "shiboken6": "Qt",
    "latex2mathml": "latex2mathml",
    "pyopengl": "PyOpenGL",
}
"""Distributions without a text of their own, and the folder of `NOTICES` that has it."""

_TEXT = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_COMPONENTS = (
    ("Qt", "LGPL-3.0-only", "https://www.qt.io"),
    ("ICU", "Unicode-3.0", "https://icu.unicode.org"),
    ("fonts: STIX Two Math", "OFL-1.1", "https://www.stixfonts.org"),
    ("fonts: DejaVu Sans", "Bitstream-Vera", "https://dejavu-fonts.github.io"),
    ("fonts: Material Design Icons 6", "Apache-2.0", "https://pictogrammers.com"),
)
"""Parts of distributions that have another licence than these."""


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_metadata(file: PurePath) -> bool:
    return any(part.endswith(".dist-info") for part in file.parts)


def place_of(text: PurePath) -> PurePosixPath:
    """Where a licence file in a distribution's metadata goes; some have many of one name, in
    folders. `text` is a path of any system."""
    parts = list(text.parts)
    while _is_metadata(PurePosixPath(*parts)):
        del parts[0]
    return PurePosixPath(*parts[1:] if parts[0] == "licenses" and len(parts) > 1 else parts)


def _texts(distribution: Distribution) -> list[Path]:
    """The licence files in a distribution's metadata."""
    return sorted(
        Path(str(distribution.locate_file(file)))
        for file in distribution.files or ()
        if _is_metadata(file) and _TEXT.search(file.name)
    )


def carried(sources: Iterable[str]) -> list[Distribution]:
    """The installed distributions that any of the files `sources` belongs to, by name."""
    wanted = {os.path.normcase(Path(source)) for source in sources}
    found = []
    for distribution in distributions():
        files = {
            os.path.normcase(str(distribution.locate_file(file)))
            for file in distribution.files or ()
            if not _is_metadata(file)
        }
        if files & wanted:
            found.append(distribution)
    return sorted(found, key=lambda distribution: _key(distribution.name))


def _license_of(distribution: Distribution) -> str:
    """The licence's short name as the distribution states it."""
    metadata = distribution.metadata
    short = metadata.get("License-Expression") or metadata.get("License", "").partition("\n")[0]
    if short:
        return str(short)
    classifiers = metadata.get_all("Classifier") or []
    named = [text.rpartition("::")[2].strip() for text in classifiers if "License ::" in text]
    return ", ".join(named) or "see its text"


def _python_license() -> Path:
    """The licence of the Python that is carried; `FileNotFoundError` where it is not installed."""
    number = f"{sys.version_info.major}.{sys.version_info.minor}"
    places = (
        Path(sysconfig.get_path("stdlib"), "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE.txt"),
        Path(f"/usr/share/doc/python{number}/copyright"),
        Path(f"/usr/share/doc/python{number}-minimal/copyright"),
        Path(f"/usr/share/doc/libpython{number}-minimal/copyright"),
    )
    for place in places:
        if place.exists():
            return place
    raise FileNotFoundError(f"Python's licence is at none of {', '.join(map(str, places))}")


def system_packages(sources: Iterable[str]) -> list[str]:
    """The Debian packages that own the system's libraries among `sources`; [] on other systems."""
    if shutil.which("dpkg-query") is None:
        return []
    found = set()
    for source in sorted(set(sources)):
        if re.match(r"/(usr/)?lib/", source) and ".so" in source:
            # Where /lib is a link to /usr/lib, the package may know either name.
            for path in (Path(source).resolve(), Path(source.removeprefix("/usr"))):
                command = ["dpkg-query", "-S", str(path)]
                said = subprocess.run(command, capture_output=True, text=True, check=False)
                if said.returncode == 0:
                    found.add(said.stdout.partition(":")[0])
                    break
    return sorted(found)


def collect_licenses(folder: Path, sources: list[str]) -> None:
    """Make `folder` anew, with the licences of what the files `sources` come from, and a list.

    Raises `FileNotFoundError` for a distribution whose licence text is nowhere.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lines = [f"{NAME} {version()}: MIT, see LICENSE.txt", ""]
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE.txt")
    number = sys.version.partition(" ")[0]
    lines.append(f"Python {number}: PSF-2.0, https://www.python.org")
    (folder / "Python").mkdir()
    shutil.copy(_python_license(), folder / "Python" / "LICENSE.txt")
    for distribution in carried(sources):
        home = distribution.metadata.get("Home-page")
        urls = distribution.metadata.get_all("Project-URL") or []
        home = home or next((url.partition(",")[2].strip() for url in urls), "")
        name, license_ = distribution.name, _license_of(distribution)
        lines.append(f"{name} {distribution.version}: {license_}, {home}")
        texts = _texts(distribution)
        if not texts and _key(name) not in SUPPLIED:
            raise FileNotFoundError(f"{name} has no licence text: add it to packaging/notices")
        for text in texts:
            place = place_of(text)
            (folder / name / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(text, folder / name / place)
    lines += [f"{name}: {license_}, {home}" for name, license_, home in _COMPONENTS]
    shutil.copytree(NOTICES, folder, dirs_exist_ok=True)
    for package in system_packages(sources):
        (folder / "system").mkdir(exist_ok=True)
        shutil.copy(f"/usr/share/doc/{package}/copyright", folder / "system" / f"{package}.txt")
        lines.append(f"{package} (from the system): see system/{package}.txt")
    (folder / "README.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
