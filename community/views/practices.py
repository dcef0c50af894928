"""Practice sheets: one's own, writing, the reader's page, throwing a draft away, archiving."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render as render_page
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.queries.subscriptions import level_of
from community.actions import practices
from community.actions.practices import EditConflict
from community.actions.practices.texts import lacks
from community.forms.practices import PracticeForm
from community.models import PracticePage, PracticeRemark, Thread
from community.permissions import practices as may
from community.queries import practice_beginnings, practice_people, practice_remarks, practice_versions
from community.queries import practices as queries
from community.queries import spaces as space_queries
from community.queries import threads as thread_queries
from community.queries.practice_beside import beside
from community.views.entry import POSTS, POSTS_IN_SECONDS, member_view
from community.views.practice_texts import chips_of, headings, lacking, parts_of
from core.htmx import redirect
from core.limits import TooMany, spend
from people.models import Person

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def people_options(request: "MemberRequest") -> HttpResponse:
    """Options of a list of names, for the last one that is being typed (`authors`, `owner` or `others`)."""
    typed = next((request.GET[name] for name in ("authors", "owner", "others") if name in request.GET), "")[:600]
    return render_page(request, "community/parts/topic_options.html", {"options": practice_people.suggestions(typed)})


@member_view("GET", "POST")
def practice_create(request: "MemberRequest") -> HttpResponse:
    """Begin a sheet. `?fil=` draws it from a thread, `?espace=` and `?titre=` choose beforehand."""
    person, thread = request.person, _thread(request)
    initial: dict[str, Any] = {"title": request.GET.get("titre", "")[:200]}
    if thread is not None:
        initial = practice_beginnings.from_thread(thread)
    elif wanted := request.GET.get("espace", ""):
        initial["space"] = space_queries.postable(person).filter(slug=wanted).first()
    form = PracticeForm(request.POST or None, person=person, initial=initial)
    status = 200
    if request.method == "POST":
        page, status = save(form, by=person, call=lambda values: _begin(person, thread, values))
        if page is not None:
            return _saved(request, page)
    context: dict[str, Any] = {"form": form, "page": None, "thread": thread, "chosen": initial.get("space"), "reviews": []}
    context["without_space"] = not form.fields["space"].queryset.exists()  # type: ignore[attr-defined]
    return render_page(request, "community/practice_form.html", context, status=status)


def _thread(request: "MemberRequest") -> Thread | None:
    """The thread that the sheet is drawn from, among those that the person reads. Raises DoesNotExist."""
    wanted = request.GET.get("fil", "")
    if not wanted:
        return None
    number = int(wanted) if wanted.isdigit() and len(wanted) < 18 else 0
    return thread_queries.visible_to(request.person).select_related("author", "space").get(pk=number)


def _begin(person: Person, thread: Thread | None, values: dict[str, Any]) -> PracticePage:
    values.pop("change_note", None)
    values.pop("handled")
    if thread is not None:
        values["credited"] = practice_beginnings.credited(thread, but=person)
    return practices.create_draft(by=person, source_thread=thread, at=timezone.now(), **values)


def save(form: Form, *, by: Person, call: Callable[[dict[str, Any]], Any]) -> tuple[Any, int]:
    """Validate, count, write; what is refused stands beside its field, and the text stays. EditConflict goes on up."""
    if not form.is_valid():
        return None, 422
    try:
        spend("publier", by.pk, limit=POSTS, seconds=POSTS_IN_SECONDS)
        return call(form.values), 200  # type: ignore[attr-defined]
    except EditConflict:
        raise
    except TooMany as refusal:
        form.add_error(None, refusal.sentence)
        return None, 429
    except ValidationError as refusal:
        add_errors(form, refusal)
        return None, 422
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal) or _("Vous ne pouvez plus écrire ici. Votre texte est gardé ci-dessous."))
        return None, 403


def add_errors(form: Form, refusal: ValidationError) -> None:
    """Each beside its field; figures beside the first of them, what has no field above the form."""
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
    for name, words in by_field.items():
        name = "value_1" if name == "figures" else name
        form.add_error(name if name in form.fields else None, words)  # type: ignore[arg-type]


def _saved(request: "MemberRequest", page: PracticePage) -> HttpResponse:
    """To the next step that the button named: asking for a review, or the draft as it reads."""
    if request.POST.get("suite") == "relire":
        return redirect(request, reverse("community:practice-ask", args=[page.label]))
    words = _("Brouillon enregistré. Vos lectrices et lecteurs ne voient pas encore ces changements.")
    messages.success(request, words if page.live else _("Brouillon enregistré. Il vous attend dans «\xa0Mes fiches\xa0»."))
    return redirect(request, page.get_absolute_url())


@member_view("GET", "POST")
def practice_edit(request: "MemberRequest", label: str) -> HttpResponse:
    """Write in a sheet. Saved by somebody else meanwhile: 409, the typed text and what the other changed."""
    person = request.person
    page = queries.by_label(person, label)
    if request.method == "GET" and not may.can_edit_practice(person, page):
        raise PermissionDenied(_("Seules les personnes qui écrivent cette fiche et l’animation de l’espace la modifient."))
    draft = queries.draft_of(page)
    data = request.POST.copy() if request.method == "POST" else None
    initial = practice_beginnings.from_draft(draft, viewer=person)
    said = practice_remarks.by_part(practice_remarks.under_way(page))
    form = PracticeForm(data, person=person, page=page, initial=initial, remarks=said)
    conflict: list[Any] = []
    status = 200
    if data is not None:
        typed = str(data.get("revision", ""))
        based_on = int(typed) if typed.isdigit() and len(typed) < 18 else 0
        try:
            saved, status = save(form, by=person, call=lambda values: _edit(person, page, based_on, values))
            if saved is not None:
                return _saved(request, saved)
        except EditConflict as refusal:
            page = queries.by_label(person, label)
            conflict, status = practice_versions.since(page, based_on), 409
            data["revision"] = str(refusal.revision_id or "")
    context = {"form": form, "page": page, "thread": None, "chosen": page.space, "without_space": False}
    context |= {"in_conflict": status == 409, "conflict": headings(conflict)}
    context["reviews"] = [one for one in practice_remarks.reviews_under_way(page) if one.verdict == "changes"]
    return render_page(request, "community/practice_form.html", context, status=status)


def _edit(person: Person, page: PracticePage, based_on: int, values: dict[str, Any]) -> PracticePage:
    wrote = [row.person for row in queries.byline(page) if not row.credited]
    others = values.pop("authors")
    kept = [one for one in wrote if one.pk == person.pk] or ([wrote[0]] if not others and wrote else [])
    return practices.save_draft(
        by=person, page=page, based_on=based_on, authors=[*kept, *others], at=timezone.now(), **values
    )


@member_view("GET")
def practice_detail(request: "MemberRequest", label: str) -> HttpResponse:
    """The reader's page; who writes a sheet that is not published reads its draft. Another slug leads to the right one."""
    person = request.person
    page = queries.by_label(person, label)
    if label != page.label:
        return redirect(request, page.get_absolute_url())
    at = timezone.now()
    shown = page if page.live else queries.draft_of(page)
    people = queries.byline(page)
    deeds = _deeds(person, page, shown)
    remarks = practice_remarks.by_part(_remarks(person, page, deeds))
    context = {
        "page": page,
        "shown": shown,
        "sections": parts_of(shown, remarks),
        "remarks_on_title": remarks["title"],
        "coming": headings(practice_versions.unpublished(page)) if deeds["edit"] and page.has_unpublished_changes else [],
        "may_mark": deeds["edit"],
        "authors": [row.person for row in people if not row.credited],
        "credited": [row.person for row in people if row.credited],
        "chips": chips_of(shown),
        "files": list(shown.files.all()),
        "beside": beside(page, person, at),
        "version": queries.version_of(page),
        "following": level_of(person, page) not in (None, "none"),
        "kept": queries.is_kept(person, page),
        "deeds": deeds,
        "ask_url": f"{reverse('community:thread-create')}?genre=question&fiche={page.pk}&espace={page.space.slug}",
    }
    return render_page(request, "community/practice_detail.html", context)


def _deeds(person: Person, page: PracticePage, draft: PracticePage) -> dict[str, Any]:
    """What this person may do with it, and what waits for them: `to_mend` (changes were asked for, nothing was written
    since), `missing` (what readers would lack)."""
    in_review = queries.is_in_review(page)
    can_edit = may.can_edit_practice(person, page)
    reviews = practice_remarks.reviews_under_way(page) if can_edit else []
    newest = reviews[0] if reviews and not in_review else None
    return {
        "to_mend": newest is not None and newest.verdict == "changes" and newest.revision_id == page.latest_revision_id,
        "missing": lacking(lacks(draft)) if can_edit and not page.live and not in_review else [],
        "edit": can_edit,
        "ask": can_edit and not in_review and (not page.live or page.has_unpublished_changes),
        "withdraw": can_edit and in_review,
        "review": in_review and may.can_review_practice(person, page),
        "discard": can_edit and page.live and page.has_unpublished_changes,
        "archive": may.can_archive_practice(person, page),
        "delete": may.can_delete_practice(person, page),
        "question": may.can_ask_about_practice(person, page),
        "in_review": in_review and (can_edit or queries.sees_drafts(person, page)),
        "reviews": reviews,
        "remarks": may.can_read_remarks(person, page) if can_edit or not page.live else False,
    }


def _remarks(person: Person, page: PracticePage, deeds: dict[str, Any]) -> list[PracticeRemark]:
    """Of a draft, what peers said of it; of a published sheet, what its authors have not taken into account yet."""
    if not deeds["remarks"]:
        return []
    return [one for one in practice_remarks.under_way(page) if not page.live or one.handled_at is None]


@member_view("POST")
def practice_delete(request: "MemberRequest", label: str) -> HttpResponse:
    """Throw a draft away."""
    page = queries.by_label(request.person, label)
    practices.delete_draft(by=request.person, page=page, at=timezone.now())
    messages.success(request, _("Le brouillon est supprimé."))
    return redirect(request, f"{reverse('community:practice-list')}?vue=miennes")


@member_view("POST")
def practice_archive(request: "MemberRequest", label: str) -> HttpResponse:
    """Say that it no longer applies (`archiver=1`), that it does again, or (`?annuler=1`) that this was a mistake."""
    page = queries.by_label(request.person, label)
    undo = ""
    if request.POST.get("archiver") == "1":
        # A request to read it is taken back for good: then nothing can be undone wholly.
        if not queries.is_in_review(page):
            undo = f"undo={reverse('community:practice-archive', args=[page.label])}?annuler=1"
        practices.archive(by=request.person, page=page, at=timezone.now())
        words = _("La fiche est archivée\xa0: on la trouve encore, avec la mention qu’elle ne vaut plus.")
    elif "annuler" in request.GET:
        practices.reopen(by=request.person, page=page, as_before=True, at=timezone.now())
        words = _("La fiche est de nouveau en vigueur, comme avant.")
    else:
        practices.reopen(by=request.person, page=page, at=timezone.now())
        words = _("La fiche est de nouveau en vigueur, pour douze mois.")
    messages.success(request, words, extra_tags=undo)
    return redirect(request, page.get_absolute_url())
