"""Figures: what they are made of, that they are sharp and whole, and leave the window as it is."""

import csv
import io
import itertools
import os
import threading
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QThreadPool
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QGraphicsItem, QPushButton, QWidget

from lossstudio.core.text import InputError
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.runs.recording import record
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.scenarios.scenario_file import find_scenario
from lossstudio.engine.window.panels import figure_panels
from lossstudio.gui.figures import composing, frames, saving
from lossstudio.gui.figures.animation_dialog import AnimationDialog
from lossstudio.gui.figures.export_dialog import FigureDialog
from lossstudio.gui.figures.offscreen import Offscreen, figure_columns
from lossstudio.gui.figures.panels import panel_class
from lossstudio.gui.figures.saving import copy_view
from lossstudio.gui.figures.svg import finished
from lossstudio.gui.kit.i18n import Language
from lossstudio.gui.views.plot.area import PlotArea

SVG = "{http://www.w3.org/2000/svg}"
SMALL = Scenario(data=Data(n_samples=30), runs=(Run(),))
KINDS = {
    "regression": SMALL,
    "classes over one input": find_scenario("pass_or_fail"),
    "classes over two inputs": find_scenario("moons_network"),
    "three classes": find_scenario("three_classes"),
    "agreement": Scenario(
        data=Data(
            dataset="points",
            points=tuple((i / 9, (i * 7 % 10) / 9, 1.0 + i / 3) for i in range(10)),
        )
    ),
    "two runs": Scenario(data=Data(n_samples=30), runs=(Run(), Run(loss="mae"))),
}


@pytest.fixture
def offscreen_of(qapp):
    """Make settled offscreen views of a snapshot."""
    made = []

    def make(snapshot, names=("fit", "loss"), size=(640, 360), mode="light", scale=1):
        offscreen = Offscreen(names, QSize(*size), mode, scale)
        made.append(offscreen)
        offscreen.show_snapshot(snapshot)
        settle(offscreen)
        return offscreen

    yield make
    for offscreen in made:
        offscreen.close()
    qapp.processEvents()


def settle(offscreen):
    while not offscreen.is_settled():
        QApplication.processEvents()


@pytest.fixture
def view_of(qtbot, theme):
    """Make a visible view of a snapshot."""

    def make(name, snapshot, size=(500, 350)):
        view = panel_class(name)(theme)
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        view.show_snapshot(snapshot)
        QApplication.processEvents()
        return view

    return make


def pixels(image, size=None):
    """(height, width, 3), of `image` scaled to `size`."""
    if size is not None:
        image = image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(float)


# -- which views, and where ----------------------------------------------------------------------


def test_every_view_is_found_by_its_name(theme, qtbot):
    assert figure_panels()[:2] == ("fit", "loss")
    assert {"shape", "metrics"} <= set(figure_panels())
    for name in figure_panels():
        view = panel_class(name)(theme)
        qtbot.addWidget(view)
        assert view.accessibleName()
        assert view.figure_parts, name


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 9])
@pytest.mark.parametrize("size", [(1280, 720), (600, 1400)])
def test_cells_fill_the_figure_without_overlap(theme, count, size):
    cells = composing.grid(count, QSize(*size), theme)
    areas = [cell.place for cell in cells]
    assert len(areas) == count
    assert sum(a.width() * a.height() for a in areas) > 0.75 * size[0] * size[1]
    for i, area in enumerate(areas):
        assert area.left() >= 0
        assert area.right() < size[0]
        assert area.top() >= 0
        assert area.bottom() < size[1]
        assert not any(area.intersects(other) for other in areas[:i])
        assert not any(cell.title.toRect().intersects(area) for cell in cells)


# -- pixels --------------------------------------------------------------------------------------


def test_more_pixels_are_the_same_picture_but_sharp(offscreen_of, source_of):
    snapshot = source_of(SMALL).step(20)
    once = offscreen_of(snapshot).image()
    thrice = offscreen_of(snapshot, scale=3).image()
    assert (thrice.width(), thrice.height()) == (1920, 1080)
    assert thrice.dotsPerMeterX() == pytest.approx(3 * once.dotsPerMeterX(), abs=2)
    # Margins of a few pixels aside, which do not grow.
    coarse = QSize(64, 36)
    small = np.abs(pixels(thrice, coarse) - pixels(once, coarse)).mean()
    blown = np.abs(pixels(once, thrice.size()) - pixels(thrice)).mean()
    assert small < 8.0, "another picture"
    # An enlarged picture has no abrupt changes between neighbours; a sharp one does.
    steps = np.abs(np.diff(pixels(thrice).sum(axis=2), axis=1)) > 300
    blurred = np.abs(np.diff(pixels(once, thrice.size()).sum(axis=2), axis=1)) > 300
    assert steps.sum() > 4 * max(blurred.sum(), 1)
    assert blown > 0.0


def test_the_same_snapshot_gives_the_same_bytes(offscreen_of, source_of):
    snapshot = source_of(KINDS["three classes"]).step(5)
    names = ("fit", "loss", "shape", "metrics")
    one, other = (composing.png(offscreen_of(snapshot, names).image()) for _ in range(2))
    assert one == other
    assert one.startswith(b"\x89PNG")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_figure_has_its_own_colours_and_leaves_the_programs(
    qapp, offscreen_of, source_of, view_of, mode
):
    snapshot = source_of(SMALL).step(5)
    view = view_of("fit", snapshot)
    before = view.grab().toImage(), qapp.palette(), qapp.font(), view.size()
    offscreen = offscreen_of(snapshot, mode=mode, scale=2)
    corner = offscreen.image().pixelColor(1, 1)
    assert (corner.lightness() < 128) == (mode == "dark")
    offscreen.close()
    qapp.processEvents()
    assert (view.grab().toImage(), qapp.palette(), qapp.font(), view.size()) == before


class PaintCount(QObject):
    """Counts what is painted within `host`."""

    def __init__(self, host, app):
        super().__init__()
        self.host, self.count = host, 0
        app.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.count += watched.window() is self.host
        return False


def test_a_figure_is_painted_only_when_it_is_asked_for(qapp, offscreen_of, source_of):
    snapshot = source_of(SMALL).step(5)
    offscreen = offscreen_of(snapshot, ("fit", "loss"))
    painted = PaintCount(offscreen._host, qapp)
    offscreen.show_snapshot(source_of(SMALL).step(9))
    settle(offscreen)
    assert painted.count == 0
    offscreen.image()
    assert painted.count > 0
    once = painted.count
    settle(offscreen)
    assert painted.count == once
    qapp.removeEventFilter(painted)


def test_a_figure_keeps_no_pictures_of_its_layers(offscreen_of, source_of):
    offscreen = offscreen_of(source_of(SMALL).step(5), ("fit", "loss", "shape"))
    offscreen.image()
    modes = {
        item.cacheMode()
        for area in offscreen._host.findChildren(PlotArea)
        for item in area.scene().items()
    }
    assert modes == {QGraphicsItem.CacheMode.NoCache}


# -- vectors -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_svg_has_texts_and_strokes_that_grow(offscreen_of, source_of, kind):
    snapshot = source_of(KINDS[kind]).step(3)
    content = offscreen_of(snapshot, ("fit", "loss", "shape")).svg()
    root = ElementTree.fromstring(content)
    assert root.get("viewBox") == "0 0 640 360"
    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert {"Fit", "Loss curve", "Loss shape", "step", "train"} & texts >= {"Fit", "Loss curve"}
    assert b"vector-effect" not in content
    assert root.find(f"{SVG}title").text == "LossStudio: Fit, Loss curve, Loss shape"
    assert "training samples" in root.find(f"{SVG}desc").text
    for path in (os.getcwd(), os.path.expanduser("~"), "/tmp"):  # noqa: PTH109, PTH111
        assert path.encode() not in content or path == "/"
    assert QSvgRenderer(content).isValid()


def test_lines_are_mapped_into_the_picture():
    head = '<svg xmlns="http://www.w3.org/2000/svg"><g transform="matrix(2,0,0,-3,10,20)">'
    body = (
        '<path vector-effect="non-scaling-stroke" d="M0,0 L1,1 C1,2 3,4 -5,1e-1 Z"/>'
        '<text font-family="Sans Serif">a</text></g></svg>'
    )
    root = ElementTree.fromstring(finished((head + body).encode()))
    (group,) = root
    path, text = group
    assert "transform" not in group.attrib
    assert path.get("d") == "M10,20 L12,17 C12,14 16,8 0,19.7 Z"
    assert text.get("transform") == "matrix(2,0,0,-3,10,20)"
    assert text.get("font-family") == "sans-serif"


# -- what a person has chosen --------------------------------------------------------------------


def test_a_figure_looks_as_the_view_that_is_shown(offscreen_of, source_of, view_of):
    snapshot = source_of(SMALL).step(30)
    shown = {name: view_of(name, snapshot) for name in ("fit", "loss", "shape")}
    shown["fit"].residuals = "squares"
    shown["loss"].log_y_button.click()
    shown["shape"].slope_button.click()
    shown["shape"].compare_with("mae")
    area = shown["fit"].area
    area.box.setRange(xRange=(0.0, 0.5), padding=0)
    area.is_free[0] = True
    offscreen = offscreen_of(snapshot, tuple(shown))
    offscreen.take_choices(shown)
    settle(offscreen)
    fit, loss, shape = offscreen.views
    assert fit.residuals == "squares"
    assert fit.area.shown_range()[0] == pytest.approx((0.0, 0.5))
    assert loss.log_y
    assert not loss.log_x
    assert shape.compared == "mae"
    assert shape.has_slope


# -- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_numbers_are_those_of_the_snapshot(offscreen_of, source_of, kind):
    snapshot = source_of(KINDS[kind]).step(3)
    dataset, run = snapshot.scene.dataset, snapshot.runs[0]
    offscreen = offscreen_of(snapshot, ("fit", "loss", "shape", "metrics"))
    settle(offscreen)
    data = offscreen.data()
    rows = data["fit sample"] - 1
    first = "fit x" if dataset.x.shape[1] == 1 else "fit x1"
    np.testing.assert_array_equal(data[first], dataset.x[rows, 0])
    assert list(data["fit part"]).count("train") == int((rows < dataset.n_train).sum())
    if not dataset.classes:
        np.testing.assert_array_equal(data["fit y"], dataset.target[rows])
        np.testing.assert_array_equal(
            data[f"fit {run.key} prediction"],
            run.picture[rows] if dataset.x.shape[1] > 1 else run.picture,
        )
    else:
        label = dataset.classes[0]
        said = data[f"fit {run.key} probability of {label}"]
        np.testing.assert_array_equal(said, run.picture[..., 0].ravel())
    prefix = "loss " if len(snapshot.runs) == 1 else f"loss {run.key} "
    assert data[f"{prefix}step"].tolist() == [0, 1, 2, 3]
    if kind == "two runs":  # their losses are in different units
        assert data[f"{prefix}train rmse"][-1] == run.train.rmse
    else:
        assert data[f"{prefix}train loss"][-1] == run.losses.train_loss
    assert data["shape loss"].mean() == pytest.approx(run.losses.train_loss)
    assert data["metrics run"][0] == run.key
    assert all(len(values) for values in data.values())
    assert all(name == name.lower() or dataset.classes for name in data)


def test_one_view_needs_no_prefix(source_of, view_of):
    view = view_of("loss", source_of(SMALL).step(2))
    assert list(figure_columns({"loss": view})) == ["step", "train loss", "test loss", "cost"]


def test_the_clipboard_has_picture_and_numbers(source_of, view_of):
    view = view_of("fit", source_of(SMALL).step(2))
    copy_view(view)
    data = QGuiApplication.clipboard().mimeData()
    assert data.imageData().size() == view.size()
    rows = list(csv.reader(io.StringIO(data.text())))
    assert rows[0][:2] == ["sample", "x"]
    assert bytes(data.data("text/csv")).decode() == data.text()


# -- the dialog ----------------------------------------------------------------------------------


@pytest.fixture
def dialog(qtbot, source_of, view_of):
    snapshot = source_of(SMALL).step(10)
    views = {name: view_of(name, snapshot) for name in ("fit", "loss")}
    dialog = FigureDialog(views, snapshot, "loss")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize(("suffix", "begin"), [(".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_the_dialog_saves_what_is_ticked(qtbot, dialog, tmp_path, suffix, begin):
    assert dialog.view_choice.names == ("loss",)
    dialog.view_choice.boxes["fit"].setChecked(True)
    dialog.scale.setCurrentIndex(1)
    path = tmp_path / f"a{suffix}"
    with qtbot.waitSignal(dialog.saved):
        dialog.save_to(path)
    assert path.read_bytes().startswith(begin)
    if suffix == ".png":
        assert QImage(str(path)).size() == QSize(2560, 1440)
    again = FigureDialog(dialog._views, dialog._snapshot, "fit", dialog.choices)
    qtbot.addWidget(again)
    assert again.choices == dialog.choices
    assert again.choices["scale"] == 2


def test_pixels_are_packed_beside_the_windows_thread(qtbot, dialog, tmp_path, monkeypatch):
    threads = []

    def pack(image):
        threads.append(threading.current_thread())
        return composing.png(image)

    monkeypatch.setattr(saving, "png", pack)
    with qtbot.waitSignal(dialog.saved):
        dialog.save_to(tmp_path / "a.png")
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


def test_what_is_being_packed_can_be_given_up(qtbot, dialog, tmp_path, monkeypatch):
    begun, may_end = threading.Event(), threading.Event()

    def pack(_):
        begun.set()
        may_end.wait()
        return b"too late"

    monkeypatch.setattr(saving, "png", pack)
    dialog.save_to(tmp_path / "a.png")
    qtbot.waitUntil(begun.is_set)
    dialog.reject()
    assert not dialog.isVisible()
    assert not dialog.is_busy
    may_end.set()
    assert QThreadPool.globalInstance().waitForDone(30_000)
    QApplication.processEvents()
    assert list(tmp_path.iterdir()) == []


def test_the_numbers_are_saved_as_csv(qtbot, dialog, tmp_path):
    with qtbot.waitSignal(dialog.saved):
        dialog.save_to(tmp_path / "a.CSV")
    assert (tmp_path / "a.CSV").read_text().startswith("step,train loss,test loss,cost\n0,")


def test_a_file_that_cannot_be_written_is_told_in_the_dialog(qtbot, dialog, tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    dialog.save_to(path)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert dialog.isVisible()
    assert dialog.message.text() == "a.png could not be saved: No space left on device"
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.png"]


def test_nothing_ticked_is_nothing_to_save(dialog):
    dialog.view_choice.boxes["loss"].setChecked(False)
    assert not dialog.buttons.button(dialog.buttons.StandardButton.Save).isEnabled()


def test_the_dialogs_speak_chinese(qapp, qtbot, dialog):
    title = dialog.windowTitle()
    language = Language(qapp)
    language.set_language("zh_CN")
    qapp.processEvents()
    assert dialog.windowTitle()
    language.set_language("en")
    qapp.processEvents()
    assert dialog.windowTitle() == title == "Save figure"


# -- animations ----------------------------------------------------------------------------------


def test_frames_are_spread_over_the_steps():
    assert frames.frame_steps(5, 10) == [0, 1, 2, 3, 4, 5]
    assert frames.frame_steps(100, 6) == [0, 20, 40, 60, 80, 100]
    assert frames.frame_steps(1000, 20) == [
        0,
        1,
        2,
        *(round(2 + 998 * i / 17) for i in range(1, 18)),
    ]
    assert frames.frame_steps(16, 6, "log") == [0, 1, 2, 4, 8, 16]
    for spacing in frames.SPACINGS:
        for last in (60, 61, 1000, 10**7):
            steps = frames.frame_steps(last, 60, spacing)
            assert len(steps) == 60
            assert (steps[0], steps[-1]) == (0, last)
            assert all(a < b for a, b in itertools.pairwise(steps))
    with pytest.raises(ValueError, match="not one of even, log"):
        frames.frame_steps(100, 10, "often")


def test_a_gif_keeps_frequent_colours_and_times():
    reel = frames.Reel()
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (40, 60, 3), dtype=np.uint8)
    for shift in range(3):
        array = noise.copy()
        array[:, 10 + shift : 40] = (1, 95, 158)
        array = np.ascontiguousarray(array)
        reel.add(QImage(array.data, 60, 40, 180, QImage.Format.Format_RGB888))
    file = io.BytesIO()
    reel.write(file, 10)
    gif = Image.open(io.BytesIO(file.getvalue()))
    assert gif.n_frames == 3
    durations = []
    for index in range(3):
        gif.seek(index)
        durations.append(gif.info["duration"])
        assert gif.convert("RGB").getpixel((30, 20)) == (1, 95, 158)
    assert durations == [100, 100, 2000]
    assert gif.info["loop"] == 0
    assert len(file.getvalue()) < 3 * 60 * 40 * 1.5


@pytest.fixture
def animation(qtbot, source_of, view_of):
    experiment = Experiment(SMALL)
    experiment.advance(40)
    source = source_of(SMALL)
    views = {"fit": view_of("fit", source.step(40))}
    dialog = AnimationDialog(views, record(experiment))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.frames.setValue(5)
    dialog.rate.setValue(10)
    dialog.size_choice.value = QSize(320, 240)
    return dialog


def test_an_animation_shows_the_run(qtbot, animation, offscreen_of, source_of, tmp_path):
    path = tmp_path / "run.gif"
    with qtbot.waitSignal(animation.saved):
        animation.save_to(path)
    gif = Image.open(path)
    assert gif.size == (320, 240)
    assert gif.n_frames == 5
    for index, step in ((0, 0), (4, 40)):
        gif.seek(index)
        snapshot = source_of(SMALL).step(step)
        expected = pixels(offscreen_of(snapshot, ("fit",), (320, 240)).image())
        difference = np.abs(np.asarray(gif.convert("RGB")).astype(float) - expected)
        assert difference.mean() < 1.5, f"frame {index} is another picture"
    assert not animation.is_busy
    assert not animation.isVisible()


def test_frames_are_kept_beside_the_windows_thread(qtbot, animation, tmp_path, monkeypatch):
    threads, add = set(), frames.Reel.add

    def note(reel, image):
        threads.add(threading.current_thread())
        add(reel, image)

    monkeypatch.setattr(frames.Reel, "add", note)
    with qtbot.waitSignal(animation.saved):
        animation.save_to(tmp_path / "run.gif")
    assert threads
    assert threading.main_thread() not in threads


def test_an_animation_that_would_fill_the_memory_is_refused(animation, tmp_path):
    frames.check_size(56, 4000, 4000)
    with pytest.raises(InputError, match="at most 56 frames"):
        frames.check_size(57, 4000, 4000)
    animation.frames.setValue(100)
    animation.size_choice.value = QSize(100_000, 100_000)  # as large as can be chosen
    animation._recording = replace(animation._recording, last_steps=(1000,))
    animation.save_to(tmp_path / "run.gif")
    assert not animation.is_busy
    assert "would fill the memory" in animation.message.text()
    assert not list(tmp_path.iterdir())


def test_a_cancelled_animation_leaves_no_file(qtbot, animation, tmp_path):
    animation.frames.setValue(40)
    animation.save_to(tmp_path / "run.gif")
    qtbot.waitUntil(lambda: animation.progress.value() > 1)
    animation.progress.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: not animation.is_busy)
    assert list(tmp_path.iterdir()) == []
    assert animation.isVisible()


def test_an_animation_that_cannot_be_written_is_told(qtbot, animation, tmp_path):
    animation.save_to(tmp_path / "missing" / "run.gif")
    qtbot.waitUntil(lambda: not animation.is_busy)
    assert "could not be saved" in animation.message.text()


def test_an_animations_choices_are_remembered(qtbot, animation):
    animation.spacing.setCurrentIndex(1)
    again = AnimationDialog(animation._views, animation._recording, None, animation.choices)
    qtbot.addWidget(again)
    assert again.choices == animation.choices
    assert again.choices["spacing"] == "log"
