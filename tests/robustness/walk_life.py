"""One life of the program under a walk: from its start to its end, in a process of its own.

The program is started by `run_window` as a person starts it, so that its end is tried as well. The
walk hangs on to the window when it is made and acts from a timer in the program's own event loop,
so that what is deleted later goes when it goes there.
"""

import faulthandler
import gc
import json
import logging
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QObject,
    QPoint,
    QStandardPaths,
    Qt,
    QThread,
    QTimer,
    Slot,
)
from PySide6.QtGui import QAction, QDesktopServices, QPixmapCache
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from walk_actions import QUIT, Action, Chooser, Places, answer, menu_texts, point_in
from walk_input import is_there, modifiers_of, press_key, scroll, type_text
from walk_pools import TABLE
from walk_process import Findings, Nowhere, anonymous, fail, limit_memory, resident

import lossstudio.gui.app as program
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.scenarios.scenario_file import save_scenario
from lossstudio.gui.main_window import MainWindow
from lossstudio.gui.training.garbage import GarbageCollector

LONGEST = 1.0
"""Seconds of its own time for which the window's thread may be away from its event loop."""
STUCK = 120.0
"""Seconds after which an action is stuck: the process says where, and ends."""
LOOK = 500
"""Actions between two looks at the memory."""
_ADDRESSES = 3000
"""MB of addresses that a process has beside the memory that it takes."""
_SETTLED = 4
"""Turns of the event loop between two things that come to rest."""
_REST = 40
"""Turns of the event loop before a look, in which what was asked for comes to its end."""


class Walk(QObject):
    """Acts on `window` until `actions` are used up, then closes it."""

    def __init__(
        self, window: MainWindow, actions: Iterator[Action] | None, options: Any, note: Any
    ) -> None:
        super().__init__(window)
        self._window = window
        self._places = Places(window)
        self._options = options
        self._note = note
        self._given = actions
        self._chooser: Chooser | None = None
        self._rng = random.Random(f"{options.seed} {options.first}")
        self._number = options.first
        self._wait = 20
        self._closing = 0
        self._look_due = False
        self._answer = 0
        self._below: QWidget | None = None
        self._resting: list[Callable[[], object]] = []
        self._acting: Action | None = None
        self._held: tuple[Any, QPoint] | None = None
        self._begun = time.thread_time()
        self.longest = 0.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)
        self._timer.start(0)
        self._answers = QTimer(self, interval=0)
        self._answers.timeout.connect(self._give_answer)

    # -- turns ------------------------------------------------------------------------------------

    @Slot()
    def _turn(self) -> None:
        self._account()
        if QThread.currentThread().loopLevel() > 1:
            self._answer_inner_loop()
            return
        self._wait -= 1
        if self._wait > 0:
            return
        self._check_memory()
        if self._resting:
            self._resting.pop(0)()
            self._wait = _SETTLED
            self._look_due = not self._resting
            if self._look_due:
                self._wait = _REST
            return
        if self._closing:
            self._close()
            return
        if self._look_due:
            self._look_due = False
            self._look()
            self._begun = time.thread_time()
        action = self._next()
        if action is None:
            self._closing = 1
            self._wait = 2
            return
        self._wait = action["turns"]
        self._note({"n": self._number, **action})
        self._number += 1
        self._acting, self._answer = action, action["answer"]
        faulthandler.dump_traceback_later(STUCK, exit=True)
        if action["do"] == "rest":
            self._resting = self._rest()
        else:
            self._below = QApplication.activeModalWidget()
            self._answers.start()
            self._perform(action)
            self._answers.stop()
            self._account()

    def _next(self) -> Action | None:
        if self._given is not None:
            return next(self._given, None)
        if self._number >= self._options.last:
            return None
        if self._number % LOOK == 0:
            return {"do": "rest", "turns": _REST, "answer": 0}
        if self._chooser is None:
            self._chooser = Chooser(self._rng, self._places)
        return self._chooser.draw(self._held is not None)

    def _account(self) -> None:
        """Note how long the window's thread was away from its event loop.

        Called after each event too: a person's come one by one from that loop.
        """
        took, self._begun = time.thread_time() - self._begun, time.thread_time()
        self.longest = max(self.longest, took)
        if took > LONGEST:
            self._note({"hang": round(took, 2), "of": self._acting})

    def _check_memory(self) -> None:
        if self._acting is not None:
            self._acting = None
            if resident() > self._options.memory:
                self._note({"found": "MEMORY", "text": f"{resident():.0f} MB"})
                os._exit(3)

    @Slot()
    def _give_answer(self) -> None:
        if QThread.currentThread().loopLevel() > 1:
            self._answer_inner_loop()

    def _answer_inner_loop(self) -> None:
        """A dialog or menu runs an event loop inside of an action: it is answered, not walked."""
        self._account()
        self._answer += 1
        answer(self._answer, str(self._options.folder), self._below)

    # -- an action --------------------------------------------------------------------------------

    def _perform(self, action: Action) -> None:
        kind = action["do"]
        if kind in ("click", "drag", "press", "wheel", "hover", "type"):
            widget = self._places.find(action["at"])
            if widget is None:
                return
            point, handle = point_in(widget, action["place"]), widget.window().windowHandle()
            held = modifiers_of(action.get("with", []))
            if handle is None:
                return
            if kind == "click":
                self._click(handle, point, action, held)
            elif kind == "drag":
                self._drag(handle, point, action, held)
            elif kind == "press":
                QTest.mouseMove(handle, pos=point)
                if is_there(handle):
                    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=point)
                    self._held = handle, point
                    self._move(action["by"])
            elif kind == "wheel":
                scroll(handle, point, action["notches"], held)
            elif kind == "hover":
                QTest.mouseMove(handle, pos=point)
            else:
                self._type(handle, point, action)
        elif kind in ("move", "release"):
            self._move(action["by"])
            if kind == "release":
                self._release()
        elif kind == "key":
            for keys in action["keys"]:
                press_key(keys, self._window.windowHandle())
                self._account()
        elif kind == "menu":
            entry = menu_texts(self._window).get(action["entry"])
            if entry is not None:
                entry.trigger()
        elif kind == "resize":
            self._resize(action)
        elif kind == "fail":
            fail(action["how"])
        elif kind == "open":
            found = sorted(self._options.folder.glob("*.lossstudio"))
            self._window.document.open_file(found[action["which"] % len(found)])

    def _click(self, handle: Any, point: QPoint, action: Action, held: Any) -> None:
        button = Qt.MouseButton.LeftButton if action["button"] == 1 else Qt.MouseButton.RightButton
        QTest.mouseMove(handle, pos=point)
        for _ in range(action["times"]):
            # Not `mouseClick`, which would release the button in what its press has closed.
            if is_there(handle) and handle.isVisible():
                QTest.mousePress(handle, button, held, point)
            if is_there(handle):
                QTest.mouseRelease(handle, button, held, point)
            self._account()

    def _drag(self, handle: Any, point: QPoint, action: Action, held: Any) -> None:
        left = Qt.MouseButton.LeftButton
        QTest.mouseMove(handle, pos=point)
        if not is_there(handle):
            return
        QTest.mousePress(handle, left, held, point)
        self._account()
        for at, (right, down) in enumerate(action["way"]):
            if not is_there(handle):
                return
            QTest.mouseMove(handle, pos=point + QPoint(right, down))
            self._account()
            if at == 0 and action["key"]:
                press_key(action["key"], None)
                self._account()
        if is_there(handle):
            end = action["way"][-1]
            QTest.mouseRelease(handle, left, held, point + QPoint(*end))

    def _move(self, by: list[int]) -> None:
        if self._held is not None and is_there(self._held[0]):
            handle, point = self._held
            self._held = handle, point + QPoint(*by)
            QTest.mouseMove(handle, pos=self._held[1])

    def _release(self) -> None:
        if self._held is not None and is_there(self._held[0]):
            QTest.mouseRelease(self._held[0], Qt.MouseButton.LeftButton, pos=self._held[1])
        self._held = None

    def _type(self, handle: Any, point: QPoint, action: Action) -> None:
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=point)
        if is_there(handle):
            QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=point)
        press_key("Ctrl+A", None)
        type_text(action["text"], None, self._account)
        if action["end"]:
            press_key(action["end"], None)

    def _resize(self, action: Action) -> None:
        window, how = self._window, action["how"]
        if how == "size":
            window.resize(*action["size"])
        else:
            {"maximized": window.showMaximized, "normal": window.showNormal}.get(
                how, window.showMinimized
            )()
            if how == "minimized":
                window.showNormal()

    # -- memory -----------------------------------------------------------------------------------

    def _rest(self) -> list[Callable[[], object]]:
        """What comes to the same place each time, one thing after the other: nothing open beside
        the window, the first scenario."""
        window = self._window
        return [
            self._release,
            self._close_others,
            window.presentation.end,
            lambda: window.controller.play(False),
            window.showNormal,
            lambda: window.resize(1366, 768),
            self._begin_anew,
            # Up to its limit it holds whatever was painted last: some MB more or less each time.
            QPixmapCache.clear,
        ]

    def _begin_anew(self) -> None:
        self._window.document.path = None
        self._window.document.open_default()

    def _close_others(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
            if popup is QApplication.activePopupWidget():
                break
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget.isModal():
                widget.close()

    def _look(self) -> None:
        app = QApplication.instance()
        assert app is not None
        app.findChild(GarbageCollector).collect_all()
        self._note(
            {
                "at": self._number,
                "MB": round(resident(), 1),
                "own": round(anonymous(), 1),
                "widgets": len(QApplication.allWidgets()),
                "kinds": Counter(type(widget).__name__ for widget in QApplication.allWidgets()),
                "wrappers": len(shiboken6.getAllValidWrappers()),
                # Not `gc.get_objects`: it holds tuples that the worker's thread is still making.
                "blocks": sys.getallocatedblocks(),
                "longest": round(self.longest, 2),
            }
        )

    # -- the end ----------------------------------------------------------------------------------

    def _close(self) -> None:
        """Close the window as a person does; where it asks about changes, they are given up."""
        self._closing += 1
        self._wait = 3
        self._release()
        modal = QApplication.activeModalWidget()
        if self._closing > 100:
            self._note({"found": "STAYS", "text": f"the window does not close: {modal}"})
            os._exit(4)
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        if isinstance(modal, QMessageBox) and modal.button(QMessageBox.StandardButton.Discard):
            modal.button(QMessageBox.StandardButton.Discard).click()
        elif modal is not None:
            modal.close()
        else:
            # Without a screen, Qt keeps what was copied until Python is gone, and crashes then.
            QApplication.clipboard().clear()
            self._window.close()


def live(options: Any, given: list[Action] | None) -> int:
    """Run the program once, with a walk through it; returns its exit status."""
    folder: Path = options.folder
    os.chdir(folder)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(folder)
    QStandardPaths.setTestModeEnabled(False)
    (folder / "walk.csv").write_text(TABLE, encoding="utf-8")
    save_scenario(Scenario(), folder / "walk.lossstudio")
    limit_memory(options.memory + _ADDRESSES)
    log = options.log.open("a", encoding="utf-8", buffering=1)

    def note(entry: dict[str, Any]) -> None:
        log.write(json.dumps(entry) + "\n")

    findings = Findings(note)
    logging.getLogger().addHandler(findings)
    make = program.make_window
    nowhere = Nowhere()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)

    def make_and_walk(*arguments: Any, **named: Any) -> MainWindow:
        window = make(*arguments, **named)
        for scheme in ("http", "https", "file"):
            QDesktopServices.setUrlHandler(scheme, nowhere, "take")
        # Without a screen Qt keeps what was copied until Python has ended, and crashes then.
        app = QApplication.instance()
        app.aboutToQuit.connect(lambda: app.clipboard().clear())
        for action in window.findChildren(QAction):
            if action.shortcut() == QUIT and not options.life:
                action.setEnabled(False)
        faulthandler.enable()  # the program's log would take it; here the parent reads it
        Walk(window, iter(given) if given is not None else None, options, note)
        return window

    program.make_window = make_and_walk
    gc.disable()
    status = program.run_window(language=options.language)
    faulthandler.cancel_dump_traceback_later()
    note({"status": status})
    return status or (0 if findings.is_clean else 2)
