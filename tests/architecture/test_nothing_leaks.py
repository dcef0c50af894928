"""What strangers read never holds a word of what is not theirs, also when somebody who may has warmed the cache."""

import uuid

import pytest

from tests.architecture.matrix import ROWS
from tests.architecture.rows import Row
from tests.architecture.visits import NOBODY, Visitors
from tests.architecture.world import CONFIDED_WORD, HIDDEN_WORD, PRIVATE_WORD, World

pytestmark = pytest.mark.django_db
PAGES = [row for row in ROWS if set(row.get.values()) - {405, "connexion"}]
# A stranger to the space, Amina's manager, the administrator, nobody; and what each of them must not read.
STRANGERS = {
    "david": (HIDDEN_WORD, PRIVATE_WORD),
    "jules": (HIDDEN_WORD, PRIVATE_WORD, CONFIDED_WORD),
    "olga": (HIDDEN_WORD, PRIVATE_WORD, CONFIDED_WORD),
    NOBODY: (HIDDEN_WORD, PRIVATE_WORD, CONFIDED_WORD),
}


def read(visitors: Visitors, world: World, row: Row, key: str, cache: str) -> str:
    response = visitors.visit(key, "get", lambda: row.address(world) + row.query, cache=cache)
    return (b"".join(response) + str(response.headers).encode()).decode(errors="replace").lower()


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.label)
def test_no_page_tells_strangers(row: Row, world, visitors):
    cache = f"essai-{uuid.uuid4().hex}"
    for insider in ("chloe", "amina"):
        read(visitors, world, row, insider, cache)
    told = {
        key: [word for word in words if word in read(visitors, world, row, key, cache)] for key, words in STRANGERS.items()
    }
    assert told == dict.fromkeys(STRANGERS, [])


def test_the_words_are_there_for_those_who_may(world, visitors):
    """The test above would prove nothing of words that no page shows."""
    found = {row.label: row for row in PAGES}
    pages = {
        "community:thread-detail (caché)": ("bruno", HIDDEN_WORD),
        "community:event-detail (caché)": ("bruno", HIDDEN_WORD),
        "community:event-participants (ouvert)": ("chloe", CONFIDED_WORD),
        "home": ("amina", HIDDEN_WORD),
        "search": ("amina", HIDDEN_WORD),
        "community:index": ("bruno", HIDDEN_WORD),
        "competencies:evidence-list": ("amina", PRIVATE_WORD),
        "people:access-log": ("amina", PRIVATE_WORD),
        "community:space-requests": ("chloe", CONFIDED_WORD),
    }
    missing = [
        label
        for label, (key, word) in pages.items()
        if word not in read(visitors, world, found[label], key, f"essai-{uuid.uuid4().hex}")
    ]
    assert missing == []
