"""The library of practice sheets, and what of it is one's own."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.queries import library as queries
from community.queries import own_practices
from community.queries.library_sql import (
    ARCHIVED,
    CURRENT,
    FACETS,
    NEWEST,
    ORDERS,
    RELEVANT,
    REUSED,
    TO_REVIEW,
    USEFUL,
    Asked,
)
from community.views.entry import member_view
from core.htmx import render
from people.models import Person
from people.views.directory import Address

if TYPE_CHECKING:
    from people.middleware import MemberRequest

MINE, TO_READ = "miennes", "a-relire"
OPEN_FACETS = 3
MOST_CHOSEN = 20


def asked_of(query: QueryDict) -> Asked:
    """What the address asks; what is not known in it is left aside."""
    chosen = {
        key: values[:MOST_CHOSEN]
        for key in FACETS
        if (values := [value[:150] for value in dict.fromkeys(query.getlist(key)) if value and "\x00" not in value])
    }
    view, by, order = query.get("vue", ""), query.get("auteur", ""), query.get("tri", "")
    return Asked(
        text=query.get("q", "").replace("\x00", "").strip()[:120],
        chosen=chosen,
        view=view if view in (TO_REVIEW, ARCHIVED) else CURRENT,
        order=order if order in ORDERS else "",
        by=int(by) if by.isdigit() and len(by) < 18 else 0,
        cursor=query.get("avant", ""),
    )


@member_view("GET")
def practice_list(request: "MemberRequest") -> HttpResponse:
    """The library; `vue=miennes` and `vue=a-relire`: what waits for oneself. htmx gets the results alone."""
    view = request.GET.get("vue", "")
    if view in (MINE, TO_READ):
        return _own(request, view)
    viewer, on = request.person, timezone.localdate()
    asked, address = asked_of(request.GET), Address(request.GET)
    compact = address.get("densite") == "serre"
    size = queries.COMPACT_PAGE if compact else queries.PAGE
    page = queries.library(viewer, asked, on=on, size=size, whole=request.GET.get("tout", ""))
    author = Person.objects.filter(pk=asked.by).first() if asked.by else None
    context = {
        "asked": asked,
        "page": page,
        "tabs": _tabs(viewer, asked.view, on),
        # Drawn once per address and counts (the template freezes it by this key), so made only when it must be drawn.
        "facets": lambda: [_facet(address, facet, position) for position, facet in enumerate(page.facets)],
        "facets_key": (address.to(), page.facets),
        "filters": _filters(address, page, author),
        "clear_url": address.to(*FACETS, "auteur", "tout"),
        "orders": _orders(address, asked),
        "compact": compact,
        "densities": {"comfortable": address.to("densite"), "compact": address.to(densite="serre")},
        "next_url": address.to(avant=page.next_cursor) if page.next_cursor else "",
        "first_url": address.to() if asked.cursor else "",
        "kept": [
            (name, value) for name in (*FACETS, "vue", "tri", "auteur", "densite") for value in address.now.get(name, [])
        ],
    }
    return render(request, "community/practice_list.html", context, fragment="library")


def _own(request: "MemberRequest", view: str) -> HttpResponse:
    person, on, cursor = request.person, timezone.localdate(), request.GET.get("avant", "")
    read = own_practices.mine if view == MINE else own_practices.to_read
    page = read(person, on=on, cursor=cursor)
    context = {
        "page": page,
        "view": view,
        "tabs": _tabs(person, view, on),
        "next_url": Address(request.GET).to(avant=page.next_cursor) if page.next_cursor else "",
        "first_url": f"?vue={view}" if cursor else "",
    }
    return render(request, "community/practice_own.html", context)


def _tabs(person: Person, current: str, on: Any) -> list[dict[str, Any]]:
    waiting = own_practices.waiting(person, on=on)
    rows = [
        (CURRENT, _("Toutes les fiches"), 0),
        (MINE, _("Mes fiches"), waiting.due),
        (TO_READ, _("À relire"), waiting.to_read),
        (TO_REVIEW, _("À revoir"), 0),
        (ARCHIVED, _("Archivées"), 0),
    ]
    return [
        {"label": label, "url": f"?vue={view}" if view else "?", "count": count, "current": view == current}
        for view, label, count in rows
    ]


def _facet(address: Address, facet: queries.Facet, position: int) -> dict[str, Any]:
    """What the component of a facet shows."""
    everything = address.get("tout") == facet.key
    return {
        "title": facet.label,
        "open": position < OPEN_FACETS or everything or any(value.chosen for value in facet.values),
        "more_url": address.to(tout=facet.key) if facet.more else "",
        "values": [
            {
                "label": value.label,
                "count": value.count,
                "url": address.toggled(facet.key, value.value),
                "current": value.chosen,
            }
            for value in facet.values
        ],
    }


def _filters(address: Address, page: queries.LibraryPage, author: Person | None) -> list[dict[str, str]]:
    rows = [
        {"label": f"{facet.label}{_(' : ')}{value.label}", "url": address.toggled(facet.key, value.value)}
        for facet in page.facets
        for value in facet.values
        if value.chosen
    ]
    if author is not None:
        rows.insert(0, {"label": _("De %(name)s") % {"name": author.name}, "url": address.to("auteur")})
    return rows


def _orders(address: Address, asked: Asked) -> list[dict[str, Any]]:
    """Ways to sort; « best match » only where there are words."""
    rows = [
        (NEWEST, pgettext("tri", "Récentes")),
        (USEFUL, pgettext("tri", "Utiles")),
        (REUSED, pgettext("tri", "Réutilisées")),
    ]
    if asked.text:
        rows.insert(0, (RELEVANT, pgettext("tri", "Pertinentes")))
    first = rows[0][0]
    return [
        {
            "label": label,
            "url": address.to("tri") if order == first else address.to(tri=order),
            "current": asked.in_order == order,
        }
        for order, label in rows
    ]
