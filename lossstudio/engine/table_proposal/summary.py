"""What was chosen of a table, in a few sentences, for where nobody was asked."""

from functools import reduce

from lossstudio.core.text import QT_TRANSLATE_NOOP, Message
from lossstudio.engine.table_proposal.proposal import Proposal
from lossstudio.engine.table_proposal.sentences import joined

_LISTED = 6


def summary(proposal: Proposal) -> Message:
    """The target, the inputs, the positive class, what is standardised and which rows are left
    out."""
    inputs = [*proposal.inputs[:_LISTED], *["…"] * (len(proposal.inputs) > _LISTED)]
    values: dict[str, object] = {
        "target": proposal.target,
        "inputs": ", ".join(inputs),
        "positive": proposal.positive_class,
    }
    template = QT_TRANSLATE_NOOP("core", "{target} is predicted from {inputs}.")
    if proposal.positive_class is not None:
        template = QT_TRANSLATE_NOOP(
            "core", "{target} is predicted from {inputs}; the positive class is {positive}."
        )
    said = [Message(template, values), *(remark.text for remark in proposal.remarks)]
    if proposal.standardize and proposal.why_standardize is not None:
        said.append(proposal.why_standardize)
    return reduce(joined, said)
