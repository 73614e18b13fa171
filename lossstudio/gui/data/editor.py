"""Edits of samples, from whichever view: undoable, live, a gesture at a time."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np
from PySide6.QtCore import QObject, Signal

from lossstudio.core.datasets import DATASETS, Dataset
from lossstudio.core.text import QT_TRANSLATE_NOOP, InputError, Message
from lossstudio.engine.data import own_points
from lossstudio.engine.data.own_points import Array, Points, Row
from lossstudio.engine.scenarios.point_names import with_all_named, with_names
from lossstudio.engine.scenarios.scenario import Scenario
from lossstudio.gui.kit.i18n import translate
from lossstudio.gui.state.scenario_state import ScenarioState
from lossstudio.gui.training.snapshot import Scene, Snapshot


class DataEditor(QObject):
    """Makes edits of the samples in sight changes of the scenario.

    Rows are those of the data set of the newest snapshot. At the first edit, data of another kind
    become points of one's own. Edits up to `finish` are one gesture, which is undone in one go.
    Columns count from 0, and −1 is the target: a number, or the index of a class.
    """

    told = Signal(object, bool)
    """A `Message` for the status line, and whether it tells of an error."""

    def __init__(self, state: ScenarioState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._scene: Scene | None = None

    def take_snapshot(self, snapshot: Snapshot) -> None:
        """The samples that are in sight now."""
        self._scene = snapshot.scene

    def finish(self) -> None:
        """The gesture is over."""
        self._state.end_gesture()

    @property
    def problem(self) -> Message | None:
        """Why the samples cannot be edited; None where they can."""
        if self._scene is None:
            return None
        try:
            own_points.check_count(len(self._scene.dataset.x))
        except InputError as error:
            return error.message
        return None

    # -- edits ------------------------------------------------------------------------------------

    def move(self, row: int, values: Mapping[int, float]) -> None:
        """Give the sample of this row other numbers in some columns."""
        at = self._row(row)
        if at is not None:
            self._edit(
                lambda points: own_points.moved(points, at, self._coded(values)),
                translate("DataEditor", "Move a sample"),
                f"move {row}",
            )

    def add(self, samples: Sequence[Mapping[int, float]]) -> None:
        """Add training samples; inputs that are not given are at the mean of the training set."""
        self._edit(
            lambda points: own_points.added(points, [self._new_row(s) for s in samples]),
            translate("DataEditor", "Add samples"),
            "add",
        )

    def remove(self, rows: Sequence[int]) -> None:
        """Take samples away."""
        points = self._safe_points()
        at = [found for row in rows if (found := self._row_among(points, row)) is not None]
        self._edit(
            lambda points: own_points.removed(points, at),
            translate("DataEditor", "Remove samples"),
        )

    def erase(
        self,
        columns: tuple[int, int | None],
        place: tuple[float, float],
        radius: tuple[float, float],
        height: Callable[[Array], Array] | None = None,
    ) -> None:
        """Take away what lies around a place, see `own_points.near`; `height` of targets (n,)."""

        def erased(points: Points) -> Points:
            heights = None
            if height is not None:
                heights = height(self._indices(np.array(points.rows)[:, -1]))
            gone = own_points.near(points, columns, place, radius, heights)
            return own_points.removed(points, gone) if gone else points

        self._edit(erased, translate("DataEditor", "Erase samples"), "erase")

    def make_outlier(self, row: int) -> None:
        """Move a sample far off."""
        at, is_class = self._row(row), self._has_classes
        if at is not None:
            self._edit(
                lambda points: own_points.outlier(points, at, is_class),
                translate("DataEditor", "Outlier"),
            )

    def clear(self) -> None:
        """Take all samples away but the two, or one of each class, that a model needs."""
        is_class = self._has_classes
        self._edit(
            lambda points: own_points.cleared(points, is_class),
            translate("DataEditor", "Clear all samples"),
        )

    # -- how they are made ------------------------------------------------------------------------

    @property
    def _has_classes(self) -> bool:
        return self._scene is not None and bool(self._scene.dataset.classes)

    def _points(self) -> Points | None:
        """The samples as they are to be edited; None while others are on their way."""
        if self._scene is None:
            return None
        data = self._state.scenario.data
        if data.dataset == "points":
            return own_points.points_in(data)
        if data != self._scene.scenario.data:
            return None
        return own_points.points_of(self._scene.dataset)

    def _row(self, row: int) -> int | None:
        """Where the sample that is seen as `row` now stands: the picture may be a moment behind."""
        return self._row_among(self._safe_points(), row)

    def _row_among(self, points: Points | None, row: int) -> int | None:
        """The same among `points`."""
        if self._scene is None or points is None or row >= len(self._scene.dataset.x):
            return None
        dataset = self._scene.dataset
        target = dataset.target[row]
        if dataset.codes:
            target = dataset.codes[int(target)]
        seen = (*dataset.x[row].tolist(), float(target))
        row = dataset.number_of(row) - 1
        if row < len(points.rows) and (points.rows[row] == seen or self._is_moving(points)):
            return row
        return points.rows.index(seen) if seen in points.rows else None

    def _is_moving(self, points: Points) -> bool:
        """No sample has come or gone since the picture was drawn."""
        assert self._scene is not None
        return len(points.rows) == len(self._scene.dataset.x)

    def _safe_points(self) -> Points | None:
        try:
            return self._points()
        except InputError:
            return None

    def _coded(self, values: Mapping[int, float]) -> dict[int, float]:
        """`values` with the number that stands for a class in the place of its index."""
        coded = dict(values)
        if self._scene is not None and self._has_classes and -1 in coded:
            coded[-1] = _codes(self._scene.dataset)[int(coded[-1])]
        return coded

    def _indices(self, targets: Array) -> Array:
        """The indices of the classes that `targets` (n,) of own points stand for."""
        if self._scene is None or not self._has_classes:
            return targets
        places = {code: at for at, code in enumerate(_codes(self._scene.dataset))}
        # A class that has just come has no place in the picture yet.
        indices = [places.get(target, len(places)) for target in targets.tolist()]
        return np.array(indices, dtype=np.float64)

    def _new_row(self, values: Mapping[int, float]) -> Row:
        assert self._scene is not None
        dataset = self._scene.dataset
        row = [*dataset.x[: dataset.n_train].mean(axis=0).tolist(), 0.0]
        for column, value in self._coded(values).items():
            row[column] = float(value)
        return tuple(row)

    def _edit(self, edit: Callable[[Points], Points], text: str, merge: str = "") -> None:
        try:
            points = self._points()
            if points is None:
                return
            changed = edit(points)
            if changed != points:
                self._propose(self._state.scenario, changed, text, merge)
        except InputError as error:
            self.told.emit(error.message, True)
        if not merge:
            self.finish()

    def _propose(self, scenario: Scenario, points: Points, text: str, merge: str) -> None:
        """Take `points`. Not by way of JSON: unchanged rows stay the same objects, which keeps the
        changes of a long gesture small."""
        before, scene = self._state.scenario.data.dataset, self._scene
        data = own_points.own_data(scenario.data, points)
        if before != "points" and scene is not None:
            dataset = scene.dataset
            names = (*dataset.input_names, dataset.target_name)
            data = with_names(data, names, dataset.classes)
        data = with_all_named(data)
        self._state.replace(msgspec.structs.replace(scenario, data=data), text, merge)
        if before != "points" and scene is not None:
            self.told.emit(_converted(before), False)


def _converted(before: str) -> Message:
    """What is to be told of data, until now the data set `before`, that have become points."""
    if before in DATASETS and not DATASETS[before].is_real:
        return Message(
            QT_TRANSLATE_NOOP(
                "core",
                "The samples are own points now, saved with the scenario; noise and outliers "
                "stay as they were drawn.",
            )
        )
    return Message(
        QT_TRANSLATE_NOOP("core", "The samples are own points now, saved with the scenario.")
    )


def _codes(dataset: Dataset) -> list[float]:
    """The number that stands for each class in own points."""
    return list(dataset.codes) or [float(index) for index in range(len(dataset.classes))]
