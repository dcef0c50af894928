"""Job profiles, versions and holdings in numbers, written directly."""

import factory

from job_profiles.models import Holding, JobProfile, ProfileVersion, Requirement
from tests.cast import NOW, SINCE
from tests.factories.competencies import CompetencyFactory, FrameworkFactory
from tests.factories.people import PersonFactory


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
    created_at = NOW


class RequirementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Requirement

    version = factory.SubFactory(ProfileVersionFactory)
    competency = factory.SubFactory(CompetencyFactory)
    level = 3


class HoldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Holding

    person = factory.SubFactory(PersonFactory)
    profile = factory.SubFactory(JobProfileFactory)
    from_on = SINCE
