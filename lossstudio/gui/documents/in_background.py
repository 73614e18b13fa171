"""What the document asks of files and scenarios in a pool thread."""

from pathlib import Path

from lossstudio.core.text import InputError
from lossstudio.engine.runs.experiment import Experiment
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.engine.scenarios.scenario_file import load_scenario
from lossstudio.gui.state.field_words import in_words

Stamp = tuple[int, int]
"""When a file was written, and its size."""
NO_FILE: Stamp = (0, 0)


def built(scenario: Scenario) -> Scenario:
    """`scenario`, if its runs can be built: else the one before would stay under its file's name,
    and be saved over it. For a pool thread."""
    try:
        Experiment(scenario)
    except InputError as error:
        message = in_words(error.message, scenario)
        raise InputError(message.template, **message.values) from error
    return scenario


def stamp_of(path: Path | None) -> Stamp:
    """The stamp of the file as it is now; `NO_FILE` where there is none."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        return NO_FILE
    return (found.st_mtime_ns, found.st_size) if found is not None else NO_FILE


def is_another(path: Path, known: Stamp, saved: Scenario | None) -> bool:
    """There is a file that is not the one of stamp `known`, in which `saved` stands. A copy of the
    same, as a synchronised folder makes it, is no other. For a pool thread."""
    if stamp_of(path) in (known, NO_FILE):
        return False
    if known == NO_FILE or saved is None:
        return True
    try:
        return load_scenario(path) != saved
    except InputError:
        return True
