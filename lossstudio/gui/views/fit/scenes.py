"""Which picture suits a scene, and whether one of other samples may keep its range."""

from lossstudio.core.datasets import Dataset
from lossstudio.engine.data.own_points import MOST_POINTS
from lossstudio.engine.measuring.picture import PictureKind
from lossstudio.gui.training.snapshot import Scene
from lossstudio.gui.views.fit.curves import CurveLayer, ProbabilityLayer
from lossstudio.gui.views.fit.layers import FitLayer
from lossstudio.gui.views.fit.map import AgreementLayer, MapLayer


def layer_type(scene: Scene) -> type[FitLayer]:
    """The kind of picture that suits the scene."""
    if scene.canvas.kind is PictureKind.MAP:
        return MapLayer
    if scene.canvas.kind is PictureKind.AGREEMENT:
        return AgreementLayer
    return ProbabilityLayer if scene.dataset.classes else CurveLayer


def are_alike(old: Dataset, new: Dataset) -> bool:
    """`new` is `old` with another noise, other outliers, or edited: the view should stay put."""
    is_same_kind = (
        old.name == new.name
        and old.x.shape == new.x.shape
        and old.input_names == new.input_names
        and old.target_name == new.target_name
        and old.classes == new.classes
    )
    return is_same_kind or _are_edits(old, new)


def _are_edits(old: Dataset, new: Dataset) -> bool:
    """One is the other after points have been moved, added or removed: most are the same."""
    if "points" not in (old.name, new.name) or old.x.shape[1] != new.x.shape[1]:
        return False
    if len(old.classes) != len(new.classes) or max(len(old.x), len(new.x)) > MOST_POINTS:
        return False
    rows = [{row.tobytes() for row in dataset.x} for dataset in (old, new)]
    return 2 * len(rows[0] & rows[1]) >= min(map(len, rows))
