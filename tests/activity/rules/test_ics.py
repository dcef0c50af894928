"""Calendars by RFC 5545: parsed strictly by the library, and checked octet by octet by rules of our own."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from activity.rules.ics import Appointment, write

AT = dt.datetime(2026, 11, 2, 15, 0, tzinfo=dt.UTC)


def appointment(**values):
    return Appointment(
        **{
            "uid": "evenement-1@maillage",
            "sequence": 2,
            "starts_at": AT + dt.timedelta(days=3),
            "ends_at": AT + dt.timedelta(days=3, hours=1),
            "created_at": AT,
            "changed_at": AT,
            "title": "Midi-conférence; accès, « PDF »",
            "url": "https://maillage.exemple.test/communaute/evenements/1/",
            "organiser": "Amina Fictive",
            "contact": "maillage@exemple.test",
            **values,
        }
    )


def lines_of(data: bytes) -> list[str]:
    """Unfolded lines. Raises AssertionError where the octets break RFC 5545, 3.1: CRLF, 75 octets, whole characters."""
    assert data.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    physical = data.split(b"\r\n")[:-1]
    assert max(map(len, physical)) <= 75
    for line in physical:
        line.decode("utf-8")
        assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", line)
    return data.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]


def check(data: bytes) -> list[dict[str, str]]:
    """Properties of each VEVENT (name → parameters and value), after every rule that a strict reader holds a feed to."""
    lines = lines_of(data)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    stack, events, properties = [], [], {}
    zones, used = set(), set()
    for line in lines:
        name, _colon, value = line.partition(":")
        if name == "BEGIN":
            stack.append(value)
            properties = {} if value == "VEVENT" else properties
            continue
        if name == "END":
            assert stack.pop() == value
            if value == "VEVENT":
                events.append(properties)
            continue
        assert re.fullmatch(r"[A-Z0-9-]+(;[A-Z0-9-]+=(\"[^\"]*\"|[^\";:,]*))*", split(line)[0]), line
        if stack == ["VCALENDAR", "VTIMEZONE"] and name == "TZID":
            zones.add(value)
        if stack[-1] == "VEVENT":
            key, rest = split(line)
            bare = key.partition(";")[0]
            assert bare not in properties, f"{bare} twice"
            properties[bare] = f"{key[len(bare) :]}:{rest}"
            used |= set(re.findall(r"TZID=([^;:]+)", key))
    assert stack == []
    assert used <= zones
    assert {"VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"} <= set(lines)
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "SEQUENCE", "STATUS", "SUMMARY", "URL"} <= set(event)
        assert re.fullmatch(r":\d{8}T\d{6}Z", event["DTSTAMP"])
        assert re.fullmatch(r";TZID=America/Toronto:\d{8}T\d{6}", event["DTSTART"])
        assert event["ORGANIZER"].endswith(":mailto:maillage@exemple.test")
        for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
            value = event.get(name, ":")[1:]
            assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), f"{name} is not escaped: {value!r}"
            assert not re.search(r"(?<!\\)(?:\\\\)*\\(?![\\;,nN])", value)
    return events


def split(line: str) -> tuple[str, str]:
    """The name with its parameters, and the value: the first colon outside of quotes."""
    quoted = False
    for place, char in enumerate(line):
        quoted ^= char == '"'
        if char == ":" and not quoted:
            return line[:place], line[place + 1 :]
    raise AssertionError(line)


def test_an_appointment_as_a_strict_reader_sees_it():
    one = appointment(
        place="Salle 3.14, rue de l’Église; 2e étage",
        description="Ligne 1\r\nLigne 2\n\nÉtape " + "é" * 300,
        status="TENTATIVE",
    )
    data = write([one], name="Maillage", refresh=dt.timedelta(hours=1))
    (raw,) = check(data)
    assert raw["DTSTART"] == ";TZID=America/Toronto:20261105T100000"
    assert (raw["SEQUENCE"], raw["STATUS"], raw["UID"]) == (":2", ":TENTATIVE", ":evenement-1@maillage")
    calendar = Calendar.from_ical(data)
    (event,) = calendar.events
    assert calendar.errors == event.errors == []
    assert event.start == one.starts_at and event.end == one.ends_at
    assert event.start.tzinfo.key == ZoneInfo("America/Toronto").key
    assert str(event["SUMMARY"]) == one.title
    assert str(event["LOCATION"]) == one.place
    assert str(event["DESCRIPTION"]) == one.description.replace("\r\n", "\n")
    assert event["ORGANIZER"].params["CN"] == "Amina Fictive"
    assert {"NAME:Maillage", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"} <= set(lines_of(data))


@pytest.mark.parametrize(
    ("moment", "local"),
    [
        (dt.datetime(2027, 3, 14, 6, 59, tzinfo=dt.UTC), "20270314T015900"),
        (dt.datetime(2027, 3, 14, 7, 0, tzinfo=dt.UTC), "20270314T030000"),
        (dt.datetime(2027, 11, 7, 5, 30, tzinfo=dt.UTC), "20271107T013000"),
        (dt.datetime(2027, 11, 7, 7, 30, tzinfo=dt.UTC), "20271107T023000"),
    ],
)
def test_hours_around_the_change_of_clocks(moment, local):
    (raw,) = check(write([appointment(starts_at=moment, ends_at=moment + dt.timedelta(hours=3))]))
    assert raw["DTSTART"] == f";TZID=America/Toronto:{local}"


def test_the_same_state_gives_the_same_bytes():
    assert write([appointment()]) == write([appointment()])


def test_nothing_at_all_is_still_a_calendar():
    assert check(write([], name="Maillage")) == []


@settings(max_examples=60, deadline=None)
@given(title=st.text(max_size=200), description=st.text(max_size=600), organiser=st.text(max_size=60))
def test_whatever_members_write_stays_a_calendar(title, description, organiser):
    clean = str.maketrans("", "", "\ud800\udfff")
    texts = [text.encode("utf-8", "ignore").decode().translate(clean) for text in (title, description, organiser)]
    data = write([appointment(title=texts[0], description=texts[1], organiser=texts[2])])
    assert len(check(data)) == 1
    assert len(Calendar.from_ical(data).events) == 1
