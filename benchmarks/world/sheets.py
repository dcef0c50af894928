"""Practice sheets in bulk: pages of the editor's tree with valid paths, their labels, authors, reuses and marks.

They are added to the world that stands when a scenario asks for them, once; the same at every making.
"""

import datetime as dt
import json
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from benchmarks.world import bulk
from benchmarks.world.places import content_type
from benchmarks.world.words import Text, Writer
from community.enums import Licence, PracticeChannel, PracticeMaturity
from community.models import PracticeAuthor, PracticeIndexPage, PracticePage, PracticeReuse, Reaction, Space
from community.queries.library import forget_counts
from competencies.models import Competency, Topic, TopicTagged
from core import search
from people.models import Organisation, Person

SHEETS, SEED, DAYS = 20_000, 20_261_124, 900
STEP = Page.steplen


@dataclass
class Sheet:
    """One sheet before it is written."""

    pk: int
    index: Page
    number: int
    space: tuple[int, int]
    place: int
    owner: int
    at: dt.datetime
    archived: bool
    title: str
    text: Text
    skills: list[int]
    topics: list[int]
    reusers: list[tuple[int, int]] = field(default_factory=list)
    useful: list[int] = field(default_factory=list)


def ready(number: int = SHEETS) -> int:
    """At least so many sheets; returns how many there are."""
    there = PracticePage.objects.count()
    if there >= number:
        return there
    dice, at = random.Random(SEED), timezone.now()
    with bulk.without_triggers(), bulk.step(f"{number - there} fiches de pratique"):
        _write(list(_draw(number - there, dice, at)), dice)
    with bulk.step("Recherche : fiches"):
        search.rebuild("practice")
    with bulk.step("Statistiques des fiches"), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE community_practicepage, wagtailcore_page, core_searchentry, competencies_topictagged")
    forget_counts()
    return number


def _draw(number: int, dice: random.Random, at: dt.datetime) -> Iterator[Sheet]:
    """A few organisations, spaces and channels hold most; one sheet in fourteen is archived, one in eight is to review."""
    indexes = _indexes()
    spaces = list(Space.objects.filter(archived_at=None).order_by("pk").values_list("pk", "audience_id"))
    people = list(Person.objects.active().order_by("pk").values_list("pk", "organisation_id"))
    skills = list(Competency.objects.order_by("pk").values_list("pk", flat=True))
    topics = list(Topic.objects.filter(merged_into=None).order_by("pk").values_list("pk", flat=True))
    weights = [1 / (rank + 1) ** 0.7 for rank in range(len(spaces))]
    writer, first = Writer(dice), bulk.first_id(Page)
    counts = {place: index.numchild for place, index in indexes.items()}
    for position in range(number):
        owner, place = dice.choice(people)
        counts[place] += 1
        sheet = Sheet(
            first + position, indexes[place], counts[place], dice.choices(spaces, weights)[0], place, owner,
            at - dt.timedelta(days=dice.random() ** 1.5 * DAYS, minutes=position), dice.random() < 0.07, writer.title(),
            writer.post(), dice.sample(skills, min(len(skills), dice.choice([0, 1, 1, 2]))),
            dice.sample(topics, min(len(topics), dice.choice([0, 1, 2, 3]))),
        )  # fmt: skip
        sheet.reusers = [one for one in dice.sample(people, int(dice.paretovariate(1.2)) - 1 if dice.random() < 0.4 else 0)
                         if one[1] != place][:12]  # fmt: skip
        sheet.useful = [pk for pk, _home in dice.sample(people, min(int(dice.paretovariate(0.9)), 40)) if pk != owner]
        yield sheet


def _indexes() -> dict[int, Page]:
    """The index page of every organisation, made where it is missing."""
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    known = {index.organisation_id: index for index in PracticeIndexPage.objects.all()}
    for organisation in Organisation.objects.order_by("pk"):
        if organisation.pk not in known:
            root = Page.objects.get(pk=site.root_page_id)
            title = f"Fiches du banc ({organisation.acronym})"
            known[organisation.pk] = root.add_child(
                instance=PracticeIndexPage(
                    title=title, slug=f"fiches-du-banc-{organisation.pk}", organisation=organisation, locale=root.locale
                )
            )
    return known


def _write(sheets: list[Sheet], dice: random.Random) -> None:
    locale, kind = Locale.get_default().pk, content_type(PracticePage)
    columns = [
        "id", "path", "depth", "numchild", "translation_key", "locale_id", "title", "draft_title", "slug", "url_path",
        "content_type_id", "live", "first_published_at", "last_published_at", "latest_revision_created_at",
    ]  # fmt: skip
    bulk.copy(Page, columns, (_page(sheet, locale, kind) for sheet in sheets))
    columns = [
        "page_ptr_id", "space_id", "audience_id", "organisation_id", "state", "result_line", "context", "actions_taken",
        "how", "results", "figures", "rendered", "language", "licence", "channel", "maturity", "person_owner_id",
        "review_on", "published_at", "archived_at", "useful_count", "reuse_count",
    ]  # fmt: skip
    bulk.copy(PracticePage, columns, (_sheet(sheet, dice) for sheet in sheets))
    through = PracticePage.competencies.through
    bulk.copy(through, ["practicepage_id", "competency_id"], ((s.pk, skill) for s in sheets for skill in s.skills))
    bulk.copy(
        TopicTagged, ["tag_id", "content_type_id", "object_id"], ((topic, kind, s.pk) for s in sheets for topic in s.topics)
    )
    bulk.copy(PracticeAuthor, ["page_id", "person_id", "sort_order"], ((s.pk, s.owner, 0) for s in sheets))
    rows = (
        (s.pk, person, place, s.text.body[:400], "<p>Repris chez nous.</p>", s.at)
        for s in sheets
        for person, place in s.reusers
    )
    bulk.copy(PracticeReuse, ["page_id", "person_id", "organisation_id", "result", "result_html", "created_at"], rows)
    marks = ((person, "useful", kind, s.pk, s.at) for s in sheets for person in s.useful)
    bulk.copy(Reaction, ["person_id", "kind", "content_type_id", "object_id", "created_at"], marks)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wagtailcore_page parent SET numchild = (SELECT count(*) FROM wagtailcore_page child WHERE "
            "child.depth = parent.depth + 1 AND child.path LIKE parent.path || '%%') WHERE parent.content_type_id = %s",
            [content_type(PracticeIndexPage)],
        )


def _page(sheet: Sheet, locale: int, kind: int) -> tuple[Any, ...]:
    slug = f"fiche-du-banc-{sheet.pk}"
    path = sheet.index.path + Page._int2str(sheet.number).rjust(STEP, "0")
    return (
        sheet.pk, path, sheet.index.depth + 1, 0, uuid.UUID(int=(SEED << 64) + sheet.pk), locale, sheet.title, sheet.title,
        slug, f"{sheet.index.url_path}{slug}/", kind, True, sheet.at, sheet.at, sheet.at,
    )  # fmt: skip


def _sheet(sheet: Sheet, dice: random.Random) -> tuple[Any, ...]:
    body = sheet.text.body
    figures = [{"value": f"−{dice.randint(5, 80)}\xa0%", "label": "appels au centre de services"}]
    rendered = dict.fromkeys(("context", "actions_taken", "how", "results"), sheet.text.html)
    review_on = sheet.at.date() + dt.timedelta(days=365 * (1 + (sheet.at < timezone.now() - dt.timedelta(days=330)) * 2))
    return (
        sheet.pk, *sheet.space, sheet.place, "archived" if sheet.archived else "published", body[:150].replace("\n", " "),
        body, body, body, body, json.dumps(figures if dice.random() < 0.7 else []), json.dumps(rendered),
        "en" if dice.random() < 0.05 else "fr", dice.choices(Licence.values, [8, 1, 3])[0],
        dice.choices(PracticeChannel.values, [9, 8, 5, 5, 4, 4, 2, 3, 2, 2])[0],
        dice.choices(PracticeMaturity.values, [5, 3, 2])[0], sheet.owner, review_on, sheet.at,
        sheet.at if sheet.archived else None, len(sheet.useful), len({place for _person, place in sheet.reusers}),
    )  # fmt: skip
