"""The status line: what the run is doing, why, and the number behind it, in sentences."""

import time
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from lossstudio.core.text import Message, paragraph
from lossstudio.engine.diagnosis import STATUS_LABELS, Status
from lossstudio.gui.kit.announce import announce
from lossstudio.gui.kit.i18n import Retranslating, core_text, message_text, translate, unbroken
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.shell.fix_buttons import FixButtons
from lossstudio.gui.training.pacing import TEXT, Throttle
from lossstudio.gui.training.snapshot import Snapshot

NOTICE_SECONDS = 4
"""How long a notice, such as that training started anew, stands before the status returns."""

_SIGN = 22
"""Pixels of a status's sign, at scale 1."""

_LINES, _WIDER, _TRIES = 2, 1.06, 6
"""So many lines a sentence has; as words do not fill them, so much more room is tried, so often."""

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


class StatusLine(Retranslating, QWidget):
    """Sign, status and reason, with buttons that do what it advises; notices and errors
    for a while; frames a second; language, theme."""

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
        self.fixes = FixButtons()
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
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 6, 2)
        layout.addWidget(self._sign)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.fixes)
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
        self.fixes.setVisible(not is_reduced)
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
            if diagnosis.remark is not None:
                reason = paragraph([message_text(diagnosis.remark), reason])
                glyph, color = "mdi6.alert-outline", "warn"
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
        self._share_room()
        news = head or plain  # not every number that changes
        if news != self._announced:
            self._announced = news
            announce(self._text, plain)
        self._text.setToolTip(f"<p>{escape(plain)}</p>")

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """What the sentence does not need is the buttons'."""
        margins, spacing = self._row.contentsMargins(), self._row.spacing()
        others = (self._sign, self._rate, self._language, self._look)
        taken = sum(other.width() + spacing for other in others if other.isVisibleTo(self))
        metrics = self._text.fontMetrics()
        needed = metrics.horizontalAdvance(self._text.accessibleName()) / _LINES
        for _ in range(_TRIES):
            if self._text.heightForWidth(int(needed)) <= self._text.height():
                break
            needed *= _WIDER
        room = self.width() - margins.left() - margins.right() - taken - 2 * spacing
        self.fixes.set_room(int(room - needed))

    def _end_notice(self) -> None:
        self._notice = None
        self._show()

    def _show_rate(self) -> None:
        now = time.perf_counter()
        self._frames = [at for at in self._frames if now - at <= 1.0]
        is_running = self._snapshot is not None and self._snapshot.is_running
        self._rate.setText(f"{len(self._frames)} fps" if is_running else "")
