"""The catalogue: words in French, facets that count one another, orders, pages by key, gaps of one's own."""

import datetime as dt

import pytest

from competencies.actions.topics import get_or_create_topics
from core.search import rebuild
from learning.enums import CourseKind, CourseState
from learning.queries.course_kept import forget_counts
from learning.queries.course_list import catalogue
from learning.queries.course_sql import Asked
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CourseFactory, CourseRaiseFactory, ProviderFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _counted_anew():
    forget_counts()


def ask(**asked):
    return catalogue(Asked(**asked), at=NOW)


def titles(page):
    return [card.title for card in page.cards]


def counts(page, facet):
    return {value.value: value.count for one in page.facets if one.key == facet for value in one.values}


def in_days(days):
    return NOW + dt.timedelta(days=days)


def test_only_what_is_in_the_catalogue():
    for state in CourseState:
        CourseFactory(title_fr=state.value, state=state)
    page = ask()
    assert (titles(page), page.total) == (["published"], 1)


def test_words_are_folded_and_stemmed():
    CourseFactory(title_fr="L’accessibilité des cartes")
    CourseFactory(title_fr="Écrire une infolettre")
    rebuild("course")
    assert titles(ask(text="accessibilites carte")) == ["L’accessibilité des cartes"]
    assert titles(ask(text="ecrir")) == ["Écrire une infolettre"]
    loose = ask(text="infolettre accessibilite")
    assert (loose.loosened, loose.total) == (True, 2)
    assert ask(text="zzz").total == 0


def test_facets_narrow_one_another():
    clear = CompetencyFactory(code="RED1", name_fr="Rédiger")
    school = ProviderFactory(name="École")
    free = CourseFactory(kind=CourseKind.VIRTUAL, minutes=240, language="both", provider=school)
    paid = CourseFactory(kind=CourseKind.CLASSROOM, minutes=960, cost_cents=5000, level=3, approval="lead")
    CourseRaiseFactory(course=paid, competency=clear)
    paid.topics.set(get_or_create_topics(["Balados"], at=NOW))

    page = ask(chosen={"cout": ["payant"]})

    assert titles(page) == [paid.title_fr]
    assert counts(page, "cout") == {"payant": 1, "gratuit": 1}
    assert counts(page, "formule") == {"classroom": 1}
    assert counts(page, "competence") == {"RED1": 1}
    assert counts(page, "groupe") == {clear.group.code: 1}
    assert counts(page, "etiquette") == {"balados": 1}
    assert counts(ask(), "duree") == {"demi": 1, "deux": 1}
    assert counts(ask(), "langue") == {"fr": 2, "en": 1}
    assert titles(ask(chosen={"langue": ["en"]})) == [free.title_fr]
    assert titles(ask(chosen={"duree": ["demi", "deux"], "niveau": ["3"]})) == [paid.title_fr]
    assert titles(ask(chosen={"dispensateur": [str(school.pk)], "approbation": ["nobody"]})) == [free.title_fr]
    assert ask(chosen={"formule": ["bateau"]}).total == 0


def test_sessions_that_take_requests():
    full, open_one, closed, past = (CourseFactory(title_fr=title) for title in ("Pleine", "Ouverte", "Fermée", "Passée"))
    SessionFactory(course=full, starts_at=in_days(9), seats=2, taken=2)
    SessionFactory(course=open_one, starts_at=in_days(12), seats=2, taken=1)
    SessionFactory(course=closed, starts_at=in_days(9), closes_at=in_days(-1))
    SessionFactory(course=past, starts_at=in_days(-9))
    page = ask(chosen={"seances": ["a-venir"]}, order="prochaine")
    assert titles(page) == ["Pleine", "Ouverte"]
    assert counts(page, "seances") == {"a-venir": 2, "places": 1}
    assert [(card.next_at, card.seats_left) for card in page.cards] == [(in_days(9), 0), (in_days(12), 1)]
    assert titles(ask(chosen={"seances": ["places"]})) == ["Ouverte"]


def test_orders():
    CourseFactory(title_fr="B", created_at=in_days(-1), rating_sum=9, rating_count=2)
    CourseFactory(title_fr="C", created_at=in_days(-3), rating_sum=12, rating_count=3)
    CourseFactory(title_fr="A", created_at=in_days(-2), rating_sum=19, rating_count=4)
    assert titles(ask()) == ["A", "B", "C"]
    assert titles(ask(order="recentes")) == ["B", "A", "C"]
    assert titles(ask(order="avis")) == ["A", "C", "B"]  # two opinions say nothing yet


@pytest.mark.parametrize("order", ["titre", "prochaine", "avis", "recentes"])
def test_pages_go_by_key(order):
    for number in range(5):
        course = CourseFactory(created_at=in_days(-number))
        if number % 2:
            SessionFactory(course=course, starts_at=in_days(number + 1))
    seen, cursor = [], ""
    while True:
        page = catalogue(Asked(order=order, cursor=cursor), at=NOW, size=2)
        seen += titles(page)
        cursor = page.next_cursor
        if not cursor:
            break
    assert (len(seen), len(set(seen))) == (5, 5)
    assert seen == titles(catalogue(Asked(order=order), at=NOW, size=9))
    assert len(titles(ask(order=order, cursor="abîmé"))) == 5


def test_for_ones_own_gaps():
    clear, other = CompetencyFactory(code="RED1"), CompetencyFactory(code="RED2")
    for title, competency, before, after in (
        ("Trop bas", clear, 0, 1), ("Juste", clear, 1, 3), ("Trop haut", clear, 3, 4), ("Autre", other, 1, 3),
    ):  # fmt: skip
        CourseRaiseFactory(course=CourseFactory(title_fr=title), competency=competency, from_level=before, to_level=after)
    page = ask(gaps=[(clear.pk, 1, 3)])
    assert (titles(page), page.total) == (["Juste"], 1)
    assert ask(gaps=[]).total == 0


def test_a_retired_competency_is_proposed_no_more():
    gone = CompetencyFactory(code="RED1", retired_at=NOW)
    CourseRaiseFactory(competency=gone)
    page = ask()
    assert counts(page, "competence") == counts(page, "groupe") == {}
    assert page.cards[0].raises == ()
