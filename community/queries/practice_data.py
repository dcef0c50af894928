"""A person's own data about practice sheets, as flat rows for the download."""

from typing import Any

from django.db.models import Q

from community.models import PracticeAuthor, PracticePage, PracticeReview
from community.models.practices import SECTIONS
from people.models import Person

Rows = list[dict[str, Any]]


def written_rows(person: Person) -> Rows:
    """Sheets that one owns, wrote or is credited in, with their newest text."""
    roles = dict(PracticeAuthor.objects.filter(person=person).values_list("page_id", "credited"))
    pages = PracticePage.objects.filter(Q(pk__in=roles) | Q(person_owner=person)).select_related("space", "latest_revision")
    return [_row(page, roles, person) for page in pages.order_by("pk").iterator(chunk_size=200)]


def _row(page: PracticePage, roles: dict[int, bool], person: Person) -> dict[str, Any]:
    draft = page if page.latest_revision is None else page.latest_revision.as_object()
    return {
        "numero": page.pk,
        "espace": page.space.name,
        "etat": str(page.get_state_display()),
        "titre": draft.title,
        "resultat": draft.result_line,
        "texte": "\n\n".join(getattr(draft, name) for name in SECTIONS if getattr(draft, name)),
        "auteur": roles.get(page.pk) is False,
        "cite": bool(roles.get(page.pk)),
        "responsable": page.person_owner_id == person.pk,
        "publie_le": page.published_at.isoformat() if page.published_at else "",
    }


def review_rows(person: Person) -> Rows:
    """What the person said as a peer; remarks as « partie : texte », one under the other."""
    rows = PracticeReview.objects.filter(reviewer=person).select_related("page").prefetch_related("remarks")
    return [
        {
            "fiche": row.page_id,
            "titre": row.page.draft_title,
            "avis": str(row.get_verdict_display()),
            "commentaire": row.comment,
            "remarques": "\n\n".join(f"{remark.part}\xa0: {remark.body}" for remark in row.remarks.all()),
            "demande_le": row.asked_at.isoformat(),
            "rendu_le": row.decided_at.isoformat() if row.decided_at else "",
        }
        for row in rows.order_by("asked_at", "id")
    ]
