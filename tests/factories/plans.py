"""Development plans, written directly."""

import datetime as dt

import factory

from learning.models import Goal, Plan, PlanAgreement, PlanComment, Step
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory
from tests.factories.people import PersonFactory


class PlanFactory(factory.django.DjangoModelFactory):
    """A year from today."""

    class Meta:
        model = Plan

    person = factory.SubFactory(PersonFactory)
    title = "Mon année"
    from_on = TODAY
    to_on = TODAY + dt.timedelta(days=365)
    created_at = NOW
    changed_at = NOW


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    plan = factory.SubFactory(PlanFactory)
    competency = factory.SubFactory(CompetencyFactory)
    level = 3


class StepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Step

    plan = factory.SubFactory(PlanFactory)
    kind = "book"
    title = "Lire un livre"
    created_at = NOW


class PlanAgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanAgreement

    plan = factory.SubFactory(PlanFactory)
    partner = factory.SubFactory(PersonFactory)
    edit = 0
    asked_at = NOW


class PlanCommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanComment

    plan = factory.SubFactory(PlanFactory)
    author = factory.SubFactory(PersonFactory)
    body = "Un commentaire."
    at = NOW
