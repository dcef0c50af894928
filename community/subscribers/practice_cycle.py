"""Who hears that a sheet is to be looked at again: its owner; the facilitators when the owner left the network."""

from activity.actions.notifications import notify
from community.actions.practice_cycle import event_key
from community.events import PracticeReviewDue
from community.models import PracticePage
from community.queries.members import facilitator_ids
from core.events import subscribe


@subscribe(PracticeReviewDue)
def tell_keepers(event: PracticeReviewDue) -> None:
    page = PracticePage.objects.filter(pk=event.page_id).select_related("person_owner").first()
    if page is None or not _still(page, event):
        return
    if page.person_owner.is_active:
        to = [(page.person_owner_id, "owner")]
    else:
        to = [(number, "facilitator") for number in facilitator_ids(page.space_id)]
    notify(
        kind="community.practice_review",
        event_key=event_key(page.pk, event.review_on, event.stage),
        recipients=to,
        actor=None,
        target=page,
        audience_id=page.audience_id,
        url=page.get_absolute_url(),
        data={"title": page.title, "stage": event.stage},
        at=event.at,
    )


def _still(page: PracticePage, event: PracticeReviewDue) -> bool:
    """Nobody confirmed it between the task and this handler."""
    return page.review_on is not None and page.review_on.isoformat() == event.review_on
