"""Signing in, invitations, the account's own page."""

import datetime as dt
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django.views.generic.edit import FormView

from core.htmx import redirect, render
from core.limits import TooMany, limited, too_many_response
from core.pagination import page_by_key
from people.actions import accounts, invitations
from people.forms.accounts import InvitationForm, JoinForm
from people.models import User
from people.queries import accounts as queries
from people.queries import consents, grants
from people.queries.access import count_since

if TYPE_CHECKING:
    from people.middleware import MemberRequest

BACKEND = "people.middleware.MemberBackend"
View = Callable[..., HttpResponse]


def form_view(view: View) -> View:
    """One of allauth's views, that answers 422 like ours when its form has errors."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and form is not None and form.errors:
            response.status_code = 422
        return response

    return wrapper


class SignInView(account.LoginView):
    """allauth's sign-in, with the cast of a demonstration beside it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        cast = queries.demo_cast() if settings.DEMO else ()
        return {**context, "cast": cast, "invitation_only": settings.INVITATION_ONLY}


class MailAddressView(account.EmailView):
    """allauth's page of the address; reading it writes nothing (allauth keeps its own list in step at every request)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "GET":
            return super().dispatch(request, *args, **kwargs)
        self._did_send_verification_email = False
        return FormView.dispatch(self, request, *args, **kwargs)


sign_in = form_view(SignInView.as_view())
mail_address = form_view(MailAddressView.as_view())


def too_many(request: HttpRequest) -> HttpResponse:
    """allauth's limits answer like ours (`handler429` of network/urls.py)."""
    return too_many_response(request, TooMany(60))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What one may set about one's account, and what is in force."""
    person = request.person  # type: ignore[attr-defined]
    at = timezone.now()
    user: User = request.user  # type: ignore[assignment]
    context: dict[str, Any] = {"has_password": user.has_usable_password()}
    if person is not None:
        today = timezone.localdate(at)
        context |= {
            "may_invite": queries.may_invite(person, today),
            "given": sum(state.given and not state.purpose.is_needed for state in consents.states(person)),
            "grants": grants.count_in_force(person, today),
            "looks": count_since(person, at - dt.timedelta(days=30)),
        }
    return render(request, "people/account_home.html", context)


@limited("invitations", limit=20, seconds=3600)
def invitation_list(request: "MemberRequest") -> HttpResponse:
    """Invitations of one's organisations; several may be sent at once."""
    today = timezone.localdate()
    if not queries.may_invite(request.person, today):
        raise PermissionDenied(_("Les invitations reviennent aux responsables sectoriels et à l’administration."))
    organisations = queries.inviting_organisations(request.person, today)
    form = InvitationForm(request.POST or None, organisations=organisations)
    refused: list[tuple[str, object]] = []
    if request.method == "POST" and form.is_valid():
        report = invitations.invite(
            by=request.person,
            emails=form.cleaned_data["emails"],
            organisation=form.cleaned_data["organisation"],
            at=timezone.now(),
        )
        if report.sent:
            count = len(report.sent)
            text = ngettext("%(count)d invitation part par courriel.", "%(count)d invitations partent par courriel.", count)
            messages.success(request, text % {"count": count})
        if not report.refused:
            return redirect(request, reverse("people:invitation-list"))
        refused = report.refused
        kept = "\n".join(email for email, _reason in refused)
        form = InvitationForm(
            initial={"emails": kept, "organisation": form.cleaned_data["organisation"]}, organisations=organisations
        )
    page = page_by_key(
        queries.invitations_visible_to(request.person, today),
        keys=("-created_at", "-id"),
        cursor=request.GET.get("avant"),
        size=30,
    )
    now = timezone.now()
    rows = [(invitation, queries.invitation_state(invitation, now)) for invitation in page.items]
    status = 422 if form.errors or refused else 200
    context = {"form": form, "rows": rows, "refused": refused, "next_cursor": page.next_cursor}
    return render(request, "people/invitation_list.html", context, status=status)


@require_POST
def invitation_revoke(request: "MemberRequest", pk: int) -> HttpResponse:
    if request.person is None:
        raise PermissionDenied
    invitation = get_object_or_404(queries.invitations_visible_to(request.person, timezone.localdate()), pk=pk)
    invitations.revoke(by=request.person, invitation=invitation, at=timezone.now())
    messages.success(request, _("Invitation révoquée : le lien reçu ne fonctionne plus."))
    return redirect(request, reverse("people:invitation-list"))


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@limited("invitation-acceptee", limit=20, seconds=600)
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: a name, a password, and one is in."""
    at = timezone.now()
    invitation = queries.invitation_of_token(token)
    state = queries.invitation_state(invitation, at) if invitation else "unknown"
    if invitation is None or state != "open":
        return render(request, "people/invitation_closed.html", {"state": state}, status=404 if state == "unknown" else 410)
    if request.user.is_authenticated:
        return render(request, "people/invitation_closed.html", {"state": "signed_in"}, status=409)
    form = JoinForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        try:
            person = accounts.accept_invitation(invitation=invitation, at=at, **form.cleaned_data)
        except accounts.AccountRefused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            record_authentication(request, person.user, method="password", email=invitation.email)
            login(request, person.user, backend=BACKEND)
            return redirect(request, settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "invitation": invitation}
    return render(request, "people/invitation_accept.html", context, status=422 if form.errors else 200)
