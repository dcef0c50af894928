"""One page for all that is set: what holds for everything, each kind, each thing that one follows."""

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activity.actions import preferences
from activity.enums import Cadence, Channel, SubscriptionLevel
from activity.forms.preferences import SettingsForm
from activity.queries import subscriptions as followed
from activity.queries.preferences import WishGroup, settings_of, wishes_of
from activity.queries.targets import sign
from activity.views import taking_back
from activity.views.entry import member_only
from core.htmx import is_htmx, redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest

SHOWN = 25


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def notification_preferences(request: "MemberRequest") -> HttpResponse:
    """The page; a POST keeps what was chosen for each kind."""
    if request.method != "POST":
        return _page(request, SettingsForm(chosen=settings_of(request.person)))
    _save_kinds(request, wishes_of(request.person))
    words = _("Préférences enregistrées.")
    if is_htmx(request):
        toast = {"toast": {"text": words, "level": "success"}}
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(toast)})
    messages.success(request, words)
    return redirect(request, reverse("activity:notification-preferences") + "#genres")


@require_POST
@member_only
def save_settings(request: "MemberRequest") -> HttpResponse:
    """Switches, digests, quiet hours, pause."""
    form = SettingsForm(request.POST, chosen=settings_of(request.person))
    if not form.is_valid():
        return _page(request, form, status=422)
    preferences.save_settings(person=request.person, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Réglages enregistrés."))
    return redirect(request, reverse("activity:notification-preferences"))


@require_POST
@member_only
def all_in_digest(request: "MemberRequest") -> HttpResponse:
    """What rang or came by mail at once comes in the digest; `annuler` takes that back for a quarter of an hour."""
    person = request.person
    if taking_back.asked(request):
        kept = taking_back.take(person, "tout-en-recapitulatif")
        if kept is not None:
            preferences.take_back(person=person, before=preferences.Before(**kept))
        taking_back.say(request, kept)
    else:
        before = dataclasses.asdict(preferences.put_all_in_digest(person=person, at=timezone.now()))
        undo = taking_back.keep(person, "tout-en-recapitulatif", before, reverse("activity:notification-all-digest"))
        messages.success(request, _("Tout vient maintenant en récapitulatif."), extra_tags=undo)
    return redirect(request, reverse("activity:notification-preferences"))


def _page(request: "MemberRequest", form: SettingsForm, *, status: int = 200) -> HttpResponse:
    person, groups = request.person, []
    for group in followed.followed_by(person):
        rows = [{"row": row, "token": sign(row.ref, person)} for row in group.rows[:SHOWN]]
        groups.append({"group": group, "rows": rows, "rest": len(group.rows) - len(rows)})
    chosen = settings_of(person)
    context = {
        "form": form,
        "groups": wishes_of(person),
        "cadences": Cadence.choices,
        "followed": groups,
        "levels": list(SubscriptionLevel),
        "address": person.user.email if person.user else "",
        "refused": bool(chosen.refused_address) and person.user is not None and chosen.refused_address == person.user.email,
        "paused_until": chosen.paused_until if chosen.paused_until and chosen.paused_until > timezone.localdate() else None,
    }
    return render(request, "activity/notification_preferences.html", context, status=status)


@transaction.atomic
def _save_kinds(request: "MemberRequest", groups: list[WishGroup]) -> None:
    """`genre`: kinds that ring. `courriel-<kind>`: when its mails leave, "" for never; a form without it leaves them."""
    ringing = set(request.POST.getlist("genre"))
    for wish in (wish for group in groups for wish in group.wishes):
        values: dict[str, Any] = {"person": request.person, "kind": wish.kind.key}
        if not wish.kind.always and wish.wanted != (wish.kind.key in ringing):
            preferences.set_preference(channel=Channel.IN_APP, wanted=not wish.wanted, **values)
        mail = request.POST.get(f"courriel-{wish.kind.key}", wish.mail)
        if mail != wish.mail and (not mail or mail in Cadence.values):
            preferences.set_mail(cadence=mail, at=timezone.now(), **values)
