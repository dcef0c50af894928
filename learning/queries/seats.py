"""The seats of a session by ministry, for who sets quotas: numbers, never names. The desks read seat_counts.py."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from learning.enums import EnrolmentState
from learning.models import Enrolment, Quota, Session
from learning.models.sessions import SEATED
from people.enums import OrganisationKind
from people.models import Organisation


def places_of(session: Session) -> list[Any]:
    """Ministries and bodies with their `quota` in the session (None: none) and how many `seated` and `queued` they have."""
    here = Enrolment.objects.filter(session=session, organisation=OuterRef("pk")).order_by().values("organisation")
    quota = Quota.objects.filter(session=session, organisation=OuterRef("pk")).values("seats")
    rows = Organisation.objects.exclude(kind=OrganisationKind.SCHOOL).annotate(
        quota=Subquery(quota),
        seated=Coalesce(Subquery(here.filter(state__in=SEATED).annotate(n=Count("pk")).values("n")), 0),
        queued=Coalesce(Subquery(here.filter(state=EnrolmentState.WAITING).annotate(n=Count("pk")).values("n")), 0),
    )
    return list(rows.order_by("sort_key", "pk"))
