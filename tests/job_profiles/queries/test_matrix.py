"""The matrix of long documents: bounded, shared sentences first, nothing twice."""

import pytest

from job_profiles.queries.matrix import MOST_READ, MOST_ROWS, matrix_of
from tests.factories.harmonisation import LocalDescriptionFactory

pytestmark = pytest.mark.django_db
SHARED = "Modérer les commentaires en appliquant la nétiquette du ministère."


def tasks(word, number):
    return "\n".join(f"Tâche {word}{place} du service {word}{place} seulement." for place in range(number))


def test_a_sentence_that_a_text_repeats_stands_once() -> None:
    one = LocalDescriptionFactory(sections={"mission": f"{SHARED}\n{SHARED}"})
    other = LocalDescriptionFactory(sections={"mission": SHARED})

    [section] = matrix_of([one, other]).sections

    assert [row.shared_by for row in section.rows] == [2]


def test_of_a_long_document_what_is_shared_is_shown_and_the_rest_is_counted() -> None:
    one = LocalDescriptionFactory(
        sections={"responsibilities": f"{tasks('zébu', 120)}\n{SHARED}", "other": tasks("lama", 50)}
    )
    other = LocalDescriptionFactory(sections={"responsibilities": SHARED})

    merged, read = matrix_of([one, other]).sections

    assert merged.rows[0].shared_by == 2
    assert (len(merged.rows), merged.hidden) == (MOST_ROWS, 121 - MOST_ROWS)
    assert (len(read.rows), read.hidden) == (MOST_READ, 50 - MOST_READ)
