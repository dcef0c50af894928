"""Organisations and who is there."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.htmx import render
from core.rules.text import sort_key
from people.enums import OrganisationKind
from people.models import Organisation
from people.permissions import may_administer
from people.queries import organisations as queries

if TYPE_CHECKING:
    from people.middleware import MemberRequest


def _members_only(request: "MemberRequest") -> None:
    if request.person is None:
        raise PermissionDenied(_("Votre compte n’a pas de profil de membre."))


@require_safe
def organisation_list(request: "MemberRequest") -> HttpResponse:
    """Every organisation with how many members work there, narrowed by kind."""
    _members_only(request)
    kind = request.GET.get("genre", "")
    kind = kind if kind in OrganisationKind.values else ""
    counts = queries.kinds()
    tabs = [{"label": _("Toutes"), "url": "?", "count": sum(number for _v, _l, number in counts), "current": not kind}]
    tabs += [
        {"label": label, "url": f"?genre={value}", "count": number, "current": value == kind}
        for value, label, number in counts
    ]
    context = {"rows": queries.organisations(kind), "tabs": tabs, "administers": may_administer(request.person)}
    return render(request, "people/organisation_list.html", context)


@require_safe
def organisation_detail(request: "MemberRequest", acronym: str) -> HttpResponse:
    """One organisation: its teams, and its members page by page (`equipe` narrows to one team)."""
    _members_only(request)
    organisation = get_object_or_404(Organisation, acronym=acronym)
    teams = sorted(queries.teams_of(organisation), key=lambda team: sort_key(team.name))
    number = request.GET.get("equipe", "")
    team = next((team for team in teams if str(team.pk) == number), None)
    people = queries.members_of(organisation, team)
    page = queries.page_of(people, request.GET.get("avant"))
    base = f"equipe={team.pk}&" if team else ""
    context = {
        "organisation": organisation,
        "teams": teams,
        "team": team,
        "people": page.items,
        "total": people.count(),
        "next_url": f"?{base}avant={page.next_cursor}" if page.next_cursor else "",
        "first_url": f"?{base}" if request.GET.get("avant") else "",
    }
    return render(request, "people/organisation_detail.html", context)
