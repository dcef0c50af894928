"""While one types a question: what was already asked or written down about it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from community.queries.similar_questions import similar
from community.views.entry import member_view
from core.htmx import render
from core.limits import spend

if TYPE_CHECKING:
    from people.middleware import MemberRequest

ASKS, ASKS_IN_SECONDS = 300, 600


def suggestions(request: "MemberRequest") -> dict[str, Any]:
    """What the panel shows, for the title and text of this request (posted, or `?titre=` of the address)."""
    title = request.POST.get("title") or request.GET.get("titre", "")
    body = request.POST.get("body", "")
    return {"similar": similar(request.person, title[:200], body) if title.strip() else []}


@member_view("POST")
def similar_questions(request: "MemberRequest") -> HttpResponse:
    """The panel, asked by htmx with the form as it stands; nothing is written."""
    spend("semblables", request.person.pk, limit=ASKS, seconds=ASKS_IN_SECONDS)
    return render(request, "community/parts/similar_answer.html", suggestions(request))
