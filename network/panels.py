"""The card of the home page that every app feeds: one next step, with its reason."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from competencies.queries.next_steps import NextStep, next_step_of, next_steps
from people.models import Person
from people.queries.registries import home_panels


@home_panels.register_class
class NextStepPanel:
    key, order, place = "prochaine-etape", 10, "aside"
    kept_seconds = 60
    template = "network/panels/next_step.html"

    def context(self, person: Person, at: dt.datetime) -> dict[str, Any] | None:
        step = next_step_of(person, at)
        return {"step": step} if step is not None else None


@next_steps.register_class
class SayWhatToAsk:
    """A profile that does not say what to ask its person about; costs no query."""

    key, order = "parlez-moi-de", 90

    def suggest(self, person: Person, at: dt.datetime) -> NextStep | None:
        if person.ask_me_about:
            return None
        return NextStep(
            title=_("Dire de quoi on peut vous parler"),
            url=reverse("people:person-edit"),
            reason=_("on cherche une personne par ses sujets, et votre profil n’en nomme aucun."),
            action=_("Compléter mon profil"),
        )
