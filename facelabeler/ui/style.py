"""Fusion with flat controls: buttons, fields, choices and tick boxes are drawn from the tokens.

A button says what it is by its property `kind`: `standard` (no property), `primary` (one a view), `ghost` or `danger`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QWidget,
)

from facelabeler.ui.tokens import Tokens

_CONTROL_RADIUS = 6.0
_TICK_RADIUS = 3.0
_TICK_SIDE = 16
_ARROW_ROOM = 28
_HEIGHT = 32
_SMALL_HEIGHT = 26

_TEXT_INSET = 10

Complex = QStyle.ComplexControl
Sub = QStyle.SubControl
State = QStyle.StateFlag
Primitive = QStyle.PrimitiveElement
Metric = QStyle.PixelMetric
_Draw = Callable[["Style", QStyleOption, QPainter], None]


class Style(QProxyStyle):
    """The style of every control. `tokens` answers with the current colours."""

    def __init__(self, tokens: Callable[[], Tokens]) -> None:
        super().__init__("Fusion")
        self._tokens = tokens

    def drawPrimitive(
        self, element: Primitive, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        draw = _PRIMITIVES.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(self, option, painter)
        painter.restore()

    def drawComplexControl(  # noqa: N802
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        arrows = _ARROWS.get(control)
        if arrows is None or (isinstance(widget, QComboBox) and widget.isEditable()):
            super().drawComplexControl(control, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.field(option, painter)
        for part, draw in arrows.items():
            arrow = QStyleOption(option)
            arrow.rect = self.subControlRect(control, option, part, widget)
            draw(self, arrow, painter)
        painter.restore()

    def subControlRect(  # noqa: N802
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        place = _PLACES.get((control, part))
        if place is None:
            return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type] # None is allowed
        return self.visualRect(option.direction, option.rect, place(option.rect))

    def subElementRect(  # noqa: N802
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        made = super().subElementRect(element, option, widget)  # type: ignore[arg-type] # None is allowed
        if element is QStyle.SubElement.SE_LineEditContents and _has_frame(option):
            return made.adjusted(_TEXT_INSET - 3, 0, 3 - _TEXT_INSET, 0)
        return made

    def pixelMetric(self, metric: Metric, option: QStyleOption | None = None, widget: QWidget | None = None) -> int:
        known = _METRICS.get(metric)
        return super().pixelMetric(metric, option, widget) if known is None else known

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        known = _HINTS.get(hint)
        return super().styleHint(hint, option, widget, data) if known is None else known

    def sizeFromContents(  # noqa: N802
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, /, widget: QWidget | None = None
    ) -> QSize:
        made = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type] # None is allowed
        small = bool(widget is not None and widget.property("small"))
        if kind in _CONTROLS:
            made.setHeight(_SMALL_HEIGHT if small else _HEIGHT)
        if kind is QStyle.ContentsType.CT_PushButton:
            made.setWidth(size.width() + (20 if small else 24))
        return made

    # -- the parts

    def button(self, option: QStyleOption, painter: QPainter) -> None:
        colours = self._tokens()
        kind = _kind(option)
        fill, line = _BUTTONS[kind](colours)
        state = option.state
        if state & State.State_On:
            fill, line = colours.accent_soft, colours.accent
        if not state & State.State_Enabled:
            painter.setOpacity(0.45)
        elif state & State.State_Sunken:
            fill = _pressed(fill, colours)
        elif state & State.State_MouseOver:
            fill = colours.surface3 if kind != "primary" else fill.lighter(108)
        focused = state & State.State_HasFocus and state & State.State_KeyboardFocusChange
        pen = QPen(colours.text, colours.focus_width) if focused else QPen(line, 1)
        _round(painter, option.rect, fill, pen, _CONTROL_RADIUS)

    def line_edit(self, option: QStyleOption, painter: QPainter) -> None:
        if _has_frame(option):
            self.field(option, painter)

    def field(self, option: QStyleOption, painter: QPainter) -> None:
        colours = self._tokens()
        focused = bool(option.state & State.State_HasFocus)
        if not option.state & State.State_Enabled:
            painter.setOpacity(0.45)
        pen = QPen(colours.accent, 2) if focused else QPen(colours.line_strong, 1)
        _round(painter, option.rect, colours.field, pen, _CONTROL_RADIUS)

    def tick_box(self, option: QStyleOption, painter: QPainter) -> None:
        colours = self._tokens()
        full = bool(option.state & (State.State_On | State.State_NoChange))
        self._mark(option, painter, _TICK_RADIUS, full=full)
        if option.state & State.State_On:
            painter.setPen(QPen(colours.on_accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            centre = QPointF(QRectF(option.rect).center())
            painter.drawPolyline([centre + QPointF(-4, 0.5), centre + QPointF(-1.2, 3.2), centre + QPointF(4.2, -3)])
        elif option.state & State.State_NoChange:
            painter.fillRect(QRectF(option.rect).adjusted(4, 7, -4, -7), colours.on_accent)

    def radio_button(self, option: QStyleOption, painter: QPainter) -> None:
        colours = self._tokens()
        on = bool(option.state & State.State_On)
        self._mark(option, painter, option.rect.width() / 2, full=on)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.on_accent)
            painter.drawEllipse(QRectF(option.rect).center(), 3.0, 3.0)

    def _mark(self, option: QStyleOption, painter: QPainter, radius: float, *, full: bool) -> None:
        colours = self._tokens()
        if not option.state & State.State_Enabled:
            painter.setOpacity(0.45)
        edge = colours.accent if full else colours.line_strong
        _round(painter, option.rect, colours.accent if full else colours.field, QPen(edge, 1.5), radius)

    def arrow_down(self, option: QStyleOption, painter: QPainter) -> None:
        self._arrow(option, painter, 1)

    def arrow_up(self, option: QStyleOption, painter: QPainter) -> None:
        self._arrow(option, painter, -1)

    def _arrow(self, option: QStyleOption, painter: QPainter, down: int) -> None:
        centre = QRectF(option.rect).center()
        half = 4.0 if option.rect.height() > 16 else 3.0
        pen = QPen(self._tokens().text2, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ends = [QPointF(-half, -down * half / 2), QPointF(0, down * half / 2), QPointF(half, -down * half / 2)]
        painter.drawPolyline([centre + end for end in ends])

    def focus_frame(self, option: QStyleOption, painter: QPainter) -> None:
        if isinstance(option.styleObject, QPushButton | QComboBox):
            return  # their panel shows it
        colours = self._tokens()
        _round(painter, option.rect, QColor(Qt.GlobalColor.transparent), QPen(colours.text, colours.focus_width), 4.0)


_PRIMITIVES: dict[Primitive, _Draw] = {
    Primitive.PE_PanelButtonCommand: Style.button,
    Primitive.PE_PanelLineEdit: Style.line_edit,
    Primitive.PE_IndicatorCheckBox: Style.tick_box,
    Primitive.PE_IndicatorRadioButton: Style.radio_button,
    Primitive.PE_IndicatorArrowDown: Style.arrow_down,
    Primitive.PE_IndicatorArrowUp: Style.arrow_up,
    Primitive.PE_FrameFocusRect: Style.focus_frame,
}

_ARROWS: dict[QStyle.ComplexControl, dict[QStyle.SubControl, _Draw]] = {
    Complex.CC_ComboBox: {Sub.SC_ComboBoxArrow: Style.arrow_down},
    Complex.CC_SpinBox: {Sub.SC_SpinBoxUp: Style.arrow_up, Sub.SC_SpinBoxDown: Style.arrow_down},
}

_PLACES: dict[tuple[QStyle.ComplexControl, QStyle.SubControl], Callable[[QRect], QRect]] = {
    (Complex.CC_ComboBox, Sub.SC_ComboBoxEditField): lambda all_: all_.adjusted(_TEXT_INSET, 0, -_ARROW_ROOM, 0),
    (Complex.CC_ComboBox, Sub.SC_ComboBoxArrow): lambda all_: all_.adjusted(all_.width() - _ARROW_ROOM, 0, 0, 0),
    (Complex.CC_SpinBox, Sub.SC_SpinBoxEditField): lambda all_: all_.adjusted(_TEXT_INSET - 2, 2, -_ARROW_ROOM, -2),
    (Complex.CC_SpinBox, Sub.SC_SpinBoxUp): lambda all_: _arrow_half(all_, 1),
    (Complex.CC_SpinBox, Sub.SC_SpinBoxDown): lambda all_: _arrow_half(all_, 2),
}

_METRICS: dict[Metric, int] = {
    Metric.PM_IndicatorWidth: _TICK_SIDE,
    Metric.PM_IndicatorHeight: _TICK_SIDE,
    Metric.PM_ExclusiveIndicatorWidth: _TICK_SIDE,
    Metric.PM_ExclusiveIndicatorHeight: _TICK_SIDE,
    Metric.PM_ButtonIconSize: 18,
    Metric.PM_SmallIconSize: 16,
    Metric.PM_ToolBarIconSize: 18,
    Metric.PM_ButtonShiftHorizontal: 0,
    Metric.PM_ButtonShiftVertical: 0,
    Metric.PM_CheckBoxLabelSpacing: 8,
    Metric.PM_RadioButtonLabelSpacing: 8,
}

_HINTS: dict[QStyle.StyleHint, int] = {
    QStyle.StyleHint.SH_ComboBox_Popup: 0,  # a list below the field, not a menu over it
    QStyle.StyleHint.SH_Menu_Scrollable: 1,
}

_CONTROLS = (
    QStyle.ContentsType.CT_PushButton,
    QStyle.ContentsType.CT_LineEdit,
    QStyle.ContentsType.CT_ComboBox,
    QStyle.ContentsType.CT_SpinBox,
)

_CLEAR = QColor(Qt.GlobalColor.transparent)
_BUTTONS: dict[str, Callable[[Tokens], tuple[QColor, QColor]]] = {
    "standard": lambda colours: (colours.surface2, colours.line_button),
    "primary": lambda colours: (colours.accent, colours.accent),
    "ghost": lambda _: (_CLEAR, _CLEAR),
    "danger": lambda colours: (colours.surface2, colours.bad),
}


def _arrow_half(whole: QRect, half: int) -> QRect:
    """The upper (1) or lower (2) half of the right edge, pulled together so that the arrows are a pair."""
    height = whole.height() // 2 - 4
    top = whole.top() + (4 if half == 1 else whole.height() // 2)
    return QRect(whole.right() - _ARROW_ROOM, top, _ARROW_ROOM, height)


def _has_frame(option: QStyleOption) -> bool:
    """Whether a line edit draws its own field: not so inside a spin box, or as an editor without a frame."""
    return isinstance(option, QStyleOptionFrame) and option.lineWidth > 0


def _kind(option: QStyleOption) -> str:
    target = option.styleObject
    return str(target.property("kind") or "standard") if target is not None else "standard"


def _pressed(fill: QColor, colours: Tokens) -> QColor:
    return fill.darker(115) if fill.alpha() and colours.name != "high-contrast" else colours.surface3


def _round(painter: QPainter, rect: QRect, fill: QColor, pen: QPen, radius: float) -> None:
    inset = pen.widthF() / 2
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
