"""Pages of a consultation: the ministry's answer, the board, replies, submission, decision, log."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from job_profiles.actions import answers, consultations, decisions, drafting
from job_profiles.enums import VersionState
from job_profiles.models import ArticleAnswer, ArticleComment, LogEntry, MinistryAnswer, Round
from people.models import Organisation
from tests.cast import NOW
from tests.factories.job_profiles import ProfileVersionFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def now_open(consulted):
    """The round of the fixtures, with days around the real clock: pages ask what day it is."""
    today = timezone.localdate()
    Round.objects.filter(pk=consulted.pk).update(opens_on=today - DAY, closes_on=today + 10 * DAY)
    consulted.refresh_from_db()
    return consulted


@pytest.fixture
def url(now_open):
    return reverse("job_profiles:round-answer", args=[now_open.pk, "MESS"])


def said(**values):
    return {"edit": "0", "tab": "essai", "suite": "enregistrer"} | values


def test_an_answer_is_kept_then_sent(cast, client_of, now_open, url, mess):
    client = client_of(cast.malik)
    assert client.post(url, said(**{"p-mission": "objection", "r-mission": "Trop court."})).status_code == 303
    assert not ArticleAnswer.objects.exists()
    refused = client.post(
        url, said(**{"edit": "1", "suite": "envoyer", "p-mission": "objection", "r-mission": "Trop court."})
    )
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Un désaccord s’accompagne d’une proposition" in page and "Trop court." in page
    sent = client.post(
        url,
        said(**{"edit": "1", "suite": "envoyer", "reste": "1", "p-mission": "objection", "s-mission": "Plus long."}),
    )
    assert (sent.status_code, sent.url) == (303, now_open.get_absolute_url())
    assert ArticleAnswer.objects.get(position="objection").proposal == "Plus long."


def test_two_respondents_at_once_see_what_differs(cast, client_of, now_open, url, mess):
    answer = MinistryAnswer.objects.get(round=now_open, organisation=mess)
    theirs = {"mission": {"position": "reservation", "remark": "La leur.", "proposal": ""}}
    answers.save_answer(by=cast.malik, answer=answer, edit=0, draft=theirs, at=dt.datetime.now(dt.UTC))
    client = client_of(cast.malik)
    response = client.post(url, said(**{"p-mission": "reservation", "r-mission": "La mienne."}))
    page = response.content.decode()
    assert response.status_code == 409
    assert "La leur." in page and "La mienne." in page and 'name="edit" value="1"' in page
    answer.refresh_from_db()
    assert answer.draft == theirs
    assert client.post(url, said(**{"edit": "1", "p-mission": "reservation", "r-mission": "La mienne."})).status_code == 303


def test_by_itself_it_is_kept_and_a_conflict_is_said(cast, client_of, now_open, url, mess):
    client = client_of(cast.malik, hx_request="true")
    response = client.post(url, said(**{"p-mission": "agree"}))
    assert response.status_code == 200 and 'name="edit" value="1"' in response.content.decode()
    other = client.post(url, said(**{"tab": "autre", "p-mission": "objection"}))
    assert other.status_code == 409 and 'name="edit" value="0"' in other.content.decode()


def test_what_was_written_stays_readable_once_it_is_closed(cast, client_of, now_open, url):
    consultations.close_round(by=cast.lea, round=now_open, at=NOW)
    response = client_of(cast.malik).post(url, said(**{"p-mission": "reservation", "r-mission": "Trop tard."}))
    assert response.status_code == 403
    assert "Trop tard." in response.content.decode()


def test_drafts_of_answers_are_read_by_their_ministry_alone(cast, client_of, now_open, mess, url):
    answer = MinistryAnswer.objects.get(round=now_open, organisation=mess)
    draft = {"mission": {"position": "reservation", "remark": "Zibeline.", "proposal": ""}}
    answers.save_answer(by=cast.malik, answer=answer, edit=0, draft=draft, at=dt.datetime.now(dt.UTC))
    for person in (cast.lea, cast.gisele, cast.amina, cast.malik):
        assert "Zibeline." not in client_of(person).get(now_open.get_absolute_url()).content.decode()
    assert "Zibeline." in client_of(cast.malik).get(url).content.decode()
    answers.send_answer(by=cast.malik, answer=answer, edit=1, draft=draft, rest_agrees=True, at=dt.datetime.now(dt.UTC))
    assert "Zibeline." in client_of(cast.amina).get(now_open.get_absolute_url()).content.decode()


def test_who_may_lead_sees_how_and_others_do_not(cast, client_of, now_open):
    assert "Fermer maintenant" in client_of(cast.lea).get(now_open.get_absolute_url()).content.decode()
    assert "Fermer maintenant" not in client_of(cast.amina).get(now_open.get_absolute_url()).content.decode()


def test_a_refused_comment_keeps_its_place(cast, client_of, now_open):
    url = reverse("job_profiles:comment-post", args=[now_open.pk])
    response = client_of(cast.malik).post(url, {"article": "mission", "body": " "})
    assert response.status_code == 422
    assert "Écrivez votre commentaire." in response.content.decode()
    assert client_of(cast.malik).post(url, {"article": "mission", "body": "Bien."}).status_code == 303
    assert ArticleComment.objects.get().body == "Bien."


def test_a_reply_that_is_not_whole_is_refused_beside_its_observation(cast, client_of, now_open, mess):
    answer = MinistryAnswer.objects.get(round=now_open, organisation=mess)
    draft = {"mission": {"position": "objection", "remark": "", "proposal": "Autrement."}}
    at = dt.datetime.now(dt.UTC)
    answers.send_answer(by=cast.malik, answer=answer, edit=0, draft=draft, rest_agrees=True, at=at)
    consultations.close_round(by=cast.lea, round=now_open, at=at)
    observation = ArticleAnswer.objects.get(position="objection")
    url, client = reverse("job_profiles:observation-reply", args=[observation.pk]), client_of(cast.lea)
    assert client.post(url, {"outcome": "taken", "reply": ""}).status_code == 422
    submit = reverse("job_profiles:version-submit", args=[now_open.version_id])
    refused = client.post(submit, {"note": ""})
    assert refused.status_code == 422 and "1 observation sans réponse" in refused.content.decode()
    assert client.post(url, {"outcome": "taken", "reply": "Oui."}).status_code == 303
    assert client.post(submit, {"note": ""}).status_code == 303


def test_a_decision_is_made_on_its_page(cast, client_of, now_open, mess):
    answer, at = MinistryAnswer.objects.get(round=now_open, organisation=mess), dt.datetime.now(dt.UTC)
    answers.send_answer(by=cast.malik, answer=answer, edit=0, draft={}, rest_agrees=True, at=at)
    consultations.close_round(by=cast.lea, round=now_open, at=at)
    decisions.submit(by=cast.lea, version=now_open.version, at=at)
    url, client = reverse("job_profiles:version-decide", args=[now_open.version_id]), client_of(cast.gisele)
    assert "Quorum atteint" in client.get(url).content.decode()
    assert client.post(url, {"outcome": "approved", "reasons": ""}).status_code == 422
    decided = client.post(url, {"outcome": "rework", "reasons": "Plus court."})
    assert decided.status_code == 303
    now_open.version.refresh_from_db()
    assert now_open.version.state == VersionState.DRAFT
    log = client_of(cast.amina).get(decided.url).content.decode()
    assert "Plus court." in log and mess.name in log


def test_the_round_form_asks_those_who_have_a_respondent(cast, client_of, draft, mess, mtmd):
    url = reverse("job_profiles:round-create", args=[draft.pk])
    form = client_of(cast.lea).get(url).context["form"]
    assert form["organisations"].value() == [mess.pk]
    assert "personne n’en répond encore" in client_of(cast.lea).get(url).content.decode()
    refused = client_of(cast.lea).post(url, {"closes_on": "2020-01-01", "quorum": "50", "organisations": [mess.pk]})
    assert refused.status_code == 422
    assert "Choisissez une date après aujourd’hui" in refused.content.decode()


def test_a_second_round_recalls_what_was_said_and_replied(cast, client_of, now_open, mess):
    answer, at = MinistryAnswer.objects.get(round=now_open, organisation=mess), timezone.now()
    draft = {"mission": {"position": "reservation", "remark": "Trop court.", "proposal": ""}}
    answers.send_answer(by=cast.malik, answer=answer, edit=0, draft=draft, rest_agrees=True, at=at)
    consultations.close_round(by=cast.lea, round=now_open, at=at)
    consultations.reply_to(
        by=cast.lea, observation=ArticleAnswer.objects.get(remark="Trop court."), outcome="taken", reply="Allongée.", at=at
    )
    texts = {"mission_fr": "Écrire clair et juste."}
    version = drafting.save_draft(
        by=cast.lea, version=now_open.version, edit=0, texts=texts, requirements=None, moves=None, at=at
    )
    second = consultations.open_round(
        by=cast.lea, version=version, organisations=[mess], closes_on=timezone.localdate() + 5 * DAY, quorum=50, at=at
    )
    page = client_of(cast.malik).get(reverse("job_profiles:round-answer", args=[second.pk, "MESS"])).content.decode()
    assert "au tour précédent" in page and "Trop court." in page and "Allongée." in page
    assert "<ins>" in page and "et juste" in page
    past = client_of(cast.malik).get(now_open.get_absolute_url()).content.decode()
    assert "Écrire clair." in past


def test_a_reference_is_retired_on_its_page(cast, client_of, complete):
    url, client = reverse("job_profiles:version-retire", args=[complete.pk]), client_of(cast.gisele)
    assert client.post(url, {"reasons": ""}).status_code == 422
    retired = client.post(url, {"reasons": "Plus utile."})
    assert retired.status_code == 303
    complete.refresh_from_db()
    assert complete.state == VersionState.RETIRED
    assert "Plus utile." in client_of(cast.amina).get(retired.url).content.decode()


def test_the_desk_of_consultations_says_what_waits(cast, client_of, now_open):
    url = reverse("job_profiles:round-list")
    assert [row.organisation.acronym for row in client_of(cast.malik).get(url).context["answers"]] == ["MESS"]
    page = client_of(cast.amina).get(url)
    assert (page.context["answers"], [row.pk for row in page.context["open"]]) == ([], [now_open.pk])
    consultations.close_round(by=cast.lea, round=now_open, at=timezone.now())
    page = client_of(cast.amina).get(url)
    assert (page.context["open"], [row.pk for row in page.context["past"].items]) == ([], [now_open.pk])


BOARD_QUERIES, LIST_QUERIES, LOG_QUERIES = 10, 5, 6


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_however_much_was_said(cast, client_of, draft, number, django_assert_num_queries, mess, mtmd):
    asked = [mess, mtmd, *Organisation.objects.exclude(pk__in=[mess.pk, mtmd.pk])][:number]
    closes_on = timezone.localdate() + 9 * DAY
    at = dt.datetime.now(dt.UTC)
    one = consultations.open_round(by=cast.lea, version=draft, organisations=asked, closes_on=closes_on, quorum=50, at=at)
    for place, answer in enumerate(MinistryAnswer.objects.filter(round=one)):
        ArticleAnswer.objects.create(answer=answer, article="mission", position="reservation", remark="Oui.")
        MinistryAnswer.objects.filter(pk=answer.pk).update(submitted_at=at, submitted_by=cast.malik)
        ArticleComment.objects.create(
            round=one, article="mission", author=cast.malik, body="a", body_html="a", created_at=at + place * DAY
        )
        LogEntry.objects.create(version=draft, kind="answered", organisation=answer.organisation, by=cast.malik, at=at)
        ProfileVersionFactory(profile__key=f"autre-{place}", state=VersionState.CONSULTATION, framework=draft.framework)
    for version in type(draft).objects.filter(profile__key__startswith="autre"):
        Round.objects.create(
            version=version, number=1, opens_on=closes_on, closes_on=closes_on, opened_by=cast.lea, opened_at=at
        )
    log = reverse("job_profiles:version-log", args=[draft.profile.key, draft.number])
    pages = [(one.get_absolute_url(), BOARD_QUERIES), (reverse("job_profiles:round-list"), LIST_QUERIES), (log, LOG_QUERIES)]
    client = client_of(cast.amina)
    for page, queries in pages:
        client.get(page)
        with django_assert_num_queries(queries):
            assert client.get(page).status_code == 200
