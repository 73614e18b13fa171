"""Ctrl+C ends a command, whenever it comes and however the program was started.

Python turns it into a `KeyboardInterrupt`, and that can be lost: one that is raised in a finaliser
or a weak reference's callback is only printed, an extension that is being imported makes another
error of it or crashes (msgspec 0.23), and a program that a script starts in the background has it
ignored from the start. So it is noted as well, and long work asks now and then; while something is
imported, it is noted alone.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_asked = threading.Event()


def was_asked_to_stop() -> bool:
    """Whether Ctrl+C came since `listening` began."""
    return _asked.is_set()


def stop_if_asked() -> None:
    """Raise the `KeyboardInterrupt` that may have been lost. For loops that take long."""
    if _asked.is_set():
        raise KeyboardInterrupt


@contextmanager
def listening() -> Iterator[None]:
    """Within it, Ctrl+C is noted and raised; in another thread than the main one, as before."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGINT) is _note:
        yield
        return
    _asked.clear()
    before = signal.signal(signal.SIGINT, _note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        _asked.clear()


def _note(number: int, frame: FrameType | None) -> None:
    _asked.set()
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return
        frame = frame.f_back
    raise KeyboardInterrupt
