"""What one follows: the list, the button of any page, how much one hears."""

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from activity.actions import subscriptions
from activity.enums import SubscriptionLevel
from activity.queries import subscriptions as followed
from activity.queries.targets import Ref, button_of, may_follow, read_signed, sign, target_kinds
from activity.views import taking_back
from activity.views.entry import back, member_only, target_of
from core.htmx import is_htmx, redirect, render
from core.limits import limited

if TYPE_CHECKING:
    from people.middleware import MemberRequest

MOST_AT_ONCE = 200
UNFOLLOWED = "abonnement-quitte"
OFFERED = (SubscriptionLevel.ALL, SubscriptionLevel.MENTIONS, SubscriptionLevel.DIGEST, SubscriptionLevel.NONE)


@require_safe
@member_only
def subscription_list(request: "MemberRequest") -> HttpResponse:
    """What one follows, by kind and name. `q` words, `genre` a kind, `niveau` a level, `apres` a cursor."""
    text, kind, level = request.GET.get("q", "")[:100], request.GET.get("genre", ""), request.GET.get("niveau", "")
    page = followed.page(
        request.person, text=text, kind=kind, level=level if level in SubscriptionLevel.values else "",
        cursor=request.GET.get("apres"),
    )  # fmt: skip
    groups = [
        {"group": group, "rows": [{"row": row, "token": sign(row.ref, request.person)} for row in group.rows]}
        for group in page.groups
    ]
    narrowed = {"q": text, "genre": kind, "niveau": level}
    context = {
        "groups": groups,
        "levels": OFFERED,
        "page": page,
        "text": text,
        "kind": kind,
        "level": level,
        "narrowed": bool(text or kind or level),
        "older_url": f"?{urlencode(narrowed | {'apres': page.next_cursor})}" if page.next_cursor else "",
        "newer_url": f"?{urlencode(narrowed)}" if request.GET.get("apres") else "",
    }
    return render(request, "activity/subscription_list.html", context, fragment="followed")


@require_POST
@limited("gestes", limit=240, seconds=600)
@member_only
def set_many(request: "MemberRequest") -> HttpResponse:
    """Several at once (`cible`, each signed): a level (`niveau`), or no more (`niveau=quitter`)."""
    refs = [read_signed(value, request.person) for value in request.POST.getlist("cible")[:MOST_AT_ONCE]]
    known, level = [ref for ref in refs if ref is not None], request.POST.get("niveau", "")
    if len(known) < len(refs):
        raise PermissionDenied(_("Ce bouton n’est plus valable. Rechargez la page."))
    if not known:
        messages.warning(request, _("Cochez d’abord ce que vous voulez changer."))
    elif level == "quitter":
        undo = _let_go(request, known)
        messages.success(request, _("Vous ne suivez plus ce que vous aviez coché."), extra_tags=undo)
    elif level in SubscriptionLevel.values:
        number = subscriptions.set_levels(person=request.person, targets=known, level=level)
        words = ngettext("%(count)d abonnement changé.", "%(count)d abonnements changés.", number)
        messages.success(request, words % {"count": number})
    else:
        raise PermissionDenied(_("Ce niveau n’existe pas."))
    return redirect(request, back(request, reverse("activity:subscription-list")))


@require_POST
@limited("gestes", limit=240, seconds=600)
@member_only
def follow(request: "MemberRequest") -> HttpResponse:
    """`geste`: suivre, quitter or sourdine (hear nothing of it); `annuler`: as before « quitter ». htmx gets the button."""
    if taking_back.asked(request):
        return _follow_again(request)
    ref, person = target_of(request), request.person
    if request.POST.get("geste") == "sourdine":
        return _mute(request, ref)
    wanted = request.POST.get("geste") != "quitter"
    if wanted and not may_follow(person, ref):
        raise PermissionDenied(_("Cela n’existe plus, ou ne vous est plus ouvert."))
    undo = _let_go(request, [ref]) if not wanted else ""
    if wanted:
        _follow(request, ref)
    if is_htmx(request):
        context = button_of(ref, person, pressed=wanted) | {"back": back(request, "/")}
        context["count"] = followed.followers_of(ref).count() if request.POST.get("compte") else None
        return render_page(request, "activity/follow_button.html", context)
    words = _("C’est suivi : ce qui bouge ici paraîtra dans votre fil.") if wanted else _("Vous ne suivez plus cela.")
    messages.success(request, words, extra_tags=undo)
    return redirect(request, back(request, reverse("activity:subscription-list")))


def _let_go(request: "MemberRequest", refs: list[Ref]) -> str:
    """Follow these no more; returns the tag of the message that takes it back, each at its level."""
    levels = followed.levels_among(request.person, refs)
    for ref in refs:
        _unfollow(request, ref)
    before = [(ref.type_id, ref.object_id, level) for ref, level in levels.items()]
    return taking_back.keep(request.person, UNFOLLOWED, before, reverse("activity:follow"))


def _follow_again(request: "MemberRequest") -> HttpResponse:
    kept = taking_back.take(request.person, UNFOLLOWED)
    for type_id, object_id, level in kept or ():
        ref = Ref(type_id, object_id)
        if level == SubscriptionLevel.NONE:
            subscriptions.mute(person=request.person, target=ref, at=timezone.now())
        elif may_follow(request.person, ref):
            _follow(request, ref)
            subscriptions.set_level(person=request.person, target=ref, level=level)
    taking_back.say(request, kept)
    return redirect(request, reverse("activity:subscription-list"))


def _mute(request: "MemberRequest", ref: Ref) -> HttpResponse:
    if not may_follow(request.person, ref):
        raise PermissionDenied(_("Cela n’existe plus, ou ne vous est plus ouvert."))
    subscriptions.mute(person=request.person, target=ref, at=timezone.now())
    messages.success(request, _("C’est en sourdine. Vous pouvez y revenir ici ou dans vos abonnements."))
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
