"""A person's own data about spaces, as flat rows for the download: invitations, rounds, exports."""

from typing import Any

from django.db.models import Q

from community.models import InvitationRound, ShelfItem, SpaceExport, SpaceInvitation
from people.models import Person

Rows = list[dict[str, Any]]


def invitation_rows(person: Person) -> Rows:
    """Invitations that one got and sent; who else was invited is theirs to download."""
    rows = SpaceInvitation.objects.filter(Q(person=person) | Q(invited_by=person)).select_related("space")
    return [
        {
            "espace": row.space.name,
            "sens": "reçue" if row.person_id == person.pk else "envoyée",
            "message": row.message,
            "etat": str(row.get_state_display()),
            "le": row.created_at.isoformat(),
            "jusqu_au": row.expires_at.isoformat(),
        }
        for row in rows.order_by("created_at", "id").iterator(chunk_size=500)
    ]


def round_rows(person: Person) -> Rows:
    """Groups that one invited at once."""
    rows = InvitationRound.objects.filter(by=person).select_related("space").order_by("created_at", "id")
    return [
        {
            "espace": row.space.name,
            "message": row.message,
            "invitees": row.invited,
            "etat": str(row.get_state_display()),
            "le": row.created_at.isoformat(),
        }
        for row in rows
    ]


def export_rows(person: Person) -> Rows:
    """Spaces that one exported."""
    rows = SpaceExport.objects.filter(by=person).select_related("space").order_by("created_at", "id")
    return [
        {"espace": row.space.name, "etat": str(row.get_state_display()), "le": row.created_at.isoformat()} for row in rows
    ]


def shelf_rows(person: Person) -> Rows:
    """What one put on the shelves of spaces."""
    rows = ShelfItem.objects.filter(pinned_by=person).select_related("space").order_by("created_at", "id")
    return [
        {
            "espace": row.space.name,
            "titre": row.title,
            "note": row.note,
            "adresse": row.url,
            "le": row.created_at.isoformat(),
        }
        for row in rows
    ]
