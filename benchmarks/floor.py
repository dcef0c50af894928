"""The floor: the least that a page of Maillage can cost.

The same server, middleware, session and signed-in member as every page; one indexed query; twenty rows in a small French
template. Nothing of the frame (menu, badges) runs in it: no context processor is called.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from people.models import Person

ADDRESS = "/_plancher/"
ROWS = 20


def floor(request: HttpRequest) -> HttpResponse:
    """Twenty members by name, read along the index."""
    members = Person.objects.active().order_by("sort_key", "pk").values("pk", "given_name", "family_name", "role_title")
    return HttpResponse(render_to_string("plancher.html", {"members": members[:ROWS]}))
