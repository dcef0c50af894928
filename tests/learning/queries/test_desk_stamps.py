"""What is kept of the trainee's desk is what would be drawn: after each change, for each person, on another day."""

import datetime as dt
import re

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from competencies.queries.next_steps import next_steps
from learning.enums import EnrolmentState, StepState
from learning.models import Course, Enrolment, Following, LessonDone, Plan, Run, Session, Step
from learning.queries.desk_stamps import stamp_of_desk
from people.enums import RoleKind
from people.models import RoleHeld
from tests.factories.courses import EnrolmentFactory, FollowingFactory
from tests.factories.plans import PlanFactory, StepFactory


def desk(client) -> str:
    return re.search(r"<h1.*</aside>", client.get(reverse("learning:desk")).content.decode(), re.S)[0]


def ago(**values) -> dt.datetime:
    return timezone.now() - dt.timedelta(**values)


def a_plan(person):
    today = timezone.localdate()
    return PlanFactory(person=person, from_on=today, to_on=today + dt.timedelta(days=99))


CHANGES = {
    "a seat": lambda cast: EnrolmentFactory(person=cast.bruno, state=EnrolmentState.CONFIRMED),
    "a seat offered": lambda cast: Enrolment.objects.update(
        state=EnrolmentState.OFFERED, offer_until=timezone.now() + dt.timedelta(days=2)
    ),
    "a session moved": lambda cast: Session.objects.update(starts_at=F("starts_at") - dt.timedelta(days=1)),
    "a course renamed": lambda cast: Course.objects.update(title_fr="Écrire pour le web"),
    "a seat given back": lambda cast: Enrolment.objects.update(state=EnrolmentState.CANCELLED, offer_until=None),
    "a course begun": lambda cast: FollowingFactory(person=cast.bruno, started_at=ago(days=3), last_at=ago(days=3)),
    "a lesson done": lambda cast: LessonDone.objects.create(following=Following.objects.get(), lesson="un", at=ago(days=3)),
    "a lesson read": lambda cast: Following.objects.update(last_at=ago(minutes=8)),
    "a course finished": lambda cast: Following.objects.update(completed_at=timezone.now()),
    "a plan": lambda cast: a_plan(cast.bruno),
    "a step": lambda cast: StepFactory(plan=Plan.objects.get(), title="Lire", due_on=timezone.localdate()),
    "a step late": lambda cast: Step.objects.update(due_on=timezone.localdate() - dt.timedelta(days=2)),
    "a step done": lambda cast: Step.objects.update(state=StepState.DONE, done_at=timezone.now()),
    "a review": lambda cast: Plan.objects.update(review_on=timezone.localdate() + dt.timedelta(days=5)),
    "a plan closed": lambda cast: Plan.objects.update(state="closed", closed_at=timezone.now()),
}


def test_after_each_change_the_desk_is_what_would_be_drawn(client_of, cast, settings):
    client = client_of(cast.bruno)
    before = desk(client)
    for name, change in CHANGES.items():
        change(cast)
        kept = desk(client)
        settings.DEBUG = True  # draws every time
        assert kept == desk(client), name
        settings.DEBUG = False
        assert kept != before, name
        before = kept


def test_the_diagnostic_on_the_desk(client_of, cast, diagnosed, settings):
    client = client_of(cast.bruno)
    before = desk(client)
    Run.objects.update(finished_at=timezone.now() - dt.timedelta(days=40))
    moved = desk(client)
    Run.objects.all().delete()
    gone = desk(client)
    settings.DEBUG = True
    assert gone == desk(client)
    assert len({before, moved, gone}) == 3


def test_each_has_their_own_desk_and_each_day(client_of, cast):
    StepFactory(plan=a_plan(cast.bruno), title="Lire à part", due_on=timezone.localdate())
    assert "Lire à part" in desk(client_of(cast.bruno))
    assert "Lire à part" not in desk(client_of(cast.amina))
    at = timezone.now()
    assert stamp_of_desk(cast.bruno, at) != stamp_of_desk(cast.bruno, at + dt.timedelta(days=1))


def test_the_tabs_are_those_of_one_s_roles(client_of, cast):
    before = desk(client_of(cast.bruno))
    RoleHeld.objects.create(person=cast.bruno, role=RoleKind.TRAINER, from_on=timezone.localdate())
    during = desk(client_of(cast.bruno))
    RoleHeld.objects.filter(person=cast.bruno).delete()
    after = desk(client_of(cast.bruno))
    address = reverse("learning:trainer-desk")
    assert [address in page for page in (before, during, after)] == [False, True, False]


def test_a_next_step_of_learning_that_the_stamp_does_not_know_is_added_there():
    ours = [one.key for one in next_steps if one.__module__.startswith("learning.")]
    assert ours == ["plan-etape", "reprendre-diagnostic", "commencer-diagnostic"]
