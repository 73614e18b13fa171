import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QInputMethodEvent,
    QKeySequence,
    QPalette,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QVBoxLayout, QWidget

from lossstudio.core.parameters import Parameter
from lossstudio.core.text import InputError, Message
from lossstudio.gui.kit.colors import LIGHT
from lossstudio.gui.panels.choice_control import ChoiceControl
from lossstudio.gui.panels.number_control import NumberControl

RATE = Parameter(
    "learning_rate",
    "Learning rate",
    0.1,
    1e-8,
    1000.0,
    "How far a step goes where the slope is < 1.",
    symbol="η",
    scale="log",
    slider_range=(1e-4, 10.0),
)
NOISE = Parameter("noise", "Noise", 0.3, 0.0, 10.0, "Scatter.", slider_range=(0.0, 2.0), unit="m")
SAMPLES = Parameter(
    "n", "Samples", 100, 2, 10**6, "How many.", integer=True, scale="log", slider_range=(10, 1000)
)
SEED = Parameter("seed", "Seed", 0, 0, 2**32 - 1, "Of all draws.", integer=True)


class Panel(QWidget):
    """A window with a control, something else to focus, and the window's own shortcuts."""

    def __init__(self, control):
        super().__init__()
        layout = QVBoxLayout(self)
        self.other = QComboBox()
        layout.addWidget(control)
        layout.addWidget(self.other)
        layout.addStretch(1)
        self.pressed = []
        for key in ("Space", "Right", "Left", "Home", "Esc"):
            self.add_shortcut(key)
        self.resize(300, 200)

    def add_shortcut(self, key):
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(lambda: self.pressed.append(key))


class Heard:
    def __init__(self, control):
        self.values, self.finished = [], 0
        control.value_changed.connect(self.values.append)
        control.editing_finished.connect(self.count)

    def count(self):
        self.finished += 1


@pytest.fixture
def shown(qtbot, qapp):
    """Show a control in a panel: (control, panel, what it emits)."""
    before = qapp.palette()
    qapp.setPalette(LIGHT.palette())

    def make(parameter):
        control = NumberControl(parameter)
        panel = Panel(control)
        qtbot.addWidget(panel)
        heard = Heard(control)
        panel.show()
        qtbot.waitExposed(panel)
        panel.activateWindow()
        panel.other.setFocus()
        qtbot.waitUntil(panel.other.hasFocus)
        return control, panel, heard

    yield make
    qapp.setPalette(before)


def enter(control, text):
    control.box.setFocus()
    control.box.selectAll()
    QTest.keyClicks(control.box, text)


def compose(control, text):
    """Enter `text` as an input method does, which may give any letter."""
    control.box.setFocus()
    control.box.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(control.box, event)


# --- showing --------------------------------------------------------------------------


def test_it_begins_with_the_default_and_emits_nothing(shown):
    control, _, heard = shown(RATE)
    assert control.value == 0.1
    assert control.box.text() == "0.1"
    assert control.label.text() == "Learning rate η"
    assert control.slider.value() == 600
    assert not heard.values


def test_the_unit_stands_in_the_label(shown):
    assert shown(NOISE)[0].label.text() == "Noise (m)"


def test_set_value_shows_and_emits_nothing(shown):
    control, _, heard = shown(RATE)
    control.set_value(1.0)
    assert control.value == 1.0
    assert control.box.text() == "1"
    assert control.slider.value() == 800
    control.set_value(500.0)
    assert control.slider.value() == control.slider.maximum()
    assert not heard.values
    assert heard.finished == 0


def test_set_value_refuses_what_is_not_accepted(shown):
    control, _, _ = shown(RATE)
    with pytest.raises(InputError, match="learning_rate = -1"):
        control.set_value(-1.0)
    assert control.value == 0.1


@pytest.mark.parametrize("value", [0.1 + 0.2, 1 / 3, 3.80306462, 1e-7 / 3])
def test_showing_and_leaving_never_change_a_value(shown, value):
    control, panel, heard = shown(RATE)
    control.set_value(value)
    control.box.setFocus()
    assert float(control.box.text()) == value
    QTest.keyClick(control.box, Qt.Key.Key_Return)
    panel.other.setFocus()
    assert len(control.box.text()) < 14
    assert control.value == value
    assert not heard.values


def test_whole_numbers_stay_whole(shown):
    control, _, heard = shown(SAMPLES)
    enter(control, "250\r")
    assert heard.values == [250]
    assert type(heard.values[0]) is int
    QTest.keyClick(control.slider, Qt.Key.Key_Right)
    assert heard.values[-1] == 315
    assert type(heard.values[-1]) is int


def test_a_seed_has_no_slider(shown):
    control, _, heard = shown(SEED)
    assert not control.slider.isVisible()
    enter(control, "4294967295\r")
    assert heard.values == [4294967295]


# --- typing ---------------------------------------------------------------------------------


def test_a_typed_number_counts_when_it_is_finished(shown):
    control, panel, heard = shown(RATE)
    enter(control, "1e-3")
    assert not heard.values
    QTest.keyClick(control.box, Qt.Key.Key_Return)
    assert heard.values == [1e-3]
    assert heard.finished == 1
    enter(control, "0.25")
    panel.other.setFocus()
    assert heard.values == [1e-3, 0.25]
    assert heard.finished == 2
    assert control.slider.value() == control._scale.position(0.25)


def test_the_field_accepts_more_than_the_slider_shows(shown):
    control, _, heard = shown(RATE)
    enter(control, "1000\r")
    enter(control, "1e-8\r")
    assert heard.values == [1000.0, 1e-8]


@pytest.mark.parametrize("text", ["abc", "1001", "0", "nan", "inf", "1,5,5", "1e999", "9" * 400])
def test_a_bad_entry_is_shown_with_its_message_and_never_emitted(shown, text):
    control, panel, heard = shown(RATE)
    enter(control, text)
    assert control.message.isVisible()
    assert "must be a number from 1e-8 to 1000" in control.message.text()
    assert control.message.text().startswith("Learning rate η = ")
    assert "must be a number" in control.box.toolTip()
    assert control.box.palette().color(QPalette.ColorRole.Text).name() == LIGHT.bad
    QTest.keyClick(control.box, Qt.Key.Key_Return)
    assert control.box.text() == text
    assert not heard.values
    panel.other.setFocus()
    assert control.box.text() == "0.1"
    assert not control.message.isVisible()
    assert control.box.palette().color(QPalette.ColorRole.Text).name() == LIGHT.text
    assert control.box.toolTip() == ""
    assert control.value == 0.1
    assert not heard.values


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0,05", 0.05),
        ("０．０５", 0.05),
        ("０，０５", 0.05),
        ("0。05", 0.05),
        (" 1e-3 ", 1e-3),
        ("1,5e−3", 1.5e-3),
        ("\u30002\u3000", 2.0),
    ],
)
def test_a_number_may_be_typed_as_people_write_it(shown, text, number):
    control, _, heard = shown(RATE)
    compose(control, text)
    assert not control.message.isVisible()
    QTest.keyClick(control.box, Qt.Key.Key_Return)
    assert heard.values == [number]


def test_a_whole_number_may_have_full_width_digits_but_no_decimals(shown):
    control, _, heard = shown(SAMPLES)
    compose(control, "２５０")
    QTest.keyClick(control.box, Qt.Key.Key_Return)
    assert heard.values == [250]
    enter(control, "2,5\r")
    assert "must be a whole number from 2 to 1000000" in control.message.text()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1,234", '"1,234" could mean 1.234 or 1234: write one of these two instead'),
        ("1，234", '"1，234" could mean 1.234 or 1234: write one of these two instead'),
        ("1 000", '"1 000": write it without separators between the thousands, as 1000'),
        ("1.234,5", '"1.234,5": write it without separators between the thousands, as 1234.5'),
        ("1,234.5", '"1,234.5": write it without separators between the thousands, as 1234.5'),
        ("1'000", '"1\'000": write it without separators between the thousands, as 1000'),
    ],
)
def test_separators_of_thousands_are_refused_with_a_way_out(shown, text, message):
    control, _, heard = shown(RATE)
    compose(control, text)
    assert control.message.text() == message
    assert not heard.values


def test_a_fraction_is_no_whole_number(shown):
    control, _, heard = shown(SAMPLES)
    enter(control, "2.5\r")
    assert "must be a whole number from 2 to 1000000" in control.message.text()
    assert not heard.values


def test_an_unfinished_number_is_no_error_yet(shown):
    control, _, heard = shown(RATE)
    for length in range(1, 5):
        enter(control, "2e-3"[:length])
        assert not control.message.isVisible(), length
    enter(control, "2e-")
    QTest.keyClick(control.box, Qt.Key.Key_Return)
    assert control.message.isVisible()
    assert not heard.values


def test_escape_brings_the_value_back(shown):
    control, panel, heard = shown(RATE)
    enter(control, "77777")
    QTest.keyClick(control.box, Qt.Key.Key_Escape)
    assert control.box.text() == "0.1"
    assert not control.message.isVisible()
    assert control.box.hasFocus()
    panel.other.setFocus()
    assert not heard.values


def test_escape_is_left_to_the_window_where_nothing_was_typed(shown):
    control, panel, _ = shown(RATE)
    control.box.setFocus()
    QTest.keyClick(control.box, Qt.Key.Key_Escape)
    assert panel.pressed == ["Esc"]
    enter(control, "5")
    QTest.keyClick(control.box, Qt.Key.Key_Escape)
    assert panel.pressed == ["Esc"]


def test_a_change_from_elsewhere_does_not_destroy_what_is_being_typed(shown):
    control, _, _ = shown(RATE)
    enter(control, "0.7")
    control.set_value(0.2)
    assert control.box.text() == "0.7"
    QTest.keyClick(control.box, Qt.Key.Key_Escape)
    assert control.box.text() == "0.2"


# --- the keyboard and the pointer -------------------------------------------------------------


@pytest.mark.parametrize("part", ["slider", "box"])
def test_keys_walk_in_multiplicative_steps(shown, part):
    control, panel, heard = shown(RATE)
    widget = getattr(control, part)
    widget.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Down):
        QTest.keyClick(widget, key)
    assert heard.values == [0.125, 1.25, 0.125, 0.1]
    assert heard.finished == 4
    assert panel.pressed == [], "the window's shortcuts have not taken the keys"


@pytest.mark.parametrize("part", ["slider", "box"])
def test_page_keys_are_the_windows_where_it_has_them(shown, part):
    control, panel, heard = shown(RATE)
    for key in ("PgUp", "PgDown"):  # as in a lesson
        panel.add_shortcut(key)
    widget = getattr(control, part)
    widget.setFocus()
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        QTest.keyClick(widget, key)
    assert panel.pressed == ["PgUp", "PgDown"]
    assert heard.values == []


def test_keys_of_the_slider(shown):
    control, panel, heard = shown(NOISE)
    control.slider.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_End):
        QTest.keyClick(control.slider, key)
    assert heard.values == [0.32, 0.3, 2.0]
    assert heard.finished == 3, "at the end, nothing changes any more"
    assert panel.pressed == []
    QTest.keyClick(control.slider, Qt.Key.Key_Home)
    assert panel.pressed == ["Home"]
    assert heard.finished == 3


@pytest.mark.parametrize("part", ["slider", "box"])
def test_space_is_left_to_the_window(shown, part):
    control, panel, heard = shown(RATE)
    widget = getattr(control, part)
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)
    assert panel.pressed == ["Space"]
    assert not heard.values
    assert control.box.text() == "0.1"


@pytest.mark.parametrize("part", ["slider", "box"])
def test_space_is_not_swallowed_without_a_shortcut_either(qtbot, part):
    control = NumberControl(RATE)
    outer = QWidget()
    qtbot.addWidget(outer)
    control.setParent(outer)
    got = []
    outer.keyPressEvent = lambda event: got.append(event.key())
    QTest.keyClick(getattr(control, part), Qt.Key.Key_Space)
    assert got == [Qt.Key.Key_Space]


def wheel(widget, notches):
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_the_wheel_needs_the_focus(shown):
    control, _, heard = shown(RATE)
    assert not wheel(control.slider, 1)
    assert not heard.values
    control.slider.setFocus()
    assert wheel(control.slider, 1)
    assert wheel(control.slider, -2)
    assert heard.values == [0.125, 0.08]


def handle_x(control, value):
    left, width = control.slider._travel()
    return round(left + width * control._scale.share(value))


def test_dragging_is_live_and_finished_on_release(shown):
    control, _, heard = shown(RATE)
    slider = control.slider
    y = slider.height() // 2
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(handle_x(control, 0.1), y))
    assert not heard.values
    for value in (0.2, 0.5, 1.0):
        QTest.mouseMove(slider, QPoint(handle_x(control, value), y))
    assert len(heard.values) == 3
    assert heard.finished == 0
    assert heard.values[-1] == pytest.approx(1.0, rel=0.06)
    assert control.box.text() == f"{control.value:g}"
    last = QPoint(handle_x(control, 1.0), y)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=last)
    assert heard.finished == 1
    assert control.value == heard.values[-1]


def test_a_press_on_the_groove_goes_there(shown):
    control, _, heard = shown(NOISE)
    pos = QPoint(handle_x(control, 1.5), control.slider.height() // 2)
    QTest.mouseClick(control.slider, Qt.MouseButton.LeftButton, pos=pos)
    assert heard.values == [pytest.approx(1.5, abs=0.02)]
    assert heard.finished == 1


def test_double_click_on_the_label_resets(shown):
    control, _, heard = shown(RATE)
    control.set_value(3.0)
    QTest.mouseDClick(control.label, Qt.MouseButton.LeftButton)
    assert heard.values == [0.1]
    assert heard.finished == 1


@pytest.mark.parametrize("part", ["label", "slider", "box"])
def test_the_context_menu_resets(shown, qtbot, part):
    control, _, heard = shown(RATE)
    control.set_value(3.0)
    widget = getattr(control, part)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, QPoint(2, 2), widget.mapToGlobal(QPoint(2, 2))
    )
    QApplication.sendEvent(widget, event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    action = menu.actions()[-1]
    assert action.text() == "Reset to 0.1"
    action.trigger()
    menu.close()
    assert heard.values == [0.1]


# --- words ------------------------------------------------------------------------------------


def test_the_tooltip_teaches(shown):
    tooltip = shown(RATE)[0].toolTip()
    assert "where the slope is &lt; 1." in tooltip
    assert "Accepts a number from 1e-8 to 1000. Default: 0.1." in tooltip


def test_every_part_can_be_read_by_a_screen_reader(shown):
    control, _, _ = shown(RATE)
    assert control.label.buddy() is control.box
    assert control.box.accessibleName() == "Learning rate η"
    assert control.slider.accessibleName() == "Learning rate η = 0.1"
    control.set_value(0.5)
    assert control.slider.accessibleName() == "Learning rate η = 0.5"
    for part in (control, control.box, control.slider):
        assert "How far a step goes" in part.accessibleDescription()


@pytest.fixture
def shouting(monkeypatch):
    """Another language, without a file: everything in capitals."""

    def shout(text):
        return text if "{" in text else text.upper()

    def switch(*widgets):
        for module in ("number_control", "choice_control"):
            name = f"lossstudio.gui.panels.{module}.core_text"
            monkeypatch.setattr(name, shout)
        for widget in widgets:
            QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))

    return switch


def test_it_retranslates_live(shown, shouting):
    control, _, _ = shown(RATE)
    enter(control, "abc")
    shouting(control)
    assert control.label.text() == "LEARNING RATE η"
    assert control.slider.accessibleName() == "LEARNING RATE η = 0.1"
    assert "HOW FAR" in control.toolTip()
    assert control.message.text().startswith("LEARNING RATE η = ")
    assert control.box.text() == "abc"


@pytest.mark.parametrize("parameter", [RATE, NOISE, SAMPLES, SEED], ids=lambda p: p.name)
def test_it_fits_a_narrow_panel(shown, parameter):
    control, _, _ = shown(parameter)
    assert control.minimumSizeHint().width() <= 280
    assert control.label.width() >= control.label.sizeHint().width()
    assert control.box.width() >= control.fontMetrics().horizontalAdvance("-0.000123456")


# --- zones ------------------------------------------------------------------------------------


def test_zones_are_painted_in_value_coordinates(shown):
    control, _, _ = shown(NOISE)
    slider = control.slider
    control.set_zones([(0.0, 1.0, "#00ff00"), (1.0, 5.0, "#ff0000")])
    image = QImage(slider.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    slider.render(image)
    y = slider.height() - 2
    for value, name in ((0.2, "#00ff00"), (0.9, "#00ff00"), (1.1, "#ff0000"), (1.9, "#ff0000")):
        assert image.pixelColor(handle_x(control, value), y).name() == name, value
    control.set_zones([])
    image.fill(Qt.GlobalColor.white)
    slider.render(image)
    assert image.pixelColor(handle_x(control, 0.2), y).name() not in ("#00ff00", "#ff0000")


def test_a_tick_is_drawn_at_its_value_and_only_within_the_slider(shown):
    control, _, _ = shown(NOISE)
    slider = control.slider
    control.set_value(0.2)
    dark = slider.palette().windowText().color().name()

    def columns():
        image = QImage(slider.size(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        slider.render(image)
        y = slider.height() - 2
        return [x for x in range(image.width()) if image.pixelColor(x, y).name() == dark]

    control.set_zones([(0.0, 1.5, "#00ff00"), (1.5, float("inf"), "#ff0000")], 1.5)
    assert columns()
    assert all(abs(x - handle_x(control, 1.5)) <= 3 for x in columns())
    control.set_zones([(0.0, 7.0, "#00ff00")], 7.0)
    assert columns() == []


def test_a_note_is_a_line_with_an_explanation_and_moves_nothing_else(shown):
    control, _, heard = shown(RATE)
    before = control.slider.geometry()
    control.set_note("Near the limit", "A limit < 1 & so on.", "#b03a00")
    QApplication.processEvents()
    assert control.note.isVisible()
    assert control.note.palette().color(QPalette.ColorRole.WindowText).name() == "#b03a00"
    assert "A limit &lt; 1 &amp; so on." in control.toolTip()
    assert "A limit < 1 & so on." in control.slider.accessibleDescription()
    assert control.slider.geometry() == before
    control.set_note("")
    assert not control.note.isVisible()
    assert "limit" not in control.toolTip()
    assert heard.values == []


# --- choices ----------------------------------------------------------------------------------

CHOICES = [
    ("mse", "Squared error", None),
    ("bce", "Cross-entropy", Message("{name} needs probabilities", {"name": "cross-entropy"})),
    ("mae", "Absolute error", None),
    ("hinge", "Hinge", "Needs < two > classes"),
]


@pytest.fixture
def choice(qtbot):
    control = ChoiceControl("Loss", "What is lowered.")
    panel = Panel(control)
    qtbot.addWidget(panel)
    control.set_choices(CHOICES)
    control.set_current("mse")
    control.heard = []
    control.chosen.connect(control.heard.append)
    panel.show()
    qtbot.waitExposed(panel)
    panel.activateWindow()
    panel.other.setFocus()
    qtbot.waitUntil(panel.other.hasFocus)
    control.panel = panel
    return control


def test_choices_are_set_silently(choice):
    assert choice.current == "mse"
    assert choice.combo.currentText() == "Squared error"
    choice.set_current("mae")
    assert choice.combo.currentText() == "Absolute error"
    choice.set_current("")
    assert choice.combo.currentIndex() == -1
    assert choice.heard == []


def test_what_does_not_fit_is_greyed_with_its_reason(choice):
    combo = choice.combo
    enabled = [
        bool(combo.model().item(row).flags() & Qt.ItemFlag.ItemIsEnabled)
        for row in range(combo.count())
    ]
    assert enabled == [True, False, True, False]
    assert "cross-entropy needs probabilities" in combo.itemData(1, Qt.ItemDataRole.ToolTipRole)
    assert "Needs &lt; two &gt; classes" in combo.itemData(3, Qt.ItemDataRole.ToolTipRole)
    description = combo.itemData(3, Qt.ItemDataRole.AccessibleDescriptionRole)
    assert description == "Needs < two > classes"
    assert combo.itemData(0, Qt.ItemDataRole.ToolTipRole) is None


def test_keys_choose_and_pass_over_what_is_greyed(choice):
    choice.combo.setFocus()
    QTest.keyClick(choice.combo, Qt.Key.Key_Down)
    assert choice.heard == ["mae"]
    assert choice.current == "mae"
    QTest.keyClick(choice.combo, Qt.Key.Key_Down)
    assert choice.heard == ["mae"], "there is nothing below that fits"


def test_a_click_in_the_list_chooses(choice, qtbot):
    view = choice.combo.view()
    for row, expected in ((1, []), (2, ["mae"])):
        choice.combo.showPopup()
        qtbot.waitUntil(view.isVisible)
        rect = view.visualRect(choice.combo.model().index(row, 0))
        # Right after it has opened, a list takes a release for the end of the opening click.
        QTest.qWait(QApplication.doubleClickInterval() + 50)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        assert choice.heard == expected
        choice.combo.hidePopup()


def test_choosing_the_same_again_says_nothing(choice):
    choice.combo.activated.emit(0)
    assert choice.heard == []


def test_new_choices_keep_what_is_chosen(choice):
    choice.set_choices(CHOICES[:1] + CHOICES[2:])
    assert choice.current == "mse"
    choice.set_choices(CHOICES[1:])
    assert choice.current == ""
    assert choice.combo.currentIndex() == -1
    assert choice.heard == []


def test_a_greyed_choice_may_be_shown_as_current(choice):
    choice.set_current("hinge")
    assert choice.combo.currentText() == "Hinge"


def test_a_name_that_is_not_offered_is_refused(choice):
    with pytest.raises(ValueError, match="huber"):
        choice.set_current("huber")


def test_space_is_left_to_the_window_while_the_list_is_closed(choice):
    choice.combo.setFocus()
    QTest.keyClick(choice.combo, Qt.Key.Key_Space)
    assert choice.panel.pressed == ["Space"]
    assert not choice.combo.view().isVisible()


def test_a_list_passes_space_on_without_a_shortcut_either(qtbot):
    outer = QWidget()
    qtbot.addWidget(outer)
    control = ChoiceControl("Loss", "What is lowered.", outer)
    control.set_choices(CHOICES)
    outer.show()
    got = []
    outer.keyPressEvent = lambda event: got.append(event.key())
    QTest.keyClick(control.combo, Qt.Key.Key_Space)
    assert got == [Qt.Key.Key_Space]
    assert not control.combo.view().isVisible()


def test_moving_keys_belong_to_the_list(choice):
    choice.combo.setFocus()
    QTest.keyClick(choice.combo, Qt.Key.Key_PageDown)
    assert choice.heard == ["mae"]
    QTest.keyClick(choice.combo, Qt.Key.Key_Up)
    assert choice.heard == ["mae", "mse"]
    assert choice.panel.pressed == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_A, Qt.Key.Key_3])
def test_other_keys_do_not_choose_in_a_closed_list(choice, key):
    choice.combo.setFocus()
    QTest.keyClick(choice.combo, key)
    assert choice.heard == []
    assert choice.panel.pressed == (["Home"] if key == Qt.Key.Key_Home else [])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4])
def test_a_key_opens_the_list(choice, qtbot, key):
    choice.combo.setFocus()
    QTest.keyClick(choice.combo, key)
    qtbot.waitUntil(choice.combo.view().isVisible)
    choice.combo.hidePopup()


def test_page_keys_are_the_windows_in_a_list_too(choice):
    choice.panel.add_shortcut("PgDown")
    choice.combo.setFocus()
    QTest.keyClick(choice.combo, Qt.Key.Key_PageDown)
    assert choice.panel.pressed == ["PgDown"]
    assert choice.heard == []


def test_the_wheel_needs_the_focus_in_a_list_too(choice):
    assert not wheel(choice.combo, -1)
    assert choice.heard == []
    choice.combo.setFocus()
    wheel(choice.combo, -1)
    assert choice.heard == ["mae"]


def test_a_choice_has_words_and_retranslates(choice, shouting):
    assert choice.label.text() == "Loss"
    assert choice.label.buddy() is choice.combo
    assert choice.combo.accessibleName() == "Loss"
    assert choice.combo.accessibleDescription() == "What is lowered."
    assert "Squared error" in choice.toolTip()
    assert "What is lowered." in choice.toolTip()
    shouting(choice)
    assert choice.label.text() == "LOSS"
    assert choice.combo.currentText() == "SQUARED ERROR"
    assert choice.combo.itemText(3) == "HINGE"
    assert choice.combo.accessibleDescription() == "WHAT IS LOWERED."
    assert choice.current == "mse"
    assert choice.heard == []


def test_a_long_choice_does_not_widen_the_panel(choice):
    choice.set_choices([("x", "A name that is much, much longer than any panel is wide", None)])
    assert choice.minimumSizeHint().width() <= 280


def test_undo_is_left_to_the_window_unless_a_text_is_being_typed(shown):
    control, _, heard = shown(RATE)
    enter(control, "0.5")
    QTest.keyClick(control.box, Qt.Key.Key_Return)
    QTest.keyClick(control.box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert control.box.text() == "0.5", "the box must not show what the setting is not"
    assert heard.values == [0.5]
    QTest.keyClicks(control.box, "7")
    QTest.keyClick(control.box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert control.box.text() == "0.5"
