"""Adopted plans added up, for the strategic team."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exports import Sheet, xlsx, xlsx_response
from core.htmx import render
from core.limits import limited
from learning.enums import ActionKind
from learning.permissions.interventions import reads_every_intervention
from learning.queries.intervention_totals import Sum, Totals, Wanted, totals
from learning.views import intervention_documents as documents
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

SHOWN = 200


def _found(request: "MemberRequest") -> tuple[Totals, Wanted]:
    """Raises PermissionDenied: plans of all ministries are read together by the strategic team alone."""
    if not reads_every_intervention(request.person):
        raise PermissionDenied(_("Les plans de tous les ministères se lisent ensemble par l’équipe stratégique seulement."))
    wanted = Wanted(*(request.GET.get(name, "")[:20] for name in ("genre", "trimestre", "competence")))
    return totals(request.person, wanted), wanted


@member_view("GET")
def intervention_totals(request: "MemberRequest") -> HttpResponse:
    found, wanted = _found(request)
    context = {
        "found": found,
        "wanted": wanted,
        "filtered": any((wanted.kind, wanted.quarter, wanted.competency)),
        "quarters": [(one, documents.quarter_words(one), f"{one[0]}-{one[1]}", row) for one, row in found.quarters],
        "kinds": [(kind.value, ActionKind(kind).label, row) for kind, row in found.kinds],
        "actions": found.actions[:SHOWN],
    }
    return render(request, "learning/intervention_totals.html", context)


@member_view("GET")
@limited("intervention-fichiers", limit=60, seconds=600, methods=("GET",))
def intervention_totals_xlsx(request: "MemberRequest") -> HttpResponse:
    found, _wanted = _found(request)
    content = xlsx(sheets(found), title=_("Plans d’intervention adoptés"))
    return xlsx_response(f"plans-intervention-{timezone.localdate()}.xlsx", content)


def sheets(found: Totals) -> list[Sheet]:
    """Plans, kinds, quarters, competencies, and the actions behind them."""
    columns = [_("Actions"), _("Séances"), _("Places"), _("Écarts comblés"), _("Coût")]
    plans = [[one.name, documents.place_words(one), one.budget_cents / 100, *_figures(row)] for one, row in found.plans]
    quarters = [[documents.quarter_words(one), *_figures(row)] for one, row in found.quarters]
    actions = [
        [one.plan.name, one.stages, one.title, one.get_kind_display(), one.seats, one.cost_cents / 100]
        for one in found.actions
    ]
    return [
        Sheet(_("Plans"), [_("Plan"), _("Plan de"), _("Budget"), *columns], plans),
        Sheet(_("Genres"), [_("Genre"), *columns], [[str(kind.label), *_figures(row)] for kind, row in found.kinds]),
        Sheet(_("Trimestres"), [_("Trimestre"), *columns], quarters),
        Sheet(
            _("Compétences"), [_("Compétence"), _("Écarts comblés"), _("Plans")],
            [[one.name, people, of_plans] for one, people, of_plans in found.competencies],
        ),
        Sheet(_("Actions"), [_("Plan"), _("Étape"), _("Action"), _("Genre"), _("Places"), _("Coût")], actions),
    ]  # fmt: skip


def _figures(row: Sum) -> list[Any]:
    return [row.actions, row.sessions, row.seats, row.effects, row.cost_cents / 100]
