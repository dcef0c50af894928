"""Home: what is new for me, what divides it from before, the frame with only what leads somewhere."""

import datetime as dt

import pytest
from django.utils import timezone

from activity.actions import subscriptions
from activity.models import FeedLine
from community.actions import memberships, replies, spaces, threads
from community.enums import ThreadKind
from competencies.queries.next_steps import NextStep, next_steps
from network.actions.panels import forget_panels
from people.models import Person, User
from tests.factories.activity import NotificationFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def space(cast):
    return spaces.create_space(by=cast.chloe, name="Accessibilité numérique", at=timezone.now() - dt.timedelta(days=30))


def post(cast, space, title, *, ago=dt.timedelta(0), by=None):
    return threads.post_thread(
        by=by or cast.chloe, space=space, kind=ThreadKind.QUESTION, title=title, body="Texte", at=timezone.now() - ago
    )


def test_what_one_follows_with_its_unread_mark(cast, space, client_of):
    memberships.join(by=cast.amina, space=space, at=timezone.now())
    post(cast, space, "Comment décrire une carte?")
    html = client_of(cast.amina).get("/").content.decode()
    assert "Comment décrire une carte?" in html
    assert "(non lu)" in html
    assert "Question · sans réponse" in html
    assert "Vous ne suivez rien encore" not in html


def test_a_newcomer_sees_the_network_and_is_told_so(cast, space, client_of):
    post(cast, space, "Pour tout le monde")
    html = client_of(cast.david).get("/").content.decode()
    assert "Pour tout le monde" in html
    assert "Vous ne suivez rien encore" in html
    assert "Rejoindre un espace" in html


def test_a_closed_space_stays_closed(cast, client_of):
    closed = spaces.create_space(by=cast.chloe, name="Fermé", access="request", at=timezone.now())
    post(cast, closed, "Entre nous")
    subscriptions.follow(person=cast.david, target=closed, at=timezone.now())
    assert "Entre nous" not in client_of(cast.david).get("/").content.decode()
    assert "Entre nous" in client_of(cast.chloe).get("/").content.decode()


def test_what_came_since_the_last_visit_stands_apart(cast, space, client_of):
    memberships.join(by=cast.amina, space=space, at=timezone.now())
    post(cast, space, "Ancien", ago=dt.timedelta(hours=5))
    post(cast, space, "Nouveau")
    client = client_of(cast.amina)
    assert "Déjà là à votre dernière visite" not in client.get("/").content.decode()
    seen = timezone.now() - dt.timedelta(hours=1)
    assert client.post("/accueil/vu/", {"at": seen.isoformat()}, headers=HTMX).status_code == 204
    html = client.get("/").content.decode()
    places = [html.index(words) for words in ("Nouveau", "Déjà là à votre dernière visite", "Ancien")]
    assert places == sorted(places)


def test_the_mark_of_the_visit_only_moves_forward_and_never_ahead(cast, client_of):
    client = client_of(cast.amina)
    late, early = timezone.now(), timezone.now() - dt.timedelta(days=1)
    for moment in (late.isoformat(), early.isoformat()):
        assert client.post("/accueil/vu/", {"at": moment})["Location"] == "/"
    cast.amina.refresh_from_db()
    assert cast.amina.home_seen_at == late
    client.post("/accueil/vu/", {"at": (late + dt.timedelta(days=400)).isoformat()})
    cast.amina.refresh_from_db()
    assert late < cast.amina.home_seen_at <= timezone.now()
    client.post("/accueil/vu/", {"at": "hier"})
    assert client.get("/accueil/vu/").status_code == 405


def test_looking_never_writes(cast, space, client_of):
    post(cast, space, "Un fil")
    before = list(Person.objects.filter(pk=cast.amina.pk).values())
    client_of(cast.amina).get("/")
    assert list(Person.objects.filter(pk=cast.amina.pk).values()) == before


def test_the_line_that_says_how_much_moved(cast, space, client_of):
    memberships.join(by=cast.amina, space=space, at=timezone.now())
    since = timezone.now()
    client = client_of(cast.amina)
    assert client.get("/", {"depuis": since.isoformat()}, headers=HTMX).content.decode().strip() == ""
    post(cast, space, "Un")
    post(cast, space, "Deux")
    html = client.get("/", {"depuis": since.isoformat()}, headers=HTMX).content.decode()
    assert "2 nouveautés depuis" in html
    assert "<html" not in html
    assert "<html" in client.get("/", {"depuis": "hier"}, headers=HTMX).content.decode()


def test_older_lines_replace_the_feed(cast, space, client_of):
    memberships.join(by=cast.amina, space=space, at=timezone.now())
    for number in range(22):
        post(cast, space, f"Fil {number}", ago=dt.timedelta(minutes=100 - number))
    client = client_of(cast.amina)
    first = client.get("/")
    assert first.content.decode().count("feed-card") == 20
    older = client.get(first.context["older_url"], headers=HTMX).content.decode()
    assert older.strip().startswith('<div id="feed"')
    assert ("Fil 1<" in older, "Fil 2<" in older) == (True, False)
    assert "Plus récents" in client.get(first.context["older_url"]).content.decode()


def test_ten_queries_at_most_and_as_many_for_one_and_for_three(cast, space, client_of, django_assert_num_queries):
    memberships.join(by=cast.amina, space=space, at=timezone.now())
    client = client_of(cast.amina)
    for more in (1, 2):
        for number in range(more):
            post(cast, space, f"Fil {more} {number}")
        client.get("/")
        with django_assert_num_queries(5):
            client.get("/")


def test_the_frame_has_only_what_leads_somewhere(cast, space, client_of):
    memberships.join(by=cast.amina, space=space, at=timezone.now())
    post(cast, space, "Nouveau")
    NotificationFactory(person=cast.amina, kind="community.reply")
    response = client_of(cast.amina).get("/")
    html = response.content.decode()
    assert 'href="/communaute/"' in html
    assert 'href="/communaute/pratiques/"' in html
    assert 'href="/apprentissage/"' in html
    for later in ("/mentorat/", "/veille/"):
        assert f'href="{later}"' not in html
    assert "Accessibilité numérique" in html
    assert 'data-live-url="/notifications/badge/"' in html
    assert 'aria-current="page"' in html
    assert "/cms/" not in html
    assert "/cms/" in client_of(cast.olga).get("/").content.decode()


def test_a_fragment_and_a_page_without_the_frame_read_nothing_of_it(cast, client_of, django_assert_num_queries):
    client = client_of(cast.amina)
    client.get("/")
    with django_assert_num_queries(2):
        client.get("/", {"depuis": timezone.now().isoformat()}, headers=HTMX)


def test_one_next_step_with_its_reason(cast, client_of):
    class Step:
        key, order = "test-step", 1

        def suggest(self, person, at):
            return NextStep(
                title="Atelier", url="/atelier/", reason="un écart probable.", action="M’inscrire", done=6, total=13
            )

    next_steps.register_class(Step)
    try:
        html = client_of(cast.amina).get("/").content.decode()
    finally:
        next_steps.remove(Step.key)
    assert "Votre prochaine étape" in html
    assert "un écart probable." in html
    assert "6 sur 13" in html


def test_what_is_kept_is_forgotten_once_one_did_it(cast, space, client_of, django_capture_on_commit_callbacks):
    memberships.join(by=cast.bruno, space=space, at=timezone.now())
    question = post(cast, space, "Qui sait?")
    bruno, chloe = client_of(cast.bruno), client_of(cast.chloe)
    assert "Vous pourriez répondre" in bruno.get("/").content.decode()
    assert "réglé votre question" not in chloe.get("/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        reply = replies.post_reply(by=cast.bruno, thread=question, body="Moi.", at=timezone.now())
    forget_panels(cast.chloe.pk, "prochaine-etape")
    assert "Vous pourriez répondre" not in bruno.get("/").content.decode()
    assert "réglé votre question" in chloe.get("/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        threads.accept_answer(by=cast.chloe, thread=question, reply=reply, at=timezone.now())
    assert "réglé votre question" not in chloe.get("/").content.decode()


def test_an_account_without_a_profile_gets_a_clear_page(client_of):
    user = User.objects.create_user("sans@exemple.test")
    client = client_of()
    client.force_login(user, backend="people.middleware.MemberBackend")
    response = client.get("/")
    assert response.status_code == 403
    assert "profil de membre" in response.content.decode()
    assert FeedLine.objects.count() == 0


def test_nobody_is_sent_to_sign_in(client_of):
    assert client_of().get("/")["Location"].startswith("/compte/connexion/")
