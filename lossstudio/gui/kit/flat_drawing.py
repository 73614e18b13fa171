"""What the program's style paints in the place of Fusion's gradients and bevels.

Colours come from each option's palette, so that a filled button, a disabled field and a dark theme
need nothing of their own.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionFrame,
    QStyleOptionHeader,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
)

from lossstudio.gui.kit.colors import colors_for

_State = QStyle.StateFlag

CORNER = 4.0
"""Pixels of the radius of a control's corners."""
_HOVERED, _PRESSED = 0.07, 0.14
"""How much of the text's colour a control gets that the pointer is on, or that is pressed."""
_CHOSEN = 0.18
"""How much of the accent's colour a button has that is switched on."""
_GROOVE = 4.0
"""Pixels of a slider's height."""
_MARK = 3
"""Pixels of the line below the tab in front."""


def _blended(base: QColor, other: QColor, share: float) -> QColor:
    """`base` with a `share` of `other`."""
    pairs = (
        (base.redF(), other.redF()),
        (base.greenF(), other.greenF()),
        (base.blueF(), other.blueF()),
    )
    return QColor.fromRgbF(*(own + share * (its - own) for own, its in pairs))


def _line(option: QStyleOption) -> QColor:
    """What parts a control from its ground."""
    return QColor(colors_for(option.palette).line)


def _touched(option: QStyleOption) -> float:
    """How much a control answers to the pointer."""
    if not option.state & _State.State_Enabled:
        return 0.0
    if option.state & _State.State_Sunken:
        return _PRESSED
    return _HOVERED if option.state & _State.State_MouseOver else 0.0


def _inside(option: QStyleOption) -> QRectF:
    return QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)


def paint_nothing(painter: QPainter, option: QStyleOption) -> None:
    """Fusion draws a line here."""


def paint_ground(painter: QPainter, option: QStyleOption) -> None:
    """A bar of the window: nothing but the ground."""
    painter.fillRect(option.rect, option.palette.window())


def paint_chosen(painter: QPainter, option: QStyleOption) -> None:
    """A tint below what is chosen."""
    color = option.palette.color(QPalette.ColorRole.Highlight)
    color.setAlphaF(_CHOSEN)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(_inside(option), CORNER, CORNER)


def paint_button(painter: QPainter, option: QStyleOption) -> None:
    """A button with a frame, filled with its own colour."""
    palette = option.palette
    fill, accent = palette.color(QPalette.ColorRole.Button), palette.highlight().color()
    is_filled = fill == accent
    text = palette.color(QPalette.ColorRole.ButtonText)
    fill = _blended(fill, text, _touched(option))
    if option.state & _State.State_On:
        fill = _blended(fill, accent, _CHOSEN)
    line = fill if is_filled else _line(option)
    is_default = isinstance(option, QStyleOptionButton) and bool(
        option.features & QStyleOptionButton.ButtonFeature.DefaultButton
    )
    has_focus = (
        option.state & _State.State_HasFocus and option.state & _State.State_KeyboardFocusChange
    )
    if (is_default or has_focus) and not is_filled:
        line = accent
    painter.setPen(QPen(line, 1.0))
    painter.setBrush(fill)
    painter.drawRoundedRect(_inside(option), CORNER, CORNER)


def paint_tool_button(painter: QPainter, option: QStyleOption) -> None:
    """A button that is flat until the pointer is on it, or until it is switched on."""
    if not option.state & _State.State_AutoRaise:
        paint_button(painter, option)
        return
    share = _touched(option)
    is_on = bool(option.state & _State.State_On)
    if share or is_on:
        color = option.palette.color(QPalette.ColorRole.WindowText)
        color.setAlphaF(share)
        if is_on:
            color = option.palette.color(QPalette.ColorRole.Highlight)
            color.setAlphaF(_CHOSEN + share)
        painter.setPen(
            QPen(option.palette.highlight().color(), 1.0) if is_on else Qt.PenStyle.NoPen
        )
        painter.setBrush(color)
        painter.drawRoundedRect(_inside(option), CORNER, CORNER)


def paint_field(painter: QPainter, option: QStyleOption) -> None:
    """A field for typing; without a frame where its owner has one."""
    if isinstance(option, QStyleOptionFrame) and option.lineWidth <= 0:
        painter.fillRect(option.rect, option.palette.base())
        return
    _frame(painter, option, option.palette.color(QPalette.ColorRole.Base))


def paint_frame(painter: QPainter, option: QStyleOption) -> None:
    """The frame of a field, without what is in it."""
    _frame(painter, option, None)


def _frame(painter: QPainter, option: QStyleOption, fill: QColor | None) -> None:
    has_focus = option.state & _State.State_HasFocus
    line = option.palette.highlight().color() if has_focus else _line(option)
    painter.setPen(QPen(line, 1.0))
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(_inside(option), CORNER, CORNER)


def paint_tip(painter: QPainter, option: QStyleOption) -> None:
    """The ground of a tooltip."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(_line(option), 1.0))
    painter.setBrush(option.palette.toolTipBase())
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


def _box_colors(option: QStyleOption) -> tuple[QColor, QColor]:
    """The line and the inside of a box to tick: it must be seen on any ground (WCAG: 3:1)."""
    colors = colors_for(option.palette)
    is_enabled = bool(option.state & _State.State_Enabled)
    if is_enabled and option.state & (_State.State_On | _State.State_NoChange):
        accent = QColor(colors.highlight)
        return accent, accent
    line = QColor(colors.muted if is_enabled else colors.disabled)
    return line, _blended(QColor(colors.base), QColor(colors.text), _touched(option))


def paint_check_box(painter: QPainter, option: QStyleOption) -> None:
    """A box to tick."""
    line, fill = _box_colors(option)
    painter.setPen(QPen(line, 1.0))
    painter.setBrush(fill)
    rect = _inside(option)
    painter.drawRoundedRect(rect, CORNER - 1, CORNER - 1)
    is_enabled = bool(option.state & _State.State_Enabled)
    colors = colors_for(option.palette)
    pen = QPen(QColor(colors.highlighted_text if is_enabled else colors.disabled))
    pen.setWidthF(max(rect.width() / 7.0, 1.5))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)

    def at(x: float, y: float) -> QPointF:
        return QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())

    if option.state & _State.State_NoChange:
        painter.drawLine(at(0.28, 0.5), at(0.72, 0.5))
    elif option.state & _State.State_On:
        painter.drawPolyline(QPolygonF([at(0.24, 0.52), at(0.43, 0.71), at(0.76, 0.31)]))


def paint_radio_button(painter: QPainter, option: QStyleOption) -> None:
    """One of several choices."""
    line, fill = _box_colors(option)
    painter.setPen(QPen(line, 1.0))
    painter.setBrush(fill)
    rect = _inside(option)
    painter.drawEllipse(rect)
    if option.state & _State.State_On:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors_for(option.palette).highlighted_text))
        painter.drawEllipse(rect.center(), rect.width() / 5, rect.width() / 5)


def paint_chevron(painter: QPainter, option: QStyleOption, place: QRectF, turn: float) -> None:
    """A small arrowhead in the middle of `place`: to the right, `turn` degrees clockwise."""
    colors = colors_for(option.palette)
    is_enabled = bool(option.state & _State.State_Enabled)
    side = min(place.width(), place.height(), option.fontMetrics.height()) / 5.0
    pen = QPen(QColor(colors.muted if is_enabled else colors.disabled), max(side / 2.2, 1.4))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.translate(place.center())
    painter.rotate(turn)
    points = [QPointF(-side / 2, -side), QPointF(side / 2, 0.0), QPointF(-side / 2, side)]
    painter.drawPolyline(QPolygonF(points))


def paint_separator(painter: QPainter, option: QStyleOption) -> None:
    """A thin line between groups of a bar."""
    rect = option.rect
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(_line(option), 1.0))
    middle, air = rect.center(), rect.height() // 5
    if option.state & _State.State_Horizontal:
        painter.drawLine(middle.x(), rect.top() + air, middle.x(), rect.bottom() - air)
    else:
        painter.drawLine(rect.left() + air, middle.y(), rect.right() - air, middle.y())


def paint_line(painter: QPainter, option: QStyleOption) -> None:
    """A thin line between parts of a form: along the longer side of its room."""
    place = QRectF(option.rect)
    if place.width() > place.height():
        bar = QRectF(place.left(), place.center().y() - 0.5, place.width(), 1.0)
    else:
        bar = QRectF(place.center().x() - 0.5, place.top(), 1.0, place.height())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(bar, _line(option))


def paint_handle(painter: QPainter, option: QStyleOption) -> None:
    """A short bar between two parts; over all of its length while the pointer is on it."""
    rect, is_row = QRectF(option.rect), bool(option.state & _State.State_Horizontal)
    is_hovered = bool(option.state & _State.State_MouseOver)
    length = (rect.height() if is_row else rect.width()) * (1.0 if is_hovered else 0.0)
    length = max(length, 3.0 * (rect.width() if is_row else rect.height()))
    thickness = max((rect.width() if is_row else rect.height()) / 4.0, 2.0)
    size = (thickness, length) if is_row else (length, thickness)
    bar = QRectF(0.0, 0.0, *size)
    bar.moveCenter(rect.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(option.palette.highlight() if is_hovered else _line(option))
    painter.drawRoundedRect(bar, thickness / 2, thickness / 2)


def paint_tab(painter: QPainter, option: QStyleOption) -> None:
    """Its text alone, and a line below that of the tab in front."""
    is_front = bool(option.state & _State.State_Selected)
    rect = QRectF(option.rect)
    if is_front:
        bar = rect.adjusted(4, rect.height() - _MARK, -4, 0)
        painter.fillRect(bar, option.palette.highlight())
    elif option.state & _State.State_MouseOver:
        color = option.palette.color(QPalette.ColorRole.WindowText)
        color.setAlphaF(_HOVERED)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(rect.adjusted(1, 3, -1, -3), CORNER, CORNER)


def paint_header(painter: QPainter, option: QStyleOption) -> None:
    """The head of a table's column or row."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    fill = option.palette.color(QPalette.ColorRole.Button)
    painter.fillRect(option.rect, _blended(fill, option.palette.text().color(), _touched(option)))
    painter.setPen(QPen(_line(option), 1.0))
    rect = option.rect
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    is_last = isinstance(option, QStyleOptionHeader) and option.position in (
        QStyleOptionHeader.SectionPosition.End,
        QStyleOptionHeader.SectionPosition.OnlyOneSection,
    )
    if not is_last:
        painter.drawLine(rect.topRight(), rect.bottomRight())


def paint_slider(
    painter: QPainter, option: QStyleOptionSlider, groove: QRectF, handle: QRectF
) -> None:
    """A slider's groove, filled as far as its handle, and that."""
    palette, is_enabled = option.palette, bool(option.state & _State.State_Enabled)
    is_wide = option.orientation == Qt.Orientation.Horizontal
    middle, radius = handle.center(), min(handle.width(), handle.height()) / 2.0 - 0.5
    thick = _GROOVE * max(radius / 6.5, 0.8)
    if is_wide:
        whole = QRectF(groove.left(), middle.y() - thick / 2, groove.width(), thick)
    else:
        whole = QRectF(middle.x() - thick / 2, groove.top(), thick, groove.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_line(option))
    painter.drawRoundedRect(whole, thick / 2, thick / 2)
    accent = QColor(colors_for(palette).highlight if is_enabled else colors_for(palette).disabled)
    done = QRectF(whole)
    if is_wide and option.upsideDown:
        done.setLeft(middle.x())
    elif is_wide:
        done.setRight(middle.x())
    elif option.upsideDown:
        done.setTop(middle.y())
    else:
        done.setBottom(middle.y())
    painter.setBrush(accent)
    painter.drawRoundedRect(done, thick / 2, thick / 2)
    has_focus = option.state & _State.State_HasFocus
    if has_focus and is_enabled:
        glow = QColor(accent)
        glow.setAlphaF(0.3)
        painter.setBrush(glow)
        painter.drawEllipse(middle, radius + 3.0, radius + 3.0)
    colors = colors_for(palette)
    inside = QColor(colors.text if colors.dark else colors.base)
    painter.setBrush(_blended(inside, accent, 2 * _touched(option)) if is_enabled else inside)
    painter.setPen(QPen(accent, 1.5))
    painter.drawEllipse(middle, radius - 0.5, radius - 0.5)


def paint_scroll_bar(
    painter: QPainter,
    option: QStyleOptionSlider,
    handle: QRectF,
    before: QRectF,
    after: QRectF,
) -> None:
    """A bar to scroll with, and the arrows at its ends."""
    is_wide = option.orientation == Qt.Orientation.Horizontal
    colors = colors_for(option.palette)
    thin = (handle.height() if is_wide else handle.width()) / 4.0
    off = (1.0, thin, -1.0, -thin) if is_wide else (thin, 1.0, -thin, -1.0)
    bar = handle.adjusted(*off)
    color = _blended(QColor(colors.line), QColor(colors.text), 2 * _touched(option))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    corner = min(bar.width(), bar.height()) / 2
    painter.drawRoundedRect(bar, corner, corner)
    for place, turn in ((before, 180.0), (after, 0.0)):
        painter.save()
        paint_chevron(painter, option, place, turn if is_wide else turn + 90.0)
        painter.restore()


def paint_groove(painter: QPainter, option: QStyleOption) -> None:
    """What a bar of progress fills."""
    _fill_bar(painter, QRectF(option.rect), _line(option))


def paint_progress(painter: QPainter, option: QStyleOption) -> None:
    """As much of the groove as is done."""
    if not isinstance(option, QStyleOptionProgressBar) or option.maximum <= option.minimum:
        return
    share = (option.progress - option.minimum) / (option.maximum - option.minimum)
    bar = QRectF(option.rect)
    bar.setWidth(bar.width() * min(max(share, 0.0), 1.0))
    _fill_bar(painter, bar, option.palette.highlight().color())


def _fill_bar(painter: QPainter, bar: QRectF, color: QColor) -> None:
    corner = min(bar.height() / 2, CORNER)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(bar, corner, corner)
