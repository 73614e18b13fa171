"""The part of a script that makes the samples."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lossstudio.core.datasets import DATASETS, Dataset, Generator
from lossstudio.core.datasets.label_noise import relabelled
from lossstudio.core.tasks import Task
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, printable
from lossstudio.engine.scenarios.fields.field import Role
from lossstudio.engine.scenarios.fields.fields import fields_of
from lossstudio.engine.script.comments import Words
from lossstudio.engine.script.plan import Part, Plan
from lossstudio.engine.script.sources import Gathered, in_words, read, renamed
from lossstudio.engine.script.texts import array, listed, number
from lossstudio.engine.script.tidy import function
from lossstudio.engine.training.objective import Array

MOST_NUMBERS = 100_000
"""Data of a person's own with more numbers than this are not written out."""

_STREAMS = ("inputs", "noise", "outliers", "split", "labels")
"""The random streams of `Draws`, in the order that they are made in."""

_FEW = 30
"""Rows of the data that are changed one by one; where more change, the table is put together."""

_CHANGING = tuple(
    field.name for field in fields_of("data") if field.live and field.role is Role.DATA
)
"""The numbers of generated samples that may change on the way."""


@dataclass(frozen=True)
class DataCode:
    """Lines that make ``x`` (n, d), the targets as the losses take them, and ``n_train``.

    `fixed` stand at the top of the script; `first` follow there, or in a function where the data
    change on the way. `targets` is what the targets of each task are called; `call` of a part is
    the line that makes its samples, where they are generated and change.
    """

    fixed: list[str]
    first: list[str]
    targets: dict[Task, str]
    changes: bool
    call: Callable[[Part], str] | None

    def change(self, before: Part, part: Part) -> list[str]:
        """The lines that turn the samples of `before` into those of `part`; none if the same."""
        if part.dataset is before.dataset:
            return []
        if self.call is not None and part.data.dataset in DATASETS:
            return [self.call(part)]
        lines = _edited(before, part, self.targets)
        if sizes(part.dataset) != sizes(before.dataset):
            lines.append(sizes_line(part.dataset))
        return lines


def data_code(plan: Plan, gathered: Gathered, words: Words) -> DataCode:
    """The lines for the data of `plan`; functions that they call go to `gathered`."""
    first = plan.runs[0].first
    changes = any(part.dataset is not first.dataset for part in plan.parts)
    tasks = {part.loss.task for part in plan.parts}
    encoding, targets = _encoding(tasks, len(first.dataset.classes), words)
    if first.dataset.features is not None:
        encoding = [
            f"# {words('features')}",
            f"x = {first.dataset.features.code('x')}",
            *encoding,
        ]
    generator = DATASETS.get(first.data.dataset)
    if generator is None or generator.is_real:
        fixed, lines = _written_out(first.dataset, words)
        return DataCode(fixed, [*lines, *encoding], targets, changes, None)
    fixed, lines, call = _generated(plan, generator, encoding, gathered, words)
    return DataCode(fixed, lines, targets, changes, call)


def _encoding(tasks: set[Task], n_classes: int, words: Words) -> tuple[list[str], dict[Task, str]]:
    """The lines that turn ``y`` (n,) into what the losses take, and the names of that."""
    one_hot = f"np.eye({n_classes})[y.astype(int)]  # {words('one_hot')}"
    column = f"y = y[:, None]  # {words('column')}"
    if Task.MULTICLASS not in tasks:
        return [column], dict.fromkeys(tasks, "y")
    if len(tasks) == 1:
        return [f"y = {one_hot}"], {Task.MULTICLASS: "y"}
    names = dict.fromkeys(tasks, "y") | {Task.MULTICLASS: "one_hot"}
    return [f"one_hot = {one_hot}", column], names


def _names_made(lines: Sequence[str]) -> list[str]:
    """The names that lines of assignments give, but for x."""
    names = (line.split(" = ")[0] for line in lines if not line.startswith("#"))
    return [name for name in names if name != "x"]


# -- generated -------------------------------------------------------------------------------------


def _generated(
    plan: Plan, generator: Generator, encoding: list[str], gathered: Gathered, words: Words
) -> tuple[list[str], list[str], Callable[[Part], str] | None]:
    """Lines for the top, lines for the samples, and where they change the call that makes them."""
    first = plan.runs[0].first
    data = first.data
    states = [part.data for part in plan.parts if part.data.dataset == data.dataset]
    varying = [name for name in _CHANGING if len({getattr(state, name) for state in states}) > 1]
    has_outliers = any(part.dataset.is_outlier.any() for part in plan.parts)
    has_wrong_labels = bool(generator.classes) and any(state.label_noise for state in states)
    if not has_outliers:  # how far none of the samples is moved makes no difference
        varying = [name for name in varying if not name.startswith("outlier")]
    if not has_wrong_labels:
        varying = [name for name in varying if name != "label_noise"]
    constants = {"n": data.n_samples, "noise": data.noise}
    if has_outliers:
        constants["outlier_fraction"] = data.outlier_fraction
        constants["outlier_strength"] = data.outlier_strength
    if has_wrong_labels:
        constants["label_noise"] = data.label_noise
    names = [name for name in constants if name not in varying]
    values = ", ".join(number(constants[name]) for name in names)
    fixed = [f"{', '.join(names)} = {values}", _split_line(first.dataset, words)]
    own_streams = ["outliers"] * has_outliers + ["labels"] * has_wrong_labels
    body = _draw_lines(generator, data.seed, own_streams, gathered, words)
    if has_outliers:
        body += _outlier_lines(generator, _candidates(data.outliers_in, varying), words)
    if has_wrong_labels:
        name = gathered.add(relabelled)
        gathered.texts[name] = in_words(gathered.texts[name], words.of_code)
        given = f"n_train, label_noise, {len(generator.classes)}, rng_labels"
        body.append(f"y = {name}(y, {given})")
    if not varying:
        return fixed, [*body, *encoding], None
    result = ", ".join(["x", *_names_made(encoding)])
    lines = [*body, *encoding, f"return {result}"]
    head = f"samples({', '.join(varying)})"
    gathered.texts["samples"] = function(head, words("samples"), lines)

    def call(part: Part) -> str:
        given = (f"{name}={_value(getattr(part.data, name))}" for name in varying)
        return f"{result} = samples({', '.join(given)})"

    return fixed, [call(first)], call


def _draw_lines(
    generator: Generator, seed: int, own: Sequence[str], gathered: Gathered, words: Words
) -> list[str]:
    """The body of the generator's function, and the random streams that it, and what changes its
    samples (`own`), draw from."""
    source = read(generator.draw)
    names = {"target": "y"}
    body = renamed("\n".join(source.body), names)
    x, y = (renamed(text, names) for text in source.returned)
    lines = [*body.splitlines(), *([] if x == "x" else [f"x = {x}"])]
    lines += [] if y == "y" else [f"y = {y}"]
    before = set(gathered.texts)
    text = gathered.use(generator.draw, "\n".join(lines))
    helpers = {name: gathered.texts[name] for name in gathered.texts if name not in before}
    handed_on = _streams_in("\n".join(helpers.values()))
    for name, helper in helpers.items():
        gathered.texts[name] = _own_streams(helper, handed_on)
    text = in_words(_own_streams(text, handed_on), words.of_code)
    everything = "\n".join([text, *gathered.texts.values()])
    streams = []
    if "rng_legacy" in everything:
        streams += [f"# {words('legacy')}", f"rng_legacy = np.random.RandomState({seed})"]
    used = [name for name in _STREAMS if f"rng_{name}" in everything]
    used += own
    if used:
        count = _STREAMS.index(used[-1]) + 1
        left = [f"rng_{name}" if name in used else "_" for name in _STREAMS[:count]]
        streams += [
            f"# {words('streams')}",
            f"seeds = np.random.SeedSequence({seed}).spawn({count})",
            f"{', '.join(left)}{',' if count == 1 else ''} = map(np.random.default_rng, seeds)",
        ]
    return [*streams, *text.splitlines()]


def _streams_in(text: str) -> list[str]:
    """The random streams that functions draw from, in the order of `_STREAMS`."""
    return [name for name in _STREAMS if re.search(rf"\bdraws\.{name}\b", text)]


def _own_streams(text: str, handed_on: Sequence[str]) -> str:
    """``draws.noise`` becomes ``rng_noise``, and that is what functions hand on to each other."""
    text = re.sub(r"\bdraws\.(\w+)", r"rng_\1", text)
    return re.sub(r", draws\)", "".join(f", rng_{name}" for name in handed_on) + ")", text)


def _value(value: float | str) -> str:
    return f'"{value}"' if isinstance(value, str) else number(value)


def _candidates(outliers_in: str, varying: Sequence[str]) -> str:
    """How many samples, the first ones, may be outliers: an expression."""
    if "outliers_in" in varying:
        return '(n_train if outliers_in == "train" else n)'
    return "n_train" if outliers_in == "train" else "n"


def _outlier_lines(generator: Generator, candidates: str, words: Words) -> list[str]:
    among = "" if candidates == "n" else f"[:{candidates.strip('()')}]"
    lines = [
        f"# {words('outliers_classes' if generator.classes else 'outliers')}",
        f"n_outliers = round(outlier_fraction * {candidates})",
        f'outliers = np.argsort(rng_outliers.random(n){among}, kind="stable")[:n_outliers]',
    ]
    if not generator.classes:
        return [*lines, "y[outliers] += outlier_strength"]
    center = np.array(generator.center)
    pushed = "x[outliers] * (1 + outlier_strength / 10)"
    if center.any():
        lines += array(center, "center = ")
        pushed = "center + (x[outliers] - center) * (1 + outlier_strength / 10)"
    if np.isfinite(generator.input_minimum):
        lines += [
            f"pushed = {pushed}",
            f"x[outliers] = np.maximum(pushed, {generator.input_minimum})",
        ]
    else:
        lines.append(f"x[outliers] = {pushed}")
    return [*lines, f"y[outliers] = (y[outliers] + 1) % {len(generator.classes)}"]


# -- written out -----------------------------------------------------------------------------------


def _written_out(dataset: Dataset, words: Words) -> tuple[list[str], list[str]]:
    lines = [f"# {words('columns')} {_names(dataset)}"]
    if dataset.classes:
        names = (f"{index}: {_one_line(name)}" for index, name in enumerate(dataset.classes))
        lines.append(f"# {words('classes')} {', '.join(names)}")
    table = np.column_stack([dataset.x, dataset.target])
    if table.size > MOST_NUMBERS:
        raise InputError(
            QT_TRANSLATE_NOOP(
                "core",
                "The data are {count} numbers; a script can hold at most {maximum}. Use fewer "
                "rows for it.",
            ),
            count=table.size,
            maximum=MOST_NUMBERS,
        )
    lines += array(table, "data = ")
    lines.append(_split_line(dataset, words))
    # Copies lie together in memory: only then does BLAS multiply them, and round as it does here.
    return lines, ["x, y = data[:, :-1].copy(), data[:, -1].copy()"]


def _edited(before: Part, part: Part, targets: Mapping[Task, str]) -> list[str]:
    """Lines that edit ``x`` and the targets in place: rows that moved, came or went."""
    tables = {"x": (before.dataset.entering, part.dataset.entering)}
    for task, name in targets.items():
        tables[name] = (before.dataset.encoded(task), part.dataset.encoded(task))
    old, new = (np.column_stack([pair[which] for pair in tables.values()]) for which in (0, 1))
    if len(old) == len(new):
        rows = np.flatnonzero((old != new).any(axis=1))
        if len(rows) <= _FEW:
            return [
                ", ".join(f"{name}[{row}]" for name in tables)
                + " = "
                + ", ".join(number(pair[1][row].tolist()) for pair in tables.values())
                for row in rows.tolist()
            ]
    first = _same(old, new)
    last = min(_same(old[::-1], new[::-1]), len(old) - first, len(new) - first)
    lines = []
    for name, (ours, theirs) in tables.items():
        kept = [f"{name}[:{first}]"] if first else []
        rest = [f"{name}[{len(ours) - last}:]"] if last else []
        come = [number(row) for row in theirs[first : len(theirs) - last].tolist()]
        between = listed(come, "[", "]") if come else []
        parts = [*kept, *(["\n".join(between)] if come else []), *rest]
        lines += f"{name} = np.vstack([{', '.join(parts)}])".splitlines()
    return lines


def _same(one: Array, other: Array) -> int:
    """How many rows the two begin with alike."""
    count = min(len(one), len(other))
    differs = (one[:count] != other[:count]).any(axis=1)
    return int(np.argmax(differs)) if differs.any() else count


def _split_line(dataset: Dataset, words: Words) -> str:
    n_test = len(dataset.x) - sum(sizes(dataset))
    about = words("split", n_test=n_test) if n_test else words("no_split")
    if dataset.n_validation:
        about = words("validation_split", about=about)
    return f"{sizes_line(dataset)}  # {about}"


def sizes(dataset: Dataset) -> tuple[int, int]:
    """How many training and validation samples there are."""
    return dataset.n_train, dataset.n_validation


def sizes_line(dataset: Dataset) -> str:
    """The line that says how many training, and perhaps validation, samples there are."""
    if dataset.n_validation:
        return f"n_train, n_validation = {dataset.n_train}, {dataset.n_validation}"
    return f"n_train = {dataset.n_train}"


def _names(dataset: Dataset) -> str:
    return ", ".join(map(_one_line, (*dataset.input_names, dataset.target_name)))


def _one_line(text: str) -> str:
    """A name from a file, fit for a comment."""
    return printable(text)[:40]
