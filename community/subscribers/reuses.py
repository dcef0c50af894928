"""What follows when a practice is taken up elsewhere: its authors are told, and it is evidence for them."""

from django.utils import timezone

from activity.actions.notifications import notify
from community.enums import PracticeState
from community.events import PracticeReused, PracticeReuseWithdrawn
from community.models import PracticeAuthor, PracticePage, PracticeReuse
from competencies.actions.evidence import record_evidence, restore_evidence, withdraw_evidence
from competencies.enums import EvidenceKind
from competencies.models import Evidence
from competencies.queries.evidence import latest_of_source
from core.events import subscribe
from people.models import Person


def _source(page_id: int) -> str:
    return f"practice-reuse:{page_id}"


@subscribe(PracticeReused)
def tell_authors(event: PracticeReused) -> None:
    """The owner, who wrote it, whose reply it was drawn from; once each."""
    reuse = PracticeReuse.objects.filter(pk=event.reuse_id).select_related("page", "organisation").first()
    if reuse is None:
        return
    page = reuse.page
    to = [(page.person_owner_id, "owner")]
    to += [
        (row.person_id, "credited" if row.credited else "author")
        for row in PracticeAuthor.objects.filter(page=page.pk).order_by("credited", "pk")
    ]
    notify(
        kind="community.practice_reused",
        event_key=f"reuse:{reuse.pk}",
        recipients=to,
        actor=event.person_id,
        target=page,
        audience_id=page.audience_id,
        url=f"{page.get_absolute_url()}#reutilisation-{reuse.pk}",
        data={"title": page.title, "place": reuse.organisation.acronym},
        at=event.at,
    )


@subscribe(PracticeReused)
def record_reuse(event: PracticeReused) -> None:
    """For who wrote it, for each competency of the sheet, without a level: once, however many organisations take it up."""
    page = PracticePage.objects.filter(pk=event.page_id, state=PracticeState.PUBLISHED).first()
    if page is None or not page.reuse_count:
        return
    skills = list(page.competencies.filter(retired_at=None))
    for person in _writers(page):
        for competency in skills:
            row = record_evidence(
                person=person,
                competency=competency,
                level=None,
                kind=EvidenceKind.PRACTICE,
                source_key=_source(page.pk),
                occurred_on=timezone.localdate(event.at),
                at=event.at,
                note=page.title,
            )
            if row.withdrawn:
                restore_evidence(evidence=row, by=person, at=event.at)


def _writers(page: PracticePage) -> list[Person]:
    wrote = PracticeAuthor.objects.filter(page=page.pk, credited=False).values("person")
    rows = Person.objects.active().filter(pk__in=wrote) | Person.objects.active().filter(pk=page.person_owner_id)
    return list(rows.order_by("pk"))


@subscribe(PracticeReuseWithdrawn)
def withdraw_reuse(event: PracticeReuseWithdrawn) -> None:
    """When nobody reuses it any more, the evidence no longer counts."""
    if PracticeReuse.objects.filter(page=event.page_id).exists():
        return
    source = _source(event.page_id)
    first = Evidence.objects.filter(kind=EvidenceKind.PRACTICE, source_key=source, corrects=None)
    for row in first.select_related("person", "competency"):
        newest = latest_of_source(person=row.person, competency=row.competency, kind=row.kind, source_key=source)
        if newest is not None and not newest.withdrawn and row.person.is_active:
            withdraw_evidence(evidence=newest, by=row.person, at=event.at)
