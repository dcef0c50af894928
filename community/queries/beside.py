"""What a page shows beside its rows, read in one statement for all of them: labels, reactions, marks, what one follows.

Written in SQL: as annotations the same costs Django more to put together than the whole page to draw.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from community.models import Reply, Space, Thread
from community.permissions import remember_role
from community.queries.replies import one
from competencies.models import Competency, Topic
from core.addresses import address
from core.database import prepared
from people.models import Organisation, Person
from people.queries.audiences import network_audience_id

_TOPICS = """
  (SELECT coalesce(jsonb_agg(jsonb_build_array(topic.id, topic.name, topic.name_en, topic.slug) ORDER BY topic.folded), '[]')
   FROM competencies_topictagged tagged JOIN competencies_topic topic ON topic.id = tagged.tag_id
   WHERE tagged.content_type_id = %(type)s AND tagged.object_id = thing.id)
"""
_COMPETENCIES = """
  (SELECT coalesce(jsonb_agg(jsonb_build_array(skill.id, skill.name_fr, skill.name_en, skill.code)
     ORDER BY skill."order"), '[]')
   FROM community_{table} through JOIN competencies_competency skill ON skill.id = through.competency_id
   WHERE through.{key} = thing.id)
"""
_THREAD_LABELS = _TOPICS + "," + _COMPETENCIES.format(table="thread_competencies", key="thread_id")
_SPACE_LABELS = _TOPICS + "," + _COMPETENCIES.format(table="space_competencies", key="space_id")
_LEVEL = """
  (SELECT level FROM activity_subscription
   WHERE person_id = %(person)s AND content_type_id = %(type)s AND object_id = thing.id)
"""

_THREAD = f"""
SELECT {_THREAD_LABELS}, {_LEVEL},
  EXISTS (SELECT 1 FROM activity_bookmark
          WHERE person_id = %(person)s AND content_type_id = %(type)s AND object_id = thing.id),
  (SELECT last_reply_id FROM community_threadread WHERE person_id = %(person)s AND thread_id = thing.id),
  (SELECT id FROM community_reply WHERE thread_id = thing.id ORDER BY created_at, id LIMIT 1),
  (SELECT role FROM community_membership WHERE person_id = %(person)s AND space_id = thing.space_id),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(content_type_id, object_id, kind, number, own)), '[]') FROM (
     SELECT content_type_id, object_id, kind, count(*) AS number, bool_or(person_id = %(person)s) AS own
     FROM community_reaction
     WHERE (content_type_id = %(type)s AND object_id = thing.id)
        OR (content_type_id = %(reply_type)s AND object_id = ANY(%(replies)s))
     GROUP BY content_type_id, object_id, kind) AS counted),
  (SELECT jsonb_build_object('state', state, 'reasons', reasons) FROM community_questionoffer
   WHERE thread_id = thing.id AND person_id = %(person)s AND state IN ('offered', 'accepted')),
  (SELECT coalesce(jsonb_agg(object_id), '[]') FROM activity_subscription
   WHERE person_id = %(person)s AND content_type_id = %(person_type)s AND level = 'none'),
  CASE WHEN thing.author_id = %(person)s THEN
    (SELECT jsonb_build_array(route.wave, route.next_at, (
       SELECT coalesce(jsonb_agg(jsonb_build_array(offer.state, given_name, family_name)
         ORDER BY settled_at, offer.id), '[]')
       FROM community_questionoffer offer JOIN people_person asked ON asked.id = offer.person_id
       WHERE offer.thread_id = thing.id))
     FROM community_questionroute route WHERE route.thread_id = thing.id) END,
  (SELECT coalesce(jsonb_agg(jsonb_build_array(page.id, page.slug, page.title, page.live) ORDER BY page.id), '[]')
   FROM community_practicepage sheet JOIN wagtailcore_page page ON page.id = sheet.page_ptr_id
   WHERE sheet.page_ptr_id IN (
     SELECT page_ptr_id FROM community_practicepage WHERE source_thread_id = thing.id UNION ALL SELECT thing.about_id)
     AND (sheet.audience_id = %(network)s OR EXISTS (
       SELECT 1 FROM people_audiencemember WHERE audience_id = sheet.audience_id AND person_id = %(person)s))
     AND (sheet.state IN ('published', 'archived') OR sheet.person_owner_id = %(person)s OR EXISTS (
       SELECT 1 FROM community_practiceauthor WHERE page_id = sheet.page_ptr_id AND person_id = %(person)s)))
FROM community_thread thing WHERE thing.id = %(id)s
"""  # noqa: S608 (constants)

_SPACE = f"""
SELECT {_SPACE_LABELS}, {_LEVEL},
  EXISTS (SELECT 1 FROM community_joinrequest WHERE space_id = thing.id AND person_id = %(person)s AND state = 'pending'),
  (SELECT role FROM community_membership WHERE person_id = %(person)s AND space_id = thing.id),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(id, given_name, family_name, photo_path, acronym)
     ORDER BY sort_key, id), '[]')
   FROM (SELECT person.id, given_name, family_name, photo_path, acronym, person.sort_key
         FROM community_membership member JOIN people_person person ON person.id = member.person_id
         JOIN people_organisation organisation ON organisation.id = person.organisation_id
         WHERE member.space_id = thing.id AND member.role = 'facilitator' AND person.status = 'active'
         ORDER BY person.sort_key, person.id LIMIT 12) AS facilitator)
FROM community_space thing WHERE thing.id = %(id)s
"""  # noqa: S608 (constants)


@dataclass(frozen=True, slots=True)
class BornSheet:
    """A practice sheet drawn from a thread, or that the thread is about. `live`: readers see it."""

    pk: int
    slug: str
    title: str
    live: bool

    def get_absolute_url(self) -> str:
        return address("community:practice-detail", f"{self.pk}-{self.slug}")


_THREADS = f"""
SELECT thing.id, {_THREAD_LABELS} FROM community_thread thing WHERE thing.id = ANY(%(ids)s)
"""  # noqa: S608 (constants)
_SPACES = f"""
SELECT thing.id, {_SPACE_LABELS},
  EXISTS (SELECT 1 FROM community_joinrequest WHERE space_id = thing.id AND person_id = %(person)s AND state = 'pending'),
  (SELECT role FROM community_membership WHERE person_id = %(person)s AND space_id = thing.id)
FROM community_space thing WHERE thing.id = ANY(%(ids)s)
"""  # noqa: S608 (constants)


def complete_thread(thread: Any, person: Person, replies: Sequence[Any] = ()) -> None:
    """Gives the thread its labels, `follow_level`, `kept`, `mark` (last reply read; None: never opened), `first_reply_id`
    and the person's role, `accepted_row`; and itself, its accepted answer and these replies their `reaction_rows`.

    `offer`: this question as it is offered to the person (state, reasons), or None; `muted`: ids of whom the person muted;
    `asked_people`: for who asked alone, where the search for an answer stands (community.queries.routing.search_among);
    `sheets`: those drawn from it and the one it is about, as far as the person may read them.
    """
    reply_type = ContentType.objects.get_for_model(Reply).pk
    posts = {(reply_type, reply.pk): reply for reply in replies}
    thread.accepted_row = None
    if thread.accepted_id is not None:
        thread.accepted_row = posts.get((reply_type, thread.accepted_id)) or one(thread.accepted_id)
        posts[reply_type, thread.accepted_id] = thread.accepted_row
    values = {
        "id": thread.pk, "person": person.pk, "type": ContentType.objects.get_for_model(Thread).pk,
        "person_type": ContentType.objects.get_for_model(Person).pk,
        "reply_type": reply_type, "replies": [number for _type, number in posts], "network": network_audience_id(),
    }  # fmt: skip
    posts[values["type"], thread.pk] = thread
    (row,) = _rows(_THREAD, values)
    _label(thread, row[0], row[1])
    thread.follow_level, thread.kept, thread.mark, thread.first_reply_id, role = row[2:7]
    remember_role(person, thread.space, role)
    for post in posts.values():
        post.reaction_rows = {}
    for type_id, number, kind, count, own in _json(row[7]):
        posts[type_id, number].reaction_rows[kind] = (count, own)
    thread.offer, thread.muted = _json(row[8]), set(_json(row[9]))
    thread.asked_people = _json(row[10])
    thread.sheets = [BornSheet(*sheet) for sheet in _json(row[11])]


def complete_space(space: Any, person: Person) -> None:
    """Gives the space its labels, `follow_level`, `asked` (a request waits), the person's role and `facilitators`."""
    values = {"id": space.pk, "person": person.pk, "type": ContentType.objects.get_for_model(Space).pk}
    (row,) = _rows(_SPACE, values)
    _label(space, row[0], row[1])
    space.follow_level, space.asked, space.viewer_role = row[2:5]
    remember_role(person, space, space.viewer_role)
    space.facilitators = [
        Person(pk=pk, given_name=given, family_name=family, photo_path=photo, organisation=Organisation(acronym=acronym))
        for pk, given, family, photo, acronym in _json(row[5])
    ]


def complete_threads(threads: Sequence[Any]) -> None:
    """Gives threads of a list their labels."""
    by_id = {thread.pk: thread for thread in threads}
    values = {"ids": list(by_id), "type": ContentType.objects.get_for_model(Thread).pk}
    for pk, topics, competencies in _rows(_THREADS, values) if by_id else []:
        _label(by_id[pk], topics, competencies)


def complete_spaces(spaces: Sequence[Any], person: Person) -> None:
    """Gives spaces of a list their labels, `asked` and `viewer_role`."""
    by_id = {space.pk: space for space in spaces}
    values = {"ids": list(by_id), "type": ContentType.objects.get_for_model(Space).pk, "person": person.pk}
    for pk, topics, competencies, asked, role in _rows(_SPACES, values) if by_id else []:
        _label(by_id[pk], topics, competencies)
        by_id[pk].asked, by_id[pk].viewer_role = asked, role


def chips_of(row: Any) -> list[dict[str, str]]:
    """Labels as chips (label, url): topics first."""
    topics = [{"label": topic.label, "url": topic.get_absolute_url()} for topic in row.topic_list]
    return topics + [{"label": item.name, "url": item.get_absolute_url()} for item in row.competency_list]


def _label(row: Any, topics: Any, competencies: Any) -> None:
    row.topic_list = [Topic(id=pk, name=name, name_en=english, slug=slug) for pk, name, english, slug in _json(topics)]
    row.competency_list = [
        Competency(id=pk, name_fr=name, name_en=english, code=code) for pk, name, english, code in _json(competencies)
    ]


@prepared
def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
