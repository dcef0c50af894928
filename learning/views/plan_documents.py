"""A plan on paper: one's own, or one that is shown, without what does not leave."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competencies.queries.frameworks import level_names
from core.limits import limited
from core.templatetags.formatting import day, duration
from core.typesetting import pdf, pdf_response
from learning.queries import plan_sharing
from learning.queries import plans as queries
from learning.queries.plans import Board, StepRow
from people.actions import access
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
@limited("plan-pdf", limit=30, seconds=600, methods=("GET",))
def plan_pdf(request: "MemberRequest", pk: int) -> HttpResponse:
    at = timezone.now()
    plan = queries.readable(request.person, pk, at)
    board, own = queries.board_of(plan, at), plan.person_id == request.person.pk
    if not own:
        board = queries.for_partner(board)
        access.record(person=plan.person, viewer=request.person, what=plan_sharing.label_of(plan), at=at)
    content = pdf("plan.typ", plan_for_pdf(board, own=own, at=at), at=at)
    return pdf_response(f"plan-de-developpement-{plan.from_on.isoformat()}.pdf", content)


def plan_for_pdf(board: Board, *, own: bool, at: dt.datetime) -> dict[str, Any]:
    """What templates/typeset/plan.typ reads. `own`: with the level aimed at."""
    plan, names = board.plan, level_names() if own else {}
    parts = [(one.competency.name, names.get(one.goal.level, ""), one.goal.reached_on, one.rows) for one in board.goals]
    if board.loose:
        parts.append((_("Autres étapes"), "", None, board.loose))
    dates = _("du %(first)s au %(last)s") % {"first": day(plan.from_on), "last": day(plan.to_on)}
    return {
        "title": plan.title,
        "authors": [plan.person.name],
        "language": (get_language() or "fr")[:2],
        "lead": f"{plan.person.name} ({plan.person.organisation.name}) · {dates}",
        "note": plan.note,
        "progress": _("%(done)d étapes faites sur %(all)d") % {"done": board.finished, "all": board.counted},
        "review": _("Prochain bilan\xa0: %(day)s") % {"day": day(plan.review_on)} if plan.review_on else "",
        "goals": [
            {
                "name": name,
                "aim": _("vise %(name)s") % {"name": level} if level else "",
                "reached": _("Atteint le %(day)s") % {"day": day(reached)} if reached else "",
                "steps": [_step(row) for row in rows],
            }
            for name, level, reached, rows in parts
        ],
        "words": {
            "columns": [_("Étape"), _("Échéance"), _("État")],
            "nothing": _("Aucune étape pour l’instant."),
            "why": _("Ce plan dit ce qu’une personne veut apprendre. Il ne sert ni à l’évaluation ni à l’embauche."),
            "printed": _("Maillage · produit le %(day)s") % {"day": day(timezone.localdate(at))},
        },
    }


def _step(row: StepRow) -> dict[str, str]:
    step = row.step
    facts = [str(row.kind.label) if row.kind else "", duration(step.effort_minutes) if step.effort_minutes else ""]
    return {
        "title": step.title,
        "facts": " · ".join(one for one in facts if one),
        "due": day(step.due_on) if step.due_on else "",
        "state": str(step.get_state_display()),
    }
