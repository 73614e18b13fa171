"""PySide6's own Python modules, compiled, for the bundle.

They lie as sources in an archive within its library, and every start unpacks and compiles them
anew; where there is a folder ``files.dir`` beside shiboken6, they are taken from there instead.
Together with `late_loader`, which leaves them alone until they are needed, that is a twentieth of
what a start computes.
"""

import py_compile
from pathlib import Path

import PySide6.QtCore  # noqa: F401  brings its modules along
import shibokensupport.feature
from project import PACKAGING

PLACE = Path("shiboken6", "files.dir")
"""Where PySide6 looks for them, within the folder of all packages."""

_LOADER = "shibokensupport/signature/loader.py"
_WHOLE = "shibokensupport/signature/whole_loader.py"


def sources() -> dict[str, bytes]:
    """The sources by their names: PySide6's, with our loader in the place of its own."""
    archive = shibokensupport.feature.__loader__.zfile
    found = {
        name: archive.read(name)
        for name in sorted(archive.namelist())
        if name.startswith("shibokensupport/") and name.endswith(".py")
    }
    found[_WHOLE] = found.pop(_LOADER)  # `KeyError` where a later PySide6 has none
    found[_LOADER] = (PACKAGING / "late_loader.py").read_bytes()
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
