"""Descriptions of three ministries, imported and compared; what ministries say of the references that they use."""

import datetime as dt
from typing import Any

from django.utils import timezone

from competencies.models import Competency
from job_profiles.actions import adoptions, comparison, imports
from job_profiles.actions.adoptions import Variation
from job_profiles.enums import Verdict
from job_profiles.models import Adoption, ImpliedCompetency, JobProfile, LocalDescription, SimilarPair
from job_profiles.permissions import may_answer_for
from job_profiles.queries.profiles import standing_versions
from network.management.defaults.files import read_json
from network.management.demo.story import World
from people.models import Organisation

IMPORTED, COMPARED = 24, 22


def load_harmonisation(world: World) -> str:
    """Each part only while it has no row yet."""
    descriptions = 0 if LocalDescription.objects.exists() else _descriptions(world)
    said = 0 if Adoption.objects.exists() else sum(_adopt(row, world) for row in read_json("demo/adoptions.json"))
    return f"{descriptions} descriptions, {said} usages"


def _descriptions(world: World) -> int:
    """Imported by who would: Malik for the own ministry, Léa for the others; then one comparison and its first verdicts."""
    rows = read_json("demo/job_descriptions.json")
    for acronym in dict.fromkeys(row["organisation"] for row in rows):
        place = Organisation.objects.get(acronym=acronym)
        malik, lea = world.people["malik"], world.people["lea"]
        by = malik if may_answer_for(malik, place) else lea
        pasted = "\n-----\n".join(row["text"] for row in rows if row["organisation"] == acronym)
        batch = imports.start_import(by=by, organisation=place, uploads=[], pasted=pasted, at=world.ago(IMPORTED))
        for file in batch.files.all():
            imports.read_file(file_id=file.pk, at=world.ago(IMPORTED))
    _compare(world)
    return LocalDescription.objects.count()


def _compare(world: World) -> None:
    lea, at = world.people["lea"], world.ago(COMPARED)
    run = comparison.start(by=lea, at=at)
    comparison.run(run_id=run.pk, at=at)
    nearest = SimilarPair.objects.order_by("-score", "pk").first()
    if nearest is not None:
        comparison.decide_pair(by=lea, pair=nearest, verdict=Verdict.ACCEPTED, at=at)
    strongest = ImpliedCompetency.objects.order_by("-score", "pk").first()
    if strongest is not None:
        comparison.decide_implied(by=lea, implied=strongest, verdict=Verdict.ACCEPTED, at=at)


def _adopt(row: dict[str, Any], world: World) -> int:
    """Said by the ministry's respondent; not at all where the world has none (one that was loaded before there were any)."""
    by, place = world.people[row["by"]], Organisation.objects.get(acronym=row["organisation"])
    profile = JobProfile.objects.filter(key=row["profile"]).first()
    version = standing_versions([profile.pk]).get(profile.pk) if profile else None
    if version is None or not may_answer_for(by, place):
        return 0
    at = world.ago(row["days_ago"])
    since = timezone.localdate(at)
    numbers = dict(Competency.objects.values_list("code", "pk"))
    variations = [Variation(article=article, text=text) for article, text in row.get("texts", {}).items()]
    variations += [
        Variation(article="competencies", competency_id=numbers[code], level=level)
        for code, level in row.get("levels", {}).items()
    ]
    adoptions.declare(
        by=by, organisation=place, version=version, seen=None, kind=row["kind"], since_on=since,
        review_on=since + dt.timedelta(days=row["review_after_days"]) if "review_after_days" in row else None,
        justification=row.get("justification", ""), variations=variations, at=at,
    )  # fmt: skip
    return 1
