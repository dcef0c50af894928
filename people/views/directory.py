"""The directory of members, its export, and the names that mentions offer."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.exports import csv_response
from core.htmx import render
from core.limits import limited
from people.models import Person
from people.permissions import may_administer, may_export_directory
from people.queries.audiences import may_read, network_audience_id
from people.queries.directory import ORDERS, PAGE, TABLE_PAGE, Asked, DirectoryPage, FacetShown, directory, export_rows
from people.queries.persons import suggested
from people.queries.registries import directory_facets

if TYPE_CHECKING:
    from people.middleware import MemberRequest

OPEN_FACETS = 2
MANY_VALUES = 8


def asked_of(query: QueryDict) -> Asked:
    """What the address asks; what is not known in it is left aside."""
    order = query.get("tri", "nom")
    return Asked(
        text=query.get("q", "").strip()[:80],
        chosen={
            facet.key: values for facet in directory_facets if (values := list(dict.fromkeys(query.getlist(facet.key)))[:20])
        },
        order=order if order in ORDERS else "nom",
        cursor=query.get("avant") or None,
    )


@require_safe
def person_list(request: "MemberRequest") -> HttpResponse:
    """The directory; for htmx (search as one types) its results alone."""
    viewer = _member(request)
    as_table = request.GET.get("vue") == "tableau"
    asked = asked_of(request.GET)
    page = directory(viewer, asked, on=timezone.localdate(), size=TABLE_PAGE if as_table else PAGE)
    address = Address(request.GET)
    context = {
        "asked": asked,
        "page": page,
        "facets": [_facet(address, shown, position) for position, shown in enumerate(page.facets)],
        "filters": _filters(address, page),
        "clear_url": address.to(*(facet.key for facet in directory_facets)),
        "as_table": as_table,
        "compact": address.get("densite") == "serre",
        "urls": _switches(address, page),
        "may_export": may_export_directory(viewer),
        "administers": may_administer(viewer),
        "kept": _kept(address),
    }
    return render(request, "people/person_list.html", context, fragment="directory")


def _member(request: "MemberRequest") -> Person:
    if request.person is None:
        raise PermissionDenied(_("Votre compte n’a pas de profil de membre."))
    return request.person


class Address:
    """The address of the page, from which others are made. A change of what is asked starts again at the first page."""

    def __init__(self, query: QueryDict) -> None:
        self.now: dict[str, list[str]] = {str(name): [str(value) for value in values] for name, values in query.lists()}

    def get(self, name: str) -> str:
        values = self.now.get(name)
        return values[-1] if values else ""

    def to(self, *dropped: str, **changes: str) -> str:
        """Without `dropped`, with `changes`; the cursor goes unless it is given."""
        gone = {"avant", *dropped}
        kept = {name: values for name, values in self.now.items() if name not in gone}
        return f"?{urlencode({**kept, **changes}, doseq=True)}"

    def toggled(self, key: str, value: str) -> str:
        """With this value of a facet pressed, or released when it was."""
        values = self.now.get(key, [])
        changed = [one for one in values if one != value] if value in values else [*values, value]
        kept = {name: rows for name, rows in self.now.items() if name not in {"avant", key}}
        return f"?{urlencode({**kept, key: changed}, doseq=True)}"


def _facet(address: Address, shown: FacetShown, position: int) -> dict[str, Any]:
    """What the component of a facet shows: the values in force first, then the commonest."""
    key = shown.facet.key
    in_force = [value for value in shown.values if value.value in shown.chosen]
    others = [value for value in shown.values if value.value not in shown.chosen]
    everything = address.get("tout") == key
    rows = in_force + (others if everything else others[:MANY_VALUES])
    return {
        "title": shown.facet.label,
        "open": position < OPEN_FACETS or bool(shown.chosen) or everything,
        "more_url": "" if everything or len(others) <= MANY_VALUES else address.to(tout=key),
        "values": [
            {
                "label": value.label,
                "count": value.count,
                "url": address.toggled(key, value.value),
                "current": value.value in shown.chosen,
            }
            for value in rows
        ],
    }


def _filters(address: Address, page: DirectoryPage) -> list[dict[str, str]]:
    return [
        {"label": f"{shown.facet.label}{_(' : ')}{label}", "url": address.toggled(shown.facet.key, value)}
        for shown in page.facets
        for value, label in shown.chosen.items()
    ]


def _switches(address: Address, page: DirectoryPage) -> dict[str, str]:
    """Addresses of the other ways to see the same."""
    return {
        "cards": address.to("vue", "densite", "tri"),
        "table": address.to(vue="tableau"),
        "comfortable": address.to("densite"),
        "compact": address.to(densite="serre"),
        "next": address.to(avant=page.next_cursor) if page.next_cursor else "",
        "first": address.to() if address.get("avant") else "",
        "export": address.to("vue", "densite", "tri", "tout"),
    }


def _kept(address: Address) -> list[tuple[str, str]]:
    """What the search form carries along besides its words."""
    names = [facet.key for facet in directory_facets] + ["vue", "densite", "tri"]
    return [(name, value) for name in names for value in address.now.get(name, [])]


@require_safe
@limited("exporter-membres", limit=20, seconds=3600, methods=("GET",))
def person_export(request: "MemberRequest") -> HttpResponse:
    """The directory as it is filtered, as CSV: leads get their organisations, the strategic team and administrators all."""
    viewer = _member(request)
    if not may_export_directory(viewer):
        raise PermissionDenied
    header = [
        _("Nom"), _("Prénom"), _("Fonction"), _("Employeur"), _("Affectation"), _("Équipe"), _("Courriel"), _("Langues"),
        _("Parlez-moi de"), _("Rôles"),
    ]  # fmt: skip
    return csv_response("membres.csv", header, export_rows(viewer, asked_of(request.GET), on=timezone.localdate()))


@require_safe
@limited("mentions", limit=300, seconds=600, methods=("GET",))
def mentions(request: "MemberRequest") -> JsonResponse:
    """Members whose name begins like `q`; with `audience` (a closed circle that the viewer reads) only its readers."""
    viewer = _member(request)
    audience: int | None = None
    asked_audience = request.GET.get("audience", "")
    if asked_audience:
        audience = int(asked_audience) if asked_audience.isdigit() and len(asked_audience) < 18 else 0
        if not may_read(viewer, audience):
            return JsonResponse([], safe=False)
        audience = None if audience == network_audience_id() else audience
    people = suggested(viewer, request.GET.get("q", "")[:80], audience_id=audience)
    rows = [
        {
            "id": person.pk,
            "name": person.name,
            "organisation": person.organisation.acronym,
            "insert": f"@[{person.name.replace(']', ')').replace('[', '(')}](membre:{person.pk})",
        }
        for person in people
    ]
    return JsonResponse(rows, safe=False)
