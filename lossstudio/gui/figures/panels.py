"""The views that figures can be made of, by the names that files and commands use. Loads no Qt."""

import importlib
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lossstudio.gui.views.view import View

_VIEWS = "lossstudio.gui.views."
_CLASSES = {
    "fit": "fit.fit_view.FitView",
    "loss": "loss_curve.loss_curve_view.LossCurveView",
    "landscape": "landscape.landscape_view.LandscapeView",
    "shape": "loss_shape.loss_shape_view.LossShapeView",
    "metrics": "metrics.metrics_view.MetricsView",
    "samples": "samples.samples_view.SamplesView",
    "step": "step_size.step_size_view.StepSizeView",
    "numbers": "step_numbers.step_numbers_view.StepNumbersView",
    "network": "network.network_view.NetworkView",
}


def panel_names() -> tuple[str, ...]:
    """The names of all views, in the order of a window."""
    return tuple(name for name, path in _CLASSES.items() if _exists(path.rpartition(".")[0]))


def panel_class(name: str) -> "type[View]":
    """The view called `name`. Raises `KeyError` where there is none."""
    module, _, kind = _CLASSES[name].rpartition(".")
    view: type[View] = getattr(importlib.import_module(_VIEWS + module), kind)
    return view


def panel_name(view: "View") -> str:
    """The name of a view. Raises `ValueError` for one of which no figures are made."""
    path = f"{type(view).__module__}.{type(view).__qualname__}".removeprefix(_VIEWS)
    for name, own in _CLASSES.items():
        if own == path:
            return name
    raise ValueError(f"{path}: no figures are made of it")


def _exists(module: str) -> bool:
    package = module.rpartition(".")[0]
    return find_spec(_VIEWS + package) is not None and find_spec(_VIEWS + module) is not None
