"""Steps that are marked in the loss view: where settings changed, where a held-out loss turned."""

from collections.abc import Callable, Sequence

from lossstudio.engine.runs.setting_words import changes_at
from lossstudio.gui.kit.i18n import message_text, translate
from lossstudio.gui.training.snapshot import RunSnapshot, Snapshot
from lossstudio.gui.views.loss_curve.step_overlay import Mark


class MarkedSteps:
    """Follows the snapshots; what was changed is put into words once."""

    def __init__(self) -> None:
        self._key: object = None
        self._changes: tuple[tuple[int, str], ...] = ()
        self._marks: list[Mark] = []

    def forget(self) -> None:
        """The language is another one."""
        self._key = None

    def placed(self, snapshot: Snapshot, x: Callable[[float], float]) -> list[Mark]:
        """All marks in the order of their steps, where `x` places these."""
        key = tuple(
            (segment.start, id(segment.run)) for run in snapshot.runs for segment in run.segments
        )
        if key != self._key:
            self._key, self._changes = key, _changes(snapshot.changes, snapshot.runs)
        self._marks = [Mark(x(step), text) for step, text in self._changes]
        diagnosis = snapshot.run.diagnosis
        if diagnosis.remark is not None and diagnosis.since is not None:
            self._marks.append(Mark(x(diagnosis.since), _lowest(snapshot.run), is_turn=True))
        return self._marks

    def said_near(self, x: float, reach: float) -> list[str]:
        """What the readout says at `x` of the marks within `reach` of it."""
        return [_line(mark) for mark in self._marks if abs(mark.x - x) <= reach]


def _changes(steps: Sequence[int], runs: Sequence[RunSnapshot]) -> tuple[tuple[int, str], ...]:
    found = []
    for step in steps:
        said = [message_text(each) for run in runs for each in changes_at(run.segments, step)]
        found.append((step, ", ".join(dict.fromkeys(said))))
    return tuple(found)


def _lowest(run: RunSnapshot) -> str:
    if run.validation is not None:
        return translate("LossCurveView", "lowest validation loss")
    return translate("LossCurveView", "lowest test loss")


def _line(mark: Mark) -> str:
    if mark.is_turn:
        return mark.text
    if not mark.text:
        return translate("LossCurveView", "Settings were changed here.")
    return translate("LossCurveView", "Changed here: {what}").format(what=mark.text)
