"""Small presses: follow, keep, react, read. Each works by htmx with its fragment, and by a plain form."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.actions import bookmarks, subscriptions
from community.actions import following, reactions, reading, threads
from community.enums import ReactionKind, ThreadKind
from community.models import Reply, Thread
from community.queries import replies as reply_queries
from community.queries import threads as thread_queries
from community.queries.beside import complete_thread
from community.queries.reactions import helped, shown
from community.views.entry import member_view, small_act
from core.htmx import is_htmx, redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("POST")
def follow(request: "MemberRequest", pk: int) -> HttpResponse:
    """Hear of new replies (`suivre=1`), of nothing, mentions included (`sourdine`), or as before (`0`)."""
    thread = thread_queries.visible_to(request.person).get(pk=pk)
    small_act(request.person)
    if request.POST.get("suivre") == "sourdine":
        subscriptions.mute(person=request.person, target=thread, at=timezone.now())
    elif request.POST.get("suivre") == "1":
        following.follow_thread(by=request.person, thread=thread, at=timezone.now())
    else:
        following.unfollow_thread(by=request.person, thread=thread)
    if is_htmx(request) and request.GET.get("depuis") == "semblables":
        return render(request, "community/parts/similar_follow.html", {"one": {"pk": pk, "followed": True}})
    return _buttons(request, pk)


@member_view("POST")
def kind(request: "MemberRequest", pk: int) -> HttpResponse:
    """A question of a discussion (`?genre=question`), or back; the message that follows undoes it."""
    thread = thread_queries.visible_to(request.person).get(pk=pk)
    wanted = ThreadKind.QUESTION if request.GET.get("genre") == "question" else ThreadKind.DISCUSSION
    before = thread.kind
    threads.change_kind(by=request.person, thread=thread, kind=wanted, at=timezone.now())
    asks = wanted == ThreadKind.QUESTION
    words = _("C’est maintenant une question\xa0: une réponse peut être acceptée.") if asks else _("C’est une discussion.")
    messages.success(request, words, extra_tags=f"undo={request.path}?genre={before}")
    return redirect(request, thread.get_absolute_url())


@member_view("POST")
def bookmark(request: "MemberRequest", pk: int) -> HttpResponse:
    """Keep it to find it again, or let it go."""
    thread = thread_queries.visible_to(request.person).get(pk=pk)
    small_act(request.person)
    bookmarks.toggle(person=request.person, target=thread, at=timezone.now())
    return _buttons(request, pk)


def _buttons(request: "MemberRequest", pk: int) -> HttpResponse:
    thread = thread_queries.for_page(request.person, pk)
    if not is_htmx(request):
        messages.success(request, _("C’est noté."))
        return redirect(request, thread.get_absolute_url())
    followed = thread.follow_level not in (None, "none")
    return render(request, "community/parts/thread_buttons.html", {"thread": thread, "following": followed})


@member_view("POST")
def react(request: "MemberRequest", pk: int) -> HttpResponse:
    """React to the opening text: `reaction=like`, or `-like` to take it back."""
    return _react(request, thread_queries.visible_to(request.person).get(pk=pk))


@member_view("POST")
def react_to_reply(request: "MemberRequest", pk: int) -> HttpResponse:
    return _react(request, reply_queries.visible_to(request.person).get(pk=pk))


def _react(request: "MemberRequest", post: Thread | Reply) -> HttpResponse:
    asked = request.POST.get("reaction", "")
    kind, wanted = asked.lstrip("-"), not asked.startswith("-")
    if kind not in ReactionKind.values:
        raise PermissionDenied
    small_act(request.person)
    reactions.react(by=request.person, post=post, kind=kind, wanted=wanted, at=timezone.now())
    if not is_htmx(request):
        return redirect(request, post.get_absolute_url())
    if isinstance(post, Reply):
        thread = thread_queries.readable(request.person, post.thread_id)
        complete_thread(thread, request.person, [post])
        rows = post.reaction_rows  # type: ignore[attr-defined]
    else:
        rows = thread_queries.for_page(request.person, post.pk).reaction_rows
    if kind == ReactionKind.HELPED:
        return render(request, "community/parts/helped.html", {"post": post, "helped": helped(rows)})
    context = {"post": post, "reactions": shown(rows)}
    return render(request, "community/parts/reactions.html", context)


@member_view("POST")
def read(request: "MemberRequest", pk: int) -> HttpResponse:
    """Read up to the reply `jusqua`: sent by the page once it was looked at."""
    thread = thread_queries.visible_to(request.person).get(pk=pk)
    small_act(request.person)
    value = request.POST.get("jusqua", "")
    last = int(value) if value.isdigit() and len(value) < 18 else 0
    reading.see_thread(by=request.person, thread=thread, last_reply_id=last, at=timezone.now())
    return HttpResponse(status=204)
