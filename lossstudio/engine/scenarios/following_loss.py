"""What of a run, of JSON's own types, follows where its loss or another choice changes."""

from typing import Any

from lossstudio.core.losses import Loss
from lossstudio.core.tasks import Task
from lossstudio.engine.scenarios.fixed import whole_parts
from lossstudio.engine.scenarios.run_loss import loss_called


def keep_parameters(run: dict[str, Any], field: str, owner: Any) -> None:
    """Keep only those parameters of the `field` of a run that its new `owner` has."""
    kept = {parameter.name for parameter in owner.parameters}
    given = run[f"{field}_parameters"]
    if isinstance(given, dict):  # anything else is an error, which the check will name
        run[f"{field}_parameters"] = {n: number for n, number in given.items() if n in kept}


def loss_in(run: dict[str, Any]) -> Loss | None:
    """The loss that `run` names; None where there is none of that name."""
    return loss_called(run.get("loss"), run.get("formula"))


def follow_loss(run: dict[str, Any], before: Loss | None) -> None:
    """Take away what does not fit the loss that `run` has now."""
    loss = loss_in(run)
    if loss is None:  # an error, which the check will name
        return
    keep_parameters(run, "loss", loss)
    if loss.task is Task.REGRESSION:
        run["class_weights"] = "none"
    if before is not None and before.task is not loss.task:
        run["start"] = None
        if isinstance(run.get("fixed"), list):
            run["fixed"] = whole_parts(run["fixed"])


def follow_target(run: dict[str, Any]) -> None:
    """Leave the target in its own unit where the loss that `run` has now does not allow another."""
    loss = loss_in(run)
    is_kept = loss is None or loss.is_of_residual
    if not is_kept and run["standardize"] == "inputs_and_target":
        run["standardize"] = "inputs"
