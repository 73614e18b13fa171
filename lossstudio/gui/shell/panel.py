"""A panel of the window: a card with a row of title over a content."""

import traceback
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QSize, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from lossstudio.engine.window.panels import PanelEntry
from lossstudio.gui.kit.colors import colors_for
from lossstudio.gui.kit.flat_style import paint_card
from lossstudio.gui.kit.i18n import Retranslating, core_text
from lossstudio.gui.kit.overrides import survivable
from lossstudio.gui.shell.drag import Drag
from lossstudio.gui.shell.frame import Frame
from lossstudio.gui.shell.title import Title

_PAD = 4
"""Pixels between a card's edge and its content, which has a margin of its own."""


class Panel(Retranslating, QWidget):
    """Where it stands is the arrangement's affair; its least size does not depend on what is in
    it."""

    alone_asked = Signal(str)
    """This panel's name: show it alone, or all again."""
    float_asked = Signal(str)
    """Make it a window of its own, or put it back."""
    toggled = Signal(str)
    """Show it in front, or hide it where it is there."""
    close_asked = Signal(str)
    """Hide it."""
    menu_asked = Signal(str, QPoint)
    """Offer what it can do, at this place of the screen."""
    focus_asked = Signal(str)
    """A person has clicked where nothing in it takes the focus, as on its title."""
    failed = Signal(str)
    """The traceback of why there is no content."""

    def __init__(self, entry: PanelEntry, make: Callable[[], QWidget], drag: Drag) -> None:
        super().__init__()
        self.entry = entry
        self._make: Callable[[], QWidget] | None = make
        name = entry.name
        self.setObjectName(name)
        self.frame = Frame(QSize(*entry.least))
        self.frame.missed.connect(self.fill)
        self.title = Title(name, drag)
        for part in (self.title, self.frame):
            part.setParent(self)
        self.title.alone_asked.connect(lambda: self.alone_asked.emit(name))
        self.title.float_asked.connect(lambda: self.float_asked.emit(name))
        self.title.close_asked.connect(lambda: self.close_asked.emit(name))
        self.title.menu_asked.connect(lambda place: self.menu_asked.emit(name, place))
        self.switch = QAction(self)
        """Shows the panel in front, unless it is there already: then hides it."""
        self.switch.setCheckable(True)
        self.switch.triggered.connect(lambda: self.toggled.emit(name))
        self.finish_setup()

    @property
    def name(self) -> str:
        """What files, lessons and commands call it."""
        return self.entry.name

    @property
    def content(self) -> QWidget | None:
        """What it shows, made now if need be; None where that has failed."""
        self.fill()
        return self.frame.widget()

    def fill(self) -> None:
        """Make the content, once."""
        make, self._make = self._make, None
        if make is None:
            return
        try:
            self.take(make())
        except Exception:
            self.failed.emit(traceback.format_exc())

    def take(self, content: QWidget) -> None:
        """Show `content`, which somebody has made."""
        self._make = None
        if content is not self.frame.widget():
            self.frame.hold(content)

    def retranslate(self) -> None:
        text = core_text(self.entry.title)
        self.setWindowTitle(text)
        self.setAccessibleName(text)
        self.title.label.setText(text)
        self.switch.setText(text)

    def set_scale(self, scale: float, most: tuple[int, int]) -> None:
        """Be `scale` times as large as usual, with a least size of at most `most`."""
        self.frame.set_scale(scale, QSize(*most))

    @survivable
    def minimumSizeHint(self) -> QSize:
        least, title = self.frame.minimumSizeHint(), self.title.minimumSizeHint()
        return QSize(least.width() + 2 * _PAD, least.height() + title.height() + _PAD)

    @property
    def readable_size(self) -> QSize:
        """The least size in which what is in it can be read, whatever the screen has room for."""
        least, title = self.frame.readable_size, self.title.minimumSizeHint()
        return QSize(least.width() + 2 * _PAD, least.height() + title.height() + _PAD)

    @survivable
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    @survivable
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(painter, self.rect(), event.rect(), self.palette())

    def restyle(self) -> None:
        """Let what is in the panel know the ground that it stands on."""
        palette, ground = QPalette(), QPalette.ColorRole.Window
        palette.setColor(ground, colors_for(palette).card)
        if self.palette().brush(ground) != palette.brush(ground):  # or it would hear of its own
            own = QPalette()
            own.setBrush(ground, palette.brush(ground))
            self.setPalette(own)

    @survivable
    def event(self, event: QEvent) -> bool:
        """What is clicked gets the keys: here comes what nothing in the panel has taken."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.focus_asked.emit(self.name)
        elif event.type() == QEvent.Type.LayoutRequest:
            self._lay_out()
        return super().event(event)

    @survivable
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        height = self.title.minimumSizeHint().height()
        self.title.setGeometry(0, 0, self.width(), height)
        room = self.rect().adjusted(_PAD, height, -_PAD, -_PAD)
        self.frame.setGeometry(room.x(), room.y(), max(room.width(), 0), max(room.height(), 0))
