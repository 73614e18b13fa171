"""A script as sections, and how they become one text."""

from collections.abc import Sequence
from dataclasses import dataclass

from lossstudio.engine.script.texts import WIDTH
from lossstudio.engine.script.tidy import tidy, width, wrapped


@dataclass(frozen=True)
class ScriptSection:
    """A part of a script: what it is about, in a line, and its code."""

    heading: str
    code: str


@dataclass(frozen=True)
class Script:
    """A script in sections; `about` is what stands under its title, `imports` its first code."""

    title: str
    about: tuple[str, ...]
    imports: str
    sections: tuple[ScriptSection, ...]
    language: str
    has_several_runs: bool
    has_validation: bool

    @property
    def text(self) -> str:
        """The whole script."""
        title = wrapped(self.title, WIDTH - 6)
        text = "\n".join(['"""' + "\n".join(title), "", *self.about, '"""', "", self.imports])
        ends_with_function = False
        for section in self.sections:
            heading = f"# --- {section.heading} ---"
            if width(heading) > WIDTH:
                heading = "\n".join(f"# {line}" for line in wrapped(section.heading, WIDTH - 2))
            apart = ends_with_function or section.code.startswith("def ")
            text += ("\n\n\n" if apart else "\n\n") + f"{heading}\n{section.code}"
            ends_with_function = _ends_with_function(section.code)
        return text + "\n"


def section(heading: str, blocks: Sequence[str | Sequence[str]]) -> ScriptSection:
    """A section of functions, each one text, and of lines, in this order.

    Only lines that are too long are broken: functions stay as they stand.
    """
    code = ""
    for block in blocks:
        text = block if isinstance(block, str) else "\n".join(tidy(block))
        if not text:
            continue
        apart = _ends_with_function(code) or text.startswith("def ")
        code += ("\n\n\n" if apart else "\n") * bool(code) + text
    return ScriptSection(heading, code)


def _ends_with_function(code: str) -> bool:
    tops = [line for line in code.splitlines() if line and not line[0].isspace()]
    return bool(tops) and tops[-1].startswith("def ")
