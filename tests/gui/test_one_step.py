"""One snapshot, one step: whoever writes it down in the window says the same."""

import re

from PySide6.QtGui import QTextDocument


def said_above(window):
    document = QTextDocument()
    document.setHtml(window.transport._position.text())
    return int(re.search(r"\d+", document.toPlainText()).group())


def said_in_the_curve(window):
    return int(re.search(r"\d+", window.loss_curve.overlay.label).group())


def test_the_bar_and_the_curve_name_the_same_step_in_every_frame(open_window, qtbot):
    window = open_window()
    qtbot.waitUntil(window.loss_curve.isVisible)
    seen = []
    window.controller.painted.connect(
        lambda _: seen.append((said_above(window), said_in_the_curve(window)))
    )
    window.controller.set_speed(200.0)
    window.controller.play(True)
    qtbot.waitUntil(lambda: len({above for above, _ in seen}) > 8, timeout=30_000)
    window.controller.play(False)
    qtbot.waitUntil(lambda: not window.controller.snapshot.is_running)
    qtbot.waitUntil(lambda: said_above(window) == window.controller.snapshot.step)
    assert said_in_the_curve(window) == window.controller.snapshot.step
    assert window.transport.time.value() == window.controller.snapshot.step
    assert all(above == in_curve for above, in_curve in seen)


def test_a_step_back_is_named_everywhere_at_once(open_window, qtbot):
    window = open_window()
    window.controller.step(60)
    qtbot.waitUntil(lambda: said_above(window) == 60)
    named = []
    window.controller.snapshot_changed.connect(
        lambda snapshot: named.append(
            (snapshot.step, said_above(window), said_in_the_curve(window))
        )
    )
    for step in (30, 7, 60):
        window.controller.go_to(step)
        qtbot.waitUntil(lambda step=step: named[-1:] == [(step, step, step)])
