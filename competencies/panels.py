"""What the competencies app shows on the pages of others, and what members follow of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import BaseForm
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activity.enums import SubscriptionLevel
from activity.queries.targets import TargetCard, target_kinds
from competencies.actions.evidence import erase_evidence, record_evidence, show_evidence
from competencies.actions.publishing import erase_contributions
from competencies.enums import EvidenceKind
from competencies.forms.evidence import WhatIKnowForm
from competencies.models import Competency, Evidence, Topic
from competencies.queries import evidence, frameworks
from competencies.queries.attachments import Attached, competency_panels
from competencies.queries.contributions import own_contributions
from competencies.queries.gap_steps import Gap, GapStep, gap_steps
from people.models import Person
from people.models.persons import PersonQuerySet
from people.queries.registries import (
    DataExporter,
    FacetValue,
    Place,
    data_exporters,
    directory_facets,
    onboarding_steps,
    profile_panels,
)

PEOPLE_SHOWN = 8
FIRST_VISIT = "premiere-visite"


@competency_panels.register_class
class PeoplePanel:
    """Who shows the competency, what is freshest first: people to ask, not a ranking."""

    key, order, icon = "people", 10, "users"
    label = _("Personnes qui la montrent")
    empty = _("Les membres qui choisissent de montrer cette compétence sur leur profil paraîtront ici.")
    template = "competencies/panels/people.html"

    def load(self, target: Competency, viewer: Person, at: dt.datetime) -> Attached:
        people = list(evidence.people_showing(target)[: PEOPLE_SHOWN + 1])
        url = f"{reverse('people:person-list')}?competence={target.code}" if len(people) > PEOPLE_SHOWN else ""
        return Attached(rows=people[:PEOPLE_SHOWN], url=url)


@gap_steps.register_class
class AskSomebody:
    """A member who shows the level aimed at: somebody to ask, not the best one."""

    key, order, shared = "people", 50, False
    label = _("Personnes à qui demander")

    def suggest(self, gaps: Sequence[Gap], person: Person, at: dt.datetime) -> Mapping[int, Sequence[GapStep]]:
        names = frameworks.level_names()
        rows = evidence.shown_at_levels({gap.competency.pk: gap.level for gap in gaps}, but=person)
        words = gettext("Montre «\xa0%(level)s\xa0» sur son profil.")
        return {
            competency_id: [
                GapStep(
                    title=gettext("Demander à %(name)s") % {"name": row.person.name},
                    url=row.person.get_absolute_url(),
                    reason=words % {"level": names.get(row.level or 0, str(row.level))},
                    icon="user",
                )
            ]
            for competency_id, row in rows.items()
        }


@profile_panels.register_class
class ProfileCompetencies:
    """What a member shows of the ledger; the visibility is row by row."""

    key, order, part, default_visibility = "competencies", 20, "", "network"
    place: Place = "main"
    label = _("Compétences")
    template = "competencies/panels/profile.html"

    def context(self, person: Person, viewer: Person, at: dt.datetime) -> dict[str, Any] | None:
        shown, own = evidence.shown_by(person), person.pk == viewer.pk
        if not shown and not own:
            return None
        return {"shown": shown, "own": own, "level_names": frameworks.level_names()}


@directory_facets.register_class
class CompetencyFacet:
    """Members who show a competency, by code."""

    key, order = "competence", 30
    label = _("Compétence")

    def counts(self, people: PersonQuerySet, viewer: Person) -> Sequence[FacetValue]:
        counted = evidence.counts_by_competency(people)
        return [
            FacetValue(value=competency.code, label=competency.name, count=counted[competency.code])
            for competency in Competency.objects.filter(code__in=counted).order_by("order")
        ]

    def narrow(self, people: PersonQuerySet, values: Sequence[str], viewer: Person) -> PersonQuerySet:
        return evidence.showing_any(people, values)

    def labels(self, values: Sequence[str]) -> dict[str, str]:
        return {found.code: found.name for found in Competency.objects.filter(code__in=list(values))}


@onboarding_steps.register_class
class WhatIKnow:
    """« Ce que je sais »: some competencies and a level each, declared in the ledger."""

    key, order = "ce-que-je-sais", 20
    title = _("Ce que je sais")
    lead = _("Choisissez quelques compétences et le niveau qui vous ressemble. Vous pourrez tout changer, ou rien dire.")
    template = "competencies/panels/what_i_know.html"

    def form(self, person: Person, data: Any = None, files: Any = None) -> BaseForm:
        return WhatIKnowForm(data, prefix=self.key)

    def context(self, person: Person) -> dict[str, Any]:
        framework = frameworks.current_framework()
        return {"levels": frameworks.levels_of(framework) if framework else [], "framework": framework}

    def save(self, person: Person, form: BaseForm, at: dt.datetime) -> None:
        """One declaration per competency; sent again, the first one stands and only who sees it follows."""
        assert isinstance(form, WhatIKnowForm)
        chosen, visibility = form.chosen(), form.cleaned_data["visibility"]
        for competency in frameworks.by_codes(list(chosen)):
            row = record_evidence(
                person=person,
                competency=competency,
                level=chosen[competency.code],
                kind=EvidenceKind.DECLARED,
                source_key=FIRST_VISIT,
                occurred_on=timezone.localdate(at),
                at=at,
                visibility=visibility,
            )
            if row.visibility != visibility:
                show_evidence(evidence=row, by=person, at=at, visibility=visibility)


def export_evidence(person: Person) -> list[dict[str, Any]]:
    """Every row of the person's ledger, corrected and withdrawn ones too."""
    rows = Evidence.objects.filter(person=person).select_related("competency").order_by("recorded_at", "id")
    return [
        {
            "numero": row.pk,
            "competence": row.competency.code,
            "nom": row.competency.name_fr,
            "niveau": row.level,
            "source": str(row.get_kind_display()),
            "date": row.occurred_on.isoformat(),
            "note": row.note,
            "visibilite": str(row.get_visibility_display()),
            "corrige": row.corrects_id,
            "retiree": row.withdrawn,
            "inscrite_le": row.recorded_at.isoformat(),
        }
        for row in rows
    ]


data_exporters.register(
    DataExporter(
        key="evidence",
        order=30,
        label=_("Preuves de compétence"),
        export=export_evidence,
        erase=lambda person: erase_evidence(person=person),
    )
)


data_exporters.register(
    DataExporter(
        key="contributions",
        order=32,
        label=_("Ce qui compte de moi dans les portraits publiés"),
        export=own_contributions,
        erase=lambda person: erase_contributions(person=person),
    )
)


@target_kinds.register_class
class FollowedCompetency:
    key, order, icon = "competencies.competency", 40, "target"
    label, first_level = _("Compétences"), SubscriptionLevel.DIGEST

    def load(self, ids: list[int], viewer: Person) -> dict[int, TargetCard]:
        found = Competency.objects.filter(pk__in=ids).select_related("group")
        return {one.pk: TargetCard(one.name, one.get_absolute_url(), one.group.name) for one in found}


@target_kinds.register_class
class FollowedTopic:
    key, order, icon = "competencies.topic", 50, "tag"
    label, first_level = _("Étiquettes"), SubscriptionLevel.DIGEST

    def load(self, ids: list[int], viewer: Person) -> dict[int, TargetCard]:
        found = Topic.objects.filter(pk__in=ids, merged_into=None)
        return {topic.pk: TargetCard(topic.label, topic.get_absolute_url()) for topic in found}
