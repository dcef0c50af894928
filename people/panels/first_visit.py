"""The first visit: its first step, and the discreet card on the home page while steps are left."""

import datetime as dt
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from people.actions.profiles import ProfileWish, update_profile
from people.enums import PartVisibility
from people.forms.onboarding import WhoIAmForm
from people.models import Person
from people.queries.onboarding import steps_left
from people.queries.registries import Place, home_panels, onboarding_steps

FIRST_WEEKS = dt.timedelta(days=60)


@onboarding_steps.register_class
class WhoIAm:
    key = "qui-je-suis"
    order = 10
    title = _("Qui je suis")
    lead = _("Trois lignes suffisent pour qu’on sache quoi vous demander.")
    template = "people/onboarding/who_i_am.html"

    def form(self, person: Person, data: Any = None, files: Any = None) -> BaseForm:
        return WhoIAmForm(data, files, person=person)

    def context(self, person: Person) -> dict[str, Any]:
        return {"visibility": PartVisibility.NETWORK.label}

    def save(self, person: Person, form: BaseForm, at: dt.datetime) -> None:
        """Raises core.files.UploadRefused for the photo."""
        values = {name: form.cleaned_data[name] for name in ("role_title", "pronouns", "ask_me_about")}  # type: ignore[attr-defined]
        photo = form.cleaned_data.get("photo")  # type: ignore[attr-defined]
        update_profile(person=person, wish=ProfileWish(values=values, photo=photo), by=person, at=at)


@home_panels.register_class
class FirstVisit:
    """Shown in the first weeks, as long as a step was neither done nor put aside."""

    key = "premiere-visite"
    order = 5
    template = "people/panels/first_visit.html"
    place: Place = "aside"

    def context(self, person: Person, at: dt.datetime) -> dict[str, Any] | None:
        if person.joined_at < at - FIRST_WEEKS:
            return None
        left = steps_left(person)
        return {"step": left[0], "left": len(left)} if left else None
