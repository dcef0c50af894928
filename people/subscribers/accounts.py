"""Mails of the account: invitations, and what allauth wrote. Sent by a worker, never within a request."""

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives, send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from core.events import subscribe
from people.actions.invitations import token_of
from people.actions.mails import cache_key
from people.events import AccountMailWritten, InvitationSent
from people.models import Invitation
from people.queries.accounts import invitation_state


@subscribe(InvitationSent)
def send_invitation(event: InvitationSent) -> None:
    """One mail with the link; nothing when the invitation was revoked or used before the worker came to it."""
    found = Invitation.objects.select_related("organisation", "invited_by").filter(pk=event.invitation_id).first()
    if found is None or invitation_state(found, timezone.now()) != "open":
        return
    context = {
        "invitation": found,
        "url": settings.PUBLIC_URL + reverse("people:invitation-accept", args=[token_of(found)]),
        "installation_name": settings.INSTALLATION_NAME,
        "public_url": settings.PUBLIC_URL,
    }
    with translation.override("fr"):
        subject = render_to_string("people/emails/invitation_subject.txt", context).strip()
        message = EmailMultiAlternatives(
            subject, render_to_string("people/emails/invitation.txt", context), to=[found.email]
        )
        message.attach_alternative(render_to_string("people/emails/invitation.html", context), "text/html")
        message.send()


@subscribe(AccountMailWritten)
def send_account_mail(event: AccountMailWritten) -> None:
    """Send what waits in the cache, once; nothing when it was sent or has expired."""
    key = cache_key(event.key)
    mail = cache.get(key)
    if mail is None:
        return
    send_mail(mail["subject"], mail["body"], None, mail["to"])
    cache.delete(key)
