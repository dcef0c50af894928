"""Courses that lead to a level, and steps for gaps."""

import datetime as dt

import pytest

from competencies.queries.gap_steps import Gap, gap_steps
from job_profiles.queries.impact import impact_providers
from learning.enums import CourseKind, CourseState
from learning.queries.course_cards import availability_of, cards_by_id
from learning.queries.course_steps import leading_to, raising
from learning.queries.courses import similar_to
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CourseEditionFactory, CourseFactory, CourseRaiseFactory, SessionFactory
from tests.factories.job_profiles import ProfileVersionFactory, RequirementFactory

pytestmark = pytest.mark.django_db


def course(competency, before, after, title, **more):
    made = CourseFactory(title_fr=title, **more)
    CourseRaiseFactory(course=made, competency=competency, from_level=before, to_level=after)
    return made


def led(competency, level):
    found = leading_to([(competency.pk, level)], NOW, 3).get((competency.pk, level), [])
    return [one.card.title for one in found]


def test_to_that_level_first_then_nearest_below(db):
    clear = CompetencyFactory()
    course(clear, 0, 1, "Un")
    course(clear, 1, 2, "Deux, sans séance")
    course(clear, 2, 3, "Trois")
    course(clear, 1, 2, "Brouillon", state=CourseState.DRAFT)
    with_session = course(clear, 1, 2, "Deux, en salle")
    SessionFactory(course=with_session, starts_at=NOW + dt.timedelta(days=9))
    assert led(clear, 2) == ["Deux, en salle", "Deux, sans séance", "Un"]
    assert led(clear, 1) == ["Un"]
    assert led(CompetencyFactory(), 4) == []


def test_what_a_step_says(cast):
    clear = CompetencyFactory()
    one = course(clear, 0, 1, "Un", kind=CourseKind.SELF_PACED, minutes=90)
    assert availability_of(cards_by_id([one.pk], NOW)[one.pk]) == "À votre rythme, pas encore ouverte"
    CourseEditionFactory(course=one)
    two = course(clear, 1, 2, "Deux")
    SessionFactory(course=two, starts_at=NOW + dt.timedelta(days=9), seats=4)
    steps = gap_steps["courses"].suggest([Gap(clear, 2)], cast.amina, NOW)[clear.pk]
    assert [(one.kind, one.effort_minutes, one.availability) for one in steps] == [
        ("course_session", 360, "Prochaine séance le 11\xa0novembre, 4 places"),
        ("online_course", 90, "À votre rythme"),
    ]
    assert steps[0].target == ("learning.course", two.pk)
    assert "une étape vers" in steps[1].reason


def test_queries_never_grow(cast, django_assert_num_queries):
    gaps = []
    for _ in range(3):
        clear = CompetencyFactory()
        course(clear, 0, 2, "Deux")
        gaps.append(Gap(clear, 2))
    for number in (1, 3):
        with django_assert_num_queries(3):
            gap_steps["courses"].suggest(gaps[:number], cast.amina, NOW)


def test_the_page_of_a_competency_names_them(db):
    clear = CompetencyFactory()
    for number in range(3):
        course(clear, 0, number + 1, f"Vers {number + 1}")
    cards, count = raising(clear, NOW, 2)
    assert ([card.title for card in cards], count) == (["Vers 1", "Vers 2"], 3)


def test_similar_by_what_is_rarely_shared(db):
    common, rare = CompetencyFactory(), CompetencyFactory()
    one = course(common, 0, 1, "Celle-ci")
    CourseRaiseFactory(course=one, competency=rare)
    course(common, 0, 1, "Commune")
    course(common, 0, 1, "Commune aussi")
    course(rare, 0, 1, "Rare")
    course(CompetencyFactory(), 0, 1, "Sans rapport")
    found = similar_to(one, NOW)
    assert [(each.card.title, each.shared) for each in found] == [
        ("Rare", (rare.name,)), ("Commune", (common.name,)), ("Commune aussi", (common.name,)),
    ]  # fmt: skip


def test_what_a_version_of_a_profile_asks_for_and_no_course_leads_to(cast):
    clear, other = CompetencyFactory(code="CON1", name_fr="Rédiger"), CompetencyFactory(code="CON2", name_fr="Réviser")
    version = ProfileVersionFactory()
    for competency, level in ((clear, 2), (other, 3)):
        RequirementFactory(version=version, competency=competency, level=level)
    assert [line.value for line in impact_providers["courses"].load(version, None, cast.gisele, NOW).lines] == [
        "0 compétence sur 2"
    ]
    course(clear, 1, 2, "Deux")
    course(other, 1, 2, "Pas assez haut")
    (line,) = impact_providers["courses"].load(version, None, cast.gisele, NOW).lines
    assert (line.value, line.note) == ("1 compétence sur 2", "Sans formation jusqu’au niveau demandé\xa0: Réviser.")
