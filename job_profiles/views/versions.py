"""The versions of a profile: their history, and the permanent page of each."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpResponse

from competencies.queries.frameworks import level_names
from core.htmx import render
from core.pagination import page_by_key
from job_profiles.queries import profiles, versions
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

ON_A_PAGE = 30


@member_view("GET")
def profile_history(request: "MemberRequest", key: str) -> HttpResponse:
    """Every version with its state, dates and what changed, the newest first."""
    profile, standing = profiles.profile_read_by(request.person, key)
    page = page_by_key(
        versions.history_of(profile, request.person),
        keys=("-number",),
        cursor=request.GET.get("apres") or None,
        size=ON_A_PAGE,
    )
    older = f"?apres={quote(page.next_cursor)}" if page.next_cursor else ""
    context = {"profile": profile, "standing": standing, "rows": versions.history_rows(profile, page.items), "older": older}
    return render(request, "job_profiles/profile_history.html", context, fragment="versions")


@member_view("GET")
def version_detail(request: "MemberRequest", key: str, number: int) -> HttpResponse:
    """One version at its own address, for ever: what a diagnostic, a plan or an opening used."""
    version = versions.version_of(request.person, key, number)
    context = {
        "profile": version.profile,
        "version": version,
        "standing": profiles.standing_version(version.profile_id),
        "level_names": level_names(),
        "groups": profiles.targets_of(version),
        "moves": versions.moves_of(version),
    }
    return render(request, "job_profiles/version_detail.html", context)
