"""The optimiser at work, outside of any request."""

import datetime as dt

from celery import current_app, shared_task
from django.utils import timezone

from learning.actions import proposals
from learning.queries.proposals import left_computing

LEFT_BEHIND = dt.timedelta(minutes=3)


@shared_task(name="learning.compute_proposal", time_limit=300)
def compute_proposal(proposal_id: int) -> bool:
    """One question. Run again, it begins anew, unless another worker is at it or it is answered."""
    return proposals.compute_proposal(proposal_id=proposal_id, at=timezone.now())


@shared_task(name="learning.resume_proposals")
def resume_proposals() -> int:
    """What a killed worker left, handed out again; returns how many."""
    left = left_computing(before=timezone.now() - LEFT_BEHIND)
    for pk in left:
        current_app.send_task("learning.compute_proposal", args=(pk,), retry=False)
    return len(left)
