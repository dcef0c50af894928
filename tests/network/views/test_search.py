"""The search page: what one may read, by kind, with excerpts; suggestions while typing."""

from typing import Any

import pytest
from django.utils import timezone

from community.enums import SpaceAccess
from core import search
from people.enums import AudienceKind
from people.models import Audience
from tests.community.events import propose
from tests.community.world import make_space
from tests.factories.community import SpaceFactory, ThreadFactory
from tests.factories.practices import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def maps(cast):
    """Two threads about maps, in the search."""
    threads = [
        ThreadFactory(
            author=cast.amina, title="Décrire une carte interactive", body="Notre carte des **fermetures** de routes."
        ),
        ThreadFactory(author=cast.bruno, title="Infolettre du printemps", body="Rien sur les plans."),
    ]
    search.refresh("thread", [thread.pk for thread in threads])
    search.refresh("person", [cast.amina.pk])
    return threads


def test_found_by_an_unaccented_word_with_its_excerpt(cast, client_of, maps):
    answer = client_of(cast.bruno).get("/recherche/", {"q": "decrire fermeture"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<mark>Décrire</mark> une carte interactive" in page
    assert "<mark>fermetures</mark>" in page
    assert "Infolettre du printemps" not in page


def test_facets_count_each_kind(cast, client_of, maps):
    answer = client_of(cast.bruno).get("/recherche/", {"q": "amina"})
    facets = {str(facet.label): facet.count for facet in answer.context["facets"]}
    assert facets["Membres"] == 1
    only = client_of(cast.bruno).get("/recherche/", {"q": "carte", "genre": "person"})
    assert [result.hit.kind for result in only.context["results"]] == []


def test_a_page_of_htmx_is_the_results_alone(cast, client_of, maps):
    answer = client_of(cast.bruno, **{"HX-Request": "true"}).get("/recherche/", {"q": "carte"})
    assert answer.content.decode().strip().startswith('<div id="resultats"')
    assert "HX-Request" in answer["Vary"]


def test_what_one_may_not_read_is_not_found(cast, client_of, maps):
    closed = Audience.objects.create(kind=AudienceKind.CLOSED, name="Refonte")
    space = SpaceFactory(access=SpaceAccess.HIDDEN, audience=closed)
    secret = ThreadFactory(space=space, author=cast.amina, title="Carte secrète")
    search.refresh("thread", [secret.pk])
    answer = client_of(cast.david).get("/recherche/", {"q": "carte"})
    assert [result.hit.title for result in answer.context["results"]] == ["Décrire une carte interactive"]
    assert answer.context["total"] == 1


def test_the_index_may_be_late_the_page_is_not(cast, client_of, maps):
    """An entry that says « everybody » for a thread that has gone since shows nothing."""
    maps[0].deleted_at = timezone.now()
    maps[0].save()
    answer = client_of(cast.bruno).get("/recherche/", {"q": "carte"})
    assert answer.context["results"] == []


def test_nothing_found_says_what_to_do(cast, client_of):
    page = client_of(cast.bruno).get("/recherche/", {"q": "xylophone"}).content.decode()
    assert "Rien ne correspond." in page
    assert "Poser la question" in page


def test_suggestions_follow_what_is_typed(cast, client_of, maps):
    page = client_of(cast.bruno).get("/recherche/suggestions/", {"q": "cart"}).content.decode()
    assert 'role="option"' in page
    assert "Décrire une <mark>carte</mark> interactive" in page or "Décrire une carte interactive" in page
    assert client_of(cast.bruno).get("/recherche/suggestions/", {"q": "c"}).content.decode().strip() == ""


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", "'\"><img src=x>", "%00", "é" * 5000, "(((", "\x00"])
def test_odd_queries_are_shown_as_text(cast, client_of, query):
    answer = client_of(cast.bruno).get("/recherche/", {"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_past_the_limit_it_says_when(cast, client_of, monkeypatch):
    client = client_of(cast.bruno)
    monkeypatch.setattr("core.limits.time.time", lambda: 1_800_000_010)
    for _time in range(120):
        client.get("/recherche/")
    answer = client.get("/recherche/", {"q": "carte"})
    assert answer.status_code == 429
    assert "Réessayez dans 1 minute" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_no_query_per_result(cast, client_of, rows, django_assert_num_queries):
    for _row in range(rows):
        thread = ThreadFactory(title="Balado", author=cast.amina)
        search.refresh("thread", [thread.pk])
    client = client_of(cast.bruno)
    client.get("/recherche/", {"q": "balado"})
    with django_assert_num_queries(5):
        client.get("/recherche/", {"q": "balado"})


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("practice", 5), ("event", 5), ("space", 5)])
def test_no_query_per_sheet_event_or_space(cast, client_of, kind, queries, rows, django_assert_num_queries):
    place = make_space(cast, "open")
    for number in range(rows):
        thing: Any
        if kind == "practice":
            thing = make_published(by=cast.amina, space=place, reviewer=cast.chloe, title=f"Balado {number}")
        elif kind == "event":
            thing = propose(cast.amina, place, title=f"Balado {number}")
        else:
            thing = make_space(cast, "open", f"Balado {number}")
        search.refresh(kind, [thing.pk])
    client = client_of(cast.bruno)
    page = client.get("/recherche/", {"q": "balado"}).content.decode()
    assert page.count("<li data-keys-item") == rows
    with django_assert_num_queries(queries):
        client.get("/recherche/", {"q": "balado"})
