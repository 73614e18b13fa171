"""What says a step says the same one as everything else that does, in each frame."""

import re

import pytest
from PySide6.QtCore import Qt


@pytest.mark.parametrize("rate", [0.001, 1.01])
def test_counters_of_all_panels_agree_in_each_frame(open_window, qtbot, rate):
    window = open_window()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1600, 900)
    window.state.propose([("runs.0.learning_rate", rate)], "rate")
    window.controller.watch_for(frozenset())  # it goes on though it goes off
    window.controller.set_speed(200.0)
    frames = []

    def read(_):
        said = {
            "bar": re.search(r"<b>(\d+)</b>", window.transport._position.text())[1],
            "curve": re.search(r"\d+", window.loss_curve.overlay.label)[0],
        }
        banner = re.search(r"Step ([\d\u202f]+):", window.landscape.area._banner_text)
        if banner is not None:
            said["landscape"] = banner[1].replace("\u202f", "")
        frames.append(said)

    qtbot.waitUntil(lambda: window.landscape.planner.result is not None)
    window.controller.snapshot_changed.connect(read)
    window.controller.play(True)
    qtbot.waitUntil(lambda: len({said["bar"] for said in frames}) > 12)
    window.controller.play(False)
    assert all(len(set(said.values())) == 1 for said in frames), frames


def test_a_readout_under_a_resting_pointer_follows_the_run(open_window, qtbot):
    window = open_window()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1600, 900)
    qtbot.wait_at_rest(window)
    for view in (window.fit_view, window.landscape):
        area = view.area
        qtbot.mouseMove(area.viewport(), area.viewport().rect().center())
        qtbot.waitUntil(lambda area=area: area.pointer() is not None)
        qtbot.waitUntil(lambda area=area: bool(area.readout.lines))
        before, step = area.readout.lines, window.controller.snapshot.step
        window.controller.step(3)
        qtbot.waitUntil(lambda step=step: window.controller.snapshot.step == step + 3)
        qtbot.wait_at_rest(window)
        assert area.readout.lines != before
