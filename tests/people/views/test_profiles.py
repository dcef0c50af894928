"""A member's page and the form behind it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Absence, Person, ProfileLink, Team
from tests.factories.files import picture

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def amina(cast):
    """Amina, with something in every part of her profile."""
    person = cast.amina
    today = timezone.localdate()
    Person.objects.filter(pk=person.pk).update(
        pronouns="elle-marque", bio="bio-marque", bio_html="<p>bio-marque</p>", ask_me_about=["sujet-marque"],
        languages=["iu"], working_days=[0, 1, 2, 4],
    )  # fmt: skip
    ProfileLink.objects.create(person=person, label="lien-marque", url="https://exemple.test/")
    Absence.objects.create(
        person=person, starts_on=today - DAY, ends_on=today + 5 * DAY, stand_in=cast.bruno, message="absence-marque"
    )
    return person


MARKS = {
    "pronouns": "elle-marque",
    "bio": "bio-marque",
    "ask_me_about": "sujet-marque",
    "languages": "inuktitut",
    "links": "lien-marque",
    "absences": "absence-marque",
    "working_days": "du lundi au mercredi et vendredi",
    "email": "amina.tremblay-fictive@exemple.test",
}


def page(client_of, viewer, person) -> str:
    return client_of(viewer).get(person.get_absolute_url()).content.decode()


def test_every_part_is_shown_to_the_network_by_default(cast, amina, client_of):
    text = page(client_of, cast.david, amina)
    assert [part for part, mark in MARKS.items() if mark not in text] == []
    assert cast.bruno.name in text
    assert "Conseillère en communication numérique" in text


@pytest.mark.parametrize("part", MARKS)
def test_a_part_is_seen_by_whom_its_owner_chose(cast, amina, client_of, part):
    mark = MARKS[part]
    seen = {}
    for chosen in ("network", "organisation", "me"):
        Person.objects.filter(pk=amina.pk).update(visibility={part: chosen})
        seen[chosen] = [mark in page(client_of, viewer, amina) for viewer in (cast.david, cast.jules, amina)]
    assert seen == {"network": [True, True, True], "organisation": [False, True, True], "me": [False, False, True]}


def test_roles_and_their_scope_are_shown(cast, client_of):
    assert "Direction d’équipe sectorielle · MTMD" in page(client_of, cast.david, cast.farid)


def test_who_left_has_no_page(cast, client_of):
    Person.objects.filter(pk=cast.bruno.pk).update(status="left")
    assert client_of(cast.amina).get(cast.bruno.get_absolute_url()).status_code == 404
    assert client_of(cast.amina).get("/membres/999999/").status_code == 404


def test_the_short_address_leads_to_ones_own_page(cast, client_of):
    assert client_of(cast.amina).get(reverse("people:person-me"))["Location"] == cast.amina.get_absolute_url()


DATES = {"absences-0-starts_on": "2030-01-10", "absences-0-ends_on": "2030-01-12"}


def form_values(client_of, person, **changes: object) -> dict[str, object]:
    """What a browser would send of the form as it is shown, with changes."""
    shown = client_of(person).get(reverse("people:person-edit")).context
    values: dict[str, object] = {}
    sections = [section.form for section in shown["sections"]] + [section.visibility for section in shown["sections"]]
    rows = [shown["links"], shown["absences"]]
    managements = [formset.management_form for formset in rows]
    for form in (shown["form"], *sections, *(row for formset in rows for row in formset), *managements):
        for bound in form:
            value = bound.value()
            if value not in (None, ""):
                values[bound.html_name] = value
    return {**values, **changes}


def save(client_of, person, **changes: object):
    return client_of(person).post(reverse("people:person-edit"), form_values(client_of, person, **changes))


def test_the_whole_profile_is_saved_at_once(cast, client_of):
    today = timezone.localdate()
    answer = save(
        client_of, cast.amina, given_name="Amina", family_name="Nouveau-Nom", pronouns="elle", role_title="Rédactrice",
        assignment=cast.hugo.organisation.pk, team="Équipe toute neuve", ask_me_about="ponts\n\n ponts \nalertes",
        bio="**Bonjour** <script>", languages=["fr", "ar"], working_days=["0", "3"], visible_bio="organisation",
        **{
            "links-0-label": "Guide", "links-0-url": "exemple.test/guide", "absences-0-starts_on": str(today),
            "absences-0-ends_on": str(today + DAY), "absences-0-stand_in": f"{cast.bruno.name} (MTMD)",
            "absences-0-message": "Congé", "photo": picture(),
        },
    )  # fmt: skip

    assert (answer.status_code, answer["Location"]) == (303, cast.amina.get_absolute_url())
    amina = Person.objects.get(pk=cast.amina.pk)
    assert (amina.name, amina.sort_key, amina.role_title) == ("Amina Nouveau-Nom", "nouveau nom amina", "Rédactrice")
    assert amina.assignment == cast.hugo.organisation
    assert amina.team == Team.objects.get(name="Équipe toute neuve", organisation=cast.hugo.organisation)
    assert amina.ask_me_about == ["ponts", "alertes"]
    assert amina.bio_html == "<p><strong>Bonjour</strong> &lt;script&gt;</p>"
    assert (amina.languages, amina.working_days) == (["fr", "ar"], [0, 3])
    assert amina.part_visibility("bio") == "organisation"
    assert [(link.label, link.url) for link in amina.links.all()] == [("Guide", "https://exemple.test/guide")]
    absence = amina.absences.get()
    assert (absence.starts_on, absence.stand_in, absence.message) == (today, cast.bruno, "Congé")
    assert amina.photo_url


def test_saving_twice_changes_nothing_more(cast, amina, client_of):
    before = Person.objects.values().get(pk=amina.pk)
    assert save(client_of, amina).status_code == 303
    after = Person.objects.values().get(pk=amina.pk)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"visibility", "bio_html"}
    assert [link.label for link in amina.links.all()] == ["lien-marque"]
    assert amina.absences.get().stand_in == cast.bruno


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"given_name": ""}, "Donnez votre prénom"),
        ({"ask_me_about": "\n".join(f"sujet {n}" for n in range(9))}, "plus de huit sujets"),
        ({"ask_me_about": "x" * 61}, "dépasse 60 caractères"),
        ({"languages": ["klingon"]}, "Sélectionnez un choix valide"),
        ({"links-0-label": "Sans adresse"}, "Donnez l’adresse"),
        ({"links-0-url": "https://exemple.test/"}, "Donnez un libellé"),
        ({"links-0-label": "Ruse", "links-0-url": "javascript:alert(1)"}, "n’est pas complète"),
        ({"absences-0-starts_on": "2030-01-10"}, "Donnez le dernier jour"),
        ({"absences-0-starts_on": "2030-01-10", "absences-0-ends_on": "2030-01-09"}, "finit avant de commencer"),
        ({"absences-0-starts_on": "2020-01-10", "absences-0-ends_on": "2020-01-12"}, "déjà passée"),
        ({**DATES, "absences-0-stand_in": "Nul"}, "Personne de ce nom"),
        ({**DATES, "absences-0-stand_in": "Amina Tremblay-Fictive"}, "une autre personne"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_next_to_the_field_and_nothing_is_lost(cast, client_of, changes, sentence):
    answer = save(client_of, cast.amina, role_title="Fonction tapée", **changes)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "Fonction tapée" in text
    assert Person.objects.get(pk=cast.amina.pk).role_title == cast.amina.role_title


def test_two_absences_that_overlap_are_refused_wholly(cast, amina, client_of):
    today = timezone.localdate()
    answer = save(
        client_of, amina, role_title="Autre",
        **{"absences-1-starts_on": str(today), "absences-1-ends_on": str(today + 9 * DAY)},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "se chevauchent" in answer.content.decode()
    assert Absence.objects.filter(person=amina).count() == 1
    assert Person.objects.get(pk=amina.pk).role_title == cast.amina.role_title


def test_a_picture_that_is_none_is_refused_next_to_the_field(cast, client_of):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = save(client_of, cast.amina, photo=SimpleUploadedFile("moi.jpg", b"pas une image"))
    assert answer.status_code == 422
    assert "n’est pas une image" in answer.content.decode()


def test_the_photo_is_taken_away_on_demand(cast, client_of):
    save(client_of, cast.amina, photo=picture())
    assert Person.objects.get(pk=cast.amina.pk).photo_url
    save(client_of, cast.amina, remove_photo="on")
    assert Person.objects.get(pk=cast.amina.pk).photo_url == ""


def test_two_members_of_one_name_are_told_apart_by_address(cast, client_of):
    from tests.factories.people import PersonFactory

    PersonFactory(given_name="Bruno", family_name=cast.bruno.family_name, organisation=cast.hugo.organisation)
    by_name = save(client_of, cast.amina, **DATES, **{"absences-0-stand_in": cast.bruno.name})
    assert "Deux membres portent ce nom" in by_name.content.decode()
    assert save(client_of, cast.amina, **DATES, **{"absences-0-stand_in": cast.bruno.user.email}).status_code == 303
    assert cast.amina.absences.get().stand_in == cast.bruno


def test_stand_ins_are_offered_while_one_types(cast, client_of):
    answer = client_of(cast.amina).get(reverse("people:stand-ins"), {"absences-0-stand_in": "bru"})
    assert answer.content.decode().strip() == f'<option value="{cast.bruno.name} (MTMD)"></option>'
    assert client_of(cast.bruno).get(reverse("people:stand-ins"), {"absences-0-stand_in": "bru"}).content.strip() == b""


def test_the_profile_costs_the_same_whatever_it_holds(cast, client_of, django_assert_num_queries):
    """Measured without the frame and the panels of apps above: one query."""
    from people.queries.profiles import profile_of

    today = timezone.localdate()
    for rows in (1, 3):
        for number in range(rows):
            ProfileLink.objects.create(person=cast.amina, label=f"L{number}", url="https://exemple.test/")
            Absence.objects.create(person=cast.amina, starts_on=today + number * DAY, ends_on=today + number * DAY)
        with django_assert_num_queries(1):
            profile = profile_of(cast.david, cast.amina.pk, today)
        assert profile is not None
        assert profile.links[0]["label"] == "L0"


def test_the_whole_page_asks_twelve_queries_at_most(cast, amina, client_of, django_assert_max_num_queries):
    browser = client_of(cast.david)
    browser.get(amina.get_absolute_url())
    with django_assert_max_num_queries(12):
        browser.get(amina.get_absolute_url())
