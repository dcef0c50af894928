"""A person's own data in the community, as flat rows for the download."""

from typing import Any

from django.db.models import Q, QuerySet

from community.enums import EventState
from community.models import (
    Event,
    JoinRequest,
    Membership,
    Mention,
    PracticePage,
    Reaction,
    Reply,
    Space,
    Thread,
    ThreadRead,
)
from community.models.practices import SECTIONS
from people.models import Person

Rows = list[dict[str, Any]]


def thread_rows(person: Person) -> Rows:
    rows = Thread.objects.filter(author=person).select_related("space").order_by("created_at", "id")
    return [
        {
            "numero": row.pk,
            "espace": row.space.name,
            "genre": str(row.get_kind_display()),
            "titre": row.title,
            "texte": row.body,
            "langue": row.language,
            "ecrit_le": row.created_at.isoformat(),
            "supprime_le": row.deleted_at.isoformat() if row.deleted_at else "",
        }
        for row in rows.iterator(chunk_size=500)
    ]


def reply_rows(person: Person) -> Rows:
    rows = Reply.objects.filter(author=person).select_related("thread").order_by("created_at", "id")
    return [
        {
            "numero": row.pk,
            "fil": row.thread_id,
            "titre_du_fil": row.thread.title,
            "texte": row.body,
            "langue": row.language,
            "ecrit_le": row.created_at.isoformat(),
            "supprime_le": row.deleted_at.isoformat() if row.deleted_at else "",
        }
        for row in rows.iterator(chunk_size=500)
    ]


def membership_rows(person: Person) -> Rows:
    """Spaces that one is in, and requests to join."""
    joined = Membership.objects.filter(person=person).select_related("space").order_by("joined_at", "id")
    asked = JoinRequest.objects.filter(person=person).select_related("space").order_by("created_at", "id")
    return [
        {
            "espace": row.space.name,
            "role": str(row.get_role_display()),
            "depuis": row.joined_at.isoformat(),
            "demande": "",
            "message": "",
        }
        for row in joined
    ] + [
        {
            "espace": row.space.name,
            "role": "",
            "depuis": row.created_at.isoformat(),
            "demande": str(row.get_state_display()),
            "message": row.message,
        }
        for row in asked
    ]


def reaction_rows(person: Person) -> Rows:
    rows = Reaction.objects.filter(person=person).select_related("content_type").order_by("created_at", "id")
    return [
        {
            "genre": str(row.get_kind_display()),
            "sur": row.content_type.model,
            "numero": row.object_id,
            "le": row.created_at.isoformat(),
        }
        for row in rows
    ]


def mention_rows(person: Person) -> Rows:
    """Threads and replies, then sheets and events that readers have, then words of welcome."""
    mark = f"](membre:{person.pk})"
    in_sheet = Q(*((f"{name}__contains", mark) for name in SECTIONS), _connector=Q.OR)
    in_event = Q(body__contains=mark) | Q(recap__contains=mark)
    sheets: QuerySet[Any] = PracticePage.objects.filter(in_sheet, live=True)
    events: QuerySet[Any] = Event.objects.filter(in_event, state=EventState.PUBLISHED)
    spaces: QuerySet[Any] = Space.objects.filter(welcome__contains=mark)
    rows: Rows = [
        {"fil": row.thread_id, "reponse": row.reply_id or ""} for row in Mention.objects.filter(person=person).order_by("id")
    ]
    for name, found in (("fiche", sheets), ("evenement", events), ("espace", spaces)):
        rows += [{name: number} for number in found.order_by("pk").values_list("pk", flat=True)]
    empty = dict.fromkeys(("fil", "reponse", "fiche", "evenement", "espace"), "")
    return [empty | row for row in rows]


def reading_rows(person: Person) -> Rows:
    rows = ThreadRead.objects.filter(person=person).order_by("read_at", "id")
    return [
        {"fil": row.thread_id, "derniere_reponse_lue": row.last_reply_id, "lu_le": row.read_at.isoformat()} for row in rows
    ]
