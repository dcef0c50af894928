"""Finished runs over time, and two of them side by side. One's own."""

from typing import TYPE_CHECKING

from django.http import HttpResponse

from competencies.queries.frameworks import level_names
from core.htmx import render
from learning.models import Run
from learning.queries import history as queries
from learning.views.entry import switched_off
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def history(request: "MemberRequest") -> HttpResponse:
    """Every finished run with its totals, newest first."""
    if (off := switched_off(request)) is not None:
        return off
    page, past = queries.past_runs(request.person, cursor=request.GET.get("avant") or None)
    return render(request, "learning/history.html", {"page": page, "past": past})


@member_view("GET")
def run_compare(request: "MemberRequest") -> HttpResponse:
    """What moved between two runs (`?a=`, `?b=`, in any order)."""
    if (off := switched_off(request)) is not None:
        return off
    numbers = [request.GET.get(name, "") for name in ("a", "b")]
    if not all(number.isdecimal() and len(number) < 19 for number in numbers):
        raise Run.DoesNotExist
    before, after = queries.finished_pair(request.person, *(int(number) for number in numbers))
    context = {
        "before": before,
        "after": after,
        "changes": queries.changes_between(before, after),
        "level_names": level_names(),
    }
    return render(request, "learning/run_compare.html", context)
