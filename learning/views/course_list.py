"""The catalogue of courses."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.htmx import render
from learning.permissions.courses import may_write_courses
from learning.queries import course_list as queries
from learning.queries.course_gaps import may_ask_gaps, own_gaps
from learning.queries.course_sql import FACETS, NEWEST, ORDERS, RATED, RELEVANT, SOONEST, TITLE, Asked
from people.views.directory import Address
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

GAPS = "ecarts"
OPEN_FACETS = 4
MOST_CHOSEN = 20


def asked_of(query: QueryDict, gaps: list[tuple[int, int, int]] | None = None) -> Asked:
    """What the address asks; what is not known in it is left aside."""
    chosen = {
        key: values[:MOST_CHOSEN]
        for key in FACETS
        if (values := [value[:150] for value in dict.fromkeys(query.getlist(key)) if value and "\x00" not in value])
    }
    order = query.get("tri", "")
    return Asked(
        text=query.get("q", "").replace("\x00", "").strip()[:120],
        chosen=chosen,
        order=order if order in ORDERS else "",
        cursor=query.get("avant", ""),
        gaps=gaps,
    )


@member_view("GET")
def course_list(request: "MemberRequest") -> HttpResponse:
    """The catalogue, as its address narrows it; htmx gets the results alone."""
    person, at, address = request.person, timezone.now(), Address(request.GET)
    for_gaps = address.get(GAPS) == "oui"
    gaps = own_gaps(person, at) if for_gaps else None
    asked = asked_of(request.GET, gaps)
    page = queries.catalogue(asked, at=at, whole=request.GET.get("tout", ""))
    context = {
        "asked": asked,
        "page": page,
        # Drawn once per address and counts (the template freezes it by this key), so made only when it must be drawn.
        "facets": lambda: [_facet(address, facet, position) for position, facet in enumerate(page.facets)],
        "facets_key": (address.to(), page.facets),
        "filters": _filters(address, page, for_gaps and gaps is not None),
        "clear_url": address.to(*FACETS, GAPS, "tout"),
        "gaps_url": "" if gaps is not None or not may_ask_gaps(person) else address.to(ecarts="oui"),
        "orders": _orders(address, asked),
        "next_url": address.to(avant=page.next_cursor) if page.next_cursor else "",
        "first_url": address.to() if asked.cursor else "",
        "kept": [(name, value) for name in (*FACETS, GAPS, "tri") for value in address.now.get(name, [])],
        "writes": may_write_courses(person),
        "wish_url": reverse("learning:wish-create"),
    }
    return render(request, "learning/course_list.html", context, fragment="catalogue")


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


def _filters(address: Address, page: queries.CataloguePage, for_gaps: bool) -> list[dict[str, str]]:
    rows = [
        {"label": f"{facet.label}{_(' : ')}{value.label}", "url": address.toggled(facet.key, value.value)}
        for facet in page.facets
        for value in facet.values
        if value.chosen
    ]
    if for_gaps:
        rows.insert(0, {"label": _("Pour mes écarts"), "url": address.to(GAPS)})
    return rows


def _orders(address: Address, asked: Asked) -> list[dict[str, Any]]:
    """Ways to sort; « best match » only where there are words."""
    rows = [
        (TITLE, pgettext("tri", "Titre")),
        (SOONEST, pgettext("tri", "Prochaine séance")),
        (RATED, pgettext("tri", "Mieux appréciées")),
        (NEWEST, pgettext("tri", "Nouvelles")),
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
