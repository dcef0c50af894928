"""The shelf of a space: for its readers, and as its facilitators arrange it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community import permissions
from community.actions import shelf
from community.enums import ShelfKind
from community.forms.shelf import ShelfFileForm, ShelfLinkForm, ShelfWordsForm
from community.models import PracticePage, Space, Thread
from community.models.practices import visible_practices
from community.queries import shelf as queries
from community.queries import spaces as space_queries
from community.views.entry import member_view, small_act
from community.views.spaces import frame, tabs_of
from core.files import UploadRefused
from core.htmx import redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest

FORMS: dict[str, type[ShelfWordsForm]] = {"lien": ShelfLinkForm, "fichier": ShelfFileForm}


@member_view("GET")
def space_shelf(request: "MemberRequest", slug: str) -> HttpResponse:
    """Everything on the shelf."""
    space = space_queries.for_page(request.person, slug)
    if not permissions.can_read(request.person, space):
        raise PermissionDenied(_("Seuls les membres de cet espace lisent son étagère."))
    can_pin = permissions.can_pin(request.person, space)
    context = frame(request, space) | {
        "items": queries.items(space, request.person, with_gone=can_pin),
        "tabs": tabs_of(space, "etagere"),
        "can_pin": can_pin,
    }
    return render(request, "community/space_shelf.html", context, fragment="shelf")


def _managed(request: "MemberRequest", slug: str) -> Any:
    space = space_queries.for_page(request.person, slug)
    if not permissions.can_pin(request.person, space):
        raise PermissionDenied(_("Seule l’animation range l’étagère, tant que l’espace vit."))
    return space


@member_view("GET", "POST")
def shelf_add(request: "MemberRequest", slug: str) -> HttpResponse:
    """Put a link (`genre=lien`) or a file (`genre=fichier`) on the shelf."""
    space = _managed(request, slug)
    kind = request.GET.get("genre", "lien")
    kind = kind if kind in FORMS else "lien"
    form, status = FORMS[kind](*((request.POST, request.FILES) if request.method == "POST" else ())), 200
    if request.method == "POST":
        small_act(request.person)
        if form.is_valid() and _pin(request, space, form):
            messages.success(request, _("C’est sur l’étagère."))
            return redirect(request, _url(slug))
        status = 422
    context = frame(request, space) | {"form": form, "kind": kind, "item": None}
    return render(request, "community/shelf_form.html", context, status=status)


def _pin(request: "MemberRequest", space: Space, form: forms.Form) -> bool:
    """Whether it went on the shelf; what is refused stands beside its field."""
    found, now = form.cleaned_data, timezone.now()
    words = {"title": found["title"], "note": found["note"]}
    try:
        if isinstance(form, ShelfFileForm):
            shelf.pin_file(by=request.person, space=space, upload=found["file"], at=now, **words)
        else:
            shelf.pin_link(by=request.person, space=space, url=found["url"], at=now, **words)
    except UploadRefused as refusal:
        form.add_error("file", str(refusal))
        return False
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


@member_view("GET", "POST")
def shelf_edit(request: "MemberRequest", slug: str, pk: int) -> HttpResponse:
    """Title, note, and the address of a link."""
    space = _managed(request, slug)
    item = queries.item(space, pk)
    kind = ShelfLinkForm if item.kind == ShelfKind.LINK else ShelfWordsForm
    initial = {"title": item.title, "note": item.note, "url": item.url}
    form, status = kind(request.POST if request.method == "POST" else None, initial=initial), 200
    if request.method == "POST":
        if form.is_valid():
            shelf.edit_item(by=request.person, item=item, **form.cleaned_data)
            messages.success(request, _("C’est enregistré."))
            return redirect(request, _url(slug))
        status = 422
    context = frame(request, space) | {"form": form, "kind": "", "item": item}
    return render(request, "community/shelf_form.html", context, status=status)


@member_view("POST")
def shelf_move(request: "MemberRequest", slug: str, pk: int) -> HttpResponse:
    """One place up (`vers=haut`) or down."""
    space = _managed(request, slug)
    small_act(request.person)
    shelf.move_item(by=request.person, item=queries.item(space, pk), up=request.POST.get("vers") == "haut")
    if request.htmx:  # type: ignore[attr-defined]
        context = frame(request, space) | {
            "items": queries.items(space, request.person, with_gone=True), "can_pin": True,
            "moved": pk, "went_up": request.POST.get("vers") == "haut",
        }  # fmt: skip
        return render(request, "community/space_shelf.html", context, fragment="shelf")
    return redirect(request, f"{_url(slug)}#ressource-{pk}")


@member_view("POST")
def shelf_remove(request: "MemberRequest", slug: str, pk: int) -> HttpResponse:
    """Take it off, with « Annuler » for a while."""
    space = _managed(request, slug)
    shelf.remove_item(by=request.person, item=queries.item(space, pk))
    undo = reverse("community:shelf-restore", args=[slug, pk])
    messages.success(request, _("La ressource est retirée de l’étagère."), extra_tags=f"undo={undo}")
    return redirect(request, _url(slug))


@member_view("POST")
def shelf_restore(request: "MemberRequest", slug: str, pk: int) -> HttpResponse:
    """Undo a removal."""
    space = _managed(request, slug)
    if shelf.restore_item(by=request.person, space=space, number=pk) is None:
        messages.error(request, _("Il est trop tard pour annuler. Épinglez la ressource de nouveau."))
    else:
        messages.success(request, _("La ressource est de nouveau sur l’étagère."))
    return redirect(request, _url(slug))


@member_view("POST")
def thread_pin(request: "MemberRequest", pk: int) -> HttpResponse:
    """Put a thread on the shelf of its space (`epingler=1`), or take it off."""
    return _pin_post(request, Thread.objects.visible_to(request.person).select_related("space").get(pk=pk))


@member_view("POST")
def practice_pin(request: "MemberRequest", pk: int) -> HttpResponse:
    """The same for a practice sheet."""
    return _pin_post(request, visible_practices(request.person).select_related("space").get(pk=pk))


def _pin_post(request: "MemberRequest", target: Thread | PracticePage) -> HttpResponse:
    small_act(request.person)
    wanted = request.POST.get("epingler") == "1"
    try:
        if wanted:
            shelf.pin_post(by=request.person, space=target.space, target=target, at=timezone.now())
            messages.success(request, _("C’est épinglé sur l’étagère de l’espace."))
        else:
            shelf.unpin_post(by=request.person, space=target.space, target=target)
            messages.success(request, _("Ce n’est plus épinglé."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(request, target.get_absolute_url())


def _url(slug: str) -> str:
    return reverse("community:space-shelf", args=[slug])
