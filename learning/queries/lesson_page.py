"""What the page of a lesson reads, in one statement: it is opened at every step, and shows little besides the lesson."""

from dataclasses import dataclass

from django.db import connection

from competencies.models.frameworks import in_language
from core.database import prepared
from learning.queries.editions import outline_in
from learning.rules import lessons
from learning.rules.lessons import LESSON, Stop
from people.models import Person

_READ = """
SELECT e.id, e.number, e.published_at, c.key, c.title_fr, c.title_en, s.slug, s.name,
       (SELECT max(n.number) FROM learning_courseedition n WHERE n.course_id = c.id),
       ARRAY(SELECT d.lesson FROM learning_lessondone d WHERE d.following_id = f.id),
       ARRAY(SELECT DISTINCT a.quiz FROM learning_attempt a WHERE a.following_id = f.id AND a.passed)
FROM learning_following f
JOIN learning_courseedition e ON e.id = f.edition_id
JOIN learning_course c ON c.id = e.course_id
LEFT JOIN community_space s ON s.id = c.space_id
WHERE f.person_id = %s AND c.key = %s
ORDER BY e.number DESC LIMIT 1
"""


@dataclass(frozen=True)
class Place:
    """Where a learner is, as a lesson's page says it. `newer`: an edition was published since."""

    edition_id: int
    key: str
    title: str
    space_slug: str
    space_name: str
    newer: bool
    outline: lessons.Course
    done: frozenset[str]
    passed: frozenset[str]

    @property
    def progress(self) -> lessons.Progress:
        return lessons.progress(self.outline, self.done, self.passed)

    def is_done(self, stop: Stop) -> bool:
        return stop.id in (self.done if stop.kind == LESSON else self.passed)


@prepared
def place_of(person: Person, key: str) -> Place | None:
    """In the newest edition that the person began; None: not begun."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [person.pk, key])
        row = cursor.fetchone()
    if row is None:
        return None
    edition_id, number, published_at, course_key, french, english, slug, name, newest, done, passed = row
    return Place(
        edition_id, course_key, in_language(french, english), slug or "", name or "", newest > number,
        outline_in(edition_id, published_at), frozenset(done), frozenset(passed),
    )  # fmt: skip
