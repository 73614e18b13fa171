"""What a bundle carries of all that PyInstaller finds, and what it leaves out.

Names are places in the bundle, such as ``PySide6/Qt/plugins/tls/libqopensslbackend.so``.
"""

import re
from collections.abc import Iterable
from pathlib import Path

EXCLUDED_MODULES = (
    # No network is used, so neither encryption nor its library of 5 MB. Python's hashes have their
    # own code for when OpenSSL is not there.
    "ssl", "_ssl", "_hashlib", "PySide6.QtNetwork",
    # Other tools' ways in: a terminal's line editor, debuggers, tests, notebooks, other toolkits.
    "tkinter", "curses", "readline", "sqlite3", "pdb", "doctest", "unittest", "PySide6.QtTest",
    "numpy.f2py", "numpy.testing", "numpy.tests", "numpy._core.tests", "pyqtgraph.examples",
    "pyqtgraph.jupyter", "setuptools", "pkg_resources", "IPython", "matplotlib", "scipy", "numba",
    "h5py", "cupy", "OpenGL.GLUT", "OpenGL.GLE", "OpenGL.Tk", "PyQt5", "PyQt6", "PySide2",
    "PIL.ImageTk", "pyqtgraph.canvas", "pyqtgraph.console", "pyqtgraph.dockarea",
    "pyqtgraph.flowchart", "pyqtgraph.metaarray",
    # Pictures are PNG, JPEG and GIF here; Pillow goes on without the kinds that are not there.
    *(f"PIL.{kind}ImagePlugin" for kind in (
        "Avif", "Blp", "Dds", "Eps", "Fits", "Fli", "Fpx", "Ftex", "Icns", "Im", "Jpeg2K", "Palm",
        "Pcx", "Pdf", "Psd", "Qoi", "Sgi", "Spider", "Tga", "WebP", "Wmf", "Xpm",
    )),
    "PIL.PdfParser", "PIL.ImageCms", "PIL.ImageWin",
    # Python's help texts, and its second copy of a module that is there in C.
    "pydoc_data", "_pydecimal",
)  # fmt: skip
"""Modules that are not carried even where something carried would import them."""

HIDDEN_MODULES = (
    *("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"),  # pyqtgraph's curves ask for them
    *("OpenGL.platform.egl", "OpenGL.platform.glx"),  # PyOpenGL's ways to a screen on Linux
)
"""Modules that are imported by a name made at run time."""

_PLUGINS = {
    "platforms": "qxcb|qwayland|qoffscreen|qwindows|qcocoa",
    "platformthemes": "qxdgdesktopportal",  # not GTK's, which brings all of GTK 3
    "platforminputcontexts": "composeplatforminputcontextplugin|ibusplatforminputcontextplugin",
    "xcbglintegrations": ".*",
    "wayland-decoration-client": ".*",
    "wayland-graphics-integration-client": "qt-plugin-wayland-egl",
    "wayland-shell-integration": "xdg-shell",
    "styles": ".*",
    "iconengines": "qsvgicon",
    "imageformats": "qsvg|qgif|qico|qjpeg",  # PNG is part of Qt's own library
}
"""Qt's plugins that are carried: folder, and names without ``lib`` and the ending."""

_UNUSED_QT = re.compile(
    r"(lib)?Qt6?(Network|Test|Quick\w*|Qml\w*|VirtualKeyboard\w*|Pdf\w*|EglF[Ss]\w*|WlShell\w*)(\.|$)"
)

_LINUX_LIBRARIES = re.compile(
    r"lib(python3\.\d+|ffi|expat|bz2|lzma|z|uuid|mpdec"  # Python's own
    # What Qt needs of X11 beyond what every desktop has installed. libxcb itself and what belongs
    # to the graphics driver stay the system's: the driver loads them too, and they must be one.
    r"|xcb-(cursor|icccm|image|keysyms|randr|render|render-util|shape|shm|sync|util|xfixes|xkb)"
    r"|xkbcommon|xkbcommon-x11)\.so[.\d]*"
)
"""Of the system's libraries. The C++ library above all is the system's: an older one in the bundle
would keep newer graphics drivers from loading."""

_UNUSED_FILES = re.compile(
    r"pyqtgraph/icons/peegee/.*"  # its logo, up to 1024 pixels
    r"|.*/(tests|testing|examples)/.*"
    r"|numpy/_core/_(multiarray|operand_flag|rational|struct_ufunc|umath)_tests\..*"
    r"|PIL/_(avif|webp|imagingcms|imagingft|imagingtk)\..*"
    r"|.*/(avif|webp|sharpyuv)\w*\.(dll|so.*)|pillow\.libs/lib(avif|webp|sharpyuv|lcms2|freetype"
    r"|harfbuzz|brotli|png)\w*-.*"
    r"|.*\.dist-info/(RECORD|INSTALLER|REQUESTED|WHEEL|top_level\.txt|direct_url\.json)"
    r"|.*\.pyi|.*/py\.typed"
)


def is_wanted(name: str, languages: set[str]) -> bool:
    """Whether the file or library `name` belongs in the bundle of a program that speaks
    `languages`, such as ``{"en", "zh_CN"}``."""
    name = name.replace("\\", "/")
    *folders, file = name.split("/")
    if folders[:1] == ["lossstudio"]:  # our own: all, but what is the translators' beside the .qm
        return not (folders[1:2] == ["resources"] and file.endswith(".ts"))
    if _UNUSED_FILES.fullmatch(name) or _UNUSED_QT.match(file):
        return False
    if "plugins" in folders and "PySide6" in folders:
        names = _PLUGINS.get(folders[-1], "")
        return re.fullmatch(rf"(lib)?({names})\.(so|dll|dylib)", file) is not None
    if "translations" in folders and "PySide6" in folders:
        return re.fullmatch(rf"qtbase_({'|'.join(sorted(languages))})\.qm", file) is not None
    if not folders and re.search(r"^lib.*\.so(\.|$)", file):
        return _LINUX_LIBRARIES.fullmatch(file) is not None
    return True


def kept(
    entries: Iterable[tuple[str, str, str]], languages: set[str]
) -> list[tuple[str, str, str]]:
    """The entries (name, source, kind) of PyInstaller's that are carried.

    A link is, where what it points to is.
    """
    wanted = [entry for entry in entries if entry[2] == "SYMLINK" or is_wanted(entry[0], languages)]
    names = {name.replace("\\", "/") for name, _, kind in wanted if kind != "SYMLINK"}
    return [e for e in wanted if e[2] != "SYMLINK" or e[1].replace("\\", "/") in names]


def languages(resources: Path) -> set[str]:
    """The languages that the program speaks: English, and those translated."""
    return {"en"} | {
        path.stem.partition("_")[2] for path in resources.glob("translations/lossstudio_*.qm")
    }


def own_modules(package: Path) -> list[str]:
    """The dotted names of all modules in `package`: losses and their like are found by looking,
    so no import names them."""
    return [
        ".".join((package.name, *path.relative_to(package).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        for path in sorted(package.rglob("*.py"))
    ]
