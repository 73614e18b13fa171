"""The training of several runs: a function for all that are trained alike."""

import json
from collections.abc import Mapping, Sequence

from lossstudio.engine.script.data_code import sizes, sizes_line
from lossstudio.engine.script.optimizer_code import fresh_state
from lossstudio.engine.script.tidy import function, tidy
from lossstudio.engine.script.training_code import report
from lossstudio.engine.script.writer import Writer, setting_lines

Given = dict[str, dict[int, str]]
"""What a function is given besides the start: for each name, the text of each run."""


class Several:
    """Writes the training of all runs of `writer`'s plan."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        counts = {sizes(part.dataset) for part in writer.plan.parts}
        self._is_resized = len(counts) > 1
        self._shared = {
            name: text
            for name, text in writer.settings[0][0].items()
            if all(part[name] == text for run in writer.settings for part in run)
            and not (self._is_resized and name == "scale")
        }

    def blocks(self) -> list[str | list[str]]:
        """The functions, their calls, and what came of them."""
        writer = self._writer
        groups: dict[tuple[str, ...], list[int]] = {}
        for index in range(len(writer.plan.runs)):
            groups.setdefault(self._body(index), []).append(index)
        functions: list[str | list[str]] = []
        calls: dict[int, str] = {}
        for number, (body, members) in enumerate(groups.items(), start=1):
            name = "train" if len(groups) == 1 else f"train_{number}"
            given = self._given(members)
            functions.append(self._function(name, given, members[0], body))
            for index in members:
                values = ["start", *(f"{each}={text[index]}" for each, text in given.items())]
                calls[index] = f"{name}({', '.join(values)})"
        shared = setting_lines(self._shared, writer.words)
        return [
            *writer.functions(writer.for_steps), shared, *functions, self._calls(calls),
            self._results(),
        ]  # fmt: skip

    def _body(self, index: int) -> tuple[str, ...]:
        """The lines of a run besides its settings: runs with the same ones share a function."""
        writer, loop = self._writer, self._writer.loop(index)
        lines = []
        if writer.data.changes:  # the samples change on the way: each run prepares its own
            lines = [
                *writer.data.first,
                *writer.models[index].prepare,
                *writer.features_lines(index),
            ]
        return (*lines, "theta = start", *loop.begin(writer.words), *loop.lines(writer.words))

    def _given(self, members: Sequence[int]) -> Given:
        writer, given = self._writer, {}
        if not writer.has_one_features and not writer.data.changes:
            given["features"] = {index: writer.models[index].features for index in members}
        for name in writer.settings[members[0]][0]:
            texts = {index: writer.settings[index][0][name] for index in members}
            if name not in self._shared and len(set(texts.values())) > 1:
                given[name] = texts
        if writer.optimizer is None:
            runs = writer.plan.runs
            states = {index: fresh_state(runs[index].first.optimizer) for index in members}
            if len(set(states.values())) > 1:
                given["state"] = states
        return given

    def _function(self, name: str, given: Given, index: int, body: Sequence[str]) -> str:
        writer = self._writer
        own = {
            each: text
            for each, text in writer.settings[index][0].items()
            if each not in given and each not in self._shared
        }
        first = writer.plan.runs[index].first
        state = [] if "state" in given else writer.state_lines(index)
        lines = [
            *([sizes_line(first.dataset)] if self._is_resized else []),
            *setting_lines(own, writer.words),
            *state,
            *body,
            "return losses, last",
        ]
        return function(f"{name}({', '.join(['start', *given])})", writer.words("train"), lines)

    def _calls(self, calls: Mapping[int, str]) -> list[str]:
        writer = self._writer
        lines, start = ["results = {}"], [""]
        for index, run in enumerate(writer.plan.runs):
            begin = [
                f"start = {line.removeprefix('theta = ')}" if line.startswith("theta = ") else line
                for line in writer.models[index].start
            ]
            if begin != start:
                lines += begin
                start = begin
            lines += tidy([f"results[{json.dumps(run.name, ensure_ascii=False)}] = {calls[index]}"])
        return lines

    def _results(self) -> list[str]:
        words = self._writer.words
        few = all(run.theta.size <= 16 for run in self._writer.plan.runs)
        return [
            "",
            "losses = {name: history for name, (history, _) in results.items()}",
            "for name, (history, last) in results.items():",
            f"    {self._writer.shape.recorded} = history[-1]",
            f"    print(name, {report('len(history) - 1', self._writer.shape, words, '.15g')})",
            *([f'    print("  {words("parameters")}:", last.tolist())'] if few else []),
        ]
