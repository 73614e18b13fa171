"""The command line. Loads no Qt but to open the window."""

import argparse
import contextlib
import csv
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn, TextIO

import msgspec

from lossstudio import __version__
from lossstudio.core.text import InputError

DONE, UNEXPECTED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

LONGEST = 200
"""Characters of parameters in the summary for people; more are only counted."""

CHUNK = 2000
"""Steps between two looks at the clock for the progress bar."""


class _Parser(argparse.ArgumentParser):
    """Errors in one line, as all of this program's messages."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with `arguments` (by default the command line's); returns the exit status."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # some terminals cannot show η; that is no error
            stream.reconfigure(errors="replace")
    try:
        try:
            if arguments[:1] == ["train"]:
                return _train(_train_parser().parse_args(arguments[1:]))
            if arguments[:1] == ["list"]:
                return _list(_list_parser().parse_args(arguments[1:]))
            return _window(_window_parser().parse_args(arguments))
        finally:
            if sys.stdout is not None:  # a program without a console has none
                sys.stdout.flush()
    except InputError as error:
        print("lossstudio:", " ".join(str(error).split()), file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("lossstudio: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has closed it, as `head` does
        _drop_output()
        return UNEXPECTED
    except OSError as error:  # a full disk, a broken installation
        _drop_output()
        print(f"lossstudio: {error}", file=sys.stderr)
        return UNEXPECTED


def _drop_output() -> None:
    """Send what is still to be written nowhere: Python would complain of it again at exit."""
    with contextlib.suppress(OSError):  # not every stream is a file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_json(value: object) -> None:
    """Print `value` as JSON, which is UTF-8 whatever the terminal's encoding."""
    if sys.stdout is not None:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


# -- lossstudio [FILE] ---------------------------------------------------------------------------


def _window_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="lossstudio",
        description="See what a loss function is and what it does to learning.",
        epilog="Without a window: `lossstudio train --help`, `lossstudio list --help`.",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a scenario (*.lossstudio) to open")
    parser.add_argument("--language", choices=("en", "zh_CN"), help="the window's language")
    parser.add_argument("--theme", choices=("system", "light", "dark"), help="the window's colours")
    parser.add_argument("--version", action="version", version=f"LossStudio {__version__}")
    return parser


def _window(options: argparse.Namespace) -> int:
    from lossstudio.display import has_display

    if not has_display():
        print(
            "lossstudio: there is no display to open a window on; without one, use "
            "`lossstudio train SCENARIO` or `lossstudio list presets`",
            file=sys.stderr,
        )
        return BAD_INPUT
    from lossstudio.gui.app import run_window

    return run_window(options.file, language=options.language, theme=options.theme)


# -- lossstudio train ----------------------------------------------------------------------------


def _train_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="lossstudio train",
        description="Train the runs of a scenario and report where they ended.",
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="a preset's name, or a file")
    parser.add_argument("--steps", metavar="N", help="how many steps, instead of the scenario's")
    parser.add_argument(
        "--set",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        dest="assignments",
        help="change a field, such as data.noise=0.3 or runs.0.loss=huber; may be repeated",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument(
        "--history", metavar="FILE.csv", type=Path, help="write the losses of every step"
    )
    return parser


def _train(options: argparse.Namespace) -> int:
    from lossstudio.engine.experiment import Experiment
    from lossstudio.engine.results import results
    from lossstudio.engine.scenario_file import find_scenario, parse_assignment, with_values

    scenario = find_scenario(options.scenario)
    assignments = [parse_assignment(text) for text in options.assignments]
    if options.steps is not None:
        assignments.append(parse_assignment(f"steps={options.steps}"))
    scenario = with_values(scenario, assignments)
    with _history_file(options.history) as history:
        experiment = Experiment(scenario)
        _run(experiment, history)
    result = results(experiment)
    if options.json:
        _print_json(result)
    else:
        _print_summary(result)
    return DONE


def _run(experiment: Any, history: TextIO | None) -> None:
    """Train to the scenario's last step, with progress, and write every step to `history`."""
    from tqdm import tqdm

    steps = experiment.scenario.steps
    rows = csv.writer(history, lineterminator="\n") if history else None
    if rows:
        names = experiment.scenario.run_names()
        curves = ("train_loss", "test_loss", "cost")
        rows.writerow(["step", *(f"{name} {curve}" for name in names for curve in curves)])
        rows.writerow(_history_row(experiment))
    with tqdm(total=steps, unit=" steps", file=sys.stderr, delay=0.5, leave=False) as progress:
        while experiment.step < steps and not experiment.is_stopped:
            done = experiment.advance(1 if rows else min(CHUNK, steps - experiment.step))
            if rows and done:
                rows.writerow(_history_row(experiment))
            progress.update(done)


def _history_row(experiment: Any) -> list[object]:
    """One row of the CSV; a run that has stopped, and a test set that is not there, are empty."""
    row: list[object] = [experiment.step]
    for trainer in experiment.trainers:
        is_here = trainer.step == experiment.step
        row.extend(repr(value) if is_here and value == value else "" for value in trainer.losses)
    return row


@contextlib.contextmanager
def _history_file(path: Path | None) -> Iterator[TextIO | None]:
    """A file to write to that takes the place of `path` only when it is whole."""
    if path is None:
        yield None
        return
    from lossstudio.engine.whole_file import whole_file

    try:
        with whole_file(path) as file:
            text = io.TextIOWrapper(file, encoding="utf-8", newline="")
            yield text
            text.detach()  # writes what it holds; the file is still to be completed
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> InputError:
    return InputError(
        "--history {path}: cannot be written ({reason})",
        path=str(path),
        reason=error.strerror or error,
    )


def _print_summary(result: dict[str, Any]) -> None:
    for run in result["runs"]:
        print(f"{run['name']}: step {run['step']}, {run['status'].replace('_', ' ')}")
        print(f"  {run['reason']}")
        for name, values in run["parameters"].items():
            text = str(values)
            if len(text) > LONGEST:
                text = f"{text.count(',') + 1} numbers (--json lists them)"
            print(f"  {name} = {text}")
        test = "–" if run["test_loss"] is None else f"{run['test_loss']:.8g}"
        print(f"  {run['loss']} loss: train {run['train_loss']:.8g}, test {test}")
        for part, figures in run["metrics"].items():
            shown = ", ".join(
                f"{name} {'–' if value is None else value}" for name, value in figures.items()
            )
            print(f"  {part}: {shown}")


# -- lossstudio list -----------------------------------------------------------------------------


def _list_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="lossstudio list", description="List what a scenario can name.")
    parser.add_argument(
        "what",
        choices=("losses", "models", "optimizers", "datasets", "presets"),
        metavar="WHAT",
        help="losses, models, optimizers, datasets or presets",
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    return parser


def _list(options: argparse.Namespace) -> int:
    from lossstudio.engine.catalogue import catalogue

    entries = catalogue(options.what)
    if options.json:
        _print_json(entries)
        return DONE
    width = max((len(entry["name"]) for entry in entries), default=0)
    for entry in entries:
        print(f"{entry['name']:<{width}}  {entry['label']}")
    return DONE
