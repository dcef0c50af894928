"""After an event: recording, recap, questions."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from community import permissions
from community.actions import recaps
from community.forms.events import FollowUpForm
from community.queries import events as event_queries
from community.views.entry import member_view, small_act, write
from core.htmx import redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET", "POST")
def follow_up(request: "MemberRequest", pk: int) -> HttpResponse:
    """The recording's address and the recap."""
    person = request.person
    event = event_queries.visible_to(person).get(pk=pk)
    if not permissions.can_manage_event(person, event):
        raise PermissionDenied(_("Seules la personne qui organise et l’animation de l’espace écrivent les suites."))
    initial = {"recording_url": event.recording_url, "recap": event.recap}
    form, status = FollowUpForm(request.POST or None, initial=initial), 200
    if request.method == "POST":
        done, status = write(
            form, by=person, call=lambda cleaned: recaps.follow_up(by=person, event=event, at=timezone.now(), **cleaned)
        )
        if done is not None:
            messages.success(request, _("Les suites de l’événement sont en ligne."))
            return redirect(request, event.get_absolute_url())
    return render(request, "community/event_follow_up.html", {"form": form, "event": event}, status=status)


@member_view("POST")
def questions(request: "MemberRequest", pk: int) -> HttpResponse:
    """The thread where questions go on: opened now, or the one that is there."""
    event = event_queries.visible_to(request.person).get(pk=pk)
    small_act(request.person)
    try:
        thread = recaps.open_questions(by=request.person, event=event, at=timezone.now())
    except recaps.RecapRefused as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(request, event.get_absolute_url())
    return redirect(request, thread.get_absolute_url())
