"""Topics on screen."""

import pytest
from django.urls import reverse

from activity.queries.subscriptions import is_following
from competencies.actions.topics import merge_topics
from competencies.models import Topic
from tests.cast import NOW, Cast
from tests.factories.competencies import TopicFactory

pytestmark = pytest.mark.django_db

LIST_QUERIES = 4
DETAIL_QUERIES = 13


def test_every_member_reads_the_list_and_only_some_tidy(cast: Cast, client_of) -> None:
    TopicFactory(name="Langage clair")
    url = reverse("competencies:topic-list")

    reader, keeper = client_of(cast.amina).get(url).content.decode(), client_of(cast.olga).get(url).content.decode()

    assert "Langage clair" in reader
    assert "Fusionner deux étiquettes" not in reader
    assert "Fusionner deux étiquettes" in keeper
    assert client_of(cast.chloe).get(url).context["tidies"] is True


def test_merging_by_names(cast: Cast, client_of) -> None:
    keep, merge = TopicFactory(name="Courriel"), TopicFactory(name="Courriels")
    data = {"merge": "courriels", "keep": "COURRIEL"}

    assert client_of(cast.amina).post(reverse("competencies:topic-merge"), data).status_code == 403
    response = client_of(cast.olga).post(reverse("competencies:topic-merge"), data)

    assert response["Location"] == keep.get_absolute_url()
    merge.refresh_from_db()
    assert merge.merged_into == keep


@pytest.mark.parametrize("data", [{"merge": "Inconnue", "keep": "Courriel"}, {"merge": "Courriel", "keep": "courriel"}, {}])
def test_a_merge_that_cannot_be_is_said_beside_its_field(cast: Cast, client_of, data) -> None:
    TopicFactory(name="Courriel")

    response = client_of(cast.olga).post(reverse("competencies:topic-merge"), data)

    assert response.status_code == 422
    assert 'id="form-errors"' in response.content.decode()


def test_a_merged_topic_leads_to_the_one_that_stays(cast: Cast, client_of) -> None:
    keep, merge = TopicFactory(), TopicFactory()
    merge_topics(keep=keep, merge=merge, by=cast.olga, at=NOW)

    response = client_of(cast.amina).get(merge.get_absolute_url())

    assert (response.status_code, response["Location"]) == (301, keep.get_absolute_url())


def test_renaming(cast: Cast, client_of) -> None:
    topic, _other = TopicFactory(name="Vidéo", slug="video"), TopicFactory(name="Balado")
    url = reverse("competencies:topic-edit", args=["video"])

    assert client_of(cast.amina).get(url).status_code == 403
    client = client_of(cast.olga)
    assert client.get(url).status_code == 200
    assert client.post(url, {"name": "Balado", "name_en": ""}).status_code == 422
    assert client.post(url, {"name": "Vidéos", "name_en": "Video"}).status_code == 303
    assert Topic.objects.get(pk=topic.pk).name_en == "Video"


def test_suggestions(cast: Cast, client_of) -> None:
    topic = TopicFactory(name="Écriture inclusive", slug="ecriture-inclusive")

    found = client_of(cast.amina).get(reverse("competencies:topic-suggest"), {"q": "ecri"}).json()

    assert found == [{"id": topic.pk, "name": "Écriture inclusive", "slug": "ecriture-inclusive"}]


def test_following(cast: Cast, client_of) -> None:
    topic = TopicFactory()
    client, url = client_of(cast.amina), reverse("competencies:topic-follow", args=[topic.slug])

    client.post(url)
    assert is_following(cast.amina, topic)
    client.post(url)
    assert not is_following(cast.amina, topic)


def test_the_list_is_paged_by_key(cast: Cast, client_of) -> None:
    for number in range(61):
        TopicFactory(name=f"Sujet {number:03}")
    client, url = client_of(cast.amina), reverse("competencies:topic-list")

    first = client.get(url).context["page"]
    second = client.get(url, {"apres": first.next_cursor}).context["page"]

    assert [topic.name for topic in second.items] == ["Sujet 060"]
    assert second.next_cursor is None


def test_pages_cost_the_same_at_one_and_three(cast: Cast, client_of, django_assert_num_queries) -> None:
    client, topic = client_of(cast.amina), TopicFactory()
    for url, queries in ((reverse("competencies:topic-list"), LIST_QUERIES), (topic.get_absolute_url(), DETAIL_QUERIES)):
        client.get(url)
        with django_assert_num_queries(queries):
            client.get(url)
    TopicFactory.create_batch(2)
    for url, queries in ((reverse("competencies:topic-list"), LIST_QUERIES), (topic.get_absolute_url(), DETAIL_QUERIES)):
        with django_assert_num_queries(queries):
            client.get(url)
