"""Consents, grants, « Qui a vu quoi », the copy of one's data and the end of one's account."""

import io
import zipfile
from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST, require_safe

from core.exports import json_response, to_csv
from core.htmx import redirect, render
from core.limits import limited
from people.actions import consents as consent_actions
from people.actions import grants as grant_actions
from people.actions.erasure import erase_person_data
from people.forms.accounts import DeleteAccountForm
from people.models import Person, User
from people.queries import access, consents, grants, my_data
from people.queries.installation import installation

if TYPE_CHECKING:
    from people.middleware import MemberRequest

RECENT_SECONDS = 15 * 60


def _member(request: HttpRequest) -> Person:
    person: Person | None = request.person  # type: ignore[attr-defined]
    if person is None:
        raise PermissionDenied(_("Ce compte n’a pas de profil de membre."))
    return person


@require_safe
def privacy(request: "MemberRequest") -> HttpResponse:
    """Every purpose, what it means, what one chose and when."""
    person = _member(request)
    context = {"states": consents.states(person), "contact": installation().privacy_contact}
    return render(request, "people/privacy.html", context)


@require_POST
def consent_decide(request: "MemberRequest", purpose: str) -> HttpResponse:
    """`choice` given or withdrawn, on the `version` of the notice that was shown."""
    person = _member(request)
    choice = request.POST.get("choice", "")
    if purpose not in consents.purposes or choice not in {"given", "withdrawn"}:
        raise Http404
    try:
        consent_actions.decide(
            person=person, purpose=purpose, version=request.POST.get("version", ""), choice=choice, at=timezone.now()
        )
    except consent_actions.ConsentRefused as refusal:
        messages.warning(request, str(refusal.sentence))
    else:
        done = _("C’est activé. Vous pouvez le retirer ici à tout moment.") if choice == "given" else _("C’est retiré.")
        messages.success(request, done)
    return redirect(request, f"{reverse('people:privacy')}#finalite-{purpose}")


@require_safe
def grant_list(request: "MemberRequest") -> HttpResponse:
    """Who may see what of mine, until when."""
    page = grants.given_by(_member(request), cursor=request.GET.get("avant"))
    return render(request, "people/grant_list.html", {"page": page, "today": timezone.localdate()})


@require_POST
def grant_revoke(request: "MemberRequest", pk: int) -> HttpResponse:
    person = _member(request)
    grant = grants.own_grant(person, pk)
    if grant is None:
        raise Http404
    grant_actions.revoke(by=person, grant=grant, at=timezone.now())
    messages.success(request, _("Partage retiré : %(name)s n’y a plus accès.") % {"name": grant.grantee.name})
    return redirect(request, reverse("people:grant-list"))


@require_safe
def access_log(request: "MemberRequest") -> HttpResponse:
    """« Qui a vu quoi »."""
    page = access.page(_member(request), cursor=request.GET.get("avant"))
    return render(request, "people/access_log.html", {"page": page})


@require_safe
def my_data_page(request: "MemberRequest") -> HttpResponse:
    """What there is of me, and two ways to take it away."""
    sections = my_data.sections(_member(request))
    return render(request, "people/my_data.html", {"sections": sections, "contact": installation().privacy_contact})


@require_GET
@limited("mes-donnees", limit=10, seconds=3600, methods=("GET",))
def my_data_json(request: "MemberRequest") -> HttpResponse:
    person = _member(request)
    data = {section.key: {"titre": section.label, "lignes": section.rows} for section in my_data.sections(person)}
    return json_response("mes-donnees.json", {"le": timezone.now(), "membre": person.pk, "données": data})


@require_GET
@limited("mes-donnees", limit=10, seconds=3600, methods=("GET",))
def my_data_csv(request: "MemberRequest") -> HttpResponse:
    """One CSV per kind of data, in a ZIP."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for section in my_data.sections(_member(request)):
            rows = [[row.get(column) for column in section.columns] for row in section.rows]
            archive.writestr(f"{section.key}.csv", to_csv(section.columns or [section.label], rows))
    response = HttpResponse(buffer.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="mes-donnees.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@sensitive_post_parameters("password")
@limited("supprimer-compte", limit=5, seconds=900)
def account_delete(request: "MemberRequest") -> HttpResponse:
    """What goes, what stays; then the word typed and the password, or a recent sign-in where there is no password."""
    person = _member(request)
    account: User = request.user  # type: ignore[assignment]
    stale = not account.has_usable_password() and not _entered_recently(request)
    form = DeleteAccountForm(request.POST or None, user=account)
    if request.method == "POST" and not stale and form.is_valid():
        erase_person_data(person=person, at=timezone.now())
        logout(request)
        return redirect(request, reverse("people:account-deleted"))
    context = {"form": form, "stale": stale, "person": person}
    return render(request, "people/account_delete.html", context, status=422 if form.errors else 200)


def _entered_recently(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and timezone.now().timestamp() - records[-1]["at"] < RECENT_SECONDS


@login_not_required
@require_safe
def account_deleted(request: HttpRequest) -> HttpResponse:
    """A goodbye that anyone may read."""
    return render(request, "people/account_deleted.html")
