"""The list of spaces: what one may find, narrowed as one types and ticks."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from community import permissions
from community.enums import SpaceAccess, SpaceKind
from community.queries import spaces as space_queries
from community.views.entry import member_view
from community.views.spaces import with_query
from core.htmx import render

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def space_list(request: "MemberRequest") -> HttpResponse:
    """Living spaces first; the dormant and the archived ones stand apart."""
    asked = request.GET
    number = asked.get("organisation", "")
    filters = space_queries.SpaceFilters(
        text=asked.get("q", "")[:100],
        kind=asked.get("genre", ""),
        access=asked.get("acces", ""),
        mine=asked.get("miens") == "1",
        archived=asked.get("etat") == "archives" or asked.get("archives") == "1",
        dormant=asked.get("etat") == "sommeil",
        organisation=int(number) if number.isdigit() and len(number) < 10 else None,
    )
    page = space_queries.page(request.person, filters, cursor=asked.get("apres"))
    counts = space_queries.counts(request.person, filters)
    context = {
        "filters": filters,
        "state": asked.get("etat", ""),
        "spaces": [_card(space) for space in page.items],
        "counts": counts,
        "choices": _choices(request, filters, counts),
        "organisations": space_queries.organisations_with_spaces(request.person),
        "next_url": with_query(request, apres=page.next_cursor) if page.next_cursor else "",
        "can_create": permissions.can_create_space(request.person),
        "later": bool(asked.get("apres")),
    }
    return render(request, "community/space_list.html", context, fragment="space-results")


def _card(space: Any) -> dict[str, Any]:
    return {
        "space": space,
        "topics": [{"label": topic.label, "url": topic.get_absolute_url()} for topic in space.topic_list[:4]],
    }


def _choices(request: "MemberRequest", filters: space_queries.SpaceFilters, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Chips, each pressed or not by itself: mine, kinds, accesses, the dormant, the archived; and one that takes all off."""
    plain = not (filters.mine or filters.kind or filters.access or filters.dormant or filters.archived)
    rows: list[tuple[str, Any, str, str, bool]] = [("mine", _("Les miens"), "miens", "1", filters.mine)]
    rows += [(f"kind_{kind.value}", kind.label, "genre", kind.value, filters.kind == kind) for kind in SpaceKind]
    rows += [(f"access_{one.value}", one.label, "acces", one.value, filters.access == one) for one in SpaceAccess]
    rows += [
        ("dormant", _("En sommeil"), "etat", "sommeil", filters.dormant),
        ("archived", _("Archivés"), "etat", "archives", filters.archived),
    ]
    none = dict.fromkeys(("genre", "acces", "miens", "etat", "archives", "apres"))
    choices: list[dict[str, Any]] = [
        {"label": _("Tous"), "current": plain, "url": with_query(request, **none), "count": None}
    ]
    for key, label, name, value, current in rows:
        if counts[key] or current:
            changes: dict[str, str | None] = {"apres": None, "archives": None, name: None if current else value}
            url = with_query(request, **changes)
            choices.append({"label": label, "current": current, "url": url, "count": counts[key]})
    return choices
