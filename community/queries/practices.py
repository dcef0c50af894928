"""Practice sheets as a person sees them: what is published, one's drafts, what one was asked to read, versions."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Revision

from activity.models import Bookmark
from activity.queries.targets import ref_of
from community.enums import MembershipRole, PracticeState, ReviewVerdict
from community.models import (
    Membership,
    PracticeAuthor,
    PracticeDraftFile,
    PracticePage,
    PracticeRelease,
    PracticeReview,
    Space,
)
from core.markdown import plain
from core.rules.text import fold
from people.enums import PersonStatus
from people.models import Attachment, Person
from people.queries.audiences import audience_ids

SHOWN = (PracticeState.PUBLISHED, PracticeState.ARCHIVED)
EXCERPT, CHIPS = 180, 4


def visible_to(person: Person | None) -> "QuerySet[PracticePage]":
    """Sheets that the person may read, with their space and owner: what every view starts from.

    Published and archived ones for the readers of the audience; drafts and those in review for who wrote or owns them, is
    credited, was asked to read them (and who asked for changes), or facilitates the space, as long as they read the space.
    """
    if person is None:
        return PracticePage.objects.none()
    rows = PracticePage.objects.filter(audience__in=audience_ids(person))
    return rows.filter(Q(state__in=SHOWN) | _inside(person)).select_related("space", "person_owner__organisation")


def _inside(person: Person) -> Q:
    mine = PracticeAuthor.objects.filter(person=person).values("page")
    return Q(pk__in=mine) | _tends(person)


def _tends(person: Person) -> Q:
    """Who writes it, facilitates its space or was asked to read it; who asked for changes sees what becomes of them."""
    wrote = PracticeAuthor.objects.filter(person=person, credited=False).values("page")
    asked = PracticeReview.objects.filter(reviewer=person, verdict=ReviewVerdict.PENDING).values("page")
    remarked = PracticeReview.objects.filter(reviewer=person, verdict=ReviewVerdict.CHANGES).values("page")
    kept = Membership.objects.filter(person=person, role=MembershipRole.FACILITATOR).values("space")
    reads = Q(person_owner=person) | Q(pk__in=wrote) | Q(pk__in=asked) | Q(space__in=kept)
    return reads | Q(live=False, pk__in=remarked)


def reads_held_file(person: Person, file: Attachment) -> bool:
    """Whether a draft that the person may read holds this file; of a new version of a published sheet, who is only credited
    reads nothing."""
    drafts = PracticeDraftFile.objects.filter(attachment=file).values("page")
    credited = Q(live=False, pk__in=PracticeAuthor.objects.filter(person=person).values("page"))
    return PracticePage.objects.filter(_tends(person) | credited, pk__in=drafts, audience__in=audience_ids(person)).exists()


def sees_drafts(person: Person, page: PracticePage) -> bool:
    """Whether the person may read what is not published yet of this sheet."""
    return PracticePage.objects.filter(_inside(person), pk=page.pk, audience__in=audience_ids(person)).exists()


def by_label(person: Person, label: str) -> PracticePage:
    """The sheet of an address `<id>-<slug>`; the number alone decides. Raises DoesNotExist."""
    number = label.partition("-")[0]
    if not number.isdigit() or len(number) > 17:
        raise PracticePage.DoesNotExist
    return visible_to(person).get(pk=int(number))


def draft_of(page: PracticePage) -> PracticePage:
    """The newest text, published or not, with its authors; the sheet's own state as it stands."""
    revision = page.latest_revision
    draft: PracticePage = page if revision is None else revision.as_object()
    return draft


def at_revision(page: PracticePage, revision: Revision) -> PracticePage:
    """The text as that revision has it."""
    return page.with_content_json(revision.content)


def byline(page: PracticePage) -> list[PracticeAuthor]:
    """Authors in their order, then who is credited."""
    rows = PracticeAuthor.objects.filter(page=page.pk).select_related("person__organisation")
    return sorted(rows, key=lambda row: (row.credited, row.sort_order or 0, row.pk))


def releases(page: PracticePage) -> list[PracticeRelease]:
    """Every publication, the newest first."""
    return list(PracticeRelease.objects.filter(page=page).select_related("by"))


def version_of(page: PracticePage) -> PracticeRelease | None:
    """The publication that readers have; None for a draft."""
    return PracticeRelease.objects.filter(page=page).select_related("by").first() if page.live else None


def pending_reviews(page: PracticePage) -> list[PracticeReview]:
    """Who was asked and has not answered."""
    rows = PracticeReview.objects.filter(page=page, verdict=ReviewVerdict.PENDING)
    return list(rows.select_related("reviewer__organisation").order_by("asked_at", "id"))


def is_in_review(page: PracticePage) -> bool:
    """Whether a version waits for a peer, the first or a later one."""
    if page.state == PracticeState.REVIEW:
        return True
    return PracticeReview.objects.filter(page=page, verdict=ReviewVerdict.PENDING).exists()


def reviewers_for(page: PracticePage, text: str = "", limit: int = 12) -> list[Person]:
    """Who could read it: facilitators first, then members of the space whose name has these words; never who wrote it."""
    wrote = PracticeAuthor.objects.filter(page=page, credited=False).values("person")
    rows = Membership.objects.filter(space=page.space_id, person__status=PersonStatus.ACTIVE)
    rows = rows.exclude(person=page.person_owner_id).exclude(person__in=wrote).select_related("person__organisation")
    words = fold(text).split()[:5]
    for word in words:
        rows = rows.filter(person__folded_name__contains=word)
    if not words:
        rows = rows.filter(role=MembershipRole.FACILITATOR)
    return [row.person for row in rows.order_by("role", "person__sort_key", "person_id")[:limit]]


def is_kept(person: Person, page: PracticePage) -> bool:
    """Whether the person keeps it among their bookmarks."""
    ref = ref_of(page)
    return Bookmark.objects.filter(person=person, content_type=ref.type_id, object_id=ref.object_id).exists()


def of_space(space: Space) -> "QuerySet[PracticePage]":
    """Every sheet of a space, whatever its state: for what moves with the space."""
    return PracticePage.objects.filter(space=space)


def feed_cards(line_of: dict[int, int]) -> dict[int, dict[str, Any]]:
    """The card of each sheet by its line's id (`line_of`: sheet id → line id), the same for every reader; three queries."""
    rows = PracticePage.objects.filter(pk__in=line_of, state__in=SHOWN).select_related("space", "person_owner__organisation")
    pages = rows.prefetch_related("topics", "competencies")
    return {line_of[page.pk]: _card(page) for page in pages}


def _card(page: PracticePage) -> dict[str, Any]:
    labels = [*page.topics.all(), *page.competencies.all()][:CHIPS]
    reused = _("Réutilisée par %(count)s organisations") % {"count": page.reuse_count} if page.reuse_count > 1 else ""
    return {
        "author": page.person_owner,
        "author_url": page.person_owner.get_absolute_url(),
        "organisation": page.person_owner.organisation.acronym,
        "at": page.published_at,
        "container_name": page.space.name,
        "container_url": page.space.get_absolute_url(),
        "kind": "practice",
        "kind_label": _("Fiche archivée") if page.state == PracticeState.ARCHIVED else "",
        "title": page.title,
        "url": page.get_absolute_url(),
        "lang": "" if page.language == (get_language() or "fr")[:2] else page.language,
        "note": "",
        "excerpt": page.result_line or plain(page.context, EXCERPT),
        "tags": [{"label": str(label), "url": label.get_absolute_url()} for label in labels],
        "unread": False,
        "actions": [{"label": _("Lire la fiche"), "url": page.get_absolute_url()}],
        "moved_label": _("nouvelle version") if page.changed_at else "",
        "moved_at": page.changed_at,
        "side": reused,
    }
