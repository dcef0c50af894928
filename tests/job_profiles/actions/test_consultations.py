"""Rounds: opened on a draft that lacks nothing, answered by ministries, reminded, closed; the owner's replies."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from competencies.models import Competency
from job_profiles.actions import answers, consultations, decisions, drafting
from job_profiles.enums import LogKind, Position, VersionState
from job_profiles.models import ArticleAnswer, LogEntry, MinistryAnswer, Requirement, Round
from tests.cast import NOW, TODAY
from tests.job_profiles.conftest import CLOSES

pytestmark = pytest.mark.django_db
OBJECTION = {"mission": {"position": "objection", "remark": "Trop court.", "proposal": "Écrire clair et juste."}}


def answer_of(consulted, organisation):
    return MinistryAnswer.objects.get(round=consulted, organisation=organisation)


def send(by, answer, draft=OBJECTION, **values):
    given = {"edit": answer.edit, "rest_agrees": True, "at": NOW} | values
    return answers.send_answer(by=by, answer=answer, draft=draft, **given)


def test_a_round_freezes_what_is_asked_and_names_the_ministries(cast, draft, consulted, mess, mtmd):
    draft.refresh_from_db()
    assert (draft.state, consulted.number, consulted.opens_on) == (VersionState.CONSULTATION, 1, TODAY)
    assert set(MinistryAnswer.objects.filter(round=consulted).values_list("organisation", flat=True)) == {mess.pk, mtmd.pk}
    assert consulted.text["texts"]["mission_fr"] == "Écrire clair."
    assert [one["code"] for one in consulted.text["requirements"]] == ["ESS1", "ESS2"]
    opened = LogEntry.objects.get(version=draft, kind=LogKind.ROUND_OPENED)
    assert (opened.data["asked"], opened.data["quorum"]) == ([mess.name, mtmd.name], 50)


def open_round(cast, draft, mess, **values):
    given = {"organisations": [mess], "closes_on": CLOSES, "quorum": 50, "at": NOW} | values
    return consultations.open_round(by=cast.lea, version=draft, **given)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"closes_on": TODAY}, "closes_on"),
        ({"closes_on": TODAY + dt.timedelta(days=181)}, "closes_on"),
        ({"quorum": 0}, "quorum"),
        ({"quorum": 101}, "quorum"),
        ({"organisations": []}, "organisations"),
    ],
)
def test_dates_quorum_and_ministries_are_checked(cast, draft, mess, values, field):
    with pytest.raises(ValidationError) as refusal:
        open_round(cast, draft, mess, **values)
    assert list(refusal.value.message_dict) == [field]


def test_a_retired_competency_is_named_and_the_consultation_refused(cast, draft, mess):
    Competency.objects.filter(code="ESS1").update(retired_at=NOW, name_fr="Vieille compétence")
    with pytest.raises(ValidationError) as refusal:
        open_round(cast, draft, mess)
    assert refusal.value.messages == [
        "La compétence «\xa0Vieille compétence\xa0» (ESS1) a été retirée du référentiel\xa0: ôtez-la de l’ébauche ou "
        "remplacez-la."
    ]
    Requirement.objects.filter(version=draft, competency__code="ESS1").delete()
    assert open_round(cast, draft, mess).number == 1


def test_only_owners_open_and_one_round_at_a_time(cast, draft, mess, consulted):
    with pytest.raises(PermissionDenied):
        consultations.open_round(by=cast.gisele, version=draft, organisations=[mess], closes_on=CLOSES, quorum=50, at=NOW)
    with pytest.raises(PermissionDenied):
        open_round(cast, draft, mess)


def test_what_is_written_stays_with_the_ministry_until_it_is_sent(cast, consulted, mess):
    answer = answer_of(consulted, mess)
    saved = answers.save_answer(
        by=cast.malik, answer=answer, edit=0, draft={**OBJECTION, "unknown": {"position": "agree"}}, at=NOW
    )
    assert (saved.edit, saved.draft, saved.submitted_at) == (1, OBJECTION, None)
    assert not ArticleAnswer.objects.filter(answer=answer).exists()
    assert answers.save_answer(by=cast.malik, answer=answer, edit=1, draft=OBJECTION, at=NOW).edit == 1


def test_all_the_rest_agreed_is_said_explicitly(cast, consulted, mess):
    answer = answer_of(consulted, mess)
    with pytest.raises(ValidationError) as refusal:
        send(cast.malik, answer, rest_agrees=False)
    assert list(refusal.value.message_dict) == ["rest"]
    sent = send(cast.malik, answer)
    assert sent.submitted_by_id == cast.malik.pk
    rows = ArticleAnswer.objects.filter(answer=answer).order_by("pk")
    assert [(row.article, row.competency.code if row.competency else "", row.position) for row in rows] == [
        ("title", "", "agree"), ("mission", "", "objection"), ("responsibilities", "", "agree"),
        ("competencies", "ESS1", "agree"), ("competencies", "ESS2", "agree"),
    ]  # fmt: skip
    told = LogEntry.objects.get(kind=LogKind.ANSWERED)
    assert told.data == {"agree": 4, "reservation": 0, "objection": 1, "again": False, "organisation": mess.name}


@pytest.mark.parametrize(
    "row",
    [{"position": "reservation", "remark": " "}, {"position": "objection", "remark": "Non."}, {"remark": "Sans position."}],
)
def test_a_reservation_says_why_and_an_objection_proposes(cast, consulted, mess, row):
    with pytest.raises(ValidationError) as refusal:
        send(cast.malik, answer_of(consulted, mess), draft={"mission": row})
    assert list(refusal.value.message_dict) == ["mission"]


def test_a_long_observation_is_kept_whole_and_shortened_by_its_author_alone(cast, consulted, mess):
    long = {"mission": {"position": "reservation", "remark": "a" * 4001, "proposal": ""}}
    kept = answers.save_answer(by=cast.malik, answer=answer_of(consulted, mess), edit=0, draft=long, at=NOW)

    assert kept.draft["mission"]["remark"] == "a" * 4001
    with pytest.raises(ValidationError) as refusal:
        send(cast.malik, kept, long)
    assert refusal.value.message_dict == {
        "mission": ["Ce texte dépasse 4000 caractères\xa0: raccourcissez-le avant d’envoyer."]
    }


def test_an_answer_that_was_sent_changes_while_the_round_is_open(cast, consulted, mess):
    answer = send(cast.malik, answer_of(consulted, mess))
    send(cast.malik, answer, draft={})
    assert set(ArticleAnswer.objects.filter(answer=answer).values_list("position", flat=True)) == {Position.AGREE}
    assert list(LogEntry.objects.filter(kind=LogKind.ANSWERED).values_list("data__again", flat=True)) == [False, True]


def test_nobody_answers_for_another_ministry_nor_after_the_last_day(cast, consulted, mess, mtmd):
    for person in (cast.lea, cast.gisele, cast.amina):
        with pytest.raises(PermissionDenied):
            send(person, answer_of(consulted, mess))
    with pytest.raises(PermissionDenied):
        send(cast.malik, answer_of(consulted, mtmd))
    late = dt.datetime.combine(CLOSES + dt.timedelta(days=1), dt.time(12), dt.UTC)
    with pytest.raises(PermissionDenied):
        send(cast.malik, answer_of(consulted, mess), at=late)


def test_a_second_respondent_overwrites_nothing(cast, consulted, mess):
    answer = answer_of(consulted, mess)
    answers.save_answer(by=cast.malik, answer=answer, edit=0, draft=OBJECTION, at=NOW)
    with pytest.raises(answers.AnswerConflict) as refusal:
        answers.save_answer(by=cast.malik, answer=answer, edit=0, draft={"title": {"position": "agree"}}, at=NOW)
    assert refusal.value.answer.draft == OBJECTION
    with pytest.raises(answers.AnswerConflict):
        send(cast.malik, answer)


def test_a_round_is_closed_after_its_last_day_and_reminded_of_before_once_each(cast, consulted):
    def day(number):
        return dt.datetime.combine(CLOSES + dt.timedelta(days=number), dt.time(16), dt.UTC)

    assert [consultations.look_after_rounds(at=day(number)) for number in (-8, -7, -7, -5, -2, -2, 0, 1, 1)] == [
        (0, 0), (0, 1), (0, 0), (0, 0), (0, 1), (0, 0), (0, 0), (1, 0), (0, 0),
    ]  # fmt: skip
    consulted.refresh_from_db()
    assert (consulted.closed_at, consulted.closed_by) == (day(1), None)
    assert LogEntry.objects.get(kind=LogKind.ROUND_CLOSED).data == {"asked": 2, "answered": 0, "quorum": 50}


def test_the_last_day_is_a_day_of_quebec(cast, consulted):
    still = dt.datetime.combine(CLOSES + dt.timedelta(days=1), dt.time(4, 30), dt.UTC)
    assert consultations.look_after_rounds(at=still)[0] == 0
    assert consultations.look_after_rounds(at=still + dt.timedelta(hours=1))[0] == 1


def test_extending_and_closing_by_the_owner(cast, consulted):
    with pytest.raises(ValidationError):
        consultations.extend_round(by=cast.lea, round=consulted, closes_on=CLOSES, at=NOW)
    consultations.extend_round(by=cast.lea, round=consulted, closes_on=CLOSES + dt.timedelta(days=3), at=NOW)
    with pytest.raises(PermissionDenied):
        consultations.close_round(by=cast.malik, round=consulted, at=NOW)
    assert consultations.close_round(by=cast.lea, round=consulted, at=NOW) is True
    assert consultations.close_round(by=cast.lea, round=consulted, at=NOW) is False
    with pytest.raises(PermissionDenied):
        consultations.extend_round(by=cast.lea, round=consulted, closes_on=CLOSES + dt.timedelta(days=9), at=NOW)


def test_the_owner_replies_once_the_round_is_closed(cast, consulted, mess):
    send(cast.malik, answer_of(consulted, mess))
    observation = ArticleAnswer.objects.get(position=Position.OBJECTION)
    with pytest.raises(PermissionDenied):
        consultations.reply_to(by=cast.lea, observation=observation, outcome="taken", reply="Oui.", at=NOW)
    consultations.close_round(by=cast.lea, round=consulted, at=NOW)
    with pytest.raises(ValidationError):
        consultations.reply_to(by=cast.lea, observation=observation, outcome="taken", reply=" ", at=NOW)
    with pytest.raises(PermissionDenied):
        consultations.reply_to(by=cast.malik, observation=observation, outcome="taken", reply="Oui.", at=NOW)
    consultations.reply_to(by=cast.lea, observation=observation, outcome="partly", reply="En partie.", at=NOW)
    told = LogEntry.objects.get(kind=LogKind.REPLIED)
    assert (told.organisation, told.article, told.note, told.data["outcome"]) == (mess, "mission", "En partie.", "partly")


def test_a_second_round_says_what_was_amended(cast, draft, consulted, mess):
    consultations.close_round(by=cast.lea, round=consulted, at=NOW)
    texts = {"mission_fr": "Écrire clair et juste."}
    amended = drafting.save_draft(by=cast.lea, version=draft, edit=0, texts=texts, requirements=None, moves=None, at=NOW)
    second = open_round(cast, amended, mess)
    assert (second.number, Round.objects.filter(version=draft, closed_at=None).count()) == (2, 1)
    told = LogEntry.objects.get(kind=LogKind.AMENDED)
    assert (told.article, told.round, told.data) == (
        "mission", consulted, {"before": "Écrire clair.", "after": "Écrire clair et juste."}
    )  # fmt: skip


def test_an_amendment_of_the_english_alone_is_told_in_english(cast, draft, consulted, mess):
    consultations.close_round(by=cast.lea, round=consulted, at=NOW)
    texts = {"title_en": "Plain-language writer"}
    amended = drafting.save_draft(by=cast.lea, version=draft, edit=0, texts=texts, requirements=None, moves=None, at=NOW)
    open_round(cast, amended, mess)
    told = LogEntry.objects.get(kind=LogKind.AMENDED)
    assert (told.article, told.data) == ("title", {"before": "Writer", "after": "Plain-language writer"})


def test_comments_come_from_who_takes_part(cast, consulted, other_respondent):
    made = answers.post_comment(by=other_respondent, round=consulted, article="mission", body="**Bien**", at=NOW)
    assert (made.organisation_id, "<strong>" in made.body_html) == (other_respondent.organisation_id, True)
    answers.post_comment(by=cast.gisele, round=consulted, article="mission", body="Merci.", at=NOW)
    with pytest.raises(PermissionDenied):
        answers.post_comment(by=cast.amina, round=consulted, article="mission", body="Moi aussi.", at=NOW)
    with pytest.raises(PermissionDenied):
        answers.delete_comment(by=cast.lea, comment=made, at=NOW)
    answers.delete_comment(by=other_respondent, comment=made, at=NOW)
    made.refresh_from_db()
    assert (made.body, made.deleted_at) == ("", NOW)


def test_submission_waits_for_the_end_and_for_every_reply(cast, draft, consulted, mess):
    with pytest.raises(ValidationError, match="encore ouverte"):
        decisions.submit(by=cast.lea, version=draft, at=NOW)
    send(cast.malik, answer_of(consulted, mess))
    consultations.close_round(by=cast.lea, round=consulted, at=NOW)
    with pytest.raises(ValidationError, match="1 observation sans réponse"):
        decisions.submit(by=cast.lea, version=draft, at=NOW)
