"""What is true of a run: whether a claim holds at a step, and whether it would be false.

Nothing here asks the engine but for the trajectory (and a network's gradient, which the tests check
by finite differences): costs, gradients and Hessians are those of `costs`, optima are found there.

f is the cost, f* its infimum: of convex costs the least of all, of others the lowest point that is
reached from here by descent. S = cost of the best constant prediction − f*, not below 0; where the
targets have no spread (S is rounding), the fall that the start allows takes its place. R is what
rounding does to a cost here; it is added to every tolerance.

- *converged* is false with f − f* > 1e-2·f* + 1e-5·S, where 5,000 further steps change the cost by
  more than that, where no finite optimum exists, at a strict saddle (the Hessian's least eigenvalue
  is below −1e-3 of the largest, and from there a lower cost is reached). It holds where
  f − f* ≤ 1e-4·f* + 1e-8·S from 500 steps before to 5,000 after, at a finite optimum; but where the
  cost turns in a tenth of the last steps by more than 1e-8·S, or the gradient in half of them, it
  may also be called oscillation. Optimisers that divide by a running mean of squares may leap away
  from an optimum long after they have come to it: then it is false too. "f*" in tolerances is not
  below 0. For exponentials S is no more than the
  curvatures at the optimum make of the spread of its scores: a constant may cost 10^100 there.
- *diverging* is false where in 5,000 steps nothing overflows and no cost exceeds ten times the
  largest of the last 64, or where the loss is unbounded below. It holds where the run has
  overflowed, or where in eight equal stretches of the last 500 steps (all steps, where they are
  fewer, 48 at least) least and largest costs grow by 2 % each and the cost then overflows or grows
  a thousandfold; and the loss is bounded below.
- *no finite optimum* is false where a finite one exists: the loss attains its minimum, the classes
  are not separable (linear programming), there is a penalty. Touching classes have none either, so
  that there it is neither false nor asked for. A sentence that weights grow without end is false
  where they cannot: decay of AdamW, a schedule whose rates have a finite sum. It holds where all
  samples have been on their right side for 500 steps, strictly separable, without penalty, decay or
  such a schedule; or where the loss is unbounded below and the run has gone on for 500 steps.
- *oscillating, a smaller rate would settle it* is false where neither cost nor gradient turns
  twice in the last 64 steps, or where the run, continued with the advised
  rate, goes on turning with more than half of the activity (the swing of the cost, or its height
  above f* where the gradient turns about), or, with a tenth of that rate, with one that has not
  fallen faster than rate^1.5: at a kink and with batches it falls like the rate (under
  RMSProp and Adam, whose steps are as long as the rate, that is the grey zone, and the advice may
  be a schedule that decays instead). It holds for costs
  without kinks, where cost or gradient turns in half of the steps throughout the last 500 with an
  activity above 1e-6·S, and the run, continued at a tenth of the rate or a hundredth, comes to
  rest: no turns, or an activity below 1e-6 of what it was or of S.

None is given where it cannot be decided: the grey zone.
"""

import re
from dataclasses import replace

import numpy as np
from costs import descend, smoothed_minimum
from course import FURTHER, LONG, WINDOW, Course, Said
from networks import polished
from oscillation import Oscillation, turns
from scipy.linalg import eigvalsh
from verdicts import Verdict

# -- what is needed of several ---------------------------------------------------------------------


class Truth(Oscillation):
    """What is true of the run of a course."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.cost = course.cost
        self.run = course.run
        self._local: dict[int, tuple] = {}

    def verdict(self, claim: str, said: Said, *, ask_holds: bool) -> Verdict:
        return getattr(self, f"_{claim}")(said, ask_holds)

    @property
    def is_convex(self):
        return self.cost is not None and self.cost.loss.convex

    @property
    def is_unbounded(self):
        if self.cost is None:
            return self.run.loss == "formula" and self.run.formula in ("r", "-r", "-r**2", "r**3")
        return self.course.optimum_kind.unbounded

    def optimum_at(self, said: Said):
        """(f*, whether that is finite and attained, whether theta is a strict saddle)."""
        if said.step not in self._local:
            self._local[said.step] = self._optimum_at(said)
        return self._local[said.step]

    def _optimum_at(self, said):
        course, cost = self.course, self.cost
        if cost is None:
            return polished(course, said.theta)
        kind = course.optimum_kind
        if kind.unbounded or kind.separable in ("strict", "touching"):
            return kind.low, False, False
        if cost.loss.convex:
            best = course.optimum
            known = best.value - best.low <= self.tolerance(best.value, said, 1e-4, 1e-8)
            return best.value, True if known else None, False
        theta = said.theta
        saddle = False
        if cost.l1:
            lower = smoothed_minimum(cost, theta)[1]
        else:
            basis = cost.basis
            eigen = eigvalsh(basis.T @ cost.hessian(theta) @ basis)
            saddle = bool(eigen[0] < -1e-3 * abs(eigen).max())
            lower = cost.value(descend(cost, theta, reach=0.02)[0])
        attained = None if cost.loss.falls is not None else True
        return min(lower, cost.value(theta)), attained, saddle

    def spread(self, best, said):
        """S, and what stands for it where the targets have none."""
        s, convex = self.course.constant - best, self.is_convex and np.isfinite(best)
        floor = self.course.rounding(self.course.optimum.theta if convex else said.theta)
        if not s > 100 * floor:
            s = self.course.value(self.course.first) - best
        if self.run.formula in _STEEP and self.is_convex and self.run.loss == "formula":
            cost, theta = self.cost, self.course.optimum.theta
            away = cost.raw(theta) - cost.raw(theta).mean()
            s = min(s, cost.factor * cost.loss.parts(cost.raw(theta), cost.y, 0.0)[2] @ away**2)
        return max(s, 0.0) if np.isfinite(s) else 0.0

    def tolerance(self, best, said, of_best, of_spread):
        spread = self.spread(best, said)
        return of_best * max(best, 0.0) + of_spread * spread + self.course.rounding(said.theta)

    # -- converged ---------------------------------------------------------------------------------

    def _converged(self, said, ask_holds):
        course = self.course
        if said.overflowed:
            return Verdict(True, False, "overflowed")
        best, attained, saddle = self.optimum_at(said)
        if attained is False:
            return Verdict(True, False, "no finite optimum")
        if tiny := self._tiny_targets(said):
            return tiny
        loose, tight = (
            self.tolerance(best, said, *sizes) for sizes in ((1e-2, 1e-5), (1e-4, 1e-8))
        )
        gap, t = self.course.value(said.theta) - best, said.step
        if gap > loose:
            return Verdict(True, False, f"gap {gap:.3g} > {loose:.3g}; f* = {best:.6g}")
        before = self.course.known[max(0, t - LONG) : t + 1] - best
        may_hold = t >= LONG and bool((before <= tight).all())
        if not ((may_hold and ask_holds) or said.status == "converged"):
            return Verdict(None, False, "")
        costs, overflow = course.series.costs, course.series.overflow
        later = costs[t : t + FURTHER + 1]
        moves = max(later.max() - costs[t], costs[t] - later[-1])
        if moves > loose or overflow is not None:
            return Verdict(True, False, f"the cost moves by {moves:.3g} > {loose:.3g}")
        if saddle and gap > tight:
            return Verdict(True, False, "a saddle, from which there is a lower cost")
        if attained is None or saddle:
            return Verdict(None, None if may_hold else False, "optimum not known")
        holds = may_hold and bool((later - best <= tight).all())
        turning = turns(costs[max(0, t - LONG) : t + 1], 1e-8 * self.spread(best, said))
        if holds and (turning > 0.1 or self._turns_about(said.window) > 0.5):
            return Verdict(False, None, "within, but it turns")
        return Verdict(False, holds, f"gap {gap:.3g}, f* = {best:.6g}, tight {tight:.3g}")

    def _tiny_targets(self, said):
        """Squares of targets that underflow: judged in units in which they do not."""
        cost = self.cost
        if cost is None or self.run.loss != "mse" or cost.l1:
            return None
        size = np.abs(cost.y).max()
        if not 0 < size < 1e-120:
            return None
        scaled = replace(cost, y=cost.y / size)
        theta, _ = descend(scaled, np.zeros(len(cost.is_weight)))
        best, here = scaled.value(theta), scaled.value(said.theta / size)
        spread = scaled.factor * ((scaled.y - scaled.y.mean()) ** 2).sum() - best
        false = here - best > 1e-2 * best + 1e-5 * spread + 1e-14
        return Verdict(bool(false), None if not false else False, "tiny targets, scaled")

    # -- diverging ---------------------------------------------------------------------------------

    def _diverging(self, said, ask_holds):
        if self.is_unbounded or self.is_unbounded is None:
            return Verdict(True if self.is_unbounded else None, False, "unbounded below")
        if said.overflowed:
            return Verdict(False, True, "overflowed")
        t, known = said.step, self.course.known
        blocks = np.array_split(known[max(1, t - LONG) : t + 1], 8)
        grows = False
        if ask_holds and t >= 48:
            low, high = (np.array([f(block) for block in blocks]) for f in (np.min, np.max))
            grows = bool((low[1:] > 1.02 * low[:-1]).all() and (high[1:] > 1.02 * high[:-1]).all())
        if not (grows or said.status == "diverging"):
            return Verdict(None, False, "")
        series = self.course.series
        recent = np.abs(known[max(0, t - WINDOW) : t + 1]).max()
        later = series.costs[t : t + FURTHER + 1]
        if series.overflow is None and later.max() <= 10 * recent:
            return Verdict(True, False, f"bounded: {later.max():.3g} after {recent:.3g}")
        ends = series.overflow is not None or later[-1] > 1e3 * known[t]
        return Verdict(False, grows and bool(ends), "grows")

    # -- no finite optimum -------------------------------------------------------------------------

    def _no_finite_optimum(self, said, ask_holds):
        run, t = self.run, said.step
        held = (
            run.schedule == "cosine"
            or (run.schedule == "exponential" and run.schedule_parameters.get("decay", 0.999) < 1)
            or (run.optimizer == "adamw" and run.optimizer_parameters.get("weight_decay", 0.01) > 0)
        )
        if self.is_unbounded is None:
            return Verdict(None, None, "not known to be bounded")
        if self.is_unbounded:
            holds = t >= LONG or said.overflowed
            return Verdict(False, None if held else holds, "unbounded below")
        if held and _GROWS.search(said.reason):
            return Verdict(True, False, "the weights cannot grow: decay or schedule")
        if self.cost is None:
            right = self.all_right(said.theta)
            if right is None or run.l1 or run.l2:
                return Verdict(True, False, "it has a finite optimum")
            if not right:
                return Verdict(None, None, "a network that is not on the right sides")
            holds = t >= LONG and all(map(self.all_right, [*self.course.early, *said.window]))
            return Verdict(False, None if held else holds, "a network, all on the right side")
        kind = self.course.optimum_kind
        if kind.separable is None or kind.separable == "none":
            surely = self.cost.loss.convex or kind.separable is None
            return Verdict(True if surely else None, False, f"separable: {kind.separable}")
        if kind.separable == "touching" or run.l1 or run.l2:
            return Verdict(False, None, "touching")
        rights = [self.all_right(theta) for theta in (*self.course.early, *said.window)]
        holds = t >= LONG and all(rights) and not said.overflowed
        return Verdict(False, None if held or None in rights else holds, "strictly separable")

    def all_right(self, theta):
        """All samples on their right side; None where the loss has none."""
        objective = self.course.trainer.objective
        n = objective.n_train
        y = objective.dataset.target[:n]
        if self.cost is None:
            if not len(objective.dataset.classes) or self.run.loss in ("hinge", "squared_hinge"):
                return None
            if self.run.loss_parameters.get("label_smoothing"):
                return None
            raw = objective.model.forward(theta, objective.features[:n])[0]
        else:
            if self.cost.loss.falls in (None, False) or self.run.formula in _ONE_SIDED:
                return None
            raw = self.cost.raw(theta).reshape(n, -1)
        if raw.shape[1] == 1:
            return bool(((2 * y - 1) * raw[:, 0] > 0).all())
        own = raw[np.arange(n), y.astype(int)]
        others = np.where(np.eye(raw.shape[1])[y.astype(int)] > 0, -np.inf, raw).max(axis=1)
        return bool((own > others).all())


_GROWS = re.compile(r"without (end|limit|bound)|for ever|keeps? growing|goe?s? on growing")
_STEEP = ("cosh(a*r)", "exp(a*r) - r", "exp(-a*m)")
_ONE_SIDED = ("exp(r)", "log(1 + exp(r))", "-log(p)")
