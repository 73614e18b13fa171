"""How the program's controls look: as Fusion's, drawn flat. Sizes and places stay Fusion's."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFocusRect,
    QStyleOptionFrame,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QStyleOptionTab,
    QWidget,
)

from lossstudio.gui.kit import flat_drawing as drawing
from lossstudio.gui.kit.colors import colors_for
from lossstudio.gui.kit.overrides import survivable

_Control, _Primitive = QStyle.ControlElement, QStyle.PrimitiveElement
_Complex, _Part, _State = QStyle.ComplexControl, QStyle.SubControl, QStyle.StateFlag

_CORNER = 8
"""Pixels of the radius of a card's corners."""


class FlatStyle(QProxyStyle):
    """Fusion without gradients and bevels."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._primitives: dict[QStyle.PrimitiveElement, Callable[..., None]] = {
            _Primitive.PE_PanelButtonCommand: drawing.paint_button,
            _Primitive.PE_PanelButtonTool: drawing.paint_tool_button,
            _Primitive.PE_PanelLineEdit: drawing.paint_field,
            _Primitive.PE_FrameLineEdit: drawing.paint_frame,
            _Primitive.PE_IndicatorCheckBox: drawing.paint_check_box,
            _Primitive.PE_IndicatorRadioButton: drawing.paint_radio_button,
            _Primitive.PE_PanelTipLabel: drawing.paint_tip,
            _Primitive.PE_FrameTabBarBase: drawing.paint_nothing,
            _Primitive.PE_IndicatorTabTearLeft: drawing.paint_nothing,
            _Primitive.PE_IndicatorTabTearRight: drawing.paint_nothing,
            _Primitive.PE_IndicatorToolBarSeparator: drawing.paint_separator,
            _Primitive.PE_IndicatorDockWidgetResizeHandle: drawing.paint_handle,
        }
        self._controls: dict[QStyle.ControlElement, Callable[..., None]] = {
            _Control.CE_ToolBar: drawing.paint_ground,
            _Control.CE_MenuBarEmptyArea: drawing.paint_ground,
            _Control.CE_ProgressBarGroove: drawing.paint_groove,
            _Control.CE_ProgressBarContents: drawing.paint_progress,
            _Control.CE_TabBarTabShape: drawing.paint_tab,
            _Control.CE_HeaderSection: drawing.paint_header,
        }

    @survivable
    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        paint = self._primitives.get(element)
        if paint is None:
            super().drawPrimitive(element, option, painter, widget)
        else:
            _painted(paint, painter, option)

    @survivable
    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        paint = self._controls.get(element)
        if element == _Control.CE_MenuBarItem and isinstance(option, QStyleOptionMenuItem):
            self._draw_menu_title(option, painter, widget)
        elif element == _Control.CE_TabBarTabLabel and isinstance(option, QStyleOptionTab):
            self._draw_tab_text(option, painter)
        elif element == _Control.CE_ShapedFrame and _is_line(option):
            _painted(drawing.paint_line, painter, option)
        elif paint is None:
            super().drawControl(element, option, painter, widget)
        else:
            _painted(paint, painter, option)

    @survivable
    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control == _Complex.CC_Slider and isinstance(option, QStyleOptionSlider):
            self._draw_slider(option, painter, widget)
        elif control == _Complex.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            self._draw_combo(option, painter, widget)
        elif control == _Complex.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            self._draw_scroll_bar(option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _draw_tab_text(self, option: QStyleOptionTab, painter: QPainter) -> None:
        is_front, has_focus = (
            bool(option.state & state) for state in (_State.State_Selected, _State.State_HasFocus)
        )
        palette, role = option.palette, QPalette.ColorRole.WindowText
        if not is_front:
            palette.setColor(role, QColor(colors_for(palette).muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextHideMnemonic
        is_enabled = bool(option.state & _State.State_Enabled)
        self.drawItemText(painter, option.rect, flags, palette, is_enabled, option.text, role)
        if is_front and has_focus:
            frame = QStyleOptionFocusRect()
            frame.rect, frame.palette = option.rect.adjusted(2, 4, -2, -4), palette
            self.drawPrimitive(_Primitive.PE_FrameFocusRect, frame, painter)

    def _draw_menu_title(
        self, option: QStyleOptionMenuItem, painter: QPainter, widget: QWidget | None
    ) -> None:
        painter.fillRect(option.rect, option.palette.window())
        if option.state & (_State.State_Selected | _State.State_Sunken):
            _painted(drawing.paint_chosen, painter, option)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
        hint = QStyle.StyleHint.SH_UnderlineShortcut
        shows = self.styleHint(hint, option, widget)
        flags |= Qt.TextFlag.TextShowMnemonic if shows else Qt.TextFlag.TextHideMnemonic
        is_enabled = bool(option.state & _State.State_Enabled)
        role = QPalette.ColorRole.WindowText
        self.drawItemText(
            painter, option.rect, flags, option.palette, is_enabled, option.text, role
        )

    def _part(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None,
    ) -> QRect:
        # Qt takes none as well; its stubs do not say so.
        return self.subControlRect(control, option, part, widget)  # type: ignore[arg-type]

    def _draw_combo(
        self, option: QStyleOptionComboBox, painter: QPainter, widget: QWidget | None
    ) -> None:
        if option.frame:
            _painted(
                drawing.paint_field if option.editable else drawing.paint_button, painter, option
            )
        arrow = self._part(_Complex.CC_ComboBox, option, _Part.SC_ComboBoxArrow, widget)
        _painted(drawing.paint_chevron, painter, option, QRectF(arrow), 90.0)

    def _draw_slider(
        self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None
    ) -> None:
        parts = option.subControls
        if parts & _Part.SC_SliderTickmarks:
            option.subControls = _Part.SC_SliderTickmarks
            super().drawComplexControl(_Complex.CC_Slider, option, painter, widget)
            option.subControls = parts
        groove, handle = (
            self._part(_Complex.CC_Slider, option, part, widget)
            for part in (_Part.SC_SliderGroove, _Part.SC_SliderHandle)
        )
        _painted(drawing.paint_slider, painter, option, QRectF(groove), QRectF(handle))

    def _draw_scroll_bar(
        self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None
    ) -> None:
        parts = (_Part.SC_ScrollBarSlider, _Part.SC_ScrollBarSubLine, _Part.SC_ScrollBarAddLine)
        places = [QRectF(self._part(_Complex.CC_ScrollBar, option, part, widget)) for part in parts]
        _painted(drawing.paint_scroll_bar, painter, option, *places)


def _painted(
    paint: Callable[..., None], painter: QPainter, option: QStyleOption, *places: object
) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, option, *places)
    painter.restore()


def _is_line(option: QStyleOption) -> bool:
    return isinstance(option, QStyleOptionFrame) and option.frameShape in (
        QFrame.Shape.HLine,
        QFrame.Shape.VLine,
    )


def paint_card(painter: QPainter, card: QRect, dirty: QRect, palette: QPalette) -> None:
    """The card of a panel, of which the part `dirty` is painted, on the window's ground."""
    fill = palette.color(QPalette.ColorRole.Window)
    inner = card.adjusted(_CORNER, _CORNER, -_CORNER, -_CORNER)
    if inner.contains(dirty):
        painter.fillRect(dirty, fill)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(card, _CORNER, _CORNER)
