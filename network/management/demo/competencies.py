"""Topics with their names and variants; the evidence of the people."""

import datetime as dt

from django.utils import timezone

from competencies.actions.evidence import record_evidence
from competencies.actions.topics import add_variants, free_slug, get_or_create_topics, rename_topic
from competencies.enums import EvidenceKind, EvidenceVisibility
from competencies.models import Competency, Evidence, Topic
from competencies.queries.topics import find_topics
from competencies.rules.topics import folded
from network.management.defaults.files import read_json
from network.management.demo.people import entries
from network.management.demo.story import World

PROFILE_SOURCE = "demo:profil"


def load_topics(world: World) -> str:
    """Topics that are missing; those that were renamed or merged since are followed."""
    rows = read_json("demo/topics.json")
    known = find_topics([folded(row["name_fr"]) for row in rows])
    missing = [row for row in rows if folded(row["name_fr"]) not in known]
    for row in missing:
        (topic,) = get_or_create_topics([row["name_fr"]], at=world.now)
        if topic.slug != row["slug"] and free_slug(row["slug"]) == row["slug"]:
            Topic.objects.filter(pk=topic.pk).update(slug=row["slug"])
        topic = rename_topic(topic=topic, name=row["name_fr"], name_en=row["name_en"], by=None, at=world.now)
        add_variants(topic=topic, names=[*row["synonyms_fr"], *row["synonyms_en"]])
    return f"{len(missing)} ajoutées, {len(rows)} en tout"


def topic_names() -> dict[str, str]:
    """The French name of each topic, by its key in the data."""
    return {row["slug"]: row["name_fr"] for row in read_json("demo/topics.json")}


def load_evidence(world: World) -> str:
    """The levels that people share, and what they recorded; each source once."""
    competencies = {found.code: found for found in Competency.objects.all()}
    before = Evidence.objects.count()
    for row in entries():
        person = world.people[row["key"]]
        if row["key"] not in world.new_people:
            continue
        for one in row["competencies"]:
            record_evidence(
                person=person,
                competency=competencies[one["code"]],
                level=one["level"],
                kind=EvidenceKind.DECLARED,
                source_key=PROFILE_SOURCE,
                occurred_on=timezone.localdate(person.joined_at),
                visibility=EvidenceVisibility.NETWORK,
                at=person.joined_at,
            )
    for row in read_json("demo/evidence.json"):
        if row["person"] not in world.new_people:
            continue
        at = world.ago(row["days_ago"])
        record_evidence(
            person=world.people[row["person"]],
            competency=competencies[row["competency"]],
            level=row["level"],
            kind=row["kind"],
            source_key=row["source_key"],
            occurred_on=timezone.localdate(at - dt.timedelta(hours=12)),
            note=row["note"],
            visibility=EvidenceVisibility.NETWORK if row["shared"] else EvidenceVisibility.ME,
            at=at,
        )
    return f"{Evidence.objects.count() - before} inscrites"
