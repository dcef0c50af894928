"""Replies: answering, what came meanwhile, editing, deleting, history."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community import permissions
from community.actions import replies
from community.forms.threads import ReplyForm
from community.models import Reply, Thread
from community.queries import replies as reply_queries
from community.queries import threads as thread_queries
from community.queries.beside import complete_thread
from community.views.entry import lost_but_kept, member_view, write
from community.views.threads import render_thread, reply_row, thread_context
from core.htmx import is_htmx, redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("POST")
def reply(request: "MemberRequest", pk: int) -> HttpResponse:
    """Answer. htmx gets what came since `dernier`, one's own answer last, and an empty form."""
    person = request.person
    try:
        thread = thread_queries.reference(person, pk)
    except Thread.DoesNotExist:
        return lost_but_kept(request)
    form = ReplyForm(request.POST)
    posted, status = write(
        form, by=person, call=lambda cleaned: replies.post_reply(by=person, thread=thread, at=timezone.now(), **cleaned)
    )
    if posted is None:
        thread = thread_queries.readable(person, pk)
        if is_htmx(request):
            complete_thread(thread, person)
            last_shown = request.POST.get("dernier", "")
            context = thread_context(request, thread) | {"form": form, "last_shown": last_shown, "whole": bool(last_shown)}
            return render(request, "community/parts/reply_form.html", context, status=status)
        return render_thread(request, thread, form, status=status)
    if is_htmx(request) and "dernier" in request.POST:
        return _meanwhile(request, pk, _cursor(request.POST.get("dernier", "")), posted=posted)
    messages.success(request, _("Votre réponse est publiée."))
    return redirect(request, posted.get_absolute_url())


@member_view("GET")
def news(request: "MemberRequest", pk: int) -> HttpResponse:
    """How many replies came after `depuis` (a nudge makes the page ask): the line that one may press, or nothing."""
    thread = thread_queries.visible_to(request.person).get(pk=pk)
    cursor = _cursor(request.GET.get("depuis", ""))
    count = reply_queries.count_after(thread, cursor, but=request.person)
    context = {
        "count": count,
        "whole": request.GET.get("suite") != "1",
        "since_url": f"{reverse('community:thread-since', args=[pk])}?apres={cursor}",
    }
    return render(request, "community/parts/news_line.html", context)


@member_view("GET")
def since(request: "MemberRequest", pk: int) -> HttpResponse:
    """Replies after `apres`, to be put under those that one reads; without htmx, the page that holds them."""
    if not is_htmx(request):
        thread = thread_queries.visible_to(request.person).get(pk=pk)
        return redirect(request, f"{thread.get_absolute_url()}?apres={_cursor(request.GET.get('apres', ''))}")
    return _meanwhile(request, pk, _cursor(request.GET.get("apres", "")))


def _meanwhile(request: "MemberRequest", pk: int, cursor: int, *, posted: Reply | None = None) -> HttpResponse:
    thread = thread_queries.readable(request.person, pk)
    found = reply_queries.after(thread, cursor)
    complete_thread(thread, request.person, found)
    if posted is not None and all(row.pk != posted.pk for row in found):
        return redirect(request, posted.get_absolute_url())
    context = thread_context(request, thread) | {
        "replies": [reply_row(request, thread, row) for row in found],
        "last_shown": max((row.pk for row in found), default=cursor),
        "posted": posted,
        "form": ReplyForm(initial={"language": thread.language}) if posted else None,
        "first_new": next((row.pk for row in found if row.author_id != request.person.pk), 0),
    }
    return render(request, "community/parts/replies_meanwhile.html", context)


def _cursor(value: str) -> int:
    return int(value) if value.isdigit() and len(value) < 18 else 0


@member_view("GET", "POST")
def reply_edit(request: "MemberRequest", pk: int) -> HttpResponse:
    """Change one's answer; the text before is kept in the history."""
    person = request.person
    try:
        row: Any = reply_queries.visible_to(person).get(pk=pk, deleted_at=None)
    except Reply.DoesNotExist:
        return lost_but_kept(request)
    form, status = ReplyForm(request.POST or None, initial={"body": row.body, "language": row.language}), 200
    if request.method == "POST":
        edited, status = write(
            form, by=person, call=lambda cleaned: replies.edit_reply(by=person, reply=row, at=timezone.now(), **cleaned)
        )
        if edited is not None:
            messages.success(request, _("Vos changements sont enregistrés."))
            return redirect(request, edited.get_absolute_url())
    elif not permissions.can_edit(person, row):
        raise PermissionDenied(_("Seules la personne qui a écrit ce texte et l’animation le modifient."))
    return render(request, "community/reply_edit.html", {"form": form, "reply": row, "thread": row.thread}, status=status)


@member_view("POST")
def reply_delete(request: "MemberRequest", pk: int) -> HttpResponse:
    """Take an answer away; its place stays. The message that follows undoes it."""
    row = reply_queries.visible_to(request.person).get(pk=pk)
    replies.delete_reply(by=request.person, reply=row, at=timezone.now())
    undo = reverse("community:reply-restore", args=[pk])
    messages.success(request, _("La réponse est supprimée."), extra_tags=f"undo={undo}")
    return redirect(request, row.get_absolute_url())


@member_view("POST")
def reply_restore(request: "MemberRequest", pk: int) -> HttpResponse:
    """Undo a deletion."""
    row = reply_queries.visible_to(request.person).get(pk=pk)
    replies.restore_reply(by=request.person, reply=row, at=timezone.now())
    messages.success(request, _("La réponse est de retour."))
    return redirect(request, row.get_absolute_url())


@member_view("GET")
def reply_history(request: "MemberRequest", pk: int) -> HttpResponse:
    """An answer as it was before each edit."""
    row = reply_queries.visible_to(request.person).get(pk=pk, deleted_at=None)
    context = {"post": row, "thread": row.thread, "revisions": thread_queries.revisions(row)}
    return render(request, "community/post_history.html", context)
