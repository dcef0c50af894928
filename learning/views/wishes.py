"""Courses that do not exist, and further sessions: wished for, joined, withdrawn; the demand for who decides."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.htmx import redirect, render
from core.limits import limited
from learning.actions import wishes as actions
from learning.forms.wishes import AnswerForm, WishForm
from learning.permissions.courses import can_read_demand, may_write_courses
from learning.queries import courses as course_queries
from learning.queries import wishes as queries
from learning.views.campaigns import add_refusal
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest

LIKE = 200


@member_view("GET")
def wish_list(request: "MemberRequest") -> HttpResponse:
    """One's own, and what others wish for that one could join."""
    person = request.person
    others = [one for one in queries.open_wishes(person, limit=30) if not one.mine]
    context = {"own": list(queries.own_wishes(person)[:LIKE]), "others": others, "decides": can_read_demand(person)}
    return render(request, "learning/wish_list.html", context)


@member_view("GET", "POST")
@limited("souhaits", limit=30, seconds=3600)
def wish_create(request: "MemberRequest") -> HttpResponse:
    """`sujet` fills the subject beforehand; without JavaScript the form asks for what exists by its own fields."""
    given = request.POST.get("subject") or request.GET.get("subject") or request.GET.get("sujet", "")
    subject = given.replace("\x00", "")[:160]
    form = WishForm(request.POST or None, initial={"subject": subject, "note": request.GET.get("note", "")[:500]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.wish_for_course(by=request.person, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Votre demande est comptée. On vous préviendra si une formation y répond."))
            return redirect(request, reverse("learning:wish-list"))
    context = {"form": form, **_like(request, subject)}
    return render(request, "learning/wish_form.html", context, status=422 if request.method == "POST" else 200)


@member_view("GET")
def wish_similar(request: "MemberRequest") -> HttpResponse:
    """What already exists, or was already asked for, while one types."""
    subject = request.GET.get("subject", "").replace("\x00", "")[:160]
    return render(request, "learning/parts/wish_similar.html", _like(request, subject))


def _like(request: "MemberRequest", subject: str) -> dict[str, Any]:
    if not subject.strip():
        return {"courses": [], "wishes": []}
    return {"courses": queries.courses_like(subject), "wishes": queries.wishes_like(subject, request.person)}


@member_view("POST")
@limited("souhaits", limit=30, seconds=3600)
def wish_join(request: "MemberRequest", pk: int) -> HttpResponse:
    actions.join_wish(by=request.person, wish=queries.open_wish(pk), at=timezone.now())
    messages.success(request, _("Votre demande est comptée avec les autres."))
    return redirect(request, reverse("learning:wish-list"))


@member_view("POST")
def wish_withdraw(request: "MemberRequest", pk: int) -> HttpResponse:
    wish = queries.own_wishes(request.person).get(pk=pk)
    actions.withdraw_wish(by=request.person, wish=wish)
    messages.success(request, _("Votre demande est retirée."))
    return redirect(request, reverse("learning:wish-list"))


@member_view("POST")
@limited("souhaits", limit=30, seconds=3600)
def session_wish(request: "MemberRequest", key: str) -> HttpResponse:
    """Another session of a course of the catalogue, or no longer."""
    course = course_queries.by_key(request.person, key)
    held = queries.wish_of(request.person, course)
    if request.POST.get("geste") == "retirer":
        if held is not None:
            actions.withdraw_wish(by=request.person, wish=held)
        messages.success(request, _("Votre demande est retirée."))
        return redirect(request, course.get_absolute_url())
    try:
        actions.wish_for_session(by=request.person, course=course, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("C’est noté\xa0: on vous préviendra de la prochaine séance."))
    return redirect(request, course.get_absolute_url())


@member_view("GET")
def wish_demand(request: "MemberRequest") -> HttpResponse:
    """Subjects and sessions wished for, in numbers, for leads, the strategic team and trainers."""
    if not can_read_demand(request.person):
        raise PermissionDenied(_("Qui décide des formations ou les donne voit ce qui est demandé."))
    return _demand(request, None, None)


def _demand(request: "MemberRequest", form: AnswerForm | None, answered: int | None, *, status: int = 200) -> HttpResponse:
    context = {
        "subjects": queries.demand(sessions=False),
        "sessions": queries.demand(sessions=True),
        "may_answer": may_write_courses(request.person),
        "fewest": queries.FEWEST,
        "form": form or AnswerForm(),
        "answered": answered,
    }
    return render(request, "learning/wish_demand.html", context, status=status)


@member_view("POST")
def wish_answer(request: "MemberRequest", pk: int) -> HttpResponse:
    """A course of the catalogue answers everybody who wished for that subject."""
    if not may_write_courses(request.person):
        raise PermissionDenied
    wish, form = queries.open_wish(pk), AnswerForm(request.POST)
    if not form.is_valid():
        return _demand(request, form, pk, status=422)
    try:
        count = actions.answer_wishes(by=request.person, wish=wish, course=form.cleaned_data["course"], at=timezone.now())
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return _demand(request, form, pk, status=422)
    few = count < queries.FEWEST
    words = _("C’est répondu\xa0: les personnes qui l’avaient demandé sont prévenues.")
    if not few:
        words = ngettext("%(count)d personne est prévenue.", "%(count)d personnes sont prévenues.", count) % {"count": count}
    messages.success(request, words)
    return redirect(request, reverse("learning:wish-demand"))
