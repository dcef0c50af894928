"""Job profiles, versions and holdings in numbers, written directly."""

import factory
import pgtrigger

from job_profiles.enums import AdoptionKind, VersionState
from job_profiles.models import Adoption, CareerMove, Family, Holding, JobProfile, ProfileVersion, Requirement
from tests.cast import NOW, SINCE
from tests.factories.competencies import CompetencyFactory, FrameworkFactory
from tests.factories.people import OrganisationFactory, PersonFactory

DECIDED = (VersionState.APPROVED, VersionState.IN_FORCE, VersionState.RETIRED)


class FamilyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Family

    code = factory.Sequence(lambda n: f"famille-{n}")
    name_fr = factory.Sequence(lambda n: f"Famille d’essai {n}")
    name_en = factory.Sequence(lambda n: f"Trial family {n}")
    order = factory.Sequence(lambda n: n)


class JobProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = JobProfile

    key = factory.Sequence(lambda n: f"profil-{n}")
    name_fr = factory.Sequence(lambda n: f"Profil d’essai {n}")
    name_en = factory.Sequence(lambda n: f"Trial profile {n}")
    order = factory.Sequence(lambda n: n)


class ProfileVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProfileVersion

    profile = factory.SubFactory(JobProfileFactory)
    number = 1
    mission_fr = "Mission d’essai."
    framework = factory.SubFactory(FrameworkFactory)
    state = VersionState.PROPOSAL
    decided_at = factory.LazyAttribute(lambda row: NOW if row.state in DECIDED else None)
    effective_on = factory.LazyAttribute(lambda row: SINCE if row.state in DECIDED else None)
    created_at = NOW


class RequirementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Requirement

    version = factory.SubFactory(ProfileVersionFactory)
    competency = factory.SubFactory(CompetencyFactory)
    level = 3

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Also on a version that left drafting: the factory stands outside the rule that it helps to test."""
        with pgtrigger.ignore("job_profiles.Requirement:unchanging"):
            return super()._create(model_class, *args, **kwargs)


class CareerMoveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CareerMove

    version = factory.SubFactory(ProfileVersionFactory)
    to = factory.SubFactory(JobProfileFactory)
    note_fr = "Tout se transporte."

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Also on a version that left drafting, like RequirementFactory."""
        with pgtrigger.ignore("job_profiles.CareerMove:unchanging"):
            return super()._create(model_class, *args, **kwargs)


class AdoptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Adoption

    organisation = factory.SubFactory(OrganisationFactory)
    version = factory.SubFactory(ProfileVersionFactory)
    profile = factory.SelfAttribute("version.profile")
    kind = AdoptionKind.VARIATION
    justification = "Notre clientèle est autre."
    since_on = SINCE
    declared_by = factory.SubFactory(PersonFactory)
    declared_at = NOW


class HoldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Holding

    person = factory.SubFactory(PersonFactory)
    profile = factory.SubFactory(JobProfileFactory)
    from_on = SINCE
