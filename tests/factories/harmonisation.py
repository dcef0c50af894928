"""Ministries' descriptions, proposals about them and adoptions in numbers, written directly."""

import factory

from job_profiles.actions.imports import digest
from job_profiles.enums import AdoptionKind, DescriptionSource
from job_profiles.models import Adoption, ImpliedCompetency, LocalDescription, SimilarPair
from tests.cast import NOW, SINCE
from tests.factories.competencies import CompetencyFactory
from tests.factories.job_profiles import ProfileVersionFactory
from tests.factories.people import OrganisationFactory, PersonFactory


class LocalDescriptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LocalDescription

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Webmestre {n}")
    sections = factory.LazyAttribute(
        lambda row: {"responsibilities": f"Publier les pages\nCorriger les écarts de {row.title}"}
    )
    text = factory.LazyAttribute(lambda row: "\n".join((row.title, *row.sections.values())))
    digest = factory.LazyAttribute(lambda row: digest(row.text))
    source = DescriptionSource.PASTED
    imported_by = factory.SubFactory(PersonFactory)
    imported_at = NOW


class SimilarPairFactory(factory.django.DjangoModelFactory):
    """`left` is made first: the pair is ordered."""

    class Meta:
        model = SimilarPair

    left = factory.SubFactory(LocalDescriptionFactory)
    right = factory.SubFactory(LocalDescriptionFactory)
    score = 0.5
    terms = ["gabarits", "accessibilité"]
    shared = factory.LazyFunction(lambda: [{"left": "Publier les pages", "right": "Publier des pages", "score": 0.8}])
    cluster = factory.LazyAttribute(lambda row: row.left.pk)


class ImpliedCompetencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImpliedCompetency

    description = factory.SubFactory(LocalDescriptionFactory)
    competency = factory.SubFactory(CompetencyFactory)
    score = 0.4
    level = 2
    passages = ["Publier les pages"]


class AdoptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Adoption

    organisation = factory.SubFactory(OrganisationFactory)
    version = factory.SubFactory(ProfileVersionFactory)
    profile = factory.SelfAttribute("version.profile")
    kind = AdoptionKind.AS_IS
    since_on = SINCE
    declared_by = factory.SubFactory(PersonFactory)
    declared_at = NOW
