"""The style with all that it measures in pixels drawn larger: icons, boxes, handles, gaps."""

from PySide6.QtWidgets import QStyle, QStyleOption, QWidget

from lossstudio.gui.kit.flat_style import FlatStyle
from lossstudio.gui.kit.overrides import survivable

_Metric = QStyle.PixelMetric

_SCALED = frozenset(
    {
        _Metric.PM_ButtonMargin,
        _Metric.PM_MenuButtonIndicator,
        _Metric.PM_ScrollBarExtent,
        _Metric.PM_ScrollBarSliderMin,
        _Metric.PM_SliderThickness,
        _Metric.PM_SliderControlThickness,
        _Metric.PM_SliderLength,
        _Metric.PM_DockWidgetSeparatorExtent,
        _Metric.PM_TabBarTabHSpace,
        _Metric.PM_TabBarTabVSpace,
        _Metric.PM_TabBarScrollButtonWidth,
        _Metric.PM_TabCloseIndicatorWidth,
        _Metric.PM_TabCloseIndicatorHeight,
        _Metric.PM_ToolBarIconSize,
        _Metric.PM_ToolBarExtensionExtent,
        _Metric.PM_ToolBarSeparatorExtent,
        _Metric.PM_ListViewIconSize,
        _Metric.PM_IconViewIconSize,
        _Metric.PM_SmallIconSize,
        _Metric.PM_LargeIconSize,
        _Metric.PM_MessageBoxIconSize,
        _Metric.PM_ButtonIconSize,
        _Metric.PM_TabBarIconSize,
        _Metric.PM_LineEditIconSize,
        _Metric.PM_IndicatorWidth,
        _Metric.PM_IndicatorHeight,
        _Metric.PM_ExclusiveIndicatorWidth,
        _Metric.PM_ExclusiveIndicatorHeight,
        _Metric.PM_CheckBoxLabelSpacing,
        _Metric.PM_RadioButtonLabelSpacing,
        _Metric.PM_HeaderMargin,
        _Metric.PM_HeaderMarkSize,
        _Metric.PM_SpinBoxSliderHeight,
        _Metric.PM_MenuScrollerHeight,
        _Metric.PM_LayoutHorizontalSpacing,
        _Metric.PM_LayoutVerticalSpacing,
        _Metric.PM_LayoutLeftMargin,
        _Metric.PM_LayoutTopMargin,
        _Metric.PM_LayoutRightMargin,
        _Metric.PM_LayoutBottomMargin,
    }
)
"""What grows: frames stay one pixel wide, and what is already measured in letters grows anyway."""


figures: set[QWidget] = set()
"""Windows of figures that are drawn beside the program's own: they have a size of their own.

A set, for Qt asks thousands of times when a style is set, and mostly there is none."""


class ScaledStyle(FlatStyle):
    """The program's style, `scale` times as large. Letters are the font's affair."""

    def __init__(self, scale: float) -> None:
        super().__init__()
        self._scale = scale

    @survivable
    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        pixels: int = super().pixelMetric(metric, option, widget)
        if metric not in _SCALED or pixels <= 0 or (figures and _is_in_figure(widget)):
            return pixels
        return round(pixels * self._scale)


def _is_in_figure(widget: QWidget | None) -> bool:
    return widget is not None and widget.window() in figures
