"""Words about a plan: between the person and one of those who are shown it, or the person's own note of a review."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from core import markdown
from core.outbox import publish
from learning.actions import plans
from learning.actions.plans import PlanRefused
from learning.events import PlanCommented
from learning.models import Plan, PlanComment, Step
from learning.queries.plan_sharing import is_shown_to
from people.models import Person


@transaction.atomic
def post_comment(
    *, by: Person, plan: Plan, partner: Person | None, body: str, at: dt.datetime, step: Step | None = None
) -> PlanComment:
    """`partner`: whose exchange it is (oneself, when a partner writes). Raises PlanRefused once the plan is no longer
    shown to the partner."""
    if by.pk not in (plan.person_id, partner.pk if partner else None):
        raise PermissionDenied
    if partner is not None and not is_shown_to(plan, partner, at):
        if by.pk != plan.person_id:
            raise PermissionDenied
        words = _("%(name)s ne voit plus votre plan\xa0: montrez-le de nouveau pour lui écrire.")
        raise PlanRefused(words % {"name": partner.name}, "body")
    comment = PlanComment.objects.create(
        plan=plan, partner=partner, author=by, body=body, body_html=markdown.render(body), at=at, step=step
    )
    if partner is not None:
        publish(PlanCommented(plan_id=plan.pk, person_id=plan.person_id, comment_id=comment.pk, author_id=by.pk, at=at))
    return comment


@transaction.atomic
def hold_review(*, by: Person, plan: Plan, note: str, tell: Sequence[Person], at: dt.datetime) -> dt.date | None:
    """The review took place: what the person keeps of it, for themselves and for whom they tell; the next date follows.
    Raises PlanRefused."""
    following = plans.hold_review(by=by, plan=plan, at=at)
    if note.strip():
        post_comment(by=by, plan=plan, partner=None, body=note, at=at)
        for partner in tell:
            post_comment(by=by, plan=plan, partner=partner, body=note, at=at)
    return following


@transaction.atomic
def delete_comment(*, by: Person, comment: PlanComment) -> None:
    """One's own words, whenever one wants."""
    if comment.author_id != by.pk:
        raise PermissionDenied
    comment.delete()
