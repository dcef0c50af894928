"""What moves a plan, and who hears of it. In a worker; each handler may run twice."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from activity.actions.notifications import notify, withdraw
from community.events import AttendanceMarked
from community.models import Event as CommunityEvent
from competencies.events import EvidenceRecorded, LevelsEstimated
from competencies.models import Evidence
from core.events import subscribe
from learning.actions import goals, step_facts
from learning.enums import EnrolmentState, ReachedBy, StepState
from learning.events import (
    AgreementAsked,
    AgreementGiven,
    AgreementWithdrawn,
    CourseTaken,
    EnrolmentChanged,
    GoalReached,
    PlanCommented,
    PlanReviewDue,
    PlanShown,
    StepMoved,
    StepsOverdue,
)
from learning.models import Goal, Plan, PlanComment, Step
from learning.queries.plan_sharing import is_plan
from people.events import GrantEnded
from people.models import Grant, Person

SEAT_LOST = (EnrolmentState.CANCELLED, EnrolmentState.REFUSED, EnrolmentState.LAPSED)


@subscribe(CourseTaken)
def complete_course(event: CourseTaken) -> None:
    step_facts.complete_course(
        person_id=event.person_id, course_id=event.course_id, source_key=event.source_key, at=event.at
    )


@subscribe(EnrolmentChanged)
def follow_seat(event: EnrolmentChanged) -> None:
    """A seat begins the step about its course; a seat lost takes it back."""
    seat = {"person_id": event.person_id, "course_id": event.course_id, "enrolment_id": event.enrolment_id}
    if event.after == EnrolmentState.CONFIRMED:
        step_facts.begin_course(**seat, at=event.at)
    elif event.after in SEAT_LOST:
        step_facts.leave_course(**seat, at=event.at)


@subscribe(EvidenceRecorded)
def complete_by_evidence(event: EvidenceRecorded) -> None:
    evidence = Evidence.objects.filter(pk=event.evidence_id).first()
    if evidence is not None:
        step_facts.complete_by_evidence(evidence=evidence, at=event.at)


@subscribe(AttendanceMarked)
def complete_event(event: AttendanceMarked) -> None:
    kind = ContentType.objects.get_for_model(CommunityEvent)
    planned = Step.objects.filter(
        kind="event", content_type=kind, object_id=event.event_id, plan__person__in=event.person_ids
    )
    for person_id in sorted(set(planned.values_list("plan__person", flat=True))):
        step_facts.complete_event(person_id=person_id, event_type=kind, event_id=event.event_id, at=event.at)


@subscribe(LevelsEstimated)
def measure(event: LevelsEstimated) -> None:
    person = Person.objects.filter(pk=event.person_id).first()
    if person is not None:
        goals.measure_goals(person=person, competency_ids=event.competency_ids, at=event.at)


def _tell(
    kind: str, key: str, plan_id: int, people: list[tuple[int, str]], at: dt.datetime, *, actor: int | None = None,
    place: str = "", **data: object,
) -> None:  # fmt: skip
    """About a plan that is still there."""
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is not None:
        notify(
            kind=f"learning.{kind}", event_key=f"plan:{plan_id}:{key}", recipients=people, actor=actor, target=plan,
            audience_id=None, url=f"{reverse('learning:plan-detail', args=[plan_id])}{place}", at=at,
            data={"plan": plan.title, **data},
        )  # fmt: skip


@subscribe(StepMoved)
def tell_of_step(event: StepMoved) -> None:
    """Of a step that something else than the person completed."""
    step = Step.objects.filter(pk=event.step_id, state=StepState.DONE).first()
    if step is not None and event.after == StepState.DONE and event.because != "hand":
        key = f"step:{step.pk}:{event.because}"
        told = [(event.person_id, "person")]
        _tell("step_done", key, event.plan_id, told, event.at, place=f"#etape-{step.pk}", title=step.title)


@subscribe(GoalReached)
def tell_of_goal(event: GoalReached) -> None:
    """Of a goal that a measure decides; who said it themselves knows."""
    goal = Goal.objects.filter(pk=event.goal_id, reached_by=ReachedBy.MEASURE).select_related("competency").first()
    if goal is not None and event.by == ReachedBy.MEASURE:
        told, competency = [(event.person_id, "person")], goal.competency
        _tell(
            "goal_reached", f"goal:{goal.pk}:{event.at.isoformat()}", event.plan_id, told, event.at, place="?vue=objectifs",
            competency=competency.name_fr, competency_en=competency.name_en,
        )  # fmt: skip


@subscribe(PlanReviewDue)
def remind_of_review(event: PlanReviewDue) -> None:
    told = [(event.person_id, "person")]
    _tell("plan_review", f"review:{event.review_on}", event.plan_id, told, event.at, review_on=event.review_on)


@subscribe(StepsOverdue)
def remind_of_steps(event: StepsOverdue) -> None:
    told = [(event.person_id, "person")]
    day = timezone.localdate(event.at).isoformat()
    _tell("steps_overdue", f"overdue:{day}", event.plan_id, told, event.at, count=len(event.step_ids))


@subscribe(PlanShown)
def tell_receiver(event: PlanShown) -> None:
    grant = Grant.objects.filter(pk=event.grant_id, revoked_at=None).first()
    if grant is not None:
        told, until = [(event.grantee_id, "grantee")], grant.until.isoformat()
        _tell("plan_shown", f"shown:{grant.pk}", event.plan_id, told, event.at, actor=event.person_id, until=until)


@subscribe(GrantEnded)
def take_notices_back(event: GrantEnded) -> None:
    """A notice would lead nowhere."""
    ended = Grant.objects.filter(pk=event.grant_id).select_related("content_type").first()
    if ended is None or not is_plan(ended):
        return
    between = Grant.objects.filter(person=ended.person_id, grantee=ended.grantee_id, content_type=ended.content_type)
    about = between.filter(object_id=ended.object_id)
    if not about.filter(revoked_at=None).exists():
        for number in about.values_list("pk", flat=True):
            withdraw(event_key=f"plan:{ended.object_id}:shown:{number}")


@subscribe(PlanCommented)
def tell_other_side(event: PlanCommented) -> None:
    comment = PlanComment.objects.filter(pk=event.comment_id).exclude(partner=None).first()
    if comment is None or comment.partner_id is None:
        return
    mine = event.author_id == event.person_id
    told = [(comment.partner_id, "grantee")] if mine else [(event.person_id, "person")]
    place = f"#echange-{comment.partner_id}"
    _tell("plan_comment", f"comment:{comment.pk}", event.plan_id, told, event.at, actor=event.author_id, place=place)


@subscribe(AgreementAsked)
def ask_partner(event: AgreementAsked) -> None:
    key = f"agreement:{event.agreement_id}:asked:{event.at.isoformat()}"
    _tell("agreement_asked", key, event.plan_id, [(event.partner_id, "grantee")], event.at, actor=event.person_id)


@subscribe(AgreementGiven)
def tell_of_agreement(event: AgreementGiven) -> None:
    key = f"agreement:{event.agreement_id}:given:{event.at.isoformat()}"
    _tell("agreement_given", key, event.plan_id, [(event.person_id, "person")], event.at, actor=event.partner_id)


@subscribe(AgreementWithdrawn)
def tell_of_withdrawal(event: AgreementWithdrawn) -> None:
    mine = event.by_id == event.person_id
    told = [(event.partner_id, "grantee")] if mine else [(event.person_id, "person")]
    key = f"agreement:{event.agreement_id}:withdrawn:{event.at.isoformat()}"
    _tell("agreement_withdrawn", key, event.plan_id, told, event.at, actor=event.by_id)
