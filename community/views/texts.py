"""What the editor asks while one writes: a preview, topics that begin like this."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from community.actions.texts import MAX_BODY
from community.views.entry import member_view, small_act
from competencies.queries.topics import suggest
from core import markdown

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("POST")
def preview(request: "MemberRequest") -> HttpResponse:
    """The text as it will be shown. `field`: the name under which it came."""
    small_act(request.person)
    text = request.POST.get(request.POST.get("field", "body"), "")[:MAX_BODY]
    html = markdown.render(text, mention_url=lambda number: reverse("people:person-detail", args=[number]))
    return render(request, "community/parts/preview.html", {"body_html": html})


@member_view("GET")
def topic_options(request: "MemberRequest") -> HttpResponse:
    """Options of a list for the topic that is being typed, after the ones that stand already (`topics`)."""
    typed = request.GET.get("topics", "")[:400]
    before, comma, last = typed.rpartition(",")
    start = f"{before.strip()}, " if comma else ""
    context = {"options": [start + topic.name for topic in suggest(last.strip())] if last.strip() else []}
    return render(request, "community/parts/topic_options.html", context)
