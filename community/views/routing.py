"""« Aider par ses réponses »: what a person allows, the questions that are offered, what they say to them."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions import offers, routing
from community.forms.routing import RoutingForm
from community.models import RoutingProfile
from community.queries import routing as queries
from community.views.entry import member_view, small_act
from core.htmx import redirect, render
from people.actions.consents import ConsentRefused
from people.queries.consents import has_consent, purposes

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET", "POST")
def help_out(request: "MemberRequest") -> HttpResponse:
    """The notice while it is off; then the offers, the settings and how to stop. A POST saves the settings."""
    person, profile = request.person, _profile(request)
    form, status = RoutingForm(request.POST or None, profile=profile) if profile else None, 200
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(_("Activez d’abord les propositions de questions."))
        if _save(request, form):
            messages.success(request, _("Vos choix sont enregistrés."))
            return redirect(request, reverse("community:help-out"))
        status = 422
    context = {
        "purpose": purposes[queries.PURPOSE],
        "profile": profile,
        "form": form,
        "offers": queries.offers_of(person) if profile else [],
        "today": timezone.localdate(),
    }
    return render(request, "community/help_out.html", context, status=status)


def _profile(request: "MemberRequest") -> RoutingProfile | None:
    """What the person allows, while the consent to the notice of today is in force."""
    profile = queries.profile_of(request.person)
    on = profile is not None and profile.active_since is not None and has_consent(request.person, queries.PURPOSE)
    return profile if on else None


def _save(request: "MemberRequest", form: RoutingForm) -> bool:
    if not form.is_valid():
        return False
    try:
        routing.save_settings(
            by=request.person, levels=form.levels, weekly_cap=form.cleaned_data["weekly_cap"],
            paused_until=form.cleaned_data["paused_until"], today=timezone.localdate(),
        )  # fmt: skip
    except ValidationError as refusal:
        form.add_error("paused_until" if "pause" in refusal.message else None, refusal)
        return False
    return True


@member_view("POST")
def help_switch(request: "MemberRequest") -> HttpResponse:
    """`choix`: oui (with the `version` of the notice that was shown) or non."""
    small_act(request.person)
    if request.POST.get("choix") == "oui":
        try:
            routing.switch_on(by=request.person, version=request.POST.get("version", ""), at=timezone.now())
        except ConsentRefused as refusal:
            messages.warning(request, str(refusal.sentence))
        else:
            messages.success(request, _("C’est activé. Choisissez maintenant ce que vous partagez pour cela."))
    else:
        routing.switch_off(by=request.person, at=timezone.now())
        messages.success(request, _("C’est arrêté, et ce que vous aviez partagé ici est effacé."))
    return redirect(request, reverse("community:help-out"))


@member_view("POST")
def offer_answer(request: "MemberRequest", pk: int) -> HttpResponse:
    """What one says to the question `pk` that was offered. `reponse`: oui, pas-cette-fois, pas-mon-domaine; `?annuler=1`
    takes a refusal back."""
    small_act(request.person)
    offer = queries.own_offer(request.person, pk)
    answer, now = request.POST.get("reponse", ""), timezone.now()
    if "annuler" in request.GET:
        offers.take_back_refusal(by=request.person, offer=offer, at=now)
        messages.success(request, _("La question vous est de nouveau proposée."))
        return redirect(request, reverse("community:help-out"))
    if answer == "oui":
        offers.accept(by=request.person, offer=offer, at=now)
        messages.success(request, _("Merci! La personne qui demande sait que vous allez répondre."))
        return redirect(request, f"{offer.thread.get_absolute_url()}#repondre")
    if answer not in ("pas-cette-fois", "pas-mon-domaine"):
        raise PermissionDenied(_("Cette réponse n’existe pas."))
    offers.decline(by=request.person, offer=offer, at=now)
    undo = f"undo={reverse('community:offer-answer', args=[pk])}?annuler=1"
    if answer == "pas-mon-domaine":
        messages.info(request, _("C’est noté. Retirez ci-dessous les compétences qui ne sont plus les vôtres."), undo)
        return redirect(request, f"{reverse('community:help-out')}#partage")
    messages.success(request, _("C’est noté\xa0: personne ne le voit, et on ne vous la proposera plus."), undo)
    return redirect(request, reverse("community:help-out"))
