"""Topics: made, renamed, merged."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activity.actions.subscriptions import follow
from activity.models import FeedLine, FeedSource, Subscription
from competencies.actions.topics import (
    TopicRefused,
    add_variants,
    get_or_create_topics,
    merge_topics,
    move_following,
    rename_topic,
)
from competencies.models import Topic, TopicTagged
from competencies.queries.topics import suggest, twins, variants_of
from core.rules.text import strip_accents
from people.queries.audiences import network_audience_id
from tests.cast import NOW, Cast
from tests.factories.community import SpaceFactory
from tests.factories.competencies import TopicFactory

pytestmark = pytest.mark.django_db


def test_two_spellings_are_one_topic() -> None:
    first = get_or_create_topics(["Accessibilité", "ACCESSIBILITE", "#accessibilité "], at=NOW)
    again = get_or_create_topics(["accessibilite"], at=NOW)

    assert [topic.name for topic in first] == ["Accessibilité"]
    assert again == first
    assert first[0].slug == "accessibilite"


def test_names_without_a_letter_are_left_out() -> None:
    assert get_or_create_topics(["!!", "", "  "], at=NOW) == []


def test_reserved_addresses_are_never_given() -> None:
    (topic,) = get_or_create_topics(["Suggestions"], at=NOW)

    assert topic.slug == "suggestions-2"


def test_variants_and_the_english_name_lead_to_the_topic(cast: Cast) -> None:
    (topic,) = get_or_create_topics(["Sous-titres"], at=NOW)
    topic = rename_topic(topic=topic, name="Sous-titres et transcriptions", name_en="Captions", by=cast.olga, at=NOW)
    add_variants(topic=topic, names=["STT"])

    assert get_or_create_topics(["sous titres", "captions", "stt"], at=NOW) == [topic]
    assert variants_of(topic) == ["captions", "sous titres", "stt"]


def test_renaming_to_an_existing_name_is_refused(cast: Cast) -> None:
    one, _two = get_or_create_topics(["Vidéo", "Balado"], at=NOW)

    with pytest.raises(TopicRefused) as refusal:
        rename_topic(topic=one, name="BALADO", name_en="", by=cast.olga, at=NOW)

    assert refusal.value.field == "name"


def test_merging_moves_tags_variants_and_leads_on(cast: Cast) -> None:
    keep, merge = get_or_create_topics(["Courriel", "Courriels"], at=NOW)
    add_variants(topic=merge, names=["mél"])
    both, one = SpaceFactory(), SpaceFactory()
    both.topics.set([keep, merge])
    one.topics.set([merge])

    merge_topics(keep=keep, merge=merge, by=cast.olga, at=NOW)

    assert list(both.topics.all()) == [keep]
    assert list(one.topics.all()) == [keep]
    assert get_or_create_topics(["courriels", "mel", "courriel"], at=NOW) == [keep]
    assert TopicTagged.objects.filter(tag=merge).count() == 0


def test_a_chain_of_merges_leads_to_the_last(cast: Cast) -> None:
    first, second, third = get_or_create_topics(["Un", "Deux", "Trois"], at=NOW)
    merge_topics(keep=second, merge=first, by=cast.olga, at=NOW)
    merge_topics(keep=third, merge=second, by=cast.olga, at=NOW)

    assert get_or_create_topics(["un"], at=NOW) == [third]
    assert Topic.objects.get(pk=first.pk).merged_into == third


def test_a_topic_is_not_merged_with_itself_nor_twice(cast: Cast) -> None:
    keep, merge = get_or_create_topics(["Un", "Deux"], at=NOW)

    with pytest.raises(TopicRefused):
        merge_topics(keep=keep, merge=keep, by=cast.olga, at=NOW)
    merge_topics(keep=keep, merge=merge, by=cast.olga, at=NOW)
    with pytest.raises(TopicRefused):
        merge_topics(keep=merge, merge=keep, by=cast.olga, at=NOW)


def test_only_those_who_keep_the_network_tidy_merge(cast: Cast) -> None:
    keep, merge = get_or_create_topics(["Un", "Deux"], at=NOW)

    with pytest.raises(PermissionDenied):
        merge_topics(keep=keep, merge=merge, by=cast.amina, at=NOW)
    with pytest.raises(PermissionDenied):
        rename_topic(topic=keep, name="Autre", name_en="", by=cast.amina, at=NOW)


def test_followers_and_feed_lines_follow_a_merge(cast: Cast, deliver) -> None:
    keep, merge = get_or_create_topics(["Un", "Deux"], at=NOW)
    kind = ContentType.objects.get_for_model(Topic)
    for person, topic in ((cast.amina, merge), (cast.bruno, merge), (cast.bruno, keep)):
        follow(person=person, target=topic, at=NOW)
    space = SpaceFactory()
    line = FeedLine.objects.create(
        kind="essai", content_type=ContentType.objects.get_for_model(space), object_id=space.pk, created_at=NOW, at=NOW,
        topics=[keep.pk, merge.pk], audience_id=network_audience_id(),
    )  # fmt: skip
    for topic in (keep, merge):
        FeedSource.objects.create(line=line, source_type=kind, source_id=topic.pk, audience_id=line.audience_id, at=NOW)

    merge_topics(keep=keep, merge=merge, by=cast.olga, at=NOW)
    deliver()
    move_following(kept_id=keep.pk, merged_id=merge.pk)

    followed = Subscription.objects.filter(content_type=kind).order_by("person")
    assert list(followed.values_list("person", "object_id")) == [(cast.amina.pk, keep.pk), (cast.bruno.pk, keep.pk)]
    assert list(FeedSource.objects.values_list("source_id", flat=True)) == [keep.pk]
    line.refresh_from_db()
    assert line.topics == [keep.pk]


def test_suggestions_begin_with_what_is_typed_then_contain_it() -> None:
    get_or_create_topics(["Carte interactive", "Cartes", "Pancarte", "Vidéo"], at=NOW)

    assert [topic.name for topic in suggest("CARTE")] == ["Cartes", "Carte interactive", "Pancarte"]
    assert suggest("  ") == []


def test_twins_are_plurals_and_english_names() -> None:
    TopicFactory(name="Formulaire")
    TopicFactory(name="Formulaires")
    TopicFactory(name="Accessibilité", name_en="Accessibility")
    TopicFactory(name="Accessibility")

    assert [(keep.name, merge.name) for keep, merge in twins()] == [
        ("Formulaire", "Formulaires"), ("Accessibilité", "Accessibility"),
    ]  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(alphabet="abcéèœ -'’ABC", min_size=1, max_size=12), min_size=1, max_size=6))
def test_any_writing_of_the_same_names_gives_the_same_topics(names: list[str]) -> None:
    first = get_or_create_topics(names, at=NOW)
    count = Topic.objects.count()
    again = get_or_create_topics([strip_accents(name).upper() for name in names], at=NOW)

    assert again == first
    assert Topic.objects.count() == count
