"""PySide6's own Python modules, compiled, for the bundle.

They lie as sources in an archive within its library, and every start unpacks and compiles them
anew; where there is a folder ``files.dir`` beside shiboken6, they are taken from there instead. One
of them writes type stubs and is never asked to: its place is taken by an empty module, as it must
be there and costs more than the others together. (To load the others later does not work: the
library looks for them by itself when a call fails.)
"""

import py_compile
from pathlib import Path

import PySide6.QtCore  # noqa: F401  brings its modules along
import shibokensupport.feature

PLACE = Path("shiboken6", "files.dir")
"""Where PySide6 looks for them, within the folder of all packages."""

_UNUSED = "shibokensupport/signature/lib/pyi_generator.py"


def sources() -> dict[str, bytes]:
    """The sources by their names, as PySide6 has them but for what is not used."""
    archive = shibokensupport.feature.__loader__.zfile
    found = {
        name: archive.read(name)
        for name in sorted(archive.namelist())
        if name.startswith("shibokensupport/") and name.endswith(".py")
    }
    if _UNUSED not in found:
        raise ValueError(f"this PySide6 has no {_UNUSED}: look at what it loads instead")
    found[_UNUSED] = b""
    return found


def compile_support(folder: Path) -> list[tuple[str, str]]:
    """Compile them into `folder`; returns (file, its folder in the bundle) of each."""
    made = []
    for name, source in sources().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source)
        # Without a source beside them, modules are found by this name, and never compared with one.
        compiled = path.with_suffix(".pyc")
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(path), str(compiled), name, doraise=True, invalidation_mode=mode)
        made.append((str(compiled), (PLACE / name).parent.as_posix()))
    return made
