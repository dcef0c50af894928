"""Invited ratings among a person's data: what they asked, and what they said of others."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.actions.rating_dates import erase_ratings, forget_over
from learning.enums import RaterKind, RatingState
from learning.models import RatedStatement, RatingRequest
from people.models import Person
from people.queries.registries import DataExporter, RetentionRule, data_exporters, retention_rules


def export_asked(person: Person) -> list[dict[str, Any]]:
    """Requests of the person; whether a peer has answered stands nowhere, what a manager said does."""
    rows = RatingRequest.objects.filter(person=person).select_related("rater").order_by("created_at", "pk")
    return [
        {
            "a": row.rater.name, "comme": row.get_kind_display(), "mot": row.message, "le": row.created_at.isoformat(),
            "d_ici_le": row.due_on.isoformat(), "etat": row.get_state_display() if row.kind == RaterKind.MANAGER else "",
        }
        for row in rows
    ]  # fmt: skip


def export_received(person: Person) -> list[dict[str, Any]]:
    return _statements(request__person=person, request__kind=RaterKind.MANAGER)


def export_given(person: Person) -> list[dict[str, Any]]:
    return _statements(request__rater=person)


def _statements(**wanted: Any) -> list[dict[str, Any]]:
    rows = RatedStatement.objects.filter(request__state=RatingState.ANSWERED, **wanted)
    rows = rows.select_related("request__person", "request__rater", "item", "competency").order_by("request", "place")
    return [
        {
            "de": row.request.rater.name, "a": row.request.person.name, "competence": row.competency.name_fr,
            "enonce": row.item.text_fr, "reponse": row.mark,
            "le": row.request.closed_at.isoformat() if row.request.closed_at else "",
        }
        for row in rows
    ]  # fmt: skip


def erase(person: Person) -> int:
    return erase_ratings(person=person, at=timezone.now())


data_exporters.register(
    DataExporter(key="ratings-asked", order=51, label=_("Avis que j’ai demandés"), export=export_asked, erase=erase)
)
data_exporters.register(
    DataExporter(key="ratings-received", order=52, label=_("Avis reçus de gestionnaires"), export=export_received)
)
data_exporters.register(DataExporter(key="ratings-given", order=53, label=_("Avis que j’ai donnés"), export=export_given))
retention_rules.register(
    RetentionRule(
        key="ratings-over", order=66, label=_("Avis demandés restés sans suite"), keeps=_("6 mois"), apply=forget_over
    )
)
