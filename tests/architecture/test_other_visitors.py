"""An account that is no member, and a stranger who asks for fragments: no page breaks, no door is wider."""

from functools import partial

import pytest

from tests.architecture.matrix import ROWS
from tests.architecture.rows import Row
from tests.architecture.visits import ACCOUNT_ALONE, NOBODY

pytestmark = pytest.mark.django_db
REFUSALS = {403, 404, 405}
LIBRARY = {"people:library-image", "people:library-file"}  # whoever administers /cms/ sees every image there


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label)
def test_an_account_without_profile_breaks_nothing(row: Row, world, visitors):
    """It may administer /cms/; the network's pages answer it with words, and nothing of the hidden space opens."""
    got = visitors.visit(ACCOUNT_ALONE, "get", lambda: row.address(world) + row.query)
    data = partial(row.data, world, None) if row.data else None
    posted = visitors.visit(ACCOUNT_ALONE, "post", lambda: row.address(world), data)
    assert (got.status_code < 500, got.reason_phrase) == (True, got.reason_phrase)
    assert (posted.status_code < 500, posted.reason_phrase) == (True, posted.reason_phrase)
    if row.get["david"] in (403, 404) and row.name not in LIBRARY:
        assert got.status_code in REFUSALS
    if row.post["david"] in (403, 404):
        assert posted.status_code in REFUSALS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label)
def test_fragments_have_the_same_doors(row: Row, world, visitors):
    """What David and nobody are refused as a page, they are refused as a fragment."""
    for method, expected in (("get", row.get), ("post", row.post)):
        data = partial(row.data, world, world.cast.david) if row.data and method == "post" else None
        query = row.query if method == "get" else ""
        got = visitors.visit("david", method, lambda query=query: row.address(world) + query, data, htmx=True)
        if expected["david"] in REFUSALS:
            assert (method, got.status_code) == (method, expected["david"])
        assert got.status_code < 500, got.reason_phrase
        if expected[NOBODY] == "connexion":
            signed_out = visitors.visit(NOBODY, method, lambda query=query: row.address(world) + query, htmx=True)
            sent = signed_out.headers.get("Location", "") or signed_out.headers.get("HX-Redirect", "")
            assert (method, sent.startswith("/compte/connexion/")) == (method, True)
