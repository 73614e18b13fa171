"""Update the translations from the source, or check that they are complete.

    python packaging/translations.py            collect the texts into each .ts, and write its .qm
    python packaging/translations.py --check    say what is missing, and exit with 1

Texts marked in ``lossstudio/**/*.py`` are collected by Qt's lupdate. In a .ts file each translation
stands in ``<translation type="unfinished">``; whoever fills it in deletes the attribute. Both files
are committed.
"""

import argparse
import re
import shutil
import string
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTranslator

ROOT = Path(__file__).resolve().parent.parent
PLACE = Path("resources", "translations")


@dataclass(frozen=True)
class Entry:
    """One message of a .ts file."""

    context: str
    source: str
    comment: str
    translation: str
    state: str
    """"" for a finished one, else lupdate's ``unfinished``, ``vanished`` or ``obsolete``."""


def tool(name: str) -> str:
    """The path of one of PySide's tools, by preference the one of this interpreter.

    Raises `FileNotFoundError` where it is not installed.
    """
    here = shutil.which(name, path=str(Path(sys.executable).parent))
    found = here or shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} is not installed; it comes with PySide6-Essentials")
    return found


def collect(root: Path, ts: Path, keep_obsolete: bool) -> None:
    """Bring `ts` up to date with the texts in the sources under `root`.

    Raises `subprocess.CalledProcessError` where lupdate fails.
    """
    sources = sorted((root / "lossstudio").rglob("*.py"))
    with tempfile.TemporaryDirectory() as folder:
        # A list file, as a command line of so many names is too long for Windows.
        listed = Path(folder, "sources.lst")
        listed.write_text("".join(f"{path}\n" for path in sources), encoding="utf-8")
        options = ["-locations", "none", "-sort-messages", "-source-language", "en", "-silent"]
        # Guesses by likeness put one loss's words into another's mouth.
        options += ["-disable-heuristic", "similartext", "-disable-heuristic", "sametext"]
        options += [] if keep_obsolete else ["-no-obsolete"]
        command = [tool("pyside6-lupdate"), *options, f"@{listed}", "-ts", str(ts)]
        subprocess.run(command, check=True, cwd=root)


def release(ts: Path) -> None:
    """Write the .qm beside `ts`. Unfinished texts stay out of it: they are shown in English.

    Raises `subprocess.CalledProcessError` where lrelease fails.
    """
    command = [tool("pyside6-lrelease"), "-silent", "-nounfinished", str(ts)]
    subprocess.run([*command, "-qm", str(ts.with_suffix(".qm"))], check=True)


def entries(ts: Path) -> Iterator[Entry]:
    """The messages of a .ts file."""
    for context in ET.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            yield Entry(
                context.findtext("name", ""),
                message.findtext("source", ""),
                message.findtext("comment", ""),
                "" if translation is None else translation.text or "",
                "unfinished" if translation is None else translation.get("type", ""),
            )


def fields(text: str) -> list[str]:
    """The names in braces that `text` leaves open, sorted; [] where its braces are no fields."""
    try:
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)
    except ValueError:
        return []


def problems(root: Path, ts: Path) -> list[str]:
    """What is wrong with `ts` and its .qm, a line each, measured by the sources under `root`."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, ts.name)
        shutil.copy(ts, fresh)
        collect(root, fresh, keep_obsolete=True)
        current = list(entries(fresh))
    known = {(entry.context, entry.source, entry.comment) for entry in entries(ts)}
    found = []
    translator = QTranslator()
    if not translator.load(str(ts.with_suffix(".qm"))):
        found.append(f"{ts.with_suffix('.qm').name}: missing or unreadable")
    for entry in current:
        said = f"{entry.context}: {entry.source!r}"
        if (entry.context, entry.source, entry.comment) not in known:
            found.append(f"not in {ts.name}: {said}")
        elif entry.state in ("vanished", "obsolete"):
            found.append(f"obsolete: {said}")
        elif entry.state or not entry.translation:
            found.append(f"unfinished: {said}")
        elif fields(entry.translation) != fields(entry.source):
            found.append(f"other fields in braces than the source: {said}")
        elif mnemonic(entry.source) != mnemonic(entry.translation):
            found.append(f"keyboard mnemonic (&) missing or too many: {said}")
        elif not translator.isEmpty() and entry.translation != translator.translate(
            entry.context, entry.source, entry.comment or None
        ):
            found.append(f"{ts.with_suffix('.qm').name} says something else: {said}")
    return found


def mnemonic(text: str) -> bool:
    """Whether `text` marks a letter with ``&``, as menus and buttons do."""
    return re.search(r"&\w", text.replace("&&", "")) is not None


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 where all is well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; 1 if incomplete")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder")
    given = parser.parse_args(arguments)
    files = sorted((given.root / PLACE).glob("lossstudio_*.ts"))
    if not files:
        print(f"no lossstudio_*.ts in {given.root / PLACE}", file=sys.stderr)
        return 1
    wrong = 0
    for ts in files:
        if not given.check:
            collect(given.root, ts, keep_obsolete=False)
            release(ts)
        listed = problems(given.root, ts)
        wrong += len(listed)
        for line in listed:
            print(line)
        print(f"{ts.name}: {len(listed) or 'no'} problem{'' if len(listed) == 1 else 's'}")
    return 1 if given.check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
