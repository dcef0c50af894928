"""The judged set: forty French queries over the demonstration world, recall in the first ten printed and held."""

import json
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from community.models import Space, Thread
from competencies.models import Competency, Topic
from core import search
from learning.models import Course
from network.models import EditorialPage
from people.models import Person
from people.queries.audiences import closed_audience_ids

RECALL_AT_10 = 0.85


def _read(path: str):
    return json.loads(Path(settings.BASE_DIR, "data", path).read_text("utf-8"))


def _names() -> dict[tuple[str, int], str]:
    """What each result is called in the judgements."""
    names: dict[tuple[str, int], str] = {}
    titles = {thread["title"]: thread["key"] for thread in _read("demo/threads.json")}
    names |= {
        ("thread", thread.pk): f"thread:{titles[thread.title]}" for thread in Thread.objects.all() if thread.title in titles
    }
    spaces = {space["name"]: space["key"] for space in _read("demo/spaces.json")}
    names |= {("space", space.pk): f"space:{spaces[space.name]}" for space in Space.objects.all() if space.name in spaces}
    members = [*_read("demo/cast.json"), *_read("demo/members.json")]
    emails = {member["email"]: member["key"] for member in members if member.get("email")}
    names |= {
        ("person", person.pk): f"person:{emails[person.user.email]}"
        for person in Person.objects.select_related("user").exclude(user=None)
        if person.user.email in emails
    }
    names |= {("competency", competency.pk): f"competency:{competency.code}" for competency in Competency.objects.all()}
    names |= {("topic", topic.pk): f"topic:{topic.slug}" for topic in Topic.objects.all()}
    names |= {("course", course.pk): f"course:{course.key}" for course in Course.objects.all()}
    names |= {("page", page.pk): f"page:{page.slug}" for page in EditorialPage.objects.all()}
    return names


@pytest.mark.django_db
def test_recall_at_ten(capsys):
    call_command("load_defaults", verbosity=0)
    call_command("demo_world", verbosity=0)
    names = _names()
    amina = Person.objects.get(user__email__startswith="amina.")
    audiences = closed_audience_ids(amina)
    lines, recalls = [], []
    for judged in _read("search/judged.json"):
        relevant = set(judged["relevant"])
        hits = search.find(judged["query"], audiences=audiences, limit=10).hits
        found = {names.get((hit.facet, hit.group_id), "?") for hit in hits}
        recall = len(found & relevant) / min(len(relevant), 10)
        recalls.append(recall)
        missing = ", ".join(sorted(relevant - found)) if recall < 1 else ""
        lines.append(f"  {recall:4.0%}  {judged['query']:<40} {missing}")
    mean = sum(recalls) / len(recalls)
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + f"\n  rappel moyen à 10 : {mean:.3f} sur {len(recalls)} requêtes\n")
    assert len(recalls) == 40
    assert mean >= RECALL_AT_10
