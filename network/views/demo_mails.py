"""« Courriels de la démonstration »: the mails that the demonstration's own server received for whoever looks."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from people.middleware import MemberRequest

LOOKED_AT = 600
SHOWN = 60
_HTML_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox allow-popups"


@require_safe
def mail_list(request: "MemberRequest") -> HttpResponse:
    """The newest first."""
    mails = []
    for path in sorted(_folder().glob("*.eml"), reverse=True)[:LOOKED_AT]:
        head = BytesHeaderParser(policy=policy.default).parsebytes(path.read_bytes()[:20_000])
        if _is_for(head, request):
            mails.append({"name": path.stem, "subject": str(head["Subject"] or "").strip(), "at": _date(head)})
        if len(mails) >= SHOWN:
            break
    return render(request, "network/demo_mail_list.html", {"mails": mails})


@require_safe
def mail_detail(request: "MemberRequest", name: str) -> HttpResponse:
    """One mail as text, with the headers that matter."""
    mail = _mail(request, name)
    body = mail.get_body(("plain",))
    context = {
        "name": name,
        "subject": str(mail["Subject"] or "").strip(),
        "sender": str(mail["From"] or ""),
        "at": _date(mail),
        "text": body.get_content() if body is not None else "",
        "has_html": mail.get_body(("html",)) is not None,
    }
    return render(request, "network/demo_mail_detail.html", context)


@require_safe
def mail_html(request: "MemberRequest", name: str) -> HttpResponse:
    """The HTML part alone, as a mail program shows it: its style stands in it, nothing in it runs."""
    part = _mail(request, name).get_body(("html",))
    if part is None:
        raise Http404
    return HttpResponse(part.get_content(), headers={"Content-Security-Policy": _HTML_POLICY})


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "mail"


def _mail(request: "MemberRequest", name: str) -> EmailMessage:
    path = _folder() / f"{name}.eml"
    if not path.is_file():
        raise Http404
    mail: EmailMessage = message_from_bytes(path.read_bytes(), policy=policy.default)  # type: ignore[assignment]
    if not _is_for(mail, request):
        raise Http404
    return mail


def _is_for(mail: EmailMessage, request: "MemberRequest") -> bool:
    """Each of the cast sees their own, as in life."""
    address = getattr(request.user, "email", "").lower()
    return bool(address) and address in str(mail["To"] or "").lower()


def _date(mail: EmailMessage):  # type: ignore[no-untyped-def]
    try:
        return parsedate_to_datetime(str(mail["Date"]))
    except (TypeError, ValueError):
        return None
