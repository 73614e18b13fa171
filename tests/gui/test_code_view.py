import json
from dataclasses import replace

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication, QFileDialog

from lossstudio.engine.scenarios.scenario import Data, Run, Scenario
from lossstudio.engine.script import data_code
from lossstudio.engine.script import notebook as notebooks
from lossstudio.engine.script.plan import plan_of
from lossstudio.engine.script.script import write_script
from lossstudio.gui.kit.colors import DARK, LIGHT, rgb
from lossstudio.gui.kit.i18n import Language
from lossstudio.gui.views.code import code_text, code_view
from lossstudio.gui.views.code.code_text import CodeText
from lossstudio.gui.views.code.code_view import CodeView
from lossstudio.gui.views.code.highlighting import PythonHighlighter


@pytest.fixture
def language(qapp):
    tongue = Language(qapp)
    yield tongue
    tongue.set_language("en")
    tongue.deleteLater()


@pytest.fixture
def view(qtbot, theme, language):
    view = CodeView(theme, language)
    qtbot.addWidget(view)
    view.resize(560, 240)
    view.show()
    return view


@pytest.fixture
def settled(qtbot):
    """The script that a view shows when nothing is being written any more."""

    def wait(view):
        qtbot.waitUntil(lambda: not view.is_busy)
        QApplication.processEvents()
        return view.text.toPlainText()

    return wait


def running(snapshot):
    return replace(snapshot, is_running=True)


def with_run(scenario, **changes):
    runs = tuple(msgspec.structs.replace(run, **changes) for run in scenario.runs)
    return msgspec.structs.replace(scenario, runs=runs)


def losses_of(text):
    space = {}
    with np.errstate(all="ignore"):
        exec(compile(text, "script.py", "exec"), space)
    losses = space["losses"]
    return losses if isinstance(losses, list) else list(losses.values())


# -- what it shows ---------------------------------------------------------------------------------


def test_it_begins_with_the_script_of_the_scenario(view, source_of, settled):
    view.show_snapshot(source_of().newest)
    assert settled(view) == write_script(plan_of(Scenario())).text
    assert "steps = 1000\n" in view.script.text


def test_it_does_the_steps_that_were_done_with_the_changes_on_the_way(view, source_of, settled):
    source = source_of()
    source.step(10)
    scenario = with_run(Scenario(), learning_rate=0.3, loss="huber")
    data = msgspec.structs.replace(scenario.data, noise=0.7)
    source.change(msgspec.structs.replace(scenario, data=data))
    view.show_snapshot(source.step(15))
    text = settled(view)
    assert "    if step == 10:  # changed on the way\n" in text
    losses = losses_of(text)
    assert len(losses) == 26
    assert losses[-1] == pytest.approx(source.newest.runs[0].losses[:3], rel=1e-12)


def test_going_back_shows_what_led_to_that_step(view, source_of, settled):
    source = source_of()
    source.step(10)
    source.change(with_run(Scenario(), learning_rate=0.3))
    source.step(10)
    view.show_snapshot(source.go_to(4))
    text = settled(view)
    assert "steps = 4\n" in text
    assert "changed on the way" not in text
    assert losses_of(text)[-1] == pytest.approx(source.newest.runs[0].losses[:3], rel=1e-12)


def test_a_change_before_the_first_step_keeps_the_start(view, source_of, settled):
    source = source_of(Scenario(data=Data(dataset="article")))
    dataset = source.newest.scene.dataset
    rows = np.column_stack([dataset.x, dataset.target]).tolist()
    points = Data(dataset="points", points=tuple(map(tuple, rows)))
    source.change(Scenario(data=points))
    view.show_snapshot(source.step(3))
    assert losses_of(settled(view))[-1] == pytest.approx(
        source.newest.runs[0].losses[:3], rel=1e-12
    )


def test_a_run_that_diverged_says_so(view, source_of, settled, capsys):
    source = source_of(Scenario(runs=(Run(learning_rate=1000.0), Run())))
    view.show_snapshot(source.step(200))
    text = settled(view)
    short, long = losses_of(text)
    stopped = source.newest.runs[0].step
    assert (len(short), len(long)) == (stopped + 1, 201)
    assert f"Step {stopped + 1} leaves the finite numbers" in capsys.readouterr().out


def test_while_training_runs_only_settings_count(view, source_of, settled):
    source = source_of()
    view.interval = 0.0
    view.show_snapshot(running(source.step(5)))
    text = settled(view)
    view.show_snapshot(running(source.step(5)))
    assert not view.is_busy
    assert settled(view) == text
    source.change(with_run(Scenario(), learning_rate=0.3))
    view.show_snapshot(running(source.step(5)))
    assert "learning_rate = 0.3" in settled(view)
    view.show_snapshot(source.step(5))  # paused
    assert "steps = 20\n" in settled(view)


def test_a_hidden_panel_computes_nothing(view, source_of, settled, monkeypatch):
    written = []
    monkeypatch.setattr(code_view, "plan", lambda *given: written.append(given))
    view.hide()
    view.show_snapshot(source_of().newest)
    view.retranslate()
    assert not view.is_busy
    assert settled(view) == ""
    assert not written
    monkeypatch.undo()
    view.show()
    assert "steps = 1000" in settled(view)


def test_data_that_are_too_many_are_explained(view, source_of, settled, monkeypatch):
    monkeypatch.setattr(data_code, "MOST_NUMBERS", 5)
    points = Data(dataset="points", points=tuple((float(i), float(i)) for i in range(8)))
    view.show_snapshot(source_of(Scenario(data=points)).newest)
    assert settled(view) == ""
    assert view.note.text().startswith("The data are 16 numbers; a script can hold at most 5.")
    assert not view.copy_button.isEnabled()
    assert not view.save_button.isEnabled()
    view.show_snapshot(source_of().newest)
    assert "steps = 1000" in settled(view)
    assert view.copy_button.isEnabled()
    assert "NumPy alone" in view.note.text()


# -- language and theme ----------------------------------------------------------------------------


def test_it_speaks_the_window_s_language(view, source_of, settled, language):
    view.show_snapshot(source_of().newest)
    assert "# the last 20 samples are the test set" in settled(view)
    language.set_language("zh_CN")
    QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    assert "# 最后 20 个样本是测试集" in settled(view)


def luminance(color):
    c = rgb(color) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ [
        0.2126,
        0.7152,
        0.0722,
    ]


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_its_colors_can_be_read(view, theme, colors):
    theme.set_mode("dark" if colors.dark else "light")
    grounds = [colors.base, view.text._mark.name()]
    formats = view.text.highlighter._formats
    assert len(formats) == 6
    for ground in grounds:
        for form in [*formats.values()]:
            pair = sorted(luminance(c) for c in (form.foreground().color().name(), ground))
            assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (form, ground)
    theme.set_mode("light")


def test_its_letters_follow_the_theme_and_are_all_as_wide(view, theme):
    small = view.text.font()
    metrics = view.text.fontMetrics()
    assert metrics.horizontalAdvance("iiii") == metrics.horizontalAdvance("MMMM")
    theme.set_scale(2.0)
    assert view.text.font().pointSizeF() == pytest.approx(2 * small.pointSizeF())
    theme.set_scale(1.0)


# -- the text --------------------------------------------------------------------------------------


@pytest.fixture
def text(qtbot, theme):
    text = CodeText()
    qtbot.addWidget(text)
    text.style_by(theme)
    text.resize(400, 150)
    text.show()
    return text


LINES = [f"line_{number} = {number}" for number in range(60)]


@pytest.mark.parametrize(
    ("new", "marked"),
    [
        (["first = 0", *LINES[1:]], [0]),
        ([*LINES[:30], "other = 30", *LINES[31:]], [30]),
        ([*LINES[:-1], "last = 59"], [59]),
        ([*LINES, "one = 1", "more = 2"], [60, 61]),
        (LINES[:-2], []),
        (LINES[2:], []),
        ([*LINES[:20], *LINES[25:40], "new = 1", *LINES[40:]], [35]),
        ([f"all = {number}" for number in range(60)], []),
        (["only"], [0]),
    ],
)
def test_it_changes_in_place(text, new, marked):
    text.show_code("\n".join(LINES) + "\n")
    text.verticalScrollBar().setValue(30)
    text.horizontalScrollBar().setValue(5)
    text.show_code("\n".join(new) + "\n")
    assert text.toPlainText() == "\n".join(new) + "\n"
    assert text.marked_lines == marked
    bar = text.verticalScrollBar()
    assert bar.value() == min(30, bar.maximum())


def test_a_long_text_that_changes_stays_where_it_is(text, monkeypatch):
    monkeypatch.setattr(code_text, "_MOST_COMPARED", 10)
    test_it_changes_in_place(text, ["first = 0", *LINES[1:]], [])


def test_what_is_selected_stays_selected(text):
    text.show_code("\n".join(LINES))
    cursor = QTextCursor(text.document().findBlockByNumber(40))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    text.show_code("\n".join(["first = 1", "second", *LINES[1:]]))
    assert text.textCursor().selectedText() == LINES[40]


def test_the_marks_fade(text, qtbot):
    text.show_code("a = 1\nb = 2")
    text.show_code("a = 1\nb = 3")
    assert text.marked_lines == [1]
    text._fades.timeout.emit()
    assert text.marked_lines == []


def test_it_cannot_be_typed_in(text, qtbot):
    text.show_code("a = 1")
    qtbot.keyClicks(text, "x")
    assert text.toPlainText() == "a = 1"
    text.setFocus()
    assert text.tabChangesFocus()


def kinds_of(text, theme):
    """What each character is coloured as, a letter each."""
    codes = {"keyword": "k", "builtin": "b", "defined": "d", "text": "t", "comment": "c"}
    formats = text.highlighter._formats
    rows = []
    block = text.document().firstBlock()
    while block.isValid():
        row = ["."] * len(block.text())
        for span in block.layout().formats():
            kind = next(
                name
                for name, form in formats.items()
                if form.foreground() == span.format.foreground()
                and form.fontWeight() == span.format.fontWeight()
            )
            for place in range(span.start, span.start + span.length):
                row[place] = codes.get(kind, "n")
        rows.append("".join(row))
        block = block.next()
    return rows


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("def train(x):", "kkk.ddddd...."),
        ("return 1.5e-3 + x2", "kkkkkk.nnnnnn....."),
        ("y = 'a # b' # c 'd'", "....tttttttt.ccccccc".replace("tttttttt", "ttttttt")),
        ('print(f"{x} \\" 1")', "bbbbb.ttttttttttt.".replace("ttttttttttt", "t" * 11)),
        ('"""one"""', "ttttttttt"),
        ('"""one\ntwo def 1\n"""; x = 2', "tttttt\nttttttttt\nttt......n"),
        ('    """Word "quoted"."""\nx', "....tttttttttttttttttttt\n."),
        ('text = "a"""', '.......ttttt'),
        ("sum(x.sum(), np.abs)", "bbb................."),
        ("theta2 = np.zeros(3)", "..................n."),
    ],
)  # fmt: skip
def test_python_is_colored(text, theme, code, kinds):
    text.show_code(code)
    assert kinds_of(text, theme) == kinds.split("\n")


def test_a_text_that_ends_colors_what_follows_as_code(text, theme):
    text.show_code('x = """\nfor\n"""\nfor')
    assert kinds_of(text, theme) == ["....ttt", "ttt", "ttt", "kkk"]
    text.show_code("x = 1\nfor\n\nfor")
    assert kinds_of(text, theme) == ["....n", "kkk", "", "kkk"]
    assert isinstance(text.highlighter, PythonHighlighter)


# -- copying and saving ----------------------------------------------------------------------------


def test_copy_takes_the_whole_script(view, source_of, settled):
    view.show_snapshot(source_of().newest)
    settled(view)
    told = []
    view.told.connect(lambda message, is_error: told.append((str(message), is_error)))
    view.copy_button.click()
    assert QGuiApplication.clipboard().text() == view.script.text
    assert told == [("Copied: the whole script.", False)]


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("run.py", "Python", "run.py"),
        ("run", "Python", "run.py"),
        ("run", "Jupyter", "run.ipynb"),
        ("run.ipynb", "Python", "run.ipynb"),
        ("run.v2", "Jupyter", "run.v2.ipynb"),
    ],
)
def test_save_writes_a_script_or_a_notebook(
    view, source_of, settled, qtbot, tmp_path, monkeypatch, typed, kind, name
):
    view.show_snapshot(source_of().newest)
    settled(view)

    def choose(parent, title, path, filters):
        chosen = next(each for each in filters.split(";;") if each.startswith(kind))
        return str(tmp_path / typed), chosen

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(view.told) as told:
        view.save_button.click()
    message, is_error = told.args
    assert not is_error
    assert str(tmp_path / name) in str(message)
    content = (tmp_path / name).read_bytes()
    if name.endswith(".py"):
        assert content.decode() == view.script.text
    else:
        assert content == notebooks.notebook(view.script)
        assert json.loads(content)["nbformat_minor"] == 5


def test_a_folder_that_cannot_be_written_is_explained(view, source_of, settled, qtbot, tmp_path):
    view.show_snapshot(source_of().newest)
    settled(view)
    with qtbot.waitSignal(view.told) as told:
        view.save(tmp_path / "nowhere" / "run.py")
    message, is_error = told.args
    assert is_error
    assert "run.py could not be saved" in str(message)


# -- keyboard and screen readers -------------------------------------------------------------------


def test_everything_has_a_name_and_a_way_by_keyboard(view, qtbot):
    assert view.accessibleName() == view.text.accessibleName() == "Python code"
    assert view.text.accessibleDescription()
    for button in (view.copy_button, view.save_button):
        assert button.accessibleName()
        assert button.toolTip()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert view.focusProxy() is view.text
    assert {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End} <= view.own_keys
