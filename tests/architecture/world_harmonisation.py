"""Harmonisation in the small world: two ministries' descriptions, what is proposed of them, an adoption by Malik's."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from job_profiles.actions import adoptions, imports
from job_profiles.enums import AdoptionKind
from job_profiles.models import (
    AssistantRun,
    DescriptionImport,
    ImpliedCompetency,
    JobProfile,
    LocalDescription,
    SimilarPair,
)
from job_profiles.queries.profiles import standing_versions

if TYPE_CHECKING:
    from tests.architecture.world import World


@dataclass(frozen=True)
class Harmonised:
    """`ours`: of Malik's ministry; `theirs`: of Amina's."""

    batch: DescriptionImport
    ours: LocalDescription
    theirs: LocalDescription
    pair: SimilarPair
    implied: ImpliedCompetency
    profile: JobProfile


def tell_harmonisation(world: "World") -> Harmonised:
    cast, at = world.cast, world.at
    text = "Titre : Webmestre\nMission\nTenir le site.\nTâches\n- Publier les pages\n- Corriger les écarts\n"
    batch = imports.start_import(by=cast.malik, organisation=cast.malik.organisation, uploads=[], pasted=text, at=at)
    other = imports.start_import(by=cast.lea, organisation=cast.amina.organisation, uploads=[], pasted=text, at=at)
    for one in (batch, other):
        imports.read_file(file_id=one.files.get().pk, at=at)
    ours, theirs = LocalDescription.objects.order_by("pk")
    run = AssistantRun.objects.create(by=cast.lea, created_at=at, finished_at=at, state="done", total=100, done=100)
    shared = [{"left": "Publier les pages", "right": "Publier les pages", "score": 1.0}]
    pair = SimilarPair.objects.create(
        left=ours, right=theirs, run=run, score=1.0, terms=["site"], shared=shared, cluster=ours.pk
    )
    implied = ImpliedCompetency.objects.create(
        description=ours, competency=world.competency, run=run, score=0.5, level=2, passages=["Tenir le site."]
    )
    profile = JobProfile.objects.get(key="strategic_communications")
    adoptions.declare(
        by=cast.malik, organisation=cast.malik.organisation, version=standing_versions([profile.pk])[profile.pk], seen=None,
        kind=AdoptionKind.AS_IS, since_on=timezone.localdate(at), review_on=None, justification="", variations=(), at=at,
    )  # fmt: skip
    return Harmonised(batch, ours, theirs, pair, implied, profile)
