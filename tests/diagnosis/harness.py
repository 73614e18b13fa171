"""Tries the diagnosis on random scenarios and counts its claims against the truth.

python tests/diagnosis/harness.py --seeds 1 2 3 --count 488 [--kind separable] [--json FILE]
"""

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
from advised import broken_promise
from course import Course
from scenarios import make_case
from sentences import wrong_in
from truth import Truth
from verdicts import CLAIMS, is_made, is_said_otherwise


@dataclass
class Fault:
    """A claim that is false, or one that is missing."""

    what: str
    claim: str
    seed: int
    number: int
    kind: str
    step: int
    status: str
    reason: str
    why: str
    scenario: dict


@dataclass
class Tally:
    """For each claim how often it was made, held, was false and was missed; and the grey ones."""

    counts: Counter = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    kinds: Counter = field(default_factory=Counter)
    grey: int = 0

    def table(self):
        """The figures, a line a claim."""
        lines = [f"{'claim':18}  made  holds  false  missed  grey"]
        for claim in CLAIMS:
            row = [
                self.counts[claim, what] for what in ("made", "holds", "false", "missed", "grey")
            ]
            lines.append(f"{claim:18} {row[0]:5} {row[1]:6} {row[2]:6} {row[3]:7} {row[4]:5}")
        share = 100 * self.grey / max(1, self.scenarios)
        lines.append(f"{self.scenarios} scenarios, {self.grey} of them grey ({share:.1f} %)")
        return "\n".join(lines)

    @property
    def scenarios(self):
        """How many were judged."""
        return self.kinds.total()

    def found(self, claim):
        """The share of the scenarios in which `claim` holds that it is made in."""
        holds = self.counts[claim, "holds"]
        return 1.0 - self.counts[claim, "missed"] / holds if holds else 1.0


def judge(tally, seed, number, *, follow=False):
    """Add scenario `number` of `seed` to `tally`; `follow` all advice too."""
    case = make_case(seed, number)
    with np.errstate(all="ignore"):
        course = Course(case)
        truth = Truth(course)
        tally.kinds[case.kind] += 1
        any_grey = False

        def fault(what, claim, said, why):
            tally.counts[claim, what] += 1
            place = (seed, number, case.kind, said.step, said.status, said.reason)
            tally.faults.append(Fault(what, claim, *place, why, case.json()))

        for said in course.said:
            is_last = said is course.last
            for advice in said.advice if follow else ():
                tally.counts["advice", said.status] += 1
                if why := broken_promise(course, said, advice):
                    fault("advice", f"{advice.path}={advice.value}", said, why)
            for why in wrong_in(truth, said):
                fault("wrong", "number", said, why)
            for claim in CLAIMS:
                made = is_made(said, claim)
                if not (made or is_last):
                    continue
                verdict = truth.verdict(claim, said, ask_holds=is_last)
                if made:
                    tally.counts[claim, "made"] += 1
                    if verdict.false:
                        fault("false", claim, said, verdict.why)
                    elif verdict.false is None:
                        tally.counts[claim, "grey"] += 1
                        any_grey = True
                if is_last and verdict.holds:
                    tally.counts[claim, "holds"] += 1
                    if not (made or is_said_otherwise(said, claim, case.run)):
                        fault("missed", claim, said, verdict.why)
                elif is_last and verdict.holds is None and not made:
                    tally.counts[claim, "grey"] += 1
                    any_grey = True
        tally.grey += any_grey
    return course


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--kind")
    parser.add_argument("--advice", action="store_true", help="follow every advice, too")
    parser.add_argument("--json", help="where the faults are written")
    options = parser.parse_args()
    tally, began, times = Tally(), time.process_time(), Counter()
    for seed in options.seeds:
        for number in range(options.start, options.start + options.count):
            if options.kind and make_case(seed, number).kind != options.kind:
                continue
            at, known = time.process_time(), len(tally.faults)
            course = judge(tally, seed, number, follow=options.advice)
            times[course.case.kind] += time.process_time() - at
            for f in tally.faults[known:]:
                print(
                    f"{f.what.upper()} {f.claim} {f.seed}/{f.number} {f.kind} @{f.step} "
                    f"[{f.status}] {f.reason}\n    true: {f.why}",
                    flush=True,
                )
    print(tally.table())
    print(f"{time.process_time() - began:.0f} s;", {k: round(t) for k, t in times.items()})
    print({status: n for (what, status), n in tally.counts.items() if what == "advice"})
    if options.json:
        faults = [asdict(fault) for fault in tally.faults]
        Path(options.json).write_text(json.dumps(faults, indent=1), encoding="utf-8")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
