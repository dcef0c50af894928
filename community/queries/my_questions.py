"""A person's own data about questions and catching up, as flat rows for the download."""

from community.models import CatchUp, QuestionOffer, RoutedCompetency, RoutingProfile
from community.queries.my_data import Rows
from people.models import Person


def routing_rows(person: Person) -> Rows:
    """What the person allows, then each competency shared for it."""
    profiles = RoutingProfile.objects.filter(person=person)
    shared = RoutedCompetency.objects.filter(profile__person=person).select_related("competency").order_by("id")
    return [
        {
            "quoi": "réglages",
            "actif_depuis": row.active_since.isoformat() if row.active_since else "",
            "par_semaine": row.weekly_cap,
            "pause_jusqu_au": row.paused_until.isoformat() if row.paused_until else "",
            "competence": "",
            "niveau": "",
        }
        for row in profiles
    ] + [
        {
            "quoi": "compétence partagée",
            "actif_depuis": "",
            "par_semaine": "",
            "pause_jusqu_au": "",
            "competence": row.competency.name,
            "niveau": row.level,
        }
        for row in shared
    ]


def offer_rows(person: Person) -> Rows:
    rows = QuestionOffer.objects.filter(person=person).order_by("offered_at", "id")
    return [
        {
            "fil": row.thread_id,
            "propose_le": row.offered_at.isoformat(),
            "raisons": row.reasons,
            "note": row.score,
            "suite": str(row.get_state_display()),
            "suite_le": row.settled_at.isoformat() if row.settled_at else "",
        }
        for row in rows
    ]


def absence_rows(person: Person) -> Rows:
    return [
        {
            "absent_depuis": row.away_since.isoformat() if row.away_since else "",
            "de_retour_le": row.returned_at.isoformat() if row.returned_at else "",
            "tout_lu_le": row.settled_at.isoformat() if row.settled_at else "",
        }
        for row in CatchUp.objects.filter(person=person)
    ]
