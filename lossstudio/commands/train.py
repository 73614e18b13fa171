"""``lossstudio train``: a run without a window."""

import argparse
import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from lossstudio.commands.shared import (
    DONE,
    Parser,
    add_scenario,
    chosen_scenario,
    output_file,
    print_json,
)

LONGEST = 200
"""Characters of parameters in the summary for people; more are only counted."""


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="lossstudio train",
        description="Train the runs of a scenario and report where they ended.",
    )
    add_scenario(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument(
        "--history", metavar="FILE.csv", type=Path, help="write the losses of every step"
    )
    parser.add_argument(
        "--predictions",
        metavar="FILE.csv",
        type=Path,
        help="write each row with its set, target, prediction and loss",
    )
    return parser


def run(arguments: Sequence[str]) -> int:
    """Train a scenario and report; returns the exit status."""
    options = _parser().parse_args(arguments)
    from lossstudio.engine.runs.experiment import Experiment
    from lossstudio.engine.runs.results import results

    scenario = chosen_scenario(options)
    with output_file("--predictions", options.predictions) as predictions:
        with output_file("--history", options.history) as history:
            experiment = Experiment(scenario)
            if history is None:
                _run(experiment, None)
            else:
                text = io.TextIOWrapper(history, encoding="utf-8", newline="")
                _run(experiment, text)
                text.detach()  # writes what it holds; the file is still to be completed
        if predictions is not None:
            predictions.write(_predictions(experiment))
    result = results(experiment)
    if options.json:
        print_json(result)
    else:
        _print_summary(result)
    return DONE


def _run(experiment: Any, history: TextIO | None) -> None:
    """Train to the scenario's last step, with progress, and write every step to `history`."""
    from lossstudio.headless_run import train

    steps = experiment.scenario.steps
    rows = csv.writer(history, lineterminator="\n") if history else None
    if rows:
        from lossstudio.engine.training.history import CURVES

        names = experiment.scenario.run_names()
        curves = CURVES[: len(_recorded(experiment.trainers[0]))]
        rows.writerow(["step", *(f"{name} {curve}" for name in names for curve in curves)])
        rows.writerow(_history_row(experiment))
    for done in train(experiment, steps, one_by_one=rows is not None):
        if rows and done:
            rows.writerow(_history_row(experiment))


def _history_row(experiment: Any) -> list[object]:
    """One row of the CSV; a run that has stopped, and a test set that is not there, are empty."""
    row: list[object] = [experiment.step]
    for trainer in experiment.trainers:
        is_here = trainer.step == experiment.step
        values = _recorded(trainer)
        row.extend(repr(value) if is_here and value == value else "" for value in values)
    return row


def _recorded(trainer: Any) -> tuple[float, ...]:
    recorded: tuple[float, ...] = trainer.objective.recorded(trainer.losses)
    return recorded


def _predictions(experiment: Any) -> bytes:
    """The table of what the runs predict where they have ended."""
    from lossstudio.engine.files.table_file import table
    from lossstudio.engine.measuring.predictions import prediction_columns

    trainers = experiment.trainers
    return table(
        prediction_columns(
            [trainer.objective for trainer in trainers],
            [trainer.theta for trainer in trainers],
            experiment.scenario.run_names(),
        )
    )


def _print_summary(result: dict[str, Any]) -> None:
    if "classes" in result:
        positive = result["positive_class"]
        which = "" if positive is None else f"; the positive one is {positive}"
        print(f"classes: {', '.join(result['classes'])}{which}")
    if left_out := result.get("rows_left_out"):
        lines = ", ".join([*map(str, left_out[:10]), *(["…"] if len(left_out) > 10 else [])])
        print(f"rows left out because a value is missing: {len(left_out)} (lines {lines})")
    for run in result["runs"]:
        print(f"{run['name']}: step {run['step']}, {run['status'].replace('_', ' ')}")
        print(f"  {run['reason']}")
        for name, values in run["parameters"].items():
            text = str(values)
            if len(text) > LONGEST:
                text = f"{text.count(',') + 1} numbers (--json lists them)"
            print(f"  {name} = {text}")
        has_validation = run["validation_loss"] is not None
        parts = ["train", *(["validation"] if has_validation else []), "test"]
        losses = (_part_loss(part, run[f"{part}_loss"]) for part in parts)
        print(f"  {run['loss']} loss: {', '.join(losses)}")
        if has_validation:
            lowest = run["lowest_validation"]
            print(f"  lowest validation loss at step {lowest['step']}: {lowest['loss']:.8g}")
        for part in parts:
            figures, beside = run["metrics"][part], run["baseline"][part]
            shown = ", ".join(
                f"{name} {'–' if value is None else value}"
                + (f" (baseline {beside[name]})" if beside.get(name) is not None else "")
                for name, value in figures.items()
            )
            print(f"  {part}: {shown}")


def _part_loss(part: str, loss: float | None) -> str:
    return f"{part} –" if loss is None else f"{part} {loss:.8g}"
