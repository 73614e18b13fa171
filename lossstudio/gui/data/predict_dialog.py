"""The dialog in which a person types a row of inputs, and sees what the model says of it."""

import html
import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.measuring.predictions import Prediction, predict_row
from lossstudio.gui.kit.i18n import Retranslating, core_text, message_text, translate
from lossstudio.gui.kit.numbers import ABSENT, four_digits
from lossstudio.gui.kit.typed_numbers import is_unfinished, read_number, separator_problem
from lossstudio.gui.training.snapshot import Snapshot

_MOST_CLASSES = 20


class PredictDialog(Retranslating, QDialog):
    """A field an input, and under them the prediction of the run that is looked at.

    It follows training. The fields begin with the mean of the training inputs, and keep what was
    typed as long as there is an input of that name.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._snapshot: Snapshot | None = None
        self._names: tuple[str, ...] = ()
        self.fields: list[QLineEdit] = []
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.answer = QLabel()
        self.answer.setWordWrap(True)
        self.answer.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout = QVBoxLayout(self)
        layout.addWidget(self._said)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.answer)
        self.resize(360, 300)
        self.finish_setup()

    def retranslate(self) -> None:
        self.setWindowTitle(translate("PredictDialog", "Predict one row"))
        self._scroll.setAccessibleName(translate("PredictDialog", "Inputs"))
        self.answer.setAccessibleName(translate("PredictDialog", "Prediction"))
        self._names = ()
        if self._snapshot is not None:
            self.show_snapshot(self._snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Predict with the parameters of `snapshot`."""
        self._snapshot = snapshot
        names = snapshot.scene.dataset.input_names
        if names != self._names:
            self._make_fields(names)
        said = translate("PredictDialog", "What the model says of these inputs.")
        if len(snapshot.runs) > 1:
            said = translate("PredictDialog", "What {run} says of these inputs.").format(
                run=snapshot.run.name
            )
        if said != self._said.text():
            self._said.setText(said)
        self._show()

    def _make_fields(self, names: tuple[str, ...]) -> None:
        assert self._snapshot is not None
        dataset = self._snapshot.scene.dataset
        typed = {field.objectName(): field.text() for field in self.fields}
        means = dataset.x[: dataset.n_train].mean(axis=0)
        body = QWidget()
        form = QFormLayout(body)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.fields = []
        for name, mean in zip(names, means.tolist(), strict=True):
            field = QLineEdit(typed.get(name, f"{mean:.4g}"))
            field.setObjectName(name)
            field.setAccessibleName(core_text(name))
            field.textChanged.connect(self._show)
            label = QLabel(core_text(name))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(field)
            form.addRow(label, field)
            self.fields.append(field)
        self._scroll.setWidget(body)
        self._names = names
        self.fields[0].setFocus()
        self.fields[0].selectAll()

    def _show(self) -> None:
        """Predict what is typed; where a number is missing, say which."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        inputs = self._inputs()
        if isinstance(inputs, str):
            text = html.escape(inputs)
        else:
            found = predict_row(snapshot.scene.objective, snapshot.run.theta, inputs)
            text = self._words(found, snapshot)
        if text != self.answer.text():
            self.answer.setText(text)

    def _inputs(self) -> Sequence[float] | str:
        """The numbers that are typed, or what is wrong with the first one that is none."""
        values = []
        for name, field in zip(self._names, self.fields, strict=True):
            text = field.text()
            value = read_number(text)
            if isinstance(value, str) or not math.isfinite(_as_float(value)):
                if is_unfinished(text):
                    return ABSENT
                wrong = separator_problem(text) or Message(
                    QT_TRANSLATE_NOOP("core", "{where}: {value} must be a finite number"),
                    {"where": core_text(name), "value": f'"{text}"'},
                )
                return message_text(wrong)
            values.append(float(value))
        return values

    def _words(self, found: Prediction, snapshot: Snapshot) -> str:
        dataset = snapshot.scene.dataset
        target = html.escape(core_text(dataset.target_name))
        if found.probabilities is None:
            return translate("PredictDialog", "Predicted {name}: {value}").format(
                name=target, value=f"<b>{four_digits(found.value)}</b>"
            )
        likeliest = found.likeliest
        name = ABSENT if likeliest is None else html.escape(core_text(dataset.classes[likeliest]))
        lines = [
            translate("PredictDialog", "Predicted {name}: {value}").format(
                name=target, value=f"<b>{name}</b>"
            )
        ]
        order = np.argsort(-np.nan_to_num(found.probabilities), kind="stable")
        for index in order[:_MOST_CLASSES].tolist():
            label = html.escape(core_text(dataset.classes[index]))
            lines.append(f"P({label}) = {four_digits(float(found.probabilities[index]))}")
        return "<br>".join(lines)


def _as_float(value: float) -> float:
    """A whole number may be larger than any float."""
    try:
        return float(value)
    except OverflowError:
        return math.inf
