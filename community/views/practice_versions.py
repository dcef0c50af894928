"""What readers see of the changes of a sheet: its publications, and two of them compared."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions import practices
from community.queries import practice_remarks, practice_versions
from community.queries import practices as queries
from community.views.entry import member_view, small_act
from community.views.practice_texts import headings, parts_of
from core.htmx import redirect

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


@member_view("POST")
def practice_discard(request: "MemberRequest", label: str) -> HttpResponse:
    """Give a new version up that readers have not seen; `?annuler=<revision>` takes it up again."""
    person, page = request.person, queries.by_label(request.person, label)
    small_act(person)
    wanted = request.GET.get("annuler", "")
    if wanted:
        number = int(wanted) if wanted.isdigit() and len(wanted) < 18 else 0
        if practices.take_changes_up(by=person, page=page, revision_id=number):
            messages.success(request, _("La nouvelle version est de retour, en brouillon."))
        else:
            messages.warning(request, _("Quelqu’un a écrit entre-temps\xa0: l’abandon ne s’annule plus."))
        return redirect(request, page.get_absolute_url())
    asked = queries.is_in_review(page)
    aside = practices.set_changes_aside(by=person, page=page, at=timezone.now())
    # A request to read it is taken back for good: then nothing can be undone wholly.
    undo = f"undo={reverse('community:practice-discard', args=[page.label])}?annuler={aside}" if aside and not asked else ""
    messages.success(request, _("La nouvelle version est abandonnée; le texte publié reste."), extra_tags=undo)
    return redirect(request, page.get_absolute_url())


def _number(request: "MemberRequest", name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isdigit() and len(value) < 9 else 0
