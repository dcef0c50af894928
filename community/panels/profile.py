"""On a member's profile: what they wrote lately, as far as the viewer may read it."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.queries import contributions
from people.models import Person
from people.queries.registries import Place, profile_panels

SHOWN = 5


@profile_panels.register_class
class Contributions:
    key, order, part, default_visibility = "contributions", 40, "", "network"
    place: Place = "main"
    label = _("Contributions récentes")
    template = "community/panels/contributions.html"

    def context(self, person: Person, viewer: Person, at: dt.datetime) -> dict[str, Any] | None:
        rows = contributions.newest(person, viewer, SHOWN)
        return {"rows": rows} if rows else None
