"""Two descriptions side by side: profiles, versions, ministries' variants."""

from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpResponse

from competencies.queries.frameworks import level_names
from core.htmx import render
from job_profiles.queries import comparisons, profiles
from job_profiles.queries.comparisons import Side, SideMissing
from job_profiles.rules.references import Reference, read_reference
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest
    from people.models import Person


@member_view("GET")
def profile_compare(request: "MemberRequest") -> HttpResponse:
    """`?a=` and `?b=` name the two (rules.references); without `a`, one's own profile. `?ecarts=1`: only what differs."""
    person = request.person
    asked_a, asked_b = request.GET.get("a", "").strip(), request.GET.get("b", "").strip()
    held = profiles.held_by(person) if not asked_a else None
    left, right = _side(asked_a or (held.key if held else ""), person), _side(asked_b, person)
    missing = (bool(asked_a) and left is None) or (bool(asked_b) and right is None)
    sides = [side for side in (left, right) if side is not None]
    found, specific = comparisons.choices(person, sides)
    both = left is not None and right is not None and left.reference != right.reference
    context = {
        "left": left,
        "right": right,
        "missing": missing,
        "same": left is not None and right is not None and not both,
        "profiles": found,
        "specific": specific,
        "compare": partial(comparisons.compare, left, right) if both and left and right else None,
        "compare_key": (left.key, right.key, comparisons.names_of_today()) if both and left and right else None,
        "only_differences": request.GET.get("ecarts") == "1",
        "level_names": level_names(),
    }
    return render(request, "job_profiles/profile_compare.html", context, status=404 if missing else 200)


def _side(text: str, person: "Person") -> Side | None:
    reference: Reference | None = read_reference(text)
    if reference is None:
        return None
    try:
        return comparisons.side_of(reference, person)
    except SideMissing:
        return None
