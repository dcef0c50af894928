"""What follows from the catalogue: search entries, counts, who hears of what. In a worker; each handler may run twice."""

from django.utils import timezone

from activity.actions.notifications import notify
from activity.queries.levels import followers_of_any, followers_to_tell
from activity.queries.targets import Ref, type_id
from competencies.events import FrameworkLoaded
from competencies.models import Competency
from core import search
from core.events import Event, subscribe
from learning.actions.course_ratings import count_taken
from learning.actions.wishes import meet_session_wishes
from learning.events import (
    CourseChanged,
    CoursePublished,
    CourseRated,
    CourseRetired,
    CourseTaken,
    SessionAnnounced,
    SessionCancelled,
    SessionChanged,
    WishesMet,
)
from learning.models import Course, CourseWish, Session
from learning.queries.course_kept import forget_counts
from people.queries.audiences import network_audience_id


@subscribe(CoursePublished, when="commit")
@subscribe(CourseChanged, when="commit")
@subscribe(CourseRetired, when="commit")
@subscribe(CourseRated, when="commit")
@subscribe(SessionAnnounced, when="commit")
@subscribe(SessionChanged, when="commit")
@subscribe(SessionCancelled, when="commit")
def count_anew(event: Event) -> None:
    forget_counts()


@subscribe(CoursePublished)
@subscribe(CourseChanged)
@subscribe(CourseRetired)
def index(event: CoursePublished | CourseChanged | CourseRetired) -> None:
    search.refresh("course", [event.course_id])


@subscribe(FrameworkLoaded)
def index_anew(event: FrameworkLoaded) -> None:
    """Competencies may have other names, or have been retired: courses are found and counted by them."""
    search.rebuild("course")
    forget_counts()


@subscribe(CourseTaken)
def count_who_took(event: CourseTaken) -> None:
    course = Course.objects.filter(pk=event.course_id).first()
    if course is not None:
        count_taken(course=course)


@subscribe(CoursePublished)
def tell_of_course(event: CoursePublished) -> None:
    """Who follows a competency or a topic of it."""
    course = Course.objects.listed().filter(pk=event.course_id).first()
    if course is None:
        return
    sources = [(Ref(type_id(Competency), pk), "competency") for pk in course.raises.values_list("competency", flat=True)]
    sources += [(Ref(type_id(topic), topic.pk), "topic") for topic in course.topics.all()]
    found = followers_of_any([source for source, _reason in sources], muted_by=course)
    live, digest = ([(pk, sources[place][1]) for pk, place in group] for group in (found.live, found.digest))
    notify(
        kind="learning.course_published", event_key=f"course:{course.pk}:published", recipients=live, in_digest=digest,
        actor=None, target=course, audience_id=network_audience_id(), url=course.get_absolute_url(), at=event.at,
        data={"title": course.title_fr, "title_en": course.title_en},
    )  # fmt: skip


@subscribe(SessionAnnounced)
def tell_of_session(event: SessionAnnounced) -> None:
    """Who follows the course; who wished for a session hears of it as an answer, and once."""
    session = Session.objects.select_related("course").filter(pk=event.session_id, cancelled_at=None).first()
    if session is None:
        return
    course = session.course
    wished = set(CourseWish.objects.filter(course=course, met_at=None).values_list("person", flat=True))
    meet_session_wishes(course=course, at=event.at)
    found = followers_to_tell(course)
    live, digest = ([(pk, "course") for pk in group if pk not in wished] for group in (found.live, found.digest))
    notify(
        kind="learning.course_session", event_key=f"session:{session.pk}:announced", recipients=live, in_digest=digest,
        actor=None, target=course, audience_id=network_audience_id(), url=course.get_absolute_url(), at=event.at,
        data={"title": course.title_fr, "title_en": course.title_en, "starts_at": session.starts_at.isoformat()},
    )  # fmt: skip


@subscribe(WishesMet)
def tell_of_answer(event: WishesMet) -> None:
    course = Course.objects.listed().filter(pk=event.course_id).first()
    wishes = list(CourseWish.objects.filter(pk__in=event.wish_ids).exclude(met_at=None).order_by("pk"))
    if course is None or not wishes:
        return
    notify(
        kind="learning.wish_met", event_key=f"wishes:{wishes[0].pk}:{timezone.localdate(event.at)}",
        recipients=[(one.person_id, "wish") for one in wishes], actor=None, target=course,
        audience_id=network_audience_id(), url=course.get_absolute_url(), at=event.at,
        data={"title": course.title_fr, "title_en": course.title_en, "subject": wishes[0].subject},
    )  # fmt: skip
