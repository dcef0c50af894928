"""The needs map: heat map and table, one competency through organisations and profiles."""

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from competencies.enums import FigureTable
from competencies.models import Snapshot
from competencies.models.publishing import organisations_read_by
from competencies.permissions import can_read_figures
from competencies.queries.publishing import WITHIN, why_hidden
from core.htmx import is_htmx, render
from learning.queries import needs, needs_words
from learning.queries.forecasts import Expected, expected_by_competency, need_forecasts
from learning.queries.needs import Choice, Portrait, Shelf
from people.models import Organisation, Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

# What stands in the address.
TABLES = {
    "organisations": FigureTable.ORGANISATIONS,
    "profils": FigureTable.PROFILES,
    "equipes": FigureTable.TEAMS,
    "profils-organisme": FigureTable.CROSS,
    "ensemble": FigureTable.WHOLE,
}
NAMES = {table: name for name, table in TABLES.items()}
ASKED = frozenset({"portrait", "table", "organisme", "vue", "tri"})
Planned = dict[int, list[Expected]]
ORDERS = ("besoin", "-besoin", "competence", "-competence")


def reader(request: "MemberRequest") -> Person:
    """Who may read published figures. Raises PermissionDenied: HR, recruiters and line managers never do."""
    if not can_read_figures(request.person):
        raise PermissionDenied(
            _("Les portraits des besoins sont lus par l’équipe stratégique et les responsables de secteur.")
        )
    return request.person


def asked_snapshot(request: "MemberRequest", shelf: Shelf) -> Snapshot | None:
    """The one in the address, else the newest. Raises DoesNotExist for one that the reader may not see: 404."""
    given = request.GET.get("portrait", "")
    if not given:
        return shelf.snapshots[0] if shelf.snapshots else None
    found = next((one for one in shelf.snapshots if str(one.pk) == given), None)
    if found is None:
        raise Snapshot.DoesNotExist
    return found


def asked_choice(request: "MemberRequest", person: Person, snapshot: Snapshot) -> Choice:
    """Snapshot, table and organisation of the address; a table of an organisation takes the own one, or the first."""
    default = FigureTable.ORGANISATIONS if snapshot.organisation_id is None else FigureTable.WHOLE
    table = TABLES.get(request.GET.get("table", ""), default)
    if table not in WITHIN:
        return Choice(snapshot, table)
    acronym = request.GET.get("organisme", "")[:20]
    if acronym:
        return Choice(snapshot, table, Organisation.objects.get(acronym=acronym))
    led = organisations_read_by(person)
    place = snapshot.organisation or (Organisation.objects.filter(pk__in=led).first() if led else person.organisation)
    return Choice(snapshot, table, place)


def made(person: Person, shelf: Shelf, choice: Choice, planned: Planned) -> Portrait:
    """The portrait with what is planned."""
    found = needs.portrait(person, choice, needs.before(shelf.snapshots, choice.snapshot))
    return needs.with_plans(found, planned)


def planned_for(person: Person, choice: Choice) -> Planned:
    return expected_by_competency(person, choice.snapshot, choice.organisation, timezone.now())


def address(choice: Choice, name: str = "learning:needs-map", args: tuple[str, ...] = (), **more: str) -> str:
    values = {"portrait": str(choice.snapshot.pk), "table": NAMES[choice.table]}
    if choice.organisation:
        values["organisme"] = choice.organisation.acronym
    return f"{reverse(name, args=args)}?{urlencode({k: v for k, v in (values | more).items() if v})}"


@member_view("GET")
def needs_map(request: "MemberRequest") -> HttpResponse:
    """The newest portrait by organisation, or what the address asks for. For htmx: how far the one in the making is."""
    person = reader(request)
    shelf = needs.shelf(person)
    snapshot = asked_snapshot(request, shelf)
    context: dict[str, Any] = {"shelf": shelf}
    if is_htmx(request) or snapshot is None:
        return render(request, "learning/needs_map.html", context, fragment="needs-under-way")
    choice = asked_choice(request, person, snapshot)
    context |= {"snapshot": snapshot, "exports": _exports(choice)} | _drawn(request, person, shelf, choice)
    return render(request, "learning/needs_map.html", context)


def _drawn(request: "MemberRequest", person: Person, shelf: Shelf, choice: Choice) -> dict[str, Any]:
    """Published figures never change: what was drawn of them is kept a while, for the same circle, choice and language.
    An address with anything else in it is drawn anew, so that nobody finds another's words in their links."""
    planned = planned_for(person, choice)
    earlier = needs.before(shelf.snapshots, choice.snapshot)
    known = ASKED.issuperset(request.GET)
    key = f"{needs.key_of(person, choice, earlier)}:{shelf.snapshots[0].pk}:{request.GET.urlencode()}:{planned}"
    name = f"besoins-page:{hashlib.sha256(key.encode()).hexdigest()}"
    found: dict[str, Any] | None = cache.get(name) if known else None
    if found is None:
        portrait = made(person, shelf, choice, planned)
        context = {"shelf": shelf} | _head(choice, portrait) | _body(request, person, choice, portrait)
        body = render_to_string("learning/parts/needs_body.html", context, request)
        found = {"of_when_and_whom": needs_words.of_when_and_whom(choice.snapshot, portrait), "body": body}
        if known:
            cache.set(name, found, needs.KEPT_SECONDS)
    return found


def _exports(choice: Choice) -> list[tuple[str, str, str]]:
    files = ((_("Rapport PDF"), "pdf", "file-text"), (_("XLSX"), "xlsx", "table"), (_("CSV"), "csv", "download"))
    return [(label, address(choice, f"learning:needs-{name}"), icon) for label, name, icon in files]


def _head(choice: Choice, portrait: Portrait) -> dict[str, Any]:
    place = choice.organisation.name if choice.organisation else ""
    return {
        "choice": choice,
        "portrait": portrait,
        "snapshot": choice.snapshot,
        "title": needs_words.table_words(choice.table, place),
        "comparison": needs_words.comparison_sentence(portrait.comparison),
        "hidden": needs_words.hidden_sentence(portrait),
        "why_hidden": why_hidden(),
        "table_name": NAMES[choice.table],
        "tabs": _tabs(choice, portrait),
        "places": portrait.places if choice.table in WITHIN else (),
    }


def _body(request: "MemberRequest", person: Person, choice: Choice, portrait: Portrait) -> dict[str, Any]:
    order = request.GET.get("tri", "")
    order = order if order in ORDERS else ""
    as_table = request.GET.get("vue") == "tableau"
    return {
        "order": order,
        "as_table": as_table,
        "views": [
            {"label": _("Carte"), "url": address(choice), "current": not as_table},
            {"label": _("Tableau"), "url": address(choice, vue="tableau"), "current": as_table},
        ],
        "groups": _ordered(portrait, order),
        "rows": _rows(portrait, request.GET.get("tri", "")) if as_table else [],
        "largest": [needs_words.need_sentence(line, cell) for line, cell in portrait.largest],
        "own_largest": _own_largest(person, choice, portrait),
        "forecasts": len(need_forecasts),
        "planned": any(line.planned for line in portrait.lines),
        "width": len(portrait.heads) + 2 + bool(portrait.comparison) + any(line.planned for line in portrait.lines),
        "links": {line.code: address(choice, "learning:needs-competency", (line.code,)) for line in portrait.lines},
    }


def _tabs(choice: Choice, portrait: Portrait) -> list[dict[str, Any]]:
    """The closed tables that this snapshot has for the reader."""
    labels = {
        FigureTable.ORGANISATIONS: _("Organisations"),
        FigureTable.PROFILES: _("Profils d’emploi"),
        FigureTable.TEAMS: _("Équipes"),
        FigureTable.CROSS: _("Profils d’une organisation"),
    }
    if choice.snapshot.organisation_id is not None:
        labels[FigureTable.WHOLE] = _("Ensemble")
    shown = [table for table in labels if table in portrait.tables or table == choice.table]
    return [
        {
            "label": labels[table],
            "url": address(Choice(choice.snapshot, table, choice.organisation if table in WITHIN else None)),
            "current": table == choice.table,
        }
        for table in shown
    ]


def _ordered(portrait: Portrait, order: str) -> list[tuple[str, list[needs.Line]]]:
    """Rows by group in the order of the framework; in another order, all under one heading."""
    if not order:
        return portrait.groups
    by_need = order.endswith("besoin")
    lines = sorted(portrait.lines, key=lambda line: line.whole.rank if by_need else (line.name.casefold(),))  # type: ignore[arg-type,return-value]
    return [("", lines[::-1] if order.startswith("-") else lines)]


def _own_largest(person: Person, choice: Choice, portrait: Portrait) -> list[tuple[str, list[str]]]:
    """A sectoral lead reads the own organisation beside the whole."""
    if organisations_read_by(person) is None or choice.table != FigureTable.ORGANISATIONS:
        return []
    return [
        (head.name, [needs_words.need_sentence(line, cell) for line, cell in portrait.largest_in(place)])
        for place, head in enumerate(portrait.heads)
    ]


SORTS: dict[str, Any] = {
    "competence": lambda row: (row[0].name.casefold(), row[1].casefold()),
    "colonne": lambda row: (row[1].casefold(), row[0].place),
    "personnes": lambda row: (row[2].people or 0, row[0].place),
    "besoin": lambda row: (row[2].gap_people or 0, needs.percent_of(row[2]) or 0),
    "part": lambda row: (needs.percent_of(row[2]) or 0, row[2].people or 0),
}


def _rows(portrait: Portrait, order: str) -> list[tuple[needs.Line, str, Any]]:
    """The same figures one under another; hidden ones stay last, in whatever order."""
    whole = _("Ensemble")
    rows = [
        (line, name, cell)
        for line in portrait.lines
        for name, cell in ((whole, line.whole), *zip((head.name for head in portrait.heads), line.cells, strict=True))
    ]
    key = SORTS.get(order.removeprefix("-"))
    if key is None:
        return rows
    shown = sorted((row for row in rows if not row[2].hidden), key=key, reverse=order.startswith("-"))
    return shown + [row for row in rows if row[2].hidden]
