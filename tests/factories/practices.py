"""Sheets for tests, by the verbs themselves."""

import datetime as dt
from typing import Any

from community.actions import practices
from community.models import PracticePage, Space
from people.models import Person
from tests.cast import NOW

WHOLE: dict[str, Any] = {
    "title": "Des cartes que tout le monde lit",
    "result_line": "Deux fois moins d’appels sur les fermetures de routes.",
    "context": "La carte des travaux comptait 400 points, sans texte.",
    "actions_taken": "Nous avons écrit une liste à côté de la carte.",
    "how": "En trois semaines, avec deux personnes.",
    "results": "Les appels ont **baissé** de moitié.",
    "figures": [{"value": "−52\xa0%", "label": "appels sur les fermetures"}],
    "would_repeat": "La liste d’abord.",
    "would_change": "Attendre la fin du projet pour tester.",
    "tools": "Un tableur.",
}


def make_draft(*, by: Person, space: Space, at: dt.datetime = NOW, **values: Any) -> PracticePage:
    """A complete draft."""
    return practices.create_draft(by=by, space=space, at=at, **(WHOLE | values))


def make_published(*, by: Person, space: Space, reviewer: Person, at: dt.datetime = NOW, **values: Any) -> PracticePage:
    """A sheet that `reviewer` (who facilitates the space) published."""
    return practices.publish(by=reviewer, page=make_draft(by=by, space=space, at=at, **values), at=at)
