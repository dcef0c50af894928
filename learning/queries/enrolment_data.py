"""Enrolments among a person's own data, as flat rows. Columns are French words."""

from typing import Any

from learning.models import Enrolment, EnrolmentLog
from people.models import Person

Rows = list[dict[str, Any]]


def enrolment_rows(person: Person) -> Rows:
    rows = Enrolment.objects.filter(person=person).select_related(
        "session__course", "organisation", "approver", "decided_by"
    )
    return [
        {
            "inscription": row.pk,
            "formation": row.session.course.title_fr,
            "début": row.session.starts_at,
            "organisation": row.organisation.acronym,
            "état": str(row.get_state_display()),
            "motif de la demande": row.why,
            "besoins d’accessibilité": row.needs,
            "demandée": row.requested_at,
            "demandée à": row.approver.name if row.approver else str(row.get_asked_of_display()),
            "décidée": row.decided_at,
            "décidée par": row.decided_by.name if row.decided_by else "",
            "motif de la décision": row.reason,
            "présence notée": row.attended_at,
            "résultat": str(row.get_outcome_display()),
        }
        for row in rows.order_by("requested_at", "pk")
    ]


def log_rows(person: Person) -> Rows:
    rows = EnrolmentLog.objects.filter(enrolment__person=person).select_related("by")
    return [
        {"inscription": row.enrolment_id, "de": row.before, "à": row.after, "par": row.by.name if row.by else "",
         "motif": row.reason, "le": row.at}
        for row in rows.order_by("at", "pk")
    ]  # fmt: skip
