"""What finished diagnostics give to published figures, and take back. In a worker; each handler may run twice."""

from core.events import subscribe
from learning.actions import contributions
from learning.events import RunCounted, RunDeleted, RunFinished
from learning.models import Campaign, Run
from people.models import Person


@subscribe(RunFinished)
@subscribe(RunCounted)
def count(event: RunFinished | RunCounted) -> None:
    """As the run stands now, whatever the order in which facts arrive."""
    run = Run.objects.select_related("person", "campaign", "version__profile").filter(pk=event.run_id).first()
    if run is None:
        return
    if run.counted:
        contributions.count_run(run=run, at=event.at)
    else:
        contributions.uncount(person=run.person, campaign=run.campaign, at=event.at)


@subscribe(RunDeleted)
def take_back(event: RunDeleted) -> None:
    """Another diagnostic of the same campaign may have been finished meanwhile: that one counts."""
    person = Person.objects.filter(pk=event.person_id).first()
    campaign = Campaign.objects.filter(pk=event.campaign_id).first() if event.campaign_id else None
    if person is None or not event.finished:
        return
    contributions.uncount(person=person, campaign=campaign, at=event.at)
    if campaign is not None:
        left = Run.objects.filter(person=person, campaign=campaign, counted=True).exclude(finished_at=None)
        for run in left.select_related("person", "campaign", "version__profile").order_by("finished_at"):
            contributions.count_run(run=run, at=event.at)
