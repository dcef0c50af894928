"""Who is in a space: joining, leaving, asking, answering, adding, roles, how much one hears."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activity.enums import SubscriptionLevel
from community import permissions
from community.actions import following, memberships
from community.enums import MembershipRole
from community.forms.spaces import JoinRequestForm
from community.models import JoinRequest, Space
from community.queries import members as member_queries
from community.queries import spaces as space_queries
from community.rules.presets import read_by_all
from community.views.entry import member_view, small_act
from community.views.spaces import frame, tabs_of, with_query
from core.htmx import redirect, render
from people.models import Person
from people.queries.persons import findable, suggested

if TYPE_CHECKING:
    from people.middleware import MemberRequest


@member_view("GET")
def members(request: "MemberRequest", slug: str) -> HttpResponse:
    """Who is in the space, for its readers; facilitators change roles and add people here."""
    space = space_queries.for_page(request.person, slug)
    if not permissions.can_read(request.person, space):
        raise PermissionDenied(_("Seuls les membres de cet espace voient qui en fait partie."))
    text, order = request.GET.get("q", "")[:80], request.GET.get("tri", "")
    facilitators = request.GET.get("role", "") == "animation"
    page = member_queries.page_of_members(
        space, text=text, newest=order == "arrivee", role=MembershipRole.FACILITATOR if facilitators else "",
        cursor=request.GET.get("apres"),
    )  # fmt: skip
    wanted = request.GET.get("ajouter", "")[:80]
    context = frame(request, space) | {
        "members": page.items,
        "next_url": with_query(request, apres=page.next_cursor) if page.next_cursor else "",
        "first_url": with_query(request, apres=None) if request.GET.get("apres") else "",
        "text": text,
        "newest": order == "arrivee",
        "orders": _orders(request, order, facilitators=facilitators),
        "tabs": tabs_of(space, "membres"),
        "wanted": wanted,
        "found": member_queries.people_to_add(space, wanted) if wanted else [],
        "waiting": 0,
    }
    if context["can_manage_members"]:
        context["waiting"] = member_queries.count_of_pending(space)
    fragment = "people-found" if "ajouter" in request.GET else "member-list"
    return render(request, "community/space_members.html", context, fragment=fragment)


def _orders(request: "MemberRequest", order: str, *, facilitators: bool) -> list[dict[str, Any]]:
    """By name, the newest first, those who facilitate: links that keep what is looked for."""
    rows: list[tuple[Any, bool, str | None, str | None]] = [
        (_("Par nom"), order != "arrivee" and not facilitators, None, None),
        (_("Dernières arrivées"), order == "arrivee", "arrivee", None),
        (_("Animation"), facilitators, None, "animation"),
    ]
    return [
        {"label": label, "current": current, "url": with_query(request, tri=by, role=role, apres=None)}
        for label, current, by, role in rows
    ]


@member_view("POST")
def join(request: "MemberRequest", slug: str) -> HttpResponse:
    """Join an open space, or ask to be let into one « Sur demande »."""
    space = space_queries.findable(request.person, slug)
    small_act(request.person)
    if permissions.can_request(request.person, space):
        return _ask(request, space)
    memberships.join(by=request.person, space=space, at=timezone.now())
    messages.success(request, _("Vous voilà dans «\xa0%(name)s\xa0».") % {"name": space.name})
    return redirect(request, _back(request, space))


def _ask(request: "MemberRequest", space: Space) -> HttpResponse:
    form = JoinRequestForm(request.POST)
    if not form.is_valid():
        context = frame(request, space_queries.for_page(request.person, space.slug))
        context["form"] = form
        return render(request, "community/space_door.html", context, status=422)
    memberships.request_to_join(by=request.person, space=space, message=form.cleaned_data["message"], at=timezone.now())
    messages.success(request, _("Votre demande est partie. L’animation de l’espace vous répondra."))
    return redirect(request, space.get_absolute_url())


@member_view("POST")
def withdraw(request: "MemberRequest", slug: str) -> HttpResponse:
    """Take one's request back."""
    space = space_queries.findable(request.person, slug)
    if memberships.withdraw_request(by=request.person, space=space):
        messages.success(request, _("Votre demande est retirée."))
    return redirect(request, space.get_absolute_url())


@member_view("POST")
def leave(request: "MemberRequest", slug: str) -> HttpResponse:
    """Leave the space; what one wrote stays."""
    space = space_queries.findable(request.person, slug)
    try:
        memberships.leave(by=request.person, space=space, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(request, space.get_absolute_url())
    messages.success(request, _("Vous avez quitté «\xa0%(name)s\xa0».") % {"name": space.name})
    return redirect(request, reverse("community:space-list"))


@member_view("POST")
def set_level(request: "MemberRequest", slug: str) -> HttpResponse:
    """How much one hears of the space."""
    space = space_queries.findable(request.person, slug)
    if not permissions.can_read(request.person, space):
        raise PermissionDenied
    level = request.POST.get("niveau", "")
    if level not in SubscriptionLevel.values:
        raise PermissionDenied
    following.set_space_level(by=request.person, space=space, level=level, at=timezone.now())
    if request.htmx:  # type: ignore[attr-defined]
        context = frame(request, space_queries.for_page(request.person, slug)) | {"saved": True}
        return render(request, "community/parts/space_level.html", context)
    messages.success(request, _("C’est noté."))
    return redirect(request, space.get_absolute_url())


@member_view("GET")
def requests(request: "MemberRequest", slug: str) -> HttpResponse:
    """Who asks to be let in."""
    space = space_queries.for_page(request.person, slug)
    if not permissions.can_manage_members(request.person, space):
        raise PermissionDenied(_("Seule l’animation de l’espace répond aux demandes."))
    text = request.GET.get("q", "")[:80]
    page = member_queries.page_of_requests(space, text=text, cursor=request.GET.get("apres"))
    context = frame(request, space) | {
        "requests": page.items,
        "waiting": member_queries.count_of_pending(space),
        "most": memberships.MOST_AT_ONCE,
        "text": text,
        "next_url": with_query(request, apres=page.next_cursor) if page.next_cursor else "",
        "first_url": with_query(request, apres=None) if request.GET.get("apres") else "",
        "tabs": tabs_of(space, "membres"),
    }
    return render(request, "community/space_requests.html", context, fragment="request-list")


@member_view("POST")
def answer_many(request: "MemberRequest", slug: str) -> HttpResponse:
    """Several requests at once: the ticked ones (`demande`), or all of them (`tous=1`). `reponse`: oui or non."""
    space = space_queries.findable(request.person, slug)
    everybody, accept = request.POST.get("tous") == "1", request.POST.get("reponse") == "oui"
    ticked = request.POST.getlist("demande")[: memberships.MOST_AT_ONCE]
    numbers = None if everybody else [int(one) for one in ticked if one.isdigit() and len(one) < 19]
    count = memberships.answer_requests(by=request.person, space=space, numbers=numbers, accept=accept, at=timezone.now())
    if count:
        said = (
            ngettext("%d personne entre dans l’espace.", "%d personnes entrent dans l’espace.", count)
            if accept
            else ngettext("%d demande refusée.", "%d demandes refusées.", count)
        )
        messages.success(request, said % count + " " + _("Chaque personne reçoit un avis."))
    elif everybody or numbers:
        messages.info(request, _("Ces demandes avaient déjà leur réponse."))
    else:
        messages.warning(request, _("Cochez d’abord les demandes auxquelles répondre."))
    return redirect(request, reverse("community:space-requests", args=[slug]))


@member_view("POST")
def answer(request: "MemberRequest", slug: str, pk: int) -> HttpResponse:
    """Let somebody in (`reponse=oui`) or not."""
    space = space_queries.findable(request.person, slug)
    asked = JoinRequest.objects.select_related("space", "person").get(pk=pk, space=space)
    accept = request.POST.get("reponse") == "oui"
    memberships.answer_request(by=request.person, request=asked, accept=accept, at=timezone.now())
    words = _("%(name)s fait maintenant partie de l’espace.") if accept else _("La demande de %(name)s est refusée.")
    messages.success(request, words % {"name": asked.person.name})
    return redirect(request, reverse("community:space-requests", args=[slug]))


@member_view("POST")
def add(request: "MemberRequest", slug: str) -> HttpResponse:
    """A facilitator adds one person (`personne`)."""
    space, person = _space_and_person(request, slug)
    try:
        memberships.add_member(by=request.person, space=space, person=person, at=timezone.now())
        messages.success(request, _("%(name)s fait maintenant partie de l’espace.") % {"name": person.name})
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(request, reverse("community:space-members", args=[slug]))


@member_view("POST")
def remove(request: "MemberRequest", slug: str) -> HttpResponse:
    """A facilitator takes one person out (`personne`)."""
    space, person = _space_and_person(request, slug)
    try:
        memberships.remove_member(by=request.person, space=space, person=person, at=timezone.now())
        messages.success(request, _("%(name)s ne fait plus partie de l’espace.") % {"name": person.name})
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(request, reverse("community:space-members", args=[slug]))


@member_view("POST")
def set_role(request: "MemberRequest", slug: str) -> HttpResponse:
    """Facilitator or plain member (`role`, `personne`)."""
    space, person = _space_and_person(request, slug)
    role = request.POST.get("role", "")
    if role not in MembershipRole.values:
        raise PermissionDenied
    try:
        memberships.set_role(by=request.person, space=space, person=person, role=role, at=timezone.now())
        messages.success(request, _("C’est fait."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(request, reverse("community:space-members", args=[slug]))


@member_view("GET")
def mentions(request: "MemberRequest", slug: str) -> HttpResponse:
    """Who may be named in a text of this space, as one types: JSON for the editor."""
    space = space_queries.findable(request.person, slug)
    if not permissions.can_read(request.person, space):
        raise PermissionDenied
    closed = None if read_by_all(space.access) else space.audience_id
    people = suggested(request.person, request.GET.get("q", "")[:60], audience_id=closed)
    return JsonResponse([_mention(person) for person in people], safe=False)


def _mention(person: Person) -> dict[str, Any]:
    return {
        "id": person.pk,
        "name": person.name,
        "organisation": person.organisation.acronym,
        "insert": f"@[{person.name}](membre:{person.pk})",
    }


def _space_and_person(request: "MemberRequest", slug: str) -> tuple[Space, Person]:
    space = space_queries.findable(request.person, slug)
    number = request.POST.get("personne", "")
    person = findable(request.person).get(pk=int(number) if number.isdigit() else 0)
    return space, person


def _back(request: "MemberRequest", space: Space) -> str:
    """After joining from a thread one stays in that thread."""
    thread = request.POST.get("fil", "")
    return reverse("community:thread-detail", args=[thread]) if thread.isdigit() else welcomed(space)


def welcomed(space: Space) -> str:
    """The space as who has just come in sees it: with its welcome text on top, this once."""
    return f"{space.get_absolute_url()}?bienvenue=1" if space.welcome_html else space.get_absolute_url()
