"""« Toujours vrai » : the owner of a practice sheet confirms it in one press."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions import practice_cycle
from community.enums import PracticeState
from community.queries.practices import visible_to
from community.views.entry import member_view, small_act
from core.htmx import redirect
from core.templatetags.formatting import day

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("POST")
def confirm(request: "MemberRequest", pk: int) -> HttpResponse:
    """It still holds: for twelve months more."""
    sheet = visible_to(request.person).filter(state__in=[PracticeState.PUBLISHED, PracticeState.ARCHIVED]).get(pk=pk)
    small_act(request.person)
    sheet = practice_cycle.confirm(by=request.person, page=sheet, at=timezone.now())
    if sheet.review_on is not None:
        messages.success(request, _("La fiche est confirmée. À revoir le %(day)s.") % {"day": day(sheet.review_on)})
    return redirect(request, sheet.get_absolute_url())
