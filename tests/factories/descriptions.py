"""A whole description in every part, for exports and pages."""

import pgtrigger

from competencies.models import Competency
from job_profiles.enums import VersionState
from job_profiles.models import CareerMove, ProfileVersion, Requirement
from tests.factories.competencies import CompetencyFactory, LevelDescriptionFactory, LevelFactory
from tests.factories.job_profiles import JobProfileFactory, ProfileVersionFactory

WORDS = {
    "title_fr": "Conseillère ou conseiller en contenu", "title_en": "Content advisor",
    "mission_fr": "Écrit ce que le public cherche.", "mission_en": "Writes what the public looks for.",
    "responsibilities_fr": "Rédiger les pages\nRéviser & tenir <à jour>", "responsibilities_en": "Write pages\nRevise them",
    "deliverables_fr": "Une page révisée", "deliverables_en": "A revised page",
    "tools_fr": "Gestion de contenu", "tools_en": "Content management",
    "indicators_fr": "Pages lues jusqu’au bout", "indicators_en": "Pages read to the end",
    "change_note_fr": "Première version.", "change_note_en": "First version.",
}  # fmt: skip


def whole_version(state: VersionState = VersionState.IN_FORCE, *, key: str = "contenu", number: int = 1) -> ProfileVersion:
    """A version with one essential competency of level 3, one asset of level 2, and one career move."""
    profile = JobProfileFactory(key=key, code=key[:3].upper(), name_fr="Contenu", name_en="Content", cnp=["11202"])
    version = ProfileVersionFactory(profile=profile, number=number, state=VersionState.DRAFT, **WORDS)
    first, second = CompetencyFactory(framework=version.framework), CompetencyFactory(framework=version.framework)
    LevelFactory(framework=version.framework, rank=3, name_fr="Maîtrise", name_en="Practitioner")
    LevelDescriptionFactory(competency=first, rank=3, can_fr="Je réécris seule.", can_en="I rewrite alone.")
    require(version, first, 3, essential=True)
    require(version, second, 2, essential=False)
    CareerMove.objects.create(version=version, to=JobProfileFactory(key=f"{key}-plus"), note_fr="À apprendre : l’équipe.")
    with pgtrigger.ignore("job_profiles.ProfileVersion:unchanging"):
        values = ProfileVersionFactory.build(profile=profile, framework=version.framework, state=state)
        decided = {"decided_at": values.decided_at, "effective_on": values.effective_on}
        ProfileVersion.objects.filter(pk=version.pk).update(state=state, **decided)
    version.refresh_from_db()
    return version


def require(version: ProfileVersion, competency: Competency, level: int, *, essential: bool = True) -> Requirement:
    return Requirement.objects.create(
        version=version, competency=competency, level=level, essential=essential,
        why_fr="Parce que le public lit.", why_en="Because the public reads.",
    )  # fmt: skip
