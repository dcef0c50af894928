"""What one keeps."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activity.actions import bookmarks
from activity.queries import bookmarks as kept
from activity.queries import collections
from activity.queries.targets import Ref, button_of, is_visible, sign
from activity.views import taking_back
from activity.views.entry import back, member_only, target_of
from core.htmx import is_htmx, redirect, render
from core.limits import limited

if TYPE_CHECKING:
    from people.middleware import MemberRequest

REMOVED = "signet-retire"


@require_safe
@member_only
def bookmark_list(request: "MemberRequest") -> HttpResponse:
    """The newest first; `q` words, `avant` a cursor of older ones, `collection` a number, or 0 for what lies in none."""
    mine = collections.of_person(request.person)
    asked = request.GET.get("collection", "")
    number = int(asked) if asked.isdigit() and len(asked) < 18 else None
    chosen = next((one for one in mine if one.pk == number), None)
    if chosen is None and number != 0:
        number = None
    text = request.GET.get("q", "")[:100]
    page = kept.page(request.person, request.GET.get("avant"), collection=number, text=text)
    narrowed = ({"q": text} if text else {}) | ({"collection": number} if number is not None else {})
    context = {
        "collections": mine,
        "chosen": chosen,
        "unfiled": number == 0,
        "rows": [{"kept": row, "token": sign(row.ref, request.person)} for row in page.rows],
        "text": text,
        "number": number,
        "older_url": f"?{urlencode(narrowed | {'avant': page.next_cursor})}" if page.next_cursor else "",
        "newer_url": f"?{urlencode(narrowed)}" if request.GET.get("avant") else "",
    }
    return render(request, "activity/bookmark_list.html", context, fragment="bookmarks")


@require_POST
@limited("gestes", limit=240, seconds=600)
@member_only
def bookmark(request: "MemberRequest") -> HttpResponse:
    """Keep it, or let it go; `annuler` takes that back. What one may see no more can only be let go."""
    person, here = request.person, reverse("activity:bookmark-list")
    if taking_back.asked(request):
        kept = taking_back.take(person, REMOVED)
        if kept is not None:
            bookmarks.put_back(person=person, target=Ref(*kept["target"]), hanging=kept["hanging"])
        taking_back.say(request, kept)
        return redirect(request, here)
    ref, undo = target_of(request), ""
    if hanging := bookmarks.remove(person=person, target=ref):
        removed = {"target": (ref.type_id, ref.object_id), "hanging": hanging}
        undo = taking_back.keep(person, REMOVED, removed, reverse("activity:bookmark"))
    elif is_visible(ref, person):
        bookmarks.toggle(person=person, target=ref, at=timezone.now())
    else:
        raise PermissionDenied(_("Cela n’existe plus, ou ne vous est plus ouvert."))
    pressed = not undo
    if is_htmx(request) and request.POST.get("liste") != "1":
        context = button_of(ref, person, pressed=pressed) | {"back": back(request, "/")}
        return render_page(request, "activity/bookmark_button.html", context)
    words = _("C’est gardé dans vos signets.") if pressed else _("C’est retiré de vos signets.")
    messages.success(request, words, extra_tags=undo)
    return redirect(request, back(request, here))
