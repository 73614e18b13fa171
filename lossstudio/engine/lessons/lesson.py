"""What a lesson consists of, once it has been read."""

import re
from dataclasses import dataclass
from pathlib import Path

from lossstudio.engine.lessons.conditions import Condition
from lossstudio.engine.lessons.setting import Setting
from lossstudio.engine.scenarios.hiding import hideable_name


@dataclass(frozen=True)
class TextFormula:
    """TeX in a text, in a line of it or (`is_display`) by itself. `line` is that of the file."""

    latex: str
    is_display: bool
    line: int


@dataclass(frozen=True)
class Text:
    """Text to show: HTML in which the picture ``tex:N`` stands for formula N.

    `plain` is the same to be read aloud, with TeX for formulas. Raw HTML is never part of it.
    """

    html: str
    plain: str
    formulas: tuple[TextFormula, ...] = ()


@dataclass(frozen=True)
class Answer:
    """One answer to a question, and what is said to whoever chose it."""

    text: Text
    is_right: bool
    reply: Text


@dataclass(frozen=True)
class Question:
    """Asks for a prediction; `after` is shown once an answer was chosen (None: nothing is)."""

    text: Text
    answers: tuple[Answer, ...]
    after: Text | None

    @property
    def machine(self) -> tuple[object, ...]:
        """What must be the same in every language: which answers are right."""
        return tuple(answer.is_right for answer in self.answers)


@dataclass(frozen=True)
class LessonTask:
    """Something to do in the window: done when all `conditions` hold at once."""

    text: Text
    conditions: tuple[Condition, ...]
    hint: Text | None = None
    done: Text | None = None

    @property
    def machine(self) -> tuple[object, ...]:
        """What must be the same in every language: the conditions."""
        return tuple(condition.machine for condition in self.conditions)


Block = Text | Setting | Question | LessonTask


@dataclass(frozen=True)
class Page:
    """One page: its title, and its parts in their order. `line` is its heading's."""

    title: Text
    line: int
    blocks: tuple[Block, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The settings that the page is about: what its tasks look at, then what it sets."""
        tasks = (block for block in self.blocks if isinstance(block, LessonTask))
        settings = (block for block in self.blocks if isinstance(block, Setting))
        paths = [condition.name.path for task in tasks for condition in task.conditions]
        paths += [path for setting in settings for path, _ in setting.values]
        names = (hideable_name(path) for path in paths if re.match(r"data\.|runs\.\d+\.", path))
        return tuple(dict.fromkeys(names))

    @property
    def first_setting(self) -> Setting | None:
        """What is set when the page is opened by stepping forward."""
        found = (block for block in self.blocks if isinstance(block, Setting) and not block.label)
        return next(found, None)


@dataclass(frozen=True)
class LessonHeader:
    """What stands before the first page."""

    title: str = ""
    minutes: int | None = None
    requires: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """A lesson in one language. `folder` is where its files lie; its name is the lesson's."""

    folder: Path
    language: str
    header: LessonHeader
    pages: tuple[Page, ...]

    def opening(self, number: int) -> Setting | None:
        """All that has been set where page `number`, from 0, is reached by stepping forward."""
        opened: Setting | None = None
        for page in self.pages[: number + 1]:
            if (first := page.first_setting) is not None:
                opened = first if opened is None else first.after(opened)
        return opened

    def opener(self, number: int) -> int:
        """The page whose setting is in force as page `number` is opened, both from 0; -1: none."""
        pages = range(number, -1, -1)
        return next((n for n in pages if self.pages[n].first_setting is not None), -1)

    def needs_settings(self, number: int) -> bool:
        """Whether the settings are used on page `number`, from 0: it shows them, or it has a task
        and the page before has left them there. Before any page has, they are there."""
        page = self.pages[number]
        if "controls" in self.header.hide:
            return False
        if any(block.show for block in page.blocks if isinstance(block, Setting)):
            return any("controls" in b.show for b in page.blocks if isinstance(b, Setting))
        first_settings = (earlier.first_setting for earlier in reversed(self.pages[:number]))
        shown = next((s.show for s in first_settings if s is not None and s.show), ("controls",))
        has_task = any(isinstance(block, LessonTask) for block in page.blocks)
        return has_task and "controls" in shown
