"""A panel is an entry: what names panels follows from it, also for one that is added."""

import os
import subprocess
import sys

from lossstudio.engine.scenarios import hiding
from lossstudio.engine.window.panels import ENTRIES, figure_panels, in_menu_order
from lossstudio.gui.shell.contents import content_class
from lossstudio.gui.views.view import View

CLOCK = '''
from PySide6.QtWidgets import QLabel, QVBoxLayout
from lossstudio.gui.views.view import View

class ClockView(View):
    """Which step it is."""

    def __init__(self, theme):
        super().__init__(theme)
        self.hand = QLabel("-")
        QVBoxLayout(self).addWidget(self.hand)
        self.finish_setup()

    @property
    def figure_parts(self):
        return (self.hand,)

    def figure_data(self):
        return {"step": [self.snapshot.step]}

    def draw(self, snapshot):
        self.hand.setText(str(snapshot.step))
'''

PROGRAM = """
import sys
from pathlib import Path
from lossstudio.engine.window import panels

folder = Path(sys.argv[1])
panels.ENTRIES = (*panels.ENTRIES, panels.PanelEntry(
    name="clock", title="Clock", view="views.clock.ClockView", column=panels.RIGHT, rank=9,
    is_figure=True,
))
import lossstudio.gui.views
lossstudio.gui.views.__path__.append(str(folder))

from lossstudio.cli import main
out = folder / "clock.csv"
assert main(["render", "article", "--steps", "7", "--view", "clock", "--out", str(out)]) == 0
print("rendered", out.read_text().split())

from lossstudio.engine.scenarios.assignments import with_values
from lossstudio.engine.scenarios.scenario_file import find_scenario
hidden = with_values(find_scenario("article"), [("hidden", ["clock"])])
print("hidden", hidden.hidden)

from PySide6.QtWidgets import QApplication
from lossstudio.gui.app import make_window
from lossstudio.gui.shell.hiding_dialog import HidingDialog
app = QApplication.instance()  # of the picture
window = make_window(app, language="en", theme="light")
window.resize(1366, 768)
window.show()
print("in the menu", "Clock" in [a.text() for a in window.menus._view.actions()])
window.workspace.toggle("clock")
stacks = window.workspace.area.plan.stacks
print("stands with", next(s.panels for s in stacks if "clock" in s.panels))
while window.controller.snapshot is None:
    app.processEvents()
print("shows", window.contents["clock"].hand.text())
print("can be saved", "clock" in window.figures.views)
dialog = HidingDialog(window.state, window)
print("can be ticked", "clock" in dialog._items)
dialog.close()
window.state.replace(hidden, "")
print("open", window.workspace.is_open("clock"))
window.hiding.lift(True)
window.presentation.begin()
window.workspace.toggle("clock")
print("presented", "clock" in window.presentation.shown)
window.document.path = None
window.state.replace(window.state.scenario, "")
window.presentation.end()
window.document.leave = lambda go: go()
window.controller.shut_down()
"""


def test_a_panel_that_is_dropped_in_is_everywhere(tmp_path):
    (tmp_path / "clock.py").write_text(CLOCK, encoding="utf-8")
    folders = {f"XDG_{kind}_HOME": str(tmp_path) for kind in ("CONFIG", "STATE", "DATA", "CACHE")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        env=os.environ | folders | {"HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.splitlines() == [
        "rendered ['step', '7']",
        "hidden ('clock',)",
        "in the menu True",
        "stands with ('landscape', 'clock')",
        "shows 0",
        "can be saved True",
        "can be ticked True",
        "open False",
        "presented True",
    ], done.stderr[-3000:]


def test_every_entry_is_right():
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES)
    assert len({(entry.column, entry.rank) for entry in ENTRIES}) == len(ENTRIES)
    keys = [entry.key for entry in ENTRIES if entry.key is not None]
    assert sorted(keys) == list(range(1, 10))
    assert [entry.key for entry in in_menu_order()][:9] == list(range(1, 10))
    assert set(hiding.PANELS) == {entry.name for entry in ENTRIES} - {"lesson"}
    for entry in ENTRIES:
        kind = content_class(entry)
        assert issubclass(kind, View) or not entry.is_figure
        assert hasattr(kind, "show_snapshot")
    assert figure_panels()[:2] == ("fit", "loss")
