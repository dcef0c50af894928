"""Sheets and the people who leave: what the download gives, what goes, what stays under « Ancien membre »."""

import datetime as dt

import pytest

from community.actions import practices
from community.actions.practices.forgetting import forget_person
from community.models import PracticeAuthor, PracticePage, PracticeReview
from community.queries import practice_data
from people.actions.erasure import erase_person_data
from tests.cast import NOW
from tests.factories.practices import make_draft, make_published

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


def test_what_the_download_gives(cast, world):
    make_draft(by=cast.amina, space=world.open, authors=[cast.bruno], title="À deux")
    page = make_draft(by=cast.amina, space=world.open, credited=[cast.bruno])
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
    remarks = {"results": "Sur combien de mois?"}
    practices.decide(by=cast.bruno, page=page, approve=False, comment="Et le coût?", remarks=remarks, at=LATER)

    rows = practice_data.written_rows(cast.bruno)
    assert [(row["titre"], row["auteur"], row["cite"], row["responsable"]) for row in rows] == [
        ("À deux", True, False, False), ("Des cartes que tout le monde lit", False, True, False),
    ]  # fmt: skip
    said = [(row["avis"], row["commentaire"], row["remarques"]) for row in practice_data.review_rows(cast.bruno)]
    assert said == [("Changements demandés", "Et le coût?", "results\xa0: Sur combien de mois?")]


def test_drafts_of_one_alone_go_and_work_stays(cast, world):
    alone = make_draft(by=cast.amina, space=world.open, title="Mon brouillon")
    shared = make_draft(by=cast.amina, space=world.open, authors=[cast.bruno], title="Notre brouillon")
    published = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    PracticeReview.objects.create(page=shared, reviewer=cast.amina, asked_at=NOW, verdict="changes", decided_at=NOW)

    erase_person_data(person=cast.amina, at=LATER)

    assert set(PracticePage.objects.values_list("pk", flat=True)) == {shared.pk, published.pk}
    assert alone.pk not in PracticePage.objects.values_list("pk", flat=True)
    assert PracticeAuthor.objects.get(page=published).person.name == "Ancien membre"
    assert PracticePage.objects.get(pk=published.pk).person_owner.name == "Ancien membre"
    assert PracticeReview.objects.filter(page=shared).count() == 0


def test_the_name_goes_from_texts_and_from_every_revision(cast, world):
    mention = f"Avec @[{cast.bruno.name}](membre:{cast.bruno.pk}) et @[{cast.chloe.name}](membre:{cast.chloe.pk})."
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, how=mention)
    practices.save_draft(by=cast.amina, page=page, context=mention, at=LATER)
    assert f'href="/membres/{cast.bruno.pk}/"' in PracticePage.objects.get().rendered["how"]

    assert forget_person(person=cast.bruno) == 1

    page = PracticePage.objects.get()
    texts = [page.how, page.rendered["how"], *(str(one.content) for one in page.revisions.all())]
    assert [cast.bruno.name in text or f"membre:{cast.bruno.pk}" in text for text in texts] == [False] * len(texts)
    assert f'href="/membres/{cast.chloe.pk}/"' in page.rendered["how"]
    assert queries_of_revisions_stay(page)


def queries_of_revisions_stay(page) -> bool:
    """A revision that was rewritten is still a revision that can be read."""
    return all(one.as_object().title == page.title for one in page.revisions.all())
