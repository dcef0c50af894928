"""Figures were published: those who may read them hear of it, once. In a worker; it may run twice."""

from django.urls import reverse
from django.utils import timezone

from activity.actions.notifications import notify
from competencies.enums import FigureFamily
from competencies.events import FiguresPublished
from competencies.models import Snapshot
from core.events import subscribe
from people.enums import RoleKind
from people.queries.roles import holders


@subscribe(FiguresPublished)
def tell_readers_of_figures(event: FiguresPublished) -> None:
    """The strategic team, and the sectoral leads of the government or of the one organisation."""
    if event.family != FigureFamily.NEEDS:
        return
    snapshot = Snapshot.objects.select_related("organisation").get(pk=event.snapshot_id)
    today = timezone.localdate(event.at)
    readers = dict.fromkeys(_ids(RoleKind.SECTORAL_LEAD, today, snapshot), "sectoral_lead")
    readers |= dict.fromkeys(holders(RoleKind.STRATEGIC_TEAM, today).values_list("pk", flat=True), "strategic_team")
    notify(
        kind="learning.figures_published",
        event_key=f"figures:{snapshot.pk}",
        recipients=list(readers.items()),
        actor=None,
        target=None,
        audience_id=None,
        url=f"{reverse('learning:needs-map')}?portrait={snapshot.pk}",
        at=event.at,
        data={"label": snapshot.label_fr, "label_en": snapshot.label_en},
    )


def _ids(role: RoleKind, today: object, snapshot: Snapshot) -> list[int]:
    return list(holders(role, today, snapshot.organisation).values_list("pk", flat=True))  # type: ignore[arg-type]
