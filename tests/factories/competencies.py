"""Competencies, topics and evidence in numbers, written directly (actions are tested by themselves)."""

import factory

from competencies.enums import EvidenceKind, EvidenceVisibility
from competencies.models import Competency, CompetencyGroup, Evidence, Framework, Level, LevelDescription, Topic
from tests.cast import NOW, TODAY
from tests.factories.people import PersonFactory


class FrameworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Framework
        django_get_or_create = ("version",)

    version = "essai"
    current = True
    note_fr = "Proposition d’essai."
    loaded_at = NOW


class LevelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Level
        django_get_or_create = ("framework", "rank")

    framework = factory.SubFactory(FrameworkFactory)
    rank = 1
    name_fr = factory.LazyAttribute(lambda level: f"Niveau {level.rank}")
    name_en = factory.LazyAttribute(lambda level: f"Level {level.rank}")


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CompetencyGroup
        django_get_or_create = ("framework", "code")

    framework = factory.SubFactory(FrameworkFactory)
    code = "ESS"
    name_fr = "Essais"
    name_en = "Trials"


class CompetencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Competency

    framework = factory.SubFactory(FrameworkFactory)
    group = factory.SubFactory(GroupFactory)
    code = factory.Sequence(lambda n: f"ESS{n}")
    name_fr = factory.Sequence(lambda n: f"Compétence d’essai {n}")
    name_en = factory.Sequence(lambda n: f"Trial competency {n}")
    definition_fr = "Savoir essayer."
    order = factory.Sequence(lambda n: n)


class LevelDescriptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LevelDescription

    competency = factory.SubFactory(CompetencyFactory)
    rank = 1
    can_fr = "Peut essayer."
    can_en = "Can try."


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Étiquette {n}")
    slug = factory.Sequence(lambda n: f"etiquette-{n}")


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evidence

    person = factory.SubFactory(PersonFactory)
    competency = factory.SubFactory(CompetencyFactory)
    level = 2
    kind = EvidenceKind.DECLARED
    source_key = factory.Sequence(lambda n: f"essai:{n}")
    occurred_on = TODAY
    visibility = EvidenceVisibility.NETWORK
    recorded_at = NOW
