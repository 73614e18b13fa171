"""Lessons: read, checked, applied, and when their tasks are done."""

import base64
import io
import json
import math
import os
import re
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from lossstudio.cli import main
from lossstudio.core.text import InputError
from lossstudio.engine.lessons.checking import check_lesson, formulas_of
from lossstudio.engine.lessons.conditions import Name, field_value, parse_condition
from lossstudio.engine.lessons.lesson import LessonTask, Question, Text
from lossstudio.engine.lessons.library import entries, lesson_file, shipped_lessons
from lossstudio.engine.lessons.own_files import MOST_BYTES
from lossstudio.engine.lessons.reading import read_lesson
from lossstudio.engine.lessons.setting import Setting, parse_setting
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario import Scenario, to_dict
from lossstudio.engine.scenarios.scenario_file import find_scenario, save_scenario

HEADER = "---\ntitle: A lesson\nminutes: 5\n---\n\n"

LESSON = r"""---
title: What is a loss?
minutes: 6
requires: 01_first, 02_second
hide: runs.l1, metrics
---

# A line and $\hat y$

The *residual* $r = \hat y - y$ of a **sample**.

```set
run
# a comment
speed: 20
show: controls, fit, loss
runs.0.loss = huber
scenario: outliers
residuals: squares
runs = 1
runs.1 = copy
runs.1.loss = mae
```

$$L = \frac{1}{n}\sum_i r_i^2$$

```python
code_to_read = 1
```

```set Make $\eta$ large
runs.0.learning_rate = 5
step: 30
```

# Predict

```predict
What happens to $w$?

- ( ) It settles => No.
- (x) It grows
  without end => Right, since $\eta > 2/\lambda$.

Afterwards.
```

```check Find a rate that *diverges*
runs.0.learning_rate > rate_limit
status = diverging
hint: To the right.
done: Well done.
```
"""


def write(folder, text, language="en"):
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{language}.md"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def lesson(tmp_path):
    for name in ("01_first", "02_second"):
        (tmp_path / name).mkdir()
    return read_lesson(write(tmp_path / "03_lesson", LESSON))


# -- reading -------------------------------------------------------------------------------------


def test_a_lesson_is_read_whole(lesson):
    lesson, faults = lesson
    assert faults == []
    header = lesson.header
    assert (header.title, header.minutes) == ("What is a loss?", 6)
    assert (header.requires, header.hide) == (("01_first", "02_second"), ("runs.l1", "metrics"))
    first, second = lesson.pages
    assert first.title.plain == r"A line and \hat y"
    assert [type(block) for block in first.blocks] == [Text, Setting, Text, Setting]
    assert [type(block) for block in second.blocks] == [Question, LessonTask]


def test_text_becomes_html_and_formulas(lesson):
    page = lesson[0].pages[0]
    text, below = page.blocks[0], page.blocks[2]
    assert text.html == (
        '<p>The <em>residual</em> <img src="tex:0"> of a <strong>sample</strong>.</p>'
    )
    assert text.plain == r"The residual r = \hat y - y of a sample."
    assert [(f.latex, f.is_display, f.line) for f in text.formulas] == [
        (r"r = \hat y - y", False, 10)
    ]
    (formula,) = below.formulas
    assert (formula.is_display, formula.line) == (True, 25)
    assert "code_to_read" in below.html


def test_a_setting_does_what_it_says_in_its_own_order(lesson, tmp_path):
    setting = lesson[0].pages[0].first_setting
    assert setting.show == ("controls", "fit", "loss")
    assert (setting.residuals, setting.speed, setting.action) == ("squares", 20.0, "run")
    scenario = setting.apply(Scenario(), tmp_path)
    assert scenario.data.outlier_fraction == find_scenario("outliers").data.outlier_fraction
    assert [(run.name, run.loss) for run in scenario.runs] == [("MSE", "huber"), ("", "mae")]
    assert scenario.runs[1].learning_rate == 0.1  # copied from run 0
    other = lesson[0].pages[0].blocks[3]
    assert (other.action, other.step, other.label) == ("step", 30, r"Make $\eta$ large")
    after = other.apply(scenario, tmp_path)
    assert after.runs[0].learning_rate == 5
    assert after.runs[1] == scenario.runs[1]


def test_a_question_has_answers_with_replies_and_what_follows(lesson):
    question = lesson[0].pages[1].blocks[0]
    assert question.text.plain == "What happens to w?"
    assert [answer.is_right for answer in question.answers] == [False, True]
    assert question.answers[1].text.plain == "It grows without end"
    assert question.answers[1].reply.plain == r"Right, since \eta > 2/\lambda."
    assert question.after.plain == "Afterwards."


def test_a_task_has_conditions_a_hint_and_praise(lesson):
    task = lesson[0].pages[1].blocks[1]
    assert task.text.plain == "Find a rate that diverges"
    assert (task.hint.plain, task.done.plain) == ("To the right.", "Well done.")
    assert [c.machine for c in task.conditions] == [
        ("runs.0.learning_rate", ">", "rate_limit"),
        ("status", "=", '"diverging"'),
    ]


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path):
    file = tmp_path / "l" / "en.md"
    file.parent.mkdir()
    file.write_bytes(
        b"\xef\xbb\xbf" + (HEADER + "# A\n\ntext $x$\n").replace("\n", "\r\n").encode()
    )
    lesson, faults = read_lesson(file)
    assert faults == []
    assert [formula.line for formula in formulas_of(lesson.pages[0])] == [8]


def test_tabs_do_no_harm(tmp_path):
    text = LESSON.replace("- (x) ", "-\t(x)\t").replace("title: ", "title:\t")
    text = text.replace("requires: 01_first, 02_second\n", "")
    lesson, faults = read_lesson(write(tmp_path / "l", text.replace("speed: 20", "\tspeed:\t20")))
    assert faults == []
    assert lesson.pages[0].first_setting.speed == 20
    assert [answer.is_right for answer in lesson.pages[1].blocks[0].answers] == [False, True]


def test_chinese_next_to_formulas(tmp_path):
    lesson, faults = read_lesson(
        write(tmp_path / "l", HEADER + "# 损失\n\n损失$\\ell$很大，$5$个样本。\n", "zh_CN")
    )
    assert faults == []
    assert [f.latex for f in formulas_of(lesson.pages[0])] == [r"\ell", "5"]


def test_nothing_that_is_read_becomes_raw_html(tmp_path):
    body = "# <b>x</b>\n\n<script>alert(1)</script>\n\n[a](javascript:alert(1)) `<i>`\n"
    lesson, faults = read_lesson(write(tmp_path / "l", HEADER + body))
    page = lesson.pages[0]
    html = page.title.html + "".join(block.html for block in page.blocks)
    assert "<b>" not in html
    assert "<script" not in html
    assert "href" not in html
    assert {fault.line for fault in faults} == {6, 8}


# -- what is wrong is found, with its line -------------------------------------------------------

PAGE = "# Page\n\n"
FAULTS = {
    "no header": ("# Page\n\ntext\n", 1, "header"),
    "no title": ("---\nminutes: 3\n---\n# P\n\ntext\n", 1, "title"),
    "a key that is none": ("---\ntitle: A\nlevel: 3\n---\n# P\n\ntext\n", 3, "minutes, requires"),
    "minutes": ("---\ntitle: A\nminutes: few\n---\n# P\n\ntext\n", 3, "whole number"),
    "what is hidden": ("---\ntitle: A\nhide: walls\n---\n# P\n\ntext\n", 3, "runs.l2"),
    "a lesson that is required": ("---\ntitle: A\nrequires: 09_x\n---\n# P\n\ntext\n", 3, "09_x"),
    "text before the first page": (HEADER + "text\n\n# P\n\ntext\n", 6, "before the first page"),
    "an empty page": (HEADER + "# P\n\n# Q\n\ntext\n", 6, "empty"),
    "html": (HEADER + PAGE + "some\n<b>text</b>\n", 9, "raw HTML"),
    "a picture from elsewhere": (HEADER + PAGE + "![x](https://a.b/c.png)\n", 8, "picture"),
    "a picture's name too long": (HEADER + PAGE + f"![x]({'n' * 300}.png)\n", 8, "picture"),
    "a picture that is not there": (HEADER + PAGE + "![x](../c.png)\n", 8, "picture"),
    "a link into the machine": (HEADER + PAGE + "[x](/etc/passwd)\n", 8, "https://"),
    "html in a question": (
        HEADER + PAGE + "```predict\nQ\n\n- (x) a => <b>b</b>\n- ( ) b => c\n```\n", 11, "raw HTML"
    ),
    "a preset": (HEADER + PAGE + "```set\nscenario: nope\n```\n", 8, "overfitting"),
    "a path": (HEADER + PAGE + "```set\n\nruns.0.los = mae\n```\n", 10, "loss_parameters"),
    "a value": (HEADER + PAGE + "```set\nshow: fit\ndata.noise = 99\n```\n", 10, "from 0 to 10"),
    "a loss": (HEADER + PAGE + "```set\ndata.noise = 1\nruns.0.loss = x\n```\n", 10, "huber"),
    "a panel": (HEADER + PAGE + "```set\nshow: fit, wall\n```\n", 9, "landscape"),
    "residuals": (HEADER + PAGE + "```set\nresiduals: cubes\n```\n", 9, "squares"),
    "a speed": (HEADER + PAGE + "```set\nspeed: fast\n```\n", 9, "max"),
    "a step": (HEADER + PAGE + "```set\nstep: -4\n```\n", 9, "whole number"),
    "two actions": (HEADER + PAGE + "```set\nreset\nrun\n```\n", 10, "only one of"),
    "a word twice": (HEADER + PAGE + "```set\nspeed: 1\nspeed: 2\n```\n", 10, "twice"),
    "a line that is none": (HEADER + PAGE + "```set\nplease run\n```\n", 9, "scenario: NAME"),
    "no next run": (HEADER + PAGE + "```set\nruns.2 = copy\n```\n", 9, "runs.1"),
    "a second silent set": (
        HEADER + PAGE + "```set A\nreset\n```\n\n```set\nreset\n```\n", 12, "first"
    ),
    "a set in a list": (HEADER + PAGE + "- a\n  ```set b\n  ```\n", 9, "left edge"),
    "a word beside that of a block": (
        HEADER + PAGE + "```python\nx = 1\n```\n\n```sett X\nruns = 1\n```\n", 12, "mean set",
    ),
    "a block's word in capitals": (HEADER + PAGE + "```Check A\nstep > 3\n```\n", 8, "mean check"),
    "a word that is no language": (HEADER + PAGE + "- a\n  ```huh\n  ```\n", 9, "predict, check"),
    "a formula that goes on": (HEADER + PAGE + "A\n$x$ and $a + b\n", 9, '"$a + b"'),
    "a formula by itself that goes on": (HEADER + PAGE + "A\n\n$$ a + b\n", 10, "has no end"),
    "a formula of a title that goes on": (HEADER + "# P $x\n\ntext\n", 6, "has no end"),
    "a formula of a table that goes on": (
        HEADER + PAGE + "| a | b |\n|---|---|\n| 1 | $b |\n", 10, "has no end",
    ),
    "a formula of a hint that goes on": (
        HEADER + PAGE + "```check a\nstep > 3\nhint: so $x\n```\n", 10, "has no end",
    ),
    "a formula of a label that goes on": (
        HEADER + PAGE + "```set $x\nreset\n```\n", 8, "has no end",
    ),
    "a formula of an answer that goes on": (
        HEADER + PAGE + "```predict\nQ\n\n- (x) a => $b\n- ( ) b => c\n```\n", 11, "has no end",
    ),
    "a block that goes on": (HEADER + PAGE + "```check a\nstep > 3\n", 8, "not closed"),
    "one answer": (HEADER + PAGE + "```predict\nQ\n\n- (x) a => b\n```\n", 8, "2 to 9 answers"),
    "no question": (HEADER + PAGE + "```predict\n- (x) a => b\n- ( ) a => b\n```\n", 8, "question"),
    "no right answer": (
        HEADER + PAGE + "```predict\nQ\n\n- ( ) a => b\n- ( ) c => d\n```\n", 8, "right"
    ),
    "no reply": (HEADER + PAGE + "```predict\nQ\n\n- (x) a => b\n- ( ) c\n```\n", 12, "REPLY"),
    "text between answers": (
        HEADER + PAGE + "```predict\nQ\n\n- (x) a => b\nmore\n- ( ) c => d\n```\n", 12, "between"
    ),
    "a task without words": (HEADER + PAGE + "```check\nstep > 3\n```\n", 8, "behind the word"),
    "a task without conditions": (HEADER + PAGE + "```check A\nhint: b\n```\n", 8, "condition"),
    "a name": (HEADER + PAGE + "```check A\nsteps_done > 3\n```\n", 9, "gradient_norm"),
    "a metric": (HEADER + PAGE + "```check A\ntrain.rsme < 3\n```\n", 9, "train.rmse"),
    "a status": (HEADER + PAGE + "```check A\nstatus = finished\n```\n", 9, "plateau"),
    "a number for a word": (HEADER + PAGE + "```check A\nrunning = 3\n```\n", 9, "true or false"),
    "a word's size": (HEADER + PAGE + "```check A\nruns.0.loss > mae\n```\n", 9, "= and !="),
    "no sign": (HEADER + PAGE + "```check A\nstep 3\n```\n", 9, "NAME SIGN VALUE"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_in_its_line(tmp_path, name):
    text, line, said = FAULTS[name]
    faults = check_lesson(write(tmp_path / "l", text).parent)[1]
    found = [(fault.line, str(fault.message)) for fault in faults]
    assert len(found) == 1, found
    assert found[0][0] == line, found
    assert said in found[0][1]


def test_every_fault_is_found_at_once(tmp_path):
    names = ("a panel", "a status", "no reply", "minutes", "a picture that is not there")
    bodies = [FAULTS[name][0].partition("\n\n")[2] for name in names if name != "minutes"]
    header = FAULTS["minutes"][0].partition("# P")[0]
    faults = check_lesson(write(tmp_path / "l", header + "\n".join(bodies)).parent)[1]
    assert len(faults) == len(names)
    for name in names:
        assert any(FAULTS[name][2] in str(fault.message) for fault in faults), name


@pytest.mark.parametrize(
    "text",
    [
        "It costs \\$5, `$a` and $x$.",
        "```\n$a\n```",
        "```Python\nx = '$'\n```",
        "```{.r}\nx\n```",
        "    $a in an indented block",
        "$$a$$ and\n\n$$\nb\n$$",
        "```check Spend \\$5\nstep > 3\nhint: that is $x$\n```",
    ],
)
def test_a_dollar_that_is_no_formula_and_code_are_no_faults(tmp_path, text):
    folder = write(tmp_path / "l", HEADER + PAGE + text + "\n").parent
    assert [str(fault.message) for fault in check_lesson(folder)[1]] == []


@pytest.mark.parametrize(
    ("latex", "is_fault"),
    [
        ("x" * 1000, False),
        ("x" * 1001, True),
        (r"\sqrt{" * 8 + "x" + "}" * 8, False),
        (r"\sqrt{" * 9 + "x" + "}" * 9, True),
        (r"\left(" * 9 + "x" + r"\right)" * 9, True),
        (r"\leftarrow \{ \\ \} " * 20, False),
        (r"\frac{a}{b} " * 60, False),
    ],
)
@pytest.mark.parametrize("marks", ["${}$", "$${}$$", "$$\n{}\n$$"])
def test_a_formula_that_is_too_long_or_too_deep_is_a_fault(tmp_path, latex, is_fault, marks):
    text = "Text.\n\n" + marks.replace("{}", latex.strip()) + "\n"
    faults = check_lesson(write(tmp_path / "l", HEADER + PAGE + text).parent)[1]
    said = [str(fault.message) for fault in faults]
    assert len(said) == is_fault, said
    if is_fault:
        assert "at most 1000 characters, and at most 8 brackets" in said[0]


@pytest.mark.parametrize("text", ["", "\n", "---\ntitle: T\nminutes: 6\n---\n"])
def test_a_lesson_without_a_page_has_a_fault(tmp_path, text):
    lesson, faults = read_lesson(write(tmp_path, text))
    assert lesson.pages == ()
    assert "there is no page" in str(faults[-1].message)


def test_every_fault_of_a_block_is_found(tmp_path):
    settings = "```set A\nfoo\nscenario: outliers\nspeed: -1\nreset\nrun\nresiduals: cubes\n```\n"
    task = "```check A\nstatus = nothing\nstep > 1\nstep >> 3\nfoo > 3\n```\n"
    faults = check_lesson(write(tmp_path / "l", HEADER + PAGE + settings + task).parent)[1]
    start = (HEADER + PAGE).count("\n") + 1
    expected = [start + n for n in (1, 3, 5, 6, 9, 11, 12)]
    assert [fault.line for fault in faults] == expected, [str(fault.message) for fault in faults]


def test_a_file_that_is_no_text_and_one_that_is_too_large(tmp_path):
    folder = tmp_path / "l"
    write(folder, "").write_bytes(b"---\ntitle: \xff\n---\n")
    (fault,) = check_lesson(folder)[1]
    assert (fault.line, "UTF-8" in str(fault.message)) == (2, True)
    write(folder, HEADER + "# P\n\n" + "long\n" * 300_000)
    (fault,) = check_lesson(folder)[1]
    assert "too large" in str(fault.message)


def test_a_page_is_checked_from_its_own_first_setting(tmp_path):
    body = """# One

```set
data.dataset = moons
runs.0.loss = binary_cross_entropy
```

```set Another loss
runs.0.loss = hinge
```

# Two

```set Does not fit a line
runs.0.loss = hinge
```
"""
    (fault,) = check_lesson(write(tmp_path / "l", HEADER + body).parent)[1]
    assert fault.line == 20
    assert "does not fit the data" in str(fault.message)


def test_a_formula_is_tried_where_it_can_be_drawn(tmp_path):
    body = "# $a$\n\n```predict\nQ\n\n- (x) $\\bad$ => a\n- ( ) b => $b$\n```\n"
    folder = write(tmp_path / "l", HEADER + body).parent

    def draw(latex):
        return "unknown" if "bad" in latex else ""

    assert check_lesson(folder)[1] == []
    (fault,) = check_lesson(folder, draw)[1]
    assert fault.line == 11
    assert r"\bad" in str(fault.message)


# -- the languages agree -------------------------------------------------------------------------

CHINESE = (
    LESSON.replace("title: What is a loss?", "title: 什么是损失？")
    .replace("The *residual* $r = \\hat y - y$ of a **sample**.", "残差 $r$。")
    .replace("It settles => No.", "收敛 => 不对。")
    .replace("hint: To the right.", "hint: 向右。")
    .replace("```set Make $\\eta$ large", "```set 把 $\\eta$ 调大")
    .replace("runs.0.loss = huber", "runs.0.loss  =  huber")
)


def both(tmp_path, chinese):
    for name in ("01_first", "02_second"):
        (tmp_path / name).mkdir(exist_ok=True)
    write(tmp_path / "l", LESSON)
    return check_lesson(write(tmp_path / "l", chinese, "zh_CN").parent)[1]


def test_other_words_are_no_disagreement(tmp_path):
    assert both(tmp_path, CHINESE) == []


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("runs.0.learning_rate = 5", "runs.0.learning_rate = 6", 8),
        ("step: 30", "step: 31", 8),
        ("show: controls, fit, loss", "show: controls, fit", 8),
        ("residuals: squares", "residuals: lines", 8),
        ("- (x)", "- ( )", 38),
        ("- ( ) 收敛", "- (x) 收敛", 36),
        ("status = diverging", "status = converged", 36),
        ("```set 把 $\\eta$ 调大\n", "```set\n", 31),
        ("hide: runs.l1, metrics", "hide: metrics", 1),
        ("# Predict\n", "", 1),
    ],
)
def test_a_language_that_does_something_else_is_found(tmp_path, before, after, line):
    assert before in CHINESE
    faults = both(tmp_path, CHINESE.replace(before, after))
    assert line in [fault.line for fault in faults if fault.file.name == "zh_CN.md"]
    assert not [fault for fault in faults if fault.file.name == "en.md"]


def test_what_a_fault_leaves_out_is_not_missing_in_the_other_language(tmp_path):
    """One slip, one fault: in a block, in the header, and in a file that cannot be read."""
    for before, after, line in (
        ("step: 30", "stepp: 30", 33),
        ("status = diverging", "status = nothing", 50),
        ("minutes: 6", "minutes: six", 3),
    ):
        (fault,) = both(tmp_path, CHINESE.replace(before, after))
        assert (fault.file.name, fault.line) == ("zh_CN.md", line)
    broken = CHINESE.replace("step: 30", "stepp: 30").replace("status = diverging", "step > 1")
    both(tmp_path, CHINESE)
    (tmp_path / "l" / "zh_CN.md").write_text(broken, encoding="utf-8")
    lines = [fault.line for fault in check_lesson(tmp_path / "l")[1]]
    assert lines == [33, 36], "what differs on another page is told"
    (tmp_path / "l" / "zh_CN.md").write_bytes(CHINESE.encode("utf-16"))
    (fault,) = check_lesson(tmp_path / "l")[1]
    assert "UTF-8" in str(fault.message)


def test_a_language_that_is_no_file_is_told(tmp_path):
    write(tmp_path / "l", HEADER + "# P\n\ntext\n")
    (tmp_path / "l" / "zh_CN.md").mkdir()
    (fault,) = check_lesson(tmp_path / "l")[1]
    assert (fault.file.name, str(fault.message)) == ("zh_CN.md", "must be an ordinary file")


def test_a_language_is_chosen_or_the_other_one(tmp_path):
    write(tmp_path / "one", HEADER + "# P\n")
    assert lesson_file(tmp_path / "one", "zh_CN").stem == "en"
    write(tmp_path / "one", HEADER.replace("A lesson", "一课"), "zh_CN")
    assert lesson_file(tmp_path / "one", "zh_CN").stem == "zh_CN"
    (entry,) = entries([tmp_path / "one", tmp_path / "none"], "zh_CN")
    assert (entry.title, entry.header.minutes) == ("一课", 5)


# -- settings ------------------------------------------------------------------------------------


def test_files_beside_the_lesson_are_found_and_others_are_not(tmp_path):
    folder = tmp_path / "l"
    folder.mkdir()
    (folder / "mine.csv").write_text("x,y\n1,2\n2,4\n3,6.5\n4,8\n", encoding="utf-8")
    save_scenario(with_values(Scenario(), [("data.noise", 0.7)]), folder / "mine.lossstudio")
    save_scenario(Scenario(), tmp_path / "other.lossstudio")
    setting = parse_setting("", "scenario: mine\n", 1)
    assert setting.apply(Scenario(), folder).data.noise == 0.7
    table = parse_setting("", "data.dataset = csv\ndata.file = mine.csv\n", 1)
    scenario = table.apply(Scenario(), folder)
    assert len(Experiment(scenario).trainers[0].objective.y) == 4
    for name in ("../other", "../other.lossstudio", str(tmp_path / "other.lossstudio")):
        with pytest.raises(InputError, match="no such preset"):
            parse_setting("", f"scenario: {name}\n", 1).apply(Scenario(), folder)


def table(folder, name):
    setting = parse_setting("", f"data.dataset = csv\ndata.file = {name}\n", 1)
    return setting.apply(Scenario(), folder)


def test_a_table_lies_beside_the_lesson_and_nowhere_else(tmp_path):
    folder, rows = tmp_path / "l", "x,y\n1,2\n2,4\n3,6.5\n4,8\n"
    (folder / "more").mkdir(parents=True)
    for file in (folder / "茶.csv", folder / "more" / "in.csv", tmp_path / "out.csv"):
        file.write_text(rows, encoding="utf-8")
    for name in ("茶.csv", "more/in.csv", "more/../茶.csv"):
        assert len(Experiment(table(folder, name)).trainers[0].objective.y) == 4
    for name in ("../out.csv", "none.csv", json.dumps(str(tmp_path / "out.csv"))):
        with pytest.raises(InputError, match=r"beside the lesson; there are: 茶\.csv$"):
            table(folder, name)
    whole = with_values(
        Scenario(), [("data.dataset", "csv"), ("data.file", str(tmp_path / "out.csv"))]
    )
    save_scenario(whole, folder / "mine.lossstudio")
    with pytest.raises(InputError, match="no such table"):
        parse_setting("", "scenario: mine\n", 1).apply(Scenario(), folder)
    assert parse_setting("", "data.noise = 1\n", 1).apply(whole, folder), "what a person has"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_beside_the_lesson_is_not_waited_for(tmp_path):
    for name in ("a.lossstudio", "b.png", "c.csv"):
        os.mkfifo(tmp_path / name)
    body = (
        "# P\n\n![x](b.png)\n\n```set A\nscenario: a\n```\n\n"
        "```set B\ndata.dataset = csv\ndata.file = c.csv\n```\n"
    )
    faults = check_lesson(write(tmp_path, HEADER + body).parent)[1]
    assert [fault.line for fault in faults] == [8, 10, 16]


def picture(kind="PNG", size=(3, 2)):
    file = io.BytesIO()
    Image.new("L", size).save(file, kind)
    return file.getvalue()


def svg(content, before=""):
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{before}<svg {spaces} width="9" height="9">{content}</svg>'.encode()


def faults_of_picture(folder, content):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.svg").write_bytes(content)
    return check_lesson(write(folder, HEADER + "# P\n\n![a](a.svg)\n").parent)[1]


def test_pictures_are_known_by_what_is_in_them(tmp_path):
    pictures = {"茶 杯.PNG": picture(), "b.jpg": picture("JPEG"), "c.svg": svg("<path/>")}
    for name, content in pictures.items():
        (tmp_path / name).write_bytes(content)
    body = "# P\n\n![a](<茶 杯.PNG>) ![b](b.jpg) ![c](c.svg)\n"
    assert check_lesson(write(tmp_path, HEADER + body).parent)[1] == []
    (tmp_path / "b.jpg").write_bytes(b"")
    (fault,) = check_lesson(tmp_path)[1]
    assert (fault.line, "PNG, JPEG or SVG" in str(fault.message)) == (8, True)


_PNG = base64.b64encode(picture()).decode()
_DOCTYPE = (
    '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
    '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
)
SAFE = {
    "parts of its own": '<g id="a"/><use xlink:href="#a"/><rect fill="url(#b)"/>',
    "a link, which is not followed": '<a href="https://example.org"><rect/></a>',
    "a picture as data": f'<image href="data:image/png;base64,{_PNG}"/>',
    "a style": "<style>rect { fill: url( '#b' ) }</style>",
}
UNSAFE = {
    "a file": '<image href="/etc/passwd"/>',
    "a file beside it": '<image xlink:href="b.png"/>',
    "an address": '<image href=" HTTP://a.b/c.png"/>',
    "another machine": '<image href="//host/share/x.png"/>',
    "a scheme": '<image href="file:///etc/passwd"/>',
    "another prefix": '<image xmlns:q="http://www.w3.org/1999/xlink" q:href="x.png"/>',
    "an SVG as data": '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    "a part of another file": '<use href="x.svg#a"/>',
    "a fill from a file": "<rect fill='url(\"x.svg#a\")'/>",
    "a style that names a file": "<rect style='fill: URL( x.svg#a )'/>",
    "an imported style": "<style>@import 'x.css';</style>",
    "a hidden word of a style": "<style>@\\69mport 'x.css';</style>",
    "an address that does not end": "<rect fill='url(x.svg'/>",
    "a style sheet": "<?xml-stylesheet href='x.css'?>",
    "a part within itself": '<g id="a"><use href="#a"/></g>',
    "parts within each other": '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    "parts drawn a million times": "".join(
        f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(7)
    ),
    "parts that lead far": "".join(
        f'<g id="a{n}"><use href="#a{n - 1}"/></g>' for n in range(1, 3000)
    ),
    "parts in parts": "<g>" * 5000 + "</g>" * 5000,
    "too many parts": "<g/>" * 200_000,
    "too many filters": "<g filter='url(#f)'/>" * 1000,
    "filters by a style": "<style>g {FILTER: url(#f)}</style>" + "<g/>" * 1000,
    "a damaged picture": f'<image href="data:image/png;base64,{_PNG[:60]}"/>',
    "no XML": "<g>",
}


@pytest.mark.parametrize("content", SAFE.values(), ids=SAFE)
def test_an_svg_may_refer_to_what_is_in_it(tmp_path, content):
    assert [str(fault.message) for fault in faults_of_picture(tmp_path, svg(content))] == []
    assert faults_of_picture(tmp_path, svg(content, _DOCTYPE)) == []


@pytest.mark.parametrize("content", UNSAFE.values(), ids=UNSAFE)
def test_an_svg_that_could_read_more_or_never_end_is_refused(tmp_path, content):
    (fault,) = faults_of_picture(tmp_path, svg(content))
    assert (fault.line, '"a.svg": ' in str(fault.message)) == (8, True)


def test_entities_of_an_svg_are_refused(tmp_path):
    laughs = "".join(f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 9))
    for inner in ('<!ENTITY a SYSTEM "/etc/passwd">', '<!ENTITY a0 "x">' + laughs):
        content = svg("<text>&a;</text>", f"<!DOCTYPE svg [{inner}]>")
        (fault,) = faults_of_picture(tmp_path, content)
        assert "ENTITY" in str(fault.message)


def test_a_picture_is_bounded_in_bytes_and_pixels(tmp_path):
    (fault,) = faults_of_picture(tmp_path, picture(size=(10_000, 3000)))
    assert "too many pixels" in str(fault.message)
    (fault,) = faults_of_picture(tmp_path, picture() + b"\0" * MOST_BYTES)
    assert "too large" in str(fault.message)
    (fault,) = faults_of_picture(tmp_path, picture(size=(500, 500))[:-60])
    assert "damaged" in str(fault.message)


OUTSIDE = ["/out.csv", "../out.csv", "more/../../out.csv", "//host/share/out.csv", r"\\h\s\x.csv"]
OUTSIDE += ["C:/out.csv", "C:out.csv", "file:///out.csv", "more/../..", "."]


@pytest.mark.parametrize("name", [*OUTSIDE, "link.csv", "folder/out.csv"])
def test_no_name_of_a_table_leads_out_of_the_folder(tmp_path, name):
    folder = tmp_path / "l"
    folder.mkdir()
    (tmp_path / "out.csv").write_text("x,y\n1,2\n2,4\n3,6.5\n4,8\n", encoding="utf-8")
    (folder / "link.csv").symlink_to(tmp_path / "out.csv")
    (folder / "folder").symlink_to(tmp_path)
    for line in (f"data.file = {name}", f"data = {json.dumps({'dataset': 'csv', 'file': name})}"):
        body = f"# P\n\n```set\ndata.dataset = csv\n{line}\n```\n"
        (fault,) = check_lesson(write(folder, HEADER + body).parent)[1]
        assert "no such table beside the lesson" in str(fault.message)
    (folder / "s.lossstudio").write_text(
        json.dumps({"format": 1, "data": {"dataset": "csv", "file": name}}), encoding="utf-8"
    )
    (fault,) = check_lesson(write(folder, HEADER + "# P\n\n```set\nscenario: s\n```\n").parent)[1]
    assert "no such table beside the lesson" in str(fault.message)


def test_links_count_as_what_they_lead_to(tmp_path):
    folder, other = tmp_path / "l", tmp_path / "other"
    folder.mkdir()
    text = HEADER + "# P\n\n![a](a.png)\n\n```set\nscenario: s\n```\n"
    write(other, text)
    (other / "a.png").write_bytes(picture())
    save_scenario(Scenario(), other / "s.lossstudio")
    for name in ("a.png", "s.lossstudio"):
        (folder / name).symlink_to(other / name)
    faults = check_lesson(write(folder, text).parent)[1]
    assert [fault.line for fault in faults] == [8, 10]
    assert all("in the lesson's folder" in str(fault.message) for fault in faults)
    (folder / "en.md").unlink()
    (folder / "en.md").symlink_to(other / "en.md")
    first = check_lesson(folder)[1][0]
    assert (first.line, "in the lesson's folder" in str(first.message)) == (1, True)
    assert entries([folder], "en") == []
    # Within the folder they may stand for each other, and the folder itself may be one.
    (other / "b.png").symlink_to("a.png")
    write(other, HEADER + "# P\n\n![a](b.png)\n")
    (tmp_path / "linked").symlink_to(other)
    assert check_lesson(tmp_path / "linked")[1] == []


def test_a_file_that_is_missing_is_a_fault(tmp_path):
    body = "# P\n\n```set\ndata.dataset = csv\ndata.file = none.csv\n```\n"
    (fault,) = check_lesson(write(tmp_path / "l", HEADER + body).parent)[1]
    assert "none.csv" in str(fault.message)


def test_runs_are_added_and_dropped_on_the_command_line_too():
    scenario = with_values(
        Scenario(), [("runs.0.loss", "huber"), ("runs.1", "copy"), ("runs.1.loss", "mae")]
    )
    assert [run.loss for run in scenario.runs] == ["huber", "mae"]
    assert with_values(scenario, [("runs", 1)]).runs == scenario.runs[:1]
    for path, value in (("runs.3", "copy"), ("runs", 0), ("runs", 3), ("runs.1", "other")):
        with pytest.raises(InputError):
            with_values(scenario, [(path, value)])


# -- conditions ----------------------------------------------------------------------------------

STATE = {
    "step": 40,
    "running": False,
    "runs": 1,
    "status": "converging",
    "rate_limit": 0.93,
    "runs.0.learning_rate": 0.1 + 0.2,
    "train_loss": math.nan,
    "cost": math.inf,
    "test_loss": None,
    "runs.0.batch_size": None,
    "runs.0.loss": "mse",
    "data.noise": 0.3,
    "runs.0.hidden_layers": [4, 4],
}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("step >= 40", True),
        ("step > 40", False),
        ("step<100", True),
        ("step != 40", False),
        ("running = false", True),
        ("running != true", True),
        ("status = converging", True),
        ('status = "converging"', True),
        ("status != diverging", True),
        ("runs.0.learning_rate = 0.3", True),
        ("runs.0.learning_rate <= 0.3", True),
        ("runs.0.learning_rate > 0.3", False),
        ("runs.0.learning_rate < rate_limit", True),
        ("runs.0.learning_rate = data.noise", True),
        ("runs.0.loss = mse", True),
        ("train_loss < 1", False),
        ("train_loss != 1", False),
        ("cost > 1", False),
        ("test_loss < 1", False),
        ("test_loss != 1", False),
        ("test_loss = null", True),
        ("runs.0.batch_size = null", True),
        ("runs.0.batch_size != null", False),
        ("runs.0.batch_size = 16", False),
        ("runs.0.hidden_layers = [4, 4]", True),
        ("runs.0.hidden_layers = [4]", False),
    ],
)
def test_a_condition_holds(line, expected):
    assert parse_condition(line).holds(lambda name: STATE[name.path]) is expected


def test_training_that_runs_through_a_step_is_not_at_it():
    running = {**STATE, "running": True}
    for line, expected in (("step = 40", False), ("step >= 40", True), ("step != 4", True)):
        assert parse_condition(line).holds(lambda name: running[name.path]) is expected


def test_fields_are_looked_up_in_the_scenario():
    scenario = with_values(
        Scenario(), [("runs.0.loss", "huber"), ("runs.1", "copy"), ("runs.1.loss", "mae")]
    )
    raw = to_dict(scenario)

    def value(path):
        return field_value(raw, Name(path))

    assert value("data.noise") == 0.3
    assert value("runs.1.loss") == "mae"
    assert value("runs.2.loss") is None
    assert value("runs.0.loss_parameters.delta") == 1.0  # Huber's own usual value
    assert value("runs.1.loss_parameters.delta") is None  # the absolute error has none
    changed = with_values(scenario, [("runs.0.loss_parameters.delta", 0.5)])
    assert field_value(to_dict(changed), Name("runs.0.loss_parameters.delta")) == 0.5


@pytest.mark.parametrize("line", ["step < 1" + "0" * 400, f"runs.{'1' * 5000}.step = 1"])
def test_a_number_that_is_too_large_is_no_condition(line):
    with pytest.raises(InputError):
        parse_condition(line)


# -- what ships ----------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", shipped_lessons(), ids=lambda folder: folder.name)
def test_the_lessons_that_ship_are_right(folder):
    lessons, faults = check_lesson(folder)
    assert [fault.text() for fault in faults] == []
    assert [lesson.language for lesson in lessons] == ["en", "zh_CN"]


def test_the_example_for_teachers_is_right(tmp_path):
    guide = Path(__file__).parents[2] / "LESSONS.md"
    example = re.search(r"````markdown\n(.*?)````", guide.read_text(encoding="utf-8"), re.DOTALL)
    lessons, faults = check_lesson(write(tmp_path / "l", example[1]).parent)
    assert faults == []
    assert len(lessons[0].pages) == 2


# -- the command ---------------------------------------------------------------------------------


def test_the_command_says_what_is_right_and_what_is_not(tmp_path, capsys):
    write(tmp_path / "01_good", HEADER + "# P\n\n$x$\n")
    assert main(["lesson", "check", str(tmp_path / "01_good")]) == 0
    assert "right" in capsys.readouterr().out
    bad = write(tmp_path / "02_bad", HEADER + "# P\n\n$\\frac{1$\n\n```set\nrun\nreset\n```\n")
    assert main(["lesson", "check", str(tmp_path)]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert "01_good: right" in lines[0]
    assert lines[1].startswith(f"{bad}:8: the formula")
    assert lines[2].startswith(f"{bad}:12: only one of")


def test_the_command_refuses_a_folder_without_a_lesson(tmp_path, capsys):
    assert main(["lesson", "check", str(tmp_path)]) == 2
    assert "no lesson there" in capsys.readouterr().err
    assert main(["lesson", "check", str(tmp_path / "none")]) == 2


def test_settings_compare_by_what_they_do():
    one = parse_setting("A", "data.noise = 0.5\n", 1)
    other = parse_setting("B", "\ndata.noise = 0.50\n", 9)
    assert one.machine == other.machine
    assert msgspec.json.decode(one.machine[2]) == [["data.noise", 0.5]]
