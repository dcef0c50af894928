"""The directory of members, its export, and the names that mentions offer."""

from typing import TYPE_CHECKING, Any

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
from people.queries.directory import ORDERS, PAGE, TABLE_PAGE, Asked, DirectoryPage, directory, export_rows
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
    context = {
        "asked": asked,
        "page": page,
        "facets": [_facet(request.GET, shown, position) for position, shown in enumerate(page.facets)],
        "filters": _filters(request.GET, page),
        "clear_url": _address(request.GET, dropped=[facet.key for facet in directory_facets]),
        "as_table": as_table,
        "compact": request.GET.get("densite") == "serre",
        "urls": _switches(request.GET, page),
        "may_export": may_export_directory(viewer),
        "administers": may_administer(viewer),
        "kept": _kept(request.GET),
    }
    return render(request, "people/person_list.html", context, fragment="directory")


def _member(request: "MemberRequest") -> Person:
    if request.person is None:
        raise PermissionDenied(_("Votre compte n’a pas de profil de membre."))
    return request.person


def _address(query: QueryDict, *, dropped: list[str] | None = None, **changes: str) -> str:
    """The same address with changes; a change of what is asked starts again at the first page."""
    changed = query.copy()
    for name in ["avant", *(dropped or [])]:
        changed.pop(name, None)
    for name, value in changes.items():
        changed[name] = value
    return f"?{changed.urlencode()}"


def _toggled(query: QueryDict, key: str, value: str) -> str:
    """The address with this value of a facet pressed, or released when it was."""
    changed = query.copy()
    changed.pop("avant", None)
    values = changed.getlist(key)
    changed.setlist(key, [one for one in values if one != value] if value in values else [*values, value])
    return f"?{changed.urlencode()}"


def _facet(query: QueryDict, shown: Any, position: int) -> dict[str, Any]:
    """What the component of a facet shows: the values in force first, then the commonest."""
    key = shown.facet.key
    in_force = [value for value in shown.values if value.value in shown.chosen]
    others = [value for value in shown.values if value.value not in shown.chosen]
    everything = query.get("tout") == key
    rows = in_force + (others if everything else others[:MANY_VALUES])
    return {
        "title": shown.facet.label,
        "open": position < OPEN_FACETS or bool(shown.chosen),
        "more_url": "" if everything or len(others) <= MANY_VALUES else _address(query, tout=key),
        "values": [
            {
                "label": value.label,
                "count": value.count,
                "url": _toggled(query, key, value.value),
                "current": value.value in shown.chosen,
            }
            for value in rows
        ],
    }


def _filters(query: QueryDict, page: DirectoryPage) -> list[dict[str, str]]:
    return [
        {"label": f"{shown.facet.label}\u00a0: {label}", "url": _toggled(query, shown.facet.key, value)}
        for shown in page.facets
        for value, label in shown.chosen.items()
    ]


def _switches(query: QueryDict, page: DirectoryPage) -> dict[str, str]:
    """Addresses of the other ways to see the same."""
    export = query.copy()
    for name in ("avant", "vue", "densite", "tri", "tout"):
        export.pop(name, None)
    return {
        "cards": _address(query, dropped=["vue", "densite", "tri"]),
        "table": _address(query, vue="tableau"),
        "comfortable": _address(query, dropped=["densite"]),
        "compact": _address(query, densite="serre"),
        "next": _next(query, page.next_cursor),
        "first": _address(query) if query.get("avant") else "",
        "export": f"?{export.urlencode()}",
    }


def _next(query: QueryDict, cursor: str | None) -> str:
    if cursor is None:
        return ""
    changed = query.copy()
    changed["avant"] = cursor
    return f"?{changed.urlencode()}"


def _kept(query: QueryDict) -> list[tuple[str, str]]:
    """What the search form carries along besides its words."""
    names = [facet.key for facet in directory_facets] + ["vue", "densite", "tri"]
    return [(name, value) for name in names for value in query.getlist(name)]


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
