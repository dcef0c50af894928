"""What readers see of the changes of a sheet: its publications, and two of them compared."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render

from community.queries import practice_remarks, practice_versions
from community.queries import practices as queries
from community.views.entry import member_view
from community.views.practice_texts import headings, parts_of

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def practice_history(request: "MemberRequest", label: str) -> HttpResponse:
    """Publications, the newest first, and the form that compares two."""
    page = queries.by_label(request.person, label)
    if not page.live:
        raise Http404
    return render(request, "community/practice_history.html", {"page": page, "releases": queries.releases(page)})


@member_view("GET")
def practice_version(request: "MemberRequest", label: str, number: int) -> HttpResponse:
    """One publication as it read then, marked as replaced when it is."""
    page = queries.by_label(request.person, label)
    if not page.live:
        raise Http404
    release, shown = practice_versions.as_published(page, number)
    current = queries.version_of(page)
    context = {
        "page": page,
        "shown": shown,
        "release": release,
        "current": current,
        "sections": parts_of(shown, practice_remarks.by_part([])),
    }
    return render(request, "community/practice_version.html", context)


@member_view("GET")
def practice_compare(request: "MemberRequest", label: str) -> HttpResponse:
    """`?de=1&a=2`: two publications, the older first; without numbers, the last two."""
    page = queries.by_label(request.person, label)
    releases = queries.releases(page) if page.live else []
    if not releases:
        raise Http404
    numbers = [_number(request, "de") or max(releases[0].number - 1, 1), _number(request, "a") or releases[0].number]
    old, new, differences = practice_versions.compare_releases(page, min(numbers), max(numbers))
    context = {
        "page": page,
        "releases": releases,
        "old": old,
        "new": new,
        "changes": headings(one for one in differences if one.changed),
    }
    return render(request, "community/practice_compare.html", context)


def _number(request: "MemberRequest", name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isdigit() and len(value) < 9 else 0
