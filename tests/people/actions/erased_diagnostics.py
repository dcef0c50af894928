"""A member's diagnostics for the story of an erasure: a marker in every text, in every table that is private to a person."""

import datetime as dt

from competencies.models import Competency, Contribution, Estimate
from people.models import Grant, Person
from tests.cast import TODAY
from tests.factories.learning import (
    CLEARLY_MET,
    CampaignFactory,
    CampaignMemberFactory,
    EstimateFactory,
    ItemFactory,
    MeasurementFactory,
    RatedStatementFactory,
    RatingRequestFactory,
    TalkSheetFactory,
    TalkSheetLineFactory,
    finished_run,
)


def fill_diagnostics(person: Person, other: Person, now: dt.datetime, mark: str) -> None:
    """Runs, levels, a sheet, shares, ratings asked of and by others, an invitation, what counts in totals."""
    competency = Competency.objects.get()
    run = finished_run(person, {competency: CLEARLY_MET}, at=now)
    MeasurementFactory(person=person, competency=competency, key=mark, slot=mark)
    EstimateFactory(
        person=person, competency=competency, because=mark, newest=False, rests_on=[mark], parts=[{"source": mark}]
    )
    sheet = TalkSheetFactory(person=person, run=run, note=mark)
    TalkSheetLineFactory(sheet=sheet, competency=competency, question=mark)
    for target in (Estimate.objects.filter(person=person).first(), sheet):
        Grant.objects.create(
            person=person, grantee=other, target=target, label=mark, created_at=now, until=TODAY + dt.timedelta(days=9)
        )
    item = ItemFactory(bank=run.bank, competency=competency)
    for asked in (
        RatingRequestFactory(person=person, rater=other, bank=run.bank, message=mark),
        RatingRequestFactory(person=other, rater=person, bank=run.bank, message="Un mot d’Autre."),
    ):
        RatedStatementFactory(request=asked, item=item, observed=True)
    CampaignMemberFactory(person=person, campaign=CampaignFactory(created_by=other))
    Contribution.objects.create(
        family="needs", occasion=mark, person=person, competency=competency, organisation=person.organisation, profile=mark,
        target=3, p_gap=0.5, measure=1, recorded_at=now,
    )  # fmt: skip
