"""Who hears of what, exactly: respondents, owners, the strategic team, who follows a profile, who holds it."""

import datetime as dt

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from activity.models import Notification, Subscription
from activity.queries.notification_kinds import notification_kinds
from activity.queries.targets import type_id
from job_profiles.actions import answers, changes, consultations, decisions
from job_profiles.models import ArticleAnswer, JobProfile, MinistryAnswer
from people.enums import RoleKind
from people.models import RoleHeld
from tests.cast import NOW, SINCE, TODAY
from tests.factories.job_profiles import HoldingFactory
from tests.factories.people import PersonFactory
from tests.job_profiles.conftest import CLOSES

pytestmark = pytest.mark.django_db
OBJECTION = {"mission": {"position": "objection", "remark": "", "proposal": "Autrement."}}


def told(kind):
    """Person id → reason, of the notices of that kind."""
    return dict(Notification.objects.filter(kind=f"job_profiles.{kind}").values_list("person", "reason"))


def follow(person, profile):
    Subscription.objects.create(
        person=person, content_type_id=type_id(JobProfile), object_id=profile.pk, level="all", created_at=NOW
    )


def answer(cast, consulted, mess, draft=OBJECTION):
    row = MinistryAnswer.objects.get(round=consulted, organisation=mess)
    return answers.send_answer(by=cast.malik, answer=row, edit=row.edit, draft=draft, rest_agrees=True, at=NOW)


def test_opening_is_told_to_respondents_of_the_ministries_asked_and_to_followers(
    cast, complete, draft, mess, mtmd, other_respondent, deliver
):
    elsewhere = PersonFactory(organisation=cast.amina.organisation)
    RoleHeld.objects.create(person=elsewhere, role=RoleKind.RESPONDENT, organisation=cast.gisele.organisation, from_on=SINCE)
    ended = PersonFactory(organisation=mess)
    RoleHeld.objects.create(
        person=ended, role=RoleKind.RESPONDENT, organisation=mess, from_on=SINCE, to_on=TODAY - dt.timedelta(days=1)
    )
    everywhere = PersonFactory()
    RoleHeld.objects.create(person=everywhere, role=RoleKind.RESPONDENT, from_on=SINCE)
    follow(cast.amina, complete.profile)
    consultations.open_round(by=cast.lea, version=draft, organisations=[mess, mtmd], closes_on=CLOSES, quorum=50, at=NOW)
    deliver()
    assert told("consultation_asked") == dict.fromkeys([cast.malik.pk, other_respondent.pk, everywhere.pk], "respondent")
    assert told("profile_moved") == {cast.amina.pk: "profile"}
    url = Notification.objects.get(kind="job_profiles.consultation_asked", person=cast.malik).url
    assert url.endswith("/repondre/MESS/")


def test_reminders_go_to_ministries_that_have_not_answered_once_a_day(cast, consulted, mess, other_respondent, deliver):
    answer(cast, consulted, mess)
    at = dt.datetime.combine(CLOSES - dt.timedelta(days=7), dt.time(16), dt.UTC)
    for _time in range(2):
        consultations.look_after_rounds(at=at)
        deliver()
    assert told("consultation_closing") == {other_respondent.pk: "respondent"}
    consultations.look_after_rounds(at=at + dt.timedelta(days=5))
    deliver()
    assert Notification.objects.filter(kind="job_profiles.consultation_closing").count() == 2


def test_an_answer_stands_in_the_digest_of_owners(cast, consulted, mess, deliver):
    answer(cast, consulted, mess)
    deliver()
    notice = Notification.objects.get(kind="job_profiles.ministry_answered")
    assert (notice.person, notice.silent, notice.data["ministry"]) == (cast.lea, True, mess.name)


def test_closing_is_told_to_owners_and_replies_to_the_ministry(cast, consulted, mess, other_respondent, deliver):
    answer(cast, consulted, mess)
    consultations.look_after_rounds(at=dt.datetime.combine(CLOSES + dt.timedelta(days=1), dt.time(16), dt.UTC))
    deliver()
    closed = Notification.objects.filter(kind="job_profiles.round_closed")
    assert dict(closed.filter(silent=False).values_list("person", "reason")) == {cast.lea.pk: "owner"}
    assert set(closed.filter(silent=True).values_list("person", flat=True)) == {cast.malik.pk, other_respondent.pk}
    consultations.reply_to(
        by=cast.lea, observation=ArticleAnswer.objects.get(position="objection"), outcome="taken", reply="Oui.", at=NOW
    )
    deliver()
    assert told("observation_replied") == {cast.malik.pk: "respondent"}


@pytest.fixture
def submitted(cast, draft, consulted, mess):
    answer(cast, consulted, mess, {})
    consultations.close_round(by=cast.lea, round=consulted, at=NOW)
    decisions.submit(by=cast.lea, version=draft, at=NOW)
    draft.refresh_from_db()
    return draft


def test_submission_is_told_to_the_strategic_team_and_the_decision_to_owners_and_ministries(
    cast, submitted, other_respondent, deliver
):
    follow(cast.amina, submitted.profile)
    HoldingFactory(person=cast.bruno, profile=submitted.profile)
    HoldingFactory(person=cast.david, profile=submitted.profile, to_on=TODAY)
    deliver()
    assert told("decision_asked") == {cast.gisele.pk: "strategic_team"}
    decisions.decide(by=cast.gisele, version=submitted, outcome="approved", reasons="Bien.", effective_on=TODAY, at=NOW)
    deliver()
    assert told("version_decided") == {
        cast.lea.pk: "owner", cast.malik.pk: "respondent", other_respondent.pk: "respondent",
    }  # fmt: skip
    assert told("profile_in_force") == {cast.bruno.pk: "holder"}
    moved = Notification.objects.filter(kind="job_profiles.profile_moved", person=cast.amina).order_by("pk")
    assert [row.data["step"] for row in moved] == ["consultation", "approved", "in_force"]


def test_a_notice_to_holders_carries_articles_and_no_level(cast, submitted, deliver):
    HoldingFactory(person=cast.bruno, profile=submitted.profile)
    decisions.decide(by=cast.gisele, version=submitted, outcome="approved", reasons="Bien.", effective_on=TODAY, at=NOW)
    deliver()
    data = Notification.objects.get(kind="job_profiles.profile_in_force").data
    assert {key: value for key, value in data.items() if key not in ("title", "title_en")} == {"articles": []}


def test_a_proposal_waits_in_the_digest_of_owners_and_its_author_hears(cast, complete, deliver):
    change = changes.propose(
        by=cast.amina, version=complete, article="mission", body="Autrement.", reason="Plus clair.", at=NOW
    )
    deliver()
    changes.answer_change(by=cast.lea, change=change, accept=False, answer="Pas cette fois.", at=NOW)
    deliver()
    assert told("change_answered") == {cast.amina.pk: "author"}
    assert Notification.objects.get(kind="job_profiles.change_answered").data["accepted"] is False


SENTENCES = [
    ("consultation_asked", {"closes_on": "2026-12-01"}, "Votre ministère est consulté sur le profil «\xa0Métier\xa0»"),
    ("consultation_closing", {"closes_on": "2026-12-01"}, "se ferme le 1er\xa0décembre\xa02026"),
    ("observation_replied", {"article": "mission", "outcome": "partly"}, "réponse à votre observation (Retenue en partie)"),
    ("ministry_answered", {"ministry": "Ministère fictif"}, "Ministère fictif a répondu"),
    ("round_closed", {"asked": 3, "answered": 2}, "réponses\xa0: 2 sur 3"),
    ("decision_asked", {}, "attend la décision de l’équipe stratégique"),
    ("version_decided", {"outcome": "approved"}, "Approuvée"),
    ("profile_moved", {"step": "consultation"}, "est en consultation"),
    ("profile_moved", {"step": "approved"}, "est approuvée"),
    ("profile_moved", {"step": "in_force"}, "est en vigueur"),
    ("profile_in_force", {"articles": ["title", "competencies"]}, "titre, compétences requises"),
    ("change_proposed", {"article": "tools"}, "propose une modification"),
    ("change_answered", {"article": "tools", "accepted": True}, "est retenue"),
    ("change_answered", {"article": "tools", "accepted": False}, "n’est pas retenue"),
    ("use_declared", {"ministry": "MESS", "use": "as_is"}, "MESS emploie le profil «\xa0Métier\xa0» tel quel"),
    ("use_declared", {"ministry": "MESS", "use": "variation"}, "avec une variante"),
    ("use_declared", {"ministry": "MESS", "use": "not_yet"}, "n’emploie pas encore"),
    ("use_to_review", {"ministry": "MESS", "number": 2}, "l’usage qu’en fait MESS est à revoir"),
]


@pytest.mark.parametrize(("kind", "data", "words"), SENTENCES)
def test_every_kind_has_its_sentence_in_both_languages(cast, kind, data, words):
    notice = Notification(
        person=cast.lea, kind=f"job_profiles.{kind}", actor=cast.amina, data={"title": "Métier", "title_en": "Trade", **data}
    )
    template = notification_kinds[f"job_profiles.{kind}"].template
    assert words in render_to_string(template, {"notice": notice, "others": 0})
    with translation.override("en"):
        assert "Trade" in render_to_string(template, {"notice": notice, "others": 0})
    assert {one.split(".")[1] for one in (row.key for row in notification_kinds) if one.startswith("job_profiles.")} == {
        row[0] for row in SENTENCES
    }
