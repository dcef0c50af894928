"""What follows from what happens to sheets: who hears of it, what is found, evidence."""

import datetime as dt

import pytest

from activity.actions import subscriptions
from activity.models import Notification
from activity.queries.feed import page as feed_page
from activity.views import cards
from community.actions import practices
from community.models import PracticePage
from community.queries import practices as queries
from competencies.actions.topics import get_or_create_topics
from competencies.models import Competency, Evidence, Framework
from core.models import SearchEntry
from core.search import find
from tests.cast import NOW
from tests.factories.practices import make_draft, make_published

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


@pytest.fixture
def skill(db):
    framework = Framework.objects.create(version="essai", loaded_at=NOW, current=True)
    group = framework.groups.create(code="G", name_fr="Groupe", name_en="Group")
    return Competency.objects.create(framework=framework, group=group, code="WEB3", name_fr="Accessibilité", name_en="A11y")


def told(kind=""):
    rows = Notification.objects.filter(kind__startswith=f"community.practice_{kind}").order_by("person_id")
    return {(row.person_id, row.kind.removeprefix("community.practice_"), row.reason) for row in rows}


def test_reviewers_are_asked_and_writers_hear_the_verdict(cast, world, deliver):
    page = make_draft(by=cast.amina, space=world.open)
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=NOW)
    deliver()
    assert told() == {(cast.bruno.pk, "review_asked", "reviewer")}

    practices.decide(by=cast.bruno, page=page, approve=False, comment="Le coût?", at=NOW)
    deliver()
    assert told("reviewed") == {(cast.amina.pk, "reviewed", "author")}


def test_who_is_asked_no_more_loses_the_notice(cast, world, deliver):
    page = make_draft(by=cast.amina, space=world.open)
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno, cast.chloe], at=NOW)
    deliver()
    practices.decide(by=cast.chloe, page=page, approve=True, at=NOW)
    deliver()

    assert told("review_asked") == {(cast.chloe.pk, "review_asked", "reviewer")}


@pytest.mark.parametrize("ended", [practices.withdraw_review, practices.archive])
def test_a_review_that_is_taken_back_asks_nobody_any_more(cast, world, deliver, ended):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    practices.save_draft(by=cast.amina, page=page, how="En un jour.", at=LATER)
    practices.ask_review(by=cast.amina, page=page, reviewers=[cast.bruno], at=LATER)
    deliver()
    assert (cast.bruno.pk, "review_asked", "reviewer") in told()

    ended(by=cast.amina, page=page, at=LATER)

    assert (told("review_asked"), queries.pending_reviews(page)) == (set(), [])
    assert queries.is_in_review(PracticePage.objects.get(pk=page.pk)) is False


def test_followers_hear_once_for_the_most_telling_reason(cast, world, deliver, skill):
    (topic,) = get_or_create_topics(["cartes"], at=NOW)
    for person in (cast.david, cast.farid):
        subscriptions.follow(person=person, target=skill, at=NOW)
        subscriptions.follow(person=person, target=topic, at=NOW)
    subscriptions.follow(person=cast.esther, target=topic, at=NOW)
    subscriptions.follow(person=cast.ines, target=cast.amina, at=NOW)
    subscriptions.set_level(person=cast.farid, target=skill, level="none")
    subscriptions.set_level(person=cast.farid, target=topic, level="none")

    make_published(by=cast.amina, space=world.open, reviewer=cast.chloe, topic_names=["cartes"], competency_codes=["WEB3"])
    deliver()

    found = {pair for pair in told("published") if pair[0] != cast.bruno.pk}
    assert found == {
        (cast.david.pk, "published", "competency"), (cast.esther.pk, "published", "topic"),
        (cast.ines.pk, "published", "person"),
    }  # fmt: skip
    deliver()
    assert {pair for pair in told("published") if pair[0] != cast.bruno.pk} == found


def test_the_author_reads_how_many_heard_although_a_peer_published_it(cast, world, deliver, client_of):
    for person in (cast.david, cast.esther, cast.farid, cast.ines, cast.hugo):
        subscriptions.follow(person=person, target=cast.amina, at=NOW)
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    deliver()

    url = f"/notifications/portee/fiche/{page.pk}/"
    shown = [
        f'hx-get="{url}"' in client_of(who).get(page.get_absolute_url()).content.decode() for who in (cast.amina, cast.bruno)
    ]
    assert shown == [True, False]
    assert "Annoncé à 6 personnes\xa0: 5 rejointes, 1 par" in client_of(cast.amina).get(url).content.decode()
    assert "personne pour le moment" in client_of(cast.bruno).get(url).content.decode()


def test_nobody_outside_of_a_closed_space_hears(cast, world, deliver, skill):
    for person in (cast.david, cast.bruno):
        subscriptions.follow(person=person, target=skill, at=NOW)
    make_published(by=cast.amina, space=world.hidden, reviewer=cast.chloe, competency_codes=["WEB3"])
    deliver()

    assert told("published") == {(cast.bruno.pk, "published", "competency")}
    assert find("cartes", audiences=()).hits == []


def test_a_new_version_is_told_to_who_follows_the_sheet(cast, world, deliver):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    subscriptions.follow(person=cast.david, target=page, at=NOW)
    deliver()
    practices.save_draft(by=cast.amina, page=page, context="Nouveau.", at=LATER)
    practices.publish(by=cast.chloe, page=page, note="Le contexte.", at=LATER)
    deliver()

    assert told("changed") == {(cast.david.pk, "changed", "practice")}
    assert Notification.objects.get(kind="community.practice_changed").data["note"] == "Le contexte."


def test_authors_get_evidence_once(cast, world, deliver, skill):
    page = make_published(
        by=cast.amina, space=world.open, reviewer=cast.chloe, authors=[cast.bruno], credited=[cast.esther],
        competency_codes=["WEB3"],
    )  # fmt: skip
    deliver()
    practices.save_draft(by=cast.amina, page=page, context="Nouveau.", at=LATER)
    practices.publish(by=cast.chloe, page=page, at=LATER)
    deliver()

    rows = Evidence.objects.order_by("person_id").values_list("person_id", "kind", "visibility", "occurred_on")
    day = dt.date(2026, 11, 2)
    assert list(rows) == [(person.pk, "practice", "me", day) for person in (cast.amina, cast.bruno)]


def test_found_by_text_topic_and_competency_once_published(cast, world, deliver, skill):
    page = make_draft(by=cast.amina, space=world.open, topic_names=["géomatique"], competency_codes=["WEB3"])
    deliver()
    assert find("tableur", audiences=()).hits == []
    practices.publish(by=cast.chloe, page=page, at=NOW)
    deliver()

    for words in ("tableur", "geomatique", "accessibilité", "cartes que tout le monde lit"):
        hits = find(words, audiences=(), facet="practice").hits
        assert [(hit.kind, hit.object_id) for hit in hits] == [("practice", page.pk)]
    practices.save_draft(by=cast.amina, page=page, tools="Un chronomètre.", at=LATER)
    deliver()
    assert find("chronomètre", audiences=()).hits == []
    practices.archive(by=cast.amina, page=page, at=LATER)
    deliver()
    assert SearchEntry.objects.get(kind="practice").weight == 0.6


def test_in_the_feed_of_who_follows_the_space(cast, world, deliver):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    deliver()

    lines = [line for line in feed_page(cast.bruno).lines if line.kind == "practice"]
    drawn = [str(card) for card in cards.draw(lines, cast.bruno, at=NOW)]
    assert (len(drawn), page.title in drawn[0], page.result_line in drawn[0]) == (1, True, True)
    hidden = make_published(by=cast.amina, space=world.hidden, reviewer=cast.chloe, title="Cachée")
    assert hidden.pk not in [line.object_id for line in feed_page(cast.david).lines]


def test_taken_down_in_the_editor(cast, world, deliver):
    page = make_published(by=cast.amina, space=world.open, reviewer=cast.chloe)
    deliver()
    PracticePage.objects.get(pk=page.pk).unpublish()
    practices.take_down(page=page, by=cast.olga, at=LATER)
    deliver()

    assert (SearchEntry.objects.filter(kind="practice").count(), told("published")) == (0, set())
    assert PracticePage.objects.get(pk=page.pk).state == "draft"
