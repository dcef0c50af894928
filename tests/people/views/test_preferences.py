"""Theme, language, single keys; the door of a demonstration."""

import pytest

from people.models import InstallationSettings
from people.queries import installation
from people.queries.accounts import demo_cast


@pytest.fixture
def english(db):
    row = InstallationSettings.load()
    row.english_available = True
    row.save()
    installation.forget()
    yield
    installation.forget()


def test_saving_theme_and_keys_also_sets_the_cookie(cast, client_of):
    client = client_of(cast.amina)
    response = client.post("/compte/preferences/", {"theme": "dark"})
    assert response.headers["Location"] == "/compte/preferences/"
    assert response.cookies["theme"].value == "dark"
    cast.amina.refresh_from_db()
    assert (cast.amina.theme, cast.amina.single_keys) == ("dark", False)
    assert 'data-theme="dark"' in client.get("/compte/preferences/").content.decode()


def test_a_wrong_value_is_422(cast, client_of):
    assert client_of(cast.amina).post("/compte/preferences/", {"theme": "rose"}).status_code == 422


def test_english_shows_only_when_it_is_offered(cast, client_of):
    client = client_of(cast.amina)
    assert "interface_language" not in client.get("/compte/preferences/").content.decode()
    client.post("/compte/preferences/", {"theme": "auto", "interface_language": "en"})
    cast.amina.refresh_from_db()
    assert cast.amina.interface_language == "fr"


def test_choosing_english(cast, client_of, english):
    client = client_of(cast.amina)
    client.post("/compte/preferences/", {"theme": "auto", "interface_language": "en"})
    assert client.get("/compte/preferences/").headers["Content-Language"] == "en-CA"


def test_the_quick_switches(cast, client_of, english):
    client = client_of(cast.amina)
    response = client.post("/compte/preferences/langue/", {"language": "en", "next": "/compte/"})
    assert (response.status_code, response.headers["Location"]) == (303, "/compte/")
    assert client.get("/compte/").headers["Content-Language"] == "en-CA"
    assert client.post("/compte/preferences/langue/", {"language": "de"}).status_code == 400
    assert (
        client.post("/compte/preferences/langue/", {"language": "fr", "next": "//ailleurs.test"}).headers["Location"] == "/"
    )
    assert client.post("/compte/preferences/theme/", {"theme": "light"}).status_code == 204
    assert client.post("/compte/preferences/theme/", {"theme": "rose"}).status_code == 400


def test_a_visitor_keeps_the_language_in_a_cookie(client, english):
    client.post("/compte/preferences/langue/", {"language": "en"})
    assert client.get("/compte/connexion/").headers["Content-Language"] == "en-CA"


def test_no_english_for_a_visitor_where_it_is_not_offered(client, db):
    client.post("/compte/preferences/langue/", {"language": "en"})
    assert client.get("/compte/connexion/").headers["Content-Language"] == "fr-CA"


def test_the_demonstration_has_one_button_per_member_of_the_cast(client, cast):
    text = client.get("/compte/connexion/").content.decode()
    names = [character.given_name for character in demo_cast()]
    assert len(names) == 15
    positions = [text.index(f"Entrer comme {name}") for name in names]
    assert positions == sorted(positions)


def test_entering_as_amina(client, cast):
    response = client.post("/demo/entrer/", {"person": "amina", "next": "/compte/preferences/"})
    assert response.headers["Location"] == "/compte/preferences/"
    assert client.get("/compte/").context["viewer"] == cast.amina


@pytest.mark.parametrize("key", ["", "personne", "amina"])
def test_nobody_to_enter_as(client, db, key):
    assert client.post("/demo/entrer/", {"person": key}).status_code == 404


def test_the_door_takes_no_get_and_leads_nowhere_else(client, cast):
    assert client.get("/demo/entrer/").status_code == 405
    response = client.post("/demo/entrer/", {"person": "amina", "next": "https://ailleurs.test/"})
    assert response.headers["Location"] == "/"
