"""How the names of a formula are written: ŷ, δ, αₜ, y'ⱼ, as plain text and as LaTeX."""

from collections.abc import Mapping
from dataclasses import dataclass, field

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
}  # fmt: skip
_COMMANDS = {letter: rf"\{name}" for name, letter in GREEK.items()} | {
    "ε": r"\varepsilon",
    "φ": r"\varphi",
    "ŷ": r"\hat y",
}
_BELOW = str.maketrans("0123456789aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_RAISED = {above: below for below, above in _BELOW.items()}
"""Letters below the line, and what they are on it."""


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
        below = index if name in self.indexed else ""
        return self._symbol(name) + below.translate(_BELOW)

    def latex(self, name: str, index: str = "") -> str:
        """The name as LaTeX; one that is LaTeX already stays."""
        if "\\" in name:
            return name
        head, below = "", ""
        for letter in self._symbol(name):
            if ord(letter) in _RAISED:
                below += chr(_RAISED[ord(letter)])
            else:
                head += _COMMANDS.get(letter, letter)
        if name in self.indexed:
            below += index
        if not below:
            return head
        return f"{head}_{below}" if len(below) == 1 else f"{head}_{{{below}}}"

    def _symbol(self, name: str) -> str:
        if name in self.symbols:
            return self.symbols[name]
        if name == "yhat":
            return "ŷ"
        head, _, below = name.partition("_")
        return GREEK.get(head, head) + below.translate(_BELOW)
