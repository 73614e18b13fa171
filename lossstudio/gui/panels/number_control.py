"""A number that a person may set, made from its `Parameter`: label, slider and field."""

import html
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QSizePolicy, QWidget

from lossstudio.core.parameters import Parameter
from lossstudio.core.text import InputError, paragraph
from lossstudio.gui.kit.colors import colors_for
from lossstudio.gui.kit.i18n import Retranslating, core_text, message_text, translate, unbroken
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.kit.typed_numbers import is_unfinished, separator_problem
from lossstudio.gui.panels.number_box import NumberBox
from lossstudio.gui.panels.number_scale import NumberScale, short_text
from lossstudio.gui.panels.value_slider import ValueSlider, Zone
from lossstudio.gui.panels.withheld import Withholdable


class _Label(QLabel):
    double_clicked = Signal()

    @survivable
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit()


class NumberControl(Retranslating, Withholdable, QWidget):
    """A labelled slider and number field for one `Parameter`.

    It proposes: `value_changed` while the handle is dragged, at each key and where a typed number
    is finished; `editing_finished` at the end of each such change, for the undo stack. What the
    parameter does not accept is never emitted: it is shown with the parameter's own message, and
    Escape or leaving the field brings the old value back.
    """

    value_changed = Signal(object)
    """The new value: an int for a whole number, else a float."""
    editing_finished = Signal()

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameter = parameter
        self._scale = NumberScale(parameter)
        self._value = parameter.check(parameter.default)
        self._dirty = False

        self.label = _Label(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.box = NumberBox(self)
        self.slider = ValueSlider(self._scale, self)
        self.slider.setVisible(self._scale.has_slider)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.hide()
        self._note_color: str | None = None
        self._more = ""
        self.message = QLabel(self)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.hide()
        self.label.setBuddy(self.box)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusProxy(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(6)
        layout.setVerticalSpacing(1)
        layout.addWidget(self.label, 0, 0)
        layout.addWidget(self.box, 0, 1)
        layout.addWidget(self.slider, 1, 0, 1, 2)
        layout.addWidget(self.note, 2, 0, 1, 2)
        layout.addWidget(self.message, 3, 0, 1, 2)

        self._reset_action = QAction(self)
        self._reset_action.triggered.connect(self.reset)
        self.box.reset_action = self._reset_action
        self.label.double_clicked.connect(self.reset)
        self.box.typed.connect(self._show_verdict)
        self.box.committed.connect(self._commit)
        self.box.abandoned.connect(self._show_verdict)
        self.slider.dragged.connect(self._propose)
        self.slider.sliderReleased.connect(self._finish)
        for part in (self.box, self.slider):
            part.stepped.connect(self._step)
        self.slider.jumped.connect(self._jump)
        self._show_value()
        self.finish_setup()

    @property
    def parameter(self) -> Parameter:
        """What this control sets."""
        return self._parameter

    @property
    def value(self) -> float:
        """The value shown: an int for a whole number."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show `value`, without a signal. Raises `InputError` for one that is not accepted."""
        self._value = self._parameter.check(value)
        self._show_value()

    def reset(self) -> None:
        """Propose the parameter's default."""
        self._take(self._parameter.default)

    def set_zones(self, zones: Iterable[Zone], tick: float | None = None) -> None:
        """Paint a strip of (from, to, colour) under the slider, in the parameter's own unit.

        A line is drawn across it at the value `tick`.
        """
        self.slider.set_zones(zones, tick)

    def set_quick(self, is_quick: bool) -> None:
        """Tab goes from the number to the next control, past the slider; or to both."""
        focus = Qt.FocusPolicy
        self.slider.setFocusPolicy(focus.ClickFocus if is_quick else focus.StrongFocus)

    def set_note(self, text: str, more: str = "", color: str | None = None) -> None:
        """Write `text` under the slider in `color`, and `more` in the tooltips.

        An empty text takes the line away.
        """
        if unbroken(text) != self.note.text():
            self.note.setText(unbroken(text))
        if color != self._note_color:
            self._note_color = color
            palette = QPalette()
            if color is not None:
                palette.setColor(QPalette.ColorRole.WindowText, color)
            self.note.setPalette(palette)
        if self.note.isHidden() == bool(text):
            self.note.setVisible(bool(text))
        if more != self._more:
            self._more = more
            self._explain()

    def retranslate(self) -> None:
        name = core_text(self._parameter.label)
        if self._parameter.symbol:
            name += f" {self._parameter.symbol}"
        self._name = name
        unit = core_text(self._parameter.unit) if self._parameter.unit else ""
        self.label.setText(f"{name} ({unit})" if unit else name)
        self.setAccessibleName(name)
        self.box.setAccessibleName(name)
        self._explain()
        self._reset_action.setText(
            translate("NumberControl", "Reset to {default}").format(
                default=short_text(self._parameter.default)
            )
        )
        self._name_slider()
        self._show_verdict()

    def _explain(self) -> None:
        """Set the tooltip, and the description for those who cannot see it."""
        meaning = core_text(self._parameter.help)
        accepts = translate("NumberControl", "Accepts {allowed}. Default: {default}.").format(
            allowed=message_text(self._parameter.allowed()),
            default=short_text(self._parameter.default),
        )
        texts = [text for text in (meaning, accepts, self._more) if text]
        self.setToolTip("".join(f"<p>{html.escape(text)}</p>" for text in texts))
        for part in (self, self.box, self.slider):
            part.setAccessibleDescription(paragraph(texts))

    def restyle(self) -> None:
        self._show_verdict()

    @survivable
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(self._reset_action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _verdict(self) -> InputError | None:
        """What is wrong with the text as it stands."""
        if not self.box.isModified():
            return None
        separators = separator_problem(self.box.text())
        if separators is not None:
            return InputError(separators.template, **separators.values)
        try:
            self._parameter.check(self.box.entry(), self._name)
        except InputError as error:
            return error
        return None

    def _show_verdict(self, final: bool = False) -> None:
        """Show the message for a bad entry; not yet for one that is only unfinished."""
        error = self._verdict()
        if error is not None and not final and is_unfinished(self.box.text()):
            error = None
        text = message_text(error.message) if error else ""
        bad = colors_for(self.palette()).bad
        self.box.set_text_color(bad if error else None)
        self.box.setToolTip(f"<p>{html.escape(text)}</p>" if error else "")
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, bad)
        self.message.setPalette(palette)
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _commit(self) -> None:
        if self._verdict() is None:
            entry = self.box.entry()
            assert not isinstance(entry, str)
            self._take(entry)
            self.box.take_value(self._value)
        else:
            self._show_verdict(final=True)

    def _step(self, steps: int) -> None:
        self._take(self._scale.stepped(self._value, steps))

    def _jump(self) -> None:
        self._take(self._scale.high)

    def _take(self, value: float) -> None:
        """A change that is finished at once."""
        self.box.setModified(False)
        self._propose(value)
        self._finish()

    def _propose(self, value: float) -> None:
        value = self._parameter.check(value)
        if value != self._value:
            self._value = value
            self._dirty = True
            self._show_value()
            self.value_changed.emit(value)

    def _finish(self) -> None:
        self._show_value()
        self._show_verdict()
        if self._dirty:
            self._dirty = False
            self.editing_finished.emit()

    def _show_value(self) -> None:
        self.box.show_value(self._value)
        self.slider.show_value(self._value)
        if self._set_up:
            self._name_slider()

    def _name_slider(self) -> None:
        # A screen reader would otherwise say the handle's position, which means nothing.
        self.slider.setAccessibleName(f"{self._name} = {short_text(self._value)}")
