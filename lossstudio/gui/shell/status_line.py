"""The status line: what the run is doing, why, and the number behind it, in sentences."""

import time
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from lossstudio.core.text import Message
from lossstudio.engine.diagnosis import STATUS_LABELS, Advice, Status
from lossstudio.gui.kit.announce import announce
from lossstudio.gui.kit.i18n import Retranslating, core_text, message_text, translate, unbroken
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.training.pacing import TEXT, Throttle
from lossstudio.gui.training.snapshot import Snapshot

NOTICE_SECONDS = 4
"""How long a notice, such as that training started anew, stands before the status returns."""

_SIGN = 22
"""Pixels of a status's sign, at scale 1."""

_LOOKS = {
    Status.RUNNING: ("mdi6.circle-outline", "muted"),
    Status.CONVERGING: ("mdi6.trending-down", "good"),
    Status.OSCILLATING: ("mdi6.pulse", "warn"),
    Status.DIVERGING: ("mdi6.trending-up", "bad"),
    Status.PLATEAU: ("mdi6.trending-neutral", "warn"),
    Status.CONVERGED: ("mdi6.check-circle-outline", "good"),
    Status.NO_FINITE_OPTIMUM: ("mdi6.infinity", "warn"),
}
"""Each status's sign and colour: never the colour alone."""


def _is_remedy(advice: Advice) -> bool:
    """There is a button for it."""
    return advice.path.endswith(".standardize")


class StatusLine(Retranslating, QWidget):
    """Sign, status and reason, with a button for the remedy where it has one; notices and errors
    for a while; frames a second; language, theme."""

    advised = Signal(object)
    """A person wants to follow an `Advice`."""
    language_clicked = Signal()
    theme_clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._snapshot: Snapshot | None = None
        self._notice: tuple[Message, bool] | None = None
        self._frames: list[float] = []
        self._shown = self._announced = ""
        self._is_reduced = self._shows_few = False
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.remedy = QPushButton()
        self.remedy.clicked.connect(self._follow)
        self.remedy.hide()
        self._advice: Advice | None = None
        self._rate = QLabel()
        self._language = QToolButton()
        self._language.setIcon(icon("mdi6.translate"))
        self._language.clicked.connect(self.language_clicked)
        self._look = QToolButton()
        self._look.setIcon(icon("mdi6.theme-light-dark"))
        self._look.clicked.connect(self.theme_clicked)
        for button in (self._language, self._look):
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 6, 2)
        layout.addWidget(self._sign)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.remedy)
        layout.addWidget(self._rate)
        layout.addWidget(self._language)
        layout.addWidget(self._look)
        self._notice_timer = QTimer(self)
        self._notice_timer.setSingleShot(True)
        self._notice_timer.timeout.connect(self._end_notice)
        self._throttle = Throttle(round(1000 * TEXT), self._show, self)
        self._rate_timer = QTimer(self)
        self._rate_timer.setInterval(500)
        self._rate_timer.timeout.connect(self._show_rate)
        self._rate_timer.start()
        theme.changed.connect(self.restyle)
        self.finish_setup()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what the run that is looked at is doing."""
        self._snapshot = snapshot
        self._frames.append(time.perf_counter())
        if snapshot.notice is not None:
            self.show_notice(snapshot.notice)
        else:
            self._throttle.ask()

    def show_notice(self, message: Message, *, is_error: bool = False) -> None:
        """Show a sentence for a while in the place of the status."""
        self._notice = (message, is_error)
        self._notice_timer.start(NOTICE_SECONDS * 1000 * (2 if is_error else 1))
        self._show()

    def end_error(self) -> None:
        """What was refused has been mended: no longer tell of it."""
        if self._notice is not None and self._notice[1]:
            self._end_notice()

    def end_notice(self, *messages: Message) -> None:
        """None of `messages` holds any longer: do not tell of them."""
        if self.notice in messages:
            self._end_notice()

    def set_reduced(self, is_reduced: bool) -> None:
        """Show the sentence alone, without the buttons beside it."""
        self._is_reduced = is_reduced
        self._offer(self._advice)
        self._show_buttons()

    def show_few(self, is_few: bool) -> None:
        """Leave the buttons out where little is shown: the menus have what they do."""
        self._shows_few = is_few
        self._show_buttons()

    def _show_buttons(self) -> None:
        for widget in (self._rate, self._language, self._look):
            widget.setVisible(not (self._is_reduced or self._shows_few))

    @property
    def notice(self) -> Message | None:
        """The sentence that stands in the place of the status, if there is one."""
        return self._notice[0] if self._notice is not None else None

    @property
    def text(self) -> str:
        """What is shown, as plain text."""
        return self._text.accessibleName()

    def retranslate(self) -> None:
        self._language.setToolTip(translate("StatusLine", "Language: switch to 简体中文"))
        self._language.setAccessibleName(translate("StatusLine", "Switch the language"))
        self._look.setToolTip(translate("StatusLine", "Switch between light and dark"))
        self._look.setAccessibleName(translate("StatusLine", "Switch between light and dark"))
        self._rate.setToolTip(translate("StatusLine", "Frames per second"))
        self.remedy.setText(translate("StatusLine", "Standardise the inputs"))
        self.remedy.setToolTip(
            translate(
                "StatusLine",
                "Train with inputs of mean 0 and standard deviation 1, and with a learning rate "
                "that fits them. Only the coordinates change. Training restarts.",
            )
        )
        self._shown = ""
        self._show()

    def restyle(self) -> None:
        # Two lines high whatever it says, so that the views above do not jump.
        # Chinese letters come from another font, whose lines are up to a third higher.
        self._text.setFixedHeight(round(2.7 * self._text.fontMetrics().lineSpacing()))
        self._rate.setMinimumWidth(self._rate.fontMetrics().horizontalAdvance("60 fps  "))
        self._shown = ""
        self._show()

    def _show(self) -> None:
        if self._notice is not None:
            message, is_error = self._notice
            glyph, color = ("mdi6.alert", "bad") if is_error else ("mdi6.information", "link")
            head, reason = "", message_text(message)
            self._offer(None)
        elif self._snapshot is not None:
            run = self._snapshot.run
            diagnosis = run.diagnosis
            glyph, color = _LOOKS[diagnosis.status]
            head = core_text(STATUS_LABELS[diagnosis.status])
            if diagnosis.status is Status.RUNNING and not self._snapshot.is_running:
                head = translate("StatusLine", "Ready") if not run.step else ""
            if len(self._snapshot.runs) > 1:
                pattern = translate("StatusLine", "{run}: {status}")
                head = pattern.format(run=run.name, status=head) if head else run.name
            reason = message_text(diagnosis.reason)
            self._offer(next((a for a in diagnosis.advice if _is_remedy(a)), None))
        else:
            return
        pattern = translate("StatusLine", "{status}. {reason}") if head else "{reason}"
        plain = pattern.format(status=head, reason=reason)
        if plain == self._shown:
            return
        self._shown = plain
        side = round(_SIGN * self._theme.scale)
        self._sign.setPixmap(icon(glyph, color).pixmap(side, side))
        tint = getattr(self._theme.colors, color)
        bold = f"<b style='color:{tint}'>{escape(head)}</b>"
        self._text.setText(unbroken(pattern.format(status=bold, reason=escape(reason))))
        self._text.setAccessibleName(plain)
        news = head or plain  # not every number that changes
        if news != self._announced:
            self._announced = news
            announce(self._text, plain)
        self._text.setToolTip(f"<p>{escape(plain)}</p>")

    def _offer(self, advice: Advice | None) -> None:
        """Show the button for the remedy where there is one."""
        self._advice = advice
        is_offered = advice is not None and not self._is_reduced
        if is_offered != self.remedy.isVisibleTo(self):
            self.remedy.setVisible(is_offered)

    def _follow(self) -> None:
        if self._advice is not None:
            self.advised.emit(self._advice)

    def _end_notice(self) -> None:
        self._notice = None
        self._show()

    def _show_rate(self) -> None:
        now = time.perf_counter()
        self._frames = [at for at in self._frames if now - at <= 1.0]
        is_running = self._snapshot is not None and self._snapshot.is_running
        self._rate.setText(f"{len(self._frames)} fps" if is_running else "")
