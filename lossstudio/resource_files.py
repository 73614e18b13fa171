"""Where the program's resources are: icons, translations, lessons, presets.

A wheel and a frozen bundle carry them inside the package, a source tree beside it. Nothing else in
the code knows.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "resources", _PACKAGE.parent / "resources")


def resource(*parts: str) -> Path:
    """The path of a resource file or folder, such as ``resource("icons", "lossstudio.svg")``.

    Raises `FileNotFoundError` naming it where no such resource is installed.
    """
    for place in _PLACES:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"resource not installed: {'/'.join(parts) or 'resources'}")
