"""Editing samples in the fit: drag, click, draw, erase, the menu; and what can be undone."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.gui.data.editor import DataEditor
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.views.fit.fit_view import FitView

LINE = Scenario(data=Data(n_samples=20, noise=1.0))
MOONS = Scenario(data=Data(dataset="moons", n_samples=20), runs=(Run(loss="hinge"),))
HOURS = Scenario(
    data=Data(dataset="threshold", n_samples=20), runs=(Run(loss="binary_cross_entropy"),)
)
THREE = Scenario(
    data=Data(dataset="points", points=tuple((i / 10, float(i // 10)) for i in range(30))),
    runs=(Run(loss="cross_entropy"),),
)


class Bench:
    """A fit view with all that edits need, in this thread."""

    def __init__(self, scenario, source, view):
        self.state = ScenarioState(scenario)
        self.editor = DataEditor(self.state)
        self.source, self.view, self.told = source, view, []
        view.tools.editor = self.editor
        self.editor.told.connect(lambda message, is_error: self.told.append(str(message)))
        self.state.changed.connect(self._changed)
        self._show(source.newest)

    def _changed(self, scenario):
        self._show(self.source.change(scenario))
        self.state.accept(scenario)

    def _show(self, snapshot):
        self.editor.take_snapshot(snapshot)
        self.view.show_snapshot(snapshot)
        QApplication.processEvents()

    @property
    def dataset(self):
        return self.source.newest.scene.dataset

    @property
    def points(self):
        return self.state.scenario.data.points

    def at(self, x, y):
        """The pixel of a place."""
        scene = self.view.area.box.mapViewToScene(QPointF(x, y))
        return self.view.area.mapFromScene(scene)

    def place_of(self, row):
        layer = self.view.layer
        at = int(np.flatnonzero(layer.points.rows == row)[0])
        return float(layer.points.x[at]), float(layer.points.y[at])

    def empty(self):
        """A place in the picture, 40 pixels from every sample."""
        rect = self.view.area.box.sceneBoundingRect()
        layer = self.view.layer
        scene = [self.at(x, y) for x, y in zip(layer.points.x, layer.points.y, strict=True)]
        for x in range(int(rect.left()) + 30, int(rect.right()) - 30, 7):
            for y in range(int(rect.top()) + 30, int(rect.bottom()) - 30, 7):
                if all((p - QPoint(x, y)).manhattanLength() > 40 for p in scene):
                    return QPoint(x, y)
        raise AssertionError("no empty place")

    def press(self, pixel, button=Qt.MouseButton.LeftButton):
        QTest.mousePress(self.view.area.viewport(), button, pos=pixel)

    def move(self, *pixels):
        for pixel in pixels:
            QTest.mouseMove(self.view.area.viewport(), pixel)
            QApplication.processEvents()

    def release(self, pixel):
        QTest.mouseRelease(self.view.area.viewport(), Qt.MouseButton.LeftButton, pos=pixel)
        QApplication.processEvents()

    def drag(self, begin, end):
        self.press(begin)
        self.move(begin + (end - begin) / 2, end)
        self.release(end)

    def click(self, pixel):
        self.press(pixel)
        self.release(pixel)

    def place(self, pixel):
        at = self.view.area.box.mapSceneToView(self.view.area.mapToScene(pixel))
        return at.x(), at.y()

    def menu(self, pixel):
        """The texts of the menu at a place and their actions, submenus by "name/entry"."""
        menu = self.view.tools.menu(self.place(pixel))
        found = {}
        for action in menu.actions():
            found[action.text()] = action
            if action.menu() is not None:
                for entry in action.menu().actions():
                    found[f"{action.text()}/{entry.text()}"] = entry
        self._menu = menu  # lives as long as its actions are used
        return found


@pytest.fixture
def bench(qtbot, theme, source_of):
    def make(scenario=LINE):
        source = source_of(scenario)
        view = FitView(theme)
        qtbot.addWidget(view)
        view.resize(520, 400)
        view.show()
        view.show_snapshot(source.newest)
        QApplication.processEvents()
        return Bench(scenario, source, view)

    return make


class TestWithoutTheMode:
    def test_a_sample_is_dragged(self, bench):
        it = bench()
        before = it.dataset
        x, y = it.place_of(3)
        end = it.at(x, y) + QPoint(25, -30)
        it.drag(it.at(x, y), end)
        moved = it.points[3]
        np.testing.assert_allclose(moved, it.place(end), atol=3 * max(it.view.area.pixel_size()))
        rest = [row for row in range(20) if row != 3]
        kept = np.array(it.points)[rest]
        np.testing.assert_array_equal(kept[:, 0], before.x[rest, 0])
        np.testing.assert_array_equal(kept[:, 1], before.target[rest])
        assert it.dataset.n_train == before.n_train
        assert "own points now" in it.told[0]
        assert "noise" in it.told[0]

    def test_one_undo_takes_a_whole_drag_back(self, bench):
        it = bench()
        start = it.at(*it.place_of(3))
        it.drag(start, start + QPoint(25, -30))
        start = it.at(*it.place_of(3))
        it.drag(start, start + QPoint(-12, 16))
        stack = it.state.undo_stack
        assert stack.count() == 2
        stack.undo()
        stack.undo()
        assert it.state.scenario == LINE

    def test_a_press_on_a_sample_without_a_move_does_nothing(self, bench):
        it = bench()
        it.click(it.at(*it.place_of(3)))
        it.click(it.empty())
        assert it.state.scenario == LINE

    def test_the_plot_is_panned_elsewhere(self, bench):
        it = bench()
        before = it.view.area.shown_range()
        start = it.empty()
        it.drag(start, start + QPoint(40, 30))
        assert it.state.scenario == LINE
        assert it.view.area.shown_range() != before

    def test_a_drag_stays_in_the_picture_and_leaves_it_in_place(self, bench):
        it = bench()
        start = it.at(*it.place_of(3))
        before = it.view.area.shown_range()
        it.press(start)
        for far in (50, 150, 300, 300, 300):
            it.move(start - QPoint(0, far))
            assert it.view.area.shown_range() == before
        assert it.points[3][1] <= before[1][1] + 1e-9
        it.release(start)
        assert not it.view.tools.is_dragging

    def test_training_goes_on(self, bench):
        it = bench()
        it._show(it.source.step(30))
        start = it.at(*it.place_of(3))
        it.drag(start, start + QPoint(25, -30))
        assert it.source.newest.step == 30
        assert it.source.newest.changes == (30,)

    def test_across_only_where_the_height_is_the_class(self, bench):
        it = bench(HOURS)
        x, y = it.place_of(3)
        target = it.dataset.target[3]
        it.drag(it.at(x, y), it.at(x, y) + QPoint(20, 15))
        assert it.points[3][1] == target
        assert it.points[3][0] > x
        assert "own points now" in it.told[0]
        assert it.dataset.classes == ("fail", "pass")
        assert (*it.dataset.input_names, it.dataset.target_name) == ("hours of study", "result")
        it.drag(it.at(*it.place_of(3)), it.at(*it.place_of(3)) + QPoint(20, 15))
        assert it.dataset.classes == ("fail", "pass")

    def test_both_inputs_on_a_map(self, bench):
        it = bench(MOONS)
        x, y = it.place_of(3)
        it.drag(it.at(x, y), it.at(x, y) + QPoint(20, 15))
        assert it.points[3][0] > x
        assert it.points[3][1] < y


class TestTheMode:
    def test_a_click_adds_a_training_sample(self, bench):
        it = bench()
        it.view.tools.button.click()
        place = it.empty()
        it.click(place)
        assert len(it.points) == 21
        assert it.dataset.n_train == 17
        np.testing.assert_allclose(it.points[16], it.place(place), atol=0.05)
        assert it.points[17:] == tuple(
            zip(*[it.dataset.x[17:, 0].tolist(), it.dataset.target[17:].tolist()], strict=True)
        )
        it.state.undo_stack.undo()
        assert it.state.scenario == LINE

    def test_two_quick_clicks_add_two(self, bench):
        it = bench()
        it.view.tools.button.click()
        first = it.empty()
        QTest.mouseDClick(
            it.view.area.viewport(), Qt.MouseButton.LeftButton, pos=first
        )  # press, release, press again
        QTest.mouseRelease(it.view.area.viewport(), Qt.MouseButton.LeftButton, pos=first)
        assert len(it.points or ()) >= 21

    def test_panning_adds_nothing(self, bench):
        it = bench()
        it.view.tools.button.click()
        start = it.empty()
        it.drag(start, start + QPoint(40, 30))
        assert it.state.scenario == LINE

    def test_the_class_is_the_chosen_one(self, bench):
        for scenario in (MOONS, HOURS, THREE):
            it = bench(scenario)
            it.view.tools.button.click()
            it.view.tools.strip.class_choice.setCurrentIndex(1)
            n_train = it.dataset.n_train
            it.click(it.empty())
            assert it.points[n_train][-1] == 1.0

    def test_drawing_sprinkles_on_the_way(self, bench):
        it = bench()
        it.view.tools.button.click()
        it.view.tools.strip.buttons["draw"].click()
        rect = it.view.area.box.sceneBoundingRect().toRect()
        begin, end = rect.topLeft() + QPoint(30, 200), rect.topLeft() + QPoint(290, 200)
        it.press(begin)
        it.move(*(begin + (end - begin) * k / 10 for k in range(1, 11)))
        it.release(end)
        new = np.array(it.points[16 : it.dataset.n_train])
        assert 10 < len(new) < 25
        low, high = it.place(begin)[0], it.place(end)[0]
        assert np.ptp(new[:, 0]) > 0.7 * (high - low)
        assert it.state.undo_stack.count() == 1
        it.state.undo_stack.undo()
        assert it.state.scenario == LINE

    def test_the_eraser_removes_on_the_way(self, bench):
        it = bench()
        it.view.tools.button.click()
        it.view.tools.strip.buttons["erase"].click()
        gone = it.at(*it.place_of(2))
        value = (float(it.dataset.x[2, 0]), float(it.dataset.target[2]))
        it.press(gone + QPoint(40, 0))
        it.move(gone + QPoint(20, 0), gone)
        it.release(gone)
        assert value not in it.points
        assert len(it.points) < 20
        assert it.state.undo_stack.count() == 1

    def test_the_eraser_leaves_two_and_says_so(self, bench):
        it = bench()
        it.view.tools.button.click()
        it.view.tools.strip.buttons["erase"].click()
        rect = it.view.area.box.sceneBoundingRect().toRect()
        it.press(rect.topLeft() + QPoint(2, 2))
        for x in range(4, rect.width(), 20):
            column = [QPoint(x, y) for y in range(4, rect.height(), 20)]
            it.move(*(rect.topLeft() + place for place in column))
        it.release(rect.center())
        assert it.dataset.n_train == 2
        assert any("At least 2 training samples" in told for told in it.told)

    def test_the_eraser_sees_only_the_row_of_its_class(self, bench):
        it = bench(HOURS)
        it.view.tools.button.click()
        it.view.tools.strip.buttons["erase"].click()
        x = it.place_of(3)[0]
        it.click(it.at(x, 0.5))
        assert it.state.scenario == HOURS
        it.click(it.at(*it.place_of(3)))
        assert len(it.points) < 20

    def test_its_tools_are_seen_only_with_it(self, bench):
        it = bench(MOONS)
        strip = it.view.tools.strip
        assert not strip.isVisible()
        it.view.activateWindow()
        it.view.setFocus()
        QTest.keyClick(it.view, Qt.Key.Key_D)
        assert strip.isVisible()
        assert strip.class_choice.isVisible()
        assert strip.class_choice.count() == 2
        QTest.keyClick(it.view, Qt.Key.Key_D)
        assert not strip.isVisible()


class TestTheMenu:
    def test_for_a_sample(self, bench):
        it = bench()
        pixel = it.at(*it.place_of(3))
        y = float(it.dataset.target[3])
        it.menu(pixel)["Make it an outlier"].trigger()
        assert it.points[3][1] > y + 1
        it.menu(it.at(*it.place_of(3)))["Remove sample 4"].trigger()
        assert len(it.points) == 19
        assert it.state.undo_stack.count() == 2

    def test_for_an_empty_place(self, bench):
        it = bench()
        it.menu(it.empty())["Add here"].trigger()
        assert len(it.points) == 21
        it.menu(it.empty())["Clear all"].trigger()
        assert len(it.points) == 2
        it.state.undo_stack.undo()
        assert len(it.points) == 21

    def test_classes(self, bench):
        it = bench(MOONS)
        entries = it.menu(it.at(*it.place_of(3)))
        other = 1 - int(it.dataset.target[3])
        names = [text for text in entries if text.startswith("Change its class/")]
        assert len(names) == 1
        entries[names[0]].trigger()
        assert it.points[3][-1] == other
        entries = it.menu(it.empty())
        add = [text for text in entries if text.startswith("Add here/")]
        assert len(add) == 2
        entries[add[1]].trigger()
        assert it.points[16][-1] == 1.0

    def test_figures_can_still_be_saved(self, bench):
        it = bench()
        from PySide6.QtGui import QAction

        it.view.addAction(QAction("Save figure…", it.view))
        assert "Save figure…" in it.menu(it.empty())


class TestWhatCannotBeEdited:
    def test_several_inputs_of_a_regression(self, bench):
        points = tuple((float(i), float(i * i % 7), float(i % 5)) for i in range(20))
        it = bench(Scenario(data=Data(dataset="points", points=points)))
        assert not it.view.tools.button.isEnabled()
        assert "table of samples" in it.view.tools.button.toolTip()

    def test_too_many(self, bench):
        it = bench(Scenario(data=Data(n_samples=5001)))
        start = it.at(*it.place_of(int(it.view.layer.points.rows[3])))
        it.drag(start, start + QPoint(30, 30))
        assert it.state.scenario.data.dataset == "line"
        it._show(it.source.newest)
        it.view._begin_again()
        assert not it.view.tools.button.isEnabled()
        assert "up to 5000" in it.view.tools.button.toolTip()


def test_the_picture_stays_when_points_come_and_go(bench):
    it = bench()
    it.view.area.box.setRange(xRange=(-0.5, 0.5), padding=0)
    it.view.area.is_free = [True, True]
    before = it.view.area.shown_range()
    it.editor.add([{0: 0.1, -1: 0.2}])
    it.editor.finish()
    it.editor.remove([0, 1])
    assert it.view.area.shown_range() == before


def test_edits_while_other_data_are_on_their_way_are_dropped(bench):
    it = bench()
    it.state.changed.disconnect()
    it.state.propose([("data.noise", 2.0)], "")
    it.editor.move(3, {-1: 1.0})
    assert it.state.scenario.data.dataset == "line"


def test_a_sample_is_the_same_although_the_picture_is_behind(bench):
    it = bench()
    it.editor.remove([0])
    it.state.changed.disconnect()
    shown = it.dataset
    it.editor.remove([0])  # the state has gone on, the picture has not
    it.editor.make_outlier(7)
    changed = [row for row in it.points if row[0] == shown.x[7, 0]]
    assert len(changed) == 1
    assert changed[0][1] > shown.target[7] + 1


def test_a_drag_after_a_menu_moves_the_picture(bench):
    work = bench(LINE)
    area = work.view.area
    left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
    begin = work.at(-0.6, 2.5)
    menu = QMenu()
    QTest.mousePress(area.viewport(), right, pos=begin)
    QTest.mouseRelease(menu, right)  # which has opened at the press, and takes the release
    (x0, x1), (y0, y1) = area.shown_range()
    begin += QPoint(30, 0)
    QTest.mousePress(area.viewport(), left, pos=begin)
    for way in (10, 20, 40):
        at = QPointF(begin + QPoint(0, way))
        area.scene()._lastMoveEventTime = 0  # pyqtgraph leaves moves out that follow fast
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            at,
            QPointF(area.viewport().mapToGlobal(at.toPoint())),
            Qt.MouseButton.NoButton,
            left,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(area.viewport(), move)
    QTest.mouseRelease(area.viewport(), left, pos=begin + QPoint(0, 40))
    (new_x0, new_x1), (new_y0, new_y1) = area.shown_range()
    assert new_y0 > y0, "it has been moved"
    assert new_y1 - new_y0 == pytest.approx(y1 - y0), "and not zoomed"
    assert (new_x0, new_x1) == pytest.approx((x0, x1))


def test_the_list_of_classes_shows_their_symbols(bench):
    choice = bench(THREE).view.tools.strip.class_choice

    def opaque(index):
        image = choice.itemIcon(index).pixmap(14).toImage()
        return sum(
            image.pixelColor(x, y).alpha() > 250
            for x in range(image.width())
            for y in range(image.height())
        )

    assert len({opaque(index) for index in range(3)}) == 3, "told apart without their colours"
