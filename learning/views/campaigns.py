"""Campaigns for those who lead them: list, draft, dates, what is published. Who took part is on no page."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from core.limits import limited
from core.pagination import page_by_key
from core.templatetags.formatting import day
from learning.actions import campaigns as actions
from learning.enums import CampaignState
from learning.forms.campaigns import CampaignForm, ExtendForm, PopulationForm
from learning.models import Campaign
from learning.permissions.campaigns import can_lead, leads_some_campaigns
from learning.queries import campaigns as queries
from people.models import Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

SHOWN = 30


def _lead(person: Person) -> Person:
    if not leads_some_campaigns(person):
        raise PermissionDenied(_("L’équipe stratégique et les directions d’équipe sectorielle mènent les campagnes."))
    return person


def _campaign(request: "MemberRequest", pk: int) -> Campaign:
    return queries.visible_to(_lead(request.person)).get(pk=pk)


def campaign_url(campaign: Campaign) -> str:
    return reverse("learning:campaign-detail", args=[campaign.pk])


@member_view("GET")
def campaign_list(request: "MemberRequest") -> HttpResponse:
    person = _lead(request.person)
    page = page_by_key(
        queries.visible_to(person), keys=("-created_at", "-pk"), cursor=request.GET.get("avant") or None, size=SHOWN
    )
    return render(request, "learning/campaign_list.html", {"page": page, "may_create": bool(queries.scopes_of(person))})


@member_view("GET", "POST")
def campaign_create(request: "MemberRequest") -> HttpResponse:
    person = _lead(request.person)
    form = CampaignForm(request.POST or None, scopes=queries.scopes_of(person), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_campaign(by=person, organisation=form.organisation, plan=form.plan, at=timezone.now())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("La campagne est en préparation. Relisez-la, puis programmez-la."))
            return redirect(request, campaign_url(made))
    return _form_page(request, form, None)


@member_view("GET", "POST")
def campaign_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    campaign = _campaign(request, pk)
    if not can_lead(request.person, campaign) or campaign.state != CampaignState.DRAFT:
        raise PermissionDenied(_("Une campagne ouverte ne change plus."))
    form = CampaignForm(request.POST or None, scopes=[campaign.organisation], today=timezone.localdate(), campaign=campaign)
    if request.method == "POST" and form.is_valid():
        edit = form.cleaned_data["edit"]
        try:
            actions.edit_campaign(by=request.person, campaign=campaign, edit=edit, plan=form.plan, at=timezone.now())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("La campagne est enregistrée. Elle n’est pas programmée."))
            return redirect(request, campaign_url(campaign))
    return _form_page(request, form, campaign)


def _form_page(request: "MemberRequest", form: CampaignForm, campaign: Campaign | None) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "learning/campaign_form.html", {"form": form, "campaign": campaign}, status=status)


@member_view("GET")
@limited("apercu-campagne", limit=60, seconds=60, methods=("GET",))
def campaign_preview(request: "MemberRequest") -> HttpResponse:
    """About how many people would be invited, in fives: the form asks as one ticks; without scripts, a page of its own."""
    form = PopulationForm(request.GET, scopes=queries.scopes_of(_lead(request.person)))
    context: dict[str, Any] = {"form": form, "valid": form.is_valid()}
    if form.is_valid():
        places = [form.organisation] if form.organisation else form.narrowed
        context["people"] = queries.headcount([one.pk for one in places], [one.pk for one in form.cleaned_data["profiles"]])
    return render(request, "learning/campaign_preview.html", context, fragment="headcount")


@member_view("GET")
def campaign_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    return _page(request, _campaign(request, pk))


def _page(request: "MemberRequest", campaign: Campaign, *, status: int = 200, **more: Any) -> HttpResponse:
    draft = campaign.state == CampaignState.DRAFT
    organisations, profiles = list(campaign.organisations.order_by("sort_key")), list(campaign.profiles.all())
    places = [campaign.organisation_id] if campaign.organisation_id else [one.pk for one in organisations]
    steps = [label for _value, label in CampaignState.choices]
    context = {
        "campaign": campaign,
        "organisations": organisations,
        "profiles": profiles,
        "people": queries.headcount(places, [one.pk for one in profiles]),
        "versions": queries.versions_to_freeze(campaign) if draft else queries.frozen_versions(campaign),
        "participation": None if draft else queries.participation_of(request.person, campaign),
        "may_lead": can_lead(request.person, campaign),
        "steps": steps,
        "step": CampaignState.values.index(campaign.state) + 1,
        "extend": ExtendForm(),
        "refused": [],
        **more,
    }
    return render(request, "learning/campaign_detail.html", context, status=status)


@member_view("POST")
def campaign_schedule(request: "MemberRequest", pk: int) -> HttpResponse:
    campaign = _campaign(request, pk)
    try:
        one = actions.schedule_campaign(by=request.person, campaign=campaign, at=timezone.now())
    except ValidationError as refusal:
        return _page(request, campaign, refused=refusal.messages, status=422)
    words = _("La campagne est ouverte\xa0: les invitations partent.")
    if one.state == CampaignState.DRAFT:
        words = _("La campagne s’ouvrira d’elle-même le %(day)s.") % {"day": day(one.opens_on)}
    messages.success(request, words)
    return redirect(request, campaign_url(campaign))


@member_view("POST")
def campaign_unschedule(request: "MemberRequest", pk: int) -> HttpResponse:
    campaign = _campaign(request, pk)
    actions.unschedule_campaign(by=request.person, campaign=campaign, at=timezone.now())
    messages.success(request, _("La campagne n’est plus programmée."))
    return redirect(request, campaign_url(campaign))


@member_view("POST")
def campaign_extend(request: "MemberRequest", pk: int) -> HttpResponse:
    campaign = _campaign(request, pk)
    form = ExtendForm(request.POST)
    if not can_lead(request.person, campaign):
        raise PermissionDenied
    if form.is_valid():
        closes_on = form.cleaned_data["closes_on"]
        try:
            actions.extend_campaign(by=request.person, campaign=campaign, closes_on=closes_on, at=timezone.now())
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("La campagne est prolongée jusqu’au %(day)s.") % {"day": day(closes_on)})
            return redirect(request, campaign_url(campaign))
    return _page(request, campaign, extend=form, status=422)


@member_view("POST")
def campaign_end(request: "MemberRequest", pk: int) -> HttpResponse:
    campaign = _campaign(request, pk)
    actions.end_campaign(by=request.person, campaign=campaign, at=timezone.now())
    messages.success(request, _("La campagne est terminée. Ses chiffres sont préparés en arrière-plan."))
    return redirect(request, campaign_url(campaign))


@member_view("POST")
def campaign_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    actions.delete_draft(by=request.person, campaign=_campaign(request, pk))
    messages.success(request, _("La campagne en préparation est supprimée."))
    return redirect(request, reverse("learning:campaign-list"))


def add_refusal(form: Form, refusal: ValidationError) -> None:
    """Each sentence beside its field, what has no field above the form."""
    if not hasattr(refusal, "error_dict"):
        for words in refusal.messages:
            form.add_error(None, words)
        return
    for name, said in refusal.message_dict.items():
        form.add_error(name if name in form.fields else None, said)  # type: ignore[arg-type]
