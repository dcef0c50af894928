"""« Réutilisée chez nous aussi » and « Utile » : what readers say of a practice sheet, and the counts that lists sort by."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from activity.actions import notifications
from community.enums import PracticeState, ReactionKind
from community.events import PracticeFoundUseful, PracticeReused, PracticeReuseWithdrawn
from community.models import PracticePage, PracticeReuse, Reaction
from community.permissions import practice_cycle as permissions
from community.permissions.practices import wrote_practice
from core import outbox
from core.markdown import MENTION, render
from core.rules.text import one_line
from people.models import Person
from people.queries.audiences import may_read

MAX_RESULT = 1500
MAX_ADAPTED = 300


class ReuseRefused(ValidationError):
    """The declaration cannot be kept as it is; the message says why, in words for the person."""


@transaction.atomic
def declare_reuse(*, by: Person, page: PracticePage, result: str, adapted: str = "", at: dt.datetime) -> PracticeReuse:
    """Say that one's organisation took the practice up; said again, it replaces what one said before.

    Raises PermissionDenied (not a reader, archived), ReuseRefused (own sheet, same organisation, empty, too long).
    """
    page = _locked(page, by)
    if page.state != PracticeState.PUBLISHED:
        raise PermissionDenied(_("Cette fiche est archivée\xa0: on n’y ajoute plus de réutilisation."))
    if permissions.at_home(by, page):
        raise ReuseRefused(
            _(
                "Cette fiche vient déjà de votre organisation. La réutilisation se déclare depuis une autre; "
                "si la pratique a évolué chez vous, proposez une mise à jour à la personne responsable."
            ),
            code="same-organisation",
        )
    if wrote_practice(by, page):
        raise ReuseRefused(_("Vous avez écrit cette fiche\xa0: une autre personne déclare qu’elle l’a reprise."), code="own")
    text, short = _checked(result, adapted)
    return _write(by, page, text, short, at)


def _write(by: Person, page: PracticePage, text: str, adapted: str, at: dt.datetime) -> PracticeReuse:
    known = PracticeReuse.objects.filter(page=page, person=by).first()
    if known is not None:
        if (known.result, known.adapted) != (text, adapted):
            known.result, known.result_html, known.adapted = text, render(text), adapted
            known.edited_at = max(at, known.created_at)
            known.save(update_fields=["result", "result_html", "adapted", "edited_at"])
        return known
    place = by.workplace
    first = not PracticeReuse.objects.filter(page=page, organisation=place).exists()
    reuse = PracticeReuse.objects.create(
        page=page, person=by, organisation=place, result=text, result_html=render(text), adapted=adapted, created_at=at
    )
    _count_reuses(page.pk)
    outbox.publish(
        PracticeReused(reuse_id=reuse.pk, page_id=page.pk, person_id=by.pk, organisation_id=place.pk, first=first, at=at)
    )
    return reuse


def _checked(result: str, adapted: str) -> tuple[str, str]:
    """The texts as they are kept: a mention becomes the words of a name (nobody is told by a result)."""
    text = MENTION.sub(lambda match: match["name"].lstrip("@"), result.replace("\r\n", "\n").replace("\x00", "")).strip()
    short = one_line(adapted)
    if not text:
        raise ReuseRefused(_("Dites en une phrase ce que cela a donné chez vous."), code="empty")
    if len(text) > MAX_RESULT or len(short) > MAX_ADAPTED:
        raise ReuseRefused(
            _("Votre texte est trop long\xa0: %(result)s caractères pour le résultat, %(adapted)s pour ce qui est adapté.")
            % {"result": MAX_RESULT, "adapted": MAX_ADAPTED},
            code="too-long",
        )
    return text, short


@transaction.atomic
def withdraw_reuse(*, by: Person, page: PracticePage, at: dt.datetime) -> bool:
    """Take one's own declaration back, also from an archived sheet; False when there was none."""
    page = _locked(page, by)
    reuse = PracticeReuse.objects.filter(page=page, person=by).first()
    if reuse is None:
        return False
    number, place = reuse.pk, reuse.organisation_id
    reuse.delete()
    _count_reuses(page.pk)
    notifications.withdraw(event_key=f"reuse:{number}")
    outbox.publish(PracticeReuseWithdrawn(reuse_id=number, page_id=page.pk, person_id=by.pk, organisation_id=place, at=at))
    return True


@transaction.atomic
def mark_useful(*, by: Person, page: PracticePage, wanted: bool, at: dt.datetime) -> bool:
    """Find the sheet useful, or no more; asking for what is so already changes nothing. Returns whether it changed."""
    page = _locked(page, by)
    kind = ContentType.objects.get_for_model(PracticePage)
    rows = Reaction.objects.filter(person=by, kind=ReactionKind.USEFUL, content_type=kind, object_id=page.pk)
    if not wanted:
        gone, _rows = rows.delete()
        if gone:
            PracticePage.objects.filter(pk=page.pk).update(useful_count=F("useful_count") - 1)
        return bool(gone)
    if not permissions.can_mark_useful(by, page):
        raise PermissionDenied(_("On ne marque pas sa propre fiche, ni une fiche archivée."))
    _row, created = Reaction.objects.get_or_create(
        person=by, kind=ReactionKind.USEFUL, content_type=kind, object_id=page.pk, defaults={"created_at": at}
    )
    if created:
        PracticePage.objects.filter(pk=page.pk).update(useful_count=F("useful_count") + 1)
        outbox.publish(PracticeFoundUseful(page_id=page.pk, person_id=by.pk, at=at))
    return created


@transaction.atomic
def forget_reuses(*, person: Person) -> int:
    """Take away every declaration of a person (erasure); the counts follow."""
    pages = list(PracticeReuse.objects.filter(person=person).values_list("page_id", flat=True))
    for number in sorted(pages):
        PracticePage.objects.select_for_update(of=("self",), no_key=True).get(pk=number)
        PracticeReuse.objects.filter(page=number, person=person).delete()
        _count_reuses(number)
    return len(pages)


def _locked(page: PracticePage, by: Person) -> PracticePage:
    """The row as it is now, held until the end: counts are exact however many come at once. Only for its readers."""
    found = PracticePage.objects.select_for_update(of=("self",), no_key=True).get(pk=page.pk)
    if found.state not in (PracticeState.PUBLISHED, PracticeState.ARCHIVED) or not may_read(by, found.audience_id):
        raise PermissionDenied(_("Vous ne lisez plus cette fiche."))
    return found


def _count_reuses(page_id: int) -> None:
    """Organisations, each once."""
    places = PracticeReuse.objects.filter(page=page_id).order_by().values("organisation").distinct().count()
    PracticePage.objects.filter(pk=page_id).update(reuse_count=places)
