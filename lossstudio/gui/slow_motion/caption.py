"""The strip below the panels that tells a step in slow motion: a sentence, and where it is."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QSizePolicy, QToolButton, QWidget

from lossstudio.engine.numbers.story import Beat
from lossstudio.gui.kit.announce import announce
from lossstudio.gui.kit.i18n import Retranslating, translate
from lossstudio.gui.kit.icons import icon
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.theme import Theme
from lossstudio.gui.slow_motion.words import plain, titles

LETTERS = (1.25, 1.15, 1.05, 1.0)
"""How much larger than the program's font the sentence is: the first with which it fits into the
status line."""
_ICON, _DOT = 22, 9
"""Pixels at scale 1: a button's picture, and the mark of a beat."""
_AIR = 2
"""Pixels above and below the sentence."""


class Caption(Retranslating, QWidget):
    """Lies over the status line, which has nothing to say meanwhile: so that nothing moves.

    Its buttons do not take the focus: keys do what they do.
    """

    toggled = Signal()
    """Pause, or go on."""
    forward = Signal()
    backward = Signal()
    closed = Signal()

    def __init__(self, window: QMainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._beat = Beat.PREDICTION
        self._is_paused = False
        self._title = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._dots = _Dots(theme)
        self._buttons = [
            self._button(glyph, signal)
            for glyph, signal in (
                ("mdi6.chevron-left", self.backward),
                ("mdi6.pause", self.toggled),
                ("mdi6.chevron-right", self.forward),
                ("mdi6.close", self.closed),
            )
        ]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, _AIR, 6, _AIR)
        layout.setSpacing(8)
        layout.addWidget(self._dots)
        layout.addWidget(self._title)
        layout.addWidget(self._text, 1)
        for button in self._buttons:
            layout.addWidget(button)
        self.hide()
        self.finish_setup()

    @property
    def text(self) -> str:
        """What it says, as plain text."""
        return self._text.accessibleName()

    def begin(self) -> None:
        """Come into sight."""
        for part in (self._window, self._window.statusBar()):
            part.installEventFilter(self)
        self.show()
        self._settle()
        self.raise_()

    def end(self) -> None:
        """Go."""
        for part in (self._window, self._window.statusBar()):
            part.removeEventFilter(self)
        self.hide()

    def show_beat(self, beat: Beat, sentence: str, is_paused: bool) -> None:
        """Say `sentence`, which is that of `beat`."""
        self._beat, self._is_paused = beat, is_paused
        self._dots.show_beat(beat)
        self._title.setText(titles()[beat])
        if sentence != self._text.text():
            self._text.setText(sentence)
            self._text.setAccessibleName(plain(sentence))
            announce(self._text, plain(sentence))
            self._settle()
        self._show_pause()

    def retranslate(self) -> None:
        tips = (
            translate("SlowMotion", "The beat before (←)"),
            translate("SlowMotion", "Pause, or go on (Space)"),
            translate("SlowMotion", "The next beat (→); after the last one, the step is taken"),
            translate("SlowMotion", "End, and take no step (Esc)"),
        )
        for button, tip in zip(self._buttons, tips, strict=True):
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.setAccessibleName(translate("SlowMotion", "One step in slow motion"))

    def restyle(self) -> None:
        side = round(_ICON * self._theme.scale)
        for button in self._buttons:
            button.setIconSize(QSize(side, side))
        font = self._theme.font(LETTERS[0])
        font.setBold(True)
        self._title.setFont(font)
        widths = [self._title.fontMetrics().horizontalAdvance(word) for word in titles()]
        self._title.setFixedWidth(max(widths) + 4)
        self._settle()

    @survivable
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._settle()
        return False

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of texts, with a line in the accent's colour above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.colors.base))
        line = max(2, round(2 * self._theme.scale))
        painter.fillRect(0, 0, self.width(), line, QColor(self._theme.colors.highlight))

    def _settle(self) -> None:
        """Lie over the status line, higher where the sentence needs it."""
        layout = self.layout()
        if not self.isVisible() or layout is None:
            return
        status, room = self._window.statusBar(), self._window.rect()
        least = status.height() if status.isVisible() else 0
        self.resize(room.width(), max(least, 1))
        layout.activate()
        for factor in LETTERS:
            self._text.setFont(self._theme.font(factor))
            needed = self._text.heightForWidth(self._text.width()) + 2 * _AIR
            if needed <= least:
                break
        height = max(needed, least)
        self.setGeometry(QRect(0, room.bottom() + 1 - height, room.width(), height))

    def _show_pause(self) -> None:
        self._buttons[1].setIcon(icon("mdi6.play" if self._is_paused else "mdi6.pause"))

    def _button(self, glyph: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setIcon(icon(glyph))
        button.clicked.connect(signal)
        return button


class _Dots(QWidget):
    """A dot for each beat: those that have been told are filled."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._beat = Beat.PREDICTION
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_beat(self, beat: Beat) -> None:
        """Fill the dots up to that of `beat`."""
        if beat is not self._beat:
            self._beat = beat
            self.update()

    @survivable
    def sizeHint(self) -> QSize:
        side = round(_DOT * self._theme.scale)
        return QSize(round(1.6 * side * len(Beat)), side)

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = _DOT * self._theme.scale
        colors = self._theme.colors
        for beat in Beat:
            painter.setPen(QColor(colors.highlight if beat <= self._beat else colors.muted))
            painter.setBrush(
                QColor(colors.highlight) if beat <= self._beat else QColor("transparent")
            )
            place = QRect(round(1 + 1.6 * side * beat), round((self.height() - side) / 2), 0, 0)
            place.setSize(QSize(round(side), round(side)))
            painter.drawEllipse(place)
