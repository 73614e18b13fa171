"""Arrangements are values: what is done with a panel keeps every panel, and goes back exactly."""

import math
from functools import reduce

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossstudio.engine.window.panels import ENTRIES, LESSON
from lossstudio.gui.shell import arrangement as arranging
from lossstudio.gui.shell import tree, usual
from lossstudio.gui.shell.arrangement import Arrangement, fronts, seen
from lossstudio.gui.shell.division import Measures, Wish, divide, moved, plan
from lossstudio.gui.shell.drop import drop_at, neighbour
from lossstudio.gui.shell.tree import EDGES, Split, Stack, stack

NAMES = tuple(entry.name for entry in ENTRIES)
FIRST = usual.first()
ROOM = 0, 0, 1366, 692
MEASURES = Measures(
    least={entry.name: (entry.least[0], entry.least[1] + 22) for entry in ENTRIES},
    kept={
        entry.name: (entry.least[0], entry.most_width or 10_000) for entry in ENTRIES if entry.width
    },
    gap=6,
    scale=1.0,
)

names = st.sampled_from(NAMES)
changes = st.one_of(
    st.builds(lambda n: lambda a: arranging.opened(a, n), names),
    st.builds(lambda n: lambda a: arranging.closed(a, n), names),
    st.builds(lambda n: lambda a: arranging.alone(a, n), st.none() | names),
    st.builds(lambda n: lambda a: arranging.floated(a, n, (1, 2, 300, 200)), names),
    st.builds(lambda n: lambda a: arranging.put_back(a, n), names),
    st.builds(
        lambda n, t, i: lambda a: arranging.as_tab(a, n, t, i),
        names,
        names,
        st.none() | st.integers(0, 4),
    ),
    st.builds(
        lambda n, t, e: lambda a: arranging.at_edge(a, n, t, e, usual.WIDTHS),
        names,
        st.none() | names,
        st.sampled_from(EDGES),
    ),
)
arrangements = st.lists(changes, max_size=25).map(
    lambda many: reduce(lambda a, change: change(a), many, FIRST)
)


def shown_plan(arrangement, room=ROOM):
    return plan(arrangement.tree, seen(arrangement).docked, room, MEASURES)


# -- every arrangement -----------------------------------------------------------------------------


@given(arrangements)
def test_no_change_loses_or_doubles_a_panel(arrangement):
    assert sorted(arrangement.names) == sorted(NAMES)
    assert tree.is_sound(arrangement.tree)
    assert arrangement.closed <= set(NAMES)
    floating = [each.name for each in arrangement.floating]
    assert len(floating) == len(set(floating))


@given(arrangements, st.integers(200, 2000), st.integers(150, 1200))
def test_stacks_and_borders_fill_the_room_and_do_not_overlap(arrangement, width, height):
    found = shown_plan(arrangement, (0, 0, width, height))
    rects = [each.place for each in (*found.stacks, *found.borders)]
    assert all(rect[2] >= 0 and rect[3] >= 0 for rect in rects)
    covered = sum(rect[2] * rect[3] for rect in rects)
    if seen(arrangement).docked and width > 2 * 13 * 6:
        assert covered == width * height
    for at, (x, y, w, h) in enumerate(rects):
        for x2, y2, w2, h2 in rects[at + 1 :]:
            assert min(x + w, x2 + w2) <= max(x, x2) or min(y + h, y2 + h2) <= max(y, y2)


@given(arrangements)
def test_each_shown_panel_is_in_one_stack_and_each_stack_has_one_in_front(arrangement):
    shown = seen(arrangement)
    found = shown_plan(arrangement)
    in_stacks = [name for each in found.stacks for name in each.panels]
    assert sorted(in_stacks) == sorted(shown.docked)
    assert all(each.front in each.panels for each in found.stacks)
    assert set(fronts(arrangement, shown)) == {each.front for each in found.stacks} | {
        each.name for each in shown.floating
    }


@given(arrangements)
def test_what_is_remembered_comes_back(arrangement):
    again = arranging.from_text(arranging.to_text(arrangement), FIRST)
    assert again == msgspec.structs.replace(arrangement, alone=None)


@given(arrangements, names)
def test_hidden_and_shown_again_alone_and_back_floated_and_back(arrangement, name):
    start = arranging.opened(arranging.alone(arrangement, None), name)
    assert arranging.opened(arranging.closed(start, name), name) == start
    assert arranging.alone(arranging.alone(start, name), None) == start
    if not start.floats(name):
        assert arranging.put_back(arranging.floated(start, name), name) == start


@given(arrangements, names)
def test_what_is_asked_for_is_seen(arrangement, name):
    assert name in fronts(*with_seen(arranging.opened(arrangement, name)))
    assert name not in fronts(*with_seen(arranging.closed(arrangement, name)))
    alone = arranging.alone(arrangement, name)
    assert fronts(*with_seen(alone)) == (name,)


def with_seen(arrangement):
    return arrangement, seen(arrangement)


@given(arrangements, names, names, st.sampled_from(EDGES))
def test_a_panel_put_at_an_edge_lies_there(arrangement, name, target, edge):
    start = arranging.opened(arranging.alone(arrangement, None), target)
    if start.floats(target) or target == name:
        return
    after = arranging.at_edge(start, name, target, edge)
    places = {n: each.place for each in shown_plan(after).stacks for n in each.panels}
    own, other = places[name], places[target]
    if edge in ("left", "right"):
        left, right = (own, other) if edge == "left" else (other, own)
        assert left[0] + left[2] <= right[0]
        assert own[1] == other[1]
    else:
        above, below = (own, other) if edge == "above" else (other, own)
        assert above[1] + above[3] <= below[1]
        assert own[0] == other[0]


@given(arrangements, st.integers(0, 1365), st.integers(0, 691), names)
def test_a_panel_that_is_let_go_somewhere_goes_where_it_was_shown(arrangement, x, y, name):
    start = arranging.opened(arranging.alone(arrangement, None), name)
    drop = drop_at(shown_plan(start), ROOM, (x, y), name)
    if drop is None or start.floats(name):
        return
    if drop.edge is None:
        after = arranging.as_tab(start, name, drop.target)
        own = next(e for e in shown_plan(after).stacks if name in e.panels)
        assert own.front == name
        assert drop.target in own.panels
    else:
        after = arranging.at_edge(start, name, drop.target, drop.edge)
        own = next(e for e in shown_plan(after).stacks if name in e.panels)
        assert own.panels == (name,)


@given(arrangements, st.data())
def test_a_border_goes_as_far_as_it_is_dragged_where_there_is_room(arrangement, data):
    found = shown_plan(arrangement)
    if not found.borders:
        return
    border = data.draw(st.sampled_from(found.borders))
    by = data.draw(st.integers(-300, 300))
    sizes = moved(arrangement.tree, border, by, MEASURES.scale)
    after = arranging.resized(arrangement, border.path, sizes)
    assert tree.is_sound(after.tree)
    assert after.names == arrangement.names
    new = next(e for e in shown_plan(after).borders if e[:4] == border[:4])
    for index, size in new.pixels.items():
        assert size >= min(border.least[index], border.pixels[index]) - 1
    wanted = border.pixels[border.before] + by
    lowest, highest = border.least[border.before], 10_000
    highest = border.pixels[border.before] + border.pixels[border.after]
    highest -= border.least[border.after]
    if lowest <= wanted <= highest and not border.keeps:
        assert abs(new.pixels[border.before] - wanted) <= 1


# -- dividing --------------------------------------------------------------------------------------

wishes = st.lists(
    st.builds(
        lambda size, least, most: Wish(size, least, None if most is None else max(most, least)),
        st.floats(1.0, 1000.0),
        st.integers(0, 400),
        st.none() | st.integers(100, 600),
    ),
    min_size=1,
    max_size=7,
)


@given(st.integers(0, 3000), wishes)
def test_all_of_the_room_is_given_and_nobody_gets_too_little(room, wanted):
    given_ = divide(room, wanted)
    assert sum(given_) == room
    least = [wish.least for wish in wanted]
    if sum(least) <= room:
        assert all(own >= low - 1 for own, low in zip(given_, least, strict=True))
    if any(wish.most is None for wish in wanted):
        for own, wish in zip(given_, wanted, strict=True):
            assert wish.most is None or own <= wish.most + 1 or sum(least) > room


def test_those_at_the_sides_keep_their_width_and_the_others_share_the_rest():
    sides = Wish(292, 292, 412), Wish(360, 220, 10_000)
    small, large = ([*sides, Wish(550, 220), Wish(450, 220)] for _ in range(2))
    assert divide(1652, small) == [292, 360, 550, 450]
    assert divide(2652, large) == [292, 360, 1100, 900]
    assert divide(1032, [sides[0], sides[1], Wish(1, 220)]) == [292, 360, 380]
    assert divide(800, [sides[0], sides[1], Wish(1, 220)]) == [292, 288, 220]


def test_at_the_first_start_two_columns_stand_beside_the_settings():
    places = {each.front: each.place for each in shown_plan(FIRST).stacks}
    assert set(places) == {"controls", "fit", "numbers", "loss", "landscape"}
    assert places["controls"] == (0, 0, 292, 692)
    width = 1366 - 292 - 12
    assert places["fit"][2] == pytest.approx(0.55 * width, abs=1)
    assert places["loss"][2] == pytest.approx(0.45 * width, abs=1)
    assert places["fit"][3] == pytest.approx(0.58 * 686, abs=1)
    assert places["loss"][3] == pytest.approx(0.46 * 686, abs=1)
    tabs = {each.front: each.panels for each in shown_plan(FIRST).stacks}
    assert tabs["numbers"] == ("numbers", "samples", "compare", "metrics", "network", "code")
    assert tabs["landscape"] == ("landscape", "shape", "step", "sweep")


# -- single rules ----------------------------------------------------------------------------------


def test_the_neighbour_comes_to_the_front_when_the_front_one_goes():
    one = Stack(("a", "b", "c", "d"), "b")
    assert tree.front(one, frozenset("abcd")) == "b"
    assert tree.front(one, frozenset("acd")) == "c"
    assert tree.front(one, frozenset("ad")) == "a"
    assert tree.front(one, frozenset("d")) == "d"
    assert tree.front(one, frozenset()) is None


def test_a_tab_goes_before_the_tab_where_it_is_let_go():
    one = Stack(("a", "b", "c"), "a")
    assert tree.as_tab(one, "a", "b", 3) == Stack(("b", "c", "a"), "a")
    assert tree.as_tab(one, "a", "b", 2) == Stack(("b", "a", "c"), "a")
    assert tree.as_tab(one, "c", "a", 0) == Stack(("c", "a", "b"), "c")
    assert tree.as_tab(one, "b", "b", 0) == Stack(("b", "a", "c"), "b")


def test_a_split_in_its_own_direction_is_one():
    root = tree.row(stack("a"), stack("b"), sizes=(1.0, 3.0))
    after = tree.at_edge(root, "c", "b", "left")
    assert [each.panels for each in after.parts] == [("a",), ("c",), ("b",)]
    assert after.sizes == (1.0, 1.5, 1.5)
    back = tree.without(tree.at_edge(root, "c", "b", "below"), "c")
    assert back == root


def test_beside_the_settings_a_panel_is_as_wide_as_the_others():
    after = arranging.at_edge(FIRST, "shape", "controls", "right", usual.WIDTHS)
    place = next(e.place for e in shown_plan(after).stacks if e.panels == ("shape",))
    assert place[0] == 298
    assert place[2] > 300


def test_the_whole_windows_edge():
    after = arranging.at_edge(FIRST, "shape", None, "below")
    place = next(e.place for e in shown_plan(after).stacks if e.panels == ("shape",))
    assert (place[0], place[2]) == (0, 1366)
    assert drop_at(shown_plan(FIRST), ROOM, (600, 690), "shape").target is None


def test_the_stack_next_to_a_panel():
    found = shown_plan(FIRST)
    assert neighbour(found, "fit", "right") == "loss"
    assert neighbour(found, "fit", "left") == "controls"
    assert neighbour(found, "fit", "below") == "numbers"
    assert neighbour(found, "fit", "above") is None
    assert neighbour(found, "landscape", "left") == "numbers"


def test_beside_one_that_stands_alone_a_lesson_stays():
    lesson = usual.for_lesson(("controls", "fit", "loss"), ("fit", "loss"), NAMES, 300.0)
    beside = frozenset({LESSON})
    assert seen(lesson).docked == {"controls", "fit", "loss", LESSON}
    assert seen(arranging.alone(lesson, "fit"), beside=beside).docked == {"fit", LESSON}
    assert seen(arranging.alone(FIRST, "fit"), beside=beside).docked == {"fit"}


def test_what_is_withheld_comes_back_to_the_front():
    front = arranging.opened(FIRST, "metrics")
    assert "metrics" in fronts(front, seen(front))
    hidden = fronts(front, seen(front, frozenset({"metrics"})))
    assert "metrics" not in hidden
    assert "network" in hidden


@pytest.mark.parametrize("n_pictures", range(5))
@pytest.mark.parametrize("is_wide", [False, True])
def test_a_presentation_has_every_panel_and_shows_what_it_says(n_pictures, is_wide):
    pictures = [name for name in NAMES if name not in usual.SIDES][:n_pictures]
    shown = [*pictures, "controls"]
    widths = {"controls": 292.0, LESSON: 360.0}
    after = usual.for_presentation(shown, NAMES, is_wide=is_wide, widths=widths)
    assert sorted(after.names) == sorted(NAMES)
    found = shown_plan(after)
    assert sorted(e.front for e in found.stacks) == sorted(shown)
    assert all(len(e.panels) == 1 for e in found.stacks)
    areas = [e.place[2] * e.place[3] for e in found.stacks if e.front != "controls"]
    if n_pictures in (2, 4):
        assert max(areas) < 1.05 * min(areas)


# -- what may stand in a file ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        '{"tree": {"type": "stack", "panels": [], "current": "fit"}}',
        '{"tree": {"type": "stack", "panels": ["fit"], "current": "loss"}}',
        '{"tree": {"type": "stack", "panels": ["fit", "fit"], "current": "fit"}}',
        '{"tree": {"type": "stack", "panels": ["no", "such"], "current": "no"}}',
        '{"tree": {"type": "split", "is_row": true, "parts": [], "sizes": []}}',
        '{"tree": {"type": "split", "is_row": true, "sizes": [0], "parts": '
        '[{"type": "stack", "panels": ["fit"], "current": "fit"}]}}',
        '{"tree": ' + '{"type": "split", "is_row": true, "sizes": [1], "parts": [' * 5000,
    ],
)
def test_nonsense_is_not_taken(text):
    assert arranging.from_text(text, FIRST) is None


def test_panels_that_are_new_or_gone_since_it_was_remembered():
    without = tree.without(FIRST.tree, "metrics")
    old = Arrangement(
        tree.as_tab(without, "ancient", "fit"), frozenset({"ancient", LESSON, "code"})
    )
    after = arranging.from_text(arranging.to_text(old), FIRST)
    assert sorted(after.names) == sorted(NAMES)
    assert after.closed == {LESSON, "code"}
    assert "metrics" in tree.stack_of(after.tree, "network").panels
    assert tree.stack_of(after.tree, "numbers").current == "numbers"


@settings(max_examples=200)
@given(st.floats(allow_nan=True))
def test_sizes_that_are_none_are_not_taken(size):
    root = FIRST.tree
    assert isinstance(root, Split)
    bad = Split(root.is_row, root.parts, (size, *root.sizes[1:]))
    fits = math.isfinite(size) and 0.0 < size < 1e6
    assert tree.is_sound(bad) == fits
