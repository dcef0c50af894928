"""Steps of a plan: added, edited, put in order, moved from state to state with an undo, thrown away."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.actions.evidence import EvidenceRefused, record_evidence, restore_evidence, withdraw_evidence
from competencies.enums import EvidenceKind
from competencies.models import Evidence
from competencies.queries.evidence import latest_of_source
from competencies.queries.gap_steps import GapStep
from competencies.queries.step_kinds import step_kinds
from core.outbox import publish
from learning.actions.plans import PlanRefused, changing, touch
from learning.enums import StepState
from learning.events import StepMoved
from learning.models import Goal, Plan, Step
from learning.rules.plans import place_for, section_of
from people.actions.retention import delete_attachments
from people.models import Attachment, Person

MOST_STEPS = 150
OVER = (StepState.DONE, StepState.DROPPED)
OPEN = (StepState.TODO, StepState.DOING)
HAND = "hand"


@dataclass(frozen=True, kw_only=True)
class StepWords:
    """What a person writes of a step. `target`: the model's label and key of what it is about."""

    kind: str
    title: str
    goal: Goal | None = None
    note: str = ""
    why: str = ""
    url: str = ""
    effort_minutes: int | None = None
    due_on: dt.date | None = None
    target: tuple[str, int] | None = None


def add_step(*, by: Person, plan: Plan, words: StepWords, at: dt.datetime) -> Step:
    """Placed by its date among the open ones. What is about the same thing is there once: again, the first comes back.
    Raises PlanRefused."""
    with changing(plan, by):
        same = _same(plan, words)
        if same is not None:
            return same
        step = add_steps(plan, [words], at=at)[0]
        touch(plan, at=at)
    return step


def adopt_step(*, by: Person, goal: Goal, suggestion: GapStep, due_on: dt.date | None, at: dt.datetime) -> Step:
    """One press on what was suggested for a goal: with its reason, its effort, what it is about."""
    return add_step(
        by=by,
        plan=goal.plan,
        words=StepWords(
            kind=suggestion.kind, title=suggestion.title, goal=goal, why=suggestion.reason, url=suggestion.url,
            effort_minutes=suggestion.effort_minutes, due_on=due_on, target=suggestion.target,
        ),
        at=at,
    )  # fmt: skip


def add_steps(plan: Plan, several: Sequence[StepWords], *, at: dt.datetime) -> list[Step]:
    """Inside the transaction that holds the plan. Raises PlanRefused past the limit or for a kind that nobody registered."""
    present = list(Step.objects.filter(plan=plan).order_by("order", "pk"))
    if len(present) + len(several) > MOST_STEPS:
        words = _("Un plan tient %(most)d étapes au plus. Supprimez celles qui ne servent plus, ou commencez un autre plan.")
        raise PlanRefused(words % {"most": MOST_STEPS})
    line = [one for one in present if one.state not in OVER]
    made = []
    for one in several:
        if one.kind not in step_kinds:
            raise PlanRefused(_("Choisissez une sorte d’étape dans la liste."), "kind")
        if one.goal is not None and one.goal.plan_id != plan.pk:
            raise PermissionDenied
        step = _new(plan, one, at)
        line.insert(place_for(step.due_on, [other.due_on for other in line]), step)
        made.append(step)
    for place, step in enumerate([*line, *(one for one in present if one.state in OVER)]):
        step.order = place
    Step.objects.bulk_create(made)
    Step.objects.bulk_update(present, ["order"])
    return made


def _new(plan: Plan, words: StepWords, at: dt.datetime) -> Step:
    kind = _content_type(words.target)
    return Step(
        plan=plan, goal=words.goal, kind=words.kind, title=words.title[:200], note=words.note, why=words.why[:300],
        url=words.url[:500], effort_minutes=words.effort_minutes, due_on=words.due_on, content_type=kind,
        object_id=words.target[1] if kind and words.target else None, created_at=at,
    )  # fmt: skip


def _content_type(target: tuple[str, int] | None) -> ContentType | None:
    if target is None:
        return None
    app_label, _dot, model = target[0].partition(".")
    return ContentType.objects.get_by_natural_key(app_label, model)


def _same(plan: Plan, words: StepWords) -> Step | None:
    """About the same thing; or, about nothing in particular, suggested for the same goal in the same words."""
    rows = Step.objects.filter(plan=plan, kind=words.kind).exclude(state=StepState.DROPPED)
    kind = _content_type(words.target)
    if kind is not None and words.target is not None:
        return rows.filter(content_type=kind, object_id=words.target[1]).first()
    return rows.filter(goal=words.goal, title=words.title).first() if words.goal and words.why else None


def edit_step(*, by: Person, step: Step, words: StepWords, at: dt.datetime) -> None:
    """What it is about stays. The note alone is nothing that an agreement covers. Raises PlanRefused."""
    with changing(step.plan, by):
        if words.kind not in step_kinds and words.kind != step.kind:
            raise PlanRefused(_("Choisissez une sorte d’étape dans la liste."), "kind")
        if words.goal is not None and words.goal.plan_id != step.plan_id:
            raise PermissionDenied
        values = {
            "kind": words.kind, "title": words.title, "goal": words.goal, "url": words.url,
            "effort_minutes": words.effort_minutes, "due_on": words.due_on,
        }  # fmt: skip
        changed = any(getattr(step, name) != value for name, value in values.items())
        if step.due_on != words.due_on:
            values["reminded_on"] = None
        Step.objects.filter(pk=step.pk).update(**values, note=words.note)
        if changed:
            touch(step.plan, at=at)


def move_step(*, by: Person, step: Step, up: bool, at: dt.datetime) -> None:
    """One place up or down among those of its section of the page; at the end nothing happens."""
    with changing(step.plan, by):
        today = timezone.localdate(at)
        rows = list(Step.objects.select_for_update().filter(plan=step.plan_id).order_by("order", "pk"))
        mine = [one for one in rows if _section(one, today) == _section(step, today)]
        place = [one.pk for one in mine].index(step.pk)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(mine):
            return
        for number, one in enumerate(rows):
            one.order = number
        mine[place].order, mine[other].order = mine[other].order, mine[place].order
        Step.objects.bulk_update(rows, ["order"])


def _section(step: Step, today: dt.date) -> str:
    return section_of(over=step.state in OVER, doing=step.state == StepState.DOING, due_on=step.due_on, today=today)


def set_state(
    *, by: Person, step: Step, state: StepState, at: dt.datetime, record: bool = False, done_on: dt.date | None = None
) -> None:
    """By the person's own word. `record`: done, a row says so in the ledger (declared, without a level), where the step is
    tied to a goal. Raises PlanRefused, for a date to come too."""
    with changing(step.plan, by):
        held = Step.objects.select_related("goal__competency").get(pk=step.pk)
        record = record and state == StepState.DONE and held.goal is not None and held.evidence_id is None
        if held.state == state and not record:
            return
        if held.state != state:
            move(held, state, because=HAND, at=at)
        if record:
            try:
                held.evidence = _record(by, held, done_on or timezone.localdate(at), at)
            except EvidenceRefused as refusal:
                raise PlanRefused(str(refusal), "done_on") from refusal
            held.save(update_fields=["evidence"])


def undo_state(*, by: Person, step: Step, at: dt.datetime) -> None:
    """Back to the state before, whoever moved it; evidence that the person had recorded with it is taken back."""
    with changing(step.plan, by):
        held = Step.objects.select_related("evidence__person").get(pk=step.pk)
        if not held.before:
            return
        evidence = held.evidence if held.evidence and held.evidence.source_key == source_key(held) else None
        move(held, StepState(held.before), because=HAND, at=at)
        if evidence is not None and not evidence.withdrawn:
            newest = latest_of_source(
                person=by, competency=evidence.competency, kind=evidence.kind, source_key=evidence.source_key
            )
            if newest is not None:
                withdraw_evidence(evidence=newest, by=by, at=at)


def move(step: Step, state: StepState, *, because: str, at: dt.datetime) -> None:
    """Inside the transaction that holds the plan. Keeps what an undo needs."""
    before = step.state
    step.before, step.state = before, state
    done = state == StepState.DONE
    step.done_at, step.done_by = (at, because) if done else (None, "")
    if not done:
        step.evidence = None
    step.save(update_fields=["before", "state", "done_at", "done_by", "evidence"])
    publish(
        StepMoved(
            plan_id=step.plan_id, person_id=step.plan.person_id, step_id=step.pk, before=before, after=state.value,
            because=because, at=at,
        )
    )  # fmt: skip


def source_key(step: Step) -> str:
    return f"step:{step.pk}"


def _record(person: Person, step: Step, done_on: dt.date, at: dt.datetime) -> Evidence:
    """Declared, since nothing proves it but the person's word."""
    assert step.goal is not None
    row = record_evidence(
        person=person, competency=step.goal.competency, level=None, kind=EvidenceKind.DECLARED, source_key=source_key(step),
        occurred_on=done_on, note=step.title, at=at,
    )  # fmt: skip
    return restore_evidence(evidence=row, by=person, at=at) if row.withdrawn else row


def delete_step(*, by: Person, step: Step, at: dt.datetime) -> None:
    """With its files, which go after the commit; comments on it stay with the plan. Raises PlanRefused."""
    with changing(step.plan, by):
        files = list(step.files.values_list("pk", flat=True))
        Step.objects.filter(pk=step.pk).delete()
        delete_attachments(Attachment.objects.filter(pk__in=files))
        touch(step.plan, at=at)
