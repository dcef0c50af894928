"""What peers said of a sheet: its history, and « prise en compte »."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions import practices
from community.permissions import practices as may
from community.queries import practice_remarks
from community.queries import practices as queries
from community.views.entry import member_view, small_act
from community.views.practice_texts import REMARK_HEADINGS
from core.htmx import is_htmx, redirect

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def practice_remarks_page(request: "MemberRequest", label: str) -> HttpResponse:
    """Every review of the sheet, the newest first, with the text as it was read."""
    page = queries.by_label(request.person, label)
    if not may.can_read_remarks(request.person, page):
        raise PermissionDenied(_("Les relectures d’une fiche se lisent par qui l’écrit, l’anime ou l’a relue."))
    rounds = [
        {
            "review": one.review,
            "remarks": [
                {"title": REMARK_HEADINGS[read.remark.part], "remark": read.remark, "text_html": read.text_html}
                for read in one.remarks
            ],
        }
        for one in practice_remarks.history(page)
    ]
    context = {"page": page, "rounds": rounds, "may_mark": may.can_edit_practice(request.person, page)}
    return render(request, "community/practice_remarks.html", context)


@member_view("POST")
def practice_remark(request: "MemberRequest", label: str, pk: int) -> HttpResponse:
    """Mark a remark as taken into account (`prise=1`), or not after all."""
    page = queries.by_label(request.person, label)
    if not may.can_read_remarks(request.person, page):
        raise PermissionDenied
    remark = practice_remarks.of_sheet(page, pk)
    small_act(request.person)
    handled = request.POST.get("prise") == "1"
    remark = practices.mark_remark(by=request.person, remark=remark, handled=handled, at=timezone.now())
    if is_htmx(request):
        context = {"page": page, "remark": remark, "may_mark": True}
        return render(request, "community/parts/practice_remark.html", context)
    return redirect(request, f"{page.get_absolute_url()}#remarque-{remark.pk}")
