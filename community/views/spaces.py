"""Spaces: the entrance of the community, the list, one space, its making and its settings."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activity.enums import SubscriptionLevel
from activity.views import cards
from community import permissions
from community.actions import spaces
from community.enums import SpaceAccess, SpaceKind
from community.forms.spaces import JoinRequestForm, SpaceForm
from community.models import Space
from community.queries import lines, questions
from community.queries import spaces as space_queries
from community.queries import threads as thread_queries
from community.queries.beside import chips_of
from community.views.entry import member_view, write
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
        "new_cap": space_queries.NEW_CAP,
    }
    return render(request, "community/index.html", context)


@member_view("GET")
def space_list(request: "MemberRequest") -> HttpResponse:
    """Every space that the person may find, narrowed as one types."""
    filters = space_queries.SpaceFilters(
        text=request.GET.get("q", "")[:100],
        kind=request.GET.get("genre", ""),
        access=request.GET.get("acces", ""),
        mine=request.GET.get("miens") == "1",
        archived=request.GET.get("archives") == "1",
    )
    page = space_queries.page(request.person, filters, cursor=request.GET.get("apres"))
    counts = space_queries.counts(request.person, filters)
    context = {
        "filters": filters,
        "spaces": [_card(space) for space in page.items],
        "counts": counts,
        "choices": _choices(request, filters, counts),
        "next_url": _with(request, apres=page.next_cursor) if page.next_cursor else "",
        "can_create": permissions.can_create_space(request.person),
        "later": bool(request.GET.get("apres")),
    }
    return render(request, "community/space_list.html", context, fragment="space-results")


def _card(space: Any) -> dict[str, Any]:
    return {
        "space": space,
        "topics": [{"label": topic.label, "url": topic.get_absolute_url()} for topic in space.topic_list[:4]],
    }


def _choices(request: "MemberRequest", filters: space_queries.SpaceFilters, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Filters of the list: all, mine, then each kind and access that somebody uses, with their counts."""
    rows: list[dict[str, Any]] = [
        {"key": "all", "label": _("Tous"), "current": not (filters.mine or filters.kind or filters.access), "query": {}},
        {"key": "mine", "label": _("Les miens"), "current": filters.mine, "query": {"miens": "1"}},
    ]
    rows += [
        {"key": f"kind_{kind.value}", "label": kind.label, "current": filters.kind == kind, "query": {"genre": kind.value}}
        for kind in SpaceKind
    ]
    rows += [
        {"key": f"access_{one.value}", "label": one.label, "current": filters.access == one, "query": {"acces": one.value}}
        for one in SpaceAccess
    ]
    for row in rows:
        row["count"] = counts[row["key"]]
        row["url"] = _with(request, **{"genre": None, "acces": None, "miens": None, "apres": None, **row.pop("query")})
    return [row for row in rows if row["count"] or row["current"] or row["key"] == "all"]


def _with(request: "MemberRequest", **changes: str | None) -> str:
    """The address of this page with other parameters."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


@member_view("GET")
def space_detail(request: "MemberRequest", slug: str) -> HttpResponse:
    """One space: what is new, open questions, who keeps it alive. A stranger to a closed one sees its card alone."""
    person, now = request.person, timezone.now()
    space = space_queries.for_page(person, slug)
    context = frame(request, space)
    if not context["can_read"]:
        context["form"] = JoinRequestForm()
        return render(request, "community/space_door.html", context)
    tab = request.GET.get("onglet", "fils")
    tab = tab if tab in TABS else "fils"
    state = request.GET.get("etat", "")
    context |= {"tab": tab, "state": state, "tabs": _tabs(space, tab), "cards": [], "next_url": "", "later": False}
    if tab != "a-propos":
        kind = "question" if tab == "questions" else ""
        page = lines.of_space(space, kind=kind, state=state, cursor=request.GET.get("avant"))
        context["cards"] = cards.draw(page.lines, person, at=now)
        context["next_url"] = _with(request, avant=page.next_cursor) if page.next_cursor else ""
        context["later"] = bool(request.GET.get("avant"))
        context["cursor"] = int(now.timestamp() * 1000)
    context["open_questions"] = thread_queries.open_questions(space)
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
        "levels": SubscriptionLevel.choices,
    }


def _tabs(space: Space, current: str) -> list[dict[str, Any]]:
    url = space.get_absolute_url()
    return [
        {"label": _("Fils"), "url": url, "count": 0, "current": current == "fils"},
        {"label": _("Questions"), "url": f"{url}?onglet=questions", "count": 0, "current": current == "questions"},
        {"label": _("À propos"), "url": f"{url}?onglet=a-propos", "count": 0, "current": current == "a-propos"},
        {
            "label": _("Membres"),
            "url": reverse("community:space-members", args=[space.slug]),
            "count": space.member_count,
            "current": current == "membres",
        },
    ]


def tabs_of(space: Space, current: str) -> list[dict[str, Any]]:
    """The tabs of a space for its other pages."""
    return _tabs(space, current)


@member_view("GET", "POST")
def space_create(request: "MemberRequest") -> HttpResponse:
    """A new space; its maker facilitates it."""
    if not permissions.can_create_space(request.person):
        raise PermissionDenied
    form, status = SpaceForm(request.POST or None), 200
    if request.method == "POST":
        made, status = write(
            form,
            by=request.person,
            call=lambda cleaned: spaces.create_space(by=request.person, at=timezone.now(), **_values(cleaned)),
        )
        if made is not None:
            messages.success(request, _("L’espace est ouvert. Invitez-y des collègues et posez une première question."))
            return redirect(request, made.get_absolute_url())
    return render(request, "community/space_form.html", {"form": form, "space": None}, status=status)


@member_view("GET", "POST")
def space_settings(request: "MemberRequest", slug: str) -> HttpResponse:
    """What facilitators decide about their space."""
    space = space_queries.for_page(request.person, slug)
    if not permissions.can_manage(request.person, space):
        raise PermissionDenied(_("Seule l’animation de l’espace change ses réglages."))
    form, status = SpaceForm(request.POST or None, initial=_initial(space)), 200
    if request.method == "POST":
        changed, status = write(
            form,
            by=request.person,
            call=lambda cleaned: spaces.edit_space(by=request.person, space=space, at=timezone.now(), **_values(cleaned)),
        )
        if changed is not None:
            messages.success(request, _("Réglages enregistrés."))
            return redirect(request, changed.get_absolute_url())
    context = {"form": form, "space": space, "role": permissions.role_in(request.person, space)}
    return render(request, "community/space_form.html", context, status=status)


def _values(cleaned: dict[str, Any]) -> dict[str, Any]:
    values = dict(cleaned)
    values["topic_names"], values["competency_codes"] = values.pop("topics"), values.pop("competencies")
    return values


def _initial(space: Any) -> dict[str, Any]:
    names = ("name", "summary", "access", "kind", "welcome")
    return {name: getattr(space, name) for name in names} | {
        "organisation": space.organisation_id,
        "topics": [topic.name for topic in space.topic_list],
        "competencies": [competency.code for competency in space.competency_list],
    }


@member_view("POST")
def space_archive(request: "MemberRequest", slug: str) -> HttpResponse:
    """Keep it to read only (`archive=1`), or open it again."""
    space = space_queries.findable(request.person, slug)
    archived = request.POST.get("archive") == "1"
    spaces.archive_space(by=request.person, space=space, archived=archived, at=timezone.now())
    messages.success(request, _("L’espace est archivé\xa0: on le lit encore.") if archived else _("L’espace est rouvert."))
    return redirect(request, space.get_absolute_url())
