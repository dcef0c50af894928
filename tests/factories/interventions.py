"""Intervention plans, their actions, effects and proposals, written directly."""

import datetime as dt

import factory

from learning.enums import ActionKind, ProposalState
from learning.models import ExpectedEffect, Intervention, InterventionAction, InterventionProposal
from tests.cast import NOW
from tests.factories.competencies import CompetencyFactory
from tests.factories.people import PersonFactory

BEGINS = dt.date(2026, 10, 1)


class InterventionFactory(factory.django.DjangoModelFactory):
    """The government's, in preparation, 10,000 $, from the first of October."""

    class Meta:
        model = Intervention

    name_fr = factory.Sequence(lambda n: f"Plan d’essai {n}")
    from_on = BEGINS
    budget_cents = 1_000_000
    created_by = factory.SubFactory(PersonFactory)
    created_at = NOW
    changed_at = factory.SelfAttribute("created_at")


class InterventionProposalFactory(factory.django.DjangoModelFactory):
    """Asked and not answered; with `state` DONE an answer without any course."""

    class Meta:
        model = InterventionProposal

    plan = factory.SubFactory(InterventionFactory)
    asked_at = NOW
    state = ProposalState.COMPUTING
    asked = factory.LazyFunction(lambda: {"budget_cents": 1_000_000, "grain": "places"})
    inputs = factory.LazyFunction(
        lambda: {
            "gaps": [], "offers": [], "limits": {"budget_cents": 1_000_000}, "places": {}, "competencies": {}, "courses": {},
            "left": {"cells": 1, "hidden": 0, "low": 0, "high": 0},
        }
    )  # fmt: skip
    progress = factory.LazyAttribute(lambda made: 0 if made.state == ProposalState.COMPUTING else 100)
    result = factory.LazyAttribute(lambda made: dict(EMPTY) if made.state == ProposalState.DONE else {})


EMPTY = {
    "courses": [], "left_out": [], "closings": [], "cost_cents": 0, "budget_cents": 1_000_000, "closed": 0, "objective": 0,
    "bound": 0, "stopped": False, "options": [],
}  # fmt: skip


class InterventionActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InterventionAction

    plan = factory.SubFactory(InterventionFactory)
    kind = ActionKind.GUIDE
    title_fr = factory.Sequence(lambda n: f"Action {n}")
    order = factory.Sequence(lambda n: n)


class ExpectedEffectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExpectedEffect

    action = factory.SubFactory(InterventionActionFactory)
    competency = factory.SubFactory(CompetencyFactory)
    people = 10
