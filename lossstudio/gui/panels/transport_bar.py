"""The transport bar: reset, back, run, step, speed, and where the run stands."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QLabel, QSlider, QToolBar, QToolButton, QWidget

from lossstudio.core.text import paragraph
from lossstudio.gui.kit.accent_button import AccentButton
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.keys import RUN_KEYS
from lossstudio.gui.kit.numbers import four_digits
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.panels.time_slider import TimeSlider
from lossstudio.gui.training.snapshot import Snapshot
from lossstudio.gui.training.training_worker import UNLIMITED

SPEEDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 200.0, 1000.0, UNLIMITED)
"""Steps a second that can be chosen."""
DEFAULT_SPEED = 30.0
SPARE = 10
"""Pixels for one more digit."""
_DIGITS, _WIDEST = 5, 8.888e-88
"""The time line keeps its width up to so many digits of a step, and for losses as wide as this."""
_ICON, _SPEED_WIDTH = 22, 100
"""Pixels of an icon's side, and of the speed's slider, at scale 1."""
_EDGE = 4
"""Pixels before Run, at scale 1: with the bar's own margin it begins where the cards below do."""
_USUAL_HEIGHT = 17.0
"""The height of a line of text at scale 1: what pixels are scaled by."""


class TransportBar(Retranslating, QToolBar):
    """Drives the run. The actions are also the Run menu's, so a key, a button and a menu agree."""

    speed_chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("transport")
        self.setMovable(False)
        self.setFloatable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._edge = QWidget()
        self.addWidget(self._edge)
        self.run = QAction(icon("mdi6.play"), "", self)
        self.run.setShortcut(QKeySequence(Qt.Key.Key_Space))
        self.run_button = AccentButton(self.run)
        self.addWidget(self.run_button)
        self.addSeparator()
        self.reset = self._action("mdi6.skip-backward", Qt.Key.Key_Home)
        self.back = self._action("mdi6.step-backward", Qt.Key.Key_Left)
        self.step = self._action("mdi6.step-forward", Qt.Key.Key_Right)
        self.slow = self._action("mdi6.motion-play-outline", "Shift+Right")
        self.slow.setCheckable(True)
        for action in (self.back, self.step):
            self._repeat(action)
        self._after_steps = self.addSeparator()
        self._speed_label = QLabel()
        self._speed_word = self.addWidget(self._speed_label)
        self._speed = _SpeedSlider()
        self._speed.valueChanged.connect(self._speed_moved)
        self._speed_place = self.addWidget(self._speed)
        self._speed_value = QLabel()
        self._speed_words = self.addWidget(self._speed_value)
        self._after_speed = self.addSeparator()
        self.time = TimeSlider()
        self.time.sliderReleased.connect(self._released)
        self.addWidget(self.time)
        self.go_on = QAction(icon("mdi6.source-branch"), "", self)
        self.go_on.setShortcut(QKeySequence("Shift+Space"))
        self.go_on.setVisible(False)
        self._go_on_place = _Place(self.go_on)
        self.addWidget(self._go_on_place)
        self._position = QLabel()
        self._position.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addWidget(self._position)
        self._is_running = False
        self._shows_few = False
        self._snapshot: Snapshot | None = None
        self._shown: tuple[int, float, float, float] | None = None
        self._room: tuple[object, ...] | None = None  # what the position's width is enough for
        self.set_speed(DEFAULT_SPEED)
        self.finish_setup()

    @property
    def speed(self) -> float:
        """The chosen speed in steps a second; infinity for unlimited."""
        return SPEEDS[self._speed.value()]

    def set_speed(self, speed: float) -> None:
        """Choose the speed nearest to `speed`."""
        if speed == UNLIMITED:
            self._speed.setValue(len(SPEEDS) - 1)
        elif speed > 0:
            distances = [abs(math.log(finite / speed)) for finite in SPEEDS[:-1]]
            self._speed.setValue(distances.index(min(distances)))

    def change_speed(self, by: int) -> None:
        """So many notches faster (or slower, if negative)."""
        self._speed.setValue(self._speed.value() + by)

    def show_few(self, is_few: bool) -> None:
        """Show only what a person needs first: no way back by one step, and no speed."""
        if is_few == self._shows_few:
            return
        self._shows_few = is_few
        for part in (self._speed_place, self._after_speed):
            part.setVisible(not is_few)
        # Taken out, not hidden: what is hidden does not hear its key either.
        self.removeAction(self.back)
        if not is_few:
            self.insertAction(self.step, self.back)
            self._repeat(self.back)
        self._fit()

    def set_running(self, is_running: bool) -> None:
        """Show whether Run or Pause is what the button does."""
        self._is_running = is_running
        glyph = "mdi6.pause" if is_running else "mdi6.play"
        self.run.setIcon(icon(glyph))
        self.run_button.setIcon(icon(glyph, "highlighted_text"))
        self.run.setText(
            translate("TransportBar", "Pause") if is_running else translate("TransportBar", "Run")
        )

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the step, and the losses of the run that is looked at."""
        losses = snapshot.run.losses
        shown = (snapshot.step, losses.train_loss, losses.validation_loss, losses.test_loss)
        self._snapshot = snapshot
        if snapshot.is_counted:
            self.time.show_snapshot(snapshot)
            if shown != self._shown:
                self._shown = shown
                self._show_position()
        if not self.time.isSliderDown():
            self._offer_to_go_on()
        self.back.setEnabled(snapshot.step > 0)
        self.reset.setEnabled(snapshot.last_step > 0)

    def retranslate(self) -> None:
        self.setWindowTitle(translate("TransportBar", "Transport bar"))
        self.reset.setText(translate("TransportBar", "Reset"))
        self.back.setText(translate("TransportBar", "Back"))
        self.step.setText(translate("TransportBar", "Step"))
        self.slow.setText(translate("TransportBar", "Step in slow motion"))
        self.go_on.setText(translate("TransportBar", "Continue from here"))
        for action, text in (
            (
                self.reset,
                translate(
                    "TransportBar",
                    "Return to the start: the same data, the same initial parameters",
                ),
            ),
            (self.back, translate("TransportBar", "One step back, exactly")),
            (self.run, translate("TransportBar", "Run or pause gradient descent")),
            (self.step, translate("TransportBar", "One step: one update of the parameters")),
            (
                self.slow,
                translate(
                    "TransportBar",
                    "One step in slow motion: from one sample's prediction to the new parameters, "
                    "in five beats over the pictures",
                ),
            ),
            (
                self.go_on,
                translate(
                    "TransportBar",
                    "Continue from here: forget the steps after this one and train on. With the "
                    "same settings the same steps follow; with others, a new path begins.",
                ),
            ),
        ):
            key = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            action.setToolTip(paragraph([text, f"({key})"]))
            action.setStatusTip("")
        self._speed_label.setText(" " + translate("TransportBar", "Speed") + " ")
        self._speed.setAccessibleName(translate("TransportBar", "Speed"))
        self._speed.setToolTip(
            translate(
                "TransportBar",
                "Steps a second: from one, to follow each step, to as many as the machine can. "
                "Keys: + and −",
            )
        )
        self.time.setAccessibleName(translate("TransportBar", "Time"))
        self.time.setToolTip(
            translate(
                "TransportBar",
                "Drag to any step that is known: every panel shows it exactly as it was.",
            )
        )
        self._position.setToolTip(
            translate(
                "TransportBar",
                "The step that is shown, and the mean losses there: on the training samples and, "
                "if there are any, the validation samples, otherwise the test samples",
            )
        )
        texts = translate("TransportBar", "Run"), translate("TransportBar", "Pause")
        self.run_button.keep_room_for(texts, self._scale)
        self.set_running(self._is_running)
        self._show_speed()
        self._position.setFixedSize(0, 0)
        self._room = None
        self._show_position()

    def restyle(self) -> None:
        side = round(_ICON * self._scale)
        self.setIconSize(QSize(side, side))
        self._go_on_place.set_icon_size(self.iconSize())
        self.run_button.setIconSize(self.iconSize())
        self._speed.setFixedWidth(round(_SPEED_WIDTH * self._scale))
        self._edge.setFixedWidth(round(_EDGE * self._scale))
        self.retranslate()  # which measures the texts

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def _scale(self) -> float:
        """How much larger than usual the letters are."""
        return max(self.fontMetrics().height() / _USUAL_HEIGHT, 0.5)

    def _offer_to_go_on(self) -> None:
        """Show the button that forgets the steps after this one where there are any."""
        snapshot = self._snapshot
        is_back = snapshot is not None and snapshot.step < snapshot.last_step
        self.go_on.setVisible(is_back)

    def _released(self) -> None:
        """The time slider is let go: what would have moved it under the pointer can be shown."""
        self._offer_to_go_on()
        self._show_position()

    def _fit(self) -> None:
        """Leave out words where there is no room for them: Qt would hide whole buttons.

        First the word Speed, then the buttons' words, then the speed in words, then the step in
        slow motion, which the Run menu has too, and last the room for wider numbers.
        """
        for level in range(5):
            self._speed_word.setVisible(level < 1 and not self._shows_few)
            style = Qt.ToolButtonStyle
            words = style.ToolButtonTextBesideIcon if level < 2 else style.ToolButtonIconOnly
            self.setToolButtonStyle(words)
            self._show_slow(level < 4)
            self._speed_words.setVisible(level < 3 and not self._shows_few)
            too_much = self.sizeHint().width() - self.width()
            if too_much <= 0:
                return
        # The numbers that there are before those that there may be.
        text = QTextDocument()
        text.setDocumentMargin(0)
        text.setDefaultFont(self._position.font())
        text.setHtml(self._position.text())
        least = math.ceil(text.idealWidth())
        self._position.setFixedWidth(max(self._position.width() - too_much, least))

    def _show_slow(self, is_shown: bool) -> None:
        if is_shown != (self.slow in self.actions()):
            # Taken out, as `back` is: what is hidden does not hear its key.
            if is_shown:
                self.insertAction(self._after_steps, self.slow)
            else:
                self.removeAction(self.slow)
        if is_shown:
            self._button_of(self.slow).setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _action(self, glyph: str, key: Qt.Key | str) -> QAction:
        action = QAction(icon(glyph), "", self)
        action.setShortcut(QKeySequence(key))
        self.addAction(action)
        return action

    def _repeat(self, action: QAction) -> None:
        """Go on as long as the button of `action` is held down."""
        button = self._button_of(action)
        button.setAutoRepeat(True)
        button.setAutoRepeatInterval(80)

    def _button_of(self, action: QAction) -> QToolButton:
        button = self.widgetForAction(action)
        assert isinstance(button, QToolButton)
        return button

    def _speed_moved(self) -> None:
        self._show_speed()
        self.speed_chosen.emit(self.speed)

    def _show_speed(self) -> None:
        self._speed_value.setText(_speed_text(self.speed))
        # As wide as the widest, so that nothing moves.
        metrics = QFontMetrics(self._speed_value.font())
        widest = max(metrics.horizontalAdvance(_speed_text(speed)) for speed in SPEEDS)
        self._speed_value.setMinimumWidth(widest + 12)

    def _show_position(self) -> None:
        step, *losses = self._shown or (0, math.nan, math.nan, math.nan)
        # The time line's room is not touched while it is dragged: it must not move meanwhile.
        is_wider = not self.time.isSliderDown() and self._keep_room(step, losses)
        self._position.setText(_position_text(str(step), losses))
        if is_wider:
            self._fit()

    def _keep_room(self, step: int, losses: Sequence[float]) -> bool:
        """Be as wide as the widest numbers, so that neither they nor the time line move; whether
        that is wider than before."""
        digits = max(len(str(step)), _DIGITS)
        room = digits, *(loss == loss for loss in losses)
        if room == self._room:
            return False
        self._room = room
        widest = [_WIDEST if loss == loss else loss for loss in losses]
        self._position.setText(_position_text("8" * digits, widest))
        hint = self._position.sizeHint()
        # Only ever wider: less would lay out the whole window anew.
        if hint.width() <= self._position.width() and hint.height() == self._position.height():
            return False
        self._position.setFixedSize(hint.width() + SPARE, hint.height())
        return True


class _Place(QWidget):
    """A button that comes and goes with its action, and keeps its room: what is beside it stays."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._button = QToolButton(self)
        self._button.setAutoRaise(True)
        # A small screen has no room for its text too.
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.setDefaultAction(action)
        self._button.setVisible(action.isVisible())
        action.visibleChanged.connect(lambda: self._button.setVisible(action.isVisible()))

    def set_icon_size(self, size: QSize) -> None:
        """Be as large as the button is with an icon of `size`."""
        self._button.setIconSize(size)
        self._button.adjustSize()
        self.setFixedSize(self._button.sizeHint())


class _SpeedSlider(QSlider):
    """A slider with one notch a speed."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, len(SPEEDS) - 1)
        self.setPageStep(1)
        # The window's own keys (Space, arrows) go on working after a click on it.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @survivable
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Not the keys of the buttons beside it, also where such a button is disabled just now."""
        if event.key() in (*RUN_KEYS, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _position_text(step: str, losses: Sequence[float]) -> str:
    """The step and the train, validation and test loss; NaN where there is no such set."""
    train, validation, test = losses
    parts = [translate("TransportBar", "step {step}").format(step=f"<b>{step}</b>")]
    if train == train:
        parts.append(translate("TransportBar", "train {loss}").format(loss=_bold(train)))
    if validation == validation:  # what one looks at on the way; the test set is for the end
        text = translate("TransportBar", "validation {loss}")
        parts.append(text.format(loss=_bold(validation)))
    elif test == test:
        parts.append(translate("TransportBar", "test {loss}").format(loss=_bold(test)))
    return "&nbsp; ".join(parts) + "&nbsp;"


def _bold(value: float) -> str:
    return f"<b>{four_digits(value)}</b>"


def _speed_text(speed: float) -> str:
    if speed == UNLIMITED:
        return translate("TransportBar", "as fast as it can")
    return translate("TransportBar", "{speed}/s").format(speed=f"{speed:g}")
