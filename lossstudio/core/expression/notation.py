"""How the names of a formula are written: ŷ, δ, αₜ, y'ⱼ, as plain text and as LaTeX."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lossstudio.core.symbols import below, greek_letter, latex_symbol


@dataclass(frozen=True)
class Notation:
    """What the names of a formula look like.

    `symbols` are those of parameters; other names look as they are called: ``alpha_t`` is αₜ.
    `indexed` are the names that have a value for each class. With `has_classes`, y is 0 or 1.
    """

    symbols: Mapping[str, str] = field(default_factory=dict)
    indexed: frozenset[str] = frozenset()
    has_classes: bool = False

    def plain(self, name: str, index: str = "") -> str:
        """The name as plain text; `index` is that of its class, where it has one."""
        return self._symbol(name) + below(index if name in self.indexed else "")

    def latex(self, name: str, index: str = "") -> str:
        """The name as LaTeX; one that is LaTeX already stays."""
        if "\\" in name:
            return name
        return latex_symbol(self._symbol(name), index if name in self.indexed else "")

    def _symbol(self, name: str) -> str:
        if name in self.symbols:
            return self.symbols[name]
        if name == "yhat":
            return "ŷ"
        head, _, index = name.partition("_")
        return greek_letter(head) + below(index)
