"""What the sections of a script share: its functions, its models, its settings, its loops."""

import re
from collections.abc import Mapping
from dataclasses import replace

from lossstudio.engine.scenarios.fields.field import Role
from lossstudio.engine.scenarios.fields.fields import are_same
from lossstudio.engine.script.choices_code import choices_code
from lossstudio.engine.script.comments import Words
from lossstudio.engine.script.data_code import data_code
from lossstudio.engine.script.model_code import ModelCode, model_code
from lossstudio.engine.script.optimizer_code import (
    OptimizerCode,
    fresh_state,
    optimizer_code,
    schedule_line,
)
from lossstudio.engine.script.plan import Part, Plan
from lossstudio.engine.script.settings import Shape, settings
from lossstudio.engine.script.sources import Gathered, in_words
from lossstudio.engine.script.standardizing_code import names_of
from lossstudio.engine.script.training_code import Loop

_PLAIN = re.compile(r"x|u\d*")
"""Features that need no other name."""


def setting_lines(found: Mapping[str, str], words: Words) -> list[str]:
    """A line for each setting."""
    lines = [f"{name} = {text}" for name, text in found.items()]
    for index, name in enumerate(found):
        if name == "scale":
            lines[index] += f"  # {words('mean' if '/' in found[name] else 'sum')}"
    return lines


class Writer:
    """The parts of the script of `plan`, with `words` for its comments.

    `settings` are those of each run and part; functions stand in the section that first needs them.
    """

    def __init__(self, plan: Plan, words: Words) -> None:
        self.plan, self.words = plan, words
        self.for_data, self.for_model = Gathered(), Gathered()
        self.for_loss, self.for_steps = Gathered(), Gathered()
        self.data = data_code(plan, self.for_data, words)
        self.shape = Shape(plan, self.for_loss)
        self.names = names_of(plan)
        self.models = [self._model(index, self.for_model) for index in range(len(plan.runs))]
        for name, text in self.for_model.texts.items():
            if self.for_loss.texts.get(name) == text:  # a formula's sigmoid is a network's too
                del self.for_loss.texts[name]
        self.choices = [
            choices_code(run, self._targets(index), self.for_loss)
            for index, run in enumerate(plan.runs)
        ]
        self.rate, self.optimizer = self._step_lines(plan.runs[0].first)
        shape = replace(self.shape, gathered=self.for_steps)
        self.settings = [
            [settings(part, run.steps, shape, self.optimizer) for part in run.parts]
            for run in plan.runs
        ]

    def functions(self, gathered: Gathered) -> list[str]:
        """The definitions in `gathered`, in the script's language."""
        return [in_words(text, self.words.of_code) for text in gathered.texts.values()]

    def imports(self) -> str:
        """The import lines."""
        gathered = (self.for_data, self.for_model, self.for_loss, self.for_steps)
        needed = set().union(*(each.imports for each in gathered))
        lines = sorted(needed, key=lambda line: (line.startswith("from"), line))
        return "\n".join([*lines, *([""] if lines else []), "import numpy as np"])

    def features(self) -> list[list[str]]:
        """The lines of what the models compute from the inputs once, as far as it is the same."""
        prepare: list[list[str]] = []
        for model in self.models:
            if model.prepare and model.prepare not in prepare:
                prepare.append(model.prepare)
        return [*prepare, self.features_lines(0) if self.has_one_features else []]

    @property
    def has_one_features(self) -> bool:
        """All runs compute with the same features."""
        return len({model.features for model in self.models}) == 1

    def features_lines(self, index: int, model: ModelCode | None = None) -> list[str]:
        """The line that makes the features of a run; none where they are the inputs themselves."""
        model = model or self.models[index]
        if _PLAIN.fullmatch(model.features):
            return []
        alike = [f"# {self.words('alike')}"] if "asfortran" in model.features else []
        return [*alike, f"features = {model.features}"]

    def state_lines(self, index: int) -> list[str]:
        """What an optimiser that is called as a function remembers at first."""
        if self.optimizer is not None:
            return []
        return [f"state = {fresh_state(self.plan.runs[index].first.optimizer)}"]

    def loop(self, index: int) -> Loop:
        """The loop of a run."""
        run, model = self.plan.runs[index], self.models[index]
        steps = [] if self.optimizer is None else self.optimizer.step
        needs_weights = (
            self.optimizer is None
            or any("is_weight" in line for line in steps)
            or self._penalty_needs_weights(run.first, model)
        )
        own = model.features if _PLAIN.fullmatch(model.features) else "features"
        return Loop(
            shape=self.shape,
            part=run.first,
            model=model,
            optimizer=self.optimizer,
            rate=self.rate,
            features=own if self.has_one_features or self.data.changes else "features",
            targets=self._targets(index),
            needs_weights=needs_weights,
            choices=self.choices[index],
            changes=self._changes(index),
            reports=len(self.plan.runs) == 1,
        )

    def _targets(self, index: int) -> str:
        """What the targets of a run are called."""
        own = self.models[index].targets
        return own or self.data.targets[self.plan.runs[index].first.loss.task]

    def _penalty_needs_weights(self, first: Part, model: ModelCode) -> bool:
        if not self.shape.has_penalty:
            return False
        if model.units.lines:
            return any("is_weight" in line for line in model.units.lines)
        return not all(block.is_weight for block in first.model.layout)

    def _model(self, index: int, gathered: Gathered, part: Part | None = None) -> ModelCode:
        run = self.plan.runs[index]
        part = part or run.first
        names = self.names[index]
        return model_code(run, part, gathered, self.words, names, self.shape.has_full)

    def _step_lines(self, first: Part) -> tuple[str, OptimizerCode | None]:
        """The line of the scheduled rate, and the optimiser's lines; None where these differ."""
        shape, rate, name = self.shape, "", "learning_rate"
        if not shape.one_schedule:
            rate, name = "rate = schedule(learning_rate, step)", "rate"
        elif (value := schedule_line(first.schedule, self.for_steps)) != "learning_rate":
            rate, name = f"rate = {value}", "rate"
        if not shape.one_optimizer:
            return rate, None
        return rate, optimizer_code(first.optimizer, name, self.for_steps, self.words)

    def _changes(self, index: int) -> dict[int, list[str]]:
        """The lines at each step where something changes in a run."""
        run, found = self.plan.runs[index], self.settings[index]
        changes: dict[int, list[str]] = {}
        for before, part, old, new in zip(run.parts, run.parts[1:], found, found[1:], strict=False):
            lines = self.data.change(before, part)
            if lines or not are_same(before.run, part.run, Role.MODEL):
                model = self._model(index, Gathered(), part)
                lines += [*model.prepare, *self.features_lines(index, model), *model.settings]
                lines += model.units.lines if self.shape.has_penalty else ()
                if part.dataset.n_train != before.dataset.n_train:
                    lines.append(f"scale = {new['scale']}")
            lines += [f"{name} = {text}" for name, text in new.items() if text != old[name]]
            lines += self.choices[index].change(before, part, self.words)
            if part.run.optimizer != before.run.optimizer:
                lines.append(f"state = {fresh_state(part.optimizer)}  # {self.words('fresh')}")
            if lines:
                changes[part.start] = lines
        return changes
