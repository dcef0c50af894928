"""The line of management: who stands above or below whom on a day, and whether a new link would close a circle.

« Line of management » is any ancestor or descendant in ReportsTo. Recursive queries carry the path walked, so that they end
even if the table held a circle.
"""

import datetime as dt

from django.db import connection
from django.db.models import QuerySet

from people.models import Person, ReportsTo
from people.models.persons import PersonQuerySet


def _walk(name: str, start: str, *, up: bool) -> str:
    """A recursive table of everybody above (or below) the person whose id is the parameter `start`, itself included."""
    here, there = ("person_id", "manager_id") if up else ("manager_id", "person_id")
    return f"""{name}(person, path) AS (
      SELECT %({start})s::bigint, ARRAY[%({start})s::bigint]
      UNION ALL
      SELECT link.{there}, {name}.path || link.{there}
      FROM {name} JOIN people_reportsto link ON link.{here} = {name}.person
      WHERE link.from_on <= %(on)s AND (link.to_on IS NULL OR link.to_on >= %(on)s) AND NOT link.{there} = ANY({name}.path)
    )"""  # noqa: S608 (constant names of this module)


_IN_LINE = f"""
WITH RECURSIVE {_walk("above_a", "a", up=True)}, {_walk("above_b", "b", up=True)}
SELECT EXISTS (SELECT 1 FROM above_a WHERE person = %(b)s) OR EXISTS (SELECT 1 FROM above_b WHERE person = %(a)s)
"""  # noqa: S608
_LINE = f"""
WITH RECURSIVE {_walk("above", "a", up=True)}, {_walk("below", "a", up=False)}
SELECT person FROM above UNION SELECT person FROM below
"""  # noqa: S608
_ABOVE = f"""
WITH RECURSIVE {_walk("above", "a", up=True)}
SELECT person FROM above WHERE person <> %(a)s GROUP BY person ORDER BY min(cardinality(path)), person
"""  # noqa: S608
_CIRCLE = """
WITH RECURSIVE up(person, first_on, last_on, path) AS (
  SELECT %(manager)s::bigint, %(from_on)s::date, %(to_on)s::date, ARRAY[%(manager)s::bigint]
  UNION ALL
  SELECT link.manager_id, greatest(up.first_on, link.from_on), least(up.last_on, coalesce(link.to_on, 'infinity'::date)),
    up.path || link.manager_id
  FROM up JOIN people_reportsto link ON link.person_id = up.person
  WHERE up.person <> %(person)s AND NOT link.manager_id = ANY(up.path)
    AND greatest(up.first_on, link.from_on) <= least(up.last_on, coalesce(link.to_on, 'infinity'::date))
)
SELECT path FROM up WHERE person = %(person)s LIMIT 1
"""


def in_line_of_management(a: Person | int, b: Person | int, on: dt.date) -> bool:
    """Whether one of the two stands above the other on that day. Nobody is in line with oneself."""
    values: dict[str, int | dt.date] = {"a": _number(a), "b": _number(b), "on": on}
    if values["a"] == values["b"]:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_IN_LINE, values)
        return bool(cursor.fetchone()[0])


def line_ids(person: Person | int, on: dt.date) -> set[int]:
    """Ids of everybody above or below the person on that day (what matching must leave out)."""
    with connection.cursor() as cursor:
        cursor.execute(_LINE, {"a": _number(person), "on": on})
        return {row[0] for row in cursor.fetchall()} - {_number(person)}


def ids_above(person: Person | int, on: dt.date) -> list[int]:
    """Ids of the person's managers on that day, the nearest first."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, {"a": _number(person), "on": on})
        return [row[0] for row in cursor.fetchall()]


def circle_of(person: Person, manager: Person, from_on: dt.date, to_on: dt.date | None = None) -> list[int]:
    """If this link would close a circle: the ids from the manager up to the person. Else an empty list."""
    values: dict[str, int | dt.date] = {
        "person": person.pk,
        "manager": manager.pk,
        "from_on": from_on,
        "to_on": to_on or dt.date.max,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CIRCLE, values)
        row = cursor.fetchone()
    return list(row[0]) if row else []


def manager_of(person: Person, on: dt.date) -> Person | None:
    """The manager on that day, the newest link first."""
    link = _on(on).filter(person=person).select_related("manager__organisation").order_by("-from_on", "-pk").first()
    return link.manager if link else None


def reports_of(person: Person, on: dt.date) -> PersonQuerySet:
    """Members who report straight to the person on that day."""
    return Person.objects.active().filter(pk__in=_on(on).filter(manager=person).values("person"))


def _on(day: dt.date) -> QuerySet[ReportsTo]:
    return ReportsTo.objects.filter(from_on__lte=day).exclude(to_on__lt=day)


def _number(person: Person | int) -> int:
    return person if isinstance(person, int) else int(person.pk)
