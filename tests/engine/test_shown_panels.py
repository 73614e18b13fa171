"""What presets and the pages of lessons show: each has its panels and its speed, and the panels
that a page speaks of are in sight."""

import re
from xml.etree import ElementTree

import pytest

from lossstudio.engine.lessons.conditions import field_value
from lossstudio.engine.lessons.lesson import LessonTask, Question, Setting, Text
from lossstudio.engine.lessons.library import lesson_file, shipped_lessons
from lossstudio.engine.lessons.reading import read_lesson
from lossstudio.engine.scenarios.fields.fields import field_at
from lossstudio.engine.scenarios.scenario import Scenario, to_dict
from lossstudio.engine.scenarios.scenario_file import load_scenario, presets
from lossstudio.engine.window.arrangements import (
    NAMED,
    check_arrangement,
    check_speed,
    unknown_panels,
)
from lossstudio.engine.window.panels import CONTROLS, ENTRIES, LESSON
from lossstudio.resource_files import resource

LANGUAGES = ("en", "zh_CN")
PAGES = [
    pytest.param(lesson, number, id=f"{lesson.folder.name}-{lesson.language}-{number + 1}")
    for folder in shipped_lessons()
    for lesson in (read_lesson(lesson_file(folder, language))[0] for language in LANGUAGES)
    for number in range(len(lesson.pages))
]
MOST_PICTURES = 3
"""More than these beside a lesson and the settings are too small at 1024×768."""


def translations():
    root = ElementTree.parse(resource("translations") / "lossstudio_zh_CN.ts").getroot()
    core = next(each for each in root if each.findtext("name") == "core")
    return {each.findtext("source"): each.findtext("translation") for each in core.iter("message")}


CHINESE = translations()
TITLES = {
    language: {
        entry.name: entry.title if language == "en" else CHINESE[entry.title]
        for entry in ENTRIES
        if entry.name != LESSON
    }
    for language in LANGUAGES
}
PLACES = {
    "en": {
        "fit": r"\b(in|below) the fit\b",
        "loss": r"\bloss curve\b",
        "samples": r"\btable of samples\b",
        CONTROLS: r"Settings ▸|\bthe (\w+ )?slider\b|\bin the settings\b",
    },
    "zh_CN": {
        "fit": r"拟合图|拟合(中|里|下方)",
        "loss": r"损失曲线",
        "samples": r"样本表",
        CONTROLS: r"设置 ?▸|(?<!上方的)滑块|“?设置”?(中|里)",
    },
}
"""How a page speaks of a panel whose title is a word of every day."""


@pytest.fixture(params=presets().values(), ids=presets())
def preset(request):
    return load_scenario(request.param)


def test_every_preset_has_its_arrangement_and_its_speed(preset):
    assert preset.arrangement is not None
    assert preset.speed is not None
    check_arrangement(preset.arrangement)
    check_speed(preset.speed)
    assert not unknown_panels(preset.arrangement)


def test_a_preset_is_over_in_sight_of_a_person(preset):
    """Nobody waits longer than half a minute for what it shows."""
    assert preset.speed == "max" or preset.steps / preset.speed <= 30


def test_every_arrangement_that_has_a_name_is_used_or_made_by_a_comparison():
    used = {load_scenario(path).arrangement for path in presets().values()}
    assert used | {"loss_comparison"} == set(NAMED)


@pytest.mark.parametrize(("lesson", "number"), PAGES)
def test_every_page_has_its_panels_and_its_speed(lesson, number):
    opening = lesson.opening(number)
    assert opening.show
    pictures = [name for name in opening.show if name != CONTROLS]
    assert 1 <= len(pictures) <= MOST_PICTURES
    speed = opening.speed
    if speed is None:
        speed = opening.apply(Scenario(), lesson.folder).speed
    assert speed is not None
    check_speed("max" if speed == float("inf") else speed)


def shown(lesson, number):
    """The panels that a page shows when it is opened, or by its buttons."""
    buttons = [block for block in lesson.pages[number].blocks if isinstance(block, Setting)]
    return {name for each in (lesson.opening(number), *buttons) for name in each.show}


def texts(page):
    for block in page.blocks:
        if isinstance(block, Text):
            yield block
        elif isinstance(block, Question):
            yield from (block.text, block.after)
            yield from (text for answer in block.answers for text in (answer.text, answer.reply))
        elif isinstance(block, LessonTask):
            yield from (block.text, block.hint, block.done)


def spoken_of(page, language):
    """The panels that a page names: by their titles, set off, or, where these are words of every
    day, in the words of `PLACES`."""
    html = "\n".join(text.html for text in texts(page) if text is not None)
    plain = "\n".join(text.plain for text in texts(page) if text is not None)
    for name, title in TITLES[language].items():
        if name in PLACES[language]:
            is_named = re.search(PLACES[language][name], plain)
        else:
            is_named = re.search(rf"<(em|strong)>{title}</|“{title}”", html, re.IGNORECASE)
        if is_named:
            yield name


@pytest.mark.parametrize(("lesson", "number"), PAGES)
def test_the_panels_that_a_page_speaks_of_are_in_sight(lesson, number):
    missing = set(spoken_of(lesson.pages[number], lesson.language)) - shown(lesson, number)
    assert not missing


def test_pages_speak_of_panels():
    """The words are those of the texts: else nothing would be looked at."""
    for language in LANGUAGES:
        found = {
            name
            for lesson, number in (page.values for page in PAGES)
            if lesson.language == language
            for name in spoken_of(lesson.pages[number], language)
        }
        assert {"fit", "loss", "landscape", "shape", "metrics", "numbers", CONTROLS} <= found


@pytest.mark.parametrize(("lesson", "number"), PAGES)
def test_settings_that_a_task_wants_changed_are_in_sight(lesson, number):
    page = lesson.pages[number]
    opened = lesson.opening(number).apply(Scenario(), lesson.folder)
    ways = [opened]
    for block in page.blocks:
        if isinstance(block, Setting) and block.label:
            ways.append(block.apply(opened, lesson.folder))
    fields = [to_dict(way) for way in ways]
    for task in (block for block in page.blocks if isinstance(block, LessonTask)):
        for condition in task.conditions:
            if field_at(condition.name.path) is None:
                continue
            holds = [
                condition.holds(lambda name, raw=raw: field_value(raw, name)) for raw in fields
            ]
            assert any(holds) or CONTROLS in shown(lesson, number), condition.machine
