"""Sharing items of one's result with one person at a time; reading what others share."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competencies.models import Estimate
from competencies.queries.frameworks import level_names
from core.htmx import redirect, render
from core.limits import limited
from core.pagination import page_by_key
from learning.actions import shares as actions
from learning.forms.shares import ShareForm
from learning.queries import results, shares
from learning.queries.plans import shared_with as plans_shared_with
from learning.views.entry import switched_off
from people.actions import access
from people.models import Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

ON_A_PAGE = 30


@member_view("GET", "POST")
@limited("partages-diagnostic", limit=60, seconds=3600)
def share_create(request: "MemberRequest", pk: int) -> HttpResponse:
    """Items ticked (`?element=` ticks some beforehand), one person, a last day."""
    run = results.finished_run(request.person, pk)
    if (off := switched_off(request)) is not None:
        return off
    at = timezone.now()
    findings = [one for one in results.result_of(run, at).findings if one.estimate]
    rows = {one.estimate.pk: one for one in findings if one.estimate}
    form = ShareForm(
        request.POST if request.method == "POST" else None,
        viewer=request.person,
        today=timezone.localdate(at),
        choices={number: one.competency.name for number, one in rows.items()},
        initial={"items": request.GET.getlist("element")},
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        chosen = [one.estimate for number, one in rows.items() if one.estimate and number in form.chosen()]
        values = {name: form.cleaned_data[name] for name in ("grantee", "until")}
        try:
            given = actions.share_items(by=request.person, estimates=chosen, at=at, **values)
        except actions.ShareRefused as error:
            form.add_error("grantee", str(error))
            refusal = error
        else:
            words = ngettext("%(n)s élément montré à %(name)s.", "%(n)s éléments montrés à %(name)s.", len(given))
            messages.success(request, words % {"n": len(given), "name": values["grantee"].name})
            return redirect(request, reverse("learning:share-list"))
    context = {"form": form, "run": run, "rows": rows, "level_names": level_names(), "refusal": refusal}
    return render(request, "learning/share_form.html", context, status=422 if form.errors else 200)


@member_view("GET")
def share_list(request: "MemberRequest") -> HttpResponse:
    """Everything one shares or shared of diagnostics, newest first, with who looked."""
    if (off := switched_off(request)) is not None:
        return off
    at = timezone.now()
    cursor = request.GET.get("avant") or None
    page = page_by_key(shares.own(request.person), keys=("-created_at", "-id"), cursor=cursor, size=ON_A_PAGE)
    context = {"page": page, "given": shares.with_looks(request.person, page.items, at)}
    return render(request, "learning/share_list.html", context)


@member_view("POST")
def share_revoke(request: "MemberRequest", pk: int) -> HttpResponse:
    """Close one share at once; allowed while the diagnostic is off, too."""
    grant = shares.own(request.person).get(pk=pk)
    actions.take_back(by=request.person, grants_given=[grant], at=timezone.now())
    messages.success(request, _("Partage retiré\xa0: %(name)s n’y a plus accès.") % {"name": grant.grantee.name})
    return redirect(request, reverse("learning:share-list"))


@member_view("GET")
def shared_list(request: "MemberRequest") -> HttpResponse:
    """« Partagé avec moi » : who shares something of a diagnostic with me. No level stands here."""
    at = timezone.now()
    plans = list(plans_shared_with(request.person, at).order_by("person__sort_key", "-from_on"))
    context = {"received": shares.received_by(request.person, at), "plans": plans}
    return render(request, "learning/shared_list.html", context)


@member_view("GET")
def shared_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """The items that one person shares with me, each noted in that person's log before it is shown."""
    at = timezone.now()
    giver = Person.objects.active().select_related("organisation").get(pk=pk)
    items = shares.items_from(request.person, giver, at)
    if not items:
        raise Estimate.DoesNotExist
    access.record_each(person=giver, viewer=request.person, whats=[one.label for one in items], at=at)
    context = {"giver": giver, "items": items, "level_names": level_names()}
    return render(request, "learning/shared_detail.html", context)
