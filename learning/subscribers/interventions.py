"""What follows from questions to the optimiser: a worker computes. Each handler may run twice."""

from functools import partial

from celery import current_app
from django.db import transaction

from core.events import subscribe
from learning.events import ProposalAsked


@subscribe(ProposalAsked)
def compute_proposal(event: ProposalAsked) -> None:
    send = partial(current_app.send_task, "learning.compute_proposal", args=(event.proposal_id,), retry=False)
    transaction.on_commit(send, robust=True)
