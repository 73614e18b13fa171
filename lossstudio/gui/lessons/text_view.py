"""A text of a lesson: as high as it needs to be, with formulas that stand on its lines."""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFont,
    QFontInfo,
    QFontMetrics,
    QFontMetricsF,
    QImage,
    QPainter,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextOption,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from lossstudio.core.text import Message
from lossstudio.engine.lessons.lesson import Text, TextFormula
from lossstudio.engine.lessons.own_files import FileError
from lossstudio.gui.kit.colors import colors_for
from lossstudio.gui.kit.formula import DRAWN_SIZE, IN_A_LINE, INK, typesetter
from lossstudio.gui.kit.i18n import Retranslating
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.lessons.own_pictures import own_picture, placeholder

_ANYWHERE = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
_LARGER = 1.12
"""A formula's letters beside the text's: as high for the eye."""
_AIR = 1
"""Pixels around a formula's picture."""
_NOTHING = Text("", "")

_OWN = "picture:"
"""Begins the address of a picture that is not a formula."""
_SOURCE = re.compile(r'<img src="(?!tex:\d+")([^"]*)">')
_PICTURE = re.compile(r"tex:(\d+)(?::.*)?")
_BESIDE = re.compile(
    r'(?P<before>[(\[（［“‘「『《〈【]*)<img src="tex:(?P<number>\d+)">'
    r"(?P<after>[.,;:!?)\]%。，、；：！？）］”’」』》〉】…]*)"
)
"""A formula with the signs that must not be parted from it: Qt breaks a line beside any picture,
also where there is a word joiner. So these signs are drawn into the formula's picture."""


class TextView(Retranslating, QTextBrowser):
    """Shows a `Text`; pictures lie in `folder`. It is never scrolled: it is as high as its text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _NOTHING
        self._folder = Path()
        self._plain = False
        self._pictures: dict[str, QImage | Message] = {}  # or what is wrong with it
        self._beside: dict[int, tuple[str, str]] = {}
        self._looks: dict[int, QTextCharFormat] = {}  # of the text around each formula
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setOpenLinks(False)
        self.anchorClicked.connect(_open_on_the_web)
        # The window's keys go on working after a click on a text.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.viewport().setAutoFillBackground(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        typesetter().done.connect(self._typeset)
        self.finish_setup()

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def text(self) -> Text:
        """What is shown."""
        return self._text

    @property
    def is_complete(self) -> bool:
        """Every formula has been drawn."""
        return all(typesetter().svg(_source(f)) is not None for f in self._text.formulas)

    def set_text(self, text: Text, folder: Path) -> None:
        """Show `text`; formulas appear as they are ready."""
        self._text, self._folder = text, folder
        self._pictures.clear()
        self.setAccessibleName(text.plain)
        self._show()

    def pass_clicks_on(self) -> None:
        """Be a part of a button: nothing can be selected."""
        self._plain = True
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @survivable
    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    @survivable
    def minimumSizeHint(self) -> QSize:
        return QSize(80, 1)

    def retranslate(self) -> None:
        if self._pictures:
            self._show()

    def restyle(self) -> None:
        self._show()

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() == event.oldSize().width():
            return
        if self._pictures:  # none is wider than the text
            self._show()
        else:
            self._place_formulas(displayed_only=True)
            self._fit()

    @survivable
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        # Pictures lie beside the lesson; nothing else is read.
        if kind != QTextDocument.ResourceType.ImageResource:
            return None
        address = unquote(QUrl(name).toEncoded().toStdString())
        if address.startswith(_OWN):
            return self._picture(address.removeprefix(_OWN))
        try:
            return own_picture(self._folder, address)
        except FileError:
            return None

    # -- drawing ----------------------------------------------------------------------------------

    def _show(self) -> None:
        document = self.document()
        colors = colors_for(self.palette())
        document.setDefaultFont(self.font())
        document.setDefaultStyleSheet(
            "h2, h3, h4 { font-size: medium; font-weight: bold; }"
            f"a {{ color: {colors.link}; }}"
            f"blockquote {{ color: {colors.muted}; margin-left: 12px; margin-right: 0px; }}"
            "li { margin-bottom: 3px; } ul, ol { -qt-list-indent: 1; }"
            "td, th { padding: 3px; }"
            "pre { white-space: pre-wrap; }"  # what is cut off cannot be read
        )
        document.setIndentWidth(1.4 * self.fontMetrics().height())
        html = self._text.html.replace(
            "<table>",
            f'<table border="1" cellspacing="0" style="border-collapse: collapse; '
            f'border-color: {colors.grid};" width="100%">',
        ).replace("\n</code></pre>", "</code></pre>")  # Qt shows it as an empty line
        self._beside.clear()
        # An address that nobody answers Qt takes for that of a file: none comes to it as written.
        html = _SOURCE.sub(rf'<img src="{_OWN}\1">', html)
        document.setHtml(_BESIDE.sub(self._take_signs, html))
        self._looks = {number: look for _, number, look in self._places()}
        self._trim()
        self._place_formulas()
        self._fit()

    def _take_signs(self, found: re.Match[str]) -> str:
        """Keep the signs beside an inline formula for its picture, instead of in the text."""
        number = int(found["number"])
        if self._text.formulas[number].is_display:
            return found[0]
        self._beside[number] = found["before"], found["after"]
        return f'<img src="tex:{number}">'

    def _trim(self) -> None:
        """No room above the first line and below the last: the page's layout has its own."""
        document = self.document()
        for block, set_margin in (
            (document.firstBlock(), "setTopMargin"),
            (document.lastBlock(), "setBottomMargin"),
        ):
            block_format = block.blockFormat()
            getattr(block_format, set_margin)(0.0)
            QTextCursor(block).setBlockFormat(block_format)

    def _fit(self) -> None:
        width = self.viewport().width()
        # No word is broken, as Qt would do in the columns of a table, unless there is no other way.
        for wrap in (QTextOption.WrapMode.WordWrap, _ANYWHERE):
            if self.wordWrapMode() != wrap:
                self.setWordWrapMode(wrap)
            self.document().setTextWidth(width)
            if self.document().size().width() <= width + 1:  # the edge of a table
                break
        height = max(1, math.ceil(self.document().size().height()))
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
            # While a new width is taken, Qt leaves the viewport at the old height: the lines
            # below it would not be drawn.
            self.viewport().resize(self.size())

    def _typeset(self, latex: str, svg: str) -> None:
        if any(_source(formula) == latex for formula in self._text.formulas):
            self._place_formulas()
            self._fit()

    def _place_formulas(self, displayed_only: bool = False) -> None:
        """Put each formula that is ready in its place; a gap stands for the others."""
        formulas = self._text.formulas
        places = list(self._places()) if formulas else []
        for position, number, _ in reversed(places):
            formula = formulas[number]
            if displayed_only and not formula.is_display:
                continue
            svg = typesetter().svg(_source(formula))
            cursor = QTextCursor(self.document())
            cursor.setPosition(position)
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, cursor.MoveMode.KeepAnchor)
            if svg == "":  # not a formula: its text stands there, for a teacher to mend
                before, after = self._beside.get(number, ("", ""))
                cursor.insertText(before + formula.latex + after, QTextCharFormat())
            else:
                cursor.setCharFormat(self._format(number, formula, svg))

    def _places(self) -> Iterator[tuple[int, int, QTextCharFormat]]:
        """The position of each formula in the document, its number and its format."""
        block = self.document().begin()
        while block.isValid():
            pieces = block.begin()
            while not pieces.atEnd():
                fragment = pieces.fragment()
                found = _PICTURE.fullmatch(fragment.charFormat().toImageFormat().name())
                if fragment.charFormat().isImageFormat() and found:
                    yield fragment.position(), int(found[1]), fragment.charFormat()
                pieces += 1
            block = block.next()

    def _format(self, number: int, formula: TextFormula, svg: str | None) -> QTextImageFormat:
        letters = QFontInfo(self.font()).pixelSize()
        scale = letters * _LARGER / DRAWN_SIZE
        before, after = self._signs(number)
        if svg is None:
            width, above, below = letters * min(len(formula.latex), 12) // 3 + 4, letters, 2
            width += before.width + after.width
            name, image = f"tex:{number}:gap", QImage(1, 1, QImage.Format.Format_ARGB32)
            image.fill(Qt.GlobalColor.transparent)
        else:
            ratio = self.devicePixelRatioF()
            box = _view_box(svg)
            room = self.viewport().width() - 2 * _AIR
            if formula.is_display and room > 0:
                scale = min(scale, room / box.width())
            color = self.palette().color(QPalette.ColorRole.WindowText).name()
            name = f"tex:{number}:{color}:{scale:.4f}:{ratio:g}"
            own_width = math.ceil(box.width() * scale) + 2 * _AIR
            width = before.width + own_width + after.width
            above = max(math.ceil(-box.top() * scale) + _AIR, before.above, after.above)
            below = max(math.ceil(box.bottom() * scale) + _AIR, before.below, after.below)
            place = QRectF(
                before.width + _AIR,
                above + box.top() * scale,
                box.width() * scale,
                box.height() * scale,
            )
            image = _draw(svg.replace(INK, color), QSize(width, above + below), place, ratio)
            before.draw(image, 0, above)
            after.draw(image, before.width + own_width, above)
        if not formula.is_display:
            above = max(above, below)  # no letter is lower than none
        self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
        picture = QTextImageFormat()
        if not formula.is_display:
            # A picture in the middle of a line stands half an x above the baseline, plus what is
            # asked for here: Qt knows no baseline of a picture, but the font's x is ours to choose.
            picture.setFont(_font_with_x(self.font().family(), 2 * (above - below)))
            picture.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        picture.setName(name)
        picture.setWidth(width)
        picture.setHeight(above + below)
        return picture

    def _signs(self, number: int) -> tuple["_Signs", "_Signs"]:
        """What stands before and behind a formula in its picture, in the look of its text."""
        look = self._looks.get(number, QTextCharFormat())
        font = look.font().resolve(self.font())
        color = self.palette().color(QPalette.ColorRole.Text)
        if look.foreground().style() != Qt.BrushStyle.NoBrush:
            color = look.foreground().color()
        before, after = self._beside.get(number, ("", ""))
        return _Signs(before, font, color), _Signs(after, font, color)

    def _picture(self, name: str) -> QImage:
        """A picture, no wider than the text, or what is wrong with it."""
        width = self.viewport().width()
        if name not in self._pictures:
            try:
                self._pictures[name] = own_picture(self._folder, name)
            except FileError as problem:
                self._pictures[name] = problem.message
        found = self._pictures[name]
        if isinstance(found, Message):
            color = colors_for(self.palette()).muted
            return placeholder(name, found, width, self.font(), QColor(color))
        if found.width() > width > 0:
            return found.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        return found


class _Signs:
    """Signs of the text that are drawn beside a formula; sizes in pixels, from the baseline."""

    def __init__(self, text: str, font: QFont, color: QColor) -> None:
        self._text, self._font, self._color = text, font, color
        metrics = QFontMetricsF(font)
        ink = metrics.tightBoundingRect(text)
        self.width = math.ceil(metrics.horizontalAdvance(text))
        self.above = math.ceil(-ink.top()) if text else 0
        self.below = math.ceil(ink.bottom()) if text else 0

    def draw(self, image: QImage, x: int, baseline: int) -> None:
        """Draw them into `image` from `x` on."""
        if self._text:
            painter = QPainter(image)
            painter.setFont(self._font)
            painter.setPen(self._color)
            painter.drawText(QPointF(x, baseline), self._text)
            painter.end()


def _source(formula: TextFormula) -> str:
    """What is typeset for a formula."""
    return formula.latex if formula.is_display else IN_A_LINE + formula.latex


def _view_box(svg: str) -> QRectF:
    """Where the formula lies: its baseline is at 0."""
    found = re.search(r'viewBox="([^"]+)"', svg)
    assert found is not None, "ziamath writes a viewBox"
    return QRectF(*map(float, found[1].split()))


def _draw(svg: str, size: QSize, place: QRectF, ratio: float) -> QImage:
    image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(svg.encode()).render(painter, place)
    painter.end()
    return image


@lru_cache(maxsize=200)
def _font_with_x(family: str, height: int) -> QFont:
    """A font whose letter x is `height` pixels high."""
    font = QFont(family)
    for pixels in range(1, 400):
        font.setPixelSize(pixels)
        if QFontMetrics(font).xHeight() >= height:
            break
    return font


def _open_on_the_web(address: QUrl) -> None:
    if address.scheme() in ("http", "https"):
        QDesktopServices.openUrl(address)
