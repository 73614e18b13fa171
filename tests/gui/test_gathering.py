"""Where there is no room, panels go behind others; with it, they come back."""

import pytest

from lossstudio.engine.window.arrangements import Mode
from lossstudio.engine.window.panels import ENTRIES, LESSON
from lossstudio.gui.shell import tree, usual
from lossstudio.gui.shell.arrangement import seen
from lossstudio.gui.shell.division import Measures, least_size
from lossstudio.gui.shell.gathering import gathered

READABLE = Measures(
    least={entry.name: (entry.least[0] + 8, entry.least[1] + 36) for entry in ENTRIES},
    kept={entry.name: (300, 500) for entry in ENTRIES if entry.width},
    gap=8,
    scale=1.0,
)
ARRANGEMENTS = {
    "first": usual.first(),
    "simple": usual.simple(False),
    "network": usual.simple(True),
    "lesson": usual.for_lesson(
        ("controls", "fit", "loss", "landscape"),
        ("fit", "loss", "landscape"),
        tuple(entry.name for entry in ENTRIES),
        300.0,
    ),
}
ARRANGED = pytest.mark.parametrize("arrangement", ARRANGEMENTS.values(), ids=ARRANGEMENTS)


def shown_in(arrangement, room, recent=()):
    docked = seen(arrangement).docked
    node = gathered(arrangement.tree, docked, room, READABLE, recent)
    fronts = [tree.front(own, docked) for own in tree.stacks(node) if own.panels != ("",)]
    return node, docked, [name for name in fronts if name is not None]


@ARRANGED
def test_nothing_changes_where_there_is_room(arrangement):
    assert shown_in(arrangement, (1900, 1000))[0] == arrangement.tree


@ARRANGED
@pytest.mark.parametrize("room", [(944, 330), (1350, 330), (800, 600), (640, 300)])
def test_in_little_room_all_can_be_read_and_none_is_lost(arrangement, room):
    node, docked, fronts = shown_in(arrangement, room)
    assert docked <= set(tree.names(node))
    names = [name for name in tree.names(node) if name]
    assert len(set(names)) == len(names), "each has one place"
    width, height = least_size(node, docked, READABLE)
    assert height <= room[1]
    assert width <= room[0] or len(fronts) <= 1 + len({"controls", LESSON} & docked)
    assert "controls" in fronts, "the learning rate stays in sight"
    assert "fit" in fronts, "the largest picture stays"


def test_what_was_opened_last_comes_to_the_front():
    simple = ARRANGEMENTS["simple"]
    assert "loss" in shown_in(simple, (944, 330))[2]
    assert "landscape" not in shown_in(simple, (944, 330))[2]
    fronts = shown_in(simple, (944, 330), ("landscape", "loss"))[2]
    assert "landscape" in fronts
    assert "loss" not in fronts


def test_parts_keep_their_numbers_so_that_borders_can_be_dragged():
    first = ARRANGEMENTS["first"]
    node = shown_in(first, (700, 330))[0]
    assert len(node.parts) == len(first.tree.parts)


def test_a_window_takes_panels_away_and_gives_them_back(open_window):
    window = open_window()
    window.resize(1366, 768)
    workspace = window.workspace
    workspace.reset()
    before = set(workspace.in_front)
    own = workspace.arrangement
    window.resize(960, 440)
    small = set(workspace.in_front)
    assert small < before
    assert "controls" in small
    for name in small:
        panel = workspace.panels[name]
        assert panel.isVisible()
        assert panel.height() >= panel.readable_size.height(), name
    gone = (before - small).pop()
    workspace.open(gone)
    assert workspace.is_in_front(gone)
    assert workspace.panels[gone].isVisible()
    window.resize(1366, 768)
    assert set(workspace.in_front) == before
    assert workspace.arrangement.tree == own.tree


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(1366, 708), (1024, 708), (960, 490)])
def test_the_learning_rate_stays_in_sight_in_the_studio(open_window, qtbot, size, language):
    window = open_window(language=language)  # without the desktop's bars
    window.modes.set(Mode.STUDIO)
    window.control_panel.restore("", size[1])
    window.resize(*size)
    control = window.control_panel.optimizer.learning_rate
    qtbot.waitUntil(lambda: not control.visibleRegion().isEmpty())
    qtbot.wait_at_rest(window)
    for part in (control.box, control.slider):
        assert part.visibleRegion().boundingRect() == part.rect()
