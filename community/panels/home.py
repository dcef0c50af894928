"""Cards of the home page: questions one could answer, and for who is nowhere yet, a first space."""

import datetime as dt
from typing import Any

from community.queries import questions
from community.queries import spaces as space_queries
from people.models import Person
from people.queries.registries import Place, home_panels


@home_panels.register_class
class OpenQuestions:
    key, order = "open-questions", 20
    kept_seconds = 60
    template = "community/panels/open_questions.html"
    place: Place = "aside"

    def context(self, person: Person, at: dt.datetime) -> dict[str, Any] | None:
        found = questions.i_could_answer(person, at=at)
        return {"questions": found} if found else None


@home_panels.register_class
class FirstSpace:
    """The next step of a newcomer."""

    key, order = "first-space", 8
    kept_seconds = 60
    template = "community/panels/first_space.html"
    place: Place = "aside"

    def context(self, person: Person, at: dt.datetime) -> dict[str, Any] | None:
        if space_queries.mine(person, at=at):
            return None
        return {"spaces": space_queries.to_begin_with(person, limit=3)}
