"""What one follows: the list, the button of any page, how much one hears."""

import json
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activity.actions import subscriptions
from activity.enums import SubscriptionLevel
from activity.queries import subscriptions as followed
from activity.queries.targets import Ref, button_of, may_follow, sign, target_kinds
from activity.views.entry import back, member_only, target_of
from core.htmx import is_htmx, redirect
from core.limits import limited

if TYPE_CHECKING:
    from people.middleware import MemberRequest

# « Récapitulatif » means something once the mail of it exists; who has it keeps it.
OFFERED = (SubscriptionLevel.ALL, SubscriptionLevel.MENTIONS, SubscriptionLevel.DIGEST, SubscriptionLevel.NONE)


@require_safe
@member_only
def subscription_list(request: "MemberRequest") -> HttpResponse:
    """Everything one follows, by kind."""
    groups = [
        {"group": group, "rows": [{"row": row, "token": sign(row.ref, request.person)} for row in group.rows]}
        for group in followed.followed_by(request.person)
    ]
    return render_page(request, "activity/subscription_list.html", {"groups": groups, "levels": OFFERED})


@require_POST
@limited("gestes", limit=240, seconds=600)
@member_only
def follow(request: "MemberRequest") -> HttpResponse:
    """`geste`: suivre or quitter. htmx gets the button as it is now."""
    ref, person = target_of(request), request.person
    wanted = request.POST.get("geste") != "quitter"
    if wanted and not may_follow(person, ref):
        raise PermissionDenied(_("Cela n’existe plus, ou ne vous est plus ouvert."))
    _follow(request, ref) if wanted else _unfollow(request, ref)
    if is_htmx(request):
        context = button_of(ref, person, pressed=wanted) | {"back": back(request, "/")}
        context["count"] = followed.followers_of(ref).count() if request.POST.get("compte") else None
        return render_page(request, "activity/follow_button.html", context)
    words = _("C’est suivi : ce qui bouge ici paraîtra dans votre fil.") if wanted else _("Vous ne suivez plus cela.")
    messages.success(request, words)
    return redirect(request, back(request, reverse("activity:subscription-list")))


def _follow(request: "MemberRequest", ref: Ref) -> None:
    """By the owning app's own action when following moves more than the subscription."""
    own = getattr(target_kinds.get(ref.key), "follow", None)
    with transaction.atomic():
        if own is not None:
            own(request.person, ref.object_id, timezone.now())
        else:
            subscriptions.follow(person=request.person, target=ref, at=timezone.now())


def _unfollow(request: "MemberRequest", ref: Ref) -> None:
    own = getattr(target_kinds.get(ref.key), "unfollow", None)
    with transaction.atomic():
        if own is not None:
            own(request.person, ref.object_id)
        else:
            subscriptions.unfollow(person=request.person, target=ref)


@require_POST
@member_only
def set_level(request: "MemberRequest") -> HttpResponse:
    """How much one hears of what one follows."""
    ref, level = target_of(request), request.POST.get("niveau", "")
    if level not in SubscriptionLevel.values:
        raise PermissionDenied(_("Ce niveau n’existe pas."))
    known = subscriptions.set_level(person=request.person, target=ref, level=level)
    words = _("Réglage enregistré : %(level)s.") % {"level": SubscriptionLevel(level).label}
    if is_htmx(request):
        toast = {"toast": {"text": words, "level": "success"}} if known else {}
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(toast)})
    if known:
        messages.success(request, words)
    return redirect(request, reverse("activity:subscription-list"))
