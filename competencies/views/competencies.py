"""The framework and the page of one competency."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activity.actions import subscriptions
from activity.queries.subscriptions import is_following
from competencies.queries import evidence, frameworks
from competencies.queries.attachments import sections_of_competency
from core.htmx import redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest
    from people.models import Person


def member_of(request: "MemberRequest") -> "Person":
    """The member who asks; an account without a profile gets 403."""
    if request.person is None:
        raise PermissionDenied(_("Ce compte n’a pas de profil de membre."))
    return request.person


@require_safe
def competency_list(request: "MemberRequest") -> HttpResponse:
    """The framework by group, narrowed as one types (`?q=`)."""
    person = member_of(request)
    framework = frameworks.current_framework()
    text = request.GET.get("q", "").strip()[:100]
    context = {
        "framework": framework,
        "levels": frameworks.levels_of(framework) if framework else [],
        "groups": frameworks.listing(framework, text) if framework else [],
        "own_levels": evidence.own_levels(person),
        "query": text,
    }
    return render(request, "competencies/competency_list.html", context, fragment="framework")


@require_safe
def competency_detail(request: "MemberRequest", code: str) -> HttpResponse:
    """What it is, what one can do at each level, and everything that hangs on it."""
    person = member_of(request)
    competency = get_object_or_404(frameworks.by_code(code))
    names = frameworks.level_names()
    own = evidence.own_levels(person)
    context = {
        "competency": competency,
        "framework": competency.framework,
        "level_names": names,
        "descriptions": [(names.get(level.rank, str(level.rank)), level) for level in competency.descriptions.all()],
        "sections": sections_of_competency(competency, viewer=person, at=timezone.now()),
        "in_ledger": competency.pk in own,
        "own_level": own.get(competency.pk),
        "following": is_following(person, competency),
    }
    return render(request, "competencies/competency_detail.html", context)


@require_POST
def competency_follow(request: "MemberRequest", code: str) -> HttpResponse:
    """Follow, or follow no more."""
    person = member_of(request)
    competency = get_object_or_404(frameworks.by_code(code))
    if not subscriptions.unfollow(person=person, target=competency):
        subscriptions.follow(person=person, target=competency, at=timezone.now())
    return redirect(request, competency.get_absolute_url())
