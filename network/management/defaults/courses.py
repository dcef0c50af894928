"""The courses at one's own pace that every installation has: their entries in the catalogue."""

import datetime as dt

from core.search import rebuild
from learning.actions.course_loading import load_courses
from network.management.defaults.files import DATA, read_json

PROVIDER = "Maillage"


def load_own_courses(at: dt.datetime) -> str:
    """Those whose lessons ship in data/learning/self_paced; topics are the members' and the demonstration's to add."""
    shipped = {path.stem for path in (DATA / "learning/self_paced").glob("*.json")}
    rows = [row for row in read_json("demo/courses.json")["courses"] if row["code"] in shipped]
    written = load_courses(rows=rows, at=at, provider=PROVIDER)
    if written:
        rebuild("course")
    return f"{len(written)} ajoutés" if written else "déjà là"
