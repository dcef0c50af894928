"""Spaces: the entrance of the community, one space and its door, what is new in it."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activity.enums import SubscriptionLevel
from activity.views import cards
from community import permissions
from community.forms.spaces import JoinRequestForm
from community.models import Space
from community.queries import invitations as invitation_queries
from community.queries import lines, questions
from community.queries import shelf as shelf_queries
from community.queries import spaces as space_queries
from community.queries import threads as thread_queries
from community.queries.beside import chips_of
from community.queries.space_side import side_of
from community.views.entry import member_view
from core.htmx import redirect, render

if TYPE_CHECKING:
    from people.middleware import MemberRequest

TABS = ("fils", "questions", "a-propos")


@member_view("GET")
def index(request: "MemberRequest") -> HttpResponse:
    """One's spaces with what is new in them, questions one could answer, spaces to discover."""
    person, now = request.person, timezone.now()
    page = lines.of_all(person, size=8)
    context = {
        "mine": space_queries.mine(person, at=now),
        "questions": questions.i_could_answer(person, at=now, limit=6),
        "cards": cards.draw(page.lines, person, at=now),
        "discover": space_queries.to_discover(person, limit=4),
        "can_create": permissions.can_create_space(person),
        "invitations": invitation_queries.waiting_for(person, at=now),
        "new_cap": space_queries.NEW_CAP,
    }
    return render(request, "community/index.html", context)


def with_query(request: "MemberRequest", **changes: str | None) -> str:
    """The address of this page with other parameters; None takes one out."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


@member_view("GET")
def space_detail(request: "MemberRequest", slug: str) -> HttpResponse:
    """One space: what is new, open questions, who keeps it alive. A stranger to a closed one sees its door alone.

    Whoever was invited too long ago to a hidden one is led to what became of their invitation.
    """
    person, now = request.person, timezone.now()
    try:
        space = space_queries.for_page(person, slug)
    except Space.DoesNotExist:
        old = invitation_queries.last_of(person, slug)
        if old is None:
            raise
        return redirect(request, reverse("community:invitation-detail", args=[old.pk]))
    context = frame(request, space)
    if not context["can_read"]:
        context["invitation"] = None if context["role"] else invitation_queries.living(space, person, at=now)
        context["form"] = JoinRequestForm()
        return render(request, "community/space_door.html", context)
    return _inside(request, space, context, now)


def _inside(request: "MemberRequest", space: Any, context: dict[str, Any], now: dt.datetime) -> HttpResponse:
    person, tab, state = request.person, request.GET.get("onglet", "fils"), request.GET.get("etat", "")
    tab = tab if tab in TABS else "fils"
    text = request.GET.get("q", "")[:200]
    context |= {"tab": tab, "state": state, "text": text, "tabs": tabs_of(space, tab), "cards": [], "next_url": ""}
    context |= {"later": False, "kept": {"onglet": tab if tab != "fils" else "", "etat": state}}
    if tab != "a-propos":
        kind = "question" if tab == "questions" else ""
        page = lines.of_space(space, person, kind=kind, state=state, text=text, cursor=request.GET.get("avant"))
        context["cards"] = cards.draw(page.lines, person, at=now)
        context["next_url"] = with_query(request, avant=page.next_cursor) if page.next_cursor else ""
        context["later"] = bool(request.GET.get("avant") or text)
        context["cursor"] = int(now.timestamp() * 1000)
    side = side_of(space, person, at=now)
    context |= {
        "invitation": None if context["role"] else side.invitation,
        "open_questions": side.questions,
        "shelf": side.shelf[: shelf_queries.SHOWN],
        "shelf_more": max(0, len(side.shelf) - shelf_queries.SHOWN),
        "next_event": side.next_event,
        "new": next((one.new for one in space_queries.mine(person, at=now) if one.pk == space.pk), 0),
        "new_cap": space_queries.NEW_CAP,
        "welcome": bool(context["role"] and request.GET.get("bienvenue") and space.welcome_html),
    }
    return render(request, "community/space_detail.html", context, fragment="thread-list")


@member_view("GET")
def space_news(request: "MemberRequest", slug: str) -> HttpResponse:
    """In how many threads others wrote since `depuis` (milliseconds): the line that one may press, or nothing."""
    space = space_queries.findable(request.person, slug)
    if not permissions.can_read(request.person, space):
        raise PermissionDenied
    since = request.GET.get("depuis", "")
    count = thread_queries.count_moved(space, int(since) if since.isdigit() and len(since) < 15 else 0, but=request.person)
    words = ngettext("Du nouveau dans %(count)s fil", "Du nouveau dans %(count)s fils", count) % {"count": count}
    context = {"count": count, "url": space.get_absolute_url(), "words": words}
    return render(request, "community/parts/space_news.html", context)


def frame(request: "MemberRequest", space: Any) -> dict[str, Any]:
    """What the head of every page of a space shows, for a space read `for_page`."""
    person = request.person
    return {
        "space": space,
        "facilitators": space.facilitators,
        "chips": chips_of(space),
        "role": permissions.role_in(person, space),
        "can_read": permissions.can_read(person, space),
        "can_join": permissions.can_join(person, space),
        "can_request": permissions.can_request(person, space),
        "can_leave": permissions.can_leave(person, space),
        "can_post": permissions.can_post(person, space),
        "can_manage": permissions.can_manage(person, space),
        "can_manage_members": permissions.can_manage_members(person, space),
        "can_invite": permissions.can_invite(person, space),
        "can_pin": permissions.can_pin(person, space),
        "can_export": permissions.can_export(person, space),
        "figures": getattr(space, "figures", None),
        "levels": SubscriptionLevel.choices,
    }


def tabs_of(space: Space, current: str) -> list[dict[str, Any]]:
    """The tabs of a space: its own, and lists of the community narrowed to it, as far as they exist."""
    url = space.get_absolute_url()
    rows = [
        ("fils", _("Fil"), url),
        ("questions", _("Questions"), f"{url}?onglet=questions"),
        ("fiches", _("Fiches"), _narrowed("community:practice-list", space)),
        ("evenements", _("Événements"), _narrowed("community:event-list", space)),
        ("etagere", _("Étagère"), reverse("community:space-shelf", args=[space.slug])),
        ("membres", _("Membres"), reverse("community:space-members", args=[space.slug])),
        ("a-propos", _("À propos"), f"{url}?onglet=a-propos"),
    ]
    return [
        {"label": label, "url": to, "count": space.member_count if key == "membres" else 0, "current": key == current}
        for key, label, to in rows
        if to
    ]


def _narrowed(name: str, space: Space) -> str:
    try:
        return f"{reverse(name)}?espace={space.slug}"
    except NoReverseMatch:
        return ""
