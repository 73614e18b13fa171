"""The lowest cost that a network reaches from where it is."""

import numpy as np
from scipy.optimize import minimize


def polished(course, theta):
    """(lowest cost found from theta, whether it is surely a local minimum, is a strict saddle)."""
    run = course.run
    kinks = run.l1 or run.loss in ("mae", "hinge", "pinball")
    f = course.value(theta)
    hessian = hessian_of(course.gradient, theta)
    eigen, vectors = np.linalg.eigh(hessian)
    top = max(np.abs(eigen).max(), 1e-300)
    starts = [theta]
    if eigen[0] < -1e-4 * top:
        length = 1e-3 * (1 + np.linalg.norm(theta))
        starts += [theta + length * vectors[:, 0], theta - length * vectors[:, 0]]
    best = f
    for start in starts:
        found = minimize(
            course.value,
            start,
            jac=course.gradient,
            method="BFGS",
            options={"gtol": 1e-11 * top, "maxiter": 300},
        )
        best = min(best, found.fun)
    saddle = bool(eigen[0] < -1e-3 * top and best < f)
    if may_fall_for_ever(course):
        return best, None, saddle
    return best, (None if kinks else True), saddle


def may_fall_for_ever(course):
    """No penalty, and a loss of classes that falls for ever: there may be no finite optimum."""
    run = course.run
    falls = run.loss in ("binary_cross_entropy", "focal", "brier", "multiclass_brier")
    falls |= run.loss == "cross_entropy" and not run.loss_parameters.get("label_smoothing")
    return falls and not (run.l1 or run.l2)


def hessian_of(gradient, theta):
    """The Hessian by differences of the gradient."""
    columns = []
    for j in range(len(theta)):
        h = 1e-5 * (1.0 + abs(theta[j]))
        e = np.zeros(len(theta))
        e[j] = h
        columns.append((gradient(theta + e) - gradient(theta - e)) / (2 * h))
    out = np.array(columns)
    return (out + out.T) / 2
