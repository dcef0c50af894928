"""Topics: made as people type them, renamed and merged by those who keep them tidy."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Func, Value
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from activity.actions.feed import forget_all_cards
from activity.models import FeedLine, FeedSource, Subscription
from activity.queries.targets import type_id
from competencies.events import TopicChanged, TopicsCreated, TopicsMerged
from competencies.models import Topic, TopicAlias, TopicTagged
from competencies.permissions import can_tidy_topics
from competencies.queries.topics import find_topics
from competencies.rules.topics import clean_name, folded
from core.outbox import publish
from people.models import Person

# Addresses of our own beside those of topics.
RESERVED = frozenset({"fusionner", "suggestions"})


class TopicRefused(Exception):
    """The topic is not changed; the message is for the person, `field` names what to mend."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def get_or_create_topics(names: Iterable[str], *, at: dt.datetime | None = None) -> list[Topic]:
    """The topics that these names mean, new ones made; each once, in order. Case, accents, variants and merges are followed.

    Names without a letter or a digit are left out.
    """
    wanted: dict[str, str] = {}
    for name in map(clean_name, names):
        if key := folded(name):
            wanted.setdefault(key, name)
    found = find_topics(wanted)
    missing = [key for key in wanted if key not in found]
    created = [topic for key in missing if (topic := _create(wanted[key], key, found))]
    if created:
        publish(TopicsCreated(topic_ids=[topic.pk for topic in created], at=at or timezone.now()))
    return list({found[key].pk: found[key] for key in wanted}.values())


def _create(name: str, key: str, found: dict[str, Topic]) -> Topic | None:
    """Make the topic, or take the one that somebody made meanwhile (then None, and `found` knows it)."""
    try:
        with transaction.atomic():
            topic = Topic(name=name, slug=free_slug(key))
            topic.save()
    except IntegrityError:
        found.update(find_topics([key]))
        return None
    found[key] = topic
    return topic


def free_slug(key: str) -> str:
    """An address that no topic has: the folded name, with a number when a renamed topic keeps that address."""
    base = slugify(key)[:90] or "etiquette"
    taken = RESERVED | set(Topic.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 2, base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


@transaction.atomic
def rename_topic(*, topic: Topic, name: str, name_en: str, by: Person | None, at: dt.datetime) -> Topic:
    """Change the French and English names; the old spelling keeps leading here. `by` None: the installation itself.

    Raises PermissionDenied, or TopicRefused when another topic has that name (merge them instead).
    """
    if by is not None and not can_tidy_topics(by):
        raise PermissionDenied
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    name, name_en = clean_name(name), clean_name(name_en)
    if not folded(name):
        raise TopicRefused(_("Écrivez un nom qui contient au moins une lettre."), "name")
    for field, words in (("name", name), ("name_en", name_en)):
        other = find_topics([folded(words)]).get(folded(words)) if folded(words) else None
        if other is not None and other.pk != topic.pk:
            raise TopicRefused(
                _("« %(name)s » existe déjà. Fusionnez plutôt les deux étiquettes.") % {"name": other.name}, field
            )
    old = topic.folded
    topic.name, topic.name_en = name, name_en
    topic.save()
    add_variants(topic=topic, names=[old, name_en])
    publish(TopicChanged(topic_id=topic.pk, at=at))
    return topic


def add_variants(*, topic: Topic, names: Iterable[str]) -> int:
    """Other spellings that lead to the topic; those that already mean something are left. Returns how many are new."""
    keys = {folded(name) for name in names} - {"", topic.folded}
    free = keys - set(find_topics(keys))
    TopicAlias.objects.bulk_create([TopicAlias(folded=key, topic=topic) for key in sorted(free)], ignore_conflicts=True)
    return len(free)


@transaction.atomic
def merge_topics(*, keep: Topic, merge: Topic, by: Person | None, at: dt.datetime) -> Topic:
    """Everything that carries `merge` carries `keep` from now on; the other's name and variants lead to it.

    What follows the merged topic (subscriptions, lines of the feed) is moved behind, by a subscriber of TopicsMerged.
    Raises PermissionDenied, or TopicRefused for a topic with itself and for one that was merged already.
    """
    if by is not None and not can_tidy_topics(by):
        raise PermissionDenied
    locked = {
        topic.pk: topic for topic in Topic.objects.select_for_update().filter(pk__in=[keep.pk, merge.pk]).order_by("pk")
    }
    keep, merge = locked[keep.pk], locked[merge.pk]
    if keep.pk == merge.pk:
        raise TopicRefused(_("Choisissez deux étiquettes différentes."), "merge")
    if keep.merged_into_id is not None or merge.merged_into_id is not None:
        raise TopicRefused(_("L’une des deux a déjà été fusionnée. Rechargez la page."), "merge")
    _move_tags(keep, merge)
    TopicAlias.objects.filter(topic=merge).update(topic=keep)
    Topic.objects.filter(merged_into=merge).update(merged_into=keep)
    Topic.objects.filter(pk=merge.pk).update(merged_into=keep)
    if not keep.name_en and merge.name_en:
        Topic.objects.filter(pk=keep.pk).update(name_en=merge.name_en)
        keep.name_en = merge.name_en
    add_variants(topic=keep, names=[merge.name_en])
    publish(TopicsMerged(kept_id=keep.pk, merged_id=merge.pk, at=at))
    return keep


def _move_tags(keep: Topic, merge: Topic) -> None:
    """Things that carry both keep one; the others change labels."""
    both = TopicTagged.objects.filter(tag=keep).values_list("content_type_id", "object_id")
    carried = set(both)
    doubled = [
        tagged.pk
        for tagged in TopicTagged.objects.filter(tag=merge).iterator(chunk_size=5000)
        if (tagged.content_type_id, tagged.object_id) in carried
    ]
    TopicTagged.objects.filter(pk__in=doubled).delete()
    TopicTagged.objects.filter(tag=merge).update(tag=keep)


@transaction.atomic
def move_following(*, kept_id: int, merged_id: int) -> None:
    """Who followed the merged topic follows the one that stays; lines of the feed too. Doing it twice changes nothing."""
    kind = type_id(Topic)
    mine = Subscription.objects.filter(content_type=kind)
    already = mine.filter(object_id=kept_id).values("person")
    mine.filter(object_id=merged_id, person__in=already).delete()
    mine.filter(object_id=merged_id).update(object_id=kept_id)
    sources = FeedSource.objects.filter(source_type=kind)
    lines = FeedLine.objects.filter(pk__in=sources.filter(source_id=merged_id).values("line"))
    both = lines.filter(topics__contains=[kept_id])
    both.update(topics=Func(F("topics"), Value(merged_id), function="array_remove"))
    lines.update(topics=Func(F("topics"), Value(merged_id), Value(kept_id), function="array_replace"))
    sources.filter(source_id=merged_id, line__in=sources.filter(source_id=kept_id).values("line")).delete()
    sources.filter(source_id=merged_id).update(source_id=kept_id)
    forget_all_cards()
