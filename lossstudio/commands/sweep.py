"""``lossstudio sweep``: a scenario trained once for each value of a setting."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lossstudio.commands.picture_options import add_picture, check_suffix, picture_size
from lossstudio.commands.shared import (
    DONE,
    Parser,
    add_scenario,
    chosen_scenario,
    output_file,
    print_json,
)

TABLE = ".csv"
PICTURES = (".png", ".svg")
SIZE = (800, 600)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="lossstudio sweep",
        description="Train the runs of a scenario once for each value of a setting, and report "
        "where they ended.",
    )
    add_scenario(parser)
    parser.add_argument(
        "--over",
        metavar="PATH=FROM..TO[:COUNT][:log]",
        required=True,
        help="the setting and its values, such as data.noise=0..1:11 or "
        "runs.0.learning_rate=0.001..1:7:log; runs.* sets it in every run",
    )
    parser.add_argument(
        "--metric",
        metavar="NAME",
        help="a figure by its name in the JSON of `train`, such as train_loss or test.accuracy "
        "(default: test_loss)",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help="a .csv of the numbers, or a .png or .svg of them"
    )
    add_picture(parser, f"{SIZE[0]}x{SIZE[1]}")
    return parser


def run(arguments: Sequence[str]) -> int:
    """Train a scenario again and again, and report; returns the exit status."""
    options = _parser().parse_args(arguments)
    suffix = ""
    if options.out is not None:
        suffix = options.out.suffix.lower()
        check_suffix(str(options.out), suffix, (TABLE, *PICTURES))
    size, scale = picture_size(options, SIZE, suffix)

    from lossstudio.engine.sweep.metrics import USUAL, all_diverged, check_metric, summary
    from lossstudio.engine.sweep.training import plan_of
    from lossstudio.engine.sweep.values import read_range
    from lossstudio.headless_run import sweep_to_end

    path, values = read_range(options.over)
    plan = plan_of(chosen_scenario(options), path, values)
    metric = check_metric(plan, USUAL if options.metric is None else options.metric)
    with output_file("--out", options.out) as file:
        points = sweep_to_end(plan)
        result = summary(plan, points, metric)
        remarks: list[str] = []
        if file is not None and suffix == TABLE:
            file.write(_table(result))
        elif file is not None:
            from lossstudio.gui.figures.sweep_picture import draw_sweep

            remarks = draw_sweep(
                (plan, points),
                values.is_log,
                metric,
                file,
                suffix=suffix,
                size=size,
                scale=scale,
                theme=options.theme,
                language=options.language,
            )
    if options.json:
        print_json(result)
    else:
        _print_table(result)
    if all_diverged(points):
        remarks.append(
            f"every run diverges with every value of {path}; a smaller learning rate may help"
        )
    elif all(value is None for run in result["runs"] for value in run["metric"]):
        remarks.append(f"{metric} has no value in any run")
    for remark in remarks:
        print("lossstudio:", remark, file=sys.stderr)
    return DONE


def _table(result: dict[str, Any]) -> bytes:
    """The result as columns: the values, and each run's figure and status."""
    from lossstudio.engine.files.table_file import table

    columns = {result["path"]: result["values"]}
    for run in result["runs"]:
        columns[f"{run['name']} {result['metric']}"] = run["metric"]
        columns[f"{run['name']} status"] = run["status"]
    return table(columns)


def _print_table(result: dict[str, Any]) -> None:
    header = [result["path"]]
    rows = [[f"{value:.8g}"] for value in result["values"]]
    for run in result["runs"]:
        header += [f"{run['name']}: {result['metric']}", "status"]
        for row, value, status in zip(rows, run["metric"], run["status"], strict=True):
            row += ["–" if value is None else f"{value:.8g}", status.replace("_", " ")]
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    for line in (header, *rows):
        cells = (text.ljust(width) for text, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())
