import ast
import importlib.util
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QWidget

import lossstudio
from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.gui.kit import i18n
from lossstudio.gui.kit.i18n import (
    LANGUAGES,
    Language,
    Retranslating,
    core_text,
    message_text,
    system_language,
    translate,
)

ROOT = Path(lossstudio.__file__).parent.parent


def load_script():
    spec = importlib.util.spec_from_file_location(
        "translations", ROOT / "packaging" / "translations.py"
    )
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


script = load_script()

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
</TS>
"""

SOURCE = """
from lossstudio.core.text import QT_TRANSLATE_NOOP
from lossstudio.gui.kit.i18n import translate


class Widget:
    def retranslate(self):
        translate("Widget", "Run")
        translate(
            "Widget",
            "A text of "
            "two lines – η",
        )
        translate("Widget", "&File")


LABEL = QT_TRANSLATE_NOOP("core", "loss {value}")
TEXT = (
    QT_TRANSLATE_NOOP("core", "one")
    if LABEL
    else QT_TRANSLATE_NOOP(
        "core",
        'an "other"'
        # with a comment
        " text",
    )
)
"""

TRANSLATIONS = {
    "Run": "运行",
    "A text of two lines – η": "两行文字 – η",
    "&amp;File": "文件(&amp;F)",
    "loss {value}": "损失 {value}",
    "one": "一",
    "an &quot;other&quot; text": "另一段文字",
}


TS_PATH = Path("resources", "translations", "lossstudio_zh_CN.ts")


@pytest.fixture
def project(tmp_path):
    """A project of one file, whose .ts holds no texts yet."""
    (tmp_path / "lossstudio").mkdir()
    (tmp_path / "lossstudio" / "widget.py").write_text(SOURCE, encoding="utf-8")
    ts = tmp_path / TS_PATH
    ts.parent.mkdir(parents=True)
    ts.write_text(TS, encoding="utf-8")
    return tmp_path


def fill_in(ts):
    text = ts.read_text(encoding="utf-8")
    for source, translation in TRANSLATIONS.items():
        old = f'<source>{source}</source>\n        <translation type="unfinished"></translation>'
        assert old in text, source
        text = text.replace(
            old, f"<source>{source}</source>\n        <translation>{translation}</translation>"
        )
    ts.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def template():
    """What the tools have once made of that project; they take a second."""
    return {}


@pytest.fixture
def translated(project, template):
    """The project with everything translated."""
    ts = project / TS_PATH
    files = (ts, ts.with_suffix(".qm"))
    if not template:
        assert script.main(["--root", str(project)]) == 0
        fill_in(ts)
        script.release(ts)
        template.update({path.name: path.read_bytes() for path in files})
    for path in files:
        path.write_bytes(template[path.name])
    return project


@pytest.fixture
def language(qapp):
    language = Language(qapp)
    yield language
    language.set_language("en")
    language.deleteLater()


@pytest.fixture
def with_translations(translated, monkeypatch):
    """The program, with that project's translations in the place of its own."""
    monkeypatch.setattr(i18n, "resource", lambda *parts: translated.joinpath("resources", *parts))


# --- switching ------------------------------------------------------------------------------


def test_texts_are_english_at_first():
    assert translate("Widget", "Run") == "Run"
    assert core_text("one") == "one"


def test_switching_translates_and_returns(language, with_translations):
    heard = []
    language.changed.connect(heard.append)
    language.set_language("zh_CN")
    assert language.code == "zh_CN"
    assert translate("Widget", "Run") == "运行"
    assert core_text("one") == "一"
    inner = Message(QT_TRANSLATE_NOOP("core", "one"))
    assert message_text(Message("loss {value}", {"value": inner})) == "损失 一"
    language.set_language("en")
    assert translate("Widget", "Run") == "Run"
    assert heard == ["zh_CN", "en"]


def test_qts_own_texts_are_translated_too(language, with_translations):
    assert translate("QPlatformTheme", "Cancel") == "Cancel"
    language.set_language("zh_CN")
    assert translate("QPlatformTheme", "Cancel") == "取消"


def test_setting_the_same_language_changes_nothing(language, with_translations, qtbot):
    language.set_language("zh_CN")
    with qtbot.assertNotEmitted(language.changed):
        language.set_language("zh_CN")


def test_unknown_language_is_named(language):
    with pytest.raises(ValueError, match="xx_XX"):
        language.set_language("xx_XX")


def test_a_missing_translation_leaves_english(language, tmp_path, monkeypatch, caplog):
    def nothing(*parts):
        raise FileNotFoundError("/".join(parts))

    monkeypatch.setattr(i18n, "resource", nothing)
    monkeypatch.setattr(QLibraryInfo, "path", lambda _: str(tmp_path))
    with caplog.at_level(logging.WARNING):
        language.set_language("zh_CN")
    assert translate("Widget", "Run") == "Run"
    assert "lossstudio_zh_CN.qm" in caplog.text
    assert "qtbase_zh_CN.qm" in caplog.text


def test_a_broken_translation_leaves_english(language, tmp_path, monkeypatch, caplog):
    broken = tmp_path / "broken.qm"
    broken.write_bytes(b"no translations in here")
    monkeypatch.setattr(i18n, "resource", lambda *parts: broken)
    with caplog.at_level(logging.WARNING):
        language.set_language("zh_CN")
    assert translate("Widget", "Run") == "Run"
    assert "broken.qm" in caplog.text


def test_a_translation_stays_where_its_file_is_overwritten(language, with_translations):
    language.set_language("zh_CN")
    (file,) = i18n.resource("translations").glob("*_zh_CN.qm")
    size = file.stat().st_size
    with file.open("r+b") as overwritten:  # as long as it was: what is mapped can still be read
        overwritten.write(bytes(size))
    assert translate("Widget", "Run") == "运行"


class _Base(Retranslating, QWidget):
    def __init__(self):
        super().__init__()
        self.text = QLabel(self)
        self.times = 0
        self.finish_setup()

    def retranslate(self):
        self.times += 1
        self.text.setText(translate("Widget", "Run"))


class _Derived(_Base):
    """Has the texts of its base, though it is another class."""


def test_widgets_retranslate_themselves(language, with_translations, qtbot):
    outer = QWidget()
    qtbot.addWidget(outer)
    widgets = [_Base(), _Derived()]
    for widget in widgets:
        widget.setParent(outer)
    language.set_language("zh_CN")
    qtbot.waitUntil(lambda: all(widget.text.text() == "运行" for widget in widgets))
    language.set_language("en")
    qtbot.waitUntil(lambda: all(widget.text.text() == "Run" for widget in widgets))


def test_changes_before_the_parts_exist_are_ignored(qtbot):
    class Early(Retranslating, QWidget):
        def __init__(self):
            super().__init__()
            QApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))
            QApplication.sendEvent(self, QEvent(QEvent.Type.PaletteChange))
            self.parts = []
            self.finish_setup()

        def retranslate(self):
            self.parts.append("text")

        def restyle(self):
            self.parts.append("colour")

    widget = Early()
    qtbot.addWidget(widget)
    assert widget.parts == ["text", "colour"]
    QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert widget.parts == ["text", "colour", "text"]


def test_numbers_are_written_unambiguously_in_every_language(language, with_translations):
    for code in LANGUAGES:
        language.set_language(code)
        assert QLocale().toString(1234567.5, "f", 1) == "1234567.5"
        number, understood = QLocale().toDouble("1.5")
        assert (number, understood) == (1.5, True)
        assert not QLocale().toDouble("1,234")[1]


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (["zh-Hans-CN", "zh-CN", "zh"], "zh_CN"),
        (["zh-TW"], "zh_CN"),
        (["zh_CN"], "zh_CN"),
        (["en-GB", "zh-CN"], "en"),
        (["fr-FR", "zh-CN", "en"], "zh_CN"),
        (["fr-FR"], "en"),
        ([], "en"),
    ],
)
def test_system_language(monkeypatch, wanted, spoken):
    class Locale:
        def uiLanguages(self):
            return wanted

    monkeypatch.setattr(QLocale, "system", lambda: Locale())
    assert system_language() == spoken


def test_language_belongs_to_the_application(qapp):
    assert isinstance(Language(qapp), QObject)
    assert set(LANGUAGES) == {"en", "zh_CN"}


# --- collecting and checking ------------------------------------------------------------------


def test_update_collects_every_text_without_places(project, capsys):
    ts = project / TS_PATH
    assert script.main(["--root", str(project)]) == 0
    found = {(entry.context, entry.source): entry for entry in script.entries(ts)}
    assert set(found) == {
        ("Widget", "Run"),
        ("Widget", "A text of two lines – η"),
        ("Widget", "&File"),
        ("core", "loss {value}"),
        ("core", "one"),
        ("core", 'an "other" text'),
    }
    assert {entry.state for entry in found.values()} == {"unfinished"}
    assert "location" not in ts.read_text(encoding="utf-8")
    assert str(project) not in ts.read_text(encoding="utf-8")
    assert "6 problems" in capsys.readouterr().out


def test_update_is_repeatable(translated):
    ts = translated / TS_PATH
    before = ts.read_bytes(), ts.with_suffix(".qm").read_bytes()
    assert script.main(["--root", str(translated)]) == 0
    assert (ts.read_bytes(), ts.with_suffix(".qm").read_bytes()) == before


def test_check_is_content_with_what_is_complete(translated, capsys):
    ts = translated / TS_PATH
    before = ts.read_bytes()
    assert script.main(["--check", "--root", str(translated)]) == 0
    assert ts.read_bytes() == before
    assert "no problems" in capsys.readouterr().out


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("where", "old", "new", "complaint"),
    [
        ("source", '"Run"', '"Run now"', "not in lossstudio_zh_CN.ts: Widget: 'Run now'"),
        ("source", '"Run"', '"Run now"', "obsolete: Widget: 'Run'"),
        (
            "ts",
            "<translation>运行",
            '<translation type="unfinished">运行',
            "unfinished: Widget: 'Run'",
        ),
        ("ts", "<translation>运行", "<translation>", "unfinished: Widget: 'Run'"),
        ("ts", "损失 {value}", "损失 {values}", "other fields in braces than the source: core"),
        (
            "ts",
            "文件(&amp;F)",
            "文件",
            "keyboard mnemonic (&) missing or too many: Widget: '&File'",
        ),
        ("ts", "运行", "跑", "lossstudio_zh_CN.qm says something else: Widget: 'Run'"),
    ],
)
def test_check_finds(translated, capsys, where, old, new, complaint):
    ts = translated / TS_PATH
    edit(ts if where == "ts" else translated / "lossstudio" / "widget.py", old, new)
    assert script.main(["--check", "--root", str(translated)]) == 1
    assert complaint in capsys.readouterr().out


def test_check_finds_a_missing_qm(translated, capsys):
    ts = translated / TS_PATH
    ts.with_suffix(".qm").unlink()
    assert script.main(["--check", "--root", str(translated)]) == 1
    assert "lossstudio_zh_CN.qm: missing or unreadable" in capsys.readouterr().out


def test_check_finds_that_there_is_nothing_to_check(project):
    ts = project / TS_PATH
    ts.unlink()
    assert script.main(["--check", "--root", str(project)]) == 1


def test_the_script_runs_as_a_command(project):
    command = [sys.executable, str(ROOT / "packaging" / "translations.py")]
    done = subprocess.run([*command, "--root", str(project), "--check"], capture_output=True)
    assert done.returncode == 1, done.stderr


def marked_texts():
    """(context, text, file) of every marked text, found by Python's own parser."""
    for path in sorted((ROOT / "lossstudio").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("translate", "QT_TRANSLATE_NOOP") and len(node.args) >= 2:
                context, text = node.args[:2]
                if isinstance(text, ast.Constant):
                    yield ast.literal_eval(context), text.value, path.name


def test_lupdate_finds_every_text_that_pythons_parser_finds(tmp_path):
    ts = tmp_path / "lossstudio_zh_CN.ts"
    ts.write_text(TS, encoding="utf-8")
    script.collect(ROOT, ts, keep_obsolete=False)
    found = {(entry.context, entry.source) for entry in script.entries(ts)}
    marked = {(context, text) for context, text, _ in marked_texts()}
    assert len(marked) > 20
    assert found == marked


def test_texts_are_marked_in_their_context():
    """Below the window everything is in "core"; texts are literals, or lupdate cannot see them."""
    for path in sorted((ROOT / "lossstudio").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QT_TRANSLATE_NOOP":
                context, text = node.args
                assert isinstance(text, ast.Constant), f"{path.name}:{node.lineno}"
                assert ast.literal_eval(context) == "core", f"{path.name}:{node.lineno}"


def test_the_projects_translations_can_be_loaded(qapp):
    committed = ROOT / TS_PATH
    assert QTranslator().load(str(committed.with_suffix(".qm")))
    assert all(entry.context and entry.source for entry in script.entries(committed))


def test_no_line_ends_within_a_limit():
    assert i18n.unbroken("0.9（= 2/λmax）") == "0.9（=\u00a02/\u2060λmax）"
