"""What a version would change, before it is approved."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone

from competencies.queries.frameworks import level_names
from core.htmx import render
from job_profiles.permissions import harmonises
from job_profiles.queries.impact import preview, to_come
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def version_impact(request: "MemberRequest", key: str, number: int) -> HttpResponse:
    """For those who draft, answer or decide, on a version that is not in force yet."""
    version = to_come(request.person).get(profile__key=key, number=number)
    if not harmonises(request.person):
        raise PermissionDenied
    context = {
        "version": version,
        "preview": preview(version, viewer=request.person, at=timezone.now()),
        "level_names": level_names(),
    }
    return render(request, "job_profiles/version_impact.html", context)
