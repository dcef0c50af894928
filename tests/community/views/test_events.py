"""Pages of events: the one clear action, what is kept and said when something is refused, constant cost."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from community.actions import events, memberships, recaps, spaces
from community.models import Event, EventRegistration, Thread
from people.models import AccessEntry
from tests.activity.rules.test_ics import lines_of
from tests.community.events import come, propose
from tests.factories.events import EventFactory, RegistrationFactory

HOUR = dt.timedelta(hours=1)
LINK = "https://visio.test/salle-secrete"


@pytest.fixture
def soon():
    return (timezone.now() + dt.timedelta(days=2)).replace(second=0, microsecond=0)


@pytest.fixture
def event(cast, world, soon):
    return propose(
        cast.amina,
        world.open,
        mode="hybrid",
        place="Salle A",
        online_url=LINK,
        capacity=2,
        starts_at=soon,
        at=timezone.now(),
    )


def url(name, event, *more):
    return reverse(f"community:{name}", args=[event.pk, *more])


def begin(event, *, ended=False):
    """The event began an hour ago (and ended)."""
    now = timezone.now()
    Event.objects.filter(pk=event.pk).update(starts_at=now - 2 * HOUR, ends_at=now - HOUR if ended else now + HOUR)


def typed(space, soon, **values):
    local = timezone.localtime(soon)
    return {
        "space": space.pk, "title": "Rendre un PDF accessible", "mode": "online", "language": "fr", "publier": "1",
        "starts_at": local.strftime("%Y-%m-%dT%H:%M"), "ends_at": (local + HOUR).strftime("%Y-%m-%dT%H:%M"), **values,
    }  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [("", 4), ("?vue=miens", 4), ("?vue=passes", 4)])
def test_the_list_costs_the_same(cast, world, client_of, django_assert_num_queries, number, query, queries):
    now = timezone.now()
    for start in (now + HOUR, now - dt.timedelta(days=3)):
        for event in EventFactory.create_batch(number, space=world.open, starts_at=start):
            RegistrationFactory(event=event, person=cast.bruno)
    client = client_of(cast.bruno)
    address = reverse("community:event-list") + query
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_of_who_comes_cost_the_same(cast, event, client_of, django_assert_num_queries, number):
    RegistrationFactory.create_batch(number, event=event, note="Boucle auditive")
    client = client_of(cast.amina)
    for name, queries in (("event-participants", 9), ("event-attendance", 5), ("event-detail", 11)):
        client.get(url(name, event))
        with django_assert_num_queries(queries):
            assert client.get(url(name, event)).status_code == 200


def test_a_long_list_goes_by_key(cast, world, client_of):
    start = timezone.now() + HOUR
    for number in range(70):
        EventFactory(space=world.open, starts_at=start + dt.timedelta(minutes=number // 3), title=f"Rencontre {number:02}")
    client, address, seen = client_of(cast.bruno), reverse("community:event-list"), []
    for _page in range(3):
        page = client.get(address)
        seen += [event.title for group in page.context["months"] for event in group["events"]]
        address = page.context["next_url"]
    assert (len(seen), len(set(seen)), address) == (70, 70, "")
    assert seen == sorted(seen)


def test_lists_show_what_one_may_see_and_filters_narrow(cast, world, client_of, soon):
    for space, mode in ((world.open, "online"), (world.hidden, "in_person")):
        propose(cast.amina, space, title=f"Chez {space.name}", mode=mode, place="Salle", starts_at=soon, at=timezone.now())
    propose(cast.amina, world.open, publish=False, title="Mon brouillon", starts_at=soon, at=timezone.now())
    address = reverse("community:event-list")

    def titles(person, query=""):
        months = client_of(person).get(address + query).context["months"]
        return [event.title for group in months for event in group["events"]]

    assert titles(cast.david) == ["Chez Espace open"]
    assert titles(cast.bruno) == ["Chez Espace open", "Chez Espace hidden"]
    assert titles(cast.bruno, "?formule=in_person") == ["Chez Espace hidden"]
    assert titles(cast.bruno, f"?espace={world.hidden.slug}") == ["Chez Espace hidden"]
    assert sorted(titles(cast.amina, "?vue=miens")) == ["Chez Espace hidden", "Chez Espace open", "Mon brouillon"]
    assert titles(cast.bruno, "?vue=passes") == titles(cast.bruno, "?vue=miens") == []
    assert client_of(cast.david).get(f"{address}?espace={world.hidden.slug}").status_code == 404


def test_the_link_of_participation_is_for_who_is_confirmed(cast, event, client_of):
    come(event, cast.bruno, cast.chloe, cast.david, at=timezone.now())
    shown = {
        key: LINK in client_of(person).get(url("event-detail", event)).content.decode()
        for key, person in cast
        if key in ("amina", "bruno", "david", "esther")
    }
    assert shown == {"amina": True, "bruno": True, "david": False, "esther": False}
    files = {
        key: LINK.encode() in b"".join(client_of(person).get(url("event-ics", event))).replace(b"\r\n ", b"")
        for key, person in cast
        if key in ("amina", "bruno", "david", "esther")
    }
    assert files == shown
    edit_page = client_of(cast.bruno).get(url("event-edit", event))
    assert edit_page.status_code == 403


def test_one_clear_action_by_state(cast, event, client_of):
    def action(person):
        return client_of(person).get(url("event-detail", event)).context["state"]

    assert action(cast.bruno) == "register"
    come(event, cast.bruno, cast.chloe, cast.david, cast.esther, at=timezone.now())
    assert [action(person) for person in (cast.bruno, cast.esther, cast.farid)] == ["confirmed", "waiting", "wait"]
    assert "rang 2" in client_of(cast.esther).get(url("event-detail", event)).content.decode()
    Event.objects.update(needs_approval=True)
    assert action(cast.farid) == "ask"
    Event.objects.update(closes_at=timezone.now() - HOUR)
    assert action(cast.farid) == "closed"
    begin(event)
    assert [action(cast.farid), action(cast.bruno)] == ["running", "running"]
    begin(event, ended=True)
    assert action(cast.bruno) == "over"


def test_once_it_is_over_the_organiser_is_led_to_what_remains_to_do(cast, event, client_of):
    come(event, cast.bruno, at=timezone.now())
    begin(event, ended=True)
    offered = ("Écrire le compte rendu", "Marquer les présences")
    shown = {
        key: [words in client_of(person).get(url("event-detail", event)).content.decode() for words in offered]
        for key, person in (("amina", cast.amina), ("bruno", cast.bruno))
    }
    assert shown == {"amina": [True, True], "bruno": [False, False]}
    EventRegistration.objects.update(attended=True)
    Event.objects.update(recording_url="https://video.exemple.test/a")
    page = client_of(cast.amina).get(url("event-detail", event)).content.decode()
    assert [f">{words}<" in page for words in offered] == [False, False]


def test_registering_and_giving_the_place_back_without_javascript(cast, event, client_of):
    client = client_of(cast.bruno)
    answer = client.post(url("event-register", event), {"mode": "in_person", "note": "Boucle auditive"})
    assert (answer.status_code, answer["Location"]) == (303, f"{event.get_absolute_url()}#inscription")
    assert EventRegistration.objects.get().mode == "in_person"
    assert client.post(url("event-withdraw", event)).status_code == 303
    assert EventRegistration.objects.get().state == "cancelled"


def test_a_note_too_long_or_a_late_press_is_said_and_kept(cast, event, client_of):
    client = client_of(cast.bruno)
    answer = client.post(url("event-register", event), {"note": "a" * 301})
    assert (answer.status_code, "a" * 301 in answer.content.decode()) == (422, True)
    begin(event)
    answer = client.post(url("event-register", event), {"note": "Trop tard?"})
    assert (answer.status_code, EventRegistration.objects.count()) == (422, 0)
    assert "les inscriptions sont fermées" in answer.content.decode()


def test_nobody_registers_in_an_archive(cast, world, event, client_of):
    spaces.archive_space(by=cast.chloe, space=world.open, archived=True, at=timezone.now())
    answer = client_of(cast.bruno).post(url("event-register", event))
    assert (answer.status_code, EventRegistration.objects.count()) == (422, 0)
    assert "archivé" in answer.content.decode()


def test_an_event_is_proposed_in_one_form(cast, world, client_of, soon):
    answer = client_of(cast.bruno).post(reverse("community:event-create"), typed(world.open, soon, capacity="12"))
    event = Event.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, event.get_absolute_url())
    assert (event.state, event.starts_at, event.capacity, event.organiser) == ("published", soon, 12, cast.bruno)
    draft = typed(world.open, soon, title="Plus tard", publier="")
    client_of(cast.bruno).post(reverse("community:event-create"), draft)
    assert Event.objects.get(title="Plus tard").state == "draft"


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"ends_at": "2026-01-01T10:00"}, "ends_at", "finit avant de commencer"),
        ({"starts_at": "2020-01-01T10:00"}, "starts_at", "déjà passé"),
        ({"starts_at": "demain"}, "starts_at", "un jour et une heure qui existent"),
        ({"starts_at": "2027-03-14T02:30", "ends_at": "2027-03-14T05:30"}, "starts_at", None),
        ({"online_url": "javascript:alert(1)"}, "online_url", "adresse Web complète"),
        ({"online_url": "ftp://fichiers.test/"}, "online_url", "adresse Web complète"),
        ({"mode": "in_person"}, "place", "où l’on se retrouve"),
        ({"capacity": "0"}, "capacity", "au moins une place"),
        ({"capacity": "beaucoup"}, "capacity", "nombre entier"),
        ({"title": ""}, "title", "Donnez un titre"),
        ({"title": "a" * 161}, "title", None),
        ({"body": "a" * 20_001}, "body", "20001"),
        ({"closes_at": "2099-01-01T10:00"}, "closes_at", "au plus tard"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_everything_is_kept(cast, world, client_of, soon, values, field, words):
    answer = client_of(cast.bruno).post(
        reverse("community:event-create"), typed(world.open, soon, summary="À garder absolument") | values
    )
    html = answer.content.decode()
    assert (answer.status_code, Event.objects.count()) == (422, 0)
    assert field in answer.context["form"].errors
    assert "À garder absolument" in html
    assert words is None or any(words in error for error in answer.context["form"].errors[field])


def test_fewer_places_offers_to_move_people_and_does_when_asked(cast, world, event, client_of, soon):
    come(event, cast.bruno, cast.chloe, at=timezone.now())
    client = client_of(cast.amina)
    lower = typed(world.open, soon, mode="hybrid", place="Salle A", capacity="1")
    answer = client.post(url("event-edit", event), lower)
    html = answer.content.decode()
    assert (answer.status_code, 'name="move_excess"' in html) == (422, True)
    assert "2 personnes sont confirmées" in html
    assert client.post(url("event-edit", event), lower | {"move_excess": "on"}).status_code == 303
    event.refresh_from_db()
    assert (event.capacity, event.confirmed_count, event.waiting_count) == (1, 1, 1)


def test_duplicating_begins_with_everything_but_the_dates(cast, event, client_of):
    page = client_of(cast.amina).get(f"{reverse('community:event-create')}?copie={event.pk}")
    form = page.context["form"]
    assert (form["title"].value(), form["place"].value(), form["starts_at"].value()) == (event.title, "Salle A", None)
    assert client_of(cast.bruno).get(f"{reverse('community:event-create')}?copie={event.pk}").status_code == 403


def test_cancelling_asks_why(cast, event, client_of):
    client = client_of(cast.amina)
    assert client.post(url("event-cancel", event), {"reason": " "}).status_code == 422
    assert client.post(url("event-cancel", event), {"reason": "Grippe."}).status_code == 303
    assert "Grippe." in client_of(cast.david).get(url("event-detail", event)).content.decode()
    assert client.get(url("event-edit", event)).status_code == 200
    assert client.post(url("event-edit", event), {"title": "x"}).status_code == 422


def test_names_are_for_who_comes_and_notes_for_who_organises_and_reading_is_noted(cast, event, client_of):
    come(event, cast.bruno, note="Boucle auditive", at=timezone.now())
    address = url("event-participants", event)
    assert client_of(cast.david).get(address).status_code == 403
    assert "Boucle" not in client_of(cast.bruno).get(address).content.decode()
    assert AccessEntry.objects.count() == 0
    assert "Boucle auditive" in client_of(cast.amina).get(address).content.decode()
    entry = AccessEntry.objects.get()
    assert (entry.person, entry.viewer) == (cast.bruno, cast.amina)
    assert cast.bruno.name not in client_of(cast.david).get(url("event-detail", event)).content.decode()


def test_requests_are_answered_in_one_press(cast, event, client_of):
    Event.objects.update(needs_approval=True)
    bruno, chloe = come(event, cast.bruno, cast.chloe, at=timezone.now())
    client = client_of(cast.amina)
    for row, reply in ((bruno, "oui"), (chloe, "non")):
        answer = client.post(url("registration-answer", event, row.pk), {"reponse": reply, "liste": "demandes"})
        assert (answer.status_code, answer["Location"]) == (303, url("event-participants", event) + "?liste=demandes")
    assert dict(EventRegistration.objects.values_list("person__given_name", "state")) == {
        "Bruno": "confirmed",
        "Chloé": "declined",
    }
    assert client_of(cast.bruno).post(url("registration-answer", event, bruno.pk), {"reponse": "oui"}).status_code == 403


def test_a_refusal_is_taken_back_by_the_message_or_from_its_own_list(cast, event, client_of):
    bruno, chloe, david = come(event, cast.bruno, cast.chloe, cast.david, at=timezone.now())
    client, here = client_of(cast.amina), url("event-participants", event)
    assert "declinees" not in client.get(here).content.decode()
    said = client.post(url("registration-answer", event, bruno.pk), {"reponse": "non"}, follow=True).content.decode()
    undo = f"{url('registration-answer', event, bruno.pk)}?retablir=confirmed"
    assert f'data-toast-undo="{undo}"' in said
    assert "Rétablir" in client.get(f"{here}?liste=declinees").content.decode()
    assert client_of(cast.bruno).post(undo).status_code == 403
    # David had the place by then: Bruno waits, before anybody who pressed later.
    assert "liste d’attente" in client.post(undo, follow=True).content.decode()
    client.post(url("registration-answer", event, chloe.pk), {"reponse": "non"})
    assert dict(EventRegistration.objects.values_list("person__given_name", "state")) == {
        "Bruno": "confirmed", "Chloé": "declined", "David": "confirmed",
    }  # fmt: skip


def test_requests_are_answered_together_and_the_sentence_says_what_happened(cast, event, client_of):
    Event.objects.update(needs_approval=True)
    come(event, cast.bruno, cast.chloe, cast.david, at=timezone.now())
    client, here = client_of(cast.amina), url("event-participants", event)
    page = client.get(here + "?liste=demandes")
    assert page.context["all_at_once"].startswith("3 demandes pour 2 places\xa0:")
    empty = client.post(url("registration-answers", event), {"reponse": "oui", "liste": "demandes"}, follow=True)
    assert "Cochez d’abord" in empty.content.decode()
    answer = client.post(
        url("registration-answers", event), {"tous": "1", "reponse": "oui", "liste": "demandes"}, follow=True
    )
    assert answer.redirect_chain == [(here + "?liste=demandes", 303)]
    said = "2 places confirmées. 1 personne passe à la liste d’attente. Chaque personne reçoit un avis."
    assert said in answer.content.decode()
    assert client_of(cast.bruno).post(url("registration-answers", event), {"tous": "1"}).status_code == 403
    assert client_of(cast.farid).post(url("registration-answers", event), {}).status_code == 403


def test_somebody_is_found_by_name_among_many(cast, event, client_of):
    Event.objects.update(capacity=None)
    come(event, cast.bruno, cast.chloe, cast.david, at=timezone.now())
    begin(event)
    client = client_of(cast.amina)
    for name in ("event-participants", "event-attendance"):
        page = client.get(url(name, event) + "?q=chloe")
        assert [row.person for row in page.context["rows"]] == [cast.chloe]
        assert "Personne de ce nom" in client.get(url(name, event) + "?q=zzz").content.decode()


def test_attendance_goes_on_with_the_next_page(cast, event, client_of):
    Event.objects.update(capacity=None)
    RegistrationFactory.create_batch(61, event=event)
    begin(event)
    client = client_of(cast.amina)
    first = client.get(url("event-attendance", event))
    shown = [row.pk for row in first.context["rows"]]
    answer = client.post(url("event-attendance", event), {"vu": shown, "present": shown, "suite": "1"})
    assert answer["Location"] == url("event-attendance", event) + first.context["next_url"]
    assert EventRegistration.objects.filter(attended=True).count() == 60
    assert len(client.get(answer["Location"]).context["rows"]) == 1


def test_attendance_by_boxes_or_all_at_once_and_the_file(cast, event, client_of):
    Event.objects.update(capacity=None)
    rows = come(event, cast.bruno, cast.chloe, note="=2+2", at=timezone.now())
    client = client_of(cast.amina)
    client.post(url("event-attendance", event), {"tous": "1"})
    assert EventRegistration.objects.filter(attended=None).count() == 2
    begin(event)
    client.post(url("event-attendance", event), {"vu": [row.pk for row in rows], "present": [rows[0].pk]})
    assert list(EventRegistration.objects.order_by("pk").values_list("attended", flat=True)) == [True, False]
    client.post(url("event-attendance", event), {"tous": "1"})
    assert EventRegistration.objects.filter(attended=True).count() == 2
    answer = client.get(url("event-export", event))
    lines = list(csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))
    assert [line[0] for line in lines[1:]] == [cast.chloe.name, cast.bruno.name]
    assert {line[-1] for line in lines[1:]} == {"'=2+2"}
    assert client_of(cast.bruno).get(url("event-export", event)).status_code == 403


def test_recording_recap_and_questions_afterwards(cast, event, client_of):
    come(event, cast.bruno, at=timezone.now())
    begin(event, ended=True)
    client = client_of(cast.amina)
    wrong = client.post(url("event-follow-up", event), {"recording_url": "javascript:alert(1)", "recap": "À garder"})
    assert (wrong.status_code, "À garder" in wrong.content.decode()) == (422, True)
    right = {"recording_url": "https://video.test/1", "recap": "Trois **gestes**"}
    assert client.post(url("event-follow-up", event), right).status_code == 303
    page = client_of(cast.david).get(url("event-detail", event)).content.decode()
    assert "https://video.test/1" in page and "<strong>gestes</strong>" in page
    first = client_of(cast.bruno).post(url("event-questions", event))
    second = client_of(cast.david).post(url("event-questions", event))
    assert (first["Location"], second["Location"]) == (Thread.objects.get().get_absolute_url(),) * 2
    assert event.get_absolute_url() in Thread.objects.get().body_html


def test_no_follow_up_before_it_begins(cast, event, client_of):
    answer = client_of(cast.amina).post(url("event-follow-up", event), {"recap": "Déjà"})
    assert answer.status_code == 422
    assert client_of(cast.bruno).post(url("event-questions", event)).status_code == 303
    assert Thread.objects.count() == 0
    with pytest.raises(recaps.RecapRefused):
        recaps.open_questions(by=cast.bruno, event=event, at=timezone.now())


def test_the_file_for_an_agenda_follows_change_and_cancellation(cast, event, client_of, soon):
    def read():
        data = client_of(cast.bruno).get(url("event-ics", event)).content
        lines_of(data)
        (found,) = Calendar.from_ical(data).events
        return found

    first = read()
    assert (first.start, int(first["SEQUENCE"]), str(first["STATUS"])) == (soon, 0, "CONFIRMED")
    events.cancel_event(by=cast.amina, event=event, reason="Grippe.", at=timezone.now())
    second = read()
    assert (second["UID"], int(second["SEQUENCE"]), str(second["STATUS"])) == (first["UID"], 1, "CANCELLED")
    assert client_of(cast.david).get(url("event-ics", event))["Content-Type"].startswith("text/calendar")


def test_a_stranger_gets_404_wherever(cast, world, client_of, soon):
    event = propose(cast.amina, world.private, starts_at=soon, at=timezone.now())
    client = client_of(cast.david)
    for name in ("event-detail", "event-edit", "event-cancel", "event-ics", "event-participants", "event-attendance"):
        assert client.get(url(name, event)).status_code == 404
    assert client.post(url("event-register", event)).status_code == 404
    memberships.add_member(by=cast.chloe, space=world.private, person=cast.david, at=timezone.now())
    assert client.get(url("event-detail", event)).status_code == 200
