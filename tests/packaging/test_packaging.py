"""What packaging decides by itself, without building anything."""

import configparser
import gzip
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path, PurePosixPath, PureWindowsPath

import msgspec
import pytest
import tqdm
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"


@pytest.fixture(autouse=True)
def _modules(monkeypatch):
    """The modules of packaging/, for one test."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if str(PACKAGING) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def pins():
    lines = (PACKAGING / "requirements.txt").read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {re.sub(r"[-_.]+", "-", pin.name).lower(): pin for pin in found}


def test_every_dependency_is_pinned_within_what_the_project_allows():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for text in [*project["dependencies"], *project["optional-dependencies"]["surface"]]:
        asked = Requirement(text)
        pin = pins()[asked.name.lower()]
        (exact,) = pin.specifier
        assert exact.operator == "=="
        assert asked.specifier.contains(exact.version), text


def test_the_pythons_that_are_promised_are_those_that_are_checked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    begins = "Programming Language :: Python :: 3."
    promised = [c.rpartition(" ")[2] for c in project["classifiers"] if c.startswith(begins)]
    workflow = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    (matrix,) = re.findall(r"python: (\[.*\])", workflow)
    assert json.loads(matrix) == promised
    assert f">={promised[0]}" == project["requires-python"]
    assert "{}.{}".format(*sys.version_info) in promised


def test_what_may_change_without_notice_has_an_upper_bound():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {r.name: r.specifier for r in map(Requirement, project["dependencies"])}
    for name in ("pyqtgraph", "ziamath", "QtAwesome", "PySide6-Essentials", "markdown-it-py"):
        assert "<" in {part.operator for part in asked[name]}, name


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("libxcb-cursor.so.0", True),
        ("libxkbcommon-x11.so.0", True),
        ("libpython3.11.so.1.0", True),
        ("libxcb.so.1", False),  # the graphics driver's
        ("libstdc++.so.6", False),
        ("libgtk-3.so.0", False),
        ("libcrypto.so.3", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqlinuxfb.so", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/Qt/plugins/platformthemes/libqxdgdesktopportal.so", True),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", True),
        ("PySide6/Qt/plugins/imageformats/libqwebp.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6Network.so.6", False),
        ("PySide6\\Qt6Qml.dll", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_zh_TW.qm", False),
        ("PySide6/Qt/translations/qt_help_en.qm", False),
        ("numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so", True),
        ("numpy/_core/_multiarray_tests.cpython-311-x86_64-linux-gnu.so", False),
        ("numpy.libs/libscipy_openblas64_-32a4b2a6.so", True),
        ("pillow.libs/libavif-c6062d5f.so.16.4.2", False),
        ("pillow.libs/libjpeg-6dc8d115.so.62.4.0", True),
        ("pyqtgraph/icons/peegee/peegee.svg", False),
        ("lossstudio/resources/lessons/anything.json", True),
        ("lossstudio/resources/lessons/02_mean/zh_CN.md", True),
        ("lossstudio/resources/lessons/02_mean/picture.png", True),
        ("lossstudio\\resources\\data\\tests\\rows.csv", True),
        ("lossstudio/resources/lessons/examples/points.csv", True),
        ("lossstudio/core/losses/huber.py", True),
        ("pyqtgraph/examples/anything.png", False),
        ("lossstudio/resources/translations/lossstudio_zh_CN.ts", False),
    ],
)
def test_what_is_carried(name, wanted):
    from contents import is_wanted

    assert is_wanted(name, {"en", "zh_CN"}) is wanted


def test_a_link_goes_with_what_it_points_to():
    from contents import kept

    library = ("PySide6/Qt/lib/libQt6Core.so.6", "/any/libQt6Core.so.6", "BINARY")
    network = ("PySide6/Qt/lib/libQt6Network.so.6", "/any/libQt6Network.so.6", "BINARY")
    links = [(Path(name).name, name, "SYMLINK") for name, _, _ in (library, network)]
    assert kept([library, network, *links], {"en"}) == [library, links[0]]


def test_modules_are_found_by_looking():
    from contents import languages, own_modules

    found = own_modules(ROOT / "lossstudio")
    for name in ("lossstudio", "lossstudio.cli", "lossstudio.core.losses.huber"):
        assert name in found
    assert languages(ROOT / "resources") == {"en", "zh_CN"}


def test_icons_are_whole(tmp_path):
    from icons import ICNS_TYPES, ICO_SIZES, SIZES, make_icons

    make_icons(tmp_path)
    pictures = {s: (tmp_path / f"lossstudio-{s}.png").read_bytes() for s in SIZES}
    for size, picture in pictures.items():
        assert struct.unpack(">II", picture[16:24]) == (size, size)
    ico = (tmp_path / "lossstudio.ico").read_bytes()
    assert struct.unpack("<HHH", ico[:6]) == (0, 1, len(ICO_SIZES))
    for number, size in enumerate(ICO_SIZES):
        entry = struct.unpack("<BBBBHHII", ico[6 + 16 * number : 22 + 16 * number])
        assert entry[0] == size % 256
        assert ico[entry[7] : entry[7] + entry[6]] == pictures[size]
    icns = (tmp_path / "lossstudio.icns").read_bytes()
    assert struct.unpack(">4sI", icns[:8]) == (b"icns", len(icns))
    assert all(kind in icns for kind in ICNS_TYPES.values())


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "lossstudio"
    (folder / "_internal" / "数据").mkdir(parents=True)
    (folder / "lossstudio").write_bytes(b"program")
    (folder / "lossstudio").chmod(0o755)
    (folder / "_internal" / "数据" / "b.txt").write_text("b")
    (folder / "_internal" / "a.txt").write_text("a")
    return folder


def test_an_archive_depends_on_its_content_only(folder, tmp_path, monkeypatch):
    from archives import PORTABLE, make_tar, make_zip

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = [make(folder, tmp_path).read_bytes() for make in (make_tar, make_zip)]
    for path in folder.rglob("*"):
        path.touch()
    again = [make(folder, tmp_path).read_bytes() for make in (make_tar, make_zip)]
    assert first == again
    with tarfile.open(make_tar(folder, tmp_path)) as archive:
        top = archive.getnames()[0]
        inner = archive.getmember(f"{top}/_internal")
        assert f"{top}/{PORTABLE}" in archive.getnames()
    assert top.startswith("lossstudio-")
    assert (inner.mode, inner.mtime, inner.uname) == (0o755, 1700000000, "root")


def test_the_list_of_files_is_sorted_and_whole(folder, tmp_path):
    from archives import write_file_list

    write_file_list(folder, tmp_path / "files.txt")
    listed = (tmp_path / "files.txt").read_text(encoding="utf-8").splitlines()
    assert listed == ["_internal/a.txt", "_internal/数据/b.txt", "lossstudio"]


def test_the_uninstaller_deletes_what_was_installed_and_no_more(folder):
    from windows.installer import uninstall_list

    assert uninstall_list(folder).splitlines() == [
        'Delete "$INSTDIR\\_internal\\a.txt"',
        'Delete "$INSTDIR\\_internal\\数据\\b.txt"',
        'Delete "$INSTDIR\\lossstudio"',
        'RMDir "$INSTDIR\\_internal\\数据"',
        'RMDir "$INSTDIR\\_internal"',
    ]


def test_windows_is_told_the_version():
    from windows.version_info import four_numbers, version_info

    assert len(four_numbers()) == 4
    compile(version_info(), "version_info", "eval")
    assert f"filevers={four_numbers()}" in version_info()


def test_the_manual_names_every_option():
    page = (LINUX / "lossstudio.1").read_text(encoding="utf-8").replace("\\-", "-")
    assert page.startswith(".TH LOSSSTUDIO 1 ")
    from lossstudio.cli import COMMANDS

    for command in ("", *COMMANDS):
        words = [command] if command else []
        said = subprocess.run(
            [sys.executable, "-m", "lossstudio", *words, "--help"],
            capture_output=True, text=True, check=True, cwd=ROOT,
        ).stdout  # fmt: skip
        assert not command or f".SS lossstudio {command} " in page
        options = set(re.findall(r"--[a-z][a-z-]*", said.partition("Without a window")[0]))
        assert options
        missing = {option for option in options if option not in page}
        assert not missing, command


def test_the_desktop_knows_the_program_and_its_files():
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(LINUX / "lossstudio.desktop", encoding="utf-8")
    values = entry["Desktop Entry"]
    assert values["Exec"] == "lossstudio %f"
    assert values["Comment[zh_CN]"]
    kind = ET.parse(LINUX / "lossstudio.xml").getroot()[0]
    assert values["MimeType"] == f"{kind.get('type')};"
    (glob,) = (child for child in kind if child.tag.endswith("glob"))
    assert glob.get("pattern") == "*.lossstudio"
    metadata = ET.parse(LINUX / "metainfo.xml").getroot()
    assert metadata.findtext("launchable") == "lossstudio.desktop"
    assert metadata.findtext("provides/mediatype") == kind.get("type")


def test_the_packages_copyright_points_to_licences_that_debian_has(tmp_path):
    from linux.deb import copyright_file, without_common_texts

    notices = PACKAGING / "notices"
    for name, place in (("GPL-3.0", "GPL-3"), ("LGPL-3.0", "LGPL-3")):
        text = (notices / "Qt" / f"{name}.txt").read_text(encoding="utf-8")
        short = without_common_texts(text)
        assert f"/usr/share/common-licenses/{place})" in short
        assert len(short) < len(text) / 4
    (tmp_path / "README.txt").write_text("Qt: LGPL", encoding="utf-8")
    (tmp_path / "ICU").mkdir()
    (tmp_path / "ICU" / "LICENSE.txt").write_text("Unicode's licence", encoding="utf-8")
    text = copyright_file(tmp_path)
    assert "MIT License" in text
    assert "Unicode's licence" in text


def test_compressed_documents_carry_no_time(tmp_path):
    from linux.deb import _write_gz

    _write_gz(tmp_path / "a.gz", "text")
    content = (tmp_path / "a.gz").read_bytes()
    assert content[4:8] == bytes(4)
    assert gzip.decompress(content) == b"text"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (PurePosixPath("/v/lib/numpy-2.4.6.dist-info/licenses/LICENSE.txt"), "LICENSE.txt"),
        (PureWindowsPath(r"C:\v\numpy-2.4.6.dist-info\licenses\LICENSE.txt"), "LICENSE.txt"),
        (PureWindowsPath(r"C:\v\n.dist-info\licenses\numpy\ma\LICENSE"), "numpy/ma/LICENSE"),
        (PureWindowsPath(r"C:\a.dist-info\v\tqdm-4.dist-info\LICENCE"), "LICENCE"),
        (PurePosixPath("tqdm-4.dist-info/licenses"), "licenses"),
    ],
)
def test_where_a_licence_goes_on_every_system(text, place):
    from licenses import place_of

    assert place_of(text) == PurePosixPath(place)


def test_licences_of_what_is_carried_are_collected(tmp_path):
    from licenses import carried, collect_licenses

    sources = [msgspec.__file__, tqdm.__file__]
    assert [found.name for found in carried(sources)] == ["msgspec", "tqdm"]
    collect_licenses(tmp_path / "licenses", sources)
    for name in ("msgspec/LICENSE", "tqdm/LICENCE", "Python/LICENSE.txt", "LICENSE.txt"):
        assert (tmp_path / "licenses" / name).stat().st_size > 500, name


def dynamic(path):
    """The table of what a library needs, as `objdump` writes it."""
    command = ["objdump", "-p", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return said.partition("Dynamic Section:\n")[2].partition("\n\n")[0].splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="libraries of Linux")
def test_a_library_forgets_the_folders_of_the_machine_that_built_it(tmp_path):
    import shiboken6
    from linux.libraries import forget_build_folders

    (original,) = Path(shiboken6.__file__).parent.glob("Shiboken.abi3.so")
    library = Path(shutil.copy(original, tmp_path))
    before = dynamic(library)
    assert any(re.match(r"\s+R(UN)?PATH\s+\$ORIGIN", line) for line in before)
    forget_build_folders(library)
    assert library.read_bytes() == original.read_bytes()
    # As a Python with a prefix of its own has it: a text of the same length.
    content = original.read_bytes().replace(b"\0$ORIGIN", b"\0/prefix")
    library.write_bytes(content)
    assert any(re.match(r"\s+R(UN)?PATH\s+/prefix", line) for line in dynamic(library))
    forget_build_folders(library)
    assert dynamic(library) == [line for line in before if "$ORIGIN" not in line]
    assert len(library.read_bytes()) == len(content)


ERRORS = """
import json, sys
from PySide6.QtCore import QSize
import shibokensupport.signature as signature
import shibokensupport.signature.lib.pyi_generator as generator
early = [hasattr(generator, "generate_pyi"), signature.__file__.endswith(".pyc")]
said = []
for make in (lambda: QSize("a"), lambda: QSize(1, 2).scaled(), lambda: QSize(1, height=2)):
    try:
        make()
    except Exception as error:
        said.append(f"{type(error).__name__}: {error}")
said += [QSize.scaled.__doc__, str(signature.get_signature(QSize.scaled))]
json.dump([early, said], sys.stdout)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there it is carried")
def test_what_qt_says_of_a_wrong_call_is_compiled_and_the_same(tmp_path):
    import shiboken6
    from signatures import PLACE, compile_support

    # As in the bundle: beside shiboken6, and found by where that is.
    init = Path(shiboken6.__file__)
    (tmp_path / "shiboken6").mkdir()
    text = f"__path__.append({str(init.parent)!r})\n{init.read_text(encoding='utf-8')}"
    (tmp_path / "shiboken6" / "__init__.py").write_text(text, encoding="utf-8")
    for file, folder in compile_support(tmp_path / "made"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        shutil.copy(file, tmp_path / folder)
    assert (tmp_path / PLACE / "shibokensupport" / "signature" / "parser.pyc").is_file()
    early, said = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", ERRORS],
                capture_output=True, text=True, check=True,
                env=os.environ | paths,
            ).stdout
        )
        for paths in ({}, {"PYTHONPATH": str(tmp_path)})
    ]  # fmt: skip
    assert early[0] == [True, False]
    assert said[0] == [False, True]
    assert said[1] == early[1]
    assert "PySide6.QtCore.QSize" in said[1][0]
