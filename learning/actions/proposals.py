"""The optimiser asked, its answer kept, lines of it taken into the plan. Nothing is applied by itself."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from competencies.models import Competency
from core.outbox import publish
from learning.actions.interventions import locked, move, touch
from learning.enums import ActionKind, CourseKind, MoveKind, ProposalState
from learning.events import ProposalAsked
from learning.models import Course, ExpectedEffect, Intervention, InterventionAction, InterventionProposal
from learning.queries import proposals as queries
from learning.queries.proposals import OfferRow, Published
from learning.rules import proposals as rules
from learning.rules.interventions import STAGES, weights_of
from people.models import Person

HELD_FOR = 120


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a person asks. Weights by group (its id) and by competency (its code); `effects`: per course, share of seats that
    close a gap, 0 leaves the course out. `most_seats`, `share`: of each place; None: no such limit."""

    budget_cents: int
    grain: str = "places"
    groups: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    effects: Mapping[str, int] = field(default_factory=dict)
    most_sessions: int = 3
    most_seats: int | None = None
    share: int | None = None


@transaction.atomic
def ask_proposal(*, by: Person, plan: Intervention, question: Question, at: dt.datetime) -> InterventionProposal:
    """What is published and offered today is written down, and a worker computes.

    Raises PermissionDenied, ValidationError.
    """
    one = locked(by, plan)
    if one.proposals.filter(state=ProposalState.COMPUTING).exists():
        raise ValidationError(_("Une proposition est déjà en calcul pour ce plan. Attendez qu’elle soit prête."))
    if one.snapshot is None:
        raise ValidationError(
            _("Ce plan ne repose sur aucun portrait publié\u00a0: choisissez-en un dans «\u00a0Modifier\u00a0».")
        )
    found, offered = queries.published_gaps(by, one, question.grain), queries.offers()
    _check(one, question, found, offered)
    made = one.proposals.create(asked_by=by, asked_at=at, asked=asdict(question), inputs=inputs_of(question, found, offered))
    move(one, MoveKind.PROPOSED, by=by, at=at)
    publish(ProposalAsked(proposal_id=made.pk, at=at))
    return made


def _check(plan: Intervention, question: Question, found: Published, offered: Sequence[OfferRow]) -> None:
    """What would leave nothing to propose, said before anybody waits."""
    if question.budget_cents <= 0:
        raise ValidationError({"budget": _("Donnez un budget de plus de 0\u00a0$\u00a0: sans argent, rien ne se propose.")})
    if not found.gaps:
        raise ValidationError(_no_gap(plan))
    if not offered:
        raise ValidationError(_("Aucune formation du catalogue ne développe une compétence\u00a0: ajoutez-en d’abord."))
    places = len({gap.place for gap in found.gaps})
    share = question.share / 100 if question.share else None
    if not rules.room_in_shares(places, share):
        raise ValidationError(
            {
                "share": _("Avec %(places)d organisations, cette part ne laisse aucune place\u00a0: augmentez-la.")
                % {"places": places}
            }
        )


def _no_gap(plan: Intervention) -> str:
    if plan.organisation_id is None:
        return _(
            "Aucun écart publié dans cette portée\u00a0: toutes les cases sont masquées ou sous 10\u00a0%. "
            "Essayez l’ensemble."
        )
    return _(
        "Aucun écart n’est publié pour cette organisation dans ce portrait\u00a0: ses cases sont masquées ou sous "
        "10\u00a0%. Choisissez un autre portrait dans «\u00a0Modifier\u00a0», ou menez une campagne."
    )


def inputs_of(question: Question, found: Published, offered: Sequence[OfferRow]) -> dict[str, Any]:
    """All that the solver reads and that its answer needs to be told in words later, whatever changes meanwhile."""
    competencies = {gap.competency.code: gap.competency for gap in found.gaps}
    competencies |= {one.code: one for row in offered for one in row.competencies}
    weights = weights_of(question.groups, question.weights, {code: str(c.group_id) for code, c in competencies.items()})
    gaps = [[gap.place, gap.competency.code, gap.people, weights[gap.competency.code]] for gap in found.gaps]
    places = sorted({gap.place for gap in found.gaps})
    return {
        "gaps": gaps,
        "offers": [row for one in offered if (row := _offer(one, question)) is not None],
        "limits": {
            "budget_cents": question.budget_cents,
            "seats_per_place": dict(rules.same_for_all(places, question.most_seats)),
            "shares": dict(rules.same_for_all(places, question.share / 100 if question.share else None)),
        },
        "places": dict(found.places),
        "competencies": {code: [one.name_fr, one.name_en] for code, one in competencies.items()},
        "courses": {one.course.key: [one.course.title_fr, one.course.title_en] for one in offered},
        "left": {"cells": found.cells, "hidden": found.hidden, "low": found.low, "high": found.high},
    }


def _offer(one: OfferRow, question: Question) -> dict[str, Any] | None:
    percent = question.effects.get(one.course.key, one.percent)
    if not percent:
        return None
    return {
        "course": one.course.key, "effects": dict.fromkeys(one.effects, percent / 100), "seats": one.seats,
        "minimum": one.minimum, "session_cents": one.course.session_cost_cents, "seat_cents": one.course.cost_cents,
        "most_sessions": question.most_sessions,
    }  # fmt: skip


def compute_proposal(*, proposal_id: int, at: dt.datetime) -> bool:
    """Answer one question, then the same with less and with more money; False when another worker is at it or all of it is
    answered. The answer takes some seconds, the rest about twice as long; run again after a kill, it begins where it was."""
    one = InterventionProposal.objects.filter(pk=proposal_id, progress__lt=100).first()
    if one is None or not cache.add(f"proposition:{proposal_id}", 1, HELD_FOR):
        return False
    try:
        _answer(one, at)
    finally:
        cache.delete(f"proposition:{proposal_id}")
    return True


def _answer(one: InterventionProposal, at: dt.datetime) -> None:
    from learning.rules.optimiser import propose, what_if

    gaps, offers, limits = rules.gaps_of(one.inputs), rules.offers_of(one.inputs), rules.limits_of(one.inputs)
    if one.state == ProposalState.COMPUTING:
        _keep(one, 15)
    try:
        best = propose(gaps, offers, limits)
    except (ValueError, RuntimeError, ArithmeticError) as failure:
        _keep(one, 100, state=ProposalState.FAILED, result={"failure": str(failure)[:300]}, finished_at=at)
        return
    if one.state == ProposalState.COMPUTING:
        # Read, and taken from, while the rest is computed: from here on the answer stays what it is.
        _keep(one, 55, state=ProposalState.DONE, result=rules.told(best), finished_at=at)
    options = rules.told_options(what_if(gaps, offers, limits, best, rules.LESS_AND_MORE))
    _keep(one, 100, result=one.result | {"options": options})


def _keep(one: InterventionProposal, progress: int, **values: Any) -> None:
    for name, value in {"progress": progress, **values}.items():
        setattr(one, name, value)
    one.save(update_fields=["progress", *values])


@transaction.atomic
def take_lines(
    *, by: Person, proposal: InterventionProposal, stages: Mapping[str, int], at: dt.datetime
) -> list[InterventionAction]:
    """Courses of the answer (key → stage) become actions; one that was taken before stays as it is.

    Raises PermissionDenied, ValidationError.
    """
    plan = locked(by, proposal.plan)
    if proposal.state != ProposalState.DONE:
        raise PermissionDenied
    lines = {row["course"]: row for row in proposal.result["courses"]}
    known = queries.taken_courses(proposal)
    wanted = [key for key in lines if key in stages and key not in known]
    if not wanted:
        raise ValidationError(_("Cochez au moins une formation qui n’est pas encore dans le plan."))
    courses = Course.objects.in_bulk(wanted, field_name="key")
    last = plan.actions.count()
    made = [
        _taken(plan, proposal, courses[key], lines[key], stages[key], last + number)
        for number, key in enumerate(wanted, start=1)
        if key in courses
    ]
    InterventionAction.objects.bulk_create(made)
    _effects(made, lines)
    for action in made:
        move(plan, MoveKind.TAKEN, by=by, at=at, subject=action.title_fr)
    touch(plan, at=at)
    return made


def _taken(
    plan: Intervention, proposal: InterventionProposal, course: Course, line: dict[str, Any], stage: int, order: int
) -> InterventionAction:
    if not 1 <= stage <= STAGES:
        raise ValidationError(_("Choisissez une étape de T1 à T8."))
    alone = course.kind == CourseKind.SELF_PACED
    return InterventionAction(
        plan=plan, kind=ActionKind.COURSE if alone else ActionKind.SESSIONS, title_fr=course.title_fr,
        title_en=course.title_en, stage=stage, last_stage=stage, course=course, sessions=line["sessions"],
        seats=sum(line["seats"].values()), cost_cents=line["cost_cents"], proposed=True, proposal=proposal, order=order,
        why=why_taken(proposal, line),
    )  # fmt: skip


def why_taken(proposal: InterventionProposal, line: dict[str, Any]) -> str:
    """Which gaps it is to close, by competency: never by place, for the plan has more readers than the figures."""
    names = proposal.inputs["competencies"]
    effects = sorted(rules.effects_of(line).items(), key=lambda pair: (-pair[1], pair[0]))
    words = ", ".join(f"{names[code][0]} ({number})" for code, number in effects)
    return (_("Écarts qu’elle comblerait\u00a0: %(words)s.") % {"words": words})[:500] if words else ""


def _effects(made: Sequence[InterventionAction], lines: Mapping[str, dict[str, Any]]) -> None:
    wanted = {action: rules.effects_of(lines[action.course.key]) for action in made if action.course}
    codes = {code for effects in wanted.values() for code in effects}
    found = {one.code: one for one in Competency.objects.filter(code__in=codes)}
    ExpectedEffect.objects.bulk_create(
        ExpectedEffect(action=action, competency=found[code], people=people)
        for action, effects in wanted.items()
        for code, people in effects.items()
        if code in found
    )
