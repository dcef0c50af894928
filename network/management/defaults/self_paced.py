"""The lessons of the courses that ship: data/learning/self_paced, one file for each course of the catalogue."""

import datetime as dt

from learning.actions.edition_loading import load_edition
from learning.models import Course
from network.management.defaults.files import DATA, read_json


def load_lessons(at: dt.datetime) -> str:
    """Of courses that stand in the catalogue and have nothing written yet; trainers' work is never touched."""
    shipped = [path.stem for path in (DATA / "learning/self_paced").glob("*.json")]
    made = 0
    for course in Course.objects.filter(key__in=shipped, writing=None, editions=None).order_by("key"):
        raw = read_json(f"learning/self_paced/{course.key}.json")
        made += load_edition(course=course, modules=raw["modules"], at=at) is not None
    return f"{made} cours écrits" if made else "déjà là"
