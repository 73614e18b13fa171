"""What Qt's SVG needs before others can use it: strokes that grow with the picture, plain fonts."""

import re
from xml.etree import ElementTree

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_NUMBER = re.compile(r"-?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")
_GENERIC = {"Sans Serif": "sans-serif", "Serif": "serif", "Monospace": "monospace"}

Matrix = tuple[float, float, float, float, float, float]


def finished(document: bytes) -> bytes:
    """Qt's `document` with paths in the picture's own coordinates.

    Qt draws a line of fixed width in the data's coordinates and asks the reader not to scale its
    stroke: it would stay thin in a picture that is enlarged.
    """
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    root = ElementTree.fromstring(document)
    for group in root.iter(f"{{{_SVG}}}g"):
        if "transform" in group.attrib:
            _settle(group)
    for element in root.iter():
        element.attrib.pop("vector-effect", None)
        family = element.get("font-family")
        if family in _GENERIC:
            element.set("font-family", _GENERIC[family])
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _settle(group: ElementTree.Element) -> None:
    """Map what keeps its stroke; let the group's matrix act on the rest of it only."""
    fixed = [child for child in group if child.get("vector-effect") == "non-scaling-stroke"]
    if not fixed:
        return
    text = group.attrib.pop("transform")
    matrix = _matrix(text)
    for child in group:
        if child not in fixed:
            child.set("transform", f"{text} {child.get('transform', '')}".strip())
            continue
        for name in ("d", "points"):
            if name in child.attrib:
                child.set(name, _mapped(child.attrib[name], matrix))


def _matrix(text: str) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in _NUMBER.findall(text))
    return a, b, c, d, e, f


def _mapped(path: str, matrix: Matrix) -> str:
    """Every pair of coordinates in `path` (commands M, L, C and Z, all absolute) mapped."""
    a, b, c, d, e, f = matrix
    pieces: list[str] = []
    end = 0
    numbers = list(_NUMBER.finditer(path))
    for first, second in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = float(first[0]), float(second[0])
        pieces.append(path[end : first.start()])
        pieces.append(f"{a * x + c * y + e:.6g},{b * x + d * y + f:.6g}")
        end = second.end()
    pieces.append(path[end:])
    return "".join(pieces)
