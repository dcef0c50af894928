"""What of the community is private to a person, taken out when they leave for good. Posts stay, under « Ancien membre »."""

import re

from django.db import connection, transaction
from django.db.models import Q

from activity.actions import feed
from community.models import Event, Mention, PostRevision, Reply, Space, Thread, ThreadRead
from core.markdown import plain, render
from core.search import refresh
from people.models import Person

FORMER = "Ancien membre"
# The audit trail holds the texts too: the name goes there as well.
_HISTORIES = ("community_threadhistory", "community_replyhistory")


@transaction.atomic
def forget_mentions(*, person: Person) -> int:
    """Everywhere the person is named, the name becomes « Ancien membre »; returns how many mentions went."""
    rows = Mention.objects.filter(person=person)
    threads = list(Thread.objects.filter(pk__in=rows.filter(reply=None).values("thread")))
    replies = list(Reply.objects.filter(pk__in=rows.exclude(reply=None).values("reply")))
    pattern = _mention_of(person)
    posts: list[Thread | Reply] = [*threads, *replies]
    for post in posts:
        _rename(post, pattern, person)
    _rename_revisions(person)
    _rename_histories(person)
    refresh("thread", [thread.pk for thread in threads])
    refresh("reply", [reply.pk for reply in replies])
    feed.forget_all_cards()
    return rows.delete()[0] + _forget_in_welcomes(person)


def _forget_in_welcomes(person: Person) -> int:
    """In the words of welcome of spaces."""
    mention = _mention_of(person)
    spaces = list(Space.objects.filter(welcome__contains=f"(membre:{person.pk})"))
    for space in spaces:
        space.welcome = mention.sub(f"@{FORMER}", space.welcome)
        space.welcome_html = _rendered_anew(space.welcome, space.welcome_html)
    Space.objects.bulk_update(spaces, ["welcome", "welcome_html"])
    return len(spaces)


@transaction.atomic
def forget_in_events(*, person: Person) -> int:
    """Texts of events that name the person by a mention say « Ancien membre »; what the person organised stays as work."""
    mention, mark = _mention_of(person), f"(membre:{person.pk})"
    events = list(Event.objects.filter(Q(body__contains=mark) | Q(recap__contains=mark)))
    for event in events:
        event.body, event.recap = (mention.sub(f"@{FORMER}", text) for text in (event.body, event.recap))
        event.body_html = _rendered_anew(event.body, event.body_html)
        event.recap_html = _rendered_anew(event.recap, event.recap_html)
    Event.objects.bulk_update(events, ["body", "recap", "body_html", "recap_html"])
    refresh("event", [event.pk for event in events])
    return len(events)


def _rendered_anew(text: str, html: str) -> str:
    """Who was linked to stays linked to."""

    def url(number: int) -> str | None:
        found = Person(pk=number).get_absolute_url()
        return found if f'href="{found}"' in html else None

    return render(text, mention_url=url)


def _mention_of(person: Person) -> re.Pattern[str]:
    return re.compile(rf"@\[[^\]\n]{{1,120}}\]\(membre:{person.pk}\)")


def _rename(post: Thread | Reply, pattern: re.Pattern[str], person: Person) -> None:
    body = pattern.sub(f"@{FORMER}", post.body)
    still = set(Mention.objects.filter(**_of(post)).exclude(person=person).values_list("person_id", flat=True))
    html = render(body, mention_url=lambda number: Person(pk=number).get_absolute_url() if number in still else None)
    values = {"body": body, "body_html": html}
    if isinstance(post, Thread):
        values["excerpt"] = plain(body, 300)
    type(post)._default_manager.filter(pk=post.pk).update(**values)


def _of(post: Thread | Reply) -> dict[str, Thread | Reply | None]:
    return {"reply": post} if isinstance(post, Reply) else {"thread": post, "reply": None}


def _rename_revisions(person: Person) -> None:
    link = re.compile(rf'<a [^>]*href="{re.escape(person.get_absolute_url())}"[^>]*>@[^<]*</a>')
    for revision in PostRevision.objects.filter(body_html__contains=f'href="{person.get_absolute_url()}"'):
        revision.body_html = link.sub(f"@{FORMER}", revision.body_html)
        revision.save(update_fields=["body_html"])


def _rename_histories(person: Person) -> None:
    with connection.cursor() as cursor:
        for table in _HISTORIES:
            cursor.execute(
                f"UPDATE {table} SET body = regexp_replace(body, %s, %s, 'g') WHERE body LIKE %s",  # noqa: S608 (constant)
                [rf"@\[[^\]\n]{{1,120}}\]\(membre:{person.pk}\)", f"@{FORMER}", f"%(membre:{person.pk})%"],
            )


def forget_reading(*, person: Person) -> int:
    """How far the person had read what."""
    return ThreadRead.objects.filter(person=person).delete()[0]
