"""Prepared reads: PostgreSQL plans them once; everything else binds in the client as before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.database import is_on, prepared
from people.models import Organisation

pytestmark = pytest.mark.django_db


@prepared
def acronyms(kind: str) -> list[str]:
    return list(Organisation.objects.filter(kind=kind).values_list("acronym", flat=True))


def kept_statements() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%people_organisation%%kind%%'")
        return int(cursor.fetchone()[0])


def test_a_read_is_prepared_at_its_third_run_and_an_ordinary_one_never(cast):
    before = kept_statements()
    for kind in ("covered", "school", "excluded"):
        list(Organisation.objects.filter(kind=kind).values_list("acronym", flat=True))
    assert kept_statements() == before
    for kind in ("covered", "school", "excluded"):
        acronyms(kind)
    assert kept_statements() == before + 1


def test_it_answers_as_the_ordinary_one_does(cast):
    kind = cast.amina.organisation.kind
    assert sorted(acronyms(kind)) == sorted(Organisation.objects.filter(kind=kind).values_list("acronym", flat=True))


def test_the_statement_is_told_with_its_values(cast):
    with CaptureQueriesContext(connection) as captured:
        acronyms("covered")
    assert "'covered'" in captured.captured_queries[0]["sql"]


def test_it_ends_with_the_read_also_when_that_fails():
    @prepared
    def fail() -> None:
        assert is_on()
        raise ValueError

    with pytest.raises(ValueError):
        fail()
    assert not is_on()
