"""First visit, « quels espaces »: join some, ask to be let into others."""

import datetime as dt
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from community import permissions
from community.actions import memberships
from community.enums import SpaceAccess
from community.forms.first_visit import WhichSpacesForm
from community.models import Space
from people.models import Person
from people.queries.registries import onboarding_steps


@onboarding_steps.register_class
class WhichSpaces:
    key, order = "quels-espaces", 30
    title = _("Quels espaces")
    lead = _("Ce qui s’y dit paraîtra dans votre fil. On peut en sortir quand on veut.")
    template = "community/onboarding/spaces.html"

    def form(self, person: Person, data: Any = None, files: Any = None) -> BaseForm:
        return WhichSpacesForm(data, person=person, prefix=self.key)

    def context(self, person: Person) -> dict[str, Any]:
        return {}

    def save(self, person: Person, form: BaseForm, at: dt.datetime) -> None:
        """Open spaces are joined at once; the others are asked for."""
        assert isinstance(form, WhichSpacesForm)
        chosen = Space.objects.findable_by(person).active().filter(pk__in=form.cleaned_data["spaces"])
        for space in chosen:
            if permissions.is_member(person, space):
                continue
            if space.access == SpaceAccess.OPEN:
                memberships.join(by=person, space=space, at=at)
            elif permissions.can_request(person, space):
                memberships.request_to_join(by=person, space=space, at=at)
