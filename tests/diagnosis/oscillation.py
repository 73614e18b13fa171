"""Whether a run oscillates, and whether a smaller learning rate lets it settle."""

import numpy as np
from course import FURTHER, LONG, WINDOW, costs_of
from verdicts import LONG_STEPS, Verdict, advised_rate


class Oscillation:
    """The part of `truth.Truth` that is about oscillation; see there."""

    @property
    def _has_kinks(self):
        """The cost has kinks, where it may come to rest or not."""
        kinked = self.run.loss in ("mae", "hinge", "pinball") or self.run.activation == "relu"
        return bool(self.run.l1 or (self.cost.loss.kink_weight if self.cost else kinked))

    @property
    def _steps_as_long_as_the_rate(self):
        return self.run.optimizer in LONG_STEPS

    @property
    def _has_batches(self):
        return self.course.trainer.objective.batch_size is not None

    # -- oscillating -------------------------------------------------------------------------------

    def _oscillating(self, said, ask_holds):
        if said.overflowed:
            return Verdict(True, False, "overflowed")
        rate = advised_rate(said)
        made = said.status == "oscillating" and rate is not None
        t = said.step
        costs = self.course.known
        last = costs[max(0, t - WINDOW) : t + 1]
        turning, about = turns(last, 0.0), self._turns_about(said.window)
        if made and max(turning, about) * (len(last) - 2) < 2:
            return Verdict(
                True, False, f"turns in {turning:.2f} of the steps, gradient {about:.2f}"
            )
        holds = self._holds_oscillating(said) if ask_holds else None
        if not (made or holds):
            return Verdict(None, False if ask_holds else None, "")
        activity, now = self._activity(last, said, about), self.course.trainer_rate(t)
        rests = False
        if made:
            before = np.inf
            for share in (1.0, 0.1):
                active, overflow = self._continued(said, rate * share)
                rests = not overflow and active <= max(1e-6 * activity, self._matters(said))
                if rests:
                    break
                ratio = rate * share / now
                if share == 1.0:
                    enough = 0.5 * activity
                else:
                    enough = max(activity * ratio**1.5, before * share**1.5)
                if overflow or active > enough:
                    text = f"at {ratio:.3g} of the rate: activity {active:.3g} after {activity:.3g}"
                    calmer = not overflow and active <= 0.5 * activity
                    if calmer and self._steps_as_long_as_the_rate and not self._has_kinks:
                        return Verdict(None, None, f"{text}: calmer only")
                    return Verdict(True, False, f"{text} (and {before:.3g})")
                before = active
        if holds:
            for share in () if rests else (0.1, 0.01):
                active, overflow = self._continued(said, now * share, schedule="constant")
                rests = not overflow and active <= max(1e-6 * activity, self._matters(said))
                if rests:
                    break
            near = said.status == "converged" and not self._converged(said, False).false
            holds = True if rests and not (near or self._has_kinks) else None
        return Verdict(False if made else None, holds, f"activity {activity:.3g}")

    def _holds_oscillating(self, said):
        """It alternates throughout the last 500 steps, and that matters."""
        t = said.step
        if t < LONG or self._has_batches:
            return False
        if self.is_unbounded is not False:
            return False
        stretches = np.array_split(self.course.known[t - LONG : t + 1], 8)
        matters = self._matters(said)
        cost_turns = all(turns(s, matters) > 0.5 and np.ptp(s) > matters for s in stretches)
        if cost_turns:
            return True
        about = min(self._turns_about(said.window), self._turns_about(self.course.early))
        if about < 0.9:
            return False
        best = self.optimum_at(said)[0]
        return np.isfinite(best) and bool(
            (self.course.known[t - LONG : t + 1] - best > max(matters, 0)).all()
        )

    def _matters(self, said):
        best = self.optimum_at(said)[0]
        if not np.isfinite(best):
            best = 0.0
        return 1e-6 * self.spread(best, said) + self.course.rounding(said.theta)

    def _activity(self, costs, said, about):
        best = self.optimum_at(said)[0]
        height = np.median(costs) - best if about > 0.5 and np.isfinite(best) else 0.0
        return float(max(np.ptp(costs), height))

    def _continued(self, said, rate, **fields):
        """The activity at the end of 5,000 steps with another rate, and whether it overflowed."""
        trainer = self.course.branch(said.step, learning_rate=float(max(rate, 1e-8)), **fields)
        done, may_leap = 0, self._steps_as_long_as_the_rate or self._has_batches
        calmest = np.inf
        while done < FURTHER:
            trainer.advance(980)
            thetas = [trainer.theta]
            while len(thetas) < 20 and trainer.advance(1):
                thetas.append(trainer.theta)
            if trainer.overflowed:
                return np.inf, True
            done = trainer.step - said.step + 1
            costs, about = costs_of(trainer)[-LONG:], self._turns_about(thetas)
            floor = self.course.rounding(trainer.theta)
            if np.ptp(costs) <= floor or (turns(costs, floor) * LONG < 3 and about < 0.1):
                return 0.0, False
            calmest = min(calmest, self._activity(costs[-WINDOW:], said, about))
        if may_leap:  # at rest for a while is at rest
            return calmest, False
        return self._activity(costs[-WINDOW:], said, about), False

    def _turns_about(self, thetas):
        """The share of steps at which the gradient points against the one before."""
        if len(thetas) < 3:
            return 0.0
        g = np.array([self.course.gradient(theta) for theta in thetas])
        norms = np.linalg.norm(g, axis=1)
        dots = (g[1:] * g[:-1]).sum(axis=1)
        with np.errstate(all="ignore"):
            return float(np.mean(dots < -0.5 * norms[1:] * norms[:-1]))


def turns(costs, matters):
    """The share of steps at which the cost turns by more than `matters`."""
    steps = np.diff(costs)
    steps = np.where(np.abs(steps) > matters, steps, 0.0)
    if len(steps) < 2:
        return 0.0
    return float(np.mean(steps[1:] * steps[:-1] < 0))
