"""Filing bookmarks: one bookmark's page, and making, renaming, deleting a collection."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activity.actions import collections as actions
from activity.forms.bookmarks import BookmarkForm
from activity.models import Bookmark
from activity.queries import collections
from activity.queries.targets import Ref, cards_of
from activity.views.entry import member_only
from core.htmx import redirect
from core.limits import limited

if TYPE_CHECKING:
    from people.middleware import MemberRequest


def _own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What is another's is not there."""

    @functools.wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist as error:
            raise Http404 from error

    return entered


@require_http_methods(["GET", "HEAD", "POST"])
@limited("gestes", limit=240, seconds=600)
@member_only
@_own
def bookmark_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    """Collection, note and reminder of one bookmark."""
    person = request.person
    row = collections.own_bookmark(person, pk)
    ref = Ref(row.content_type_id, row.object_id)
    card = cards_of([ref], person).get(ref)
    if card is None:
        raise Http404
    choices = [(one.pk, one.name) for one in collections.of_person(person)]
    now = timezone.localtime()
    planned = row.remind_at is not None and row.reminded_at is None
    initial = {"collection": row.collection_id or "", "note": row.note, "reminder": "garder" if planned else ""}
    form = BookmarkForm(request.POST or None, collections=choices, now=now, planned=planned, initial=initial)
    if request.method == "POST" and form.is_valid() and _file(request, row, form):
        messages.success(request, _("C’est rangé."))
        return redirect(request, reverse("activity:bookmark-list"))
    context = {"form": form, "card": card, "bookmark": row, "planned": planned}
    return render_page(request, "activity/bookmark_edit.html", context, status=422 if form.errors else 200)


def _file(request: "MemberRequest", row: Bookmark, form: BookmarkForm) -> bool:
    cleaned, person = form.cleaned_data, request.person
    keep = cleaned["reminder"] == "garder"
    name = cleaned["new_collection"].strip()
    try:
        chosen = collections.own_collection(person, cleaned["collection"]) if cleaned["collection"] else None
        if name:
            chosen = actions.create_collection(by=person, name=name, at=timezone.now())
        actions.file_bookmark(
            by=person, bookmark=row, collection=chosen, note=cleaned["note"],
            remind_at=row.remind_at if keep else cleaned["remind_at"],
        )  # fmt: skip
    except ValidationError as refusal:
        form.add_error("new_collection" if name else None, refusal)
        return False
    return True


@require_POST
@limited("gestes", limit=240, seconds=600)
@member_only
def collection_create(request: "MemberRequest") -> HttpResponse:
    return _said(request, lambda: _made(request))


def _made(request: "MemberRequest") -> str:
    actions.create_collection(by=request.person, name=request.POST.get("nom", ""), at=timezone.now())
    return _("La collection est prête.")


@require_POST
@limited("gestes", limit=240, seconds=600)
@member_only
@_own
def collection_rename(request: "MemberRequest", pk: int) -> HttpResponse:
    collection = collections.own_collection(request.person, pk)

    def rename() -> str:
        actions.rename_collection(by=request.person, collection=collection, name=request.POST.get("nom", ""))
        return _("Le nom est changé.")

    return _said(request, rename)


@require_POST
@limited("gestes", limit=240, seconds=600)
@member_only
@_own
def collection_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    """The bookmarks stay."""
    actions.delete_collection(by=request.person, collection=collections.own_collection(request.person, pk))
    messages.success(request, _("La collection est supprimée; ses signets restent, sans collection."))
    return redirect(request, reverse("activity:bookmark-list"))


def _said(request: "MemberRequest", act: Callable[[], str]) -> HttpResponse:
    """Do it and say so, or say what to mend."""
    try:
        messages.success(request, act())
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(request, reverse("activity:bookmark-list"))
