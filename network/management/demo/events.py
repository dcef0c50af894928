"""Events of the demonstration: past ones with what remains of them, others to come, full, to approve, cancelled."""

import datetime as dt
import functools
from typing import Any

from django.utils import timezone

from community.actions import events as actions
from community.actions import recaps, registrations
from community.actions.events import EventDetails
from community.enums import AttendanceMode
from community.models import Event, EventRegistration, Space
from competencies.models import Competency
from network.management.defaults.files import read_json
from network.management.demo.competencies import topic_names
from network.management.demo.story import Story, World


def load_events(world: World, story: Story, spaces: dict[str, Space]) -> int:
    """Plan the events that are not there yet (by organiser and title); returns how many."""
    known, planned = set(Event.objects.values_list("organiser_id", "title")), 0
    for row in read_json("demo/events.json"):
        if (world.people[row["organiser"]].pk, row["title"]) not in known:
            _plan(row, world, story, spaces[row["space"]])
            planned += 1
    return planned


def _plan(row: dict[str, Any], world: World, story: Story, space: Space) -> None:
    event, begins = Event(), _start(row, world)
    proposed = world.ago(row["proposed_days_ago"])
    story.add(proposed, functools.partial(_propose, row, event, space, world, begins))
    step = min(begins, world.now) - proposed
    people = [*row["registered"], *row.get("asking", [])]
    for place, key in enumerate(people, start=1):
        at = proposed + step * (0.9 * place / (len(people) + 1))
        story.add(at, functools.partial(_register, row, event, world, key))
        if row["needs_approval"] and key in row["registered"]:
            story.add(at + dt.timedelta(minutes=25), functools.partial(_accept, event, world, key))
    if row["cancelled_reason"]:
        story.add(world.ago(1), functools.partial(_cancel, row, event, world))
    ended = begins + dt.timedelta(minutes=row["minutes"])
    if ended < world.now:
        story.add(ended + dt.timedelta(minutes=10), functools.partial(_mark, row, event, world))
        story.add(min(ended + dt.timedelta(days=2), world.now), functools.partial(_follow_up, row, event, world))


def _start(row: dict[str, Any], world: World) -> dt.datetime:
    """The hour of the data, in Québec; moved off the week-end."""
    day = timezone.localdate(world.now) + dt.timedelta(days=row["starts_in_days"])
    day += dt.timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))
    return timezone.make_aware(dt.datetime.combine(day, dt.time.fromisoformat(row["at"])))


def _propose(row: dict[str, Any], event: Event, space: Space, world: World, begins: dt.datetime, at: dt.datetime) -> None:
    names = topic_names()
    codes = Competency.objects.filter(code__in=row["competencies"], retired_at=None).values_list("code", flat=True)
    plain = ("title", "summary", "body", "mode", "accessibility", "online_url", "capacity", "needs_approval")
    details = EventDetails(
        **{name: row[name] for name in plain},
        place=row.get("place", ""),
        starts_at=begins,
        ends_at=begins + dt.timedelta(minutes=row["minutes"]),
        topic_names=tuple(names[slug] for slug in row["topics"]),
        competency_codes=tuple(codes),
    )
    made = actions.create_event(by=world.people[row["organiser"]], space=space, details=details, publish=True, at=at)
    event.__dict__.update(made.__dict__)


def _register(row: dict[str, Any], event: Event, world: World, key: str, at: dt.datetime) -> None:
    mode = AttendanceMode.IN_PERSON if key in row.get("on_site", []) else AttendanceMode.ONLINE
    note = row.get("notes", {}).get(key, "")
    registrations.register(by=world.people[key], event=event, mode=mode, note=note, at=at)


def _accept(event: Event, world: World, key: str, at: dt.datetime) -> None:
    asked = EventRegistration.objects.get(event=event, person=world.people[key])
    registrations.answer(by=event.organiser, registration=asked, accept=True, at=at)


def _cancel(row: dict[str, Any], event: Event, world: World, at: dt.datetime) -> None:
    actions.cancel_event(by=world.people[row["organiser"]], event=event, reason=row["cancelled_reason"], at=at)


def _mark(row: dict[str, Any], event: Event, world: World, at: dt.datetime) -> None:
    absent = {world.people[key].pk for key in row["absent"]}
    came = dict(EventRegistration.objects.filter(event=event, state="confirmed").values_list("pk", "person_id"))
    present = [pk for pk, person_id in came.items() if person_id not in absent]
    registrations.mark_attendance(by=world.people[row["organiser"]], event=event, shown=came, present=present, at=at)


def _follow_up(row: dict[str, Any], event: Event, world: World, at: dt.datetime) -> None:
    organiser = world.people[row["organiser"]]
    if row["recording_url"] or row["recap"]:
        recaps.follow_up(by=organiser, event=event, recording_url=row["recording_url"], recap=row["recap"], at=at)
    if row["questions"]:
        recaps.open_questions(by=organiser, event=event, at=at)
