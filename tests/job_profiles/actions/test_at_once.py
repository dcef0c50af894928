"""Two people at once, over two connections: one is written, the other is told, nothing is lost."""

import threading

import pytest
from django.db import connection

from job_profiles.actions import answers, consultations, drafting
from job_profiles.models import MinistryAnswer, ProfileVersion
from tests.cast import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls together, each over a connection of its own; gives what each returned or raised."""
    gate, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        gate.wait(10)
        try:
            results[place] = call()
        except Exception as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return results


def test_two_respondents_of_one_ministry(cast, consulted, mess):
    answer = MinistryAnswer.objects.get(round=consulted, organisation=mess)
    drafts = [{"mission": {"position": "reservation", "remark": words, "proposal": ""}} for words in ("Une.", "Deux.")]
    results = at_once(
        *(
            lambda draft=draft: answers.save_answer(by=cast.malik, answer=answer, edit=0, draft=draft, at=NOW)
            for draft in drafts
        )
    )
    refused = [one for one in results if isinstance(one, answers.AnswerConflict)]
    saved = [one for one in results if isinstance(one, MinistryAnswer)]
    answer.refresh_from_db()
    assert (len(saved), len(refused), answer.edit) == (1, 1, 1)
    assert answer.draft == saved[0].draft == refused[0].answer.draft


def test_two_owners_save_one_draft(cast, draft):
    results = at_once(
        *(
            lambda words=words: drafting.save_draft(
                by=cast.lea, version=draft, edit=0, texts={"mission_fr": words}, requirements=None, moves=None, at=NOW
            )
            for words in ("Une.", "Deux.")
        )
    )
    refused = [one for one in results if isinstance(one, drafting.EditConflict)]
    saved = [one for one in results if isinstance(one, ProfileVersion)]
    draft.refresh_from_db()
    assert (len(saved), len(refused), draft.edit, draft.mission_fr) == (1, 1, 1, saved[0].mission_fr)


def test_two_owners_open_a_draft_of_one_profile(cast, complete):
    opened = at_once(*(lambda: drafting.open_draft(by=cast.lea, profile=complete.profile, at=NOW) for _time in range(2)))
    assert opened[0].pk == opened[1].pk
    assert ProfileVersion.objects.filter(profile=complete.profile).count() == 2


def test_sending_while_the_round_closes_is_either_in_or_refused(cast, consulted, mess):
    answer = MinistryAnswer.objects.get(round=consulted, organisation=mess)
    sent, _closed = at_once(
        lambda: answers.send_answer(by=cast.malik, answer=answer, edit=0, draft={}, rest_agrees=True, at=NOW),
        lambda: consultations.close_round(by=cast.lea, round=consulted, at=NOW),
    )
    answer.refresh_from_db()
    consulted.refresh_from_db()
    told = consulted.version.log.get(kind="round_closed").data["answered"]
    assert (answer.submitted_at is not None) is isinstance(sent, MinistryAnswer)
    assert told == (1 if isinstance(sent, MinistryAnswer) else 0)
