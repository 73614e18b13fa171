"""What stands behind the sign of a fence: the word of a block, or a language that is shown."""

from difflib import get_close_matches

from lossstudio.core.parameters import shown
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message

SET, PREDICT, CHECK = "set", "predict", "check"
BLOCKS = (SET, PREDICT, CHECK)

_NAMES = (
    "ada arduino asm assembly awk bash bat batch c c# c++ clojure cmd cobol console cpp cs "
    "csharp css csv cuda dart diff dockerfile dot elixir erlang excel f# fortran fsharp "
    "gnuplot go groovy haskell html http ini ipython java javascript jl js json jsonc julia "
    "kotlin latex lisp lua make makefile markdown math matlab md mermaid mojo nim none numpy "
    "objc objective-c ocaml octave output pascal perl php plain plaintext powershell prolog "
    "ps1 pseudo pseudocode py pycon pytb python python3 r racket ruby rust sas scala scheme "
    "sed sh shell sql stata swift tex text text/plain toml ts tsv txt typescript vb vba "
    "verilog xml yaml yml zig zsh"
)
_LANGUAGES = frozenset(_NAMES.split())
"""A lesson may show code in these; what is none of them is taken for a slip."""


def word_of(info: str) -> str:
    """The first word behind a fence; "" for none."""
    return next(iter(info.split()), "")


def unknown_word(info: str) -> Message | None:
    """What is wrong where the fence's word is that of no block and no language."""
    word = word_of(info)
    language = word.strip("{}.").lower()
    if not word or word in BLOCKS or language in _LANGUAGES:
        return None
    near = get_close_matches(language.strip(":"), BLOCKS, n=1, cutoff=0.6)
    values: dict[str, object] = {"value": shown(word)}
    if near:
        text = QT_TRANSLATE_NOOP("core", "{value}: no such block; did you mean {word}?")
        return Message(text, {**values, "word": near[0]})
    text = QT_TRANSLATE_NOOP(
        "core",
        "{value}: no such block; there are: {allowed}; code has the name of its language, or text",
    )
    return Message(text, {**values, "allowed": ", ".join(BLOCKS)})
