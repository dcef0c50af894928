"""Reuse and usefulness: who may, what is told, counts that are exact also when many come at once."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from activity.models import Notification
from community.actions import practices, reuses
from community.models import PracticePage, PracticeReuse, Reaction
from community.subscribers.reuses import _source
from competencies.models import Competency, CompetencyGroup, Evidence, Framework
from core.models import OutboxRow
from people.actions.erasure import erase_person_data
from tests.cast import NOW
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.factories.practices import make_published

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def sheet(cast, world):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    OutboxRow.objects.all().delete()
    return PracticePage.objects.get(pk=page.pk)


def count(sheet):
    return PracticePage.objects.values_list("reuse_count", "useful_count").get(pk=sheet.pk)


@pytest.mark.django_db
def test_another_organisation_says_what_it_gave_there(cast, sheet):
    reuse = reuses.declare_reuse(
        by=cast.malik, page=sheet, result="  Nos appels ont **baissé**.\n", adapted=" Sans  la vidéo ", at=LATER
    )

    assert (reuse.organisation, reuse.result, reuse.adapted) == (
        cast.malik.organisation, "Nos appels ont **baissé**.", "Sans la vidéo",
    )  # fmt: skip
    assert reuse.result_html == "<p>Nos appels ont <strong>baissé</strong>.</p>"
    assert count(sheet) == (1, 0)


@pytest.mark.django_db
def test_organisations_count_not_declarations(cast, sheet):
    colleague = PersonFactory(organisation=cast.malik.organisation)
    reuses.declare_reuse(by=cast.malik, page=sheet, result="Bien.", at=LATER)
    reuses.declare_reuse(by=colleague, page=sheet, result="Très bien.", at=LATER)
    reuses.declare_reuse(by=cast.hugo, page=sheet, result="Aussi.", at=LATER)
    assert count(sheet) == (2, 0)
    reuses.withdraw_reuse(by=cast.malik, page=sheet, at=LATER)
    assert count(sheet) == (2, 0)
    reuses.withdraw_reuse(by=colleague, page=sheet, at=LATER)
    assert count(sheet) == (1, 0)
    assert reuses.withdraw_reuse(by=colleague, page=sheet, at=LATER) is False


@pytest.mark.django_db
def test_said_again_it_replaces_what_was_said(cast, sheet):
    first = reuses.declare_reuse(by=cast.malik, page=sheet, result="Bien.", at=LATER)
    again = reuses.declare_reuse(by=cast.malik, page=sheet, result="Mieux.", at=LATER + dt.timedelta(days=1))

    assert (again.pk, again.result_html, again.edited_at) == (first.pk, "<p>Mieux.</p>", LATER + dt.timedelta(days=1))
    assert count(sheet) == (1, 0)


@pytest.mark.django_db
def test_who_is_on_loan_speaks_for_where_they_work(cast, sheet):
    cast.bruno.assignment = cast.malik.organisation
    cast.bruno.save()

    assert reuses.declare_reuse(by=cast.bruno, page=sheet, result="Bien.", at=LATER).organisation == cast.malik.organisation


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "values", "code"),
    [
        ("farid", {"result": "Chez nous aussi."}, "same-organisation"),
        ("malik", {"result": "  \n "}, "empty"),
        ("malik", {"result": "a" * 1501}, "too-long"),
        ("malik", {"result": "Bien.", "adapted": "b" * 301}, "too-long"),
    ],
)
def test_what_is_refused_says_why_and_writes_nothing(cast, sheet, who, values, code):
    with pytest.raises(reuses.ReuseRefused) as refusal:
        reuses.declare_reuse(by=getattr(cast, who), page=sheet, at=LATER, **values)

    assert refusal.value.code == code
    assert (PracticeReuse.objects.count(), count(sheet)) == (0, (0, 0))


@pytest.mark.django_db
def test_an_author_who_moved_elsewhere_does_not_declare_their_own(cast, sheet):
    cast.amina.assignment = cast.malik.organisation
    cast.amina.save()

    with pytest.raises(reuses.ReuseRefused) as refusal:
        reuses.declare_reuse(by=cast.amina, page=sheet, result="Bien.", at=LATER)

    assert refusal.value.code == "own"


@pytest.mark.django_db
def test_an_archived_sheet_takes_no_more_but_lets_one_withdraw(cast, sheet):
    reuses.declare_reuse(by=cast.malik, page=sheet, result="Bien.", at=LATER)
    practices.archive(by=cast.amina, page=sheet, at=LATER)

    with pytest.raises(PermissionDenied):
        reuses.declare_reuse(by=cast.hugo, page=sheet, result="Bien.", at=LATER)
    with pytest.raises(PermissionDenied):
        reuses.mark_useful(by=cast.hugo, page=sheet, wanted=True, at=LATER)
    assert reuses.withdraw_reuse(by=cast.malik, page=sheet, at=LATER) is True


@pytest.mark.django_db
def test_a_stranger_to_the_space_may_not(cast, world):
    page = make_published(by=cast.amina, space=world.hidden, reviewer=cast.chloe)

    with pytest.raises(PermissionDenied):
        reuses.declare_reuse(by=cast.malik, page=page, result="Bien.", at=LATER)
    with pytest.raises(PermissionDenied):
        reuses.mark_useful(by=cast.malik, page=page, wanted=True, at=LATER)


@pytest.mark.django_db
def test_hostile_text_is_shown_as_text(cast, sheet):
    reuse = reuses.declare_reuse(
        by=cast.malik, page=sheet, at=LATER,
        result=f"<script>alert(1)</script> [x](javascript:alert(1)) @[Bruno](membre:{cast.bruno.pk})",
    )  # fmt: skip

    assert "<script" not in reuse.result_html
    assert "javascript:" not in reuse.result_html.replace("[x](javascript:alert(1))", "")
    assert 'class="mention"' not in reuse.result_html
    assert reuse.result.endswith("Bruno")


@pytest.mark.django_db
def test_authors_are_told_once_and_it_is_evidence(cast, sheet, deliver):
    framework = Framework.objects.create(version="1", current=True, loaded_at=NOW)
    group = CompetencyGroup.objects.create(framework=framework, code="A", name_fr="Écrire", name_en="Writing")
    skill = Competency.objects.create(framework=framework, group=group, code="C01", name_fr="Clarté", name_en="Clarity")
    page = PracticePage.objects.get(pk=sheet.pk)
    page.competencies.set([skill])
    page.save()
    reuse = reuses.declare_reuse(by=cast.malik, page=sheet, result="Bien.", at=LATER)
    deliver()
    OutboxRow.objects.update(done_at=None, handled=[])
    deliver()

    told = Notification.objects.filter(kind="community.practice_reused")
    assert list(told.values_list("person", "reason", "url")) == [
        (cast.amina.pk, "owner", f"{sheet.get_absolute_url()}#reutilisation-{reuse.pk}")
    ]
    rows = Evidence.objects.filter(source_key=_source(sheet.pk))
    assert list(rows.values_list("person", "competency", "withdrawn")) == [(cast.amina.pk, skill.pk, False)]
    reuses.withdraw_reuse(by=cast.malik, page=sheet, at=LATER)
    deliver()
    assert not told.exists()
    assert [row.withdrawn for row in rows.order_by("pk")] == [False, True]


@pytest.mark.django_db
def test_useful_goes_on_and_off_once(cast, sheet):
    assert reuses.mark_useful(by=cast.hugo, page=sheet, wanted=True, at=LATER) is True
    assert reuses.mark_useful(by=cast.hugo, page=sheet, wanted=True, at=LATER) is False
    assert reuses.mark_useful(by=cast.david, page=sheet, wanted=True, at=LATER) is True
    assert count(sheet) == (0, 2)
    assert reuses.mark_useful(by=cast.hugo, page=sheet, wanted=False, at=LATER) is True
    assert reuses.mark_useful(by=cast.hugo, page=sheet, wanted=False, at=LATER) is False
    assert count(sheet) == (0, 1)


@pytest.mark.django_db
def test_nobody_finds_their_own_useful(cast, sheet):
    with pytest.raises(PermissionDenied):
        reuses.mark_useful(by=cast.amina, page=sheet, wanted=True, at=LATER)


@pytest.mark.django_db
def test_another_version_keeps_the_counts(cast, sheet):
    reuses.declare_reuse(by=cast.malik, page=sheet, result="Bien.", at=LATER)
    reuses.mark_useful(by=cast.hugo, page=sheet, wanted=True, at=LATER)
    draft = practices.save_draft(by=cast.amina, page=PracticePage.objects.get(pk=sheet.pk), title="Autre titre", at=LATER)
    practices.publish(by=cast.chloe, page=draft, at=LATER)

    assert PracticePage.objects.get(pk=sheet.pk).title == "Autre titre"
    assert count(sheet) == (1, 1)


@pytest.mark.django_db
def test_who_leaves_for_good_is_counted_no_more(cast, sheet):
    reuses.declare_reuse(by=cast.malik, page=sheet, result="Bien, dit hermine.", at=LATER)
    reuses.mark_useful(by=cast.malik, page=sheet, wanted=True, at=LATER)
    reuses.mark_useful(by=cast.hugo, page=sheet, wanted=True, at=LATER)

    erase_person_data(person=cast.malik, at=LATER)

    assert count(sheet) == (0, 1)
    assert (PracticeReuse.objects.count(), Reaction.objects.count()) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_counts_are_exact_when_many_come_at_once(cast, world):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    places = OrganisationFactory.create_batch(3)
    people = [PersonFactory(organisation=place) for place in places for _two in range(2)]
    errors: list[BaseException] = []

    def press(person):
        try:
            for _again in range(2):
                reuses.declare_reuse(by=person, page=page, result="Bien.", at=LATER)
                reuses.mark_useful(by=person, page=page, wanted=True, at=LATER)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(person,)) for person in people for _double in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert (PracticeReuse.objects.count(), Reaction.objects.count()) == (6, 6)
    assert count(page) == (3, 6)
