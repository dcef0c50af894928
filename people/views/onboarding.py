"""The first visit, in optional steps: each may be skipped, none is asked twice, all can be done later."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.files import UploadRefused
from core.htmx import redirect, render
from people.actions.profiles import settle_step
from people.models import Person
from people.queries.onboarding import settled, steps_left
from people.queries.registries import onboarding_steps

if TYPE_CHECKING:
    from people.middleware import MemberRequest


def _member(request: "MemberRequest") -> Person:
    if request.person is None:
        raise PermissionDenied(_("Votre compte n’a pas de profil de membre."))
    return request.person


@require_safe
def onboarding(request: "MemberRequest") -> HttpResponse:
    """The next step that is left; when none is, the list of them all, to do again at will."""
    person = _member(request)
    left = steps_left(person)
    if left:
        return HttpResponseRedirect(reverse("people:onboarding-step", args=[left[0].key]))
    done = settled(person)
    steps = [{"step": step, "skipped": done.get(step.key, True)} for step in onboarding_steps]
    return render(request, "people/onboarding_done.html", {"steps": steps})


@require_http_methods(["GET", "HEAD", "POST"])
def onboarding_step(request: "MemberRequest", key: str) -> HttpResponse:
    """One step. `passer` puts it aside; saving marks it done; both lead to the next one that is left."""
    person = _member(request)
    step = onboarding_steps.get(key)
    if step is None:
        raise Http404
    keys = [one.key for one in onboarding_steps]
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    if data is not None and "passer" in data:
        settle_step(person=person, step=key, skipped=True, at=timezone.now())
        return _onward(request, person)
    form = step.form(person, data, files)
    if data is not None and form.is_valid():
        try:
            step.save(person, form, timezone.now())
        except UploadRefused as refusal:
            form.add_error("photo" if "photo" in form.fields else None, str(refusal))  # type: ignore[attr-defined]
        else:
            settle_step(person=person, step=key, skipped=False, at=timezone.now())
            return _onward(request, person)
    context = {
        "step": step,
        "form": form,
        "titles": [one.title for one in onboarding_steps],
        "current": keys.index(key) + 1,
        "is_file_form": form.is_multipart(),
        **step.context(person),
    }
    return render(request, "people/onboarding_step.html", context, status=200 if data is None else 422)


def _onward(request: "MemberRequest", person: Person) -> HttpResponse:
    person.__dict__.pop("_settled_steps", None)
    left = steps_left(person)
    if left:
        return redirect(request, reverse("people:onboarding-step", args=[left[0].key]))
    messages.success(request, _("C’est tout. Bienvenue dans le réseau!"))
    return redirect(request, reverse("home"))
