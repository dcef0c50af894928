"""Reading a page changes nothing: no GET writes a row that matters."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import AccessEntry, Rendition
from tests.architecture.matrix import ROWS
from tests.architecture.rows import Row
from tests.architecture.visits import undone

pytestmark = pytest.mark.django_db

# Tables that a page may write while it is read, and why.
ALLOWED = {
    "django_session": "who is asking",
    Rendition._meta.db_table: "an image of an editorial page in the size of the page: drawn once, kept, no business row",
    AccessEntry._meta.db_table: "who saw what, written before it is shown (people.actions.access.record)",
}
# Addresses of libraries whose GET writes by itself.
IDENTITY = {
    "mfa_view_recovery_codes": "allauth notes that the codes were shown",
    "mfa_download_recovery_codes": "allauth notes that the codes were shown",
}
_WRITE = re.compile(
    r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE|MERGE\s+INTO)\s+(?:ONLY\s+)?\"?(\w+)\"?", re.IGNORECASE
)


def written_tables(statements: list[str]) -> set[str]:
    """Tables that these statements write; `SELECT … FOR UPDATE` writes none."""
    return {
        found
        for statement in statements
        for found in _WRITE.findall(re.sub(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b(?:\s+OF\s+\S+)?", "", statement))
        if found.lower() != "set"
    }


@pytest.mark.parametrize("row", [row for row in ROWS if row.name not in IDENTITY], ids=lambda row: row.label)
def test_get_writes_nothing(row: Row, world, visitors):
    for key in ("amina", "olga"):
        with undone():
            address = row.address(world) + row.query
        with CaptureQueriesContext(connection) as captured:
            visitors.visit(key, "get", address)
        written = written_tables([query["sql"] for query in captured.captured_queries])
        assert (key, written - set(ALLOWED)) == (key, set())


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ('INSERT INTO "people_person" ("id") VALUES (1)', {"people_person"}),
        ('UPDATE "people_person" SET "bio" = \'\'', {"people_person"}),
        ("WITH gone AS (DELETE FROM people_person RETURNING id) SELECT 1", {"people_person"}),
        ('SELECT 1 FROM "people_person" FOR UPDATE OF "people_person"', set()),
        ("SELECT updated_at, deleted_at FROM community_thread", set()),
    ],
)
def test_the_detector_itself(statement, tables):
    assert written_tables([statement]) == tables
