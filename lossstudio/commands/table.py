"""``lossstudio table``: how a table is understood, and what would be chosen of it."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lossstudio.commands.shared import DONE, Parser, print_json

if TYPE_CHECKING:
    from lossstudio.core.datasets.tables.columns import Columns
    from lossstudio.engine.table_proposal.proposal import Proposal

_LISTED = 10
"""Rows that are listed for people; all of them stand in the JSON."""
_SIGNS = {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    "|": "vertical bars",
    " ": "blanks",
    "，": "full-width commas",
    "；": "full-width semicolons",
}


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="lossstudio table",
        description="Say how a table is read, and which columns would be inputs and target.",
    )
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="a table: .csv, .tsv, .txt, .data, .dat or .xlsx"
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    return parser


def run(arguments: Sequence[str]) -> int:
    """Say what a table is; returns the exit status."""
    options = _parser().parse_args(arguments)
    from lossstudio.core.datasets.tables.reader import read_columns
    from lossstudio.core.datasets.tables.source import Source
    from lossstudio.engine.table_proposal.proposal import propose

    columns = read_columns(Source(options.file))
    proposal = propose(columns)
    if options.json:
        print_json(_as_json(columns, proposal))
    else:
        print("\n".join(_as_text(columns, proposal)))
    return DONE


def _as_json(columns: "Columns", proposal: "Proposal") -> dict[str, Any]:
    """What was understood, as JSON's own types."""
    reading = columns.reading
    left_out = proposal.rows_left_out(columns)
    return {
        "encoding": columns.encoding,
        "separator": reading.separator,
        "decimal": reading.decimal,
        "header_row": reading.header_row,
        "rows": proposal.rows,
        "rows_left_out": [{"line": row.line, "reason": str(row.reason)} for row in left_out],
        "columns": [
            {
                "name": column.name,
                "kind": str(column.kind),
                "unit": column.unit,
                "missing": column.missing,
                "role": str(column.role),
                "why": str(column.why),
            }
            for column in proposal.columns
        ],
        "task": None if proposal.task is None else str(proposal.task),
        "target": proposal.target,
        "inputs": list(proposal.inputs),
        "classes": list(proposal.classes),
        "positive_class": proposal.positive_class,
        "categories": proposal.categories,
        "standardize": proposal.standardize,
        "remarks": [
            {"text": str(remark.text), "lines": list(remark.lines)} for remark in proposal.remarks
        ],
        "problem": None if proposal.problem is None else str(proposal.problem),
    }


def _as_text(columns: "Columns", proposal: "Proposal") -> list[str]:
    """The same for people."""
    reading = columns.reading
    header = "no header" if reading.header_row is None else f"names in line {reading.header_row}"
    said = [
        f"encoding {columns.encoding}" if columns.encoding else "",
        f"cells separated by {_SIGNS[reading.separator]}" if reading.separator else "",
        "decimal comma" if reading.decimal == "," else "decimal point",
        header,
    ]
    lines = [", ".join(filter(None, said)), f"{proposal.rows} rows", ""]
    width = max((len(column.name) for column in proposal.columns), default=0)
    for column in proposal.columns:
        unit = f" in {column.unit}" if column.unit else ""
        missing = f", {column.missing} missing" if column.missing else ""
        role = "–" if column.role == "none" else str(column.role)
        lines.append(f"{role:<6}  {column.name:<{width}}  {column.kind}{unit}{missing}")
        lines.append(f"{'':<6}  {'':<{width}}  {column.why}")
    lines.append("")
    if proposal.task is not None:
        lines.append(f"{proposal.task}: {proposal.target} from {', '.join(proposal.inputs)}")
    if proposal.classes:
        lines.append(f"classes: {', '.join(proposal.classes)}")
    if proposal.positive_class is not None:
        lines.append(f"positive class: {proposal.positive_class}")
    if proposal.why_standardize is not None:
        lines.append(str(proposal.why_standardize))
    lines += [str(remark.text) for remark in proposal.remarks]
    left_out = proposal.rows_left_out(columns)
    lines += [f"left out, line {row.line}: {row.reason}" for row in left_out[:_LISTED]]
    if len(left_out) > _LISTED:
        lines.append(f"left out: {len(left_out) - _LISTED} more rows (--json lists them)")
    if proposal.problem is not None:
        lines.append(f"problem: {proposal.problem}")
    return lines
