"""The package for Debian, Ubuntu and their like: the folder without what those systems have."""

import gzip
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from linux.libraries import CARRIED, dependencies
from project import COMMAND, NAME, PACKAGING, PUBLISHER, ROOT, SUMMARY, source_date, version

HERE = PACKAGING / "linux"
ADDRESS = "noreply@lossstudio.invalid"
_ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_DESCRIPTION = """\
 Choose a loss function, a learning rate and the noise in the data, and watch
 the fit and the loss curve move while gradient descent runs. Made for
 classrooms and for learning alone; works without a network; speaks English
 and Simplified Chinese.
 .
 The same runs can be had without a window: lossstudio train prints them as
 JSON, exactly as the window shows them.
"""

_GNU = re.compile(
    r"GNU ((?P<library>L)ESSER )?GENERAL PUBLIC LICENSE\s+Version (?P<number>[23]).*?"
    r"(END OF TERMS AND CONDITIONS"
    r"|whether future versions.*?choose that version for the\s+Library\.)",
    re.DOTALL,
)
_APACHE = re.compile(
    r"Apache License\s+Version 2\.0, January 2004.*?limitations under the License\.", re.DOTALL
)


def _day() -> str:
    """The build's time as a changelog has it."""
    return time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(source_date()))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    path.chmod(0o644)


def _write_gz(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    path.chmod(0o644)


def without_common_texts(text: str) -> str:
    """`text` with the GNU and Apache licences replaced by the places where Debian has them."""

    def place(found: re.Match[str]) -> str:
        return f"(see /usr/share/common-licenses/{found['library'] or ''}GPL-{found['number']})"

    text = _GNU.sub(place, text)
    return _APACHE.sub("(see /usr/share/common-licenses/Apache-2.0)", text)


def copyright_file(licenses: Path) -> str:
    """Debian's copyright file: our own licence, and the texts of everything that is carried."""
    parts = [f"{NAME}\n\n{(ROOT / 'LICENSE').read_text(encoding='utf-8').strip()}"]
    carried = (licenses / "README.txt").read_text(encoding="utf-8").strip()
    parts.append(f"This package carries:\n\n{carried}")
    for path in sorted(licenses.rglob("*")):
        if path.is_file() and path.parent != licenses:
            text = path.read_text(encoding="utf-8", errors="replace").strip()
            name = path.relative_to(licenses).as_posix()
            parts.append(f"{name}\n\n{without_common_texts(text)}")
    return f"\n\n{'-' * 78}\n\n".join(parts) + "\n"


def _lay_out(folder: Path, tree: Path) -> None:
    """Everything but the control file, where it will be installed."""
    program = tree / "usr" / "lib" / COMMAND
    shutil.copytree(folder, program, symlinks=True)
    for path in (program / "_internal").iterdir():
        if path.name in CARRIED:
            path.unlink()
    documents = tree / "usr" / "share" / "doc" / COMMAND
    shutil.rmtree(program / "licenses")  # in the copyright file
    _write(documents / "copyright", copyright_file(folder / "licenses"))
    entry = f"{COMMAND} ({version()}) stable; urgency=medium\n\n  * Release {version()}.\n\n"
    changes = f"{entry} -- {PUBLISHER} <{ADDRESS}>  {_day()}\n"
    _write_gz(documents / "changelog.gz", changes)
    binaries = tree / "usr" / "bin"
    binaries.mkdir(parents=True)
    (binaries / COMMAND).symlink_to(f"../lib/{COMMAND}/{COMMAND}")
    share = tree / "usr" / "share"
    for source, target in (
        (f"{COMMAND}.desktop", f"applications/{COMMAND}.desktop"),
        (f"{COMMAND}.xml", f"mime/packages/{COMMAND}.xml"),
    ):
        _write(share / target, (HERE / source).read_text(encoding="utf-8"))
    metadata = (HERE / "metainfo.xml").read_text(encoding="utf-8")
    day = time.strftime("%Y-%m-%d", time.gmtime(source_date()))
    metadata = metadata.replace("@VERSION@", version()).replace("@DATE@", day)
    _write(share / "metainfo" / "org.lossstudio.LossStudio.metainfo.xml", metadata)
    manual = (HERE / f"{COMMAND}.1").read_text(encoding="utf-8").replace("@VERSION@", version())
    _write_gz(share / "man" / "man1" / f"{COMMAND}.1.gz", manual)
    overrides = (HERE / "lintian-overrides").read_text(encoding="utf-8")
    _write(share / "lintian" / "overrides" / COMMAND, overrides)
    pictures = folder.parent.parent / "pyinstaller" / COMMAND / "icons"
    for size in _ICON_SIZES:
        icons = share / "icons" / "hicolor" / f"{size}x{size}"
        for kind, name in (("apps", COMMAND), ("mimetypes", "application-x-lossstudio")):
            (icons / kind).mkdir(parents=True, exist_ok=True)
            shutil.copy(pictures / f"{COMMAND}-{size}.png", icons / kind / f"{name}.png")
    scalable = share / "icons" / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True)
    shutil.copy(ROOT / "resources" / "icons" / f"{COMMAND}.svg", scalable)


def _settle_modes(tree: Path) -> None:
    """Folders and programs 755, other files 644; libraries are not programs."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path == tree / "usr" / "lib" / COMMAND / COMMAND
            path.chmod(0o755 if runs else 0o644)


def make_deb(folder: Path, out: Path) -> Path:
    """The ``.deb`` of the program's folder, made in `out`.

    Raises `ValueError` where the program needs a library whose package is not known.
    """
    tree = folder.parent / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    _lay_out(folder, tree)
    _settle_modes(tree)
    command = ["dpkg", "--print-architecture"]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    architecture = said.stdout.strip()
    size = sum(p.lstat().st_size for p in tree.rglob("*") if not p.is_dir()) // 1024
    depends = dependencies(tree / "usr" / "lib" / COMMAND)
    if not any(name.startswith("libdbus") for name in depends):
        depends.append("libdbus-1-3")  # Qt opens it by name
    control = {
        "Package": COMMAND,
        "Version": version(),
        "Section": "education",
        "Priority": "optional",
        "Architecture": architecture,
        "Installed-Size": str(size),
        "Depends": ", ".join(sorted(depends)),
        "Recommends": "fonts-noto-cjk",
        "Maintainer": f"{PUBLISHER} <{ADDRESS}>",
        "Description": f"{SUMMARY[0].lower()}{SUMMARY[1:]}\n{_DESCRIPTION.rstrip()}",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in control.items())
    _write(tree / "DEBIAN" / "control", lines)
    target = out / f"{COMMAND}_{re.sub('[^0-9A-Za-z.+~]', '.', version())}_{architecture}.deb"
    # Every dpkg can read xz; the default of some distributions is younger.
    command = ["dpkg-deb", "--build", "--root-owner-group", "-Zxz", str(tree), str(target)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(source_date())}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        raise OSError(done.stderr)
    shutil.rmtree(tree)
    return target
