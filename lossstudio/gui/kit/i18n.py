"""Texts in the reader's language, switched while the program runs.

Widgets call `translate("Context", "text")` with literals, which `pyside6-lupdate` finds; texts from
below the window go through `core_text` and `message_text`. `self.tr` is not used: its context is
the class of the object, so a subclass would lose its base's translations.
"""

import logging
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
    Signal,
)

from lossstudio.core.registry import WORDS
from lossstudio.core.text import CONTEXT, Message
from lossstudio.gui.kit.overrides import survivable
from lossstudio.resource_files import resource

_log = logging.getLogger(__name__)

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
"""Code and own name of each language that the program speaks; names are not translated."""

translate = QCoreApplication.translate
"""``translate("Context", "text")``: the text in the current language, or English without one."""


def core_text(template: str) -> str:
    """A text from below the window, in the current language."""
    return translate(CONTEXT, template)


def message_text(message: Message) -> str:
    """A sentence with values from below the window, in the current language."""
    return message.text(core_text)


def system_language() -> str:
    """The first language of the person's system settings that the program speaks, else English.

    Every Chinese reader gets Simplified Chinese, the only one there is.
    """
    for name in QLocale.system().uiLanguages():
        language = name.replace("_", "-").split("-")[0]
        for code in LANGUAGES:
            if code.split("_")[0] == language:
                return code
    return "en"


def unambiguous_locale() -> QLocale:
    """Numbers with a decimal point and no group separators, whatever the language.

    A number on the screen is typed back, put into code and read aloud: 1,234 must never mean two
    things.
    """
    locale = QLocale.c()
    locale.setNumberOptions(
        QLocale.NumberOption.OmitGroupSeparator | QLocale.NumberOption.RejectGroupSeparator
    )
    return locale


class _Brought(QTranslator):
    """What losses, optimisers and other entries bring in a language themselves."""

    def __init__(self, words: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._words = words

    @survivable
    def isEmpty(self) -> bool:
        """Qt's question whether there is anything to ask for."""
        return not self._words

    @survivable
    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The translation of a text, or "" for none."""
        return self._words.get(text, "") if context == CONTEXT else ""


class Language(QObject):
    """The language of the running program; one object, made by the application and passed on.

    `changed(code)` is for what is not a widget; widgets hear of it by `QEvent.LanguageChange`, see
    `Retranslating`.
    """

    changed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._code = "en"
        self._translators: list[tuple[QTranslator, bytes]] = []
        """Those installed; bytes that they read have to be kept."""
        QLocale.setDefault(unambiguous_locale())

    @property
    def code(self) -> str:
        """The current language, a key of `LANGUAGES`."""
        return self._code

    def set_language(self, code: str) -> None:
        """Switch to `code`. Where a translation is not installed, its texts stay English.

        Raises `ValueError` for a language that the program does not speak.
        """
        if code not in LANGUAGES:
            raise ValueError(f"{code}: no such language; there are: {', '.join(LANGUAGES)}")
        if code == self._code:
            return
        for translator, _ in self._translators:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._translators = []
        if code != "en":
            # Of two translators, the one installed last is asked first.
            if code in WORDS:
                brought = _Brought(WORDS[code], self)
                QCoreApplication.installTranslator(brought)
                self._translators.append((brought, b""))
            qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(Path(qt_folder) / f"qtbase_{code}.qm")
            try:
                self._install(resource("translations", f"lossstudio_{code}.qm"))
            except FileNotFoundError as error:
                _log.warning("%s; the texts stay English", error)
        self._code = code
        self.changed.emit(code)

    def _install(self, path: Path) -> None:
        # Given a path, Qt maps the file into memory, and the program ends with a bus error where
        # that is overwritten by an update or its drive goes. Bytes have to be kept: Qt copies none.
        try:
            content = path.read_bytes()
        except OSError:
            content = b""
        translator = QTranslator(self)
        if translator.load(content):
            QCoreApplication.installTranslator(translator)
            self._translators.append((translator, content))
        else:
            _log.warning("translation cannot be read: %s", path.name)
            translator.deleteLater()


class Retranslating:
    """A widget that sets its texts anew when the language changes, and its looks with the theme.

    Put it before the Qt class (``class Panel(Retranslating, QWidget)``), set every text in
    `retranslate` and every colour in `restyle`, and call `finish_setup` at the end of the
    constructor, which calls both. Until then changes are ignored, as the parts do not exist yet.
    """

    _set_up = False

    def finish_setup(self) -> None:
        """Set texts and colours now, and again whenever they change."""
        self._set_up = True
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        """Set every text."""

    def restyle(self) -> None:
        """Set what depends on the palette or the font."""

    @survivable
    def changeEvent(self, event: QEvent) -> None:
        """Qt's notice that language, palette or font have changed."""
        if self._set_up:
            if event.type() == QEvent.Type.LanguageChange:
                self.retranslate()
            elif event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
                self.restyle()
        super().changeEvent(event)  # type: ignore[misc]


def unbroken(text: str) -> str:
    """`text` for a label, in which no line ends within ``= 2/λmax``."""
    return text.replace("= 2/λ", "=\u00a02/λ").replace("/λ", "/\u2060λ")
