"""Following a self-paced course: its outline, its lessons, its end."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.htmx import redirect, render
from learning.actions import followings as actions
from learning.models import Course, CourseEdition
from learning.queries import followings as queries
from learning.queries.lesson_page import place_of
from learning.queries.outlines import Lesson, card_of, end_of, outline_of, title_of
from learning.rules.lessons import LESSON, Stop
from people.views.entry import member_view

if TYPE_CHECKING:
    from people.middleware import MemberRequest


def talk_url(space: str, title: str) -> str:
    """The form of a new question in that space, its title begun; "" without a space."""
    asked = {"espace": space, "genre": "question", "titre": f"{title}\xa0: "[:120]}
    return f"{reverse('community:thread-create')}?{urlencode(asked)}" if space else ""


def stop_url(key: str, stop: Stop) -> str:
    return reverse("learning:lesson-detail" if stop.kind == LESSON else "learning:quiz-detail", args=[key, stop.id])


@member_view("GET")
def course_follow(request: "MemberRequest", key: str) -> HttpResponse:
    """The outline: what is done, what comes next; before one begins, what there is."""
    return _outline(request, key)


def _outline(request: "MemberRequest", key: str, *, refused: str = "", status: int = 200) -> HttpResponse:
    try:
        walk = queries.walk_of(request.person, key)
    except CourseEdition.DoesNotExist:
        course = Course.objects.visible_to(request.person).get(key=key)
        return render(request, "learning/course_unpublished.html", {"course": course})
    resume = walk.resume
    context = {
        "walk": walk,
        "modules": outline_of(walk),
        "progress": walk.progress,
        "resume_url": stop_url(key, resume) if walk.following and resume else "",
        "earlier": queries.earlier_followings(walk),
        "refused": refused,
    }
    return render(request, "learning/course_follow.html", context, status=status)


@member_view("POST")
def course_start(request: "MemberRequest", key: str) -> HttpResponse:
    """Begin the newest edition; somebody who follows an older one goes over to it, and keeps what was done there."""
    following = queries.current_following(request.person, key)
    course = following.edition.course if following else Course.objects.visible_to(request.person).get(key=key)
    try:
        actions.start_course(by=request.person, course=course, at=timezone.now())
    except ValidationError as refusal:
        return _outline(request, key, refused=refusal.messages[0], status=422)
    walk = queries.walk_of(request.person, key)
    return redirect(request, stop_url(key, walk.resume) if walk.resume else reverse("learning:course-follow", args=[key]))


@member_view("GET")
def lesson_detail(request: "MemberRequest", key: str, lesson: str) -> HttpResponse:
    place = place_of(request.person, key)
    if place is None:
        Course.objects.visible_to(request.person).get(key=key)
        return redirect(request, reverse("learning:course-follow", args=[key]))
    stop = place.outline.find(LESSON, lesson)
    if stop is None:
        return moved(request, key)
    drawn = Lesson(stop.raw)
    card = card_of(place, stop)
    after = card["after"]
    context = {
        **card,
        "lesson": drawn,
        "talk_url": talk_url(place.space_slug, drawn.title),
        "after_title": title_of(after, place.outline.modules) if after else "",
        "before_url": stop_url(key, card["before"]) if card["before"] else "",
        "after_url": stop_url(key, after) if after else "",
    }
    return render(request, "learning/lesson_detail.html", context)


def moved(request: "MemberRequest", key: str) -> HttpResponse:
    """An address of another edition: the outline of the one that is followed says where one is."""
    messages.info(request, _("Cette page n’est pas dans l’édition que vous suivez."))
    return redirect(request, reverse("learning:course-follow", args=[key]))


@member_view("POST")
def lesson_finish(request: "MemberRequest", key: str, lesson: str) -> HttpResponse:
    following = queries.current_following(request.person, key)
    if following is None:
        raise Http404
    before = following.completed_at
    walk = actions.finish_lesson(by=request.person, following=following, lesson=lesson, at=timezone.now())
    if before is None and walk.following is not None and walk.following.completed_at is not None:
        return redirect(request, reverse("learning:course-completed", args=[key]))
    stop = walk.outline.find(LESSON, lesson)
    after = walk.outline.around(stop)[1] if stop else None
    return redirect(request, stop_url(key, after) if after else reverse("learning:course-follow", args=[key]))


@member_view("GET")
def course_completed(request: "MemberRequest", key: str) -> HttpResponse:
    following = queries.current_following(request.person, key)
    if following is None:
        raise Http404
    if following.completed_at is None:
        return redirect(request, reverse("learning:course-follow", args=[key]))
    context: dict[str, Any] = {"following": following, "course": following.edition.course, **end_of(following)}
    return render(request, "learning/course_completed.html", context)


@member_view("GET")
def following_list(request: "MemberRequest") -> HttpResponse:
    """The courses that one has begun."""
    rows = list(queries.followed_by(request.person)[:100])
    return render(request, "learning/following_list.html", {"followings": rows})
