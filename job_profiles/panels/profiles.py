"""What job profiles add to the pages about people and competencies."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.forms import BaseForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activity.enums import SubscriptionLevel
from activity.queries.targets import TargetCard, target_kinds
from competencies.models import Competency
from competencies.queries.attachments import Attached, competency_panels
from job_profiles.actions.profiles import erase_holdings, set_holding
from job_profiles.forms.holdings import HoldingForm
from job_profiles.models import Holding, JobProfile
from job_profiles.queries import profiles
from job_profiles.queries.profiles import PART
from people.models import Person
from people.models.persons import PersonQuerySet
from people.permissions import visible_parts_q
from people.queries.registries import DataExporter, FacetValue, data_exporters, directory_facets, profile_parts


@competency_panels.register_class
class ProfilesPanel:
    """The level that each profile asks for."""

    key, order, icon = "profiles", 20, "briefcase"
    label = _("Profils d’emploi qui la demandent")
    empty = _("Les profils d’emploi qui demandent cette compétence paraîtront ici, avec le niveau attendu.")
    template = "job_profiles/panels/competency.html"

    def load(self, target: Competency, viewer: Person, at: dt.datetime) -> Attached:
        return Attached(rows=profiles.requiring(target))


@target_kinds.register_class
class FollowedProfile:
    """Who follows a profile hears of consultations, approvals and changes."""

    key, order, icon = "job_profiles.jobprofile", 45, "briefcase"
    label, first_level = _("Profils d’emploi"), SubscriptionLevel.ALL

    def load(self, ids: list[int], viewer: Person) -> dict[int, TargetCard]:
        found = JobProfile.objects.filter(pk__in=ids).select_related("family")
        return {one.pk: TargetCard(one.name, one.get_absolute_url(), one.family.name if one.family else "") for one in found}


@profile_parts.register_class
class HeldProfile:
    """The profile that a member says to hold: a choice on the form, words in the header."""

    key, order, default_visibility = PART, 30, "network"
    label = _("Profil d’emploi")
    help = _("Les collègues vous trouvent par lui dans l’annuaire.")

    def form(self, person: Person, data: Any = None) -> BaseForm:
        held = profiles.held_by(person)
        return HoldingForm(data, prefix=self.key, initial={"profile": held.key if held else ""})

    def save(self, person: Person, cleaned: dict[str, Any], by: Person, at: dt.datetime) -> None:
        set_holding(person=person, profile=cleaned.get("profile"), on=timezone.localdate(at), by=by, at=at)

    def line(self, person: Person, at: dt.datetime) -> tuple[str, str] | None:
        held = profiles.held_by(person)
        return (held.name, held.get_absolute_url()) if held else None


@directory_facets.register_class
class ProfileFacet:
    """Members by the profile that they hold; who hides it is left out."""

    key, order = "profil", 20
    label = _("Profil d’emploi")

    def counts(self, people: PersonQuerySet, viewer: Person) -> Sequence[FacetValue]:
        shown = people.filter(visible_parts_q(viewer, PART)).order_by().values("pk")
        held = Holding.objects.filter(to_on=None, person__in=shown)
        counted = dict(held.values_list("profile").annotate(people=Count("pk")))
        found = JobProfile.objects.filter(pk__in=counted).order_by("order")
        return [FacetValue(value=one.key, label=one.name, count=counted[one.pk]) for one in found]

    def narrow(self, people: PersonQuerySet, values: Sequence[str], viewer: Person) -> PersonQuerySet:
        held = Holding.objects.filter(to_on=None, profile__key__in=list(values))
        return people.filter(visible_parts_q(viewer, PART), pk__in=held.values("person"))

    def labels(self, values: Sequence[str]) -> dict[str, str]:
        return {found.key: found.name for found in JobProfile.objects.filter(key__in=list(values))}


def export_holdings(person: Person) -> list[dict[str, Any]]:
    rows = Holding.objects.filter(person=person).select_related("profile").order_by("from_on", "id")
    return [
        {
            "profil": row.profile.name_fr,
            "depuis": row.from_on.isoformat(),
            "jusqua": row.to_on.isoformat() if row.to_on else None,
        }
        for row in rows
    ]


data_exporters.register(
    DataExporter(
        key="holdings",
        order=35,
        label=_("Profils d’emploi occupés"),
        export=export_holdings,
        erase=lambda person: erase_holdings(person=person),
    )
)
