"""Fuzzer of lessons: Markdown with its parts changed, pictures, scenarios and tables beside it.

python tests/robustness/fuzz_lessons.py --seed 1 --count 10000 --keep FOLDER
"""

import io
import json
import random
import re
from functools import cache
from pathlib import Path

import fuzz_cases as fuzz
from PIL import Image

from lossstudio.core.text import InputError
from lossstudio.engine.lessons.checking import check_lesson, texts_of
from lossstudio.engine.lessons.lesson import Lesson, LessonTask
from lossstudio.engine.lessons.library import entries, lesson_file, shipped_lessons
from lossstudio.engine.lessons.own_files import FileError, own_bytes
from lossstudio.engine.lessons.pictures import check_picture
from lossstudio.engine.lessons.setting import Setting
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.hiding import PANELS
from lossstudio.engine.scenarios.scenario import Scenario

_SHIPPED = [file for folder in shipped_lessons() if (file := lesson_file(folder, "en"))]
_PIECES = (
    "# Another page\n\ntext\n", "## A heading\n", "> a note\n", "- a list\n  - in it\n", "---\n",
    "| a | b |\n|---|---|\n| 1 | $x$ |\n", "![x](a.png)\n", "![x](a.svg)\n", "![x](b.jpg)\n",
    "$x^2$\n", "$$\\frac{1}{2}$$\n", "[link](https://example.org)\n", "&lt;b&gt; &#0; &#x202e;\n",
    "```python\nx = 1\n```\n", "```set A *label* $x$\nrun\n```\n", "```set B\nscenario: own\n```\n",
    "```set C\ndata.dataset = csv\ndata.file = t.csv\nruns.0.loss = mse\n```\n", "    code\n",
    "```set D\nstep: 3\n```\n", "```set F\nreset\n```\n", "```set H\nshow: fit, loss\n```\n",
    "```predict\nWhat?\n\n- ( ) A => no\n- (x) B\n  more => yes\n\nAfter.\n```\n", "\u2028", "\x85",
    "```check Do it\nstep >= 3\nhint: h\ndone: d\n```\n", "```check T\nstatus = converged\n```\n",
    "```check U\ntrain.rmse < runs.0.learning_rate\n```\n", "* " * 60 + "\n", "[" * 60, "**" * 30,
)  # fmt: skip
_WRONG = (
    "![x](/etc/hostname)\n", "![x](../a.png)\n", "![x](//h/s.png)\n", "![x](tex:0)\n", "$ x\n",
    "![x](data:image/png;base64,AAAA)\n", "![x](file:///a.png)\n", "[x](javascript:x)\n",
    "[x](file:///etc)\n", "<b>x</b>\n", "<img src='a.png'>\n", "```sett\n```\n", "```set\n```\n",
    '```set E\ndata = {"dataset": "csv", "file": "/etc/hostname"}\n```\n', "```\n", "\\",
    "```set G\nruns.1 = copy\nruns.1.loss = mae\n```\n",
)  # fmt: skip
_WORDS = (
    "data.noise", "data.n_samples", "runs.0.loss", "runs.0.learning_rate", "runs.1", "copy", "mse",
    "huber", "step", "status", "converged", "running", "true", "runs.0.start", "[0, 0]", "null",
    "runs.0.hidden_layers", "[3]", "mlp", "scenario: outliers", "show: controls", "speed: max", "=",
    "!=", "<=", ">", "hint:", "done:", "- (x)", "=>", "title:", "minutes:", "hide:", "requires:",
    "parameters.bias", "rate_limit", "data.points", "data.columns", *PANELS,
)  # fmt: skip


def make(rng: random.Random) -> bytes:
    """The Markdown of a lesson, and what lies beside it is made of the same generator by `run`."""
    source = rng.choice(_SHIPPED).read_text(encoding="utf-8")
    source = re.sub(r"^scenario: .*", rng.choice(("scenario: own", "")), source, flags=re.MULTILINE)
    parts = source.split("\n\n")
    first = rng.randrange(1, max(2, len(parts) - 3))
    parts = [parts[0], "# A page\n\ntext", *parts[first : first + rng.choice((3, 6, 12))]]
    lines = "\n\n".join(parts).split("\n")
    if lines.count("```") % 2 and rng.random() < 0.8:
        lines.append("```")
    pieces = _PIECES if rng.random() < 0.6 else (*_PIECES, *_WRONG)
    for _ in range(rng.choice((0, 1, 1, 2, 4, 10))):
        at = rng.choice(_gaps(lines) if rng.random() < 0.8 else range(len(lines) + 1))
        kind = rng.random()
        if kind < (0.45 if pieces is not _PIECES else 0.9):
            lines[at:at] = ["", *rng.choice(pieces).split("\n")]
        elif kind < 0.6 and at < len(lines):
            lines[at] = rng.choice(("", lines[at] + rng.choice(fuzz.ODD_TEXTS), lines[at][::-1]))
        elif kind < 0.7:
            del lines[at : at + rng.choice((1, 1, 3))]
        elif kind < 0.8:
            lines[at:at] = lines[at : at + rng.choice((1, 3, 8))]
        elif at < len(lines) and lines[at]:
            words = lines[at].split(" ")
            kinds = _WORDS, fuzz.ODD_TEXTS, fuzz.ODD_NUMBERS
            odd = str(rng.choice([rng.choice(each) for each in kinds]))
            words[rng.randrange(len(words))] = odd
            lines[at] = " ".join(words)
    content = "\n".join(lines).encode()
    return fuzz.mutated_bytes(rng, content) if rng.random() < 0.1 else content


def _gaps(lines: list[str]) -> list[int]:
    """The empty lines between blocks."""
    found, is_inside = [], False
    for number, line in enumerate(lines):
        is_inside ^= line.startswith("```")
        if not line and not is_inside:
            found.append(number)
    return found or [len(lines)]


@cache
def _beside() -> dict[str, bytes]:
    """What is mutated and put beside a lesson."""
    files = {"t.csv": b"x,y\n1,2\n2,4\n3,6.5\n4,8\n"}
    for name, kind in (("a.png", "PNG"), ("b.jpg", "JPEG")):
        content = io.BytesIO()
        Image.new("RGB", (12, 8), "red").save(content, kind)
        files[name] = content.getvalue()
    files["a.svg"] = (
        b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">'
        b'<defs><g id="a"><path d="M0 0 L9 9" style="fill:url(#b)"/></g></defs>'
        b'<use href="#a"/><text x="1">\xe8\x8c\xb6 &amp; 1</text><image href="#a"/></svg>'
    )
    data = {"dataset": "csv", "file": "t.csv"}
    files["own.lossstudio"] = json.dumps({"format": 1, "data": data}).encode()
    return files


def run(case: bytes, folder: Path, rng: random.Random) -> str:
    """Check the lesson; one that is right is opened, page by page, and all of it is set."""
    place = folder / "01_lesson"
    place.mkdir()
    for other in shipped_lessons():
        (folder / other.name).mkdir()
    (place / "en.md").write_bytes(case)
    for name, content in _beside().items():
        if rng.random() < 0.9:
            odd = rng.random() < 0.15
            (place / name).write_bytes(fuzz.mutated_bytes(rng, content) if odd else content)
    given = case.decode(errors="replace")
    with fuzz.reading(given):
        lessons, faults = check_lesson(place)
    lines = case.count(b"\n") + case.count(b"\r") + 2
    for fault in faults:
        fuzz.check_message(fault.message, given + "Errno")
        if not 1 <= fault.line <= lines:
            raise fuzz.CaseError(f"a fault in line {fault.line} of {lines}")
    entries([place], "zh_CN")
    for lesson in lessons:
        _open(lesson, place, is_right=not faults)
    said = [f"{fault.line} {fault.message}".replace(str(folder), "") for fault in faults]
    return f"{'with faults' if faults else 'right'} #{fuzz.name_of(repr(said).encode())}"


def _open(lesson: Lesson, place: Path, is_right: bool) -> None:
    """What the window does with a lesson, also one with faults."""
    if is_right and not lesson.pages:
        raise fuzz.CaseError("right, but without a page")
    scenario = Scenario()
    for number, page in enumerate(lesson.pages):
        lesson.needs_settings(number)
        _ = page.fields
        for text in texts_of(page):
            fuzz.check_message(text.plain or "-", text.plain)
            for name in ("<script", "<iframe", "<b>", "<img src='"):
                if name in text.html:
                    raise fuzz.CaseError(f"raw HTML in a text: {name}")
        opening = lesson.opening(number)
        settings = [block for block in page.blocks if isinstance(block, Setting)]
        for setting in ([opening] if opening else []) + settings:
            try:
                scenario = setting.apply(scenario, place)
                Experiment(scenario)
            except InputError as error:
                fuzz.check_message(error, repr(setting))
                if is_right and setting.scenario is not None:
                    raise fuzz.CaseError(f"right, but cannot be set: {error}") from error
            file = scenario.data.file
            if file is not None and not Path(file).is_relative_to(place.resolve()):
                raise fuzz.CaseError(f"reads {file}")
        for block in page.blocks:
            if isinstance(block, LessonTask):
                [condition.holds(lambda name: None) for condition in block.conditions]
    for name in ("a.png", "b.jpg", "a.svg"):
        try:
            check_picture(own_bytes(place, name), whole=False)
        except FileError as error:
            fuzz.check_message(error.message)


FUZZER = fuzz.Fuzzer("lessons", ".md", make, run)

if __name__ == "__main__":
    raise SystemExit(fuzz.main(FUZZER))
