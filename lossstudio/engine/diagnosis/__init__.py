"""What a run is doing, with the reason in a sentence and the numbers behind it.

`engine.costs.cost_facts` and `local` know the cost, `evidence` what the run does on it; `claims`
and `progress` say something of it, each from the evidence that it needs, and `judging` makes the
first claim that can be made.
"""

from lossstudio.engine.diagnosis.judging import diagnose
from lossstudio.engine.diagnosis.status import STATUS_LABELS, Advice, Diagnosis, Status

__all__ = ["STATUS_LABELS", "Advice", "Diagnosis", "Status", "diagnose"]
