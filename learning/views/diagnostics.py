"""The page of one's diagnostic, its switch, and the way to take everything away."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from learning.actions import diagnostics as actions
from learning.queries import diagnostics as queries
from learning.views.entry import act
from people.actions.consents import ConsentRefused
from people.queries.consents import purposes
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def diagnostic_home(request: "MemberRequest") -> HttpResponse:
    """Off: the notice. On: what is open, what was found, who invites; `?avant=`: earlier diagnostics."""
    standing = queries.standing_of(request.person, timezone.now(), timezone.localdate())
    context: dict[str, Any] = {"purpose": purposes[queries.PURPOSE], "standing": standing}
    if standing.on:
        before = request.GET.get("avant")
        context["page"] = queries.finished_page(request.person, before) if before else standing.finished
    return render(request, "learning/diagnostic_home.html", context)


@member_view("POST")
def diagnostic_switch(request: "MemberRequest") -> HttpResponse:
    """`choix`: oui (with the `version` of the notice that was shown) or non."""
    act(request.person)
    home, now = reverse("learning:diagnostic-home"), timezone.now()
    if request.POST.get("choix") != "oui":
        actions.switch_off(by=request.person, at=now)
        messages.success(
            request, _("Le diagnostic est arrêté. Rien n’est effacé\xa0: vous pouvez le reprendre, ou tout supprimer.")
        )
        return redirect(request, home)
    try:
        actions.switch_on(by=request.person, version=request.POST.get("version", ""), at=now)
    except ConsentRefused as refusal:
        messages.warning(request, str(refusal.sentence))
        return redirect(request, home)
    messages.success(request, _("C’est activé. Vous pouvez l’arrêter à tout moment, ici."))
    fresh = not queries.kept_runs(request.person)
    return redirect(request, reverse("learning:run-start") if fresh else home)


@member_view("GET", "POST")
def diagnostic_delete(request: "MemberRequest") -> HttpResponse:
    """What goes; then, all of it, at once. Also while it is switched off."""
    if request.method == "POST":
        act(request.person)
        actions.delete_everything(by=request.person, at=timezone.now())
        messages.success(request, _("Tout est supprimé\xa0: diagnostics, réponses, résultats et partages."))
        return redirect(request, reverse("learning:diagnostic-home"))
    return render(request, "learning/diagnostic_delete.html", {"kept": queries.kept_runs(request.person)})
