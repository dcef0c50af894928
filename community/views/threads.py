"""Threads: the lists, one thread, asking and discussing, editing, deleting, closing, accepting an answer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.views import cards
from community import permissions
from community.actions import threads
from community.enums import ThreadKind
from community.forms.threads import ReplyForm, ThreadEditForm, ThreadForm
from community.models import PracticePage, Reply, Space, Thread
from community.queries import figures, lines, practices, routing, similar
from community.queries import replies as reply_queries
from community.queries import spaces as space_queries
from community.queries import threads as thread_queries
from community.queries.beside import chips_of, complete_thread
from community.queries.reactions import helped, shown
from community.views.entry import lost_but_kept, member_view, write
from community.views.similar_questions import suggestions
from core.htmx import redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def thread_list(request: "MemberRequest") -> HttpResponse:
    """Threads of every space that the person reads, the newest activity first."""
    kind, state, text = request.GET.get("genre", ""), request.GET.get("etat", ""), request.GET.get("q", "")[:200]
    page = lines.of_all(request.person, kind=kind, state=state, text=text, cursor=request.GET.get("avant"))
    query = request.GET.copy()
    query["avant"] = page.next_cursor
    context = {
        "cards": cards.draw(page.lines, request.person, at=timezone.now()),
        "choices": _choices(kind, state, text),
        "text": text,
        "kept": {"genre": kind, "etat": state},
        "next_url": f"?{query.urlencode()}" if page.next_cursor else "",
        "later": bool(request.GET.get("avant")),
    }
    return render(request, "community/thread_list.html", context, fragment="thread-list")


def _choices(kind: str, state: str, text: str) -> list[dict[str, Any]]:
    rows = [
        (_("Tout"), "", ""),
        (_("Questions sans réponse"), "question", "sans-reponse"),
        (_("Questions ouvertes"), "question", "ouverte"),
        (_("Questions répondues"), "question", "resolue"),
        (_("Discussions"), "discussion", ""),
    ]
    return [
        {
            "label": label,
            "url": "?" + urlencode([pair for pair in (("genre", one), ("etat", two), ("q", text)) if pair[1]]),
            "current": (one, two) == (kind, state),
            "count": 0,
        }
        for label, one, two in rows
    ]


@member_view("GET", "POST")
def thread_create(request: "MemberRequest") -> HttpResponse:
    """Ask or open a discussion. `?espace=` and `?genre=` choose beforehand."""
    person = request.person
    wanted = request.GET.get("espace", "")
    spaces = (space_queries.postable(person), space_queries.to_join_by_asking(person)) if wanted else ()
    chosen = next((space for rows in spaces if (space := rows.filter(slug=wanted).first())), None)
    kind = request.GET.get("genre", "")
    initial = {
        "kind": kind if kind in ThreadKind.values else ThreadKind.QUESTION,
        "space": chosen,
        "title": request.GET.get("titre", ""),
    }
    looking = "chercher" in request.POST
    typed = request.POST if request.method == "POST" and not looking else None
    form, status = ThreadForm(typed, person=person, initial=initial | _typed(request.POST) if looking else initial), 200
    if typed is not None:
        thread, status = write(
            form,
            by=person,
            call=lambda cleaned: threads.post_thread(
                by=person, about=_about(request), joining=True, at=timezone.now(), **_values(cleaned)
            ),
        )
        if thread is not None:
            done = _("Votre question est publiée.") if thread.is_question else _("Votre discussion est publiée.")
            if thread.space_id in {space.pk for space in form.others}:
                done = f"{done} " + _("Vous voilà dans «\xa0%(name)s\xa0».") % {"name": thread.space.name}
            messages.success(request, done)
            return redirect(request, thread.get_absolute_url())
    nowhere = not (form.mine or form.others)
    context = {"form": form, "thread": None, "chosen": chosen, "without_space": nowhere, "looked": looking}
    return render(request, "community/thread_form.html", context | suggestions(request) | waiting(form.mine), status=status)


def _about(request: "MemberRequest") -> PracticePage | None:
    """`?fiche=`: the practice sheet that the thread is about, when the person reads it."""
    number = _number(request, "fiche")
    return practices.visible_to(request.person).filter(pk=number).first() if number else None


def _typed(data: Any) -> dict[str, Any]:
    """What stands in the form, to be shown again without judging it."""
    return {**data.dict(), "competencies": data.getlist("competencies")}


def waiting(spaces: Iterable[Space]) -> dict[str, Any]:
    """How long one usually waits for a useful answer, in the spaces that have a median."""
    by_id = {space.pk: space for space in spaces}
    known = figures.medians(list(by_id))
    return {"waits": [(by_id[number].name, wait) for number, wait in known.items()]}


def _values(cleaned: dict[str, Any]) -> dict[str, Any]:
    values = dict(cleaned)
    values["topic_names"], values["competency_codes"] = values.pop("topics"), values.pop("competencies")
    return values


@member_view("GET")
def thread_detail(request: "MemberRequest", pk: int) -> HttpResponse:
    """One thread. `?apres=`, `?avant=`, `?reponse=`: the page of replies after, before or around a reply.

    `?citer=`: the form begins with what a reply says (static/js/quote.js does it without leaving the page).
    """
    thread = thread_queries.readable(request.person, pk)
    quoted = reply_queries.quoted(thread, _number(request, "citer"))
    return render_thread(request, thread, ReplyForm(initial={"language": thread.language, "body": quoted}))


def render_thread(request: "MemberRequest", thread: Any, form: ReplyForm, *, status: int = 200) -> HttpResponse:
    """The page of a thread that was read, with the form of a reply (also when what was typed is refused)."""
    person = request.person
    page = reply_queries.page(
        thread,
        after=_number(request, "apres"),
        before=_number(request, "avant"),
        around=_number(request, "reponse") or _number(request, "citer"),
    )
    complete_thread(thread, person, page.rows)
    context = thread_context(request, thread) | {
        "page": page,
        "replies": [reply_row(request, thread, reply) for reply in page.rows],
        "beside": similar.beside(thread, person),
        "search": routing.search_among(thread.asked_people),
        "sheets": thread.sheets,
        # Nothing to write down yet while a question has no answer.
        "can_draw": permissions.can_post(person, thread.space) and (thread.reply_count > 0 or not thread.is_question),
        "form": form,
        "first_new": next((reply.pk for reply in page.rows if _is_new(thread, reply, person)), 0),
        "whole": page.newer is None,
    }
    return render(request, "community/thread_detail.html", context, status=status)


def _number(request: "MemberRequest", name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isdigit() and len(value) < 18 else 0


def _is_new(thread: Any, reply: reply_queries.ReplyRow, person: Any) -> bool:
    return thread.mark is not None and reply.pk > thread.mark and reply.author_id != person.pk and reply.deleted_at is None


def thread_context(request: "MemberRequest", thread: Any) -> dict[str, Any]:
    """What the head, the opening text and the buttons show, for a thread read `for_page`."""
    person, space = request.person, thread.space
    return {
        "thread": thread,
        "space": space,
        "chips": chips_of(thread),
        "pill": thread_queries.pill(thread),
        "pill_label": thread_queries.pill_label(thread),
        "reactions": shown(thread.reaction_rows),
        "accepted": reply_row(request, thread, thread.accepted_row) if thread.accepted_row else None,
        "has_new": thread.mark is not None and thread.mark < thread.last_reply_id,
        "can_reply": permissions.can_reply(person, thread),
        "can_join": permissions.can_join(person, space),
        "can_react": permissions.can_react(person, thread),
        "can_edit": permissions.can_edit(person, thread),
        "can_close": permissions.can_close(person, thread),
        "can_change_kind": permissions.can_change_kind(person, thread),
        "muted": thread.author_id in thread.muted,
        "following": thread.follow_level not in (None, "none"),
    }


def reply_row(request: "MemberRequest", thread: Any, reply: Any) -> dict[str, Any]:
    """One reply with what this person may do with it."""
    reply.thread = thread
    return {
        "reply": reply,
        "reactions": shown(reply.reaction_rows),
        "muted": reply.author_id in thread.muted,
        "helped": helped(reply.reaction_rows) if thread.is_question else None,
        "can_help": reply.author_id != request.person.pk and permissions.can_react(request.person, thread),
        "is_accepted": thread.accepted_id == reply.pk,
        "can_quote": reply.deleted_at is None and permissions.can_reply(request.person, thread),
        "can_edit": reply.deleted_at is None and permissions.can_edit(request.person, reply),
        "can_restore": permissions.can_restore(request.person, reply),
        "can_accept": reply.deleted_at is None and permissions.can_accept(request.person, thread),
        "can_react": permissions.can_react(request.person, thread),
    }


@member_view("GET", "POST")
def thread_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    """Change the opening text, on a page of its own; the text before is kept in the history."""
    person = request.person
    try:
        thread = thread_queries.for_page(person, pk)
    except Thread.DoesNotExist:
        return lost_but_kept(request)
    form, status = ThreadEditForm(request.POST or None, initial=_initial(thread)), 200
    if request.method == "POST":
        edited, status = write(
            form,
            by=person,
            call=lambda cleaned: threads.edit_thread(by=person, thread=thread, at=timezone.now(), **_values(cleaned)),
        )
        if edited is not None:
            similar.forget_beside(thread.pk)
            messages.success(request, _("Vos changements sont enregistrés."))
            return redirect(request, edited.get_absolute_url())
    elif not permissions.can_edit(person, thread):
        raise PermissionDenied(_("Seules la personne qui a écrit ce texte et l’animation le modifient."))
    context = {"form": form, "thread": thread, "chosen": thread.space, "without_space": False}
    return render(request, "community/thread_form.html", context, status=status)


def _initial(thread: Any) -> dict[str, Any]:
    return {
        "title": thread.title,
        "body": thread.body,
        "language": thread.language,
        "topics": [topic.name for topic in thread.topic_list],
        "competencies": [competency.code for competency in thread.competency_list],
    }


@member_view("POST")
def thread_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    """Take the thread away; the message that follows undoes it."""
    thread = thread_queries.visible_to(request.person).get(pk=pk)
    threads.delete_thread(by=request.person, thread=thread, at=timezone.now())
    undo = reverse("community:thread-restore", args=[pk])
    messages.success(request, _("Le fil est supprimé."), extra_tags=f"undo={undo}")
    return redirect(request, thread.space.get_absolute_url())


@member_view("POST")
def thread_restore(request: "MemberRequest", pk: int) -> HttpResponse:
    """Undo a deletion."""
    thread = thread_queries.deleted_among(request.person).get(pk=pk)
    threads.restore_thread(by=request.person, thread=thread, at=timezone.now())
    messages.success(request, _("Le fil est de retour."))
    return redirect(request, thread.get_absolute_url())


@member_view("POST")
def thread_close(request: "MemberRequest", pk: int) -> HttpResponse:
    """Close to new replies (`fermer=1`), or open again."""
    thread = thread_queries.visible_to(request.person).get(pk=pk)
    closed = request.POST.get("fermer") == "1"
    threads.close_thread(by=request.person, thread=thread, closed=closed, at=timezone.now())
    messages.success(request, _("Le fil est fermé\xa0: on le lit encore.") if closed else _("Le fil est rouvert."))
    return redirect(request, thread.get_absolute_url())


@member_view("POST")
def thread_accept(request: "MemberRequest", pk: int, reply: int) -> HttpResponse:
    """This reply answers the question; pressed again (`retirer=1`), it no longer does."""
    thread = thread_queries.visible_to(request.person).get(pk=pk)
    if request.POST.get("retirer") == "1":
        threads.unaccept_answer(by=request.person, thread=thread, at=timezone.now())
        messages.success(request, _("La question est de nouveau ouverte."))
    else:
        chosen = Reply.objects.get(pk=reply, thread=thread, deleted_at=None)
        threads.accept_answer(by=request.person, thread=thread, reply=chosen, at=timezone.now())
        messages.success(request, _("Réponse acceptée\xa0: elle se lit maintenant en premier."))
    return redirect(request, thread.get_absolute_url())


@member_view("GET")
def thread_history(request: "MemberRequest", pk: int) -> HttpResponse:
    """The opening text as it was before each edit."""
    thread = thread_queries.visible_to(request.person).select_related("author").get(pk=pk)
    context = {"post": thread, "thread": thread, "revisions": thread_queries.revisions(thread)}
    return render(request, "community/post_history.html", context)
