"""What a person said of courses, among their own data, as flat rows. Columns are French words."""

from typing import Any

from learning.models import CourseRating, CourseShown, CourseWish
from people.models import Person

Rows = list[dict[str, Any]]


def rating_rows(person: Person) -> Rows:
    rows = CourseRating.objects.filter(person=person).select_related("course").order_by("at", "pk")
    return [{"formation": row.course.title_fr, "note sur 5": row.stars, "avis": row.text, "le": row.at} for row in rows]


def shown_rows(person: Person) -> Rows:
    rows = CourseShown.objects.filter(person=person).select_related("course").order_by("at", "pk")
    return [{"formation": row.course.title_fr, "montrée depuis": row.at} for row in rows]


def wish_rows(person: Person) -> Rows:
    rows = CourseWish.objects.filter(person=person).select_related("course", "competency", "met_by").order_by("at", "pk")
    return [
        {
            "sujet": row.subject or (row.course.title_fr if row.course else ""),
            "autre séance": row.course_id is not None,
            "compétence": row.competency.name_fr if row.competency else "",
            "précision": row.note,
            "le": row.at,
            "répondue le": row.met_at,
            "par": row.met_by.title_fr if row.met_by else "",
        }
        for row in rows
    ]
