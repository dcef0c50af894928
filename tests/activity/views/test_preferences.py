"""One page for all settings: kinds, what holds for all, levels, everything in the digest."""

import datetime as dt

import pytest
from django.utils import timezone

from activity.actions.subscriptions import follow
from activity.models import NotificationSettings, Preference
from tests.cast import NOW
from tests.factories.people import OrganisationFactory

pytestmark = pytest.mark.django_db
URL = "/notifications/preferences/"
PLAIN = {
    "in_app": "on", "email": "on", "digest_on": "on", "digest": "daily", "digest_hour": "8", "digest_weekday": "0",
}  # fmt: skip


def settings_of(person):
    return NotificationSettings.objects.get(person=person)


def test_the_page_shows_kinds_levels_and_defaults(cast, client_of):
    place = OrganisationFactory(name="Lieu suivi")
    follow(person=cast.bruno, target=place, level="digest", at=NOW)
    html = client_of(cast.bruno).get(URL).content.decode()
    assert "On me mentionne" in html
    assert "Lieu suivi" in html
    assert '<option value="digest" selected>' in html
    assert cast.bruno.user.email in html
    assert not NotificationSettings.objects.exists()


def test_what_can_reach_only_administrators_is_offered_to_them_alone(cast, client_of):
    shown = ["envois sont en retard" in client_of(person).get(URL).content.decode() for person in (cast.bruno, cast.olga)]
    assert shown == [False, True]


def test_kinds_by_form_and_by_htmx(cast, client_of):
    client = client_of(cast.bruno)
    wishes = [wish for group in client.get(URL).context["groups"] for wish in group.wishes]
    data = {"genre": [wish.kind.key for wish in wishes if wish.wanted], "courriel-community.mention": "weekly"}
    assert client.post(URL, data).status_code == 303
    rows = Preference.objects.values_list("kind", "channel", "wanted", "cadence")
    assert list(rows) == [("community.mention", "email", True, "weekly")]
    answer = client.post(URL, {**data, "courriel-community.mention": ""}, headers={"HX-Request": "true"})
    assert (answer.status_code, "toast" in answer["HX-Trigger"]) == (204, True)
    assert list(rows.all()) == [("community.mention", "email", False, "")]
    client.post(URL, {**data, "courriel-community.mention": "n’importe quoi"})
    assert list(rows.all()) == [("community.mention", "email", False, "")]


def test_settings_are_kept(cast, client_of):
    until = timezone.localdate() + dt.timedelta(days=10)
    data = PLAIN | {
        "digest": "weekly", "digest_hour": "15", "digest_weekday": "4", "quiet_from": "18:00", "quiet_to": "07:30",
        "quiet_weekends": "on", "paused_until": until.isoformat(),
    }  # fmt: skip
    client = client_of(cast.bruno)
    assert client.post(f"{URL}reglages/", data).status_code == 303
    row = settings_of(cast.bruno)
    assert (row.digest, row.digest_hour, row.digest_weekday) == ("weekly", 15, 4)
    assert (row.quiet_from, row.quiet_to, row.quiet_weekends) == (dt.time(18), dt.time(7, 30), True)
    assert row.paused_until == until
    html = client.get(URL).content.decode()
    assert "Les courriels sont en pause" in html
    assert 'value="07:30"' in html
    assert client.post(f"{URL}reglages/", {"digest": "daily", "digest_hour": "8", "digest_weekday": "0"}).status_code == 303
    row.refresh_from_db()
    assert (row.in_app, row.email, row.digest_on, row.quiet_from, row.paused_until) == (False, False, False, None, None)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"quiet_from": "18:00"}, "Donnez les deux heures, ou aucune."),
        ({"paused_until": "2020-01-01"}, "Choisissez un jour à venir, ou laissez vide."),
        ({"paused_until": "2099-01-01"}, "Une pause dure un an au plus."),
        ({"digest_hour": "31"}, "Sélectionnez un choix valide"),
        ({"quiet_from": "tard", "quiet_to": "07:00"}, "heure valide"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(cast, client_of, wrong, words):
    response = client_of(cast.bruno).post(f"{URL}reglages/", PLAIN | {"digest_weekday": "3"} | wrong)
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert '<option value="3" selected>' in html
    assert not NotificationSettings.objects.exists()


def test_a_refused_address_is_told_and_tried_again_when_one_says_so(cast, client_of):
    NotificationSettings.objects.create(person=cast.bruno, refused_address=cast.bruno.user.email)
    client = client_of(cast.bruno)
    assert "Votre adresse refuse nos courriels" in client.get(URL).content.decode()
    client.post(f"{URL}reglages/", PLAIN)
    assert settings_of(cast.bruno).refused_address == ""


def test_everything_in_the_digest_and_back(cast, client_of):
    place = OrganisationFactory()
    follow(person=cast.bruno, target=place, at=NOW)
    client = client_of(cast.bruno)
    response = client.post(f"{URL}recapitulatif/", follow=True)
    assert "Tout vient maintenant en récapitulatif." in response.content.decode()
    level = cast.bruno.subscriptions.values_list("level", flat=True)
    assert list(level) == ["digest"]
    assert Preference.objects.filter(cadence="daily", kind="community.mention").exists()
    client.post(f"{URL}recapitulatif/?annuler=1")
    assert (list(level.all()), Preference.objects.count()) == (["all"], 0)
    again = client.post(f"{URL}recapitulatif/?annuler=1", follow=True)
    assert "Il est trop tard pour annuler." in again.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_same_number_of_queries(cast, client_of, django_assert_num_queries, number):
    for _one in range(number):
        follow(person=cast.bruno, target=OrganisationFactory(), at=NOW)
    client = client_of(cast.bruno)
    client.get(URL)
    with django_assert_num_queries(8):
        client.get(URL)
