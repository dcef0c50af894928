"""Pages in English say nothing in French but what members and organisations wrote themselves."""

import html
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import trans_real

from community.models import Event, PracticePage, Reply, Space, Thread
from competencies.models import Competency, Level, Topic
from job_profiles.models import JobProfile
from network.management import catalogue
from people.actions.erasure import FORMER_MEMBER
from people.models import InstallationSettings, Organisation, Person
from tests.architecture.test_translations import PLACEHOLDER, forms_of
from tests.architecture.visits import Visitors
from tests.architecture.world import World

pytestmark = pytest.mark.django_db
LONG = 12  # shorter messages are words that members' texts and English sentences may hold too
PAGES = (
    "/", "/membres/", "/membres/organisations/", "/membres/moi/modifier/", "/competences/", "/competences/mes-preuves/",
    "/competences/etiquettes/", "/profils-emploi/", "/communaute/", "/communaute/espaces/", "/communaute/espaces/nouveau/",
    "/communaute/fils/", "/communaute/fils/nouveau/", "/communaute/pratiques/", "/communaute/pratiques/nouvelle/",
    "/communaute/evenements/", "/communaute/evenements/nouveau/", "/communaute/rattrapage/", "/communaute/aider/",
    "/notifications/envois/", "/notifications/calendrier/", "/recherche/", "/recherche/?q=sous-titrer", "/recherche/?q=zzzz",
    "/notifications/", "/notifications/preferences/", "/notifications/abonnements/", "/notifications/signets/", "/compte/",
    "/compte/preferences/", "/compte/confidentialite/", "/bienvenue/qui-je-suis/", "/adresse/inconnue/",
)  # fmt: skip

READ_ALOUD = ("aria-label", "title", "placeholder", "alt", "data-confirm")


@pytest.fixture(scope="module")
def abroad(world: World) -> Iterator[World]:
    """English is offered, everybody has chosen it, and the binary catalogue says what the text says."""
    catalogue.compile_catalogue()
    trans_real._translations.clear()
    row = InstallationSettings.load()
    row.english_available = True
    row.save()
    Person.objects.update(interface_language="en")
    Topic.objects.filter(pk=world.topic.pk).update(name_en="accessibility in English")
    yield world


@pytest.fixture(scope="module")
def visitors(abroad: World) -> Visitors:
    return Visitors(abroad)


class Reader(HTMLParser):
    """What a person sees or hears of a page: its text and the attributes that are read."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.language = ""
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._silent += tag in {"script", "style"}
        if tag == "html":
            self.language = values.get("lang", "")
        if tag == "a":
            self.links.append(values.get("href", ""))
        self.words += [
            values[name] for name in ("aria-label", "title", "placeholder", "alt", "data-confirm") if name in values
        ]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def read(content: bytes) -> Reader:
    reader = Reader()
    reader.feed(content.decode())
    return reader


@pytest.fixture(scope="module")
def sentences() -> set[str]:
    """Pieces of French messages, between placeholders, long enough to be recognised and no piece of the English ones."""
    entries = [entry for entry in catalogue.read_catalogue() if entry.id]
    said = {form for entry in entries for form in forms_of(entry.string)}
    french = {form for entry in entries for form in forms_of(entry.id)} - said
    return {piece for piece in pieces_of(french) - pieces_of(said) if len(piece) > LONG}


def pieces_of(forms: set[str]) -> set[str]:
    """What stands between the placeholders of messages."""
    return {" ".join(piece.split()) for form in forms for piece in PLACEHOLDER.split(html.unescape(form or ""))}


def own_texts(world: World) -> list[str]:
    """What members and organisations wrote: it stays in its language. The longest first."""
    texts = [
        *Space.objects.values_list("name", "summary"),
        *Thread.objects.values_list("title", "body", "excerpt"),
        *PracticePage.objects.values_list("title", "draft_title", "result_line"),
        *Event.objects.values_list("title", "summary"),
    ]
    words = {word for row in texts for word in row}
    words |= set(Reply.objects.values_list("body", flat=True)) | set(Person.objects.values_list("role_title", flat=True))
    words |= set(Organisation.objects.values_list("name", flat=True))
    words |= {world.seen.what, world.grant.label, FORMER_MEMBER}
    return sorted(filter(None, words), key=len, reverse=True)


def french_left(reader: Reader, sentences: set[str], own: list[str]) -> list[str]:
    page = " ".join(" ".join(reader.words).split())
    for text in own:
        page = page.replace(" ".join(text.split()), " ")
    return sorted(sentence for sentence in sentences if sentence in page)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_in_english(abroad, visitors, sentences, address):
    _check(abroad, visitors, sentences, "amina", address)


def test_the_pages_of_one_thing_in_english(abroad, visitors, sentences):
    """A space, a question, a person, a competency, a topic, a profile."""
    w, profile = abroad, JobProfile.objects.get(key="strategic_communications")
    for thing in (w.open.space, w.question, w.cast.bruno, w.competency, w.topic, profile):
        response = visitors.visit("amina", "get", thing.get_absolute_url())
        assert response.status_code == 200, thing
        assert french_left(read(response.content), sentences, own_texts(abroad)) == [], thing


def _check(world: World, visitors: Visitors, sentences: set[str], key: str, address: str) -> Reader:
    response = visitors.visit(key, "get", address)
    reader = read(response.content)
    assert response.status_code in {200, 404}, address
    assert reader.language == "en-CA", address
    assert french_left(reader, sentences, own_texts(world)) == [], (key, address)
    return reader


@pytest.mark.parametrize("key", ["amina", "chloe", "olga"])
def test_every_kind_of_page_one_can_walk_to(abroad, visitors, sentences, key):
    """From home, one page of each view that a link leads to."""
    ahead, seen = ["/"], set()
    while ahead:
        address = ahead.pop(0)
        response = visitors.visit(key, "get", address)
        assert response.status_code < 500, address
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            for link in _check(abroad, visitors, sentences, key, address).links:
                name = _view_of(link)
                if name and name not in seen:
                    seen.add(name)
                    ahead.append(link)
    assert len(seen) > 20


def _view_of(link: str) -> str | None:
    """The view behind a link of the network itself; staff's pages belong to Wagtail."""
    path = link.partition("#")[0].partition("?")[0]
    if not path.startswith("/") or path.startswith(("/cms/", "/static/", "/api/", "/django-admin/")):
        return None
    try:
        return str(resolve(path).view_name or path)
    except Resolver404:
        return None


def test_things_with_two_names_show_the_english_one(abroad, visitors):
    competency = abroad.competency
    page = visitors.visit("amina", "get", competency.get_absolute_url()).content.decode()
    assert html.escape(competency.name_en) in page
    assert competency.name_fr not in html.unescape(page)
    assert "accessibility in English" in visitors.visit("amina", "get", "/competences/etiquettes/").content.decode()
    with translation.override("en"):
        for thing in (*Competency.objects.all(), *Level.objects.all(), *JobProfile.objects.all()):
            assert thing.name == thing.name_en != ""
        assert Topic.objects.get(pk=abroad.topic.pk).label == "accessibility in English"


def test_who_reads_french_still_does_after_somebody_read_english(abroad, visitors):
    """What a process keeps for everybody is kept by language."""
    assert read(visitors.visit("amina", "get", "/").content).language == "en-CA"
    Person.objects.filter(pk=abroad.cast.bruno.pk).update(interface_language="fr")
    reader = read(visitors.visit("bruno", "get", "/").content)
    assert reader.language == "fr-CA"
    assert "Passer au contenu" in " ".join(reader.words)
    assert "Skip to content" not in " ".join(reader.words)
