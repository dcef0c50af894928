"""The door of every page of the community, and how a text is written without ever being lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.limits import TooMany, spend
from people.models import Person
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

__all__ = ["lost_but_kept", "member_view", "small_act", "write"]
POSTS, POSTS_IN_SECONDS = 20, 600
SMALL_ACTS, SMALL_ACTS_IN_SECONDS = 240, 600


def write(form: Form, *, by: Person, call: Callable[[dict[str, Any]], Any]) -> tuple[Any, int]:
    """Validate, count, write. What is refused becomes an error beside the text, which stays in the form.

    Returns what the action gave and 200, or None and the status: 422 to mend, 429 to wait, 403 not allowed any more.
    """
    if not form.is_valid():
        return None, 422
    try:
        spend("publier", by.pk, limit=POSTS, seconds=POSTS_IN_SECONDS)
        return call(form.cleaned_data), 200
    except TooMany as refusal:
        form.add_error(None, refusal.sentence)
        return None, 429
    except ValidationError as refusal:
        part = getattr(refusal, "part", "body")
        form.add_error(part if part in form.fields else None, refusal.messages)  # type: ignore[arg-type]
        return None, 422
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal) or _("Vous ne pouvez plus écrire ici. Votre texte est gardé ci-dessous."))
        return None, 403


def lost_but_kept(request: "MemberRequest", *, status: int = 404) -> HttpResponse:
    """The place where the text should have gone is gone: the person gets the text back, to copy it."""
    text = request.POST.get("body", "")
    if not text.strip():
        raise Http404
    context = {"text": text, "title_typed": request.POST.get("title", "")}
    return render(request, "community/text_kept.html", context, status=status)


def small_act(by: Person) -> None:
    """Count a press (follow, react, read mark); raises TooMany."""
    spend("gestes", by.pk, limit=SMALL_ACTS, seconds=SMALL_ACTS_IN_SECONDS)
