"""Writing the search index anew."""

import pytest
from django.core.management import CommandError, call_command

from core.models import SearchEntry
from tests.factories.competencies import CompetencyFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_each_kind_is_written_anew() -> None:
    CompetencyFactory()
    TopicFactory()

    call_command("reindex", verbosity=0)
    call_command("reindex", "topic", verbosity=0)

    assert sorted(SearchEntry.objects.values_list("kind", flat=True)) == ["competency", "topic"]


def test_an_unknown_kind_is_refused_with_a_sentence(capsys) -> None:
    with pytest.raises(CommandError, match="Genres inconnus"):
        call_command("reindex", "nuage")
