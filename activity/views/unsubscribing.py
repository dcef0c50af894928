"""The link of each mail that stops such mails: without signing in, by one press here or in the mail program (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from activity.actions import unsubscribing
from activity.queries.unsubscribing import named, read_token, reader_of
from core.limits import limited


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("desabonnement", limit=300, seconds=600)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET says what would stop; POST stops it (`annuler=1` takes that back). The signed token is the whole right to do so:
    mail programs post it without cookies, so there is no token of a form to ask for."""
    link = read_token(token)
    person = reader_of(link) if link is not None else None
    if link is None or person is None:
        return render(request, "activity/unsubscribe_gone.html", status=404 if link is None else 200)
    done = ""
    if request.method == "POST":
        if request.POST.get("annuler"):
            unsubscribing.resume(person=person, link=link, at=timezone.now())
            done = "resumed"
        else:
            unsubscribing.stop(person=person, link=link, at=timezone.now())
            done = "stopped"
    context = {"link": link, "name": named(link, person), "done": done}
    return render(request, "activity/unsubscribe.html", context)
