"""Steps towards a level that the community gives: the same for everybody, read once in a while, nothing closed."""

import pytest

from community.enums import SpaceAccess, ThreadKind
from community.models import Thread
from competencies.queries.gap_steps import Gap, steps_for
from tests.cast import NOW
from tests.factories.community import ReplyFactory, SpaceFactory, ThreadFactory
from tests.factories.competencies import CompetencyFactory

pytestmark = pytest.mark.django_db


def test_answered_questions_of_open_spaces_and_no_others(cast, django_assert_num_queries):
    competency = CompetencyFactory()
    for access in (SpaceAccess.OPEN, SpaceAccess.PRIVATE):
        thread = ThreadFactory(space=SpaceFactory(access=access), title=f"Question {access.value}", kind=ThreadKind.QUESTION)
        thread.competencies.add(competency)
        Thread.objects.filter(pk=thread.pk).update(accepted=ReplyFactory(thread=thread))
    gap = [Gap(competency, 3)]

    steps = steps_for(gap, person=cast.amina, at=NOW)

    first, *others = steps[competency.pk]
    assert first.title == "Question open"
    assert {step.kind for step in others} == {"mentoring", "work_assignment"}  # what can always be done
    with django_assert_num_queries(2):  # names of levels, and whom to ask: that differs for each person
        assert steps_for(gap, person=cast.bruno, at=NOW) == steps
