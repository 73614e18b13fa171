"""A formula as MathML, with its signs as TeX sets them: the minus of one number is close to it.

ziamath takes every minus within a row for one between two terms, with room on both sides: also
the one in z = -8, which belongs to the 8.
"""

import xml.etree.ElementTree as ET

_SIGNS = frozenset("−+±∓-")
_BEFORE_A_SIGN = frozenset(
    "=≠≈≃≅≡∼∝<>≤≥≪≫∈∉⊂⊆≔:→←↔⇒⇐⇔⟶⟵⟹⟺↦"  # relations
    "+−±∓-×·⋅÷/∗*∘⊙⊗∧∨∣"  # operations
    "([{⟨⌈⌊,;∑∏∫"
)
"""After one of these a sign belongs to what follows it."""
_FENCES = frozenset("|‖")
"""The same opens and closes: the first, the third and so on of a row open."""
_ROWS = frozenset({"math", "mrow", "mstyle", "mtd", "mpadded", "menclose", "msqrt"})
_WITH_INDICES = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})


def mathml(latex: str, *, is_in_a_line: bool = False) -> ET.Element:
    """The formula as ziamath draws it."""
    from ziamath.escapes import unescape
    from ziamath.tex import tex2mml

    root = ET.fromstring(unescape(tex2mml(latex, inline=is_in_a_line)))
    for row in root.iter():
        if _tag(row) in _ROWS:
            _mark_signs(row)
    return root


def _mark_signs(row: ET.Element) -> None:
    before: list[str] = []  # the symbols before the present one, "" for what is none
    for child in row:
        if _tag(child) == "mspace":
            continue
        symbol = _symbol(child)
        if symbol in _SIGNS and _tag(child) == "mo" and _opens(before):
            child.set("form", "prefix")
            child.set("rspace", "0em")
        before.append(symbol)


def _opens(before: list[str]) -> bool:
    """Whether what follows these symbols begins something."""
    if not before or before[-1] in _BEFORE_A_SIGN:
        return True
    return before[-1] in _FENCES and before.count(before[-1]) % 2 == 1


def _symbol(element: ET.Element) -> str:
    """The operator that an element is, also with indices like a sum's; "" for anything else."""
    if _tag(element) in _WITH_INDICES:
        base = next(iter(element), None)
        return _symbol(base) if base is not None and _symbol(base) in "∑∏∫" else ""
    is_operator = _tag(element) in ("mo", "mi") and len(element) == 0
    return (element.text or "").strip() if is_operator else ""


def _tag(element: ET.Element) -> str:
    """The element's name, without its namespace."""
    return element.tag.rpartition("}")[2]


_MEASURED_TWICE = frozenset({"mfrac", "msqrt", "mroot", "mfenced", *_WITH_INDICES})
_STRETCHES = ("stretchy", "fence")


def effort(element: ET.Element) -> int:
    """How much there is to draw: about 1 a sign, and twice as much for what stands in a fraction, a
    root, an index or brackets that grow. ziamath lays such parts out once to measure them, and once
    more to draw them: within each other, that doubles with each of them."""
    if len(element) == 0:
        return max(1, len(element.text or ""))
    grows = any(child.get(name) == "true" for child in element for name in _STRETCHES)
    twice = _tag(element) in _MEASURED_TWICE or (_tag(element) == "mrow" and grows)
    return (1 + twice) * sum(map(effort, element))
