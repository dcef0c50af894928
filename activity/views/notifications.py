"""The list of notices, the figure on the bell, reading."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from activity.actions import notifications
from activity.queries import notifications as notices
from activity.views.entry import back, member_only
from core.htmx import redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest

MOST_IDS = 200


@require_safe
@member_only
def notification_list(request: "MemberRequest") -> HttpResponse:
    """`filtre=non-lues` only unread ones; `avant` a cursor of older ones."""
    unread_only = request.GET.get("filtre") == "non-lues"
    cursor = request.GET.get("avant")
    page = notices.page(request.person, unread_only=unread_only, cursor=cursor)
    here = reverse("activity:notification-list")
    narrowed = f"{here}?filtre=non-lues" if unread_only else here
    older = f"{narrowed}{'&' if unread_only else '?'}avant={page.next_cursor}" if page.next_cursor else ""
    context = {
        "days": page.days,
        "unread_only": unread_only,
        "older_url": older,
        "newer_url": narrowed if cursor else "",
        "today": timezone.localdate(),
        "here": request.get_full_path(),
    }
    return render(request, "activity/notification_list.html", context, fragment="notices")


@require_safe
@member_only
def badge(request: "MemberRequest") -> HttpResponse:
    """The figure on the bell, asked again at each nudge."""
    return render_page(request, "components/notification_badge.html#figure")


@require_POST
@member_only
def notification_open(request: "MemberRequest") -> HttpResponse:
    """Read these notices and go where the one named by `vers` leads."""
    rows = notices.visible_to(request.person).filter(pk__in=_ids(request))
    goal = rows.filter(pk__in=_ids(request, "vers")).first()
    if goal is None:
        raise Http404
    notifications.mark_read(person=request.person, ids=_ids(request), at=timezone.now())
    allowed = url_has_allowed_host_and_scheme(goal.url, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(goal.url if allowed else "/", status=303)


@require_POST
@member_only
def notification_read(request: "MemberRequest") -> HttpResponse:
    """Read: the notices named by `notice`, or all with `tout`."""
    everything = request.POST.get("tout") == "1"
    ids = None if everything else _ids(request)
    count = notifications.mark_read(person=request.person, ids=ids, everything=everything, at=timezone.now())
    if everything:
        words = ngettext("%(count)d notification lue.", "%(count)d notifications lues.", count) % {"count": count}
        messages.success(request, words if count else _("Tout était déjà lu."))
    return redirect(request, back(request, reverse("activity:notification-list")))


def _ids(request: "MemberRequest", name: str = "notice") -> list[int]:
    return [int(value) for value in request.POST.getlist(name)[:MOST_IDS] if value.isdigit() and len(value) < 19]
