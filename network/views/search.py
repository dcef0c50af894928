"""The search page and the suggestions while one types."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render as render_page
from django.urls import reverse
from django.views.decorators.http import require_safe

from core import limits, search
from core.htmx import render
from core.rules.excerpts import Segment, excerpt, marked
from people.middleware import MemberRequest
from people.queries.audiences import closed_audience_ids

PAGE_SIZE = 20
LAST_PAGE = 25
MAX_QUERY = 200


@dataclass
class Result:
    """One hit with what its template shows: title and excerpt cut into matching and other words."""

    hit: search.Hit
    template: str
    title: list[Segment]
    excerpt: list[Segment]


@dataclass
class Facet:
    """One kind of result with its count, capped."""

    label: Any
    url: str
    count: int
    current: bool
    capped: bool


def _page_number(request: MemberRequest) -> int:
    raw = request.GET.get("page", "1")
    return min(max(int(raw), 1), LAST_PAGE) if raw.isdigit() else 1


@require_safe
@limits.limited("recherche", limit=120, seconds=60, methods=("GET",))
def search_page(request: MemberRequest) -> HttpResponse:
    """`q` the words, `genre` one facet, `page` from 1. Without words: what can be looked for."""
    person = request.person
    if person is None:
        raise PermissionDenied
    query = request.GET.get("q", "")[:MAX_QUERY].strip()
    facet = request.GET.get("genre", "")
    if facet not in {source.facet for source in search.sources}:
        facet = ""
    number = _page_number(request)
    found = search.Results([], {}, False)
    if query:
        found = search.find(
            query, audiences=closed_audience_ids(person), facet=facet, limit=PAGE_SIZE + 1, offset=(number - 1) * PAGE_SIZE
        )
    hits = search.present(found.hits[:PAGE_SIZE], person)
    context = {
        "query": query,
        "facet": facet,
        "results": [_result(hit, query) for hit in hits],
        "facets": _facets(query, facet, found),
        "total": sum(found.counts.values()),
        "capped": found.capped,
        "cap": search.COUNT_CAP,
        "page_number": number,
        "previous_url": _url(query, facet, number - 1) if number > 1 else "",
        "next_url": _url(query, facet, number + 1) if len(found.hits) > PAGE_SIZE and number < LAST_PAGE else "",
    }
    return render(request, "network/search.html", context, fragment="resultats")


def _result(hit: search.Hit, query: str) -> Result:
    template = search.sources[hit.kind].template
    return Result(hit, template, marked(hit.title, query), excerpt(hit.text, query))


def _url(query: str, facet: str, number: int = 1) -> str:
    values: dict[str, Any] = {"q": query}
    if facet:
        values["genre"] = facet
    if number > 1:
        values["page"] = number
    return f"{reverse('search')}?{urlencode(values)}"


def _facets(query: str, current: str, found: search.Results) -> list[Facet]:
    total = sum(found.counts.values())
    shown = [Facet(None, _url(query, ""), total, not current, found.capped)]
    for source in search.sources:
        if source.key == source.facet and (found.counts.get(source.facet) or source.facet == current):
            count = found.counts.get(source.facet, 0)
            shown.append(
                Facet(source.label, _url(query, source.facet), count, source.facet == current, count >= search.COUNT_CAP)
            )
    return shown


@require_safe
@limits.limited("suggestions", limit=240, seconds=60, methods=("GET",))
def suggestions(request: MemberRequest) -> HttpResponse:
    """Options for the search field: at most eight, the last word taken as a beginning."""
    person = request.person
    if person is None:
        raise PermissionDenied
    query = request.GET.get("q", "")[:MAX_QUERY]
    hits: list[search.Hit] = []
    if len(query.strip()) >= 2:
        found = search.find(query, audiences=closed_audience_ids(person), limit=8, prefix=True, counts=False)
        hits = search.present(found.hits, person)
    options = [(hit, search.sources[hit.facet].label, marked(hit.title, query)) for hit in hits]
    return render_page(request, "network/search_suggestions.html", {"options": options, "query": query})
