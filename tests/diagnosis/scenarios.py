"""Random scenarios of all kinds, each of them a function of a seed and a number."""

from dataclasses import dataclass

import numpy as np
from costs import Cost
from data import classes, log, numbers, pick, points

from lossstudio.core.text import InputError
from lossstudio.engine.data.samples import samples
from lossstudio.engine.scenarios.scenario import Data, Run, Scenario, to_dict
from lossstudio.engine.training.trainer import Trainer

SMOOTH = ("mse", "mse", "huber", "log_cosh", "0.5*r**2", "sqrt(1 + r**2) - 1")
KINKED = ("mae", "pinball", "max(|r| - a, 0)", "2*|r| + r", "|r|")
FALLING = (
    "binary_cross_entropy",
    "focal",
    "brier",
    "cross_entropy",
    "multiclass_brier",
    "log(1 + exp(-a*m))",
    "exp(-a*m)",
    "1 - tanh(m)",
    "|p - y|",
    "-(y*log(p) + (1 - y)*log(1 - p))",
)
REGRESSION = (
    *("mse", "mae", "huber", "log_cosh", "pinball", "0.5*r**2", "log(1 + r**2)"),
    *("r**2/(1 + r**2)", "1 - exp(-r**2/2)", "|r|**1.5", "max(|r| - a, 0)", "r**4 - r**2"),
    *("where(r > 0, a*r**2, r**2)", "r**4", "cosh(a*r)", "exp(a*r) - r", "r**2 - 3*r"),
    *("1 - cos(r)", "exp(r)", "log(1 + exp(r))", "2*|r| + r"),
)
ODD = (
    *("log(1 + r**2)", "r**2/(1 + r**2)", "1 - exp(-r**2/2)", "|r|**1.5", "r**4 - r**2", "r**4"),
    *("cosh(a*r)", "exp(a*r) - r", "1 - cos(r)", "exp(r)", "log(1 + exp(r))", "r**2 - 3*r"),
    *("1 - tanh(m)", "|p - y|", "(1 - m)**2", "exp(-a*m)", "-log(p)", "max(0, 1 - m)**2"),
)
BINARY = (*FALLING[:3], "hinge", "squared_hinge", *FALLING[5:], "(1 - m)**2", "-log(p)")
MARGIN = {*BINARY, *FALLING, "max(0, 1 - m)**2", "max(0, 1 - m)", "-m"}
"""Losses for classes, by name or formula."""
UNBOUNDED = ("r", "-r", "-r**2", "r**3", "-|r|", "-m")
PLAIN = ("gradient_descent", "momentum", "nesterov")
ADAPTIVE = ("adagrad", "rmsprop", "adam", "adamw")

KINDS = {
    "settling": 60,
    "too fast": 70,
    "separable": 55,
    "alternating": 100,
    "kinks": 30,
    "batches": 30,
    "held": 35,
    "units": 25,
    "unbounded": 22,
    "odd": 32,
    "networks": 24,
    "anything": 45,
}
"""How many of 528 scenarios are of each kind."""


@dataclass(frozen=True)
class Case:
    """A run, and the steps at which it is judged; the last one is also asked what holds."""

    kind: str
    seed: int
    number: int
    data: Data
    run: Run
    steps: tuple[int, ...]

    @property
    def as_classes(self):
        name = self.run.formula if self.run.loss == "formula" else self.run.loss
        return name in MARGIN

    def trainer(self):
        return Trainer(self.data, self.run, as_classes=self.as_classes)

    def cost(self):
        return Cost.of(self.run, samples(self.data, self.as_classes))

    def json(self):
        return to_dict(Scenario(data=self.data, runs=(self.run,), steps=self.steps[-1]))


def make_case(seed, number):
    """Case `number` of `seed`: always the same."""
    rng = np.random.default_rng([seed, number])
    kinds = [kind for kind, weight in KINDS.items() for _ in range(weight)]
    order = np.random.default_rng(seed).permutation(len(kinds))
    kind = kinds[order[number % len(kinds)]]
    for _ in range(50):
        data, run, steps = _MAKERS[kind](rng)
        case = Case(kind, seed, number, data, run, steps)
        try:
            case.trainer()
        except InputError:
            continue
        return case
    raise AssertionError(f"no scenario {number} of seed {seed}, {kind}")


# -- runs ----------------------------------------------------------------------------------------


def _loss(rng, name):
    """Fields of a run for a loss or formula of this name."""
    if name in ("r", "-r") or any(sign in name for sign in "()|*") or name == "-m":
        a = {"max(|r| - a, 0)": pick(rng, 0.1, 0.5), "log(1 + exp(-a*m))": pick(rng, 1, 3, 30)}
        a |= {"exp(-a*m)": pick(rng, 0.5, 1, 1, 5, 30), "exp(a*r) - r": pick(rng, 0.5, 1.0, 2.0)}
        a |= {"cosh(a*r)": pick(rng, 0.3, 1.0, 3.0), "where(r > 0, a*r**2, r**2)": 3.0}
        given = {"a": float(a[name])} if name in a else {}
        return {"loss": "formula", "formula": name, "loss_parameters": given}
    given = {}
    if name == "huber":
        given = {"delta": pick(rng, 0.05, 0.5, 1.0, 10.0)}
    elif name == "pinball":
        given = {"tau": pick(rng, 0.1, 0.5, 0.9)}
    elif name == "focal":
        given = {"gamma": pick(rng, 0.0, 1.0, 2.0, 5.0), "alpha": pick(rng, 0.25, 0.5, 0.9)}
        if rng.random() < 0.06:
            given["alpha"] = pick(rng, 0.0, 1.0)
    elif name == "cross_entropy":
        given = {"label_smoothing": pick(rng, 0.0, 0.0, 0.1)}
    return {"loss": name, "loss_parameters": given}


def _model(rng, curved=0.25):
    fields = {"bias": bool(rng.random() < 0.85), "seed": int(rng.integers(100))}
    if rng.random() < curved:
        fields |= {"model": "polynomial", "degree": int(rng.integers(2, 5))}
    return fields


def _optimizer(rng, *names):
    name = pick(rng, *names)
    given = {}
    if name in ("momentum", "nesterov"):
        given = {"beta": pick(rng, 0.5, 0.9, 0.9, 0.98)}
    elif name == "adamw":
        given = {"weight_decay": pick(rng, 0.0, 0.01, 0.1, 1.0)}
    return {"optimizer": name, "optimizer_parameters": given}


def _with_rate(rng, data, fields, share, adaptive=None, *, at_start=True):
    """A run whose rate is `share` of what plain descent is stable below, at its start.

    Or, with `at_start` false, with a loss whose curvature is 1.
    """
    run = Run(**{"learning_rate": 0.1} | fields)
    if run.optimizer in ADAPTIVE:
        rate = adaptive if adaptive is not None else log(rng, -3, 0)
    elif run.model == "mlp":
        rate = share * 0.5 / (1.0 if run.reduction == "mean" else 20.0)
    else:
        case = Case("", 0, 0, data, run, (1,))
        cost = case.cost()
        with np.errstate(all="ignore"):
            try:
                h = cost.hessian(case.trainer().theta)
                top = float(np.abs(np.linalg.eigvalsh(h)).max())
            except (InputError, np.linalg.LinAlgError):
                top = 0.0
        if not 0 < top < np.inf or not at_start:
            top = float(np.linalg.eigvalsh(cost.factor * cost.phi.T @ cost.phi)[-1])
        rate = share * 2.0 / max(top, 1e-300)
        if run.optimizer != "gradient_descent" and share <= 1:
            rate *= 1.0 - run.optimizer_parameters["beta"]
    return Run(**fields | {"learning_rate": float(np.clip(rate, 1e-8, 1000.0))})


def _steps(rng, low, high, early=True):
    last = int(np.exp(rng.uniform(np.log(low), np.log(high))))
    middle = int(rng.integers(min(50, last - 1), last))
    first = int(rng.integers(3, min(130, last)))
    return tuple(sorted({first, middle, last})) if early else (last,)


def _classes_for(rng, name, shape=None, **how):
    return classes(rng, shape, several=name in ("cross_entropy", "multiclass_brier"), **how)


def _data_for(rng, name, **how):
    return _classes_for(rng, name, **how) if name in MARGIN else numbers(rng, **how)


def _settling(rng):
    name = pick(rng, *SMOOTH, "binary_cross_entropy", "cross_entropy", "(1 - m)**2", "focal")
    fields = _loss(rng, name) | _model(rng, 0.15) | _optimizer(rng, *PLAIN, *PLAIN, "adam")
    if name in MARGIN:
        data = _classes_for(rng, name, pick(rng, "mixed", "apart"), plain=True)
        fields["l2"] = log(rng, -2, 0)
    else:
        data = numbers(rng, plain=rng.random() < 0.8)
        fields["l2"] = pick(rng, 0.0, 0.0, 0.1)
    fields["reduction"] = pick(rng, "mean", "mean", "sum")
    run = _with_rate(rng, data, fields, rng.uniform(0.2, 0.95), log(rng, -2, -1))
    return data, run, _steps(rng, 700, 3000)


def _too_fast(rng):
    name = pick(rng, *SMOOTH[:2], "0.5*r**2", "r**4", "cosh(a*r)", "(1 - m)**2", "mse")
    fields = _loss(rng, name) | _model(rng) | _optimizer(rng, "gradient_descent", *PLAIN)
    data = _data_for(rng, name)
    fields["reduction"] = pick(rng, "mean", "sum")
    if rng.random() < 0.2:
        fields["batch_size"] = int(rng.integers(1, 6))
    fields["l2"] = pick(rng, 0.0, 0.0, 0.3)
    share = pick(rng, 1.02, 1.1, 1.5, 3.0, 10.0, log(rng, 0, 3))
    run = _with_rate(rng, data, fields, share)
    return data, run, _steps(rng, 60, 700)


def _separable(rng):
    name = pick(rng, *FALLING)
    fields = _loss(rng, name) | _model(rng, 0.1) | {"bias": True}
    if fields["loss_parameters"].get("label_smoothing"):
        fields["loss_parameters"] = {}
    fields |= _optimizer(rng, "gradient_descent", *PLAIN, "adam", "adagrad", "rmsprop")
    data = _classes_for(rng, name, "apart", plain=rng.random() < 0.7)
    if rng.random() < 0.15:
        fields["batch_size"] = int(rng.integers(2, 10))
    if rng.random() < 0.15:
        fields["schedule"] = "inverse_sqrt"
    run = _with_rate(rng, data, fields, log(rng, -1, 1), log(rng, -2, 0))
    return data, run, _steps(rng, 800, 2500)


def _alternating(rng):
    way = pick(rng, "edge", "edge", "bounded", "bounded", "bounded", "classes", "adaptive")
    optimizer = {"optimizer": "gradient_descent"}
    share = 1.0 - log(rng, -4, -2.5)
    if way == "edge":
        name = pick(rng, "mse", "0.5*r**2", "huber", "log_cosh")
        data, fields = numbers(rng, plain=rng.random() < 0.6), {}
    elif way == "bounded":
        name = pick(rng, "huber", "log_cosh", "sqrt(1 + r**2) - 1", "log(1 + r**2)", "|r|**1.5")
        data, share, fields = numbers(rng, plain=rng.random() < 0.8), log(rng, 0.05, 1.5), {}
    elif way == "classes":
        name = pick(rng, "binary_cross_entropy", "cross_entropy", "focal", "squared_hinge")
        data = _classes_for(rng, name, "mixed", plain=True)
        share, fields = log(rng, 0.1, 2), {"l2": pick(rng, 0.0, 0.01)}
    else:
        name = pick(rng, "mse", "huber", "log_cosh")
        data, fields = numbers(rng, plain=rng.random() < 0.7), {}
        optimizer = _optimizer(rng, "rmsprop", "adam", "adamw")
    fields = _loss(rng, name) | _model(rng, 0.15) | fields | optimizer
    if name == "huber" and way == "bounded":
        fields["loss_parameters"] = {"delta": pick(rng, 0.2, 1.0)}
    adaptive = log(rng, -1, 2.5)
    run = _with_rate(rng, data, fields, share, adaptive, at_start=way != "bounded")
    return data, run, _steps(rng, 600, 1500)


def _kinks(rng):
    name = pick(rng, *KINKED, "hinge", "mse", "huber", "max(0, 1 - m)**2")
    fields = _loss(rng, name) | _model(rng) | _optimizer(rng, *PLAIN, "adam", "rmsprop")
    if name in ("mse", "huber") or name.startswith("max(0") or rng.random() < 0.2:
        fields["l1"] = log(rng, -2, 1)
    data = _data_for(rng, name)
    fields["schedule"] = pick(rng, "constant", "constant", "inverse_sqrt", "exponential")
    run = _with_rate(rng, data, fields, log(rng, -2, 0), log(rng, -3, 0))
    return data, run, _steps(rng, 600, 2000)


def _batches(rng):
    name = pick(rng, *SMOOTH, "mae", "binary_cross_entropy", "hinge", "log(1 + r**2)")
    fields = _loss(rng, name) | _model(rng) | _optimizer(rng, *PLAIN, "adam", "rmsprop")
    data = _data_for(rng, name)
    fields["batch_size"] = int(rng.integers(1, 8))
    fields["l2"] = pick(rng, 0.0, 0.0, 0.05)
    fields["schedule"] = pick(rng, "constant", "constant", "inverse_sqrt")
    run = _with_rate(rng, data, fields, log(rng, -2, -0.1), log(rng, -3, -0.5))
    return data, run, _steps(rng, 300, 1500)


def _held(rng):
    name = pick(rng, *FALLING)
    fields = _loss(rng, name) | _model(rng, 0.1)
    way = pick(rng, *["decay"] * 3, *["schedule"] * 3, "l1", "l2", "touching", "smoothing")
    shape = "touching" if way == "touching" else "apart"
    data = _classes_for(rng, name, shape, plain=True)
    fields |= _optimizer(rng, *PLAIN, "adam")
    if way == "decay":
        fields |= {"optimizer": "adamw", "optimizer_parameters": {"weight_decay": log(rng, -2, 0)}}
    elif way == "schedule":
        period = float(rng.integers(50, 1500))
        fields |= pick(
            rng,
            {"schedule": "cosine", "schedule_parameters": {"period": period}},
            {"schedule": "exponential", "schedule_parameters": {"decay": 1 - log(rng, -3, -1)}},
        )
    elif way in ("l1", "l2"):
        fields[way] = log(rng, -4, -1)
    elif name == "cross_entropy":
        fields["loss_parameters"] = {"label_smoothing": pick(rng, 0.01, 0.2)}
    run = _with_rate(rng, data, fields, log(rng, -1, 0.5), log(rng, -2, -0.5))
    return data, run, _steps(rng, 600, 2500)


def _units(rng):
    n = int(rng.integers(10, 50))
    x, noise = np.linspace(0, 1, n), rng.standard_normal(n)
    way = pick(rng, "offset", "years", "tiny", "huge", "slow", "exact")
    fields = _loss(rng, pick(rng, "mse", "mse", "huber", "0.5*r**2")) | _model(rng, 0.4)
    fields |= _optimizer(rng, *PLAIN, "adam", "adagrad") | {"bias": True}
    share = rng.uniform(0.1, 0.9)
    y = x * rng.normal() + pick(rng, 0.0, 0.1) * noise
    if way == "offset":
        y = y + log(rng, 2, 7)
    elif way == "years":
        x = 1950 + 70 * x
    elif way == "tiny":
        y = y * log(rng, -200, -6)
        fields |= _loss(rng, "mse")
    elif way == "huge":
        y = y * log(rng, 6, 60)
        fields |= _loss(rng, "mse")
    elif way == "slow":
        share = log(rng, -7, -3)
    else:
        y = 2 * x + pick(rng, 1.0, 1e5)
    run = _with_rate(rng, points(x, y), fields, share, log(rng, -3, 0))
    last = _steps(rng, 600, 3000)[-1]
    return points(x, y), run, tuple(np.unique(np.geomspace(20, last, 12).astype(int)).tolist())


def _unbounded(rng):
    name = pick(rng, *UNBOUNDED)
    fields = _loss(rng, name) | _model(rng, 0.1) | _optimizer(rng, *PLAIN, "adam", "rmsprop")
    data = _data_for(rng, name, plain=True)
    if rng.random() < 0.35:
        fields["l2"] = log(rng, -1, 1)
    run = _with_rate(rng, data, fields, log(rng, -2, 0.5), log(rng, -3, 0))
    return data, run, _steps(rng, 520, 1200)


def _odd(rng):
    name = pick(rng, *ODD)
    fields = _loss(rng, name) | _model(rng) | _optimizer(rng, *PLAIN, "adam", "adagrad")
    data = _data_for(rng, name, plain=rng.random() < 0.7)
    fields["l2"] = pick(rng, 0.0, 0.0, 0.01)
    fields["initialization"] = pick(rng, "glorot", "zero")
    run = _with_rate(rng, data, fields, log(rng, -2, 1), log(rng, -3, 0))
    return data, run, _steps(rng, 600, 2500)


def _networks(rng):
    name = pick(rng, "mse", "mse", "huber", "mae", "binary_cross_entropy", "cross_entropy")
    fields = _loss(rng, name) | _optimizer(rng, *PLAIN, "adam")
    fields |= {
        "model": "mlp",
        "hidden_layers": pick(rng, (2,), (3,), (4,), (3, 3)),
        "activation": pick(rng, "tanh", "relu", "sigmoid"),
        "seed": int(rng.integers(100)),
        "initialization": pick(rng, "glorot", "glorot", "glorot", "zero"),
        "l2": pick(rng, 0.0, 0.01, 0.1),
    }
    data = _data_for(rng, name, plain=True)
    run = _with_rate(rng, data, fields, log(rng, -1.5, 2), log(rng, -3, 1))
    return data, run, _steps(rng, 600, 1500)


def _anything(rng):
    name = pick(rng, *REGRESSION, *BINARY, "cross_entropy", "multiclass_brier", *UNBOUNDED[:3])
    fields = _loss(rng, name) | _model(rng, 0.35) | _optimizer(rng, *PLAIN, *PLAIN, *ADAPTIVE)
    data = _data_for(rng, name)
    fields["reduction"] = pick(rng, "mean", "mean", "sum")
    fields["l2"] = pick(rng, 0.0, 0.0, log(rng, -3, 1))
    fields["l1"] = pick(rng, 0.0, 0.0, 0.0, log(rng, -3, 1))
    fields["schedule"] = pick(rng, *["constant"] * 4, "exponential", "inverse_sqrt", "cosine")
    if rng.random() < 0.25:
        fields["batch_size"] = int(rng.integers(1, 12))
    run = _with_rate(rng, data, fields, log(rng, -3, 2), log(rng, -4, 1.5))
    return data, run, _steps(rng, 200, 2500)


_MAKERS = {
    "settling": _settling,
    "too fast": _too_fast,
    "separable": _separable,
    "alternating": _alternating,
    "kinks": _kinks,
    "batches": _batches,
    "held": _held,
    "units": _units,
    "unbounded": _unbounded,
    "odd": _odd,
    "networks": _networks,
    "anything": _anything,
}
