"""When garbage is collected, and that freed memory goes back to the system."""

import gc
import sys
from ctypes import CDLL

import pytest

from lossstudio.gui.training import garbage
from lossstudio.gui.training.garbage import GarbageCollector


@pytest.fixture
def collector(qapp):
    collector = GarbageCollector(qapp)
    yield collector
    collector.stop()
    collector.deleteLater()


@pytest.fixture
def done(monkeypatch):
    """What has been collected and returned, in order."""
    done = []
    monkeypatch.setattr(gc, "collect", lambda generation=2: done.append(generation))
    monkeypatch.setattr(garbage, "return_freed_memory", lambda: done.append("memory"))
    return done


@pytest.mark.parametrize(
    ("counts", "collected"), [((0, 0, 0), []), ((701, 0, 0), [0]), ((701, 11, 0), [1])]
)
def test_young_garbage_is_collected_by_itself(collector, done, monkeypatch, counts, collected):
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "get_count", lambda: counts)
    collector.collect()
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 0))
    collector.collect()
    assert done == collected


def test_memory_is_returned_at_the_look_after_everything_has_been_collected(
    collector, done, monkeypatch
):
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "get_count", lambda: (701, 11, 11))
    collector.collect()
    assert done == [2]
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 0))
    for _ in range(3):
        collector.collect()
    assert done == [2, "memory"]


def test_collecting_all_returns_memory_at_once(collector, done):
    collector.collect_all()
    assert done == [2, "memory"]


def test_the_c_library_is_asked_where_it_keeps_memory(monkeypatch):
    has_it = sys.platform == "linux" and hasattr(CDLL(None), "malloc_trim")
    garbage._malloc_trim.cache_clear()
    assert (garbage._malloc_trim() is not None) == has_it
    asked = []
    monkeypatch.setattr(garbage, "_malloc_trim", lambda: asked.append)
    garbage.return_freed_memory()
    assert asked == [0]
    monkeypatch.setattr(garbage, "_malloc_trim", lambda: None)
    garbage.return_freed_memory()
