"""The door of every page of a run: one's own, and only while the diagnostic is switched on."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core.database import prepared
from core.htmx import redirect
from core.limits import spend
from learning.models import Run
from learning.queries.diagnostics import is_on
from people.models import Person

if TYPE_CHECKING:
    from people.middleware import MemberRequest

ACTS, ACTS_IN_SECONDS = 400, 600


@prepared
def own_run(request: "MemberRequest", pk: int) -> Run:
    """With all that its pages name. Raises DoesNotExist for a run of somebody else."""
    joined = Run.objects.visible_to(request.person).select_related("bank", "version__profile", "campaign")
    return joined.get(pk=pk)


def switched_off(request: "MemberRequest") -> HttpResponse | None:
    """Back to the page of the diagnostic, which says what is kept; None while it is on."""
    return None if is_on(request.person) else back_to_the_switch(request)


def back_to_the_switch(request: "MemberRequest") -> HttpResponse:
    """Off: nothing was written, what is kept is said there."""
    if request.method == "POST":
        words = _("Le diagnostic est arrêté\xa0: rien n’a été enregistré, et vos réponses d’avant sont gardées.")
    else:
        words = _("Le diagnostic est arrêté. Activez-le pour ouvrir cette page\xa0: vos réponses sont gardées.")
    messages.warning(request, words)
    return redirect(request, reverse("learning:diagnostic-home"))


def act(by: Person) -> None:
    """Count a press; raises TooMany. An answer takes seconds: nobody comes near."""
    spend("diagnostic", by.pk, limit=ACTS, seconds=ACTS_IN_SECONDS)
