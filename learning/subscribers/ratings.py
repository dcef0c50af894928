"""Who hears of invited ratings; what ends when somebody leaves. In a worker; each handler may run twice."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from activity.actions.notifications import notify, withdraw
from activity.queries.targets import Ref, type_id
from core.events import subscribe
from learning.actions.rating_dates import end_open_requests
from learning.enums import RaterKind, RatingState
from learning.events import RatingAnswered, RatingAsked, RatingClosed, RatingDue
from learning.models import RatingRequest
from learning.queries.ratings import PURPOSE
from people.enums import ConsentChoice
from people.events import ConsentDecided, PersonLeft
from people.models import Person


def _tell_rater(kind: str, key: str, request_id: int, at: dt.datetime) -> None:
    one = RatingRequest.objects.filter(pk=request_id, state=RatingState.SENT).first()
    if one is not None:
        notify(
            kind=f"learning.{kind}", event_key=key, recipients=[(one.rater_id, "rater")], actor=one.person_id, target=one,
            audience_id=None, url=reverse("learning:rating-answer", args=[one.pk]), at=at,
            data={"due_on": one.due_on.isoformat()},
        )  # fmt: skip


@subscribe(RatingAsked)
def ask_rater(event: RatingAsked) -> None:
    _tell_rater("rating_asked", f"rating:{event.request_id}:asked", event.request_id, event.at)


@subscribe(RatingDue)
def remind_rater(event: RatingDue) -> None:
    day = timezone.localdate(event.at).isoformat()
    _tell_rater("rating_due", f"rating:{event.request_id}:due:{day}", event.request_id, event.at)


@subscribe(RatingAnswered)
def tell_person(event: RatingAnswered) -> None:
    """Of a manager by name; of peers when their answers appear together, and of none of them alone."""
    of_manager = event.kind == RaterKind.MANAGER
    if not of_manager and not event.pooled:
        return
    kind = "manager_rated" if of_manager else "peers_rated"
    url = reverse("learning:rating-detail", args=[event.request_id]) if of_manager else reverse("learning:rating-list")
    moment = f"rating:{event.request_id}:answered" if of_manager else f"peers:{event.person_id}:{event.at.isoformat()}"
    notify(
        kind=f"learning.{kind}", event_key=moment, recipients=[(event.person_id, "person")],
        actor=event.rater_id if of_manager else None, target=None, audience_id=None, url=url, at=event.at,
    )  # fmt: skip


@subscribe(RatingClosed)
def take_notices_back(event: RatingClosed) -> None:
    """The rater's own list keeps nothing of a request that is over; nor does the person's of an answer taken back."""
    withdraw(target=Ref(type_id(RatingRequest), event.request_id))
    withdraw(event_key=f"rating:{event.request_id}:answered")


@subscribe(PersonLeft)
def end_with_departure(event: PersonLeft) -> None:
    person = Person.objects.get(pk=event.person_id)
    end_open_requests(person=person, asked_of_others_only=False, at=event.at)


@subscribe(ConsentDecided)
def end_with_consent(event: ConsentDecided) -> None:
    if event.purpose == PURPOSE and event.choice == ConsentChoice.WITHDRAWN:
        person = Person.objects.get(pk=event.person_id)
        end_open_requests(person=person, asked_of_others_only=True, at=event.at)
