"""What Windows shows of the program in its file properties. Untested: no Windows was at hand."""

import re

from project import NAME, PUBLISHER, SUMMARY, version


def four_numbers() -> tuple[int, ...]:
    """The version as Windows counts: four numbers."""
    numbers = [int(part) for part in re.findall(r"\d+", version())[:4]]
    return tuple(numbers + [0] * (4 - len(numbers)))


def version_info() -> str:
    """The version resource as PyInstaller reads it: a Python expression."""
    four = four_numbers()
    texts = {
        "CompanyName": PUBLISHER,
        "FileDescription": f"{NAME}: {SUMMARY}",
        "FileVersion": version(),
        "InternalName": NAME,
        "LegalCopyright": f"{PUBLISHER}, MIT licence",
        "OriginalFilename": "lossstudio.exe",
        "ProductName": NAME,
        "ProductVersion": version(),
    }
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    # 0409 04B0: American English in Unicode.
    return (
        "VSVersionInfo(ffi=FixedFileInfo("
        f"filevers={four}, prodvers={four}, mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1, "
        "subtype=0x0, date=(0, 0)), kids=["
        f"StringFileInfo([StringTable('040904B0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [0x0409, 0x04B0])])])\n"
    )
