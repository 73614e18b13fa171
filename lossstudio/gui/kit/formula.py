"""Formulas: LaTeX drawn by ziamath as SVG, off the window's thread, and painted at any size.

Typesetting takes about 40 ms a formula, and loading the typesetter a sixth of a second, so it is
done by a thread of its own, once a formula: colour and size are applied when it is painted.
"""

import logging
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import (
    QCoreApplication,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    QThreadPool,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.gui.kit.i18n import Retranslating
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.post import post

_log = logging.getLogger(__name__)

DRAWN_SIZE = 24.0
"""The size ziamath draws at; everything is scaled from there."""

INK = "#010203"
"""The colour ziamath draws in: one that stands for nothing else in the SVG, and is replaced."""

IN_A_LINE = r"\textstyle "
"""What a formula begins with that stands in a line of text: ziamath has its own word for it."""

MAX_LENGTH = 2_000
"""Characters of a formula that is typeset."""
MOST_EFFORT = 3_000
"""The effort for a formula that is typeset, see `effort`: half a millisecond each, and nothing can
stop it. The longest of the program's own has 200."""

_SHOWN = 300
"""Characters of a formula that is shown as its text."""

_MOST_KEPT = 1000
"""Formulas whose drawings are kept, of some 10 kB each: more than all lessons together have. Who
types formulas makes new ones without end."""

_HEAD_START = 300
"""Milliseconds in which the window comes up before the typesetter is loaded beside it."""

_WRAPPED = int(Qt.TextFlag.TextWrapAnywhere)


def _typeset(latex: str) -> str:
    """`latex` as SVG in the colour `INK`, or "" for what is not a formula, or is too much of one
    (logged)."""
    if len(latex) > MAX_LENGTH:
        _log.warning("formula cannot be drawn: it has %d characters", len(latex))
        return ""
    from ziamath.config import config
    from ziamath.zmath import Math

    from lossstudio.gui.kit.formula_signs import effort, mathml

    config.svg2 = False  # QtSvg knows no SVG 2 and would draw almost nothing.
    try:
        is_in_a_line = latex.startswith(IN_A_LINE)
        element = mathml(latex.removeprefix(IN_A_LINE), is_in_a_line=is_in_a_line)
        if effort(element) > MOST_EFFORT:
            _log.warning("formula cannot be drawn: too much within each other in %s", latex)
            return ""
        element.set("mathcolor", INK)
        return str(Math(element, size=DRAWN_SIZE).svg())
    except Exception as error:
        # ziamath documents no exceptions of its own: a bad formula raises whatever its parser
        # meets. The reader sees the LaTeX text instead.
        _log.warning("formula cannot be drawn: %s (%s: %s)", latex, type(error).__name__, error)
        return ""


class _Typesetter(QObject):
    """Typesets in one thread, in the order asked; `done(latex, svg)` is sent in the window's."""

    done = Signal(str, str)

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._asked: dict[str, None] = {}
        self._is_open = False
        # Counted from when the event loop runs, and the window comes up.
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(_HEAD_START, self, self._open))
        self._svg: dict[str, str] = {}
        self._post = post()
        app.aboutToQuit.connect(self.stop)

    def svg(self, latex: str) -> str | None:
        """The formula where it is ready; else None, and `done` will say when it is."""
        if latex not in self._svg and latex not in self._asked:
            self._asked[latex] = None
            if self._is_open:
                self._start(latex)
        return self._svg.get(latex)

    def stop(self) -> None:
        """Forget what waits. What is being drawn cannot be stopped, and is not waited for."""
        self._pool.clear()

    def _open(self) -> None:
        self._is_open = True
        for latex in self._asked:
            self._start(latex)

    def _start(self, latex: str) -> None:
        self._pool.start(lambda: self._work(latex))

    def _work(self, latex: str) -> None:
        self._post.send(self, partial(self._keep, latex, _typeset(latex)))

    def _keep(self, latex: str, svg: str) -> None:
        self._asked.pop(latex, None)
        self._svg[latex] = svg
        while len(self._svg) > _MOST_KEPT:
            del self._svg[next(iter(self._svg))]  # who still needs it asks again
        # Sent from here: whoever asks between the drawing and this moment is told too.
        self.done.emit(latex, svg)


def typesetter() -> _Typesetter:
    """The application's typesetter; made where it is first asked for."""
    app = QCoreApplication.instance()
    assert app is not None, "formulas need a QApplication"
    found = app.findChild(_Typesetter)
    return found if found is not None else _Typesetter(app)


class FormulaLabel(Retranslating, QWidget):
    """A formula in the text's colour: as large as the font asks for, smaller where it must be.

    `factor` is its size relative to the font's. It appears when it has been typeset, shortly after
    the label itself. A bad formula is shown as its LaTeX text.
    """

    rendered = Signal()
    """The formula, or the text that stands for a bad one, has just become visible."""

    def __init__(
        self, latex: str = "", parent: QWidget | None = None, factor: float = 1.25
    ) -> None:
        super().__init__(parent)
        self._factor = factor
        self._latex = ""
        self._inks: dict[str, str] = {}
        self._svg: str | None = None
        self._renderer = QSvgRenderer(self)
        # Keep the proportions where the label has another shape than the formula.
        self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        typesetter().done.connect(self._arrived)
        self.finish_setup()
        self.set_formula(latex)

    @property
    def latex(self) -> str:
        """The formula shown."""
        return self._latex

    @property
    def is_rendered(self) -> bool:
        """Whether what is shown is final: the formula, or the text for a bad one."""
        return self._svg is not None

    def set_inks(self, inks: Mapping[str, str]) -> None:
        """Draw what the LaTeX colours with a key of `inks` in that key's colour; both ``#rrggbb``.

        So the formula is typeset once, as ``\\textcolor{#0a0b01}{y}``, whatever the theme.
        """
        if dict(inks) != self._inks:
            self._inks = dict(inks)
            self.restyle()

    def set_formula(self, latex: str) -> None:
        """Show another formula; "" for none."""
        if latex == self._latex and self._svg is not None:
            return
        self._latex = latex
        self.setAccessibleName(latex)
        self._svg = None if latex else ""
        # After the first paint of whatever is being built just now.
        QTimer.singleShot(0, self, self._ask)

    @survivable
    def sizeHint(self) -> QSize:
        if self._shows_text():
            return self.fontMetrics().size(0, self._text)
        natural = self._renderer.defaultSize()
        if natural.isEmpty():
            return QSize(0, 0 if not self._latex else 2 * self.fontMetrics().height())
        return natural * self._scale()

    @survivable
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(40, hint.width()), min(self.fontMetrics().height(), hint.height()))

    @survivable
    def hasHeightForWidth(self) -> bool:
        return True

    @survivable
    def heightForWidth(self, width: int) -> int:
        hint = self.sizeHint()
        if hint.width() <= max(width, 1):
            return hint.height()
        if self._shows_text():
            room = QRect(0, 0, max(width, 1), 10**6)
            return self.fontMetrics().boundingRect(room, _WRAPPED, self._text).height()
        return round(hint.height() * width / hint.width())

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._shows_text():
            painter.drawText(self.rect(), _WRAPPED, self._text)
        elif self._svg:
            natural = self._renderer.defaultSize()
            wanted = natural * self._scale()
            scale = min(1.0, self.width() / wanted.width(), self.height() / wanted.height())
            width, height = wanted.width() * scale, wanted.height() * scale
            x = 0.0 if self.isLeftToRight() else self.width() - width
            self._renderer.render(painter, QRectF(x, (self.height() - height) / 2, width, height))
        painter.end()

    def restyle(self) -> None:
        if self._svg:
            color = self.palette().color(QPalette.ColorRole.WindowText).name()
            svg = self._svg.replace(INK, color)
            for ink, wanted in self._inks.items():
                svg = svg.replace(ink, wanted)
            self._renderer.load(svg.encode())
            self.update()

    def _shows_text(self) -> bool:
        return self._svg == "" and bool(self._latex)

    @property
    def _text(self) -> str:
        """What stands for a formula that is not drawn: of a long one its beginning."""
        return self._latex if len(self._latex) <= _SHOWN else self._latex[:_SHOWN] + "…"

    def _scale(self) -> float:
        return self.fontInfo().pixelSize() * self._factor / DRAWN_SIZE

    def _ask(self) -> None:
        if self._latex and self._svg is None:
            svg = typesetter().svg(self._latex)
            if svg is not None:
                self._show_svg(svg)
        elif not self._latex:
            self._renderer.load(b"")
            self.updateGeometry()
            self.update()

    def _arrived(self, latex: str, svg: str) -> None:
        if latex == self._latex and self._svg is None:
            self._show_svg(svg)

    def _show_svg(self, svg: str) -> None:
        self._svg = svg
        self.restyle()
        self.updateGeometry()
        self.update()
        self.rendered.emit()
