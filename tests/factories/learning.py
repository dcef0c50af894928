"""Diagnostics in numbers, written directly: banks, runs, answers, measurements, estimates, ratings, campaigns, talk sheets.

`finished_run` makes a whole one, with what the real rules make of it.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence

import factory
import pgtrigger

from competencies.enums import BankState, GradedAnswer, ItemKind, Source
from competencies.models import Competency, Estimate, Item, ItemBank, Measurement
from competencies.rules.graded import GRID, Curve, Parameters, chance_of_meeting, decided, summary_of
from competencies.rules.sources import answers_curve, together
from learning.enums import CampaignState, RaterKind, RatingState, RunState, TargetKind, Verdict
from learning.models import (
    Answer,
    Campaign,
    CampaignMember,
    RatedStatement,
    RatingRequest,
    Run,
    RunTarget,
    TalkSheet,
    TalkSheetLine,
)
from people.enums import ConsentChoice
from people.models import Consent, Person
from people.queries.consents import purposes
from tests.cast import NOW, TODAY
from tests.factories.competencies import CompetencyFactory, FrameworkFactory
from tests.factories.people import PersonFactory

PURPOSE = "diagnostic"
# Where a statement of level L parts the answers, relative to L: with help, on one's own, teaching it.
STEPS = (-1.2, -0.5, 0.6)


def switch_on(*people: Person) -> None:
    """They read the notice in force and accepted."""
    version = purposes[PURPOSE].version
    for person in people:
        Consent.objects.create(
            person=person,
            purpose=PURPOSE,
            notice_version=version,
            choice=ConsentChoice.GIVEN,
            at=NOW - dt.timedelta(days=600),
        )


class ItemBankFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ItemBank
        django_get_or_create = ("version",)

    version = "essai"
    framework = factory.SubFactory(FrameworkFactory)
    state = BankState.IN_FORCE
    loaded_at = NOW


class ItemFactory(factory.django.DjangoModelFactory):
    """A statement; `kind=ItemKind.SCENARIO` makes a question whose first option is right."""

    class Meta:
        model = Item

    bank = factory.SubFactory(ItemBankFactory)
    competency = factory.SubFactory(CompetencyFactory)
    key = factory.Sequence(lambda n: f"ESS-{n:05d}")
    kind = ItemKind.GRADED
    level = 2
    text_fr = factory.LazyAttribute(lambda item: f"Faire l’essai {item.key}")
    text_en = factory.LazyAttribute(lambda item: f"Do trial {item.key}")
    options = factory.LazyAttribute(
        lambda item: (
            []
            if item.kind == ItemKind.GRADED
            else [{"fr": f"Option {at}", "en": f"Option {at}", "right": at == 0} for at in range(4)]
        )
    )
    because_fr = factory.LazyAttribute(lambda item: "" if item.kind == ItemKind.GRADED else "Parce que.")
    because_en = factory.LazyAttribute(lambda item: "" if item.kind == ItemKind.GRADED else "Because.")
    discrimination = 2.0
    thresholds = factory.LazyAttribute(
        lambda item: [item.level + step for step in STEPS] if item.kind == ItemKind.GRADED else [item.level - 0.5]
    )
    guess = factory.LazyAttribute(lambda item: 0.0 if item.kind == ItemKind.GRADED else 0.25)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Also in a bank in force: the factory stands outside the rule that it helps to test."""
        with pgtrigger.ignore("competencies.Item:frozen"):
            return super()._create(model_class, *args, **kwargs)


class RunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Run

    person = factory.SubFactory(PersonFactory)
    bank = factory.SubFactory(ItemBankFactory)
    target_kind = TargetKind.COMPETENCIES
    state = RunState.OPEN
    started_at = NOW
    last_at = factory.SelfAttribute("started_at")
    finished_at = factory.LazyAttribute(lambda run: run.last_at if run.state == RunState.FINISHED else None)


class RunTargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RunTarget

    run = factory.SubFactory(RunFactory)
    competency = factory.SubFactory(CompetencyFactory)
    level = 3
    order = factory.Sequence(lambda n: n % 30_000)


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    run = factory.SubFactory(RunFactory)
    item = factory.SubFactory(ItemFactory, bank=factory.SelfAttribute("..run.bank"))
    place = factory.LazyAttribute(lambda answer: Answer.objects.filter(run=answer.run, revision=0).count() + 1)
    value = GradedAnswer.ON_MY_OWN
    seconds = 8
    at = factory.SelfAttribute("run.last_at")


def bell(level: float, spread: float = 0.4) -> Curve:
    """A likelihood that says « about this level »."""
    return tuple(math.exp(-(((t - level) / spread) ** 2) / 2) for t in GRID)


class MeasurementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Measurement

    person = factory.SubFactory(PersonFactory)
    competency = factory.SubFactory(CompetencyFactory)
    source = Source.SELF
    key = factory.Sequence(lambda n: f"essai:{n}")
    slot = factory.SelfAttribute("key")
    likelihood = factory.LazyAttribute(lambda _row: list(bell(3.0)))
    told = 3
    measured_at = NOW


class EstimateFactory(factory.django.DjangoModelFactory):
    """`level` and `spread` say what the posterior looks like."""

    class Meta:
        model = Estimate

    class Params:
        level = 3.0
        spread = 0.4

    person = factory.SubFactory(PersonFactory)
    competency = factory.SubFactory(CompetencyFactory)
    because = factory.Sequence(lambda n: f"essai:{n}")
    weights = factory.LazyAttribute(lambda row: list(together([bell(row.level, row.spread)])))
    mean = factory.LazyAttribute(lambda row: summary_of(tuple(row.weights)).mean)
    sd = factory.LazyAttribute(lambda row: summary_of(tuple(row.weights)).sd)
    low = factory.LazyAttribute(lambda row: summary_of(tuple(row.weights)).low)
    high = factory.LazyAttribute(lambda row: summary_of(tuple(row.weights)).high)
    parts = factory.LazyFunction(list)
    measured_at = NOW


class RatingRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RatingRequest

    person = factory.SubFactory(PersonFactory)
    rater = factory.SubFactory(PersonFactory)
    kind = RaterKind.PEER
    bank = factory.SubFactory(ItemBankFactory)
    state = RatingState.SENT
    created_at = NOW
    due_on = TODAY + dt.timedelta(days=14)
    closed_at = factory.LazyAttribute(lambda row: None if row.state == RatingState.SENT else NOW)


class RatedStatementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RatedStatement

    request = factory.SubFactory(RatingRequestFactory)
    item = factory.SubFactory(ItemFactory, bank=factory.SelfAttribute("..request.bank"))
    competency = factory.SelfAttribute("item.competency")
    place = factory.Sequence(lambda n: n % 30_000)


class CampaignFactory(factory.django.DjangoModelFactory):
    """`state` other than a draft freezes bank and framework, as opening does."""

    class Meta:
        model = Campaign

    name_fr = factory.Sequence(lambda n: f"Campagne d’essai {n}")
    name_en = factory.Sequence(lambda n: f"Trial campaign {n}")
    opens_on = TODAY
    closes_on = TODAY + dt.timedelta(days=30)
    state = CampaignState.DRAFT
    created_by = factory.SubFactory(PersonFactory)
    created_at = NOW
    bank = factory.LazyAttribute(lambda row: None if row.state == CampaignState.DRAFT else ItemBankFactory())
    framework = factory.LazyAttribute(lambda row: row.bank.framework if row.bank else None)
    opened_at = factory.LazyAttribute(lambda row: None if row.state == CampaignState.DRAFT else NOW)


class CampaignMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CampaignMember

    campaign = factory.SubFactory(CampaignFactory)
    person = factory.SubFactory(PersonFactory)
    added_at = NOW


class TalkSheetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TalkSheet

    run = factory.SubFactory(RunFactory, state=RunState.FINISHED)
    person = factory.SelfAttribute("run.person")
    made_at = NOW


class TalkSheetLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TalkSheetLine

    sheet = factory.SubFactory(TalkSheetFactory)
    competency = factory.SubFactory(CompetencyFactory)
    question = "Où pourrais-je m’y exercer?"
    order = factory.Sequence(lambda n: n % 30_000)


Answered = Sequence[int | None]
# Answers to statements of levels 2, 3, 4, 1…: what a target at level 3 is then.
CLEARLY_MET: Answered = (3, 3, 3)
CLEARLY_SHORT: Answered = (0, 0, 0)
OPEN_QUESTION: Answered = (2, 1, 1)
LEVELS = (2, 3, 4, 1, 2, 3)


def finished_run(
    person: Person, said: Mapping[Competency, Answered], *, level: int = 3, at: dt.datetime = NOW, **values
) -> Run:
    """A finished run against `level` for each competency: its answers in order, the measurement of one's own answers, the
    estimate that follows, chance and verdict. What was newest before is so no longer."""
    run = RunFactory(person=person, state=RunState.FINISHED, started_at=at, finished_at=at, **values)
    place = 0
    for order, (competency, answers) in enumerate(said.items()):
        told: list[tuple[Parameters, int | None]] = []
        for item_level, value in zip(LEVELS, answers, strict=False):
            place += 1
            item = ItemFactory(bank=run.bank, competency=competency, level=item_level)
            AnswerFactory(run=run, item=item, place=place, value=value)
            told.append((Parameters(item.discrimination, tuple(item.thresholds)), value))
        estimate = _estimated(run, competency, answers_curve(told), len(told))
        chance = chance_of_meeting(tuple(estimate.weights), level)
        RunTargetFactory(
            run=run, competency=competency, level=level, order=order, estimate=estimate, chance=chance,
            verdict=Verdict.of(decided(chance)),
        )  # fmt: skip
    return run


def _estimated(run: Run, competency: Competency, curve: Curve, told: int) -> Estimate:
    before = {"person": run.person, "competency": competency}
    Estimate.objects.filter(**before, newest=True).update(newest=False)
    MeasurementFactory(
        **before, key=run.key, slot="run", bank=run.bank, likelihood=list(curve), told=told, measured_at=run.finished_at
    )
    whole = together([curve])
    own = summary_of(whole)
    part = {"source": Source.SELF.value, "told": told, "mean": own.mean, "low": own.low, "high": own.high}
    return EstimateFactory(**before, because=run.key, weights=list(whole), parts=[part], measured_at=run.finished_at)
