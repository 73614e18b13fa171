"""The part of a script that trains: the loop over the steps."""

from dataclasses import dataclass

from lossstudio.engine.script.choices_code import ChoicesCode
from lossstudio.engine.script.comments import Words
from lossstudio.engine.script.model_code import ModelCode
from lossstudio.engine.script.optimizer_code import OptimizerCode
from lossstudio.engine.script.plan import Part
from lossstudio.engine.script.settings import Shape, loss_key
from lossstudio.engine.script.texts import indented

MANY = 40
"""More parameters than this are not all printed in full."""


@dataclass(frozen=True)
class Loop:
    """What the loop of one or several runs is made of.

    `features` and `targets` are what the samples are called, `rate` the line of the scheduled
    learning rate where there is one, and `changes` the lines at the steps where settings change.
    """

    shape: Shape
    part: Part
    model: ModelCode
    optimizer: OptimizerCode | None
    rate: str
    features: str
    targets: str
    needs_weights: bool
    choices: ChoicesCode
    changes: dict[int, list[str]]
    reports: bool

    def begin(self, words: Words) -> list[str]:
        """The lines before the loop, besides settings and parameters."""
        lines = list(self.model.weights) if self.needs_weights else []
        lines += self.model.settings
        lines += self.model.units.lines if self.shape.has_penalty else ()
        lines += self.choices.begin(words)
        if self.optimizer is not None:
            lines += self.optimizer.start
        if self.shape.has_batches:
            lines.append("epoch = cursor = 0")
        return lines

    def lines(self, words: Words) -> list[str]:
        """The loop itself."""
        body = [*self._changes(words), *self._evaluation(words)]
        body += [
            f"if not {self._is_finite()}:",
            f"    print({_text(words('diverged'))})",
            "    break",
            f"losses.append(({self.shape.recorded}))",
            "last = theta",
        ]
        if self.reports:
            body += [
                "if step % max(1, steps // 10) == 0:",
                f"    print({report('step', self.shape, words, '.6g')})",
            ]
        has_validation = self.shape.has_validation
        body += ["if step == steps:", "    break"]
        body += [*self._gradient(words), *self._update(words)]
        return [
            f"losses = []  # {words('record_validation' if has_validation else 'record')}",
            f'with np.errstate(all="ignore"):  # {words("no_warnings")}',
            "    for step in range(steps + 1):",
            *indented([line for line in body if line], by=2),
        ]

    # -- the parts of the body --------------------------------------------------------------------

    def _changes(self, words: Words) -> list[str]:
        lines = []
        for step, changed in sorted(self.changes.items()):
            lines += [f"if step == {step}:  # {words('changed')}", *indented(changed)]
        return lines

    def _evaluation(self, words: Words) -> list[str]:
        shape = self.shape
        slope = "slope" if shape.has_full else "_"
        lines = [
            self.model.forward.format(features=self.features),
            f"values, {slope} = {self._loss(self.targets)}",
            "train_loss = values[:n_train].mean()",
            *self._held_out(),
        ]
        if not shape.has_full:
            lines[0] = lines[0].replace("raw, *hidden = ", "raw, *_ = ")
        cost = "cost = scale * values[:n_train].sum()"
        if self.choices.weighs:
            cost = "cost = scale * (weight * values)[:n_train].sum()"
        if shape.has_penalty:
            terms = ["l1 * np.abs(w).sum()"] * shape.l1 + ["l2 * (w * w).sum()"] * shape.l2
            units = self.model.units
            if units.lines:
                lines.append("w = units @ theta" if units.is_matrix else "w = units * theta")
            else:
                lines.append("w = theta * is_weight" if self.needs_weights else "w = theta")
            lines.append(f"penalty = {' + '.join(terms)}")
            cost += " + penalty"
        lines.append(cost)
        return lines

    def _held_out(self) -> list[str]:
        """The losses on the sets that never train."""
        lines, start = [], "n_train"
        if self.shape.has_validation:
            start = "n_train + n_validation"
            lines = [f"validation_loss = values[n_train : {start}].mean()"]
        test = f"values[{start}{' ' * (' ' in start)}:].mean()" if self.shape.has_test else "np.nan"
        return [*lines, f"test_loss = {test}"]

    def _is_finite(self) -> str:
        terms = ["np.isfinite(train_loss + cost)"]
        terms += ["np.isfinite(test_loss)"] * self.shape.has_test
        terms += ["np.isfinite(validation_loss)"] * self.shape.has_validation
        return terms[0] if len(terms) == 1 else f"({' and '.join(terms)})"

    def _gradient(self, words: Words) -> list[str]:
        shape = self.shape
        lines = self._full_gradient(words)
        if shape.has_batches:
            lines = [
                *(["if batch_size is None:", *indented(lines), "else:"] if shape.has_full else []),
                *indented(self._batch_gradient(words), by=int(shape.has_full)),
            ]
        if shape.has_penalty:
            units, back = self.model.units, ""
            if units.lines:
                back = "units.T @ " if units.is_matrix else "units * "
            added = f" + l1 * {_product(back, 'np.sign(w)')}" if shape.l1 else ""
            added += f" + 2 * l2 * {_product(back, 'w')}" if shape.l2 else ""
            lines.append(f"gradient = gradient{added}")
        if self.choices.fixes:
            lines.append("gradient = np.where(is_free, gradient, 0.0)")
        return lines

    def _full_gradient(self, words: Words) -> list[str]:
        backward = self.model.backward.format(features=self.features, slope="slope")
        lines = [f"{backward} * scale"]
        if self.shape.has_test or self.shape.has_validation:
            why = words("both_held_out" if self.shape.has_validation else "held_out")
            lines.insert(0, f"slope[n_train:] = 0.0  # {why}")
        if self.choices.weighs:
            lines.insert(0, "slope = weight * slope")
        return lines

    def _batch_gradient(self, words: Words) -> list[str]:
        model, rows = self.model, f"{self.features}[rows]"
        backward = model.backward.format(features=rows, slope="slope")
        return [
            "if cursor >= n_train:",
            "    epoch, cursor = epoch + 1, 0",
            f"if cursor == 0:  # {self.choices.order_note(words)}",
            f"    order = {self.choices.order}",
            "rows = order[cursor : cursor + batch_size]",
            "cursor += len(rows)",
            model.forward.format(features=rows),
            f"_, slope = {self._loss(f'{self.targets}[rows]')}",
            *(["slope = weight[rows] * slope"] if self.choices.weighs else []),
            f"{backward} * (scale * n_train / len(rows))",
        ]

    def _update(self, words: Words) -> list[str]:
        lines = [self.rate] if self.rate else []
        held = ["theta = np.where(is_free, theta, last)"] if self.choices.fixes else []
        if self.optimizer is not None:
            return [*lines, *self.optimizer.step, *held]
        rate = "rate" if self.rate else "learning_rate"
        return [
            *lines,
            f"change, state = optimizer(gradient, state, {rate}, theta, is_weight)",
            "theta = theta + change",
            *held,
        ]

    def _loss(self, targets: str) -> str:
        shape = self.shape
        if not shape.one_loss:
            return f"loss(raw, {targets})"
        function = shape.functions[loss_key(self.part)]
        given = "".join(
            f", {parameter.name}={shape.names.get(parameter.name, parameter.name)}"
            for parameter in self.part.loss.parameters
        )
        return f"{function}(raw, {targets}{given})"


def report(step: str, shape: Shape, words: Words, form: str) -> str:
    """The arguments of a ``print`` that tells of the losses after `step`."""
    fields = {"step": f"{{{step}}}", "train": f"{{train_loss:{form}}}"}
    fields |= {"test": f"{{test_loss:{form}}}", "validation": f"{{validation_loss:{form}}}"}
    if shape.has_validation:
        name = "line_validation" if shape.has_test else "line_train_validation"
    else:
        name = "line" if shape.has_test else "line_train"
    return _text(words(name, **fields))


def parameters_line(count: int, words: Words) -> str:
    """The line that prints the last parameters."""
    values = "last.tolist()" if count <= MANY else "last"
    return f'print("{words("parameters")}{words("colon").rstrip()}", {values})'


def _product(before: str, factor: str) -> str:
    return f"({before}{factor})" if before else factor


def _text(content: str) -> str:
    """Texts of Python, as arguments: more than one where a line would be too long."""
    return ", ".join(f'f"{part}"' for part in content.split("|"))
