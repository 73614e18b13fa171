"""The surface in space, drawn by OpenGL on a screen of its own; left out where one is missing."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec

import pytest

pytestmark = pytest.mark.skipif(
    find_spec("OpenGL") is None or shutil.which("Xvfb") is None, reason="needs PyOpenGL and Xvfb"
)

DRAW = """
import sys
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from lossstudio.core.planes import parameter_plane
from lossstudio.engine.landscape.grid import Landscape
from lossstudio.gui.kit.colors import Mark, Role
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.views.landscape.map_picture import make_picture
from lossstudio.gui.views.landscape.surface import SurfacePanel, is_available

app = QApplication(sys.argv)
if not is_available():
    sys.exit(3)
theme = Theme(app)
a = b = np.linspace(-1, 1, 51)
picture = make_picture(Landscape(parameter_plane(np.zeros(2), 0, 1), a, b, a**2 + b[:, None] ** 2))
mark = Mark(theme.colors.mark(Role.MODEL).color, Qt.PenStyle.SolidLine, "o")


def panel():
    made = SurfacePanel(theme)
    made.resize(600, 200)
    made.open()
    made.name_axes(("weight of x", "bias"))
    way = np.array([[-0.9, -0.9], [0.0, 0.0]])
    made.show_scene(picture, [(way, mark)], [((0.0, 0.0), mark)], ((0.0, 0.0), (0.5, 0.5)))
    return made


def share(image, color):
    near = [0, 0]
    for x in range(image.width()):
        for y in range(image.height()):
            near[image.pixelColor(x, y).name() == color] += 1
    return near[1] / sum(near)


def look(made):
    for _ in range(50):
        app.processEvents()
    image = made.grab().toImage()
    background = theme.colors.plot_background
    bottom = made._space.geometry().bottom()
    edges = [image.pixelColor(x, y).name() for x in range(image.width()) for y in (0, bottom)]
    return (
        share(image, background) < 0.9,
        share(image, mark.color) > 2e-3,
        share(image, theme.colors.mark(Role.GRADIENT).color) > 2e-4,
        edges.count(background) > 0.99 * len(edges),
    )


first, second = panel(), panel()
first.show()
print(look(first))
print(look(second), "of another context")
window = QMainWindow()
window.setCentralWidget(first)
window.resize(600, 200)
window.show()
print(look(first), "in another window")
first.name_axes(("", ""))
again = first.grab().toImage()
first._space.opts["azimuth"] += 90.0
print("turned", again != first.grab().toImage())
"""


@pytest.fixture
def screen():
    """The name of an X server's display."""
    read, write = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        with os.fdopen(read) as said:
            yield f":{said.readline().strip()}"
        server.terminate()


def test_the_surface_is_drawn_in_every_context_and_not_cut(screen):
    done = subprocess.run(
        [sys.executable, "-c", DRAW],
        env={
            **os.environ,
            "DISPLAY": screen,
            "QT_QPA_PLATFORM": "xcb",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    if done.returncode == 3:
        pytest.skip("there is no OpenGL on this screen")
    assert done.stderr == ""
    whole = "(True, True, True, True)"
    assert done.stdout.splitlines() == [
        whole,
        f"{whole} of another context",
        f"{whole} in another window",
        "turned True",
    ]
